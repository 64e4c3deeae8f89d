"""One word for one thing: what docs/words.md says not to say is said nowhere."""

import re
from functools import cache

import pytest
from babel.messages.extract import extract

from board.config import HOME

ROWS = re.findall(
    r"^\| (.+) \| (.+) \|$", (HOME / "docs/words.md").read_text(), re.MULTILINE
)
NOT_OURS = [left.strip("`").lower() for left, _ in ROWS[1:]]
READS = {
    ".html": "jinja2.ext:babel_extract",
    ".txt": "jinja2.ext:babel_extract",
    ".py": "python",
}
SPOKEN = [
    path
    for folder in ("templates", "board")
    for path in sorted((HOME / folder).rglob("*"))
    if path.suffix in READS
]


@cache
def everything_said() -> list[tuple[str, str]]:
    """(file, sentence) for whatever the product gives to be translated, in
    lower case."""
    said: list[tuple[str, str]] = []
    for path in SPOKEN:
        with path.open("rb") as file:
            messages = [message for _, message, *_ in extract(READS[path.suffix], file)]
        for message in messages:
            forms = [message] if isinstance(message, str) else message
            said += [(path.name, form.lower()) for form in forms]
    return said


@pytest.mark.parametrize("word", NOT_OURS)
def test_a_thing_is_never_called_by_a_word_that_is_not_ours(word: str) -> None:
    said = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    assert not [
        (file, sentence)
        for file, sentence in everything_said()
        if said.search(sentence)
    ]

"""One word for one thing: what docs/words.md says not to say is said nowhere."""

import re
from functools import cache

import pytest

from board.config import HOME
from tests.catalogues import said, words

ROWS = re.findall(
    r"^\| (.+) \| (.+) \|$", (HOME / "docs/words.md").read_text(), re.MULTILINE
)
NOT_OURS = [left.strip("`").lower() for left, _ in ROWS[1:]]


@cache
def everything_said() -> list[tuple[str, str]]:
    """(file, sentence) for whatever the product gives to be translated, in
    lower case."""
    return [
        (file, form.lower())
        for message in said()
        for file, _line in message.locations
        for form in words(message)
    ]


@pytest.mark.parametrize("word", NOT_OURS)
def test_a_thing_is_never_called_by_a_word_that_is_not_ours(word: str) -> None:
    said = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    assert not [
        (file, sentence)
        for file, sentence in everything_said()
        if said.search(sentence)
    ]

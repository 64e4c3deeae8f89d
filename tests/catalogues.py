"""The words of the board for translators: a catalogue for each language, brought up to
what the program says now.

`make words` runs it: it reads every sentence out of the code and the templates, takes
new ones into each catalogue, keeps translations that are no longer used at the end of
the file, compiles, and says how many are missing. `make words LANGUAGE=de` begins a
language. docs/translating.md is its page.
"""

import sys
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from board.config import HOME

LOCALES = HOME / "board/locales"
# of a setting (board/config.py) the note is a sentence, its second argument
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "_setting": (2,)}
READ_BY = {
    ".html": "jinja2.ext:babel_extract",
    ".txt": "jinja2.ext:babel_extract",
    ".py": "python",
}
# At the top of a new file.
HEAD = "# What Local Action Board says, for translators: see docs/translating.md."
# What else stands there, until translators put in their own.
FIRST = {
    "project": "Local Action Board",
    "version": "0.2",
    "msgid_bugs_address": "the project's issues",
    "last_translator": "nobody yet",
    "language_team": "nobody yet",
}
# Welsh has a form each for 0, 1, 2, 3 and 6; Babel itself knows of no form for 0.
PLURALS = {
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 "
    ": n==6 ? 4 : 5);"
}


@cache
def said() -> Catalog:
    """Every sentence of the program, each with the files it stands in."""
    catalogue = Catalog(fuzzy=False)
    for folder in ("board", "templates"):
        for path in sorted((HOME / folder).rglob("*")):
            if path.suffix in READ_BY:
                _take_from(path, catalogue)
    return catalogue


def _take_from(path: Path, catalogue: Catalog) -> None:
    name = path.relative_to(HOME).as_posix()
    with path.open("rb") as file:
        for line, words, _notes, context in extract(
            READ_BY[path.suffix], file, KEYWORDS
        ):
            catalogue.add(words, locations=[(name, line)], context=context)


def languages() -> list[str]:
    """Those that have a catalogue."""
    return sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


def file_of(language: str) -> Path:
    """What its translators work on; compiled it stands beside it, as `.mo`."""
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


def catalogue_of(language: str) -> Catalog:
    """What its file says; empty for a language that begins."""
    path = file_of(language)
    if path.exists():
        return read_po(path.open("rb"), locale=language)
    catalogue = Catalog(language, header_comment=HEAD, fuzzy=False, **FIRST)
    if language in PLURALS:
        catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def missing(catalogue: Catalog) -> list[Message]:
    """Its sentences that nobody has translated yet."""
    return [message for message in catalogue if message.id and not is_used(message)]


def words(message: Message) -> tuple[str, ...]:
    """What is to be translated, in each form."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def is_used(message: Message) -> bool:
    """Whether somebody reads its translation: it is whole, and not in doubt."""
    return all(forms(message)) and not message.fuzzy


def forms(message: Message) -> tuple[str, ...]:
    """Its translation, in each form."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def compiled(catalogue: Catalog) -> bytes:
    """What the program reads: what is not translated stays out, and is English."""
    used = Catalog(catalogue.locale)
    used.mime_headers = catalogue.mime_headers
    for message in catalogue:
        if message.id and is_used(message):
            used[message.id] = message
    file = BytesIO()
    write_mo(file, used)
    return file.getvalue()


def bring_up_to_date(language: str) -> Catalog:
    """Take in what is said now, and write both files of the language."""
    catalogue = catalogue_of(language)
    catalogue.update(said(), no_fuzzy_matching=True, update_creation_date=False)
    path = file_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return catalogue


def main() -> None:
    """Every language there is, and those that are named."""
    for language in sorted({*languages(), *sys.argv[1:]}):
        catalogue = bring_up_to_date(language)
        left = len(missing(catalogue))
        print(f"{language}: {len(catalogue):,} sentences, {left:,} missing")


if __name__ == "__main__":
    main()

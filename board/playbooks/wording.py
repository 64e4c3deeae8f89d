"""A playbook as people write it: steps, roles and sheets as text, and that text read
again."""

import re
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from board.playbooks.book import Book, Sheet
from board.playbooks.book_data import NoBook, from_data, to_data
from board.playbooks.role_wording import lines_of, read_roles, role_as_text
from board.playbooks.step_wording import read_steps, steps_as_text

TEXTS = ("title", "summary", "decides", "people", "weeks", "money", "gate")
LONG = ("safeguarding", "script")
LISTS = ("wins", "fails", "debrief", "asks")


def as_fields(book: Book) -> dict[str, Any]:
    """What the form of a playbook shows at first."""
    plain = {name: getattr(book, name) for name in (*TEXTS, *LONG)}
    lists = {name: "\n".join(getattr(book, name)) for name in LISTS}
    return {
        **plain,
        **lists,
        "body": book.purpose,
        "steps": steps_as_text(book),
        "roles": "\n".join(map(role_as_text, book.roles)),
        "sheets": "\n\n".join(map(_sheet_as_text, book.sheets)),
    }


def from_fields(given: dict[str, Any], before: Book | None = None) -> Book:
    """The playbook somebody typed; `before` is the one they changed.

    Raises ValueError with a sentence for what can't be read.
    """
    roles_before = before.roles if before else ()
    steps_before = before.steps if before else ()
    roles = read_roles(given["roles"] or "", roles_before)
    steps, roles = read_steps(given["steps"] or "", roles, steps_before)
    values: dict[str, Any] = {name: given[name] or "" for name in (*TEXTS, *LONG)}
    values |= {name: lines_of(given[name] or "") for name in LISTS}
    values |= {"purpose": given["body"] or "", "roles": roles, "steps": steps}
    book = Book(**values, sheets=_sheets(given["sheets"] or ""))
    try:
        return from_data(to_data(book))
    except NoBook as too_much:
        sentence = _("A line or a part of this is too long, or there are too many.")
        raise ValueError(sentence) from too_much


def _sheet_as_text(sheet: Sheet) -> str:
    words = re.sub(r"^# ", "## ", sheet.words, flags=re.MULTILINE)
    return f"# {sheet.title}\n{words}".rstrip()


def _sheets(text: str) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    for line in text.splitlines():
        if line.startswith("# ") and line[2:].strip():
            sheets.append(Sheet(line[2:].strip()[:120]))
        elif sheets:
            last = sheets[-1]
            sheets[-1] = replace(last, words=f"{last.words}\n{line}".strip("\n"))
        elif line.strip():
            sheets.append(Sheet(line.strip()[:120]))
    return tuple(sheets)

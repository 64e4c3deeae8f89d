"""What is different between two versions of a playbook, for people to read."""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from board.markdown import changes
from board.playbooks.book import Book, Role, Sheet, Step
from board.playbooks.days import from_the_day
from board.playbooks.wording import LISTS

LABELS: dict[str, LazyString] = {
    "title": _l("Title"),
    "summary": _l("What it is in one line"),
    "purpose": _l("What it is for"),
    "decides": _l("Who decides"),
    "people": _l("People it takes"),
    "weeks": _l("Time it takes"),
    "money": _l("Money it takes"),
    "safeguarding": _l("Keeping people safe"),
    "gate": _l("What has to be ticked first"),
    "asks": _l("What to ask"),
    "script": _l("How to say it"),
    "wins": _l("What counts as a win"),
    "fails": _l("How it goes wrong"),
    "debrief": _l("Questions for the debrief"),
}


class Change(NamedTuple):
    """A part of a playbook, and what was taken out of it and put in."""

    part: str
    words: Markup


def differences(old: Book, new: Book) -> list[Change]:
    """All that is different, in the order of the page."""
    found = [
        _change(str(label), _said(old, name), _said(new, name))
        for name, label in LABELS.items()
    ]
    olds: dict[str, Role | Step] = {f"role {one.key}": one for one in old.roles}
    olds |= {f"step {one.key}": one for one in old.steps}
    news: dict[str, Role | Step] = {f"role {one.key}": one for one in new.roles}
    news |= {f"step {one.key}": one for one in new.steps}
    for key in {**olds, **news}:
        before = olds.get(key)
        after = news.get(key)
        found.append(_change(_name(after or before), _told(before), _told(after)))
    return [
        *(one for one in found if one),
        *_sheets(old.sheets, new.sheets),
    ]


def _said(book: Book, name: str) -> str:
    value = getattr(book, name)
    return "\n".join(value) if name in LISTS else str(value)


def _name(thing: Role | Step | None) -> str:
    if isinstance(thing, Step):
        return str(_("Step: %(title)s", title=thing.title))
    return str(_("Role: %(name)s", name=thing.name)) if thing else ""


def _told(thing: Role | Step | None) -> str:
    """All of a step or a role as one text; nothing where there is none."""
    if thing is None:
        return ""
    cleared = str(_("For cleared people.")) if thing.cleared else ""
    if isinstance(thing, Role):
        parts = [thing.name, cleared, thing.words]
    else:
        when = f"{from_the_day(thing.day)}, {thing.starts}".removesuffix(", ")
        parts = [when, thing.place, thing.title, thing.skill, cleared, thing.words]
    return "\n".join(part for part in parts if part)


def _change(part: str, before: str, after: str) -> Change | None:
    return None if before == after else Change(part, changes(before, after))


def _sheets(before: tuple[Sheet, ...], after: tuple[Sheet, ...]) -> list[Change]:
    olds = {sheet.title: sheet.words for sheet in before}
    news = {sheet.title: sheet.words for sheet in after}
    both = {**olds, **news}
    found = (
        _change(_("Sheet: %(title)s", title=one), olds.get(one, ""), news.get(one, ""))
        for one in both
    )
    return [one for one in found if one]

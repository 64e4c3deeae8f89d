"""A playbook as people write it: steps, roles and sheets as text, and that text read
again; a step that stays keeps its key, and so its lineage."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from board.folding import same_name
from board.playbooks.book import Book, Role, Sheet, Step, new_key
from board.playbooks.book_data import NoBook, from_data, to_data
from board.tasks.models import Shape

# "-42: Listen", "Day 0: The action"
_HEAD = re.compile(r"(?:day\s*)?([+\-−–]?)(\d{1,3})\s*:\s*(\S.*)", re.IGNORECASE)
_DETAIL = re.compile(r"(role|skill|when|places|cleared)\s*:\s*(.*)", re.IGNORECASE)
_SHIFT = re.compile(r"(\d{1,2}[:.]\d\d)\D+(\d{1,4})\s*min")
_ROLE = re.compile(r"([^:]+?)\s*(\(cleared\))?\s*(?::\s*(.*))?", re.IGNORECASE)
OPEN = "whenever it suits"
ALIKE = 0.6  # from here on a step is taken for an earlier one with another title
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
        "roles": "\n".join(map(_role_as_text, book.roles)),
        "sheets": "\n\n".join(map(_sheet_as_text, book.sheets)),
    }


def from_fields(given: dict[str, Any], before: Book | None = None) -> Book:
    """The playbook somebody typed; `before` is the one they changed.

    Raises ValueError with a sentence for what can't be read.
    """
    roles = _roles(given["roles"] or "", before.roles if before else ())
    steps, roles = _steps(given["steps"] or "", roles, before.steps if before else ())
    values: dict[str, Any] = {name: given[name] or "" for name in (*TEXTS, *LONG)}
    values |= {name: _lines(given[name] or "") for name in LISTS}
    values |= {"purpose": given["body"] or "", "roles": roles, "steps": steps}
    book = Book(**values, sheets=_sheets(given["sheets"] or ""))
    try:
        return from_data(to_data(book))
    except NoBook as too_much:
        raise ValueError(
            _("A line or a part of this is too long, or there are too many.")
        ) from too_much


def steps_as_text(book: Book) -> str:
    """The steps, in the order of their days."""
    ordered = sorted(book.steps, key=lambda step: step.day)
    return "\n\n".join(_step_as_text(book, step) for step in ordered)


def _step_as_text(book: Book, step: Step) -> str:
    role = book.role(step.role)
    details = {
        "Role": role.name if role else "",
        "Skill": step.skill,
        "When": _when(step),
        "Places": str(step.places) if step.places > 1 else "",
        "Cleared": "yes" if step.cleared else "",
    }
    lines = [f"{step.day:+d}: {step.title}" if step.day else f"0: {step.title}"]
    lines += [f"{name}: {words}" for name, words in details.items() if words]
    return "\n".join([*lines, step.words]).rstrip()


def _when(step: Step) -> str:
    if step.is_shift:
        return f"{step.starts} for {step.minutes} minutes"
    return OPEN if step.shape == Shape.OPEN else ""


def _role_as_text(role: Role) -> str:
    cleared = " (cleared)" if role.cleared else ""
    words = " ".join(role.words.split())
    return f"{role.name}{cleared}: {words}" if words else f"{role.name}{cleared}"


def _sheet_as_text(sheet: Sheet) -> str:
    words = re.sub(r"^# ", "## ", sheet.words, flags=re.MULTILINE)
    return f"# {sheet.title}\n{words}".rstrip()


def _lines(text: str) -> tuple[str, ...]:
    """One a line; what stands before it in a list is no part of it."""
    found = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
    return tuple(line for line in found if line)


def _roles(text: str, before: tuple[Role, ...]) -> tuple[Role, ...]:
    keys = {same_name(role.name): role.key for role in before}
    roles: list[Role] = []
    for line in _lines(text):
        found = _ROLE.fullmatch(line)
        name, cleared, words = found.groups() if found else (line, "", "")
        key = keys.get(same_name(name)) or new_key(name, _keys(roles))
        roles.append(Role(key, name, words or "", bool(cleared)))
    return tuple(roles)


def _keys(things: Iterable[Any]) -> set[str]:
    return {thing.key for thing in things}


def _steps(
    text: str, roles: tuple[Role, ...], before: tuple[Step, ...]
) -> tuple[tuple[Step, ...], tuple[Role, ...]]:
    """The steps, and the roles with those that only a step names."""
    known = list(roles)
    written = [_step(block, known) for block in _blocks(text)]
    earlier = _earlier(written, before)
    steps: list[Step] = []
    reserved = {one.key for one in earlier.values()}
    for number, step in enumerate(written):
        was = earlier.get(number)
        key = was.key if was else new_key(step.title, reserved | _keys(steps))
        origin = was.from_lineage if was else ""
        steps.append(replace(step, key=key, from_lineage=origin))
    return tuple(steps), tuple(known)


def _blocks(text: str) -> list[list[str]]:
    """The lines of each step. A text in which no day stands is a step a line."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        if _HEAD.fullmatch(line.strip()) and (not blocks or not blocks[-1][-1].strip()):
            blocks.append([line.strip()])
        elif blocks:
            blocks[-1].append(line)
        elif line.strip():
            return [[f"0: {one}"] for one in _lines(text)]
    return blocks


def _step(lines: list[str], roles: list[Role]) -> Step:
    head = _HEAD.fullmatch(lines[0])
    sign, number, title = head.groups() if head else ("", "0", lines[0])
    day = -int(number) if sign in ("-", "−", "–") else int(number)
    details: dict[str, str] = {}
    rest = lines[1:]
    while rest and (detail := _DETAIL.fullmatch(rest[0].strip())):
        details[detail[1].lower()] = detail[2].strip()
        rest = rest[1:]
    return Step(
        key="new",
        title=title[:120],
        day=day,
        role=_role_named(details.get("role", ""), roles),
        skill=details.get("skill", "")[:60],
        places=_places(details.get("places", "1"), title),
        cleared=details.get("cleared", "no").lower() not in ("no", ""),
        words="\n".join(rest).strip(),
        **_time(details.get("when", ""), title),
    )


def _role_named(name: str, roles: list[Role]) -> str:
    """The key of the role of this name, which is added where there is none."""
    if not name:
        return ""
    for role in roles:
        if same_name(role.name) == same_name(name):
            return role.key
    roles.append(Role(new_key(name, _keys(roles)), name[:60]))
    return roles[-1].key


def _places(written: str, title: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 500:
        raise ValueError(_("How many places are there for “%(step)s”?", step=title))
    return int(written)


def _time(written: str, title: str) -> dict[str, Any]:
    if not written:
        return {"shape": Shape.BY_DATE}
    if same_name(written) == OPEN:
        return {"shape": Shape.OPEN}
    found = _SHIFT.match(written)
    hour, _colon, minute = (found[1].replace(".", ":") if found else "").partition(":")
    if not found or int(hour) > 23 or int(minute) > 59 or not 0 < int(found[2]) <= 1440:
        sentence = _(
            "When is “%(step)s”? Write “18:30 for 90 minutes” or “whenever it suits”.",
            step=title,
        )
        raise ValueError(sentence)
    starts = f"{int(hour):02d}:{minute}"
    return {"shape": Shape.SHIFT, "starts": starts, "minutes": int(found[2])}


def _earlier(
    written: list[Step], before: tuple[Step, ...], alike: float = ALIKE
) -> dict[int, Step]:
    """Which earlier step each of those written is: by its title, else by one that is
    much alike."""
    found: dict[int, Step] = {}
    left = list(before)
    ways: tuple[Callable[[Step, Step], bool], ...] = (
        lambda a, b: same_name(a.title) == same_name(b.title),
        lambda a, b: SequenceMatcher(None, a.title, b.title).ratio() >= alike,
    )
    for is_same in ways:
        for number, step in enumerate(written):
            if number not in found:
                was = next((one for one in left if is_same(step, one)), None)
                if was:
                    found[number] = was
                    left.remove(was)
    return found


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

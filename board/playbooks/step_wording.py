"""The steps of a playbook as text, and that text read again: a step that stays keeps
its key, and so its lineage."""

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from board.folding import same_name
from board.playbooks.book import PLACE, Book, Role, Step, new_key
from board.playbooks.role_wording import keys_of, lines_of, role_named
from board.tasks.models import Shape

# "-42: Listen", "Day 0: The action"
_HEAD = re.compile(r"(?:day\s*)?([+\-−–]?)(\d{1,3})\s*:\s*(\S.*)", re.IGNORECASE)
_DETAIL = re.compile(
    r"(role|skill|when|where|places|cleared)\s*:\s*(.*)", re.IGNORECASE
)
_SHIFT = re.compile(r"(\d{1,2}[:.]\d\d)\D+(\d{1,4})\s*min")
OPEN = "whenever it suits"
ALIKE = 0.6  # from here on a step is taken for an earlier one with another title


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
        "Where": step.place,
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


def read_steps(
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
        key = was.key if was else new_key(step.title, reserved | keys_of(steps))
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
            return [[f"0: {one}"] for one in lines_of(text)]
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
        role=role_named(details.get("role", ""), roles),
        skill=details.get("skill", "")[:60],
        place=details.get("where", "")[:PLACE],
        places=_places(details.get("places", "1"), title),
        cleared=details.get("cleared", "no").lower() not in ("no", ""),
        words="\n".join(rest).strip(),
        **_time(details.get("when", ""), title),
    )


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


def _earlier(written: list[Step], before: tuple[Step, ...]) -> dict[int, Step]:
    """Which earlier step each of those written is: by its title, else by one that is
    much alike."""
    found: dict[int, Step] = {}
    left = list(before)
    for is_same in (_has_same_title, _has_title_alike):
        for number, step in enumerate(written):
            if number in found:
                continue
            was = next((one for one in left if is_same(step, one)), None)
            if was:
                found[number] = was
                left.remove(was)
    return found


def _has_same_title(one: Step, other: Step) -> bool:
    return same_name(one.title) == same_name(other.title)


def _has_title_alike(one: Step, other: Step) -> bool:
    compared = SequenceMatcher(None, one.title, other.title)
    return compared.ratio() >= ALIKE

"""A course's running order and its sheets as one text each, which people can write."""

import re
from typing import Any

from flask_babel import gettext as _

from board.training.models import SheetKind

MOST_PARTS = 40
MOST_SHEETS = 20
LONGEST_TITLE = 120
PART = re.compile(r"(\d{1,3}) ?min(?:utes?)?\b[ .:–-]*(.*)", re.IGNORECASE)
SHEET = re.compile(r"# ?(handout|exercise) ?: ?(.*)", re.IGNORECASE)


def parts_as_text(parts: list[dict[str, Any]]) -> str:
    """A line with the minutes and the title, what happens, and after `>` what the
    trainer says."""
    return "\n\n".join(map(_part_as_text, parts))


def _part_as_text(part: dict[str, Any]) -> str:
    said = [f"> {line}".rstrip() for line in part["says"].splitlines()]
    first = f"{part['minutes']} min {part['title']}"
    return "\n".join(line for line in (first, part["does"], *said) if line)


def parts_from_text(text: str) -> list[dict[str, Any]]:
    """The running order such a text holds. Raises ValueError with a sentence."""
    parts = [_part(*found) for found in _blocks(PART, text)]
    if not 0 < len(parts) <= MOST_PARTS:
        raise ValueError(
            _("Begin each part on a line of its own, such as “15 min Welcome”.")
        )
    return parts


def _part(minutes: str, title: str, lines: list[str]) -> dict[str, Any]:
    _check_title(title)
    if not int(minutes):
        raise ValueError(_("“%(title)s” has no minutes.", title=title))
    said = [line.lstrip()[1:].strip() for line in lines if line.lstrip()[:1] == ">"]
    does = [line for line in lines if line.lstrip()[:1] != ">"]
    texts = {"does": "\n".join(does).strip(), "says": "\n".join(said).strip()}
    return {"minutes": int(minutes), "title": title, **texts}


def sheets_as_text(sheets: list[dict[str, Any]]) -> str:
    """A line such as `# Handout: The rings`, and below it what stands on the sheet."""
    return "\n\n".join(
        f"# {sheet['kind'].capitalize()}: {sheet['title']}\n{sheet['words']}"
        for sheet in sheets
    )


def sheets_from_text(text: str) -> list[dict[str, Any]]:
    """The sheets such a text holds. Raises ValueError with a sentence."""
    found = _blocks(SHEET, text)
    if len(found) > MOST_SHEETS or (text and not found):
        raise ValueError(
            _("Begin each sheet on a line of its own, such as “# Handout: The rings”.")
        )
    return [_sheet(*one) for one in found]


def _sheet(kind: str, title: str, lines: list[str]) -> dict[str, Any]:
    _check_title(title)
    words = "\n".join(lines).strip()
    return {"kind": SheetKind(kind.lower()), "title": title, "words": words}


def _blocks(first: re.Pattern[str], text: str) -> list[tuple[str, str, list[str]]]:
    """What each first line says, with the lines below it; nothing where the text begins
    otherwise."""
    found: list[tuple[str, str, list[str]]] = []
    for line in text.strip().splitlines():
        if begins := first.fullmatch(line.strip()):
            found.append((begins[1], begins[2].strip(), []))
        elif found:
            found[-1][2].append(line.rstrip())
        else:
            return []
    return found


def _check_title(title: str) -> None:
    if not title:
        raise ValueError(_("A part or a sheet has no name yet."))
    if len(title) > LONGEST_TITLE:
        raise ValueError(_("The name “%(start)s…” is too long.", start=title[:40]))

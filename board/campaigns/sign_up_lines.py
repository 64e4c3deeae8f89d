"""A line of a sheet that came back on paper: who it is, and whether they agreed."""

import re
from typing import NamedTuple

from flask_babel import gettext as _

from board.errors import Invalid
from board.forms import address
from board.text import tidy

YES = {"yes", "y", "x", "✓"}
NO = {"no", "n", "-"}
PHONE = re.compile(r"\+?[\d ()/.-]{6,39}", re.ASCII)


class Signed(NamedTuple):
    """Somebody on a sheet who has agreed; `line` is how they were typed."""

    line: str
    name: str
    street: str
    email: str
    phone: str


def read_line(line: str) -> Signed:
    """Name, e-mail or phone, street, and at the end yes: parted by commas, semicolons
    or tabs.

    Raises Invalid with a sentence when somebody has not agreed, or when it is not clear
    who it is.
    """
    parts = [part for part in map(tidy, re.split(r"[;,\t]", line)) if part]
    name, answer = (parts[0], parts[-1].lower()) if parts else ("", "")
    _check_agreed(name, answer)
    middle = parts[1:-1]
    emails = [part for part in middle if "@" in part]
    phones = [
        part
        for part in middle
        if PHONE.fullmatch(part) and sum(map(str.isdigit, part)) > 5
    ]
    street = ", ".join(part for part in middle if part not in (*emails, *phones))
    if len(parts) < 3:
        raise Invalid(
            _(
                "Type a name, then an e-mail address, a phone number or a street, then "
                "yes."
            )
        )
    if len(name) > 80 or len(street) > 160 or len(emails) > 1 or len(phones) > 1:
        raise Invalid(
            _(
                "This is too much for one person. Type each person on a line of their "
                "own."
            )
        )
    return Signed(tidy(line), name, street, _email("".join(emails)), "".join(phones))


def _check_agreed(name: str, answer: str) -> None:
    """Nobody is written down who has not said yes, in English or in the language of the
    page."""
    if answer in {*NO, _("no")}:
        raise Invalid(
            _(
                "%(name)s has not agreed to be kept informed. Take the line out.",
                name=name[:80],
            )
        )
    if answer not in {*YES, _("yes")}:
        raise Invalid(
            _(
                "End it with yes where the box is ticked. Without it we may not keep "
                "the line."
            )
        )


def _email(text: str) -> str:
    try:
        return address(text) if text else ""
    except ValueError as wrong:
        raise Invalid(
            _(
                "“%(said)s” is no e-mail address. Look at the sheet again.",
                said=text[:80],
            )
        ) from wrong

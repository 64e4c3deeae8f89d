"""The kinds of illegal content that the law of the United Kingdom puts first, and a
first draft of what could happen here and what is done about it.

The list follows the Online Safety Act 2023, schedules 5 to 7, as the regulator groups
it. Whoever runs the board checks each and makes it their own.
"""

from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

LEVELS = {
    "negligible": _l("Negligible"),
    "low": _l("Low"),
    "medium": _l("Medium"),
    "high": _l("High"),
}
PICTURES = "pictures"
CONTACT = "contact"
MONEY = "money"
WORDS = "words"


class Kind(NamedTuple):
    """A kind of illegal content: its name, the level a draft begins with, and by which
    ways it could come here."""

    name: Any
    level: str
    ways: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "terrorism": Kind(_l("Terrorism"), "negligible", (WORDS,)),
    "csea": Kind(
        _l("Sexual exploitation and abuse of children"), "low", (PICTURES, CONTACT)
    ),
    "hate": Kind(_l("Hate"), "medium", (WORDS,)),
    "harassment": Kind(
        _l("Harassment, stalking, threats and abuse"), "medium", (WORDS, CONTACT)
    ),
    "control": Kind(_l("Controlling or coercive behaviour"), "low", (CONTACT,)),
    "intimate": Kind(_l("Intimate image abuse"), "low", (PICTURES,)),
    "pornography": Kind(_l("Extreme pornography"), "negligible", (PICTURES,)),
    "exploitation": Kind(
        _l("Sexual exploitation of adults"), "negligible", (CONTACT, MONEY)
    ),
    "trafficking": Kind(_l("Human trafficking"), "negligible", (CONTACT, MONEY)),
    "immigration": Kind(_l("Unlawful immigration"), "negligible", (MONEY,)),
    "fraud": Kind(_l("Fraud and financial offences"), "low", (MONEY, CONTACT)),
    "proceeds": Kind(_l("Proceeds of crime"), "negligible", (MONEY,)),
    "drugs": Kind(_l("Drugs and psychoactive substances"), "low", (MONEY,)),
    "weapons": Kind(_l("Firearms, knives and other weapons"), "low", (MONEY, PICTURES)),
    "suicide": Kind(_l("Encouraging suicide or serious self-harm"), "low", (WORDS,)),
    "interference": Kind(_l("Foreign interference"), "negligible", (WORDS,)),
    "animals": Kind(_l("Cruelty to animals"), "low", (PICTURES,)),
}


def draft(switches: dict[str, Any]) -> dict[str, dict[str, str]]:
    """For each kind a level, a reason and measures, of what is switched on."""
    return {
        key: {
            "level": kind.level,
            "reason": " ".join(_reasons(kind, switches)),
            "measures": " ".join(_measures(kind, switches)),
        }
        for key, kind in KINDS.items()
    }


def _reasons(kind: Kind, switches: dict[str, Any]) -> list[str]:
    said = [_("People here know each other and write about their own streets.")]
    if WORDS in kind.ways:
        said.append(_("It could be written into a post or a comment."))
    if WORDS in kind.ways and switches.get("by_mail"):
        said.append(_("Posting needs only an address that answers."))
    if PICTURES in kind.ways and switches.get("pictures"):
        said.append(_("It could be a picture in a post."))
    if CONTACT in kind.ways:
        said.append(_("Somebody could seek out a person they met here."))
        if switches.get("private_questions"):
            said.append(_("The only private messages are questions to organisers."))
    if MONEY in kind.ways:
        said.append(_("Something could be offered or asked for; nothing is sold here."))
    return said


def _measures(kind: Kind, switches: dict[str, Any]) -> list[str]:
    said = [_("Anybody can report it; organisers hide it and say why.")]
    if WORDS in kind.ways:
        said.append(_("What one person can post in a while is limited."))
        if switches.get("first_posts") in ("all", "some"):
            said.append(_("First posts are looked at before others see them."))
    if PICTURES in kind.ways:
        said.append(_("A picture can be taken away at once, for good."))
    if CONTACT in kind.ways:
        said.append(_("There are no private messages between people."))
        if switches.get("joining") in ("asked", "some"):
            said.append(_("Names on tasks are for members, whom an organiser lets in."))
    if MONEY in kind.ways:
        said.append(
            _("Advertising is removed, and what one person can post is limited.")
        )
    return said

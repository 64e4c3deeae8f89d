"""Why the board holds what describes people, on which basis in law, how long, and how
it goes. The page /privacy is drawn from this and from held.py."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Erase(StrEnum):
    """What becomes of it when its person deletes their account."""

    ROW = "row"  # deleted
    EMPTY = "empty"  # these columns are emptied, the row stays
    NUMBER = "number"  # stays: a number that leads to nobody any more
    CHOICE = "choice"  # words stay as a former resident's, or go, as the person chooses
    ENDS = "ends"  # given back by its own rules, then it stays as a number
    KEPT = "kept"  # stays until its time is over: the law asks for it


@dataclass(frozen=True)
class Keep:
    """How long: `words` for people; after `time` from the moment in the column `since`
    the row goes by itself."""

    words: Any
    time: timedelta | None = None
    since: str = ""


@dataclass(frozen=True)
class Purpose:
    """What it is for, in words for people, and the basis in law (UK GDPR)."""

    name: Any
    words: Any
    basis: Any


CONTRACT = _l("to do what you ask of the board (contract, Article 6(1)(b))")
CONSENT = _l("you agreed, and can take it back (consent, Article 6(1)(a))")
INTEREST = _l(
    "neighbours who organise need it, and it harms you little (legitimate interests, "
    "Article 6(1)(f))"
)
LAW = _l("the law asks for it (legal obligation, Article 6(1)(c))")

ACCOUNT = Purpose(
    _l("Your account"), _l("So that you can sign in, and nobody else as you."), CONTRACT
)
SPEAKING = Purpose(
    _l("What you say"),
    _l("Posts, comments and questions, so that others can read and join them."),
    CONTRACT,
)
JOINING = Purpose(
    _l("What you join"),
    _l("Areas, campaigns, posts you are counted in at, and what you follow."),
    CONTRACT,
)
DOING = Purpose(
    _l("What you take on"),
    _l("Places on tasks and at events, so that the others can count on you."),
    CONTRACT,
)
BRINGING = Purpose(
    _l("What you bring"),
    _l("What you can do, want to learn or could teach; you say who sees each line."),
    CONSENT,
)
YOUNG = Purpose(
    _l("Young people"),
    _l("So that less is shown of somebody under 18, and nobody is introduced to them."),
    INTEREST,
)
TALKING = Purpose(
    _l("One-to-ones and introductions"),
    _l("What two people talked about, and how they reach each other, as both allow."),
    CONSENT,
)
TELLING = Purpose(
    _l("News and mail"), _l("So that you hear what became of it."), CONTRACT
)
LEFT_WITH_US = Purpose(
    _l("What you left with us on paper or at the door"),
    _l("Names and addresses that people agreed to leave, for the organisers alone."),
    CONSENT,
)
SHOWN = Purpose(
    _l("What you agreed to"),
    _l("To what you said yes, in which words, and when."),
    CONSENT,
)
ORGANISING = Purpose(
    _l("Who looks after what"),
    _l("Which organiser or operator did what, as numbers in the log."),
    INTEREST,
)
PUBLIC_LIFE = Purpose(
    _l("Decision makers and partners"),
    _l("What people in office said and promised, and how organisers reach them."),
    INTEREST,
)
SAFETY = Purpose(
    _l("Keeping the board safe"),
    _l("Scrambled addresses that slow down guessing and floods; they name nobody."),
    INTEREST,
)
RIGHTS = Purpose(
    _l("Your rights"), _l("Complaints, and the copy of what is held about you."), LAW
)

YEAR = timedelta(days=365)
SIGN_UPS = timedelta(days=90)  # after the campaign has ended
WHILE_ACCOUNT = Keep(_l("until you delete your account"))
WHILE_BOARD = Keep(_l("as long as the board"))


def days(number: int, since: str, words: Any) -> Keep:
    """Goes by itself so many days after the moment in a column."""
    return Keep(words, timedelta(days=number), since)

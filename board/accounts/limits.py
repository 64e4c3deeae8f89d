"""How much one person, one mail address and one network may write: one table."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l

HOUR = 3600
DAY = 24 * HOUR
ORGANISING = 5  # times as much for those who organise or run the board
TRUSTED = 10  # times as much from a network that somebody vouches for


# Somebody is new until their account is so many days old and so many of their posts and
# comments have stood for a day.
NEW_DAYS = 3
NEW_THINGS = 3
NEW_LINKS = 3  # in one form


class Room(NamedTuple):
    """So many writes in so many seconds; or pieces, of which a write brings some."""

    most: int
    span: int
    pieces: int = 1

    @property
    def cost(self) -> float:
        """Seconds until the room that one write takes is free again."""
        return self.pieces * self.span / self.most


class Group(NamedTuple):
    """Writes that are counted together, and the words for too many of them.

    What a person may write an address may, too.
    """

    name: str
    words: str
    person: tuple[Room, ...]
    network: tuple[Room, ...]
    new: tuple[Room, ...] = ()  # of somebody who is new, in place of the first


# pictures of somebody who is new
NEW_PICTURES = Room(30, HOUR)
OTHER = Group(
    "other",
    _l("That was a great many changes in a short time."),
    person=(Room(600, HOUR),),
    network=(Room(3000, HOUR),),
)
POSTS = Group(
    "posts",
    _l("So that nobody floods the board, one can post only so much in a while."),
    person=(Room(10, HOUR), Room(30, DAY)),
    network=(Room(60, HOUR),),
    new=(Room(10, HOUR), Room(15, DAY)),
)
COMMENTS = Group(
    "comments",
    _l("So that everybody is heard, one can comment only so much in a while."),
    person=(Room(60, HOUR), Room(200, DAY)),
    network=(Room(300, HOUR),),
    new=(Room(20, HOUR), Room(60, DAY)),
)
MAILS = Group(
    "mails",
    _l("This writes to others, and one can do that only so often in a while."),
    person=(Room(20, HOUR), Room(60, DAY)),
    network=(Room(60, HOUR),),
)
REGISTRATIONS = Group(
    "registrations",
    _l("Many accounts were made from where you are."),
    person=(),  # a mailbox is asked five times an hour at most (throttle.py)
    network=(Room(10, HOUR),),
)
FLAGS = Group(
    "flags",
    _l("You have told us of many things in a short time."),
    person=(Room(20, HOUR), Room(60, DAY)),
    network=(Room(60, HOUR),),
)
REPORTS = Group(
    "reports",
    _l("Your browser has reported a great deal."),
    person=(),
    network=(Room(30, HOUR),),
)
SUGGESTIONS = Group(
    "suggestions",
    _l("Your board has sent a great deal."),
    person=(),
    network=(Room(20, HOUR), Room(60, DAY)),
)
GROUPS = (
    OTHER,
    POSTS,
    COMMENTS,
    MAILS,
    REGISTRATIONS,
    FLAGS,
    REPORTS,
    SUGGESTIONS,
)

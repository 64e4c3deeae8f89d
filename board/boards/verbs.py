"""What operators do about other boards: each is on the record."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

FOLLOWED = Verb(
    "board.followed", _l("An operator follows another board."), facts={"board": int}
)
CHANGED = Verb(
    "board.changed",
    _l("An operator changed how another board is followed."),
    facts={"board": int},
)
UNFOLLOWED = Verb(
    "board.unfollowed",
    _l("An operator no longer follows another board."),
    facts={"board": int},
)
IMPORTED = Verb(
    "board.imported",
    _l("An operator read in a file of another board."),
    facts={"drafts": int},
)
DECIDED = Verb(
    "board.decided",
    _l("An operator decided on a draft from elsewhere."),
    facts={"arrival": int, "accepted": bool},
)

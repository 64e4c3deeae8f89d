"""What operators do about other boards: each is on the record."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb
from board.playbooks.models import Suggestion

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
OPENED = Verb(
    "board.opened",
    _l("An operator decided whether other boards may send us suggestions."),
    facts={"takes": bool},
)
SENT_BACK = Verb(
    "board.sent_back",
    _l("What was changed here was sent to the board a playbook came from."),
    part=Suggestion,
    facts={"suggestion": int, "board": int},
)

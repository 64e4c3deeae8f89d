"""What operators do about other systems: each is on the record."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

ADDED = Verb(
    "caller.added",
    _l("An operator lets another system send us posts."),
    facts={"caller": int},
)
ENDED = Verb(
    "caller.ended",
    _l("An operator ended the key of another system."),
    facts={"caller": int},
)

"""What can happen to the safety record."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

SAVED = Verb(
    "safety.saved",
    _l("The safety record has a new version."),
    facts={"version": int},
)

"""What can happen to the rules."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

PUBLISHED = Verb(
    "rules.published",
    _l("New community rules are in force:"),
    facts={"version": int},
)

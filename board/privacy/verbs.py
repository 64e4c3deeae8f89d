"""What can happen to what is held about a person."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

ERASED = Verb(
    "person.erased",
    _l("Somebody deleted their account."),
    facts={"posts": bool, "comments": bool},  # whether these went, too
    changes_rights=True,
)
NAME_HIDDEN = Verb("person.name_hidden", _l("Somebody no longer shows their name."))

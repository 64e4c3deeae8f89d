"""What can happen to categories."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

CATEGORIES_SET = Verb(
    "area.categories_set",
    _l("The categories of an area have changed:"),
    facts={"category": str},
)

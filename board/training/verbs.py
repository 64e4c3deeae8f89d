"""What can happen in training."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Kind, Verb

PUBLISHED = Verb(
    "course.published",
    _l("There is a new course:"),
    followers=("area",),
    kind=Kind.ORGANISING,
)
CHANGED = Verb("course.changed", _l("A course has changed:"))

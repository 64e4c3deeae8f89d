"""What can happen to the board's own pages."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

WORDS_CHANGED = Verb(
    "words.changed",
    _l("The words about this board have changed."),
    facts={"place": str, "number": int},
)

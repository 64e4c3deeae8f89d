"""What is typed to change the community rules."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from board.forms import BoardForm, line, prose


class RulesForm(BoardForm):
    """All rules as one text."""

    rules = prose(_l("The rules"), 40_000, missing=_l("Write at least one rule."))


class PublishForm(BoardForm):
    """Putting a draft in force: what is new, and the version it was compared with."""

    note = line(
        _l("What is new, and why?"),
        300,
        missing=_l("Say it in a sentence: everybody reads it before they agree."),
    )
    after = HiddenField()

"""What is typed to say what one changed, and to answer it."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from board.forms import BoardForm, OnceField, prose


class SuggestForm(BoardForm):
    """What somebody changed, and why."""

    step = SelectField(_l("What did you change?"), choices=[], validate_choice=False)
    words = prose(
        _l("How should it read?"), 8000, missing=_l("Write what you changed.")
    )
    why = prose(_l("Why?"), 2000, missing=_l("Say why you changed it."))
    once = OnceField()


class AnswerForm(BoardForm):
    """What those who look after the playbook say to it."""

    answer = prose(_l("Your answer"), 3000)

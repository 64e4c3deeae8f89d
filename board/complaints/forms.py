"""What is typed into a complaint, and into its answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional
from wtforms.widgets import ListWidget, RadioInput

from board.complaints.words import ABOUT, DECISIONS
from board.forms import BoardForm, Choice, EmailField, OnceField, prose


class Radios(Choice):
    """One of a few, all to be seen."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class MaybeEmailField(EmailField):
    """An address, or none."""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Look at the shape of what there is."""
        super().post_validate(form, validation_stopped or not self.data)


class ComplaintForm(BoardForm):
    """A complaint, from anybody."""

    about = Radios(
        _l("What is it about?"), ABOUT.items(), _l("Pick what comes nearest.")
    )
    what = prose(
        _l("What happened?"),
        5000,
        missing=_l("Tell us what happened, and where on the board."),
    )
    email = MaybeEmailField(_l("Your e-mail address"), validators=[Optional()])
    once = OnceField()


class AnswerForm(BoardForm):
    """How a complaint ended."""

    decision = Radios(
        _l("How does it end?"), DECISIONS.items(), _l("Pick one of the three.")
    )
    words = prose(
        _l("What do you write to them?"),
        5000,
        missing=_l("Say what you looked at, what you found and what you do now."),
    )

"""Saying yes to the community rules, and changing them."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from board.forms import BoardForm, line, prose
from board.rules import queries

# The button of a form with a tick, and what it says: the version that was shown. Only
# who was shown the tick has to set it; who sends what the interface names and no more
# says yes by sending, as the page has it.
BUTTON = "rules_shown"
BUTTONS = (BUTTON, "wait")  # the other one joins a waiting list


class AgreeField(BooleanField):
    """A tick by which whoever makes an account agrees to the rules in force."""

    def __init__(self, **kwargs: Any) -> None:
        label = _l("I have read the community rules and keep to them")
        super().__init__(label, **kwargs)
        self.type = "BooleanField"  # as which it is drawn
        self.shown = ""

    @property
    def version(self) -> int:
        """The version in force."""
        return queries.version()

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Take note of which version was shown."""
        super().process(formdata, *args, **kwargs)
        said = [formdata.get(name, "") for name in BUTTONS] if formdata else []
        self.shown = next((version for version in said if version.isdigit()), "")

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError without a tick, and for rules no longer in force."""
        if not self.shown:
            return
        if not self.data:
            raise ValidationError(
                _("Read the community rules and tick this. They hold for everybody.")
            )
        if self.shown != str(self.version):
            self.data = False
            raise ValidationError(
                _("The rules have changed just now. Read them again, then tick this.")
            )


class AgreeForm(BoardForm):
    """A form that makes an account."""

    rules = AgreeField()


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

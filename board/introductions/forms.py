"""What is typed to ask for an introduction, to pass it on, and to say yes."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from board.accounts.consent_actions import INTRODUCED, WORDINGS
from board.drawing import today, zone
from board.forms import (
    BoardForm,
    Choice,
    Day,
    OnceField,
    address,
    given,
    line,
    row_number,
)

LONGEST = timedelta(days=90)


class AskForm(BoardForm):
    """Could you put me in touch with …?"""

    who = line(
        _l("Whom would you like to reach?"),
        200,
        missing=_l("Say whom you would like to reach."),
    )
    purpose = line(_l("What for?"), 300, missing=_l("Say what it is for."))
    until = Day(_l("Until which day?"), validators=[given(_l("Say until which day."))])
    middle = Choice(_l("Who could put you in touch?"))
    once = OnceField()

    def validate_until(self, field: Any) -> None:
        """A day to come, and soon."""
        if field.data and not today() < field.data <= today() + LONGEST:
            raise ValidationError(_l("Pick a day within the next 90 days."))

    @property
    def ends(self) -> datetime:
        """When the day is over."""
        day = (self.until.data or today()) + timedelta(days=1)
        return datetime.combine(day, time(), zone())


class PassForm(BoardForm):
    """The one in the middle says whom they ask."""

    to = line(_l("Their e-mail address"), 254, missing=_l("Type their e-mail address."))

    def validate_to(self, field: Any) -> None:
        """An address, or the number of somebody here."""
        if row_number(field.data or ""):
            return
        try:
            field.data = address(field.data or "")
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong


class AgreeForm(BoardForm):
    """A yes: that one is 18 or over, and how one can be reached."""

    adult = BooleanField(
        WORDINGS[INTRODUCED].words,
        validators=[InputRequired(_l("Tick this, or there is no introduction."))],
    )
    share = Choice(
        _l("How can they reach you?"),
        [("email", _l("By my e-mail address")), ("phone", _l("By phone"))],
        default="email",
    )
    phone = line(_l("Your phone number"), 40)

    def validate_phone(self, field: Any) -> None:
        """A number where one is to be shown."""
        if self.share.data == "phone" and not any(map(str.isdigit, field.data or "")):
            raise ValidationError(_l("Type the number they can ring."))

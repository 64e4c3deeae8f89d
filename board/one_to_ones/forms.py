"""What is typed about a one-to-one."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from board.accounts.consent_actions import TALK_OPENED, WORDINGS
from board.drawing import today
from board.forms import (
    BoardForm,
    Choice,
    Day,
    OnceField,
    WholeNumber,
    address,
    given,
    line,
    prose,
    row_number,
)
from board.one_to_ones.actions import Whom
from board.one_to_ones.models import Opens

OPENS = [
    (Opens.NOTHING, _l("Nothing: it is for the two of us")),
    (Opens.CALLS, _l("Only when we talked, so that one of them can ring")),
    (Opens.ALL, _l("All that stands here")),
]


def _is_address(_form: Any, field: Any) -> None:
    if field.data:
        try:
            field.data = address(field.data)
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong


class OpensForm(BoardForm):
    """What organisers may see of it."""

    opens = Choice(WORDINGS[TALK_OPENED].words, OPENS, default=Opens.NOTHING)


class TalkForm(OpensForm):
    """A one-to-one as one of the two writes it down."""

    whom = line(
        _l("Who with"), 254, missing=_l("Say who you talked with."), name="with"
    )
    email = line(_l("Their e-mail address"), 254)
    on = Day(_l("When"), default=today, validators=[given(_l("Say when you talked."))])
    cares_about = prose(_l("What they care about"), 2000)
    offers = prose(_l("What they offer"), 1000)
    next_step = line(_l("Next step"), 300)
    next_on = Day(_l("By when"), validators=[lambda _form, _field: None])
    area = Choice(_l("Area"))
    campaign = Choice(_l("For a campaign"), default="none")
    once = OnceField()

    def validate_email(self, field: Any) -> None:
        """An address where one is typed."""
        _is_address(self, field)

    def validate_whom(self, field: Any) -> None:
        """A name, or an address in its place."""
        if "@" in (field.data or ""):
            _is_address(self, field)

    @property
    def other(self) -> Whom:
        """Whom it was with."""
        typed = self.whom.data or ""
        email = self.email.data or ""
        if number := row_number(typed):
            return Whom(person_id=number)
        return Whom(email=typed) if "@" in typed else Whom(name=typed[:80], email=email)

    @property
    def said(self) -> dict[str, Any]:
        """What was talked about, and what comes next."""
        return {
            "cares_about": self.cares_about.data or "",
            "offers": self.offers.data or "",
            "next_step": self.next_step.data or "",
            "next_on": self.next_on.data,
        }


class AnswerForm(OpensForm):
    """What the other says to it."""

    answer = prose(_l("Your answer"), 2000)


class PledgeForm(BoardForm):
    """How many somebody holds for a campaign."""

    one_to_ones = WholeNumber(_l("One-to-ones"), 0, 500, default=0)
    house_meetings = WholeNumber(_l("House meetings"), 0, 500, default=0)
    campaign = Choice(_l("Campaign"))

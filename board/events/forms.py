"""What people type about events."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField
from wtforms.validators import StopValidation, ValidationError

from board.drawing import today
from board.events.models import Kind
from board.events.register import Newcomer, RegisterMark
from board.forms import (
    BoardForm,
    Choice,
    Moment,
    OnceField,
    WholeNumber,
    address,
    line,
    prose,
    row_number,
    version_field,
)
from board.text import tidy
from board.words import EVENT_KINDS, choices

KINDS = choices(Kind, EVENT_KINDS)
NONE = "none"
LINES = 60  # newcomers in one go


def _given(message: Any) -> Any:
    """A moment was named; one that was mistyped has its own sentence."""

    def check(_form: Any, field: Any) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(message)

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


class EventForm(BoardForm):
    """What an event is, when and where."""

    FIELDS = ("title", "kind", "details", "place", "address", "host", "places")

    kind = Choice(_l("What sort of event is it?"), KINDS)
    title = line(_l("What do you call it?"), 120, missing=_l("Give it a name."))
    details = prose(_l("What should people know before they come?"), 3000)
    starts_at = Moment(_l("It starts"), validators=[_given(_l("Say when it starts."))])
    ends_at = Moment(_l("It ends"), validators=[_given(_l("Say when it ends."))])
    place = line(
        _l("Where is it, in words anybody may read?"),
        200,
        missing=_l("Say where it is, if only the street."),
    )
    address = line(_l("Where exactly, for those who come?"), 300)
    places = WholeNumber(_l("How many people can come?"), 1, 5000)
    host = line(_l("Who welcomes people?"), 80)
    campaign = Choice(_l("Is it part of a campaign?"), default=NONE)

    def values(self) -> dict[str, Any]:
        """The words and numbers, by column."""
        return {name: self[name].data for name in self.FIELDS}


class PlanForm(EventForm):
    """A new event."""

    area = Choice(_l("Which area is it for?"))
    once = OnceField()

    def validate_ends_at(self, field: Any) -> None:
        """What is over needs no plan."""
        if field.data and field.data.date() < today():
            raise ValidationError(_("That day has passed. Which one do you mean?"))


class EditForm(EventForm):
    """A change to an event, with the version it changes."""

    version = version_field()


class CancelForm(BoardForm):
    """Calling an event off."""

    reason = prose(
        _l("Why is it called off?"),
        1000,
        missing=_l("Say why, so that nobody is left wondering."),
    )


class RegisterForm(BoardForm):
    """Those who turned up: one a line, a name and perhaps an address after a comma."""

    newcomers = prose(_l("Who else came?"), 6000)
    brought_by = Choice(_l("Who brought them?"), default=NONE)
    agreed = BooleanField(
        _l(
            "Whoever left an address agreed that we keep it, to tell them what happens "
            "next."
        )
    )

    def validate_newcomers(self, field: Any) -> None:
        """Each line is somebody."""
        lines = enumerate(field.data.split("\n"), 1)
        self.people = [_newcomer(line, n) for n, line in lines if tidy(line)]
        if len(self.people) > LINES:
            raise ValidationError(
                _("Write at most %(num)s lines at a time.", num=LINES)
            )

    def validate_agreed(self, field: Any) -> None:
        """No address is kept that nobody agreed to leave."""
        if any(one.email for one in getattr(self, "people", [])) and not field.data:
            raise ValidationError(
                _("Ask them first, then tick this. Or leave the addresses out.")
            )


def _newcomer(words: str, number: int) -> Newcomer:
    name, _comma, email = map(tidy, words.partition(","))
    if not name or len(name) > 80:
        raise ValidationError(
            _("Line %(num)s: write a name of at most 80 characters.", num=number)
        )
    try:
        return Newcomer(name, email and address(email))
    except ValueError as wrong:
        message = _(
            "Line %(num)s: after the comma, write an address such as name@example.org.",
            num=number,
        )
        raise ValidationError(message) from wrong


class LeadersForm(BoardForm):
    """One more leader, and how many people they promise to bring."""

    name = line(_l("Who else brings people?"), 80)
    number = WholeNumber(_l("How many have they promised?"), 0, 5000, default=0)


def marks(sent: MultiDict[str, str]) -> dict[int, RegisterMark]:
    """The lines of a register that were changed since it was shown, each with what is
    to stand there.

    `was` says of each line how it was shown: number, came, leader. With `tick` only
    that line is meant.
    """
    came = set(sent.getlist("came"))
    only = sent.get("tick", "")
    changed = {}
    for words in sent.getlist("was"):
        number, came_before, leader_before = [*words.split("-"), "", ""][:3]
        leader = sent.get(f"leader-{number}", leader_before)
        before = (came_before == "1", row_number(leader_before))
        now = (number in came, row_number(leader))
        is_meant = row_number(number) and only in ("", number)
        if is_meant and now != before:
            changed[row_number(number)] = RegisterMark(now[0], now[1] or None)
    return changed


def promises(sent: MultiDict[str, str]) -> dict[int, int | None]:
    """The numbers of leaders that were changed since they were shown; None where one
    was emptied."""
    changed: dict[int, int | None] = {}
    for words in sent.getlist("was"):
        number, before = [*words.split("-"), ""][:2]
        now = tidy(sent.get(f"promised-{number}", before))
        if row_number(number) and now != before and _may_be_promised(now):
            changed[row_number(number)] = int(now) if now else None
    return changed


def _may_be_promised(number: str) -> bool:
    if not number:
        return True
    return number.isdecimal() and len(number) < 5 and int(number) <= 5000

"""What organisers type about campaigns."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from board.campaigns.models import ENDINGS, Stage
from board.forms import (
    BoardForm,
    Choice,
    Day,
    OnceField,
    WholeNumber,
    line,
    prose,
    row_number,
    version_field,
)
from board.photos.fields import PicturesField
from board.photos.forms import IllustratedForm
from board.photos.models import PER_UPDATE
from board.words import choices

STAGES = choices(Stage)
GOING_ON = choices(stage for stage in Stage if stage not in ENDINGS)


class TickList(SelectMultipleField):
    """Issues to tick, by their number."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label, coerce=int, choices=[], validators=[Optional()], **kwargs
        )

    def offer(self, offered: Iterable[tuple[int, str]]) -> None:
        """Offer these, as (number, title) pairs."""
        self.choices = [SelectChoice(*pair) for pair in offered]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the numbers; anything else was not ticked here."""
        self.data = [number for number in map(row_number, valuelist) if number]
        self.odd = len(self.data) != len(valuelist)

    def pre_validate(self, form: Any) -> None:
        """Each must be one of those offered."""
        if getattr(self, "odd", False) or not set(self.data or []) <= {
            value for value, *_rest in self.iter_choices()
        }:
            raise StopValidation(
                _l("One of the posts you picked is not there any more. Pick again.")
            )


class CampaignForm(BoardForm):
    """The checklist of a campaign."""

    FIELDS = (
        "title",
        "goal",
        "goal_count",
        "goal_unit",
        "ask",
        "decision_maker",
        "decision_maker_office",
        "decide_by",
        "win",
    )

    title = line(
        _l("What do you call it?"), 120, missing=_l("Give the campaign a name.")
    )
    goal = prose(
        _l("What do you want to change?"),
        2000,
        missing=_l("Say what you want to change."),
    )
    goal_count = WholeNumber(_l("The goal as a number"), 1, 10_000_000)
    goal_unit = line(_l("What do you count?"), 40)
    ask = line(_l("What exactly do you ask for?"), 300)
    decision_maker = line(_l("Who can say yes?"), 160)
    decision_maker_office = line(_l("What is their office?"), 160)
    decide_by = Day(_l("By when should they decide?"), validators=[Optional()])
    win = line(_l("How will you know that you have won?"), 500)

    def fields(self) -> dict[str, Any]:
        """The texts, by column."""
        return {name: self[name].data for name in self.FIELDS}


class EditForm(CampaignForm):
    """A change to the checklist, with the version it changes."""

    version = version_field()


class ReachedForm(BoardForm):
    """How much of the goal is reached, with the number it was when the page
    was read."""

    reached = WholeNumber(
        _l("How many do we have now?"),
        0,
        10_000_000,
        missing=_l("Type the number you have now."),
    )
    was = WholeNumber("", 0, 10_000_000, widget=HiddenInput())


class IssuesForm(BoardForm):
    """Which issues belong to a campaign."""

    issue = TickList(_l("Which posts belong to it?"))


class StageForm(BoardForm):
    """How far a campaign has come while it goes on; its end has a page of its own."""

    stage = Choice(_l("Where is the campaign now?"), GOING_ON)
    note = prose(_l("What happened?"), 2000)


class UpdateForm(IllustratedForm):
    """News for everyone who backs a campaign."""

    title = line(_l("What is the news?"), 120, missing=_l("Say the news in one line."))
    body = prose(
        _l("Tell them more"), 5000, missing=_l("Say what happened and what comes next.")
    )
    photos = PicturesField(_l("Pictures"), PER_UPDATE)
    once = OnceField()

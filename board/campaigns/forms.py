"""What organisers type about campaigns."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from board.campaigns.models import ENDINGS, Outcome, Stage
from board.campaigns.places import Unfinished
from board.campaigns.sign_up_actions import MOST, Signed, read_line
from board.campaigns.unfinished import CALL_OFF, KEEP
from board.db import Rows
from board.drawing import today
from board.errors import Invalid
from board.forms import (
    BoardForm,
    Choice,
    Day,
    OnceField,
    WholeNumber,
    line,
    prose,
    row_number,
)
from board.issues.models import State
from board.photos.forms import IllustratedForm, PicturesField
from board.photos.models import PER_UPDATE
from board.text import tidy
from board.words import choices

STAGES = choices(Stage)
GOING_ON = choices(stage for stage in Stage if stage not in ENDINGS)
OUTCOMES = [
    (Outcome.WON, _l("We won")),
    (Outcome.PARTLY, _l("We won a part of it")),
    (Outcome.LOST, _l("We lost")),
    (Outcome.PAUSED, _l("It is paused, and may go on one day")),
]
SAME = "same"  # a task or event fares like the others
LEFT_AT = [
    (State.DONE, _l("Done")),
    (State.NOT_DONE, _l("Closed, not done")),
    (State.OPEN, _l("Still open")),
]


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
        *("title", "goal", "goal_count", "goal_unit", "ask"),
        *("decision_maker", "decision_maker_office", "decide_by", "win"),
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

    version = WholeNumber("", 1, 2**31 - 1, widget=HiddenInput())


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


class DebriefForm(BoardForm):
    """Five questions at the end, and thanks."""

    FIELDS = ("how", "changed", "thanks", "stepped_up", "differently")

    outcome = Choice(_l("Did we win?"), OUTCOMES)
    how = prose(
        _l("How did it go?"), 2000, missing=_l("Say in one sentence how it went.")
    )
    changed = prose(_l("What has changed in who holds power?"), 2000)
    thanks = prose(_l("Whom do we thank?"), 2000)
    stepped_up = prose(_l("Who stepped up?"), 2000)
    differently = prose(_l("What would we do differently?"), 2000)
    version = WholeNumber("", 0, 2**31 - 1, widget=HiddenInput())

    def fields(self) -> dict[str, str]:
        """The answers, by column."""
        return {name: self[name].data or "" for name in self.FIELDS}


class EndForm(DebriefForm):
    """The same as the campaign ends, with where that leaves the posts it came from."""

    state = Choice(_l("Where does that leave the posts it came from?"), LEFT_AT)
    issue = TickList(_l("Which posts are different?"))
    other = Choice(_l("Where does it leave the ones you tick?"), LEFT_AT)

    def validate_state(self, field: Any) -> None:
        """Somebody picked it: what the page suggests is not enough."""
        if not field.raw_data:
            raise StopValidation(_("Say where that leaves the posts."))

    def states_of_posts(self) -> dict[str, Any]:
        """The state all posts get, and the state of those that were ticked."""
        if "state" not in self:  # there are none
            return {"state": State.OPEN}
        return {
            "state": State(self.state.data),
            "others": self.issue.data or [],
            "other": State(self.other.data),
        }

    def fates(self, left: Iterable[str]) -> dict[str, str]:
        """What becomes of each, by its key; nothing is said of one that whoever sent
        this was not asked about."""
        chosen = {
            key: self[key].data for key in left if key in self and self[key].raw_data
        }
        return {
            key: self["rest"].data if fate == SAME else fate
            for key, fate in chosen.items()
        }


def end_form(left: Mapping[str, Unfinished], takers: Rows) -> type[EndForm]:
    """The form that also asks what becomes of what is still open: of all of it, and of
    each that fares otherwise."""
    moves = [
        (str(other.id), _("Move to “%(other)s”", other=other.title)) for other in takers
    ]
    fates = [(KEEP, _("Keep as it is")), (CALL_OFF, _("Call off")), *moves]
    label = _("What becomes of the tasks and events that are still open?")
    each = [(SAME, _("Like the others")), *fates]
    asked = {key: Choice(one.title, each, default=SAME) for key, one in left.items()}
    return type(
        "EndForm",
        (EndForm,),
        {"rest": Choice(label, fates, default=KEEP)} | asked if left else {},
    )


class UpdateForm(IllustratedForm):
    """News for everyone who backs a campaign."""

    title = line(_l("What is the news?"), 120, missing=_l("Say the news in one line."))
    body = prose(
        _l("Tell them more"), 5000, missing=_l("Say what happened and what comes next.")
    )
    photos = PicturesField(_l("Pictures"), PER_UPDATE)
    once = OnceField()


def a_past_day(_form: Any, field: Any) -> None:
    """The day on which people agreed was named, and has come."""
    if not field.errors and (field.data is None or field.data > today()):
        raise StopValidation(
            _("Name the day on which people signed; it can't be later than today.")
        )


class SignUpsForm(BoardForm):
    """A sheet of paper: a line a person, and the day on which it was signed."""

    lines = prose(
        _l("Who is on the sheet?"), 20_000, missing=_l("Type at least one line.")
    )
    signed_on = Day(_l("When was it signed?"), validators=[a_past_day])
    once = OnceField()
    people: list[Signed]

    def validate_lines(self, field: Any) -> None:
        """Each line is somebody who has agreed; one that is not gets a sentence of its
        own."""
        self.people, wrong = [], []
        for number, text in enumerate(filter(tidy, (field.data or "").split("\n")), 1):
            try:
                self.people.append(read_line(text))
            except Invalid as fault:
                wrong.append(
                    _("Line %(number)s: %(fault)s", number=number, fault=fault.text)
                )
        if len(self.people) + len(wrong) > MOST:
            raise StopValidation(
                _("Type in at most %(most)s lines at a time.", most=MOST)
            )
        if wrong:
            field.errors = [*field.errors, *wrong[:-1]]
            raise StopValidation(wrong[-1])

"""What is typed to plan a listening round, to answer in one, and to gather answers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import ListWidget

from board.confirm.forms import VisitorForm
from board.forms import (
    BoardForm,
    Choice,
    Day,
    EmailField,
    OnceField,
    given,
    line,
    prose,
    row_number,
    version_field,
)
from board.rounds.models import ANSWERS, QUESTIONS, Source
from board.theirs import theirs

NEW = "new"  # in place of a theme's number


class RoundForm(BoardForm):
    """What is asked, where and when."""

    FIELDS = ("title", *QUESTIONS, "about", "places", "opens_on", "closes_on")

    title = line(_l("What do you call it?"), 120, missing=_l("Give it a name."))
    question_1 = line(_l("First question"), 300, missing=_l("Type the first question."))
    question_2 = line(
        _l("Second question"), 300, missing=_l("Type the second question.")
    )
    question_3 = line(_l("Third question"), 300)
    opens_on = Day(_l("First day"), validators=[given(_l("Name the first day."))])
    closes_on = Day(_l("Last day"), validators=[given(_l("Name the last day."))])
    places = prose(_l("Where do you listen?"), 1000)
    about = prose(_l("Why do you ask?"), 2000)

    def fields(self) -> dict[str, Any]:
        """What it says, by column."""
        return {name: self[name].data for name in self.FIELDS}


class PlanForm(RoundForm):
    """A new round."""

    once = OnceField()


class EditForm(RoundForm):
    """A change to one, with the version it changes."""

    version = version_field()


class OutcomeForm(BoardForm):
    """What came of a round."""

    outcome = prose(_l("What came of it?"), 3000, missing=_l("Say what came of it."))


class AnswersForm(BoardForm):
    """Answers to the questions of a round, at least one of them."""

    answer_1 = prose("", 2000)
    answer_2 = prose("", 2000)
    answer_3 = prose("", 2000)
    shared = BooleanField(_l("Others may read my words, without my name"))

    def ask(self, round_: Any) -> None:
        """Put the questions of this round above the fields."""
        for answer, question in zip(ANSWERS, QUESTIONS, strict=True):
            if words := getattr(round_, question):
                self[answer].label.text = theirs(words)
            else:
                del self[answer]

    def words(self) -> dict[str, str]:
        """The answers, by column."""
        return {name: self[name].data or "" for name in ANSWERS if name in self}

    def validate_answer_1(self, _field: Any) -> None:
        """One is enough."""
        if not any(self.words().values()):
            raise StopValidation(_l("Answer at least one of the questions."))


class AnswerForm(AnswersForm):
    """The answers of somebody who is signed in."""

    show_name = BooleanField(_l("My name may stand beside them"))
    once = OnceField()


class VisitorAnswerForm(AnswersForm, VisitorForm):
    """The answers of a visitor, who says who they are."""

    show_name = BooleanField(_l("My name may stand beside them"))


class WrittenForm(AnswersForm):
    """What somebody said, or wrote on paper, as an organiser types it in."""

    source = Choice(
        _l("How did it come?"),
        (
            (Source.PAPER, _l("On paper")),
            (Source.SPOKEN, _l("Somebody told me")),
        ),
    )
    shared = BooleanField(_l("They agreed that others may read it, without a name"))
    young = BooleanField(_l("They are under 18"))
    email = EmailField(
        _l("Their e-mail address, where they left one"), validators=[Optional()]
    )
    once = OnceField()


class GatherForm(BoardForm):
    """The theme that ticked answers are put under."""

    answer = SelectMultipleField(validate_choice=False, widget=ListWidget())
    theme = Choice(_l("Put the ticked ones under"))
    title = line(_l("Name of the new theme"), 120)

    def offer(self, themes: Any) -> None:
        """These themes, or a new one."""
        known = [(str(theme.id), theme.title) for theme in themes]
        self.theme.offer([(NEW, _l("a new theme")), *known])

    @property
    def ticked(self) -> list[int]:
        """The numbers of the ticked answers."""
        return [n for n in map(row_number, self.answer.data or ()) if n][:50]

    def validate_answer(self, _field: Any) -> None:
        """An answer at least."""
        if not self.ticked:
            raise StopValidation(_l("Tick at least one answer."))

    def validate_title(self, field: Any) -> None:
        """A new theme has a name."""
        if self.theme.data == NEW and not field.data:
            raise StopValidation(_l("Name the new theme."))


class TakeUpForm(BoardForm):
    """The campaign a theme becomes part of, or what a new one is about."""

    campaign = Choice(_l("Which campaign?"))
    title = line(_l("What do you call it?"), 120)
    goal = prose(_l("What do you want to change?"), 2000)
    ask = line(_l("What exactly do you ask for?"), 300)
    once = OnceField()

    def offer(self, campaigns: Any) -> None:
        """A new campaign, or one of these."""
        known = [(str(row.id), row.title) for row in campaigns]
        self.campaign.offer([(NEW, _l("a new one")), *known])

    @property
    def is_new(self) -> bool:
        """Whether a campaign begins with it."""
        return bool(self.campaign.data == NEW)

    def validate_title(self, field: Any) -> None:
        """A new campaign has a name."""
        if self.is_new and not field.data:
            raise StopValidation(_l("Give the campaign a name."))

    def validate_goal(self, field: Any) -> None:
        """And a goal."""
        if self.is_new and not field.data:
            raise StopValidation(_l("Say what you want to change."))

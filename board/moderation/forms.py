"""What is typed to flag, to decide, to appeal and to answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # as in board/forms/choices.py
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from board.forms import (
    BoardForm,
    Choice,
    Day,
    EmailField,
    OnceField,
    line,
    prose,
    version_field,
)
from board.moderation.decisions import RULELESS
from board.moderation.models import FlagReason, Outcome
from board.moderation.redacting import ACROSS, DOWN
from board.moderation.rules import offered

REASONS = {
    FlagReason.ABUSE: _l("It insults, threatens or harasses somebody"),
    FlagReason.PRIVACY: _l("It gives away a name, an address or a picture of somebody"),
    FlagReason.DANGER: _l("Somebody may be in danger"),
    FlagReason.ILLEGAL: _l("It is illegal"),
    FlagReason.SPAM: _l("It advertises, or has nothing to do with us"),
    FlagReason.OTHER: _l("Something else"),
}
ACTS = {
    "nothing": _l("No rule is broken"),
    "accept": _l("Publish it"),
    "hide": _l("Hide it"),
    "restore": _l("Show it again"),
    "close": _l("Let nothing more be said there"),
    "reopen": _l("Let people say something there again"),
    "warn": _l("Warn the author"),
    "unwarn": _l("Withdraw the warning"),
    "limit": _l("Look first at what the author writes here"),
    "unlimit": _l("Show at once again what the author writes"),
    "ban": _l("Keep the author out"),
    "unban": _l("Let the author back in"),
}
SEVERAL = {
    "hide": _l("Hide it"),
    "all": _l("Hide it, and all else its author wrote within a day"),
    "out": _l("Hide all of that, and keep the author out of the area"),
    "nothing": _l("No rule is broken: leave it there, or publish it"),
}
OUTCOMES = {
    Outcome.UPHELD: _l("The decision stands"),
    Outcome.CHANGED: _l("Something else is done instead"),
    Outcome.UNDONE: _l("The decision is undone"),
}
REACHES = {
    "area": _l("this area alone"),
    "board": _l("the whole board"),
    "address": _l("the whole board, with their e-mail address"),
    "domain": _l("the whole board, with everybody whose address ends in the same name"),
}
WHY = _l("The reason, in words")
SAY_WHY = _l("Say why, so that whoever wrote it knows.")
CHOOSE = [InputRequired(_l("Pick one of these."))]


def radio(label: Any, offered_words: dict[Any, Any]) -> RadioField:
    """One of a few, all of them to be seen."""
    pairs = [SelectChoice(str(value), words) for value, words in offered_words.items()]
    return RadioField(label, choices=pairs, validators=CHOOSE)


class FlagForm(BoardForm):
    """What is wrong with a thing."""

    about = RadioField(
        _l("What is it about?"),
        choices=[
            SelectChoice("thing", _l("What was written or shown")),
            SelectChoice("author", _l("The person who did it")),
        ],
        default="thing",
        validate_choice=False,  # may be left out
    )
    reason = radio(_l("What is wrong?"), REASONS)
    note = prose(_l("What should an organiser know?"), 1000)
    email = EmailField(
        _l("Your e-mail address, to hear what came of it"), validators=[Optional()]
    )
    once = OnceField()


class RuleChoice(Choice):
    """A rule, picked on purpose: none stands there already. Where a form says that none
    was broken, none is needed."""

    def pre_validate(self, form: Any) -> None:
        if "act" not in form or form.act.data not in RULELESS:
            super().pre_validate(form)


class BasisForm(BoardForm):
    """The rule that a decision rests on, and why."""

    rule = RuleChoice(_l("Which rule is it about?"), missing=_l("Pick the rule."))
    reason = line(WHY, 300, missing=SAY_WHY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule.offer([("", _l("Pick one")), *offered()])


class DecisionForm(BasisForm):
    """What a moderator decides on a case, which they saw at this version."""

    act = radio(_l("What do you decide?"), ACTS)
    reason = line(WHY, 300)
    until = Day(_l("Until which day, if it ends"), validators=[Optional()])
    reach = Choice(_l("Kept out of"), REACHES.items(), default="area")
    version = version_field()

    def offer_acts(self, acts: list[str]) -> None:
        """Offer what can be done to this thing now."""
        self.act.choices = [SelectChoice(act, ACTS[act]) for act in acts]


class EditForm(BasisForm):
    """What a thing is to say from now on."""

    body = prose(_l("It says from now on"), 5000, missing=_l("Type what it says."))
    version = version_field()


class RedactForm(BasisForm):
    """What of a picture is covered: cells that are pressed, or boxes that are
    dragged."""

    cells = SelectMultipleField(
        _l("Cover these parts"),
        coerce=int,
        choices=[SelectChoice(n, str(n + 1)) for n in range(ACROSS * DOWN)],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    boxes = line(_l("Boxes: left, top, right, bottom in hundredths"), 2000)


class SeveralForm(BasisForm):
    """What a moderator decides on several cases at once."""

    act = radio(_l("What do you decide?"), SEVERAL)
    reason = line(WHY, 300)
    until = Day(_l("Until which day, if it ends"), validators=[Optional()])


class AppealForm(BoardForm):
    """Why a decision should be looked at again."""

    body = prose(
        _l("Why was that wrong?"), 3000, missing=_l("Say why it should be looked at.")
    )


class AnswerForm(BoardForm):
    """What a second person says to an appeal."""

    outcome = radio(_l("What becomes of the decision?"), OUTCOMES)
    instead = SelectField(_l("What is done instead"), validate_choice=False)
    text = prose(_l("It says from now on"), 5000)
    until = Day(_l("Until which day, if it ends"), validators=[Optional()])

    def offer_instead(self, acts: list[str], decided: str) -> None:
        """Offer these in the place of what was decided."""
        words = ACTS | {"edit": _l("Change what it says")}
        words |= {decided: _l("The same here, until a day")} if decided in acts else {}
        chosen = (SelectChoice(act, words[act]) for act in acts)
        self.instead.choices = [SelectChoice("", _l("Pick one")), *chosen]

    body = prose(
        _l("Your answer"), 3000, missing=_l("Answer in words, so that they know why.")
    )
    version = version_field()

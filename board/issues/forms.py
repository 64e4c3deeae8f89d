"""What people type about issues."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional, ValidationError

from board.categories.models import AreaCategories, Category
from board.categories.queries import offered
from board.drawing import today
from board.forms import (
    BoardForm,
    Choice,
    Day,
    Degrees,
    EmailField,
    OnceField,
    WholeNumber,
    given,
    line,
    link,
    prose,
    required,
    version_field,
)
from board.issues.models import Kind, State
from board.issues.outcome_models import Says
from board.photos.fields import PicturesField
from board.photos.forms import IllustratedForm
from board.photos.models import PER_COMMENT, PER_ISSUE
from board.words import choices

PICK = ("", _l("Pick one"))
KINDS = [
    (Kind.PROBLEM, _l("A problem: something is wrong")),
    (Kind.IDEA, _l("An idea: something we could do")),
    (Kind.HOPE, _l("A hope: something I wish for")),
]
STATES = choices(State)


class IssueForm(IllustratedForm):
    """An issue as its author writes it."""

    COLUMNS = (
        "title",
        "body",
        "kind",
        "category",
        "place",
        "latitude",
        "longitude",
        "rounded",
        "show_name",
    )

    title = line(
        _l("In a few words, what is it about?"),
        120,
        missing=_l("Give it a title, a few words are enough."),
    )
    body = prose(
        _l("What is wrong, or what do you hope for?"),
        5000,
        missing=_l("Say what is wrong or hoped for."),
    )
    kind = Choice(_l("What sort of thing is it?"), KINDS, default=Kind.PROBLEM)
    category = Choice(
        _l("Which of these is it about?"), missing=_l("Pick what it is about.")
    )
    area = Choice(_l("Which area is it in?"), missing=_l("Pick the area it is in."))
    place = line(_l("Where exactly?"), 200, render_kw={"list": "places"})
    latitude = Degrees(_l("Latitude"), 90)
    longitude = Degrees(_l("Longitude"), 180)
    rounded = BooleanField(_l("Show others the place only roughly"))
    photos = PicturesField(_l("Pictures"), PER_ISSUE)
    show_name = BooleanField(_l("Show my name to everyone"))
    also_sent = BooleanField(_l("Also send this to the council"))
    once = OnceField()

    def __init__(
        self,
        areas: Iterable[AreaCategories],
        takers: Callable[[], Mapping[tuple[str, str], Any]] = dict,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.areas = {here.slug: here for here in areas}
        self.area.offer(
            [PICK, *((here.slug, here.name) for here in self.areas.values())]
        )
        self.category.offer([PICK, *self._categories()])
        self.find_takers = takers

    @property
    def offered_here(self) -> dict[str, Category]:
        """What is offered in the area that is picked."""
        return offered(self.areas.values(), self.area.data or "")

    @property
    def own_rules(self) -> str:
        """What people agreed on in the area that is picked."""
        here = self.areas.get(self.area.data or "")
        return here.own_rules if here else ""

    def _categories(self) -> list[tuple[Any, ...]]:
        """Another area may still be picked, so what only others offer stands below."""
        mine = self.offered_here
        group = _("Only in other areas")
        others = offered(self.areas.values(), "").items()
        below: list[tuple[Any, ...]] = [
            (slug, category.name, {}, group)
            for slug, category in others
            if slug not in mine
        ]
        return [*((slug, category.name) for slug, category in mine.items()), *below]

    @cached_property
    def takers(self) -> dict[tuple[str, str], Any]:
        """Who else takes posts of which area and category; of the area that is picked,
        if one is."""
        picked = self.area.data
        slugs = {picked} if picked in self.areas else self.areas.keys()
        return {at: to for at, to in self.find_takers().items() if at[0] in slugs}

    @property
    def taken_by(self) -> dict[str, list[str]]:
        """What each of them takes, in words, by its name."""
        found: dict[str, list[str]] = {}
        for (slug, category), to in self.takers.items():
            here = self.areas[slug]
            if category in here.offered:
                name = str(here.offered[category].name)
                found.setdefault(to.name, []).append(name)
        return {name: sorted(set(names)) for name, names in found.items()}

    def validate_also_sent(self, field: Any) -> None:
        """Only what somebody takes, and from somewhere."""
        if not field.data or not (self.area.data and self.category.data):
            return
        if (self.area.data, self.category.data) not in self.takers:
            raise ValidationError(
                _("No council takes this from here. Untick it, or pick another.")
            )
        if self.latitude.data is None and not self.place.data:
            raise ValidationError(_("Say where it is first: a council needs to know."))

    def validate_category(self, field: Any) -> None:
        """One that the area offers."""
        here = self.areas.get(self.area.data or "")
        if here and field.data not in here.offered:
            name = next(
                word
                for value, word, *_rest in field.iter_choices()
                if value == field.data
            )
            wrong = _(
                "%(area)s does not offer “%(category)s”. Pick another one.",
                area=here.name,
                category=name,
            )
            raise ValidationError(wrong)

    def fields(self) -> dict[str, Any]:
        """The texts, by column; whether it also goes elsewhere, where that is so."""
        fields = {name: self[name].data for name in self.COLUMNS if name in self}
        is_sent = self.also_sent and self.also_sent.data
        return fields | ({"also_sent": True} if is_sent else {})


class VisitorForm(IssueForm):
    """The same from somebody who is not signed in: the post waits until the address has
    said yes."""

    name = line(
        _l("Your name"), 80, missing=_l("Type the name people here know you by.")
    )
    email = EmailField(
        _l("E-mail address"), validators=[required(_l("Type your e-mail address."))]
    )


class WrittenDownForm(IssueForm):
    """The same from an organiser, who may write down what a neighbour has to say."""

    neighbour = line(_l("Your neighbour's name"), 80)
    neighbour_email = EmailField(
        _l("Your neighbour's e-mail address"), validators=[Optional()]
    )

    def fields(self) -> dict[str, Any]:
        """The texts, and for whom they were written down: then the organiser's name is
        not shown."""
        fields = super().fields()
        if self.neighbour.data or self.neighbour_email.data:
            fields |= {"on_behalf": self.neighbour.data, "show_name": False}
        return fields


class EditForm(IssueForm):
    """The same, with the version it changes: a later one means somebody was first."""

    version = version_field()
    also_sent = None  # type: ignore[assignment]  # only what is new


class CommentForm(IllustratedForm):
    """Something to say under an issue."""

    body = prose(
        _l("What do you want to say?"),
        3000,
        missing=_l("Type what you want to say first."),
    )
    photos = PicturesField(_l("Pictures"), PER_COMMENT)
    once = OnceField()


class StateForm(BoardForm):
    """Where an issue stands."""

    state = Choice(_l("Where does it stand?"), STATES)
    reason = prose(_l("Why?"), 2000)
    evidence = link(_l("A link that shows it"))
    duplicate_of = WholeNumber(_l("Number of the other post"), 1, 2**31 - 1)


class VerdictForm(BoardForm):
    """Is it really done?"""

    verdict = Choice(
        _l("Is it really done?"),
        [(Says.DONE, _l("Yes, it is done")), (Says.NOT_DONE, _l("No"))],
    )
    note = prose(_l("What do you see?"), 2000)


class NextForm(BoardForm):
    """Who does what by when."""

    what = line(_l("What happens next?"), 200, missing=_l("Say what happens next."))
    who = line(_l("Who does it?"), 120, missing=_l("Say who does it."))
    by = Day(
        _l("By when?"), validators=[given(_l("Name the day by which it is done."))]
    )
    once = OnceField()

    def validate_by(self, field: Any) -> None:
        """A day that is still to come."""
        if field.data and field.data < today():
            raise ValidationError(_("That day has passed. Which one do you mean?"))


class MergeForm(BoardForm):
    """Which other post says the same, and why one thinks so."""

    duplicate_of = WholeNumber(_l("Which post says the same?"), 1, 2**31 - 1)
    reason = prose(_l("Why?"), 2000, default=lambda: _("It says the same."))

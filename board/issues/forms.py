"""What people type about issues."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from board.forms import BoardForm, Choice, Degrees, EmailField, OnceField, WholeNumber, line, prose, required
from board.issues.models import CATEGORIES, Kind, State
from board.photos.forms import IllustratedForm, PicturesField
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

    SAID = ("title", "body", "kind", "category", "place", "latitude", "longitude", "show_name")

    title = line(_l("In a few words, what is it about?"), 120, missing=_l("Give it a title, a few words are enough."))
    body = prose(_l("What is wrong, or what do you hope for?"), 5000, missing=_l("Say what is wrong or hoped for."))
    kind = Choice(_l("What sort of thing is it?"), KINDS, default=Kind.PROBLEM)
    category = Choice(_l("Which of these is it about?"), [PICK, *((slug, c.name) for slug, c in CATEGORIES.items())])
    area = Choice(_l("Which area is it in?"))
    place = line(_l("Where exactly?"), 200)
    latitude = Degrees(_l("Latitude"), 90)
    longitude = Degrees(_l("Longitude"), 180)
    photos = PicturesField(_l("Pictures"), PER_ISSUE)
    show_name = BooleanField(_l("Show my name to everyone"))
    once = OnceField()

    def __init__(self, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.area.offer([PICK, *areas])

    def said(self) -> dict[str, Any]:
        """The texts, by column."""
        return {name: self[name].data for name in self.SAID}


class VisitorForm(IssueForm):
    """The same from somebody who is not signed in: the post waits until the address has said yes."""

    name = line(_l("Your name"), 80, missing=_l("Type the name people here know you by."))
    email = EmailField(_l("E-mail address"), validators=[required(_l("Type your e-mail address."))])


class WrittenDownForm(IssueForm):
    """The same from an organiser, who may write down what a neighbour has to say."""

    neighbour = line(_l("Your neighbour's name"), 80)
    neighbour_email = EmailField(_l("Your neighbour's e-mail address"), validators=[Optional()])

    def said(self) -> dict[str, Any]:
        """The texts, and for whom they were written down: then the organiser's name is not shown."""
        said = super().said()
        if self.neighbour.data or self.neighbour_email.data:
            said |= {"on_behalf": self.neighbour.data, "show_name": False}
        return said


class EditForm(IssueForm):
    """The same, with the version it changes: a later one means somebody was first."""

    version = WholeNumber("", 1, 2**31 - 1, widget=HiddenInput())


class CommentForm(IllustratedForm):
    """Something to say under an issue."""

    body = prose(_l("What do you want to say?"), 3000, missing=_l("Type what you want to say first."))
    photos = PicturesField(_l("Pictures"), PER_COMMENT)
    once = OnceField()


class StateForm(BoardForm):
    """Where an issue stands."""

    state = Choice(_l("Where does it stand?"), STATES)
    reason = prose(_l("Why?"), 2000)
    duplicate_of = WholeNumber(_l("Number of the other post"), 1, 2**31 - 1)

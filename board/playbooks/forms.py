"""What is typed to write a playbook."""

from typing import Any

from flask_babel import lazy_gettext as _l

from board.forms import Choice, OnceField, line, prose, version_field
from board.photos.fields import PicturesField
from board.photos.forms import IllustratedForm
from board.playbooks.models import PICTURES
from board.playbooks.wording import LISTS, LONG, TEXTS


class BookForm(IllustratedForm):
    """A playbook as text: a line or a paragraph for each of its parts."""

    FIELDS = (*TEXTS, *LONG, *LISTS, "body", "steps", "roles", "sheets")

    title = line(_l("Title"), 120, missing=_l("Give it a title."))
    summary = line(_l("What it is in one line"), 300)
    body = prose(_l("What it is for"), 2000, missing=_l("Say what it is for."))
    steps = prose(_l("Steps"), 100_000)
    roles = prose(_l("Roles to fill"), 10_000)
    asks = prose(_l("What to ask"), 5_000)
    wins = prose(_l("What counts as a win"), 5_000)
    fails = prose(_l("How it goes wrong"), 5_000)
    decides = line(_l("Who decides"), 300)
    people = line(_l("People it takes"), 300)
    weeks = line(_l("Time it takes"), 300)
    money = line(_l("Money it takes"), 300)
    safeguarding = prose(_l("Keeping people safe"), 8_000)
    gate = line(_l("What has to be ticked before anybody uses it"), 300)
    script = prose(_l("How to say it"), 8_000)
    debrief = prose(_l("Questions for the debrief"), 5_000)
    sheets = prose(_l("Sheets to print"), 20_000)
    photos = PicturesField(_l("Pictures"), PICTURES)

    def fields(self) -> dict[str, Any]:
        """The texts, by the names wording.py has for them."""
        return {name: self[name].data for name in self.FIELDS}


class NewForm(BookForm):
    """A new playbook of an area."""

    area = Choice(_l("Whose is it?"))
    once = OnceField()


class EditForm(BookForm):
    """A change, with the version it changes and what to tell those who used it."""

    note = line(_l("What did you change, and why?"), 500)
    version = version_field()

"""What organisers type about the promises of decision makers."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from board.campaigns.coalition_models import Promise, PromiseState
from board.drawing import today
from board.forms import (
    BoardForm,
    Choice,
    Day,
    OnceField,
    given,
    line,
    link,
    prose,
    version_field,
)
from board.photos.fields import PicturesField
from board.photos.forms import IllustratedForm
from board.words import choices

WORDS = [
    *choices([PromiseState.KEPT, PromiseState.BROKEN]),
    (PromiseState.OPEN, _l("Open again")),
]


class OnRecord(BoardForm):
    """Who said what."""

    FIELDS = (
        "who",
        "office",
        "what",
        "to_whom",
        "place",
        "said_on",
        "witness",
        "due",
        "source",
    )

    who = line(_l("Who said it?"), 120, missing=_l("Name the person who said it."))
    office = line(_l("What is their office?"), 160)
    what = prose(
        _l("What did they say they would do?"),
        2000,
        missing=_l("Write down what they said."),
    )
    to_whom = line(_l("To whom did they say it?"), 160)
    place = line(_l("Where?"), 160)
    said_on = Day(
        _l("On which day?"),
        default=today,
        validators=[given(_l("Name the day on which it was said."))],
    )
    witness = line(_l("Who heard it?"), 160)
    due = Day(_l("By when will they do it?"), validators=[Optional()])
    source = link(_l("A link that shows it"))


class PromiseEditForm(OnRecord):
    """A change to what is on the record."""

    version = version_field()


class PromiseForm(OnRecord, IllustratedForm):
    """Something new for the record, with a picture that shows it."""

    photos = PicturesField(_l("A picture that shows it"), 1)
    once = OnceField()


class SettleForm(BoardForm):
    """What became of a promise."""

    state = Choice(_l("What became of it?"), WORDS)
    on = Day(
        _l("On which day?"), validators=[given(_l("Name the day on which you knew."))]
    )
    note = prose(_l("What happened?"), 2000)

    def __init__(self, promise: Promise) -> None:
        """What was said of it before, to change it; of an open one nothing, and it
        can't be opened again."""
        settled = promise.state != PromiseState.OPEN
        shown = {
            "state": promise.state if settled else "",
            "note": promise.note,
            "on": promise.settled_on or today(),
        }
        super().__init__(data=shown)
        if not settled:
            self.state.offer(
                [
                    ("", _l("Pick one")),
                    *choices([PromiseState.KEPT, PromiseState.BROKEN]),
                ]
            )

"""What organisers type about partners, pledges and contacts; and what a backer
ticks."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional, ValidationError

from board.campaigns.coalition_models import PledgeState
from board.campaigns.people_models import Stance
from board.confirm.forms import VisitorForm
from board.forms import (
    BoardForm,
    Choice,
    Day,
    OnceField,
    line,
    link,
    prose,
    version_field,
)
from board.words import choices

OTHER = "other"
BROUGHT = [
    (PledgeState.OPEN, _l("Not yet")),
    *choices([PledgeState.BROUGHT, PledgeState.NOT_BROUGHT]),
]


class BackForm(BoardForm):
    """Joining a campaign."""

    show_name = BooleanField(_l("Show my name to everyone"))


class JoinForm(VisitorForm, BackForm):
    """Joining a campaign as somebody who is not signed in."""


class PartnerForm(BoardForm):
    """An organisation that has joined."""

    FIELDS = ("name", "does", "link")

    name = line(
        _l("What is the organisation called?"),
        120,
        missing=_l("Type the name of the organisation."),
    )
    does = line(_l("What do they do?"), 300)
    link = link(_l("Where can people read about them?"))
    once = OnceField()


class PartnerEditForm(PartnerForm):
    """A change to what is said of it."""

    version = version_field()


class PledgeForm(BoardForm):
    """What somebody will bring."""

    partner = Choice(
        _l("Whose pledge is it?"),
        missing=_l("Pick one of the partners of this campaign."),
    )
    who = line(_l("Who exactly?"), 120)
    what = line(
        _l("What will they bring or do?"),
        300,
        missing=_l("Say what they will bring or do."),
    )
    due = Day(_l("By when?"), validators=[Optional()])
    once = OnceField()

    def __init__(self, partners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.partner.offer(
            [*partners, (OTHER, _l("A person, or somebody who is no partner"))]
        )

    def validate_who(self, field: Any) -> None:
        """A name, where it is no partner's."""
        if self.partner.data == OTHER and not field.data:
            raise ValidationError(_l("Say who will bring it."))

    def fields(self) -> dict[str, Any]:
        """The texts, by column."""
        partner = None if self.partner.data == OTHER else int(self.partner.data)
        return {
            "partner_id": partner,
            "who": self.who.data,
            "what": self.what.data,
            "due": self.due.data,
        }


class PledgeEditForm(PledgeForm):
    """Whether it was brought, and what is said of it."""

    state = Choice(_l("Was it brought?"), BROUGHT)
    version = version_field()


class ContactForm(BoardForm):
    """Somebody who matters to the campaign."""

    FIELDS = ("name", "office", "stance", "known_by", "notes")

    name = line(
        _l("Who is it?"), 120, missing=_l("Type the name of the person or body.")
    )
    office = line(_l("What is their office or part?"), 160)
    stance = Choice(
        _l("Where do they stand?"), choices(Stance), default=Stance.UNDECIDED
    )
    known_by = line(_l("Who of us knows them?"), 160)
    notes = prose(_l("Notes"), 2000)
    once = OnceField()


class ContactEditForm(ContactForm):
    """A change to what is noted of them."""

    version = version_field()


def fields(form: Any) -> dict[str, Any]:
    """What was typed into a form that names its columns, by column."""
    return {name: form[name].data for name in form.FIELDS}

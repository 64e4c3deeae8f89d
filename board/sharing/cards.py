"""What a link to a page of the board says elsewhere: in a chat, a search engine, a
post. Only what every visitor reads, and nobody's name."""

from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from board import clock
from board.db import AnyRow
from board.drawing import day, exact, weekday
from board.events.models import Kind
from board.markdown import initial_lines
from board.tasks.models import Shape
from board.words import BADGES, EVENT_KINDS, KINDS

LENGTH = 200  # characters of a page's one line
RELEASE = 2  # one more when cards are drawn in another way


class Card(NamedTuple):
    """What is drawn of a thing; `picture` is the hash of its own, if it has one."""

    path: str
    title: str
    text: str = ""  # stands beside the card, not on it
    kind: str = ""
    area: str = ""
    state: str = ""
    numbers: tuple[str, ...] = ()
    picture: str = ""

    @property
    def address(self) -> str:
        """The path of the drawn card."""
        return f"{self.path.rstrip('/')}/card.jpg"

    @property
    def mark(self) -> str:
        """Changes with whatever is drawn."""
        settings = current_app.config["BOARD"]
        look = (RELEASE, settings.site_name, settings.accent)
        drawn = repr((self._replace(text=""), look)).encode()
        return blake2b(drawn, digest_size=8).hexdigest()


def of_board() -> Card:
    """The front page's."""
    return Card(
        path="/",
        title=_("What would make your street better?"),
        text=_(
            "Say it here. Find the neighbours who think so too. Then do something "
            "about it together, and hear what came of it."
        ),
    )


def of_wins() -> Card:
    """That of the page of what was won."""
    return Card(
        path="/wins",
        title=_("What was won, and how"),
        text=_("What people asked for, how they got it, and what has changed since."),
    )


def of_area(row: AnyRow) -> Card:
    """An area's, from its card."""
    return Card(
        path=f"/areas/{row.slug}",
        title=row.name,
        text=row.about,
        kind=_("Area"),
        picture=row.cover or "",
    )


def of_issue(row: AnyRow) -> Card:
    """A post's, from its row."""
    people = row.second_count + 1
    says = ngettext(
        "%(num)s neighbour says this", "%(num)s neighbours say this", people
    )
    return Card(
        path=f"/issues/{row.id}",
        title=row.title,
        text=initial_lines(row.opening, LENGTH),
        kind=_(KINDS[row.kind][1]),
        area=row.area_name,
        state=_word(row.state),
        numbers=(says,),
        picture=row.cover or "",
    )


def of_campaign(row: AnyRow, people: AnyRow) -> Card:
    """A campaign's, from its row and how many people asked for it and joined."""
    return Card(
        path=f"/campaigns/{row.id}",
        title=row.title,
        text=initial_lines(row.ask, LENGTH),
        kind=_("Campaign"),
        area=row.area_name,
        state=_word(row.badge),
        numbers=tuple(filter(None, (_goal(row), *_people(people)))),
        picture=row.cover or "",
    )


def of_event(row: AnyRow) -> Card:
    """An event's, from its row. A home has no address on any card."""
    is_over = row.ends_at <= clock.now()
    places = "" if is_over or row.cancelled_at else _coming(row)
    return Card(
        path=f"/events/{row.id}",
        title=row.title,
        text=initial_lines(row.details, LENGTH),
        kind=_(EVENT_KINDS[row.kind][1]),
        area=row.area_name if row.kind == Kind.HOUSE_MEETING else _where(row),
        state=_word("cancelled") if row.cancelled_at else "",
        numbers=tuple(filter(None, (_when(row.starts_at), places))),
    )


def of_task(row: AnyRow) -> Card:
    """A task's, from its row."""
    dated = {
        Shape.SHIFT: row.starts_at and _when(row.starts_at),
        Shape.BY_DATE: row.due_on and _("by %(day)s", day=day(row.due_on)),
    }
    places = "" if row.cancelled_at else _places(row.taken, row.places)
    return Card(
        path=f"/tasks/{row.id}",
        title=row.title,
        text=initial_lines(row.details, LENGTH),
        kind=_("Task"),
        area=_where(row),
        state=_word("cancelled") if row.cancelled_at else "",
        numbers=tuple(filter(None, (dated.get(row.shape), places))),
    )


def of_playbook(row: AnyRow) -> Card:
    """A playbook's, from its row."""
    used = ngettext("Used once", "Used %(num)s times", row.uses) if row.uses else ""
    return Card(
        path=f"/playbooks/{row.id}",
        title=row.title,
        text=row.summary,
        kind=_("Playbook"),
        area=row.area_name or "",
        numbers=tuple(filter(None, (used,))),
    )


def _word(state: str) -> str:
    return str(_(BADGES[state][1]))


def _where(row: AnyRow) -> str:
    return str(row.place or row.area_name)


def _when(moment: datetime) -> str:
    return f"{weekday(moment)} {exact(moment)}"


def _goal(row: AnyRow) -> str:
    if not row.goal_count:
        return ""
    numbers = {"reached": row.reached, "wanted": row.goal_count}
    words = _("%(reached)s of %(wanted)s %(unit)s", unit=row.goal_unit, **numbers)
    return str(words).strip()


def _people(people: AnyRow) -> tuple[str, str]:
    """How many asked for it, where somebody did, and how many have joined."""
    asked = ngettext(
        "%(num)s person asked for this", "%(num)s people asked for this", people.asked
    )
    joined = ngettext("%(num)s has joined", "%(num)s have joined", people.joined)
    return asked if people.asked else "", joined


def _coming(row: AnyRow) -> str:
    if row.places:
        return _places(row.going, row.places)
    words = ngettext("%(num)s person is coming", "%(num)s people are coming", row.going)
    return str(words) if row.going else ""


def _places(taken: int, places: int) -> str:
    if taken >= places:
        full = ngettext(
            "The one place is taken", "All %(num)s places are taken", places
        )
        return str(full)
    some = ngettext(
        "%(taken)s of %(num)s place taken",
        "%(taken)s of %(num)s places taken",
        places,
        taken=taken,
    )
    return str(some)

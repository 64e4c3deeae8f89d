"""What features to the right put on an event's page, and what they do once it was noted
who came."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from board.db import AnyRow
from board.events.models import Event
from board.places import Place
from board.policy import Actor


class Begun(NamedTuple):
    """What the form of a new event is filled in with.

    `area_id` is where that was, if anywhere, and `query` names it in addresses;
    `above` stands over the form, and `planned` is told of the event and who planned it,
    in the same transaction.
    """

    data: dict[str, Any]
    above: Markup
    query: str
    area_id: int | None
    campaign_id: int | None
    planned: Callable[[Event, Actor], None]


# By what the address of the form names: (its query, who asks).
BEGUN: Place[Callable[[Mapping[str, str], Actor], Begun | None]] = Place("event.begun")
# Given the event as its page has it.
ON_PAGE: Place[Callable[[AnyRow], Markup]] = Place("event.on_page", several=True)
# Told in the same transaction, by whom it was noted.
REGISTERED: Place[Callable[[Event, Actor], None]] = Place(
    "event.registered", several=True
)

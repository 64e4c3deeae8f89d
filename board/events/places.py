"""What features to the right put on an event's page, and what they do once it was noted
who came."""

from collections.abc import Callable

from markupsafe import Markup

from board.db import AnyRow
from board.events.models import Event
from board.places import Place
from board.policy import Actor

# Given the event as its page has it.
ON_PAGE: Place[Callable[[AnyRow], Markup]] = Place("event.on_page", several=True)
# Told in the same transaction, by whom it was noted.
REGISTERED: Place[Callable[[Event, Actor], None]] = Place(
    "event.registered", several=True
)

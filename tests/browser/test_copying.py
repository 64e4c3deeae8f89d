"""An organiser holds an event again next month, on a phone: how few presses that is."""

from collections.abc import Callable

import pytest

from board.copying.models import EventCopy
from board.events.models import Event
from tests.browser.screen import Screen
from tests.browser.test_presses import PHONE, Counting
from tests.builders import Maker, People, Rows, in_days

Opens = Callable[..., Screen]


@pytest.mark.parametrize("with_script", [True, False])
def test_an_event_is_copied_to_next_month_in_three_presses(
    with_script: bool, screen: Opens, make: Maker, people: People, rows: Rows
) -> None:
    event = make.event(people.hodge_hill, people.organiser, title="Tea and lamps")
    window = screen(people.organiser, viewport=PHONE, java_script_enabled=with_script)
    olu = Counting(window, f"/events/{event.id}")
    olu.unfold("For organisers")
    olu.follow("Copy it to another day or area")
    olu.heading("Plan an event")
    olu.press("Publish")
    olu.heading("Tea and lamps")
    olu.sees("The event is published.", "After Tea and lamps, in Hodge Hill")
    assert olu.presses == 3
    (kept,) = rows.all(EventCopy)
    copy = rows.get(Event, kept.event_id)
    assert (copy.starts_at.date() - event.starts_at.date()).days == 28
    assert in_days(28) < copy.starts_at.date()

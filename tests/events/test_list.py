"""What is on: the list, an area's next events."""

from board.events.lists import PAGE
from board.events.models import Kind
from tests.builders import Maker, People
from tests.conftest import on_sqlite
from tests.pages import Browser


def test_what_is_to_come_stands_there_the_soonest_first(
    visitor: Browser, make: Maker, people: People
) -> None:
    here = (people.hodge_hill, people.organiser)
    make.event(*here, days=9, title="Later")
    make.event(*here, days=2, title="Sooner", kind=Kind.TRAINING)
    make.event(people.ward_end, people.elsewhere, days=3, title="Elsewhere")
    make.event(*here, days=-2, title="Last week")
    for url, titles in {
        "/events": ["Sooner", "Elsewhere", "Later"],
        "/events?area=hodge-hill": ["Sooner", "Later"],
        "/events?kind=training": ["Sooner"],
        "/events?when=week": ["Sooner", "Elsewhere"],
        "/events?when=past": ["Last week"],
        "/events?kind=action": [],
        "/events?kind=party&when=never": ["Sooner", "Elsewhere", "Later"],
    }.items():
        page = visitor.get(url)
        words = page.words.partition("Show these")[2]
        found = sorted(
            (words.index(t), t)
            for t in ("Later", "Sooner", "Elsewhere", "Last week")
            if t in words
        )
        assert [title for _place, title in found] == titles, url
    assert visitor.get("/events?kind=action").says("Nothing matches")
    area = visitor.get("/areas/hodge-hill")
    assert area.says("What is on next Sooner")
    assert not area.says("Elsewhere")


@on_sqlite
def test_a_long_list_is_walked_in_both_directions_of_time(
    visitor: Browser, make: Maker, people: People
) -> None:
    for when, sign in (("", 1), ("past", -1)):
        ids = [
            make.event(
                people.hodge_hill, people.organiser, days=sign * (2 + number // 9)
            ).id
            for number in range(2 * PAGE + 3)
        ]
        seen: list[int] = []
        for page in visitor.walk(f"/events?when={when}"):
            found = [
                int(link.rpartition("/")[2])
                for link in page.links
                if link.startswith("/events/")
            ]
            seen += [id for id in found if id in ids]
        assert sorted(seen) == ids
        assert len(seen) == len(set(seen))


def test_a_board_without_events_says_what_to_do(
    visitor: Browser, people: People
) -> None:
    assert visitor.get("/events").says("Nothing is on just now", "Follow your area")
    assert visitor.get("/tasks").offers("/events")

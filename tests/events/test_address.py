"""Where exactly a meeting in somebody's home is: for those who go, and for
organisers."""

import pytest
from flask import Flask

from board.events.models import Event
from board.live.regions import Key, frame
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.pages import HTMX, Browser

ADDRESS = "14 Larch House"


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """A house meeting with one place, which the member has; the resident waits."""
    campaign = make.campaign(people.organiser)
    event = make.event(
        people.hodge_hill,
        people.organiser,
        places=1,
        address=ADDRESS,
        campaign=campaign,
    )
    make.attend(event, people.member, people.resident)
    return event


def test_who_goes_and_who_organises_reads_it_and_nobody_else(
    browsers: dict[str, Browser], make: Maker, people: People, event: Event
) -> None:
    def who_reads() -> set[str]:
        return {
            name
            for name, browser in browsers.items()
            if ADDRESS in browser.get(f"/events/{event.id}").text
        }

    assert who_reads() == {"member", "organiser", "operator"}
    make.withdraw(event, people.member)
    assert who_reads() == {"resident", "organiser", "operator"}


def test_it_stands_nowhere_else(
    app: Flask,
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    event: Event,
) -> None:
    make.follow(f"area-{people.hodge_hill.id}", people.elsewhere)
    at = f"/events/{event.id}"
    urls = [
        "/",
        "/events",
        "/events?when=week",
        "/areas/hodge-hill",
        "/tasks",
        "/tasks.csv",
        "/issues.csv",
        "/me",
    ]
    urls += [
        "/events.ics",
        "/areas/hodge-hill.ics",
        f"{at}.ics",
        "/areas/hodge-hill.atom",
        "/campaigns.atom",
    ]
    urls += [
        f"/campaigns/{event.campaign_id}",
        f"/search?q={ADDRESS.replace(' ', '+')}",
        "/notifications",
    ]
    for name, browser in browsers.items():
        for url in urls:
            page = browser.get(url)
            # what one searched for oneself
            said = page.text.replace('value="14 Larch House"', "")
            assert ADDRESS not in said, (name, url)
        fragment = browser.get("/events", **HTMX)
        assert ADDRESS not in fragment.text
    for audience in Audience:
        assert ADDRESS not in frame(app, Key(f"event-{event.id}", audience)).decode()
    for name in ("visitor", "resident", "elsewhere"):
        page = browsers[name].post(f"{at}/withdraw", htmx=True)
        assert ADDRESS not in page.text
    organiser = browsers["organiser"]
    organiser.fill(f"{at}/edit", {"place": "Another street"})
    organiser.fill(f"{at}/cancel", {"reason": "Ice."})
    told = rows.everything()
    for table in ("outbox", "activity", "notification"):
        assert ADDRESS not in str(told[table]), table
    assert told["outbox"]

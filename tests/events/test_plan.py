"""Planning an event."""

from datetime import UTC, datetime

from board.events import verbs
from board.events.models import Event
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SAID = {
    "title": "Damp: what do we ask for?",
    "kind": "house_meeting",
    "place": "Larch Road",
    "address": "14 Larch House",
}
SAID |= {
    "starts_at": "2031-05-01T18:30",
    "ends_at": "2031-05-01T20:00",
    "places": "12",
    "host": "Olu",
    "details": "Tea.",
}


def test_an_organiser_plans_an_event_from_a_campaigns_page(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    link = f"/events/new?campaign={campaign.id}"
    assert organiser.get(f"/campaigns/{campaign.id}").offers(link)
    page = organiser.fill(link, SAID)
    (event,) = rows.all(Event)
    assert (page.status, page.location) == (303, f"/events/{event.id}")
    assert (event.campaign_id, event.area_id, event.places, event.version) == (
        campaign.id,
        campaign.area_id,
        12,
        1,
    )
    assert event.starts_at == datetime(2031, 5, 1, 17, 30, tzinfo=UTC), (
        "summer time in the board's zone"
    )
    page = organiser.follow(page)
    assert page.says(
        "House meeting",
        "Thu 1 May 2031, 18:30 until 20:00",
        "Larch Road",
        "14 Larch House",
        "0 of 12",
    )
    assert organiser.get(f"/campaigns/{campaign.id}").says(
        "Where people meet", event.title
    )


def test_those_who_follow_the_area_or_the_campaign_hear_of_it_once(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    for topic in (f"campaign-{campaign.id}", f"area-{people.hodge_hill.id}"):
        make.follow(topic, people.member)
    event = make.event(people.hodge_hill, people.organiser, campaign=campaign)
    assert rows.heard(people.member).count(verbs.PLANNED) == 1
    assert verbs.PLANNED not in rows.heard(people.organiser) + rows.heard(
        people.elsewhere
    )
    news = member.get("/notifications")
    assert news.says("Something is on, and you can come:", event.title)
    assert f"/events/{event.id}" in news.links


def test_times_and_campaign_must_fit(
    organiser: Browser, operator: Browser, make: Maker, people: People
) -> None:
    for changed, field in (
        ({"ends_at": "2031-05-01T18:00"}, "ends_at"),
        ({"ends_at": "2031-05-09T18:00"}, "ends_at"),
        ({"starts_at": "2020-05-01T18:00", "ends_at": "2020-05-01T19:00"}, "ends_at"),
    ):
        page = organiser.fill("/events/new?area=hodge-hill", SAID | changed)
        assert page.status == 422
        assert list(page.errors) == [field]
        assert page.value("title") == SAID["title"]
    other = make.campaign(people.elsewhere, area=people.ward_end)
    page = operator.fill(
        "/events/new?area=hodge-hill", SAID | {"campaign": str(other.id)}
    )
    assert page.errors == {"campaign": "That campaign is in another area."}


def test_who_organises_nowhere_is_told_whom_to_ask(
    member: Browser, people: People
) -> None:
    page = member.get("/events/new")
    assert page.status == 403
    assert page.says("Only organisers plan events.")

"""Following a subject in an area or a place, and the page of everything one follows."""

import math

import pytest

from board.activity.models import Follow
from board.follows.models import FollowPlace
from board.follows.queries import PAGE
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

HERE = {"latitude": 52.5, "longitude": -1.8}


def follow_place(browser: Browser, km: float = 1, **at: float) -> None:
    """Follow around a place by the form."""
    page = browser.fill(
        "/me/follows", HERE | at | {"km": km}, action="/me/follows/place"
    )
    assert page.status == 303, page


def test_whoever_follows_a_subject_in_an_area_hears_of_it_and_is_told_why(
    elsewhere: Browser, make: Maker, rows: Rows, people: People
) -> None:
    given = {"area": "hodge-hill", "category": "noise"}
    page = elsewhere.fill("/me/follows", given, action="/me/follows/category")
    assert elsewhere.follow(page).says(
        "You will hear what is posted about it.", "Noise in Hodge Hill"
    )
    make.issue(people.resident, title="Drills at night", category="noise")
    make.issue(people.resident, title="Quiet", category="lighting")
    make.issue(
        people.resident, title="Far", category="noise", area=make.area("Far End")
    )
    assert rows.heard(people.elsewhere) == ["issue.posted"]
    assert elsewhere.get("/notifications").says(
        "Drills at night", "You follow noise in Hodge Hill."
    )


@pytest.mark.parametrize(
    ("km_away", "heard"), [(0, True), (1.9, True), (2.1, False), (12, False)]
)
@pytest.mark.parametrize("bearing", [0, 90, 200])
def test_whoever_follows_a_place_hears_what_is_posted_within_its_reach(
    elsewhere: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    km_away: float,
    heard: bool,
    bearing: int,
) -> None:
    follow_place(elsewhere, km=2)
    north = km_away * math.cos(math.radians(bearing)) / 111.2
    east = (
        km_away * math.sin(math.radians(bearing)) / 111.2 / math.cos(math.radians(52.5))
    )
    make.issue(people.resident, latitude=52.5 + north, longitude=-1.8 + east)
    assert rows.heard(people.elsewhere) == ["issue.posted"] * heard
    assert (
        elsewhere.get("/notifications").says("You follow what is posted near there.")
        is heard
    )


def test_what_has_no_position_is_near_nothing(
    elsewhere: Browser, make: Maker, rows: Rows, people: People
) -> None:
    follow_place(elsewhere, km=10)
    make.issue(people.resident)
    assert rows.heard(people.elsewhere) == []


def test_however_many_reasons_there_are_one_hears_once(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    follow_place(member)
    follow_place(member, km=3, latitude=52.501)
    member.post("/me/follows/category", {"area": "hodge-hill", "category": "lighting"})
    issue = make.issue(people.resident, **HERE)
    assert rows.heard(people.member) == ["issue.posted"]
    assert member.get("/notifications").says(
        issue.title, "You follow what is posted near there."
    )


def test_whoever_posts_does_not_hear_of_their_own(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    follow_place(resident)
    make.issue(people.resident, **HERE)
    assert "issue.posted" not in rows.heard(people.resident)


def test_the_page_of_a_post_with_a_position_has_a_button_for_it(
    elsewhere: Browser, make: Maker, rows: Rows, people: People
) -> None:
    plain, placed = make.issue(people.resident), make.issue(people.resident, **HERE)
    assert not elsewhere.get(f"/issues/{plain.id}").offers("/me/follows/place")
    page = elsewhere.press(f"/issues/{placed.id}", "/me/follows/place")
    assert elsewhere.follow(page).says("What is posted within 1.0 km of 52.5, -1.8")
    page = elsewhere.post("/me/follows/place", {"issue": plain.id, "km": 1})
    assert page.status == 422
    assert elsewhere.post("/me/follows/place", {"issue": 999, "km": 1}).status == 404
    assert rows.count(FollowPlace) == 1


def test_the_same_place_again_has_the_new_reach(
    elsewhere: Browser, rows: Rows, people: People
) -> None:
    follow_place(elsewhere)
    follow_place(elsewhere, km=4.5)
    (row,) = rows.all(FollowPlace)
    assert row.km == 4.5


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"latitude": "", "longitude": "", "km": "1"}, {"latitude"}),
        ({"latitude": "52.5", "longitude": "", "km": "1"}, {"latitude"}),
        ({"latitude": "91", "longitude": "x", "km": "1"}, {"latitude", "longitude"}),
        *(
            ({"latitude": "1", "longitude": "1", "km": km}, {"km"})
            for km in ("", "0.1", "10.1", "nan", "far", "1e9")
        ),
    ],
)
def test_what_is_no_place_is_refused_beside_its_field(
    member: Browser, rows: Rows, people: People, given: dict[str, str], wrong: set[str]
) -> None:
    page = member.fill("/me/follows", given, action="/me/follows/place")
    assert page.status == 422
    assert set(page.errors) == wrong
    assert page.value("latitude") == given["latitude"]
    assert rows.count(FollowPlace) == 0


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"area": "nowhere", "category": "noise"},
        {"area": "ward-end", "category": "x"},
    ],
)
def test_a_subject_nobody_offers_is_refused(
    member: Browser, rows: Rows, given: dict[str, str]
) -> None:
    before = rows.count(Follow)
    page = member.fill("/me/follows", given, action="/me/follows/category")
    assert page.status == 422
    assert set(page.errors.values()) == {"Pick one of these."}
    assert rows.count(Follow) == before


def test_nobody_follows_more_places_than_there_is_sense_in(
    member: Browser, rows: Rows, people: People
) -> None:
    for n in range(50):
        assert (
            member.post(
                "/me/follows/place", {"latitude": n, "longitude": 0, "km": 1}
            ).status
            == 303
        )
    page = member.post("/me/follows/place", {"latitude": 51, "longitude": 0, "km": 1})
    assert page.status == 409
    assert page.says("You follow 50 places already.")
    assert rows.count(FollowPlace) == 50


def test_the_page_lists_all_of_it_with_a_button_each_to_stop(
    member: Browser, rows: Rows, things: Things, people: People
) -> None:
    follow_place(member)
    member.post("/me/follows/category", {"area": "ward-end", "category": "noise"})
    member.post(f"/campaigns/{things.campaign.id}/follow")
    page = member.get("/me/follows")
    assert page.says(
        "Hodge Hill",
        "Noise in Ward End",
        things.campaign.title,
        things.issue.title,
        "1.0 km of 52.5",
    )
    stops = [form for form in page.forms if form.action == "/me/follows/stop"]
    assert len(stops) == rows.count(Follow, person_id=people.member.id) + 1
    for form in stops:
        assert member.send_form(form.action, form.fields).location == "/me/follows"
    assert (
        rows.count(Follow, person_id=people.member.id) == rows.count(FollowPlace) == 0
    )
    assert member.get("/me/follows").says("You follow nothing here.")


def test_one_stops_only_ones_own(
    member: Browser, elsewhere: Browser, rows: Rows, people: People
) -> None:
    follow_place(elsewhere)
    (place,) = rows.all(FollowPlace)
    before = rows.everything()
    for topic in (
        f"place-{place.id}",
        f"area-{people.ward_end.id}",
        "place-x",
        "",
        "x" * 999,
        "place-" + "9" * 30,
    ):
        assert member.post("/me/follows/stop", {"topic": topic}).status == 303
    assert rows.everything() == before
    assert not member.get("/me/follows").says("52.5")


def test_walking_the_pages_shows_each_once(
    member: Browser, make: Maker, people: People
) -> None:
    for n in range(PAGE + 3):
        make.follow(
            f"issue-{make.issue(people.resident, title=f'Post {n:03}').id}",
            people.member,
        )
    seen = [
        link
        for page in member.walk("/me/follows")
        for link in page.links
        if link.startswith("/issues/")
    ]
    assert len(seen) == len(set(seen)) == PAGE + 3


def test_a_place_stays_with_whoever_follows_it(
    visitor: Browser, elsewhere: Browser, rows: Rows, make: Maker, people: People
) -> None:
    follow_place(elsewhere, latitude=52.51239)
    make.issue(people.resident, latitude=52.51234, longitude=-1.8)
    for url in ("/", "/issues", "/issues/1", "/areas/hodge-hill"):
        assert "52.51239" not in visitor.get(url).text
    assert {
        row.why for row in rows.all(Notification, person_id=people.elsewhere.id)
    } == {None, "place"}

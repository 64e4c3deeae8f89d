"""Narrowing the list to what one posted or follows, and to what is near."""

import pytest

from board.issues import lists
from board.issues.nearby import in_words
from tests.builders import Maker, People
from tests.issues.test_list import shown, walk
from tests.pages import HTMX, Browser
from tests.photos.test_add import SAID, pictures

HERE = (52.49, -1.82)


def test_what_i_posted_is_mine_alone(
    resident: Browser, member: Browser, make: Maker, people: People
) -> None:
    mine = make.issue(people.resident)
    make.issue(people.member)
    assert shown(resident.get("/issues?mine=1")) == [mine.id]
    assert mine.id not in shown(member.get("/issues?mine=1"))


def test_what_i_follow_is_listed_as_soon_as_i_follow_it(
    member: Browser, make: Maker, people: People
) -> None:
    issue, other = make.issue(people.resident), make.issue(people.resident)
    assert shown(member.get("/issues?followed=1")) == []
    member.post(f"/issues/{issue.id}/follow")
    assert shown(member.get("/issues?followed=1")) == [issue.id]
    member.post(f"/issues/{other.id}/follow")
    member.post(f"/issues/{issue.id}/unfollow")
    assert shown(member.get("/issues?followed=1&state=open")) == [other.id]
    assert shown(member.get("/issues?followed=1&state=done")) == []


def test_a_visitor_is_asked_to_sign_in_for_what_is_theirs(
    visitor: Browser, people: People
) -> None:
    for name in ("mine", "followed"):
        page = visitor.get(f"/issues?{name}=1")
        assert page.status == 303
        assert page.location == f"/login?next=/issues?{name}%3D1"
        assert visitor.get(f"/issues?{name}=1", **HTMX).status == 401


def test_only_who_is_signed_in_is_offered_mine(
    visitor: Browser, member: Browser
) -> None:
    for browser, offered in ((visitor, False), (member, True)):
        (form,) = (
            form for form in browser.get("/issues").forms if form.action == "/issues"
        )
        assert ({"mine", "followed"} <= form.names) is offered
    (form,) = (
        form
        for form in member.get("/issues?mine=1&q=lamp").forms
        if form.action == "/issues"
    )
    assert ("mine", "1") in form.fields
    assert "followed" not in dict(form.fields)


def test_nearby_ends_where_one_says(
    visitor: Browser, make: Maker, people: People
) -> None:
    for metres in (0, 400, 900, 3_000, 12_000, 60_000):
        make.issue(
            people.resident,
            latitude=HERE[0] + metres / 111_200,
            longitude=HERE[1],
            title=f"{metres} m",
        )
    for within, found in {
        "0.5": 2,
        "1": 3,
        "": 4,
        "20": 5,
        "9999": 5,
        "0": 2,
        "-3": 2,
        "nan": 4,
        "x": 4,
    }.items():
        for sort in ("new", "near", "seconded"):
            page = visitor.get(f"/issues?near=52.49,-1.82&within={within}&sort={sort}")
            assert len(shown(page)) == found, (within, sort)


def test_the_nearest_come_first_over_all_pages(
    visitor: Browser, make: Maker, people: People
) -> None:
    by_distance = {}
    for n in range(40):  # from a few metres to 24 km, all around
        step = 0.00002 * 1.26**n
        east = step * (-1) ** n / 0.6089
        by_distance[
            make.issue(people.resident, latitude=HERE[0], longitude=HERE[1] + east).id
        ] = step
    found = walk(visitor, "/issues?near=52.49,-1.82&within=50&sort=near")
    assert found == sorted(by_distance, key=by_distance.__getitem__)


def test_where_a_thousand_are_near_the_newest_are_found_all_the_same(
    visitor: Browser, make: Maker, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [
        make.issue(people.resident, latitude=HERE[0], longitude=HERE[1]).id
        for _ in range(4)
    ]
    make.issue(people.resident, latitude=53.0, longitude=HERE[1])
    monkeypatch.setattr(lists, "FEW", 3)
    assert shown(visitor.get("/issues?near=52.49,-1.82&within=1")) == ids[::-1]


def test_each_post_says_how_far_away_it_is(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident, latitude=52.4936, longitude=-1.82)
    assert visitor.get("/issues?near=52.49,-1.82").says(
        "About 400 m from the place you chose"
    )
    assert not visitor.get("/issues").says("from the place you chose")


def test_filters_combine_and_stay_in_the_form(
    visitor: Browser, make: Maker, people: People
) -> None:
    at = {"latitude": HERE[0], "longitude": HERE[1]}
    lamp = make.issue(people.resident, **at)
    make.issue(people.resident, category="noise", title="Drums", **at)
    make.issue(people.resident)
    page = visitor.get(
        "/issues?q=lamp&category=lighting&near=52.49,-1.82&within=2&sort=near"
    )
    assert shown(page) == [lamp.id]
    (form,) = (form for form in page.forms if form.action == "/issues")
    chosen = {
        "near": "52.49,-1.82",
        "within": "2",
        "sort": "near",
        "category": "lighting",
        "q": "lamp",
    }
    assert chosen.items() <= dict(form.fields).items()


def test_distance_is_said_as_people_say_it(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert in_words(HERE, 52.49, -1.82) == "About 50 m from the place you chose"
        assert in_words(HERE, 52.4985, -1.82) == "About 950 m from the place you chose"
        assert in_words(HERE, 52.5, -1.82) == "About 1.1 km from the place you chose"
        assert in_words(None, 52.5, -1.82) == in_words(HERE, None, None) == ""


def test_only_what_has_a_picture(
    resident: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident)
    resident.upload("/issues/new", SAID, *pictures(1))
    (with_one,) = shown(visitor.get("/issues?photo=1"))
    assert visitor.get(f"/issues/{with_one}").h1 == SAID["title"]
    assert shown(visitor.get("/issues?photo=1&state=done")) == []
    assert f"/issues/{with_one}" in visitor.get("/issues.atom?photo=1").text

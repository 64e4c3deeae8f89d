"""The picture at the top of an area."""

import pytest
from flask import Flask

from board.activity.models import Activity
from board.areas import verbs
from board.areas.models import Area
from board.live.regions import render
from board.notifications.models import Notification
from board.photos.models import Photo
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.db.test_query_counts import statements
from tests.markup import check
from tests.pages import Browser
from tests.photos.drawing import drawn
from tests.photos.test_add import addresses
from tests.photos.test_waiting import keys, send_again

GREEN, BLUE = ("green.jpg", drawn()), ("blue.jpg", drawn(900, 1600, "navy"))
AT = "/areas/hodge-hill"


@pytest.fixture
def owner(people: People) -> str:
    """What its picture belongs to."""
    return f"area-{people.hodge_hill.id}"


def test_its_organisers_give_it_one_and_it_stands_on_page_and_card(
    organiser: Browser, visitor: Browser, rows: Rows, owner: str
) -> None:
    assert organiser.get(AT).offers(f"{AT}/cover")
    check(organiser.get(f"{AT}/cover"))
    page = organiser.upload(f"{AT}/cover", {"alt": "The green"}, GREEN)
    assert (page.status, page.location) == (303, AT)
    (photo,) = rows.all(Photo, owner=owner)
    for where in (AT, "/areas"):
        page = visitor.get(where)
        check(page)
        assert addresses(page) == [f"/photos/{photo.sha256}-small.webp"], where
        assert page.text.count('alt="The green"') == 1, where
    assert visitor.get(addresses(page)[0]).status == 200
    for where in ("/", "/areas/ward-end", "/campaigns"):
        assert addresses(visitor.get(where)) == [], where


def test_nobody_else_does(
    visitor: Browser, member: Browser, elsewhere: Browser, operator: Browser, rows: Rows
) -> None:
    for other in (visitor, member, elsewhere):
        assert not other.get(AT).offers(f"{AT}/cover")
    for other in (member, elsewhere):
        assert other.get(f"{AT}/cover").status == 403
        assert other.post(f"{AT}/cover").status == 403
    assert rows.count(Photo) == 0
    assert operator.upload(f"{AT}/cover", {}, GREEN).status == 303


def test_it_is_replaced_described_and_taken_away(
    organiser: Browser, visitor: Browser, rows: Rows, owner: str
) -> None:
    organiser.upload(f"{AT}/cover", {"alt": "The green"}, GREEN)
    (first,) = rows.all(Photo, owner=owner)
    organiser.upload(f"{AT}/cover", {}, BLUE)
    (second,) = rows.all(Photo, owner=owner)
    assert (second.sha256 != first.sha256, second.alt) == (True, "")
    assert visitor.get(f"/photos/{first.sha256}-small.webp").status == 404
    organiser.upload(f"{AT}/cover", {f"alt_{second.id}": "At night"})
    assert 'alt="At night"' in visitor.get(AT).text
    organiser.upload(f"{AT}/cover", {f"remove_{second.id}": "y"})
    assert addresses(visitor.get(AT)) == addresses(visitor.get("/areas")) == []
    assert rows.count(Photo) == 0


def test_it_waits_with_a_form_that_is_refused(
    organiser: Browser, rows: Rows, owner: str
) -> None:
    page = organiser.upload(f"{AT}/cover", {"alt": "x" * 301}, GREEN)
    assert (page.status, len(keys(page))) == (422, 1)
    assert send_again(organiser, page, f"{AT}/cover", alt="The green").status == 303
    assert [photo.alt for photo in rows.all(Photo, owner=owner)] == ["The green"]


def test_the_log_has_it_open_pages_show_it_and_nobody_is_told(
    app: Flask, organiser: Browser, make: Maker, rows: Rows, people: People, owner: str
) -> None:
    make.follow(owner, people.resident)
    assert f"{owner}-cover" in organiser.get(AT).text
    before = rows.count(Notification)
    organiser.upload(f"{AT}/cover", {}, GREEN)
    assert rows.count(Activity, verb=verbs.COVER_SET) == 1
    assert rows.count(Notification) == before
    with app.test_request_context("/live"):
        assert "-small.webp" in render(f"{owner}-cover", Audience.PUBLIC)


def test_the_list_asks_no_more_often_for_many(
    app: Flask, operator: Browser, visitor: Browser, make: Maker, rows: Rows
) -> None:
    without = statements(app, visitor, "/areas")
    for number in range(10):
        area = make.area(f"Place {number}")
        operator.upload(f"/areas/{area.slug}/cover", {}, GREEN)
    assert len(addresses(visitor.get("/areas"))) == 10
    assert rows.count(Area) == 12
    assert statements(app, visitor, "/areas") == without

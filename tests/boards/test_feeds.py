"""What this board tells others is what anybody may read here, page by page."""

import json

from sqlalchemy import insert

from board.boards.reading import MOST_BYTES, read
from board.campaigns.models import Outcome
from board.db import db, table_of
from board.training.models import Course
from tests.boards.exchange import hide, published
from tests.builders import Maker, People, Things
from tests.pages import Browser

FEED = "application/feed+json; charset=utf-8"


def test_a_course_is_told_whole_and_without_people(
    make: Maker, people: People, visitor: Browser
) -> None:
    made = make.course(people.organiser)
    page = visitor.get("/courses.json")
    assert (page.status, page.headers["content-type"]) == (200, FEED)
    told = json.loads(page.text)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = told["items"]
    assert item["id"] == item["_board"]["lineage"] == made.lineage
    assert item["_board"]["version"] == 1
    assert item["url"].endswith(f"/courses/{made.id}")
    assert item["content_text"]
    course = item["_board"]["course"]
    assert course["parts"] == made.parts
    assert course["people"] == [6, 12]
    assert people.organiser.name not in page.text
    assert read(page.text.encode()).items[0].about.course
    single = visitor.get(f"/courses/{made.id}.json")
    assert json.loads(single.text)["items"] == [item]


def test_what_is_hidden_is_not_told(
    make: Maker, people: People, visitor: Browser
) -> None:
    made = make.course(people.organiser)
    hide(make, made)
    assert json.loads(published(make, "courses"))["items"] == []
    assert visitor.get(f"/courses/{made.id}.json").status == 410


def test_a_feed_is_read_page_by_page(make: Maker, people: People) -> None:
    first = make.course(people.organiser)
    with make.writing():
        table = table_of(Course)
        row = db.session.execute(table.select()).mappings().one()
        rows = [
            {**row, "id": n, "lineage": f"there:{n}", "once": None}
            for n in range(first.id + 1, first.id + 45)
        ]
        db.session.execute(insert(table), rows)
    found, after = [], 0
    while True:
        page = json.loads(published(make, "courses", after))
        found += [item["id"] for item in page["items"]]
        if "next_url" not in page:
            break
        after = int(page["next_url"].partition("?after=")[2])
    assert found == [first.lineage, *(row["lineage"] for row in rows)]


def test_a_page_is_no_larger_than_others_read(make: Maker, people: People) -> None:
    sheet = {"kind": "handout", "title": "Long", "words": "ж" * 15_000}
    for _ in range(4):
        make.course(people.organiser, sheets=[sheet] * 20)
    first = published(make, "courses")
    told = read(first)
    assert len(first) < MOST_BYTES
    assert 0 < len(told.items) < 4
    assert told.next_url


def test_a_win_tells_what_was_asked_and_how_it_went(
    make: Maker, people: People, things: Things
) -> None:
    assert json.loads(published(make, "wins"))["items"] == []
    make.end(
        things.campaign,
        people.organiser,
        Outcome.WON,
        how="They **came**.",
        changed="We are asked now.",
        thanks="Rosa Reed",
        stepped_up="Rosa Reed",
        differently="Rosa Reed asks first.",
    )
    document = published(make, "wins")
    (item,) = read(document).items
    win = item.about.win
    assert win
    assert (win.how, win.changed, win.place) == (
        "They **came**.",
        "We are asked now.",
        "Hodge Hill",
    )
    assert b"Rosa" not in document
    hide(make, things.campaign)
    assert json.loads(published(make, "wins"))["items"] == []

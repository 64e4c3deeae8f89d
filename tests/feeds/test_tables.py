"""Tables and pins: what the list shows, for spreadsheets and maps."""

import csv
import io
import json
import time

import pytest

from board.feeds import views
from tests.builders import Maker, People, Things
from tests.pages import Browser


def table(browser: Browser, url: str) -> list[dict[str, str]]:
    """The rows of the table at an address."""
    page = browser.get(url)
    assert page.status == 200
    assert page.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in page.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff"))))


def test_the_table_says_what_the_list_says(visitor: Browser, things: Things) -> None:
    newest, oldest = table(visitor, "/issues.csv")
    assert newest["title"] == "The alley is dark, too"
    assert newest["posted_by"] == "Mo Malik"
    assert (newest["latitude"], newest["longitude"]) == ("52.5", "-1.8")
    assert oldest["posted_by"] == "A resident of Hodge Hill"
    assert oldest["text"] == "**Dark** since March."
    assert oldest["address"] == f"http://127.0.0.1:8000/issues/{things.issue.id}"
    assert [row["title"] for row in table(visitor, "/issues.csv?q=alley")] == [
        newest["title"]
    ]
    assert len(table(visitor, "/tasks.csv?area=hodge-hill")) == 2  # one is done
    assert table(visitor, "/tasks.csv?shape=by_date") == []


@pytest.mark.parametrize(
    "title", ["=1+1", "+44 ring them", "-2", "@SUM(A1)", " =HYPERLINK(1)"]
)
def test_no_text_becomes_a_formula(
    visitor: Browser, make: Maker, people: People, title: str
) -> None:
    make.issue(people.resident, title=title, body="=cmd|' /C calc'!A0", place='"; =1')
    (row,) = table(visitor, "/issues.csv")
    assert row["title"] == f"'{title}"
    assert row["text"].startswith("'=")


def test_a_long_table_says_where_it_goes_on(
    visitor: Browser, make: Maker, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 3)
    ids = [
        make.issue(people.resident, latitude=52.5, longitude=-1.8).id for _ in range(7)
    ]
    found: list[int] = []
    url = "/issues.csv?state=open"
    for _ in range(3):
        page = visitor.get(url)
        found += [
            int(row["id"])
            for row in csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff")))
        ]
        url = (
            page.headers.get("link", "")
            .partition("<http://127.0.0.1:8000")[2]
            .partition(">")[0]
        )
    assert (found, url) == (ids[::-1], "")


def test_pins_are_posts_with_a_position(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident)
    issue = make.issue(people.resident, title="Ünlit", latitude=52.5, longitude=-1.8)
    make.issue(people.resident, latitude=53.5, longitude=-1.8)
    page = visitor.get("/issues.geojson?near=52.5,-1.8&within=1")
    assert page.headers["content-type"] == "application/geo+json"
    found = json.loads(page.text)
    assert found["type"] == "FeatureCollection"
    (pin,) = found["features"]
    assert pin["geometry"] == {"type": "Point", "coordinates": [-1.8, 52.5]}
    assert pin["properties"]["title"] == "Ünlit"
    assert pin["properties"]["url"] == f"http://127.0.0.1:8000/issues/{issue.id}"
    assert "Rosa" not in page.text


def test_a_program_that_has_the_feed_is_told_so(serve: object, people: People) -> None:
    server = serve(workers=1)  # type: ignore[operator]
    here = {"latitude": 52.5, "longitude": -1.8}
    server.make.issue(people.resident, **here)
    for url in ("/issues.atom", "/issues.csv", "/issues.geojson"):
        send = server.browser().send
        first = dict(send("GET", url, b"", {}).headers)
        assert send("GET", url, b"", {"If-None-Match": first["etag"]}).status == 304, (
            url
        )
        server.make.issue(people.resident, **here)
        time.sleep(0.5)
        assert send("GET", url, b"", {"If-None-Match": first["etag"]}).status == 200, (
            url
        )

"""A place shown to others rounded to about 100 m, as its poster chose; exactly to the
organisers."""

import re

import pytest

from board.issues.models import Issue
from board.live.regions import Key, frame
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.pages import Browser

EXACT = {"latitude": "52.48617", "longitude": "-1.80342"}
SAID = {
    "title": "Damp behind my bed",
    "body": "All winter.",
    "kind": "problem",
    "category": "housing",
    "area": "hodge-hill",
    "different": "yes",
}
DIGITS = re.compile(r"52\.486[12]7|1\.80342|52\.48\d\d\d\d|1\.80\d\d\d\d")


@pytest.fixture
def post(resident: Browser, rows: Rows) -> Issue:
    """Posted by the resident on the form, with the box ticked."""
    page = resident.fill("/issues/new", SAID | EXACT | {"rounded": "yes"})
    assert page.status == 303
    return rows.all(Issue)[-1]


def test_it_is_stored_exactly_and_shown_rounded_with_a_word_on_it(
    post: Issue, visitor: Browser, organiser: Browser, resident: Browser
) -> None:
    assert (post.latitude, post.longitude) == (52.486, -1.803)
    at = f"/issues/{post.id}"
    assert visitor.get(at).says("The place is shown rounded to about 100 m.")
    for browser in (organiser, resident):
        assert browser.get(at).says("52.48617, -1.80342")


def test_no_outlet_gives_the_exact_point_away(
    post: Issue, browsers: dict[str, Browser], make: Maker
) -> None:
    at = f"/issues/{post.id}"
    urls = [
        *(at, f"{at}.atom", "/issues", "/issues?view=map", "/issues.geojson", "/"),
        *("/issues.csv", "/issues.atom", "/areas/hodge-hill", "/areas/hodge-hill.atom"),
        "/issues?near=52.4861,-1.8034&sort=near",
        "/issues.geojson?near=52.4861,-1.8034&sort=near",
        "/issues/similar?title=damp+behind+bed&latitude=52.48617&longitude=-1.80342",
        "/search?q=damp",
    ]
    for name in ("visitor", "member", "elsewhere"):
        for url in urls:
            text = browsers[name].get(url).text
            for asked in ("52.4861", "-1.8034", "latitude=52.48617", "-1.80342"):
                text = text.replace(asked, "") if asked in url else text
            assert not DIGITS.search(text), (name, url)
    for part in ("", "-thread"):
        for audience in Audience:
            key = Key(f"issue-{post.id}{part}", audience)
            assert not DIGITS.search(frame(make.app, key).decode())


def test_the_order_of_what_is_near_tells_nothing_of_it(
    post: Issue, resident: Browser, visitor: Browser, rows: Rows
) -> None:
    other = SAID | {"title": "Mould in the bath", "rounded": "yes"}
    other |= {"latitude": "52.48583", "longitude": "-1.80258"}
    assert resident.fill("/issues/new", other).status == 303
    orders = set()
    for near in ("52.48617,-1.80342", "52.48583,-1.80258", "52.4870,-1.8010"):
        page = visitor.get(f"/issues.geojson?near={near}&sort=near")
        orders.add(tuple(re.findall(r'"title": ?"([^"]+)"', page.text)))
    assert len(orders) == 1


def test_the_form_that_says_so_is_in_geojson(post: Issue, visitor: Browser) -> None:
    assert re.search(r'"rounded": ?true', visitor.get("/issues.geojson").text)


def test_only_the_poster_shows_it_exactly_after_all(
    post: Issue, organiser: Browser, resident: Browser, rows: Rows, people: People
) -> None:
    at = f"/issues/{post.id}/edit"
    page = organiser.get(at)
    assert page.value("latitude") == "52.48617"
    assert organiser.fill(at, {"title": "Damp"}).status == 303
    now = rows.get(Issue, post.id)
    assert (now.latitude, now.exact_latitude) == (52.486, 52.48617)
    form = resident.get(at).form(at)
    sent = [pair for pair in form.filled({}) if pair[0] != "rounded"]
    assert resident.send_form(at, sent).status == 303
    now = rows.get(Issue, post.id)
    assert (now.latitude, now.exact_latitude) == (52.48617, None)

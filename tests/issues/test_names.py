"""Who an issue is shown as: its author decides, and only the organisers of that area
see more."""

from collections.abc import Callable
from itertools import product

import pytest

from board.live.regions import render
from board.policy import Audience
from tests.builders import Maker, People
from tests.pages import Browser

ROSA = "Rosa Reed"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("visitor", False),
        ("member", False),
        ("elsewhere", False),
        ("organiser", True),
        ("operator", True),
    ],
)
def test_a_name_that_is_not_shown_is_seen_by_the_areas_organisers_only(
    browsers: dict[str, Browser], make: Maker, people: People, who: str, sees: bool
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    page = browsers[who].get(f"/issues/{issue.id}")
    assert page.says(ROSA) is sees
    assert page.says("A resident of Hodge Hill") is not sees


def test_a_name_that_is_shown_is_seen_by_everyone(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, show_name=True)
    for browser in browsers.values():
        page = browser.get(f"/issues/{issue.id}")
        assert page.says(ROSA)
        assert not page.says("A resident of")


def test_no_page_and_no_fragment_gives_the_name_away(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.resident, "It is still out.")
    make.edit(issue, people.resident, title="Still out")
    campaign = make.campaign(people.organiser, issue)
    at = f"/issues/{issue.id}"
    urls = [
        at,
        "/issues",
        "/",
        "/search?q=still",
        "/areas/hodge-hill",
        f"/campaigns/{campaign.id}",
        "/notifications",
    ]
    for who, url in product(("visitor", "member", "elsewhere"), urls):
        assert ROSA not in browsers[who].get(url).text, (who, url)
    for page in (
        browsers["member"].post(f"{at}/second", htmx=True),
        browsers["member"].post(f"{at}/comments", {"body": "Ours too."}, htmx=True),
        browsers["member"].post(f"{at}/comments", {"body": ""}, htmx=True),
    ):
        assert page.status in (200, 422)
        assert ROSA not in page.text


def test_the_stream_gives_no_name_away(
    app: object, browser: Callable[..., Browser], make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.resident, "It is still out.")
    for part, audience in product(("", "-thread"), Audience):
        with make.app.test_request_context("/live"):
            assert ROSA not in render(f"issue-{issue.id}{part}", audience)


def test_a_comment_carries_its_writers_name_but_for_the_hidden_author(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.resident, "It is still out.")
    make.comment(issue, people.member, "Ours too.")
    for browser in (visitor, organiser):
        assert browser.get(f"/issues/{issue.id}").says(
            "Who posted this", "Mo Malik", "Ours too."
        )
    shown = make.issue(people.resident, show_name=True)
    make.comment(shown, people.resident, "Still.")
    page = visitor.get(f"/issues/{shown.id}")
    assert page.says(ROSA)
    assert not page.says("Who posted this")


def test_the_author_may_change_their_mind_about_the_name(
    resident: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, show_name=True)
    resident.fill(f"/issues/{issue.id}/edit", {"show_name": None})
    assert not visitor.get(f"/issues/{issue.id}").says(ROSA)


def test_organisers_read_beside_a_name_that_nobody_else_sees_it(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    hidden = make.issue(people.resident)
    shown = make.issue(people.resident, show_name=True)
    mark = "only organisers see this name"
    page = browsers["organiser"].get(f"/issues/{hidden.id}")
    assert page.says(people.resident.name, mark)
    assert not browsers["organiser"].get(f"/issues/{shown.id}").says(mark)
    for who in ("visitor", "member"):
        assert not browsers[who].get(f"/issues/{hidden.id}").says(mark)

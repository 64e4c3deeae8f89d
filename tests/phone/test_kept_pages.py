"""What the board says about each page to the worker of a device: for whom it is, and
whether it may be kept."""

from tests.builders import Maker, People, Things
from tests.pages import HTMX, Browser
from tests.test_routes import GETS, address

KEPT = (
    *("/", "/me", "/areas", "/areas/hodge-hill", "/issues", "/issues/new"),
    *("/issues/<int:issue_id>", "/campaigns", "/campaigns/<int:campaign_id>"),
    *("/tasks", "/tasks/<int:task_id>", "/events", "/events/<int:event_id>"),
    *("/playbooks", "/playbooks/<int:playbook_id>", "/courses"),
    "/courses/<int:course_id>",
)


def test_just_these_pages_may_be_kept(organiser: Browser, things: Things) -> None:
    """No page about signing in, none of moderators or operators, no private talk, none
    behind a mailed link."""
    kept = {address(path, things) for path in KEPT}
    for path in GETS:
        at = address(path, things)
        page = organiser.get(at)
        may = "board-keep" in page.headers
        assert may == (at in kept and page.status == 200), at


def test_a_page_says_who_reads_it_and_in_which_language(
    member: Browser, people: People
) -> None:
    page = member.get("/issues")
    assert page.headers["board-reader"] == f"{people.member.id} en"
    assert 'id="old-copy"' in page.text


def test_a_visitor_is_told_that_nobody_is_signed_in_and_keeps_nothing(
    visitor: Browser, people: People
) -> None:
    for path in ("/", "/issues", "/login"):
        page = visitor.get(path)
        assert page.headers["board-reader"] == "nobody"
        assert "board-keep" not in page.headers
        assert 'id="old-copy"' not in page.text


def test_parts_of_pages_and_what_is_missing_are_not_kept(
    member: Browser, things: Things
) -> None:
    assert "board-keep" not in member.get("/issues", **HTMX).headers
    assert "board-reader" not in member.get("/nowhere").headers


def test_whoever_is_signed_out_elsewhere_is_nobody_at_the_next_page(
    member: Browser, make: Maker, people: People
) -> None:
    cookies = dict(member.cookies)
    member.press("/me", "/logout")
    member.cookies = cookies
    assert member.get("/issues").headers["board-reader"] == "nobody"


def test_what_was_typed_and_is_brought_back_is_not_kept(
    resident: Browser, people: People
) -> None:
    token = resident.token()
    resident.send_form(
        "/issues/new", [("csrf_token", f"{token}x"), ("body", "Two words, or more.")]
    )
    page = resident.get("/issues/new")
    assert page.says("We kept what you typed.")
    assert "board-keep" not in page.headers

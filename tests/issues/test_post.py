"""Posting an issue."""

from collections.abc import Callable
from datetime import timedelta

from board.activity.models import Activity, Follow
from board.issues import verbs
from board.issues.models import Issue, Kind, State
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SAID = {
    "title": "The lamp on Cotterills Lane is out",
    "body": "Since March.\n\nMy children walk home in the **dark**.",
    "category": "lighting",
    "kind": "problem",
    "area": "hodge-hill",
    "place": "By the school",
}


def test_a_resident_posts_and_sees_it_on_its_page(
    resident: Browser, rows: Rows, people: People
) -> None:
    page = resident.fill(
        "/issues/new", SAID | {"latitude": "52.4909", "longitude": "-1.8203"}
    )
    assert page.status == 303
    (issue,) = rows.all(Issue)
    assert page.location == f"/issues/{issue.id}"
    page = resident.follow(page)
    assert (
        page.message == "Your post is published. We will tell you what becomes of it."
    )
    assert page.h1 == SAID["title"]
    assert page.says(
        "Since March.",
        "By the school",
        "Street lighting",
        "Problem",
        "1 neighbour says this",
    )
    assert "<strong>dark</strong>" in page.text
    assert (issue.author_id, issue.area_id) == (
        people.resident.id,
        people.hodge_hill.id,
    )
    assert (issue.kind, issue.state, issue.version) == (Kind.PROBLEM, State.OPEN, 1)
    assert (issue.latitude, issue.longitude) == (52.4909, -1.8203)
    assert issue.edit_until - issue.created_at == timedelta(hours=1)


def test_posting_is_written_into_the_log_and_the_author_follows(
    resident: Browser, rows: Rows, people: People
) -> None:
    resident.fill("/issues/new", SAID)
    (issue,) = rows.all(Issue)
    (line,) = rows.all(Activity, verb=verbs.POSTED)
    assert (line.actor_id, line.subject_kind, line.subject_id) == (
        people.resident.id,
        "issue",
        issue.id,
    )
    assert SAID["title"] not in str(line.facts)
    assert (
        rows.count(Follow, topic=f"issue-{issue.id}", person_id=people.resident.id) == 1
    )


def test_every_signed_in_person_may_post_in_every_area(
    browser: Callable[..., Browser], rows: Rows, people: People
) -> None:
    for person in people.by_name.values():
        assert (
            browser(person)
            .fill("/issues/new", SAID | {"area": "ward-end", "different": "yes"})
            .status
            == 303
        )
    assert rows.count(Issue, area_id=people.ward_end.id) == 5


def test_the_address_can_name_the_area(resident: Browser, people: People) -> None:
    assert resident.get("/issues/new?area=ward-end").value("area") == "ward-end"


def test_the_same_form_from_somebody_else_is_refused(
    resident: Browser, member: Browser, rows: Rows, people: People
) -> None:
    form = resident.get("/issues/new").form("/issues/new").filled(SAID)
    assert resident.send_form("/issues/new", form).status == 303
    theirs = [
        ("csrf_token", member.token()),
        *(pair for pair in form if pair[0] != "csrf_token"),
    ]
    page = member.send_form("/issues/new", theirs)
    assert page.status == 409
    assert page.says("That form was used already. Open a new one.")
    assert rows.count(Issue) == 1


def test_htmx_is_led_to_the_new_page_by_a_header(
    resident: Browser, people: People
) -> None:
    page = resident.fill("/issues/new", SAID, htmx=True)
    assert (page.status, page.text) == (200, "")
    assert page.headers["hx-redirect"] == "/issues/1"


def test_the_newest_stands_first_on_the_list_and_on_the_front_page(
    visitor: Browser, make: Maker, people: People
) -> None:
    for title in ("First", "Second", "Third"):
        make.issue(people.resident, title=title)
    for url in ("/issues", "/", "/areas/hodge-hill"):
        words = visitor.get(url).words
        assert words.index("Third") < words.index("Second") < words.index("First")

"""First posts where an area looks first, and what a limited person writes: held until
an organiser accepts or refuses."""

import pytest

from board.issues.models import Issue
from board.moderation import verbs
from board.moderation.models import Case, State
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser


@pytest.fixture(autouse=True)
def looks_first(organiser: Browser) -> None:
    """Hodge Hill looks first."""
    page = organiser.post("/areas/hodge-hill/looks-first", {"on": "yes"})
    assert page.status == 303


def test_a_first_post_waits_and_its_author_reads_so(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.elsewhere, title="My very first")
    at = f"/issues/{post.id}"
    page = browsers["elsewhere"].get(at)
    assert page.says("Waiting for an organiser", "An organiser looks at it first.")
    assert page.says("My very first")
    assert browsers["visitor"].get(at).status == 404
    assert "My very first" not in browsers["visitor"].get("/issues").text
    assert browsers["organiser"].get("/moderation").says("waits to be published")
    case = the_case(rows)
    assert case.state == State.HELD
    assert decide(browsers["organiser"], case, "accept").status == 303
    assert browsers["visitor"].get(at).says("My very first")
    assert rows.heard(people.elsewhere)[-1] == verbs.ACCEPTED
    again = make.issue(people.elsewhere, title="My second")
    assert rows.get(Issue, again.id).hidden_at is None


def test_a_refused_one_is_hidden_with_its_rule(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.elsewhere, title="Buy pills")
    assert decide(browsers["organiser"], the_case(rows), "hide").status == 303
    page = browsers["visitor"].get(f"/issues/{post.id}")
    assert page.status == 410
    assert page.says("Rule 2", "It shouts at a neighbour.")


def test_a_comment_waits_too_and_is_not_counted(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    before = rows.get(Issue, things.issue.id).comment_count
    page = browsers["elsewhere"].fill(
        f"/issues/{things.issue.id}",
        {"body": "Xylophone"},
        action=f"/issues/{things.issue.id}/comments",
    )
    page = browsers["elsewhere"].follow(page)
    assert (
        page.message == "An organiser looks at it first. You hear when it is published."
    )
    assert rows.get(Issue, things.issue.id).comment_count == before
    assert "Xylophone" not in page.text
    decide(browsers["organiser"], the_case(rows), "accept")
    assert "Xylophone" in browsers["visitor"].get(f"/issues/{things.issue.id}").text


def test_organisers_do_not_wait(make: Maker, rows: Rows, people: People) -> None:
    post = make.issue(people.organiser, title="Mine")
    assert rows.get(Issue, post.id).hidden_at is None


def test_what_a_limited_person_writes_waits(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    flag(browsers["resident"], "issue", things.other)
    case = the_case(rows)
    assert decide(browsers["organiser"], case, "limit").status == 303
    post = make.issue(people.member, title="Once more")
    assert rows.get(Issue, post.id).hidden_at
    waits, member = "An organiser looks at it first.", browsers["member"]
    at = f"/tasks/{things.shift.id}"
    said = member.post(f"{at}/comments", {"body": "Xylophone"})
    assert member.follow(said).message.startswith(waits)
    assert "Xylophone" not in browsers["organiser"].get(at).text
    about = {"kind": "event", "id": str(things.event.id)}
    asked = member.post("/questions", about | {"body": "Zither"})
    assert member.follow(asked).message.startswith(waits)
    page = browsers["organiser"].get(f"/events/{things.event.id}")
    assert "Zither" not in page.text
    line = next(one for one in rows.all(Case) if one.kind == "task_comment")
    assert decide(browsers["organiser"], line, "accept").status == 303
    assert "Xylophone" in browsers["organiser"].get(at).text
    page = member.get("/moderation/mine")
    assert page.says("An organiser looks first at what you write in Hodge Hill")
    page = member.get(f"/moderation/cases/{case.id}")
    assert page.says("What you write in Hodge Hill waits until", "No end is set.")
    assert decide(browsers["organiser"], case, "unlimit").status == 303
    free = make.issue(people.member, title="Free again")
    assert rows.get(Issue, free.id).hidden_at is None


def test_only_who_organises_there_says_so(browsers: dict[str, Browser]) -> None:
    for who in ("resident", "member", "elsewhere"):
        page = browsers[who].post("/areas/hodge-hill/looks-first", {"on": "no"})
        assert page.status == 403, who

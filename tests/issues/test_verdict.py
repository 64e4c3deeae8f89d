"""Those who asked say whether it is really done."""

import pytest

from board.activity.models import Activity
from board.issues import verbs
from board.issues.models import Issue, State
from board.issues.outcome_models import Says, Verdict
from tests.builders import Maker, People, Rows
from tests.conftest import Server
from tests.pages import Browser, at_once

DONE = {"verdict": "done"}


@pytest.fixture
def issue(make: Maker, people: People) -> Issue:
    """Posted by the resident, seconded by the member, and marked as done."""
    made = make.issue(people.resident)
    make.second(made, people.member)
    make.state(made, people.organiser, State.DONE, "It is lit.")
    return made


def test_whoever_asked_is_asked_on_the_page_and_the_tally_is_public(
    issue: Issue,
    resident: Browser,
    member: Browser,
    organiser: Browser,
    visitor: Browser,
    rows: Rows,
) -> None:
    at = f"/issues/{issue.id}"
    assert visitor.get(at).says("None of those who asked has said yet whether it is.")
    page = resident.fill(at, DONE, action=f"{at}/verdict")
    assert (page.status, page.location) == (303, at)
    page = resident.follow(page)
    assert page.says(
        "1 of 2 who asked say it is done.",
        "You said that it is. You may still change that.",
    )
    member.fill(at, DONE, action=f"{at}/verdict")
    assert visitor.get(at).says("2 of 2 who asked say it is done.")
    assert rows.count(Verdict) == rows.count(Activity, verb=verbs.VERDICT_GIVEN) == 2
    for nobody in (visitor, organiser):
        assert not nobody.get(at).offers(f"{at}/verdict")


def test_saying_the_same_twice_is_saying_it_once(
    issue: Issue, member: Browser, rows: Rows
) -> None:
    member.post(f"/issues/{issue.id}/verdict", DONE)
    before = rows.everything()
    assert member.post(f"/issues/{issue.id}/verdict", DONE).status == 303
    assert rows.everything() == before


def test_the_first_who_says_not_done_opens_it_again_and_says_why(
    issue: Issue, member: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    at = f"/issues/{issue.id}"
    member.post(f"{at}/verdict", DONE)
    page = member.fill(
        at,
        {"verdict": "not_done", "note": "Out **again** last night."},
        action=f"{at}/verdict",
    )
    assert page.status == 303
    page = visitor.get(at)
    assert page.says(
        "reopened: somebody who asked says it is not done",
        "Out again last night.",
        "Open",
    )
    assert people.member.name not in page.text
    assert rows.get(Issue, issue.id).state == State.OPEN
    assert rows.heard(people.resident)[-1] == verbs.REOPENED
    assert rows.get(Verdict, issue.id, people.member.id).says == Says.NOT_DONE


def test_it_goes_back_into_its_campaign(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.campaign(people.organiser, issue)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    make.verdict(issue, people.resident, Says.NOT_DONE)
    assert rows.get(Issue, issue.id).state == State.IN_CAMPAIGN


def test_a_new_closing_asks_everybody_anew(
    issue: Issue, make: Maker, rows: Rows, people: People
) -> None:
    make.verdict(issue, people.resident, Says.NOT_DONE)
    make.state(issue, people.organiser, State.DONE, "Mended.")
    assert rows.count(Verdict) == 0


@pytest.mark.parametrize(
    "values", [{}, {"verdict": "perhaps"}, {"verdict": "done", "note": "a\x00b"}]
)
def test_an_answer_nobody_offered_is_refused(
    issue: Issue, member: Browser, rows: Rows, values: dict[str, str]
) -> None:
    before = rows.everything()
    for htmx in (False, True):
        page = member.post(f"/issues/{issue.id}/verdict", values, htmx=htmx)
        assert page.status == 422
        assert page.says("There is something to put right")
    assert rows.everything() == before


def test_nobody_else_answers_and_nobody_once_it_is_open(
    issue: Issue,
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    assert organiser.post(f"/issues/{issue.id}/verdict", DONE).status == 403
    make.state(issue, people.organiser, State.OPEN)
    page = member.post(f"/issues/{issue.id}/verdict", DONE)
    assert page.status == 409
    assert (
        page.message == "This is not marked as done any more. Below is its status now."
    )
    assert rows.count(Verdict) == 0


def test_many_at_once_open_it_once(
    server: Server, issue: Issue, make: Maker, rows: Rows, people: People
) -> None:
    make.state(issue, people.organiser, State.OPEN)
    crowd = [make.person() for _ in range(6)]
    make.second(issue, *crowd)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    browsers = [server.browser(person) for person in crowd]
    for browser in browsers:
        browser.token()
    pages = at_once(
        browsers,
        lambda b: b.post(f"/issues/{issue.id}/verdict", {"verdict": "not_done"}),
    )
    assert sorted(page.status for page in pages) == [303, 409, 409, 409, 409, 409]
    assert rows.count(Activity, verb=verbs.REOPENED) == 1
    assert rows.get(Issue, issue.id).state == State.OPEN

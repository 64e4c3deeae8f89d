"""Saying where an issue stands."""

import pytest

from board.activity.models import Activity
from board.issues import verbs
from board.issues.models import Comment, Issue, State
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.mark.parametrize(
    ("state", "word"), [(State.DONE, "Done"), (State.NOT_DONE, "Closed, not done")]
)
def test_an_organiser_closes_it_with_a_reason_everyone_reads(
    organiser: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    state: State,
    word: str,
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    page = organiser.fill(
        f"{at}/state", {"state": state, "reason": "The city has *answered*."}
    )
    assert (page.status, page.location) == (303, at)
    assert organiser.follow(page).message == "Everyone who asked is told about it."
    page = visitor.get(at)
    assert page.says(word)
    assert "The city has <em>answered</em>." in page.text
    assert rows.get(Issue, issue.id).state == state
    (line,) = rows.all(Activity, verb=verbs.STATE_SET)
    assert line.facts == {"state": state, "was": "open", "role": "organiser"}
    assert line.part_id == rows.all(Comment)[0].id


@pytest.mark.parametrize("state", [State.DONE, State.NOT_DONE, State.DUPLICATE])
def test_an_ending_needs_a_reason(
    organiser: Browser, make: Maker, rows: Rows, people: People, state: State
) -> None:
    issue, other = make.issue(people.resident), make.issue(people.member)
    page = organiser.fill(
        f"/issues/{issue.id}/state",
        {"state": state, "reason": " ", "duplicate_of": other.id},
    )
    assert page.status == 422
    assert page.errors == {"reason": "Say why, so that everyone who asked knows."}
    assert page.value("state") == state
    assert rows.get(Issue, issue.id).state == State.OPEN


def test_everyone_who_asked_is_told_once_and_who_did_it_is_not(
    organiser: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member, people.elsewhere, people.organiser)
    organiser.fill(f"/issues/{issue.id}/state", {"state": "done", "reason": "Lit."})
    (line,) = rows.all(Activity, verb=verbs.STATE_SET)
    told = sorted(row.person_id for row in rows.all(Notification, activity_id=line.id))
    assert told == sorted([people.resident.id, people.member.id, people.elsewhere.id])
    assert member.get("/notifications").says(
        "The status has changed:", issue.title, "Done"
    )


def test_a_duplicate_leads_to_the_other_post(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    first, again = (
        make.issue(people.resident),
        make.issue(people.member, title="Dark lane"),
    )
    values = {
        "state": "duplicate",
        "reason": "The same lamp.",
        "duplicate_of": first.id,
    }
    assert organiser.fill(f"/issues/{again.id}/state", values).status == 303
    page = visitor.get(f"/issues/{again.id}")
    assert page.says(
        (f"This says the same as post {first.id}. It goes on there."), "Same as another"
    )
    assert f"/issues/{first.id}" in page.links
    assert rows.get(Issue, again.id).duplicate_of_id == first.id


@pytest.mark.parametrize("number", ["itself", "999999", ""])
def test_a_duplicate_names_another_post_that_is_there(
    organiser: Browser, make: Maker, rows: Rows, people: People, number: str
) -> None:
    issue = make.issue(people.resident)
    of = str(issue.id) if number == "itself" else number
    page = organiser.fill(
        f"/issues/{issue.id}/state",
        {"state": "duplicate", "reason": "So.", "duplicate_of": of},
    )
    assert page.status == 422
    assert set(page.errors) == {"duplicate_of"}
    assert rows.get(Issue, issue.id).state == State.OPEN


def test_it_may_be_opened_again_without_a_reason(
    organiser: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue, other = make.issue(people.resident), make.issue(people.member)
    make.state(issue, people.organiser, State.DUPLICATE, "The same.", of=other)
    assert (
        organiser.fill(
            f"/issues/{issue.id}/state", {"state": "open", "duplicate_of": ""}
        ).status
        == 303
    )
    now = rows.get(Issue, issue.id)
    assert (now.state, now.duplicate_of_id) == (State.OPEN, None)
    assert member.post(f"/issues/{issue.id}/second").status == 303


def test_setting_it_where_it_stands_says_that_somebody_was_first(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    before = rows.everything()
    page = organiser.fill(
        f"/issues/{issue.id}/state", {"state": "done", "reason": "Lit, I say."}
    )
    assert page.status == 409
    assert page.says("Somebody has set this already.")
    assert rows.everything() == before

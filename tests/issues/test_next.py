"""Every open issue has a next step, or says honestly that it has none."""

import pytest

from board.activity.models import Activity
from board.issues import verbs
from board.issues.models import Issue, State
from board.issues.outcome_models import NextStep
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser

STEP = {
    "what": "Walk the lane with the engineer",
    "who": "Olu",
    "by": in_days(4).isoformat(),
}


def test_an_organiser_says_who_does_what_by_when(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    page = organiser.fill(f"{at}/next", STEP)
    assert (page.status, page.location) == (303, at)
    page = visitor.get(at)
    assert page.says(
        "Next: Walk the lane with the engineer",
        "Olu, by",
        "An organiser of Hodge Hill,",
    )
    assert not page.says("Nobody has taken this up yet")
    assert rows.heard(people.resident) == [verbs.NEXT_SET]
    desk = "/areas/hodge-hill/desk"
    for back, there in ((desk, desk), ("//elsewhere.example", at)):
        page = organiser.fill(f"{at}/next?next={back}", STEP, action=f"{at}/next")
        assert (page.status, page.location) == (303, there), (
            "whoever comes from the desk goes back to it"
        )
    make.next_step(issue, people.organiser, "Ring the depot")
    assert visitor.get(at).says("Next: Ring the depot", "Next: Walk the lane")
    assert rows.count(NextStep) == 4


def test_without_one_the_page_says_so_and_whom_to_turn_to(
    visitor: Browser, make: Maker, people: People
) -> None:
    here, there = (
        make.issue(people.resident),
        make.issue(people.resident, area=make.area("Shard End")),
    )
    page = visitor.get(f"/issues/{here.id}")
    assert page.says(
        "Nobody has taken this up yet", "Organisers of Hodge Hill", "Olu Okafor."
    )
    assert page.says("No organiser has said anything yet.")
    assert visitor.get(f"/issues/{there.id}").says(
        "There are no organisers in Shard End yet."
    )
    make.comment(here, people.member)
    assert visitor.get(f"/issues/{here.id}").says("No organiser has said anything yet.")
    make.comment(here, people.organiser)
    assert visitor.get(f"/issues/{here.id}").says("Last word from an organiser:")


def test_somebody_who_looks_at_it_is_told_of(
    organiser: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    assert (
        organiser.fill(f"/issues/{issue.id}/state", {"state": "looked_at"}).status
        == 303
    )
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says(
        "An organiser of Hodge Hill is looking at this",
        "Being looked at",
        "Last word from an organiser",
    )
    # as an organiser of the area, not as who did it
    assert people.organiser.name in page.text
    assert visitor.get("/issues?state=looked_at").says(issue.title)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": " "}, "what"),
        ({"who": ""}, "who"),
        ({"by": ""}, "by"),
        ({"by": "soon"}, "by"),
    ],
)
def test_each_part_of_it_is_needed(
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    changed: dict[str, str],
    field: str,
) -> None:
    issue = make.issue(people.resident)
    page = organiser.fill(f"/issues/{issue.id}/next", STEP | changed)
    assert page.status == 422
    assert set(page.errors) == {field}
    assert rows.count(NextStep) == 0


def test_a_day_that_has_passed_is_no_next_step(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    page = organiser.fill(
        f"/issues/{issue.id}/next", STEP | {"by": in_days(-1).isoformat()}
    )
    assert page.errors == {"by": "That day has passed. Which one do you mean?"}
    assert rows.count(NextStep) == 0


def test_pressed_twice_it_is_said_once(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}/next"
    sent = organiser.get(at).form(at).filled(STEP)
    for _ in range(2):
        assert organiser.send_form(at, sent).status == 303
    assert rows.count(NextStep) == rows.count(Activity, verb=verbs.NEXT_SET) == 1


def test_what_is_closed_has_no_next_step(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}/next"
    sent = organiser.get(at).form(at).filled(STEP)
    make.state(issue, people.organiser, State.NOT_DONE, "No money.")
    page = organiser.send_form(at, sent)
    assert page.status == 409
    assert page.says("This is closed, so there is no next step.")
    assert page.value("what") == STEP["what"]
    assert rows.get(Issue, issue.id).state == State.NOT_DONE


def test_evidence_is_a_link_on_the_web_or_nothing(
    organiser: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    said = {"state": "done", "reason": "Lit.", "evidence": "javascript:alert(1)"}
    page = organiser.fill(f"/issues/{issue.id}/state", said)
    assert set(page.errors) == {"evidence"}
    said["evidence"] = "https://example.org/lamps?lit=1"
    assert organiser.fill(f"/issues/{issue.id}/state", said).status == 303
    assert said["evidence"] in visitor.get(f"/issues/{issue.id}").links


def test_the_closed_are_not_asked_for_a_next_step_nor_the_merged_for_another_post(
    organiser: Browser, make: Maker, people: People
) -> None:
    done, merged, other = (make.issue(people.resident) for _ in range(3))
    make.state(done, people.organiser, State.DONE, "It is lit.")
    make.merge(merged, people.organiser, other)
    for issue, part, said in (
        (
            done,
            "next",
            "This is closed, so there is no next step. Open it again first.",
        ),
        (
            merged,
            "next",
            "This is closed, so there is no next step. Open it again first.",
        ),
        (merged, "merge", "This says the same as another post already."),
    ):
        page = organiser.get(f"/issues/{issue.id}/{part}")
        assert page.location == f"/issues/{issue.id}"
        assert organiser.follow(page).message == said

"""Changing one's own comment, and taking one away for good."""

from datetime import timedelta

import pytest

from board import clock
from board.activity.models import Activity
from board.corrections import verbs
from board.issues.models import Comment, Issue, State
from board.issues.outcome_models import Says
from board.live.regions import render
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_for_an_hour_whoever_commented_may_put_it_another_way(
    member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    said = make.comment(issue, people.member, "Ours tooo.")
    at = f"/issues/{issue.id}/comments/{said.id}/edit"
    assert member.get(f"/issues/{issue.id}").offers(at)
    page = member.fill(at, {"body": "Ours **too**."})
    assert (page.status, page.location) == (303, f"/issues/{issue.id}")
    assert member.follow(page).message == "Your comment is changed."
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says("Ours too.", "changed")
    assert not page.says("tooo")
    with clock.set_to(said.at + timedelta(minutes=59)):
        assert member.get(at).status == 200
    with clock.set_to(said.at + timedelta(minutes=60)):
        assert not member.get(f"/issues/{issue.id}").offers(at)
        assert member.get(at).status == member.post(at, {"body": "Late."}).status == 403
    assert rows.get(Comment, said.id).body == "Ours **too**."


def test_nothing_typed_is_asked_for_and_what_was_said_stays(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    said = make.comment(make.issue(people.resident), people.member)
    page = member.fill(
        f"/issues/{said.issue_id}/comments/{said.id}/edit", {"body": " "}
    )
    assert page.status == 422
    assert page.errors == {"body": "Type what you want to say first."}
    assert rows.get(Comment, said.id).body == "Ours too."


def test_of_two_changes_the_later_is_shown_what_it_says_now(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    said = make.comment(make.issue(people.resident), people.member)
    at = f"/issues/{said.issue_id}/comments/{said.id}/edit"
    form = member.get(at).form(at)
    member.fill(at, {"body": "First."})
    page = member.send_form(at, form.filled({"body": "Second."}))
    assert page.status == 409
    assert page.says("What it says now", "First.")
    assert page.value("body") == "Second."
    assert member.send_form(at, page.form(at).filled({})).status == 303
    assert rows.get(Comment, said.id).body == "Second."


def test_its_author_removes_it_at_any_time_and_the_text_is_gone(
    member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    said = make.comment(issue, people.member, "My number is 0121 496 0000.")
    at = f"/issues/{issue.id}/comments/{said.id}/remove"
    with clock.set_to(said.at + timedelta(hours=11)):
        page = member.fill(at)
        assert page.status == 303
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says("Removed by its author.", "Mo Malik")
    assert not page.says("1 comment")
    assert "0121 496" not in str(rows.everything())
    assert rows.get(Issue, issue.id).comment_count == 0
    assert member.get(at).status == member.post(at).status == 410


def test_an_organiser_says_why(
    organiser: Browser, elsewhere: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    said = make.comment(issue, people.member)
    at = f"/issues/{issue.id}/comments/{said.id}/remove"
    assert not elsewhere.get(f"/issues/{issue.id}").offers(at)
    assert elsewhere.post(at, {"reason": "So."}).status == 403
    page = organiser.fill(at, {"reason": ""})
    assert page.status == 422
    assert page.errors == {"reason": "Say why, so that whoever wrote it knows."}
    assert rows.get(Comment, said.id).body
    assert organiser.fill(at, {"reason": "It names a child."}).status == 303
    assert organiser.get(f"/issues/{issue.id}").says(
        "Removed by an organiser: It names a child."
    )


@pytest.mark.parametrize("turn", ["closed", "merged", "brought back", "not done"])
def test_a_reason_given_with_a_turn_can_be_removed_and_was_never_counted(
    operator: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    turn: str,
) -> None:
    issue, other = make.issue(people.resident), make.issue(people.member)
    make.comment(issue, people.member)
    if turn in ("merged", "brought back"):
        make.merge(issue, people.operator, other)
    if turn == "brought back":
        make.unmerge(issue, people.operator, "It is another lamp.")
    if turn in ("closed", "not done"):
        make.state(issue, people.operator, State.DONE, "Mrs Bell at 14 mended it.")
    if turn == "not done":
        make.verdict(issue, people.resident, Says.NOT_DONE, "It is dark again.")
    said = rows.all(Comment)[-1]
    reason = {"reason": "It names a neighbour."}
    assert (
        operator.fill(f"/issues/{issue.id}/comments/{said.id}/remove", reason).status
        == 303
    )
    assert visitor.get(f"/issues/{issue.id}").says("Removed by")
    assert rows.get(Issue, issue.id).comment_count == 1
    assert rows.get(Issue, other.id).comment_count == 0


def test_a_comment_belongs_to_its_post(
    member: Browser, make: Maker, people: People
) -> None:
    said = make.comment(make.issue(people.resident), people.member)
    other = make.issue(people.resident)
    assert member.get(f"/issues/{other.id}/comments/{said.id}/edit").status == 404


def test_everybody_who_looks_sees_it_change(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    said = make.comment(issue, people.member)
    member.fill(f"/issues/{issue.id}/comments/{said.id}/remove")
    (line,) = rows.all(Activity, verb=verbs.COMMENT_REMOVED)
    assert (line.subject_id, line.part_id, line.facts) == (issue.id, said.id, {})
    with make.app.test_request_context("/live"):
        assert "Removed by its author." in render(
            f"issue-{issue.id}-thread", Audience.PUBLIC
        )


def test_a_visitor_and_others_are_offered_nothing(
    visitor: Browser, resident: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    said = make.comment(issue, people.member)
    for browser in (visitor, resident):
        assert f"/comments/{said.id}/" not in browser.get(f"/issues/{issue.id}").text

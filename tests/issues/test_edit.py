"""Changing what an issue says: in time, one after the other, and never
without a trace."""

from datetime import timedelta

from board import clock
from board.activity.models import Activity
from board.issues import verbs
from board.issues.models import Issue, IssueVersion
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_the_author_changes_what_they_said(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    page = resident.fill(
        f"{at}/edit",
        {"title": "The lamp is out again", "category": "safety", "area": "ward-end"},
    )
    assert (page.status, page.location) == (303, at)
    assert resident.follow(page).message == "Your changes are saved."
    page = visitor.get(at)
    assert page.h1 == "The lamp is out again"
    assert page.says("The text was changed.", "Safety", "Ward End", issue.body)
    now = rows.get(Issue, issue.id)
    assert (now.version, now.body, now.area_id) == (2, issue.body, people.ward_end.id)
    (line,) = rows.all(Activity, verb=verbs.EDITED)
    assert line.facts == {"version": 2}


def test_what_it_said_before_is_kept(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    for title in ("One", "Two"):
        resident.fill(f"/issues/{issue.id}/edit", {"title": title})
    kept = rows.all(IssueVersion, issue_id=issue.id)
    assert [(row.version, row.title) for row in kept] == [(1, issue.title), (2, "One")]
    assert {row.replaced_by_id for row in kept} == {people.resident.id}


def test_the_author_may_edit_for_an_hour(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    form = resident.get(f"{at}/edit").form(f"{at}/edit").filled({"title": "Too late"})
    with clock.set_to(issue.created_at + timedelta(minutes=59)):
        assert resident.get(at).offers(f"{at}/edit")
        assert resident.get(f"{at}/edit").status == 200
    with clock.set_to(issue.created_at + timedelta(minutes=60)):
        assert not resident.get(at).offers(f"{at}/edit")
        assert resident.get(f"{at}/edit").status == 403
        assert resident.send_form(f"{at}/edit", form).status == 403
    assert rows.get(Issue, issue.id).title == issue.title


def test_an_organiser_of_the_area_may_edit_at_any_time(
    organiser: Browser, elsewhere: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    with clock.set_to(issue.created_at + timedelta(hours=9)):
        assert elsewhere.get(f"/issues/{issue.id}/edit").status == 403
        assert (
            organiser.fill(
                f"/issues/{issue.id}/edit", {"title": "A clearer title"}
            ).status
            == 303
        )


def test_whoever_is_second_sees_what_it_says_now_and_keeps_what_they_wrote(
    resident: Browser, organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    url = f"/issues/{issue.id}/edit"
    form = resident.get(url).form(url)
    organiser.fill(url, {"title": "As the organiser put it"})
    page = resident.send_form(url, form.filled({"title": "As I put it"}))
    assert page.status == 409
    assert page.message.startswith("Somebody changed this while you were writing.")
    assert page.says("What it says now", "As the organiser put it")
    assert page.value("title") == "As I put it"
    assert rows.get(Issue, issue.id).title == "As the organiser put it"
    assert rows.count(IssueVersion) == 1
    assert resident.send_form(url, page.form(url).filled({})).status == 303
    assert rows.get(Issue, issue.id).title == "As I put it"
    assert [row.title for row in rows.all(IssueVersion)] == [
        issue.title,
        "As the organiser put it",
    ]


def test_an_edit_keeps_what_is_left_and_empties_what_is_emptied(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(
        people.resident,
        kind="hope",
        latitude=52.5,
        longitude=-1.8,
        place="Here",
        show_name=True,
    )
    resident.fill(f"/issues/{issue.id}/edit", {"body": "More."})
    now = rows.get(Issue, issue.id)
    assert (now.kind, now.latitude, now.longitude, now.place, now.show_name) == (
        "hope",
        52.5,
        -1.8,
        "Here",
        True,
    )
    resident.fill(
        f"/issues/{issue.id}/edit",
        {"latitude": "", "longitude": " ", "place": "", "show_name": None},
    )
    now = rows.get(Issue, issue.id)
    assert (now.latitude, now.longitude, now.place, now.show_name) == (
        None,
        None,
        "",
        False,
    )


def test_only_the_author_says_whether_their_name_is_shown(
    resident: Browser,
    organiser: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}/edit"
    assert "show_name" in resident.get(at).form(at).names
    assert "show_name" not in organiser.get(at).form(at).names
    assert (
        organiser.fill(at, {"title": "A clearer title", "show_name": "y"}).status == 303
    )
    assert not visitor.get(f"/issues/{issue.id}").says("Rosa Reed")
    resident.fill(at, {"show_name": "y"})
    organiser.fill(at, {"title": "Clearer still"})
    assert visitor.get(f"/issues/{issue.id}").says("Rosa Reed")
    make.edit(issue, people.organiser, show_name=False)
    assert rows.get(Issue, issue.id).show_name

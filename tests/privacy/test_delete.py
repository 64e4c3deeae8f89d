"""Deleting one's account: what goes, what stays without a name, and what is left in no
file."""

from collections.abc import Callable

from flask import Flask

from board.accounts.models import Person
from board.accounts.session_models import SignIn
from board.areas.models import Membership
from board.config import Settings
from board.events.models import Attendance, AttendanceState
from board.issues.models import Comment, Issue
from board.jobs.run import run_all
from board.mail.models import Outbox
from board.notifications.models import Notification
from board.privacy import actions, erased_list
from board.privacy.erased_list import KINDS, STAYS, Goes
from board.tasks.claim_models import Claim, ClaimState
from tests.builders import PASSWORD, Maker, People, Rows, Things, in_days
from tests.db.test_sweep import files_that_hold
from tests.moderation.acts import hide
from tests.pages import Browser

GONE = {"posts": "go", "comments": "go", "present": PASSWORD}
STAY = {"posts": "stay", "comments": "stay", "present": PASSWORD}


def test_what_goes_and_what_stays_is_shown_first(
    member: Browser, things: Things
) -> None:
    page = member.get("/me/delete")
    assert page.says("This goes", "This stays, without your name")
    assert page.says("Places on tasks you took", "Your news")


def test_nothing_happens_without_the_password(
    member: Browser, rows: Rows, things: Things, people: People
) -> None:
    for said in ({}, {"present": "something else"}):
        page = member.fill("/me/delete", STAY | {"present": ""} | said)
        assert page.status == 422
    assert rows.get(Person, people.member.id).erased_at is None


def test_words_stay_as_a_former_residents_and_the_rest_is_gone(
    member: Browser,
    organiser: Browser,
    rows: Rows,
    make: Maker,
    people: People,
    things: Things,
) -> None:
    make.comment(things.issue, people.member, "Mine, too.")
    page = member.fill("/me/delete", STAY)
    assert (page.status, page.location) == (303, "/")
    assert page.headers["clear-site-data"] == '"cache", "storage"'
    gone = rows.get(Person, people.member.id)
    assert (gone.name, gone.password_hash) == ("A former resident", "")
    assert people.member.email != gone.email
    for model in (SignIn, Membership, Notification):
        assert rows.count(model, person_id=gone.id) == 0
    assert rows.count(Outbox, to=people.member.email) == 0
    page = organiser.get(f"/issues/{things.issue.id}")
    assert page.says("Mine, too.")
    assert people.member.name not in page.text
    assert organiser.get(f"/issues/{things.other.id}").says("A former resident")
    assert member.get("/me").status == 303


def test_places_go_to_those_who_wait(
    member: Browser, rows: Rows, make: Maker, people: People, things: Things
) -> None:
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser, places=1, due_on=in_days(20))
    make.claim(task, people.member)
    make.wait(task, people.organiser)
    event = make.event(people.hodge_hill, people.organiser, places=1)
    make.attend(event, people.member, people.organiser)
    member.fill("/me/delete", STAY)
    states = {
        claim.person_id: claim.state for claim in rows.all(Claim, task_id=task.id)
    }
    assert states[people.organiser.id] == ClaimState.OFFERED
    lines = {a.person_id: a.state for a in rows.all(Attendance, event_id=event.id)}
    assert lines == {
        people.member.id: AttendanceState.WITHDRAWN,
        people.organiser.id: AttendanceState.GOING,
    }


def test_words_go_for_good_where_they_choose_so(
    member: Browser,
    organiser: Browser,
    rows: Rows,
    make: Maker,
    people: People,
    things: Things,
) -> None:
    said = make.comment(things.issue, people.member, "Mine, too.")
    hidden = make.comment(things.issue, people.member, "Hidden before.")
    hide(organiser, "comment", hidden)
    counted = rows.get(Issue, things.issue.id).comment_count
    member.fill("/me/delete", GONE)
    assert rows.get(Comment, hidden.id).body == ""
    assert (counted, rows.get(Issue, things.issue.id).comment_count) == (2, 0)
    post = rows.get(Issue, things.other.id)
    assert (post.title, post.body) == ("", "")
    assert (post.latitude, post.show_name) == (None, False)
    assert rows.get(Comment, said.id).body == ""
    for browser in (organiser, member):
        for at in (f"/issues/{post.id}", f"/moderation/gone/comment/{said.id}"):
            page = browser.get(at)
            assert page.status == 410, at
            assert page.says("This was taken back", "Taken back by its writer."), at
    basis = {"rule": "2", "reason": "It was fine."}
    again = {"kind": "issue", "id": post.id} | basis
    assert organiser.post("/restore", again).status == 409
    assert organiser.get("/issues").status == 200


def test_the_last_organiser_and_the_last_operator_hand_on_first(
    organiser: Browser, operator: Browser, rows: Rows, people: People
) -> None:
    page = organiser.get("/me/delete")
    assert page.says("You are the only organiser of Hodge Hill.")
    assert organiser.post("/me/delete", STAY).status == 409
    page = operator.get("/me/delete")
    assert page.says("You are the only one who runs this board.")
    assert "/operator/people" in page.links
    assert rows.count(Person, erased_at=None) == 5


def test_nobody_who_is_gone_is_told_or_mailed_again(
    member: Browser,
    organiser: Browser,
    rows: Rows,
    make: Maker,
    people: People,
    things: Things,
) -> None:
    member.fill("/me/delete", STAY)
    before = rows.count(Outbox)
    at = f"/issues/{things.other.id}/state"
    organiser.fill(at, {"state": "looked_at", "reason": "On our list."})
    make.jobs(days=0.1)
    assert rows.count(Notification, person_id=people.member.id) == 0
    assert not [m for m in rows.all(Outbox)[before:] if "erased" in m.to]


def test_number_and_choice_are_kept_beside_the_database_also_after_a_crash(
    app: Flask, make: Maker, people: People
) -> None:
    with make.writing():
        actions.erase(people.member.id, Goes({"comments"}))
    with app.app_context():
        assert erased_list.listed() == {}
        run_all()
        assert erased_list.listed() == {people.member.id: {"comments"}}


def test_a_line_that_a_crash_cut_off_is_none_and_old_lines_still_count(
    app: Flask, settings: Settings
) -> None:
    file = settings.instance_path / "erased"
    file.write_text("7\n8 posts\n1 pos")
    with app.app_context():
        erased_list.note({7: STAYS, 8: Goes({"comments"}), 9: Goes(KINDS)})
        erased_list.note({8: Goes({"posts"})})
        assert file.read_text() == (
            "7\n8 posts\n1 pos?\n8 comments\n9 posts comments\n"
        )
        assert erased_list.listed() == {7: STAYS, 8: set(KINDS), 9: set(KINDS)}


def test_a_restored_backup_erases_again_and_gives_no_number_twice(
    make: Maker, rows: Rows, people: People
) -> None:
    gone = dict.fromkeys([people.organiser.id, people.member.id, 999], STAYS)
    with make.writing():
        assert [one.person_id for one in actions.again(gone)] == sorted(gone)
        assert actions.again(gone) == []
    assert rows.count(Person, erased_at=None) == 3
    assert make.person("Somebody new").id > 999


def test_what_is_erased_is_in_no_row_and_in_no_file_of_the_instance(
    browser: Callable[..., Browser],
    make: Maker,
    people: People,
    things: Things,
    settings: Settings,
    rows: Rows,
) -> None:
    """PostgreSQL keeps its files elsewhere, and bytes in them for a while."""
    who = make.person("Zelda Zorn", email="zelda@zorn.example", area=people.hodge_hill)
    words = ("Zelda Zorn", "zelda@zorn.example", "my violet garage", "52.48617")
    post = make.issue(
        who,
        title="Rats by my violet garage",
        body="By my violet garage.",
        latitude=52.48617,
        longitude=-1.80342,
        rounded=True,
    )
    make.edit(post, who, body="All around my violet garage.")
    make.comment(things.issue, who, "Next to my violet garage.")
    make.claim(things.task, who)
    make.release(things.task, who, note="Ask at my violet garage.")
    make.jobs(days=0.1)
    with make.app.app_context():
        from board.cli.send_mail import send_due, settings_to_send_by

        send_due(settings_to_send_by())
    for word in words[:3]:
        assert word in str(rows.everything())
        assert not settings.is_sqlite or files_that_hold(word, settings), word
    assert browser(who).fill("/me/delete", GONE).status == 303
    for word in words:
        assert not files_that_hold(word, settings), word
        assert word not in str(rows.everything())


def test_being_on_the_list_of_something_hidden_holds_nobody_back(
    make: Maker, people: People, things: Things, operator: Browser, rows: Rows
) -> None:
    make.attend(things.event, people.resident)
    assert hide(operator, "event", things.event).status == 303
    with make.writing():
        actions.erase(people.resident.id)
    assert rows.get(Person, people.resident.id).erased_at is not None
    assert not operator.get("/operator/people").says("A former resident")

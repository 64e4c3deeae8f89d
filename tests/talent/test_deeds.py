"""What people do is noted from the log, in words, and read alike by organisers and by
the person."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from board.areas import membership_actions as memberships
from board.db import db, write_tx
from board.events.models import Attendance, EventLeader, Kind
from board.events.register import RegisterMark, update_register
from board.moderation import case_actions
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.rules import Basis
from board.numbers import untrue_numbers
from board.people.models import LineKind, SeenBy
from board.people.request_models import Reply
from board.privacy import actions as privacy
from board.talent import deed_actions
from board.talent.models import Deed
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

PAGE, MINE = "/areas/hodge-hill/people", "/me/deeds"


def finished(make: Maker, things: Things, people: People, times: int) -> None:
    """The member has done so many tasks of the campaign."""
    for number in range(times):
        task = make.task(things.campaign, people.organiser, title=f"Walk {number}")
        make.claim(task, people.member)
        make.complete(task, people.member)


def came(make: Maker, people: People, kind: Kind, *, came: bool = True) -> None:
    """The member was at an event, or was not after all."""
    event = make.event(people.hodge_hill, people.organiser, kind=kind)
    make.attend(event, people.member)
    with make.writing():
        row = db.session.query(Attendance).filter_by(event_id=event.id).one()
        for mark in (True, came):
            marks = {row.id: RegisterMark(mark, None)}
            here = make._here(event), make._here(people.organiser)
            update_register(*here, marks=marks)


def test_organisers_and_the_person_read_the_same_words(
    make: Maker, people: People, things: Things, organiser: Browser, member: Browser
) -> None:
    finished(make, things, people, 3)
    came(make, people, Kind.MEETING)
    came(make, people, Kind.TRAINING)
    came(make, people, Kind.ACTION, came=False)
    make.bring(people.member, "chairing", SeenBy.ORGANISERS, LineKind.LEARN)
    did = (
        "finished 3 tasks, the latest for “Light the lane”",
        "came to one event",
        "came to one training session",
        "took the lead of one campaign, role or task",
        "posted once",
        "wants to learn: chairing",
    )
    assert organiser.get(PAGE).says("Mo Malik", *did)
    make.bring(people.member, "knitting", SeenBy.NOBODY, LineKind.LEARN)
    page = member.get(MINE)
    assert page.says(*did)
    assert "knitting" not in page.text


def test_what_one_does_for_others_is_said_too(
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    organiser: Browser,
    app: Flask,
) -> None:
    nia = make.person("Nia Noor", area=people.hodge_hill)
    asked = {"kind": "course_lead"}
    taught = make.session(make.course(people.organiser), people.organiser, led=False)
    make.reply(make.request(nia, people.organiser, taught, **asked), Reply.YES)
    meeting = make.event(people.hodge_hill, people.organiser)
    organiser.fill(f"/events/{meeting.id}/turnout", {"name": "nia noor", "number": "2"})
    for event in (taught, meeting):
        make.attend(event, nia, people.member, people.resident)
        marks = {
            line.id: RegisterMark(True, one.id if event == meeting else None)
            for line in rows.all(Attendance, event_id=event.id)
            for one in rows.all(EventLeader)
        }
        with make.writing():
            here = make._here(event), make._here(people.organiser)
            update_register(*here, marks=marks)
    page = organiser.get(PAGE)
    assert page.says("taught at one training session", "brought 2 neighbours along")
    with app.app_context():
        assert not list(untrue_numbers())
    (leader,) = rows.all(EventLeader)
    taken_out = {f"promised-{leader.id}": ""}
    organiser.fill(f"/events/{meeting.id}/turnout", taken_out)
    assert not organiser.get(PAGE).says("neighbours along")
    with app.app_context():
        assert not list(untrue_numbers())


def test_who_may_be_ready_is_said_with_the_evidence_and_without_a_number_of_its_own(
    make: Maker, people: People, things: Things, organiser: Browser, member: Browser
) -> None:
    member.press(f"/roles/{things.role.id}", f"/roles/{things.role.id}/step_back")
    nia = make.person("Nia Noor", area=people.hodge_hill)
    for number in range(3):
        task = make.task(things.campaign, people.organiser, title=f"Walk {number}")
        make.claim(task, nia)
        make.complete(task, nia)
    make.bring(nia, "chairing", SeenBy.ORGANISERS, LineKind.LEARN)
    page = organiser.get(PAGE)
    assert page.says("May be ready for a bigger ask: finished 3 tasks")
    assert page.says("wants to learn: chairing.")
    assert page.words.count("May be ready for a bigger ask:") == 1
    assert "%" not in page.words
    assert page.says("Who did something last stands first.")
    assert page.words.index("Nia Noor") < page.words.index("Mo Malik")


def test_what_is_not_so_is_read_by_nobody_else(
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    organiser: Browser,
    member: Browser,
) -> None:
    finished(make, things, people, 1)
    area = people.hodge_hill.id
    said = {"not_so": f"{area}-finished", "note": "It was my sister."}
    assert member.fill(MINE, said).status == 303
    page = organiser.get(PAGE)
    assert not page.says("finished one task")
    assert page.says("In their own words: It was my sister.")
    finished(make, things, people, 1)
    assert not organiser.get(PAGE).says("finished 2 tasks")
    assert member.get(MINE).says("finished 2 tasks")


def test_nobody_is_there_who_hides_is_young_kept_out_or_gone(
    make: Maker, people: People, things: Things, organiser: Browser
) -> None:
    left, young, out, hides = (
        make.person(name, area=people.hodge_hill)
        for name in ("Lea Left", "Yara Young", "Otto Out", "Hal Hides")
    )
    for person in (left, young, out, hides):
        make.claim(things.task, person)
        make.complete(things.task, person)
    assert organiser.get(PAGE).says("Lea Left", "Yara Young", "Otto Out", "Hal Hides")
    make.young(young, people.organiser, people.hodge_hill)
    ban = Decision("ban", Basis(1, "", "Rude."), reach="area")
    post = make.issue(by=out)
    with make.writing():
        memberships.leave(make._here(people.hodge_hill), make._here(left))
        from board.talent import actions

        actions.correct(make._here(hides), not_so=[], note="", hidden=True)
        case_actions.decide(find("issue", post.id), make._here(people.operator), ban)
    words = organiser.get(PAGE).words
    for name in ("Lea Left", "Yara Young", "Otto Out", "Hal Hides"):
        assert name not in words, name


def test_only_those_who_organise_here_read_it(browsers: dict[str, Browser]) -> None:
    reads = {who for who in browsers if browsers[who].get(PAGE).status == 200}
    assert reads == {"organiser"}


def test_it_goes_with_the_account(
    make: Maker, rows: Rows, people: People, things: Things
) -> None:
    assert [deed for deed in rows.all(Deed) if deed.person_id == people.member.id]
    with make.writing():
        privacy.erase(people.member.id)
    assert not [deed for deed in rows.all(Deed) if deed.person_id == people.member.id]


def test_counted_anew_it_is_what_was_noted(
    app: Flask, make: Maker, rows: Rows, people: People, things: Things
) -> None:
    finished(make, things, people, 2)
    came(make, people, Kind.TRAINING)

    def noted() -> set[Any]:
        keys = ("person_id", "area_id", "kind", "times", "last_at")
        return {tuple(getattr(d, key) for key in keys) for d in rows.all(Deed)}

    before = {row for row in noted() if row[2] not in ("posted", "latest")}
    with app.app_context(), write_tx():
        deed_actions.rebuild()
    after = {row for row in noted() if row[2] not in ("posted", "latest")}
    assert after == before


@pytest.mark.untrue
def test_the_check_names_a_deed_that_is_not_counted_as_it_was_done(
    app: Flask, make: Maker, people: People, things: Things
) -> None:
    with app.app_context():
        assert not list(untrue_numbers())
        with write_tx():
            mine = Deed.person_id == people.member.id, Deed.kind == "led"
            db.session.execute(update(Deed).where(*mine).values(times=7))
        (fault,) = set(untrue_numbers())
    assert fault.startswith(f"Person {people.member.id}: what they did in area 1 (led)")

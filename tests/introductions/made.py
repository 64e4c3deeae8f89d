"""Introductions made by the actions, as pages do."""

from datetime import timedelta
from itertools import count
from typing import Any

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.activity.verbs import DEMO_LOADED
from board.db import AnyRow, db, write_tx
from board.introductions import actions, queries
from board.introductions.models import Introduction
from board.moderation.measure_models import Measure
from board.moderation.models import Case
from board.people import young_actions
from tests.builders import Maker, People

DAYS = 14
CASES = count(1)


def ask(
    make: Maker, people: People, by: Person | None = None, **said: Any
) -> Introduction:
    """The resident asks the organiser, for two weeks."""
    given = {
        "middle_id": people.organiser.id,
        "who": "The head of the school",
        "purpose": "Use the hall",
        "until": clock.now() + timedelta(days=DAYS),
    }
    with make.writing():
        me = make._here(by or people.resident)
        row = actions.ask(people.hodge_hill.id, me, **given | said)
        return db.session.get_one(Introduction, row.id)


def pass_on(make: Maker, of: Introduction, by: Person, **to: Any) -> None:
    """The one in the middle asks the other side."""
    with make.writing():
        row = queries.one(of.id, make._here(by))
        actions.pass_on(row, make._here(by), url="http://x/", **to)


def agree(make: Maker, of: Introduction, by: Person, shares: str) -> None:
    """One of the two says yes."""
    with make.writing():
        actions.agree(one(make, of, by), make._here(by), shares=shares)


def look(make: Maker, of: Introduction, by: Person) -> None:
    """One of the two looks."""
    with make.writing():
        actions.look(one(make, of, by), make._here(by))


def one(make: Maker, of: Introduction, me: Person) -> AnyRow:
    """As somebody reads it."""
    return queries.one(of.id, make._here(me))


def opened(make: Maker, people: People) -> Introduction:
    """The resident and the member, introduced by the organiser; both said yes."""
    made = ask(make, people)
    pass_on(make, made, people.organiser, other_id=people.member.id)
    agree(make, made, people.member, "0121 496 0001")
    agree(make, made, people.resident, "0121 496 0002")
    return made


def mark_young(make: Maker, people: People, person: Person) -> None:
    """An organiser notes that somebody is under 18."""
    with make.writing():
        area, olu = make._here(people.hodge_hill), make._here(people.organiser)
        young_actions.mark(area, olu, person.id, young=True)


def keep_out(make: Maker, people: People, person: Person) -> None:
    """Moderators keep somebody out of the area, for something they wrote."""
    number = next(CASES)
    about = {"kind": "issue", "thing_id": number, "title": "a post"}
    with make.app.app_context(), write_tx():
        case = Case(area_id=people.hodge_hill.id, **about)
        db.session.add(case)
        db.session.flush()
        where = {"area_id": people.hodge_hill.id, "case_id": case.id}
        db.session.add(Measure(person_id=person.id, reason="Rude.", **where))
        record(DEMO_LOADED, people.hodge_hill, by=None, topics=[])

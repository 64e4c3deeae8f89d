"""Reading cases, and the flags of them."""

from datetime import timedelta

from sqlalchemy import func, select, true

from board import clock
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.db import AnyRow, Rows, db, read
from board.errors import NotFound
from board.moderation.models import Case, EarlierText, Flag
from board.policy import Actor

PAGE = 50
OF = func.count().over().label("of")  # all of them, also those that are not shown
APPEAL_FOR = timedelta(days=180)


def get(case_id: int) -> Case:
    """The case to act on as it is now, or NotFound."""
    found = db.session.get(Case, case_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def cases(numbers: list[int]) -> list[Case]:
    """Those of these cases that there are, in the order of their numbers."""
    statement = select(Case).where(Case.id.in_(numbers)).order_by(Case.id)
    return list(db.session.scalars(statement))


def of_thing(kind: str, number: int) -> Case | None:
    """The case of a thing, None where there is none."""
    return db.session.scalar(
        select(Case)
        .where(Case.kind == kind, Case.thing_id == number)
        .execution_options(populate_existing=True)
    )


def by_link(token: str) -> Case | None:
    """The case that a mailed link lets its author appeal in."""
    return db.session.scalar(
        select(Case).where(
            Case.appeal_hash == token_hash(token),
            Case.decided_at > clock.now() - APPEAL_FOR,
        )
    )


def flags(case_id: int) -> Rows:
    """The newest of what was said about the thing of a case, without by whom; each row
    says of how many."""
    columns = (Flag.id, Flag.reason, Flag.about_author, Flag.note, Flag.at, OF)
    statement = select(*columns).where(Flag.case_id == case_id)
    return read(statement.order_by(Flag.id.desc()).limit(50))


def flagged_by(case_id: int, person: Actor) -> bool:
    """Whether this person flagged the thing of the case."""
    mine = (Flag.case_id == case_id, Flag.person_id == person.id)
    return bool(read(select(Flag.id).where(*mine).limit(1)))


def history(found: Case) -> Rows:
    """The newest decisions about the same author; each row says of how many."""
    if found.author_id is None:
        return []
    statement = (
        select(Case.id, Case.title, Case.decision, Case.decided_at, OF)
        .where(Case.author_id == found.author_id, Case.id != found.id)
        .where(Case.decision.not_in(("", "nothing", "accept")))
        .order_by(Case.id.desc())
        .limit(10)
    )
    return read(statement)


def person(number: int | None) -> AnyRow | None:
    """The name of somebody, and since when they are here."""
    if number is None:
        return None
    columns = (Person.id, Person.name, Person.created_at)
    rows = read(select(*columns).where(Person.id == number))
    return rows[0] if rows else None


def earlier(case_id: int) -> Rows:
    """What the thing of a case said before moderators changed it, the newest first."""
    columns = (EarlierText.title, EarlierText.body, EarlierText.at)
    of_case = EarlierText.case_id == case_id
    return read(select(*columns).where(of_case).order_by(EarlierText.id.desc()))


def mine(me: int, before: int = 0) -> Rows:
    """The cases about what is a person's in which something was decided, the newest
    first; one more than a page."""
    about = (
        select(Case.id, Case.title, Case.decision, Case.decided_at)
        .where(Case.author_id == me, Case.decision.not_in(("", "nothing")))
        .where(Case.id < before if before else true())
        .order_by(Case.id.desc())
        .limit(PAGE + 1)
    )
    return read(about)

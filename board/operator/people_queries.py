"""Finding people, and what one of them is on the board."""

from sqlalchemy import func, or_, select

from board import clock
from board.accounts import factor_queries
from board.accounts.models import Person
from board.accounts.session_models import SignIn
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, read, the_one

PAGE = 30


def found(q: str = "", before: int = 0) -> Rows:
    """(id, name, is_operator, created_at) of people whose name holds these words or who
    have exactly this address, the newest on top; one more than a page where there are
    more."""
    columns = (Person.id, Person.name, Person.is_operator, Person.created_at)
    statement = select(*columns).where(Person.erased_at.is_(None))
    if q:
        holds = Person.name.icontains(q, autoescape=True)
        statement = statement.where(or_(holds, Person.email == q.lower()))
    if before:
        statement = statement.where(Person.id < before)
    return read(statement.order_by(Person.id.desc()).limit(PAGE + 1))


def roles_of(people: list[int]) -> dict[int, list[AnyRow]]:
    """(person_id, slug, area, role) of what these people are, by person."""
    rows = read(
        select(Membership.person_id, Area.slug, Area.name, Membership.role)
        .join(Area, Area.id == Membership.area_id)
        .where(Membership.person_id.in_(people))
        .order_by(Area.name)
    )
    roles: dict[int, list[AnyRow]] = {person: [] for person in people}
    for row in rows:
        roles[row.person_id].append(row)
    return roles


def one(number: int) -> AnyRow:
    """One person without their address, with how many browsers they are signed in with;
    or NotFound."""
    sessions = (
        select(func.count())
        .where(SignIn.person_id == Person.id, SignIn.ended_at.is_(None))
        .where(SignIn.expires_at > clock.now())
        .correlate(Person)
        .scalar_subquery()
    )
    return the_one(
        select(
            Person.id,
            Person.name,
            Person.is_operator,
            Person.created_at,
            sessions.label("sessions"),
        ).where(Person.id == number)
    )


def has_factor(number: int) -> bool:
    """Whether they have a second factor to sign in with."""
    return bool(read(select(factor_queries.has_factor(number)))[0][0])

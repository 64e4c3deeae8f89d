"""What an operator may do about a person; each act is a line in the log."""

from board.accounts import actions as accounts
from board.accounts import factor_actions, session_actions
from board.accounts.models import Person
from board.activity.actions import record
from board.areas import membership_actions as memberships
from board.areas import queries as area_queries
from board.db import fresh
from board.operator import verbs
from board.policy import Actor, Role, require


def address_of(number: int, by: Actor) -> str:
    """A person's mail address; that somebody read it is written down."""
    require(by, "board.operate")
    person = fresh(Person, number)
    record(verbs.LOOKED_UP, person, by=by, topics=[])
    return person.email


def set_role(number: int, by: Actor, *, area: str, role: Role | None) -> None:
    """What a person is in an area; nothing where no role is named."""
    require(by, "board.operate")
    person = fresh(Person, number)
    place = area_queries.by_slug(area)
    if role is None:
        memberships.take_role(place, person, by)
    else:
        memberships.give_role(place, person, role, by)


def set_operator(number: int, by: Actor, *, operates: bool) -> None:
    """Whether a person runs the board. Raises Conflict for the last one who does."""
    require(by, "board.operate")
    change = accounts.make_operator if operates else accounts.unmake_operator
    change(fresh(Person, number), by)


def reset_factors(number: int, by: Actor) -> None:
    """Somebody has lost their second factor: they sign in without one."""
    factor_actions.reset_factors(fresh(Person, number), by)


def end_sessions(number: int, by: Actor) -> int:
    """Sign a person out everywhere; of how many browsers."""
    require(by, "board.operate")
    person = fresh(Person, number)
    record(verbs.SIGNED_OUT, person, by=by, topics=[f"person-{person.id}"])
    return session_actions.end_all_sessions(person.id)

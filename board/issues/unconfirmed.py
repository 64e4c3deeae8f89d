"""Posts, and being counted in, that wait until the owner of the mail address confirms
them."""

from board.accounts.models import Person
from board.accounts.queries import by_email
from board.areas import membership_actions as memberships
from board.db import db, fresh
from board.issues import actions, queries, second_actions
from board.issues.models import Issue, Second
from board.issues.unconfirmed_models import UnconfirmedPost, UnconfirmedSecond
from board.photos.pictures import Picture


def author_name(post: UnconfirmedPost) -> str:
    """Who it will be from: the account's name where the address has one."""
    person = by_email(post.email)
    return person.name if person else post.name


def publish(post: UnconfirmedPost) -> Person:
    """Post it as the person with the address, who gets an account if there is none; the
    row is locked."""
    person = memberships.owner_of(post.email, post.name, post.area_id)
    fields = dict(post.said)
    pictures = [Picture(**measures) for measures in fields.pop("pictures", [])]
    issue = actions.post(
        person, area_id=post.area_id, once=post.once, pictures=pictures, **fields
    )
    post.issue_id = issue.id
    return person


def count_in(wish: UnconfirmedSecond) -> Person:
    """Count the person with the address in, who gets an account if there is none; the
    row is locked. Whoever posted it is counted already.

    Raises Conflict as second() does.
    """
    issue = fresh(Issue, wish.issue_id)
    person = memberships.owner_of(wish.email, wish.name, issue.area_id)
    if issue.author_id != person.id:
        second_actions.second(wish.issue_id, by=person)
    wish.person_id = person.id
    return person


def is_counted(wish: UnconfirmedSecond) -> bool:
    """Whether the person behind a link is counted in."""
    key = {"issue_id": wish.issue_id, "person_id": wish.person_id}
    return db.session.get(Second, key) is not None


def count_out(wish: UnconfirmedSecond) -> None:
    """Take back what the link did; twice is once. Raises Conflict as unsecond()
    does."""
    if is_counted(wish):
        person = fresh(Person, wish.person_id or 0)
        second_actions.unsecond(queries.get(wish.issue_id), by=person)

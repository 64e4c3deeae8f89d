"""Posts that wait until the owner of the mail address confirms them."""

from board.accounts import actions as accounts
from board.accounts.models import Person
from board.accounts.queries import by_email
from board.areas import actions as area_actions
from board.areas.models import Area
from board.db import fresh
from board.issues import actions
from board.issues.unconfirmed_models import UnconfirmedPost
from board.photos.pictures import Picture


def author_name(post: UnconfirmedPost) -> str:
    """Who it will be from: the account's name where the address has one."""
    person = by_email(post.email)
    return person.name if person else post.name


def publish(post: UnconfirmedPost) -> Person:
    """Post it as the person with the address, who gets an account if there is none; the
    row is locked."""
    person, new = accounts.owner_of(post.email, post.name)
    if new:
        area_actions.add_resident(fresh(Area, post.area_id), by=person)
    fields = dict(post.said)
    pictures = [Picture(**measures) for measures in fields.pop("pictures", [])]
    issue = actions.post(
        person, area_id=post.area_id, once=post.once, pictures=pictures, **fields
    )
    post.issue_id = issue.id
    return person

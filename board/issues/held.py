"""Posts that wait until the owner of a mail address says they are theirs."""

from board import clock
from board.accounts import actions as accounts
from board.accounts.models import Person
from board.accounts.queries import by_email
from board.areas import actions as area_actions
from board.areas.models import Area
from board.db import fresh
from board.issues import actions
from board.issues.models import HeldPost
from board.photos.pictures import Picture


def name_of(held: HeldPost) -> str:
    """Who it will be from: the account's name where the address has one."""
    person = by_email(held.email)
    return person.name if person else held.name


def publish(held: HeldPost) -> Person:
    """Post it as the person with the address, who gets an account if there is none; the
    row is locked."""
    person, new = accounts.owner_of(held.email, held.name)
    if new:
        area_actions.settle(fresh(Area, held.area_id), by=person)
    said = dict(held.said)
    pictures = [Picture(**measures) for measures in said.pop("pictures", [])]
    issue = actions.post(
        person, area_id=held.area_id, once=held.once, pictures=pictures, **said
    )
    held.issue_id, held.used_at = issue.id, clock.now()
    return person

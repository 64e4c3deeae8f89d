"""Taking back what one agreed to."""

from sqlalchemy import update

from board.accounts.consent_actions import SHOWN_NAME, take_back
from board.activity.actions import record
from board.campaigns.people_models import Backer
from board.db import db
from board.issues.models import Issue
from board.policy import Actor
from board.privacy import verbs
from board.rounds.models import Answer


def hide_name(by: Actor) -> None:
    """A person's name is shown nowhere any more where they had agreed to it."""
    take_back(by, SHOWN_NAME)
    posts = update(Issue).where(Issue.author_id == by.id, Issue.show_name)
    joined = update(Backer).where(Backer.person_id == by.id, Backer.show_name)
    said = update(Answer).where(Answer.person_id == by.id, Answer.show_name)
    for change in (posts, joined, said):
        db.session.execute(change.values(show_name=False))
    record(verbs.NAME_HIDDEN, by, by=by, kind="person", topics=[f"person-{by.id}"])

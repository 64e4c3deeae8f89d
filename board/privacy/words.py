"""What somebody wrote, when they delete their account: it stays as a former resident's,
or goes."""

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board.accounts.models import Person
from board.campaigns.people_models import Backer
from board.corrections import actions as corrections
from board.corrections.queries import comment
from board.db import db, read
from board.issues import photo_actions
from board.issues.models import Comment, Issue
from board.issues.thread_queries import is_reason
from board.moderation.models import Case, EarlierText
from board.photos.queries import entities
from board.questions.models import Question
from board.tasks.models import Claim, TaskComment

NOWHERE = dict.fromkeys(("latitude", "longitude", "exact_latitude", "exact_longitude"))


def take_back_posts(person: Person) -> None:
    """Take the words of their posts away for good, in all versions, with place and
    pictures; what others said to them stays."""
    mine = select(Issue.id).where(Issue.author_id == person.id).order_by(Issue.id)
    for number in list(db.session.scalars(mine)):
        issue = db.session.get_one(Issue, number, populate_existing=True)
        said = {"title": _("Taken back by whoever posted it"), "body": "", "place": ""}
        corrections.purge(issue, person, version=issue.version, **said)
        also = {"show_name": False, "on_behalf": None}
        here = update(Issue).where(Issue.id == number)
        db.session.execute(here.values(**NOWHERE, **also))
        pictures = entities([f"issue-{number}"])
        if photo_actions.remove(issue, pictures, {photo.id for photo in pictures}):
            photo_actions.illustrate(issue, person)


def take_back_comments(person: Person) -> None:
    """Take their comments, questions and words on tasks away for good; the reason an
    organiser gave for a status stays."""
    mine = (Comment.author_id == person.id, Comment.removed_at.is_(None), ~is_reason())
    for row in read(select(Comment.issue_id, Comment.id).where(*mine)):
        corrections.remove_comment(comment(row.issue_id, row.id), person)
    taken_back = _("Taken back by whoever wrote it.")
    asked = update(Question).where(Question.asker_id == person.id)
    db.session.execute(asked.values(body=taken_back))
    on_tasks = update(TaskComment).where(TaskComment.author_id == person.id)
    db.session.execute(on_tasks.values(body=taken_back))


def empty_notes(person: Person) -> None:
    """What they noted for a few others goes in any case, and no name is shown for
    them where a campaign shows names."""
    notes = update(Claim).where(Claim.person_id == person.id, Claim.note != "")
    db.session.execute(notes.values(note=""))
    theirs = select(Case.id).where(Case.author_id == person.id)
    db.session.execute(delete(EarlierText).where(EarlierText.case_id.in_(theirs)))
    shown = update(Backer).where(Backer.person_id == person.id, Backer.show_name)
    db.session.execute(shown.values(show_name=False))

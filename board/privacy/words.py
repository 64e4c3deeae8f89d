"""What somebody wrote, when they delete their account: it stays as a former resident's,
or goes."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from board.accounts.models import Person
from board.campaigns.people_models import Backer
from board.corrections import actions as corrections
from board.db import db
from board.introductions.models import Introduction
from board.issues.models import Comment, Issue
from board.issues.thread_queries import is_reason
from board.moderation import hiding
from board.moderation.finding import find
from board.moderation.models import Case, EarlierText
from board.one_to_ones.models import FollowUp, OneToOne, Opens, key_of
from board.photos import actions as photos
from board.photos.models import Photo
from board.playbooks.models import Suggestion
from board.questions.models import Question
from board.tasks.claim_models import Claim
from board.tasks.talk_models import TaskComment

EMPTY = dict.fromkeys(("title", "body", "place"), "")
NOWHERE = dict.fromkeys(("latitude", "longitude", "exact_latitude", "exact_longitude"))


def take_back_posts(person: Person) -> None:
    """Take their posts away for good: the words in all versions, place and pictures.
    Where each was stands that its writer took it back."""
    mine = select(Issue.id).where(Issue.author_id == person.id).order_by(Issue.id)
    for number in list(db.session.scalars(mine)):
        _take_back_post(number, person)


def _take_back_post(number: int, person: Person) -> None:
    issue = db.session.get_one(Issue, number, populate_existing=True)
    corrections.purge(issue, person, version=issue.version, **EMPTY)
    emptied = {
        **NOWHERE,
        "show_name": False,
        "on_behalf": None,
        "cover_id": None,
        "photo_count": 0,
    }
    db.session.execute(update(Issue).where(Issue.id == number).values(emptied))
    hiding.hide_row(find("issue", number), _("Taken back by its writer."))
    _take_pictures(f"issue-{number}")


def take_back_comments(person: Person) -> None:
    """Take their comments, questions, words on tasks and about playbooks away for good;
    the reason an organiser gave for a status stays."""
    theirs = (
        select(Comment)
        .where(
            Comment.author_id == person.id,
            Comment.removed_at.is_(None),
            ~is_reason(),
        )
        .options(joinedload(Comment.issue))
        .order_by(Comment.id)
    )
    for comment in db.session.scalars(theirs).all():
        _take_pictures(f"comment-{comment.id}")
        corrections.remove_comment(comment, person)
    taken_back = _("Taken back by whoever wrote it.")
    asked = update(Question).where(Question.asker_id == person.id)
    db.session.execute(asked.values(body=taken_back))
    on_tasks = update(TaskComment).where(TaskComment.author_id == person.id)
    db.session.execute(on_tasks.values(body=taken_back))
    suggested = update(Suggestion).where(Suggestion.by_id == person.id)
    db.session.execute(suggested.values(words=taken_back, why=taken_back))


def _take_pictures(owner: str) -> None:
    """Take all pictures of a thing away, hidden ones, too."""
    its = db.session.scalars(select(Photo).where(Photo.owner == owner)).all()
    photos.remove(its, {photo.id for photo in its})


def empty_notes(person: Person) -> None:
    """What they noted for a few others goes in any case, and no name is shown for
    them where a campaign shows names."""
    _empty_talks(person)
    _end_unpassed(person)
    forget_calls(key_of(person.id))
    notes = update(Claim).where(Claim.person_id == person.id, Claim.note != "")
    db.session.execute(notes.values(note=""))
    theirs = select(Case.id).where(Case.author_id == person.id)
    db.session.execute(delete(EarlierText).where(EarlierText.case_id.in_(theirs)))
    shown = update(Backer).where(Backer.person_id == person.id, Backer.show_name)
    db.session.execute(shown.values(show_name=False))


def _empty_talks(person: Person) -> None:
    """Of the one-to-ones they wrote down nothing stays but what the others answered."""
    written = OneToOne.by_id == person.id
    unanswered = delete(OneToOne).where(written, OneToOne.answer == "")
    db.session.execute(unanswered)
    words: dict[str, Any] = dict.fromkeys(("cares_about", "offers", "next_step"), "")
    closed = {"next_on": None, "by_opens": Opens.NOTHING}
    db.session.execute(update(OneToOne).where(written).values(words | closed))


def _end_unpassed(person: Person) -> None:
    """Introductions that only they could pass on; one that was passed on goes on
    between the two others."""
    asked = (Introduction.middle_id == person.id, Introduction.passed_at.is_(None))
    db.session.execute(delete(Introduction).where(*asked))


def forget_calls(whom: str) -> None:
    """Nobody rings them any more."""
    db.session.execute(delete(FollowUp).where(FollowUp.whom == whom))

"""What those on a task write to each other, and who reads it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Membership
from board.db import CanBeHidden, Conditions, Model, Reader, UtcDateTime
from board.policy import Audience, Role
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task


class TaskComment(CanBeHidden, Model):
    """A line among those who are on a task: seen by them and the organisers alone."""

    __tablename__ = "task_comment"
    __table_args__ = (Index(None, "task_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """For one person: while they are on the task, or organise there, and are not
        kept out; members' words only once they are let into the area. (A page asks
        policy for the whole of them.)"""
        shown = (cls.hidden_at.is_(None),)
        if reader is None or isinstance(reader, Audience):
            return shown
        person = getattr(reader, "id", reader)
        on_it = exists().where(
            Claim.task_id == cls.task_id,
            Claim.person_id == person,
            Claim.state.in_((ClaimState.HELD, ClaimState.DONE, ClaimState.CONFIRMED)),
        )
        is_member = _is_there(cls, person, Role.MEMBER)
        organises = _is_there(cls, person, Role.ORGANISER)
        of_organiser = _is_there(cls, cls.author_id, Role.ORGANISER)
        mine = cls.author_id == person
        reads_it = and_(on_it, or_(is_member, of_organiser, _operates(cls.author_id)))
        is_theirs = or_(reads_it, organises, _operates(person))
        return (*shown, or_(mine, and_(is_theirs, ~_kept_out(cls, person))))


def _is_there(comment: Any, person: Any, role: Role) -> ColumnElement[bool]:
    """Whether somebody has this role in the area of a comment's task."""
    return exists().where(
        Task.id == comment.task_id,
        Membership.area_id == Task.area_id,
        Membership.person_id == person,
        Membership.role == role,
    )


def _kept_out(comment: Any, person: Any) -> ColumnElement[bool]:
    """Whether somebody is kept out where a comment's task is."""
    area = select(Task.area_id).where(Task.id == comment.task_id).scalar_subquery()
    return KEEPS_OUT.filling(person, area)


def _operates(person: Any) -> ColumnElement[bool]:
    return exists().where(Person.id == person, Person.is_operator)

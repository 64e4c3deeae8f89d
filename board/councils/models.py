"""Councils that take reports from this board, what was sent to them, and what they
published themselves."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import CanBeHidden, Model, UtcDateTime, one_of


class Council(Model):
    """A council's system for reports, as an operator named it for an area."""

    __tablename__ = "council"
    __table_args__ = (UniqueConstraint("area_id", "address", "jurisdiction"),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    # what its methods are appended to; it ends in a slash
    address: Mapped[str] = mapped_column(String(300))
    # what it wants to be asked for, where it looks after several places
    jurisdiction: Mapped[str] = mapped_column(String(120), default="")
    # lets us send; no page, log or export shows it
    key_secret: Mapped[str] = mapped_column(String(200), default="")
    # on this machine or in our own network, as an operator said
    is_near: Mapped[bool] = mapped_column(default=False)
    # how it answers, as was found out when its services were read
    format: Mapped[str] = mapped_column(String(4), default="json")
    # whether what others reported there is listed here
    shows_reports: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # when its services were asked for
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # why that did not work
    fault: Mapped[str] = mapped_column(String(500), default="")
    # the same for its reports
    reports_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # why that did not work
    reports_fault: Mapped[str] = mapped_column(String(500), default="")


class CouncilService(Model):
    """A kind of report that a council takes."""

    __tablename__ = "council_service"
    private = True

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    # what it is called by programs
    code: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    # what it wants to know, each with code, words, datatype and values
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # why nothing can be sent to it; empty where something can
    fault: Mapped[str] = mapped_column(String(300), default="")


class CouncilCategory(Model):
    """Posts of one category of an area go to one service of a council."""

    __tablename__ = "council_category"
    private = True

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    category: Mapped[str] = mapped_column(String(20), primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    # the code of the service
    service_code: Mapped[str] = mapped_column(String(120))
    # what is answered to the questions of the service, the same for each post
    answers: Mapped[dict[str, str]] = mapped_column(JSON)


class Stage(StrEnum):
    """How far a post is on its way to a council."""

    WAITING = "waiting"  # to be sent, at `next_at`
    SENDING = "sending"  # somebody is at it, until `leased_until`
    LOOKING = "looking"  # they may have it: it is looked for on their side
    ASKED = "asked"  # it was not found: an organiser is asked
    TOKEN = "token"  # noqa: S105  they have it, and its number comes later
    SENT = "sent"  # they have it, under a number
    REFUSED = "refused"  # they don't take it
    LEFT = "left"  # an organiser left it at that


# it may still be taken back: they surely don't have it
UNSENT = (Stage.WAITING, Stage.REFUSED)


class CouncilSending(Model):
    """A post that its poster agreed to send to a council, once."""

    __tablename__ = "council_sending"
    __table_args__ = (
        one_of("stage", Stage),
        CheckConstraint("tries >= 0", name="tries"),
        UniqueConstraint("council_id", "request_id"),
        Index(None, "stage", "next_at"),
    )
    private = True

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    # none: nobody sends anything there any more
    council_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"))
    # what it was called then
    council_name: Mapped[str] = mapped_column(String(120))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # when they agreed
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # how far it is
    stage: Mapped[str] = mapped_column(String(10), default=Stage.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # until when somebody is at it
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # when it was last tried to send it
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # the code of the service it was sent to
    service_code: Mapped[str] = mapped_column(String(120), default="")
    # why it did not work the last time
    fault: Mapped[str] = mapped_column(String(500), default="")
    # a number of theirs that may be it
    maybe_id: Mapped[str] = mapped_column(String(120), default="")
    # what their number is asked for by, until there is one
    receipt: Mapped[str] = mapped_column(String(120), default="")
    # their number for it
    request_id: Mapped[str | None] = mapped_column(String(120))
    # when they had it
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # which version of the post they have
    sent_version: Mapped[int | None]
    # what they say of it: open or closed
    their_state: Mapped[str] = mapped_column(String(6), default="")
    # their words
    their_words: Mapped[str] = mapped_column(Text, default="")
    # since when they say so
    their_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CouncilReport(CanBeHidden, Model):
    """A report that a council published, listed here as the council's."""

    __tablename__ = "council_report"
    __table_args__ = (
        one_of("state", ("open", "closed")),
        UniqueConstraint("council_id", "request_id"),
        Index(None, "area_id", "reported_at", "id"),
        Index(None, "area_id", "state", "reported_at", "id"),
        Index(None, "council_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    # their number for it
    request_id: Mapped[str] = mapped_column(String(120))
    # what it is about, as they call it
    service: Mapped[str] = mapped_column(String(200))
    # what they say of it
    words: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(300))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    state: Mapped[str] = mapped_column(String(6))
    # when it was reported
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # when they last changed it
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # when they closed it
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    # when it was last asked for
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

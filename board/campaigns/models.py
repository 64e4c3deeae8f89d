"""Organised efforts with an ask, the issues they came from, and what organisers tell of
them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.areas.models import Area
from board.db import Model, UtcDateTime, one_of
from board.folding import folding


class Stage(StrEnum):
    """How far a campaign has come; it may go back, and paused is no shame."""

    LISTENING = "listening"
    PLANNING = "planning"
    ACTING = "acting"
    NEGOTIATING = "negotiating"
    WON = "won"
    LOST = "lost"
    PAUSED = "paused"


class Brought(StrEnum):
    """What became of a pledge."""

    OPEN = "open"
    BROUGHT = "brought"
    NOT_BROUGHT = "not_brought"


class Word(StrEnum):
    """What became of a promise: a word is kept or broken."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Stance(StrEnum):
    """Where a person or a body stands; listed from those with us to those against."""

    WITH_US = "with_us"
    LEANING_TO_US = "leaning_to_us"
    UNDECIDED = "undecided"
    LEANING_AGAINST = "leaning_against"
    AGAINST = "against"


# reached by saying how it went, see ending_actions.py
ENDINGS = (Stage.WON, Stage.LOST, Stage.PAUSED)


class Outcome(StrEnum):
    """What came of a campaign, said honestly."""

    WON = "won"
    PARTLY = "partly"
    LOST = "lost"
    PAUSED = "paused"

    @property
    def stage(self) -> Stage:
        """Where a campaign with this outcome is."""
        return Stage.WON if self == Outcome.PARTLY else Stage(self)


SEARCHED = ("title", "goal", "ask")


class Campaign(Model):
    """An organised effort: what we want, who can say yes, by when, and what
    winning is."""

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("stage", Stage),
        CheckConstraint("goal_count > 0 AND reached >= 0", name="goal"),
        Index(None, "area_id", "id"),
        Index(None, "stage", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    starter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120))
    goal: Mapped[str] = mapped_column(Text)
    # see folding.py
    folded: Mapped[str] = mapped_column(Text, default=folding(*SEARCHED), deferred=True)
    goal_count: Mapped[int | None]  # the goal as a number, such as 300 signatures
    goal_unit: Mapped[str] = mapped_column(String(40), default="")
    reached: Mapped[int] = mapped_column(default=0)
    ask: Mapped[str] = mapped_column(String(300), default="")
    decision_maker: Mapped[str] = mapped_column(String(160), default="")
    decision_maker_office: Mapped[str] = mapped_column(String(160), default="")
    decide_by: Mapped[date | None]
    win: Mapped[str] = mapped_column(String(500), default="")
    stage: Mapped[str] = mapped_column(String(12), default=Stage.LISTENING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
    area: Mapped[Area] = relationship(lazy="raise")

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this campaign stand; its issues' topics are
        added where they matter."""
        return [f"campaign-{self.id}", "campaigns", f"area-{self.area_id}"]


class CampaignIssue(Model):
    """An issue a campaign came from: kept, so that whoever posted sees the thread to
    the outcome."""

    __tablename__ = "campaign_issue"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id"), primary_key=True, index=True
    )
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Debrief(Model):
    """What came of a campaign and what was learnt.

    The public sees how it went, what changed and the thanks.
    """

    __tablename__ = "campaign_debrief"
    __table_args__ = (one_of("outcome", Outcome),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    # what everyone was told of it
    update_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_update.id"))
    outcome: Mapped[str] = mapped_column(String(8))
    how: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(Text, default="")
    thanks: Mapped[str] = mapped_column(Text, default="")  # a name a line
    # this and the next for organisers only
    stepped_up: Mapped[str] = mapped_column(Text, default="")
    differently: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)


class SignUp(Model):
    """Somebody who wrote their name on paper and agreed to hear from the campaign; for
    organisers only."""

    __tablename__ = "campaign_sign_up"
    __table_args__ = (Index(None, "campaign_id", "id"),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    name: Mapped[str] = mapped_column(String(80))
    street: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    consented_on: Mapped[date]  # the day the sheet was signed
    keyed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    keyed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Update(Model):
    """What an organiser tells everyone who backs a campaign; with a stage when it
    moved."""

    __tablename__ = "campaign_update"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str | None] = mapped_column(String(12))
    photo_count: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Partner(Model):
    """An organisation in a campaign's coalition.

    One that leaves stays on the record as having left.
    """

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    does: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Pledge(Model):
    """What a partner, or somebody named in words, said they would bring."""

    __tablename__ = "pledge"
    __table_args__ = (one_of("state", Brought),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    # where it is no partner's
    who: Mapped[str] = mapped_column(String(120), default="")
    what: Mapped[str] = mapped_column(String(300))
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default=Brought.OPEN)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Promise(Model):
    """What a decision maker said they would do.

    The witness's name is for members of the area only.
    """

    __tablename__ = "promise"
    __table_args__ = (one_of("state", Word), Index(None, "state", "due"))

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    who: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(160), default="")
    what: Mapped[str] = mapped_column(Text)
    to_whom: Mapped[str] = mapped_column(String(160), default="")
    place: Mapped[str] = mapped_column(String(160), default="")
    said_on: Mapped[date]
    witness: Mapped[str] = mapped_column(String(160), default="")
    due: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(8), default=Word.OPEN)
    note: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
    # the due day of which the organisers were told that it has passed
    overdue_told: Mapped[date | None]
    photo_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class Backer(Model):
    """A person who joined a campaign, with their name where they want it shown."""

    __tablename__ = "backer"
    __table_args__ = (
        Index(
            "ix_backer_named",
            *("campaign_id", "person_id"),
            sqlite_where=text("show_name"),
            postgresql_where=text("show_name"),
        ),
    )

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    show_name: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Behind(Model):
    """How many different people posted, were counted in or joined; written by
    people_behind.py alone."""

    __tablename__ = "campaign_behind"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False
    )
    people: Mapped[int] = mapped_column(default=0)


class Contact(Model):
    """A person or body that matters to a campaign, where they stand and who of us knows
    them: for organisers only."""

    __tablename__ = "contact"
    __table_args__ = (one_of("stance", Stance),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(160), default="")
    stance: Mapped[str] = mapped_column(String(16), default=Stance.UNDECIDED)
    known_by: Mapped[str] = mapped_column(String(160), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

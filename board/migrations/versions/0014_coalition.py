"""coalitions: goals as numbers, partners, pledges, promises, backers, contacts

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

GOAL = "goal_count > 0 AND reached >= 0"


def upgrade() -> None:
    op.add_column("campaign", sa.Column("goal_count", sa.Integer(), nullable=True))
    for name, longest in (("goal_unit", 40), ("decision_maker_office", 160)):
        op.add_column("campaign", sa.Column(name, sa.String(longest), nullable=False, server_default=""))
    reached = sa.Column("reached", sa.Integer(), nullable=False, server_default="0")
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("campaign", reached)
        op.create_check_constraint(op.f("ck_campaign_goal"), "campaign", GOAL)
    else:  # SQLite takes a constraint with the column, and it may speak of others
        op.execute(
            "ALTER TABLE campaign ADD COLUMN reached INTEGER DEFAULT '0' NOT NULL"
            f" CONSTRAINT ck_campaign_goal CHECK ({GOAL})"
        )
    _coalition()
    _promises()
    _people()


def _table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    """A table of things that belong to a campaign, each made once by its key and changed version by version."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f(f"fk_{name}_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("once", name=op.f(f"uq_{name}_once")),
    )
    op.create_index(op.f(f"ix_{name}_campaign_id"), name, ["campaign_id"])


def _line(name: str, longest: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(longest), nullable=False)


def _coalition() -> None:
    _table(
        "partner",
        _line("name", 120),
        _line("does", 300),
        _line("link", 500),
        sa.Column("joined_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("left_at", UtcDateTime(timezone=True), nullable=True),
    )
    _table(
        "pledge",
        sa.Column("partner_id", sa.Integer(), nullable=True),
        _line("who", 120),
        _line("what", 300),
        sa.Column("due", sa.Date(), nullable=True),
        _line("state", 12),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'brought', 'not_brought')", name=op.f("ck_pledge_state")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_pledge_partner_id")),
    )


def _promises() -> None:
    _table(
        "promise",
        _line("who", 120),
        _line("office", 160),
        sa.Column("what", sa.Text(), nullable=False),
        _line("to_whom", 160),
        _line("place", 160),
        sa.Column("said_on", sa.Date(), nullable=False),
        _line("witness", 160),
        sa.Column("due", sa.Date(), nullable=True),
        _line("source", 500),
        _line("state", 8),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("overdue_told", sa.Date(), nullable=True),
        sa.Column("photo_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'kept', 'broken')", name=op.f("ck_promise_state")),
    )
    op.create_index(op.f("ix_promise_state_due"), "promise", ["state", "due"])


def _people() -> None:
    op.create_table(
        "backer",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_backer_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_backer_person_id")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_backer")),
    )
    op.create_index(op.f("ix_backer_person_id"), "backer", ["person_id"])
    named = sa.text("show_name")
    columns = ["campaign_id", "person_id"]
    op.create_index("ix_backer_named", "backer", columns, sqlite_where=named, postgresql_where=named)
    op.create_table(
        "campaign_behind",
        sa.Column("campaign_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_behind_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaign_behind")),
    )
    asked = (
        "SELECT l.campaign_id, i.author_id AS person_id FROM campaign_issue l JOIN issue i ON i.id = l.issue_id"
        " UNION SELECT l.campaign_id, s.person_id FROM campaign_issue l JOIN second s ON s.issue_id = l.issue_id"
    )
    op.execute(
        "INSERT INTO campaign_behind (campaign_id, people) SELECT c.id, count(a.person_id)"  # noqa: S608  constants
        f" FROM campaign c LEFT JOIN ({asked}) a ON a.campaign_id = c.id GROUP BY c.id"
    )
    stances = "'with_us', 'leaning_to_us', 'undecided', 'leaning_against', 'against'"
    _table(
        "contact",
        _line("name", 120),
        _line("office", 160),
        _line("stance", 16),
        _line("known_by", 160),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint(f"stance IN ({stances})", name=op.f("ck_contact_stance")),
    )

"""where an issue stands

Revision ID: 0007
Revises: 0006
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from board import clock
from board.db import UtcDateTime

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

STATES = "'open', 'looked_at', 'in_campaign', 'done', 'not_done', 'duplicate'"


def upgrade() -> None:
    _tables()
    op.create_index("ix_issue_due_at", "issue_due", ["at"])
    op.create_index("ix_issue_merge_into_id", "issue_merge", ["into_id"])
    op.create_index("ix_merge_carried_into_id_what_person_id", "merge_carried", ["into_id", "what", "person_id"])
    op.create_index("ix_next_step_issue_id_id", "next_step", ["issue_id", "id"])
    op.add_column("comment", sa.Column("evidence", sa.String(500), nullable=True))
    op.add_column("follow", sa.Column("carried", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_issue_state", "issue")
        op.create_check_constraint(op.f("ck_issue_state"), "issue", f"state IN ({STATES})")
    else:
        _check_states_on_sqlite()
    # Nobody has been silent before there were clocks: what is open is looked at in two weeks.
    posted = "author_id IS NOT NULL AND state IN ('open', 'in_campaign')"
    fill = sa.text(f"INSERT INTO issue_due (issue_id, at) SELECT id, :at FROM issue WHERE {posted}")
    op.execute(fill.bindparams(sa.bindparam("at", clock.now() + timedelta(days=14), UtcDateTime())))


def _tables() -> None:
    op.create_table(
        "job",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("leased_until", UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_run", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job")),
    )
    op.create_table(
        "issue_due",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_due_issue_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_due")),
    )
    op.create_table(
        "verdict",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("says", sa.String(8), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("says IN ('done', 'not_done')", name=op.f("ck_verdict_says")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_verdict_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_verdict_person_id")),
        sa.PrimaryKeyConstraint("issue_id", "person_id", name=op.f("pk_verdict")),
    )
    op.create_table(
        "next_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("by", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_next_step_issue_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_next_step_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_step")),
        sa.UniqueConstraint("once", name=op.f("uq_next_step_once")),
    )
    op.create_table(
        "issue_merge",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(12), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_merge_issue_id")),
        sa.ForeignKeyConstraint(["into_id"], ["issue.id"], name=op.f("fk_issue_merge_into_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_issue_merge_by_id")),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_merge")),
    )
    op.create_table(
        "merge_carried",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(6), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("what IN ('second', 'follow')", name=op.f("ck_merge_carried_what")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_merge_carried_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_merge_carried_person_id")),
        sa.ForeignKeyConstraint(["into_id"], ["issue.id"], name=op.f("fk_merge_carried_into_id")),
        sa.PrimaryKeyConstraint("issue_id", "person_id", "what", name=op.f("pk_merge_carried")),
    )


def _check_states_on_sqlite() -> None:
    """SQLite changes no constraint, so the table is made anew with all it has: columns, indexes, triggers."""
    bind = op.get_bind()
    ask = "SELECT sql FROM sqlite_master WHERE tbl_name = 'issue' AND sql IS NOT NULL AND type"
    ((table,),) = bind.exec_driver_sql(f"{ask} = 'table'").fetchall()
    others = bind.exec_driver_sql(f"{ask} <> 'table'").fetchall()
    made = table.replace("'open', 'in_campaign'", "'open', 'looked_at', 'in_campaign'")
    assert made != table
    bind.exec_driver_sql("CREATE TABLE issue_anew " + made[made.index("(") :])
    bind.exec_driver_sql("INSERT INTO issue_anew SELECT * FROM issue")
    bind.exec_driver_sql("DROP TABLE issue")
    bind.exec_driver_sql("ALTER TABLE issue_anew RENAME TO issue")
    for (sql,) in others:
        bind.exec_driver_sql(sql)

"""categories of an area's own

Revision ID: 0008
Revises: 0007
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_category",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(20), nullable=False),
        sa.Column("name", sa.String(40), nullable=True),
        sa.Column("hint", sa.String(120), nullable=True),
        sa.Column("icon", sa.String(20), nullable=True),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_category_area_id")),
        sa.PrimaryKeyConstraint("area_id", "slug", name=op.f("pk_area_category")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_issue_category", "issue")
    else:
        _any_category_on_sqlite()


def _any_category_on_sqlite() -> None:
    """SQLite drops no constraint, so the table is made anew with all it has: columns, indexes, triggers."""
    bind = op.get_bind()
    ask = "SELECT sql FROM sqlite_master WHERE tbl_name = 'issue' AND sql IS NOT NULL AND type"
    ((table,),) = bind.exec_driver_sql(f"{ask} = 'table'").fetchall()
    others = bind.exec_driver_sql(f"{ask} <> 'table'").fetchall()
    made = re.sub(r"CONSTRAINT ck_issue_category CHECK \(category IN \([^)]*\)\),\s*", "", table)
    assert made != table
    bind.exec_driver_sql("CREATE TABLE issue_anew " + made[made.index("(") :])
    bind.exec_driver_sql("INSERT INTO issue_anew SELECT * FROM issue")
    bind.exec_driver_sql("DROP TABLE issue")
    bind.exec_driver_sql("ALTER TABLE issue_anew RENAME TO issue")
    for (sql,) in others:
        bind.exec_driver_sql(sql)

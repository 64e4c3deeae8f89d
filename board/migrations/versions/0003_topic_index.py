"""The index of topics forgets lists and areas; what stands under a thing stays."""

from alembic import op

revision = "0003_topic_index"
down_revision = "0002_languages"

# of a list: a word alone, or the number of an area
STAYS = (
    "OLD.topic LIKE '%-%' AND (OLD.topic NOT LIKE 'area-%' OR OLD.topic LIKE '%-%-%')"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER activity_topic_append_only ON activity_topic")
        for change, when in (("UPDATE", ""), ("DELETE", f"WHEN ({STAYS})")):
            op.execute(
                f"CREATE TRIGGER activity_topic_no_{change.lower()} BEFORE {change}"
                f" ON activity_topic FOR EACH ROW {when}"
                " EXECUTE FUNCTION append_only()"
            )
        return
    op.execute("DROP TRIGGER activity_topic_no_delete")
    op.execute(
        "CREATE TRIGGER activity_topic_no_delete BEFORE DELETE ON activity_topic"
        f" WHEN {STAYS}"
        " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )

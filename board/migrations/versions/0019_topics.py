"""a line of the log is written with its topics in one statement

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Lines from before have none here: they stand in activity_topic, as those to come will by the trigger.
    op.add_column('activity', sa.Column('topics', sa.JSON(), server_default='[]', nullable=False))
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            "CREATE FUNCTION stand_under_topics() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " INSERT INTO activity_topic (topic, activity_id)"
            " SELECT topic, NEW.id FROM json_array_elements_text(NEW.topics) AS topic;"
            " RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER activity_topics AFTER INSERT ON activity"
            " FOR EACH ROW EXECUTE FUNCTION stand_under_topics()"
        )
        return
    op.execute(
        "CREATE TRIGGER activity_topics AFTER INSERT ON activity BEGIN"
        " INSERT INTO activity_topic (topic, activity_id) SELECT value, new.id FROM json_each(new.topics);"
        " END"
    )


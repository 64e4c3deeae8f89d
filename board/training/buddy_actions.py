"""The rule of naming somebody who goes along with a learner on their first task; the
learner asks them, or somebody else."""

from sqlalchemy import update

from board.activity.actions import record
from board.db import db, fresh
from board.events.models import Event
from board.policy import Actor, require
from board.training import buddy_queries, verbs
from board.training.after_models import FirstTask
from board.training.models import Course


def name_buddy(course: Course, by: Actor, number: int, buddy: int) -> bool:
    """Name who goes along on the first task of this number, of whom the learner is
    told, or nobody (0); False where that is so already, or somebody does not offer it.

    Raises NotFound for a first task of another course, or whose days are over.
    """
    row = buddy_queries.first_task(course.id, number)
    require(by, "first_task.buddy", row)
    if (buddy or None) == row.buddy_id or buddy == row.person_id:
        return False
    if buddy and buddy not in {one.id for one in buddy_queries.willing(course.id)}:
        return False
    change = update(FirstTask).where(FirstTask.id == row.id)
    db.session.execute(change.values(buddy_id=buddy or None))
    if buddy:
        facts = {"person": row.person_id, "course": course.id}
        topics = [f"person-{row.person_id}"]
        event = fresh(Event, row.event_id)
        record(verbs.BUDDY_NAMED, event, by=by, topics=topics, **facts)
    return True

"""The log's index of topics forgets old lists, and no line and no thread."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from board.activity.models import Activity, ActivityTopic
from board.db import db
from board.live.frames import RecentFrames
from board.live.missed import missed
from board.live.regions import RESYNC, Key
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def test_after_a_week_lists_and_areas_forget_and_threads_do_not(
    visitor: Browser, make: Maker, rows: Rows, people: People, things: Things
) -> None:
    at = f"/issues/{things.issue.id}"
    thread, lines = visitor.get(at).text, rows.count(Activity)
    area = f"area-{people.hodge_hill.id}"
    assert make.jobs(6)["topics"] == 0
    assert make.jobs(8)["topics"] > 0
    assert rows.count(Activity) == lines
    left = {row.topic for row in rows.all(ActivityTopic)}
    assert not {"issues", "tasks", area} & left
    assert f"issue-{things.issue.id}" in left
    assert visitor.get(at).text == thread
    assert make.jobs(8)["topics"] == 0


def test_who_comes_back_after_more_than_a_week_is_sent_the_whole_page(
    make: Maker, people: People, things: Things
) -> None:
    make.second(things.other, people.organiser)
    keys = (Key("issues"),)
    found: list[dict[Key, bytes]] = []
    for days in (6, 8):
        make.later(days, lambda: found.append(_missed(make, keys)))
    assert RESYNC not in found[0].values()
    assert found[1] == {keys[0]: RESYNC}


def _missed(make: Maker, keys: tuple[Key, ...]) -> dict[Key, bytes]:
    return missed(make.app, RecentFrames(), keys, 0)[1]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM activity_topic WHERE topic = 'issue-1'",
        "UPDATE activity_topic SET topic = 'issues' WHERE topic = 'issue-1'",
        "DELETE FROM activity_topic WHERE topic = 'task-1-talk'",
        "DELETE FROM activity",
    ],
)
def test_the_database_itself_keeps_lines_and_threads(
    make: Maker, things: Things, statement: str
) -> None:
    stands = "INSERT INTO activity_topic VALUES ('task-1-talk', 1)"
    with make.writing():
        db.session.execute(text(stands))
    with pytest.raises(DBAPIError, match="append-only"), make.writing():
        db.session.execute(text(statement))

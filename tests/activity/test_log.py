"""The log: written with the change, never rewritten, and never forgotten by a public
change."""

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from board.accounts.session_models import SignIn
from board.activity.models import Activity, ActivityTopic
from board.db import db, write_tx
from board.issues.models import Issue
from tests.builders import Maker, People, Rows


@pytest.mark.parametrize("table", ["activity", "activity_topic"])
@pytest.mark.parametrize("change", ["UPDATE {} SET activity_id = 1", "DELETE FROM {}"])
def test_the_database_refuses_to_change_it(
    app: Flask, make: Maker, people: People, table: str, change: str
) -> None:
    statement = change.format(table).replace(
        "activity_id = 1", "verb = 'x'" if table == "activity" else "topic = 'x'"
    )
    with (
        app.app_context(),
        pytest.raises(DBAPIError, match="append-only"),
        db.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_a_line_stands_under_all_its_topics(
    make: Maker, people: People, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident)
    line = rows.all(Activity)[-1]
    assert (line.verb, line.actor_id, line.subject_kind, line.subject_id) == (
        "issue.posted",
        people.resident.id,
        "issue",
        lamp.id,
    )
    topics = {row.topic for row in rows.all(ActivityTopic, activity_id=line.id)}
    area = f"area-{lamp.area_id}"
    assert topics == {
        f"issue-{lamp.id}",
        "issues",
        area,
        f"{area}-category-lighting",
        f"person-{people.resident.id}",
    }


def test_facts_hold_ids_numbers_and_states_and_no_words_of_people(
    make: Maker, people: People, rows: Rows
) -> None:
    make.things(people)
    for line in rows.all(Activity):
        for fact in line.facts.values():
            assert isinstance(fact, (int, list)) or fact in SLUGS, line.facts


SLUGS = {"resident", "member", "organiser", "listening", "open", "in_campaign"}


def test_a_public_change_without_a_line_fails_and_changes_nothing(
    app: Flask, make: Maker, people: People, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident)
    for change in (
        lambda: setattr(db.session.get(Issue, lamp.id), "title", "Quietly changed"),
        lambda: db.session.execute(
            update(Issue).where(Issue.id == lamp.id).values(title="Quietly changed")
        ),
        lambda: db.session.delete(db.session.get(Issue, lamp.id)),
    ):
        with (
            app.app_context(),
            pytest.raises(RuntimeError, match="without a line in the log"),
            write_tx(),
        ):
            change()
    assert rows.get(Issue, lamp.id).title == lamp.title


def test_what_is_private_needs_no_line(
    app: Flask, make: Maker, people: People, rows: Rows
) -> None:
    make.cookie(people.member)
    before = rows.count(Activity)
    with app.app_context(), write_tx():
        db.session.execute(update(SignIn).values(ended_at=None))
    assert rows.count(Activity) == before


def test_a_change_that_fails_leaves_no_line(
    app: Flask, make: Maker, people: People, rows: Rows
) -> None:
    before = rows.count(Activity)
    with pytest.raises(ZeroDivisionError), app.app_context(), write_tx():
        make_and_fail(make, people)
    assert rows.count(Activity) == before
    assert rows.count(Issue) == 0


def make_and_fail(make: Maker, people: People) -> None:
    """Post, and break before the end of the transaction."""
    from board.issues import actions

    actions.post(
        people.resident,
        area_id=1,
        title="Half",
        body="done",
        category="other",
        kind="hope",
        once=None,
    )
    raise ZeroDivisionError

"""What one test did in PostgreSQL, the next does not find."""

import pytest

from board.db import db
from tests.builders import Maker, People, Rows
from tests.conftest import Template

on_postgresql = pytest.mark.parametrize("template", ["postgresql"], indirect=True)


@on_postgresql
def test_rows_and_counters_are_as_they_were(
    template: Template, make: Maker, people: People, rows: Rows
) -> None:
    before = rows.everything()
    issue = make.issue(people.resident)
    make.comment(issue, people.member, "Ours too.")
    assert rows.everything() != before
    assert template.copied
    assert template.copied.restore()
    assert rows.everything() == before
    assert make.issue(people.resident).id == issue.id


@on_postgresql
@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (id int)",
        "DROP TABLE follow",
        "ALTER TABLE area ADD more int",
        "DROP TRIGGER activity_topics ON activity",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_what_is_no_row_is_not_put_back_but_noticed(
    template: Template, make: Maker, change: str
) -> None:
    with make.writing():
        db.session.connection().exec_driver_sql(change)
    assert template.copied
    assert not template.copied.restore()

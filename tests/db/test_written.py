"""What was read is remembered on SQLite until anybody writes: never a page older than
the request."""

from collections.abc import Callable

import pytest
from flask import Flask

from board.areas import membership_actions as memberships
from board.db.engine import own_connection
from board.policy import Role
from board.written import Commits
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.db.test_query_counts import counted
from tests.pages import Browser


@pytest.fixture
def elsewhere(app: Flask) -> Callable[[str], None]:
    """Writes to the file as another program does."""

    def run(statement: str) -> None:
        with app.app_context():
            connection = own_connection(wait=5_000)
        connection.execute(statement)
        connection.close()

    return run


@on_sqlite
def test_a_post_read_again_asks_the_database_nothing(
    app: Flask, member: Browser, things: Things
) -> None:
    url = f"/issues/{things.issue.id}"
    member.get(url)
    with counted(app) as sent:
        assert things.issue.title in member.get(url).text
    assert sent == []


@on_sqlite
def test_what_another_program_writes_is_on_the_next_page(
    member: Browser, things: Things, elsewhere: Callable[[str], None]
) -> None:
    url = f"/issues/{things.issue.id}"
    assert things.issue.title in member.get(url).text
    elsewhere(
        f"UPDATE issue SET title = 'Written elsewhere' WHERE id = {things.issue.id}"
    )
    assert "Written elsewhere" in member.get(url).text


@on_sqlite
def test_a_session_ended_by_another_program_is_over(
    member: Browser, elsewhere: Callable[[str], None]
) -> None:
    assert member.get("/me").status == 200
    elsewhere("UPDATE sign_in SET ended_at = expires_at")
    assert member.get("/me").location.startswith("/login")


def test_a_new_role_holds_on_the_next_page(
    member: Browser, make: Maker, people: People
) -> None:
    desk = f"/areas/{people.hodge_hill.slug}/desk"
    assert member.get(desk).status == 403
    with make.writing():
        memberships.give_role(people.hodge_hill, people.member, Role.ORGANISER, by=None)
    assert member.get(desk).status == 200


@on_sqlite
@pytest.mark.parametrize(
    "lost", [Commits.close, lambda commits: commits._connection.close()]
)
def test_a_connection_that_was_lost_has_missed_nothing(
    app: Flask,
    member: Browser,
    things: Things,
    elsewhere: Callable[[str], None],
    lost: Callable[[Commits], None],
) -> None:
    url = f"/issues/{things.issue.id}"
    assert things.issue.title in member.get(url).text
    lost(app.extensions["commits"])
    elsewhere(
        f"UPDATE issue SET title = 'Written elsewhere' WHERE id = {things.issue.id}"
    )
    for _ in range(2):
        assert "Written elsewhere" in member.get(url).text

"""The public log: each decision, by role and rule, sealed with the one before it."""

import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from board.db import db
from board.moderation import chain
from board.moderation.log_models import Act
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import BASIS, hide, restore
from tests.pages import Browser


def broken(app: Flask) -> list[str]:
    """What `board check` says of the chain."""
    with app.app_context():
        return list(chain.broken())


def test_everybody_reads_what_was_decided_and_by_whom_as_what(
    browsers: dict[str, Browser], people: People, things: Things
) -> None:
    assert browsers["visitor"].get("/moderation/log").says("Nothing was decided yet")
    hide(browsers["organiser"], "issue", things.issue, rule="2b")
    restore(browsers["operator"], "issue", things.issue)
    page = browsers["visitor"].get("/moderation/log")
    assert page.says("Hidden", "A post", "Rule 2 b", "an organiser", "Hodge Hill")
    assert page.says("Shown again", "who runs this board", "takes back line 1")
    assert page.says("taken back later, line 2")
    for name in (people.organiser.name, people.resident.name, BASIS["reason"]):
        assert name not in page.text


def test_as_data_each_line_can_be_checked_by_anybody(
    browsers: dict[str, Browser], make: Maker, people: People, things: Things
) -> None:
    for n in range(53):
        hide(browsers["operator"], "issue", make.issue(people.resident, title=f"{n}"))
    lines, url = [], "/moderation/log.json"
    while url:
        page = browsers["visitor"].get(url).json
        lines += page["lines"]
        url = page["next"]
    assert len(lines) == 53
    before = "0" * 64
    ours = {"id", "hash", "reversed_by", "rule_words"}
    for line in lines[::-1]:
        said = {name: value for name, value in line.items() if name not in ours}
        spelled = json.dumps(said, sort_keys=True, separators=(",", ":"))
        before = sha256((before + spelled).encode()).hexdigest()
        assert before == line["hash"], line["id"]


def test_many_at_once_make_one_chain(
    app: Flask, browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    posts = [make.issue(people.resident, title=f"Post {n}") for n in range(8)]
    who = [browsers["organiser"], browsers["operator"]]
    for one in who:
        one.token()
    with ThreadPoolExecutor(4) as several:
        pages = several.map(lambda n: hide(who[n % 2], "issue", posts[n]), range(8))
        assert [page.status for page in pages] == [303] * 8
    assert rows.count(Act) == 8
    assert broken(app) == []


def test_the_database_changes_no_line(
    app: Flask, organiser: Browser, things: Things
) -> None:
    hide(organiser, "issue", things.issue)
    for change in ("UPDATE moderation_log SET rule = 9", "DELETE FROM moderation_log"):
        with app.app_context(), pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(change))


def test_a_line_that_was_changed_all_the_same_is_named(
    app: Flask,
    browsers: dict[str, Browser],
    make: Maker,
    people: People,
    things: Things,
) -> None:
    for n in range(3):
        hide(browsers["operator"], "issue", make.issue(people.resident, title=f"{n}"))
    assert broken(app) == []
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text("DROP TRIGGER moderation_log_no_update"))
        else:
            off = "ALTER TABLE moderation_log DISABLE TRIGGER ALL"
            db.session.execute(text(off))
        db.session.execute(
            text("UPDATE moderation_log SET role = 'nobody' WHERE id = 2")
        )
        db.session.commit()
    (found,) = broken(app)
    assert found.startswith("Line 2 of the moderation log was changed")

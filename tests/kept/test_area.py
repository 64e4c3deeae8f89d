"""An area leaves with its data for a board of its own, with nothing of another's."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from board.accounts.models import Person
from board.areas import actions as areas
from board.areas.models import Area
from board.campaigns.issue_actions import add_issues
from board.config import Settings
from board.copying.models import Template
from board.db import Model, db
from board.issues.models import Issue
from board.kept.area_rows import NAMED_BY_FACT
from tests.builders import Maker, People, Rows, Things
from tests.cli.conftest import Command
from tests.conftest import on_sqlite
from tests.pages import Browser, over_wsgi

Result = Any


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the area goes."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "area"


@pytest.fixture
def there(board: Command, place: Settings) -> Callable[..., Result]:
    """The command on the board that the area goes to, made anew."""
    of = {"instance": place.instance, "database_url": place.database_url}
    assert board("init", **of).exit_code == 0
    return lambda *words, **more: board(*words, **of, **more)


def test_an_area_goes_to_a_board_of_its_own_and_its_pages_answer_there(
    board: Command,
    folder: Path,
    there: Callable[..., Result],
    restored: Callable[[], Flask],
    things: Things,
    people: People,
    make: Maker,
) -> None:
    make.issue(people.elsewhere, people.ward_end, title="Only Ward End knows")
    with make.writing():
        here, by = make._here(people.hodge_hill), make._here(people.organiser)
        said = {"name": "Hodge Hill", "about": "", "own_rules": "Be **kind**."}
        areas.edit(here, by, version=1, **said)
    shared = {"area": people.hodge_hill, "name": "For all of us"}
    make.template(things.event, people.organiser, **shared)
    said = board("export", folder, "--area", "hodge-hill")
    assert (said.exit_code, "Left here" in said.output) == (0, False), said.output
    came = there("import-area", folder)
    assert came.exit_code == 0, came.output
    assert there("check").exit_code == 0
    new = restored()
    visitor = Browser(over_wsgi(new))
    for page in (
        *(f"/issues/{things.issue.id}", f"/campaigns/{things.campaign.id}"),
        *(f"/tasks/{things.shift.id}", f"/events/{things.event.id}"),
        "/areas/hodge-hill",
    ):
        assert visitor.get(page).status == 200, page
    assert visitor.get("/areas/hodge-hill").says("Rules of this place", "Be kind.")
    assert "Only Ward End knows" not in str(Rows(new).everything())
    assert [area.slug for area in Rows(new).all(Area)] == ["hodge-hill"]
    assert [kept.name for kept in Rows(new).all(Template)] == ["For all of us"]
    of_new = Maker(new)
    posted = of_new.issue(people.member, people.hodge_hill, title="The first one here")
    assert posted.id > max(issue.id for issue in Rows(new).all(Issue)[:-1])


def test_members_come_along_with_their_address_and_nobody_else_has_a_name(
    board: Command,
    folder: Path,
    there: Callable[..., Result],
    restored: Callable[[], Flask],
    things: Things,
    people: People,
) -> None:
    assert board("export", folder, "--area", "hodge-hill").exit_code == 0
    told = "".join(file.read_text("utf-8") for file in folder.glob("*.json"))
    for person in (people.resident, people.elsewhere):
        assert person.email not in told
        assert person.given_name not in told
    assert "Ida Irwin" not in told  # who signed on paper
    assert "14 Larch House" not in told  # somebody's home
    assert "$argon2" not in told
    assert people.member.email in told
    assert there("import-area", folder).exit_code == 0
    new = Rows(restored())
    came = new.get(Person, people.member.id)
    assert (came.email, came.password_hash, came.rules_version) == (
        people.member.email,
        "",
        0,
    )
    assert new.get(Person, people.resident.id).erased_at
    assert not any(person.is_operator for person in new.all(Person))


@on_sqlite
def test_of_a_whole_board_nothing_of_another_area_comes_along(
    board: Command,
    folder: Path,
    there: Callable[..., Result],
    restored: Callable[[], Flask],
    story: None,
) -> None:
    said = board("export", folder, "--area", "hodge-hill")
    assert said.exit_code in (0, 1), said.output
    assert there("import-area", folder).exit_code == 0
    app = restored()
    with app.app_context():
        area = db.session.scalars(select(Area.id)).one()
        strays = [*_of_other_areas(area), *_named_and_not_here()]
    assert not strays


def _of_other_areas(area: int) -> Iterator[str]:
    for table in Model.metadata.sorted_tables:
        if "area_id" in table.c:
            for (number,) in db.session.execute(select(table.c.area_id).distinct()):
                if number not in (area, None):
                    yield f"{table.name} of area {number}"


def _named_and_not_here() -> Iterator[str]:
    """What rows name by words, kinds or facts, and which has no row."""
    tables = Model.metadata.tables
    ids = {
        name: {*db.session.scalars(select(table.c.id))}
        for name, table in tables.items()
        if "id" in table.c
    }

    def is_there(kind: str, number: int) -> bool:
        return kind not in ids or number in ids[kind]

    for name, table in tables.items():
        for row in db.session.execute(select(table)).mappings():
            named = [row[word] for word in ("owner", "topic") if word in row]
            for topic in [*named, *(row.get("topics") or ())]:
                found = re.match(r"([a-z_]+)-(\d+)", topic)
                if found and not is_there(found[1], int(found[2])):
                    yield f"{name} names {topic}"
            for kind, number in (("kind", "thing_id"), ("subject_kind", "subject_id")):
                if number in row and not is_there(row[kind], row[number]):
                    yield f"{name} names {row[kind]} {row[number]}"
            facts = row.get("facts")
            for fact, value in facts.items() if isinstance(facts, dict) else ():
                kind = NAMED_BY_FACT.get(fact, fact)
                for number in value if isinstance(value, list) else [value]:
                    if type(number) is int and not is_there(kind, number):
                        yield f"{name}: {fact} is {number}"


def test_what_belongs_to_another_area_too_is_named_and_the_command_ends_with_1(
    board: Command, folder: Path, things: Things, people: People, make: Maker
) -> None:
    other = make.issue(people.elsewhere, people.ward_end)
    with make.writing():
        add_issues(things.campaign, people.operator, issues=[other.id])
    said = board("export", folder, "--area", "hodge-hill")
    assert said.exit_code == 1
    assert "Left here: campaign_issue: 1 rows" in said.output
    assert (folder / "README.md").exists()


@on_sqlite
def test_a_board_with_people_and_rows_that_do_not_fit_take_nothing_in(
    board: Command, folder: Path, there: Callable[..., Result], things: Things
) -> None:
    assert board("export", folder, "--area", "hodge-hill").exit_code == 0
    said = board("import-area", folder)
    assert (said.exit_code, "people or areas already" in said.output) == (1, True)
    seconds = folder / "second.json"
    rows = json.loads(seconds.read_text("utf-8"))
    seconds.write_text(json.dumps([rows[0] | {"issue_id": 999}]), "utf-8")
    said = there("import-area", folder)
    assert (said.exit_code, "Nothing was taken in." in said.output) == (1, True)
    seconds.write_text(json.dumps([rows[0] | {"extra": 1}]), "utf-8")
    assert "other columns" in there("import-area", folder).output
    seconds.write_text("[" * 100_000, "utf-8")
    assert "can't be read" in there("import-area", folder).output
    seconds.write_text(json.dumps(rows), "utf-8")
    assert there("import-area", folder).exit_code == 0


@on_sqlite
def test_an_area_nobody_knows_is_named(
    board: Command, folder: Path, people: People
) -> None:
    said = board("export", folder, "--area", "nowhere")
    assert (said.exit_code, "hodge-hill" in said.output) == (1, True)
    assert not folder.exists()

"""Backups that are taken while people write, and programs that are killed while they
take or restore one, or write an evening's mails: what there is, is whole."""

import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from board.accounts.models import Person
from board.config import Settings
from board.issues.models import Comment, Issue
from board.jobs.actions import give_back
from board.mail.models import Outbox
from board.notifications.models import MailChoice, Notification
from board.privacy import erased_list
from board.privacy.copy_actions import ask
from board.privacy.models import DataCopy, DataCopyPart
from tests.bench import digest
from tests.builders import Maker, People, Rows, Things
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import environment
from tests.kept.conftest import contents, left, place, restored  # noqa: F401  fixtures
from tests.pages import Browser, over_wsgi
from tests.program import Program
from tests.trials import Figure
from tests.trouble import alone
from tests.trouble.crowd import Crowd
from tests.waiting import soon

pytestmark = pytest.mark.trial
LONGEST = 60  # seconds a command may take
CROWD, NEWS = 400, 10  # people, and what each hears in a day


@pytest.fixture
def run(settings: Settings, tmp_path: Path, compiled: Path) -> Callable[..., Program]:
    """Begins one word of the command in a process of its own:
    run("backup", file, in_place=place)."""

    def begin(*words: object, in_place: Settings = settings) -> Program:
        told = environment(in_place)
        log = tmp_path / "program.log"
        return Program([str(word) for word in words], told, log, compiled)

    return begin


def test_a_backup_taken_while_people_write_holds_all_that_was_acknowledged_before(
    crowd: Crowd,
    run: Callable[..., Program],
    place: Settings,  # noqa: F811
    restored: Callable[[], Flask],  # noqa: F811
    board: Command,  # noqa: F811
    tmp_path: Path,
    figure: Figure,
) -> None:
    file = tmp_path / "board.tar.gz"
    with crowd:
        crowd.goes_on()
        before = [text for writer in crowd.writers for text in writer.texts]
        began = time.monotonic()
        assert run("backup", file).wait(LONGEST) == 0
        figure("a backup under writes took", time.monotonic() - began)
        crowd.goes_on()
    crowd.check()
    assert run("restore", file, in_place=place).wait(LONGEST) == 0
    rows = Rows(restored())
    stands = Counter(
        [row.body for row in rows.all(Comment)] + [row.title for row in rows.all(Issue)]
    )
    assert before
    assert [text for text in before if stands[text] != 1] == []
    assert Browser(over_wsgi(rows.app)).get("/issues").status == 200
    of = {"instance": place.instance, "database_url": place.database_url}
    assert board("check", **of).exit_code == 0
    figure("backups under writes", 1)
    figure("writes acknowledged before these", len(before))


def test_a_backup_that_is_killed_leaves_the_one_that_was_there(
    app: Flask,
    run: Callable[..., Program],
    people: People,
    things: Things,
    tmp_path: Path,
    turn: int,
    figure: Figure,
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "board.tar.gz"
    began = time.monotonic()
    assert run("backup", file).wait(LONGEST) == 0
    took = time.monotonic() - began
    yesterday = file.read_bytes()
    chance = random.Random(turn)
    for _ in range(2):
        program = run("backup", file)
        time.sleep(took * chance.uniform(0.3, 1.0))
        program.kill()
        program.wait(LONGEST)
        whole = file.read_bytes()
        assert whole == yesterday or program.poll() == 0
        figure("kills of a backup", 1)
        yesterday = whole
    assert run("backup", file).wait(LONGEST) == 0
    assert left(folder) == ["board.tar.gz"], "what a killed program left goes, too"


def test_a_restore_that_is_killed_leaves_no_board_and_is_begun_anew(
    app: Flask,
    run: Callable[..., Program],
    people: People,
    things: Things,
    place: Settings,  # noqa: F811
    restored: Callable[[], Flask],  # noqa: F811
    tmp_path: Path,
    turn: int,
    figure: Figure,
) -> None:
    file = tmp_path / "board.tar.gz"
    assert run("backup", file).wait(LONGEST) == 0
    chance = random.Random(turn)
    whole = False
    for _ in range(3):
        program = run("restore", file, in_place=place)
        time.sleep(chance.uniform(0.2, 1.8))
        program.kill()
        program.wait(LONGEST)
        figure("kills of a restore", 1)
        whole = run("check", in_place=place).wait(LONGEST) == 0
        if whole:
            break
        serving = run("serve", in_place=replace(place, bind="127.0.0.1:0"))
        assert serving.wait(LONGEST) != 0, "half a board is not served"
    if not whole:
        assert run("restore", file, in_place=place).wait(LONGEST) == 0
    assert contents(restored()) == contents(app)
    assert not (place.instance_path / "restoring").exists()


def test_an_export_that_is_killed_leaves_nothing(
    app: Flask,
    run: Callable[..., Program],
    people: People,
    things: Things,
    tmp_path: Path,
    turn: int,
    figure: Figure,
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    chance = random.Random(turn)
    for number in range(2):
        to = folder / f"export-{number}"
        program = run("export", to)
        time.sleep(chance.uniform(0.2, 1.0))
        program.kill()
        program.wait(LONGEST)
        whole = to.exists()
        assert not whole or (to / "README.md").exists()
        figure("kills of an export", 1)
        assert whole or run("export", to).wait(LONGEST) == 0
    assert left(folder) == ["export-0", "export-1"]


def test_a_deletion_that_is_killed_leaves_the_account_whole_or_gone(
    app: Flask,
    settings: Settings,
    make: Maker,
    people: People,
    things: Things,
    turn: int,
    figure: Figure,
) -> None:
    took = alone.do(alone.erase, people.resident.id, settings)
    who, chance = people.member, random.Random(turn)
    make.comment(things.issue, who, "Behind my violet garage.")
    before = contents(app)
    for _ in range(2):
        alone.do(alone.erase, who.id, settings, took * chance.uniform(0.1, 0.9))
        figure("kills of a deletion", 1)
        after = contents(app)
        if after != before:
            break
    else:
        alone.do(alone.erase, who.id, settings)
        after = contents(app)
    for word in (who.email, "violet garage"):
        assert word in str(before)
        assert word not in str(after)
    make.jobs()
    with app.app_context():
        assert set(erased_list.listed()) == {people.resident.id, who.id}


def test_a_copy_of_ones_data_that_is_killed_is_made_anew(
    app: Flask,
    settings: Settings,
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    turn: int,
    figure: Figure,
) -> None:
    who, chance = people.member.id, random.Random(turn)
    took = 0.0
    for number in range(2):
        with make.writing():
            ask(who, f"copy-{number}")
        until = took * chance.uniform(0.1, 1) if number else alone.LONGEST
        took = max(took, alone.do(alone.copy, who, settings, until))
        figure("kills of a copy", bool(number))
        (copy,) = rows.all(DataCopy)
        assert bool(copy.ready_at) == bool(rows.count(DataCopyPart))
    make.jobs()
    parts = sorted(rows.all(DataCopyPart), key=lambda part: part.number)
    whole = zipfile.ZipFile(io.BytesIO(b"".join(part.content for part in parts)))
    assert whole.testzip() is None


def test_of_the_evenings_mails_whose_writers_are_killed_each_person_has_one(
    app: Flask,
    run: Callable[..., Program],
    make: Maker,
    things: Things,
    rows: Rows,
    turn: int,
    figure: Figure,
) -> None:
    make.mails()
    digest.fill(app, CROWD, NEWS)
    digest.begin(app)
    two = [run("jobs", "digests")]
    soon(lambda: digest.reached(app) != 0, "nobody is at it")
    with make.writing():
        give_back("digests")
    two.append(run("jobs", "digests"))  # thinks, too, that it alone has the job
    time.sleep(random.Random(turn).uniform(0.2, 1.5))
    for program in two:
        program.kill()
        program.wait(LONGEST)
    figure("kills of the evening's mails", 2)
    with make.writing():
        give_back("digests")
    assert run("jobs", "digests").wait(LONGEST) == 0
    assert digest.reached(app) is None
    crowd = {one.id: one.email for one in rows.all(Person) if one.email[0] == "d"}
    mails = Counter(mail.to for mail in rows.all(Outbox, evening=True))
    assert len(crowd) == CROWD
    assert [mails[email] for email in crowd.values()] == [1] * CROWD
    told = max(row.activity_id for row in rows.all(Notification))
    choices = [one for one in rows.all(MailChoice) if one.person_id in crowd]
    assert {one.mailed_until for one in choices} == {told}

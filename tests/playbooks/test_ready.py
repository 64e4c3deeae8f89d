"""The playbooks that come with the product: all that CRAFT.md asks for is in each, and
the database is given them once."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from board.activity.models import Activity
from board.campaigns.models import Campaign
from board.notifications.models import Notification
from board.playbooks import ready, verbs
from board.playbooks.book_data import NoBook, from_data, to_data
from board.playbooks.days import days_in_words
from board.playbooks.models import Playbook, PlaybookVersion
from board.tasks.models import Shape, Task
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser
from tests.playbooks.books import BOOK, edit, use, write
from tests.playbooks.books import ready as put_in

GATED = ("homework", "gang", "debt")
FILES = sorted(ready.FOLDER.glob("*.toml"))
TEXTS = ("purpose", "decides", "people", "weeks", "money", "safeguarding", "script")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_has_all_parts_that_the_craft_asks_for(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    book = from_data(data)
    assert (data["key"], data["version"] >= 1) == (path.stem, True)
    assert all(getattr(book, name) for name in ("title", "summary", *TEXTS))
    assert all((book.wins, book.fails, book.debrief, book.asks, book.sheets))
    assert 8 <= len(book.steps) <= 12
    assert 4 <= len(book.roles) <= 7
    days = {step.day for step in book.steps}
    assert 0 in days, "the day of the action"
    assert min(days) <= -28
    assert {1, 14} & days
    assert max(days) >= 30, "decide: again, hand on, stop"
    for step in book.steps:
        assert step.role, step.key
        assert step.skill, step.key
        assert step.words, step.key


def test_what_needs_a_gate_has_one() -> None:
    for one in ready.read_all():
        if any(word in one.key for word in GATED):
            assert one.book.gate, one.key


def test_they_are_put_in_once(make: Maker, rows: Rows) -> None:
    put_in(make, "homework-club")
    number = rows.count(Playbook)
    assert number == len(FILES)
    put_in(make, "homework-club")
    assert rows.count(Playbook) == rows.count(PlaybookVersion) == number
    assert len({row.lineage for row in rows.all(Playbook)}) == number


def test_a_newer_file_renews_what_nobody_here_has_changed(
    make: Maker, people: People, rows: Rows, tmp_path: Path
) -> None:
    text = (ready.FOLDER / "homework-club.toml").read_text("utf-8")
    newer = text.replace("version = 1", "version = 2", 1)
    newer = newer.replace('title = "Start a homework club"', 'title = "Homework club"')
    (tmp_path / "homework-club.toml").write_text(newer, "utf-8")
    book = put_in(make, "homework-club")
    use(make, book, people.organiser, people.hodge_hill, in_days(60))
    with make.writing():
        ready.put_in(tmp_path)
    book = make.now(book)
    assert (book.title, book.version, book.ready_version) == ("Homework club", 2, 2)
    lines = [line.id for line in rows.all(Activity) if line.verb == verbs.EDITED]
    told = [row.person_id for row in rows.all(Notification) if row.activity_id in lines]
    assert told == [people.organiser.id]
    edit(make, book, people.operator, title="Ours")
    (tmp_path / "homework-club.toml").write_text(
        newer.replace("version = 2", "version = 3", 1), "utf-8"
    )
    with make.writing():
        ready.put_in(tmp_path)
    assert make.now(book).title == "Ours"
    assert make.now(book).ready_version is None


def test_its_page_holds_all_of_it(make: Maker, visitor: Browser) -> None:
    found = put_in(make, "homework-club")
    book = next(one.book for one in ready.read_all() if one.key == "homework-club")
    page = visitor.get(f"/playbooks/{found.id}")
    assert page.status == 200
    assert page.says(book.title, book.summary, book.gate, *book.wins, *book.fails)
    assert page.says(*map(days_in_words, book.asks), *book.debrief)
    assert page.says(*(role.name for role in book.roles))
    assert page.says("to the families of Years 5 and 6 by (3 weeks before)?")
    assert page.says(*(step.title for step in book.steps))
    assert page.says(*(sheet.title for sheet in book.sheets), "6 weeks before")
    assert page.text.count("</script") <= 2
    sheet = visitor.get(f"/playbooks/{found.id}?sheet=1")
    assert sheet.says(book.sheets[0].title)
    assert sheet.says(f"first and last name {'_' * 45} School"), "room for a hand"
    assert visitor.get(f"/playbooks/{found.id}?sheet=99").status == 404
    listed = visitor.get("/playbooks?q=homework")
    assert f"/playbooks/{found.id}" in listed.links
    assert visitor.get("/playbooks?q=nothingatall").says("Nothing matches")


@pytest.mark.parametrize("key", [path.stem for path in FILES])
def test_whoever_uses_one_reads_dates_and_where_people_meet(
    make: Maker, people: People, rows: Rows, visitor: Browser, key: str
) -> None:
    book = put_in(make, key)
    assert "(day" not in visitor.get(f"/playbooks/{book.id}").words
    campaign = use(make, book, people.organiser, people.hodge_hill, date(2031, 6, 3))
    tasks = rows.all(Task)
    for text in (campaign.ask, campaign.goal, *(task.details for task in tasks)):
        assert "(day" not in text
    for task in tasks:
        if task.shape == Shape.SHIFT:
            assert not task.place.startswith("To be agreed"), task.title


def test_the_day_of_an_ask_is_counted_from_the_day_of_the_action(
    make: Maker, people: People
) -> None:
    asks = ("Will you sign by (day -7), and dig on (day)?", "May I (day after)?")
    day = date(2031, 6, 3)
    playbook = write(make, people.organiser, people.hodge_hill, asks=asks)
    campaign = use(make, playbook, people.organiser, people.hodge_hill, day)
    assert campaign.ask == "Will you sign by 27 May 2031, and dig on 3 June 2031?"
    with make.app.test_request_context():
        first, second = map(days_in_words, asks)
    assert (
        first == "Will you sign by (a week before), and dig on (the day of the action)?"
    )
    assert second == "May I (day after)?"


def test_plain_data_and_back_is_the_same() -> None:
    assert from_data(to_data(BOOK)) == BOOK


@pytest.mark.parametrize(
    "wrong",
    [
        "text",
        {"title": ""},
        {"title": "x" * 121},
        {"title": "A", "steps": "many"},
        {"title": "A", "steps": [{"key": "a", "title": "A", "day": "soon"}]},
        {"title": "A", "steps": [{"key": "a", "title": "A", "day": True}]},
        {"title": "A", "steps": [{"key": "a", "title": "A"}] * 2},
        {"title": "A", "steps": [{"key": "a b", "title": "A"}]},
        {"title": "A", "steps": [{"key": "a", "title": "A", "role": "who"}]},
        {"title": "A", "steps": [{"key": "a", "title": "A", "shape": "shift"}]},
        {"title": "A", "steps": [{"key": f"a{n}", "title": "A"} for n in range(101)]},
        {"title": "A", "wins": [["deep"]]},
        {"title": "A\x07"},
    ],
)
def test_what_is_no_playbook_is_refused(wrong: object) -> None:
    with pytest.raises(NoBook):
        from_data(wrong)


def test_nothing_begins_by_putting_them_in(make: Maker, rows: Rows) -> None:
    put_in(make, "homework-club")
    assert rows.count(Campaign) == 0

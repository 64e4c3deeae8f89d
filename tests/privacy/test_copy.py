"""The copy of everything that is held about a person."""

import io
import json
import zipfile
from datetime import timedelta

from board import clock
from board.jobs.run import run_all
from board.privacy.models import DataCopy, DataCopyPart
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def copied(make: Maker, who: Browser) -> zipfile.ZipFile:
    """Ask for the copy, let the jobs make it, and load it."""
    page = who.follow(who.press("/me/export", "/me/export"))
    assert page.says("Your copy is being made.")
    with make.app.app_context():
        run_all()
    (link,) = [link for link in who.get("/me/export").links if link.endswith(".zip")]
    page = who.get(link)
    assert page.headers["content-type"] == "application/zip"
    assert page.headers["cache-control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(page.body))


def test_it_holds_what_they_wrote_and_took_on_and_nothing_of_others(
    member: Browser, make: Maker, things: Things, people: People
) -> None:
    make.comment(things.issue, people.member, "My own words.")
    make.comment(things.issue, people.organiser, "Somebody else wrote this.")
    whole = copied(make, member)
    assert {"everything.json", "read-me-first.html"} <= set(whole.namelist())
    text = whole.read("everything.json").decode()
    read = json.loads(text)
    tables = {key.partition(":")[0]: rows for key, rows in read.items() if rows}
    assert {"person", "issue", "comment", "claim", "attendance"} <= set(tables)
    page = whole.read("read-me-first.html").decode()
    assert "<dt>Is operator</dt><dd>no</dd>" in page
    for shown in (text, page):
        assert "My own words." in shown
        assert people.member.email in shown
        assert "Somebody else wrote this." not in shown
        assert people.organiser.email not in shown
        assert "argon2" not in shown


def test_it_is_theirs_alone_and_ends_after_a_week(
    member: Browser, resident: Browser, visitor: Browser, make: Maker, rows: Rows
) -> None:
    copied(make, member)
    link = f"/me/export/{rows.all(DataCopy)[0].token}.zip"
    assert resident.get(link).status == 404
    assert visitor.get(link).status == 303
    assert member.get("/me/export/guessed.zip").status == 404
    with clock.set_to(clock.now() + timedelta(days=8)):
        with make.app.app_context():
            run_all()
        assert rows.count(DataCopy) == rows.count(DataCopyPart) == 0


def test_asking_again_makes_one_anew(member: Browser, make: Maker, rows: Rows) -> None:
    copied(make, member)
    before = rows.all(DataCopy)[0].token
    copied(make, member)
    (now,) = rows.all(DataCopy)
    assert now.token != before
    assert {part.copy_id for part in rows.all(DataCopyPart)} == {now.id}

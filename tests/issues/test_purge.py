"""Personal details that were published by accident: out of every version, every index,
the file itself."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from board import clock
from board.activity.models import Activity
from board.corrections import verbs
from board.db import db
from board.issues.models import Issue, IssueVersion
from tests.builders import Maker, People, Rows
from tests.conftest import Settings, on_sqlite
from tests.pages import Browser

SECRETS = ("zeldafitzwater", "quibblethorpe", "mortlakeish")
CLEAN = {"title": "The lamp is out", "body": "Since March.", "place": "By the school"}


def careless(make: Maker, people: People) -> Issue:
    """A post with a name, a number and an address in it, today and in an earlier
    version."""
    said = dict(
        zip(
            ("title", "body", "place"),
            (f"Ask {word} about it" for word in SECRETS),
            strict=True,
        )
    )
    issue = make.issue(people.resident, **said)
    make.edit(issue, people.resident, title=f"Do ask {SECRETS[0]}")
    make.edit(issue, people.organiser, body="No number now.")
    return issue


def test_the_author_takes_them_out_at_any_time_and_nothing_holds_them_any_more(
    resident: Browser,
    organiser: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    issue = careless(make, people)
    at = f"/issues/{issue.id}"
    resident.post(f"{at}/ask", {"body": f"Please leave out {SECRETS[0]}."})
    make.comment(issue, people.member)
    with clock.set_to(issue.created_at + timedelta(hours=11)):
        assert resident.get(at).offers(f"{at}/purge")
        page = resident.fill(f"{at}/purge", CLEAN)
    assert (page.status, page.location) == (303, at)
    assert not any(word in str(rows.everything()) for word in SECRETS)
    now = rows.get(Issue, issue.id)
    assert (now.title, now.body, now.place, now.version) == (*CLEAN.values(), 4)
    assert {(row.title, row.body, row.place) for row in rows.all(IssueVersion)} == {
        ("", "", "")
    }
    page = visitor.get(at)
    assert page.says("Personal details were removed.", "The lamp is out", "1 comment")
    assert not visitor.get(f"/search?q={SECRETS[1]}").says("The lamp is out")
    page = organiser.get(f"{at}/history")
    assert page.says(
        "Personal details were removed. What it said is not kept.",
        "changed by Rosa Reed",
    )
    (line,) = rows.all(Activity, verb=verbs.PURGED)
    assert line.facts == {"version": 4}
    assert organiser.get("/notifications").says(
        "Personal details were removed from a post:"
    )


@on_sqlite
def test_no_byte_of_the_file_and_no_word_of_the_index_holds_them(
    resident: Browser, make: Maker, app: Flask, settings: Settings, people: People
) -> None:
    def in_files(word: str) -> bool:
        files = Path(settings.instance).glob("board.db*")
        return any(word.encode() in path.read_bytes().lower() for path in files)

    issue = careless(make, people)
    said = make.comment(issue, people.resident, f"Ring {SECRETS[0]}.")
    assert all(map(in_files, SECRETS)), "or this test would prove nothing"
    resident.fill(f"/issues/{issue.id}/comments/{said.id}/remove")
    resident.fill(f"/issues/{issue.id}/purge", CLEAN)
    assert not any(map(in_files, SECRETS))
    with app.app_context():
        db.session.execute(
            text(
                "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', "
                "'issue_search', "
                "'row')"
            )
        )
        known = {
            term for (term,) in db.session.execute(text("SELECT term FROM temp.words"))
        }
    assert "lamp" in known
    assert not known & set(SECRETS)


def test_an_organiser_of_the_area_may_and_the_author_hears(
    organiser: Browser,
    elsewhere: Browser,
    resident: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    at = f"/issues/{careless(make, people).id}/purge"
    assert elsewhere.get(at).status == elsewhere.post(at, CLEAN).status == 403
    assert organiser.fill(at, CLEAN).status == 303
    assert resident.get("/notifications").says(
        "Personal details were removed from a post:", "You posted it."
    )


def test_what_was_changed_meanwhile_is_shown_and_nothing_is_deleted(
    resident: Browser, organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = careless(make, people)
    at = f"/issues/{issue.id}/purge"
    form = resident.get(at).form(at)
    organiser.fill(f"/issues/{issue.id}/edit", {"body": "As the organiser put it."})
    page = resident.send_form(at, form.filled(CLEAN))
    assert page.status == 409
    assert page.says("What it says now", "As the organiser put it.")
    assert page.value("body") == CLEAN["body"]
    assert any(SECRETS[1] in row.body for row in rows.all(IssueVersion))
    assert resident.send_form(at, page.form(at).filled({})).status == 303


def test_a_post_without_words_is_refused(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = careless(make, people)
    before = rows.everything()
    page = resident.fill(f"/issues/{issue.id}/purge", {"title": "", "body": " "})
    assert page.status == 422
    assert set(page.errors) == {"title", "body"}
    assert rows.everything() == before

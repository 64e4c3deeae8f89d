"""Texts stored before the forms refused them break nothing that others read."""

import csv
from xml.etree import ElementTree as ET

from icalendar import Calendar
from sqlalchemy import update

from board.accounts.models import Person
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import db
from board.events.models import Event
from board.issues.models import Comment, Issue
from board.mail import actions as mail
from board.mail.models import Outbox
from board.mail.sending import message
from board.tasks.models import Task
from tests.builders import Maker, Rows, Things
from tests.pages import Browser

BROKEN = "half \uffff a \U0001fffe text \ufdd0"
SHOWN = "half \ufffd a \ufffd text \ufffd"
STORED = [
    (Issue, ("title", "body", "place")),
    (Comment, ("body",)),
    (Campaign, ("title", "ask")),
    (Task, ("title", "details")),
    (Event, ("title", "details", "place")),
    (Person, ("name",)),
    (Area, ("name",)),
]


def break_all(make: Maker) -> None:
    """Put what is no character into every text."""
    with make.writing():
        for model, columns in STORED:
            db.session.connection().execute(
                update(model.__table__).values(dict.fromkeys(columns, BROKEN))
            )


def test_feeds_tables_and_calendars_stay_whole(
    visitor: Browser, organiser: Browser, make: Maker, things: Things
) -> None:
    break_all(make)
    feeds = (
        "/issues.atom",
        "/campaigns.atom",
        "/areas/hodge-hill.atom",
        f"/campaigns/{things.campaign.id}.atom",
    )
    for url in (*feeds, f"/issues/{things.issue.id}.atom"):
        root = ET.fromstring(visitor.send("GET", url, b"", {}).body)
        assert SHOWN in "".join(root.itertext()), url
    for url in ("/issues.csv", "/tasks.csv"):
        table = list(
            csv.DictReader(visitor.get(url).text.removeprefix("\ufeff").splitlines())
        )
        assert table[0]["title"] == SHOWN, url
    for url in (
        "/events.ics",
        "/areas/hodge-hill.ics",
        f"/events/{things.event.id}.ics",
    ):
        whole = Calendar.from_ical(visitor.get(url).text)
        assert {str(entry["summary"]) for entry in whole.walk("VEVENT")} == {SHOWN}, url
    assert visitor.get("/issues.geojson").status == 200


def test_a_mail_stays_whole(make: Maker, rows: Rows, things: Things) -> None:
    with make.writing():
        mail.queue(
            "ann@example.org",
            "confirm_post",
            "k",
            title=BROKEN,
            url="http://127.0.0.1:8000/x",
        )
    (kept,) = [row for row in rows.all(Outbox) if row.key == "k"]
    assert SHOWN in kept.subject
    assert SHOWN in kept.text
    sent = message(kept, make.app.config["BOARD"])
    assert SHOWN in sent.get_body(["plain"]).get_content()

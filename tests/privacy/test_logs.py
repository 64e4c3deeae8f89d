"""Nobody's name, address or way in stands in the server's log, in a frame of the live
stream, or in an address that is kept."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from board.accounts.session_models import SignIn
from board.activity.models import Activity
from board.db import db
from board.jobs.run import run_all
from board.live.regions import REGIONS, Key, frame
from board.mail.models import Outbox
from board.policy import Audience
from board.questions.models import Question
from tests.accounts.test_link import mailed
from tests.builders import PASSWORD, Maker, People, Rows, Things
from tests.conftest import Server, on_sqlite
from tests.pages import Browser
from tests.tasks.test_without_account import NIA

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


@on_sqlite
def test_journeys_leave_nobody_in_the_log_of_the_server(
    serve: Callable[..., Server],
    rows: Rows,
    people: People,
    things: Things,
    tmp_path: Path,
) -> None:
    server = serve(workers=1)
    visitor, member = server.browser(), server.browser(people.member)
    wrong = {"email": people.member.email, "password": "not the password"}
    visitor.fill("/login", wrong)
    visitor.fill("/login", wrong | {"password": PASSWORD})
    stranger = server.browser()
    stranger.fill("/password/forgot", {"email": people.resident.email})
    stranger.fill(f"/tasks/{things.task.id}/claim_by_mail", NIA)
    sent = next(mail for mail in rows.all(Outbox) if mail.to == NIA["email"])
    link = re.findall(r"/tasks/confirm/\S+", sent.text)[0]
    stranger.press(link, link)
    member.post(f"/issues/{things.issue.id}/comments", {"body": "x" * 9000})
    member.get("/me/export/no-such-token.zip")
    member.get("/issues/%00")
    member.fill("/me/delete", {"present": PASSWORD})
    said = "".join(path.read_text() for path in tmp_path.glob("server-*.log"))
    assert "Local Action Board" in said
    assert not ADDRESS.search(said.replace("@127.0.0.1", ""))
    tokens = [link.rpartition("/")[2], *(row.token_hash for row in rows.all(SignIn))]
    names = [person.name for person in people.by_name.values()]
    for word in [*names, NIA["name"], *tokens, PASSWORD]:
        assert word not in said


def test_no_frame_of_the_stream_holds_an_address_or_a_way_in(
    make: Maker, things: Things, people: People
) -> None:
    numbers = {"issue": things.issue.id, "campaign": things.campaign.id}
    numbers |= {"task": things.shift.id, "event": things.event.id}
    for name in REGIONS:
        kind, _, part = name.partition("-")
        if kind not in numbers:
            continue
        topic = f"{kind}-{numbers[kind]}" + (f"-{part}" if part else "")
        for audience in Audience:
            text = frame(make.app, Key(topic, audience)).decode()
            assert not ADDRESS.search(text), topic
            assert "csrf_token" not in text
            if audience == Audience.PUBLIC and kind in ("task", "event"):
                assert people.member.name not in text, topic


def test_the_log_of_the_board_holds_numbers_alone(
    make: Maker, things: Things, people: People
) -> None:
    with make.app.app_context():
        run_all()
        facts = db.session.execute(select(Activity.facts, Activity.topics)).all()
    names = [person.name for person in people.by_name.values()]
    for row in facts:
        text = str(tuple(row))
        assert not ADDRESS.search(text)
        assert not [name for name in names if name in text]


@pytest.mark.parametrize(
    "path",
    ["/tasks/confirm/{}", "/login/link/{}", "/password/reset/{}", "/issues/confirm/{}"],
)
def test_a_page_with_a_token_in_its_address_is_kept_nowhere_and_told_to_nobody(
    visitor: Browser, rows: Rows, things: Things, people: People, path: str
) -> None:
    if path.startswith("/tasks"):
        visitor.fill(f"/tasks/{things.task.id}/claim_by_mail", NIA)
        path = mailed(rows, "/tasks/confirm")
    page = visitor.get(path.format("made-up"))
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "strict-origin"
    assert rows.count(Question) == 1

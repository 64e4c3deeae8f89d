"""The server's log as JSON: a line for each request, and nobody in any of them."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from board import noting
from board.accounts.models import Person
from board.accounts.session_models import SignIn
from board.mail.models import Outbox
from board.watch import log_lines
from tests import test_crawl
from tests.builders import PASSWORD, People, Rows, Things
from tests.conftest import Server, on_sqlite
from tests.live.listening import Stream
from tests.privacy.test_logs import ADDRESS
from tests.tasks.test_without_account import NIA
from tests.waiting import soon

NETWORK = re.compile(r"\b\d{1,3}(\.\d{1,3}){3}\b|::1")
FACTS = {"id", "method", "rule", "status", "ms", "bytes", "cached", "signed_in"}
SECRET = "a value of one variable"


def lines(folder: Path) -> list[dict[str, Any]]:
    """What the server wrote; what it says when it starts is for people."""
    said = "".join(path.read_text() for path in folder.glob("server-*.log"))
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def requests(folder: Path) -> list[dict[str, Any]]:
    return [line for line in lines(folder) if line["what"] == "request"]


def pages(folder: Path) -> list[dict[str, Any]]:
    """Those of people; whoever starts the server asks whether it is up."""
    return [line for line in requests(folder) if line["rule"] != "/healthz"]


@on_sqlite
def test_each_request_has_a_line(
    serve: Callable[..., Server], things: Things, people: People, tmp_path: Path
) -> None:
    server = serve(workers=1, log="json")
    visitor, member = server.browser(), server.browser(people.member)
    visitor.get(f"/issues/{things.issue.id}?q=typed")
    visitor.get(f"/issues/{things.issue.id}?q=typed")
    member.get(f"/issues/{things.issue.id}")
    visitor.get("/no/such/page/ann@example.org")
    soon(lambda: len(pages(tmp_path)) == 4, "a line is missing")
    made, again, mine, none = pages(tmp_path)
    assert made.keys() == {"time", "level", "worker", "what", *FACTS}
    assert {made["rule"], again["rule"], mine["rule"]} == {"/issues/<int:issue_id>"}
    assert [made["cached"], again["cached"], mine["cached"]] == [False, True, False]
    assert [made["signed_in"], mine["signed_in"]] == [False, True]
    assert (none["rule"], none["status"]) == ("(none)", 404)
    assert made["bytes"] > 1000
    assert len({line["id"] for line in requests(tmp_path)}) == len(requests(tmp_path))


@on_sqlite
def test_a_stream_has_a_line_when_it_opens_and_one_when_it_ends(
    serve: Callable[..., Server], things: Things, people: People, tmp_path: Path
) -> None:
    server = serve(workers=1, log="json")
    mine = server.make.cookie(people.member)
    stream = Stream(server.port, f"issue-{things.issue.id}", cookie=mine)
    server.browser(people.resident).post(
        f"/issues/{things.issue.id}/comments", {"body": "Me too"}
    )
    soon(lambda: of_kind(tmp_path, "sent"), "nothing was sent")
    stream.close()
    soon(lambda: of_live(tmp_path), "the stream has not ended")
    opened, ended = of_kind(tmp_path, "stream")[0], of_live(tmp_path)[0]
    assert opened["id"] == ended["id"]
    assert ended["signed_in"]
    assert ended["bytes"] > 100
    assert 0 <= of_kind(tmp_path, "sent")[0]["ms"] < 5000


def of_live(folder: Path) -> list[dict[str, Any]]:
    return [line for line in requests(folder) if line["rule"] == "/live"]


def of_kind(folder: Path, what: str) -> list[dict[str, Any]]:
    return [line for line in lines(folder) if line["what"] == what]


@on_sqlite
def test_whoever_goes_through_the_whole_board_stands_in_no_line(
    serve: Callable[..., Server],
    rows: Rows,
    people: People,
    things: Things,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(test_crawl, "PAGES", 100)
    server = serve(workers=1, log="json", limits="off", mail_url="smtp://127.0.0.1:9")
    stranger = server.browser()
    stranger.fill("/login", {"email": people.member.email, "password": PASSWORD[:-1]})
    stranger.fill("/password/forgot", {"email": people.resident.email})
    stranger.fill(f"/tasks/{things.task.id}/claim_by_mail", NIA)
    links = re.findall(r"/tasks/confirm/\S+", " ".join(texts(rows)))
    stranger.press(links[0], links[0])
    for name in ("visitor", "resident", "member", "organiser", "operator"):
        person = people.by_name.get(name)
        test_crawl.Crawl(server.browser(person)).run()
    said = "".join(path.read_text() for path in tmp_path.glob("server-*.log"))
    written = "\n".join(line for line in said.splitlines() if line.startswith("{"))
    assert len(requests(tmp_path)) > 150
    assert not ADDRESS.search(written)
    assert not NETWORK.search(written)
    tokens = [link.rpartition("/")[2] for link in links]
    tokens += [row.token_hash for row in rows.all(SignIn)]
    names = [row.name for row in rows.all(Person)]
    for word in [*names, NIA["name"], *tokens, PASSWORD, "Mozilla", "python"]:
        assert word not in written


def texts(rows: Rows) -> list[str]:
    return [mail.text for mail in rows.all(Outbox)]


@pytest.fixture
def written() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is said from here on, as JSON."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(log_lines.AsJson())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_fault_is_told_by_its_kind_and_its_way_alone(
    app_with: Callable[..., Flask], written: Callable[[], list[dict[str, Any]]]
) -> None:
    app = app_with()

    @app.get("/broken")
    def broken() -> str:
        quoted = SECRET
        raise ValueError(f"no {quoted}")

    assert app.test_client().get("/broken").status_code == 500
    (line,) = written()
    assert line["error"] == "ValueError"
    assert line["way"][-1].endswith(" broken")
    assert SECRET not in str(line)
    assert "/home" not in str(line)


def test_of_what_libraries_say_no_value_is_taken(
    written: Callable[[], list[dict[str, Any]]],
) -> None:
    logging.getLogger("asyncio").error(f"Task was lost\n{SECRET}")
    logging.getLogger("other").warning("refused %s", SECRET)
    first, second = written()
    assert first["words"] == "Task was lost"
    assert second["words"] == "refused %s"


def test_nobody_is_told_unless_a_setting_asks_for_it() -> None:
    assert noting.takers == []

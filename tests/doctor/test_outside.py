"""`board doctor` asks as a browser would, and names what stands in its way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from board.doctor import outside
from board.doctor import proxy as passing
from board.doctor.asking import Site, site_of
from board.doctor.finding import Finding
from tests.builders import Maker, Things
from tests.conftest import Server, free_port, on_sqlite
from tests.doctor.proxying import Proxy, certificate, proxy

Serve = Callable[..., Server]
Look = Callable[[Site], Iterator[Finding]]
# what a proxy does wrong, the check that finds it, and what that says
WRONG: list[tuple[str, Look, str]] = [
    ("elsewhere", outside.answers, "something else answers (404)"),
    ("renames", passing.arrives, "the board is asked for inner"),
    ("wrong_scheme", passing.arrives, "takes what comes by https for http"),
    ("hides", passing.arrives, "the board took us for 127.0.0.1"),
    ("buffers", passing.live, "/live is held back"),
    ("cuts", passing.live, "/live is cut off"),
    ("packs_nothing", passing.compression, "without compression"),
    ("caps", passing.large_forms, "A form of 16 MB does not get through"),
    ("opens_cookies", passing.cookies, "not marked Secure"),
    ("strips", passing.files, "without Cache-Control"),
    ("strips", outside.https_only, "Strict-Transport-Security does not arrive"),
]


@pytest.fixture
def behind(
    serve: Serve, make: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[tuple[Proxy, Site]]:
    """A board below a path of a name it shares, behind a proxy with https, and the
    address people type."""
    trusted = certificate(tmp_path, days=60)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with proxy(trusted) as before, make.app.app_context():
        url = f"https://localhost:{before.server_port}/board"
        server = serve(workers=1, base_url=url)
        before.target = server.port
        yield before, site_of(replace(server.settings, base_url=url))


@on_sqlite
def test_each_thing_a_proxy_does_wrong_is_found(
    behind: tuple[Proxy, Site], things: Things
) -> None:
    before, site = behind
    for fault, look, words in WRONG:
        before.fault = fault
        found = [one.what for one in look(site)]
        assert [what for what in found if words in what], (fault, found)


@on_sqlite
def test_behind_a_proxy_that_does_all_well_nothing_is_found(
    behind: tuple[Proxy, Site], things: Things
) -> None:
    before, site = behind
    with proxy() as plain:
        plain.target = before.target
        site = replace(site, plain_port=plain.server_port)
        (only,) = outside.checks(site)
    assert only.what == "http://localhost does not lead to https."


@on_sqlite
def test_asked_by_another_name_it_says_so_and_no_more(
    behind: tuple[Proxy, Site], things: Things
) -> None:
    before, site = behind
    before.fault = "renames"
    found = list(outside.checks(replace(site, plain_port=free_port())))
    told = [one.what for one in found if not one.is_note]
    assert any("is asked for inner" in what for what in told)
    assert not any("styles" in what for what in told)


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "has expired"), (60, "self-signed"), (5, "in 4 days")]
)
def test_a_certificate_that_browsers_refuse_or_soon_will(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, words: str
) -> None:
    file = certificate(tmp_path, days=days)
    if days != 60:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with proxy(file) as before:
        site = Site(True, "localhost", before.server_port, "")
        (found,) = outside.certificate(site)
    assert words in found.what
    assert found.do


def test_a_name_that_leads_nowhere_and_a_port_where_nobody_listens() -> None:
    (nowhere,) = outside.checks(Site(True, "no-such-board.invalid", 443, ""))
    assert nowhere.what == "The name no-such-board.invalid leads nowhere."
    (nobody,) = outside.checks(Site(False, "127.0.0.1", free_port(), ""))
    assert "there is no answer" in nobody.what
    assert "board serve" in nobody.do


@on_sqlite
def test_how_a_request_arrived_is_told_to_none_without_the_key(
    serve: Serve, things: Things
) -> None:
    page = serve(workers=1).browser().get("/healthz?seen=made-up")
    assert page.text == "ok\n"

"""Every address that writes, for somebody who is kept out of the area where everything
is, and for somebody who is kept out of the whole board."""

import pytest

from tests.builders import People, Rows, Things
from tests.conftest import on_sqlite
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser
from tests.test_routes import GETS, OPEN, POSTS, ROUTES, address, fields, word

# What is their own or has nothing to do with the area.
THEIR_OWN = ("/me", "/notifications", "/areas/<slug>/leave", "/appearance", "/login")
THEIR_OWN += (
    "/logout",
    "/password",
    "/privacy",
    "/complaints",
    "/flag",
    "/<kind>",
    "/rules",
)
THEIR_OWN += (
    "/moderation",
    "/register",
    "/unsubscribe",
    "/mail",
    "/setup",
    "/csp-report",
    "/tasks/can",
)


# tries are counted, and what was typed is kept for an hour
ASIDE = {"allowance": 0, "unsent_text": 0}


@pytest.fixture
def keep_out(
    browsers: dict[str, Browser],
    rows: Rows,
    things: Things,
    request: pytest.FixtureRequest,
) -> Browser:
    """The member, who is kept out as far as the test says."""
    reach = request.param
    browsers["member"].token()
    flag(browsers["elsewhere"], "issue", things.other)
    page = decide(browsers["operator"], the_case(rows), "ban", reach=reach)
    assert page.status == 303
    return browsers["member"]


@on_sqlite
@pytest.mark.parametrize("keep_out", ["area"], indirect=True)
def test_who_is_kept_out_of_an_area_writes_nothing_there(
    keep_out: Browser, rows: Rows, people: People, things: Things
) -> None:
    wrote = {}
    for path in POSTS:
        if path.startswith(THEIR_OWN):
            continue
        before = rows.totals()
        page = keep_out.post(address(path, things), fields(path, things, "member"))
        assert page.status >= 400 or word(page) == "login" or path in OPEN, path
        if rows.totals() != before:
            wrote[path] = page.status
    assert wrote == {}


@on_sqlite
@pytest.mark.parametrize("keep_out", ["area"], indirect=True)
def test_who_is_kept_out_of_an_area_reads_there_as_a_resident_does(
    keep_out: Browser, things: Things
) -> None:
    for path in GETS:
        if ROUTES["GET", path]["visitor"] == "200":
            assert keep_out.get(address(path, things)).status in (200, 303), path


@on_sqlite
@pytest.mark.parametrize("keep_out", ["board"], indirect=True)
def test_who_is_kept_out_of_the_board_is_a_visitor_at_every_address(
    keep_out: Browser, rows: Rows, things: Things
) -> None:
    for path in GETS:
        if "case_id" in path:
            continue
        got = word(keep_out.get(address(path, things)))
        assert got == ROUTES["GET", path]["visitor"], path
    before = rows.totals() | ASIDE
    for path in set(POSTS) - OPEN - {"/csp-report"}:
        page = keep_out.post(address(path, things), fields(path, things, "member"))
        assert word(page) in ("login", "400", "404", "422"), (path, page.status)
    assert rows.totals() | ASIDE == before

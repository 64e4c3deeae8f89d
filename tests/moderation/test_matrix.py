"""Every address that writes, for somebody who is suspended, which is kept out of the
area where everything is until a day, and for somebody who is banned from the whole
board; and the addresses of a case, for everybody."""

from datetime import timedelta

import pytest

from board import clock
from tests.builders import People, Rows, Things, in_days
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser
from tests.test_routes import (
    FROM_PROGRAMS,
    GETS,
    OPEN,
    POSTS,
    ROUTES,
    address,
    fields,
    word,
)

# What is their own or has nothing to do with the area.
THEIR_OWN = ("/me", "/notifications", "/areas/<slug>/leave", "/appearance", "/login")
THEIR_OWN += (
    "/language",
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
    "/roles/<int:role_id>/step_back",  # giving back stays open
    "/courses/<int:course_id>/after",  # as does stopping; for the rest see below
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
    until = {"until": in_days(0).isoformat()} if reach == "area" else {}
    page = decide(browsers["operator"], the_case(rows), "ban", reach=reach, **until)
    assert page.status == 303
    return browsers["member"]


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
    after = f"/courses/{things.course.id}/after"
    for do in ("take", "done", "offer", "ask", "yes"):
        assert keep_out.post(after, {"do": do, "id": "1"}).status == 403, do


@pytest.mark.parametrize("keep_out", ["area"], indirect=True)
def test_who_is_kept_out_of_an_area_reads_there_as_a_resident_does(
    keep_out: Browser, things: Things
) -> None:
    for path in GETS:
        if ROUTES["GET", path]["visitor"] == "200":
            assert keep_out.get(address(path, things)).status in (200, 303), path


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
    for path in set(POSTS) - OPEN - FROM_PROGRAMS:
        page = keep_out.post(address(path, things), fields(path, things, "member"))
        assert word(page) in ("login", "400", "404", "422"), (path, page.status)
    assert rows.totals() | ASIDE == before


@pytest.mark.parametrize("keep_out", ["area"], indirect=True)
def test_once_the_day_is_over_they_may_do_again_what_they_might(
    keep_out: Browser, things: Things
) -> None:
    ways = [f"/issues/{things.issue.id}/{verb}" for verb in ("comments", "unsecond")]
    ways += ["/questions", f"/tasks/{things.task.id}/claim", "/issues/new"]
    ways += [f"/events/{things.event.id}/attend", f"/tasks/{things.shift.id}/comments"]
    said = {"kind": "task", "id": things.task.id, "body": "And?", "title": "Bins"}
    said |= {"area": "hodge-hill", "category": "rubbish", "different": "yes"}
    for way in ways:
        kind = {"kind": "problem"} if way == "/issues/new" else {}
        assert keep_out.post(way, said | kind).status == 403, way
    with clock.set_to(clock.now() + timedelta(hours=24)):
        for way in ways:
            kind = {"kind": "problem"} if way == "/issues/new" else {}
            assert keep_out.post(way, said | kind).status in (303, 409), way


# The post is the member's, whoever is elsewhere has flagged it, and the organiser
# decides: warned once, nobody is warned again.
OF_A_CASE = """
method path     visitor resident member elsewhere organiser operator
GET    {case}          login   404 404 200 200 200
POST   {case}/open     login   403 403 403 303 303
GET    {case}/edit     login   403 403 403 200 200
GET    {case}/redact   login   403 403 403 404 404
GET    {case}/appeal   login   403 409 403 403 403
POST   {case}/edit     login   403 403 403 303 409
POST   {case}/decide   login   403 403 403 303 422
POST   /moderation/several login 403 403 303 303 303
GET    {case}/appeal   login   403 200 403 403 403
POST   {case}/appeal   login   403 303 403 403 403
POST   {case}/answer   login   403 403 403 403 303
GET    {case}          login   404 200 200 200 200
"""


def test_who_may_do_what_with_a_case(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    flag(browsers["elsewhere"], "issue", things.other)
    case = f"/moderation/cases/{the_case(rows).id}"
    said = {"act": "warn", "rule": "2", "reason": "Rude.", "body": "Calm.", "case": "1"}
    said |= {"reach": "area", "outcome": "upheld"}
    (_method, _path, *who), *lines = (
        line.format(case=case).split() for line in OF_A_CASE.strip().splitlines()
    )
    for method, path, *expected in lines:
        got = [
            word(browsers[one].get(path) if method == "GET" else
                 browsers[one].post(path, said))
            for one in who
        ]  # fmt: skip
        assert got == expected, (method, path)

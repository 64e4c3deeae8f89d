"""Kept pages: the same as rendered ones, for those they are for, and never older than
the request."""

import asyncio
from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from flask import Flask

from board.serving.asgi import Application, application
from board.serving.cache import Answer as Whole
from board.serving.cache import Shelf
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.live.asking import request, serving

GZIP = {"accept-encoding": "gzip, br"}


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """An application of one's own: it counts."""
    return app_with()


@pytest.fixture
def counted(app: Flask) -> list[str]:
    """The addresses Flask was asked for, in order."""
    asked: list[str] = []

    @app.before_request
    def note() -> None:
        from flask import request as now

        asked.append(now.full_path.rstrip("?"))

    return asked


@pytest.fixture
def served(app: Flask, counted: list[str]) -> Application:
    """The application with its cache."""
    return application(app)


def test_a_page_is_rendered_once_for_all_visitors(
    served: Application, counted: list[str], things: Things
) -> None:
    async def work() -> None:
        first, second = [await request(served, "/issues", GZIP) for _ in range(2)]
        assert first == second
        assert "Test Board" in first.text

    serving(served, work)
    assert counted == ["/issues"]


def test_a_crowd_that_comes_at_once_is_one_rendering(
    served: Application, counted: list[str]
) -> None:
    async def work() -> None:
        answers = await asyncio.gather(*(request(served, "/issues") for _ in range(30)))
        assert len({answer.body for answer in answers}) == 1

    serving(served, work)
    assert counted == ["/issues"]


@on_sqlite
def test_a_write_is_seen_by_the_next_request(
    served: Application, make: Maker, people: People
) -> None:
    async def work() -> None:
        before = await request(served, "/issues")
        await asyncio.to_thread(make.issue, people.resident, title="A new thing to see")
        after = await request(served, "/issues")
        assert "A new thing to see" not in before.text
        assert "A new thing to see" in after.text
        assert before.headers["etag"] != after.headers["etag"]

    serving(served, work)


def test_whoever_has_a_page_already_gets_304_without_a_body(
    served: Application, things: Things
) -> None:
    async def work() -> None:
        page = await request(served, "/issues", GZIP)
        again = await request(
            served,
            "/issues",
            GZIP | {"if-none-match": f'W/"x", {page.headers["etag"]}'},
        )
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == page.headers["etag"]
        assert "content-length" not in again.headers
        other = await request(
            served, "/issues", GZIP | {"if-none-match": '"something else"'}
        )
        assert other.status == 200

    serving(served, work)


def test_packed_and_plain_are_different_answers(
    served: Application, things: Things
) -> None:
    async def work() -> None:
        packed, plain = (
            await request(served, "/issues", GZIP),
            await request(served, "/issues"),
        )
        refused = await request(served, "/issues", {"accept-encoding": "br, gzip;q=0"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.text == plain.text == refused.text
        assert (
            packed.headers["etag"] != plain.headers["etag"] == refused.headers["etag"]
        )
        assert "accept-encoding" in packed.headers["vary"].lower()

    serving(served, work)


def test_a_fragment_is_never_served_as_a_page(
    served: Application, things: Things
) -> None:
    async def work() -> None:
        htmx = {"hx-request": "true", "hx-request-type": "partial"}
        page, part = (
            await request(served, "/issues"),
            await request(served, "/issues", htmx),
        )
        assert page.text.startswith("<!doctype html>")
        assert not part.text.startswith("<!doctype html>")
        assert (await request(served, "/issues")).text == page.text
        assert "hx-request-type" in page.headers["vary"].lower()

    serving(served, work)


def test_each_address_host_and_query_has_its_own(
    served: Application, counted: list[str], things: Things
) -> None:
    async def work() -> None:
        for path in (
            "/issues",
            "/issues?sort=active",
            "/issues?sort=seconded",
            "/tasks",
        ):
            await request(served, path)
        await request(served, "/issues", {"host": "elsewhere.example"})

    serving(served, work)
    assert len(counted) == 5


def test_signed_in_people_get_their_own_pages(
    served: Application, make: Maker, people: People, counted: list[str]
) -> None:
    async def work() -> None:
        visitor = await request(served, "/")
        for _ in range(2):
            member = await request(
                served, "/", {"cookie": f"other=1; {make.cookie(people.member)}"}
            )
            assert "/logout" in member.text
            assert "etag" not in member.headers
        assert "/logout" not in visitor.text
        assert await request(served, "/") == visitor

    serving(served, work)
    assert counted == ["/", "/", "/"]


def test_a_session_in_a_second_cookie_header_counts(
    served: Application, make: Maker, people: People
) -> None:
    async def work() -> None:
        cookie = make.cookie(people.member)
        scope_headers = [
            (b"host", b"localhost"),
            (b"cookie", b"a=1"),
            (b"cookie", cookie.encode()),
            (b"cookie", b"b=2"),
        ]
        sent = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: object) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "headers": scope_headers,
        }
        await served(scope | {"http_version": "1.1", "client": None}, receive, send)
        assert "/logout" not in (await request(served, "/")).text

    serving(served, work)


def test_a_language_that_was_chosen_is_cached_like_one_the_browser_asks_for(
    served: Application, counted: list[str]
) -> None:
    async def work() -> None:
        asked = await request(served, "/", {"accept-language": "cy"})
        chosen = await request(served, "/", {"cookie": "a=1; language=cy"})
        assert 'lang="cy"' in asked.text
        assert chosen == asked
        taken_back = {"cookie": "language=en", "accept-language": "cy"}
        assert 'lang="en"' in (await request(served, "/", taken_back)).text
        assert {"cookie", "accept-language"} <= {
            name.strip().lower() for name in chosen.headers["vary"].split(",")
        }

    serving(served, work)
    assert counted == ["/", "/"]


def test_the_chosen_look_is_part_of_the_page(served: Application) -> None:
    async def work() -> None:
        plain = await request(served, "/")
        dark = await request(served, "/", {"cookie": "theme=dark"})
        assert 'data-theme="dark"' in dark.text
        assert "data-theme" not in plain.text
        assert await request(served, "/") == plain

    serving(served, work)


def test_a_page_that_sets_a_cookie_is_not_kept(
    served: Application, counted: list[str]
) -> None:
    async def work() -> None:
        cookies = {
            SimpleCookie((await request(served, "/login")).headers["set-cookie"])[
                "board"
            ].value
            for _ in range(2)
        }
        assert len(cookies) == 2

    serving(served, work)
    assert counted == ["/login", "/login"]


def test_errors_are_not_kept(served: Application, counted: list[str]) -> None:
    async def work() -> None:
        for _ in range(2):
            assert (await request(served, "/no-such-page")).status == 404

    serving(served, work)
    assert len(counted) == 2


def test_a_head_has_the_headers_of_the_page(
    served: Application, things: Things
) -> None:
    async def work() -> None:
        head, page = (
            await request(served, "/issues", method="HEAD"),
            await request(served, "/issues"),
        )
        assert head.headers == page.headers

    serving(served, work)


def test_files_with_a_mark_are_kept_for_ever_and_for_everybody(
    served: Application, make: Maker, people: People, counted: list[str]
) -> None:
    async def work() -> None:
        for cookie in ("", make.cookie(people.member)):
            file = await request(
                served, "/static/board.css?v=1", GZIP | {"cookie": cookie}
            )
            assert (
                file.headers["cache-control"] == "public, max-age=31536000, immutable"
            )
            assert file.headers["content-encoding"] == "gzip"
            assert "set-cookie" not in file.headers
        await asyncio.to_thread(make.issue, people.resident)
        await request(served, "/static/board.css?v=2", GZIP)

    serving(served, work)
    assert len(counted) == 1


def test_a_part_of_a_file_is_not_kept_as_the_whole(served: Application) -> None:
    async def work() -> None:
        part = await request(served, "/static/board.css?v=1", {"range": "bytes=0-9"})
        whole = await request(served, "/static/board.css?v=1")
        assert (part.status, len(part.body), whole.status) == (206, 10, 200)
        assert len(whole.body) > 1000

    serving(served, work)


def test_without_a_database_flask_says_so(
    served: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise OSError("gone")

    async def work() -> None:
        served.pages.moment = broken  # type: ignore[attr-defined]
        assert (await request(served, "/issues")).status == 200

    serving(served, work)


def test_a_shelf_drops_what_was_not_asked_for_longest() -> None:
    shelf = Shelf(limit=8_000)
    for name in range(6):
        shelf.store(name, Whole(200, [], b"x" * 1000))
        shelf.find(0)
    assert list(shelf.answers) == [3, 4, 5, 0]
    assert shelf.size <= shelf.limit

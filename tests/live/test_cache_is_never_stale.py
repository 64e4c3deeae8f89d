"""Whatever is written and read in whatever order: a kept page is the page as it would
be rendered now."""

import asyncio
import contextlib
import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board.errors import Conflict
from board.issues.models import State
from board.serving.asgi import application
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.live.asking import request, started

PATHS = [
    "/",
    "/issues",
    "/issues?sort=active",
    "/issues/1",
    "/tasks",
    "/tasks/1",
    "/campaigns",
    "/areas/hodge-hill",
    "/me",
]
SIGNED_IN = "signed in"
# differ in each answer to a signed-in person
FRESH = re.compile(r'name="(csrf_token|once)" value="[^"]*"')
KINDS: list[dict[str, str] | str] = [
    {},
    {"accept-encoding": "gzip"},
    {"hx-request": "true", "hx-request-type": "partial"},
]
READ = st.tuples(st.sampled_from(PATHS), st.sampled_from([*KINDS, SIGNED_IN]))
WRITE = st.sampled_from(
    [
        "post",
        "second",
        "comment",
        "edit",
        "close",
        "reopen",
        "claim",
        "release",
        "update",
    ]
)
STEPS = st.lists(READ | WRITE, min_size=4, max_size=12)


def write(make: Maker, people: People, things: Things, what: str, number: int) -> None:
    """Do one thing; what can't be done now is left."""
    issue, task = things.other, things.task
    verbs: dict[str, Callable[[], object]] = {
        "post": lambda: make.issue(people.resident, title=f"Post {number}"),
        "second": lambda: make.second(issue, people.resident),
        "comment": lambda: make.comment(issue, people.resident, f"Comment {number}"),
        "edit": lambda: make.edit(issue, people.organiser, title=f"Title {number}"),
        "close": lambda: make.state(
            issue, people.organiser, State.DONE, f"Reason {number}"
        ),
        "reopen": lambda: make.state(issue, people.organiser, State.OPEN),
        "claim": lambda: make.claim(task, people.organiser),
        "release": lambda: make.release(task, people.organiser),
        "update": lambda: make.update(
            things.campaign, people.organiser, f"News {number}"
        ),
    }
    with contextlib.suppress(Conflict), make.app.test_request_context():
        verbs[what]()


@on_sqlite
def test_a_kept_page_is_the_page_as_it_is_now(
    app: Flask,
    app_with: Callable[..., Flask],
    make: Maker,
    people: People,
    things: Things,
) -> None:
    kept, twin = application(app), application(app_with(), cached=False)
    cookie = make.cookie(people.member)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def check(steps: list[str | tuple[str, Any]]) -> None:
        async def play() -> None:
            for number, step in enumerate(steps):
                if isinstance(step, str):
                    await asyncio.to_thread(write, make, people, things, step, number)
                else:
                    path, kind = step
                    headers = {"cookie": cookie} if kind == SIGNED_IN else kind
                    first, now, again = [
                        await request(served, path, headers)
                        for served in (kept, twin, kept)
                    ]
                    assert FRESH.sub("", first.text) == FRESH.sub("", now.text)
                    assert again == first or kind == SIGNED_IN

        asyncio.run(play())

    check()


def test_on_postgresql_a_visitor_is_a_moment_behind_at_most(
    app: Flask, make: Maker, people: People
) -> None:
    served = application(app)

    async def play() -> None:
        async with started(served):
            await request(served, "/issues")
            await asyncio.to_thread(make.issue, people.resident, title="Only a moment")
            for _ in range(100):
                if "Only a moment" in (await request(served, "/issues")).text:
                    return
                await asyncio.sleep(0.05)
        raise AssertionError("the kept page stays old")

    asyncio.run(play())

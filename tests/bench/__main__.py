"""`python -m tests.bench [--quick]`: what the board does beside a bare Flask view, in
one run on one machine.

Compare within a run. The load comes from a process of its own on the same machine and
takes its share of it.
"""

import argparse
import tempfile
import time
from collections.abc import Callable

from flask import Flask

from board import create_app, settings_read
from board.db import db
from board.migrations import run
from tests.bench import alike, city, crowd, digest, find, people, seed, servers, tree
from tests.bench.live import Live
from tests.bench.measure import CONNECTIONS, Bench, get, known, post
from tests.bench.seed import Visit
from tests.bench.shares import Shares


class Pages(Bench):
    """The parts about pages and processes."""

    def pages(self, instance: str, app: Flask) -> None:
        """Requests a second, and the time half and 99 of 100 of them take."""
        print(
            f"\nPages, one process, {CONNECTIONS} connections{'requests':>38}      "
            "p50      p99"
        )
        with servers.bare() as server:
            self.row("bare Flask view", server, get("/"))
        visits = [seed.sign_in(app, number) for number in range(1, CONNECTIONS + 1)]
        with servers.board(instance) as server:
            for path in ("/", "/issues", "/issues/1"):
                self.row(f"{path}, visitor", server, get(path))
                self.row(
                    f"{path}, visitor has it already (304)",
                    server,
                    get(path, more=known(server, path)),
                )
            self.row("/static/board.css?v=…", server, get("/static/board.css?v=1"))
            for path in ("/", "/issues", "/issues/1", "/tasks/1", "/me"):
                self.row(
                    f"{path}, signed in",
                    server,
                    scripts=[[get(path, visit)] for visit in visits],
                )
            self.row(
                "claim a place, give it back (POST)",
                server,
                scripts=self.claims(visits),
            )
        for keeps, said in (
            ("no pages", "page cache off"),
            ("nothing", "nothing kept"),
        ):
            with servers.board(instance, keeps=keeps) as server:
                for path in (
                    "/",
                    "/issues",
                    "/issues/1",
                    "/issues?category=noise",
                    "/issues?q=lamp+school",
                ):
                    self.row(f"{path}, visitor, {said}", server, get(path))

    def claims(self, visits: list[Visit]) -> list[list[str]]:
        """Everyone claims a task of their own and gives it back."""
        return [
            [
                post(f"/tasks/{number}/claim", visit),
                post(f"/tasks/{number}/release", visit),
            ]
            for number, visit in enumerate(visits, 1)
        ]

    def growth(self, small: str, large: str) -> None:
        """What a page costs when the board is ten times as large."""
        print("\nTen times as many issues, nothing kept")
        with (
            servers.board(small, keeps="nothing") as few,
            servers.board(large, keeps="nothing") as many,
        ):
            for path in (
                "/",
                "/issues",
                "/issues/1",
                "/issues?category=noise",
                "/issues?q=lamp+school",
            ):
                self.row(f"{path}, 10,000 issues", few, get(path))
                self.row(f"{path}, 100,000 issues", many, get(path))

    def start(self, instance: str, app: Flask) -> None:
        """How soon two workers answer, and what everything weighs, fresh and after some
        1,000 pages."""
        print("\nTwo workers")
        plain, built = (self.weight_of_bare(*words) for words in ((), ("libraries",)))
        visit = seed.sign_in(app, 1)
        paths = ("/", "/issues", "/issues/1", "/tasks")
        for name, who in (("visitors", None), ("signed in", visit)):
            with servers.board(instance, 2) as server:
                fresh = server.memory
                self.load(
                    server,
                    [[get(path, who) for path in paths]] * 16,
                    seconds=5 if who else 1,
                )
                used = server.memory
                print(
                    f"  board: ready after {server.ready_after:.2f} s, {fresh:.0f} "
                    f"MiB; after pages for {name} "
                    f"{used:.0f} MiB, {used / plain:.2f} × bare, {used / built:.2f} × "
                    "bare with the libraries",
                    flush=True,
                )

    def weight_of_bare(self, *words: str) -> float:
        """MiB of the bare view, as it is or with the libraries the board is
        built of."""
        with servers.bare(2, *words) as server:
            self.load(server, [[get("/")]] * 16, seconds=1)
            print(
                f"  bare Flask {' '.join(words)}: ready after "
                f"{server.ready_after:.2f} s, {server.memory:.0f} MiB"
            )
            return server.memory


def filled(instance: str, issues: int) -> Flask:
    """A new board with so many issues."""
    settings = settings_read.load({"BOARD_INSTANCE": instance, "BOARD_LIMITS": "off"})
    run.migrate(settings)
    app = create_app(settings)
    began = time.monotonic()
    seed.fill(app, issues)
    with app.app_context():
        db.engine.dispose()
    print(f"{issues:,} issues inserted in {time.monotonic() - began:.1f} s", flush=True)
    return app


def main() -> None:
    """Everything, or only what is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="shorter, and rougher")
    parser.add_argument(
        "--only",
        choices=[
            "shares",
            "pages",
            "growth",
            "live",
            "start",
            "similar",
            "find",
            "crowd",
            "digest",
            "people",
            "tree",
            "city",
        ],
    )
    given = parser.parse_args()
    if given.only in (None, "similar"):
        alike.main(queries=100 if given.quick else 400)
    if given.only == "find":
        find.main(quick=given.quick)
    if given.only in (None, "crowd"):
        crowd.main(quick=given.quick)
    if given.only in (None, "digest"):
        digest.main(quick=given.quick)
    if given.only == "people":
        people.main()
    if given.only == "tree":
        tree.main()
    if given.only == "city":
        city.main(quick=given.quick)
    if given.only in ("similar", "find", "crowd", "digest", "people", "tree", "city"):
        return
    bench, live = Pages(quick=given.quick), Live(quick=given.quick)
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        app = filled(small, 10_000)
        parts: dict[str, Callable[[], None]] = {
            "shares": lambda: Shares(quick=given.quick).shares(small, app),
            "start": lambda: bench.start(small, app),
            "pages": lambda: bench.pages(small, app),
            "growth": lambda: (filled(large, 100_000), bench.growth(small, large))[1],
            "live": lambda: (
                [live.live(small, app, streams) for streams in (1_000, 10_000)] and None
            ),
        }
        for name, part in parts.items():
            if given.only in (None, name):
                part()


if __name__ == "__main__":
    main()

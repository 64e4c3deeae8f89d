"""What the board does in a second, as shares of what a plain page does: two workers
each, on one machine, in pairs.

python -m tests.bench --only shares
"""

import statistics

from flask import Flask

from tests.bench import seed, servers
from tests.bench.measure import Bench, get, post
from tests.bench.seed import Visit
from tests.bench.servers import Server

PEOPLE, PAIRS = 8, 3
LIST, ITEM = "/issues", "/issues/1"


def pressed(visits: list[Visit]) -> dict[str, list[list[str]]]:
    """By what is measured: what each connection sends, one after the other, in a
    circle."""
    each = dict(enumerate(visits, 1))
    return {
        "a comment": [comments(number, visit) for number, visit in each.items()],
        "a claim and its release": [
            [
                post(f"/tasks/{number}/claim", visit),
                post(f"/tasks/{number}/release", visit),
            ]
            for number, visit in each.items()
        ],
        "/me": [[get("/me", visit)] for visit in visits],
        "the list, signed in": [[get(LIST, visit)] for visit in visits],
        "a post, signed in": [[get(ITEM, visit)] for visit in visits],
        "the list, visitor": [[get(LIST)]] * PEOPLE,
        "a post, visitor": [[get(ITEM)]] * PEOPLE,
    }


def comments(number: int, visit: Visit) -> list[str]:
    """Somebody says something under one post after the other."""
    posts = range(number, 5_000, 500)
    return [
        post(f"/issues/{id}/comments", visit, "body=Ours+too.", htmx=False)
        for id in posts
    ]


class Shares(Bench):
    """The board beside the plain page."""

    def shares(self, instance: str, app: Flask) -> None:
        """Each three times, with the plain page's list right after it; the middle one
        counts."""
        print("\nShares of a plain page's list, two workers each, eight people at once")
        visits = [seed.sign_in(app, number) for number in range(1, PEOPLE + 1)]
        with servers.board(instance, 2) as ours, servers.plain(instance) as plain:
            for name, scripts in pressed(visits).items():
                pairs = [self.pair(ours, plain, scripts) for _ in range(PAIRS)]
                share, per_second, p99 = (
                    statistics.median(column) for column in zip(*pairs, strict=True)
                )
                print(
                    (
                        f"  {name:<28}{share:>8.2f}{per_second:>10.0f}/s   p99 "
                        f"{p99:>7.1f} ms"
                    ),
                    flush=True,
                )
            print(
                f"  two workers' memory: {ours.memory:.0f} MiB, the plain page's "
                f"{plain.memory:.0f} MiB"
            )

    def pair(
        self, ours: Server, plain: Server, scripts: list[list[str]]
    ) -> tuple[float, float, float]:
        """(share, answers a second, p99 in ms) of the board, measured right before the
        plain list."""
        done = self.load(ours, scripts)
        wrong = {
            status: n
            for status, n in done["statuses"].items()
            if status not in ("200", "303")
        }
        assert not wrong, wrong
        least = self.load(plain, [[get(LIST)]] * PEOPLE)
        return done["per_second"] / least["per_second"], done["per_second"], done["p99"]

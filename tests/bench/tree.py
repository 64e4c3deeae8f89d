"""How long the tree of a playbook takes that 500 campaigns used, beside the list of
posts on the same board; both read and drawn anew each time.

python -m tests.bench --only tree        on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import os
import tempfile

from flask import Flask
from sqlalchemy import insert

from board import clock, create_app, settings_read
from board.campaigns.models import Campaign, Stage
from board.db import db, table_of, write_tx
from board.migrations import run
from board.playbooks.models import Playbook, PlaybookUse
from tests.bench import people, seed

POSTS, USES = 10_000, 500
STAGES = (Stage.WON, Stage.LOST, Stage.ACTING, Stage.LISTENING)


def filled(instance: str, url: str) -> tuple[Flask, int]:
    """A board with so many posts, and a playbook of it that was used so often."""
    given = {"BOARD_INSTANCE": instance, "BOARD_DATABASE_URL": url}
    settings = settings_read.load(given | {"BOARD_LIMITS": "off"})
    run.migrate(settings)
    app = create_app(settings)
    seed.fill(app, POSTS)
    with app.app_context(), write_tx():
        playbook = db.session.connection().execute(
            insert(table_of(Playbook)).returning(Playbook.id),
            {"title": "A garden", "lineage": "https://board.example/playbooks/1"},
        )
        number = playbook.scalar_one()
        _use(number)
    return app, number


def _use(playbook: int) -> None:
    """A quarter of the campaigns are won, a quarter lost."""
    write = db.session.connection().execute
    made = insert(table_of(Campaign)).returning(Campaign.id)
    day = clock.now().date()
    for n in range(USES):
        area, stage = 1 + n % seed.AREAS, STAGES[n % len(STAGES)]
        words = {"title": f"Garden {n}", "goal": "Beans.", "created_at": clock.now()}
        campaign = write(made, words | {"area_id": area, "stage": stage})
        used = {"playbook_id": playbook, "version": 1, "area_id": area, "day": day}
        used |= {"campaign_id": campaign.scalar_one(), "at": clock.now()}
        write(insert(table_of(PlaybookUse)), used)


def main() -> None:
    """Of a member who is signed in."""
    with tempfile.TemporaryDirectory() as instance:
        app, playbook = filled(instance, os.environ.get("BOARD_BENCH_URL", ""))
        app.extensions["cached"] = lambda _version, read, asked: read(*asked)
        visit = seed.sign_in(app, 1)
        p50, posts, asked = people.took(app, visit, f"/playbooks/{playbook}/tree")
        print(f"  the list of posts {posts:.1f} ms")
        print(f"  the tree of {USES} uses {p50:.1f} ms, {asked} statements")
        with app.app_context():
            db.engine.dispose()

"""For whoever watches over the server: is it up, is it ready."""

from functools import cache

from flask import Blueprint, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from board import disk
from board.db import db
from board.jobs.queries import failing, last_done
from board.live.watcher import is_fresh
from board.mail.queries import waiting_and_given_up
from board.migrations import run
from board.site import seen
from board.site.places import READY, Line

bp = Blueprint("health", __name__)
newest = cache(run.newest)


@bp.get("/healthz")
def healthz() -> Response:
    """Whether this process works; `board doctor` learns how its request arrived."""
    if not is_fresh():
        return _plain("The log's watcher has stopped.", 503)
    return _plain(f"ok{seen.as_lines()}")


@bp.get("/readyz")
def readyz() -> Response:
    """Whether pages can be read and written, and a line for each thing this depends on,
    or that may be behind."""
    lines = [_disk(), *_database(), *(line() for line in READY)]
    is_ready = all(fine for fine, _ in lines)
    report = ["ready" if is_ready else "not ready", *(line for _, line in lines)]
    return _plain("\n".join(report), 200 if is_ready else 503)


def _disk() -> Line:
    lacking = disk.without(disk.LEAST, current_app.config["BOARD"])
    names = ", ".join(folder.name for folder in lacking)
    return not lacking, f"disk: no room in the {names}" if lacking else "disk: has room"


def _database() -> list[Line]:
    try:
        revision = run.current(db.session.connection())
        if revision != newest():
            return [(True, "database: answers"), (False, _how_far(revision))]
        waiting, given_up = waiting_and_given_up()
        jobs = _jobs()
    except SQLAlchemyError:
        return [(False, "database: does not answer")]
    return [
        (True, "database: answers"),
        (True, "migrations: current"),
        (True, f"mail: {waiting} waiting, {given_up} given up in 30 days"),
        (True, jobs),
    ]


def _jobs() -> str:
    """When one was last done, and which failed then."""
    done = last_done()
    failed = failing()
    said = f"jobs: last done {f'{done:%Y-%m-%dT%H:%M:%SZ}' if done else 'never'}"
    return f"{said}, failed: {', '.join(failed)}" if failed else said


def _how_far(revision: str | None) -> str:
    if run.can_upgrade(revision):
        return "migrations: behind, run `board init`"
    return "migrations: of another program, see “Upgrades” in docs/keeping.md"


def _plain(text: str, status: int = 200) -> Response:
    answer = Response(text + "\n", status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""`board check`: whether the database is whole, its numbers are true, and the settings
can work."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import click
from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, text

from board import disk
from board.campaigns.models import Behind
from board.campaigns.people_behind import count_people
from board.cli import the_board
from board.config import Settings
from board.db import Model, db
from board.db.engine import safe_with_processes
from board.errors import Unanswered
from board.events.models import Attendance, Event
from board.events.queries import ON_LIST
from board.issues.models import Comment, Issue, Second, State
from board.issues.threads import is_reason
from board.mail.queries import given_up
from board.photos import store
from board.photos.bucket import why
from board.private import open_to_others
from board.tasks.models import FINISHED, TAKING, Claim, Hold, Task, TaskRole


@click.command()
def command() -> None:
    """Check the database and the settings.

    Names all that is wrong and then exits with 1; changes nothing.
    """
    with the_board() as settings:
        found = [*_settings(settings), *_whole(settings), *untrue_numbers()]
    for problem in found:
        click.echo(problem, err=True)
    if found:
        raise click.ClickException(
            f"{len(found)} thing{'s' * (len(found) > 1)} to mend."
        )
    click.echo("All is well: settings, database, migrations, and the numbers in it.")


def _settings(settings: Settings) -> Iterator[str]:
    """What can't work, or is not safe, as it is set."""
    address = urlsplit(settings.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield (
            f"BOARD_BASE_URL: {settings.base_url!r} is no address that people could "
            "type."
        )
    if not settings.bind.rpartition(":")[2].isdecimal():
        yield (
            f"BOARD_BIND: {settings.bind!r} should be an address and a port, such as "
            "127.0.0.1:8000."
        )
    if len(settings.secret_key) < 16:
        yield "BOARD_SECRET_KEY: is so short that it can be guessed."
    for path in open_to_others(settings.own_files):
        yield (
            f"{path}: can be read by others on this machine. Run: chmod -R go= '{path}'"
        )
    for folder in disk.without(disk.PLENTY, settings):
        megabytes = disk.PLENTY // 2**20
        yield (
            f"{folder.path}: we can't write {megabytes} MB to this {folder.name}. "
            "Make room, or let us write there."
        )
    if settings.is_sqlite and int(settings.workers) > 1 and not safe_with_processes():
        yield (
            "BOARD_WORKERS: this machine's SQLite is too old for more than one. See "
            "SECURITY.md."
        )
    if settings.uploads and (silent := _silent_store()):
        yield f"BOARD_UPLOADS: we can't write, read and delete files there. {silent}"
    if not settings.mail_url:
        click.echo(
            "Note: BOARD_MAIL_URL is not set. Mails become files in "
            f"{settings.instance_path / 'mail'}."
        )
    if (lost := given_up())[0]:
        click.echo(
            f"Note: {lost[0]} mails could not be sent, such as for this reason: "
            f"{lost[1]}"
        )
    if settings.limits == "off":
        click.echo(
            "Note: BOARD_LIMITS is off. Never let the public reach a board that runs "
            "like this."
        )


def _silent_store() -> str:
    """Why pictures could not be kept in the store; empty where they can."""
    try:
        store.try_out()
    except Unanswered as silent:
        return why(silent.__cause__ or silent)
    return ""


def _whole(settings: Settings) -> Iterator[str]:
    """What SQLite finds wrong with its file. (PostgreSQL keeps watch by itself.)"""
    if settings.is_sqlite:
        for (said,) in db.session.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield f"The database file is damaged: {said}"
        for table, row, parent, _ in db.session.execute(
            text("PRAGMA foreign_key_check")
        ):
            yield (
                f"Row {row} of {table} refers to something in {parent} that is not "
                "there."
            )


def _rows(model: type[Model], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """How many rows of a table belong to the one outside."""
    return select(func.count()).select_from(model).where(*where).scalar_subquery()


def untrue_numbers() -> Iterator[str]:
    """Numbers kept beside the rows they count, and promises no constraint can keep."""
    held = _rows(Claim, Claim.task_id == Task.id, Claim.state.in_(TAKING))
    new = _rows(
        Claim,
        Claim.task_id == Task.id,
        Claim.state.in_(TAKING),
        Claim.newcomer.is_(True),
    )
    wait = _rows(Claim, Claim.task_id == Task.id, Claim.state == Hold.WAITING)
    done = _rows(Claim, Claim.task_id == Task.id, Claim.state.in_(FINISHED))
    in_role = _rows(Claim, Claim.role_id == TaskRole.id, Claim.state.in_(TAKING))
    parts = (
        select(func.sum(TaskRole.places))
        .where(TaskRole.task_id == Task.id)
        .scalar_subquery()
    )
    seconds = _rows(Second, Second.issue_id == Issue.id)
    are_counted = (~is_reason(), Comment.removed_at.is_(None))
    comments = _rows(Comment, Comment.issue_id == Issue.id, *are_counted)
    going, waiting = (
        _rows(Attendance, Attendance.event_id == Event.id, Attendance.state == s)
        for s in ON_LIST
    )
    repeats = and_(Issue.state == State.DUPLICATE, Issue.duplicate_of_id.is_(None))
    strays = and_(Issue.state != State.DUPLICATE, Issue.duplicate_of_id.is_not(None))
    for model, wrong, sentence in (
        (Task, Task.taken != held, "the places taken are not those people hold"),
        (Task, Task.places < held, "more people hold a place than there are places"),
        (
            Task,
            Task.newcomers != new,
            "the places newcomers have are not those it counts",
        ),
        (Task, Task.waiting != wait, "the line is not as long as it says"),
        (Task, Task.places != parts, "its places are not those of its roles together"),
        (
            TaskRole,
            TaskRole.taken != in_role,
            "the places taken are not those people hold",
        ),
        (Task, Task.done != done, "the parts done are not those people have done"),
        (
            Event,
            or_(Event.going != going, Event.waiting != waiting),
            "the numbers of its list are wrong",
        ),
        (
            Issue,
            Issue.second_count != seconds,
            "the number of those who second it is wrong",
        ),
        (Issue, Issue.comment_count != comments, "the number of its comments is wrong"),
        (
            Issue,
            or_(repeats, strays),
            (
                "it repeats another without saying which, or says which without "
                "repeating "
                "it"
            ),
        ),
    ):
        for id in db.session.scalars(
            select(model.__table__.c.id).where(wrong).limit(20)
        ):
            yield f"{model.__name__} {id}: {sentence}."
    for kept in db.session.scalars(select(Behind)):
        if db.session.scalar(select(count_people(kept.campaign_id))) != kept.people:
            yield (
                f"Campaign {kept.campaign_id}: the number of people behind it is wrong."
            )

"""Reading a person's week: what they took on, what waits for them, and what became of
what they asked for."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from board import clock
from board.accounts.places import WAITING, Waits
from board.accounts.recipient_queries import stopped_of
from board.areas import joining_queries as joining
from board.db import AnyRow, Rows
from board.drawing import zone
from board.events import calendar_queries as events
from board.home import lists
from board.issues.models import State
from board.moderation import queue_queries as moderation
from board.notifications import queries as notifications
from board.notifications.queries import ME
from board.people import request_queries
from board.rounds import answer_queries
from board.several import Several
from board.tasks import lists as tasks
from board.tasks.claim_models import ClaimState

EVENTS = 30
NEWS_LINES = 40  # of which the newest entries are made
SOON = timedelta(days=14)  # a task that still lacks people is worth a line
LATELY = timedelta(days=60)  # nobody is asked about what is done for longer


@cache
def _week(organises: bool) -> Several:
    """What stands in the log, so that it changes only with it; who plans nothing is not
    asked for what is lacking."""
    parts = {
        "homes": lists.homes(),
        "tasks": tasks.MY_TASKS,
        "events": events.of_person().limit(EVENTS),
        "posts": lists.posts(),
        "to_confirm": lists.to_confirm(),
        "asked_areas": joining.of_person(),
        "requests": request_queries.WAITING,
        "answers": answer_queries.of_person(),
    }
    if organises:
        parts["lacking"] = lists.lacking()
        parts["cases"] = moderation.HOW_MANY
    return Several(**parts)


@cache
def _own() -> Several:
    """What stands in no log: whom one follows, which of one's news one has read, and
    whether one's mails come back; and what waits for one's answer."""
    waiting = {kind.name: kind.rows() for kind in WAITING}
    return Several(
        campaigns=lists.joined(),
        news=notifications.news().limit(NEWS_LINES),
        stopped=stopped_of(ME),
        **waiting,
    )


def week_of(
    person_id: int, day: date, organises: bool, is_operator: bool
) -> dict[str, Rows]:
    """What a person took on, is asked and has asked for, on this day; `lacking` for
    those who organise."""
    lately = day - LATELY
    values = {
        "me": person_id,
        "today": day,
        "soon": day + SOON,
        "lately_day": lately,
        "operates": is_operator,
        "lately": _midnight(lately),
        "since": _midnight(day),
    }
    return _week(organises).read(values)


def own_of(person_id: int) -> dict[str, Rows]:
    """The campaigns a person stands behind, their newest news, what waits for their
    answer, and their address where mails come back from it."""
    return _own().read({"me": person_id})


def waiting_in(own: dict[str, Rows]) -> list[Waits]:
    """Of what was read of a person, what waits for their answer, in words."""
    return [kind.says(row) for kind in WAITING for row in own[kind.name]]


def waits_for_answer(task: AnyRow) -> bool:
    """Whether a task on which the person has a claim waits for their answer: an offer,
    or "still on it?"."""
    return task.my_claim == ClaimState.OFFERED or task.my_asked_at is not None


def to_judge(post: AnyRow) -> bool:
    """Whether a post is said to be done and the person has not yet said what they
    see."""
    if post.state != State.DONE or post.says is not None:
        return False
    return bool(post.active_at > clock.now() - LATELY)


def in_order(rows: Iterable[AnyRow], day: date) -> list[AnyRow]:
    """Tasks and events by their day, so what is overdue comes first; no line for a task
    whose day has passed."""
    shown = [row for row in rows if not _waits_in_vain(row, day)]
    return sorted(shown, key=_moment)


def _waits_in_vain(row: Any, day: date) -> bool:
    is_waiting = getattr(row, "my_claim", None) == ClaimState.WAITING
    return is_waiting and bool(row.last_day < day)


def _moment(row: Any) -> datetime:
    moment: datetime = row.starts_at or _midnight(row.last_day)
    return moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())

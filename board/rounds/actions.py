"""The rules of listening rounds: planned, changed, opened, closed, and told what came
of them."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.db import db, insert_once
from board.drawing import today
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.policy import Actor, require
from board.rounds import verbs
from board.rounds.models import QUESTIONS, Round, RoundState

BATCH = 50
LONGEST = timedelta(days=366)


def plan(area: Area, by: Actor, *, once: str | None = None, **said: Any) -> Round:
    """Plan a round in an area; one whose first day has come is open at once.

    Raises Invalid for days in the wrong order or too far apart, or a last day that is
    over.
    """
    require(by, "round.plan", area)
    _check_days(said["opens_on"], said["closes_on"])
    made, is_new = insert_once(Round, once=once, area_id=area.id, **said)
    if is_new:
        record(verbs.PLANNED, made, by=by)
        if made.opens_on <= today():
            _turn(made, by, RoundState.OPEN)
    return made


def edit(round_: Round, by: Actor, *, version: int, **said: Any) -> None:
    """Change what a round says. Once it is open its questions stay: people have
    answered them.

    Raises ChangedMeanwhile where somebody changed it first, Invalid as plan() does.
    """
    require(by, "round.edit", round_)
    _check_days(said["opens_on"], said["closes_on"])
    if round_.state != RoundState.PLANNED:
        for name in QUESTIONS:
            if said[name] != getattr(round_, name):
                words = _("People have answered this question. It stays as it is.")
                raise Invalid(words, name)
    this = (Round.id == round_.id, Round.version == version)
    change = update(Round).where(*this).values(**said, version=version + 1)
    if not db.session.execute(change).rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    record(verbs.EDITED, round_, by=by)


def _check_days(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Invalid(_("The last day can’t be before the first."), "closes_on")
    if closes_on < today():
        raise Invalid(_("This day is over. Name one that is to come."), "closes_on")
    if closes_on - opens_on > LONGEST:
        raise Invalid(_("A round lasts a year at most."), "closes_on")


def open_now(round_: Round, by: Actor) -> None:
    """Let people answer from now on; a round that was closed too early goes on. Raises
    Conflict where it is open, or its last day is over."""
    require(by, "round.edit", round_)
    if round_.closes_on < today():
        raise Conflict(_("Its last day is over. Choose a later one first."))
    _turn(round_, by, RoundState.OPEN)


def close_now(round_: Round, by: Actor) -> None:
    """Take no more answers from people; those on paper may still be typed in. Raises
    Conflict where it is not open."""
    require(by, "round.edit", round_)
    _turn(round_, by, RoundState.CLOSED)


def tell(round_: Round, by: Actor, *, outcome: str) -> None:
    """Say what came of it, to everybody who answered; it is closed with that. Told
    again, the new words stand."""
    require(by, "round.edit", round_)
    if round_.state == RoundState.PLANNED:
        raise Conflict(_("This round has not begun."))
    if round_.state == RoundState.OPEN:
        _turn(round_, by, RoundState.CLOSED)
    told = {"outcome": outcome, "told_at": clock.now()}
    db.session.execute(update(Round).where(Round.id == round_.id).values(told))
    record(verbs.TOLD, round_, by=by)


def _turn(round_: Round, by: Actor | None, state: RoundState) -> None:
    """Give it another state, once. Raises Conflict where it has that."""
    values: dict[str, Any] = {"state": state, "closed_at": None}
    if state == RoundState.CLOSED:
        values["closed_at"] = clock.now()
        others = Round.state == RoundState.OPEN
    else:
        others = Round.state != RoundState.OPEN
    change = update(Round).where(Round.id == round_.id, others).values(values)
    if not db.session.execute(change).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has done this already."))
    verb = verbs.CLOSED if state == RoundState.CLOSED else verbs.OPENED
    record(verb, round_, by=by)


def turn_due() -> int:
    """The job: open the rounds whose first day has come, close those whose last day is
    over, a batch of each; how many those were."""
    day = today()
    begun = (Round.state == RoundState.PLANNED, Round.opens_on <= day)
    over = (Round.state == RoundState.OPEN, Round.closes_on < day)
    turned = 0
    for where, state in ((begun, RoundState.OPEN), (over, RoundState.CLOSED)):
        due = select(Round).where(*where, *Round.visible(None)).order_by(Round.id)
        some = due.limit(BATCH).with_for_update(skip_locked=True)
        for round_ in db.session.scalars(some).all():
            _turn(round_, None, state)
            turned += 1
    return turned

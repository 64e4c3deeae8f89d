"""The rules of answers: given by people themselves or written down for them, read,
shown to fewer, taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board import clock
from board.accounts import consent_actions as consents
from board.activity.actions import follow, record
from board.db import AnyRow, db, insert_row, insert_row_once
from board.errors import Conflict, Invalid
from board.people.queries import is_young
from board.policy import Actor, require
from board.rounds import verbs
from board.rounds.models import (
    ANSWERS,
    WRITTEN_DOWN,
    Answer,
    AnswerTheme,
    Round,
    RoundState,
    Source,
)


def give(
    round_: Round,
    by: Actor,
    *,
    words: Mapping[str, str],
    shared: bool,
    show_name: bool = False,
    young: bool = False,
    source: Source = Source.PAGE,
    once: str | None = None,
) -> AnyRow:
    """Answer in a round that is open, once; who answers hears what becomes of it.

    Raises Conflict where the round takes no answers, or has one of theirs.
    """
    require(by, "round.answer", round_)
    state = select(Round.state).where(Round.id == round_.id)
    if db.session.scalar(state.with_for_update(read=True)) != RoundState.OPEN:
        raise Conflict(not_open(round_))
    young = young or is_young(by.id)
    named = show_name and shared and not young
    values: dict[str, Any] = {
        **words,
        "shared": shared,
        "show_name": named,
        "young": young,
    }
    values |= {"round_id": round_.id, "area_id": round_.area_id, "person_id": by.id}
    values |= {"source": source, "at": clock.now(), "email": "", "once": once}
    made = insert_row(Answer, ["round_id", "person_id"], **_all(values))
    if made is None:
        return _first(round_, by, once)
    if named:
        consents.give(by, consents.SHOWN_NAME)
    follow(f"round-{round_.id}", by)
    _record(verbs.ANSWERED, round_, by, part=made, themselves=True)
    return made


def _first(round_: Round, by: Actor, once: str | None) -> AnyRow:
    """The answer that was there first, where it is this one, pressed twice."""
    theirs = (Answer.round_id == round_.id, Answer.person_id == by.id)
    found = db.session.execute(select(Answer.id, Answer.once).where(*theirs)).one()
    if not once or found.once != once:
        raise Conflict(_("You have answered in this round already."))
    return found


def not_open(round_: Any) -> str:
    """Why a round takes no answers."""
    if round_.state == RoundState.PLANNED:
        return str(_("This round has not begun yet."))
    return str(_("This round is closed. Thank you for wanting to answer."))


def write_down(
    round_: Round,
    by: Actor,
    *,
    words: Mapping[str, str],
    source: Source,
    shared: bool,
    young: bool = False,
    email: str = "",
    once: str | None = None,
) -> AnyRow:
    """Write down what somebody said, or wrote on paper, also once a round is closed;
    the same form again is the same answer. Their address is kept only to tell them
    what becomes of it.

    Raises Invalid for an address of somebody under 18, Conflict before it has begun.
    """
    require(by, "round.gather", round_)
    if round_.state == RoundState.PLANNED:
        raise Conflict(not_open(round_))
    if young and email:
        raise Invalid(_("Leave the address out for somebody under 18."), "email")
    assert source in WRITTEN_DOWN
    wording = consents.WORDINGS[consents.TOLD_OF_ROUND].version if email else None
    values: dict[str, Any] = {**words, "round_id": round_.id, "area_id": round_.area_id}
    values |= {"source": source, "email": email, "wording": wording, "young": young}
    values |= {"shared": shared, "written_by_id": by.id, "at": clock.now()}
    values |= {"read_at": clock.now(), "once": once, "show_name": False}
    made, is_new = insert_row_once(Answer, **_all(values))
    if is_new:
        _record(verbs.ANSWERED, round_, by, part=made, themselves=False)
    return made


def _all(values: dict[str, Any]) -> dict[str, Any]:
    """With an empty text for each question that was left out."""
    return dict.fromkeys(ANSWERS, "") | values


def read(round_: Round, by: Actor, *, answers: Sequence[int]) -> int:
    """Note that these answers were read, and tell whoever gave them; how many were
    not read before."""
    require(by, "round.gather", round_)
    unread = (
        Answer.id.in_(list(answers)),
        Answer.round_id == round_.id,
        Answer.read_at.is_(None),
        Answer.hidden_at.is_(None),
    )
    mark = update(Answer).where(*unread).values(read_at=clock.now())
    found = sorted(db.session.scalars(mark.returning(Answer.id)).all())
    if found:
        _record(verbs.READ, round_, by, answers=found)
    return len(found)


def keep_private(round_: Round, answer: AnyRow, by: Actor | None) -> None:
    """Nobody but the organisers reads it any more; `by` is None for whoever came by
    the link that was mailed to them."""
    if by is not None:
        require(by, "answer.change", answer)
    private = {"shared": False, "show_name": False}
    _change(round_, answer, by, verbs.CHANGED, private, shared=False)


def take_back(round_: Round, answer: AnyRow, by: Actor | None) -> None:
    """Its words go for good, and no theme counts it; likewise."""
    if by is not None:
        require(by, "answer.change", answer)
    links = delete(AnswerTheme).where(AnswerTheme.answer_id == answer.id)
    db.session.execute(links)
    gone: dict[str, Any] = dict.fromkeys(ANSWERS, "")
    gone |= {"shared": False, "show_name": False, "email": "", "person_id": None}
    _change(round_, answer, by, verbs.TAKEN_BACK, gone)


def _change(
    round_: Round,
    answer: AnyRow,
    by: Actor | None,
    verb: Any,
    values: dict[str, Any],
    **facts: Any,
) -> None:
    change = update(Answer).where(Answer.id == answer.id).values(values)
    db.session.execute(change)
    _record(verb, round_, by, part=answer, **facts)


def _record(verb: Any, round_: Round, by: Actor | None, **facts: Any) -> None:
    """What happens to answers stands under a topic that nobody else listens to."""
    record(verb, round_, by=by, topics=[f"round-{round_.id}-answers"], **facts)

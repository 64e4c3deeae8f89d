"""The rules of one-to-ones: one of two writes it down, the other answers, and each says
what organisers may see of it."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.accounts.consent_actions import TALK_OPENED, WORDINGS
from board.accounts.queries import by_email
from board.activity.actions import record
from board.db import AnyRow, insert_row_once, table_of, write
from board.drawing import today
from board.errors import Invalid, NotAllowed, NotFound
from board.one_to_ones import queries, totals, verbs
from board.one_to_ones.models import OneToOne, Opens, key_of
from board.policy import Actor, require

KEPT = timedelta(days=365)


class Whom(NamedTuple):
    """Whom it was with: an account that was picked, an address, or only a name."""

    person_id: int = 0
    name: str = ""
    email: str = ""


class Bearer(NamedTuple):
    """Whoever holds the link to a one-to-one: its other side."""

    talk_id: int


Side = Actor | Bearer


def log(
    area: Any,
    by: Actor,
    *,
    whom: Whom,
    held_on: date,
    campaign: Any = None,
    opens: Opens = Opens.NOTHING,
    once: str | None = None,
    **said: Any,
) -> AnyRow:
    """Write one down; the other hears of it. `said` is what was talked about.

    Raises Invalid for a day to come, and for somebody the writer can't pick.
    """
    require(by, "one_to_one.log", area)
    if held_on > today():
        raise Invalid(_("Write it down once you have talked."), "on")
    values = said | _other(whom, by, once)
    talk, is_new = insert_row_once(
        OneToOne,
        area_id=area.id,
        campaign_id=campaign and campaign.id,
        by_id=by.id,
        held_on=held_on,
        by_opens=opens,
        by_wording=WORDINGS[TALK_OPENED].version,
        answer="",
        logged_at=clock.now(),
        until=clock.now() + KEPT,
        once=once,
        **values,
    )
    if is_new:
        topics = [f"person-{talk.with_id}"] if talk.with_id else []
        mailed = bool(talk.email)
        record(
            verbs.WRITTEN,
            area,
            kind="area",
            part=talk,
            by=None,
            topics=topics,
            mailed=mailed,
        )
        if campaign:
            totals.count(campaign, 1)
    return talk


def _other(whom: Whom, by: Actor, once: str | None) -> dict[str, Any]:
    """The columns for the other. The writer does not learn from it whether an address
    has an account."""
    if whom.person_id:
        try:
            person = queries.somebody(whom.person_id, by)
        except NotFound as unknown:
            text = _("We do not know whom you mean. Type their name.")
            raise Invalid(text, "whom") from unknown
        of_account = {"with_id": person.id, "whom": key_of(person.id)}
        return of_account | {"name": "", "email": ""}
    if not whom.email:
        key = f"talk-{once or clock.now().timestamp()}"
        return {"with_id": None, "name": whom.name, "email": "", "whom": key}
    account = by_email(whom.email)
    if account and account.id == by.id:
        raise Invalid(_("That is your own address."), "email")
    return {
        "with_id": account and account.id,
        "name": whom.name or whom.email.partition("@")[0],
        "email": whom.email,
        "whom": key_of(account.id if account else 0, whom.email),
    }


def answer(talk: AnyRow, by: Side, *, words: str, opens: Opens) -> None:
    """The other says something to it, and what organisers may see; again as often as
    they like. Whoever wrote it down hears of what is said."""
    _require_other(talk, by)
    values = {
        "answer": words,
        "with_opens": opens,
        "with_wording": WORDINGS[TALK_OPENED].version,
    }
    this = (OneToOne.id == talk.id, OneToOne.answer.is_distinct_from(words))
    is_news = bool(write(_change(*this).values(values))) and words
    write(_change(OneToOne.id == talk.id).values(values))
    if is_news:
        topics = [f"person-{talk.by_id}"]
        area = _Area(talk.area_id, talk.area_id)
        record(verbs.ANSWERED, area, kind="area", part=talk, by=None, topics=topics)


class _Area(NamedTuple):
    id: int
    area_id: int


def _change(*where: Any) -> Any:
    return update(table_of(OneToOne)).where(*where)


def _require_other(talk: AnyRow, by: Side) -> None:
    if isinstance(by, Bearer):
        if by.talk_id != talk.id:
            raise NotAllowed
        return
    require(by, "one_to_one.open", talk)
    if by.id != talk.with_id:
        raise NotAllowed


def set_open(talk: AnyRow, by: Actor, *, opens: Opens) -> None:
    """Whoever wrote it down says anew what organisers may see."""
    require(by, "one_to_one.open", talk)
    mine = (OneToOne.id == talk.id, OneToOne.by_id == by.id)
    version = WORDINGS[TALK_OPENED].version
    if not write(_change(*mine).values(by_opens=opens, by_wording=version)):
        raise NotAllowed


def step_taken(talk: AnyRow, by: Actor) -> None:
    """One of the two says that the next step is done."""
    require(by, "one_to_one.open", talk)
    still_open = (OneToOne.id == talk.id, OneToOne.done_on.is_(None))
    write(_change(*still_open).values(done_on=today()))


def remove(talk: AnyRow, by: Side) -> None:
    """One of the two deletes it for good. What was written by mistake counts for no
    campaign; what the other deletes was held all the same."""
    if not isinstance(by, Bearer):
        require(by, "one_to_one.open", talk)
    elif by.talk_id != talk.id:
        raise NotAllowed
    gone = write(delete(table_of(OneToOne)).where(OneToOne.id == talk.id))
    by_writer = not isinstance(by, Bearer) and by.id == talk.by_id
    if gone and by_writer and talk.campaign_id:
        totals.count(_Campaign(talk.campaign_id, talk.area_id), -1)


class _Campaign(NamedTuple):
    id: int
    area_id: int

"""The rules of themes: answers are gathered under them by people, and each becomes a
campaign, or part of one, with its links kept."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import String, delete, exists, false, insert, literal, select, update

from board import clock
from board.activity.actions import record
from board.activity.models import Follow
from board.areas.models import Area
from board.campaigns import actions as campaigns
from board.campaigns.models import Campaign
from board.db import (
    UtcDateTime,
    db,
    fresh,
    insert_new,
    insert_row,
    table_of,
    write,
)
from board.errors import Conflict, Invalid, NotFound
from board.policy import Actor, require
from board.rounds import verbs
from board.rounds.models import Answer, AnswerTheme, Round, Theme


def gather(
    round_: Round, by: Actor, *, answers: Sequence[int], theme: int = 0, title: str = ""
) -> Theme:
    """Put answers under a theme of the round, or under a new one of this title; whoever
    gave them is told. They are read with that.

    Raises Invalid where no answer is named, or no theme.
    """
    require(by, "round.gather", round_)
    found = _theme(round_, theme, title)
    mine = (Answer.round_id == round_.id, Answer.hidden_at.is_(None))
    wanted = select(Answer.id).where(Answer.id.in_(list(answers)), *mine)
    ids = sorted(db.session.scalars(wanted).all())
    if not ids:
        raise Invalid(_("Tick at least one answer."), "answer")
    key = ["answer_id", "theme_id"]
    now = clock.now()
    rows = ({"answer_id": id, "theme_id": found.id, "at": now} for id in ids)
    new = [row["answer_id"] for row in rows if insert_row(AnswerTheme, key, **row)]
    unread = (Answer.id.in_(ids), Answer.read_at.is_(None))
    db.session.execute(update(Answer).where(*unread).values(read_at=now))
    if new:
        facts = {"theme": found.id, "answers": new}
        _record(verbs.GATHERED, round_, by, **facts)
    return found


def _theme(round_: Round, theme: int, title: str) -> Theme:
    """The theme meant: of two who make one of the same title, both mean the first."""
    if title:
        values: dict[str, Any] = {"round_id": round_.id, "title": title}
        values |= {"area_id": round_.area_id, "created_at": clock.now()}
        made = insert_new(Theme, ["round_id", "title"], **values)
        if made:
            return made
        same = select(Theme).where(Theme.round_id == round_.id, Theme.title == title)
        return db.session.scalars(same).one()
    if not theme:
        raise Invalid(_("Pick a theme, or name a new one."), "theme")
    return get(round_, theme)


def get(round_: Round, theme_id: int) -> Theme:
    """A theme of this round to act on, or NotFound."""
    found = fresh(Theme, theme_id)
    if found.round_id != round_.id:
        raise NotFound
    return found


def let_go(round_: Round, by: Actor, *, theme: int, answers: Sequence[int]) -> None:
    """Take answers out of a theme again; they wait for another one."""
    require(by, "round.gather", round_)
    found = get(round_, theme)
    links = (AnswerTheme.theme_id == found.id, AnswerTheme.answer_id.in_(list(answers)))
    out = delete(AnswerTheme).where(*links).returning(AnswerTheme.answer_id)
    gone = sorted(db.session.scalars(out).all())
    if not gone:
        raise Invalid(_("Tick at least one answer."), "answer")
    facts = {"theme": found.id, "answers": gone}
    _record(verbs.LET_GO, round_, by, **facts)


def begin_campaign(
    theme: Theme, by: Actor, *, once: str | None, **said: Any
) -> Campaign:
    """Start a campaign from a theme; everybody whose answer is part of it is told, and
    hears how it goes."""
    area = fresh(Area, theme.area_id)
    campaign = campaigns.start(area, by, issues=[], once=once, **said)
    if theme.campaign_id != campaign.id:
        take_up(theme, by, campaign=campaign)
    return campaign


def take_up(theme: Theme, by: Actor, *, campaign: Campaign) -> None:
    """Make a theme part of a campaign of its area, once. Raises Conflict where it is
    part of one."""
    round_ = fresh(Round, theme.round_id)
    require(by, "round.gather", round_)
    require(by, "campaign.edit", campaign)
    if campaign.area_id != theme.area_id:
        raise Invalid(_("Pick one of these campaigns."), "campaign")
    free = (Theme.id == theme.id, Theme.campaign_id.is_(None))
    taken = {"campaign_id": campaign.id, "taken_up_at": clock.now()}
    change = update(Theme).where(*free).values(taken)
    if not db.session.execute(change).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("This theme is part of a campaign already."))
    _let_hear(theme, campaign)
    facts = {"theme": theme.id, "campaign": campaign.id}
    _record(verbs.TAKEN_UP, round_, by, **facts)


def _let_hear(theme: Theme, campaign: Campaign) -> None:
    """Whoever answered follows the campaign, so that they hear of each turn."""
    topic = f"campaign-{campaign.id}"
    followed = exists().where(
        Follow.topic == topic, Follow.person_id == Answer.person_id
    )
    now = literal(clock.now(), UtcDateTime())
    givers = (
        select(literal(topic, String), Answer.person_id, now, false())
        .join(AnswerTheme, AnswerTheme.answer_id == Answer.id)
        .where(AnswerTheme.theme_id == theme.id, Answer.person_id.is_not(None))
        .where(~followed)
        .distinct()
    )
    columns = ["topic", "person_id", "since", "carried"]
    write(insert(table_of(Follow)).from_select(columns, givers))


def _record(verb: Any, round_: Round, by: Actor, **facts: Any) -> None:
    """What happens to answers stands under a topic that nobody else listens to."""
    record(verb, round_, by=by, topics=[f"round-{round_.id}-answers"], **facts)

"""Reading answers, each through its door: its giver's and the organisers', and what is
shared."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, false, or_, select

from board.accounts.models import Person
from board.areas.models import still_organises
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Rows, read, the_one
from board.people.queries import is_young_column
from board.policy import Actor
from board.rounds.models import ANSWERS, Answer, AnswerTheme, Round, Theme
from board.rounds.queries import PAGE

WORDS = tuple(getattr(Answer, name) for name in ANSWERS)
MANY = 2_000  # answers in whose words themes are looked for


def _rows(person: Actor | None) -> AnySelect:
    """Answers as this reader may read them; with a name where it is shown, is theirs,
    or they gather the answers."""
    me = person.id if person else 0
    is_mine = Answer.person_id == me if person else false()
    gathers = still_organises(me, Answer.area_id) if person else false()
    is_young = or_(Answer.young, is_young_column(Answer.person_id))
    named = and_(Answer.show_name, ~is_young)
    return (
        select(
            Answer.id,
            Answer.round_id,
            Answer.area_id,
            Answer.source,
            *WORDS,
            Answer.shared,
            Answer.show_name,
            Answer.young,
            Answer.at,
            Answer.read_at,
            is_mine.label("is_mine"),
            case((or_(named, is_mine, gathers), Person.name)).label("name"),
        )
        .outerjoin(Person, Person.id == Answer.person_id)
        .where(*Answer.visible(person))
    )


def one(round_id: int, answer_id: int, person: Actor | None) -> AnyRow:
    """One answer of a round, or NotFound."""
    this = (Answer.id == answer_id, Answer.round_id == round_id)
    return the_one(_rows(person).where(*this))


def mine(round_id: int, person: Actor | None) -> AnyRow | None:
    """What this person answered; None where they did not."""
    if person is None:
        return None
    own = (Answer.round_id == round_id, Answer.person_id == person.id)
    found = read(_rows(person).where(*own))
    return found[0] if found else None


def by_link(answer_id: int) -> AnyRow:
    """The answer of somebody without an account who has left an address, for the link
    that was mailed there; or NotFound."""
    left = (Answer.id == answer_id, Answer.email != "", Answer.hidden_at.is_(None))
    columns = (Answer.id, Answer.round_id, Answer.area_id, Answer.source, *WORDS)
    more = (Answer.shared, Answer.at, Answer.read_at)
    return the_one(select(*columns, *more).where(*left))


def in_theme(theme_id: int, person: Actor | None, before: int = 0) -> Rows:
    """The answers of a theme that this reader may read, the newest first; one more than
    a page where there are further ones."""
    links = exists().where(
        AnswerTheme.answer_id == Answer.id, AnswerTheme.theme_id == theme_id
    )
    return _page(_rows(person).where(links), before)


def without_theme(round_id: int, person: Actor, before: int = 0) -> Rows:
    """The answers of a round that nobody has put under a theme, likewise."""
    links = exists().where(AnswerTheme.answer_id == Answer.id)
    return _page(_rows(person).where(Answer.round_id == round_id, ~links), before)


def these(round_id: int, ids: Sequence[int], person: Actor) -> Rows:
    """Some answers of a round by their numbers, the newest first."""
    chosen = (Answer.round_id == round_id, Answer.id.in_(list(ids)[:50]))
    return read(_rows(person).where(*chosen).order_by(Answer.id.desc()))


def _page(statement: AnySelect, before: int) -> Rows:
    if before:
        statement = statement.where(Answer.id < before)
    return read(statement.order_by(Answer.id.desc()).limit(PAGE + 1))


def to_gather(round_id: int, person: Actor) -> tuple[tuple[int, str], ...]:
    """(number, words) of the newest answers without a theme: what suggestions are
    looked for in."""
    links = exists().where(AnswerTheme.answer_id == Answer.id)
    found = (
        select(Answer.id, *WORDS)
        .where(Answer.round_id == round_id, ~links, *Answer.visible(person))
        .order_by(Answer.id.desc())
        .limit(MANY)
    )
    return tuple((row[0], " ".join(row[1:])) for row in read(found))


def became(answer_id: int) -> Rows:
    """What became of an answer: each theme it is part of, since when, and the campaign
    that became of that."""
    its = and_(Campaign.id == Theme.campaign_id, *Campaign.visible(None))
    columns: tuple[Any, ...] = (
        Theme.id,
        Theme.title,
        Theme.taken_up_at,
        AnswerTheme.at,
        Campaign.id.label("campaign_id"),
        Campaign.title.label("campaign_title"),
        Campaign.stage.label("campaign_stage"),
    )
    found = (
        select(*columns)
        .join(AnswerTheme, AnswerTheme.theme_id == Theme.id)
        .outerjoin(Campaign, its)
        .where(AnswerTheme.answer_id == answer_id)
    )
    return read(found.order_by(AnswerTheme.at))


def of_person() -> AnySelect:
    """What the person `me` answered, the newest first: its round, and each theme and
    campaign it became part of; one that was put under no theme has a row of its own."""
    me: Any = bindparam("me")
    its = and_(Campaign.id == Theme.campaign_id, *Campaign.visible(None))
    columns: tuple[Any, ...] = (
        Answer.id,
        Answer.round_id,
        Answer.read_at,
        Round.title,
        Round.told_at,
        Theme.title.label("theme_title"),
        Campaign.title.label("campaign_title"),
        Campaign.stage.label("campaign_stage"),
    )
    found = (
        select(*columns)
        .join(Round, Round.id == Answer.round_id)
        .outerjoin(AnswerTheme, AnswerTheme.answer_id == Answer.id)
        .outerjoin(Theme, Theme.id == AnswerTheme.theme_id)
        .outerjoin(Campaign, its)
        .where(Answer.person_id == me, *Answer.visible(me), *Round.visible(None))
    )
    return found.order_by(Answer.id.desc(), AnswerTheme.at).limit(30)

"""Issues like the one somebody is writing: found by rare words, place and area in one
statement, and ranked by likeness."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, func, literal, or_, select, union, union_all

from board import clock
from board.areas.queries import id_of
from board.db import AnySelect, Rows, db, read
from board.folding import search_terms
from board.issues import likeness
from board.issues.likeness import BODY, WEIGHTS, Post, Reading, rarity, reading_of, stem
from board.issues.models import LIVE, Issue, Second, State
from board.issues.nearby import DEGREE_KM, around, distance
from board.issues.places import CAMPAIGNS_LIKE
from board.issues.queries import CARDS
from board.issues.search import having
from board.issues.synonyms import same_as
from board.policy import Actor

CAMPAIGN = 0.3  # of what is said, by its words alone
SHOWN = 5
LATELY = timedelta(days=90)  # closed no longer ago than this, it may be the same matter
SAMPLE = 1_000  # of the newest posts, in which words are counted
# posts that the words looked up may have between them: common words on a large board
# are left out
READ = 1_500
EACH = 1_000  # posts with one word, at most
TERMS = 14  # those of the place, of the title, then of the body
PICKED = 30  # candidates by words, by place, and by area
NEAR_KM = 0.4
WHERE = 0.25  # what a word of the place counts for where posts are looked for
STEP = 50  # words are counted anew when so many posts have come


@dataclass(frozen=True)
class Said:
    """What somebody has written so far; every field may be empty."""

    title: str = ""
    body: str = ""
    place: str = ""
    area: str = ""
    category: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def near(self) -> tuple[float, float] | None:
        """The position, if there is a whole one."""
        return (
            None
            if self.latitude is None or self.longitude is None
            else (self.latitude, self.longitude)
        )


class Term(NamedTuple):
    """Words with one meaning, what they count for where posts are looked for, how much
    of that is what it is about, and how many new posts have one."""

    words: tuple[str, ...]
    likely: float
    about: float
    found: int


class Rarity(NamedTuple):
    """How many of the newest posts have each word, and what it counts for."""

    spread: dict[str, int]
    rare: dict[str, float]
    unseen: float  # what a word counts for that none of them has


class Alike(NamedTuple):
    """What may be the same matter, the most alike first."""

    issues: Rows = ()
    campaigns: Rows = ()

    @property
    def shown(self) -> str:
        """The issues' numbers, as a form sends them back."""
        return ",".join(str(row.id) for row in self.issues)


def alike(said: Said, person: Actor | None = None) -> Alike:
    """The open, or lately closed, issues and running campaigns that fit what was
    written well, or nothing."""
    newest = read(select(func.max(Issue.id)))[0][0] or 0
    if not newest:
        return Alike()
    known = rarity_of(newest)
    terms = looked_for(said, known)
    mine = _reading(said)
    likeness.weigh(mine, known.rare)
    issues: Rows = ()
    if mine.weights:
        found = read(candidates(said, terms, newest, person.id if person else 0))
        issues = _ranked(said, mine, found, known)
    words = [(term.words, term.about) for term in terms if term.about]
    return Alike(issues, CAMPAIGNS_LIKE.filling(words, CAMPAIGN))


def is_posted(once: str | None) -> bool:
    """Whether this very form was posted already: then it is only like itself."""
    return bool(once and read(select(Issue.id).where(Issue.once == once)))


def rarity_of(newest: int) -> Rarity:
    """How rare words are among the newest posts; on a large board counted once for
    every fifty that come."""
    if newest < STEP:
        return _counted(newest)
    return _kept_count(str(db.engine.url), newest - newest % STEP)


@lru_cache(4)
def _kept_count(_board: str, newest: int) -> Rarity:
    return _counted(newest)


def _counted(newest: int) -> Rarity:
    columns = (Issue.title, func.substr(Issue.body, 1, BODY), Issue.place)
    new = Issue.id.between(newest - SAMPLE + 1, newest)
    rows = read(select(*columns).where(new, *Issue.visible(None)))
    spread = likeness.spread_of(_reading(Said(*row)) for row in rows)
    rare = {word: rarity(count, len(rows)) for word, count in spread.items()}
    return Rarity(spread, rare, unseen=rarity(0, len(rows)))


def _reading(said: Said) -> Reading:
    """What somebody writes now, read like a post."""
    texts = (said.title, said.body, said.place, said.category)
    here = (said.latitude, said.longitude)
    return reading_of(Post(0, *texts, *here, clock.now()))


def looked_for(said: Said, known: Rarity) -> list[Term]:
    """The terms of what was written, the rarest first; what they tell of what it is
    about adds up to less than 1."""
    terms = _terms(said, known)
    size = sum(term.about for term in terms) + WEIGHTS.doubt
    each = [term._replace(about=term.about / size) for term in terms]
    return sorted(each, key=lambda term: term.found)


def _terms(said: Said, known: Rarity) -> list[Term]:
    """What was written as terms, each once: a word of the place says where, wherever
    else it stands."""
    found: dict[str, Term] = {}
    for part, likely, about in (
        ("place", WHERE, 0.0),
        ("title", WEIGHTS.title, WEIGHTS.title),
        ("body", WEIGHTS.body, WEIGHTS.body),
    ):
        for word in search_terms(getattr(said, part)[:1000]):
            key = stem(word)
            rare = known.rare.get(key, known.unseen)
            term = Term(
                same_as(word), likely * rare, about * rare, known.spread.get(key, 0)
            )
            if key:
                found.setdefault(key, term)
    return list(found.values())[:TERMS]


def _live() -> Any:
    # no reason to go through all that are open by the index of states
    state: Any = Issue.state.concat("")
    ended = and_(
        state.in_((State.DONE, State.NOT_DONE)), Issue.active_at > clock.now() - LATELY
    )
    return or_(state.in_(LIVE), ended)


def _affordable(terms: list[Term], newest: int) -> int:
    """How many of the terms, the rarest first, may be looked up on the whole board."""
    posts, part = 0.0, max(1.0, newest / SAMPLE)
    for number, term in enumerate(terms):
        posts += term.found * part
        if posts > READ:
            return number
    return len(terms)


def candidates(said: Said, terms: list[Term], newest: int, me: int) -> AnySelect:
    """The statement: posts that may be the same matter, by rare words, by place and by
    area."""
    none = select(literal(0).label("id"), literal(0.0).label("likely"))
    each = [
        (having(Issue, term.words, limit=EACH).subquery().c.id, term)
        for term in terms[: _affordable(terms, newest)]
    ]
    found = [select(id, literal(term.likely).label("likely")) for id, term in each]
    hit = union_all(none, *found).cte("hit")
    likely = func.sum(hit.c.likely).label("likely")
    worded = select(hit.c.id, likely).group_by(hit.c.id).cte("worded")
    picked = union(*(select(way.subquery().c.id) for way in _ways(said, worded))).cte(
        "picked"
    )
    return (
        CARDS.add_columns(
            func.substr(Issue.body, 1, BODY).label("body"),
            _distance_km(said).label("km"),
            _is_in(me).label("seconded"),
        )
        .join(picked, picked.c.id == Issue.id)
        .where(_live())
    )


def _ranked(said: Said, mine: Reading, found: Rows, known: Rarity) -> Rows:
    """Those that are alike enough, the most alike first."""
    scored = []
    for row in found:
        texts = (row.title, row.body, row.place, row.category)
        where = (row.latitude, row.longitude)
        other = reading_of(Post(row.id, *texts, *where, row.active_at))
        likeness.weigh(other, known.rare)
        score = likeness.likeness(mine, other)
        if said.area and row.area_slug != said.area:
            score *= WEIGHTS.other_area
        if score >= WEIGHTS.similar:
            scored.append((score, row.id, row))
    scored.sort(reverse=True, key=lambda one: one[:2])
    return [row for _score, _id, row in scored[:SHOWN]]


def _ways(said: Said, worded: Any) -> list[AnySelect]:
    """How a post becomes a candidate: each gives a few, and reads few."""
    ways: list[Any] = [
        select(worded.c.id)
        .join(Issue, Issue.id == worded.c.id)
        .where(_live(), *Issue.visible(None))
        .order_by(worded.c.likely.desc())
    ]
    if said.near:
        here = around(said.near, NEAR_KM)
        ways.append(
            select(Issue.id)
            .where(*here, _live(), *Issue.visible(None))
            .order_by(distance(said.near))
        )
    if said.area:
        ways.append(
            select(Issue.id)
            .where(Issue.area_id == id_of(said.area), *Issue.visible(None))
            .order_by(Issue.created_at.desc())
        )
    return [way.limit(PICKED) for way in ways]


def _is_in(me: int) -> Any:
    return exists().where(Second.issue_id == Issue.id, Second.person_id == me)


def _distance_km(said: Said) -> Any:
    """Kilometres from where it is said to be; NULL where either is unknown."""
    if said.near is None:
        return literal(None)
    return func.sqrt(distance(said.near)) * DEGREE_KM

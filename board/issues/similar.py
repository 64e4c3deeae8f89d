"""Issues like the one somebody is writing: found by rare words, place and area, and
ranked in one statement."""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, case, exists, func, literal, or_, select, union, union_all

from board import clock
from board.areas.queries import id_of
from board.db import AnySelect, Rows, read
from board.folding import search_terms
from board.issues.models import LIVE, Issue, Second, State
from board.issues.nearby import DEGREE_KM, around, distance
from board.issues.places import CAMPAIGNS_LIKE
from board.issues.queries import CARDS
from board.issues.search import having
from board.issues.synonyms import same_as
from board.policy import Actor


class Weights(NamedTuple):
    """How much each likeness counts: what it is about, times how sure we are that it is
    in the same place.

    What it is about is told by words, each by how rare it is on the board (as in bm25,
    the log of all posts by those that have it) and by where it was written, and by the
    category. `doubt` is taken from a post of few words: one word in common proves
    little. A post is shown when all comes to `threshold`. Tuned on
    tests/data/similar-pairs.csv.
    """

    title: float = 1.0
    body: float = 0.5
    doubt: float = 3.0
    category: float = 0.12
    fresh: float = 0.02  # something happened in the last 30 days
    # what is left of it where neither the position nor a word of the place is the same
    elsewhere: float = 0.4
    unknown: float = 0.7  # where one of the two does not say where
    far: float = 0.25  # more than 1 km away, whatever the words are
    other_area: float = 0.6
    reach: float = 0.1  # km at which being near counts half
    threshold: float = 0.25
    campaign: float = 0.3  # of words alone


WEIGHTS = Weights()
SHOWN = 5
LATELY = timedelta(days=90)  # closed no longer ago than this, it may be the same matter
SAMPLE = 1_000  # of the newest posts, in which words are counted
# posts that the words looked up may have between them: common words on a large board
# are left out
READ = 1_500
EACH = 1_000  # posts with one word, at most
TERMS = 14  # those of the place, of the title, then of the body
ASKED = 3  # common words that are asked for, of each candidate
PICKED = 30  # candidates by words, by place, and by area
NEAR_KM = 0.4


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
    """Words with one meaning, how much they count for what it is about or where, and
    how many new posts have one."""

    words: tuple[str, ...]
    what: float
    where: float
    found: int = 0


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
    terms = weighed(said, newest)
    if not terms:
        return Alike()
    issues = read(ranking(said, terms, newest, person.id if person else 0))
    words = [(term.words, term.what) for term in terms if term.what]
    return Alike(issues, CAMPAIGNS_LIKE.filling(words, WEIGHTS.campaign))


def is_posted(once: str | None) -> bool:
    """Whether this very form was posted already: then it is only like itself."""
    return bool(once and read(select(Issue.id).where(Issue.once == once)))


def weighed(said: Said, newest: int) -> list[Term]:
    """The terms of what was written, the rarest first; what they count for adds up to
    less than 1, where to 1."""
    terms = _terms(said)
    if not terms or not newest:
        return []
    lately = (
        select(func.count()).select_from(
            having(Issue, t.words, since=newest - SAMPLE).subquery()
        )
        for t in terms
    )
    counts = read(
        select(
            *(count.scalar_subquery().label(f"n{n}") for n, count in enumerate(lately))
        )
    )[0]
    rarity = [math.log((min(newest, SAMPLE) + 10) / (count + 0.5)) for count in counts]
    what = (
        sum(term.what * rare for term, rare in zip(terms, rarity, strict=True))
        + WEIGHTS.doubt
    )
    where = (
        sum(term.where * rare for term, rare in zip(terms, rarity, strict=True)) or 1.0
    )
    found = [
        Term(term.words, term.what * rare / what, term.where * rare / where, count)
        for term, rare, count in zip(terms, rarity, counts, strict=True)
    ]
    return sorted(found, key=lambda term: term.found)


def _terms(said: Said) -> list[Term]:
    """What was written as terms, each once: a word of the place says where, wherever
    else it stands."""
    found: dict[tuple[str, ...], Term] = {}
    for part, what, where in (
        ("place", 0.0, 1.0),
        ("title", WEIGHTS.title, 0.0),
        ("body", WEIGHTS.body, 0.0),
    ):
        for word in search_terms(getattr(said, part)[:1000]):
            same = same_as(word)
            found.setdefault(same, Term(same, what, where))
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


def ranking(said: Said, terms: list[Term], newest: int, me: int) -> AnySelect:
    """The statement: candidates by rare words, by place and by area, each scored by
    everything that is known."""
    few = _affordable(terms, newest)
    none = select(
        literal(0).label("id"), literal(0.0).label("what"), literal(0.0).label("where")
    )
    each = [
        (having(Issue, term.words, limit=EACH).subquery().c.id, term)
        for term in terms[:few]
    ]
    found = [
        select(id, literal(term.what).label("what"), literal(term.where).label("where"))
        for id, term in each
    ]
    hit = union_all(none, *found).cte("hit")
    sums = (func.sum(hit.c.what).label("what"), func.sum(hit.c.where).label("where"))
    worded = select(hit.c.id, *sums).group_by(hit.c.id).cte("worded")
    picked = union(*(select(way.subquery().c.id) for way in _ways(said, worded))).cte(
        "picked"
    )
    weighed = _weighed(picked, worded, terms[few:])
    scored = select(
        Issue.id, _score(said, weighed.c.what, weighed.c.where).label("score")
    )
    scores = (
        scored.join(weighed, weighed.c.id == Issue.id)
        .where(_live(), *Issue.visible(None))
        .cte("scores")
        .prefix_with("MATERIALIZED")
    )
    return (
        CARDS.add_columns(
            scores.c.score, _distance_km(said).label("km"), _is_in(me).label("seconded")
        )
        .join(scores, scores.c.id == Issue.id)
        .where(scores.c.score >= WEIGHTS.threshold)
        .order_by(scores.c.score.desc(), Issue.id.desc())
        .limit(SHOWN)
    )


def _weighed(picked: Any, worded: Any, common: list[Term]) -> Any:
    """The candidates with what their words come to; of the common words the rarest few
    are asked for here."""
    what: Any = func.coalesce(worded.c.what, 0.0)
    where: Any = func.coalesce(worded.c.where, 0.0)
    for term in common[:ASKED]:
        has = case(
            (exists(having(Issue, term.words, id=picked.c.id).correlate(picked)), 1.0),
            else_=0.0,
        )
        what = what + has * term.what if term.what else what
        where = where + has * term.where if term.where else where
    found = select(picked.c.id, what.label("what"), where.label("where"))
    return (
        found.outerjoin_from(picked, worded, worded.c.id == picked.c.id)
        .cte("weighed")
        .prefix_with("MATERIALIZED")
    )


def _ways(said: Said, worded: Any) -> list[AnySelect]:
    """How a post becomes a candidate: each gives a few, and reads few."""
    likely = (worded.c.what + worded.c.where / 4).desc()
    ways: list[Any] = [
        select(worded.c.id)
        .join(Issue, Issue.id == worded.c.id)
        .where(_live(), *Issue.visible(None))
        .order_by(likely)
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


def _score(said: Said, what: Any, where: Any) -> Any:
    """What it is about, times how likely it is the same place."""
    alike = case((Issue.category == said.category, WEIGHTS.category), else_=0.0)
    fresh = case(
        (Issue.active_at > clock.now() - timedelta(days=30), WEIGHTS.fresh), else_=0.0
    )
    about: Any = case((what > 0, what + alike + fresh), else_=0.0)
    if said.area:
        about *= case(
            (Issue.area_id == id_of(said.area), 1.0), else_=WEIGHTS.other_area
        )
    return about * _same_place(said, where)


def _same_place(said: Said, where: Any) -> Any:
    """From `far` to 1: by distance or by the words of the place, whichever
    says more."""
    silent = and_(Issue.place == "", Issue.latitude.is_(None))
    if said.near is None:
        likely = where if said.place else literal(None)
        nowhere = []
    else:
        apart, reach = distance(said.near), (WEIGHTS.reach / DEGREE_KM) ** 2
        near = func.coalesce(1 / (1 + apart / reach), 0.0)
        likely = case((near > where, near), else_=where)
        nowhere = [(apart > (1 / DEGREE_KM) ** 2, WEIGHTS.far)]
    certain = WEIGHTS.elsewhere + (1 - WEIGHTS.elsewhere) * likely
    return case(
        (silent, WEIGHTS.unknown),
        *nowhere,
        else_=func.coalesce(certain, WEIGHTS.unknown),
    )

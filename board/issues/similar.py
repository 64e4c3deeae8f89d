"""Issues like the one somebody is writing: found by rare words, place and area, and ranked in one statement."""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, case, exists, func, literal, or_, select, union, union_all

from board import clock
from board.areas.models import Area
from board.db import AnySelect, Rows, read
from board.issues.models import Issue, Second, State
from board.issues.nearby import distance
from board.issues.queries import CARDS, having
from board.issues.synonyms import same_as
from board.policy import Actor
from board.text import search_terms


class Weights(NamedTuple):
    """How much each likeness counts. A post is shown when they add up to `threshold`; all words alike give nearly 1.

    Words count by how rare they are on the board (as in bm25: log of all posts by those that have the word), and by
    where they were written. `doubt` is what is taken from a post of few words: one word in common proves little.
    Tuned on tests/data/similar.toml; tests/issues/test_similar_quality.py says what they find.
    """

    title: float = 1.0
    place: float = 0.8
    body: float = 0.4
    doubt: float = 5.0
    near: float = 0.25  # at the same spot; half of it at `reach` km
    far: float = -0.25  # more than 8 times `reach` away
    area: float = 0.06
    category: float = 0.1
    fresh: float = 0.04  # something happened in the last 30 days
    reach: float = 0.15
    campaign: float = 0.3  # the threshold of campaigns, which have words only
    threshold: float = 0.4


WEIGHTS = Weights()
DEGREE = 111.2  # km of latitude
SHOWN = 5
LATELY = timedelta(days=90)  # closed no longer ago than this, it may be the same matter
SAMPLE = 1_000  # of the newest posts, in which words are counted
READ = 6_000  # posts that the words looked up may have between them: common words on a large board are left out
EACH = 2_000  # posts with one word, at most
PICKED = 40  # candidates by words, by place, and by area
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
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class Term(NamedTuple):
    """Words with one meaning, how much they count, and how many of the newest posts have one of them."""

    words: tuple[str, ...]
    weight: float
    count: int = 0


class Alike(NamedTuple):
    """What may be the same matter, the most alike first."""

    issues: Rows = ()
    campaigns: Rows = ()

    @property
    def shown(self) -> str:
        """The issues' numbers, as a form sends them back."""
        return ",".join(str(row.id) for row in self.issues)


def alike(said: Said, person: Actor | None = None) -> Alike:
    """The open, or lately closed, issues and running campaigns that fit what was written well, or nothing."""
    newest = read(select(func.max(Issue.id)))[0][0] or 0
    terms = weighed(said, newest)
    if not terms:
        return Alike()
    issues = read(ranking(said, terms, newest, person.id if person else 0))
    words = [(term.words, term.weight) for term in terms]
    return Alike(issues, Issue.campaigns_like(words, WEIGHTS.campaign))


def is_posted(once: str | None) -> bool:
    """Whether this very form was posted already: then it is only like itself."""
    return bool(once and read(select(Issue.id).where(Issue.once == once)))


def weighed(said: Said, newest: int) -> list[Term]:
    """The terms of what was written, the rarest first, with weights that add up to less than 1."""
    terms = _terms(said)
    if not terms or not newest:
        return []
    lately = (
        select(func.count()).select_from(having(Issue, term.words, since=newest - SAMPLE).subquery()) for term in terms
    )
    counts = read(select(*(count.scalar_subquery().label(f"n{n}") for n, count in enumerate(lately))))[0]
    everything = min(newest, SAMPLE) + 10
    rarity = [term.weight * math.log(everything / (n + 0.5)) for term, n in zip(terms, counts, strict=True)]
    total = sum(rarity) + WEIGHTS.doubt
    found = [Term(term.words, w / total, n) for term, w, n in zip(terms, rarity, counts, strict=True)]
    return sorted(found, key=lambda term: term.count)


def _terms(said: Said) -> list[Term]:
    """What was written as terms, each once, where it counts most."""
    found: dict[tuple[str, ...], Term] = {}
    for part in ("title", "place", "body"):
        for word in search_terms(getattr(said, part)[:1000]):
            same = same_as(word)
            found.setdefault(same, Term(same, getattr(WEIGHTS, part)))
    return list(found.values())


def _live() -> Any:
    ended = and_(Issue.state.in_((State.DONE, State.NOT_DONE)), Issue.active_at > clock.now() - LATELY)
    return or_(Issue.state.in_((State.OPEN, State.IN_CAMPAIGN)), ended)


def _affordable(terms: list[Term], newest: int) -> int:
    """How many of the terms, the rarest first, may be looked up on the whole board."""
    posts, part = 0.0, max(1.0, newest / SAMPLE)
    for number, term in enumerate(terms):
        posts += term.count * part
        if posts > READ:
            return number
    return len(terms)


def ranking(said: Said, terms: list[Term], newest: int, me: int) -> AnySelect:
    """The statement: candidates by rare words, by place and by area, each scored by everything that is known."""
    few = _affordable(terms, newest)
    looked_up, common = terms[:few], terms[few:]
    none = select(literal(0).label("id"), literal(0.0).label("weight")).where(literal(False))
    each = [having(Issue, term.words, limit=EACH).subquery() for term in looked_up]
    found = [select(sub.c.id, literal(term.weight).label("weight")) for sub, term in zip(each, looked_up, strict=True)]
    hit = union_all(none, *found).cte("hit")
    worded = select(hit.c.id, func.sum(hit.c.weight).label("weight")).group_by(hit.c.id).cte("worded")
    picked = union(*(select(way.subquery().c.id) for way in _ways(said, worded))).cte("picked")
    words = func.coalesce(worded.c.weight, 0.0)
    for term in common[:6]:
        words += case((exists(having(Issue, term.words, id=picked.c.id)), term.weight), else_=0.0)
    score = words + _setting(said)
    return (
        CARDS.add_columns(score.label("score"), _distance_km(said).label("km"), _is_in(me).label("seconded"))
        .join(picked, picked.c.id == Issue.id)
        .outerjoin(worded, worded.c.id == Issue.id)
        .where(_live(), score >= WEIGHTS.threshold)
        .order_by(score.desc(), Issue.id.desc())
        .limit(SHOWN)
    )


def _ways(said: Said, worded: Any) -> list[AnySelect]:
    """How a post becomes a candidate: each gives a few, and reads few."""
    ways: list[Any] = [
        select(worded.c.id).join(Issue, Issue.id == worded.c.id).where(_live()).order_by(worded.c.weight.desc())
    ]
    if said.near:
        latitude, longitude = said.near
        high = NEAR_KM / DEGREE
        wide = high / max(0.01, math.cos(math.radians(latitude)))
        here = (
            Issue.latitude.between(latitude - high, latitude + high),
            Issue.longitude.between(longitude - wide, longitude + wide),
        )
        ways.append(select(Issue.id).where(*here, _live()).order_by(distance((latitude, longitude))))
    if said.area:
        ways.append(select(Issue.id).where(Issue.area_id == _area(said.area)).order_by(Issue.created_at.desc()))
    return [way.limit(PICKED) for way in ways]


def _area(slug: str) -> Any:
    return select(Area.id).where(Area.slug == slug).scalar_subquery()


def _is_in(me: int) -> Any:
    return exists().where(Second.issue_id == Issue.id, Second.person_id == me)


def _distance_km(said: Said) -> Any:
    """Kilometres from where it is said to be; NULL where either is unknown."""
    if said.near is None:
        return literal(None)
    return func.sqrt(distance(said.near)) * DEGREE


def _setting(said: Said) -> Any:
    """What place, area, category and age add to the words."""
    fresh = case((Issue.active_at > clock.now() - timedelta(days=30), WEIGHTS.fresh), else_=0.0)
    score: Any = fresh + case((Issue.category == said.category, WEIGHTS.category), else_=0.0)
    if said.area:
        score += case((Issue.area_id == _area(said.area), WEIGHTS.area), else_=0.0)
    if said.near:
        apart = distance(said.near)
        reach = (WEIGHTS.reach / DEGREE) ** 2
        score += func.coalesce(case((apart > 64 * reach, WEIGHTS.far), else_=WEIGHTS.near / (1 + apart / reach)), 0.0)
    return score

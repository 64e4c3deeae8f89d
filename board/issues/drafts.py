"""What somebody is writing, read to find posts like it: which of its words to look for,
and how rare each is on this board."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import func, select

from board import clock
from board.db import db, read
from board.folding import search_terms
from board.issues.likeness import (
    BODY,
    WEIGHTS,
    Reading,
    as_post,
    rarity,
    reading_of,
    spread_of,
)
from board.issues.models import Issue
from board.issues.synonyms import same_as
from board.issues.word_stems import stem

NEWEST = 1_000  # posts in which words are counted
COUNT_EVERY = 50  # new posts, until words are counted anew
MOST_TERMS = 14  # those of the place, of the title, then of the body
PLACE_WEIGHT = 0.25  # what a word of the place counts for where posts are looked for


@dataclass(frozen=True)
class Draft:
    """What somebody has written so far; every field may be empty."""

    title: str = ""
    body: str = ""
    place: str = ""
    area: str = ""
    category: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def position(self) -> tuple[float, float] | None:
        """The position, if there is a whole one."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class Term(NamedTuple):
    """Words with one meaning, which posts are looked for by."""

    words: tuple[str, ...]
    search_weight: float  # what it counts for where posts are looked for
    topic_share: float  # how much of what the draft is about it tells; all: below 1
    post_count: int  # how many of the newest posts have it


class Rarity(NamedTuple):
    """How many of the newest posts have each word, and what it counts for."""

    spread: dict[str, int]
    rare: dict[str, float]
    unseen: float  # what a word counts for that none of them has


def rarity_of(newest: int) -> Rarity:
    """How rare words are among the newest posts, given the newest one's id; on a large
    board counted once for every fifty that come."""
    if newest < COUNT_EVERY:
        return _count_words(newest)
    return _counted_words(str(db.engine.url), newest - newest % COUNT_EVERY)


@lru_cache(4)
def _counted_words(_board: str, newest: int) -> Rarity:
    return _count_words(newest)


def _count_words(newest: int) -> Rarity:
    columns = (Issue.title, func.substr(Issue.body, 1, BODY), Issue.place)
    is_new = Issue.id.between(newest - NEWEST + 1, newest)
    rows = read(select(*columns).where(is_new, *Issue.visible(None)))
    spread = spread_of(draft_reading(Draft(*row)) for row in rows)
    rare = {word: rarity(count, len(rows)) for word, count in spread.items()}
    return Rarity(spread, rare, unseen=rarity(0, len(rows)))


def draft_reading(draft: Draft) -> Reading:
    """The draft, read like a post that is written now."""
    return reading_of(as_post(draft, id=0, at=clock.now()))


def terms_of(draft: Draft, known: Rarity) -> list[Term]:
    """The terms of a draft, the rarest first."""
    terms = _weighed_terms(draft, known)
    size = sum(term.topic_share for term in terms) + WEIGHTS.doubt
    shared = [term._replace(topic_share=term.topic_share / size) for term in terms]
    return sorted(shared, key=lambda term: term.post_count)


def _weighed_terms(draft: Draft, known: Rarity) -> list[Term]:
    """Each term of a draft once: a word of the place says where, wherever else it
    stands."""
    found: dict[str, Term] = {}
    for text, search_weight, topic_weight in (
        (draft.place, PLACE_WEIGHT, 0.0),
        (draft.title, WEIGHTS.title, WEIGHTS.title),
        (draft.body, WEIGHTS.body, WEIGHTS.body),
    ):
        for word in search_terms(text[:1000]):
            key = stem(word)
            if not key or key in found:
                continue
            rare = known.rare.get(key, known.unseen)
            found[key] = Term(
                words=same_as(word),
                search_weight=search_weight * rare,
                topic_share=topic_weight * rare,
                post_count=known.spread.get(key, 0),
            )
    return list(found.values())[:MOST_TERMS]

"""How much two posts belong together: by the words they share, by where they are, and
by when they were posted. One scorer for both who writes a post and sees similar ones,
and the patterns on an organiser's desk."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from typing import Any, NamedTuple

from board.areas.longitude import turned
from board.issues.word_stems import stems


class Weights(NamedTuple):
    """How much each likeness counts.

    Tuned on tests/data: patterns.csv, similar-pairs.csv, boston-311-reports.csv.
    """

    title: float = 1.0
    body: float = 0.8
    matter: float = 1.25  # a word that neighbours have several of: lamp, damp, rubbish
    doubt: float = 2.5  # a post of few words proves little
    category: float = 0.1
    matters: float = 0.15  # they share a word for a matter
    link: float = 0.38  # what makes two posts belong together
    # what makes a post worth showing to whoever writes another
    similar: float = 0.3
    other_area: float = 0.6  # what is left of that in another area
    # what is left where neither the position nor a word of the place is the same
    elsewhere: float = 0.5
    unknown: float = 0.7  # where neither has words of a place, and one has no position
    far: float = 0.3  # more than 1.5 km apart
    near: float = 0.8  # so near, one word for a matter is enough
    reach: float = 0.4  # km at which being near counts half
    year: float = 0.5  # what is left of it a year apart


WEIGHTS = Weights()
LEADS = 7  # the most telling words of a post: where others are looked for
BODY = 500  # characters of a post's text that are read
FAR_KM = 1.5
DEGREE_KM = 111.2


class Post(NamedTuple):
    """What is compared of an issue."""

    id: int
    title: str
    body: str
    place: str
    category: str
    latitude: float | None
    longitude: float | None
    created_at: datetime


def as_post(source: Any, *, id: int, at: datetime) -> Post:
    """What is compared of a row or a draft, as something posted at this instant."""
    texts = (source.title, source.body, source.place, source.category)
    return Post(id, *texts, source.latitude, source.longitude, at)


@dataclass
class Reading:
    """A post as it is compared."""

    post: Post
    # what its words count for; multiplied with those of another: how much they say the
    # same
    weights: dict[str, float]
    titled: frozenset[str]
    where: frozenset[str]  # the words of its place
    leads: list[str] = field(default_factory=list)


def rarity(count: int, posts: int) -> float:
    """What a word counts for that so many of the posts have: the more, the fewer."""
    return math.log((posts + 30) / (count + 5))


def spread_of(readings: Iterable[Reading]) -> Counter[str]:
    """How many of these have each word."""
    return Counter(word for reading in readings for word in reading.weights)


def read_all(posts: Sequence[Post]) -> list[Reading]:
    """The posts as they are compared with each other: a word that one has alone counts
    nothing."""
    readings = [reading_of(post) for post in posts]
    rare = {
        word: rarity(count, len(posts))
        for word, count in spread_of(readings).items()
        if count > 1
    }
    for reading in readings:
        weigh(reading, rare)
        weights = reading.weights
        reading.leads = nlargest(LEADS, weights, key=weights.__getitem__)
    return readings


def weigh(reading: Reading, rare: Mapping[str, float]) -> None:
    """Let each word count as it is rare, and all together the same for short posts as
    for long ones; a word of unknown rarity counts nothing."""
    weighed = {
        word: weight * rare[word]
        for word, weight in reading.weights.items()
        if word in rare
    }
    squares = sum(weight * weight for weight in weighed.values())
    size = math.sqrt(squares + WEIGHTS.doubt**2)
    reading.weights = {word: weight / size for word, weight in weighed.items()}


def reading_of(post: Post) -> Reading:
    """A post as it is read: a word of the place tells where, wherever else it stands;
    one for a matter tells what."""
    where = frozenset(filter(None, stems(post.place)))
    titled = stems(post.title)
    weights: dict[str, float] = {}
    for keys, weight in (
        (stems(post.body[:BODY]), WEIGHTS.body),
        (titled, WEIGHTS.title),
    ):
        for key in keys:
            if key.isupper():
                weights[key] = weight * WEIGHTS.matter
            elif key and key not in where:
                weights[key] = weight
    return Reading(post, weights, frozenset(titled), where)


def likeness(one: Reading, other: Reading) -> float:
    """What the two are about, times how sure we are of the place and of the time.

    One word in common is seldom enough: it has to stand in both titles, or to name a
    matter near by.
    """
    shared = one.weights.keys() & other.weights.keys()
    about = WEIGHTS.category if one.post.category == other.post.category else 0.0
    for word in shared:
        about += one.weights[word] * other.weights[word]
    if about + WEIGHTS.matters < WEIGHTS.link:
        return 0.0
    names_it = any(map(str.isupper, shared))
    near = _same_place(one, other)
    is_enough = (
        len(shared) > 1
        or shared & one.titled & other.titled
        or (names_it and near > WEIGHTS.near)
    )
    if not is_enough:
        return 0.0
    if names_it:
        about += WEIGHTS.matters
    return about * near * _same_time(one.post, other.post)


def _same_place(one: Reading, other: Reading) -> float:
    """From `far` to 1: by distance or by the words of the place, whichever
    says more."""
    fewest = min(len(one.where), len(other.where))
    likely = len(one.where & other.where) / fewest if fewest else 0.0
    km = _distance_km(one.post, other.post)
    if km is None:
        return _certain(likely) if fewest else WEIGHTS.unknown
    if km > FAR_KM:
        return WEIGHTS.far
    by_distance = 1 / (1 + (km / WEIGHTS.reach) ** 2)
    return _certain(max(likely, by_distance))


def _distance_km(a: Post, b: Post) -> float | None:
    """None where one of the two has no position."""
    if a.latitude is None or a.longitude is None:
        return None
    if b.latitude is None or b.longitude is None:
        return None
    east = turned(a.longitude - b.longitude) * math.cos(math.radians(a.latitude))
    return DEGREE_KM * math.hypot(a.latitude - b.latitude, east)


def _certain(likely: float) -> float:
    """From `elsewhere` to 1, as it is likely that both are at the same place."""
    return WEIGHTS.elsewhere + (1 - WEIGHTS.elsewhere) * likely


def _same_time(one: Post, other: Post) -> float:
    years = abs((one.created_at - other.created_at).days) / 365
    return 1 - (1 - WEIGHTS.year) * min(years, 1.0)

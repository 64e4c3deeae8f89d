"""How much two posts belong together: by the words they share, by where they are, and
by when they were posted. One scorer for both who writes a post and sees similar ones,
and the patterns on an organiser's desk."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from board.areas.queries import turned
from board.folding import search_terms, words
from board.issues.synonyms import same_as


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
BODY = 500  # characters
FAR_KM, DEGREE_KM = 1.5, 111.2
# Words that stand in every sort of post, beside those that databases leave out.
_PLAIN = """
     also always another anybody anyone around asked ave avenue away back because come
    comes coming could day days done else enough even ever every everybody everyone get
    gets getting give given go goes going gone good got half help home hour hours house
    keep kept know lane last left let like little long lot made make makes many may
    maybe mom month months morning mum much must need needs never new next nobody none
    nothing often old one open part past people person place please put right road said
    say says see seen set side since six somebody someone something still stop street
    sure take takes tell thing things think third three time times told today took two
    under until upon use used want wants way week weeks well while whole without work
    working would year years yes yet first four five seven eight nine ten"""
EVERYDAY = frozenset(_PLAIN.split())
# Words that neighbours have several of, too, but which tell when, to whom or how rather
# than what it is about.
_TELLING_HOW = (
    "night child school lost broken abandoned collect car bus parked bench mattress"
)
CIRCUMSTANCE = frozenset(_TELLING_HOW.split())


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


@lru_cache(20_000)
def stem(word: str) -> str:
    """The same for all forms of a word, in capitals where neighbours have several words
    for it; empty for a plain one.

    `leaking` and `leaks` are `leak`, `mouldy` and `condensation` are `DAMP`,
    `yesterday` is nothing.
    """
    if len(word) < 3 or word in EVERYDAY or word.isdigit():
        return ""
    same = same_as(word)
    if len(same) > 1:
        return same[0] if same[0] in CIRCUMSTANCE else same[0].upper()
    ending = next(
        (
            end
            for end in ("ing", "ed", "es", "s", "y")
            if word.endswith(end) and len(word) > len(end) + 2
        ),
        "",
    )
    return word.removesuffix(ending)


def stems(text: str) -> list[str]:
    """The words of a text that tell something, as stem() says; of a script that puts no
    space between words its pairs of letters."""
    parts = words(text) if text.isascii() else search_terms(text, most=len(text))
    return [stem(part) for part in parts]


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
    spread = spread_of(readings)
    rare = {
        word: rarity(count, len(posts)) for word, count in spread.items() if count > 1
    }
    for reading in readings:
        weigh(reading, rare)
        reading.leads = nlargest(
            LEADS, reading.weights, key=reading.weights.__getitem__
        )
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
    weights: dict[str, float] = {}
    titled = stems(post.title)
    for keys, weight in (
        (stems(post.body[:BODY]), WEIGHTS.body),
        (titled, WEIGHTS.title),
    ):
        for key in keys:
            if key.isupper() or (key and key not in where):
                weights[key] = weight * (WEIGHTS.matter if key.isupper() else 1.0)
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
    if (
        len(shared) > 1
        or shared & one.titled & other.titled
        or (names_it and near > WEIGHTS.near)
    ):
        return (
            (about + (WEIGHTS.matters if names_it else 0.0))
            * near
            * _same_time(one.post, other.post)
        )
    return 0.0


def _same_place(one: Reading, other: Reading) -> float:
    """From `far` to 1: by distance or by the words of the place, whichever
    says more."""
    a, b = one.post, other.post
    fewest = min(len(one.where), len(other.where))
    likely = len(one.where & other.where) / fewest if fewest else 0.0
    if (
        a.latitude is None
        or a.longitude is None
        or b.latitude is None
        or b.longitude is None
    ):
        return _certain(likely) if fewest else WEIGHTS.unknown
    east = turned(a.longitude - b.longitude) * math.cos(math.radians(a.latitude))
    km = DEGREE_KM * math.hypot(a.latitude - b.latitude, east)
    return (
        WEIGHTS.far
        if km > FAR_KM
        else _certain(max(likely, 1 / (1 + (km / WEIGHTS.reach) ** 2)))
    )


def _certain(likely: float) -> float:
    return WEIGHTS.elsewhere + (1 - WEIGHTS.elsewhere) * likely


def _same_time(one: Post, other: Post) -> float:
    years = abs((one.created_at - other.created_at).days) / 365
    return 1 - (1 - WEIGHTS.year) * min(years, 1.0)

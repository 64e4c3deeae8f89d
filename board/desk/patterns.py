"""Patterns: posts of an area that belong together, so that an organiser sees what many
people say.

The strongest links are followed first, and two groups become one only while their posts
have enough in common on average: a chain of chance likenesses ends by itself. What is
shown of a pattern is why: words most of its posts have.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from board.folding import words
from board.issues.likeness import (
    BODY,
    WEIGHTS,
    Post,
    Reading,
    likeness,
    read_all,
    stems,
)

# posts of a pattern: two alike are a coincidence, more are no longer read
LEAST, MOST = 3, 40
# how much the posts of two groups have in common, on average, where the two become one
COHESION = 0.1
# a word leads from a post to the next ones that have it, about so many in all
PAIRS = 6_000


class Pattern(NamedTuple):
    """Posts that belong together, the newest first, and what they have in common."""

    posts: tuple[Post, ...]
    # one or two that tell what it is about, as people wrote them
    words: tuple[str, ...]
    category: str
    place: str  # what the places of half of them share; may be empty


# the posts themselves are the key: nothing is found anew while nobody posts
@lru_cache(32)
def found(posts: tuple[Post, ...]) -> tuple[Pattern, ...]:
    """The patterns among these posts, the one of most posts first."""
    readings = read_all(posts)
    named = [
        _named([readings[number] for number in group]) for group in _groups(readings)
    ]
    return tuple(
        sorted(
            (pattern for pattern in named if pattern),
            key=lambda pattern: -len(pattern.posts),
        )
    )


def _groups(readings: list[Reading]) -> list[list[int]]:
    groups = [[number] for number in range(len(readings))]
    # of each word, in all posts of the group together
    weights = [dict(reading.said) for reading in readings]
    home = list(range(len(readings)))
    for _likeness, one, other in sorted(_links(readings), reverse=True):
        a, b = sorted(
            (home[one], home[other]), key=lambda group: len(groups[group]), reverse=True
        )
        pairs = len(groups[a]) * len(groups[b])
        if (
            a == b
            or len(groups[a]) + len(groups[b]) > MOST
            or _in_common(weights[b], weights[a]) < COHESION * pairs
        ):
            continue
        for number in groups[b]:
            home[number] = a
        for word, weight in weights[b].items():
            weights[a][word] = weights[a].get(word, 0.0) + weight
        groups[a] += groups[b]
        groups[b] = []
    return [group for group in groups if len(group) >= LEAST]


def _in_common(few: Mapping[str, float], many: Mapping[str, float]) -> float:
    return sum(weight * many[word] for word, weight in few.items() if word in many)


def _links(readings: list[Reading]) -> Iterator[tuple[float, int, int]]:
    """(likeness, one, other) of posts that belong together; only those with a telling
    word in common are compared."""
    having: dict[str, list[int]] = defaultdict(list)
    for number in sorted(
        range(len(readings)), key=lambda number: _spot(readings[number].post)
    ):
        for word in readings[number].leads:
            having[word].append(number)
    ahead = max(PAIRS // max(len(readings), 1), 4)
    each = (
        (place, one, those)
        for those in having.values()
        for place, one in enumerate(those)
    )
    pairs = {
        (one, other)
        for place, one, those in each
        for other in those[place + 1 : place + 1 + ahead]
    }
    for one, other in pairs:
        like = likeness(readings[one], readings[other])
        if like >= WEIGHTS.link:
            yield like, one, other


def _spot(post: Post) -> tuple[int, float | str, float]:
    """An order in which posts near each other come near each other: by strips of half a
    kilometre."""
    if post.latitude is None or post.longitude is None:
        return (1, post.place, post.id)
    return (0, round(post.latitude * 200), post.longitude)


def _named(readings: list[Reading]) -> Pattern | None:
    """What they have in common.

    A post with none of those words is left out, so that each can be seen to belong.
    """
    telling = _telling(readings)
    posts = [reading.post for reading in readings if reading.said.keys() & set(telling)]
    if len(posts) < LEAST:
        return None
    posts.sort(key=lambda post: post.created_at, reverse=True)
    category = Counter(post.category for post in posts).most_common(1)[0][0]
    matters = [word for word in telling if word.isupper()] or telling
    return Pattern(
        tuple(posts), _as_written(matters[:2], posts), category, _shared_place(posts)
    )


def _telling(readings: list[Reading]) -> list[str]:
    """Up to four words that at least half of the posts have, the most telling first."""
    weight: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for reading in readings:
        weight.update(reading.said)
        spread.update(reading.said.keys())
    return [
        word
        for word, _weight in weight.most_common()
        if 2 * spread[word] >= len(readings)
    ][:4]


def _as_written(telling: Sequence[str], posts: Sequence[Post]) -> tuple[str, ...]:
    """The words in the form that most of the posts use; of those for one matter the
    plain one, where it was used."""
    forms = Counter(
        form
        for post in posts
        for form in set(words(f"{post.title} {post.body[:BODY]}"))
    )

    def plainest(word: str) -> str:
        same = (form for form in forms if word in stems(form))
        return max(
            same, key=lambda form: (form.startswith(word.lower()), forms[form], form)
        )

    return tuple(map(plainest, telling))


def _shared_place(posts: Sequence[Post]) -> str:
    """The longest run of up to three words that stands in the place of at least half of
    the posts."""
    for length in (3, 2, 1):
        runs = Counter(run for post in posts for run in {*_runs(post.place, length)})
        for run, count in runs.most_common(1):
            if 2 * count >= len(posts):
                return run
    return ""


def _runs(place: str, length: int) -> Iterator[str]:
    """Runs of words as a name begins and ends: neither `the corner` nor `Ave` nor a
    number."""
    for part in place.split(","):
        names = [
            word
            for word in part.split()
            if not any(letter.isdigit() for letter in word)
        ]
        for start in range(len(names) - length + 1):
            run = names[start : start + length]
            if run[0].istitle() and any(stems(run[0])) and len(run[-1]) > 2:
                yield " ".join(run)

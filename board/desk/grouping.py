"""Posts that belong together, put into groups.

The strongest links are followed first, and two groups become one only while their posts
have enough in common on average: a chain of chance likenesses ends by itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from board.issues.likeness import WEIGHTS, Post, Reading, likeness

# posts of a group: two alike are a coincidence, more are no longer read
LEAST = 3
MOST = 40
# how much the posts of two groups have in common, on average, where the two become one
COHESION = 0.1
# a word leads from a post to the next ones that have it, about so many in all
PAIRS = 6_000


class Link(NamedTuple):
    """Two posts that belong together, by their numbers, and how much."""

    likeness: float
    one: int
    other: int


@dataclass
class Group:
    """Posts by their numbers, and what each word counts for in all of them together."""

    posts: list[int]
    weights: dict[str, float]

    def may_take_in(self, other: "Group") -> bool:
        """Whether the posts of both are few enough and have enough in common."""
        if len(self.posts) + len(other.posts) > MOST:
            return False
        pairs = len(self.posts) * len(other.posts)
        return _in_common(other.weights, self.weights) >= COHESION * pairs

    def take_in(self, other: "Group") -> None:
        """Add the posts of another group, which then has none."""
        for word, weight in other.weights.items():
            self.weights[word] = self.weights.get(word, 0.0) + weight
        self.posts += other.posts
        other.posts = []


def group_posts(readings: list[Reading]) -> list[list[int]]:
    """The numbers of posts that belong together, a list for each group."""
    groups = [
        Group([number], dict(reading.weights))
        for number, reading in enumerate(readings)
    ]
    group_of = list(groups)  # by the number of a post
    for link in sorted(_links(readings), reverse=True):
        both = (group_of[link.one], group_of[link.other])
        large, small = sorted(both, key=lambda group: len(group.posts), reverse=True)
        if large is small or not large.may_take_in(small):
            continue
        for number in small.posts:
            group_of[number] = large
        large.take_in(small)
    return [group.posts for group in groups if len(group.posts) >= LEAST]


def _in_common(few: Mapping[str, float], many: Mapping[str, float]) -> float:
    return sum(weight * many[word] for word, weight in few.items() if word in many)


def _links(readings: list[Reading]) -> Iterator[Link]:
    """All pairs of posts that belong together; only those with a telling word in common
    are compared."""
    for one, other in _pairs(readings):
        like = likeness(readings[one], readings[other])
        if like >= WEIGHTS.link:
            yield Link(like, one, other)


def _pairs(readings: list[Reading]) -> set[tuple[int, int]]:
    """Posts that have a telling word in common and are near each other among all that
    have it."""
    spots = [_spot(reading.post) for reading in readings]
    having: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(readings)), key=spots.__getitem__):
        for word in readings[number].leads:
            having[word].append(number)
    ahead = max(PAIRS // max(len(readings), 1), 4)
    pairs: set[tuple[int, int]] = set()
    for numbers in having.values():
        for place, one in enumerate(numbers, start=1):
            pairs.update((one, other) for other in numbers[place : place + ahead])
    return pairs


def _spot(post: Post) -> tuple[int, float | str, float]:
    """An order in which posts near each other come near each other: by strips of half a
    kilometre."""
    if post.latitude is None or post.longitude is None:
        return (1, post.place, post.id)
    return (0, round(post.latitude * 200), post.longitude)

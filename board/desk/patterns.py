"""Patterns: posts of an area that belong together, so that an organiser sees what many
people say. What is shown of a pattern is why: words most of its posts have."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from board.desk.grouping import LEAST, group_posts
from board.folding import words
from board.issues.likeness import BODY, Post, Reading, read_all
from board.issues.word_stems import stems


class Pattern(NamedTuple):
    """Posts that belong together, the newest first, and what they have in common."""

    posts: tuple[Post, ...]
    # one or two that tell what it is about, as people wrote them
    words: tuple[str, ...]
    category: str
    place: str  # what the places of half of them share; may be empty


# the posts themselves are the key: nothing is found anew while nobody posts
@lru_cache(32)
def find_patterns(posts: tuple[Post, ...]) -> tuple[Pattern, ...]:
    """The patterns among these posts, the one of most posts first."""
    readings = read_all(posts)
    patterns = []
    for numbers in group_posts(readings):
        pattern = _pattern([readings[number] for number in numbers])
        if pattern:
            patterns.append(pattern)
    patterns.sort(key=lambda pattern: len(pattern.posts), reverse=True)
    return tuple(patterns)


def _pattern(readings: list[Reading]) -> Pattern | None:
    """What these have in common; None where it is too little.

    A post with none of the words in common is left out, so that each can be seen to
    belong.
    """
    telling = _telling(readings)
    posts = [
        reading.post for reading in readings if reading.weights.keys() & set(telling)
    ]
    if len(posts) < LEAST:
        return None
    posts.sort(key=lambda post: post.created_at, reverse=True)
    category = Counter(post.category for post in posts).most_common(1)[0][0]
    matters = [word for word in telling if word.isupper()] or telling
    title = _as_written(matters[:2], posts)
    return Pattern(tuple(posts), title, category, _shared_place(posts))


def _telling(readings: list[Reading]) -> list[str]:
    """Up to four words that at least half of the posts have, the most telling first."""
    weight: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for reading in readings:
        weight.update(reading.weights)
        spread.update(reading.weights.keys())
    telling = [word for word, _weight in weight.most_common()]
    return [word for word in telling if 2 * spread[word] >= len(readings)][:4]


def _as_written(telling: Sequence[str], posts: Sequence[Post]) -> tuple[str, ...]:
    """The words in the form that most of the posts use; of those for one matter the
    plain one, where it was used."""
    forms: Counter[str] = Counter()
    for post in posts:
        forms.update(set(words(f"{post.title} {post.body[:BODY]}")))
    return tuple(_plainest(word, forms) for word in telling)


def _plainest(word: str, forms: Counter[str]) -> str:
    """The form that begins like the word, else the one that most posts use."""
    same = [form for form in forms if word in stems(form)]
    return max(
        same, key=lambda form: (form.startswith(word.lower()), forms[form], form)
    )


def _shared_place(posts: Sequence[Post]) -> str:
    """The longest run of up to three words that stands in the place of at least half of
    the posts."""
    for length in (3, 2, 1):
        posts_with: Counter[str] = Counter()
        for post in posts:
            posts_with.update(dict.fromkeys(_runs(post.place, length), 1))
        for run, count in posts_with.most_common(1):
            if 2 * count >= len(posts):
                return run
    return ""


def _runs(place: str, length: int) -> Iterator[str]:
    """Runs of words as a name begins and ends: neither `the corner` nor `Ave` nor a
    number."""
    for part in place.split(","):
        names = [word for word in part.split() if not _has_digit(word)]
        for start in range(len(names) - length + 1):
            run = names[start : start + length]
            if run[0].istitle() and any(stems(run[0])) and len(run[-1]) > 2:
                yield " ".join(run)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)

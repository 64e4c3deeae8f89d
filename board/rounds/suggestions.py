"""Words that several answers share, so that whoever gathers them under themes has
somewhere to begin. A suggestion says why: the word."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from board.folding import words
from board.issues.likeness import rarity
from board.issues.word_stems import stem

LEAST = 3  # answers: two alike are a coincidence
MOST = 6  # suggestions
COMMON = 0.6  # of all answers: a word that most of them have parts nothing from nothing


class Suggestion(NamedTuple):
    """Answers that share a word, as most of them write it."""

    word: str
    answers: tuple[int, ...]


# the answers themselves are the key: nothing is found anew while nobody answers
@lru_cache(32)
def suggest(answers: tuple[tuple[int, str], ...]) -> tuple[Suggestion, ...]:
    """The words that tell most among these (number, words), each with the answers that
    have it; an answer that an earlier one brings counts no second time."""
    having, forms = _spread(answers)
    weight = {
        key: len(numbers) * rarity(len(numbers), len(answers))
        for key, numbers in having.items()
        if len(numbers) >= LEAST and len(numbers) <= max(LEAST, COMMON * len(answers))
    }
    found: list[Suggestion] = []
    brought: set[int] = set()
    for key in sorted(weight, key=lambda key: (-weight[key], key)):
        new = [number for number in having[key] if number not in brought]
        if 2 * len(new) < len(having[key]) or len(found) == MOST:
            continue
        brought.update(new)
        found.append(Suggestion(_plainest(key, forms[key]), tuple(having[key])))
    return tuple(found)


def _spread(
    answers: Iterable[tuple[int, str]],
) -> tuple[dict[str, list[int]], dict[str, Counter[str]]]:
    """Which answers have each word, and how they write it."""
    having: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for number, text in answers:
        of_answer = {form: stem(form) for form in words(text)}
        for key in set(of_answer.values()) - {""}:
            having[key].append(number)
        for form, key in of_answer.items():
            forms[key][form] += 1
    return having, forms


def _plainest(key: str, forms: Counter[str]) -> str:
    """The form that begins like the word, else the one that most answers use."""
    return max(forms, key=lambda form: (form == key.lower(), forms[form], form))

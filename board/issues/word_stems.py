"""Words of posts in one form: `leaks` and `leaking` are the same word, and so are words
that neighbours use for the same thing."""

from functools import lru_cache

from board.folding import search_terms, words
from board.issues.synonyms import same_as

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
    for ending in ("ing", "ed", "es", "s", "y"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> list[str]:
    """The words of a text that tell something, as stem() says; of a script that puts no
    space between words its pairs of letters."""
    parts = words(text) if text.isascii() else search_terms(text, most=len(text))
    return [stem(part) for part in parts]

"""Words as they are looked for: the same whatever the case, the accents and the script,
and on both databases."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from board.text import UNSEEN

_UNSEEN = re.compile(UNSEEN)
# Accents of Latin, Greek and Cyrillic letters, and the vowel points of Hebrew and
# Arabic.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]"
)
# Letters that Unicode does not take apart, as those write them who don't have them.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "ĸ": "k",
    }
)
_PLAIN |= str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
# Scripts that put no space between words: Thai and Lao, Burmese, Khmer, Chinese,
# Japanese (three of them); and Korean, where what stands before a word's ending is
# looked for.
_SCRIPTS = (
    "\u0e00-\u0eff",
    "\u1000-\u109f",
    "\u1780-\u17ff",
    "\u3041-\u309f",
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff",
    "\u3005\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff",
    "\uac00-\ud7af",
)
_UNPARTED = "".join(_SCRIPTS)
# signs of India's and Tibet's scripts stand inside words
_VOWELS = "\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc"
_RUN = re.compile(
    "|".join(f"[{letters}]+" for letters in _SCRIPTS)
    + f"|(?:(?![{_UNPARTED}])[^\\W_]|[{_VOWELS}])+"
)
_IS_UNPARTED = re.compile(f"[{_UNPARTED}]")
_LONGEST = 60  # characters of a word that count
_WORD = re.compile(r"[^\W_]+")
# What PostgreSQL leaves out of an English text (SQLite would look for these), and what
# joins words in Japanese.
_STOP_WORDS = """
     i me my myself we our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves what
    which who whom this that these those am is are was were be been being have has had
    having do does did doing a an the and but if or because as until while of at by for
    with about against between into through during before after above below to from up
    down in out on off over under again further then once here there when where why how
    all any both each few more most other some such no nor not only own same so than too
    very s t can will just don should now の が は を に で と も へ や"""
_EVERYWHERE = frozenset(_STOP_WORDS.split())


def words(text: str) -> list[str]:
    """The words of a text as they were written, in small letters, without those every
    text has."""
    return [word for word in _WORD.findall(text.lower()) if word not in _EVERYWHERE]


def folded(text: str) -> str:
    """A text in small letters without accents: `Łódź` is `lodz`, `STRASSE` and `Straße`
    are `strasse`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", text))
    small = _ACCENTS.sub("", apart).casefold()
    plain = _ACCENTS.sub("", small).translate(_PLAIN)  # small letters may bring accents
    return unicodedata.normalize("NFC", plain)


def same_name(name: str) -> str:
    """The same for all ways to write a name: case, accents and blanks make no other
    person."""
    return " ".join(folded(name).split())


def search_terms(text: str, most: int = 12) -> list[str]:
    """What to look for, at most twelve terms: words, and of a script that does not part
    them each pair of letters."""
    return _terms(text, singles=False)[:most]


def findable(*texts: str) -> str:
    """What stands in texts beyond plain ASCII, as search_terms() looks for it: the
    databases would part and fold it each in its own way.
    """
    beyond: list[str] = []
    for text in texts:
        if not text.isascii():
            beyond += [chunk for chunk in text.split() if not chunk.isascii()]
    return " ".join(_terms(" ".join(beyond), singles=True)) if beyond else ""


def folding(*names: str) -> Any:
    """The default of a column that holds what is findable() in others of
    the new row."""

    def found(row: Any) -> str:
        values = row.get_current_parameters()
        texts = [values.get(name) or "" for name in names]
        return findable(*texts)

    return found


def refolded(
    row: Any, names: tuple[str, ...], values: Mapping[str, Any]
) -> dict[str, str]:
    """The same column for a row that is changed to these values."""
    texts = [values.get(name, getattr(row, name)) for name in names]
    return {"folded": findable(*texts)}


def _terms(text: str, *, singles: bool) -> list[str]:
    """The terms of a text, each once; a script without spaces gives pairs of letters,
    and with `singles` each letter, too."""
    terms: dict[str, None] = {}
    for run in _RUN.findall(folded(text)):
        terms |= dict.fromkeys(_parts(run, singles))
    return [_spelled(term) for term in terms if term not in _EVERYWHERE]


def _parts(run: str, singles: bool) -> list[str]:
    if not _IS_UNPARTED.match(run):
        return [run[:_LONGEST]]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    if singles or not pairs:
        pairs += list(run)
    return pairs


def _spelled(term: str) -> str:
    """A term in plain letters and digits, which both databases take for one word and
    leave as it is."""
    if term.isascii():
        return term
    letters = "z".join(f"{ord(letter):x}" for letter in term)
    return f"z{letters}z"

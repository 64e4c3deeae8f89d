"""Small pure helpers for text: what no field may hold and what nobody sees, slugs,
names, positions."""

import re
import unicodedata

from anyascii import anyascii

# All but control characters other than tab and line ends, the replacement character
# that broken UTF-8 becomes, lone surrogates, and the code points that are no characters
# and that XML can't hold. Written this way round, common letters are passed soonest.
_READABLE = "\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc" + "".join(
    f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17)
)
_UNREADABLE = re.compile(f"[^{_READABLE}]")
_TURNING = "\u202e"  # writes backwards what follows
# What prints nothing: blanks of all widths and without ink, then marks that only tell
# programs something.
_BLANKS = (
    "\t\n\v\f\r\x1c-\x20\x85\xa0\u115f\u1160\u1680\u2000-\u200a"
    "\u2028\u2029\u202f\u205f\u2800\u3000\u3164\uffa0"
)
_SILENT = (
    "\xad\u034f\u061c\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\U0001d159"
)
_SILENT += "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
_JOINERS = "\u200c\u200d"
# the shade of an emoji, the land of a flag
_ENDINGS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff"
# for a pattern: prints nothing, and is no blank either
UNSEEN = f"[{_SILENT}{_JOINERS}{_ENDINGS}]"
# What a paste brings along, and no language needs: also taken out of the middle. Tags
# count only after a flag.
_PASTED = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007f]+)|[\ufeff\u202a-\u202d\u2066-\u2069\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_GAPS = re.compile("[\\s_\u2010-\u2015-]+")
_SCRIPT = re.compile(r"<\s*/?\s*script", re.IGNORECASE)


def slug(name: str) -> str:
    """`Hodge Hill` becomes `hodge-hill`, `Арбат` `arbat`: letters as they sound in
    Latin ones, all else one dash."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "area"


def same_name(name: str) -> str:
    """What spellings of one name have in common, whatever their case, blanks, dashes
    and apostrophes.

    A name with another letter is another name.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("\u2019", "'")
    return _GAPS.sub(" ", plain).strip()


def unslug(name: str) -> str:
    """`hodge-hill` becomes `Hodge Hill`; a name that is no slug stays as it is."""
    return name.replace("-", " ").title() if name == slug(name) else name


def _each(ranges: str) -> str:
    """All the characters of `a-c` spelled out, as str.strip() wants them."""
    spans = re.findall("(.)-(.)|(.)", ranges, re.DOTALL)
    return "".join(
        one or "".join(map(chr, range(ord(a), ord(z) + 1))) for a, z, one in spans
    )


_BEFORE = _each(_BLANKS + _SILENT + _JOINERS + _ENDINGS)
_AFTER = _each(_BLANKS + _SILENT + _JOINERS)
# the combining class of the sign after which a joiner shapes the last letter in India's
# scripts
_VIRAMA = 9


def tidy(value: str) -> str:
    """A text without the blanks and marks around it that nobody sees, and with one kind
    of line end.

    What only looks empty becomes empty. Joiners and direction marks inside stay:
    Persian, Hindi and emoji need them.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if value.isascii():
        return value.strip()
    value = _PASTED.sub(r"\1", value).lstrip(_BEFORE)
    end = value.rstrip(_AFTER)
    return end + _joiner_of_last_letter(end, value[len(end) :])


def _joiner_of_last_letter(text: str, rest: str) -> str:
    """The joiner that begins the rest, where it shapes the last letter of the text."""
    is_joined = unicodedata.combining(text[-1:] or " ") == _VIRAMA
    return rest[0] if is_joined and rest.startswith(tuple(_JOINERS)) else ""


def one_password(typed: str) -> str:
    """A password however a keyboard made its letters: composed, in their plain shape
    (NFKC: `ﬁ` is `fi`, a full-width A an A), and with one kind of space."""
    return unicodedata.normalize("NFKC", _SPACES.sub(" ", typed))


def fault(value: str) -> str | None:
    """What makes a text unfit to store or show: `unreadable`, `turning`, `script`, or
    None when it is fine."""
    if _UNREADABLE.search(value):
        return "unreadable"
    if _TURNING in value:
        return "turning"
    return "script" if _SCRIPT.search(value) else None


def legible(value: str) -> str:
    """A text as it can stand in a page: a replacement character for each that could
    not."""
    return _UNREADABLE.sub("\ufffd", value)


def position(value: str) -> tuple[float, float] | None:
    """`52.49,-1.82` as degrees of latitude and longitude; None for anything else."""
    try:
        latitude, longitude = (float(part) for part in value.split(","))
    except ValueError:
        return None
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if is_on_earth else None

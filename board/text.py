"""Small pure helpers for text: safe HTML from Markdown, slugs, and what no field may
hold."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import nh3
from anyascii import anyascii
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markupsafe import Markup, escape


class _Bare(LinkifyIt):  # type: ignore[misc]  # it has no types
    """Finds bare addresses of the web: with their scheme, or beginning with www;
    `file.py` and `e.g.this` are none."""

    def __init__(self) -> None:
        super().__init__(
            options={"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False}
        )
        for other in ("ftp:", "mailto:", "//"):
            self.add(other, None)

    def match(self, text: str) -> list[Any] | None:
        """The addresses in a text, or None."""
        found = [
            link
            for link in super().match(text) or []
            if link.schema or link.raw.lower().startswith("www.")
        ]
        for link in found:
            link.url = link.url if link.schema else f"https://{link.raw}"
        return found or None


_markdown = MarkdownIt("js-default", {"breaks": True, "linkify": True})
_markdown.linkify = _Bare()
# it makes its rules at the first text, and another thread would go by half of them
_markdown.render("Ready")
_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "code",
    "pre",
    "hr",
    "h3",
    "h4",
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}

# Control characters but tab and line ends, the replacement character that broken UTF-8
# becomes, lone surrogates, and the code points that are no characters and that XML
# can't hold.
_NO_CHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
_UNREADABLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff\ud800-\udfff{_NO_CHARACTERS}]"
)
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
_MARKS = re.compile(
    r"^\s*(?:[-*+>]|#{1,6}|\d+[.)])\s+|[*`]+(?=\S)|(?<=\S)[*`]+|\b_+\B|\B_+\b",
    re.MULTILINE,
)
_GAPS = re.compile("[\\s_\u2010-\u2015-]+")
_PIECES = re.compile(r"\w+|\s+|.", re.DOTALL)
_SCRIPT = re.compile(r"<\s*/?\s*script", re.IGNORECASE)


@lru_cache(2_000)
def to_html(markdown: str) -> Markup:
    """Markdown as HTML that is safe to show: no raw HTML, pictures, scripts or styles
    come through."""
    html = _markdown.render(markdown).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704  sanitised on the line above


def changes(old: str, new: str) -> Markup:
    """What was taken out of a text and what was put in, word by word, as HTML."""
    before, after = (_PIECES.findall(words) for words in (old, new))
    parts: list[Markup] = []
    for what, a, b, c, d in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if what == "equal":
            parts.append(escape("".join(before[a:b])))
            continue
        parts += [Markup("<del>{}</del>").format("".join(before[a:b]))] if b > a else []
        parts += [Markup("<ins>{}</ins>").format("".join(after[c:d]))] if d > c else []
    return Markup("").join(parts)


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
    joined = value[len(end) :][:1]
    return (
        end + joined
        if joined
        and joined in _JOINERS
        and unicodedata.combining(end[-1:] or " ") == _VIRAMA
        else end
    )


def one_password(typed: str) -> str:
    """A password however a keyboard made its letters: composed, and with one kind of
    space (RFC 8265, OpaqueString)."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", typed))


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


def initial_lines(text: str, limit: int = 140) -> str:
    """The beginning of a Markdown text as one plain line of at most `limit` characters,
    cut between words."""
    line = " ".join(_MARKS.sub("", text).split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"


def position(value: str) -> tuple[float, float] | None:
    """`52.49,-1.82` as degrees of latitude and longitude; None for anything else."""
    try:
        latitude, longitude = (float(part) for part in value.split(","))
    except ValueError:
        return None
    return (
        (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
    )

"""Which language somebody is answered in: the one they chose, else the first that their
browser asks for and the board offers."""

import re
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from babel.lists import format_list
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header, parse_cookie
from werkzeug.wrappers import Response

from board.config import Settings

COOKIE = "language"  # of a browser whose reader chose
_AND = re.compile(r",? a\(c\)(?= )")
# What begins with a vowel; W and Y are vowels but before another, 1 is “un”, 8 “wyth”.
_VOWEL = re.compile(
    " ([aeiouàâäéêëîïôöû]|[wŵ](?![aeiouy])|[yŷ](?![aeiou])|1(?![0,])|8)", re.IGNORECASE
)


def of_browser(cookies: str, accepted: str, settings: Settings) -> str:
    """The language for a browser that sends these headers, `Cookie` and
    `Accept-Language`."""
    chosen = ""
    if COOKIE in cookies:  # most have none, and reading cookies takes time
        chosen = parse_cookie(cookies).get(settings.cookie(COOKIE), "")
    return chosen if chosen in settings.languages else best(accepted, settings)


def keep(code: str, settings: Settings, answer: Response) -> Response:
    """Let the browser keep it: for a year, and for pages that do not ask who reads
    them."""
    answer.set_cookie(
        settings.cookie(COOKIE),
        code,
        max_age=365 * 86400,
        samesite="Lax",
        httponly=True,
        secure=settings.secure,
    )
    return answer


def best(accepted: str, settings: Settings) -> str:
    """The language that a browser likes best of those offered; the usual one where it
    likes none of them."""
    return _best(accepted, settings.languages)


@lru_cache(1024)
def _best(accepted: str, offered: tuple[str, ...]) -> str:
    by_tag = {language.lower().replace("_", "-"): language for language in offered}
    likes = parse_accept_header(accepted, LanguageAccept)
    # `cy-GB` is content with `cy`, before any `en` that comes after it
    tags = [tag.lower().replace("_", "-") for tag, liked in likes if liked]
    found = (by_tag.get(tag) or by_tag.get(tag.partition("-")[0]) for tag in tags)
    return next(filter(None, found), offered[0])


@lru_cache
def direction(code: str) -> str:
    """Where lines of this language go: `ltr`, or `rtl` in Arabic and others."""
    return Locale.parse(code).text_direction


def listed(words: list[str], code: str) -> str:
    """`damp and mould`, `lleithder a llwydni`."""
    text = str(format_list(words, locale="en_GB" if code == "en" else code))
    # which “and” it is in Welsh it leaves open
    return _AND.sub(
        lambda found: " ac" if _VOWEL.match(text, found.end()) else " a", text
    )


def own_names(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Languages, each with what it is called by those who speak it."""
    return [
        (code.replace("_", "-"), str(Locale.parse(code).display_name)) for code in codes
    ]

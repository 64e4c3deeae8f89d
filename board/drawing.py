"""How things are written on a page: dates in the board's zone, names, addresses; and
the language all is written in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from babel.dates import format_datetime
from flask import Flask, current_app, g
from flask_babel import force_locale, get_locale, get_translations
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from markupsafe import escape

from board import clock, languages, markdown
from board.words import BADGES, EVENT_KINDS, KINDS


def zone() -> ZoneInfo:
    """The board's time zone."""
    return ZoneInfo(current_app.config["BOARD"].timezone)


def today() -> date:
    """The board's calendar day."""
    return clock.today(current_app.config["BOARD"].timezone)


def local(moment: datetime) -> datetime:
    """An instant in the board's zone."""
    return moment.astimezone(zone())


def exact(moment: datetime) -> str:
    """`12 Nov 2026, 14:05`"""
    minute = local(moment).replace(tzinfo=None, second=0, microsecond=0)
    return _written(minute, "d MMM y, HH:mm", locale())


def weekday(moment: datetime) -> str:
    """`Thu`"""
    return _written(_midnight(local(moment).date()), "EEE", locale())


def day(moment: date | datetime) -> str:
    """`12 November 2026`"""
    day = local(moment).date() if isinstance(moment, datetime) else moment
    return _written(_midnight(day), "d MMMM y", locale())


def short_day(moment: date | datetime) -> str:
    """`12 Nov`, in another year `12 Nov 2027`"""
    day = local(moment).date() if isinstance(moment, datetime) else moment
    pattern = "d MMM" if day.year == today().year else "d MMM y"
    return _written(_midnight(day), pattern, locale())


def month(moment: date, short: bool = False) -> str:
    """`November 2026`, or `Nov`"""
    pattern = "MMM" if short else "MMMM y"
    return _written(_midnight(moment.replace(day=1)), pattern, locale())


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


@lru_cache(maxsize=10_000)
def _written(moment: datetime, pattern: str, locale: str) -> str:
    return format_datetime(moment, pattern, locale=locale)


def locale() -> str:
    """The language of this answer, such as `en`."""
    return spoken()[0]


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Whatever is said inside is in this language, as in a mail to somebody else."""
    outside = g.pop("language", None)
    try:
        with force_locale(code):
            yield
    finally:
        g.pop("language", None)
        if outside is not None:
            g.language = outside


def of_people() -> str:
    """The language people write in, the first that the board offers; empty where this
    answer is in it, too."""
    return spoken()[2]


def spoken() -> tuple[str, Any, str]:
    """The language of this answer, its sentences, and what people write in if it is
    another.

    Flask-Babel looks for them at each sentence; once an answer is enough, and 5 times
    as fast a page.
    """
    try:
        language: tuple[str, Any, str] = g.language
    except AttributeError:
        code, usual = (
            str(get_locale() or "en"),
            current_app.config["BOARD"].languages[0],
        )
        others = "" if code == usual else usual.replace("_", "-")
        language = g.language = (code, get_translations(), others)
    return language


def listed(words: Iterable[str]) -> str:
    """`damp and mould`"""
    return languages.listed([str(word) for word in words], locale())


def full(path: str) -> str:
    """The address people have for a path of this board."""
    return str(current_app.config["BOARD"].base_url).rstrip("/") + path


def clock_time(moment: datetime) -> str:
    """`14:05`"""
    return f"{local(moment):%H:%M}"


def iso(moment: date | datetime) -> str:
    """The machine's way to write it, for `<time datetime>`."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def author(row: Any, audience: str = "public") -> str:
    """Who an issue is shown as: by name where its author wished it, and always to
    organisers.

    What an organiser wrote down for a neighbour is the neighbour's; only organisers see
    who the two are.
    """
    resident = str(_("A resident of %(area)s", area=row.area_name))
    if row.on_behalf is not None:
        if audience != "organiser" or not row.author_name:
            return str(_("%(who)s, written down by an organiser", who=resident))
        neighbour = row.on_behalf or resident
        name = row.author_name
        sentence = _("%(who)s, written down by %(name)s", who=neighbour, name=name)
        return str(sentence)
    if row.author_name and (row.show_name or audience == "organiser"):
        return str(row.author_name)
    return resident


class Template(jinja2.Template):
    """Macros use the environment's globals only, so a template's are made once, not at
    each import."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


def init_app(app: Flask) -> None:
    """Filters and globals of the templates."""
    app.jinja_env.template_class = Template
    app.jinja_env.filters.update(
        exact=exact,
        listed=listed,
        weekday=weekday,
        day=day,
        short_day=short_day,
        month=month,
        iso=iso,
        clock=clock_time,
        opening=markdown.initial_lines,
        initial_sentences=markdown.initial_sentences,
        initial_part=markdown.initial_part,
        changes=markdown.changes,
    )
    # flask-babel says of its lazy strings that they are HTML; ours are plain text, and
    # escaped like any other.
    LazyString.__html__ = lambda self: escape(str(self))
    offered = languages.own_names(app.config["BOARD"].languages)
    app.jinja_env.globals.update(full=full, author=author, languages=offered)
    app.jinja_env.globals.update(BADGES=BADGES, KINDS=KINDS, EVENT_KINDS=EVENT_KINDS)

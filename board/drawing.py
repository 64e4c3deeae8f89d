"""How things are drawn on a page: addresses of files, pictures, dates in words, names,
cards kept by content."""

import hashlib
import itertools
import secrets
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import jinja2
import segno
from babel.dates import format_datetime
from flask import Flask, current_app, g, get_template_attribute
from flask_babel import get_locale, get_translations
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from board import clock, config, text
from board.words import BADGES, EVENT_KINDS, KINDS

# Stands in kept HTML where the form token of whoever reads it goes. It never leaves the
# board, and nobody can guess it: a text that held it would be given the reader's token.
GAP = secrets.token_hex(16)


@cache
def asset(name: str) -> str:
    """The address of a file under static/, with a mark that changes when
    the file does."""
    mark = hashlib.sha256((config.HOME / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={mark}"


@cache
def build() -> str:
    """A mark that changes when templates or static files do: part of every cached
    page's key."""
    digest = hashlib.sha256()
    for folder in ("templates", "static"):
        for path in sorted(Path(config.HOME / folder).rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


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
    return _written(
        local(moment).replace(tzinfo=None, second=0, microsecond=0),
        "d MMM y, HH:mm",
        locale(),
    )


def weekday(moment: datetime) -> str:
    """`Thu`"""
    return _written(
        local(moment).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0),
        "EEE",
        locale(),
    )


def day(moment: date | datetime) -> str:
    """`12 November 2026`"""
    moment = local(moment).date() if isinstance(moment, datetime) else moment
    return _written(
        datetime(moment.year, moment.month, moment.day), "d MMMM y", locale()
    )


def month(moment: date, short: bool = False) -> str:
    """`November 2026`, or `Nov`"""
    return _written(
        datetime(moment.year, moment.month, 1), "MMM" if short else "MMMM y", locale()
    )


@lru_cache(maxsize=10_000)
def _written(moment: datetime, pattern: str, locale: str) -> str:
    return format_datetime(moment, pattern, locale=locale)


def _speech() -> tuple[str, Any]:
    # Flask-Babel asks for the locale at each string; once an answer is enough, and 5
    # times as fast a page.
    speech: tuple[str, Any] | None = g.get("speech")
    if speech is None:
        speech = g.speech = (str(get_locale() or "en"), get_translations())
    return speech


def locale() -> str:
    """The language of this answer, such as `en`."""
    return _speech()[0]


@cache
def icon(name: str) -> Markup:
    """A picture from the sprite; always beside a word, so nobody has to read it."""
    drawn = '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return Markup(drawn).format(asset("icons.svg"), name)  # noqa: S704  a constant, its gaps are escaped


def full(path: str) -> str:
    """The address people have for a path of this board."""
    return str(current_app.config["BOARD"].base_url).rstrip("/") + path


class Code(NamedTuple):
    """A QR code: so many squares wide, the dark ones as the path of an SVG picture with
    a unit a square."""

    size: int
    path: str


@lru_cache(500)
def qr_code(address: str) -> Code:
    """The QR code of an address; a quarter of it may be torn off or stained."""
    rows, drawn = segno.make(address, error="q", micro=False).matrix, []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in itertools.groupby(row):
            wide = len(list(run))
            drawn += [f"M{x} {y}h{wide}v1h-{wide}z"] if dark else []
            x += wide
    return Code(len(rows), "".join(drawn))


def is_drawn_to_keep() -> bool:
    """Whether what is drawn now is kept for everybody, and must hold nobody's token."""
    return bool(g.get("draws_to_keep"))


def _drawing() -> Callable[[str, str, Any], Markup]:
    @lru_cache(2_000)
    def draw(template: str, macro: str, row: Any, locale: str) -> Markup:
        outside, g.draws_to_keep = is_drawn_to_keep(), True
        try:
            return Markup(get_template_attribute(template, macro)(row))  # noqa: S704  a template escaped it
        finally:
            g.draws_to_keep = outside

    def drawn(template: str, macro: str, row: Any) -> Markup:
        """A macro's HTML for a row, kept by all that the row holds: a page draws only
        what has changed.

        What the macro says depends on nothing but the row, the language and the
        settings; the reader's form token is filled in at last.
        """
        html = draw(template, macro, row, locale())
        if GAP not in html or is_drawn_to_keep():
            return html
        token: Any = current_app.jinja_env.globals["csrf_token"]
        return html.replace(GAP, token())

    return drawn


def clock_time(moment: datetime) -> str:
    """`14:05`"""
    return f"{local(moment):%H:%M}"


def iso(moment: date | datetime) -> str:
    """The machine's way to write it, for `<time datetime>`."""
    return (
        moment.isoformat(timespec="minutes")
        if isinstance(moment, datetime)
        else moment.isoformat()
    )


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
        return str(
            _(
                "%(who)s, written down by %(name)s",
                who=row.on_behalf or resident,
                name=row.author_name,
            )
        )
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
        weekday=weekday,
        day=day,
        month=month,
        iso=iso,
        clock=clock_time,
        markdown=text.to_html,
        opening=text.initial_lines,
        changes=text.changes,
    )
    # flask-babel says of its lazy strings that they are HTML; ours are plain text, and
    # escaped like any other.
    LazyString.__html__ = lambda self: escape(str(self))
    app.jinja_env.globals.update(full=full, qr_code=qr_code)
    app.jinja_env.globals.update(
        drawn=_drawing(), asset=asset, author=author, icon=icon
    )
    app.jinja_env.globals.update(BADGES=BADGES, KINDS=KINDS, EVENT_KINDS=EVENT_KINDS)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _speech()[1].gettext(text),
        lambda one, many, count: _speech()[1].ngettext(one, many, count),
        newstyle=True,
    )

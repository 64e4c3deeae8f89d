"""Files under static/, pictures of the sprite, and QR codes."""

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup

from board import config


@cache
def asset(name: str) -> str:
    """The address of a file under static/, with a mark that changes when
    the file does."""
    content = (config.HOME / "static" / name).read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:10]
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


@cache
def icon(name: str) -> Markup:
    """A picture from the sprite; always beside a word, so nobody has to read it."""
    drawn = '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return Markup(drawn).format(asset("icons.svg"), name)  # noqa: S704  a constant, its gaps are escaped


class Code(NamedTuple):
    """A QR code: so many squares wide, the dark ones as the path of an SVG picture with
    a unit a square."""

    size: int
    path: str


@lru_cache(500)
def qr_code(address: str) -> Code:
    """The QR code of an address; a quarter of it may be torn off or stained."""
    import segno

    rows = segno.make(address, error="q", micro=False).matrix
    path = "".join(part for y, row in enumerate(rows) for part in _dark_runs(y, row))
    return Code(len(rows), path)


def _dark_runs(y: int, row: Sequence[int]) -> Iterator[str]:
    """The path around each run of dark squares in a row."""
    x = 0
    for is_dark, squares in itertools.groupby(row):
        wide = len(list(squares))
        if is_dark:
            yield f"M{x} {y}h{wide}v1h-{wide}z"
        x += wide


def init_app(app: Flask) -> None:
    """Templates draw with them."""
    app.jinja_env.globals.update(asset=asset, icon=icon, qr_code=qr_code)

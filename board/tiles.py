"""A street map in one file (MBTiles, raster), which the board serves itself: nobody
elsewhere learns who looks where."""

import re
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FORMATS = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
DEEPEST = 22
TAGS = re.compile(r"<[^>]*>")  # credits come as HTML


class TileFile(NamedTuple):
    """What a file says of itself."""

    mimetype: str
    credit: str
    deepest: int  # the largest zoom it has tiles of


def is_file(tile_url: str) -> bool:
    """Whether the setting names a file rather than an address."""
    return tile_url.endswith(".mbtiles")


@lru_cache(4)
def opened(path: str) -> TileFile:
    """What the file holds.

    Raises ValueError with a sentence where it is no file of picture tiles.
    """
    if not Path(path).is_file():
        raise ValueError(f"BOARD_TILE_URL: there is no file {path}.")
    try:
        with closing(_connect(path)) as file:
            said = dict(file.execute("SELECT name, value FROM metadata"))
            (found,) = file.execute("SELECT max(zoom_level) FROM tiles")
    except sqlite3.DatabaseError as wrong:
        raise ValueError(f"BOARD_TILE_URL: {path} is no MBTiles file.") from wrong
    kind = str(said.get("format", "")).lower().replace("jpeg", "jpg")
    if kind not in FORMATS:
        raise ValueError(
            f"BOARD_TILE_URL: {path} holds {kind or 'no'} tiles; pictures are needed: "
            f"{', '.join(FORMATS)}."
        )
    deepest = int(found[0] or 0)
    credit = TAGS.sub("", str(said.get("attribution", "")))
    return TileFile(FORMATS[kind], credit, deepest)


def tile(path: str, z: int, x: int, y: int) -> bytes | None:
    """The picture of a tile, counted from the north as maps in browsers do; None where
    the file has none."""
    if z > DEEPEST:
        return None
    from_the_south = 2**z - 1 - y
    wanted = (z, x, from_the_south)
    with closing(_connect(path)) as file:
        found = file.execute(
            "SELECT tile_data FROM tiles "
            "WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            wanted,
        ).fetchone()
    return bytes(found[0]) if found else None


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)

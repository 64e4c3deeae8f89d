"""A street map in a file, which the board serves itself."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from board.settings_read import load
from tests.builders import People
from tests.pages import Browser, over_wsgi

# a picture of one pixel
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


def mbtiles(folder: Path, kind: str = "png") -> Path:
    """A file with the one tile of the whole world, as the format has it."""
    path = folder / f"town-{kind or 'none'}.mbtiles"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE metadata (name text, value text)")
        file.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, "
            "tile_row integer, tile_data blob)"
        )
        said = {"format": kind, "attribution": "© <a href='x'>Map people</a>"}
        file.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        # row 1 of two, counted from the south: the northern half
        file.execute("INSERT INTO tiles VALUES (1, 0, 1, ?)", (PIXEL,))
    return path


def test_the_board_serves_the_tiles_of_a_file(
    app_with: Callable[..., Flask], tmp_path: Path, people: People
) -> None:
    browser = Browser(over_wsgi(app_with(tile_url=str(mbtiles(tmp_path)))))
    page = browser.get("/issues?view=map")
    assert 'data-tiles="/tiles/{z}/{x}/{y}"' in page.text
    assert 'data-credit="© Map people"' in page.text, "as words, not as HTML"
    assert 'data-zoom="1"' in page.text
    assert "img-src 'self' data:;" in page.headers["content-security-policy"]
    north, south = browser.get("/tiles/1/0/0"), browser.get("/tiles/1/0/1")
    assert (north.status, north.headers["content-type"]) == (200, "image/png")
    assert south.status == 404
    assert browser.get("/tiles/99/0/0").status == 404


def test_without_a_file_there_are_no_tiles(visitor: Browser, people: People) -> None:
    assert visitor.get("/tiles/1/0/0").status == 404


@pytest.mark.parametrize("kind", ["pbf", ""])
def test_a_file_of_other_tiles_is_refused_at_the_start(
    tmp_path: Path, kind: str
) -> None:
    with pytest.raises(ValueError, match="pictures are needed"):
        load({"BOARD_TILE_URL": str(mbtiles(tmp_path, kind))})


def test_a_file_that_is_not_there_or_no_map_is_refused_at_the_start(
    tmp_path: Path,
) -> None:
    with pytest.raises(ValueError, match="there is no file"):
        load({"BOARD_TILE_URL": str(tmp_path / "missing.mbtiles")})
    (tmp_path / "text.mbtiles").write_text("Not a map, but long enough to be read." * 9)
    with pytest.raises(ValueError, match="is no MBTiles file"):
        load({"BOARD_TILE_URL": str(tmp_path / "text.mbtiles")})

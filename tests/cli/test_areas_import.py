"""`board areas import` draws where areas end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from board.areas.models import Area
from tests.areas.test_boundary import EAST, SQUARE
from tests.builders import People, Rows
from tests.cli.conftest import Command

File = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Writes a GeoJSON file."""

    def write(*features: Any) -> Path:
        path = tmp_path / "areas.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def feature(ring: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    """One area."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": [ring]}}


def test_areas_are_added_and_those_there_get_their_boundary(
    board: Command, people: People, rows: Rows, file: File
) -> None:
    said = board("areas", "import", file(feature(SQUARE, slug="hodge-hill"), feature(EAST, NAME="Shard End")))
    assert said.exit_code == 0
    assert "2 drawn, 0 as they were, 0 left out." in said.stdout
    (old,), (new,) = rows.all(Area, slug="hodge-hill"), rows.all(Area, slug="shard-end")
    assert (old.id, old.name, old.about) == (people.hodge_hill.id, "Hodge Hill", "All about Hodge Hill.")
    assert (new.name, new.south, new.west, new.north, new.east) == ("Shard End", 52.4, -1.8, 52.5, -1.7)


def test_the_same_file_again_changes_nothing(board: Command, people: People, rows: Rows, file: File) -> None:
    path = file(feature(SQUARE, name="Hodge Hill"))
    board("areas", "import", path)
    before = rows.everything()
    assert "0 drawn, 1 as they were" in board("areas", "import", path).stdout
    assert rows.everything() == before


def test_what_cannot_be_used_is_told_by_its_number_and_the_rest_is_taken(
    board: Command, people: People, rows: Rows, file: File
) -> None:
    bad = [feature(SQUARE), feature(SQUARE[:3], name="A"), feature(SQUARE, "Point", name="B"), None, 7]
    bad += [feature(SQUARE, name="x" * 81), {"properties": {"name": "C"}}, feature([[9e9, 1]] * 4, name="D")]
    said = board("areas", "import", file(*bad, feature(EAST, name="Ward End")))
    assert said.exit_code == 1
    assert [line.split(":")[0] for line in said.stderr.splitlines()] == [f"Feature {n}" for n in range(1, 9)]
    assert "1 drawn, 0 as they were, 8 left out." in said.stdout
    assert rows.count(Area) == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", "no json", '{"features": {}}', "[" * 100_000])
def test_a_file_that_is_no_geojson_is_refused(
    board: Command, people: People, rows: Rows, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    before = rows.everything()
    said = board("areas", "import", path)
    assert said.exit_code == 1
    assert "x.json is no" in said.stderr
    assert rows.everything() == before

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
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": [ring]},
    }


def test_areas_are_added_and_those_there_get_their_boundary(
    board: Command, people: People, rows: Rows, file: File
) -> None:
    said = board(
        "areas",
        "import",
        file(feature(SQUARE, slug="hodge-hill"), feature(EAST, NAME="Shard End")),
    )
    assert said.exit_code == 0
    assert "2 drawn, 0 as they were, 0 left out." in said.stdout
    (old,), (new,) = rows.all(Area, slug="hodge-hill"), rows.all(Area, slug="shard-end")
    assert (old.id, old.name, old.about) == (
        people.hodge_hill.id,
        "Hodge Hill",
        "All about Hodge Hill.",
    )
    assert (new.name, new.south, new.west, new.north, new.east) == (
        "Shard End",
        52.4,
        -1.8,
        52.5,
        -1.7,
    )


def test_the_same_file_again_changes_nothing(
    board: Command, people: People, rows: Rows, file: File
) -> None:
    path = file(feature(SQUARE, name="Hodge Hill"))
    board("areas", "import", path)
    before = rows.everything()
    assert "0 drawn, 1 as they were" in board("areas", "import", path).stdout
    assert rows.everything() == before


def test_what_cannot_be_used_is_told_by_its_number_and_the_rest_is_taken(
    board: Command, people: People, rows: Rows, file: File
) -> None:
    bad = [
        feature(SQUARE),
        feature(SQUARE[:3], name="A"),
        feature(SQUARE, "Point", name="B"),
        None,
        7,
    ]
    bad += [
        feature(SQUARE, name="x" * 81),
        {"properties": {"name": "C"}},
        feature([[9e9, 1]] * 4, name="D"),
    ]
    said = board("areas", "import", file(*bad, feature(EAST, name="Ward End")))
    assert said.exit_code == 1
    assert [line.split(":")[0] for line in said.stderr.splitlines()] == [
        f"Feature {n}" for n in range(1, 9)
    ]
    assert "1 drawn, 0 as they were, 8 left out." in said.stdout
    assert rows.count(Area) == 2


def test_one_feature_or_a_bare_shape_is_taken_and_a_shape_is_called_as_its_file(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    one = feature(SQUARE, name="Hodge Hill")
    for name, content in (
        ("one.geojson", one),
        ("shard-end.geojson", feature(EAST)["geometry"]),
    ):
        (tmp_path / name).write_text(json.dumps(content))
        said = board("areas", "import", tmp_path / name)
        assert (said.exit_code, said.stdout) == (
            0,
            "1 drawn, 0 as they were, 0 left out.\n",
        ), said.stderr
    assert {area.name: area.slug for area in rows.all(Area)} == {
        "Hodge Hill": "hodge-hill",
        "Shard End": "shard-end",
    }


def test_the_property_with_the_name_can_be_said(
    board: Command, rows: Rows, file: File
) -> None:
    path = file(feature(SQUARE, WD24CD="E05011118", WD24NM="Alum Rock"))
    said = board("areas", "import", path)
    assert said.exit_code == 1
    assert "it has WD24CD, WD24NM: say which holds the name with --name" in said.stderr
    assert board("areas", "import", path, "--name", "WD24NM").exit_code == 0
    assert [area.name for area in rows.all(Area)] == ["Alum Rock"]
    assert (
        "it has no property 'Nothing'"
        in board("areas", "import", path, "--name", "Nothing").stderr
    )


def test_names_without_latin_letters_each_have_an_address(
    board: Command, rows: Rows, file: File
) -> None:
    names = ["Арбат", "Хамовники", "北京", "背景", "☂"]
    said = board(
        "areas", "import", file(*(feature(SQUARE, name=name) for name in names))
    )
    assert (said.exit_code, said.stdout) == (
        0,
        "5 drawn, 0 as they were, 0 left out.\n",
    )
    slugs = {area.name: area.slug for area in rows.all(Area)}
    assert list(slugs) == names
    assert len(set(slugs.values())) == len(names)
    assert slugs["背景"] == "beijing-2"


def test_several_of_one_name_are_asked_about(
    board: Command, rows: Rows, file: File
) -> None:
    path = file(
        feature(SQUARE, name="Central"),
        feature(EAST, name="Ward End"),
        feature(EAST, name="central"),
    )
    said = board("areas", "import", path)
    assert (said.exit_code, said.stdout) == (
        1,
        "1 drawn, 0 as they were, 2 left out.\n",
    )
    assert "Feature 1, 3: they are all called “Central”" in said.stderr
    assert board("areas", "import", path, "--same-name", "join").exit_code == 0
    (central,) = rows.all(Area, slug="central")
    assert (central.west, central.east) == (
        min(x for x, _y in SQUARE),
        max(x for x, _y in EAST),
    )
    assert board("areas", "import", path, "--same-name", "apart").exit_code == 0
    assert {area.name for area in rows.all(Area)} == {
        "Central",
        "central 2",
        "Ward End",
    }
    before = rows.everything()
    assert (
        "0 drawn, 3 as they were"
        in board("areas", "import", path, "--same-name", "apart").stdout
    )
    assert rows.everything() == before


def test_an_area_far_from_all_others_is_asked_about(
    board: Command, rows: Rows, file: File
) -> None:
    swapped = [[y, x] for x, y in SQUARE]
    near = [[[x + n / 10, y] for x, y in SQUARE] for n in range(3)]
    path = file(
        *(feature(ring, name=f"Ward {n}") for n, ring in enumerate(near)),
        feature(swapped, name="Ward 3"),
    )
    said = board("areas", "import", path)
    assert (said.exit_code, said.stdout) == (
        1,
        "3 drawn, 0 as they were, 1 left out.\n",
    )
    assert (
        "Feature 4: it is over 1000 km from the other areas; if that is meant: --far "
        "keep."
    ) in said.stderr
    assert board("areas", "import", path, "--far", "keep").exit_code == 0
    assert rows.count(Area) == 4
    again = board("areas", "import", path)
    assert (again.exit_code, again.stdout) == (
        0,
        "0 drawn, 4 as they were, 0 left out.\n",
    )


@pytest.mark.parametrize("name", [True, {"en": "Ward"}, ["Ward"], 7.5, "\u200b"])
def test_what_is_no_word_is_no_name(
    board: Command, rows: Rows, file: File, name: Any
) -> None:
    said = board(
        "areas", "import", file(feature(SQUARE, name=name), feature(EAST, name=7))
    )
    assert said.exit_code == 1
    assert 'Feature 1: it has no property "name" or "slug".' in said.stderr
    assert [area.name for area in rows.all(Area)] == ["7"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "no json", '{"features": {}}', "[" * 100_000]
)
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

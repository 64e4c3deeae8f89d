"""`board areas add` makes places."""

import pytest

from board.activity.models import Activity
from board.areas.models import Area
from tests.builders import People, Rows
from tests.cli.conftest import Command


@pytest.mark.parametrize("given", ["Hodge Hill", "hodge-hill"])
def test_an_area_is_added_by_its_name_or_its_slug(
    board: Command, rows: Rows, given: str
) -> None:
    said = board("areas", "add", given, "--about", "Up to the Fox and Goose.")
    area = rows.get(Area, 1)
    assert (area.slug, area.name, area.about) == (
        "hodge-hill",
        "Hodge Hill",
        "Up to the Fox and Goose.",
    )
    assert "/areas/hodge-hill" in said.stdout


def test_an_area_that_is_there_stays_as_it_is(
    board: Command, people: People, rows: Rows
) -> None:
    before = rows.everything()
    said = board("areas", "add", "Hodge Hill", "--about", "Something else")
    assert "it stays as it is" in said.stdout
    assert rows.everything() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "name: "),
        ("\ufeff\u3164", "name: "),
        ("x" * 81, "name: Keep this to 80"),
        ("a\0b", "name: "),
    ],
)
def test_a_place_needs_a_name_one_can_read(
    board: Command, rows: Rows, name: str, said: str
) -> None:
    refused = board("areas", "add", name)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert rows.count(Area) == rows.count(Activity) == 0

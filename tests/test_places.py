"""Places: one feature leaves a gap, another to its right fills it."""

import re

import pytest
from flask import Flask

from board.config import PACKAGE
from board.places import Place, all_places


def test_what_fills_a_place_is_found_there() -> None:
    place: Place[str] = Place("test.one")
    place.fill("tasks")
    place.fill("tasks")  # as a second application of the same process does
    assert place.filling == "tasks"


def test_a_place_that_is_taken_is_refused() -> None:
    place: Place[str] = Place("test.taken")
    place.fill("tasks")
    with pytest.raises(ValueError, match="taken"):
        place.fill("events")


def test_a_place_for_several_has_them_in_their_order() -> None:
    place: Place[str] = Place("test.several", several=True)
    for filling in ("tasks", "events", "tasks"):
        place.fill(filling)
    assert list(place) == ["tasks", "events"]


def test_a_second_place_of_the_same_name_is_refused() -> None:
    Place[str]("test.twice")
    with pytest.raises(ValueError, match="twice"):
        Place[str]("test.twice")


def test_an_empty_place_says_its_name() -> None:
    with pytest.raises(LookupError, match=re.escape("test.empty")):
        _ = Place[str]("test.empty").filling


def test_every_place_of_the_board_is_filled_by_a_feature(app: Flask) -> None:
    ours = [place for place in all_places() if not place.name.startswith("test.")]
    declared = sum(
        len(re.findall(r"^\w+: Place\[", path.read_text(), re.MULTILINE))
        for path in PACKAGE.rglob("*.py")
    )
    assert len(ours) == declared
    assert [place.name for place in ours if not list(place)] == []

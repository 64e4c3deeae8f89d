"""Regions: features declare what they draw, verbs say which of it they change."""

import pytest
from flask import Flask

from board.activity import verbs
from board.activity.verbs import Verb
from board.issues.regions import REGIONS as OF_ISSUES
from board.live import regions
from board.live.regions import (
    Region,
    check,
    declare,
    is_known,
    on_page_of,
    render,
    split,
)
from board.policy import Audience


@pytest.fixture
def made_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is forgotten after it."""
    monkeypatch.setattr(verbs, "_declared", dict(verbs._declared))
    monkeypatch.setattr(regions, "REGIONS", dict(regions.REGIONS))


def test_every_region_of_a_verb_is_declared(app: Flask) -> None:
    check()
    named = {region for verb in verbs.all_verbs() for region in verb.regions}
    assert {"issue-thread", "issues", "area", "campaign-record"} <= named


def test_every_region_is_changed_by_some_verb(app: Flask) -> None:
    named = {region for verb in verbs.all_verbs() for region in verb.regions}
    topics = {"campaign-people"}  # whoever joins writes a line under it
    assert regions.REGIONS.keys() <= named | topics


def test_a_verb_that_changes_what_nobody_declared_is_refused(made_up: None) -> None:
    Verb("lamp.lit", lambda line: line, regions=("lamp",))
    with pytest.raises(ValueError, match="lamp"):
        check()
    declare(Region("lamp"))
    check()


def test_a_region_that_is_drawn_says_what_changed(made_up: None) -> None:
    declare(Region("lamp", lambda *_: ""))
    with pytest.raises(ValueError, match="lamp does not say"):
        check()


def test_a_second_region_of_the_same_name_is_refused(made_up: None) -> None:
    declare(*OF_ISSUES)  # the same again, as a second application does
    with pytest.raises(ValueError, match="issue-thread"):
        declare(Region("issue-thread"))


@pytest.mark.parametrize(
    "name",
    ["lamp-1", "issue-1-lamp", "issue", "issues-1", "area", "campaign-people", "", "-"],
)
def test_a_name_that_nobody_declared_is_refused(app: Flask, name: str) -> None:
    assert not is_known(name)
    with pytest.raises(LookupError):
        render(name, Audience.PUBLIC)


def test_a_page_listens_to_all_regions_of_its_thing(app: Flask) -> None:
    assert on_page_of("task", 12) == [
        "task-12",
        "task-12-thread",
        "task-12-questions",
    ]
    assert "issue-12-turn" in on_page_of("issue", 12)
    assert "issue-12-turn" not in on_page_of("issue", 12, drawn_only=True)


def test_a_name_gives_the_region_and_the_number_of_its_thing(app: Flask) -> None:
    region, number = split("issue-12-thread")
    assert (region.name, number) == ("issue-thread", 12)
    region, number = split("tasks")
    assert (region.name, number, region.for_all) == ("tasks", 0, True)

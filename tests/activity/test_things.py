"""Kinds of thing: each feature names its own, with the way to them."""

import pytest
from flask import Flask

from board.activity import things
from board.activity.things import Thing
from board.campaigns.models import Campaign
from board.issues.models import Issue
from tests.builders import People, Things
from tests.pages import Browser


def test_each_kind_leads_to_its_pages(
    things: Things, people: People, visitor: Browser
) -> None:
    made = {"issue": things.issue, "campaign": things.campaign}
    made |= {"playbook": things.playbook, "course": things.course}
    made |= {"task": things.task, "event": things.event, "area": people.hodge_hill}
    made |= {"role": things.role, "course": things.course}
    made["round"] = things.round
    open_to_all = [kind for kind in all_kinds() if kind.kind != "moderation_case"]
    assert set(made) == {kind.kind for kind in open_to_all}
    for kind in open_to_all:
        row = made[kind.kind]
        page = visitor.get(kind.address(getattr(row, kind.key)))
        assert page.status == 200
        assert page.says(getattr(row, kind.title))


def all_kinds() -> tuple[Thing, ...]:
    """What the features of the board named."""
    return things.all_things()


def test_a_kind_that_nobody_named_is_refused(app: Flask) -> None:
    with pytest.raises(KeyError):
        things.of_kind("lamp")


def test_a_second_kind_of_the_same_name_is_refused(app: Flask) -> None:
    things.add(things.of_kind("issue"))  # the same again
    with pytest.raises(ValueError, match="issue"):
        things.add(Thing(Issue, "/lamps", "leaf"))
    assert things.of_kind("campaign").model is Campaign

"""Closes the doors of the board for some rows, before any of its statements is built:
`pytest -p tests.doors.closed`.

Hidden is what holds the word, from everybody; and so is the name of a person that does.
"""

import importlib.util
import sys
from typing import Any

spec = importlib.util.find_spec("board")
assert spec
assert spec.loader
board = importlib.util.module_from_spec(spec)
# So that tables can be had before the board puts itself together, with its statements.
sys.modules["board"] = board
from sqlalchemy import case  # noqa: E402

from board.accounts.models import Person  # noqa: E402
from board.areas.models import Area  # noqa: E402
from board.campaigns.coalition_models import Partner, Pledge, Promise  # noqa: E402
from board.campaigns.models import Campaign, Update  # noqa: E402
from board.db import Conditions, Reader  # noqa: E402
from board.events.models import Event  # noqa: E402
from board.introductions.models import Introduction  # noqa: E402
from board.issues.models import Ask, Comment, Issue  # noqa: E402
from board.issues.outcome_models import NextStep  # noqa: E402
from board.one_to_ones.models import OneToOne  # noqa: E402
from board.people.models import Line  # noqa: E402
from board.people.request_models import Request  # noqa: E402
from board.photos.models import Photo  # noqa: E402
from board.playbooks.models import Playbook, Suggestion  # noqa: E402
from board.questions.models import Question  # noqa: E402
from board.roles.models import Role  # noqa: E402
from board.rounds.models import Answer, Round  # noqa: E402
from board.tasks.claim_models import Claim  # noqa: E402
from board.tasks.models import Task  # noqa: E402
from board.tasks.talk_models import TaskComment  # noqa: E402
from board.training.models import Course  # noqa: E402

WORD, ERASED = "Zugzwang", "Who has gone"
# What has a door, and the words by which it is known.
DOORS: dict[type[Any], str] = {
    Area: "name",
    Answer: "answer_1",
    Ask: "body",
    Campaign: "title",
    Claim: "note",
    Comment: "body",
    Course: "title",
    Playbook: "title",
    Suggestion: "why",
    Event: "title",
    Issue: "title",
    NextStep: "what",
    Line: "words",
    Partner: "name",
    OneToOne: "cares_about",
    Introduction: "purpose",
    Photo: "alt",
    Pledge: "what",
    Promise: "what",
    Round: "title",
    Task: "title",
    Question: "body",
    Role: "name",
    Request: "words",
    TaskComment: "body",
    Update: "title",
}


def close(model: type[Any], words: str) -> None:
    """Hide the rows of a table in whose column the word stands."""
    open_door = model.visible.__func__

    def visible(cls: type[Any], reader: Reader) -> Conditions:
        return (*open_door(cls, reader), ~getattr(cls, words).contains(WORD))

    model.visible = classmethod(visible)


def erase() -> None:
    """Nobody reads the name of a person that holds the word."""

    def name(person: Any) -> str:
        return ERASED if WORD in person.given_name else str(person.given_name)

    def in_statements(person: Any) -> Any:
        gone = person.given_name.contains(WORD)
        return case((gone, ERASED), else_=person.given_name)

    door: Any = Person.__dict__["name"]
    Person.name = door.getter(name).expression(in_statements)  # type: ignore[method-assign]


for model, words in DOORS.items():
    close(model, words)
erase()
spec.loader.exec_module(board)

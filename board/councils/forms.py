"""What people type about councils."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from board.forms import BoardForm, Choice, line

NAME = _l("Type the council's name, as people know it.")


class CouncilForm(BoardForm):
    """What a council is called, and how it is asked."""

    name = line(_l("The council’s name"), 120, missing=NAME)
    jurisdiction = line(_l("Its jurisdiction"), 120)
    api_key = line(_l("Our key"), 200)


class NewCouncilForm(CouncilForm):
    """The same, with where it is."""

    address = line(
        _l("The address of its Open311 service"),
        250,
        missing=_l("Type the address of its Open311 service."),
    )
    is_near = BooleanField(_l("It stands on this machine or in our own network"))


class MapForm(BoardForm):
    """Which posts can go to which service of a council."""

    category = Choice(_l("Posts about"), missing=_l("Pick what the posts are about."))
    service = Choice(
        _l("go to the council as"), missing=_l("Pick one of its services.")
    )


class SettleForm(BoardForm):
    """What became of a post of which nobody knows whether the council has it."""

    number = line(_l("The number it has there"), 120)


def answer_fields(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a service wants to know, as fields of a form: each with the name it is sent
    by."""
    return [
        {**question, "name": f"answer-{number}"}
        for number, question in enumerate(questions, 1)
    ]

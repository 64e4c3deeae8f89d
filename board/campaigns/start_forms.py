"""What organisers fill in to start a campaign, step by step."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from board.campaigns.forms import CampaignForm, TickList
from board.forms import Choice, OnceField


class Step(StrEnum):
    """The steps, in their order."""

    POSTS = "posts"
    ASK = "ask"
    TOLD = "told"


FIELDS = {Step.POSTS: ("area", "issue"), Step.ASK: CampaignForm.FIELDS}


class StartForm(CampaignForm):
    """A new campaign, with the area and the issues it comes from.

    Each step shows some of its fields and carries the others along.
    """

    CHECKS = ("winnable", "widely", "deeply")

    # Asked so that one thinks of it; the answers are kept nowhere.
    winnable = BooleanField(
        _l("We can win it: somebody has the power to say yes, and we can reach them")
    )
    widely = BooleanField(
        _l("It is widely felt: many people here would say: count me in")
    )
    deeply = BooleanField(_l("It is deeply felt: some would give up an evening for it"))
    issue = TickList(_l("Which posts does it come from?"))
    area = Choice(_l("Which area is it for?"))
    once = OnceField()

    def back_to_fault(self) -> Step:
        """The first step at which something is wrong, else the last one; what is wrong
        later is told there."""
        wrong = (step for step in FIELDS if any(self[n].errors for n in FIELDS[step]))
        first = next(wrong, Step.TOLD)
        for name in self._besides(first):
            self[name].errors = ()
        return first

    def carried(self, step: Step) -> list[tuple[str, Any]]:
        """What was typed or ticked at the other steps, as (name, value) pairs."""
        return [(n, value) for n in self._besides(step) for value in _values(self[n])]

    def _besides(self, step: Step) -> list[str]:
        """The fields of the other steps."""
        return [name for other in FIELDS if other != step for name in FIELDS[other]]


def _values(field: Any) -> list[Any]:
    """A field's values as they were sent, else as the page offers them."""
    if field.raw_data is not None:
        return list(field.raw_data)
    return field.data if isinstance(field.data, list) else [field.data or ""]

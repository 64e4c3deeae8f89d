"""What is hidden holds no job up: what happens by itself goes on for the rest."""

from datetime import timedelta

import pytest

from tests.builders import Maker, People, Things, at_six
from tests.moderation.acts import hide
from tests.pages import Browser


@pytest.mark.parametrize("kind", ["issue", "campaign", "task", "event"])
def test_jobs_go_on_whatever_is_hidden(
    kind: str,
    make: Maker,
    people: People,
    things: Things,
    operator: Browser,
) -> None:
    olu, member, campaign = people.organiser, people.member, things.campaign
    when = {"starts_at": at_six(2), "ends_at": at_six(2) + timedelta(hours=2)}
    shift = make.task(campaign, olu, title="Soon", **when)
    full = make.task(campaign, olu, title="One place", places=1)
    make.claim(shift, member)
    make.claim(things.task, member)
    make.claim(full, people.operator)
    make.wait(full, people.resident)
    make.series(campaign, olu, title="Each week", every=1)
    make.attend(things.event, people.resident)
    hidden = [shift, full, things.task] if kind == "task" else [getattr(things, kind)]
    for thing in hidden:
        assert hide(operator, kind, thing).status == 303
    for days in (0.8, 1.2, 3.5, 15, 16, 31):
        done = make.jobs(days=days)
        assert not [name for name, count in done.items() if count is None], days
    make.mails(days=31)

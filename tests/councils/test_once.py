"""However a council fails, and however many send at once, a post is there once, or an
organiser is asked."""

import random
import re
import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from flask import Flask

from board import clock
from board.boards import fetching
from board.councils import sending
from board.councils.models import CouncilSending, Stage
from tests.builders import Maker, People, Rows
from tests.councils.hands import connected, post
from tests.councils.stand_in import StandIn

FAULTS = (
    *("refuses", "is ill", "is ill without a word", "hangs up"),
    *("takes it and is ill", "takes it and hangs up", "cuts its answer"),
    *("takes it and says nothing of it", "takes it and shows a page"),
    *("takes it and sends us elsewhere", "sends us elsewhere", "shows a page"),
    *("answers twice", "gives two numbers", "drips", "is huge"),
)
POSTS = 4
# minutes after which the jobs of two processes look, some of them at the same moment
LOOKS = (11, 11, 14, 17, 30, 31, 50, 95, 200, 700, 2200, 6000)


def two_look(app: Flask, at: datetime) -> None:
    """The jobs of two processes at once, until neither finds anything to do."""

    def work() -> None:
        with app.app_context(), clock.set_to(at):
            while sending.send_due():
                pass

    both = [threading.Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()


def known(council: StandIn) -> Counter[str]:
    """How often each post is there, by its address."""
    address = re.compile(r"/issues/(\d+)$")
    return Counter(address.findall(told["description"])[0] for told in council.told)


@pytest.mark.parametrize("seed", range(6))
def test_a_post_is_there_once_whatever_happens(
    app: Flask,
    make: Maker,
    people: People,
    council: StandIn,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 1.0)
    chance = random.Random(seed)
    connected(make, people, council)
    for number in range(POSTS):
        post(make, people, title=f"Lamp {number}", latitude=50.0 + number)
    council.faults = [chance.choice((*FAULTS, "")) for _ in range(12)]
    begun = clock.now()
    for minutes in LOOKS:
        two_look(app, begun + timedelta(minutes=minutes))
    assert max(known(council).values(), default=0) <= 1, council.faults
    there = known(council)
    for row in rows.all(CouncilSending):
        is_there = there[str(row.issue_id)] == 1
        assert row.stage in (Stage.SENT, Stage.ASKED, Stage.REFUSED), row.stage
        assert is_there or row.stage != Stage.SENT, "we say so, and it is not there"
        assert not is_there or row.stage != Stage.REFUSED, "it is there, and we deny it"

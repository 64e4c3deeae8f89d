"""However a council fails, and whoever of those who send is killed at it, a post is
there once, or an organiser is asked."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta

import pytest

from board import clock
from board.config import Settings
from board.councils.models import CouncilSending, Stage
from tests.builders import Maker, People, Rows
from tests.councils.hands import connected, post
from tests.councils.senders import Senders, two_senders
from tests.councils.stand_in import StandIn

KILLS = ("takes it and kills who asks", "kills who asks")
FAULTS = (
    *("refuses", "is ill", "is ill without a word", "hangs up"),
    *("takes it and is ill", "takes it and hangs up", "cuts its answer"),
    *("takes it and says nothing of it", "takes it and shows a page"),
    *("takes it and sends us elsewhere", "sends us elsewhere", "shows a page"),
    *("answers twice", "gives two numbers", "gives another's number"),
    *("drips", "takes it and drips", "is huge", *KILLS),
)
POSTS = 4
# minutes after which both processes look; what is left undone is looked for and sent
# again within them
LOOKS = (11, 14, 17, 30, 31, 50, 95, 200, 700, 2200, 6000)
ENDS = (Stage.SENT, Stage.ASKED, Stage.REFUSED)


@pytest.fixture
def senders(settings: Settings, council: StandIn) -> Iterator[Senders]:
    """Two processes that a council can kill."""
    with two_senders(settings) as both:
        council.kill = both.kill_whoever_speaks_from
        yield both


def known(council: StandIn) -> Counter[str]:
    """How often each post is there, by its address."""
    address = re.compile(r"/issues/(\d+)$")
    return Counter(address.findall(told["description"])[0] for told in council.told)


def check(council: StandIn, rows: Rows) -> None:
    """Each is there once at most, and what we say of it is so."""
    there = known(council)
    assert max(there.values(), default=0) <= 1
    for row in rows.all(CouncilSending):
        is_there = there[str(row.issue_id)] == 1
        assert row.stage in ENDS, row.stage
        assert is_there or row.stage != Stage.SENT, "we say so, and it is not there"
        assert not is_there or row.stage != Stage.REFUSED, "it is there, and we deny it"


def posts(make: Maker, people: People, council: StandIn) -> None:
    """Some posts that wait to be sent."""
    connected(make, people, council)
    for number in range(POSTS):
        post(make, people, title=f"Lamp {number}", latitude=50.0 + number)


@pytest.mark.parametrize("faults", [FAULTS[n::5] for n in range(5)])
def test_each_post_is_there_once_after_each_fault(
    make: Maker,
    people: People,
    council: StandIn,
    senders: Senders,
    rows: Rows,
    faults: tuple[str, ...],
) -> None:
    posts(make, people, council)
    council.faults = list(faults)
    begun = clock.now()
    for minutes in LOOKS:
        senders.look(begun + timedelta(minutes=minutes))
    assert not council.faults
    assert senders.killed == len(set(KILLS) & set(faults))
    check(council, rows)


@pytest.mark.parametrize("seed", range(4))
def test_a_post_is_there_once_whatever_happens(
    make: Maker,
    people: People,
    council: StandIn,
    senders: Senders,
    rows: Rows,
    seed: int,
) -> None:
    chance = random.Random(seed)
    posts(make, people, council)
    council.faults = [chance.choice((*FAULTS, "")) for _ in range(12)]
    begun = clock.now()
    for minutes in LOOKS:
        is_away = minutes < max(LOOKS) / 2 and chance.random() < 0.3
        with council.away() if is_away else nullcontext():
            senders.look(begun + timedelta(minutes=minutes))
    check(council, rows)

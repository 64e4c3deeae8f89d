"""Whatever file an operator reads in on the page: it is refused in words and nothing of
it is stored, or it is harmless as a draft and as what becomes of that."""

import re
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, seed, settings

from board.activity.models import Activity
from board.boards.models import Arrival
from board.playbooks.models import Playbook, Suggestion
from board.training.models import Course
from tests.boards.exchange import accept_all, bring, drafts
from tests.boards.feeds import feed, item
from tests.boards.hostile import BOOK, RAW, SOUND, files
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser, Page
from tests.trials import TIMES, Figure

MEMORY = 50 * 1024 * 1024
LARGEST = 16 * 1024 * 1024  # of any form; what is larger is not read at all
TABLES = (Arrival, Activity, Playbook, Course, Suggestion)
# what no page may hold of somebody else's words
HARM = re.compile(
    r"<script>alert|<img[^>]+(onerror|spy\.example)|<svg onload|href=.?javascript:",
    re.I,
)


@contextmanager
def little_memory() -> Iterator[None]:
    """What is done within holds no more than may be held."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        yield
        assert tracemalloc.get_traced_memory()[1] - before < MEMORY
    finally:
        tracemalloc.stop()


def read_in(operator: Browser, document: bytes) -> Page:
    """Read it in on the page."""
    form = operator.get("/boards").form("/boards/import").filled({})
    with little_memory():
        said = [pair for pair in form if pair[0] != "file"]
        file = ("them.json", document)
        return operator.send_files("/boards/import", said, [file], field="file")


def is_sound(page: Page) -> bool:
    """Whether it is a page, and none of theirs."""
    return page.status == 200 and not HARM.search(page.text)


class Reading:
    """An operator reads in one file after another."""

    def __init__(self, make: Maker, rows: Rows, operator: Browser) -> None:
        self.make, self.rows, self.operator = make, rows, operator
        self.refused = self.taken = 0

    def counts(self) -> list[int]:
        """How much of each kind there is."""
        return [self.rows.count(table) for table in TABLES]

    def try_file(self, document: bytes) -> None:
        """Read it in, and decide on what comes."""
        before = self.counts()
        answer = read_in(self.operator, document)
        assert answer.status in ((413,) if len(document) > LARGEST else (303, 422))
        if answer.status != 303:
            self.refused += 1
            assert answer.errors.get("file") or answer.status == 413, answer
            assert self.counts() == before, "something of it was stored"
            return
        self.taken += 1
        for number, draft in enumerate(drafts(self.make)):
            self.decide(draft.id, "accept" if number % 4 < 3 else "decline")
        assert drafts(self.make) == []

    def decide(self, number: int, do: str) -> None:
        """What is drawn of it is harmless, and so is what it becomes."""
        at = f"/boards/arrivals/{number}"
        assert is_sound(self.operator.get("/boards"))
        assert is_sound(self.operator.get(at)), at
        answer = self.operator.post(at, {"do": do})
        if answer.status != 303:
            assert answer.status in (409, 422), answer
            assert self.operator.post(at, {"do": "decline"}).status == 303
            return
        for page in (answer.location, "/wins", "/playbooks", "/courses"):
            assert is_sound(self.operator.get(page)), page
        if book := re.match(r"/playbooks/\d+", answer.location):
            assert is_sound(self.operator.get(f"{book[0]}/tree"))


@pytest.fixture
def reading(
    make: Maker, people: People, rows: Rows, browser: Callable[..., Browser]
) -> Reading:
    """On a board that has a playbook others can say something about."""
    bring(make, people.operator, feed(item("ours:book", playbook=BOOK)))
    accept_all(make, people.operator)
    return Reading(make, rows, browser(people.operator))


@on_sqlite
@pytest.mark.parametrize("name", SOUND)
def test_what_boards_write_is_taken(reading: Reading, name: str) -> None:
    reading.try_file(feed(*SOUND[name]))
    assert (reading.taken, reading.refused) == (1, 0)


@on_sqlite
@pytest.mark.parametrize("mark", RAW)
def test_what_is_deep_or_huge_or_broken_is_refused_on_the_page(
    reading: Reading, mark: str
) -> None:
    steps = feed(item("a:1", playbook=BOOK | {"steps": mark}))
    document = steps.replace(f'"{mark}"'.encode(), RAW[mark])
    reading.try_file(document)
    assert (reading.taken, reading.refused) == (0, 1)


@pytest.mark.trial
def test_whatever_is_read_in_does_no_harm(
    reading: Reading, turn: int, figure: Figure
) -> None:
    """A short form in the suite; `make trials` reads in many more, others each time."""

    @seed(turn)
    @settings(
        max_examples=150 if TIMES else 25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(files())
    def every(document: bytes) -> None:
        reading.try_file(document)

    every()
    figure("hostile files that were refused", reading.refused)
    figure("files of which drafts came, or nothing new", reading.taken)
    assert reading.refused
    assert reading.taken

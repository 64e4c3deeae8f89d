"""Any playbook, laid out on any day: its tasks keep their days and their times by the
clock, and what is written as text is read again as the same."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board.playbooks.book import Book, Role, Step
from board.playbooks.book_data import from_data, to_data
from board.playbooks.wording import as_fields, from_fields
from board.tasks.models import Shape, Task
from tests.builders import Maker, People, Rows
from tests.playbooks.books import use, write
from tests.trials import TIMES

LONDON = ZoneInfo("Europe/London")
numbers = count(1)
CLOCK = st.times().map(lambda moment: f"{moment:%H:%M}")
WORDS = st.text("abc é’–*()", max_size=20).map(str.strip)
SHIFTS = st.fixed_dictionaries(
    {
        "shape": st.just("shift"),
        "starts": CLOCK,
        "minutes": st.integers(1, 1380),
        "place": WORDS,
    }
)
OTHERS = st.fixed_dictionaries({"shape": st.sampled_from(("by_date", "open"))})
STEPS = st.lists(
    st.tuples(st.integers(-200, 200), SHIFTS | OTHERS, st.integers(1, 9), WORDS),
    min_size=1,
    max_size=8,
)
DAYS = st.dates(date(2031, 1, 1), date(2033, 12, 31))  # six changes of the clock


def book_of(steps: list[tuple[int, dict[str, Any], int, str]]) -> Book:
    """A playbook with these steps; each has a key and a title of its own."""
    made = tuple(
        Step(f"s{n}", f"Step {n} {'xyz'[n % 3] * 9}", day, places=places, **said)
        for n, (day, said, places, _words) in enumerate(steps)
    )
    words = " ".join(words for *_step, words in steps).strip()
    return Book("Any", purpose=words, roles=(Role("lead", "Lead"),), steps=made)


def trial(test: Any, **strategies: Any) -> None:
    """Try a few, or in long runs many."""
    settings(
        max_examples=80 if TIMES else 8,
        deadline=None,
        derandomize=not TIMES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )(given(**strategies)(test))()


@pytest.mark.trial
def test_laid_out_on_any_day_each_step_is_on_its_own(
    make: Maker, people: People, rows: Rows, turn: int
) -> None:
    def holds(steps: list[Any], day: date) -> None:
        book = book_of(steps)
        changed = {"roles": book.roles, "steps": book.steps}
        playbook = write(make, people.organiser, people.hodge_hill, **changed)
        title = f"Used {next(numbers)}"
        campaign = use(
            make, playbook, people.organiser, people.hodge_hill, day, title=title
        )
        tasks = {t.title: t for t in rows.all(Task, campaign_id=campaign.id)}
        assert len(tasks) == len(book.steps)
        for step in book.steps:
            check(tasks[step.title], step, day + timedelta(days=step.day))

    trial(holds, steps=STEPS, day=DAYS)


def check(task: Task, step: Step, on: date) -> None:
    """The task is on its day, at its time by the clock, as long as it says."""
    assert (task.shape, task.places) == (step.shape, step.places)
    if step.shape == Shape.BY_DATE:
        assert task.due_on == on
    if step.shape != Shape.SHIFT:
        return
    assert task.starts_at
    assert task.ends_at
    begins = datetime.combine(on, step.begins)
    here = task.starts_at.astimezone(LONDON).replace(tzinfo=None)
    if is_on_the_clock(begins):
        assert here == begins
    else:  # an hour that the clock leaves out comes an hour later
        assert here == begins + timedelta(hours=1)
    assert task.ends_at > task.starts_at
    assert task.place.startswith(step.place or "To be agreed")


def is_on_the_clock(moment: datetime) -> bool:
    """Whether clocks in London show this moment."""
    there = moment.replace(tzinfo=LONDON).astimezone(UTC)
    return there.astimezone(LONDON).replace(tzinfo=None) == moment


@pytest.mark.trial
def test_any_steps_are_the_same_as_text_and_as_data(make: Maker, turn: int) -> None:
    def holds(steps: list[Any]) -> None:
        book = book_of(steps)
        assert from_data(to_data(book)) == book
        with make.app.test_request_context():
            again = from_fields(as_fields(book), book)
        known = {step.key: step for step in book.steps}
        assert {step.key for step in again.steps} == known.keys()
        for step in again.steps:
            assert step == known[step.key]

    trial(holds, steps=STEPS)

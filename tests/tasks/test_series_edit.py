"""Changing a series from one of its tasks on: what was changed by hand stays, and
nothing is saved unseen."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board.activity.models import Activity
from board.db import db
from board.tasks import planning, series, verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.effects import Unseen
from board.tasks.models import Task
from board.tasks.series_models import Repeats, TaskSeries
from tests.builders import Maker, People, Rows, at_six
from tests.conftest import Server, on_sqlite
from tests.pages import Browser, Page, at_once
from tests.tasks.test_edit import confirm

FOLLOWING = "edit?scope=following"


@pytest.fixture
def first(make: Maker, people: People) -> Task:
    """The first task of a series of eight or nine, the lane walked every week from
    tomorrow on."""
    return make.series(make.campaign(people.organiser), people.organiser)


def nth(rows: Rows, n: int) -> Task:
    """One of the tasks, the first is 0."""
    return rows.all(Task)[n]


def following(browser: Browser, task: Task, **values: Any) -> Page:
    """Send the form for this task and all that follow."""
    return browser.fill(
        f"/tasks/{task.id}/{FOLLOWING}", values, action=f"/tasks/{task.id}/edit"
    )


def test_all_that_follow_change_but_for_what_was_changed_by_hand(
    organiser: Browser, make: Maker, rows: Rows, people: People, first: Task
) -> None:
    special = nth(rows, 3)
    assert (
        organiser.fill(
            f"/tasks/{special.id}/edit", {"title": "Walk with the mayor"}
        ).status
        == 303
    )
    assert rows.get(Task, special.id).by_hand == ["title"]
    before = rows.everything()
    preview = following(
        organiser, nth(rows, 1), title="Walk the whole lane", places="5"
    )
    assert preview.status == 200
    assert preview.says(
        "Nobody who holds a place is touched by this.",
        "What was changed by hand stays as it is:",
    )
    assert rows.everything() == before
    assert confirm(organiser, preview).status == 303
    tasks = rows.all(Task)
    titles = [task.title for task in tasks]
    assert titles[:4] == [
        "Walk the lane",
        "Walk the whole lane",
        "Walk the whole lane",
        "Walk with the mayor",
    ]
    assert set(titles[4:]) == {"Walk the whole lane"}
    assert [task.places for task in tasks] == [2] + [5] * (len(tasks) - 1)
    later = make.jobs(days=30)
    assert later["series"] == 1
    assert {(t.title, t.places) for t in rows.all(Task)[len(tasks) :]} == {
        ("Walk the whole lane", 5)
    }


def test_another_hour_is_told_those_who_hold_a_place_and_no_other(
    organiser: Browser, make: Maker, rows: Rows, people: People, first: Task
) -> None:
    held, nia = nth(rows, 2), make.person("Nia Noor", area=people.hodge_hill)
    make.claim(first, nia)
    make.claim(held, people.member)
    second = nth(rows, 1)
    on = f"{second.starts_at:%Y-%m-%d}"
    preview = following(
        organiser, second, starts_at=f"{on}T10:00", ends_at=f"{on}T11:30"
    )
    assert preview.says("Another time.", "Mo Malik")
    assert not preview.says("Nia Noor")
    make.claim(nth(rows, 4), nia)
    preview = confirm(organiser, preview)
    assert preview.status == 409
    assert preview.says("Something changed while you were looking.", "Nia Noor")
    assert confirm(organiser, preview).status == 303
    assert rows.heard(people.member)[-1] == verbs.EDITED
    lengths = {
        task.ends_at - task.starts_at
        for task in rows.all(Task)[1:]
        if task.ends_at and task.starts_at
    }
    assert lengths == {timedelta(minutes=90)}


def test_days_that_are_no_longer_in_the_rule_are_called_off_and_may_come_back(
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    first: Task,
) -> None:
    make.claim(nth(rows, 1), people.member)
    preview = following(organiser, first, every="2")
    assert preview.says("Called off. These people held a place: Mo Malik")
    assert confirm(organiser, preview, note="Every other week is enough.").status == 303
    tasks = rows.all(Task)
    assert [bool(task.cancelled_at) for task in tasks[:4]] == [False, True, False, True]
    assert member.get(f"/tasks/{tasks[1].id}").says(
        "Called off: Every other week is enough."
    )
    assert rows.heard(people.member)[-1] == verbs.CANCELLED
    assert confirm(organiser, following(organiser, first, every="1")).status == 303
    standing = sorted(
        task.starts_at
        for task in rows.all(Task)
        if task.starts_at and not task.cancelled_at
    )
    between = {after - one for one, after in pairwise(standing)}
    assert between <= {timedelta(days=7, hours=n) for n in (-1, 0, 1)}, (
        "every week again, by the clock"
    )


def test_a_series_ends_from_a_day_on_and_a_day_called_off_by_itself_does_not_come_back(
    organiser: Browser, make: Maker, rows: Rows, people: People, first: Task
) -> None:
    holiday, last = nth(rows, 2), nth(rows, 5)
    assert (
        organiser.fill(f"/tasks/{holiday.id}/cancel", {"reason": "Holiday."}).status
        == 303
    )
    preview = following(organiser, first, title="Walk it")
    assert f"/tasks/{holiday.id}" not in preview.links
    assert confirm(organiser, preview).status == 303
    assert rows.count(Task, series_id=1) == len(rows.all(Task))
    make.claim(nth(rows, 6), people.member)
    page = organiser.get(f"/tasks/{last.id}/cancel?scope=following")
    assert page.says("It does not come back after that.", "Mo Malik")
    action = f"/tasks/{last.id}/cancel"
    ended = organiser.fill(
        f"{action}?scope=following", {"reason": "We have won."}, action=action
    )
    assert ended.status == 303
    assert [bool(task.cancelled_at) for task in rows.all(Task)][:6] == [
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    assert all(task.cancelled_at for task in rows.all(Task)[5:])
    assert rows.heard(people.member)[-1] == verbs.CANCELLED
    assert make.jobs(days=60)["series"] == 0
    assert rows.get(TaskSeries, 1).next_on is None


@on_sqlite
def test_an_edit_of_what_somebody_else_has_changed_is_refused_with_what_it_says_now(
    organiser: Browser, operator: Browser, rows: Rows, first: Task
) -> None:
    url = f"/tasks/{first.id}/edit"
    mine = organiser.get(f"/tasks/{first.id}/{FOLLOWING}").form(url)
    assert confirm(operator, following(operator, first, title="Theirs")).status == 303
    page = organiser.send_form(url, mine.filled({"title": "Mine"}))
    assert page.status == 409
    assert page.says("Theirs")
    assert page.value("title") == "Mine"
    assert rows.count(Activity, verb=verbs.SERIES_EDITED) == 1
    page = following(
        organiser, first, repeats="weekly", weekdays=["0", "1", "2", "3", "4", "5", "6"]
    )
    assert page.says("days are new:")
    page = following(organiser, first, until="2024-01-01")
    assert (page.status, set(page.errors)) == (422, {"until"})


EDITS = st.lists(
    st.tuples(
        st.integers(0, 5),  # of which task
        st.booleans(),  # it alone, or it and all that follow
        st.dictionaries(
            st.sampled_from(["title", "skills", "places"]),
            st.integers(2, 9),
            min_size=1,
        ),
    ),
    max_size=6,
)


def test_whatever_is_edited_in_whatever_order_what_was_changed_by_hand_stays(
    make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(EDITS)
    def every(edits: list[tuple[int, bool, dict[str, int]]]) -> None:
        first = make.series(
            campaign,
            people.organiser,
            repeats=Repeats.WEEKLY,
            starts_at=at_six(),
            ends_at=at_six() + timedelta(hours=1),
        )
        model = [
            {"title": "Walk the lane", "skills": "", "places": 2} for _ in range(6)
        ]
        rule = dict(model[0])
        by_hand: list[set[str]] = [set() for _ in range(6)]
        for n, alone, numbers in edits:
            said = {
                name: number if name == "places" else f"{name} {number}"
                for name, number in numbers.items()
            }
            save(make, people, first.id + n, alone, said)
            changed = {name for name, value in said.items() if model[n][name] != value}
            if alone:
                model[n] |= said
                by_hand[n] |= changed
            else:
                rule |= said
                for k in range(n, 6):
                    model[k] |= {
                        name: value
                        for name, value in rule.items()
                        if name not in by_hand[k]
                    }
        found = [rows.get(Task, first.id + n) for n in range(6)]
        assert [{name: getattr(task, name) for name in rule} for task in found] == model
        assert [set(task.by_hand) for task in found] == by_hand

    every()


def save(
    make: Maker, people: People, task_id: int, alone: bool, said: dict[str, Any]
) -> None:
    """Change one task or all from it on, having seen what it does."""
    edit = planning.edit if alone else series.edit
    seen = ""
    for _ in range(2):
        try:
            with make.writing():
                task = db.session.get_one(Task, task_id)
                version = (
                    task.version
                    if alone
                    else db.session.get_one(TaskSeries, task.series_id).version
                )
                edit(
                    task,
                    make._here(people.organiser),
                    version=version,
                    seen=seen,
                    **said,
                )
            return
        except Unseen as unseen:
            seen = unseen.fingerprint


def test_a_series_that_changes_while_people_claim_never_miscounts(
    server: Server, make: Maker, rows: Rows, people: People
) -> None:
    organiser = server.browser(people.organiser)
    crowd = [server.browser(make.person(area=people.hodge_hill)) for _ in range(5)]
    at_once([organiser, *crowd], lambda browser: browser.token())
    for day in range(1, 4):
        when = {"starts_at": at_six(day), "ends_at": at_six(day) + timedelta(hours=2)}
        first = make.series(
            make.campaign(people.organiser), people.organiser, places=5, **when
        )
        make.claim(first, people.member)
        tasks = rows.all(Task, series_id=first.series_id)
        preview = following(organiser, first, places="2")

        def press(
            browser: Browser, tasks: list[Task] = tasks, preview: Page = preview
        ) -> int:
            if browser is not organiser:
                return browser.post(
                    f"/tasks/{tasks[crowd.index(browser) % 2].id}/claim"
                ).status
            for _ in range(20):  # shown anew as long as people slip in
                if preview.status == 303:
                    break
                seen = [form for form in preview.forms if "seen" in form.names]
                preview = (
                    confirm(browser, preview)
                    if seen
                    else following(browser, tasks[0], places="2")
                )
            return preview.status

        answers = at_once([organiser, *crowd], press)
        assert answers[0] == 303
        assert set(answers) <= {303, 409}
        for task in rows.all(Task, series_id=first.series_id):
            assert task.places == 2
            assert (
                task.taken
                == rows.count(Claim, task_id=task.id, state=ClaimState.HELD)
                <= 2
            )

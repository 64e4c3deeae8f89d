"""A shift that repeats: planned once, laid out as ordinary tasks, shown once."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from board import clock
from board.activity.models import Activity, Follow
from board.campaigns.models import Stage
from board.notifications.models import Notification
from board.tasks import verbs
from board.tasks.laying_out import lay_out_due
from board.tasks.models import Task
from board.tasks.series_models import Repeats, TaskSeries
from tests.builders import Maker, People, Rows, at_six
from tests.conftest import on_sqlite
from tests.db.test_query_counts import statements
from tests.pages import Browser, at_once
from tests.tasks.test_plan import SAID, plan

TUESDAYS = {
    "shape": "shift",
    "place": "The corner",
    "starts_at": "2031-03-18T18:00",
    "ends_at": "2031-03-18T20:00",
    "repeats": "weekly",
}
# a Saturday, two weeks before the clock is put forward
MARCH = datetime(2031, 3, 15, 12, tzinfo=UTC)


def dates(rows: Rows) -> list[str]:
    """The days that are laid out, as people say them."""
    return [f"{task.occurs_on:%a %d %b}" for task in rows.all(Task) if task.occurs_on]


def test_it_is_laid_out_eight_weeks_ahead_by_the_clock_and_told_once(
    browser: Callable[..., Browser],
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    campaign = make.campaign(people.organiser)
    make.follow(f"campaign-{campaign.id}", people.member)
    with clock.set_to(MARCH):
        first = plan(browser(people.organiser), campaign.id, **TUESDAYS)
        tasks = rows.all(Task)
        assert [task.id for task in tasks] == list(range(first, first + 8))
        assert dates(rows)[:3] + dates(rows)[-1:] == [
            "Tue 18 Mar",
            "Tue 25 Mar",
            "Tue 01 Apr",
            "Tue 06 May",
        ]
        # Six o'clock in winter and in summer.
        assert [task.starts_at.hour for task in tasks[:3] if task.starts_at] == [
            18,
            18,
            17,
        ]
        assert {(task.title, task.places, task.taken) for task in tasks} == {
            (SAID["title"], 3, 0)
        }
        (line,) = rows.all(Activity, verb=verbs.PLANNED)
        assert (line.subject_id, line.facts) == (first, {"repeats": True})
        assert (
            rows.count(Notification, person_id=people.member.id, activity_id=line.id)
            == 1
        )
        assert (
            rows.count(Follow, person_id=people.organiser.id, topic=f"task-{first + 7}")
            == 1
        )
        page = visitor.get(f"/tasks/{first + 1}")
        assert page.says("Every Tuesday", "Another day: Tue 18 Mar")
        assert f"/tasks/{first + 2}" in page.links


def test_the_job_lays_out_what_comes_into_sight_and_nothing_twice(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    make.series(make.campaign(people.organiser), people.organiser)
    rests = make.campaign(people.organiser)
    make.series(rests, people.organiser)
    make.stage(rests, people.organiser, Stage.PAUSED)
    before = rows.count(Task)
    assert make.jobs()["series"] == 0
    assert make.jobs(days=8)["series"] == 1
    assert make.jobs(days=8)["series"] == 0
    (line,) = rows.all(Activity, verb=verbs.SERIES_LAID_OUT)
    assert rows.count(Task) == before + line.facts["tasks"] > before
    assert rows.count(Notification, activity_id=line.id) == 0
    # After being down for half a year: what went by is left out, what is to come is all
    # there.
    assert make.jobs(days=200)["series"] == 1
    coming = [task.occurs_on for task in rows.all(Task, series_id=1) if task.occurs_on]
    assert len(coming) == len(set(coming))
    today = clock.now().date() + timedelta(days=200)
    assert len([day for day in coming if day >= today]) in (8, 9)
    assert not [day for day in coming if today - timedelta(days=100) < day < today]


def test_two_processes_at_once_lay_out_each_day_once(
    app: Flask, make: Maker, rows: Rows, people: People
) -> None:
    for _ in range(5):
        make.series(make.campaign(people.organiser), people.organiser)
    before = rows.count(Task)

    def work(_number: object) -> int:
        with make.writing(), clock.set_to(clock.now() + timedelta(days=30)):
            return lay_out_due()

    assert sum(at_once([None] * 3, work)) == 5  # type: ignore[list-item]
    made = [(task.series_id, task.occurs_on) for task in rows.all(Task)]
    assert len(made) == len(set(made)) > before


@on_sqlite
@pytest.mark.parametrize(
    ("rule", "words", "expected"),
    [
        (
            {
                "repeats": "weekly",
                "every": "2",
                "weekdays": ["1", "4"],
                "until": "2031-04-15",
            },
            "Every 2 weeks on Tuesday and Friday until 15 April 2031",
            ["Tue 18 Mar", "Fri 21 Mar", "Tue 01 Apr", "Fri 04 Apr", "Tue 15 Apr"],
        ),
        (
            {"repeats": "month_weekday"},
            "Every month on the third Tuesday",
            ["Tue 18 Mar", "Tue 15 Apr"],
        ),
        (
            {"repeats": "month_day"},
            "Every month on day 18",
            ["Tue 18 Mar", "Fri 18 Apr"],
        ),
    ],
)
def test_each_rule_says_in_words_what_it_does(
    browser: Callable[..., Browser],
    make: Maker,
    rows: Rows,
    people: People,
    rule: dict[str, str],
    words: str,
    expected: list[str],
) -> None:
    with clock.set_to(MARCH):
        organiser = browser(people.organiser)
        task = plan(organiser, make.campaign(people.organiser).id, **(TUESDAYS | rule))
        assert dates(rows) == expected
        assert organiser.get(f"/tasks/{task}").says(words)


@on_sqlite
def test_a_rule_that_makes_no_sense_is_asked_about(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    for values, field in (
        ({"weekdays": ["2"]}, "weekdays"),
        ({"until": "2031-03-17"}, "until"),
        ({"ends_at": "2031-03-19T18:01"}, "ends_at"),
    ):
        page = organiser.fill(
            f"/campaigns/{campaign.id}/tasks/new", SAID | TUESDAYS | values
        )
        assert (page.status, {re.sub(r"-\d$", "", name) for name in page.errors}) == (
            422,
            {field},
        )
    assert rows.count(TaskSeries) == rows.count(Task) == 0


@on_sqlite
def test_the_form_shows_what_the_chosen_way_needs(
    organiser: Browser, make: Maker, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/tasks/new"
    fields = {"starts_at", "ends_at", "due_on", "repeats", "every", "weekdays", "until"}
    shift = {"starts_at", "ends_at"}
    for query, needed in {
        "": shift,
        "?shape=nonsense&repeats=nonsense": shift,
        "?shape=shift&repeats=weekly": shift
        | {"repeats", "every", "weekdays", "until"},
        "?shape=shift&repeats=month_weekday": shift | {"repeats", "until"},
        "?shape=by_date": {"due_on"},
        "?shape=open": set(),
    }.items():
        page = organiser.get(at + query)
        assert page.form(at).names & fields == needed, query
        assert f"{at}?shape=by_date" in page.links


def test_a_campaign_shows_a_series_once_with_its_next_dates_and_asks_no_more_often(
    app: Flask, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}"
    first = make.series(campaign, people.organiser, title="Walk the lane")
    few = statements(app, visitor, at)
    for _ in range(3):
        make.series(
            campaign,
            people.organiser,
            title="Knock on doors",
            repeats=Repeats.MONTH_DAY,
        )
    assert statements(app, visitor, at) == few
    page = visitor.get(at)
    cards = re.findall(r'<article id="task-(\d+)"', page.text)
    assert len(cards) == 4
    assert cards[0] == str(first.id)
    assert [f"/tasks/{first.id + n}" in page.links for n in (1, 2, 3, 4)] == [
        True,
        True,
        True,
        False,
    ]
    assert page.says("4 new tasks were planned."), "a run of like lines is one"
    listed = re.findall(r'<article id="task-(\d+)', visitor.get("/tasks").text)
    assert len(listed) == 4, "a series once"
    assert visitor.get("/search?q=lane").text.count('<article id="task-') == 1
    with clock.set_to(at_six(7)):  # the first is over, the next one stands there
        assert f'<article id="task-{first.id + 1}"' in visitor.get(at).text


def test_what_is_over_says_how_it_went(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    shift = make.task(
        campaign, people.organiser, places=6, starts_at=at_six(), ends_at=at_six(2)
    )
    make.claim(shift, people.member, people.organiser)
    make.complete(shift, people.member)
    idle = make.task(
        campaign, people.organiser, due_on=date.fromordinal(shift.last_day.toordinal())
    )
    open_ended = make.task(campaign, people.organiser)
    with clock.set_to(at_six(5)):
        page = visitor.get(f"/campaigns/{campaign.id}?tasks=all")
        assert page.says("1 of 2 people did it", "Nobody took it on")
        assert not page.says("6 places")
        assert page.text.index(f'id="task-{open_ended.id}"') < page.text.index(
            f'id="task-{shift.id}"'
        )
        assert page.text.count("places-tabs") == 1, (
            "only what is to come has places to take"
        )
        assert visitor.get(f"/tasks/{idle.id}").says("Nobody took it on")


def test_each_of_a_series_is_found_by_its_words_in_any_script(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.series(
        make.campaign(people.organiser),
        people.organiser,
        title="Прогулка по улице",
        skills="фонарь",
    )
    assert visitor.get("/search?q=прогулка").says("Прогулка по улице")
    found = visitor.get("/tasks?skill=Фонарь")
    assert found.says("Прогулка по улице")
    assert len(re.findall(r'<article id="task-', found.text)) == 1

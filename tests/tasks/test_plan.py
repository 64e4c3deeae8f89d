"""Planning a task, in one of its three shapes."""

from datetime import UTC, date, datetime

import pytest

from board.activity.models import Activity, Follow
from board.notifications.models import Notification
from board.tasks import verbs
from board.tasks.deadlines import FAR
from board.tasks.models import Shape, Task
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SAID = {
    "title": "Count the dark lamps",
    "details": "Meet at the *school*.",
    "skills": "a camera",
    "places": "3",
}
SHIFT = {
    "shape": "shift",
    "place": "The corner",
    "starts_at": "2031-07-01T18:30",
    "ends_at": "2031-07-01T20:00",
}
BY_DATE = {"shape": "by_date", "due_on": "2031-07-31"}
OPEN = {"shape": "open"}


def plan(organiser: Browser, campaign_id: int, **values: str) -> int:
    """Plan a task through its form and give back its number."""
    page = organiser.fill(f"/campaigns/{campaign_id}/tasks/new", SAID | values)
    assert page.status == 303, page.errors
    return int(page.location.rpartition("/")[2])


def test_an_organiser_plans_one_and_it_stands_on_its_page(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    task = rows.get(Task, plan(organiser, campaign.id, **OPEN, newcomer_places="1"))
    assert (task.campaign_id, task.area_id, task.taken, task.done) == (
        campaign.id,
        people.hodge_hill.id,
        0,
        0,
    )
    page = visitor.get(f"/tasks/{task.id}")
    assert page.h1 == SAID["title"]
    assert page.says(
        "Meet at the school.",
        "a camera",
        "0 of 3 places taken",
        "Newcomers welcome",
        campaign.title,
    )
    assert visitor.get(f"/campaigns/{campaign.id}").says(
        f"There is a new task: {SAID['title']}"
    )
    assert (
        rows.count(Follow, topic=f"task-{task.id}", person_id=people.organiser.id) == 1
    )


def test_a_shift_is_at_a_set_time_in_the_boards_zone(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = rows.get(Task, plan(organiser, make.campaign(people.organiser).id, **SHIFT))
    # British Summer Time
    assert task.starts_at == datetime(2031, 7, 1, 17, 30, tzinfo=UTC)
    assert task.ends_at == datetime(2031, 7, 1, 19, 0, tzinfo=UTC)
    assert task.last_day == date(2031, 7, 1)
    assert visitor.get(f"/tasks/{task.id}").says(
        "1 Jul 2031, 18:30", "20:00", "The corner"
    )


def test_a_shift_over_midnight_lasts_into_the_next_day(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    night = SHIFT | {"starts_at": "2031-07-01T22:00", "ends_at": "2031-07-02T00:30"}
    assert rows.get(
        Task, plan(organiser, make.campaign(people.organiser).id, **night)
    ).last_day == date(2031, 7, 2)


def test_by_a_date_means_any_time_until_then(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = rows.get(
        Task, plan(organiser, make.campaign(people.organiser).id, **BY_DATE)
    )
    assert (task.due_on, task.last_day) == (date(2031, 7, 31), date(2031, 7, 31))
    assert visitor.get(f"/tasks/{task.id}").says("by 31 July 2031")


def test_open_ended_means_whenever_it_suits(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = rows.get(Task, plan(organiser, make.campaign(people.organiser).id, **OPEN))
    assert task.last_day == FAR
    assert visitor.get(f"/tasks/{task.id}").says("Whenever it suits")


def test_dates_of_another_shape_are_left_out(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    for shape in Shape:
        task = rows.get(
            Task, plan(organiser, campaign.id, **(SHIFT | BY_DATE | {"shape": shape}))
        )
        assert (task.starts_at is None, task.due_on is None) == (
            shape != Shape.SHIFT,
            shape != Shape.BY_DATE,
        )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"shape": "shift"}, "starts_at"),
        (SHIFT | {"ends_at": ""}, "ends_at"),
        (SHIFT | {"place": ""}, "place"),
        (SHIFT | {"starts_at": ""}, "starts_at"),
        (SHIFT | {"ends_at": "2031-07-01T18:30"}, "ends_at"),
        (SHIFT | {"ends_at": "2031-06-30T18:30"}, "ends_at"),
        ({"shape": "by_date"}, "due_on"),
        (OPEN | {"newcomer_places": "4"}, "newcomer_places"),
    ],
)
def test_what_does_not_fit_the_shape_is_said_beside_its_field(
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    values: dict[str, str],
    field: str,
) -> None:
    campaign = make.campaign(people.organiser)
    page = organiser.fill(f"/campaigns/{campaign.id}/tasks/new", SAID | values)
    assert page.status == 422
    assert set(page.errors) == {field}
    assert page.value("title") == SAID["title"]
    assert rows.count(Task) == 0


def test_without_a_number_one_person_is_needed(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = plan(
        organiser,
        make.campaign(people.organiser).id,
        **OPEN,
        places="",
        newcomer_places="",
    )
    assert (rows.get(Task, task).places, rows.get(Task, task).newcomer_places) == (1, 0)


def test_whoever_follows_the_campaign_is_told(
    organiser: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.follow(f"campaign-{campaign.id}", people.member)
    plan(organiser, campaign.id, **OPEN)
    (line,) = rows.all(Activity, verb=verbs.PLANNED)
    assert [row.person_id for row in rows.all(Notification, activity_id=line.id)] == [
        people.member.id
    ]
    assert member.get("/notifications").says("There is something to do:", SAID["title"])


@pytest.mark.parametrize(
    ("field", "past"),
    [
        (
            "ends_at",
            {
                "shape": "shift",
                "starts_at": "2024-07-01T18:30",
                "ends_at": "2024-07-01T20:00",
            },
        ),
        ("due_on", {"shape": "by_date", "due_on": "2024-07-31"}),
    ],
)
def test_a_day_that_has_passed_is_asked_about(
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    field: str,
    past: dict[str, str],
) -> None:
    campaign = make.campaign(people.organiser)
    page = organiser.fill(f"/campaigns/{campaign.id}/tasks/new", SAID | past)
    assert (page.status, page.errors) == (
        422,
        {field: "That day has passed. Which one do you mean?"},
    )
    assert rows.count(Task) == 0

"""Finding something to do."""

import re
from datetime import UTC, datetime

from board import clock
from board.tasks.models import Task
from tests.builders import Maker, People, at_six, in_days
from tests.pages import HTMX, Browser, Page


def shown(page: Page) -> list[int]:
    """The ids on a list, in its order."""
    return [
        int(link.rpartition("/")[2])
        for link in page.links
        if re.fullmatch(r"/tasks/\d+", link)
    ]


def test_the_soonest_stands_first_and_whenever_last(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    whenever = make.task(campaign, people.organiser)
    later = make.task(campaign, people.organiser, due_on=in_days(9))
    shift = make.task(
        campaign, people.organiser, starts_at=at_six(2), ends_at=at_six(3)
    )
    assert shown(visitor.get("/tasks")) == [shift.id, later.id, whenever.id]


def test_what_is_full_or_over_is_left_out(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    full = make.task(campaign, people.organiser, places=1)
    make.claim(full, people.member)
    make.task(campaign, people.organiser, due_on=in_days(-2))
    free = make.task(campaign, people.organiser)
    assert shown(visitor.get("/tasks")) == [free.id]


def test_each_filter_narrows_the_list(
    visitor: Browser, make: Maker, people: People
) -> None:
    here = make.campaign(people.organiser)
    there = make.campaign(people.elsewhere, area=people.ward_end)

    def plan(campaign: object, **said: object) -> Task:
        by = people.organiser if campaign is here else people.elsewhere
        return make.task(campaign, by, **said)  # type: ignore[arg-type]

    van = plan(here, skills="a van, Urdu", due_on=in_days(20))
    soon = plan(here, skills="100% patience", due_on=in_days(3))
    shift = plan(there, starts_at=at_six(1), ends_at=at_six(1).replace(hour=20))
    whenever = plan(there)
    for query, expected in {
        "": [shift, soon, van, whenever],
        "area=ward-end": [shift, whenever],
        "shape=by_date": [soon, van],
        "shape=open": [whenever],
        "shape=nonsense&when=nonsense": [shift, soon, van, whenever],
        "skill=urdu": [van],
        "skill=%25": [soon],
        "skill=_": [],
        "when=today": [],
        "when=week": [shift, soon],
        "when=month": [shift, soon, van],
        "when=month&area=hodge-hill&skill=van&shape=by_date": [van],
    }.items():
        assert shown(visitor.get(f"/tasks?{query}")) == [
            task.id for task in expected
        ], query
    assert shown(visitor.get("/tasks?shape=open", **HTMX)) == [whenever.id]


def test_walking_all_pages_shows_each_once_while_others_are_planned(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    made = [
        make.task(campaign, people.organiser, due_on=in_days(1 + n // 7)).id
        for n in range(45)
    ]
    pages = visitor.walk(
        "/tasks",
        between=lambda: make.task(campaign, people.organiser, due_on=in_days(1)),
    )
    seen = [id for page in pages for id in shown(page)]
    assert [id for id in seen if id in made] == made
    assert len(seen) == len(set(seen))


def test_a_task_is_over_at_midnight_where_the_board_is(
    visitor: Browser, make: Maker, people: People
) -> None:
    task = make.task(
        make.campaign(people.organiser),
        people.organiser,
        due_on=datetime(2031, 7, 1, tzinfo=UTC).date(),
    )
    # a minute to midnight in British Summer Time
    with clock.set_to(datetime(2031, 7, 1, 22, 59, tzinfo=UTC)):
        assert shown(visitor.get("/tasks")) == [task.id]
    with clock.set_to(datetime(2031, 7, 1, 23, 1, tzinfo=UTC)):
        assert shown(visitor.get("/tasks")) == []
        assert visitor.get(f"/tasks/{task.id}").says("This is over.")


def test_an_empty_list_says_what_to_do(visitor: Browser, people: People) -> None:
    assert visitor.get("/tasks").says("No tasks need hands just now")
    assert visitor.get("/tasks?when=today").says("Nothing matches")

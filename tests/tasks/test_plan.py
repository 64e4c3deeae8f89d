"""Planning a task in one of its three shapes."""

from typing import Any

import pytest

from board.tasks.models import Task
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.pages import Browser

SHAPES = {
    "shift": {"starts_at": "2030-05-31T18:30", "ends_at": "2030-05-31T20:00"},
    "by_date": {"due_on": "2030-05-31"},
    "open": {},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_organiser_plans_a_task_of_each_shape(
    shape: str, make: Maker, people: People, organiser: Browser, visitor: Browser, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    form = {"title": "Knock on doors", "shape": shape, "places": "6", "newcomer_places": "2", "skills": "Urdu"}
    answer = organiser.fill(f"/campaigns/{campaign.id}/tasks/new", form | SHAPES[shape])
    assert answer.status == 303
    page = visitor.get(answer.location)
    assert page.says("Knock on doors", "0 of 6 places taken", "Urdu", "Newcomers welcome", campaign.title)
    assert visitor.get("/tasks").says("Knock on doors")
    task = rows.all(Task)[0]
    assert (task.shape, task.places, task.newcomer_places) == (shape, 6, 2)


def test_a_shift_keeps_the_clock_of_the_place(make: Maker, people: People, organiser: Browser, rows: Rows) -> None:
    campaign = make.campaign(people.organiser)
    organiser.fill(f"/campaigns/{campaign.id}/tasks/new", {"title": "Summer", "shape": "shift"} | SHAPES["shift"])
    task = rows.all(Task)[0]
    assert task.starts_at is not None
    assert task.starts_at.isoformat() == "2030-05-31T17:30:00+00:00"  # half past six in London in summer
    assert organiser.get(f"/tasks/{task.id}").says("31 May 2030, 18:30 until 20:00")


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"shape": "shift"}, "starts_at", "A shift needs a start and an end."),
        (
            {"shape": "shift", "starts_at": "2030-05-31T20:00", "ends_at": "2030-05-31T18:30"},
            "ends_at",
            "The end comes before the start.",
        ),
        ({"shape": "by_date"}, "due_on", "Say by which day it should be done."),
        (
            {"shape": "open", "places": "1", "newcomer_places": "2"},
            "newcomer_places",
            "There can't be more newcomer places than places.",
        ),
    ],
)
def test_dates_and_places_must_fit_the_shape(
    wrong: dict[str, Any], field: str, sentence: str, make: Maker, people: People, organiser: Browser, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    answer = organiser.fill(f"/campaigns/{campaign.id}/tasks/new", {"title": "Knock on doors"} | wrong)
    assert answer.status == 422
    assert answer.errors[field] == sentence
    assert rows.count(Task) == 0


def test_an_organiser_of_another_area_plans_nothing_here(
    make: Maker, people: People, elsewhere: Browser, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    assert elsewhere.get(f"/campaigns/{campaign.id}/tasks/new").status == 403
    assert elsewhere.post(f"/campaigns/{campaign.id}/tasks/new", {"title": "Mine", "shape": "open"}).status == 403
    assert rows.count(Task) == 0


def test_the_list_is_in_the_order_of_days_and_narrows(make: Maker, people: People, visitor: Browser) -> None:
    campaign = make.campaign(people.organiser)
    make.task(campaign, people.organiser, title="Whenever", skills="patience")
    make.task(campaign, people.organiser, title="In nine days", due_on=in_days(9))
    make.task(campaign, people.organiser, title="Tomorrow", starts_at=at_six(), ends_at=at_six(2))
    words = visitor.get("/tasks").words
    assert words.index("Tomorrow") < words.index("In nine days") < words.index("Whenever")
    soon = visitor.get("/tasks?when=week")
    assert soon.says("Tomorrow")
    assert not soon.says("In nine days")
    assert not visitor.get("/tasks?shape=open").says("Tomorrow")
    assert visitor.get("/tasks?skill=patience").says("Whenever")
    assert visitor.get("/tasks?area=ward-end").says("Nothing matches")


def test_every_task_is_on_one_page_of_the_list_and_only_one(make: Maker, people: People, visitor: Browser) -> None:
    campaign = make.campaign(people.organiser)
    made = {make.task(campaign, people.organiser, title=f"Piece {n:02}", due_on=in_days(n % 3)).id for n in range(45)}
    seen: list[int] = []
    url = "/tasks"
    while url:
        page = visitor.get(url)
        links = [link for link in page.links if link.startswith("/tasks/")]
        seen += [int(link.removeprefix("/tasks/")) for link in links]
        url = next((link for link in page.links if "after=" in link), "")
    assert len(seen) == 45
    assert set(seen) == made

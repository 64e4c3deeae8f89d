"""Somebody who has just become an organiser starts a homework club from its playbook:
how few presses and page loads lead from “Use in my area” to the first claimed task."""

from collections.abc import Callable

import pytest

from board.campaigns.models import Campaign
from board.policy import Role
from board.tasks.claim_models import Claim
from board.tasks.models import Task
from tests.browser.screen import Screen
from tests.browser.test_presses import PHONE, Counting
from tests.builders import Maker, People, Rows, in_days
from tests.playbooks.books import ready

Opens = Callable[..., Screen]
FIRST = "Talk to 20 to 30 parents, one at a time"
GATE = "We have a named safeguarding lead"


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, screen: Opens, make: Maker, people: People
) -> Counting:
    """The playbook on the phone of Amina, who organises since today."""
    book = ready(make, "homework-club")
    amina = make.person("Amina", area=people.hodge_hill, role=Role.ORGANISER)
    window = screen(amina, viewport=PHONE, java_script_enabled=request.param)
    hand = Counting(window, f"/playbooks/{book.id}")
    hand.heading("Start a homework club")
    return hand


@pytest.mark.parametrize(
    ("opened", "most_loads"), [(True, 2), (False, 3)], indirect=["opened"]
)
def test_a_homework_club_takes_four_presses_to_its_first_claimed_task(
    opened: Counting, most_loads: int, rows: Rows
) -> None:
    opened.follow("Use in my area")
    opened.heading("Use in my area")
    opened.tick(GATE)
    opened.press("Begin the campaign")
    opened.heading("Start a homework club")
    opened.sees("The campaign has begun.", FIRST)
    opened.press("I’ll do it")
    opened.sees("You have a place.")
    assert (opened.presses, opened.loads) == (4, most_loads)
    (claim,) = rows.all(Claim)
    assert rows.get(Task, claim.task_id).title == FIRST


@pytest.mark.parametrize("opened", [True, False], indirect=True)
def test_whoever_reads_all_and_picks_the_day_needs_twelve_presses_at_most(
    opened: Counting, rows: Rows
) -> None:
    opened.unfold("What that means")
    opened.sees("Two cleared adults are in the room at all times.")
    opened.unfold(FIRST)
    opened.sees("Each of you talks to six or seven parents.")
    opened.follow("Use in my area")
    opened.heading("Use in my area")
    opened.type("On which day is the first step due?", in_days(3).isoformat())
    opened.unfold("When each step is due")
    opened.press("Work the dates out again")
    opened.sees(FIRST)
    opened.tick(GATE)
    opened.unfold("More")
    opened.type("What do you call it?", "Kiln Street homework club")
    opened.press("Begin the campaign")
    opened.heading("Kiln Street homework club")
    opened.follow(FIRST)
    opened.heading(FIRST)
    opened.press("I’ll do it")
    opened.sees("You have a place.")
    assert opened.presses <= 12, opened.presses
    assert opened.loads <= 8, opened.loads
    (campaign,) = rows.all(Campaign)
    (task,) = [task for task in rows.all(Task) if task.title == FIRST]
    assert (task.campaign_id, task.due_on) == (campaign.id, in_days(3))
    assert rows.count(Claim, task_id=task.id) == 1


@pytest.mark.parametrize("opened", [True, False], indirect=True)
def test_whoever_begins_late_gives_what_is_overdue_a_new_day(opened: Counting) -> None:
    """The day of the club is fixed, so the first step should have been done already."""
    opened.follow("Use in my area")
    opened.type("On which day is the first step due?", in_days(-3).isoformat())
    opened.tick(GATE)
    opened.press("Begin the campaign")
    opened.sees("1 task is overdue: nobody took it on", FIRST)
    opened.follow("Give it a new day")
    opened.heading("Change the task")
    opened.type("Done by", in_days(2).isoformat())
    opened.press("Save the changes")
    opened.heading(FIRST)
    opened.press("I’ll do it")
    opened.sees("You have a place.")
    assert opened.presses == 6, opened.presses
    assert opened.loads <= 5, opened.loads

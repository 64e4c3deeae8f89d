"""What becomes of tasks and events that are still open when their campaign ends."""

import pytest

from board.activity.models import Activity
from board.campaigns import unfinished
from board.campaigns.models import Campaign, Stage
from board.errors import Conflict
from board.events import verbs as event_verbs
from board.events.models import Event
from board.tasks import verbs as task_verbs
from board.tasks.claim_models import Claim
from board.tasks.models import Task
from board.tasks.series_models import Repeats, TaskSeries
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.pages import Browser

SAID = {"outcome": "won", "how": "All *fourteen* lamps are lit."}


@pytest.fixture
def campaign(make: Maker, people: People) -> Campaign:
    """One with a task by a date, one whenever it suits, one that is over, a series, and
    a meeting."""
    campaign = make.campaign(people.organiser)
    make.task(campaign, people.organiser, title="Write to the depot", due_on=in_days(5))
    make.task(campaign, people.organiser, title="Keep the list")
    over = make.task(campaign, people.organiser, title="Print the leaflets", places=1)
    make.claim(over, people.member)
    make.complete(over, people.member)
    first = {
        "starts_at": at_six(2),
        "ends_at": at_six(2).replace(hour=20),
        "repeats": Repeats.WEEKLY,
    }
    make.series(campaign, people.organiser, title="Walk the lane", **first)
    make.event(
        people.hodge_hill, people.organiser, campaign=campaign, title="Tea and lamps"
    )
    return campaign


def test_each_open_task_and_event_is_asked_about_and_stays_unless_said_otherwise(
    organiser: Browser, rows: Rows, campaign: Campaign
) -> None:
    at = f"/campaigns/{campaign.id}/debrief?stage=won"
    page = organiser.get(at)
    assert page.says(
        "What becomes of the tasks and events that are still open?",
        "It is about 4 of them.",
    )
    assert page.says(
        "Write to the depot", "Keep the list", "Walk the lane", "Tea and lamps"
    )
    assert not page.says("Print the leaflets")
    assert page.value("rest") == "keep"
    assert organiser.fill(at, SAID).status == 303
    assert rows.get(Campaign, campaign.id).stage == Stage.WON
    assert not any(task.cancelled_at for task in rows.all(Task))
    assert {task.campaign_id for task in rows.all(Task)} == {campaign.id}
    assert not rows.all(Event)[0].cancelled_at


def test_what_is_called_off_says_why_and_whoever_has_a_place_is_told(
    organiser: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    campaign: Campaign,
) -> None:
    letter, open_ended, over, walk = (task for task in rows.all(Task)[:4])
    (meeting,) = rows.all(Event)
    make.claim(walk, people.member)
    make.attend(meeting, people.resident)
    said = SAID | {"rest": "call_off", f"task-{open_ended.id}": "keep"}
    assert (
        organiser.fill(f"/campaigns/{campaign.id}/debrief?stage=won", said).status
        == 303
    )
    off = {task.id for task in rows.all(Task) if task.cancelled_at}
    assert off == {task.id for task in rows.all(Task)} - {open_ended.id, over.id}
    assert rows.get(TaskSeries, walk.series_id).next_on is None, "no more are laid out"
    why = "The campaign has ended: All fourteen lamps are lit."
    assert (
        rows.get(Task, letter.id).cancel_reason
        == rows.get(Event, meeting.id).reason
        == why
    )
    assert task_verbs.CANCELLED in rows.heard(people.member)
    assert event_verbs.CANCELLED in rows.heard(people.resident)
    page = visitor.get(f"/campaigns/{campaign.id}")
    assert page.has(f"task-{open_ended.id}")
    assert not page.has(f"task-{letter.id}")
    assert not page.has(f"task-{walk.id}")


def test_they_can_move_to_another_campaign_of_the_area_with_the_people_who_hold_them(
    organiser: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    other = make.campaign(people.organiser, title="Safe ways home")
    make.campaign(people.elsewhere, title="In another area", area=people.ward_end)
    lost = make.campaign(people.organiser, title="Lost long ago")
    make.stage(lost, people.organiser, Stage.LOST)
    walk = rows.all(Task, title="Walk the lane")[0]
    make.claim(walk, people.member)
    at = f"/campaigns/{campaign.id}/debrief?stage=won"
    page = organiser.get(at)
    assert "Move to “Safe ways home”" in page.text
    assert "In another area" not in page.text
    assert "Lost long ago" not in page.text
    assert organiser.fill(at, SAID | {"rest": str(other.id)}).status == 303
    moved = {task.title for task in rows.all(Task, campaign_id=other.id)}
    assert moved == {"Write to the depot", "Keep the list", "Walk the lane"}
    assert not any(task.cancelled_at for task in rows.all(Task))
    assert rows.get(TaskSeries, walk.series_id).campaign_id == other.id
    assert rows.all(Event)[0].campaign_id == other.id
    assert rows.all(Claim)[-1].state == "held"
    line = rows.all(Activity, verb=task_verbs.EDITED)[0]
    assert line.facts == {"changed": ["campaign"]}
    assert organiser.get(f"/campaigns/{other.id}").says(
        "Walk the lane", "Tea and lamps"
    )
    assert not organiser.get(f"/campaigns/{campaign.id}").has(f"task-{walk.id}")


def test_what_nobody_was_asked_about_stays(
    organiser: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    at = f"/campaigns/{campaign.id}/debrief"
    form = organiser.get(f"{at}?stage=won").form(at)
    late = make.task(campaign, people.organiser, title="Planned meanwhile")
    assert (
        organiser.send_form(at, form.filled(SAID | {"rest": "call_off"})).status == 303
    )
    assert not rows.get(Task, late.id).cancelled_at
    assert rows.all(Event)[0].cancelled_at


@pytest.mark.parametrize("fate", ["", "away", "999"])
def test_what_was_not_offered_is_refused_and_nothing_ends(
    organiser: Browser, rows: Rows, campaign: Campaign, fate: str
) -> None:
    at = f"/campaigns/{campaign.id}/debrief"
    before = rows.everything()
    form = organiser.get(f"{at}?stage=won").form(at)
    page = organiser.send_form(at, form.filled(SAID | {"event-1": fate}))
    assert page.status == 422
    assert page.errors == {"event-1": "Pick one of these."}
    assert page.value("how") == SAID["how"]
    assert rows.everything() == before


def test_a_campaign_that_ends_while_others_move_to_it_is_named(
    organiser: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    other = make.campaign(people.organiser, title="Safe ways home")
    make.end(other, people.organiser)
    with (
        make.writing(),
        pytest.raises(Conflict, match="“Safe ways home” has ended meanwhile"),
    ):
        unfinished.settle(
            campaign, people.organiser, {"event-1": str(other.id)}, "Lit."
        )
    assert rows.all(Event)[0].campaign_id == campaign.id


def test_a_campaign_offers_nothing_that_is_over(
    member: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    when = {"starts_at": at_six(-1), "ends_at": at_six(-1).replace(hour=20)}
    shift = make.task(campaign, people.organiser, title="Yesterday", **when)
    page = member.get(f"/campaigns/{campaign.id}")
    assert not page.has(f"task-{shift.id}")
    assert not page.offers(f"/tasks/{shift.id}/claim")
    assert member.get(f"/campaigns/{campaign.id}?tasks=all").has(f"task-{shift.id}")

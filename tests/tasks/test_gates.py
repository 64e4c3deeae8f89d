"""Who a place is kept for, or from: cleared people, newcomers, those who hold little
yet, those who are free then."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from board import clock
from board.accounts.models import Person
from board.areas import membership_actions as memberships
from board.campaigns.models import Campaign
from board.errors import Conflict
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Clearance, Task
from tests.builders import Maker, People, Rows, at_six
from tests.conftest import on_sqlite
from tests.pages import Browser

HOUR = timedelta(hours=1)


@pytest.fixture
def campaign(make: Maker, people: People) -> Campaign:
    """Something to plan tasks in."""
    return make.campaign(people.organiser)


def shift(
    make: Maker,
    campaign: Campaign,
    by: Person,
    *,
    days: int = 9,
    hours: float = 0,
    **said: object,
) -> Task:
    """Two hours from six in the evening, or from some hours later."""
    start = at_six(days) + timedelta(hours=hours)
    return make.task(campaign, by, starts_at=start, ends_at=start + 2 * HOUR, **said)  # type: ignore[arg-type]


def test_whoever_is_not_cleared_is_led_to_ask_the_organisers(
    visitor: Browser, member: Browser, make: Maker, people: People, campaign: Campaign
) -> None:
    task = make.task(campaign, people.organiser, cleared=True)
    at, ask = f"/tasks/{task.id}", f"/questions?kind=task&id={task.id}"
    page = visitor.get(at)
    assert page.offers(f"/login?next={quote(ask)}")
    assert page.offers(f"/login?next={at}"), "who is cleared signs in"
    page = member.get(at)
    assert page.offers(ask)
    assert member.get(ask).says(task.title)


def test_what_needs_a_cleared_person_is_for_those_the_organisers_cleared(
    member: Browser,
    organiser: Browser,
    elsewhere: Browser,
    rows: Rows,
    make: Maker,
    people: People,
    campaign: Campaign,
) -> None:
    task = make.task(campaign, people.organiser, places=1, cleared=True)
    at = f"/tasks/{task.id}"
    barred = "This needs somebody the organisers have cleared."
    assert member.get(at).says(barred)
    assert not member.get(at).offers(f"{at}/claim")
    for verb in ("claim", "wait"):
        page = member.post(f"{at}/{verb}")
        assert page.status == 409
        assert page.message.startswith(barred)
    assert organiser.get(at).offers("/areas/hodge-hill/cleared")
    organiser.fill(
        "/areas/hodge-hill/cleared", {"person": people.member.id, "cleared": "yes"}
    )
    assert organiser.get("/areas/hodge-hill/cleared?q=mo").says(
        "Mo Malik · Cleared", "Take Mo Malik off"
    )
    assert member.get("/notifications").says(
        "You may take on tasks that need a cleared person:"
    )
    assert member.press(at, f"{at}/claim").status == 303
    assert (
        elsewhere.post(
            "/areas/hodge-hill/cleared", {"person": 2, "cleared": "no"}
        ).status
        == 403
    )
    organiser.post(
        "/areas/hodge-hill/cleared", {"person": people.member.id, "cleared": "no"}
    )
    assert rows.count(Clearance) == 0
    assert (
        organiser.post(
            "/areas/hodge-hill/cleared", {"person": people.elsewhere.id}
        ).status
        == 404
    )


@on_sqlite
def test_an_offer_passes_by_whoever_is_no_longer_cleared(
    make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    task, late = (
        make.task(campaign, people.organiser, places=1, cleared=True),
        make.person(area=people.hodge_hill),
    )
    make.clear(
        people.hodge_hill, people.organiser, people.organiser, people.member, late
    )
    make.claim(task, people.organiser)
    make.wait(task, people.member, late)
    make.clear(people.hodge_hill, people.organiser, people.member, cleared=False)
    make.release(task, people.organiser)
    assert [claim.person_id for claim in rows.all(Claim, state=ClaimState.OFFERED)] == [
        late.id
    ]


def test_places_kept_for_newcomers_open_to_all_two_days_before(
    member: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    campaign: Campaign,
) -> None:
    before = make.task(campaign, people.organiser)
    make.claim(before, people.member)
    make.complete(before, people.member)
    task = shift(make, campaign, people.organiser, newcomer_places=1)
    at = f"/tasks/{task.id}"
    assert member.press(at, f"{at}/claim").status == 303
    member.post(f"{at}/release")
    make.claim(task, people.organiser)  # new to it: theirs is the place that is kept
    assert member.press(at, f"{at}/claim").status == 303
    assert member.get(at).says(
        "Olu Okafor has a place", "Is new to this. Beside them: Mo Malik"
    )
    assert not visitor.get(at).says("Mo Malik")
    other = shift(make, campaign, people.organiser, days=20, newcomer_places=2)
    at = f"/tasks/{other.id}"
    assert member.get(at).says("The places left are kept for newcomers until")
    page = member.post(f"{at}/claim")
    assert page.status == 409
    assert page.message.startswith("The places left are kept for newcomers until")
    with clock.set_to(at_six(20) - 47 * HOUR):
        make.claim(other, people.member)
    assert rows.count(Claim, task_id=other.id, state=ClaimState.HELD) == 1


@on_sqlite
def test_a_newcomers_place_is_offered_to_a_newcomer_until_it_opens_to_all(
    make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    before = make.task(campaign, people.organiser)
    make.claim(before, people.member)
    make.complete(before, people.member)
    task = shift(make, campaign, people.organiser, places=1, newcomer_places=1)
    make.claim(task, people.organiser)
    make.wait(task, people.member)
    make.release(task, people.organiser)
    assert (rows.get(Task, task.id).taken, rows.get(Task, task.id).waiting) == (0, 1)
    with clock.set_to(at_six(9) - 47 * HOUR):
        make.jobs()
    assert [claim.person_id for claim in rows.all(Claim, state=ClaimState.OFFERED)] == [
        people.member.id
    ]


def test_who_holds_three_leaves_the_rest_to_others_until_it_opens_to_all(
    member: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    for _ in range(3):
        make.claim(make.task(campaign, people.organiser), people.member)
    task = make.task(campaign, people.organiser)
    at = f"/tasks/{task.id}"
    assert member.get(at).says("You hold 3 already; leave some for others until")
    assert member.post(f"{at}/claim").message.startswith(
        "You hold 3 already; leave some for others until"
    )
    elsewhere = make.task(make.campaign(people.organiser), people.organiser)
    assert (
        member.press(f"/tasks/{elsewhere.id}", f"/tasks/{elsewhere.id}/claim").status
        == 303
    )
    make.later(7.1, lambda: make.claim(task, people.member))
    soon = shift(make, campaign, people.organiser, days=1)
    make.claim(soon, people.member)
    assert rows.count(Claim, state=ClaimState.HELD) == 6


def test_two_shifts_at_one_time_clash_and_two_close_together_are_worth_a_word(
    member: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    make.claim(
        shift(make, campaign, people.organiser, title="Hand out soup"), people.member
    )
    clash = shift(make, campaign, people.organiser, hours=1)
    at = f"/tasks/{clash.id}"
    sentence = "You hold “Hand out soup” at the same time. Give that back first."
    assert member.get(at).says(sentence)
    page = member.post(f"{at}/claim")
    assert (page.status, page.message) == (409, sentence)
    for hours, warned in ((2, True), (4.4, True), (7, False)):
        near = shift(
            make, make.campaign(people.organiser), people.organiser, hours=hours
        )
        at = f"/tasks/{near.id}"
        # after that it is only heard
        seen = member.press(at, f"{at}/claim", htmx=True).text.split("<hx-partial")[0]
        assert ("There is less than half an hour between this and" in seen) is warned
        assert member.press(at, f"{at}/release").status == 303
        page = member.follow(member.press(at, f"{at}/claim"))
        assert (
            "There is less than half an hour between this and" in page.message
        ) is warned, page.message


@on_sqlite
def test_an_offer_that_clashes_by_now_is_not_taken(
    make: Maker, people: People, campaign: Campaign
) -> None:
    task = shift(make, campaign, people.organiser, places=1)
    make.claim(task, people.organiser)
    make.wait(task, people.member)
    make.claim(shift(make, campaign, people.organiser, hours=1), people.member)
    make.release(task, people.organiser)
    with pytest.raises(Conflict, match="at the same time"):
        make.accept(task, people.member)


@on_sqlite
def test_the_organisers_hear_of_a_place_that_is_given_back_late(
    organiser: Browser, make: Maker, rows: Rows, people: People, campaign: Campaign
) -> None:
    other = make.person(area=people.hodge_hill)
    from board.policy import Role

    with make.writing():
        memberships.give_role(
            make._here(people.hodge_hill), make._here(other), Role.ORGANISER, by=None
        )
    early, late = (
        shift(make, campaign, people.organiser),
        shift(make, campaign, people.organiser, days=1),
    )
    for task in (early, late):
        make.claim(task, people.member)
        make.release(task, people.member)
    assert rows.heard(other).count(verbs.RELEASED) == 1
    assert organiser.get("/notifications").says(
        "Somebody gave a place back, and there is little time to fill it:"
    )

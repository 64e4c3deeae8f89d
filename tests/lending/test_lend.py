"""An organiser from elsewhere helps with one campaign: its rights alone, until its
day or until either side ends it."""

from datetime import date, timedelta
from typing import Any

import pytest

from board import clock
from board.accounts.models import CurrentPerson
from board.areas import membership_actions as memberships
from board.campaigns.models import Campaign
from board.errors import Conflict, Invalid, NotAllowed, NotFound
from board.lending import actions, verbs
from board.lending.models import Loan
from board.policy import OF_CAMPAIGN, RULES, Role, allowed
from tests.builders import Maker, People, Rows, Things, in_days
from tests.pages import Browser


def lend(
    make: Maker, people: People, campaign: Campaign, days: int = 30, yes: bool = True
) -> int:
    """Hodge Hill asks the organiser of Ward End, who says yes."""
    said: dict[str, Any] = {"person_id": people.elsewhere.id, "until": in_days(days)}
    with make.writing():
        actions.ask(campaign, make._here(people.organiser), **said)
    number = max(loan.id for loan in Rows(make.app).all(Loan))
    if yes:
        with make.writing():
            actions.answer(number, people.elsewhere, yes=True)
    return number


def may(people: People, thing: Any, *lent_to: int) -> set[str]:
    """What somebody who is lent to these campaigns may do with a thing."""
    roles = {people.ward_end.id: Role.ORGANISER}
    loans = tuple((campaign, date.max) for campaign in lent_to)
    known = (people.elsewhere.id, "Eli Evans", False, 0, True, False, "", roles)
    who = CurrentPerson(*known, loans=loans)
    return {action for action in RULES if _asked(who, action, thing)}


def _asked(who: CurrentPerson, action: str, thing: Any) -> bool:
    try:
        return allowed(who, action, thing)
    except AttributeError:  # a rule of another kind of thing
        return False


@pytest.fixture
def eli(make: Maker, browser: Any, people: People) -> Browser:
    """Organises in Ward End."""
    found: Browser = browser(people.elsewhere)
    return found


def test_they_do_the_campaigns_work_until_its_day_and_nothing_else(
    make: Maker, people: People, things: Things, eli: Browser, organiser: Browser
) -> None:
    at = f"/campaigns/{things.campaign.id}"
    other = make.campaign(people.organiser)
    day = in_days(3).isoformat()
    organiser.fill(f"{at}/lent", {"person": str(people.elsewhere.id), "until": day})
    assert eli.get(f"{at}/edit").status == 403
    assert eli.get(at).says("You are asked to help with this campaign")
    loan = {"loan": str(Rows(make.app).all(Loan)[0].id)}
    assert eli.post(f"{at}/lent", loan | {"does": "yes"}).status == 303
    for page in ("edit", "updates", "promises", "tasks/new"):
        assert eli.get(f"{at}/{page}").status == 200, page
    for page in (
        *(f"{at}/contacts", f"{at}/sign-ups", f"/events/{things.event.id}/register"),
        *("/areas/hodge-hill/desk", "/areas/hodge-hill/joining"),
        *(f"/campaigns/{other.id}/edit", f"/events/{things.event.id}/edit"),
    ):
        assert eli.get(page).status in (403, 404), page
    assert organiser.get(at).says("Eli Evans, who organises in another area, helps")
    with clock.set_to(clock.now() + timedelta(days=4, hours=2)):
        assert eli.get(f"{at}/edit").status == 403


def test_the_right_is_the_campaigns_alone_in_policy(
    make: Maker, people: People, things: Things
) -> None:
    with make.app.app_context():
        who, campaign = people, things.campaign
        more = may(who, campaign, campaign.id) - may(who, campaign)
        assert more
        assert more <= OF_CAMPAIGN
        assert may(who, things.task, campaign.id) - may(who, things.task) <= OF_CAMPAIGN
        assert may(who, campaign, campaign.id + 1) == may(who, campaign)
        for thing in (people.hodge_hill, things.issue, things.question, things.contact):
            assert may(who, thing, thing.id) - may(who, thing) <= OF_CAMPAIGN
        assert may(who, people.hodge_hill, 1, 2) == may(who, people.hodge_hill)
        assert may(who, things.issue, 1, 2) == may(who, things.issue)


@pytest.mark.parametrize("side", ["organiser", "elsewhere"])
def test_either_side_ends_it_at_once(
    make: Maker, people: People, things: Things, eli: Browser, rows: Rows, side: str
) -> None:
    number = lend(make, people, things.campaign)
    at = f"/campaigns/{things.campaign.id}"
    assert eli.get(f"{at}/edit").status == 200
    with make.writing():
        actions.end(number, make._here(people.by_name[side]))
    assert eli.get(f"{at}/edit").status == 403
    assert len(rows.lines(verbs.ENDED)) == 1
    with make.writing(), pytest.raises(Conflict):
        actions.end(number, make._here(people.by_name[side]))


def test_whoever_organises_nowhere_any_more_is_lent_to_nothing(
    make: Maker, people: People, things: Things, eli: Browser
) -> None:
    lend(make, people, things.campaign)
    with make.writing():
        area, who = make._here(people.ward_end), make._here(people.elsewhere)
        memberships.give_role(area, who, Role.MEMBER, by=None)
    assert eli.get(f"/campaigns/{things.campaign.id}/edit").status == 403


def test_both_sides_are_told_a_week_before_and_at_the_end_once(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    lend(make, people, things.campaign)
    make.jobs(days=20)
    assert rows.lines(verbs.ENDS_SOON) == []
    for day in (25, 26, 32, 33):
        make.jobs(days=day)
    assert len(rows.lines(verbs.ENDS_SOON)) == len(rows.lines(verbs.ENDED)) == 1
    for person in (people.elsewhere, people.organiser):
        assert verbs.ENDS_SOON in rows.heard(person)
        assert verbs.ENDED in rows.heard(person)


def test_only_organisers_of_other_areas_are_asked_and_for_half_a_year_at_most(
    make: Maker, people: People, things: Things
) -> None:
    who, day = make._here, in_days(9)
    for by, person, until, wrong in (
        (people.organiser, people.member, day, NotFound),
        (people.organiser, people.elsewhere, in_days(300), Invalid),
        (people.organiser, people.elsewhere, in_days(-1), Invalid),
        (people.member, people.elsewhere, day, NotAllowed),
    ):
        with make.writing(), pytest.raises(wrong):
            actions.ask(things.campaign, who(by), person_id=person.id, until=until)
    number = lend(make, people, things.campaign, yes=False)
    with make.writing(), pytest.raises(NotAllowed):
        actions.answer(number, who(people.organiser), yes=True)
    said: dict[str, Any] = {"person_id": people.elsewhere.id, "until": day}
    with make.writing(), pytest.raises(Conflict):
        actions.ask(things.campaign, who(people.organiser), **said)

"""A role is held by one person, who said yes; its deputy is another."""

import pytest

from board.errors import Conflict
from board.roles import actions
from board.roles.models import Role
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def test_a_free_role_shows_that_nobody_holds_it(
    make: Maker, people: People, things: Things, visitor: Browser
) -> None:
    role = make.role(things.campaign, people.organiser, "Treasurer")
    assert "Nobody holds it yet." in visitor.get(f"/roles/{role.id}").text
    page = visitor.get(f"/campaigns/{things.campaign.id}")
    assert page.says("Treasurer Nobody holds it yet.")
    page = visitor.get("/areas/hodge-hill/roles")
    assert page.says("Treasurer Light the lane Nobody holds it yet.")


def test_who_holds_it_is_told_to_members_alone(
    things: Things, visitor: Browser, member: Browser
) -> None:
    for page in (f"/roles/{things.role.id}", "/areas/hodge-hill/roles"):
        assert "Mo Malik" not in visitor.get(page).text
        assert "Somebody holds it." in visitor.get(page).text
        assert "Mo Malik holds it." in member.get(page).text


def test_the_second_who_says_yes_is_told_that_somebody_was_first(
    make: Maker, people: People, things: Things
) -> None:
    with pytest.raises(Conflict, match="Somebody else has this role now"):
        make.hold(things.role, people.resident)
    with pytest.raises(Conflict, match="You have this role already"):
        make.hold(things.role, people.member, as_deputy=True)
    make.hold(things.role, people.resident, as_deputy=True)
    with pytest.raises(Conflict, match="Somebody else has this role now"):
        make.hold(things.role, people.organiser, as_deputy=True)


def test_a_deputy_who_takes_over_is_the_deputy_no_longer(
    make: Maker, rows: Rows, people: People
) -> None:
    role = make.role(people.hodge_hill, people.organiser)
    make.hold(role, people.member, as_deputy=True)
    make.hold(role, people.member)
    now = rows.get(Role, role.id)
    assert (now.holder_id, now.deputy_id) == (people.member.id, None)


def test_an_organiser_holds_it_with_one_press(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    role = make.role(people.hodge_hill, people.organiser)
    at = f"/roles/{role.id}"
    page = organiser.follow(organiser.press(at, f"{at}/take"))
    assert "You hold it now." in page.text
    assert "Olu Okafor holds it." in page.text


def test_a_role_that_is_no_longer_needed_is_held_by_nobody_new(
    make: Maker, people: People
) -> None:
    role = make.role(people.hodge_hill, people.organiser)
    with make.writing():
        actions.end(make._here(role), make._here(people.organiser))
    with pytest.raises(Conflict, match="no longer needed"):
        make.hold(role, people.member)


def test_a_campaign_laid_out_from_elsewhere_has_free_roles(
    make: Maker, people: People, things: Things
) -> None:
    with make.writing():
        campaign = make._here(things.campaign)
        by = make._here(people.organiser)
        role = actions.plan_role(campaign, by, "Treasurer", "Counts the money.")
    assert (role.campaign_id, role.area_id) == (campaign.id, people.hodge_hill.id)
    assert role.holder_id is None

"""What partners and people said they would bring, and whether they did."""

from board.activity.models import Activity
from board.campaigns import coalition_verbs
from board.campaigns.coalition_models import Pledge, PledgeState
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser


def test_a_pledge_stands_under_its_partner_and_is_brought(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    hall = make.partner(campaign, people.organiser)
    at = f"/campaigns/{campaign.id}"
    said = {"partner": hall.id, "what": "The hall for two evenings", "due": in_days(3)}
    page = organiser.fill(f"{at}/pledges", said)
    assert (page.status, page.location) == (303, f"{at}/pledges")
    organiser.fill(
        f"{at}/pledges", {"partner": "other", "who": "Ann Abel", "what": "Three cakes"}
    )
    page = visitor.get(at)
    assert page.says(
        "Trinity Hall pledged: The hall for two evenings",
        "Ann Abel pledged: Three cakes",
    )
    assert page.says(
        "The hall for two evenings by",
        "Not yet",
        "People who pledged something Three cakes Ann Abel",
    )
    first, second = rows.all(Pledge)
    for pledge, state in (
        (first, PledgeState.BROUGHT),
        (second, PledgeState.NOT_BROUGHT),
    ):
        assert (
            organiser.fill(f"{at}/pledges/{pledge.id}/edit", {"state": state}).status
            == 303
        )
    page = visitor.get(at)
    assert page.says(
        "Brought What Trinity Hall pledged:", "Not brought What Ann Abel pledged:"
    )
    assert not page.says("Not yet")
    lines = rows.all(Activity, verb=coalition_verbs.PLEDGE_SETTLED)
    assert [line.facts for line in lines] == [
        {"state": "brought"},
        {"state": "not_brought"},
    ]
    organiser.fill(f"{at}/pledges/{second.id}/edit", {"what": "Two cakes"})
    assert visitor.get(at).says("The words of a pledge were changed: Two cakes")


def test_a_pledge_whose_day_has_passed_says_so(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    for what, days in (("Late leaflets", -1), ("Leaflets today", 0)):
        make.pledge(campaign, people.organiser, what=what, due=in_days(days))
    words = visitor.get(f"/campaigns/{campaign.id}").words
    assert words.count("Overdue") == 1
    assert (
        words.index("Late leaflets")
        < words.index("Overdue")
        < words.index("Leaflets today")
    )


def test_a_partner_of_another_campaign_pledges_nothing_here(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    here, there = make.campaign(people.organiser), make.campaign(people.organiser)
    other = make.partner(there, people.organiser)
    url = f"/campaigns/{here.id}/pledges"
    page = organiser.fill(url, {"partner": other.id, "what": "Tea"})
    assert page.errors == {"partner": "Pick one of the partners of this campaign."}
    assert rows.count(Pledge) == 0


def test_a_partner_that_has_left_keeps_its_pledges_and_makes_no_new_ones(
    organiser: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    hall = make.partner(campaign, people.organiser)
    pledge = make.pledge(campaign, people.organiser, partner_id=hall.id)
    at = f"/campaigns/{campaign.id}"
    organiser.press(f"{at}/partners", f"{at}/partners/{hall.id}/leave")
    assert visitor.get(at).says("The hall for two evenings")
    assert (
        not organiser.get(f"{at}/pledges")
        .form(f"{at}/pledges")
        .filled({})
        .count(("partner", str(hall.id)))
    )
    assert (
        organiser.fill(f"{at}/pledges/{pledge.id}/edit", {"state": "brought"}).status
        == 303
    )

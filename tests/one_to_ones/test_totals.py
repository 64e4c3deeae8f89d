"""Of the talks for a campaign only sums are shown, pledged and held, and none that is
so small that it points at somebody."""

from board.one_to_ones.models import CampaignTalks
from board.one_to_ones.totals import FEWEST, of_campaign
from tests.builders import Maker, People, Rows, Things
from tests.one_to_ones.talks import talk
from tests.pages import Browser


def test_both_numbers_stand_on_the_campaigns_page_once_they_point_at_nobody(
    make: Maker, people: People, things: Things, resident: Browser, visitor: Browser
) -> None:
    at = f"/campaigns/{things.campaign.id}"
    for held in range(FEWEST):
        assert not visitor.get(at).says("Talks:"), held
        talk(
            make, people.hodge_hill, people.resident, name="A", campaign=things.campaign
        )
    assert visitor.get(at).says("pledged: fewer than 5, held: 5")
    form = f"/one-to-ones?campaign={things.campaign.id}"
    page = resident.get(form).form("/one-to-ones")
    pledge = {
        "do": "pledge",
        "campaign": things.campaign.id,
        "one_to_ones": 12,
        "house_meetings": 2,
    }
    assert page.fields
    resident.post("/one-to-ones", pledge)
    assert visitor.get(at).says("pledged: 12, held: 5", "pledged: fewer than 5")
    resident.post("/one-to-ones", pledge | {"one_to_ones": 6})
    assert visitor.get(at).says("pledged: 6, held: 5")


def test_the_number_stays_when_the_words_go_but_a_mistake_does_not_count(
    make: Maker, people: People, things: Things, resident: Browser, rows: Rows
) -> None:
    for whom in ("A", "B"):
        talk(
            make,
            people.hodge_hill,
            people.resident,
            name=whom,
            campaign=things.campaign,
        )
    resident.post("/one-to-ones/1", {"do": "delete"})
    assert rows.get(CampaignTalks, things.campaign.id).held == 1
    with make.app.app_context():
        assert not of_campaign(things.campaign.id)

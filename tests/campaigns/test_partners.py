"""Organisations join a campaign, are put right, and leave; the record stays."""

from board.activity.models import Activity
from board.campaigns import coalition_verbs
from board.campaigns.coalition_models import Partner
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def test_a_partner_joins_is_put_right_and_leaves_but_stays_on_the_record(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}"
    said = {
        "name": "The food bank",
        "does": "Feeds the ward",
        "link": "https://example.org/food",
    }
    page = organiser.fill(f"{at}/partners", said)
    assert (page.status, page.location) == (303, f"{at}/partners")
    (partner,) = rows.all(Partner)
    page = visitor.get(at)
    assert page.says(
        "The food bank", "Feeds the ward", "The food bank joined the coalition."
    )
    assert "https://example.org/food" in page.links
    url = f"{at}/partners/{partner.id}"
    assert (
        organiser.fill(f"{url}/edit", {"link": "www.example.org/food?bank"}).status
        == 303
    )
    assert "https://www.example.org/food?bank" in visitor.get(at).links, (
        "most people leave the beginning out"
    )
    for wrong in ("javascript:alert.me", "our page", "food"):
        assert organiser.fill(f"{url}/edit", {"link": wrong}).status == 422, wrong
    assert (
        organiser.fill(f"{url}/edit", {"name": "Ward End food bank", "link": ""}).status
        == 303
    )
    assert visitor.get(at).says("Ward End food bank joined the coalition.")
    page = organiser.press(f"{at}/partners", f"{url}/leave")
    assert organiser.follow(page).message == "They are noted as having left."
    assert visitor.get(at).says(
        "Left the coalition on", "Ward End food bank left the coalition."
    )
    assert organiser.post(f"{url}/leave").status == 409
    verbs = [
        line.verb for line in rows.all(Activity) if line.verb.startswith("partner.")
    ]
    assert verbs == [
        coalition_verbs.PARTNER_JOINED,
        coalition_verbs.PARTNER_EDITED,
        coalition_verbs.PARTNER_EDITED,
        coalition_verbs.PARTNER_LEFT,
    ]


def test_whoever_is_second_keeps_what_they_wrote(
    organiser: Browser, operator: Browser, rows: Rows, things: Things
) -> None:
    url = f"/campaigns/{things.campaign.id}/partners/{things.partner.id}/edit"
    form = organiser.get(url).form(url)
    operator.fill(url, {"name": "As the operator put it"})
    page = organiser.send_form(url, form.filled({"name": "As I put it"}))
    assert page.status == 409
    assert page.says("What it says now", "As the operator put it")
    assert organiser.send_form(url, page.form(url).filled({})).status == 303
    assert rows.get(Partner, things.partner.id).name == "As I put it"


def test_a_part_of_one_campaign_is_not_found_under_another(
    organiser: Browser, make: Maker, people: People, things: Things
) -> None:
    other = make.campaign(people.organiser)
    for part in (
        "partners/1/edit",
        "pledges/1/edit",
        "promises/1/edit",
        "promises/1/settle",
        "contacts/1/edit",
    ):
        assert organiser.get(f"/campaigns/{things.campaign.id}/{part}").status == 200, (
            part
        )
        assert organiser.get(f"/campaigns/{other.id}/{part}").status == 404, part

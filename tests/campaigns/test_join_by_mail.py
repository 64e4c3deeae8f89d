"""Joining a campaign without an account: by one mailed link, which also takes it
back."""

from board.accounts.models import Person
from board.activity.models import Follow
from board.campaigns.models import Campaign
from board.campaigns.people_models import Backer, UnconfirmedBacker
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows
from tests.issues.test_second_by_mail import press
from tests.pages import Browser

NIA = {"name": "Nia Noor", "email": "nia@example.org"}


def ask(visitor: Browser, rows: Rows, campaign: Campaign, **more: str) -> str:
    """Ask to join as nobody in particular; the address in the mail."""
    assert visitor.fill(f"/campaigns/{campaign.id}/back", NIA | more).status == 303
    return mailed(rows, "/campaigns/join")


def joined(rows: Rows, campaign: Campaign, people: People) -> list[Backer]:
    """Who joined beside the organiser who began it."""
    everybody = rows.all(Backer, campaign_id=campaign.id)
    return [one for one in everybody if one.person_id != people.organiser.id]


def test_a_visitor_joins_by_two_presses_and_a_mail(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser, make.issue(people.resident))
    at = f"/campaigns/{campaign.id}"
    assert f"{at}/back" in visitor.get(at).links
    link = ask(visitor, rows, campaign, show_name="y")
    assert visitor.get("/campaigns/join").h1 == "Check your e-mail"
    assert visitor.get(link).says(campaign.title, "One press, and you are part of it.")
    assert not joined(rows, campaign, people), "reading the link does nothing"
    page = visitor.follow(visitor.press(link, link))
    assert page.message == "You are part of this. You will hear what becomes of it."
    assert page.says("1 person asked for this, 2 have joined", "Nia Noor")
    (nia,) = rows.all(Person, email=NIA["email"])
    assert [one.show_name for one in joined(rows, campaign, people)] == [True]
    assert rows.count(Follow, topic=f"campaign-{campaign.id}", person_id=nia.id) == 1
    (row,) = rows.all(UnconfirmedBacker)
    assert (row.email, row.name, row.person_id) == ("", "", nia.id)


def test_the_same_link_takes_it_back_signed_out(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    link = ask(visitor, rows, campaign)
    visitor.press(link, link)
    assert press(visitor, link).status == 200, "the first button twice does nothing"
    visitor.cookies.clear()
    page = visitor.get(link)
    assert page.says("You are part of this.", "Leave the campaign")
    page = visitor.follow(press(visitor, link, take_back="yes"))
    assert page.message == "You are no longer part of it."
    assert not joined(rows, campaign, people)
    assert visitor.get(link).says("You are no longer part of it.")


def test_a_campaign_that_is_over_takes_nobody(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    link = ask(visitor, rows, campaign)
    make.end(campaign, people.organiser)
    page = visitor.press(link, link)
    assert page.status == 409
    assert page.message == "This campaign is over, so nobody can join it any more."
    at = f"/campaigns/{campaign.id}"
    assert f"{at}/back" not in visitor.get(at).links
    page = visitor.follow(visitor.get(f"{at}/back"))
    assert page.message == "This campaign is over, so nobody can join it any more."
    assert not joined(rows, campaign, people)

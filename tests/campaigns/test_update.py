"""Telling everyone the news."""

from board.activity.models import Activity
from board.campaigns import verbs
from board.campaigns.models import Update
from board.mail.models import Outbox
from board.notifications.models import Notification
from board.photos.models import Photo
from tests.builders import Maker, People, Rows
from tests.markup import check
from tests.pages import Browser
from tests.photos.test_add import addresses, pictures


def test_news_stands_on_the_campaign_and_reaches_everyone_behind_it_once(
    organiser: Browser,
    visitor: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    campaign = make.campaign(people.organiser, issue)
    make.follow(f"campaign-{campaign.id}", people.member)
    at = f"/campaigns/{campaign.id}"
    page = organiser.fill(
        f"{at}/updates", {"title": "They will come", "body": "On *Monday*."}
    )
    assert (page.status, page.location) == (303, at)
    assert (
        organiser.follow(page).message
        == "Your news is published, and everyone who backs this is told."
    )
    page = visitor.get(at)
    assert page.says("They will come", "On Monday.")
    assert visitor.get(f"/issues/{issue.id}").says(
        "There is news from the campaign: Light the lane"
    )
    (line,) = rows.all(Activity, verb=verbs.UPDATED)
    told = sorted(row.person_id for row in rows.all(Notification, activity_id=line.id))
    assert told == sorted([people.resident.id, people.member.id])
    assert member.get("/notifications").says("There is news from a campaign:")
    assert rows.count(Update) == 1


def test_news_does_not_name_its_writer_to_visitors(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.update(campaign, people.organiser)
    assert "Olu Okafor" not in visitor.get(f"/campaigns/{campaign.id}").text


def test_it_is_read_before_it_is_sent_to_as_many_as_the_button_says(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    make.comment(issue, people.elsewhere)
    campaign = make.campaign(people.organiser, issue)
    make.follow(f"campaign-{campaign.id}", people.operator)
    make.follow(f"campaign-{campaign.id}", people.member)
    at, before = f"/campaigns/{campaign.id}/updates", rows.count(Outbox)
    news = {"title": "They answered", "body": "On *Monday*.", "preview": "1"}
    page = organiser.fill(at, news)
    assert page.status == 200
    assert page.says("As others will read it", "On Monday.", "Send to 4 people")
    assert (rows.count(Update), rows.count(Outbox)) == (0, before)
    make.mails()
    organiser.send_form(at, page.form(at).fields)
    make.mails(days=2)
    mails = [mail for mail in rows.all(Outbox) if "> They answered" in mail.text]
    assert sorted(mail.to.partition("@")[0] for mail in mails) == [
        "elsewhere",
        "member",
        "operator",
        "resident",
    ]


def test_news_nobody_waits_for_says_so_before_it_is_published(
    organiser: Browser, make: Maker, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/updates"
    page = organiser.fill(at, {"title": "A", "body": "B.", "preview": "1"})
    assert page.says("Nobody asked for this or follows it yet", "Publish it")


def test_pictures_chosen_before_news_is_read_over_are_sent_with_it(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/updates"
    news = {"title": "Look", "body": "Lit.", "preview": "1"}
    page = organiser.upload(at, news, *pictures(1))
    assert page.says("As others will read it")
    assert any("/photos/waiting/" in address for address in addresses(page))
    organiser.send_form(at, page.form(at).fields)
    assert rows.all(Update)[-1].photo_count == 1


def test_news_shows_its_pictures_and_asks_what_they_show(
    organiser: Browser,
    visitor: Browser,
    resident: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}"
    page = organiser.upload(
        f"{at}/updates", {"title": "Look", "body": "Lit."}, *pictures(2)
    )
    said = rows.all(Update)[-1]
    assert (page.status, page.location, said.photo_count) == (
        303,
        f"{at}/updates/{said.id}/photos",
        2,
    )
    first, second = rows.all(Photo, owner=f"update-{said.id}")
    changed = {f"alt_{first.id}": "A lit lamp", f"remove_{second.id}": "y"}
    assert resident.post(page.location, changed).status == 403
    assert organiser.fill(page.location, changed).status == 303
    page = visitor.get(at)
    check(page)
    assert addresses(page) == [f"/photos/{first.sha256}-small.webp"]
    assert 'alt="A lit lamp"' in page.text
    assert visitor.get(addresses(page)[0]).status == 200
    assert visitor.get(f"/photos/{second.sha256}-small.webp").status == 404
    assert organiser.get(f"{at}/updates").offers(f"{at}/updates/{said.id}/photos")
    assert (
        organiser.get(
            f"/campaigns/{make.campaign(people.organiser).id}/updates/{said.id}/photos"
        ).status
        == 404
    )


def test_too_many_pictures_are_refused_and_what_was_typed_is_kept(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/updates"
    page = organiser.upload(at, {"title": "Look", "body": "Lit."}, *pictures(6))
    assert page.status == 422
    assert page.errors == {"photos": "Choose at most 5 pictures. Left out: 5.jpg."}
    assert page.value("title") == "Look"
    assert rows.count(Update) == 0

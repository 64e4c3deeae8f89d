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


def test_a_tick_mails_those_who_follow_too_and_the_form_says_how_many_that_are(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    make.comment(issue, people.elsewhere)
    campaign = make.campaign(people.organiser, issue)
    make.follow(f"campaign-{campaign.id}", people.operator)
    make.follow(f"campaign-{campaign.id}", people.member)
    at, before = f"/campaigns/{campaign.id}/updates", rows.count(Outbox)

    def mailed() -> list[str]:
        return sorted(mail.to.partition("@")[0] for mail in rows.all(Outbox)[before:])

    page = organiser.get(at)
    assert page.says(
        "By mail this goes to 2 people who posted",
        "By mail it then goes to 4 people in all.",
    )
    organiser.fill(at, {"title": "News", "body": "They answered."})
    assert mailed() == ["member", "resident"]
    before = rows.count(Outbox)
    organiser.fill(at, {"title": "More news", "body": "They come.", "everyone": "y"})
    assert mailed() == ["elsewhere", "member", "operator", "resident"]
    assert "are counted in or follow it" in rows.all(Outbox)[-1].text


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

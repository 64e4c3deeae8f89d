"""Who hears of what, and marking it as read."""

from sqlalchemy import select

from board.accounts.models import Person
from board.db import db, fresh
from board.issues import comment_actions
from board.issues.models import State
from board.notifications.models import MANY, UNREAD
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_the_poster_hears_of_a_comment_and_the_writer_does_not(
    make: Maker, people: People, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident, area=people.ward_end)
    make.comment(lamp, people.member)
    assert rows.heard(people.resident) == ["issue.commented"]
    assert rows.heard(people.member) == []


def test_whoever_follows_two_topics_of_a_line_hears_once(
    make: Maker, people: People, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident)
    make.second(lamp, people.member)  # follows the post, and the area as a member
    make.campaign(people.organiser, lamp)
    assert rows.heard(people.member) == ["issue.posted", "campaign.started"]


def test_the_bell_counts_what_is_new_and_reading_empties_it(
    make: Maker, people: People, resident: Browser
) -> None:
    lamp = make.issue(by=people.resident, area=people.ward_end)
    make.comment(lamp, people.member)
    make.state(lamp, people.elsewhere, State.DONE, "They came on Monday.")
    assert resident.get("/").says("Your news 3 not read yet")
    assert resident.get("/notifications/unread").says("3 not read yet")
    page = resident.fill("/notifications", action="/notifications")
    assert page.status == 303
    assert not resident.get("/").says("not read yet")
    assert resident.get("/notifications").says("The status has changed:", lamp.title)


def test_the_bell_counts_no_further_than_it_shows(
    make: Maker, people: People, resident: Browser
) -> None:
    lamp = make.issue(by=people.resident, area=people.ward_end)
    with make.writing():
        member = fresh(Person, people.member.id)
        for n in range(MANY + 5):
            comment_actions.comment(lamp, member, body=f"Number {n}")
    assert resident.get("/").says("99+ not read yet")
    with make.app.app_context():
        assert (
            db.session.scalar(select(UNREAD).where(Person.id == people.resident.id))
            == MANY
        )


def test_what_came_in_after_the_page_was_read_stays_new(
    make: Maker, people: People, resident: Browser
) -> None:
    lamp = make.issue(by=people.resident, area=people.ward_end)
    make.comment(lamp, people.member)
    form = resident.get("/notifications").form("/notifications")
    make.comment(lamp, people.member, "And another thing.")
    resident.send_form(form.action, form.filled({}))
    assert resident.get("/").says("Your news 1 not read yet")


def test_one_sees_only_ones_own_news(
    make: Maker, people: People, resident: Browser, elsewhere: Browser
) -> None:
    lamp = make.issue(by=people.resident, title="Only for me")
    make.comment(lamp, people.member)
    assert resident.get("/notifications").says("Only for me")
    assert not elsewhere.get("/notifications").says("Only for me")


def test_the_reason_names_what_is_followed(
    make: Maker, people: People, resident: Browser, member: Browser
) -> None:
    lamp = make.issue(people.resident)
    campaign = make.campaign(people.organiser, lamp)
    make.follow(f"campaign-{campaign.id}", people.member)
    make.follow(f"issue-{lamp.id}", people.member)
    make.update(campaign, people.organiser)
    make.task(campaign, people.organiser)
    assert member.get("/notifications").says(
        "There is something to do:", "You follow the campaign."
    )
    assert member.get("/notifications").says("You follow this campaign.")
    page = resident.get("/notifications")
    assert page.says("There is news from a campaign:")
    assert page.says("You follow a post that it is about.")
    assert not page.says("You follow this post.")

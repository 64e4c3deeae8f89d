"""Turning what people say into a campaign."""

from typing import Any

from board.activity.models import Activity, Follow
from board.areas import membership_actions as memberships
from board.campaigns import verbs
from board.campaigns.models import Campaign, CampaignIssue, Stage
from board.issues.models import Issue, State
from board.notifications.models import Notification
from board.policy import Role
from tests.builders import Maker, People, Rows
from tests.pages import Browser, Page

AIMS = {
    "title": "Light the lane",
    "goal": "Every lamp lit by **winter**.",
    "ask": "Mend the 14 lamps.",
    "decision_maker": "Cllr Ada Brown, cabinet member for highways",
    "decide_by": "2031-10-01",
    "win": "We walk home under lit lamps.",
    "area": "hodge-hill",
}


def test_an_organiser_starts_one_from_many_posts_and_the_links_are_kept_on_both_sides(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    posts = [make.issue(people.resident, title=f"Lamp {n} is out") for n in range(3)]
    page = organiser.fill(
        "/campaigns/new?area=hodge-hill", AIMS | {"issue": [post.id for post in posts]}
    )
    assert page.status == 303
    (campaign,) = rows.all(Campaign)
    assert page.location == f"/campaigns/{campaign.id}"
    assert (
        organiser.follow(page).message
        == "The campaign has begun. Everyone who asked is being told now."
    )
    page = visitor.get(f"/campaigns/{campaign.id}")
    assert page.h1 == AIMS["title"]
    assert page.says(
        "Mend the 14 lamps.",
        "Cllr Ada Brown",
        "1 October 2031",
        "We walk home",
        "Listening",
    )
    assert page.says(
        "The campaign began, from 3 posts.", *(post.title for post in posts)
    )
    assert "<strong>winter</strong>" in page.text
    for post in posts:
        page = visitor.get(f"/issues/{post.id}")
        assert f"/campaigns/{campaign.id}" in page.links
        assert page.says(
            "In a campaign", "It became part of a campaign: Light the lane"
        )
        assert rows.get(Issue, post.id).state == State.IN_CAMPAIGN
    assert (campaign.stage, campaign.starter_id) == (
        Stage.LISTENING,
        people.organiser.id,
    )
    assert rows.count(CampaignIssue, campaign_id=campaign.id) == 3
    (line,) = rows.all(Activity, verb=verbs.STARTED)
    assert line.facts == {"issues": [post.id for post in posts]}
    assert (
        rows.count(
            Follow, topic=f"campaign-{campaign.id}", person_id=people.organiser.id
        )
        == 1
    )


def test_everyone_who_posted_or_was_counted_in_is_told_once(
    organiser: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    by_resident, by_elsewhere = (
        make.issue(people.resident),
        make.issue(people.elsewhere),
    )
    seconders = [make.person() for _ in range(3)]
    make.second(by_resident, people.member, *seconders)
    make.second(by_elsewhere, people.member, people.resident, people.organiser)
    bystander = make.person(area=people.ward_end)
    organiser.fill(
        "/campaigns/new?area=hodge-hill",
        AIMS | {"issue": [by_resident.id, by_elsewhere.id]},
    )
    (line,) = rows.all(Activity, verb=verbs.STARTED)
    told = [row.person_id for row in rows.all(Notification, activity_id=line.id)]
    expected = {
        people.resident.id,
        people.elsewhere.id,
        people.member.id,
        *(person.id for person in seconders),
    }
    assert len(told) == len(set(told)), "somebody was told twice"
    assert set(told) == expected
    assert bystander.id not in told
    assert member.get("/notifications").says(
        "A campaign has begun from what was said:", "Light the lane"
    )
    assert member.get("/").says("not read yet")


def test_whoever_follows_the_area_is_told_too(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    make.follow(f"area-{people.hodge_hill.id}", people.elsewhere)
    organiser.fill("/campaigns/new?area=hodge-hill", AIMS)
    (line,) = rows.all(Activity, verb=verbs.STARTED)
    assert (
        rows.count(Notification, activity_id=line.id, person_id=people.elsewhere.id)
        == 1
    )


def test_from_a_post_the_form_is_one_press_away_and_has_it_ticked(
    organiser: Browser, make: Maker, people: People
) -> None:
    post, other = (
        make.issue(people.resident),
        make.issue(people.resident, title="Another"),
    )
    assert organiser.get(f"/issues/{post.id}").offers(f"/campaigns/new?issue={post.id}")
    form = organiser.get(f"/campaigns/new?issue={post.id}").form("/campaigns/new")
    assert [value for name, value in form.fields if name == "issue"] == [str(post.id)]
    assert ("area", "hodge-hill") in form.fields
    typed = form.filled(AIMS | {"step": "posts"})
    page = organiser.send_form("/campaigns/new", typed)
    assert page.says(post.title, other.title), "back at the first step"


def test_the_three_steps_carry_what_was_typed_and_publish_nothing_before_the_last(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.resident)

    def press(page: Page, values: dict[str, Any]) -> Page:
        return organiser.send_form(
            "/campaigns/new", page.form("/campaigns/new").filled(values)
        )

    posts = organiser.get("/campaigns/new?area=hodge-hill")
    assert posts.says("Which posts does it come from?", "Next: the ask")
    ask = press(posts, {"issue": [post.id], "step": "ask"})
    assert ask.says("What exactly do you ask for?", "Back to the post: 1")
    told = press(ask, AIMS | {"step": "told"})
    assert told.says(AIMS["title"], AIMS["ask"], "1 post", "one who posted")
    ask = press(told, {"step": "ask"})
    assert ("goal", AIMS["goal"]) in ask.form("/campaigns/new").fields
    assert rows.count(Campaign) == 0
    assert press(press(ask, {"step": "told"}), {}).status == 303
    assert rows.count(CampaignIssue, issue_id=post.id) == 1


def test_where_not_all_posts_are_offered_the_page_says_so_and_shows_more(
    organiser: Browser, make: Maker, people: People
) -> None:
    few = make.issue(people.resident, title="Only me")
    for number in range(8):
        make.second(make.issue(people.resident, title=f"Many {number}"), people.member)
    first = organiser.get("/campaigns/new?area=hodge-hill")
    assert first.says("These are the 8 posts that most people ask for.")
    assert not first.says(few.title)
    form = first.form("/campaigns/new")
    more = organiser.send_form("/campaigns/new", form.filled({"show": "more"}))
    assert more.says(few.title, "Many 0")
    assert not more.says("posts that most people ask for")


def test_what_is_wrong_is_told_at_its_own_step(
    organiser: Browser, rows: Rows, people: People
) -> None:
    form = organiser.get("/campaigns/new?area=hodge-hill").form("/campaigns/new")
    page = organiser.send_form(
        "/campaigns/new", form.filled({"goal": "Light.", "step": "told"})
    )
    assert page.status == 422
    assert page.errors == {"title": "Give the campaign a name."}
    assert page.says("Next: who is told")
    again = page.form("/campaigns/new")
    assert ("goal", "Light.") in again.fields
    page = organiser.send_form("/campaigns/new", again.filled({"issue": [9999]}))
    gone = "One of the posts you picked is not there any more. Pick again."
    assert page.errors == {"issue": gone}
    assert page.says("Next: the ask")
    assert rows.count(Campaign) == 0


def test_a_post_few_people_are_behind_can_be_picked_among_many(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    few = make.issue(people.resident, title="Only me")
    for number in range(70):
        make.second(make.issue(people.resident, title=f"Many {number}"), people.member)
    page = organiser.fill(
        f"/campaigns/new?issue={few.id}", AIMS, action="/campaigns/new"
    )
    assert page.status == 303, page.errors
    assert [row.issue_id for row in rows.all(CampaignIssue)] == [few.id]


def test_a_campaign_may_begin_without_a_post(
    organiser: Browser, rows: Rows, people: People
) -> None:
    assert organiser.fill("/campaigns/new?area=hodge-hill", AIMS).status == 303
    assert rows.count(CampaignIssue) == 0


def test_beside_a_post_in_a_campaign_another_one_is_not_what_comes_first(
    organiser: Browser, make: Maker, people: People
) -> None:
    post = make.issue(people.resident)
    start, folded = f'href="/campaigns/new?issue={post.id}"', "For organisers"
    before = organiser.get(f"/issues/{post.id}").text
    assert before.index(start) < before.index(folded)
    make.campaign(people.organiser, post)
    after = organiser.get(f"/issues/{post.id}").text
    assert after.index(folded) < after.index(start)


def test_what_is_closed_stays_closed_in_a_campaign(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.resident)
    make.state(post, people.organiser, State.NOT_DONE, "No money, they said.")
    make.campaign(people.organiser, post)
    assert rows.get(Issue, post.id).state == State.NOT_DONE


def test_only_organisers_start_one_and_only_where_they_organise(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    for who in ("resident", "member"):
        page = browsers[who].get("/campaigns/new")
        assert page.status == 403
        assert page.says("Only organisers start campaigns.")
        assert not browsers[who].get("/campaigns").offers("/campaigns/new")
    assert browsers["elsewhere"].get("/campaigns/new?area=hodge-hill").status == 403
    form = browsers["elsewhere"].get("/campaigns/new").form("/campaigns/new")
    assert (
        browsers["elsewhere"].send_form("/campaigns/new", form.filled(AIMS)).status
        == 403
    )
    assert (
        browsers["elsewhere"]
        .send_form("/campaigns/new", form.filled(AIMS | {"area": "ward-end"}))
        .status
        == 303
    )
    assert [campaign.area_id for campaign in rows.all(Campaign)] == [people.ward_end.id]


def test_an_organiser_of_two_areas_chooses_one(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    with make.writing():
        memberships.give_role(
            people.ward_end, people.organiser, Role.ORGANISER, by=None
        )
    page = organiser.fill(
        "/campaigns/new?area=ward-end",
        AIMS | {"area": "ward-end"},
        action="/campaigns/new",
    )
    assert page.status == 303
    assert rows.all(Campaign)[0].area_id == people.ward_end.id


def test_posts_are_looked_for_by_words_and_what_was_typed_stays(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    lamp, bin_ = (
        make.issue(people.resident, title=title)
        for title in ("The lamp is out", "The bin is full")
    )
    there = make.issue(people.resident, title="A lamp elsewhere", area=people.ward_end)
    form = organiser.get("/campaigns/new?area=hodge-hill").form("/campaigns/new")
    typed = AIMS | {"issue": [bin_.id], "q": "lamps", "show": "1"}
    page = organiser.send_form("/campaigns/new", form.filled(typed))
    assert page.status == 200
    assert rows.count(Campaign) == 0
    assert page.says(lamp.title, bin_.title), (
        "what was found, and what was ticked before"
    )
    assert there.title not in page.words
    again = page.form("/campaigns/new")
    assert ("title", AIMS["title"]) in again.fields
    assert [value for name, value in again.fields if name == "issue"] == [str(bin_.id)]
    organiser.send_form("/campaigns/new", again.filled({"issue": [bin_.id, lamp.id]}))
    assert {row.issue_id for row in rows.all(CampaignIssue)} == {lamp.id, bin_.id}


def test_another_area_chosen_offers_its_posts(
    organiser: Browser, make: Maker, people: People
) -> None:
    with make.writing():
        memberships.give_role(
            people.ward_end, people.organiser, Role.ORGANISER, by=None
        )
    make.issue(people.resident, title="Here")
    make.issue(people.resident, title="There", area=people.ward_end)
    form = organiser.get("/campaigns/new?area=hodge-hill").form("/campaigns/new")
    page = organiser.send_form(
        "/campaigns/new", form.filled({"area": "ward-end", "show": "1"})
    )
    assert page.says("There")
    assert not page.says("Here")


def test_a_post_that_is_being_looked_at_is_offered_too(
    organiser: Browser, make: Maker, people: People
) -> None:
    post = make.issue(people.resident, title="Looked at already")
    make.state(post, people.organiser, State.LOOKED_AT)
    assert organiser.get("/campaigns/new?area=hodge-hill").says(post.title)


def test_the_ask_says_of_whom_and_by_when_on_page_and_card(
    organiser: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    organiser.fill("/campaigns/new?area=hodge-hill", AIMS)
    (campaign,) = rows.all(Campaign)
    asked = f"We ask {AIMS['decision_maker']}, by 1 October 2031: {AIMS['ask']}"
    for where in (f"/campaigns/{campaign.id}", "/campaigns", "/"):
        assert visitor.get(where).says(asked), where


def test_an_ask_of_nobody_yet_stands_by_itself(
    organiser: Browser, visitor: Browser, people: People
) -> None:
    nobody = {"decision_maker": "", "decide_by": ""}
    organiser.fill("/campaigns/new?area=hodge-hill", AIMS | nobody)
    page = visitor.get("/campaigns")
    assert page.says(AIMS["ask"])
    assert not page.says("We ask")

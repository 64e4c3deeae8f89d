"""Before a campaign begins, or takes up more posts, an organiser sees how many people
will hear of it."""

from board.activity.models import Activity, Follow
from board.campaigns import issue_actions, verbs
from board.campaigns.models import Campaign, CampaignIssue
from board.db import db
from board.issues.models import Issue, State
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser, at_once

AIMS = {"title": "Light the lane", "goal": "Every lamp lit."}
NEW = "/campaigns/new?area=hodge-hill"


def two_posts(make: Maker, people: People) -> list[Issue]:
    """One of the resident with three who were counted in, one of the member whom the
    resident seconds."""
    posts = [
        make.issue(people.resident, title="One"),
        make.issue(people.member, title="Two"),
    ]
    make.second(posts[0], people.member, make.person(), make.person(), people.organiser)
    make.second(posts[1], people.resident)
    make.follow(f"issue-{posts[1].id}", make.person())
    return posts


def test_one_sees_who_will_be_told_and_so_many_are(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    posts = two_posts(make, people)
    make.follow("area-1", make.person())
    form = organiser.get(NEW).form("/campaigns/new")
    sent = form.filled(
        AIMS | {"issue": [post.id for post in posts], "step": "told", "winnable": "y"}
    )
    page = organiser.send_form("/campaigns/new", sent)
    assert page.status == 200
    assert page.says(
        "This tells 6 people",
        "2 who posted",
        "2 who were counted in",
        "2 who follow along",
        "Is it one to take up?",
        "Publish and tell 6 people",
    )
    assert rows.count(Campaign) == 0
    organiser.send_form("/campaigns/new", page.form("/campaigns/new").fields)
    (line,) = rows.all(Activity, verb=verbs.STARTED)
    assert rows.count(Notification, activity_id=line.id) == 6


def test_the_same_is_shown_before_posts_are_added_or_taken_out(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    stays, comes = two_posts(make, people)
    campaign = make.campaign(people.organiser, stays)
    with make.writing():
        db.session.delete(
            db.session.get_one(Follow, (f"issue-{comes.id}", people.member.id))
        )
    url = f"/campaigns/{campaign.id}/issues"
    form = organiser.get(url).form(url)
    page = organiser.send_form(
        url, form.filled({"issue": [stays.id, comes.id], "preview": "1"})
    )
    assert page.says(
        "This tells 2 people", "one who was counted in", "one who follows along"
    ), "who posted stopped"
    assert rows.count(CampaignIssue) == 1
    organiser.send_form(url, page.form(url).fields)
    (line,) = rows.all(Activity, verb=verbs.ISSUES_SET)
    assert rows.count(Notification, activity_id=line.id) == 2
    assert organiser.send_form(
        url, [*organiser.get(url).form(url).fields, ("preview", "1")]
    ).says("This tells nobody")


def test_a_post_in_a_campaign_already_says_so_and_may_be_in_another(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    first = make.campaign(people.organiser, issue, title="Light the lane")
    make.campaign(people.organiser, issue, title="Safe way home")
    assert organiser.get(NEW).says("already in: Light the lane, Safe way home")
    page = organiser.get(f"/campaigns/{first.id}/issues")
    assert page.says("already in: Safe way home")
    assert rows.count(CampaignIssue, issue_id=issue.id) == 2


def test_organisers_pick_posts_on_the_list_and_others_see_the_list_as_it_was(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    one, two, closed = (
        make.issue(people.resident, title=title) for title in ("One", "Two", "Closed")
    )
    there = make.issue(people.resident, title="There", area=people.ward_end)
    make.state(closed, people.organiser, State.DONE, "Mended.")
    page = browsers["organiser"].get("/issues")
    ticks = [
        id
        for id in (one.id, two.id, closed.id, there.id)
        if f'value="{id}" form="take-up"' in page.text
    ]
    assert ticks == [one.id, two.id], "open, and of one's own area"
    (bar,) = [form for form in page.forms if form.attributes.get("id") == "take-up"]
    assert (bar.method, bar.action) == ("get", "/campaigns/new")
    form = (
        browsers["organiser"]
        .get(f"/campaigns/new?issue={one.id}&issue={two.id}")
        .form("/campaigns/new")
    )
    assert {value for name, value in form.fields if name == "issue"} == {
        str(one.id),
        str(two.id),
    }
    shared = page.text.partition(f'id="issue-{one.id}-shared"')[2].partition("</div>")[
        0
    ]
    assert "take-up" not in shared, "a live update leaves the tick alone"
    for who in ("visitor", "resident", "member"):
        assert "take-up" not in browsers[who].get("/issues").text
        assert "Pick for a campaign" not in browsers[who].get("/issues").words


def test_posts_added_by_two_at_once_are_all_there(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    posts = [make.issue(people.resident, title=f"Number {n}") for n in range(6)]
    campaign = make.campaign(people.organiser, posts[0])

    def add(browser: Browser) -> int:
        mine = posts[:4] if browser is browsers["organiser"] else posts[2:]
        sent = {"campaign": campaign.id, "issue": [post.id for post in mine]}
        return browser.post("/areas/hodge-hill/desk/add", sent).status

    assert at_once([browsers["organiser"], browsers["operator"]], add) == [303, 303]
    assert [row.issue_id for row in rows.all(CampaignIssue)] == [
        post.id for post in posts
    ]


def test_adding_what_is_there_already_tells_nobody(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    campaign = make.campaign(people.organiser, issue)
    before = rows.everything()
    with make.writing():
        here = db.session.get_one(Campaign, campaign.id)
        issue_actions.add_issues(here, make._here(people.organiser), issues=[issue.id])
    assert rows.everything() == before

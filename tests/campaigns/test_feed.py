"""The feed of one campaign: all its thread tells, from its beginning to its outcome,
and nobody's name."""

from board.campaigns.coalition_models import PromiseState
from board.campaigns.models import Outcome, Stage
from tests.builders import Maker, People
from tests.feeds.test_feeds import feed, said, told
from tests.pages import Browser


def test_a_campaign_tells_what_happened_in_its_feed(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser, make.issue(people.resident))
    make.task(campaign, people.organiser)
    make.stage(campaign, people.organiser, Stage.ACTING, "We walked the lane.")
    make.update(campaign, people.organiser)
    make.end(campaign, people.organiser, Outcome.PARTLY, "Nine are lit.")
    at = f"/campaigns/{campaign.id}"
    root = feed(visitor, f"{at}.atom")
    assert said(root, "title") == [
        "Partly won",
        "They have answered",
        "Acting",
        "There is a new task: Count the dark lamps",
        "The campaign began, from 1 post.",
    ]
    assert said(root, "summary") == [
        "Nine are lit.",
        "They will come and look.",
        "We walked the lane.",
        "",
        "",
    ]
    assert said(root, "name") == ["Hodge Hill"] * 5
    assert len(set(said(root, "id"))) == 5
    assert f'type="application/atom+xml" href="{at}.atom"' in visitor.get(at).text


def test_each_line_of_a_campaign_says_the_same_in_its_feed(
    visitor: Browser, member: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(
        people.organiser, make.issue(people.resident), goal_count=300, goal_unit="names"
    )
    at = f"/campaigns/{campaign.id}"
    hall, pledge, promise, _contact = make.coalition(campaign, people.organiser)
    organiser.fill(f"{at}/edit", {"title": "Light every lane"})
    organiser.fill(
        f"{at}/pledges/{pledge.id}/edit",
        {"what": "The hall, <b>twice</b>", "state": "brought"},
    )
    organiser.fill(
        f"{at}/promises/{promise.id}/edit", {"what": "The lamps by **June**."}
    )
    make.settle(promise, people.organiser, PromiseState.BROKEN)
    make.settle(promise, people.organiser, PromiseState.OPEN)
    make.jobs(days=40)  # its day has passed
    organiser.press(f"{at}/partners", f"{at}/partners/{hall.id}/leave")
    task = make.task(campaign, people.organiser)
    make.claim(task, people.member)
    make.complete(task, people.member)
    make.end(campaign, people.organiser, Outcome.LOST, "They said no.")
    organiser.fill(f"{at}/debrief", {"how": "They said no, for now."})
    root, page = feed(visitor, f"{at}.atom"), told(visitor.get(at))
    titles = said(root, "title")
    assert len(titles) == len(page) == 15
    for line, title in zip(page, titles[::-1], strict=True):
        assert line.startswith(title), line
    assert "What Trinity Hall pledged: The hall, <b>twice</b>" in titles[9]
    assert "Brought" in titles[9]
    assert (
        titles.count(
            "Overdue The day has passed on which Ada Brown promised to do this: The "
            "lamps "
            "by June."
        )
        == 1
    )
    assert said(root, "summary")[:2] == ["", "They said no, for now."]


def test_an_outcome_put_in_other_words_is_told_anew(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}"
    make.end(campaign, people.organiser, Outcome.WON, "All lit.")
    before = said(feed(visitor, f"{at}.atom"), "updated")
    make.later(
        0.1, lambda: organiser.fill(f"{at}/debrief", {"how": "All lit but one."})
    )
    root = feed(visitor, f"{at}.atom")
    assert said(root, "summary") == ["", "All lit but one.", ""]
    assert said(root, "updated")[1] > before[0]
    assert said(root, "published")[1] == before[0]
    assert said(root, "updated")[2] == before[1]

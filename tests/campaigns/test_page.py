"""A campaign's page: what it wants first, then who is in it, then what has happened
since the first post."""

from datetime import timedelta

from board import clock
from board.campaigns.models import Stage
from tests.builders import Maker, People, Things, in_days
from tests.conftest import Server
from tests.live.listening import Stream
from tests.pages import Browser


def test_it_reads_in_the_order_a_newcomer_asks(
    visitor: Browser, things: Things
) -> None:
    words = visitor.get(f"/campaigns/{things.campaign.id}").words
    order = [
        *(
            "Light the lane",
            "Mend the 14 lamps.",
            "212 of 300 signatures",
            "asked for this",
            "Join this campaign",
        ),
        *(
            "Latest news",
            "What there is to do next",
            "Where people meet next",
            "What it is about",
            "What was promised: 1 promise",
            "Who is in it together: 1 organisation",
            "What people said: 1 post",
            "How it came about",
        ),
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_the_timeline_goes_from_the_first_post_to_the_outcome(
    visitor: Browser, member: Browser, make: Maker, people: People
) -> None:
    with clock.set_to(clock.now() - timedelta(days=400)):
        first = make.issue(people.resident)
    campaign = make.campaign(people.organiser, make.issue(people.member), first)
    for stage, note in ((Stage.ACTING, "Out on the street."), (Stage.WON, "All lit.")):
        make.stage(campaign, people.organiser, stage, note)
    page = visitor.get(f"/campaigns/{campaign.id}")
    assert page.says("It began with a post on", str(first.created_at.year))
    assert f"/issues/{first.id}" in page.links
    words = page.words
    order = [
        "Listening since",
        "Acting since",
        "Won since",
        "It began with a post",
        "The campaign began, from 2 posts.",
    ]
    assert [words.index(part) for part in order] == sorted(
        words.index(part) for part in order
    )
    assert people.organiser.name not in words
    assert member.get(f"/campaigns/{campaign.id}").says(
        f"{people.organiser.name}: Out on the street."
    )


def test_long_lists_go_on_a_page_further(
    visitor: Browser, make: Maker, people: People
) -> None:
    posts = [make.issue(people.resident, title=f"Post number {n}x") for n in range(53)]
    campaign = make.campaign(people.organiser, *posts)
    tasks = [make.task(campaign, people.organiser, title=f"P{n}x") for n in range(14)]
    at = f"/campaigns/{campaign.id}"
    page = visitor.get(at)
    assert page.words.count("Post number") == 10
    assert page.says("See all 53 posts", "13 more tasks", "And later")
    assert page.text.count("notice task") == 12
    assert {f"/tasks/{task.id}" for task in tasks} <= set(page.links)
    words = " ".join(further.words for further in visitor.walk(f"{at}/posts"))
    assert all(words.count(post.title) == 1 for post in posts)
    assert visitor.get(f"{at}?tasks=all").text.count("notice task") == 14


def test_what_is_overdue_is_shown_and_who_plans_gives_it_a_new_day(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    past = {"due_on": in_days(-2)}
    late = make.task(campaign, people.organiser, title="Ask the head", **past)
    make.task(campaign, people.organiser, title="Count lamps")
    at, words = f"/campaigns/{campaign.id}", "1 task is overdue: nobody took it on"
    page = organiser.get(at)
    assert page.says(words, "Count lamps")
    assert {f"/tasks/{late.id}", f"/tasks/{late.id}/edit"} <= set(page.links)
    page = visitor.get(at)
    assert page.says(words)
    assert f"/tasks/{late.id}" in page.links
    assert f"/tasks/{late.id}/edit" not in page.links
    assert not visitor.get(f"{at}?tasks=all").says(words)
    make.end(campaign, people.organiser)
    assert not organiser.get(at).says(words)


def test_number_promises_and_people_change_live(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    campaign = things.campaign
    regions = [f"campaign-{campaign.id}{part}" for part in ("", "-record", "-people")]
    member = Stream(server.port, ",".join(regions), cookie=make.cookie(people.member))
    visitor = Stream(server.port, ",".join(regions))
    before = visitor.last_id
    make.reached(campaign, people.organiser, 250)
    assert "250 of 300 signatures" in visitor.until(regions[0]).data
    make.promise(campaign, people.organiser, what="New lamps.", witness="Zoe Zander")
    assert "Zoe Zander" in member.until(regions[1]).data
    assert "Zoe Zander" not in visitor.until(regions[1]).data
    make.back(campaign, people.organiser, show_name=True)
    assert people.organiser.name in visitor.until(regions[2]).data
    back = Stream(server.port, regions[2], after=before)
    assert people.organiser.name in back.until(regions[2]).data, "after a gap, too"

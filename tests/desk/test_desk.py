"""What needs an organiser today, the presses beside it, and who may see any of it."""

import re
from collections.abc import Callable
from datetime import timedelta

from board.accounts.models import Person
from board.activity.models import Activity
from board.campaigns.coalition_models import PromiseState
from board.desk import verbs
from board.desk.models import Thanks
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows, Things, at_six, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser

Opens = Callable[[Person], Browser]

DESK = "/areas/hodge-hill/desk"


def numbers(browser: Browser) -> dict[str, int]:
    """What waits, and how much of it, as the top of the desk says."""
    told = re.findall(
        r'<a href="#\w+"><b>(\d+)</b> ([^<]+)</a>', browser.get(DESK).text
    )
    return {name.strip(): int(number) for number, name in told}


def test_only_organisers_of_the_area_see_it_and_their_pages_lead_there(
    browsers: dict[str, Browser], things: Things
) -> None:
    assert browsers["visitor"].get(DESK).location == f"/login?next={DESK}"
    for who in ("resident", "member", "elsewhere"):
        assert browsers[who].get(DESK).status == 403
        assert not browsers[who].get("/areas/hodge-hill").offers(DESK)
        assert not browsers[who].get("/me").offers(DESK)
    for who in ("organiser", "operator"):
        assert (
            browsers[who]
            .get(DESK)
            .says("What needs you today", "Only organisers see this page")
        )
        assert browsers[who].get("/areas/hodge-hill").offers(DESK)
    assert browsers["organiser"].get("/me").offers(DESK)
    assert f"topics=area-{1},me" in browsers["organiser"].get(DESK).text, (
        "it says when something new is posted"
    )


def test_where_nothing_waits_it_says_so(organiser: Browser) -> None:
    page = organiser.get(DESK)
    assert page.says(
        "Nothing waits for you here",
        "Nobody waits for a first word.",
        "No author waits for a change.",
    )
    assert numbers(organiser) == {}


def test_a_post_waits_until_an_organiser_has_said_or_done_something(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    first, second, third, fourth = (
        make.issue(people.resident, title=f"Number {n}") for n in range(4)
    )
    make.issue(people.resident, title="Elsewhere", area=people.ward_end)
    make.comment(first, people.member)
    page = organiser.get(DESK)
    assert page.says("New posts 4")
    assert page.words.index("Number 0") < page.words.index("Number 3"), (
        "who waits longest comes first"
    )
    assert "Elsewhere" not in page.words
    make.comment(first, people.organiser)
    make.next_step(second, people.organiser)
    make.campaign(people.organiser, third)
    pressed = organiser.fill(
        DESK, {"issue": fourth.id}, action="/areas/hodge-hill/looked-at"
    )
    assert pressed.location == DESK
    assert (
        organiser.follow(pressed).message
        == "Whoever asked for it knows that you are looking at it."
    )
    assert rows.get(Issue, fourth.id).state == State.LOOKED_AT
    assert "new posts" not in numbers(organiser)
    late = organiser.post("/areas/hodge-hill/looked-at", {"issue": fourth.id})
    assert late.status == 409
    assert late.says("Somebody has set this already.", "What needs you today")


def test_many_new_posts_are_counted_and_the_rest_is_one_press_away(
    organiser: Browser, make: Maker, people: People
) -> None:
    for n in range(7):
        make.issue(people.resident, title=f"Number {n}")
    page = organiser.get(DESK)
    assert page.says("7 new posts", "Number 4")
    assert "Number 5" not in page.words
    assert organiser.get(f"{DESK}?show=new").says("Number 6", "Back to the whole desk")


def test_a_day_that_has_passed_and_a_long_silence_are_told_of(
    organiser: Browser, browser: Opens, make: Maker, people: People
) -> None:
    late, quiet, later, never, done = (
        make.issue(people.resident, title=title)
        for title in ("Late", "Quiet", "Later", "Never", "Done")
    )
    make.next_step(late, people.organiser, "Ring the depot", days=1)
    make.comment(quiet, people.organiser)
    make.next_step(later, people.organiser, days=40)
    make.next_step(done, people.organiser, days=1)
    make.state(done, people.organiser, State.DONE, "Mended.")
    assert "overdue" not in numbers(organiser)

    def look() -> None:
        page = browser(people.organiser).get(DESK)
        part = page.words.partition("Overdue")[2].partition("Nothing is waiting")[0]
        assert "“Ring the depot”: Olu, by" in part
        assert "Quiet Nobody has said a word since you were reminded on" in part
        assert part.index("Late") < part.index("Quiet")
        assert all(title not in part for title in ("Later", "Never", "Done")), (
            "with a day to come, new, or closed"
        )
        assert never.title in page.words.partition("Overdue")[0]

    make.jobs(days=15)
    make.later(16, look)
    make.later(16, lambda: make.comment(quiet, people.organiser))
    make.later(17, lambda: make.next_step(late, people.organiser, days=30))
    make.later(18, lambda: _is_over("overdue", browser(people.organiser)))


def _is_over(part: str, browser: Browser) -> None:
    assert browser.get(DESK).status == 200
    assert part not in numbers(browser)


def test_promises_that_fall_due_are_told_of_the_most_overdue_first(
    organiser: Browser, browser: Opens, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    soon = make.promise(campaign, people.organiser, who="Soon Sue", due=in_days(7))
    late = make.promise(
        campaign,
        people.organiser,
        who="Late Lou",
        office="Head of lamps",
        due=in_days(-1),
    )
    make.promise(campaign, people.organiser, who="Later Lee", due=in_days(8))
    make.promise(campaign, people.organiser, who="No day Ned")
    kept = make.promise(campaign, people.organiser, who="Kept Kim", due=in_days(1))
    make.settle(kept, people.organiser, PromiseState.KEPT)
    elsewhere = make.campaign(people.elsewhere, area=people.ward_end)
    make.promise(elsewhere, people.elsewhere, who="Far Fay", due=in_days(1))
    page = organiser.get(DESK)
    part = page.words.partition("Promises due 2")[2].partition("Nothing is waiting")[0]
    assert part.index("Late Lou, Head of lamps Overdue The lamps by May.") < part.index(
        "Soon Sue"
    )
    assert part.count("Overdue") == 1
    assert not any(
        who in page.words for who in ("Later Lee", "No day Ned", "Kept Kim", "Far Fay")
    )
    for promise in (soon, late):
        assert page.offers(f"/campaigns/{campaign.id}/promises/{promise.id}/settle")
    assert numbers(organiser)["promises due"] == 2
    assert organiser.get(f"{DESK}?show=promises").says(
        "Back to the whole desk", "Soon Sue"
    )
    make.later(1, lambda: _sees(browser(people.organiser), "Later Lee"))


def _sees(browser: Browser, words: str) -> None:
    assert browser.get(DESK).says(words)


def test_tasks_of_the_next_week_with_free_places_are_told_of(
    organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.task(campaign, people.organiser, title="Open one")
    make.task(campaign, people.organiser, title="In a month", due_on=in_days(30))
    full = make.task(
        campaign, people.organiser, places=1, title="Full", due_on=in_days(2)
    )
    make.claim(full, people.member)
    shift = {"starts_at": at_six(3), "ends_at": at_six(3) + timedelta(hours=2)}
    make.task(campaign, people.organiser, places=4, title="Tea at the hall", **shift)
    page = organiser.get(DESK)
    assert page.says("1 task with gaps", "Tea at the hall", "4 places free")
    assert not any(title in page.words for title in ("Open one", "In a month", "Full"))


def test_changes_authors_ask_for_wait_until_they_are_seen_to(
    resident: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, title="With a number in it")
    resident.fill(f"/issues/{issue.id}/ask", {"body": "Leave out my number."})
    assert organiser.get(DESK).says(
        "1 change asked for", "With a number in it Leave out my number."
    )
    organiser.post(f"/issues/{issue.id}/settle")
    assert "changes asked for" not in numbers(organiser)


def test_whoever_finished_a_part_is_thanked_once_and_only_they_hear_of_it(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    organiser, member = browsers["organiser"], browsers["member"]
    make.complete(things.shift, people.member, note="Nine came.")
    assert organiser.get(DESK).says(
        "1 person to thank", "Mo Malik Count the dark lamps", "Nine came."
    )
    page = organiser.press(DESK, "/areas/hodge-hill/thank")
    assert organiser.follow(page).message == "They read your thanks in their news."
    assert "people to thank" not in numbers(organiser), "one's own part needs no thanks"
    (line,) = rows.all(Activity, verb=verbs.THANKED)
    assert line.facts == {"person": people.member.id}
    assert rows.heard(people.member)[-1] == "person.thanked"
    assert rows.heard(people.resident).count("person.thanked") == 0
    assert member.get("/notifications").says(
        "Olu Okafor thanks you for your part in: Count the dark lamps"
    )
    assert (
        "thanks you" not in browsers["resident"].get(f"/tasks/{things.shift.id}").words
    )
    again = browsers["operator"].post(
        "/areas/hodge-hill/thank", {"claim": line.part_id}
    )
    assert (again.status, rows.count(Thanks)) == (409, 1)
    assert again.says("Somebody has thanked them already.")


@on_sqlite
def test_nothing_of_another_area_is_changed_from_ones_own_desk(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    make.complete(things.shift, people.member)
    before = rows.everything()
    there = "/areas/ward-end"
    for who, status in (("elsewhere", 404), ("organiser", 403)):
        for verb, sent in (
            ("looked-at", {"issue": things.issue.id}),
            ("thank", {"claim": 1}),
            ("thank", {"claim": "x"}),
        ):
            assert browsers[who].post(f"{there}/{verb}", sent).status == status
    page = browsers["elsewhere"].get(f"{there}/desk")
    assert not any(
        word in page.words
        for word in (things.issue.title, people.member.name, things.shift.title)
    )
    assert rows.everything() == before


def test_members_with_free_hands_who_were_here_lately_are_named(
    organiser: Browser, browser: Opens, make: Maker, people: People
) -> None:
    busy, done, idle, elsewhere = (
        make.person(name, area=people.hodge_hill)
        for name in ("Ann", "Ben", "Cal", "Dot")
    )
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser, places=9)
    make.claim(task, busy, done)
    make.complete(task, done)
    make.issue(people.member)
    make.issue(elsewhere, area=people.ward_end)
    part = organiser.get(DESK).words.partition("People to ask")[2]
    assert "Ben finished a part on" in part
    assert "Mo Malik posted on" in part
    assert not any(
        person.name in part for person in (busy, idle, elsewhere, people.resident)
    ), part
    make.later(91, lambda: _is_over("people to ask", browser(people.organiser)))

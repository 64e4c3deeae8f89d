"""My week: what is mine, what is waiting for me, and what became of what I asked for;
one press for each."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from board import clock
from board.accounts.models import Person
from board.db import db
from board.events.models import Attendance, AttendanceState
from board.issues.models import Issue, State
from board.issues.outcome_models import Says, Verdict
from board.jobs.models import Job
from board.mail.actions import queue
from board.mail.models import Outbox
from board.tasks.claim_models import Claim, ClaimState
from tests.builders import Maker, People, Rows, Things, at_six, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser, Page

Opens = Callable[[Person], Browser]


def part(page: Page, name: str) -> str:
    """The words of one of the three parts."""
    section = {"Mine": "mine", "Waiting for me": "asked", "Asked by me": "by-me"}[name]
    inner = page.text.partition(f'<section id="{section}"')[2].partition("</section>")
    words = re.sub(r"<[^>]+>", " ", html.unescape(inner[0]))
    return " ".join(words.split()).partition("Your news")[0]


def test_it_shows_what_one_holds_and_where_one_goes_by_date(
    member: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    later = make.task(campaign, people.organiser, title="Later", due_on=in_days(9))
    sooner = make.task(campaign, people.organiser, title="Sooner", due_on=in_days(2))
    full = make.task(
        campaign, people.organiser, places=1, title="Full", due_on=in_days(4)
    )
    meeting = make.event(people.hodge_hill, people.organiser, title="Meeting", days=3)
    make.task(campaign, people.organiser, title="Not mine")
    make.claim(later, people.member)
    make.claim(sooner, people.member)
    make.claim(full, people.organiser)
    make.wait(full, people.member)
    make.attend(meeting, people.member)
    page = member.get("/me")
    mine = part(page, "Mine")
    assert (
        mine.index("Sooner")
        < mine.index("Meeting")
        < mine.index("Full")
        < mine.index("Later")
    )
    assert "You are number 1 on the waiting list." in mine
    assert not page.says("Not mine")
    assert page.offers(f"/tasks/{sooner.id}/complete")
    assert page.says("4 mine")


def test_what_is_overdue_comes_first_and_says_so(
    member: Browser, browser: Opens, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    soon = make.task(campaign, people.organiser, title="Leaflets", due_on=in_days(6))
    late = make.task(campaign, people.organiser, title="Letter", due_on=in_days(1))
    full = make.task(
        campaign, people.organiser, places=1, title="Full", due_on=in_days(1)
    )
    make.claim(full, people.organiser)
    make.wait(full, people.member)
    make.claim(soon, people.member)
    make.claim(late, people.member)
    assert not member.get("/me").says("Overdue")

    def look() -> None:
        mine = part(browser(people.member).get("/me"), "Mine")
        assert (
            mine.index("Overdue Its day has passed. Did you do it?")
            < mine.index("Letter")
            < mine.index("Leaflets")
        )
        assert mine.count("Overdue") == 1
        assert "Full" not in mine, "nobody waits for a place on what is over"

    make.later(3, look)


def test_each_press_works_without_script_and_leads_back(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    done, back, left = (
        make.task(campaign, people.organiser, places=1, title=f"Piece {n}")
        for n in range(3)
    )
    event = make.event(people.hodge_hill, people.organiser)
    make.claim(done, people.member)
    make.claim(back, people.member)
    make.claim(left, people.organiser)
    make.wait(left, people.member)
    make.attend(event, people.member)
    presses = [
        f"/tasks/{done.id}/complete",
        f"/tasks/{back.id}/release",
        f"/tasks/{left.id}/release",
    ]
    for press in (*presses, f"/events/{event.id}/withdraw"):
        answer = member.press("/me", press)
        assert (answer.status, answer.location) == (303, "/me"), press
        assert member.follow(answer).message, press
    states = {
        claim.task_id: claim.state
        for claim in rows.all(Claim, person_id=people.member.id)
    }
    assert states == {
        done.id: ClaimState.DONE,
        back.id: ClaimState.RELEASED,
        left.id: ClaimState.RELEASED,
    }
    assert (
        rows.all(Attendance, person_id=people.member.id)[0].state
        == AttendanceState.WITHDRAWN
    )
    assert member.get("/me").says("You have no task yet", "Nothing to answer")
    away = member.post(f"/tasks/{back.id}/claim", {"next": "//example.org/"})
    assert away.location == f"/tasks/{back.id}", "nobody is led to another site"


def test_a_part_is_done_from_there_with_script(
    member: Browser, make: Maker, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.member)
    card = member.press("/me", f"/tasks/{task.id}/complete", htmx=True)
    assert card.says("You have done your part. Thank you.")
    assert member.get("/me").says("You have no task yet")


def test_offers_and_still_on_it_are_asked_of_one(
    member: Browser, browser: Opens, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    offered = make.task(
        campaign, people.organiser, places=1, title="Drive the van", due_on=in_days(9)
    )
    make.claim(offered, people.organiser)
    make.wait(offered, people.member)
    make.release(offered, people.organiser)
    page = member.get("/me")
    assert "A place is free for you. It is yours to take until" in part(
        page, "Waiting for me"
    )
    assert "Drive the van" not in part(page, "Mine")
    assert page.says("1 waiting for me")
    assert member.press("/me", f"/tasks/{offered.id}/accept").location == "/me"
    assert "Drive the van" in part(member.get("/me"), "Mine")

    kept = make.task(campaign, people.organiser, title="Water the trees")
    make.claim(kept, people.member)
    make.jobs(days=15)

    def look() -> None:
        mine = browser(people.member)
        assert "Are you still on it?" in part(mine.get("/me"), "Waiting for me")
        assert mine.press("/me", f"/tasks/{kept.id}/still").location == "/me"
        assert "Water the trees" in part(mine.get("/me"), "Mine")

    make.later(15, look)


def test_whoever_asked_is_asked_whether_it_is_really_done(
    browsers: dict[str, Browser],
    browser: Opens,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    mended, broken, open_ = (
        make.issue(people.resident, title=title) for title in ("Lamp", "Bench", "Bins")
    )
    for issue in (mended, broken, open_):
        make.second(issue, people.member)
    for issue in (mended, broken):
        make.state(issue, people.organiser, State.DONE, "Done.")
    for who in ("resident", "member"):
        asked = part(browsers[who].get("/me"), "Waiting for me")
        assert all(title in asked for title in ("Lamp", "Bench"))
        assert "Bins" not in asked
    assert "Lamp" not in part(browsers["organiser"].get("/me"), "Waiting for me"), (
        "who did not ask is not asked"
    )
    yes = browsers["member"].fill(
        "/me", {"verdict": "done"}, action=f"/issues/{mended.id}/verdict"
    )
    no = browsers["member"].fill(
        "/me", {"verdict": "not_done"}, action=f"/issues/{broken.id}/verdict"
    )
    assert {yes.location, no.location} == {"/me"}
    assert rows.all(Verdict, issue_id=mended.id)[0].says == Says.DONE
    assert rows.get(Issue, broken.id).state == State.OPEN
    assert "Is it really done?" not in browsers["member"].get("/me").words
    assert "Lamp" in part(browsers["resident"].get("/me"), "Waiting for me"), (
        "each for themselves"
    )
    make.later(61, lambda: _not_asked(browser(people.resident)))


def _not_asked(browser: Browser) -> None:
    assert "Is it really done?" not in browser.get("/me").words


def test_done_parts_wait_for_those_who_may_confirm_them(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser, title="Count twice", confirm=True)
    plain = make.task(campaign, people.organiser, title="Count once")
    make.claim(task, people.member)
    make.claim(plain, people.member)
    make.complete(task, people.member, note="Fourteen.")
    make.complete(plain, people.member)
    for who in ("member", "resident", "elsewhere"):
        assert "Fourteen." not in browsers[who].get("/me").words, who
    asked = part(browsers["organiser"].get("/me"), "Waiting for me")
    assert (
        "Count twice Mo Malik says that their part is done. Have you seen it? Fourteen."
    ) in asked
    assert "Count once" not in asked
    answer = browsers["organiser"].press("/me", f"/tasks/{task.id}/confirm")
    assert (answer.status, answer.location) == (303, "/me")
    assert rows.all(Claim, task_id=task.id)[0].state == ClaimState.CONFIRMED
    assert "Have you seen it?" not in browsers["organiser"].get("/me").words


def test_organisers_are_told_what_waits_on_their_desk(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    make.issue(people.resident)
    answered = make.issue(people.resident, title="Bins")
    make.comment(answered, people.organiser)
    assert "1 post waits for a first word" in part(
        browsers["organiser"].get("/me"), "Waiting for me"
    )
    for who in ("member", "elsewhere"):
        assert "first word" not in browsers[who].get("/me").words, who


def test_it_shows_what_became_of_what_one_said_and_what_comes_next(
    resident: Browser, browser: Opens, make: Maker, people: People
) -> None:
    lit, campaigned, open_ = (
        make.issue(people.resident, title=title) for title in ("Lamp", "Bench", "Bins")
    )
    make.issue(people.member, title="Not mine")
    make.state(lit, people.organiser, State.DONE, "It is lit.")
    make.campaign(people.organiser, campaigned)
    make.second(open_, people.member, people.organiser)
    make.next_step(open_, people.organiser, "Ring the depot", days=3)
    said = part(resident.get("/me"), "Asked by me")
    assert all(
        word in said
        for word in (
            "Lamp",
            "Done",
            "Bench",
            "In a campaign",
            "Bins",
            "3 neighbours say this",
        )
    )
    assert "Next: Ring the depot (Olu, by" in said
    assert "Nobody has said" not in said, (
        "the campaign is what happens next to the bench"
    )
    make.issue(people.resident, title="Gate")
    assert "Gate Nobody has said yet what happens next." in resident.get("/me").words
    assert not any(word in said for word in ("Not mine", "Overdue"))
    make.later(4, lambda: _overdue(browser(people.resident)))


def _overdue(browser: Browser) -> None:
    assert "Overdue Next: Ring the depot" in browser.get("/me").words


def test_it_shows_the_campaigns_one_stands_behind(
    member: Browser, make: Maker, people: People
) -> None:
    backed, followed, other = (
        make.campaign(people.organiser, title=f"Number {n}") for n in range(3)
    )
    make.back(backed, people.member)
    make.follow(f"campaign-{followed.id}", people.member)
    said = part(member.get("/me"), "Asked by me")
    assert all(campaign.title in said for campaign in (backed, followed))
    assert said.count("Listening") == 2
    assert other.title not in said


def test_who_planned_a_task_sees_for_two_weeks_whom_it_lacks(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.task(campaign, people.organiser, places=4, title="Near", due_on=in_days(14))
    make.task(campaign, people.organiser, title="Far", due_on=in_days(15))
    make.task(campaign, people.operator, title="Theirs", due_on=in_days(2))
    make.series(campaign, people.organiser, places=3, title="Weekly")
    full = make.task(
        campaign,
        people.organiser,
        places=1,
        title="Full",
        starts_at=at_six(2),
        ends_at=at_six(2) + timedelta(hours=1),
    )
    make.claim(full, people.member)
    said = part(browsers["organiser"].get("/me"), "Asked by me").partition(
        "What became"
    )[0]
    assert "4 places free" in said
    assert said.count("Weekly") == 2, "what a series lays out is theirs, too"
    assert not any(title in said for title in ("Far", "Theirs", "Full"))
    assert "Theirs" in part(browsers["operator"].get("/me"), "Asked by me")
    assert not browsers["member"].get("/me").says("People I still look for")


def test_it_is_never_an_old_week_whatever_stands_in_the_log(
    member: Browser, resident: Browser, make: Maker, people: People, things: Things
) -> None:
    """Whom one follows and what one has read is in no log; both show at the next look,
    and to nobody else."""
    resident.get("/me")
    member.get("/me")
    member.press(
        f"/campaigns/{things.campaign.id}", f"/campaigns/{things.campaign.id}/follow"
    )
    assert things.campaign.title in part(member.get("/me"), "Asked by me")
    assert things.campaign.title not in part(resident.get("/me"), "Asked by me")
    make.follow(f"issue-{things.other.id}", people.member)
    make.comment(things.other, people.organiser, "We looked at it.")
    assert member.get("/me").says("New:", "commented on")
    member.press("/notifications", "/notifications")
    assert not member.get("/me").says("New:")


@on_sqlite
def test_it_says_who_one_is_and_where_one_belongs(
    organiser: Browser, operator: Browser
) -> None:
    assert organiser.get("/me").says("Olu Okafor", "Hodge Hill (organiser)")
    assert operator.get("/me").says("Pat Price")


@on_sqlite
def test_a_newcomer_is_told_what_to_do_first(operator: Browser) -> None:
    page = operator.get("/me")
    assert page.says(
        "You have no task yet",
        "Nothing to answer",
        "You have not asked for anything yet",
    )
    assert {"/tasks", "/issues", "/issues/new"} <= set(page.links)


def test_an_operator_sees_what_the_board_needs(
    operator: Browser,
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    page = operator.get("/me")
    assert page.says("Running the board", "There is no safety record yet.")
    assert not organiser.get("/me").says("Running the board")
    lonely = make.area("Lonely End")
    make.issue(people.resident, area=lonely)
    page = operator.get("/me")
    assert page.says("Nobody organises in Lonely End. 1 post waits for a first word.")
    assert "/operator/areas/lonely-end" in page.links
    with make.writing():
        queue("lost@example.org", "sign_in", "lost", url="http://127.0.0.1/x")
        db.session.flush()
        db.session.execute(update(Outbox).values(next_at=None))
        long_ago = clock.now() - timedelta(hours=3)
        db.session.add(Job(name="made up", leased_until=long_ago, last_run=long_ago))
    page = operator.get("/me")
    assert page.says("1 mail could not be sent", "No background job has run since")


def test_what_waits_for_an_answer_comes_first(
    resident: Browser, make: Maker, people: People
) -> None:
    words = resident.get("/me").words
    assert words.index("Mine") < words.index("Nothing to answer")
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.DONE, "Mended.")
    text = resident.get("/me").text
    assert text.index('id="asked"') < text.index('id="mine"')

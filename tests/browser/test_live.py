"""A page that is open while others act: it shows what happened, and leaves its reader
in peace."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from board.campaigns.models import Stage
from board.issues.lists import PAGE
from board.issues.models import State
from tests.browser import find
from tests.browser.screen import Screen
from tests.builders import Maker, People
from tests.conftest import READY, Server

Opens = Callable[..., Screen]
CUT = "htmx:sse:error"


@pytest.fixture
def watching(screen: Opens) -> Iterator[Opens]:
    """Opens a page and waits until it is live.

    Whatever comes, it is never loaded anew.
    """
    opened: list[Screen] = []

    def watch(path: str, person: object = None, **options: object) -> Screen:
        one = screen(person, **options)
        one.open(path)
        one.live()
        one.page.evaluate("window.stillHere = true")
        opened.append(one)
        return one

    yield watch
    assert all(one.page.evaluate("window.stillHere") for one in opened), (
        "the page was loaded anew"
    )


def test_an_issue_shows_who_joins_what_is_said_and_where_it_stands(
    watching: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    page = watching("/issues/1")
    page.sees("1 neighbour says this")
    make.second(issue, people.member)
    page.sees("2 neighbours say this")
    expect(page.page.locator("#announce")).to_contain_text("Just changed: the numbers")
    make.comment(issue, people.member, "Ours too, on the corner.")
    page.sees("Ours too, on the corner.", "1 comment")
    make.state(issue, people.organiser, State.DONE, "All lamps are lit.")
    page.sees("All lamps are lit.")
    expect(page.page.locator("#issue-1-shared .badge")).to_have_text("Done")


def test_whoever_asked_is_asked_at_once_and_no_longer_once_it_is_open_again(
    watching: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    page = watching("/issues/1", people.resident)
    make.state(issue, people.organiser, State.DONE, "All lamps are lit.")
    page.sees("You asked for this. Is it really done?")
    make.state(issue, people.organiser, State.OPEN)
    page.sees_no("You asked for this. Is it really done?")


def test_a_list_counts_along_and_offers_what_is_new(
    watching: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident, title="The lamp is out")
    page = watching("/issues")
    make.second(issue, people.member)
    page.sees("2 neighbours say this")
    make.issue(people.member, title="Bins block the pavement")
    page.sees("There are new posts: show them")
    page.sees_no("Bins block the pavement")
    page.page.get_by_role("link", name="There are new posts").click()
    page.sees("Bins block the pavement")
    page.page.evaluate("window.stillHere = true")


def test_a_campaign_shows_its_stage_its_tasks_and_their_places(
    watching: Opens, people: People, make: Maker
) -> None:
    campaign = make.campaign(people.organiser, make.issue(people.resident))
    task = make.task(campaign, people.organiser, places=2)
    page, tasks, mine = (
        watching("/campaigns/1"),
        watching("/tasks"),
        watching("/tasks/1", people.organiser),
    )
    page.page.locator("summary").filter(has_text="How it came about").click()
    make.claim(task, people.member)
    for one in (page, tasks, mine):
        one.sees("1 of 2 places taken")
    mine.sees("Mo Malik")
    page.sees_no("Mo Malik")
    make.complete(task, people.member)
    page.sees("Somebody finished their part of a task.")
    make.task(campaign, people.organiser, title="Write to the council")
    tasks.sees("There is a new task: show it")
    make.stage(campaign, people.organiser, Stage.WON)
    page.sees("Won")


def test_my_week_and_the_bell_hear_what_concerns_me(
    watching: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    week, elsewhere = (
        watching("/me", people.resident),
        watching("/campaigns", people.resident),
    )
    make.comment(issue, people.member)
    week.sees("commented on", "1 comment")
    for one in (week, elsewhere):
        expect(one.page.locator("#bell")).to_have_text("2 not read yet")


def test_half_a_sentence_the_focus_and_what_was_unfolded_stay(
    watching: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    page = watching("/issues/1", people.member)
    field = page.page.get_by_label("What do you want to say?")
    field.press_sequentially("It is dark here")
    for _ in range(9):
        field.press("ArrowLeft")
    make.comment(issue, people.organiser, "We will walk the lane.")
    page.sees("We will walk the lane.", "1 comment")
    expect(field).to_be_focused()
    page.page.keyboard.type("very ")
    expect(field).to_have_value("It is very dark here")

    task = make.task(make.campaign(people.organiser, issue), people.organiser)
    make.claim(task, people.member)
    page = watching("/tasks/1", people.member)
    page.page.get_by_text("I can’t after all").click()
    note = page.page.get_by_label("A note for whoever takes it on")
    note.press_sequentially("The odd numbers")
    make.claim(task, people.organiser)
    page.sees("All 2 places are taken")
    expect(note).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_have_value("The odd numbers")


def test_a_page_that_was_offline_shows_what_it_missed(
    watching: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    page = watching("/issues/1")
    page.may_say = CUT
    page.context.set_offline(True)
    expect(page.page.locator("#offline")).to_be_visible()
    make.comment(issue, people.member, "Said while you were away.")
    page.context.set_offline(False)
    page.sees("Said while you were away.")
    expect(page.page.locator("#offline")).to_be_hidden()


def test_a_page_outlives_the_worker_that_fed_it(
    watching: Opens, server: Server, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    page = watching("/issues/1")
    page.may_say = CUT
    for worker in workers_of(server):
        os.kill(worker, signal.SIGKILL)
    make.comment(issue, people.member, "Said in between.")
    # first new workers must have started
    said = page.page.locator("main").get_by_text("Said in between.")
    expect(said.first).to_be_visible(timeout=READY * 1000)
    make.comment(issue, people.member, "Said after.")
    page.sees("Said after.")


def workers_of(server: Server) -> list[int]:
    """The processes the server has forked."""
    return [
        int(pid)
        for pid in Path(
            f"/proc/{server.process.pid}/task/{server.process.pid}/children"
        )
        .read_text()
        .split()
    ]


@pytest.fixture
def keeping(chromium: Browser) -> Iterator[Browser]:
    """A browser that keeps whole pages for the Back button, as people's do; the one
    without a window never does."""
    browser = chromium.browser_type.launch(
        executable_path=find.installed(),
        args=find.words(),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


def test_whoever_leafs_on_before_a_page_is_live_is_not_kept_waiting(
    keeping: Browser, screen: Opens, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    for person in (None, people.member):
        window = screen(person, by=keeping)
        # it has six connections for all pages, those it keeps among them
        for path in ("/issues/1", "/issues") * 12:
            window.page.goto(path, wait_until="domcontentloaded")
        window.live()
        window.page.go_back(wait_until="commit")
        window.live()
        make.comment(issue, people.organiser, f"Said to {person and person.name}.")
        window.sees(f"Said to {person and person.name}.")


def test_who_missed_very_much_gets_the_page_as_it_is_now(
    watching: Opens, people: People, make: Maker
) -> None:
    issues = [
        make.issue(people.resident, title=f"Lamp number {number}")
        for number in range(1, 25)
    ]
    page = watching("/issues")
    page.page.locator("details.filters summary").click()
    words = page.page.get_by_label("Words")
    words.press_sequentially("lamp")
    page.page.wait_for_url("**/issues?q=lamp*")
    page.live()
    page.may_say = CUT
    page.context.set_offline(True)
    for issue in issues:
        make.second(issue, people.member)
    page.context.set_offline(False)
    expect(page.page.get_by_text("2 neighbours say this")).to_have_count(PAGE)
    expect(words).to_be_focused()
    expect(words).to_have_value("lamp")


def test_what_one_process_changes_shows_on_the_page_of_another(
    screen: Opens,
    watching: Opens,
    serve: Callable[..., Server],
    people: People,
    make: Maker,
) -> None:
    make.issue(people.resident)
    one, other = serve(workers=1), serve(workers=1)
    page = watching("/issues/1", at=one)
    actor = screen(people.member, at=other)
    actor.open("/issues/1")
    actor.page.get_by_role("button", name="Count me in").click()
    page.sees("2 neighbours say this")


def test_the_last_place_taken_meanwhile_is_said_in_place(
    watching: Opens, people: People, make: Maker
) -> None:
    task = make.task(
        make.campaign(people.organiser, make.issue(people.resident)),
        people.organiser,
        places=1,
    )
    page = watching("/tasks", people.member)
    make.claim(task, people.organiser)
    page.sees("The one place is taken")
    page.page.get_by_role("button", name="I’ll do it").click()
    page.sees("The last place has just been taken.")
    expect(page.page.get_by_role("button", name="I’ll do it")).to_have_count(0)


def test_whoever_gathers_answers_is_led_to_new_ones_and_loses_no_tick(
    watching: Opens, people: People, make: Maker
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    make.answer_round(round_, people.resident, words={"answer_1": "Dark roads"})
    at = f"/rounds/{round_.id}"
    gathers = watching(f"{at}/themes", people.organiser)
    gathers.page.get_by_label("Dark roads").check()
    gathers.page.get_by_label("Name of the new theme").fill("Li")
    shows = watching(at, people.organiser)
    make.answer_round(round_, people.member, words={"answer_1": "Wet flats"})
    gathers.sees("2 wait for a theme.", "There are new answers: show them")
    shows.sees("2 answers so far.", "Read 2 answers without a theme")
    expect(gathers.page.get_by_label("Dark roads")).to_be_checked()
    expect(gathers.page.get_by_label("Name of the new theme")).to_have_value("Li")
    gathers.sees_no("Wet flats")
    gathers.page.get_by_role("link", name="There are new answers").click()
    gathers.sees("Wet flats")
    gathers.sees_no("There are new answers: show them")
    gathers.page.evaluate("window.stillHere = true")


def test_whoever_gave_an_answer_sees_what_becomes_of_it(
    watching: Opens, people: People, make: Maker
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.answer_round(round_, people.resident)
    page = watching(f"/rounds/{round_.id}/answers/{answer.id}", people.resident)
    page.sees("Nobody has read it yet.")
    theme = make.theme(answer, by=people.organiser, title="Dark roads")
    page.sees("Read by an organiser", "Dark roads")
    campaign = make.campaign_from(theme, people.organiser)
    page.sees(campaign.title)

"""Many people press at the same instant, on two server processes, on both databases:
nobody gets what is gone."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity
from board.campaigns.models import Campaign
from board.db import write_tx
from board.issues.models import Comment, Issue, IssueVersion, Second
from board.tasks import verbs
from board.tasks.claim_models import ENDED, FINISHED, TAKING, Claim, ClaimState
from board.tasks.deadlines import FAIR_SHARE
from board.tasks.models import Task, TaskRole
from board.tasks.nudges import check_due_claims
from tests.accounts.test_register import NIA, register
from tests.builders import Maker, People, Rows, at_six
from tests.conftest import Server
from tests.issues.test_without_account import write
from tests.pages import Browser, Page, at_once
from tests.trials import Figure

pytestmark = pytest.mark.trial
ROUNDS = 4
GONE = "The last place has just been taken. You can join the waiting list."


@pytest.fixture
def crowd(server: Server, make: Maker, people: People) -> list[Browser]:
    """Twelve members, each with the token of their forms at hand."""
    members = [make.person(f"Member {n}", area=people.hodge_hill) for n in range(12)]
    browsers = [server.browser(person) for person in members]
    at_once(browsers, lambda browser: browser.token())
    return browsers


@pytest.fixture
def campaign(make: Maker, people: People) -> Campaign:
    """Something to plan tasks in."""
    return make.campaign(people.organiser, make.issue(by=people.resident))


def statuses(pages: list[Page]) -> Counter[int]:
    """How often each status came back."""
    return Counter(page.status for page in pages)


def check_counts(rows: Rows, task_id: int) -> Task:
    """What a task says of its places is what its claims say."""
    task = rows.get(Task, task_id)
    claims = rows.all(Claim, task_id=task_id)
    taking = [claim for claim in claims if claim.state in TAKING]
    live = [claim.person_id for claim in claims if claim.state not in ENDED]
    assert len(set(live)) == len(live)  # nobody stands there twice
    assert (task.taken, task.done) == (
        len(taking),
        sum(claim.state in FINISHED for claim in claims),
    )
    assert task.waiting == sum(claim.state == ClaimState.WAITING for claim in claims)
    assert 0 <= task.taken <= task.places
    for role in rows.all(TaskRole, task_id=task_id):
        assert (
            role.taken
            == sum(claim.role_id == role.id for claim in taking)
            <= role.places
        )
    return task


def test_of_twelve_people_who_want_the_last_places_just_so_many_get_one(
    crowd: list[Browser], make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    for number in range(2 * ROUNDS):
        htmx = bool(number % 2)
        places = 1 + number % 3
        task = make.task(
            make.campaign(people.organiser), people.organiser, places=places
        )
        pages = at_once(
            crowd,
            lambda browser, at=f"/tasks/{task.id}/claim", htmx=htmx: browser.post(
                at, htmx=htmx
            ),
        )
        assert statuses(pages) == {200 if htmx else 303: places, 409: 12 - places}, (
            pages
        )
        for late in (page for page in pages if page.status == 409):
            assert late.says(
                GONE,
                "The one place is taken"
                if places == 1
                else f"All {places} places are taken",
            )
            assert not late.offers(f"/tasks/{task.id}/claim")
        assert check_counts(rows, task.id).taken == places
        winners = rows.all(Claim, task_id=task.id)
        assert len({claim.person_id for claim in winners}) == len(winners) == places
        assert rows.count(Activity, verb=verbs.CLAIMED, subject_id=task.id) == places
    figure("races for the last places", 2 * ROUNDS)


def test_one_person_who_presses_twelve_times_has_one_place(
    server: Server, make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    mine = [server.browser(people.member) for _ in range(12)]
    at_once(mine, lambda browser: browser.token())
    for _ in range(ROUNDS):
        task = make.task(make.campaign(people.organiser), people.organiser, places=12)
        pages = at_once(
            mine, lambda browser, at=f"/tasks/{task.id}/claim": browser.post(at)
        )
        assert statuses(pages) == {303: 1, 409: 11}
        assert check_counts(rows, task.id).taken == 1
    figure("races of one person’s presses", ROUNDS)


def test_a_storm_of_claiming_giving_back_and_finishing_never_miscounts(
    crowd: list[Browser],
    make: Maker,
    rows: Rows,
    people: People,
    campaign: Campaign,
    figure: Figure,
) -> None:
    task = make.task(campaign, people.organiser, places=5)
    at = f"/tasks/{task.id}"

    def storm(browser: Browser) -> list[tuple[str, int]]:
        seen = []
        for verb in (
            "claim",
            "release",
            "claim",
            "claim",
            "release",
            "claim",
            "release",
            "claim",
        ):
            seen.append(
                (
                    verb,
                    browser.post(
                        f"{at}/{verb}", {"note": "off to work"}, htmx=True
                    ).status,
                )
            )
        if crowd.index(browser) % 4 == 0:
            seen.append(("complete", browser.post(f"{at}/complete", htmx=True).status))
        return seen

    answers = Counter(answer for seen in at_once(crowd, storm) for answer in seen)
    assert {status for _, status in answers} <= {200, 409}, answers
    check_counts(rows, task.id)
    given, back = answers["claim", 200], answers["release", 200]
    assert rows.count(Claim) == given
    assert rows.count(Claim, state=ClaimState.RELEASED) == back
    assert rows.count(Claim, state=ClaimState.DONE) == answers["complete", 200]
    for verb, number in ((verbs.CLAIMED, given), (verbs.RELEASED, back)):
        assert rows.count(Activity, verb=verb) == number
    # At no moment of the log were more places taken than there are: ids say the order
    # in which things happened.
    taken = 0
    for line in rows.all(Activity, subject_kind="task", subject_id=task.id):
        taken += {verbs.CLAIMED: 1, verbs.RELEASED: -1}.get(line.verb, 0)
        assert 0 <= taken <= 5
    assert taken == rows.get(Task, task.id).taken
    figure("storms of claims and releases", 1)


@pytest.mark.parametrize(
    "parts", [[], [("Driver", 1), ("Cook", 2)]], ids=["alike", "parts"]
)
def test_places_that_come_free_go_to_those_in_line_and_to_nobody_else(
    crowd: list[Browser],
    make: Maker,
    rows: Rows,
    people: People,
    parts: list[tuple[str, int]],
    figure: Figure,
) -> None:
    for number in range(ROUNDS // 2):
        task = make.task(
            make.campaign(people.organiser), people.organiser, places=3, roles=parts
        )

        def storm(
            browser: Browser, at: str = f"/tasks/{task.id}", number: int = number
        ) -> list[tuple[str, int]]:
            # somebody presses now this, now that
            turn = Random(number * 100 + crowd.index(browser))
            role = {"role": turn.choice(parts)[0]} if parts else {}
            verbs = [
                "claim",
                *turn.choices(
                    ["claim", "wait", "wait", "release", "accept", "complete"], k=9
                ),
            ]
            return [
                (verb, browser.post(f"{at}/{verb}", role, htmx=True).status)
                for verb in verbs
            ]

        answers = Counter(answer for seen in at_once(crowd, storm) for answer in seen)
        assert {status for _, status in answers} == {200, 409}, answers
        check_counts(rows, task.id)
        log = Counter(
            line.verb
            for line in rows.all(Activity, subject_kind="task", subject_id=task.id)
        )
        assert log[verbs.CLAIMED] == answers["claim", 200]
        assert log[verbs.WAITED] == answers["wait", 200]
        assert log[verbs.ACCEPTED] == answers["accept", 200]
        ended = log[verbs.RELEASED] + log[verbs.REFUSED] + log[verbs.LEFT]
        assert ended == answers["release", 200]
        # Nobody waits beside a free place of the kind they wait for.
        roles = {role.id: role for role in rows.all(TaskRole, task_id=task.id)}
        for claim in rows.all(Claim, task_id=task.id, state=ClaimState.WAITING):
            seats = roles[claim.role_id] if claim.role_id else rows.get(Task, task.id)
            assert seats.taken == seats.places
    figure("storms of claims and releases", ROUNDS // 2)


def test_one_person_in_two_windows_holds_no_overlapping_shifts_and_only_a_share(
    server: Server, make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    mine = [server.browser(people.member) for _ in range(6)]
    at_once(mine, lambda browser: browser.token())
    when = {"starts_at": at_six(9), "ends_at": at_six(9) + timedelta(hours=2)}
    for said, most in ((when, 1), ({}, FAIR_SHARE)):
        campaign = make.campaign(people.organiser)
        at = [
            f"/tasks/{make.task(campaign, people.organiser, **said).id}/claim"
            for _ in mine
        ]
        pages = at_once(
            mine, lambda browser, at=at: browser.post(at[mine.index(browser)])
        )
        assert statuses(pages) == {303: most, 409: 6 - most}
    figure("races of one person’s presses", 2)


def test_several_who_run_the_jobs_at_once_offer_a_place_once(
    make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    others = [make.person(area=people.hodge_hill) for _ in range(3)]
    task = make.task(make.campaign(people.organiser), people.organiser, places=1)
    make.claim(task, people.organiser)
    make.wait(task, people.member, *others)
    make.release(task, people.organiser)

    def look(_number: Any) -> int:
        with (
            make.app.app_context(),
            clock.set_to(clock.now() + timedelta(days=2)),
            write_tx(),
        ):
            return check_due_claims()

    assert sorted(at_once([None] * 4, look)) == [0, 0, 0, 1]  # type: ignore[list-item]
    assert rows.count(Activity, verb=verbs.OFFERED) == 2
    check_counts(rows, task.id)
    figure("races of jobs", 1)


def test_a_form_sent_twelve_times_at_once_makes_one_thing(
    server: Server, rows: Rows, people: People, make: Maker, figure: Figure
) -> None:
    mine = [server.browser(people.organiser) for _ in range(12)]
    at_once(mine, lambda browser: browser.token())
    issue = make.issue(by=people.resident)
    said = {
        "title": "Once",
        "body": "Only once.",
        "category": "noise",
        "kind": "problem",
        "area": "hodge-hill",
    }
    told = {
        "title": "Once",
        "goal": "One of it.",
        "area": "hodge-hill",
        "issue": issue.id,
    }

    def sent(url: str, values: dict[str, Any], once: str) -> list[Page]:
        return at_once(mine, lambda browser: browser.post(url, values | {"once": once}))

    key = "6f1c3c9e-0000-4000-8000-00000000000"
    for number, (url, values) in enumerate(
        [
            ("/issues/new", said),
            ("/campaigns/new", told),
            (f"/issues/{issue.id}/comments", {"body": "Once."}),
        ]
    ):
        answers = sent(url, values, f"{key}{number}")
        assert {page.status for page in answers} == {303}
        # everyone is sent to the same thing
        assert len({page.location for page in answers}) == 1
    assert (rows.count(Issue), rows.count(Campaign), rows.count(Comment)) == (2, 1, 1)
    assert rows.get(Issue, issue.id).comment_count == 1
    figure("races of one person’s presses", 3)


def test_everyone_who_says_me_too_at_once_is_counted_once(
    crowd: list[Browser], make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    issue = make.issue(by=people.resident)
    at = f"/issues/{issue.id}"
    assert statuses(at_once(crowd, lambda browser: browser.post(f"{at}/second"))) == {
        303: 12
    }
    assert rows.get(Issue, issue.id).second_count == rows.count(Second) == 12
    both = at_once(crowd * 2, lambda browser: browser.post(f"{at}/unsecond"))
    assert statuses(both) == {303: 24}
    assert rows.get(Issue, issue.id).second_count == rows.count(Second) == 0
    figure("races of “count me in”", 2)


def test_a_race_for_a_new_address_makes_one_account(
    server: Server,
    browser: Callable[..., Browser],
    rows: Rows,
    people: People,
    figure: Figure,
) -> None:
    before = rows.count(Person)
    wishes = [
        register(browser(), rows, NIA | {"name": f"Nia {number}"})
        for number in range(3)
    ]
    wishes += [write(browser(), rows), write(browser(), rows)]
    windows = {server.browser(): wish for wish in wishes}
    at_once(list(windows), lambda one: one.token())
    assert statuses(at_once(list(windows), lambda one: one.post(windows[one]))) == {
        303: 5
    }
    assert rows.count(Person) == before + 1
    figure("races for one address", 1)


def test_of_twelve_who_save_a_change_at_once_one_is_first(
    server: Server, make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    issue, mine = (
        make.issue(people.resident),
        [server.browser(people.organiser) for _ in range(12)],
    )
    at_once(mine, lambda browser: browser.token())
    said = {
        "body": "Since March.",
        "category": "lighting",
        "kind": "problem",
        "area": "hodge-hill",
        "version": 1,
    }
    url = f"/issues/{issue.id}/edit"
    pages = at_once(
        mine,
        lambda browser: browser.post(
            url, said | {"title": f"Written by {mine.index(browser)}"}
        ),
    )
    assert statuses(pages) == {303: 1, 409: 11}
    first = next(number for number, page in enumerate(pages) if page.status == 303)
    now = rows.get(Issue, issue.id)
    assert (now.title, now.version) == (f"Written by {first}", 2)
    assert [(row.version, row.title) for row in rows.all(IssueVersion)] == [
        (1, issue.title)
    ]
    figure("races to save a change", 1)

"""Jobs ask whether it is really done, and raise what nobody speaks about: each once."""

from board.activity.models import Activity
from board.issues import verbs
from board.issues.models import State
from board.issues.outcome_models import Says
from tests.builders import Maker, People, Rows
from tests.moderation.acts import hide
from tests.pages import Browser


def test_some_days_after_done_those_who_asked_are_asked_once(
    make: Maker, rows: Rows, people: People, member: Browser
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    make.follow(f"issue-{issue.id}", people.elsewhere)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    make.jobs(days=4)
    assert rows.count(Activity, verb=verbs.ASKED) == 0
    for _ in range(2):
        make.jobs(days=6)
    assert rows.count(Activity, verb=verbs.ASKED) == 1
    for person in (people.resident, people.member):
        assert rows.heard(person).count(verbs.ASKED) == 1
    assert verbs.ASKED not in rows.heard(people.elsewhere) + rows.heard(
        people.organiser
    )
    news = member.get("/notifications")
    assert news.says("You asked for this. Is it really done? Please say so:")
    assert f"/issues/{issue.id}" in news.links


def test_nobody_is_asked_about_what_is_hidden(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    hide(organiser, "issue", issue)
    assert make.jobs(days=6)["issues"] == 1
    assert rows.count(Activity, verb=verbs.ASKED) == 0


def test_who_has_answered_is_not_asked_again(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    make.verdict(issue, people.member, Says.DONE)
    make.jobs(days=6)
    assert verbs.ASKED in rows.heard(people.resident)
    assert verbs.ASKED not in rows.heard(people.member)


def test_each_closing_asks_once_and_one_that_was_opened_again_does_not(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.DONE, "Lit.")
    make.state(issue, people.organiser, State.OPEN)
    make.jobs(days=6)
    assert rows.count(Activity, verb=verbs.ASKED) == 0
    for times in (1, 2):
        make.state(issue, people.organiser, State.DONE, "Lit.")
        make.jobs(days=6)
        assert rows.count(Activity, verb=verbs.ASKED) == times
        make.state(issue, people.organiser, State.OPEN)


def test_two_weeks_without_a_word_are_raised_to_the_areas_organisers_once(
    make: Maker, rows: Rows, people: People, visitor: Browser
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.member)  # no organiser's word
    make.jobs(days=13)
    assert rows.count(Activity, verb=verbs.RAISED) == 0
    for days in (15, 30, 60):
        make.jobs(days=days)
    assert rows.count(Activity, verb=verbs.RAISED) == 1
    assert rows.heard(people.organiser).count(verbs.RAISED) == 1
    assert verbs.RAISED not in rows.heard(people.elsewhere) + rows.heard(
        people.resident
    )
    assert visitor.get(f"/issues/{issue.id}").says(
        "so the organisers of Hodge Hill were told"
    )


def test_a_word_ends_a_silence_and_the_next_one_is_raised_anew(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.later(7, lambda: make.comment(issue, people.organiser))
    make.jobs(days=15)
    assert rows.count(Activity, verb=verbs.RAISED) == 0
    make.jobs(days=22)
    assert rows.count(Activity, verb=verbs.RAISED) == 1
    make.later(25, lambda: make.comment(issue, people.organiser))
    make.jobs(days=38)
    assert rows.count(Activity, verb=verbs.RAISED) == 1
    make.jobs(days=60)
    assert rows.count(Activity, verb=verbs.RAISED) == 2


def test_nothing_is_raised_that_is_closed(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.NOT_DONE, "No money.")
    make.jobs(days=60)
    assert rows.count(Activity, verb=verbs.RAISED) == 0

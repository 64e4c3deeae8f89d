"""What an area's page tells in figures: what is open, what people want, how fast they
are answered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from board import clock
from board.campaigns.models import Stage
from board.figures.queries import Month, figures_of
from board.issues import actions, state_actions
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.pages import Browser

MAY = datetime(2026, 5, 10, 12, tzinfo=UTC)


def days(rows: Rows) -> list[int | None]:
    """After how many days each post was answered."""
    return [row.answered_in for row in rows.all(Issue)]


def test_the_first_word_of_an_organiser_is_the_answer_and_no_later_one(
    make: Maker, rows: Rows, people: People
) -> None:
    with clock.set_to(MAY):
        issue = make.issue(people.resident)
        make.comment(issue, people.member)
        make.comment(issue, people.elsewhere)
    assert days(rows) == [None]
    for later in (3, 9):
        with clock.set_to(MAY + timedelta(days=later)):
            make.comment(issue, people.organiser, f"After {later} days.")
    assert days(rows) == [3]


@pytest.mark.parametrize("how", ["state", "campaign", "operator"])
def test_so_is_a_change_of_state_a_campaign_or_the_operators_word(
    make: Maker, rows: Rows, people: People, how: str
) -> None:
    with clock.set_to(MAY):
        issue = make.issue(people.resident)
    with clock.set_to(MAY + timedelta(days=2)):
        if how == "state":
            make.state(issue, people.organiser, State.DONE, "Lit.")
        elif how == "campaign":
            make.campaign(people.organiser, issue)
        else:
            make.comment(issue, people.operator)
    assert days(rows) == [2]


def test_nobody_answers_themselves(make: Maker, rows: Rows, people: People) -> None:
    issue = make.issue(people.organiser)
    make.comment(issue, people.organiser)
    assert days(rows) == [None]


def months(area_id: int, day: date) -> list[Month]:
    return figures_of(area_id, day).months


def test_a_repeated_post_answers_only_itself(
    make: Maker, rows: Rows, people: People
) -> None:
    first, again = make.issue(people.resident), make.issue(people.resident)
    make.state(again, people.organiser, State.DUPLICATE, "The same.", of=first)
    assert days(rows) == [None, 0]


def test_a_post_that_moves_is_counted_where_it_is(make: Maker, people: People) -> None:
    with clock.set_to(MAY):
        make.edit(
            make.issue(people.resident), people.resident, area_id=people.ward_end.id
        )
    with make.app.app_context():
        assert months(people.hodge_hill.id, MAY.date()) == []
        assert months(people.ward_end.id, MAY.date())[-1].posted == 1


def test_what_is_carried_over_is_counted_in_its_own_time(
    make: Maker, rows: Rows, people: People
) -> None:
    texts = {"title": "Lamp", "body": "Out.", "category": "lighting"}
    with clock.set_to(MAY), make.writing():
        issue = actions.post_imported("x:1", area_id=1, **texts)
    assert issue
    with clock.set_to(MAY + timedelta(days=4)), make.writing():
        state_actions.set_state(
            make._here(issue), None, state=State.DONE, reason="Lit."
        )
    assert days(rows) == [4]


def test_each_month_has_its_median_and_its_share(make: Maker, people: People) -> None:
    for waits in (1, 2, 30, None):
        with clock.set_to(MAY):
            issue = make.issue(people.resident)
        if waits is not None:
            with clock.set_to(MAY + timedelta(days=waits)):
                make.comment(issue, people.organiser)
    with make.app.app_context():
        found = months(1, MAY.date())
        later = months(1, datetime(2027, 4, 30, tzinfo=UTC).date())
        assert months(1, datetime(2027, 5, 1, tzinfo=UTC).date()) == []
    assert len(found) == len(later) == 12
    assert (
        found[-1].posted,
        found[-1].answered,
        found[-1].share,
        found[-1].median,
    ) == (4, 3, 75, 2)
    assert later[0] == found[-1]
    assert (found[0].posted, found[0].share, found[0].median) == (0, 0, None)


def test_the_page_draws_it_and_says_the_same_in_a_table(
    visitor: Browser, make: Maker, people: People
) -> None:
    for _ in range(2):
        make.second(make.issue(people.resident, title="A wanted thing"), people.member)
    closed = make.issue(people.resident, category="noise")
    make.state(closed, people.organiser, State.DONE, "Quiet.")
    make.stage(
        make.campaign(people.organiser, title="We have won"),
        people.organiser,
        Stage.WON,
    )
    assert visitor.get("/areas/hodge-hill").says("What was won", "We have won")
    page = visitor.get("/areas/hodge-hill/story")
    assert page.says("What most people want", "A wanted thing")
    assert page.says(
        "Street lighting: 2 open, 0 closed",
        "Noise: 0 open, 1 closed",
        "Subject Open Closed",
    )
    assert page.says("How fast people are answered", "3 1 (33 %) 0")
    assert "style=" not in page.text
    assert page.text.count("<title>") >= 4


def test_a_new_area_says_so_and_draws_nothing(visitor: Browser, people: People) -> None:
    page = visitor.get("/areas/ward-end")
    assert page.says(
        "Nobody has said anything here yet",
        "Nothing yet. The first one is the hardest.",
    )
    assert "How fast" not in page.text
    assert "viewBox" not in page.text

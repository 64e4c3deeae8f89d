"""What a council says of a post is shown as its word, and changes nothing here."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from board import clock
from board.councils.hearing import OFTEN
from board.councils.models import CouncilSending
from board.db import db
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.councils.hands import connected, do, post, sent, state
from tests.councils.stand_in import StandIn
from tests.pages import Browser

DAY = 24 * 60


def hear(make: Maker, days: float) -> None:
    """The job asks, in so many days."""
    do(make, "council words", minutes=days * DAY)


def test_their_word_stands_on_the_post_in_its_thread_and_in_news(
    make: Maker,
    people: People,
    council: StandIn,
    visitor: Browser,
    resident: Browser,
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    sent(make)
    hear(make, 0.3)
    assert visitor.get(f"/issues/{issue.id}").says("Brum Council says: open.")
    council.requests[-1] |= {"status": "closed", "status_notes": "A new <b>bulb</b>."}
    hear(make, 0.6)
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says("Brum Council says: closed.", "A new <b>bulb</b>.")
    assert page.says("The council says: it is closed there.")
    assert make.now(issue).state == State.OPEN, "it is not our word"
    assert resident.get("/notifications").says("it is closed there. Is it so?")


def test_many_are_asked_for_at_once_and_none_too_often(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    for n in range(53):
        post(make, people, title=f"Lamp {n}", once=None)
    sent(make, *range(11, 13))
    sent(make, 14)
    assert len(council.told) == 53
    council.asked.clear()
    hear(make, 0.3)
    assert [asked.count("%2C") + 1 for asked in council.asked] == [50, 3]
    council.asked.clear()
    hear(make, 0.4)
    assert council.asked == [], "six hours are not over"
    hear(make, 0.6)
    assert len(council.asked) == 2


def test_the_longer_they_have_it_the_more_seldom_they_are_asked(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    post(make, people)
    sent(make)
    asked = []
    at = 0.3
    while at < 500:
        council.asked.clear()
        hear(make, at)
        asked += [at] * len(council.asked)
        at += 0.3 if at < 8 else 1 if at < 70 else 7
    waits = [b - a for a, b in pairwise(asked)]
    assert waits[0] < 0.4
    assert waits[-1] >= 28
    assert sorted(OFTEN) == list(OFTEN)


def test_a_month_after_it_was_closed_it_is_not_asked_for(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    sent(make)
    closed = (clock.now() + timedelta(hours=1)).isoformat()
    council.requests[-1] |= {"status": "closed", "updated_datetime": closed}
    hear(make, 0.3)
    assert state(make, issue).next_at is not None
    hear(make, 40)
    assert state(make, issue).next_at is None


@pytest.mark.parametrize("fault", ["shows a page", "is ill", "hangs up"])
def test_what_they_said_stays_while_they_do_not_answer(
    make: Maker, people: People, council: StandIn, visitor: Browser, fault: str
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    sent(make)
    hear(make, 0.3)
    council.always = fault
    hear(make, 0.6)
    assert visitor.get(f"/issues/{issue.id}").says("Brum Council says: open.")
    assert state(make, issue).fault


def test_what_they_say_of_others_or_in_no_known_word_is_passed_over(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    sent(make)
    council.requests[-1] |= {"status": "<script>", "updated_datetime": "yesterday"}
    council.has(service_request_id="9")
    hear(make, 0.3)
    assert (state(make, issue).their_state, rows.count(CouncilSending)) == ("", 1)
    assert isinstance(state(make, issue).next_at, datetime)


def test_like_fixmystreet_it_is_heard_too(
    make: Maker, people: People, council: StandIn, visitor: Browser
) -> None:
    council.is_like_fms, council.needs = True, "brum"
    connected(make, people, council, jurisdiction="brum")
    issue = post(make, people)
    sent(make)
    hear(make, 0.3)
    assert visitor.get(f"/issues/{issue.id}").says("Brum Council says: open.")


def test_of_one_that_is_asked_no_more_the_last_word_stays(
    make: Maker, people: People, council: StandIn, operator: Browser, visitor: Browser
) -> None:
    made = connected(make, people, council)
    issue, waits = post(make, people), None
    sent(make)
    hear(make, 0.3)
    waits = post(make, people)
    at = f"/areas/hodge-hill/councils/{made.id}"
    assert operator.post(f"{at}/remove").status == 303
    council.asked.clear()
    hear(make, 5)
    sent(make, 9000)
    assert (council.asked, len(council.told)) == ([], 1)
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says("Brum Council has it, under number 1001.", "says: open.")
    with make.app.app_context():
        assert db.session.get(CouncilSending, waits.id) is None
        assert db.session.get(Issue, waits.id)

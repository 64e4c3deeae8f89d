"""A post goes to the council that takes it, once, if whoever posted it wants that."""

import pytest

from board import clock
from board.activity.actions import record
from board.activity.verbs import DEMO_LOADED
from board.boards import fetching
from board.councils.models import CouncilSending, Stage
from board.councils.sending_actions import agree, take_back
from board.councils.turns import LEASE
from board.db import db
from board.errors import Conflict, NotAllowed
from board.issues.models import State
from board.moderation.finding import find
from board.moderation.hiding import hide_row
from board.privacy.actions import erase
from tests.builders import Maker, People, Rows
from tests.councils.hands import connected, do, post, sent, settle, state
from tests.councils.stand_in import StandIn
from tests.pages import Browser


def test_it_is_sent_once_with_what_everybody_reads_and_nobodys_name(
    make: Maker, people: People, council: StandIn, visitor: Browser
) -> None:
    connected(make, people, council)
    issue = post(make, people, place="By the school", show_name=True)
    sent(make, 0, 5)
    assert council.told == [], "there is time to take it back"
    assert visitor.get(f"/issues/{issue.id}").says("On its way to Brum Council.")
    sent(make, 11, 12, 60, 1500)
    (told,) = council.told
    assert told == {
        "service_code": "LAMP",
        "description": "The lamp on Cotterills Lane is out\n\nSince March.\n\n"
        f"By the school\n\nhttp://127.0.0.1:8000/issues/{issue.id}",
        "lat": "52.49",
        "long": "-1.83",
        "address_string": "By the school",
        "api_key": council.key,
    }
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says("Brum Council has it, under number 1001.")
    assert page.says("The council has this now.", "wants it sent to the council, too")
    assert "The council has this now." in visitor.get(f"/issues/{issue.id}.atom").text


def test_a_rounded_place_is_sent_rounded(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    post(make, people, latitude=52.4912345, longitude=-1.8312345, rounded=True)
    sent(make)
    assert (council.told[0]["lat"], council.told[0]["long"]) == ("52.491", "-1.831")


def test_only_its_poster_has_it_sent(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    issue = post(make, people, also_sent=False)
    for other in (people.organiser, people.operator, people.member):
        with pytest.raises(NotAllowed), make.writing():
            agree(make._here(issue), make._here(other))
    with make.writing():
        agree(make._here(issue), make._here(people.resident))
    sent(make)
    assert len(council.told) == 1


def test_it_can_be_taken_back_until_it_is_sent(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    with make.writing():
        take_back(make._here(issue), make._here(people.resident))
    sent(make)
    assert (council.told, rows.count(CouncilSending)) == ([], 0)
    with make.writing():
        agree(make._here(issue), make._here(people.resident))
    sent(make)
    with pytest.raises(Conflict, match="on its way"), make.writing():
        take_back(make._here(issue), make._here(people.resident))


def test_what_is_hidden_or_closed_is_not_sent(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    hidden, closed = post(make, people), post(make, people)
    with make.writing():
        hide_row(find("issue", hidden.id), "Rule 1")
        record(DEMO_LOADED, hidden, by=None, topics=["areas"])
    make.state(closed, people.organiser, State.NOT_DONE, "No.")
    sent(make, 11, 100, 3000)
    assert council.told == []
    assert state(make, hidden).stage == Stage.WAITING


def test_what_somebody_leaves_behind_is_not_sent(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    post(make, people)
    with make.writing():
        erase(people.resident.id)
    sent(make)
    assert council.told == []


def test_a_change_after_it_was_sent_is_not_sent_and_the_page_says_so(
    make: Maker, people: People, council: StandIn, visitor: Browser
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    make.edit(issue, people.resident, title="Two lamps are out")
    sent(make)
    assert council.told[0]["description"].startswith("Two lamps are out")
    assert not visitor.get(f"/issues/{issue.id}").says("changed here since")
    make.edit(issue, people.resident, title="Three lamps are out")
    sent(make, 12, 900)
    assert len(council.told) == 1
    assert visitor.get(f"/issues/{issue.id}").says("changed here since")


def test_long_words_are_cut_and_the_address_is_in_it(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    issue = post(make, people, body="x" * 5000)
    sent(make)
    words = council.told[0]["description"]
    assert len(words) == 4000
    assert words.endswith(f"/issues/{issue.id}")


def test_down_and_ill_it_is_tried_again_and_then_given_up(
    make: Maker, people: People, council: StandIn, visitor: Browser
) -> None:
    connected(make, people, council)
    council.faults = ["is ill", "is ill"]
    issue = post(make, people)
    sent(make)
    assert state(make, issue).fault == "It says: Try again later."
    assert visitor.get(f"/issues/{issue.id}").says("We try again.")
    sent(make, 17, 48)
    assert state(make, issue).request_id == "1001"
    refused = post(make, people)
    council.faults = ["refuses"]
    sent(make, 60)
    assert state(make, refused).stage == Stage.REFUSED
    page = visitor.get(f"/issues/{refused.id}")
    assert page.says("did not take it", "There is no such service.")


@pytest.mark.parametrize(
    "fault",
    [
        "takes it and is ill",
        "takes it and hangs up",
        "takes it and says nothing of it",
        "takes it and shows a page",
        "takes it and sends us elsewhere",
        "gives two numbers",
        "cuts its answer",
    ],
)
def test_what_may_have_arrived_is_found_on_their_side(
    make: Maker, people: People, council: StandIn, fault: str
) -> None:
    connected(make, people, council)
    council.faults = [fault]
    issue = post(make, people)
    sent(make)
    assert state(make, issue).stage == Stage.LOOKING
    sent(make, 14)
    assert (state(make, issue).stage, state(make, issue).request_id) == (
        Stage.SENT,
        "1001",
    )
    assert len(council.told) == 1


@pytest.mark.parametrize(
    "fault", ["is ill without a word", "hangs up", "sends us elsewhere", "shows a page"]
)
def test_what_is_not_found_there_is_an_organisers_to_decide(
    make: Maker, people: People, council: StandIn, browser: type[Browser], fault: str
) -> None:
    connected(make, people, council)
    council.faults = [fault]
    issue = post(make, people)
    sent(make, 11, 14, 30, 95, 200, 3000)
    assert state(make, issue).stage == Stage.ASKED
    assert council.told == [], "nothing is sent a second time by itself"
    organiser = browser(people.organiser)  # type: ignore[call-arg, arg-type]
    assert organiser.get("/areas/hodge-hill/desk").says("Does the council have it?")
    settle(make, people, issue, "again")
    sent(make, 3001)
    assert state(make, issue).stage == Stage.SENT
    assert len(council.told) == 1


def test_who_died_in_the_middle_has_it_looked_for_and_not_sent_again(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    issue = post(make, people)
    with make.writing():
        row = db.session.get_one(CouncilSending, issue.id)
        row.stage, row.service_code, row.next_at = Stage.SENDING, "LAMP", None
        row.tried_at = clock.now()
        row.leased_until = clock.now() + LEASE
    council.has(description=f"At http://127.0.0.1:8000/issues/{issue.id}.")
    sent(make, 4)
    assert state(make, issue).stage == Stage.SENDING, "somebody may still be at it"
    sent(make, 6)
    assert state(make, issue).request_id == "100"
    assert council.told == []


def test_a_number_of_another_post_is_none(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    council.faults = ["gives another's number", "gives another's number"]
    first = post(make, people, latitude=52.0)
    sent(make)
    second = post(make, people)
    sent(make)
    assert state(make, first).request_id == "777"
    assert "number of another post: 777" in state(make, second).fault
    sent(make, 14)
    assert state(make, second).request_id == "1002"


def test_a_receipt_is_asked_for_its_number(
    make: Maker, people: People, council: StandIn, visitor: Browser
) -> None:
    connected(make, people, council)
    council.gives_tokens = True
    issue = post(make, people)
    sent(make, 11, 20)
    assert visitor.get(f"/issues/{issue.id}").says("has not given it a number yet")
    council.tokens["T/1001"] = "1001"
    sent(make, 100)
    assert state(make, issue).request_id == "1001"
    assert len(council.told) == 1


@pytest.mark.parametrize("fault", ["is huge", "drips"])
def test_one_that_never_ends_is_left(
    make: Maker,
    people: People,
    council: StandIn,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connected(make, people, council)
    monkeypatch.setattr(fetching, "PATIENCE", 0.5)
    council.faults = [fault]
    issue = post(make, people)
    sent(make)
    assert state(make, issue).stage == Stage.LOOKING


def test_down_nothing_is_told_and_it_waits(
    make: Maker, people: People, council: StandIn
) -> None:
    made = connected(make, people, council)
    issue = post(make, people)
    with make.writing():
        make._here(made).address = "http://127.0.0.1:9/v2/"
    sent(make)
    assert state(make, issue).stage == Stage.WAITING
    with make.writing():
        make._here(made).address = council.address + "/"
    sent(make, 20)
    assert state(make, issue).stage == Stage.SENT


def test_two_who_send_at_once_send_once(
    make: Maker, people: People, council: StandIn
) -> None:
    connected(make, people, council)
    post(make, people)
    do(make, "council posts", "council posts", minutes=11)
    assert len(council.told) == 1

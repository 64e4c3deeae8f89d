"""What another system says became of a post: its words wait for an organiser; the
status changes only where its key says so."""

import pytest

from board.activity.models import Activity
from board.issues.models import Comment, Issue, State
from board.issues.verbs import COMMENTED, STATE_SET
from board.moderation.models import Case
from board.open311.models import SentUpdate
from tests.builders import Maker, People, Rows
from tests.open311.hands import SAID, V2, decide_on, key_for, one, program, update
from tests.pages import Browser

TRUSTED = ("sends_updates", "sets_status")


def test_it_waits_as_a_comment_and_changes_nothing(
    make: Maker, people: People, rows: Rows, visitor: Browser
) -> None:
    issue = make.issue(people.resident)
    given = update(make, key_for(make, people), issue.id, status="FIXED")
    (comment,) = rows.all(Comment)
    assert given.json == [{"update_id": f"comment-{comment.id}"}]
    assert rows.get(Issue, issue.id).state == State.OPEN
    assert not visitor.get(f"/issues/{issue.id}").says(SAID["description"])
    (case,) = rows.all(Case)
    assert (case.kind, case.thing_id) == ("comment", comment.id)
    decide_on(make, people.organiser, "comment", comment.id, "accept")
    assert visitor.get(f"/issues/{issue.id}").says("Lamp Watch", SAID["description"])
    (line,) = rows.lines(COMMENTED)
    assert line.part_id == comment.id


MEANT = {
    "FIXED": State.DONE,
    "fixed": State.DONE,
    "CLOSED": State.NOT_DONE,
    "NO_FURTHER_ACTION": State.NOT_DONE,
    "NOT_COUNCILS_RESPONSIBILITY": State.NOT_DONE,
    "PLANNED": State.LOOKED_AT,
    "IN_PROGRESS": State.LOOKED_AT,
    "DUPLICATE": State.OPEN,
    "FOR_TRIAGE": State.OPEN,
    "OPEN": State.OPEN,
}


@pytest.mark.parametrize("word", MEANT)
def test_a_key_with_the_right_changes_the_status_with_its_words(
    make: Maker, people: People, rows: Rows, word: str
) -> None:
    issue = make.issue(people.resident)
    key = key_for(make, people, rights=TRUSTED)
    given = update(make, key, issue.id, status=word)
    assert given.status == 200, given.text
    assert rows.get(Issue, issue.id).state == MEANT[word]
    is_changed = MEANT[word] != State.OPEN
    assert len(rows.lines(STATE_SET)) == is_changed
    assert len(rows.all(Case)) == (not is_changed), "words alone wait"
    if is_changed:
        (shown,) = one(make, issue.id).json
        assert SAID["description"] in shown["status_notes"]
        updates = program(make).get(f"{V2}/servicerequestupdates.json").json
        assert updates[0]["update_id"] == given.json[0]["update_id"]


def test_what_is_in_a_campaign_or_goes_on_elsewhere_stays_there(
    make: Maker, people: People, rows: Rows
) -> None:
    key = key_for(make, people, rights=TRUSTED)
    taken = make.issue(people.resident)
    make.campaign(people.organiser, taken)
    update(make, key, taken.id, status="PLANNED")
    assert rows.get(Issue, taken.id).state == State.IN_CAMPAIGN
    first, second = make.issue(people.resident), make.issue(people.member)
    make.merge(second, people.organiser, into=first)
    update(make, key, second.id, status="FIXED", update_id="8")
    assert rows.get(Issue, second.id).state == State.DUPLICATE


def test_the_same_number_of_theirs_is_taken_once(
    make: Maker, people: People, rows: Rows
) -> None:
    issue = make.issue(people.resident)
    key = key_for(make, people)
    first = update(make, key, issue.id)
    assert update(make, key, issue.id, description="Otherwise.").json == first.json
    assert update(make, key, issue.id, update_id="8").json != first.json
    assert rows.count(Comment) == rows.count(SentUpdate) == 2
    assert rows.count(Activity, verb=COMMENTED) == 2


REFUSED = {
    "without a key": (403, {"api_key": ""}),
    "without a number": (400, {"update_id": ""}),
    "about nothing": (404, {"service_request_id": "999999"}),
    "about no number": (404, {"service_request_id": "lamp"}),
    "with a status nobody knows": (400, {"status": "SOLVED"}),
    "without a status": (400, {"status": ""}),
    "without a time": (400, {"updated_datetime": ""}),
    "with no time": (400, {"updated_datetime": "yesterday"}),
    "without words": (400, {"description": " "}),
    "with too many words": (400, {"description": "x" * 3001}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_refused_in_words_and_nothing_stored(
    make: Maker, people: People, rows: Rows, name: str
) -> None:
    issue = make.issue(people.resident)
    key = key_for(make, people)
    before = rows.everything()
    status, wrong = REFUSED[name]
    fields = {"api_key": key, "service_request_id": f"{issue.id}"} | SAID | wrong
    for suffix in ("json", "xml"):
        page = program(make).send_form(
            f"{V2}/servicerequestupdates.{suffix}", list(fields.items())
        )
        assert page.status == status, page.text
    assert rows.everything() == before


def test_only_of_its_areas_and_with_its_right(make: Maker, people: People) -> None:
    elsewhere = make.issue(people.resident, area=people.ward_end)
    key = key_for(make, people)
    assert update(make, key, elsewhere.id).status == 403
    here = make.issue(people.resident)
    sends = key_for(make, people, rights=["sends_requests"])
    assert update(make, sends, here.id).status == 403


def test_what_waits_or_is_hidden_takes_none(
    make: Maker, people: People, rows: Rows
) -> None:
    issue = make.issue(people.resident)
    decide_on(make, people.organiser, "issue", issue.id, "hide", "Unkind.")
    assert update(make, key_for(make, people), issue.id).status == 404

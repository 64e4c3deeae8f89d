"""A listening round from its plan to what came of it."""

import pytest

from board.accounts.models import Person
from board.errors import Conflict, Invalid
from board.privacy import actions as privacy
from board.rounds import verbs
from board.rounds.models import Answer
from tests.builders import Maker, People, Rows, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser

SAID = {
    "title": "What now?",
    "question_1": "What is hardest?",
    "question_2": "What first?",
    "opens_on": in_days(0).isoformat(),
    "closes_on": in_days(9).isoformat(),
}


def test_an_organiser_plans_a_round_and_people_of_the_area_hear_of_it(
    organiser: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    page = organiser.follow(organiser.fill("/areas/hodge-hill/rounds", SAID))
    assert page.message == "The listening round is published."
    assert page.says("What is hardest?", "Nobody has answered yet.")
    assert rows.heard(people.resident) == [verbs.OPENED]
    assert "/rounds/1" in visitor.get("/areas/hodge-hill").links
    assert "/areas/hodge-hill/rounds" not in {
        form.action for form in visitor.get("/areas/hodge-hill/rounds").forms
    }


@on_sqlite
def test_questions_stay_once_people_can_answer(
    organiser: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    at = f"/rounds/{round_.id}"
    edit = SAID | {"version": "1", "question_1": "Another?"}
    page = organiser.post(at, edit)
    assert page.status == 422
    assert page.errors["question_1"].startswith("People have answered this question.")
    same = {name: getattr(round_, name) for name in ("question_1", "question_2")}
    assert organiser.post(at, edit | same).status == 303
    late = organiser.post(at, edit | same)
    assert late.status == 409, "somebody was first"


def test_what_came_of_it_is_told_to_everybody_who_answered(
    organiser: Browser, make: Maker, rows: Rows, people: People, visitor: Browser
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    make.answer_round(round_, people.resident)
    at = f"/rounds/{round_.id}"
    page = organiser.post(at, {"do": "tell", "outcome": ""})
    assert page.errors == {"outcome": "Say what came of it."}
    organiser.post(at, {"do": "tell", "outcome": "Three lamps are mended."})
    assert visitor.get(at).says("What came of it", "Three lamps are mended.")
    heard = rows.heard(people.resident)
    assert heard[-2:] == [verbs.CLOSED, verbs.TOLD]
    assert verbs.TOLD not in rows.heard(people.member)


def test_days_have_an_order_and_are_a_year_apart_at_most(
    make: Maker, people: People
) -> None:
    for days in ((3, 2), (-3, -1), (0, 367)):
        opens_on, closes_on = map(in_days, days)
        said = {"opens_on": opens_on, "closes_on": closes_on}
        with pytest.raises(Invalid):
            make.round(people.hodge_hill, people.organiser, **said)


def test_of_two_who_close_it_one_is_first(make: Maker, people: People) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    make.close_round(round_, people.organiser)
    with pytest.raises(Conflict):
        make.close_round(round_, people.organiser)


def test_a_year_after_it_closed_addresses_go_and_what_only_organisers_read(
    make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    left = {"email": "ida@example.org"}
    private = make.written(round_, people.organiser, **left)
    shared = make.written(round_, people.organiser, shared=True, **left)
    theme = make.theme(private, shared, by=people.organiser)
    make.close_round(round_, people.organiser)
    make.jobs(days=364)
    assert rows.get(Answer, private.id).email
    make.jobs(days=366)
    one, other = rows.get(Answer, private.id), rows.get(Answer, shared.id)
    assert (one.email, one.answer_1) == ("", "")
    assert (other.email, other.answer_1) == ("", "The park is dark")
    assert theme.id


def test_whoever_deletes_their_account_takes_their_answers_along(
    make: Maker, rows: Rows, people: People, visitor: Browser
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    said = {"shared": True, "show_name": True}
    answer = make.answer_round(round_, people.resident, **said)
    at = f"/rounds/{round_.id}/answers/{answer.id}"
    assert visitor.get(at).says(people.resident.name)
    with make.writing():
        privacy.erase(people.resident.id)
    assert visitor.get(at).status == 404
    assert rows.get(Answer, answer.id).answer_1 == ""
    assert rows.get(Person, people.resident.id).erased_at


def test_nobody_reads_what_hangs_on_a_round_that_is_hidden(
    make: Maker, people: People, visitor: Browser, organiser: Browser
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.written(round_, people.organiser, shared=True)
    theme = make.theme(answer, by=people.organiser)
    campaign = make.campaign_from(theme, people.organiser)
    assert visitor.get(f"/campaigns/{campaign.id}").says("It came from listening")
    hide = {"kind": "round", "id": str(round_.id), "rule": "1", "reason": "Rude."}
    page = organiser.get(f"/hide?kind=round&id={round_.id}")
    assert organiser.send_form("/hide", page.form("/hide").filled(hide)).status == 303
    at = f"/rounds/{round_.id}"
    assert visitor.get(at).status == 410
    for below in (f"/answers/{answer.id}", f"/themes/{theme.id}", "/answers"):
        assert visitor.get(at + below).status in (404, 410), below
    assert not visitor.get(f"/campaigns/{campaign.id}").says("It came from listening")

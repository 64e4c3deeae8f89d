"""Finding people, and what an operator may do about them."""

import pytest

from board.accounts import verbs as account_verbs
from board.accounts.factor_models import Passkey
from board.accounts.models import Person
from board.areas.models import Membership
from board.db import db
from board.errors import Conflict
from board.operator import people_actions, verbs
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser, at_once

SURE = {"sure": "yes"}


def at(person: Person) -> str:
    """The page of a person."""
    return f"/operator/people/{person.id}"


def test_somebody_is_found_by_a_part_of_their_name_or_their_whole_address(
    operator: Browser, people: People
) -> None:
    name = people.member.name
    for q in (name[:3], name.upper(), people.member.email):
        page = operator.fill("/operator/people", {"q": q})
        assert at(people.member) in page.links, q
    for q in (people.member.email[:5], "%", "_"):
        page = operator.fill("/operator/people", {"q": q})
        assert at(people.member) not in page.links, q
    assert page.says("Nobody is called that")


def test_the_list_goes_on_page_by_page(
    operator: Browser, make: Maker, people: People
) -> None:
    for number in range(40):
        make.person(f"Ann {number}", email=f"ann-{number}@example.org")
    page = operator.get("/operator/people")
    (more,) = (link for link in page.links if "after=" in link)
    assert not page.says(people.resident.name)
    assert operator.get(more).says(people.resident.name)
    page = operator.fill("/operator/people", {"q": "Ann"})
    fields = page.forms[-1].filled({})
    page = operator.send_form("/operator/people", fields)
    assert page.says("Ann 5")
    assert not page.says("Ann 35")


def test_a_role_is_given_and_taken_and_they_hear_of_it(
    operator: Browser, resident: Browser, rows: Rows, people: People
) -> None:
    page = at(people.resident)
    said = {"area": "ward-end", "role": "organiser"}
    operator.fill(page, said, action=f"{page}/role")
    assert rows.get(Membership, people.resident.id, people.ward_end.id).role
    assert operator.get(page).says("Ward End Organiser")
    assert resident.get("/areas/ward-end/desk").status == 200
    operator.fill(page, said | {"role": "none"}, action=f"{page}/role")
    assert resident.get("/areas/ward-end/desk").status == 403
    line = rows.lines(account_verbs.ROLE_TAKEN)[-1]
    assert line.actor_id == people.operator.id
    assert line.facts == {"person": people.resident.id, "role": "organiser"}
    assert account_verbs.ROLE_TAKEN in rows.heard(people.resident)


def test_sessions_end_at_once(
    operator: Browser, member: Browser, rows: Rows, people: People
) -> None:
    assert member.get("/me").status == 200
    page = at(people.member)
    operator.press(page, f"{page}/sessions")
    assert member.get("/me").status == 303
    (line,) = rows.lines(verbs.SIGNED_OUT)
    assert (line.actor_id, line.subject_id) == (people.operator.id, people.member.id)


def test_reading_an_address_is_written_down(
    operator: Browser, rows: Rows, people: People
) -> None:
    page = at(people.member)
    assert people.member.email not in operator.get(page).text
    assert people.member.email not in operator.get("/operator/people").text
    assert rows.lines(verbs.LOOKED_UP) == []
    assert operator.press(page, f"{page}/address").says(people.member.email)
    (line,) = rows.lines(verbs.LOOKED_UP)
    assert (line.actor_id, line.subject_id) == (people.operator.id, people.member.id)


def test_there_are_more_operators_but_always_one(
    operator: Browser, member: Browser, rows: Rows, people: People
) -> None:
    page = at(people.member)
    said = {"operates": "yes"}
    answer = operator.fill(page, said, action=f"{page}/operator")
    assert answer.status == 422
    assert answer.says(
        "An operator can do everything you can do here", "Tick that you are sure."
    )
    assert not rows.get(Person, people.member.id).is_operator
    operator.fill(page, said | SURE, action=f"{page}/operator")
    assert member.get("/operator").status == 200
    mine = at(people.operator)
    operator.fill(mine, SURE, action=f"{mine}/operator")
    assert operator.get("/operator").status == 403
    page = member.fill(page, SURE, action=f"{page}/operator")
    assert page.status == 409
    assert page.says("Make another operator first.")
    assert rows.get(Person, people.member.id).is_operator


def test_two_who_unmake_each_other_at_once_leave_one(
    operator: Browser, member: Browser, rows: Rows, make: Maker, people: People
) -> None:
    with make.writing():
        operator_here = make._here(people.operator)
        people_actions.set_operator(people.member.id, operator_here, operates=True)
    others = {operator: people.member, member: people.operator}
    for browser in others:
        browser.token()
    at_once(list(others), lambda one: one.post(f"{at(others[one])}/operator", SURE))
    assert rows.count(Person, is_operator=True) == 1


def test_nobody_else_may(make: Maker, people: People, organiser: Browser) -> None:
    assert organiser.get(at(people.member)).status == 403
    assert organiser.post(f"{at(people.organiser)}/operator", SURE).status == 403
    last = people.operator
    with pytest.raises(Conflict), make.writing():
        people_actions.set_operator(last.id, make._here(last), operates=False)


def test_what_keeps_somebody_out_is_shown(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things
) -> None:
    page = at(people.member)
    operator = browsers["operator"]
    assert not operator.get(page).says("Kept out or limited")
    flag(browsers["elsewhere"], "issue", things.other)
    decide(browsers["organiser"], the_case(rows), "ban")
    assert operator.get(page).says(
        "Kept out", "Hodge Hill", "It shouts at a neighbour."
    )


def test_a_lost_second_step_is_taken_away(
    operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    page = at(people.member)
    assert not operator.get(page).says("Take their second step away")
    with make.writing():
        key = {"name": "Key", "credential_id": b"1", "public_key": b"2"}
        key["user_handle"] = "3"
        db.session.add(Passkey(person_id=people.member.id, sign_count=0, **key))
    assert operator.press(page, f"{page}/factor").status == 422
    assert rows.count(Passkey) == 1
    operator.fill(page, SURE, action=f"{page}/factor")
    assert rows.count(Passkey) == 0
    line = rows.lines(account_verbs.FACTOR_RESET)[-1]
    assert line.actor_id == people.operator.id

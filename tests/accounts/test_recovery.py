"""Codes on paper, for when the phone is gone; and an operator, when the paper is."""

from collections.abc import Callable

import pytest

from board.accounts import factor_actions
from board.accounts.factor_models import CodeApp, RecoveryCode
from board.errors import NotAllowed
from tests.accounts.factors import PROOF, second, set_up, sign_in
from tests.builders import Maker, People, Rows
from tests.pages import Browser, at_once


def test_each_code_lets_one_in_once(member: Browser, visitor: Browser) -> None:
    _secret, codes = set_up(member)
    assert len(codes) == len(set(codes)) == 8
    sign_in(visitor)
    assert second(visitor, codes[0].upper().replace("-", " ")).status == 303
    visitor.post("/logout")
    sign_in(visitor)
    assert second(visitor, codes[0]).status == 422
    assert second(visitor, codes[1]).status == 303


def test_of_two_who_type_one_at_once_one_gets_in(
    member: Browser, browser: Callable[..., Browser]
) -> None:
    _secret, codes = set_up(member)
    both = [browser(), browser()]
    for each in both:
        sign_in(each)
    pages = at_once(both, lambda each: second(each, codes[0]))
    assert sorted(page.status for page in pages) == [303, 422]


def test_they_are_shown_once_and_stored_as_hashes(
    member: Browser, rows: Rows, people: People
) -> None:
    _secret, codes = set_up(member)
    everything = str(rows.everything())
    assert not any(code in everything for code in codes)
    assert codes[0] not in member.get("/me/security/second").text


def test_a_new_set_makes_the_old_ones_worthless(
    member: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    _secret, codes = set_up(member)
    page = member.fill("/me/security/codes", PROOF)
    assert page.says("Your recovery codes")
    assert rows.count(RecoveryCode, person_id=people.member.id) == 8
    sign_in(visitor)
    assert second(visitor, codes[0]).status == 422


def test_they_go_with_the_last_factor(
    member: Browser, rows: Rows, people: People
) -> None:
    set_up(member)
    url = "/me/security/app"
    member.fill(url, PROOF, action=f"{url}/remove")
    assert rows.count(RecoveryCode) == 0


def test_nobody_uses_the_codes_of_somebody_else(
    member: Browser, resident: Browser, visitor: Browser
) -> None:
    set_up(member)
    _secret, theirs = set_up(resident)
    sign_in(visitor)
    assert second(visitor, theirs[0]).status == 422


def test_an_operator_does_away_with_what_was_lost(
    member: Browser, visitor: Browser, people: People, make: Maker, rows: Rows
) -> None:
    set_up(member)
    with make.writing():
        mo, pat = make._here(people.member), make._here(people.operator)
        factor_actions.reset_factors(mo, by=pat)
    assert rows.count(CodeApp) == 0
    assert member.get("/me").location.startswith("/login")
    assert sign_in(visitor).location == "/me"
    assert visitor.get("/notifications").says("took your second step away")


def test_nobody_else_does(people: People, make: Maker) -> None:
    with make.writing():
        mo, olu = make._here(people.member), make._here(people.organiser)
        with pytest.raises(NotAllowed):
            factor_actions.reset_factors(mo, by=olu)

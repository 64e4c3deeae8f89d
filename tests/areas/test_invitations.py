"""Invitations: each makes one person a member, until a day, and not after it is taken
back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from board import clock
from board.accounts.models import Person
from board.areas import membership_actions as memberships
from board.areas.invitation_models import Invitation
from board.areas.models import Membership
from board.policy import Role
from tests.accounts.test_link import mailed
from tests.accounts.test_register import NIA
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser, Page, at_once

AT = "/areas/hodge-hill/invitations"


def make_codes(organiser: Browser, number: str = "1", days: int = 9) -> list[str]:
    said = {"number": number, "until": in_days(days).isoformat()}
    page = organiser.fill(AT, said)
    assert page.status == 200, page
    return re.findall(r"<b><code>([a-z0-9-]+)</code></b>", page.text)


def role(rows: Rows, person: Person, people: People) -> list[str]:
    found = rows.all(Membership, person_id=person.id, area_id=people.hodge_hill.id)
    return [row.role for row in found]


def join(browser: Browser, code: str) -> Page:
    return browser.post(f"/invited/{code}")


def test_whoever_is_signed_in_is_a_member_with_one_press(
    organiser: Browser, resident: Browser, rows: Rows, people: People
) -> None:
    (code,) = make_codes(organiser)
    page = resident.fill("/invited", {"code": code.upper()})
    assert resident.get(page.location).says("You are invited to Hodge Hill")
    assert role(rows, people.resident, people) == [Role.RESIDENT]
    assert resident.press(page.location, page.location).location == "/areas/hodge-hill"
    assert role(rows, people.resident, people) == [Role.MEMBER]


def test_whoever_has_no_account_makes_one_and_is_a_member_with_it(
    organiser: Browser, visitor: Browser, browser: Callable[..., Browser], rows: Rows,
    people: People,
) -> None:  # fmt: skip
    (code,) = make_codes(organiser)
    way = next(
        link for link in visitor.get(f"/invited/{code}").links if "invited=" in link
    )
    said = {name: value for name, value in NIA.items() if name != "area"}
    page = visitor.fill(way, said, action="/register")
    assert page.location == "/register/check", (way, page.status, page.errors)
    link = mailed(rows, "/register/confirm")
    browser().press(link, link)
    (nia,) = rows.all(Person, email="nia@example.org")
    assert role(rows, nia, people) == [Role.MEMBER]
    assert organiser.get(AT).says("1 used", "Nia Noor")


def test_each_is_good_once_also_for_two_who_press_at_once(
    organiser: Browser, browser: Callable[..., Browser], make: Maker, rows: Rows,
    people: People,
) -> None:  # fmt: skip
    (code,) = make_codes(organiser)
    both = [browser(make.person()), browser(make.person())]
    pages = at_once(both, lambda each: join(each, code))
    assert sorted(page.status for page in pages) == [303, 404]
    assert rows.count(Membership, role=Role.MEMBER, area_id=people.hodge_hill.id) == 2


def test_a_member_uses_none_up(
    organiser: Browser, member: Browser, rows: Rows, people: People
) -> None:
    (code,) = make_codes(organiser)
    assert join(member, code).status == 303
    assert rows.count(Invitation, used_at=None) == 1


def test_a_sheet_has_twelve_each_with_a_picture_and_no_code_is_stored(
    organiser: Browser, rows: Rows, people: People
) -> None:
    codes = make_codes(organiser, "12")
    assert len(set(codes)) == 12
    stored = str(rows.everything())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    assert organiser.get(AT).says("12 invitations, 0 used.")
    assert codes[0] not in organiser.get(AT).text


@pytest.mark.parametrize("what", ["taken back", "over", "maker left", "made up"])
def test_one_that_is_good_no_more_lets_nobody_in(
    organiser: Browser, browser: Callable[..., Browser], rows: Rows, people: People,
    make: Maker, what: str,
) -> None:  # fmt: skip
    (code,) = make_codes(organiser)
    later = clock.now()
    if what == "taken back":
        assert organiser.press(AT, "/areas/hodge-hill/uninvite").status == 303
    elif what == "over":
        later += timedelta(days=11)
    elif what == "maker left":
        with make.writing():
            olu, here = make._here(people.organiser), make._here(people.hodge_hill)
            memberships.give_role(here, olu, Role.MEMBER, by=None)
    else:
        code = "aaaa-bbbb-cccc"
    with clock.set_to(later):
        assert join(browser(people.resident), code).status == 404
        if what != "maker left":  # which is looked at as it is used
            page = browser(people.resident).fill("/invited", {"code": code})
            assert (page.status, code in page.text) == (422, True)
    assert role(rows, people.resident, people) == [Role.RESIDENT]


def test_reading_it_uses_nothing_up(
    organiser: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    (code,) = make_codes(organiser)
    before = rows.everything()
    assert visitor.get(f"/invited/{code}").status == 200
    assert rows.everything() == before


@pytest.mark.parametrize("days", [-1, 200])
def test_the_day_lies_in_the_next_half_year(
    organiser: Browser, people: People, days: int
) -> None:
    page = organiser.fill(AT, {"number": "1", "until": in_days(days).isoformat()})
    assert page.status == 422
    assert "until" in page.errors

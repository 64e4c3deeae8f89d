"""Who signed on paper: keyed back a line a person, found when they are there already,
seen by organisers only."""

from typing import Any

import pytest
from flask import Flask

from board.campaigns.people_models import SignUp
from board.campaigns.sign_up_lines import read_line
from board.errors import Invalid
from tests.builders import Maker, People, Rows, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser, at_once

SHEET = """Nia Jones, 07700 900123, 12 Larch Road, Flat 2, yes

Ben Oke; Ben@Example.org; y
Cy Dunn\t+44 (0)121 496 0000\tcy@example.org\t3 Fir Walk\tx"""


def test_a_line_is_read_as_people_write_it() -> None:
    read: dict[str, Any] = {
        line: read_line(line) for line in SHEET.splitlines() if line
    }
    assert [one[1:] for one in read.values()] == [
        ("Nia Jones", "12 Larch Road, Flat 2", "", "07700 900123"),
        ("Ben Oke", "", "ben@example.org", ""),
        ("Cy Dunn", "3 Fir Walk", "cy@example.org", "+44 (0)121 496 0000"),
    ]


def test_a_sheet_is_keyed_in_with_the_day_and_the_name_of_who_did_it(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}/sign-ups"
    form = organiser.get(at).form(at).filled({"lines": SHEET, "signed_on": in_days(-2)})
    first, again = organiser.send_form(at, form), organiser.send_form(at, form)
    assert (first.status, again.status) == (303, 303)
    assert organiser.follow(first).says(
        "3 people were added.", "Nia Jones, 12 Larch Road, Flat 2", "Olu Okafor"
    )
    kept = rows.all(SignUp)
    assert [(row.name, row.consented_on, row.keyed_by_id) for row in kept] == [
        (name, in_days(-2), people.organiser.id)
        for name in ("Nia Jones", "Ben Oke", "Cy Dunn")
    ]


def test_each_line_that_can_not_be_kept_gets_a_sentence(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/sign-ups"
    before = rows.everything()
    text = (
        "Nia Jones, 12 Larch Road, yes\nBen Oke, ben@example.org, no\nCy Dunn, 3 Fir "
        "Walk\nDi, di@, yes"
    )
    page = organiser.fill(at, {"lines": text})
    assert page.status == 422
    assert page.says(
        "Line 2: Ben Oke has not agreed to be kept informed. Take the line out.",
        "Line 3: End it with yes where the box is ticked.",
        "Line 4: “di@” is no e-mail address.",
    )
    assert page.value("lines").replace("\r\n", "\n") == text
    assert rows.everything() == before
    with pytest.raises(Invalid):
        read_line(f"{'x' * 81}, 3 Fir Walk, yes")


def test_yes_and_no_are_understood_as_the_language_of_the_page_says_them(
    app: Flask,
) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "cy"}):
        assert read_line("Nia Jones, 12 Heol y Bryn, Ie").name == "Nia Jones"
        assert read_line("Nia Jones, 12 Heol y Bryn, yes").name == "Nia Jones"
        with pytest.raises(Invalid):
            read_line("Nia Jones, 12 Heol y Bryn, na")


def test_who_is_on_the_list_already_is_left_out_unless_ticked(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.sign_up(
        campaign, people.organiser, "Nia Jones, nia@example.org, 12 Larch Road, yes"
    )
    at = f"/campaigns/{campaign.id}/sign-ups"
    twins = [
        "Nia, NIA@example.org, yes",
        "nia  jones, 12 larch road, yes",
        "Ben Oke, ben@example.org, yes",
    ]
    page = organiser.fill(
        at, {"lines": "\n".join(["Ben, ben@example.org, yes", *twins])}
    )
    assert page.status == 200
    assert page.says(
        "3 lines may be people who are on the list already", "Nothing is saved yet."
    )
    assert rows.count(SignUp) == 1
    page = organiser.send_form(at, page.form(at).filled({"again": twins[1]}))
    assert page.status == 303
    assert [row.name for row in rows.all(SignUp)] == ["Nia Jones", "Ben", "nia  jones"]
    other = make.campaign(people.organiser, title="Another one")
    make.sign_up(other, people.organiser, twins[0])
    assert rows.count(SignUp, campaign_id=other.id) == 1, "each campaign asks anew"


@pytest.mark.parametrize(
    ("listed", "keyed", "may_be_one"),
    [
        ("Nia Jones, 07700 900123, yes", "N. Jones, +44 7700 900123, yes", True),
        (
            "Nia Jones, 0044 7700-900123, yes",
            "Nia, (07700) 900123, 3 Fir Walk, yes",
            True,
        ),
        (
            "Nia Jones, nia@bücher.example, yes",
            "Nia, NIA@xn--bcher-kva.example, yes",
            True,
        ),
        ("José Núñez, 12 Larch Road, yes", "JOSE  NUNEZ, 12 larch  road, yes", True),
        # nothing tells the two apart
        ("Nia Jones, 12 Larch Road, yes", "Nia Jones, nia@example.org, yes", True),
        ("Nia Jones, nia@example.org, yes", "Nia Jones, other@example.org, yes", False),
        ("Nia Jones, 12 Larch Road, yes", "Nia Jones, 3 Fir Walk, yes", False),
        ("Nia Jones, 07700 900123, yes", "Ben Oke, 07700 900124, yes", False),
        ("Nia Jones, 12 Larch Road, yes", "Ben Oke, 12 Larch Road, yes", False),
    ],
)
@on_sqlite
def test_who_may_be_on_the_list_is_found_by_whatever_they_left(
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    listed: str,
    keyed: str,
    may_be_one: bool,
) -> None:
    campaign = make.campaign(people.organiser)
    make.sign_up(campaign, people.organiser, listed)
    page = organiser.fill(f"/campaigns/{campaign.id}/sign-ups", {"lines": keyed})
    assert page.status == (200 if may_be_one else 303)
    assert rows.count(SignUp) == (1 if may_be_one else 2), (
        "nobody is left out without a word"
    )


def test_two_who_key_in_the_same_sheet_at_once_keep_everybody_once(
    organiser: Browser, operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/sign-ups"
    for browser in (organiser, operator):
        browser.token()
    sent = {"lines": SHEET, "signed_on": in_days(0)}
    assert {
        page.status
        for page in at_once([organiser, operator], lambda b: b.post(at, sent))
    } <= {200, 303}
    assert rows.count(SignUp) == 3


def test_only_organisers_of_the_area_see_who_signed(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.sign_up(
        campaign,
        people.organiser,
        "Nia Jones, 07700 900123, yes",
        "Ben Oke, 3 Fir Walk, yes",
    )
    at = f"/campaigns/{campaign.id}"
    papers = [f"{at}/{page}" for page in ("sign-ups", "call-list")]
    for who, browser in browsers.items():
        shown = who in ("organiser", "operator")
        for url in (
            *papers,
            at,
            f"{at}/brief",
            f"{at}/poster",
            f"{at}.atom",
            "/search?q=Nia",
        ):
            assert ("07700 900123" in browser.get(url).text) == (
                shown and url in papers
            ), (who, url)
    calls = browsers["organiser"].get(papers[1])
    assert calls.says("Nia Jones")
    assert not calls.says("Ben Oke"), "there is no way to reach him"
    assert browsers["elsewhere"].post(f"{at}/sign-ups/1/remove").status == 403
    assert (
        browsers["organiser"].press(papers[0], f"{at}/sign-ups/1/remove").status == 303
    )
    assert [row.name for row in rows.all(SignUp)] == ["Ben Oke"]

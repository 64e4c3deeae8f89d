"""Whoever is under 18 or kept out has no introduction, in any seat, and nothing tells
whoever looks on why."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from board.accounts.models import Person
from board.introductions import queries, verbs
from board.introductions.models import Introduction, Seat
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows
from tests.db.test_query_counts import counted
from tests.introductions.made import (
    agree,
    ask,
    keep_out,
    look,
    mark_young,
    opened,
    pass_on,
)
from tests.pages import Browser

SEATS = {"asker": "resident", "middle": "organiser", "other": "member"}


def seen(browser: Browser, at: str) -> tuple[int, str]:
    """A page without what differs from form to form."""
    page = browser.get(at)
    _, _, main = page.text.partition('<header class="page-head">')
    main = re.sub(r'value="[^"]{20,}"|<time.*?</time>', "", main)
    return page.status, main.partition("</main>")[0].replace(at, "AT")


@pytest.mark.parametrize("seat", SEATS)
def test_before_it_begins_it_looks_the_same_and_reaches_nobody(
    seat: str,
    make: Maker,
    people: People,
    browsers: dict[str, Browser],
    rows: Rows,
    app: Flask,
) -> None:
    watched = "resident" if seat != "other" else "organiser"
    told = {}
    for is_young in (False, True):
        if is_young:
            mark_young(make, people, people.by_name[SEATS[seat]])
        with counted(app) as sent:
            made = ask(make, people)
            if seat == "other":
                pass_on(make, made, people.organiser, email="member@example.org")
        at = f"/introductions/{made.id}"
        told[is_young] = (seen(browsers[watched], at), len(sent))
    assert told[False] == told[True]
    reached = [row.reached_middle for row in rows.all(Introduction)]
    assert reached == [True, seat == "other"]
    mails = rows.count(Outbox, to="member@example.org")
    assert mails == (1 if seat == "other" else 0)
    if seat == "other":
        assert browsers["member"].get("/introductions/2").status == 404
        assert verbs.PASSED not in rows.heard(people.member)
    else:
        assert browsers["organiser"].get("/introductions/2").status == 404
        assert rows.heard(people.organiser).count(verbs.ASKED) == 1


@pytest.mark.parametrize("bar", [mark_young, keep_out])
@pytest.mark.parametrize("who", SEATS.values())
def test_later_it_ends_for_all_as_if_somebody_had_ended_it(
    who: str,
    bar: Callable[[Maker, People, Person], None],
    make: Maker,
    people: People,
    resident: Browser,
    member: Browser,
) -> None:
    ended, barred = opened(make, people), opened(make, people)
    look(make, barred, people.resident)
    look(make, ended, people.resident)
    member.post(f"/introductions/{ended.id}", {"do": "end"})
    bar(make, people, people.by_name[who])
    with make.app.app_context():
        for seat in Seat:
            assert queries.contact(barred.id, seat) == ""
    for browser in (resident, member):
        pages = [seen(browser, f"/introductions/{one.id}") for one in (ended, barred)]
        assert pages[0] == pages[1]
        assert "It has ended" in pages[0][1]
    late = resident.post(f"/introductions/{barred.id}", {"do": "look"})
    assert late.status in (403, 409)


def test_a_yes_that_was_barred_meanwhile_is_late(make: Maker, people: People) -> None:
    made = ask(make, people)
    pass_on(make, made, people.organiser, other_id=people.member.id)
    mark_young(make, people, people.member)
    with pytest.raises(Exception, match="has ended"):
        agree(make, made, people.resident, "0121 496 0002")

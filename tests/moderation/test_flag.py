"""Flagging: anybody may, a case gathers it, moderators alone read it, and whoever
flagged hears what came of it."""

import re
from typing import Any

import pytest

from board.mail.models import Outbox
from board.moderation import verbs
from board.moderation.log_models import Act
from board.moderation.models import Case, Flag
from board.moderation.targets import MODELS
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser


@pytest.mark.parametrize("who", ["visitor", "resident", "elsewhere"])
def test_anybody_flags_and_the_organisers_hear(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things, who: str
) -> None:
    at = f"/flag?kind=issue&id={things.other.id}"
    assert at in browsers[who].get(f"/issues/{things.other.id}").links
    page = flag(browsers[who], "issue", things.other, "privacy", note="Her name.")
    assert (page.status, page.location) == (303, "/flag/thanks")
    case = the_case(rows)
    assert (case.kind, case.thing_id, case.urgent) == ("issue", things.other.id, True)
    assert verbs.FLAGGED in rows.heard(people.organiser)
    assert verbs.FLAGGED not in rows.heard(people.elsewhere)
    queue = browsers["organiser"].get("/moderation")
    assert queue.says("A post", "urgent", "1 flag")
    page = browsers["organiser"].get(f"/moderation/cases/{case.id}")
    assert page.says("It gives away a name", "Her name.", "See it on its page")
    for name in ("resident", "elsewhere"):
        assert people.by_name[name].name not in page.text
    assert browsers["organiser"].get("/me").says("1 case waits for a moderator")
    desk = browsers["organiser"].get("/areas/hodge-hill/desk")
    assert desk.says("1 case waits for a moderator")


def test_flags_of_one_thing_are_one_case_and_of_one_person_one_flag(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things
) -> None:
    for who in ("resident", "resident", "elsewhere", "visitor", "visitor"):
        assert flag(browsers[who], "issue", things.other).status == 303
    assert rows.count(Case) == 1
    assert rows.count(Flag) == 4
    assert rows.heard(people.organiser).count(verbs.FLAGGED) == 1


def test_what_they_may_not_see_they_can_not_flag(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    asked = make.ask(things.task, people.elsewhere, "May I?", private=True)
    for who in ("visitor", "resident"):
        for query in (
            f"kind=question&id={asked.id}",
            "kind=issue&id=99",
            "kind=x&id=1",
        ):
            assert browsers[who].get(f"/flag?{query}").status == 404
    page = browsers["visitor"].post("/flag", {"kind": "issue", "id": "1"})
    assert page.status == 422
    assert rows.count(Case) == 0


def test_a_known_address_and_an_unknown_one_get_the_same(
    visitor: Browser, rows: Rows, things: Things
) -> None:
    pages = []
    for email in ("resident@example.org", "nobody@example.org"):
        page = flag(visitor, "issue", things.other, email=email)
        pages.append((page.status, page.location))
    assert pages[0] == pages[1]
    mails = [(mail.subject[:12], mail.html == "") for mail in rows.all(Outbox)][-2:]
    assert mails[0] == mails[1]
    assert [mail.to for mail in rows.all(Outbox)][-2:] == [
        "resident@example.org",
        "nobody@example.org",
    ]


def test_whoever_flagged_hears_the_outcome_and_nothing_more(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things
) -> None:
    flag(browsers["elsewhere"], "issue", things.other)
    flag(browsers["visitor"], "issue", things.other, email="ann@example.org")
    flag(browsers["visitor"], "issue", things.other, email="bob@example.org")
    ann = next(mail for mail in rows.all(Outbox) if mail.to == "ann@example.org")
    found = re.search(r"/flag/\S+", ann.text)
    assert found
    assert browsers["visitor"].get(found[0]).status == 200
    assert browsers["visitor"].fill(found[0], {}).status == 303
    assert browsers["visitor"].get(found[0]).status == 404
    decide(browsers["organiser"], the_case(rows), "hide")
    told = [mail.to for mail in rows.all(Outbox) if "flag:" not in mail.subject]
    assert "ann@example.org" in told
    assert "bob@example.org" not in told  # never said that it is theirs
    assert rows.heard(people.elsewhere)[-1] == verbs.TOLD
    page = browsers["elsewhere"].get(f"/moderation/cases/{the_case(rows).id}")
    assert page.says("did something about it")
    assert "shouts" not in page.text


def test_addresses_go_ninety_days_after_the_case_is_closed(
    browsers: dict[str, Browser], make: Maker, rows: Rows, things: Things
) -> None:
    flag(browsers["visitor"], "issue", things.other, email="ann@example.org")
    decide(browsers["organiser"], the_case(rows), "nothing")
    make.jobs(days=89)
    assert rows.all(Flag)[0].email == "ann@example.org"
    make.jobs(days=91)
    assert rows.all(Flag)[0].email == ""


def test_it_may_be_about_who_wrote_it_and_who_is_named_can_be_flagged(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    at = f"/flag?kind=issue&id={things.other.id}"
    assert browsers["visitor"].get(at).says("The person who did it")
    for about in ("thing", "author", "author"):
        flag(browsers["resident"], "issue", things.other, about=about)
    assert [row.about_author for row in rows.all(Flag)] == [False, True]
    case = f"/moderation/cases/{the_case(rows).id}"
    assert browsers["organiser"].get(case).says("(about who wrote it)")
    make.claim(things.task, people.member)
    named = f"/flag?kind=person&id={people.member.id}"
    page = browsers["organiser"].get(f"/tasks/{things.task.id}")
    assert named in page.links
    assert browsers["visitor"].get(f"/tasks/{things.task.id}").text.count(named) == 0
    page = browsers["organiser"].fill(named, {"reason": "abuse", "note": "At my door."})
    assert page.status == 303
    case = f"/moderation/cases/{the_case(rows).id}"
    assert browsers["organiser"].get(case).says("A person", "At my door.")
    assert decide(browsers["organiser"], the_case(rows), "warn").status == 303


def test_whom_it_is_about_does_not_read_what_was_said_of_them(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People
) -> None:
    own = make.issue(people.organiser, title="Mine")
    flag(browsers["resident"], "issue", own, note="I was in the hall on Monday.")
    at = f"/moderation/cases/{the_case(rows).id}"
    assert "on Monday" not in browsers["organiser"].get(at).text
    assert browsers["operator"].get(at).says("I was in the hall on Monday.")


@pytest.mark.parametrize(
    ("about", "readers"),
    [("resident", "resident operator"), ("member", "member organiser operator"),
     ("organiser", "visitor resident member elsewhere organiser operator")],
)  # fmt: skip
def test_whom_it_is_about_is_said_to_those_who_may_read_the_name(
    browsers: dict[str, Browser], people: People, about: str, readers: str
) -> None:
    named = people.by_name[about]
    for who, browser in browsers.items():
        page = browser.get(f"/flag?kind=person&id={named.id}")
        assert page.says("Flag this", "A person")
        assert page.says(f"A person: {named.name}") is (who in readers.split()), who


@pytest.mark.parametrize("column", [Case.kind, Act.kind], ids=str)
def test_the_name_of_every_kind_fits_where_it_is_written(column: Any) -> None:
    assert max(map(len, MODELS)) <= column.type.length

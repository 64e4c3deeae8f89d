"""The safety record: drafted from the board as it is, gone through, kept, looked at
again."""

import pytest

from board.areas.models import Area
from board.db import db
from board.mail.models import Outbox
from board.safety import verbs
from board.safety.kinds import KINDS
from board.safety.models import SafetyRecord
from tests.builders import Maker, People, Rows
from tests.pages import Browser

AT = "/operator/safety"
SAID = {
    "accountable": "Pat Price, chair",
    "possible_answer": "yes",
    "possible_reason": "Anybody can read it.",
    "likely_answer": "no",
    "likely_reason": "It is about streets.",
}


def look_first(make: Maker, people: People) -> None:
    """An organiser looks at first posts in Hodge Hill from now on."""
    with make.app.app_context(), db.engine.begin() as connection:
        table = Area.__table__
        mine = table.c.id == people.hodge_hill.id
        connection.execute(table.update().where(mine).values(looks_first=True))  # type: ignore[attr-defined]


def letters(rows: Rows) -> list[str]:
    """What the mails about it say first."""
    mails = [mail for mail in rows.all(Outbox) if "safety record" in mail.subject]
    return [mail.text.split("\n")[0] for mail in mails]


def test_the_draft_is_of_what_this_board_has_switched_on(
    operator: Browser, make: Maker, people: People
) -> None:
    assert "/operator/safety" in operator.get("/operator").links
    page = operator.get(f"{AT}/edit")
    assert page.says("First posts are seen at once", "An organiser lets members in")
    assert page.says("Anybody can post by a mailed link")
    assert all(f"{number}. " in page.words for number in range(1, 18))
    assert "It could be a picture in a post." in page.text
    assert "First posts are looked at" not in page.text
    look_first(make, people)
    assert "First posts are looked at" in operator.get(f"{AT}/edit").text


def test_there_are_seventeen_kinds() -> None:
    assert len(KINDS) == 17


def test_it_is_saved_read_and_kept_in_versions(
    operator: Browser, rows: Rows, people: People
) -> None:
    assert operator.get(AT).says("There is no safety record yet")
    assert operator.fill(f"{AT}/edit", SAID).location == AT
    page = operator.get(AT)
    assert page.says("Pat Price, chair", "5. Controlling or coercive behaviour: Low")
    assert page.says("Can children reach this board, or a part of it? Yes")
    assert page.says("not legal advice")
    again = {"hate_level": "high", "hate_reason": "There was a wave of it."}
    operator.fill(f"{AT}/edit", again)
    assert operator.get(AT).says("3. Hate: High", "There was a wave of it.")
    page = operator.get(f"{AT}/1")
    assert page.says("3. Hate: Medium", "This is an earlier version.")
    assert f"{AT}/edit" not in page.links
    lines = rows.lines(verbs.SAVED)
    assert [line.facts["version"] for line in lines] == [1, 2]
    assert {line.actor_id for line in lines} == {people.operator.id}


@pytest.mark.parametrize(
    "missing", ["accountable", "possible_answer", "likely_reason", "fraud_measures"]
)
def test_what_is_missing_is_asked_for(
    operator: Browser, rows: Rows, people: People, missing: str
) -> None:
    page = operator.fill(f"{AT}/edit", SAID | {missing: ""})
    assert page.status == 422
    assert rows.count(SafetyRecord) == 0


@pytest.mark.parametrize("day", ["2020-01-01", "2199-01-01"])
def test_it_is_gone_through_again_within_a_year(
    operator: Browser, rows: Rows, people: People, day: str
) -> None:
    page = operator.fill(f"{AT}/edit", SAID | {"review_on": day})
    assert page.status == 422
    assert page.says("Pick a day within a year from now.")
    assert rows.count(SafetyRecord) == 0


def test_of_two_who_go_through_it_at_once_the_second_is_told(
    operator: Browser, rows: Rows, people: People
) -> None:
    fields = operator.get(f"{AT}/edit").form(f"{AT}/edit").filled(SAID)
    assert operator.send_form(f"{AT}/edit", fields).status == 303
    page = operator.send_form(f"{AT}/edit", fields)
    assert page.status == 409
    assert page.says("Somebody changed this while you were writing.")
    assert rows.count(SafetyRecord) == 1


def test_operators_are_reminded_once_after_eleven_months(
    operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    operator.fill(f"{AT}/edit", SAID)
    make.jobs(days=333)
    assert letters(rows) == []
    for day in (335, 336, 337):
        make.jobs(days=day)
    (words,) = letters(rows)
    assert words.startswith("It was last gone through on")


def test_operators_are_reminded_when_a_switch_changes(
    operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    operator.fill(f"{AT}/edit", SAID)
    make.jobs()
    assert letters(rows) == []
    look_first(make, people)
    make.jobs(days=0.1)
    make.jobs(days=0.2)
    (words,) = letters(rows)
    assert "In some areas an organiser looks at first posts" in words
    assert operator.get("/operator").says("This is different now")
    assert operator.get(AT).says("This is different now")
    make.jobs(days=335)
    assert len(letters(rows)) == 2, "a year is a reason of its own"
    operator.fill(f"{AT}/edit", {})
    assert not operator.get(AT).says("This is different now")


def test_nobody_but_operators_reads_it(
    operator: Browser, organiser: Browser, people: People
) -> None:
    operator.fill(f"{AT}/edit", SAID)
    for page in (AT, f"{AT}/1", f"{AT}/edit"):
        assert organiser.get(page).status == 403

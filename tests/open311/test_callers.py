"""An operator says which systems may send; a key is shown once and kept hashed."""

import re

from board.open311.caller_actions import RIGHTS
from board.open311.models import Caller, CallerArea
from board.open311.verbs import ADDED, ENDED
from tests.builders import Maker, People, Rows
from tests.open311.hands import number, send
from tests.pages import Browser, Page

AT = "/operator/open311"
SAID = {"name": "FixMyStreet", "areas": ["1"], "rights": ["sends_requests"]}
SAID |= {"per_hour": "20"}


def key_in(page: Page) -> str:
    """The key that a page shows."""
    found = re.search(r"<code>([\w-]{43})</code>", page.text)
    assert found, page
    return found[1]


def test_a_key_is_shown_once_and_opens_what_was_ticked(
    operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    made = operator.fill(AT, SAID, action=AT)
    assert made.status == 200
    assert made.headers["cache-control"] == "no-store"
    assert made.says("A key for FixMyStreet", "it is shown this once")
    key = key_in(made)
    (caller,) = rows.all(Caller)
    assert key not in "".join(map(str, rows.everything().values()))
    assert [getattr(caller, right) for right in RIGHTS] == [True, False, False]
    assert [row.area_id for row in rows.all(CallerArea)] == [people.hodge_hill.id]
    assert number(send(make, key))
    page = operator.get(AT)
    assert key not in page.text
    assert page.says("FixMyStreet", "20 things an hour at most", "Hodge Hill")
    assert len(rows.lines(ADDED)) == 1


def test_the_same_form_makes_one_key(operator: Browser, rows: Rows) -> None:
    form = operator.get(AT).form(AT)
    sent = [operator.send_form(AT, form.filled(SAID)) for _ in range(2)]
    assert [page.status for page in sent] == [200, 409]
    assert rows.count(Caller) == 1


def test_what_is_missing_is_said(operator: Browser, rows: Rows) -> None:
    nothing = {"name": "", "areas": None, "rights": None, "per_hour": "0"}
    refused = operator.fill(AT, nothing, action=AT)
    assert refused.status == 422
    assert set(refused.errors) == {"name", "per_hour"}
    for field in ("areas", "rights"):
        refused = operator.fill(AT, SAID | {field: None}, action=AT)
        assert (refused.status, set(refused.errors)) == (422, {field})
    odd = operator.fill(AT, SAID | {"areas": ["999"]}, action=AT)
    assert odd.status == 422
    assert rows.count(Caller) == 0


def test_one_press_ends_a_key(operator: Browser, make: Maker, rows: Rows) -> None:
    key = key_in(operator.fill(AT, SAID, action=AT))
    assert operator.press(AT, f"{AT}/1/end").status == 303
    assert send(make, key).status == 403
    assert operator.get(AT).says("Key ended")
    assert not operator.get(AT).offers(f"{AT}/1/end")
    assert operator.post(f"{AT}/1/end").status == 409
    assert len(rows.lines(ENDED)) == 1


def test_nobody_finds_a_system_among_people(operator: Browser, rows: Rows) -> None:
    operator.fill(AT, SAID, action=AT)
    assert rows.count(Caller) == 1
    assert not operator.get("/operator/people").says("FixMyStreet")
    assert not operator.get("/people").says("FixMyStreet")

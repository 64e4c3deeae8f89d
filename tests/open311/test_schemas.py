"""Every answer is valid by schema, and says the same as XML and as JSON, however posts
stand."""

from typing import Any

import pytest
from flask import Flask

from board.issues.models import Issue
from board.open311.models import SentRequest
from tests.all_that_happens import all_that_happens
from tests.builders import Maker, People, Rows, Things
from tests.open311.hands import LAMP, SAID, V2, key_for, number, post, program, send
from tests.open311.shapes import check, check_both, check_xml
from tests.pages import Browser


def check_all(browser: Browser, issues: list[int]) -> dict[str, Any]:
    """Every address that is read; the requests by their numbers."""
    check_both(browser, "discovery", "/open311/discovery")
    check_both(browser, "discovery", f"{V2}/discovery")
    for service in check_both(browser, "services", f"{V2}/services"):
        path = f"{V2}/services/{service['service_code']}"
        check_both(browser, "service_definition", path)
    check_both(browser, "updates", f"{V2}/servicerequestupdates")
    check_both(browser, "requests_extended", f"{V2}/requests", "?extensions=true")
    listed = check_both(browser, "requests", f"{V2}/requests")
    found = {one["service_request_id"]: one for one in listed}
    for id in issues:
        path = f"{V2}/requests/{id}"
        name = "requests" if browser.get(f"{path}.json").status == 200 else "errors"
        shown = check_both(browser, name, path)
        if name == "requests" and str(id) in found:
            assert shown == [found[str(id)]]
    return found


def test_in_the_demo(app: Flask, story: None, rows: Rows) -> None:
    issues = rows.all(Issue)
    found = check_all(program(Maker(app)), [issue.id for issue in issues])
    assert {one["status"] for one in found.values()} == {"open", "closed"}


def test_however_posts_stand(
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    browsers: dict[str, Browser],
) -> None:
    named = all_that_happens(make, rows, people, things, browsers)
    sent = {row.issue_id for row in rows.all(SentRequest)}
    browser = program(make)
    found = check_all(browser, [issue.id for issue in rows.all(Issue)])
    stands = {
        issue.id: (issue.state, issue.hidden_at, issue.hidden_for, issue.title)
        for issue in rows.all(Issue)
    }
    assert {state for state, *_ in stands.values()} >= {"done", "not_done", "duplicate"}
    for id, (_state, hidden_at, hidden_for, title) in stands.items():
        page = browser.get(f"{V2}/requests/{id}.json")
        is_shown = hidden_at is None and title
        assert page.status == (200 if is_shown or hidden_for or id in sent else 404)
        if not is_shown and page.status == 200:
            assert page.json[0]["description"] is None
            assert str(id) not in found
    assert str(named["hidden post"].id) not in found
    assert any(stands[id][1] and not stands[id][2] for id in sent), "one waits"


@pytest.mark.parametrize("suffix", ["xml", "json"])
def test_what_is_given_and_what_is_refused(
    make: Maker, people: People, suffix: str
) -> None:
    key = key_for(make, people)
    id = number(send(make, key))
    shown = make.issue(people.resident)
    said = SAID | {"service_request_id": f"{shown.id}"}
    answers = {
        "given": ("requests", key, LAMP),
        "given_update": ("servicerequestupdates", key, said),
        "errors": ("requests", "made-up", LAMP),
    }
    for name, (path, sent_key, fields) in answers.items():
        as_json = post(make, f"{path}.json", sent_key, **fields)
        check(name, as_json.json)
        page = post(make, f"{path}.{suffix}", sent_key, **fields)
        if suffix == "xml":
            check_xml(name, page.text, as_json.json)
    check_both(program(make), "token", f"{V2}/tokens/{id}")
    for path in ("tokens/999999", "services/unicorns", "requests/999999", "nothing"):
        check_both(program(make), "errors", f"{V2}/{path}")

"""What is public here, as service requests and what became of them."""

from datetime import timedelta
from typing import Any

import pytest

from board import clock
from board.issues.models import Issue, State
from board.moderation.case_actions import set_looks_first
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.open311.hands import V2, decide_on, listed, one, program
from tests.pages import Page


def get(make: Maker, path: str) -> Page:
    """What anybody gets."""
    return program(make).get(f"{V2}/{path}")


def ids(make: Maker, query: str) -> list[str]:
    """The numbers of a list."""
    return [one["service_request_id"] for one in listed(make, query)]


def stamp(days: float) -> str:
    """A moment so many days from now."""
    return f"{clock.now() + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def posts(make: Maker, people: People, count: int = 3) -> list[Issue]:
    """Some posts, each of an hour of its own."""
    return [make.issue(people.resident, title=f"Lamp {n}") for n in range(count)]


def test_the_newest_stand_first_and_pages_never_repeat(
    make: Maker, people: People
) -> None:
    newest = [str(issue.id) for issue in posts(make, people)][::-1]
    assert ids(make, "") == newest
    assert ids(make, "?page_size=2") == newest[:2]
    assert ids(make, "?page_size=2&page=2") == newest[2:]
    assert ids(make, "?page_size=2&page=3") == []
    empty = get(make, "requests.xml?page=9")
    assert "<service_requests" in empty.text
    assert "<request>" not in empty.text


def test_numbers_override_all_else(make: Maker, people: People) -> None:
    first, second, _third = posts(make, people)
    query = f"?service_request_id={first.id},{second.id},999&status=closed"
    assert set(ids(make, query)) == {str(first.id), str(second.id)}


def test_by_status_service_words_and_place(make: Maker, people: People) -> None:
    lamp = make.issue(people.resident, latitude=52.5, longitude=-1.8)
    bins = make.issue(people.resident, title="Bins", category="rubbish")
    done = make.issue(people.resident, title="Mended")
    make.state(done, people.organiser, State.DONE, reason="It shines.")
    assert ids(make, "?status=closed") == [str(done.id)]
    assert set(ids(make, "?status=open")) == {str(lamp.id), str(bins.id)}
    assert len(ids(make, "?status=open,closed")) == 3
    assert ids(make, "?service_code=rubbish") == [str(bins.id)]
    assert len(ids(make, "?service_code=rubbish,lighting")) == 3
    assert ids(make, "?q=bins") == [str(bins.id)]
    assert ids(make, "?lat=52.5001&long=-1.8&radius=100") == [str(lamp.id)]
    assert ids(make, "?lat=52.6&long=-1.8&radius=100") == []
    assert ids(make, "?jurisdiction_id=ward-end") == []
    assert len(ids(make, "?jurisdiction_id=hodge-hill&status=&q=")) == 3


def test_windows_are_of_90_days_and_both_ends_are_in_them(
    make: Maker, people: People, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = clock.now() - timedelta(days=100)
    with monkeypatch.context() as long_ago:
        long_ago.setattr(clock, "now", lambda: then)
        old = make.issue(people.resident)
    new = make.issue(people.resident)
    assert ids(make, "") == [str(new.id)]
    exactly = then.isoformat().replace("+", "%2B")
    assert ids(make, f"?start_date={exactly}&end_date={exactly}") == [str(old.id)]
    assert ids(make, f"?start_date={stamp(-101)}") == [str(old.id)]
    assert ids(make, f"?end_date={stamp(-20)}") == [str(old.id)]
    assert ids(make, f"?updated_after={stamp(-1)}") == [str(new.id)]
    assert ids(make, f"?updated_before={stamp(-50)}") == [str(old.id)]


@on_sqlite
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z", 400),
        ("start_date=2026-05-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400),
        ("start_date=yesterday", 400),
        ("start_date=0001-01-01", 400),
        ("updated_after=2026-13-01", 400),
        ("status=solved", 400),
        ("page=0", 400),
        ("page=x", 400),
        ("page_size=-1", 400),
        ("lat=1", 400),
        ("lat=nan&long=nan", 400),
        ("lat=1&long=1&radius=99999999", 400),
        ("service_code=unicorns", 404),
        ("jurisdiction_id=atlantis", 404),
        ("service_request_id=x", 404),
        ("service_request_id=" + ",".join("9" * 1001), 400),
    ],
)
def test_what_makes_no_sense_is_said_in_the_format_that_was_asked_for(
    make: Maker, people: People, query: str, status: int
) -> None:
    as_json = get(make, f"requests.json?{query}")
    assert as_json.status == status, as_json.text
    assert as_json.json[0]["code"] == status
    as_xml = get(make, f"requests.xml?{query}")
    assert as_xml.text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<errors>')


@on_sqlite
def test_a_plus_sign_that_was_not_spelled_out_is_read_all_the_same(
    make: Maker, people: People
) -> None:
    (issue,) = posts(make, people, 1)
    assert ids(make, "?start_date=2026-05-01T00:00:00+01:00&updated_after=") in (
        [],
        [str(issue.id)],
    )


def test_closed_it_says_when_and_the_latest_of_what_became_of_it(
    make: Maker, people: People, rows: Rows
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.LOOKED_AT)
    make.state(issue, people.organiser, State.DONE, reason="It shines again.")
    closed = listed(make)[0]
    assert closed["status"] == "closed"
    assert closed["status_notes"] == "Done\n\nIt shines again."
    make.comment(issue, people.member, "Thanks, says a neighbour.")
    assert one(make, issue.id).json[0] == closed, "talk is no update"


def test_what_became_of_posts_is_told_in_words_of_fixmystreet(
    make: Maker, people: People
) -> None:
    first, second, third = posts(make, people)
    make.state(first, people.organiser, State.LOOKED_AT)
    make.state(first, people.organiser, State.NOT_DONE, reason="No money.")
    make.merge(second, people.organiser, into=third)
    make.unmerge(second, people.organiser)
    told = get(make, "servicerequestupdates.json").json
    assert [(u["service_request_id"], u["status"]) for u in told] == [
        (str(first.id), "investigating"),
        (str(first.id), "no_further_action"),
        (str(second.id), "duplicate"),
        (str(second.id), "open"),
    ]
    at = told[1]["updated_datetime"]
    again = get(make, f"servicerequestupdates.json?start_date={at}").json
    assert again == told[: len(again)] if at == told[0]["updated_datetime"] else again
    assert len({one["update_id"] for one in told}) == 4
    assert get(make, f"servicerequestupdates.json?end_date={stamp(-1)}").json == []
    assert get(make, "servicerequestupdates.json?jurisdiction_id=ward-end").json == []


def test_more_is_told_to_who_asks_for_it(make: Maker, people: People) -> None:
    issue = make.issue(people.resident, kind="idea")
    make.state(issue, people.organiser, State.LOOKED_AT)
    plain, more = listed(make)[0], listed(make, "?extensions=true")[0]
    assert plain.items() <= more.items()
    assert more["extended_attributes"]["url"].endswith(f"/issues/{issue.id}")
    assert more["attributes"] == [{"code": "kind", "value": "idea"}]
    assert [note["type"] for note in more["notes"]] == ["investigating"]


def test_a_place_that_is_shown_roughly_is_told_roughly(
    make: Maker, people: People
) -> None:
    make.issue(people.resident, latitude=52.123456, longitude=-1.765432, rounded=True)
    shown = listed(make)[0]
    assert shown["lat"] != 52.123456
    assert abs(shown["lat"] - 52.123456) < 0.01


def hidden(make: Maker, people: People) -> Issue:
    """A post that an organiser hid."""
    issue = make.issue(people.resident, title="Marked words", place="Marked place")
    make.comment(issue, people.member, "Marked talk")
    make.state(issue, people.organiser, State.DONE, reason="Marked reason")
    decide_on(make, people.organiser, "issue", issue.id, "hide", "It is unkind.")
    return issue


def test_what_is_hidden_is_nowhere_but_that_it_was_and_why(
    make: Maker, people: People
) -> None:
    issue = hidden(make, people)
    for path in ("requests.json?extensions=true", "servicerequestupdates.json"):
        assert "Marked" not in get(make, path).text
        assert get(make, path).json == []
    shown = one(make, issue.id)
    assert "Marked" not in shown.text
    assert shown.json[0]["status"] == "closed"
    assert "It is unkind." in shown.json[0]["status_notes"]


def test_what_waits_and_was_not_sent_by_a_system_is_as_if_it_were_not(
    make: Maker, people: People
) -> None:
    with make.writing():
        area = make._here(people.hodge_hill)
        set_looks_first(area, make._here(people.organiser), True)
    issue = make.issue(make.person("Nova"))
    assert one(make, issue.id).status == 404


def test_services_are_those_that_areas_offer(make: Maker, people: People) -> None:
    services: list[dict[str, Any]] = get(make, "services.json").json
    assert services[0]["service_code"] == "streets"
    assert all(one["metadata"] is True for one in services)
    definition = get(make, "services/streets.json").json
    assert [one["order"] for one in definition["attributes"]] == [1, 2, 3]
    assert get(make, "services/unicorns.xml").status == 404
    assert get(make, "services.json?jurisdiction_id=atlantis").status == 404


def test_discovery_says_since_when_services_are_as_they_are(
    make: Maker, people: People, operator: Any
) -> None:
    first = program(make).get("/open311/discovery.json").json
    assert [(one["type"], one["url"]) for one in first["endpoints"]] == [
        ("production", "http://127.0.0.1:8000/open311/v2/"),
        ("test", "http://127.0.0.1:8000/open311/test/v2/"),
    ]
    added = operator.fill(
        "/areas/hodge-hill/categories",
        {"name": "Otters", "hint": "In the river", "icon": "paw-print"},
    )
    assert added.status == 303
    later = program(make).get("/open311/discovery.json").json
    assert later["changeset"] >= first["changeset"]
    codes = [s["service_code"] for s in get(make, "services.json").json]
    assert "otters" in codes


@on_sqlite
def test_addresses_that_are_none_answer_in_the_format_they_name(make: Maker) -> None:
    browser = program(make)
    assert browser.get(f"{V2}/nothing.json").json[0]["code"] == 404
    assert "<errors>" in browser.get(f"{V2}/requests.csv").text
    refused = browser.open("DELETE", f"{V2}/requests.json")
    assert (refused.status, refused.json[0]["code"]) == (400, 400)
    posted = browser.send_form(f"{V2}/services.xml", [("a", "b")])
    assert posted.status == 400
    assert "<errors>" in posted.text

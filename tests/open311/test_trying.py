"""What is sent to the test address is looked at like all else, and nothing of it is
kept."""

from pathlib import Path
from typing import Any

import pytest

from board.config import Settings
from board.open311.models import Caller
from tests.builders import Maker, People, Rows
from tests.open311.hands import LAMP, SAID, TEST, V2, key_for, number, post, program
from tests.open311.shapes import check_both
from tests.open311.test_take_request import REFUSED
from tests.pages import Page
from tests.photos.drawing import drawn

COUNTED = ("caller", "allowance")  # that its key was used, and how much


def tried(make: Maker, key: str, **fields: Any) -> Page:
    """A service request at the test address."""
    return post(make, "requests.json", key, at=TEST, **LAMP | fields)


def kept(rows: Rows, settings: Settings) -> dict[str, Any]:
    """All that is stored, but for how much the key was used."""
    pictures = Path(settings.instance).rglob("*.webp")
    stored = rows.everything() | {"pictures": sorted(map(str, pictures))}
    return {name: said for name, said in stored.items() if name not in COUNTED}


def test_it_is_told_so_and_nothing_is_kept(
    make: Maker, people: People, settings: Settings, rows: Rows
) -> None:
    key = key_for(make, people)
    before = kept(rows, settings)
    (said,) = tried(make, key).json
    assert said["service_request_id"] == "test"
    assert "kept nothing" in said["service_notice"]
    assert kept(rows, settings) == before
    (caller,) = rows.all(Caller)
    assert caller.used_at, "so whoever gave the key sees that it works"
    assert program(make).get(f"{TEST}/requests/test.json").status == 404


def test_a_picture_is_looked_at_and_not_kept(
    make: Maker, people: People, settings: Settings, rows: Rows
) -> None:
    key = key_for(make, people)
    before = kept(rows, settings)
    fields = [("api_key", key), *LAMP.items()]
    for content, status in ((drawn(), 200), (b"no picture", 400)):
        at, files = f"{TEST}/requests.json", [("lamp.jpg", content)]
        page = program(make).send_files(at, fields, files, field="media")
        assert page.status == status
    assert kept(rows, settings) == before


def test_what_became_of_a_post_is_tried_too(
    make: Maker, people: People, settings: Settings, rows: Rows
) -> None:
    key = key_for(make, people, rights=("sends_updates", "sets_status"))
    issue = make.issue(people.resident)
    before = kept(rows, settings)
    said = SAID | {"service_request_id": f"{issue.id}", "status": "FIXED"}
    page = post(make, "servicerequestupdates.json", key, at=TEST, **said)
    assert page.json == [{"update_id": "test"}]
    assert kept(rows, settings) == before


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_otherwise_is_refused_in_the_same_words(
    make: Maker, people: People, name: str
) -> None:
    key = key_for(make, people)
    wrong = {"api_key": key} | LAMP | REFUSED[name][1]
    key = wrong.pop("api_key")
    here = post(make, "requests.json", key, at=TEST, **wrong)
    there = post(make, "requests.json", key, **wrong)
    assert here.status == REFUSED[name][0]
    assert (here.status, here.json) == (there.status, there.json)


def test_it_counts_in_the_hour_of_the_key(make: Maker, people: People) -> None:
    key = key_for(make, people, per_hour=2)
    said = [tried(make, key, description=f"Lamp {n}").status for n in range(3)]
    assert said == [200, 200, 429]


def test_what_was_tried_is_taken_when_it_counts(make: Maker, people: People) -> None:
    key = key_for(make, people)
    assert tried(make, key).status == 200
    assert number(post(make, "requests.json", key, **LAMP)) > 0


def test_what_is_read_there_is_what_is_read_otherwise(
    make: Maker, people: People
) -> None:
    make.issue(people.resident)
    browser = program(make)
    for path in ("services", "requests", "servicerequestupdates", "discovery"):
        here = browser.get(f"{TEST}/{path}.json")
        assert here.json == browser.get(f"{V2}/{path}.json").json
    check_both(browser, "discovery", f"{TEST}/discovery")

"""What another system sends waits for an organiser, and is a post from then on."""

from datetime import timedelta

import pytest

from board import clock
from board.issues.models import Issue
from board.moderation.models import Case, State
from board.open311.models import Caller, SentRequest
from board.photos.models import Photo
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.open311.hands import (
    LAMP,
    V2,
    decide_on,
    key_for,
    listed,
    number,
    one,
    program,
    send,
)
from tests.pages import Browser
from tests.photos.drawing import drawn


def test_it_waits_and_has_its_number_at_once(
    make: Maker, people: People, rows: Rows, visitor: Browser
) -> None:
    given = send(make, key_for(make, people))
    id = number(given)
    assert "not kept" in given.json[0]["service_notice"]
    (waits,) = one(make, id).json
    assert (waits["service_request_id"], waits["status"]) == (str(id), "open")
    assert waits["service_code"] == "lighting"
    assert waits["description"] is waits["lat"] is waits["address"] is None
    assert listed(make) == []
    assert visitor.get(f"/issues/{id}").status == 404
    assert not visitor.get("/issues").says("The lamp is out")
    (case,) = rows.all(Case)
    assert (case.kind, case.thing_id, case.state) == ("issue", id, State.HELD)


def test_published_it_is_a_post_like_any_other_and_says_who_sent_it(
    make: Maker, people: People, visitor: Browser, organiser: Browser
) -> None:
    id = number(send(make, key_for(make, people)))
    assert organiser.get("/moderation").says("by Lamp Watch", "The lamp is out")
    decide_on(make, people.organiser, "issue", id, "accept")
    page = visitor.get(f"/issues/{id}")
    assert page.h1 == "The lamp is out"
    assert page.says("Lamp Watch", "Since March, and it is dark.")
    assert visitor.get("/issues").says("The lamp is out")
    assert "Lamp Watch" in visitor.get("/issues.csv").text
    (shown,) = listed(make)
    assert shown["description"].startswith("The lamp is out\n\nSince March")
    assert (shown["lat"], shown["long"]) == (52.4921, -1.8203)
    assert one(make, id).json == [shown]


def test_declined_it_is_closed_and_says_why(
    make: Maker, people: People, visitor: Browser
) -> None:
    id = number(send(make, key_for(make, people)))
    decide_on(make, people.organiser, "issue", id, "hide", "It names a neighbour.")
    (gone,) = one(make, id).json
    assert gone["status"] == "closed"
    assert "It names a neighbour." in gone["status_notes"]
    assert gone["description"] is None
    assert visitor.get(f"/issues/{id}").status == 410
    assert listed(make) == []


@pytest.mark.parametrize(
    "mark", [{"attribute[fixmystreet_id]": "12"}, {"reference": "a", "account_id": "b"}]
)
def test_the_same_number_of_theirs_is_one_post_for_ever(
    make: Maker, people: People, rows: Rows, mark: dict[str, str]
) -> None:
    key = key_for(make, people)
    first = number(send(make, key, **mark))
    again = number(send(make, key, description="In other words.", **mark))
    assert again == first
    assert rows.count(Issue) == rows.count(SentRequest) == 1
    other = key_for(make, people, name="Another")
    assert number(send(make, other, **mark)) != first


def test_the_same_words_are_one_post_within_an_hour(
    make: Maker, people: People, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_for(make, people)
    first = number(send(make, key))
    assert number(send(make, key)) == first
    assert number(send(make, key, lat="52.4922")) != first
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert number(send(make, key)) != first
    assert rows.count(Issue) == 3


def test_who_told_them_is_kept_nowhere(make: Maker, people: People, rows: Rows) -> None:
    person = {"first_name": "Zelda", "last_name": "Quillfeather"}
    person |= {"email": "zq@example.org", "phone": "0121 496 0999"}
    person |= {"deviceid": "Zelda-phone", "account_id": "Zelda-1"}
    number(send(make, key_for(make, people), **person))
    stored = "\n".join("\n".join(lines) for lines in rows.everything().values())
    for word in ("Zelda", "Quillfeather", "zq@", "496 0999"):
        assert word not in stored


def test_pictures_come_along_without_what_cameras_add(
    make: Maker, people: People, rows: Rows
) -> None:
    key = key_for(make, people)
    fields = [("api_key", key), *LAMP.items(), ("device_id", ""), ("media_url", "")]
    for field in ("media", "photo1"):
        sent = program(make).send_files(
            f"{V2}/requests.json",
            [*fields, ("reference", field)],
            [("lamp.jpg", drawn(colour="navy"))],
            field=field,
        )
        id = number(sent)
        assert rows.count(Photo, owner=f"issue-{id}") == 1
    decide_on(make, people.organiser, "issue", id, "accept")
    (shown,) = one(make, id).json
    picture = shown["media_url"].removeprefix("http://127.0.0.1:8000")
    assert program(make).get(picture).status == 200


def test_an_address_of_a_picture_is_told_and_not_fetched(
    make: Maker, people: People, rows: Rows
) -> None:
    key = key_for(make, people)
    urls = ["https://pictures.example.org/1.jpg", "https://pictures.example.org/2.jpg"]
    id = number(send(make, key, media_url=urls))
    assert all(f"A picture: {url}" in rows.get(Issue, id).body for url in urls)
    refused = send(make, key, media_url="javascript:alert(1)")
    assert refused.status == 400


def test_what_fixmystreet_sends_is_read_as_a_title_and_a_text(
    make: Maker, people: People, rows: Rows
) -> None:
    said = (
        "title: Hole in the road\n\ndetail: It is deep.\n\n"
        "url: https://fms.example.org/report/1\n\nSubmitted via FixMyStreet\n"
    )
    more = {"attribute[kind]": "", "attribute[closest_address]": "12 Larch Road"}
    key = key_for(make, people)
    issue = rows.get(Issue, number(send(make, key, description=said, **more)))
    assert issue.title == "Hole in the road"
    assert issue.body.startswith("It is deep.\n\nurl: https://fms.example.org")
    assert (issue.place, issue.kind) == ("12 Larch Road", "problem")


@on_sqlite
def test_a_long_first_line_is_a_title_in_short_and_whole_in_the_text(
    make: Maker, people: People, rows: Rows
) -> None:
    said = "A very long line that goes on " * 10
    issue = rows.get(Issue, number(send(make, key_for(make, people), description=said)))
    assert issue.title.endswith(" …")
    assert len(issue.title) <= 120
    assert issue.body == said.strip()


REFUSED = {
    "without a key": (403, {"api_key": ""}),
    "with another's key": (403, {"api_key": "made-up"}),
    "about nothing we know": (404, {"service_code": "unicorns"}),
    "about nothing": (400, {"service_code": ""}),
    "without words": (400, {"description": ""}),
    "with too many words": (400, {"description": "x" * 4001}),
    "with code in it": (400, {"description": "<script>alert(1)</script>"}),
    "with letters that turn": (400, {"description": "turned \u202e round"}),
    "nowhere": (400, {"lat": "", "long": "", "jurisdiction_id": ""}),
    "at no place on earth": (400, {"lat": "north"}),
    "far beyond": (400, {"lat": "123.4"}),
    "of no kind": (400, {"attribute[kind]": "rumour"}),
    "in no area": (404, {"jurisdiction_id": "atlantis"}),
    "in another area": (403, {"jurisdiction_id": "ward-end"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_refused_in_words_and_nothing_stored(
    make: Maker, people: People, rows: Rows, name: str
) -> None:
    key = key_for(make, people)
    before = rows.everything()
    status, wrong = REFUSED[name]
    fields = {"api_key": key} | LAMP | wrong
    for suffix in ("json", "xml"):
        page = program(make).send_form(f"{V2}/requests.{suffix}", list(fields.items()))
        assert page.status == status, page.text
        assert "description" in page.text
    assert rows.everything() == before


def test_a_key_does_what_its_rights_say_until_it_is_ended(
    make: Maker, people: People, rows: Rows, operator: Browser
) -> None:
    only_updates = key_for(make, people, rights=["sends_updates"])
    assert send(make, only_updates).status == 403
    key = key_for(make, people, name="Second")
    number(send(make, key))
    caller = rows.all(Caller)[-1]
    assert caller.used_at is not None
    operator.post(f"/operator/open311/{caller.id}/end")
    assert send(make, key).status == 403


def test_a_key_has_a_limit_of_its_own(make: Maker, people: People) -> None:
    key = key_for(make, people, per_hour=2)
    sent = [send(make, key, reference=f"{n}") for n in range(3)]
    assert [page.status for page in sent] == [200, 200, 429]
    assert int(sent[-1].headers["retry-after"]) > 0
    assert sent[-1].json[0]["code"] == 429
    assert number(send(make, key, reference="0")), "what is there costs nothing"


def test_its_token_is_its_number(make: Maker, people: People) -> None:
    id = number(send(make, key_for(make, people)))
    found = program(make).get(f"{V2}/tokens/{id}.json")
    assert found.json == [{"service_request_id": str(id), "token": str(id)}]
    assert program(make).get(f"{V2}/tokens/999999.json").status == 404
    assert program(make).get(f"{V2}/tokens/x.json").json[0]["code"] == 404

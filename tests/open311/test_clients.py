"""Other people's way of reading: a public client, and a stand-in that reads and sends
as FixMyStreet does in every point we know of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from georeport import GeoReport

from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.conftest import Server
from tests.open311.hands import decide_on, key_for, simple

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("output", ["json", "xml"])
def test_a_public_client_reads_what_is_here(
    make: Maker, people: People, server: Server, output: str
) -> None:
    first, second = make.issue(people.resident), make.issue(people.resident)
    make.state(second, people.organiser, State.DONE, reason="It shines.")
    client = GeoReport(f"{server.url}/open311/v2", "hodge-hill", output_format=output)
    services = client.get_service_list()
    assert "lighting" in [one["service_code"] for one in services]
    definition = client.get_service_definition("lighting")
    assert definition["service_code"] == "lighting"
    found = client.get_service_requests(service_code="lighting", status="open,closed")
    assert {one["service_request_id"] for one in found} == {
        str(first.id),
        str(second.id),
    }
    single: Any = client.get_service_request(str(second.id))
    single = single[0] if isinstance(single, list) else single
    assert (single["status"], single["service_code"]) == ("closed", "lighting")


class FixMyStreet:
    """Joins its endpoint to the name of a method, sends forms, reads XML alone."""

    def __init__(self, endpoint: str, key: str) -> None:
        self.endpoint = endpoint
        self.key = key
        self.updates: dict[str, dict[str, Any]] = {}

    def ask(self, path: str, **query: str) -> Any:
        """What a GET says."""
        address = f"{self.endpoint}{path}?{urlencode(query)}"
        with urlopen(address, timeout=20) as answer:
            assert answer.headers["content-type"] == "text/xml; charset=utf-8"
            return simple(ET.fromstring(answer.read()))

    def send(self, path: str, **fields: str) -> Any:
        """What a POST says."""
        said = urlencode({"api_key": self.key} | fields).encode()
        try:
            with urlopen(f"{self.endpoint}{path}", said, timeout=20) as answer:
                return simple(ET.fromstring(answer.read()))
        except HTTPError as refused:
            told = simple(ET.fromstring(refused.read()))
            raise AssertionError(told["error"][0]["description"]) from refused

    def populate(self) -> dict[str, list[str]]:
        """The categories, each with the codes of what is asked."""
        found = {}
        for service in self.ask("services.xml")["service"]:
            assert service["service_code"]
            assert service["service_name"]
            asked = []
            if service["metadata"] == "true":
                told = self.ask(f"services/{service['service_code']}.xml")
                asked = [one["code"] for one in told["attributes"]["attribute"]]
            found[service["service_code"]] = asked
        return found

    def report(self, number: int, asked: list[str], **said: str) -> str:
        """Send a report; the number it has here."""
        known = {"fixmystreet_id": f"{number}", "closest_address": "12 Larch Road"}
        extra = {f"attribute[{code}]": known.get(code, "") for code in asked}
        fields = {
            "service_code": "lighting",
            "description": "title: Dark\n\ndetail: The lamp is out.\n\nurl: x\n",
            **{
                "first_name": "Zelda",
                "last_name": "Quill",
                "phone": "",
                "email": "z@q",
            },
            **{"lat": "52.49", "long": "-1.82", "deviceid": "", "media_url": ""},
        }
        answer = self.send("requests.xml", **fields | extra | said)
        (request,) = answer["request"]
        assert request["service_request_id"], "else it would look for a token"
        return str(request["service_request_id"])

    def pull(self, since: datetime, until: datetime) -> list[dict[str, Any]]:
        """The updates of a window that it does not know yet."""
        window = {"start_date": since.isoformat(), "end_date": until.isoformat()}
        told = self.ask("servicerequestupdates.xml", api_key=self.key, **window) or {}
        new = []
        for one in told.get("request_update", []):
            at = datetime.fromisoformat(one["updated_datetime"])
            assert since.replace(microsecond=0) <= at <= until, "outside the window"
            if one["update_id"] not in self.updates:
                self.updates[one["update_id"]] = one
                new.append(one)
        return new


@pytest.fixture
def client(make: Maker, people: People, server: Server) -> FixMyStreet:
    """It, with a key for this board."""
    key = key_for(make, people, name="FixMyStreet")
    return FixMyStreet(f"{server.url}/open311/v2/", key)


def test_a_report_goes_out_once_is_followed_and_comes_back(
    client: FixMyStreet, make: Maker, people: People, rows: Rows
) -> None:
    categories = client.populate()
    asked = categories["lighting"]
    assert {"fixmystreet_id", "closest_address"} <= set(asked)
    id = client.report(7, asked)
    assert client.report(7, asked) == id, "it lost our answer and sends again"
    issue = rows.get(Issue, int(id))
    assert (issue.title, issue.place) == ("Dark", "12 Larch Road")
    decide_on(make, people.organiser, "issue", issue.id, "accept")
    since = datetime.now(UTC) - HOUR
    assert client.pull(since, datetime.now(UTC) + HOUR) == []
    make.state(issue, people.organiser, State.LOOKED_AT)
    make.state(issue, people.organiser, State.DONE, reason="It shines.")
    until = datetime.now(UTC) + HOUR
    told = client.pull(since, until)
    assert [one["status"] for one in told] == ["investigating", "fixed"]
    assert all(one["service_request_id"] == id for one in told)
    assert client.pull(since, until) == [], "each once"
    (polled,) = client.ask("requests.xml", service_request_id=id)["request"]
    assert polled["status"] == "closed"
    assert "It shines." in polled["status_notes"]


def test_its_updates_come_in_and_its_own_are_known_again(
    client: FixMyStreet, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    said = {
        "service_request_id": f"{issue.id}",
        "update_id": "31",
        "status": "OPEN",
        "updated_datetime": "2026-05-01T09:30:00+01:00",
        "description": "Still dark.",
        **{"email": "z@q", "first_name": "Zelda", "title": "Ms", "media_url": ""},
    }
    first = client.send("servicerequestupdates.xml", **said)
    again = client.send("servicerequestupdates.xml", **said)
    assert first == again
    assert first["request_update"][0]["update_id"]


def test_it_imports_our_posts_with_all_it_needs(
    client: FixMyStreet, make: Maker, people: People
) -> None:
    make.issue(people.resident, latitude=52.49, longitude=-1.82)
    window = {
        "start_date": (datetime.now(UTC) - HOUR).isoformat(),
        "end_date": (datetime.now(UTC) + HOUR).isoformat(),
    }
    (one,) = client.ask("requests.xml", jurisdiction_id="hodge-hill", **window)[
        "request"
    ]
    needed = ("service_request_id", "lat", "long", "requested_datetime")
    needed += ("updated_datetime", "status", "service_code", "description")
    assert all(one[name] for name in needed)
    assert one["media_url"] is None
    token = client.ask(f"tokens/{one['service_request_id']}.xml")["request"][0]
    assert token["service_request_id"] == one["service_request_id"]

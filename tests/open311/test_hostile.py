"""Whatever is asked or sent: an answer in the format of its address, never a fault of
ours, and nothing of what is hidden."""

from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board.issues.models import Issue
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.open311.hands import LAMP, SAID, V2, decide_on, key_for, program, send
from tests.open311.shapes import check, check_xml
from tests.pages import Browser, Page

NASTY = (
    *("", " ", "0", "-1", "1e9", "9" * 40, "nan", "inf", "None", "true", "\0", "%00"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "\ud7ff", "\u202e", "\ufffe", "😀"),
    *("2026-05-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59-14:00", "1,2,3"),
    *("../../etc/passwd", "open", "closed", "lighting", "hodge-hill", "52.49", "-1.8"),
)
VALUES = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
READ = (
    *("service_request_id", "service_code", "start_date", "end_date", "status", "page"),
    *("page_size", "updated_after", "updated_before", "lat", "long", "radius", "q"),
    *("extensions", "jurisdiction_id"),
)
SENT = (
    *LAMP,
    *SAID,
    *("api_key", "service_request_id", "address_string", "address_id", "media_url"),
    *("attribute[kind]", "attribute[fixmystreet_id]", "attribute[]", "account_id"),
)
PATHS = (
    *("discovery", "services", "services/{}", "requests", "requests/{}"),
    *("tokens/{}", "servicerequestupdates", "{}"),
)
OFTEN = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
MARK = "Zquillmark"


def some(names: tuple[str, ...]) -> Any:
    """Some of these parameters, each with something in it."""
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=5)


def answers_well(page: Page, suffix: str) -> None:
    """It is no fault of ours, in the right format, and leaks nothing."""
    assert page.status < 500, page.text
    assert MARK not in page.text
    if page.status < 400:
        return
    assert page.status in (400, 403, 404, 413, 429), page.status
    if suffix == "json":
        check("errors", page.json)
    else:
        check_xml("errors", page.text, told(page))


def told(page: Page) -> Any:
    """What an error in XML says, as JSON would."""
    texts = page.text.split("<description>")[1:]
    assert texts
    from xml.etree import ElementTree as ET

    return [
        {"code": int(one[0].text or ""), "description": one[1].text}
        for one in ET.fromstring(page.text)
    ]


def hidden_in_every_way(make: Maker, people: People) -> None:
    """Posts with a mark in all their words that nobody is to read."""
    said = {"title": f"{MARK} one", "body": MARK, "place": MARK}
    hidden = make.issue(people.resident, **said)
    make.comment(hidden, people.member, MARK)
    decide_on(make, people.organiser, "issue", hidden.id, "hide", "Unkind.")
    send(make, key_for(make, people), description=f"{MARK}\n\n{MARK}")
    shown = make.issue(people.resident)
    decide_on(
        make,
        people.organiser,
        "comment",
        make.comment(shown, people.member, MARK).id,
        "hide",
        "Unkind.",
    )


@on_sqlite
def test_whatever_is_asked(make: Maker, people: People) -> None:
    hidden_in_every_way(make, people)
    browser = program(make)

    @OFTEN
    @given(
        st.sampled_from(PATHS),
        st.sampled_from(("json", "xml")),
        VALUES,
        some(READ),
    )
    def ask(path: str, suffix: str, gap: str, query: dict[str, str]) -> None:
        at = path.format(quote(gap, safe=""))
        said = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        page = raw(browser, "GET", f"{V2}/{at}.{suffix}?{said}")
        answers_well(page, suffix)

    ask()


@on_sqlite
def test_whatever_is_sent(make: Maker, people: People, rows: Rows) -> None:
    hidden_in_every_way(make, people)
    key = key_for(make, people, name="Second")
    browser = program(make)
    before = rows.count(Issue)

    @OFTEN
    @given(
        st.sampled_from(("requests", "servicerequestupdates")),
        st.sampled_from(("json", "xml")),
        st.booleans(),
        some(SENT),
    )
    def post(path: str, suffix: str, has_key: bool, wrong: dict[str, str]) -> None:
        right = LAMP if path == "requests" else SAID | {"service_request_id": "1"}
        fields = ({"api_key": key} if has_key else {}) | right | wrong
        encoded = [
            (name, value.encode("utf-8", "replace")) for name, value in fields.items()
        ]
        page = browser.send_form(f"{V2}/{path}.{suffix}", encoded)
        answers_well(page, suffix)

    post()
    for issue in rows.all(Issue)[before:]:
        assert issue.hidden_at is not None, "each waits"


@on_sqlite
def test_what_is_no_form_is_refused(make: Maker, people: People) -> None:
    for kind in ("application/json", "text/xml", "multipart/form-data", ""):
        for body in (b"", b"{", b"\xff\xfe\x00", b"a=b" * 1000):
            page = program(make).open(
                "POST", f"{V2}/requests.json", body, Content_Type=kind
            )
            answers_well(page, "json")
            assert page.status in (400, 403)


@on_sqlite
def test_what_is_no_picture_is_refused_in_words(make: Maker, people: People) -> None:
    key = key_for(make, people)
    sent = program(make).send_files(
        f"{V2}/requests.xml",
        [("api_key", key), *LAMP.items()],
        [("lamp.jpg", b"not a picture")],
        field="media",
    )
    assert sent.status == 400
    assert "lamp.jpg" in sent.text


def raw(browser: Browser, method: str, url: str) -> Page:
    """A request whose address is spelled already."""
    return Page(browser.send(method, url, b"", {}), url)

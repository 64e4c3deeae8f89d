"""Where one is signed in: in words, with the last use, and how each of them ends."""

from datetime import timedelta

import pytest

from board import clock
from board.accounts.session_models import SignIn
from tests.builders import PASSWORD, People, Rows
from tests.pages import Browser

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
MEMBER = {"email": "member@example.org", "password": PASSWORD}
PAGE = "/me/security"


def signed_in(browser: Browser, **said: str) -> Browser:
    """Signed in at the page, with a browser that says what it is."""
    form = browser.get("/login").form("/login")
    fields = form.filled(MEMBER | said)
    assert browser.send_form("/login", fields, User_Agent=FIREFOX).status == 303
    return browser


def test_each_is_named_in_words_and_no_address_is_kept(
    visitor: Browser, member: Browser, people: People, rows: Rows
) -> None:
    here = signed_in(visitor)
    page = here.get(PAGE)
    assert page.says("Firefox on Windows", "This device", "A browser we do not know")
    assert "127.0.0.1" not in str(rows.everything()["sign_in"])
    assert FIREFOX not in str(rows.everything())


def test_one_of_them_is_signed_out_and_the_rest_stay(
    visitor: Browser, member: Browser, people: People
) -> None:
    here = signed_in(visitor)
    assert here.press(PAGE, f"{PAGE}/end").status == 303
    assert member.get("/me").location.startswith("/login")
    assert here.get("/me").status == 200


def test_nobody_ends_the_session_of_somebody_else(
    member: Browser, resident: Browser, people: People, rows: Rows
) -> None:
    (theirs,) = rows.all(SignIn, person_id=people.resident.id)
    for key in (theirs.token_hash[:16], "", "%", "_" * 16):
        with_key = member.post(f"{PAGE}/end", {"key": key})
        assert with_key.status == 404
    assert resident.get("/me").status == 200


def test_everywhere_is_everywhere(
    visitor: Browser, member: Browser, resident: Browser, people: People
) -> None:
    here = signed_in(visitor)
    page = here.press(PAGE, f"{PAGE}/end-all")
    assert page.location == "/login"
    assert page.headers["clear-site-data"] == '"cache", "storage"'
    for browser in (here, member):
        assert browser.get("/me").location.startswith("/login")
    assert resident.get("/me").status == 200


def test_the_use_of_a_session_is_written_once_an_hour(
    member: Browser, people: People, rows: Rows
) -> None:
    def used() -> object:
        return rows.all(SignIn, person_id=people.member.id)[0].used_at

    now, first = clock.now(), used()
    with clock.set_to(now + timedelta(minutes=59)):
        member.get("/issues")
    assert used() == first
    later = now + timedelta(minutes=62)
    with clock.set_to(later):
        member.get("/issues")
    assert used() == later
    with clock.set_to(later + timedelta(minutes=5)):
        page = member.get(PAGE)
    assert page.says("Last used:")
    assert f"{later:%Y-%m-%dT%H:%M}" in page.text
    assert used() == later


@pytest.mark.parametrize(
    ("remember", "idle"), [({}, timedelta(hours=8)), ({"remember": "y"}, timedelta(14))]
)
def test_a_session_nobody_uses_ends_before_its_time(
    visitor: Browser, people: People, remember: dict[str, str], idle: timedelta
) -> None:
    now = clock.now()
    here = signed_in(visitor, **remember)
    used = now + idle - timedelta(minutes=1)
    with clock.set_to(used):
        assert here.get("/me").status == 200
    with clock.set_to(used + idle - timedelta(minutes=1)):
        assert here.get("/me").status == 200
    with clock.set_to(used + 2 * idle):
        assert here.get("/me").location.startswith("/login")


def test_ending_all_asks_for_the_forms_token(member: Browser, people: People) -> None:
    assert member.send_form(f"{PAGE}/end-all", []).status == 400
    assert member.get("/me").status == 200

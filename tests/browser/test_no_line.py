"""The board where there is no line: what is kept to read, what it says of itself, and
when it goes."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from board.assets import build
from tests.browser.device import NEW, Phone
from tests.browser.line import line_to
from tests.browser.screen import PATIENCE, Screen
from tests.browser.test_access import complaints, examined
from tests.builders import Maker, People
from tests.conftest import Server

Opens = Callable[..., Screen]
OLD = "No connection. This is how the page was on"
NAMES = "caches.keys().then(names => names.sort().join())"
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def phone(screen: Opens, server: Server, people: People) -> Iterator[Phone]:
    """A resident's."""
    with line_to(server.port, server.make) as line:
        window = screen(
            people.resident, at=line, service_workers="allow", viewport=NARROW
        )
        yield Phone(window, line)
        window.page.close()


def old(phone: Phone) -> None:
    """The page says that it is an old one."""
    expect(phone.page.locator("#old-copy")).to_contain_text(OLD)
    expect(phone.page.locator("#old-copy")).to_be_visible()


def test_my_week_and_what_was_opened_can_be_read_and_say_from_when_they_are(
    phone: Phone, make: Maker, people: People
) -> None:
    issue = make.issue(people.member, title="The lamp is out")
    phone.arrive()
    expect(phone.page.locator("#old-copy")).to_be_hidden()
    phone.window.open(f"/issues/{issue.id}")
    phone.wait_until_kept(f"/issues/{issue.id}")
    phone.lose_line()
    for path in ("/me", f"/issues/{issue.id}", NEW, f"{NEW}?area=ward-end"):
        phone.window.open(path)
        old(phone)
    times = phone.page.locator("#old-copy").inner_text()
    assert ":" in times, "from when it is"


def test_a_line_that_is_there_and_silent_counts_as_none(
    phone: Phone, make: Maker, people: People
) -> None:
    phone.arrive()
    phone.lose_answers()
    begun = time.monotonic()
    phone.window.open("/me")
    old(phone)
    assert time.monotonic() - begun < PATIENCE / 1000
    make.issue(people.resident, title="The newest of mine")
    phone.find_line()
    phone.window.open("/me")
    phone.window.sees("The newest of mine")
    expect(phone.page.locator("#old-copy")).to_be_hidden()


def test_what_was_never_opened_is_waited_for_longer_on_a_silent_line(
    phone: Phone,
) -> None:
    phone.line.changed[b"LATE = 30000"] = b"LATE =  3000"
    phone.arrive()
    phone.lose_answers()
    phone.window.open("/campaigns")
    phone.window.sees("This page is not kept on your device.")


def test_what_was_never_opened_leads_to_what_can_be_read(
    phone: Phone, make: Maker, people: People
) -> None:
    issue = make.issue(people.member, title="Lamps & <bins>")
    phone.arrive()
    phone.window.open(f"/issues/{issue.id}")
    phone.wait_until_kept(f"/issues/{issue.id}")
    phone.lose_line()
    phone.window.open("/campaigns")
    phone.window.sees("This page is not kept on your device.")
    phone.window.sees("This page is not kept on your device.", "My week")
    assert phone.page.evaluate("document.body.scrollWidth <= innerWidth")
    phone.page.get_by_role("link", name="Lamps & <bins>").click()
    old(phone)


def test_with_a_line_the_page_is_the_one_of_now(
    phone: Phone, make: Maker, people: People
) -> None:
    phone.arrive()
    phone.window.open("/issues")
    phone.wait_until_kept("/issues")
    make.issue(people.member, title="The newest")
    phone.window.open("/issues")
    phone.window.sees("The newest")
    expect(phone.page.locator("#old-copy")).to_be_hidden()


def test_a_kept_page_becomes_the_one_of_now_once_there_is_a_line(
    phone: Phone, make: Maker, people: People
) -> None:
    phone.arrive()
    phone.window.open("/issues")
    phone.wait_until_kept("/issues")
    phone.lose_line()
    phone.window.open("/issues")
    old(phone)
    make.issue(people.member, title="The newest")
    phone.find_line()
    phone.page.evaluate("htmx.trigger('#live', 'back')")
    phone.window.sees("The newest")
    expect(phone.page.locator("#old-copy")).to_be_hidden()


def test_the_last_twenty_are_kept_and_none_of_those_that_are_nobody_elses_business(
    phone: Phone,
) -> None:
    phone.arrive()
    for path in ("/me/security", "/me/settings", "/notifications", "/me/consents"):
        phone.window.page.goto(path)
    for number in range(25):
        phone.window.open(f"/issues?q={number}")
    phone.wait_until_kept("/issues?q=24")
    phone.page.wait_for_timeout(300)
    kept = set(phone.kept())
    assert kept == {"/me", NEW, "/offline"} | {f"/issues?q={n}" for n in range(5, 25)}


def test_whoever_signs_out_leaves_nothing(phone: Phone) -> None:
    phone.arrive()
    phone.page.locator(".menu > summary").click()
    phone.page.get_by_role("button", name="Sign out").last.click()
    phone.window.sees("You are signed out.")
    assert phone.kept() == []


def test_whoever_signs_out_without_a_line_leaves_nothing_either(phone: Phone) -> None:
    phone.arrive()
    phone.lose_line()
    phone.page.locator(".menu > summary").click()
    phone.page.get_by_role("button", name="Sign out").last.click()
    phone.window.sees("What you sent did not reach us.")
    assert phone.kept() == []
    phone.window.open("/me")
    phone.window.sees("This page is not kept on your device.")


def test_when_the_session_ended_elsewhere_the_next_page_clears_it(
    phone: Phone,
) -> None:
    phone.arrive()
    phone.window.context.clear_cookies()
    phone.window.open("/issues")
    phone.page.wait_for_timeout(300)
    assert phone.kept() == []
    phone.lose_line()
    phone.window.open("/me")
    phone.window.sees("This page is not kept on your device.")
    assert phone.page.locator("#kept-pages li").count() == 0


def test_who_signs_in_next_reads_nothing_of_the_one_before(
    phone: Phone, people: People, server: Server
) -> None:
    phone.arrive()
    before = phone.page.locator("main").inner_text()
    assert people.resident.name in before
    name, _, value = server.make.cookie(people.member).partition("=")
    phone.window.context.clear_cookies()
    cookie = {"name": name, "value": value, "url": phone.line.url}
    phone.window.context.add_cookies([cookie])  # type: ignore[list-item]
    phone.window.open("/issues")
    phone.wait_until_kept("/issues")
    phone.lose_line()
    phone.window.open("/me")
    old(phone)
    assert people.resident.name not in phone.page.content()


def test_a_new_version_of_the_program_takes_over_with_files_of_its_own(
    phone: Phone,
) -> None:
    phone.arrive()
    phone.window.open("/issues")
    phone.wait_until_kept("/issues")
    newer = "0" * len(build())
    phone.line.changed = {build().encode(): newer.encode()}
    phone.window.open("/campaigns")
    person = phone.page.get_attribute("html", "data-person")
    until = time.monotonic() + PATIENCE / 1000
    while phone.page.evaluate(NAMES) != f"files {newer},kept {person} en {newer}":
        assert time.monotonic() < until, phone.page.evaluate(NAMES)
        phone.page.wait_for_timeout(100)
    phone.wait_until_kept()
    assert "/issues" not in phone.kept(), "it was drawn with the files of before"
    phone.lose_line()
    phone.window.open("/me")
    old(phone)


def test_a_visitor_gets_no_worker_and_no_script_for_it(
    screen: Opens, server: Server, people: People
) -> None:
    window = screen(service_workers="allow")
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.open("/issues")
    window.page.wait_for_load_state("load")
    window.page.wait_for_timeout(300)
    assert not [url for url in asked if "phone.js" in url or "sw.js" in url]
    found = window.page.evaluate("navigator.serviceWorker.getRegistrations()")
    assert found == []


@pytest.mark.parametrize("without", ["a worker", "script"])
def test_without_any_of_it_the_board_works(
    screen: Opens, people: People, without: str
) -> None:
    script = without != "script"
    window = screen(
        people.resident, java_script_enabled=script, service_workers="block"
    )
    window.open(NEW)
    window.page.get_by_label("In a few words").fill("The lamp is out")
    window.page.get_by_label("What is wrong").fill("Every night.")
    window.page.get_by_label("Which of these").select_option("lighting")
    window.page.get_by_label("Which area").select_option("hodge-hill")
    window.page.get_by_role("button", name="Post it").click()
    window.heading("The lamp is out")


def test_everybody_can_use_what_is_there_without_a_line(
    screen: Opens, server: Server, people: People, tmp_path: Path
) -> None:
    with line_to(server.port, server.make) as line:
        opens = examined(partial(screen, at=line, service_workers="allow"))
        phone = Phone(opens(people.resident), line)
        phone.arrive()
        phone.lose_line()
        found = []
        for path in ("/me", "/tasks", NEW):
            phone.window.open(path)
            found += complaints(phone.window, f"{path} without a line")
        phone.write(tmp_path)
        phone.post()
        phone.sees_waiting("The lamp is out")
        found += complaints(phone.window, "what waits")
        phone.window.open("/me")
        phone.sees_waiting("The lamp is out")
        found += complaints(phone.window, "what waits on another page")
        assert not found, "\n".join(found)


def test_a_phone_offers_to_put_it_on_the_home_screen(phone: Phone) -> None:
    phone.arrive()
    session = phone.window.context.new_cdp_session(phone.page)
    found = session.send("Page.getInstallabilityErrors")
    assert found["installabilityErrors"] == []
    assert session.send("Page.getAppManifest")["errors"] == []

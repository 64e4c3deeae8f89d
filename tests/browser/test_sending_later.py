"""A post that is written where there is no line, and sends itself once there is one:
once, with its pictures, wherever the line drops."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from board.issues.models import Issue
from board.photos.models import Photo
from tests.browser.device import NEW, SENT, Phone
from tests.browser.line import Drop, line_to
from tests.browser.screen import Screen
from tests.builders import People, Rows
from tests.conftest import Server

Opens = Callable[..., Screen]


@pytest.fixture
def phone(screen: Opens, server: Server, people: People) -> Iterator[Phone]:
    """A resident's."""
    with line_to(server.port, server.make) as line:
        window = screen(people.resident, at=line, service_workers="allow")
        yield Phone(window, line)
        window.page.close()


def write_without_line(
    phone: Phone, folder: Path, title: str = "The lamp is out"
) -> None:
    """Write a post in the kept form, and press the button."""
    phone.arrive()
    phone.lose_line()
    phone.window.open(NEW)
    phone.write(folder, title)
    phone.post()
    phone.window.sees("Your post is kept on this device.")
    phone.sees_waiting("It is sent by itself when there is a connection.")


@pytest.mark.parametrize(
    "steps",
    [
        ["POST before"],
        ["POST upload"],
        ["POST answer"],
        ["POST before", "GET before", "GET answer"],
        ["POST upload", "POST upload", "POST before"],
        ["POST answer", "POST answer", "GET before", "POST upload", "POST answer"],
    ],
    ids=", ".join,
)
def test_it_goes_once_wherever_the_line_drops(
    phone: Phone, rows: Rows, tmp_path: Path, steps: list[str]
) -> None:
    phone.arrive()
    phone.window.open(NEW)
    phone.write(tmp_path)
    phone.drop_at(steps)
    phone.post()
    phone.window.sees("Your post is kept on this device.")
    while phone.line.drops:
        phone.try_again()
    phone.sees_sent()
    phone.window.sees("Your post was sent.")
    (issue,) = rows.all(Issue)
    assert issue.photo_count == rows.count(Photo) == 2
    assert issue.body == "Every night.\n\nFor a week."
    phone.page.get_by_role("link", name="Read it").click()
    phone.window.heading("The lamp is out")
    phone.window.open("/me")
    expect(phone.page.locator("#waiting")).to_have_count(0)


@pytest.mark.parametrize("steps", [["POST silence"], ["POST silence", "POST silence"]])
def test_what_gets_no_answer_goes_once_too(
    phone: Phone, rows: Rows, tmp_path: Path, steps: list[str]
) -> None:
    for long, short in ((b"= 15000", b"=  1500"), (b"LATE = 30000", b"LATE =  3000")):
        phone.line.changed[long] = short
    phone.arrive()
    phone.window.open(NEW)
    phone.write(tmp_path)
    phone.drop_at(steps)
    phone.post()
    phone.window.sees("Your post is kept on this device.")
    phone.sees_waiting("It is sent by itself when there is a connection.")
    while phone.line.drops:
        phone.try_again()
    phone.sees_sent()
    (issue,) = rows.all(Issue)
    assert issue.photo_count == rows.count(Photo) == 2
    assert phone.line.passed.count(f"POST {NEW}") == len(steps) + 1


@pytest.mark.parametrize("notices", ["online", "focus", "the next visit"])
def test_where_the_browser_sends_nothing_in_the_background_an_open_page_does(
    phone: Phone, rows: Rows, tmp_path: Path, notices: str
) -> None:
    phone.line.changed[b"registration.sync?"] = b"registration.none?"
    write_without_line(phone, tmp_path)
    phone.line.is_up = True
    if notices == "the next visit":
        phone.page.close()
        phone.page = phone.window.page = phone.window.context.new_page()
        phone.window.open("/issues")
    else:
        phone.page.evaluate(f"void dispatchEvent(new Event('{notices}'))")
    phone.sees_waiting(SENT)
    assert rows.count(Issue) == 1


def test_two_posts_from_the_same_kept_form_are_two(
    phone: Phone, rows: Rows, tmp_path: Path
) -> None:
    write_without_line(phone, tmp_path)
    phone.window.open(NEW)
    phone.write(tmp_path, "The bin is full")
    phone.post()
    expect(phone.page.locator("#waiting li")).to_have_count(2)
    phone.sees_sent(2)
    assert {issue.title for issue in rows.all(Issue)} == {
        "The lamp is out",
        "The bin is full",
    }


def test_of_several_open_pages_one_sends(
    phone: Phone, rows: Rows, tmp_path: Path
) -> None:
    write_without_line(phone, tmp_path)
    others = [phone.window.context.new_page() for _ in range(2)]
    for page in others:
        page.goto("/me")
    phone.line.is_up = True
    for page in (*others, phone.page):
        page.evaluate("void dispatchEvent(new Event('online'))")
    phone.sees_waiting(SENT)
    assert phone.line.passed.count(f"POST {NEW}") == 1
    assert rows.count(Issue) == 1


def test_it_is_sent_from_whatever_page_is_opened_next(
    phone: Phone, rows: Rows, tmp_path: Path
) -> None:
    write_without_line(phone, tmp_path)
    phone.line.is_up = True
    phone.window.open("/campaigns")
    phone.sees_waiting(SENT)
    assert rows.count(Issue) == 1


def test_what_waits_can_be_deleted(phone: Phone, rows: Rows, tmp_path: Path) -> None:
    write_without_line(phone, tmp_path)
    phone.page.get_by_role("button", name="Delete").click()
    expect(phone.page.locator("#waiting")).to_be_hidden()
    phone.find_line()
    phone.window.open("/me")
    phone.page.wait_for_timeout(500)
    assert rows.count(Issue) == 0


def test_what_the_board_refuses_stands_in_the_form_again(
    phone: Phone, rows: Rows, tmp_path: Path
) -> None:
    write_without_line(phone, tmp_path, title="")
    phone.find_line()
    phone.sees_waiting("Something in it needs another look.")
    phone.page.get_by_role("link", name="Open it").click()
    expect(phone.page.get_by_label("What is wrong")).to_have_value(
        "Every night.\n\nFor a week."
    )
    phone.has_chosen(2)
    phone.page.get_by_label("In a few words").fill("The lamp is out")
    phone.post()
    phone.window.heading("The lamp is out")
    assert rows.count(Photo) == 2
    expect(phone.page.locator("#waiting")).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (413, "It is too big to be taken."),
        (429, "We try again by ourselves."),
        (503, "We try again by ourselves."),
    ],
)
def test_what_cannot_be_taken_yet_waits_for_a_while(
    phone: Phone, rows: Rows, tmp_path: Path, status: int, words: str
) -> None:
    write_without_line(phone, tmp_path)
    phone.line.drops.append(Drop("POST", NEW, status))
    phone.find_line()
    phone.sees_waiting(words)
    phone.find_line()
    phone.page.wait_for_timeout(500)
    phone.sees_waiting(words)
    assert f"POST {NEW}" not in phone.line.passed
    phone.window.faults.clear()  # what is broken on purpose


def test_whoever_was_signed_out_meanwhile_is_told_and_it_goes_once_they_are_back(
    phone: Phone, rows: Rows, tmp_path: Path, people: People
) -> None:
    write_without_line(phone, tmp_path)
    cookies = phone.window.context.cookies()
    phone.window.context.clear_cookies()
    phone.find_line()
    phone.sees_waiting("is sent when its writer signs in again")
    assert "The lamp is out" not in phone.page.locator("main").inner_text()
    phone.window.open("/login")
    phone.sees_waiting("is sent when its writer signs in again")
    phone.window.context.add_cookies(cookies)  # type: ignore[arg-type]
    phone.window.open("/me")
    phone.sees_waiting(SENT)
    assert [issue.author_id for issue in rows.all(Issue)] == [people.resident.id]


def test_another_person_at_the_same_device_finds_nothing_of_it(
    phone: Phone, rows: Rows, tmp_path: Path, people: People, server: Server
) -> None:
    write_without_line(phone, tmp_path)
    context = phone.window.context
    mine = context.cookies()
    name, _, value = server.make.cookie(people.member).partition("=")
    context.clear_cookies()
    context.add_cookies([{"name": name, "value": value, "url": phone.line.url}])
    phone.line.is_up = True
    phone.window.open("/issues")
    phone.wait_until_kept()
    context.clear_cookies()
    context.add_cookies(mine)  # type: ignore[arg-type]
    phone.window.open("/me")
    phone.page.wait_for_timeout(500)
    expect(phone.page.locator("#waiting")).to_have_count(0)
    assert rows.count(Issue) == 0


def test_where_the_device_has_no_room_it_stays_in_the_form(
    phone: Phone, tmp_path: Path
) -> None:
    phone.arrive()
    session = phone.window.context.new_cdp_session(phone.page)
    full = {"origin": phone.line.url, "quotaSize": 1}
    session.send("Storage.overrideQuotaForOrigin", full)
    phone.window.open(NEW)
    phone.write(tmp_path)
    phone.lose_line()
    phone.post()
    phone.window.sees("What you sent did not reach us.")
    phone.page.go_back()
    expect(phone.page.get_by_label("In a few words")).to_have_value("The lamp is out")


def test_pictures_of_an_unfinished_post_are_there_again(
    phone: Phone, tmp_path: Path
) -> None:
    phone.arrive()
    phone.window.open(NEW)
    phone.write(tmp_path)
    phone.page.wait_for_timeout(300)
    phone.window.open("/issues")
    phone.window.open(NEW)
    phone.has_chosen(2)
    expect(phone.page.get_by_label("In a few words")).to_have_value("The lamp is out")

"""The log in words, the settings, and what an operator can't read."""

from flask import Flask

from board.config import Settings
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def test_the_log_tells_in_words_what_happened_and_by_whom(
    operator: Browser, things: Things, people: People
) -> None:
    page = operator.get("/operator/log")
    assert page.says(people.resident.name, things.campaign.title)
    assert f"/operator/people/{people.organiser.id}" in page.links


def test_it_can_be_narrowed_down(
    operator: Browser, make: Maker, things: Things, people: People
) -> None:
    page = operator.get("/operator/log?area=ward-end&kind=issue")
    assert page.says("No such line here")
    make.issue(people.operator, title="By an operator")
    page = operator.get("/operator/log?who=operators&kind=issue")
    assert page.says("By an operator")
    assert not page.says(things.issue.title)


def test_it_goes_on_page_by_page(
    operator: Browser, make: Maker, people: People, rows: Rows
) -> None:
    for number in range(30):
        make.issue(people.resident, title=f"Post {number}")
    page = operator.get("/operator/log")
    assert page.says("Post 29")
    (older,) = (link for link in page.links if "after=" in link)
    page = operator.get(older)
    assert page.says("Post 1 ")
    assert not page.says("Post 29")


def test_an_operator_reads_no_private_question_anywhere(
    operator: Browser, make: Maker, things: Things, people: People
) -> None:
    question = make.ask(
        things.task, people.resident, body="May my Zugzwang come?", private=True
    )
    make.answer(question, people.organiser, body="Your Zugzwang may.")
    assert operator.get(f"/questions/{question.id}").status == 404
    ahead, seen = ["/operator", "/me", f"/tasks/{things.task.id}"], set[str]()
    while ahead:
        url = ahead.pop()
        seen.add(url)
        page = operator.get(url)
        assert "Zugzwang" not in page.text, url
        links = [link.partition("#")[0] for link in page.links]
        ahead += {
            link for link in links if link.startswith("/operator") and link not in seen
        }
    assert len(seen) > 10


def test_settings_are_shown_with_where_they_come_from_and_no_secret(
    operator: Browser, settings: Settings, app: Flask
) -> None:
    page = operator.get("/operator/settings")
    assert page.says("BOARD_SITE_NAME", "Test Board", "BOARD_SECRET_KEY", "(hidden)")
    assert settings.secret_key not in page.text


def test_storage_is_shown_in_megabytes(operator: Browser) -> None:
    page = operator.get("/operator/storage")
    assert page.says("Database", "MB", "Room on the disk", "free")

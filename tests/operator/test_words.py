"""The words of the front page and of the page about the board."""

from board.home import verbs
from board.home.words_models import SiteText
from tests.builders import People, Rows
from tests.pages import Browser

AT = "/operator/words"


def test_what_an_operator_writes_is_what_visitors_read(
    operator: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    assert visitor.get("/about").says("is run by people who live here")
    for place, page in {"front": "/", "about": "/about", "contact": "/about"}.items():
        said = {"text": f"We are **the tenants** of {place} house."}
        assert operator.fill(f"{AT}/{place}", said).location == page
        assert visitor.get(page).says(f"We are the tenants of {place} house.")
    lines = rows.lines(verbs.WORDS_CHANGED)
    assert [line.facts["place"] for line in lines] == ["front", "about", "contact"]
    assert {line.actor_id for line in lines} == {people.operator.id}


def test_raw_html_and_pictures_do_not_come_through(
    operator: Browser, visitor: Browser, people: People
) -> None:
    text = "<b onclick=x>Bold</b> ![p](//evil.example/p.png)"
    operator.fill(f"{AT}/front", {"text": text})
    page = visitor.get("/")
    assert "<b onclick" not in page.text
    assert '<img src="//evil' not in page.text
    assert page.says("<b onclick=x>Bold</b>")


def test_earlier_versions_are_kept_and_of_two_writers_one_is_told(
    operator: Browser, rows: Rows, people: People
) -> None:
    form = operator.get(f"{AT}/about").form(f"{AT}/about")
    operator.send_form(form.action, form.filled({"text": "One."}))
    page = operator.send_form(form.action, form.filled({"text": "Two."}))
    assert page.status == 409
    assert page.says("Somebody changed this while you were writing.", "Two.")
    fields = page.form(form.action).filled({})
    assert operator.send_form(form.action, fields).status == 303
    assert [row.text for row in rows.all(SiteText)] == ["One.", "Two."]
    assert operator.get(f"{AT}/about").says("Version 1", "Version 2")


def test_what_says_the_same_is_no_new_version(
    operator: Browser, rows: Rows, people: People
) -> None:
    assert operator.fill(f"{AT}/front", {"text": ""}).status == 422
    assert rows.count(SiteText) == 0


def test_nobody_else_writes(organiser: Browser, people: People) -> None:
    assert organiser.get(AT).status == 403
    assert organiser.get(f"{AT}/front").status == 403

"""Seeing a post as others will, before it is up."""

from collections.abc import Callable

from tests.builders import People, Rows
from tests.issues.test_post import SAID
from tests.issues.test_without_account import NIA
from tests.pages import Browser

LOOK = {"preview": "1"}


def test_a_resident_sees_the_post_as_others_will_and_nothing_is_stored(
    resident: Browser, rows: Rows, people: People
) -> None:
    before = rows.everything()
    page = resident.fill("/issues/new", SAID | LOOK)
    assert page.status == 200
    assert page.says(
        "As others will see it", "Shown as: A resident of Hodge Hill", "By the school"
    )
    assert "<strong>dark</strong>" in page.text
    assert page.value("title") == SAID["title"]
    assert rows.everything() == before
    posted = resident.send_form(
        "/issues/new",
        [p for p in page.form("/issues/new").filled({}) if p[0] != "preview"],
    )
    assert resident.follow(posted).h1 == SAID["title"]


def test_a_name_is_shown_to_who_shows_it(
    resident: Browser, visitor: Browser, people: People
) -> None:
    assert resident.fill("/issues/new", SAID | LOOK | {"show_name": "y"}).says(
        "Shown as: Rosa Reed"
    )
    assert visitor.fill("/issues/new", NIA | LOOK | {"show_name": "y"}).says(
        "Shown as: Nia Noor"
    )
    assert visitor.fill("/issues/new", NIA | LOOK).says(
        "Shown as: A resident of Hodge Hill"
    )


def test_what_cannot_be_posted_cannot_be_previewed(
    browser: Callable[..., Browser], people: People
) -> None:
    for person, said in ((people.resident, SAID), (None, NIA)):
        page = browser(person).fill("/issues/new", said | LOOK | {"title": ""})
        assert page.status == 422
        assert "title" in page.errors
        assert not page.says("As others will see it")

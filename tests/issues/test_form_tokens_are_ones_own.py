"""Parts of a post's page are drawn once for all who see the same; the token in their
forms is the reader's own."""

import re
from collections.abc import Callable

from board.cards import GAP
from tests.builders import Maker, People, Things
from tests.pages import Browser

TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


def test_two_people_read_the_same_post_with_a_token_each(
    browser: Callable[..., Browser], make: Maker, people: People, things: Things
) -> None:
    readers = [make.person("Rosa"), make.person("Ravi")]
    pages = [
        browser(reader).get(f"/issues/{things.other.id}").text for reader in readers
    ]
    first, second = [TOKEN.findall(page) for page in pages]
    assert len(first) == len(second) > 3
    assert len(set(first)) == len(set(second)) == 1
    assert first != second
    assert not any(GAP in page for page in pages)


def test_a_button_of_a_page_drawn_for_somebody_else_works(
    browser: Callable[..., Browser], make: Maker, people: People, things: Things
) -> None:
    first, second = [browser(make.person(name)) for name in ("Rosa", "Ravi")]
    first.get(f"/issues/{things.other.id}")
    form = second.get(f"/issues/{things.other.id}").form(
        f"/issues/{things.other.id}/second"
    )
    assert second.send_form(form.action, form.filled({})).status == 303
    assert second.get(f"/issues/{things.other.id}").says("You are counted in.")

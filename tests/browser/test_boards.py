"""The pages about other boards can be used by everybody, and without script."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from board.boards.models import Arrival
from board.campaigns.models import Outcome
from board.playbooks import suggestion_actions
from board.playbooks.models import Playbook
from tests.boards.copies import take_over
from tests.boards.exchange import accept_all, bring, drafts
from tests.boards.feeds import feed, item, suggested
from tests.boards.hostile import BOOK, SOUND
from tests.browser.conftest import WAYS
from tests.browser.screen import Screen
from tests.browser.test_access import complaints, examined
from tests.builders import Maker, People, Rows

Looks = Callable[..., Screen]
STEP = {"step": "a:1#listen"}


def happened(make: Maker, people: People) -> None:
    """A board is followed; of each kind something was accepted, and something waits
    that is different or new."""
    with make.writing():
        take_over(make._here(people.operator))
    bring(make, people.operator, feed(*SOUND["all"]))
    accept_all(make, people.operator)
    other = BOOK | {"purpose": "So that people **eat**.", "money": "Forty pounds"}
    waits = [
        item("a:1", playbook=other, version=3, note="It rained."),
        item("a:4", course=SOUND["a course"][0]["_board"]["course"]),
        item("a:5", win=SOUND["a win"][0]["_board"]["win"]),
        suggested("a:1", lineage="a:6", **STEP),
    ]
    bring(make, people.operator, feed(*waits))


def test_every_page_about_other_boards(
    screen: Looks, make: Maker, people: People, rows: Rows
) -> None:
    window, found = examined(screen)(people.operator), []
    assert window.open("/boards").ok
    found += complaints(window, "/boards with nothing")
    happened(make, people)
    campaign = make.campaign(people.organiser)
    make.end(campaign, people.organiser, Outcome.WON, how="They came.")
    with make.writing():
        copy, _there = take_over(make._here(people.operator), "there:other")
        said = {"words": "Talk to thirty.", "why": "Few.", "step": "listen"}
        made = suggestion_actions.suggest(copy, make._here(people.operator), **said)
    pages = [f"/boards/arrivals/{one.id}" for one in rows.all(Arrival)]
    book = next(one for one in rows.all(Playbook) if one.lineage == "a:1")
    pages += [f"/playbooks/{book.id}/tree", f"/playbooks/{copy.id}/suggest"]
    pages += [f"/playbooks/{copy.id}/suggestions/{made.id}"]
    for address in ("/boards", "/wins", *pages):
        assert window.open(address).ok, address
        found += complaints(window)
    assert not found, "\n".join(found)


def test_what_is_refused_says_so_where_it_was_chosen(
    screen: Looks, people: People, tmp_path: Path
) -> None:
    window, found = examined(screen)(people.operator), []
    file = tmp_path / "them.json"
    file.write_bytes(b"[" * 100)
    window.open("/boards")
    page = window.page
    page.get_by_text("Take something over from a file").click()
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Read it in").click()
    page.get_by_text("lists within lists").first.wait_for()
    found += complaints(window, "a refused file")
    page.locator("#address").fill("board")
    page.get_by_role("button", name="Follow it").click()
    page.get_by_text("Type the address of a board").first.wait_for()
    found += complaints(window, "a refused address")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_changed_goes_off_as_a_file_and_comes_in(
    screen: Looks, make: Maker, people: People, tmp_path: Path, way: str
) -> None:
    """Whoever keeps a copy writes what they changed, takes the file, and an operator
    reads one in and accepts it."""
    happened(make, people)
    with make.writing():
        copy, _board = take_over(make._here(people.operator), "there:other")
    hands, options = WAYS[way]
    window = screen(people.operator, **options)
    here: Any = hands(window)
    window.open(f"/playbooks/{copy.id}/suggest?step=listen")
    here.type("How should it read?", "Talk to thirty.")
    here.type("Why?", "Twenty were few.")
    here.press("Send it")
    window.page.get_by_text("Tell those it came from").wait_for()
    address = window.page.get_by_text("Take it as a file").get_attribute("href")
    answer = window.context.request.get(str(address))
    said = json.loads(answer.body())["items"][0]["_board"]["suggestion"]
    assert said["words"] == "Talk to thirty."
    bring(make, people.operator, feed(suggested("a:1", lineage="a:9", **STEP)))
    window.open(f"/boards/arrivals/{drafts(make)[-1].id}")
    here.press("Accept it")
    window.page.get_by_text("From Ward End").wait_for()
    here.press("Take it")
    window.page.get_by_text("Done.").wait_for()

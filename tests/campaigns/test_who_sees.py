"""What each person learns of witnesses, backers and contacts: on pages, in feeds,
tables, the search and the stream."""

import pytest
from flask import Flask

from board.live.regions import render
from board.policy import Audience
from tests.builders import Things
from tests.pages import Browser

URLS = [
    *(
        "/",
        "/campaigns",
        "/issues",
        "/tasks",
        "/areas/hodge-hill",
        "/notifications",
        "/me",
        "/search?q=lamps",
    ),
    *(
        "/campaigns.atom",
        "/areas/hodge-hill.atom",
        "/issues/1.atom",
        "/issues/2.atom",
        "/issues.csv",
        "/tasks.csv",
    ),
    *(
        "/campaigns/1",
        "/campaigns/1/backers",
        "/campaigns/1/posts",
        "/campaigns/1?tasks=all",
        "/issues/2",
    ),
    *("/search?q=Grey", "/search?q=Wood", "/search?q=Noor"),
]
WITNESS, SILENT, NAMED = "Wim Wood", "Pat Price", "Eli Evans"
CONTACT = ("Canon Grey", "Chair of the trust", "Nan Noor", "Likes lamps.")


def read(browser: Browser) -> str:
    """All that a person can read where campaigns leave a trace."""
    return "\n".join(
        page.text for url in URLS if (page := browser.get(url)).status == 200
    )


@pytest.mark.parametrize("who", ["visitor", "resident", "elsewhere"])
def test_others_read_that_there_is_a_witness_and_names_of_those_who_agreed(
    browsers: dict[str, Browser], things: Things, who: str
) -> None:
    text = read(browsers[who])
    assert "a witness is on record" in text
    assert NAMED in text
    assert not [secret for secret in (WITNESS, SILENT, *CONTACT) if secret in text]


def test_members_read_the_witness_but_neither_silent_backers_nor_contacts(
    browsers: dict[str, Browser], things: Things
) -> None:
    text = read(browsers["member"])
    assert WITNESS in text
    assert not [secret for secret in (SILENT, *CONTACT) if secret in text]


@pytest.mark.parametrize("who", ["organiser", "operator"])
def test_organisers_read_all_of_it_but_contacts_only_on_their_own_page(
    browsers: dict[str, Browser], things: Things, who: str
) -> None:
    text, browser = read(browsers[who]), browsers[who]
    assert WITNESS in text
    assert browser.get("/campaigns/1/backers").says(SILENT, NAMED)
    assert not [secret for secret in CONTACT if secret in text]
    assert browser.get("/campaigns/1/contacts").says(*CONTACT)


def test_the_stream_gives_each_audience_what_the_page_gives(
    app: Flask, things: Things
) -> None:
    for audience in Audience:
        with app.test_request_context("/live"):
            made = "".join(
                render(f"campaign-1{part}", audience)
                for part in ("", "-record", "-people", "-thread")
            )
        assert (WITNESS in made) is (audience != Audience.PUBLIC), audience
        assert NAMED in made
        assert not [secret for secret in (SILENT, *CONTACT) if secret in made], audience

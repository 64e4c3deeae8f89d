"""A board below a path: whatever it says or sends, the path stands before."""

import re
from collections import deque
from collections.abc import Callable
from urllib.parse import urldefrag

import pytest

from board import prefix
from tests.builders import PASSWORD, People, Things
from tests.conftest import Server, free_port, on_sqlite
from tests.live.listening import Stream
from tests.pages import Browser

PATH = "/board"
PAGES = 60  # at most
# any attribute with an address, whatever it is called; a value is what a form sends
LEAVES = re.compile(rf'\s(?!value=)[\w:-]+="/(?!/|{PATH[1:]}/)')


@pytest.fixture
def below(serve: Callable[..., Server]) -> Server:
    """A board at http://127.0.0.1:…/board."""
    port = free_port()
    return serve(1, port=port, base_url=f"http://127.0.0.1:{port}{PATH}", locales="en")


def addresses(browser: Browser) -> set[str]:
    """Everything its first pages lead or send to within this name."""
    waiting, found = deque([f"{PATH}/"]), {f"{PATH}/"}
    for _ in range(PAGES):
        if not waiting:
            break
        page = browser.get(waiting.popleft())
        assert page.status == 200, page
        if page.headers["content-type"].startswith("text/html"):
            policy = page.headers["content-security-policy"]
            assert f"report-uri {PATH}/csp-report" in policy
            tags = prefix.TAG.findall(page.text)
            assert not [tag for tag in tags if LEAVES.search(tag)]
        links = {urldefrag(link).url for link in page.links if link.startswith("/")}
        waiting.extend(sorted(links - found))
        found |= links | {form.action for form in page.forms}
    return found


@on_sqlite
@pytest.mark.parametrize("who", ["visitor", "organiser"])
def test_every_address_on_its_pages_lies_below(
    below: Server, people: People, things: object, who: str
) -> None:
    browser = below.browser(people.by_name.get(who))
    found = addresses(browser)
    assert len(found) > 40
    assert [where for where in found if not where.startswith(f"{PATH}/")] == []


@on_sqlite
def test_whoever_signs_in_is_led_to_where_they_were_going(
    below: Server, people: People
) -> None:
    browser = below.browser()
    sent = browser.get(f"{PATH}/me")
    assert sent.headers["location"] == f"{PATH}/login?next=/me"
    who = {"email": people.member.email, "password": PASSWORD}
    page = browser.fill(f"{PATH}/login?next=/me", who)
    assert (page.status, page.headers["location"]) == (303, f"{PATH}/me")


@on_sqlite
def test_what_changes_while_one_reads_leads_below(
    below: Server, things: Things, people: People
) -> None:
    thread = f"issue-{things.issue.id}-thread"
    reader = Stream(below.port, thread)
    below.make.comment(things.issue, people.member, "Ours too.")
    frame = reader.until(thread).data
    assert f' href="{PATH}/' in frame
    assert not re.search(f' (href|action)="(?!{PATH})/', frame)


@on_sqlite
def test_a_proxy_that_takes_the_path_off_is_served_alike(below: Server) -> None:
    kept, taken = below.browser().get(f"{PATH}/issues"), below.browser().get("/issues")
    assert kept.text == taken.text
    assert below.browser().get(PATH).status == 200
    assert below.browser().get("/boarding").status == 404


def test_what_somebody_wrote_is_left_as_it_is() -> None:
    below = prefix.TAG.sub(
        lambda tag: prefix._in_tag(tag[0], PATH),
        '<a href="/issues">href="/issues" or a > b</a><input value="/me" title="/me">'
        '<img src="//tiles/1.png" srcset="/a.webp 1x, /b.webp 2x">',
    )
    assert below == (
        '<a href="/board/issues">href="/issues" or a > b</a>'
        '<input value="/me" title="/me">'
        '<img src="//tiles/1.png" srcset="/board/a.webp 1x, /board/b.webp 2x">'
    )

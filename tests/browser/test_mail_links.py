"""A browser that opens every link of a mail with its scripts, as scanners of mailboxes
do, changes nothing."""

import re
from collections.abc import Callable
from typing import Any

from board.mail.models import Outbox
from tests.browser.screen import Screen
from tests.builders import People, Rows
from tests.conftest import Server

LINK = re.compile(r"http://127\.0\.0\.1:8000(/[^\s]*)")


def unchanging(rows: Rows) -> dict[str, list[Any]]:
    """All tables, but for what the server sends and does by itself meanwhile."""
    own = ("outbox", "job", "mail_run")
    return {name: all for name, all in rows.everything().items() if name not in own}


def test_opening_every_link_of_a_mail_with_script_changes_nothing(
    screen: Callable[..., Screen], server: Server, people: People, rows: Rows
) -> None:
    make = server.make
    make.mails()
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser, places=1)
    make.claim(task, people.member)
    make.wait(task, people.organiser)
    make.release(task, people.member)
    lamp = make.issue(people.resident)
    make.comment(lamp, people.member)
    make.mails(days=2)
    texts = [mail.text for mail in rows.all(Outbox)]
    paths = sorted({path for text in texts for path in LINK.findall(text)})
    for wanted in ("/mail/answer/", "/mail/stop/", "/mail/choices/", "/issues/"):
        assert any(path.startswith(wanted) for path in paths), wanted
    before = unchanging(rows)
    window = screen()
    for path in paths:
        window.open(path)
        window.page.wait_for_load_state("load")
    assert unchanging(rows) == before

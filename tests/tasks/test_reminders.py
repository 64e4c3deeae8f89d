"""The day before a task, whoever has a place is reminded once, and can confirm it or
give it back by the mail."""

import re
from datetime import timedelta

from board import clock
from board.mail.models import Outbox
from board.tasks import verbs
from board.tasks.models import Claim
from tests.builders import Maker, People, Rows, Things, at_six
from tests.pages import Browser

LINK = re.compile(r"http://127.0.0.1:8000(/mail/answer/[\w-]+)\n")


def test_who_holds_a_place_is_reminded_once_and_can_answer(
    make: Maker, things: Things, people: People, visitor: Browser, rows: Rows
) -> None:
    begins = at_six(5)
    shift = make.task(
        things.campaign,
        people.organiser,
        shape="shift",
        place="The hall",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        title="Set up",
        places=3,
    )
    make.claim(shift, people.member)
    days = (begins - clock.now()) / timedelta(days=1)
    make.later(days - 0.5, lambda: make.claim(shift, people.organiser))
    for wait in (days - 1.2, days - 0.9, days - 0.4, days + 0.1):
        make.jobs(days=wait)
    assert rows.heard(people.member).count(verbs.REMINDED) == 1
    assert verbs.REMINDED not in rows.heard(people.organiser)
    (mail,) = [one for one in rows.all(Outbox) if one.subject == "Soon: Set up"]
    assert mail.to == "member@example.org"
    coming, cant = LINK.findall(mail.text)
    assert visitor.get(coming).says("I’m coming", "Set up")
    assert visitor.fill(coming).status == 303
    assert visitor.fill(cant).status == 303
    assert rows.all(Claim, task_id=shift.id, person_id=people.member.id)[0].ended_at

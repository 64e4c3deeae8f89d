"""Whoever takes a place has a mail that says so; the day before, and in the morning of
a shift, they are reminded once, and can confirm it or give it back by the mail."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from board import clock
from board.mail.models import Outbox
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows, Things, in_days
from tests.pages import Browser

LINK = re.compile(r"http://127.0.0.1:8000(/mail/answer/[\w-]+)\n")
LONDON = ZoneInfo("Europe/London")
Shift = Callable[..., Task]


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """A time by the board's clock, so many days from now."""
    return datetime.combine(in_days(days), time(hour, minute), LONDON)


@pytest.fixture
def shift(make: Maker, things: Things, people: People) -> Task:
    """A shift at six in the evening, in five days, held by the member."""
    made = make.task(
        things.campaign,
        people.organiser,
        shape="shift",
        place="The hall",
        starts_at=at(5, 18),
        ends_at=at(5, 20),
        title="Set up",
        places=3,
    )
    make.claim(made, people.member)
    return made


def jobs(make: Maker, *moments: datetime) -> None:
    """What the jobs do at these times."""
    for moment in moments:
        done = make.jobs(days=(moment - clock.now()) / timedelta(days=1))
        assert done.get("task reminders", 0) is not None, "it failed"


def mails(rows: Rows, subject: str) -> list[Outbox]:
    """Those that say so."""
    return [one for one in rows.all(Outbox) if one.subject == f"{subject}: Set up"]


def reminders(rows: Rows) -> list[str]:
    """What was said before the title."""
    subjects = [one.subject.partition(":") for one in rows.all(Outbox)]
    return [said for said, _, title in subjects if said in ("Soon", "Today")]


def test_who_takes_a_place_has_a_mail_that_says_so_once_and_gives_it_back(
    make: Maker, people: People, visitor: Browser, rows: Rows, shift: Task
) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: make.mails(), range(3)))
    make.mails()
    (mail,) = mails(rows, "You are on it")
    assert mail.to == "member@example.org"
    assert "> Set up\n> " in mail.text
    assert "18:00 until 20:00\n> The hall" in mail.text
    assert f"Who organises here: {people.organiser.name}." in mail.text
    (cant,) = LINK.findall(mail.text)
    assert visitor.get(cant).says("I can’t", "Set up")
    assert visitor.fill(cant).status == 303
    (claim,) = rows.all(Claim, task_id=shift.id)
    assert claim.state == ClaimState.RELEASED


@pytest.mark.parametrize("days", [59, 61])
def test_the_way_to_give_it_back_stands_in_the_mail_until_the_shift_begins(
    make: Maker, things: Things, people: People, visitor: Browser, rows: Rows, days: int
) -> None:
    times = {"starts_at": at(60, 18), "ends_at": at(60, 20)}
    given = {"shape": "shift", "place": "The hall", "title": "Set up"}
    far = make.task(things.campaign, people.organiser, **given, **times)
    make.claim(far, people.member)
    make.mails()
    (cant,) = LINK.findall(mails(rows, "You are on it")[0].text)
    with clock.set_to(at(days, 9)):
        page = visitor.get(cant)
    assert page.status == (200 if days < 60 else 404)


def test_who_lets_it_go_at_once_or_has_it_called_off_has_no_such_mail(
    make: Maker, people: People, rows: Rows, shift: Task
) -> None:
    make.release(shift, people.member)
    make.claim(shift, people.organiser)
    make.call_off(shift, people.organiser)
    make.mails()
    assert not mails(rows, "You are on it")
    assert not rows.all(Claim, to_tell=True, task_id=shift.id)


def test_an_offer_that_is_taken_is_told_of_and_a_turn_in_the_line_is_not(
    make: Maker, things: Things, people: People, member: Browser, rows: Rows
) -> None:
    task = make.task(things.campaign, people.organiser, places=1, title="Set up")
    make.claim(task, people.organiser)
    make.wait(task, people.member)
    make.mails()
    assert [mail.to for mail in mails(rows, "You are on it")] == [
        "organiser@example.org"
    ]
    make.release(task, people.organiser)
    member.post(f"/tasks/{task.id}/accept")
    make.mails()
    assert mails(rows, "You are on it")[-1].to == "member@example.org"


def test_who_holds_a_place_is_reminded_the_day_before_and_that_morning_and_can_answer(
    make: Maker, people: People, visitor: Browser, rows: Rows, shift: Task
) -> None:
    jobs(make, at(4, 17), at(4, 19), at(4, 23), at(5, 6, 59))
    assert reminders(rows) == ["Soon"]
    days = (at(5, 6, 59) - clock.now()) / timedelta(days=1)
    make.later(days, lambda: make.claim(shift, people.organiser))
    jobs(make, at(5, 7, 1), at(5, 9), at(5, 17), at(5, 19))
    assert reminders(rows) == ["Soon", "Today"]
    assert rows.heard(people.member).count(verbs.REMINDED) == 2
    assert verbs.REMINDED not in rows.heard(people.organiser), "has only just done so"
    for mail, words in zip(
        (*mails(rows, "Soon"), *mails(rows, "Today")), ("soon", "today"), strict=True
    ):
        assert mail.to == "member@example.org"
        assert f"You took this on, and it is {words}. Are you coming?" in mail.text
        coming, cant = LINK.findall(mail.text)
        assert visitor.get(coming).says("I’m coming", "Set up")
    assert visitor.fill(coming).status == 303
    assert visitor.fill(cant).status == 303
    mine = rows.all(Claim, task_id=shift.id, person_id=people.member.id)
    assert mine[0].state == ClaimState.RELEASED


def test_after_a_pause_one_reminder_is_enough_and_none_comes_once_it_has_begun(
    make: Maker, rows: Rows, shift: Task
) -> None:
    jobs(make, at(5, 10), at(5, 12))
    assert reminders(rows) == ["Today"]
    jobs(make, at(5, 18, 1), at(6, 8))
    assert reminders(rows) == ["Today"]


def test_what_was_given_back_or_called_off_is_reminded_of_by_nobody(
    make: Maker, people: People, rows: Rows, shift: Task
) -> None:
    make.claim(shift, people.organiser)
    make.release(shift, people.member)
    jobs(make, at(4, 19))
    assert [one.to for one in mails(rows, "Soon")] == ["organiser@example.org"]
    make.call_off(shift, people.organiser)
    jobs(make, at(5, 8))
    assert reminders(rows) == ["Soon"]


def test_what_was_moved_is_reminded_of_as_it_is_now(
    make: Maker, people: People, rows: Rows, shift: Task
) -> None:
    jobs(make, at(4, 19))
    later = {"starts_at": at(8, 10), "ends_at": at(8, 12)}
    make.change(shift, people.organiser, **later)
    jobs(make, at(5, 8), at(6, 8))
    assert reminders(rows) == ["Soon"]
    jobs(make, at(7, 11), at(7, 20), at(8, 7, 30), at(8, 9))
    assert reminders(rows) == ["Soon", "Soon", "Today"]
    assert "10:00 until 12:00" in mails(rows, "Soon")[-1].text


def test_what_is_due_by_a_day_is_reminded_of_once_the_day_before(
    make: Maker, things: Things, people: People, rows: Rows
) -> None:
    task = make.task(
        things.campaign, people.organiser, title="Set up", due_on=in_days(5)
    )
    make.claim(task, people.member)
    jobs(make, at(3, 23), at(4, 9), at(4, 20), at(5, 8), at(5, 20), at(6, 9))
    assert reminders(rows) == ["Soon"]


def test_of_many_who_do_the_job_at_once_one_reminds(
    make: Maker, people: People, rows: Rows, shift: Task
) -> None:
    make.claim(shift, people.organiser)
    for moment in (at(4, 19), at(5, 8)):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda moment: jobs(make, moment), [moment] * 4))
        jobs(make, moment)
    assert sorted(reminders(rows)) == ["Soon", "Soon", "Today", "Today"]

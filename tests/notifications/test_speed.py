"""Many people with much news are mailed in little time and memory."""

from flask import Flask

from board.mail.models import Outbox
from tests.bench import digest
from tests.builders import Maker, People, Rows, Things
from tests.conftest import on_sqlite

PEOPLE, NEWS = 300, 200
MOST = 2 * 0.004  # seconds of work a person, while other tests run beside
MOST_MEMORY = 20 * 1024  # KiB


@on_sqlite
def test_a_persons_mail_of_200_news_takes_a_few_ms_and_memory_stays_flat(
    app: Flask, make: Maker, things: Things, people: People, rows: Rows
) -> None:
    make.mails()
    for _n in range(20):
        make.task(things.campaign, people.organiser)
    digest.fill(app, PEOPLE, NEWS)
    count, took, memory = digest.run(app)
    mails = [mail for mail in rows.all(Outbox) if mail.key.startswith("daily-")]
    assert len(mails) >= PEOPLE
    print(f"{1000 * took / count:.2f} ms a person, {memory} KiB more")
    assert took / count < MOST
    assert memory < MOST_MEMORY

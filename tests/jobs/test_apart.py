"""What takes long is done beside the server, by processes that let its pages go
first."""

from collections import Counter
from collections.abc import Callable

import psutil
import pytest
from flask import Flask

from board.config import Settings
from board.jobs.actions import give_back, take
from board.jobs.apart import PATIENT, Apart
from board.jobs.run import EVERY
from tests.bench import digest
from tests.builders import Maker, People, Things
from tests.conftest import Server, environment, on_sqlite
from tests.mail.conftest import Postman, postman  # noqa: F401  the fixture
from tests.waiting import soon

A_WHILE = 120  # seconds: they are patient


@on_sqlite
def test_it_is_one_process_at_a_time_and_patient(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    apart = Apart(settings)
    apart.begin("jobs", "digests")
    assert apart.begun
    begun = psutil.Process(apart.begun.pid)
    assert begun.nice() == PATIENT
    apart.begin("jobs", "digests")
    assert apart.begun.pid == begun.pid
    apart.end()
    apart.begun.wait(20)
    apart.begin("check")
    assert apart.begun.pid != begun.pid
    apart.end()
    apart.begun.wait(20)


@on_sqlite
def test_the_mails_of_an_evening_are_written_and_sent_beside_the_server(
    app: Flask,
    serve: Callable[..., Server],
    make: Maker,
    people: People,
    things: Things,
    postman: Postman,  # noqa: F811
) -> None:
    make.mails()
    digest.fill(app, 3, 5)
    digest.begin(app)
    with make.writing():
        take("digests", EVERY)
        give_back("digests")
    served = serve(workers=1, mail_url=postman.url)
    browser = served.browser(people.operator)
    browser.press("/operator/jobs", "/operator/jobs/digests/run")
    crowd = {f"d{n}@example.org" for n in range(3)}
    got = postman.got
    soon(lambda: crowd <= {one["To"] for one in got}, "they did not leave", A_WHILE)
    assert digest.reached(app) is None
    count = Counter(str(mail["To"]) for mail in got)
    assert {count[address] for address in crowd} == {1}

"""Whoever left an address on paper and has no account reads what is held about it and
has it deleted, by a mailed link."""

import io
import zipfile

import pytest

from board.campaigns.people_models import SignUp
from board.complaints.models import Complaint
from board.config import Settings
from board.events.models import Attendance
from board.mail.models import Outbox
from board.privacy.models import DataLink
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows, Things
from tests.db.test_sweep import files_that_hold
from tests.pages import Browser

ASK = "/privacy/address"
NIA = "nia@example.org"


def link(visitor: Browser, rows: Rows, email: str) -> str:
    """The mailed link."""
    page = visitor.follow(visitor.fill(ASK, {"email": email}))
    assert page.says("A mail with a link is on its way there.")
    return mailed(rows, ASK)


@pytest.fixture
def on_paper(make: Maker, organiser: Browser, people: People, things: Things) -> None:
    """Nia signed for a campaign, came to an event and complained."""
    campaign = make.campaign(people.organiser)
    make.sign_up(
        campaign, people.organiser, f"Nia Novak, Elm Road 7, {NIA.title()}, yes"
    )
    make.sign_up(
        campaign, people.organiser, "Ola Other, Elm Road, ola@example.org, yes"
    )
    event = make.event(people.hodge_hill, people.organiser)
    came = {"newcomers": f"Nia Novak, {NIA}", "agreed": "y"}
    organiser.fill(f"/events/{event.id}/register", came)
    said = {"about": "data", "what": "Where am I on it?", "email": NIA}
    organiser.fill("/complaints", said)


def test_they_read_it_save_it_and_have_it_deleted(
    visitor: Browser, on_paper: None, rows: Rows, settings: Settings
) -> None:
    at = link(visitor, rows, NIA)
    assert {row.wording for row in rows.all(SignUp, email=NIA)} == {1}
    assert {row.wording for row in rows.all(Attendance, email=NIA)} == {1}
    page = visitor.get(at)
    assert page.says("Who signed on paper for a campaign.", "Who came to an event")
    whole = zipfile.ZipFile(io.BytesIO(visitor.get(f"{at}/about-me.zip").body))
    for name in ("everything.json", "read-me-first.html"):
        text = whole.read(name).decode()
        assert "Elm Road" in text
        assert "Where am I on it?" in text
        assert "Ola" not in text
    page = visitor.follow(visitor.press(at, at))
    assert page.says("What was held about this address is deleted.")
    assert {row.name for row in rows.all(SignUp)} == {"Ida Irwin", "Ola Other"}
    assert rows.count(Attendance, name="Nia Novak") == rows.count(DataLink) == 0
    assert rows.count(Outbox, to=NIA) == 0
    assert rows.count(Complaint, email=NIA) == 1, "it is to be answered"
    assert visitor.get(at).status == 404
    if settings.is_sqlite:
        assert not files_that_hold("Elm Road 7", settings)


def test_each_address_is_answered_alike_and_gets_the_same_mail(
    visitor: Browser, on_paper: None, rows: Rows, people: People
) -> None:
    pages, mails = [], []
    for email in (NIA, "nobody@example.org", people.member.email):
        page = visitor.fill(ASK, {"email": email})
        pages.append((page.status, page.location))
        mail = rows.all(Outbox, to=email)[-1]
        mails.append((mail.subject, mail.text.replace(mailed(rows, ASK), "")))
    assert len(set(pages)) == len(set(mails)) == 1


def test_what_belongs_to_an_account_takes_signing_in(
    visitor: Browser, member: Browser, rows: Rows, people: People, things: Things
) -> None:
    at = link(visitor, rows, people.member.email)
    page = visitor.get(at)
    assert page.says("This address has an account.")
    assert visitor.get(f"{at}/about-me.zip").status == 404
    visitor.get(ASK)
    assert visitor.post(at).status == 409
    assert member.get("/me").status == 200


def test_a_mailbox_is_not_flooded(visitor: Browser, rows: Rows, people: People) -> None:
    answers = [visitor.fill(ASK, {"email": NIA}) for _ in range(12)]
    assert answers[-1].status == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert rows.count(Outbox, to=NIA) < 12

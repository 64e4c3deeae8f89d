"""What somebody agreed to is noted with the version of the words, shown, and taken
back."""

from board.accounts.consent_actions import SHOWN_NAME, WORDINGS
from board.accounts.models import Consent
from board.issues.models import Issue
from tests.builders import Maker, People, Rows
from tests.pages import Browser
from tests.test_forms import SAID


def test_a_name_is_shown_by_consent_and_hidden_when_that_is_taken_back(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    resident.fill("/issues/new", SAID | {"show_name": "yes", "different": "yes"})
    (post,) = rows.all(Issue)
    (consent,) = rows.all(Consent)
    assert (consent.person_id, consent.purpose, consent.wording) == (
        people.resident.id,
        SHOWN_NAME,
        WORDINGS[SHOWN_NAME].version,
    )
    make.back(make.campaign(people.organiser), people.resident, show_name=True)
    assert rows.count(Consent) == 1, "one yes is enough"
    assert visitor.get(f"/issues/{post.id}").says("Rosa Reed")
    page = resident.follow(resident.press("/me/consents", "/me/consents"))
    assert page.says("You took it back on")
    assert not visitor.get(f"/issues/{post.id}").says("Rosa Reed")
    assert not visitor.get("/campaigns/1").says("Rosa Reed")


def test_without_the_tick_nothing_is_agreed_to(resident: Browser, rows: Rows) -> None:
    resident.fill("/issues/new", SAID | {"different": "yes"})
    assert rows.count(Consent) == 0
    assert resident.get("/me/consents").says("Nothing")

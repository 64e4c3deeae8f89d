"""An organiser writes down what a neighbour has to say."""

from collections.abc import Callable

from board.accounts.models import Person
from board.issues.models import Issue
from board.mail.models import Outbox
from tests.builders import People, Rows
from tests.issues.test_post import SAID
from tests.pages import Browser

FOR_ANN = SAID | {"neighbour": "Ann Abel", "neighbour_email": "ann@example.org"}


def test_everyone_reads_a_resident_and_organisers_who_the_two_are(
    organiser: Browser, browser: Callable[..., Browser], rows: Rows, people: People
) -> None:
    page = organiser.fill("/issues/new", FOR_ANN | {"show_name": "y"})
    (issue,) = rows.all(Issue)
    assert (issue.author_id, issue.on_behalf, issue.show_name) == (
        people.organiser.id,
        "Ann Abel",
        False,
    )
    for who in (None, people.resident, people.member, people.elsewhere):
        seen = browser(who).get(page.location)
        assert seen.says("A resident of Hodge Hill, written down by an organiser")
        assert not seen.says("Ann Abel")
        assert not seen.says("written down by Olu Okafor")
    for who in (people.organiser, people.operator):
        assert (
            browser(who).get(page.location).says("Ann Abel, written down by Olu Okafor")
        )


def test_the_neighbour_reads_what_was_said_and_where_it_stands(
    organiser: Browser, rows: Rows, people: People
) -> None:
    before = rows.count(Person)
    form = organiser.get("/issues/new").form("/issues/new").filled(FOR_ANN)
    page = organiser.send_form("/issues/new", form)
    organiser.send_form("/issues/new", form)
    (mail,) = rows.all(Outbox)
    assert mail.to == "ann@example.org"
    for words in (
        "Hello Ann Abel,",
        "> Since March.",
        f"\nhttp://127.0.0.1:8000{page.location}\n",
    ):
        assert words in mail.text
    assert "Olu" not in mail.text
    assert rows.count(Person) == before
    assert "ann@example.org" not in str(
        {n: r for n, r in rows.everything().items() if n != "outbox"}
    )


def test_without_an_address_nothing_is_mailed_and_a_name_is_not_needed(
    organiser: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    organiser.fill("/issues/new", SAID | {"neighbour": "Ann Abel"})
    assert rows.count(Outbox) == 0
    page = organiser.fill(
        "/issues/new", SAID | {"neighbour_email": "ann@example.org", "different": "y"}
    )
    assert visitor.get(page.location).says("written down by an organiser")
    assert organiser.get(page.location).says(
        "A resident of Hodge Hill, written down by Olu Okafor"
    )


def test_an_organisers_own_post_is_no_neighbours(
    organiser: Browser, rows: Rows, people: People
) -> None:
    organiser.fill("/issues/new", SAID)
    assert rows.all(Issue)[0].on_behalf is None


def test_only_where_one_organises(
    elsewhere: Browser, member: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    page = elsewhere.fill("/issues/new", FOR_ANN)
    assert page.status == 422
    assert (
        page.errors["area"]
        == "You can write down for a neighbour only in an area you organise."
    )
    assert page.value("neighbour") == "Ann Abel"
    assert rows.count(Issue) == 0
    for browser in (member, visitor):
        assert "neighbour" not in browser.get("/issues/new").form("/issues/new").names
    assert member.post("/issues/new", FOR_ANN).status == 303
    assert rows.all(Issue)[0].on_behalf is None
    assert rows.count(Outbox) == 0


def test_the_preview_says_so(organiser: Browser, people: People) -> None:
    page = organiser.fill("/issues/new", FOR_ANN | {"preview": "1"})
    assert page.says("Shown as: A resident of Hodge Hill, written down by an organiser")

"""Being counted in without an account: by one mailed link, which also takes it back."""

from collections.abc import Callable

from board.accounts.models import Person
from board.activity.models import Activity, Follow
from board.issues import verbs
from board.issues.models import Issue, Second, State
from board.issues.unconfirmed_models import UnconfirmedSecond
from board.mail.models import Outbox
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows
from tests.pages import Browser, Page

NIA = {"name": "Nia Noor", "email": "nia@example.org"}


def ask(visitor: Browser, rows: Rows, issue: Issue, who: dict[str, str] = NIA) -> str:
    """Ask to be counted in as nobody in particular; the address in the mail."""
    assert visitor.fill(f"/issues/{issue.id}/second", who).status == 303
    return mailed(rows, "/issues/second")


def press(visitor: Browser, link: str, **values: str) -> Page:
    """Send the form behind a link with exactly these values."""
    token = visitor.get(link).value("csrf_token")
    return visitor.send_form(link, [("csrf_token", token), *values.items()])


def test_a_visitor_is_counted_in_by_two_presses_and_a_mail(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    assert f"{at}/second" in visitor.get(at).links
    page = visitor.follow(visitor.fill(f"{at}/second", NIA))
    assert page.h1 == "Check your e-mail"
    assert rows.count(Second) == rows.count(Person, email=NIA["email"]) == 0
    link = mailed(rows, "/issues/second")
    assert visitor.get(link).says(issue.title, "One press, and you count.")
    assert rows.count(Second) == 0, "reading the link does nothing"
    page = visitor.press(link, link)
    assert page.location == at
    page = visitor.follow(page)
    assert page.message == "You are counted in, and will hear what becomes of it."
    assert page.says("2 neighbours say this")
    (nia,) = rows.all(Person, email=NIA["email"])
    assert rows.count(Activity, verb=verbs.SECONDED, actor_id=nia.id) == 1
    assert rows.count(Follow, topic=f"issue-{issue.id}", person_id=nia.id) == 1
    (row,) = rows.all(UnconfirmedSecond)
    assert (row.email, row.name, row.person_id) == ("", "", nia.id)


def test_the_same_link_takes_it_back_signed_out(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    link = ask(visitor, rows, issue)
    visitor.press(link, link)
    visitor.cookies.clear()
    page = visitor.get(link)
    assert page.says("You are counted in.", "Do not count me in any more")
    page = visitor.follow(press(visitor, link, take_back="yes"))
    assert page.message == "You are no longer counted in."
    assert rows.count(Second) == 0
    assert rows.get(Issue, issue.id).second_count == 0
    assert visitor.get(link).says("You are not counted in any more.")
    assert not visitor.get(link).offers(link)


def test_pressing_the_first_button_twice_takes_nothing_back(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    link = ask(visitor, rows, issue)
    assert visitor.press(link, link).status == 303
    assert press(visitor, link).status == 200
    assert rows.count(Second) == 1


def test_whoever_has_an_account_is_counted_under_it(
    visitor: Browser,
    browser: Callable[..., Browser],
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    issue = make.issue(people.resident)
    link = ask(visitor, rows, issue, NIA | {"email": "Member@example.org"})
    visitor.press(link, link)
    assert [second.person_id for second in rows.all(Second)] == [people.member.id]
    link = ask(browser(), rows, issue, NIA | {"email": "resident@example.org"})
    assert browser().press(link, link).location == f"/issues/{issue.id}"
    assert rows.count(Second) == 1, "whoever posted it is counted already"


def test_what_was_closed_meanwhile_says_so_and_forgets_nothing(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    link = ask(visitor, rows, issue)
    make.state(issue, people.organiser, State.DONE, "It is lit.")
    page = visitor.press(link, link)
    assert page.status == 409
    assert page.message == (
        "This is closed, so nobody can be added. Post again if it is back."
    )
    assert rows.count(Second) == 0


def test_what_is_missing_is_asked_for_and_nothing_is_mailed(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    page = visitor.fill(f"/issues/{issue.id}/second", {"name": "", "email": "nia"})
    assert page.status == 422
    assert page.says("Say what to call you.")
    assert rows.count(Outbox) == 0


def test_a_press_on_a_page_that_lost_its_session_leads_to_signing_in(
    visitor: Browser, member: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    form = member.get(at).form(f"{at}/second").filled({})
    page = visitor.send_form(f"{at}/second", form)
    assert (page.status, page.location) == (303, f"/login?next={at}/second")

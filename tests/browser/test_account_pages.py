"""The pages behind mailed links and codes, and what is shown once: each can be used by
everybody."""

from datetime import timedelta

from board import clock
from board.accounts import link_actions, security_actions
from board.accounts.session_models import Purpose
from board.areas import invitation_actions
from tests.browser.hands import Mouse
from tests.browser.test_access import Looks, complaints, examined
from tests.builders import Maker, People


def test_pages_behind_links_about_an_account(
    screen: Looks, make: Maker, people: People
) -> None:
    with make.writing():
        mo, olu = make._here(people.member), make._here(people.organiser)
        way_in = link_actions.make_link(mo)
        reset = link_actions.make_link(mo, Purpose.PASSWORD)
        asked = security_actions.ask_email(mo, "mo.malik@example.org")
        moved = security_actions.ask_email(olu, "olu.new@example.org")
        until = clock.now() + timedelta(days=9)
        here = make._here(people.hodge_hill)
        (code,) = invitation_actions.invite(here, olu, number=1, until=until)
    with make.writing():
        _change, undo = security_actions.confirm_email(moved)
    visitor, found = examined(screen)(), []
    for address in (
        f"/login/link/{way_in}",
        f"/password/reset/{reset}",
        f"/email/confirm/{asked}",
        f"/email/undo/{undo}",
        f"/invited/{code}",
        "/invited/used-long-ago",
    ):
        visitor.open(address)
        found += complaints(visitor, address.partition("?")[0])
    assert not found, "\n".join(found)


def test_what_is_shown_once_and_what_asks_for_a_tick(
    screen: Looks, people: People
) -> None:
    organiser = examined(screen)(people.organiser)
    organiser.open("/areas/hodge-hill/invitations")
    Mouse(organiser).press("Make them")
    organiser.heading("Invitations to Hodge Hill")
    found = complaints(organiser, "one invitation")
    operator = examined(screen)(people.operator)
    operator.open(f"/operator/people/{people.member.id}")
    Mouse(operator).unfold("Make them an operator")
    Mouse(operator).press("Make them an operator")
    operator.sees("Nothing is changed yet.")
    found += complaints(operator, "without a tick")
    assert not found, "\n".join(found)

"""Whom to ring next: an organiser says that they do it, and nobody else does."""

from collections.abc import Callable
from datetime import timedelta

from board import clock
from board.one_to_ones import follow_up_actions
from board.one_to_ones.models import FollowUp, OneToOne, Opens
from board.policy import Role
from tests.builders import Maker, People, Rows
from tests.one_to_ones.talks import answer, talk
from tests.pages import Browser


def open_talk(make: Maker, people: People) -> OneToOne:
    """One of which organisers may see when it was."""
    made = talk(
        make, people.hodge_hill, people.resident, people.member, opens=Opens.ALL
    )
    answer(make, made, people.member, opens=Opens.CALLS)
    return made


def test_whoever_may_ring_sees_when_and_not_what(
    make: Maker, people: People, organiser: Browser, operator: Browser
) -> None:
    made = open_talk(make, people)
    page = organiser.get("/one-to-ones")
    assert page.says("Mo Malik", "last spoken to on")
    assert not page.says("Ring about the van")
    assert organiser.get(f"/one-to-ones/{made.id}").status == 404
    assert not operator.get("/one-to-ones").says("Mo Malik")


def test_nobody_is_rung_twice(
    make: Maker, people: People, organiser: Browser, rows: Rows
) -> None:
    made = open_talk(make, people)
    other = make.person("Ola Oak", area=people.hodge_hill, role="organiser")
    with make.writing():
        area, by = make._here(people.hodge_hill), make._here(other)
        follow_up_actions.claim(area, by, made.id)
    assert organiser.get("/one-to-ones").says("Ola Oak rings.")
    sent = {"do": "call", "area": "hodge-hill", "id": made.id}
    late = organiser.post("/one-to-ones", sent)
    assert late.status == 409
    assert late.says("Somebody rings them already")
    with clock.set_to(clock.now() + timedelta(days=8)):
        assert organiser.post("/one-to-ones", sent).status == 303, "it lapses"
        assert organiser.post("/one-to-ones", sent | {"do": "rung"}).status == 303
        assert organiser.get("/one-to-ones").says("Nobody waits for a call.")
    assert rows.get(OneToOne, made.id).done_on is not None
    assert rows.count(FollowUp) == 0


def test_follow_ups_stand_on_the_desk_until_somebody_has_rung(
    make: Maker,
    people: People,
    organiser: Browser,
    operator: Browser,
    browser: Callable[..., Browser],
) -> None:
    made = open_talk(make, people)  # to be rung in a week
    desk = "/areas/hodge-hill/desk"
    page = organiser.get(desk)
    assert page.says("1 person to ring", "Mo Malik", "last spoken to on")
    assert not page.says("Ring about the van")
    page = operator.get(desk)
    assert page.status == 200
    assert not page.says("Mo Malik")
    assert not page.says("People to ring")
    sent = {"do": "call", "area": "hodge-hill", "id": made.id, "next": desk}
    assert organiser.post("/one-to-ones", sent).location == desk
    assert organiser.get(desk).says("You ring.", "I have rung")
    other = make.person("Ola Oak", area=people.hodge_hill, role=Role.ORGANISER)
    assert not browser(other).get(desk).says("Mo Malik"), "nobody is rung twice"
    organiser.post("/one-to-ones", sent | {"do": "rung"})
    assert organiser.get(desk).says("Nobody waits for a call in the next seven days.")


def test_only_organisers_there_ring(
    make: Maker, people: People, member: Browser, operator: Browser, elsewhere: Browser
) -> None:
    made = open_talk(make, people)
    sent = {"do": "call", "area": "hodge-hill", "id": made.id}
    for browser in (member, operator, elsewhere):
        assert browser.post("/one-to-ones", sent).status == 403


def test_a_talk_that_is_not_open_is_nobody_to_ring(
    make: Maker, people: People, organiser: Browser
) -> None:
    made = talk(make, people.hodge_hill, people.resident, people.member)
    for number in (made.id, 987654):
        sent = {"do": "call", "area": "hodge-hill", "id": number}
        assert organiser.post("/one-to-ones", sent).status == 404

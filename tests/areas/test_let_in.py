"""Asking to be let in as a member, and the organisers' answer from their desk."""

from collections.abc import Callable
from datetime import timedelta

from board import clock
from board.areas import verbs
from board.areas.models import JoinRequest
from board.policy import Role
from board.tasks.claim_models import Claim, ClaimState
from tests.areas.test_join import role
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

HERE = "/areas/hodge-hill"
DESK = f"{HERE}/desk"
WORDS = "I run the corner shop"


def test_somebody_asks_in_their_words_and_the_organisers_hear_who(
    elsewhere: Browser, organiser: Browser, rows: Rows, people: People
) -> None:
    page = elsewhere.follow(elsewhere.fill(f"{HERE}/join", {"words": WORDS}))
    assert page.says("You have asked to be let in.")
    assert role(rows, people.elsewhere.id, people.hodge_hill.id) is None
    assert rows.heard(people.organiser) == [verbs.JOIN_ASKED]
    news = organiser.get("/notifications")
    assert news.says("Eli Evans asked to be let in to Hodge Hill", "Answer")
    assert DESK in news.links
    assert organiser.get(DESK).says("Eli Evans", WORDS)
    assert elsewhere.get("/me").says("Where I asked to be let in")


def test_what_somebody_wrote_is_for_the_organisers_alone(
    elsewhere: Browser, browsers: dict[str, Browser]
) -> None:
    elsewhere.fill(f"{HERE}/join", {"words": WORDS})
    for name in ("visitor", "resident", "member", "elsewhere"):
        for url in (HERE, f"{HERE}/join", "/me", "/notifications", f"{HERE}.atom"):
            text = browsers[name].get(url).text
            assert WORDS not in text, (name, url)
            if name != "elsewhere":
                assert "Eli Evans" not in text, (name, url)


def test_all_who_are_ticked_are_let_in_by_one_press_and_hear_of_it(
    organiser: Browser,
    browser: Callable[..., Browser],
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    askers = [make.person(f"Asker {number}") for number in range(4)]
    for one in askers:
        browser(one).post(f"{HERE}/join")
    ticked = {"person": [str(one.id) for one in askers[:3]]}
    page = organiser.follow(organiser.post(f"{HERE}/let-in", ticked))
    assert page.message == "3 people are members now, and hear of it."
    assert rows.count(JoinRequest) == 1
    for one in askers[:3]:
        assert role(rows, one.id, people.hodge_hill.id) == Role.MEMBER
        assert rows.heard(one) == [verbs.ADMITTED]
    page = organiser.post(f"{HERE}/let-in", {"let_in": str(askers[3].id)})
    assert (
        organiser.follow(page).message == "1 person is a member now, and hears of it."
    )


def test_who_is_not_let_in_reads_a_plain_sentence_and_may_ask_again_in_a_week(
    elsewhere: Browser, organiser: Browser, rows: Rows, people: People
) -> None:
    elsewhere.fill(f"{HERE}/join", {"words": WORDS})
    organiser.post(f"{HERE}/let-in", {"not_now": str(people.elsewhere.id)})
    assert role(rows, people.elsewhere.id, people.hodge_hill.id) is None
    assert rows.heard(people.elsewhere) == [verbs.JOIN_PUT_OFF]
    assert rows.all(JoinRequest)[0].words == ""
    assert elsewhere.get(f"{HERE}/join").says("not let you in for now")
    assert elsewhere.post(f"{HERE}/join").status == 409
    with clock.set_to(clock.now() + timedelta(days=8)):
        assert rows.count(JoinRequest) == 1
    assert not organiser.get(DESK).says(WORDS)


def test_a_wish_is_taken_back(
    elsewhere: Browser, organiser: Browser, rows: Rows, people: People
) -> None:
    elsewhere.post(f"{HERE}/join")
    page = elsewhere.follow(elsewhere.press(HERE, f"{HERE}/leave"))
    assert page.message == "You no longer ask to be let in to Hodge Hill."
    assert rows.count(JoinRequest) == 0
    page = organiser.post(f"{HERE}/let-in", {"let_in": str(people.elsewhere.id)})
    assert page.status == 303
    assert role(rows, people.elsewhere.id, people.hodge_hill.id) is None


def test_whoever_an_operator_makes_a_member_waits_no_longer(
    elsewhere: Browser, operator: Browser, rows: Rows, people: People
) -> None:
    elsewhere.post(f"{HERE}/join")
    at = f"/operator/people/{people.elsewhere.id}"
    said = {"area": "hodge-hill", "role": "member"}
    operator.fill(at, said, action=f"{at}/role")
    assert rows.count(JoinRequest) == 0


@on_sqlite
def test_only_organisers_of_the_area_answer(
    browsers: dict[str, Browser], rows: Rows, people: People
) -> None:
    browsers["resident"].post(f"{HERE}/join")
    for name in ("resident", "member", "elsewhere"):
        page = browsers[name].post(
            f"{HERE}/let-in", {"let_in": str(people.resident.id)}
        )
        assert page.status == 403
    assert rows.count(JoinRequest) == 1
    page = browsers["organiser"].post(f"{HERE}/let-in", {})
    assert (page.status, page.message) == (422, "Tick whom you answer first.")


def test_a_place_taken_with_it_is_free_again_where_somebody_is_not_let_in(
    elsewhere: Browser, organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser, places=1)
    elsewhere.press(f"/tasks/{task.id}", f"/tasks/{task.id}/claim")
    make.wait(task, people.member)
    organiser.post(f"{HERE}/let-in", {"not_now": str(people.elsewhere.id)})
    states = {claim.person_id: claim.state for claim in rows.all(Claim)}
    assert states == {
        people.elsewhere.id: ClaimState.RELEASED,
        people.member.id: ClaimState.OFFERED,
    }

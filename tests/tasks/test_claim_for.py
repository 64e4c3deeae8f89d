"""An organiser writes in somebody who has no account."""

from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_the_name_takes_a_place_and_only_members_see_it(
    organiser: Browser,
    member: Browser,
    visitor: Browser,
    resident: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser, places=2)
    at = f"/tasks/{task.id}"
    assert not member.get(at).offers(f"{at}/claim_for")
    form = organiser.get(at).form(f"{at}/claim_for").filled({"name": "Ann Ash"})
    for _ in range(2):  # pressed twice, one place
        assert organiser.send_form(f"{at}/claim_for", form).location == at
    (claim,) = rows.all(Claim)
    assert (claim.person_id, claim.name, claim.state) == (
        None,
        "Ann Ash",
        ClaimState.HELD,
    )
    assert member.get(at).says("Ann Ash has a place", "1 of 2 places taken")
    for browser in (visitor, resident):
        assert "Ann Ash" not in browser.get(at).text + browser.get("/tasks.csv").text
    assert "Ann Ash" not in member.get("/tasks.csv").text + member.get("/tasks").text


def test_the_organiser_gives_the_place_back_or_says_that_it_is_done(
    organiser: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser, places=2)
    at = f"/tasks/{task.id}"
    for name in ("Ann Ash", "Bo Bell"):
        organiser.fill(at, {"name": name}, action=f"{at}/claim_for")
    assert not organiser.get(at).offers(f"{at}/claim_for")
    page = organiser.post(f"{at}/claim_for", {"name": "Cy Cole"})
    assert (page.status, page.message) == (409, "The last place has just been taken.")
    make.wait(task, people.operator)
    assert member.post(f"{at}/release", {"claim": 1}).status == 409
    assert organiser.post(f"{at}/release", {"claim": 1}).status == 303
    assert organiser.post(f"{at}/complete", {"claim": 2}).status == 303
    assert [claim.state for claim in rows.all(Claim)] == [
        ClaimState.RELEASED,
        ClaimState.DONE,
        ClaimState.OFFERED,
    ]
    assert (rows.get(Task, task.id).taken, rows.get(Task, task.id).done) == (2, 1)


def test_whoever_has_no_account_is_not_said_to_be_told(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser, places=3)
    at = f"/tasks/{task.id}"
    make.claim(task, people.member)
    organiser.fill(at, {"name": "Ann Ash"}, action=f"{at}/claim_for")
    page = organiser.fill(f"{at}/edit", {"places": "1"})
    assert page.says(
        "Whoever claimed last loses theirs: Ann Ash",
        "One has no account, so tell them yourself: Ann Ash",
    )
    page = organiser.get(f"{at}/cancel")
    assert page.says(
        "These people hold a place, and are told why: Mo Malik",
        "so tell them yourself: Ann Ash",
    )
    page = organiser.follow(organiser.fill(f"{at}/cancel", {"reason": "It rains."}))
    assert page.message == (
        "It is called off. We have told those with an account: tell the others "
        "yourself."
    )

"""Saying what one brings, being found, asked with one press, and answering: as people
do it on the pages."""

from collections.abc import Callable

from board.people import finding
from board.people.models import Line, SeenBy, Young
from board.people.request_models import Asking, Reply, Request
from board.tasks.claim_models import Claim
from tests.builders import Maker, People, Rows, Things, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser


def test_somebody_says_what_they_bring_and_who_sees_it(
    member: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    said = {"can": "Drive a van, Welsh", "seen_by": "everyone"}
    page = member.follow(member.fill("/me/about", said))
    assert page.message == "Added. You can change who sees it at any time."
    assert [line.words for line in rows.all(Line)] == ["Drive a van", "Welsh"]
    at = f"/people/{people.member.id}"
    assert visitor.get(at).says(people.member.name, "Drive a van", "Welsh")
    for line in rows.all(Line):
        hidden = {"line": line.id, "words": line.words, "seen_by": "nobody"}
        assert member.post("/me/about", hidden).status == 303
    assert visitor.get(at).status == 404
    assert member.get(at).says("Drive a van", "Only me")
    (_van, welsh) = rows.all(Line)
    member.post("/me/about", {"line": welsh.id, "remove": "yes"})
    assert not member.get("/me/about").says("Welsh")
    assert member.post("/me/about", {"may_ask": "none"}).status == 303
    assert rows.get(Asking, people.member.id).wish == "none"


@on_sqlite
def test_what_cannot_be_taken_is_said(
    member: Browser, make: Maker, people: People
) -> None:
    assert member.post("/me/about", {"seen_by": "members"}).says("Type a few words")
    assert member.post("/me/about", {"may_ask": "daily"}).status == 422
    line = make.bring(people.member)
    page = member.post(
        "/me/about", {"line": line.id, "words": "", "seen_by": "members"}
    )
    assert page.status == 422
    assert page.says("Type a few words, or remove the line.")
    assert member.post("/me/about", {"line": 999, "remove": "yes"}).status == 404


def test_an_organiser_asks_with_one_press_and_yes_in_my_week_takes_the_place(
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    task = make.task(things.campaign, people.organiser, skills="A camera; patience")
    make.bring(people.member, "Take photos, I own a CAMERA")
    make.bring(people.resident, "Bake", SeenBy.EVERYONE)
    at = f"/tasks/{task.id}"
    page = organiser.get(at)
    assert page.says("Who could be asked?", people.member.name)
    assert not page.says("Bake"), "that is not what it takes"
    assert not member.get(at).says("Who could be asked?")
    pressed = {"person": people.member.id, "words": "You see things."}
    asked = {"kind": "task", "id": task.id} | pressed
    page = organiser.follow(organiser.post("/requests", asked))
    assert page.says(f"{people.member.name} is asked.", f"Asked: {people.member.name}.")
    assert organiser.post("/requests", asked).status == 409
    page = member.get("/me")
    assert page.says(f"{people.organiser.name} asks you", "You see things.")
    (request,) = rows.all(Request)
    answer = f"/requests/{request.id}/answer"
    page = member.follow(member.post(answer, {"answer": "yes", "next": "/me"}))
    assert page.says("Thank you. Whoever asked is told.", task.title)
    assert rows.count(Claim, task_id=task.id, person_id=people.member.id) == 1
    assert organiser.get("/me/requests").says("What I asked others", "Yes")
    assert organiser.get("/notifications").says("says yes to what you asked")


@on_sqlite
def test_no_and_later_are_pressed_as_well_and_others_answer_nothing(
    member: Browser,
    resident: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    request = make.request(people.member, people.organiser, things.task)
    answer = f"/requests/{request.id}/answer"
    assert resident.post(answer, {"answer": "no"}).status == 404
    assert member.post(answer, {"answer": "perhaps"}).status == 422
    late = {"answer": "later", "on": in_days(-1).isoformat()}
    assert member.post(answer, late).status == 422
    soon = {"answer": "later", "on": in_days(5).isoformat()}
    assert member.post(answer, soon).status == 303
    assert rows.get(Request, request.id).answer == Reply.LATER
    assert member.get("/me/requests").says("Later, on")
    assert member.post(answer, {"answer": "no"}).status == 409


@on_sqlite
def test_people_are_found_page_by_page_among_those_who_show_it(
    member: Browser,
    make: Maker,
    people: People,
    browser: Callable[..., Browser],
) -> None:
    for n in range(finding.PAGE + 3):
        cook = make.person(f"Cook {n:02}", area=people.hodge_hill)
        make.bring(cook, "Cook for fifty", SeenBy.MEMBERS)
    page = member.get("/people?skill=COOK&kind=can&area=hodge-hill")
    assert page.says("Cook 22", "Cook 03")
    assert not page.says("Cook 02")
    further = next(link for link in page.links if "after=" in link)
    assert member.get(further).says("Cook 02", "Cook 00")
    assert member.get("/people?skill=cook&kind=teach").says("Nobody is found")
    assert browser(people.elsewhere).get("/people?skill=cook").says("Nobody is found")


@on_sqlite
def test_a_young_person_is_found_by_nobody(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    make.bring(people.member, "Cook", SeenBy.EVERYONE)
    assert organiser.get("/people?skill=cook").says(people.member.name)
    noted = {"area": "hodge-hill", "young": "yes"}
    assert organiser.post(f"/people/{people.member.id}", noted).status == 303
    assert rows.count(Young) == 1
    assert not organiser.get("/people?skill=cook").says(people.member.name)
    assert organiser.get(f"/people/{people.member.id}").says("Cook", "under 18")


@on_sqlite
def test_a_sheet_is_typed_in_for_somebody_who_has_an_account(
    organiser: Browser, member: Browser, rows: Rows, people: People
) -> None:
    at = "/areas/hodge-hill/type-in"
    said = {"who": people.member.name.upper(), "can": "Cook, bake", "when": "Sundays"}
    page = organiser.follow(organiser.fill(at, said | {"when_seen_by": "members"}))
    assert page.says("who is told. The next sheet?")
    assert [(line.words, line.seen_by) for line in rows.all(Line)] == [
        ("Cook", "organisers"),
        ("bake", "organisers"),
        ("Sundays", "members"),
    ]
    assert member.get("/me/about").says("An organiser typed it in from your sheet")
    assert member.get("/notifications").says("typed in what you wrote on paper")
    page = organiser.fill(at, {"who": "ann@example.org", "can": "Cook"})
    assert page.says("nothing is kept of people who could not read and change it")

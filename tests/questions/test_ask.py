"""Asking about a campaign, a task or an event, and being answered there or in
private."""

import pytest

from board.activity.models import Activity
from board.mail.models import Outbox
from board.questions import verbs
from board.questions.models import Question
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


@pytest.mark.parametrize("kind", ["campaign", "task", "event"])
def test_somebody_asks_and_all_read_the_answer_on_the_page(
    resident: Browser,
    organiser: Browser,
    visitor: Browser,
    rows: Rows,
    people: People,
    things: Things,
    make: Maker,
    kind: str,
) -> None:
    at = f"/{kind}s/{getattr(things, kind).id}"
    ask = f"/questions?kind={kind}&id={getattr(things, kind).id}"
    assert ask in resident.get(at).links
    page = resident.follow(resident.fill(ask, {"body": "Is there a ramp?"}))
    assert (
        page.message == "Your question is sent. You hear from us when it is answered."
    )
    assert page.says("Is there a ramp?", "Nobody has answered yet.")
    assert verbs.ASKED in rows.heard(people.organiser)
    make.mails()
    (question,) = rows.all(Question, body="Is there a ramp?")
    answer = f"/questions/{question.id}/answer"
    assert answer in organiser.get("/areas/hodge-hill/desk").links
    assert answer in organiser.get(at).links
    assert answer in organiser.get("/notifications").links
    page = organiser.follow(organiser.fill(answer, {"body": "At the side."}))
    assert page.message == "Answered. Whoever asked is told."
    assert answer not in organiser.get(at).links
    page = visitor.get(at)
    assert page.says("Is there a ramp?", "The organisers say:", "At the side.")
    assert people.resident.name not in page.text
    assert rows.heard(people.resident)[-1] == verbs.ANSWERED
    asked = [mail.to for mail in rows.all(Outbox) if "Is there a ramp?" in mail.text]
    assert asked == ["organiser@example.org"]
    make.mails(days=2)
    answered = [mail.to for mail in rows.all(Outbox) if "At the side." in mail.text]
    assert answered == ["resident@example.org"]


def test_a_private_question_is_for_its_asker_and_the_organisers(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    at = f"/tasks/{things.task.id}"
    ask = f"/questions?kind=task&id={things.task.id}"
    said = {"body": "May I bring my son?", "private": "y"}
    browsers["resident"].fill(ask, said)
    (question,) = rows.all(Question, body=said["body"])
    see = {name for name in browsers if browsers[name].get(at).says(said["body"])}
    assert see == {"resident", "organiser"}
    its_page = f"/questions/{question.id}"
    may = {name for name in browsers if browsers[name].get(its_page).status == 200}
    assert may == {"resident", "organiser"}
    assert browsers["operator"].get(f"{its_page}/answer").status == 404
    assert not browsers["operator"].get("/areas/hodge-hill/desk").says(said["body"])
    make.answer(question, people.organiser, "Of course.")
    see = {name for name in browsers if browsers[name].get(at).says("Of course.")}
    assert see == {"resident", "organiser"}
    lines = rows.all(Activity, verb=verbs.ASKED)
    assert lines[-1].topics == [f"question-{question.id}"], "nobody listens to that"


def test_of_two_who_answer_at_once_one_is_first(
    organiser: Browser, make: Maker, people: People, things: Things
) -> None:
    at = f"/questions/{things.question.id}/answer"
    form = organiser.get(at).form(at).filled({"body": "It is not."})
    make.answer(things.question, people.organiser, "It is.")
    page = organiser.follow(organiser.send_form(at, form))
    assert page.says("It is."), "the answer that is there"
    assert not page.says("It is not.")


def test_a_visitor_signs_in_to_ask(visitor: Browser, things: Things) -> None:
    page = visitor.get(f"/questions?kind=task&id={things.task.id}")
    assert page.status == 303
    assert page.location.startswith("/login?next=/questions")


@pytest.mark.parametrize("what", ["kind=issue&id=1", "kind=task&id=99", "", "kind=x"])
def test_one_asks_about_what_is_there(
    resident: Browser, things: Things, what: str
) -> None:
    assert resident.get(f"/questions?{what}").status == 404

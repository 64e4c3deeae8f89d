"""An appeal: once, in words, to a second person who answers in words."""

import re
from collections.abc import Callable

import pytest

from board.issues.models import Issue
from board.mail.models import Outbox
from board.moderation import verbs
from board.moderation.log_models import Act
from board.moderation.measure_models import Measure
from board.moderation.models import Case, Outcome, State
from board.policy import Role
from tests.builders import Maker, People, Rows, Things, in_days
from tests.moderation.acts import hide, the_case
from tests.pages import Browser


@pytest.fixture
def case(organiser: Browser, rows: Rows, things: Things) -> Case:
    """The organiser has hidden the resident's post."""
    hide(organiser, "issue", things.issue)
    return the_case(rows)


def link_to_appeal(rows: Rows) -> str:
    """The one in the newest mail that has one."""
    texts = [mail.text for mail in rows.all(Outbox)]
    found = [re.search(r"/moderation/appeal/\S+", text) for text in texts]
    return [one[0] for one in found if one][-1]


def answer(
    browser: Browser, case: Case, outcome: Outcome, instead: str = "", **more: str
) -> int:
    """What a second person says."""
    at = f"/moderation/cases/{case.id}"
    said = {"outcome": str(outcome), "body": "I looked.", "instead": instead} | more
    return browser.fill(at, said, action=f"{at}/answer").status


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_author_appeals_once_signed_in_or_by_the_mailed_link(
    browsers: dict[str, Browser],
    rows: Rows,
    people: People,
    case: Case,
    signed_in: bool,
) -> None:
    link = link_to_appeal(rows)
    at = f"/moderation/cases/{case.id}/appeal" if signed_in else link
    who = browsers["resident" if signed_in else "visitor"]
    before = rows.everything()
    assert who.get(at).says("Ask for a second look", "Rule 2")
    assert rows.everything() == before
    page = who.fill(at, {"body": "It was a joke about my own cat."})
    assert page.status == 303
    assert who.follow(page).status == 200
    assert rows.get(Case, case.id).state == State.APPEALED
    assert who.post(at, {"body": "Again."}).status in (404, 409)
    assert browsers["visitor"].get(link).status == 404
    assert verbs.APPEALED in rows.heard(people.organiser)


def test_only_the_author_and_only_what_can_be_appealed(
    browsers: dict[str, Browser], rows: Rows, case: Case
) -> None:
    at = f"/moderation/cases/{case.id}/appeal"
    for who in ("member", "elsewhere", "organiser", "operator"):
        assert browsers[who].get(at).status == 403, who
    assert browsers["visitor"].get(at).location.startswith("/login")
    assert browsers["visitor"].get("/moderation/appeal/made-up").status == 404


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_second_person_answers_never_the_first(
    browsers: dict[str, Browser],
    rows: Rows,
    people: People,
    things: Things,
    case: Case,
    outcome: Outcome,
) -> None:
    at = f"/moderation/cases/{case.id}"
    browsers["resident"].fill(f"{at}/appeal", {"body": "It was a joke."})
    first = browsers["organiser"].get(at)
    assert first.says("It was a joke.", "A second person answers this")
    values = {"outcome": str(outcome), "body": "No.", "version": "3"}
    assert browsers["organiser"].post(f"{at}/answer", values).status == 403
    assert browsers["operator"].get("/moderation").says("appeal")
    instead = "warn" if outcome == Outcome.CHANGED else ""
    assert answer(browsers["operator"], case, outcome, instead) == 303
    hidden = rows.get(Issue, things.issue.id).hidden_at
    assert bool(hidden) == (outcome == Outcome.UPHELD)
    assert rows.heard(people.resident)[-1] == verbs.ANSWERED
    page = browsers["resident"].get(at)
    assert page.says("I looked.")
    assert people.operator.name not in page.text
    assert "I looked." in rows.all(Outbox)[-1].text
    acts = [act.act for act in rows.all(Act)]
    assert acts == ["hide", str(outcome), *([instead] if instead else [])]
    reverses = [act.reverses_id for act in rows.all(Act)][1]
    assert bool(reverses) == (outcome != Outcome.UPHELD)
    assert answer_again(browsers["operator"], case) == 403


def answer_again(browser: Browser, case: Case) -> int:
    """By whoever sends the form once more, which the page no longer shows."""
    values = {"outcome": "upheld", "body": "Again.", "version": "9"}
    page = browser.post(f"/moderation/cases/{case.id}/answer", values)
    return 403 if page.status in (403, 409) else page.status


def test_whoever_answers_what_was_answered_meanwhile_can_copy_what_they_typed(
    browsers: dict[str, Browser],
    browser: Callable[..., Browser],
    make: Maker,
    rows: Rows,
    people: People,
    case: Case,
) -> None:
    at = f"/moderation/cases/{case.id}"
    browsers["resident"].fill(f"{at}/appeal", {"body": "It was a joke."})
    late = browsers["operator"]
    form = late.get(at).form(f"{at}/answer")
    first = browser(make.person(area=people.hodge_hill, role=Role.ORGANISER))
    assert answer(first, case, Outcome.UPHELD) == 303
    said = {"outcome": "undone", "body": "The cat does not mind."}
    page = late.send_form(f"{at}/answer", form.filled(said))
    assert page.status == 409
    assert page.says("Somebody decided on this meanwhile.", "What you typed")
    assert page.says("The cat does not mind.")
    assert rows.get(Case, case.id).outcome == Outcome.UPHELD


def test_a_decision_is_typed_while_its_author_appeals(
    browsers: dict[str, Browser], rows: Rows, case: Case
) -> None:
    at, late = f"/moderation/cases/{case.id}", browsers["organiser"]
    form = late.get(at).form(f"{at}/decide")
    browsers["resident"].fill(f"{at}/appeal", {"body": "It was a joke."})
    said = {"act": "restore", "rule": "2", "reason": "It was a joke."}
    page = late.send_form(f"{at}/decide", form.filled(said))
    assert page.status == 409
    assert page.says("A second person answers this", "What you typed")
    assert rows.get(Case, case.id).state == State.APPEALED


def test_something_else_has_to_be_chosen(
    browsers: dict[str, Browser], case: Case
) -> None:
    at = f"/moderation/cases/{case.id}"
    browsers["resident"].fill(f"{at}/appeal", {"body": "It was a joke."})
    assert answer(browsers["operator"], case, Outcome.CHANGED) == 422


def test_any_lesser_decision_can_take_its_place_and_no_graver_one(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things, case: Case
) -> None:
    at, operator = f"/moderation/cases/{case.id}", browsers["operator"]
    browsers["resident"].fill(f"{at}/appeal", {"body": "It was a joke."})
    assert answer(operator, case, Outcome.CHANGED, "ban") == 422
    assert answer(operator, case, Outcome.CHANGED, "edit", text=" ") == 422
    assert answer(operator, case, Outcome.CHANGED, "edit", text="Dark.") == 303
    issue = rows.get(Issue, things.issue.id)
    assert (issue.body, issue.hidden_at) == ("Dark.", None)
    assert rows.get(Case, case.id).decision == "edit"
    hide(browsers["organiser"], "issue", things.issue)
    values = {"act": "ban", "rule": "2", "reason": "Enough."}
    browsers["organiser"].fill(at, values, action=f"{at}/decide")
    browsers["resident"].fill(f"{at}/appeal", {"body": "For a week, then."})
    page = operator.get(at)
    assert page.says("The same here, until a day", "Show it again", "Warn the author")
    assert answer(operator, case, Outcome.CHANGED, "ban") == 422
    day = in_days(7).isoformat()
    assert answer(operator, case, Outcome.CHANGED, "ban", until=day) == 303
    (first, second) = rows.all(Measure)
    assert [bool(one.ended_at) for one in (first, second)] == [True, False]
    assert second.until
    acts = [act.act for act in rows.all(Act)]
    assert acts == ["hide", "changed", "edit", "hide", "ban", "changed", "ban"]


def test_the_link_of_somebody_who_is_kept_out_works(
    browsers: dict[str, Browser], make: Maker, rows: Rows, people: People, case: Case
) -> None:
    at = f"/moderation/cases/{case.id}"
    values = {"act": "ban", "rule": "2", "reason": "Enough.", "reach": "board"}
    page = browsers["operator"].fill(at, values, action=f"{at}/decide")
    assert page.status == 303
    assert browsers["resident"].get("/me").status == 303
    link = link_to_appeal(rows)
    page = browsers["resident"].fill(link, {"body": "I will be kind."})
    assert page.status == 303
    assert answer(browsers["organiser"], case, Outcome.UNDONE) == 303
    assert browsers["organiser"].get("/moderation").says("Nothing waits for you")

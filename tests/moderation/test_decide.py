"""Decisions on a case and what takes each of them back; two moderators at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from board.issues.models import Issue
from board.moderation import verbs
from board.moderation.log_models import Act
from board.moderation.models import Case, EarlierText
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import decide, flag, hide, the_case
from tests.pages import Browser


@pytest.fixture
def case(browsers: dict[str, Browser], rows: Rows, things: Things) -> Case:
    """The member's post was flagged."""
    flag(browsers["elsewhere"], "issue", things.other)
    return the_case(rows)


def test_no_rule_is_broken(
    browsers: dict[str, Browser], rows: Rows, people: People, case: Case
) -> None:
    before = rows.heard(people.member)
    at = f"/moderation/cases/{case.id}"
    values = {"act": "nothing"}
    page = browsers["organiser"].fill(at, values, action=f"{at}/decide")
    assert (page.status, page.location) == (303, "/moderation")
    assert browsers["organiser"].get("/moderation").says("Nothing waits for you")
    assert rows.heard(people.member) == before
    assert browsers["member"].get(at).status == 404


def test_a_thread_is_closed_and_opened(
    browsers: dict[str, Browser], rows: Rows, things: Things, case: Case
) -> None:
    at = f"/issues/{things.other.id}"
    assert decide(browsers["organiser"], case, "close").status == 303
    page = browsers["resident"].get(at)
    assert page.says("An organiser closed this", "It shouts at a neighbour.")
    assert browsers["resident"].post(f"{at}/comments", {"body": "And?"}).status == 409
    assert decide(browsers["organiser"], case, "reopen").status == 303
    assert browsers["resident"].post(f"{at}/comments", {"body": "And?"}).status == 303
    closed, reopened = rows.all(Act)
    assert (closed.act, reopened.act) == ("close", "reopen")
    assert reopened.reverses_id == closed.id


@pytest.mark.parametrize("kind", ["campaign", "task", "event"])
def test_questions_and_lines_on_a_task_are_closed_and_opened(
    browsers: dict[str, Browser], rows: Rows, things: Things, kind: str
) -> None:
    thing = things.shift if kind == "task" else getattr(things, kind)
    flag(browsers["elsewhere"], kind, thing)
    at, case = f"/{kind}s/{thing.id}", the_case(rows)
    assert decide(browsers["operator"], case, "close").status == 303
    page = browsers["member"].get(at)
    assert page.says("An organiser closed this", "It shouts at a neighbour.")
    asked = {"kind": kind, "id": str(thing.id), "body": "And?"}
    ways = [("/questions", asked)]
    if kind == "task":
        ways.append((f"{at}/comments", {"body": "And?"}))
    for way, said in ways:
        assert not page.offers(way)
        assert browsers["member"].post(way, said).status == 409, way
    assert decide(browsers["operator"], case, "reopen").status == 303
    for way, said in ways:
        assert browsers["member"].post(way, said).status == 303, way


def test_its_words_are_changed_and_what_was_there_goes_in_its_time(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    case: Case,
) -> None:
    at = f"/moderation/cases/{case.id}/edit"
    said = {"rule": "2", "reason": "A name was in it."}
    before = rows.get(Issue, things.other.id).body
    page = browsers["organiser"].fill(at, said | {"body": "Without the name."})
    assert page.status == 303
    assert rows.get(Issue, things.other.id).body == "Without the name."
    assert verbs.EDITED in rows.heard(people.member)
    page = browsers["operator"].get(f"/moderation/cases/{case.id}")
    assert page.says("What it said before", before.replace("*", ""))
    found = browsers["visitor"].get("/search?q=Without")
    assert things.other.title in found.text
    make.jobs(days=89)
    assert rows.count(EarlierText) == 1
    make.jobs(days=91)
    assert rows.count(EarlierText) == 0


def test_a_warning_and_its_withdrawal(
    browsers: dict[str, Browser], rows: Rows, people: People, case: Case
) -> None:
    decide(browsers["organiser"], case, "warn")
    assert rows.heard(people.member)[-1] == verbs.WARNED
    page = browsers["member"].get(f"/moderation/cases/{case.id}")
    assert page.says("Rule 2", "It shouts at a neighbour.", "Ask for a second look")
    decide(browsers["organiser"], case, "unwarn")
    assert rows.heard(people.member)[-1] == verbs.UNWARNED


def test_another_moderator_is_seen_to_look_and_the_later_decision_is_refused(
    browsers: dict[str, Browser], rows: Rows, people: People, case: Case
) -> None:
    at = f"/moderation/cases/{case.id}"
    assert browsers["organiser"].post(f"{at}/open").location == at
    page = browsers["operator"].get(at)
    assert page.says(f"{people.organiser.name} is looking at this, too")
    assert browsers["operator"].get("/moderation").says("is looking at it")
    assert not browsers["organiser"].get(at).says("is looking at this, too")
    browsers["operator"].fill(at, {}, action=f"{at}/open")  # who came by a mail
    page = browsers["organiser"].get(at)
    assert page.says(f"{people.operator.name} is looking at this, too")
    stale = browsers["operator"].get(at)
    unsent = browsers["operator"].get(f"{at}/edit").form(f"{at}/edit")
    assert decide(browsers["organiser"], case, "warn").status == 303
    form = next(form for form in stale.forms if form.action == f"{at}/decide")
    values = {"act": "hide", "rule": "2", "reason": "Rude."}
    page = browsers["operator"].send_form(f"{at}/decide", form.filled(values))
    assert page.status == 409
    assert page.says("Somebody decided on this meanwhile", "Author warned")
    assert dict(page.form(f"{at}/decide").fields)["reason"] == "Rude.", "it is kept"
    values = {"body": "Calmer words.", "rule": "2", "reason": "Rude."}
    page = browsers["operator"].send_form(f"{at}/edit", unsent.filled(values))
    assert page.status == 409
    assert page.says("Somebody decided on this meanwhile")
    again = page.form(f"{at}/edit")
    assert dict(again.fields)["body"] == "Calmer words."
    assert rows.get(Case, case.id).decision == "warn"
    sent = browsers["operator"].send_form(f"{at}/edit", again.filled(values))
    assert sent.status == 303, "now they know"


def test_of_two_who_decide_at_the_same_moment_one_does(
    browsers: dict[str, Browser], rows: Rows, case: Case
) -> None:
    at, one = f"/moderation/cases/{case.id}", browsers["organiser"]
    pages = {who: browsers[who].get(at) for who in ("organiser", "operator")}

    def send(who: str) -> int:
        form = next(f for f in pages[who].forms if f.action == f"{at}/decide")
        said = {"act": "hide", "rule": "2", "reason": "Rude."}
        return browsers[who].send_form(f"{at}/decide", form.filled(said)).status

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(send, pages)) == [303, 409]
    assert [act.act for act in rows.all(Act)] == ["hide"]
    assert one.get(at).says("Hidden")


def test_whoever_decides_what_was_decided_meanwhile_is_told_so_and_loses_nothing(
    browsers: dict[str, Browser], things: Things, case: Case
) -> None:
    at, late = f"/moderation/cases/{case.id}", browsers["operator"]
    form = next(f for f in late.get(at).forms if f.action == f"{at}/decide")
    hide(browsers["organiser"], "issue", things.other)
    said = {"act": "hide", "rule": "2", "reason": "Very rude."}
    page = late.send_form(f"{at}/decide", form.filled(said))
    assert page.status == 409
    assert page.says("Somebody decided on this meanwhile.")
    assert dict(page.form(f"{at}/decide").fields)["reason"] == "Very rude."


def test_a_picture_a_comment_and_a_person_have_cases_too(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    comment = make.comment(things.issue, people.member)
    hide(browsers["organiser"], "comment", comment)
    case = the_case(rows)
    page = browsers["organiser"].get(f"/moderation/cases/{case.id}")
    assert page.says("A comment", people.member.name, "Nothing else was decided")
    flag(browsers["resident"], "person", people.elsewhere)
    person = the_case(rows)
    assert browsers["organiser"].get(f"/moderation/cases/{person.id}").status == 404
    page = browsers["operator"].get(f"/moderation/cases/{person.id}")
    assert page.says("A person", people.elsewhere.name)
    assert decide(browsers["operator"], person, "warn").status == 303

"""Changing the community rules: a draft, what it changes, a new version."""

import pytest

from board.errors import Conflict
from board.rules import actions, queries, verbs
from board.rules.models import RuleDraft, RuleSet
from board.rules.wording import as_text, differences, from_text
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SHORT = "1. Be kind\na) Always.\n\nBe brief\nTwo lines at most.\nThree at a pinch."
NOTE = {"note": "Fewer rules are read by more people."}


def draft(operator: Browser, text: str = SHORT) -> None:
    """An operator saves a draft."""
    page = operator.fill("/operator/rules", {"rules": text})
    assert (page.status, page.location) == (303, "/operator/rules/publish")


def test_a_draft_is_seen_by_operators_only_until_it_is_published(
    operator: Browser, organiser: Browser, visitor: Browser, rows: Rows
) -> None:
    draft(operator)
    assert not visitor.get("/rules").says("Be brief")
    assert organiser.get("/operator/rules").status == 403
    assert operator.get("/operator/rules").says("A draft by", "Two lines at most.")
    page = operator.get("/operator/rules/publish")
    assert "<del>" in page.text
    assert page.says("Be brief", "Be kind")
    page = operator.fill("/operator/rules/publish", NOTE)
    assert (page.status, page.location) == (303, "/rules")
    page = visitor.get("/rules")
    assert page.says("1. Be kind", "2. Be brief", "Version 2", NOTE["note"])
    assert visitor.get("/rules/1").says("No hate and no threats", "no longer in force")
    assert rows.count(RuleDraft) == 0


def test_publishing_is_on_the_record(operator: Browser, rows: Rows) -> None:
    draft(operator)
    operator.fill("/operator/rules/publish", NOTE)
    (line,) = rows.lines(verbs.PUBLISHED)
    assert (line.facts, line.subject_kind) == ({"version": 2}, "rule_set")
    assert rows.get(RuleSet, 2).by_id == line.actor_id


def test_a_draft_can_be_thrown_away(operator: Browser, rows: Rows) -> None:
    draft(operator)
    operator.fill("/operator/rules", {"drop": "yes"})
    assert rows.count(RuleDraft) == 0
    assert operator.get("/operator/rules/publish").status == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write at least one rule."),
        ("Be kind", "Rule 1 says nothing yet"),
        ("Be kind\nYes.\n\n" + "x" * 121 + "\nNo.", "The title of rule 2 is too long."),
        ("Be kind\n" + "x" * 601, "Rule 1 is too long."),
        ("Be kind\n" + "Yes.\n" * 27, "Rule 1 is too long."),
        ("Be\nkind.\n\n" * 31, "Write 1 to 30 rules."),
    ],
)
def test_what_is_no_set_of_rules_is_refused_with_what_was_typed(
    operator: Browser, rows: Rows, text: str, said: str
) -> None:
    page = operator.fill("/operator/rules", {"rules": text})
    assert page.status == 422
    assert page.says(said)
    assert rows.count(RuleDraft) == 0


def test_rules_that_say_the_same_and_rules_without_a_note_are_refused(
    operator: Browser, rows: Rows
) -> None:
    same = as_text(actions.first_rules())
    draft(operator, same)
    assert operator.get("/operator/rules/publish").says("it says the same")
    page = operator.fill("/operator/rules/publish", NOTE)
    assert page.status == 422
    draft(operator)
    assert operator.fill("/operator/rules/publish", {"note": ""}).status == 422
    assert rows.count(RuleSet) == 1


def test_of_two_who_publish_at_once_the_second_is_told(
    make: Maker, people: People, rows: Rows
) -> None:
    by = people.operator
    with make.writing():
        actions.publish(make._here(by), text=SHORT, note="One.", after=1)
    with pytest.raises(Conflict), make.writing():
        actions.publish(make._here(by), text=SHORT + "\nMore.", note="Two.", after=1)
    assert rows.get(RuleSet, 2).note == "One."


def test_a_text_becomes_rules_and_a_text_again() -> None:
    rules = actions.first_rules()
    assert from_text(as_text(rules)) == rules


def test_only_what_is_different_is_shown() -> None:
    old = actions.first_rules()
    new = [old[1], old[0]._replace(title="Be very kind"), *old[2:]]
    assert differences(old, old) == []
    titles = [title for title, _ in differences(old, [*old[:9]])]
    assert titles == [old[9].title]
    changed = dict(differences(old[:1], [old[0]._replace(title="Be very kind")]))
    assert "<ins>" in changed["Be very kind"]
    assert len(differences(old, new)) <= 3


def test_the_version_in_force_is_the_highest(
    make: Maker, people: People, rows: Rows
) -> None:
    with make.writing():
        actions.publish(make._here(people.operator), text=SHORT, note="A.", after=1)
        assert queries.version() == 2

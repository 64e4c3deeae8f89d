"""Reading the community rules."""

from flask import Flask

from board.rules import actions, queries
from board.rules.models import Clause, RuleSet
from tests.builders import Rows
from tests.pages import Browser


def test_every_board_begins_with_ten_rules_of_lettered_clauses(
    app: Flask, rows: Rows
) -> None:
    with app.app_context():
        rules = queries.current()
    assert [rule.number for rule in rules] == list(range(1, 11))
    for rule in rules:
        assert rule.title
        assert "".join(letter for letter, _ in rule.clauses) in ("abc", "abcd")
        assert all(words.endswith(".") for _, words in rule.clauses)
    assert [row.version for row in rows.all(RuleSet)] == [1]


def test_beginning_twice_is_beginning_once(app: Flask, rows: Rows) -> None:
    before = rows.count(Clause)
    with app.app_context():
        actions.publish_first()
    assert rows.count(Clause) == before


def test_a_clause_is_found_by_version_number_and_letter(app: Flask) -> None:
    with app.app_context():
        title, words = queries.clause(1, 3, "b") or ("", "")
        assert title == "Leave private details private"
        assert words.startswith("Do not name a neighbour")
        assert queries.clause(1, 3) == (title, "")
        assert queries.clause(1, 3, "z") is None
        assert queries.clause(1, 99) is None
        assert queries.clause(2, 3) is None


def test_anybody_reads_the_rules_from_the_foot_of_each_page(visitor: Browser) -> None:
    assert "/rules" in visitor.get("/").links
    page = visitor.get("/rules")
    assert page.says("Community rules", "1. Be kind", "Version 1")
    assert 'id="rule-3-b"' in page.text


def test_a_version_there_never_was_is_not_found(visitor: Browser) -> None:
    assert visitor.get("/rules/1").status == 200
    assert visitor.get("/rules/2").status == 404

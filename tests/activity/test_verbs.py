"""One table of what can happen: a declaration is all there is to say of a verb, and
nobody keeps a list of their own."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l

from board.activity.actions import record
from board.activity.verbs import Verb, all_verbs, named
from board.areas import verbs as area_verbs
from board.config import HOME, PACKAGE
from board.db import write_tx
from board.issues import verbs
from board.issues.models import State
from tests.builders import Maker, People, Rows
from tests.test_architecture import SOURCES, imports, name_of

# Who takes verbs of a feature to their left, and what they hear of.
HEARERS = {
    "areas.membership_actions": "accounts.verbs",  # a role is given in an area
    "campaigns.people_asking": "issues.verbs",  # whoever says "me too" is counted
    "follows.reasons": "issues.verbs",  # a post near a place one follows
    "open311.discovery": "categories.verbs",  # since when services are as they are
    "desk.queries": "issues.verbs",  # posts of which nobody was heard
    "events.calendar_queries": "tasks.verbs",  # places on tasks stand in calendars
    "home.lists": "tasks.verbs",  # tasks one planned that lack people
    # what people do is noted
    "talent.deed_actions": "events.verbs tasks.verbs training.verbs",
    "talent.deed_queries": "campaigns.verbs issues.verbs roles.verbs tasks.verbs",
    # whoever leaves an area has no role there any more
    "roles.leaving": "accounts.verbs areas.verbs",
    # what is looked at before it is shown
    "moderation.holding": ("issues.verbs questions.verbs rounds.verbs tasks.verbs"),
    "rounds.letters": "campaigns.verbs",  # who answered hears how theirs ended
    "privacy.retention": "campaigns.verbs",  # names from paper go after the end
}
DECLARE = {path for path in SOURCES if path.stem.endswith("verbs")}


def is_named_in(text: str) -> set[str]:
    """The verbs that stand in a text, between quotes."""
    return {
        verb
        for verb in all_verbs()
        if re.search(f"""["']{re.escape(verb)}["']""", text)
    }


def test_a_verb_without_a_sentence_is_refused_by_name() -> None:
    nothing: Any = None
    with pytest.raises(ValueError, match=r"toy\.wound has no sentence"):
        Verb("toy.wound", nothing)
    assert "toy.wound" not in all_verbs()


def test_each_letter_is_sent_by_its_feature_or_to_whoever_asked() -> None:
    for verb in all_verbs():
        if verb.letter and verb.letter.by_feature:
            noun = verb.partition(".")[0]
            assert (PACKAGE / f"{noun}s" / "letters.py").is_file(), verb
        elif verb.letter:
            assert verb.letter.text is not None, f"{verb} is mailed without its words"


def test_two_verbs_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"issue\.posted is declared twice"):
        Verb("issue.posted", _l("Somebody posted:"))
    assert named("issue.posted") is verbs.POSTED


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "done"},
        {"state": "done", "was": "open", "mood": "good"},
        {"state": "done", "was": 3},
        {"state": None, "was": "open"},
        {"state": "done", "was": "open", "campaign": True},
        {"state": "done", "was": "open", "campaign": "4"},
    ],
    ids=[
        "missing",
        "unknown",
        "another type",
        "nothing",
        "true for a number",
        "an optional one",
    ],
)
def test_facts_other_than_those_declared_are_refused(
    app: Flask, make: Maker, people: People, rows: Rows, facts: dict[str, Any]
) -> None:
    lamp = make.issue(by=people.resident)
    with (
        app.app_context(),
        pytest.raises(TypeError, match=r"issue\.state_set"),
        write_tx(),
    ):
        record(verbs.STATE_SET, lamp, by=people.organiser, **facts)


def test_a_state_is_a_text_and_an_optional_fact_may_be_missing() -> None:
    verbs.STATE_SET.check({"state": State.DONE, "was": State.OPEN})
    verbs.STATE_SET.check({"state": "done", "was": "open", "role": "organiser"})
    area_verbs.JOINED.check({})


def test_every_verb_is_declared_in_the_file_of_its_feature() -> None:
    here = {path.relative_to(PACKAGE) for path in DECLARE}
    assert Path("activity/verbs.py") in here
    for path in SOURCES:
        if path not in DECLARE:
            made = [
                node
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Verb"
            ]
            assert not made, f"{name_of(path)} declares a verb"


def test_a_verb_is_named_outside_its_feature_only_by_who_hears_of_it() -> None:
    taken: dict[str, set[str]] = {}
    for path in SOURCES:
        me = name_of(path)
        own = (me.partition(".")[0], "activity")
        for module, _name in imports(path):
            is_verbs = module.rpartition(".")[2].endswith("verbs")
            # verbs of a feature change parts of pages of those before it, too
            if is_verbs and module.partition(".")[0] not in own and path not in DECLARE:
                taken.setdefault(me, set()).add(module)
    assert taken == {me: set(verbs.split()) for me, verbs in HEARERS.items()}


def test_no_verb_is_written_as_text() -> None:
    found = {
        name_of(path): names
        for path in SOURCES
        if path not in DECLARE and (names := is_named_in(path.read_text()))
    }
    # the indexes of the log in which the desk looks for silence, and other systems for
    # what became of posts
    turns = {"issue.merged", "issue.reopened", "issue.state_set", "issue.unmerged"}
    indexed = {"issue.raised", "area.categories_set", *turns}
    assert found == {"activity.models": indexed}


def test_no_template_asks_which_verb_it_is() -> None:
    templates = [p for p in (HOME / "templates").rglob("*") if p.is_file()]
    assert templates
    for path in templates:
        text = path.read_text()
        assert not is_named_in(text), path
        assert not re.search(r"\.verb\b|\bverb\s*(==|!=|in\b|\.)", text), path

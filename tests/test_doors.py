"""What people may see passes one door for each kind of thing: no statement reads a
table past it, and what it hides is nowhere."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.config import HOME, PACKAGE
from tests.test_architecture import SOURCES, name_of

# What has a door: Model.visible. (An area is named wherever something lies in it; its
# own lists pass its door, too.)
THINGS = {
    *("Line", "Question", "Request", "Role", "TaskComment", "Young", "Course"),
    *("CouncilReport", "FirstTask", "Pairing", "SkillHeld"),
    *("Introduction", "OneToOne", "Playbook", "Suggestion"),
    *("Answer", "Round"),
    *("Ask", "Campaign", "Claim", "Comment", "Event", "Issue", "NextStep"),
    *("Partner", "Photo", "Pledge", "Promise", "Task", "Update"),
}
TABLES = "ask campaign claim comment event issue issue_ask next_step partner person"
TABLES += " question task_comment photo pledge promise task campaign_update"
TABLES += " person_line request role young course one_to_one introduction"
TABLES += " skill_held first_task pairing"
TABLES += " council_report"
TABLES += " playbook playbook_suggestion"
TABLES += " answer round"
# Modules that act: they hold rows by their number, under a lock and a rule of policy,
# or repair and count them. Nobody reads what they load.
ACTING = """
    campaigns.people_asking campaigns.unfinished events.unfinished issues.unconfirmed
    issues.reminders tasks.laying_out tasks.unconfirmed tasks.unfinished tasks.nudges
    tasks.planning tasks.planning_views tasks.series tasks.waiting_list tasks.claims
    moderation.finding moderation.reading moderation.hiding moderation.holding
    one_to_ones.follow_up_queries talent.deed_queries training.evidence
    numbers demo.neighbourhood demo.playbooks demo.second demo.training"""
ACT = ACTING.split()
# Definitions of other modules that name a table past its door, each with its reason.
PAST = {
    "campaigns.queries.get": "to act on",
    "campaigns.queries.update_of": "to act on",
    "campaigns.hearer_queries.count_hearers": "who will hear",
    "campaigns.thread_queries._thread": "its parts pass the door in _part()",
    "campaigns.thread_queries.HIDDEN": "what stands in the place of what is hidden",
    "issues.thread_queries.HIDDEN": "what stands in the place of what is hidden",
    "councils.hearing._note": "to note it in the log",
    "councils.report_queries._is_behind": "when it was reported, to page by",
    "councils.report_queries.report": "to act on",
    "councils.reports._ask_older": "to ask how they stand",
    "councils.reports._room_for": "how many",
    "councils.outcomes._record": "to note it in the log",
    "desk.people_queries.claim": "to act on",
    "training.queries.get": "to act on",
    "boards.elsewhere.own": "names of uses, to pass over",
    "training.askables._come": "to act on",
    "training.session_queries._numbers": "how many",
    "playbooks.queries.get": "to act on",
    "playbooks.queries._parent": "named only where it is not hidden",
    "playbooks.ready.put_in": "to act on",
    "playbooks.suggestion_queries.get": "to act on",
    "events.queries.address": "one column, after policy was asked",
    "events.queries.get": "to act on",
    "events.queries.lock": "to act on",
    "events.queries.rows": "its campaign passes the door in its_campaign()",
    "events.calendar_queries.ever_of_person": "so does its campaign here",
    "figures.year_queries._done": "how many, of tasks that pass their door",
    "home.lists.posts": "the newest step passes the door in NEWEST_STEP",
    "introductions.queries._shown": "passes the door where it is asked",
    "introductions.queries.address_of": "whoever has the link that went there",
    "issues.lists._listing": "passes the door in conditions()",
    "issues.queries.get": "to act on",
    "issues.queries.comments_with_photos": "a purge takes them all",
    "issues.similar.alike": "how many there are, to weigh words by",
    "issues.similar.posted": "one's own form",
    "issues.progress_queries._Step": "passes the door in NEWEST_STEP",
    "issues.progress_queries._progress": "so does the newest step here",
    "open311.queries.STANDING": "that it waits or is gone, and none of its words",
    "operator.settings_views.storage": "how many",
    "rounds.letters._concerned": "for the mails",
    "rounds.queries.get": "to act on",
    "rounds.unconfirmed.send": "to act on",
    "rounds.queries._counts": "how many",
    "rounds.queries._themes": "how many",
    "tasks.lists._other": "passes the door in _is_open()",
    "tasks.letters._mail_holder": "whose place it is",
    "tasks.letters._place": "whose place it is",
    "tasks.taken.TO_TELL": "for the mails",
    "tasks.taken._is_on": "for the mails",
    "people.coming_back.check_due_requests": "to act on",
    "roles.queries.get": "to act on",
    "roles.queries.cards": "its campaign passes the door in _its_campaign()",
    "people.finding._open": "its person passes the door in _is_one()",
    "people.finding._few_or_many": "so does each of these",
    "people.request_queries.asked_for": "who is asked already, after policy was asked",
    "kept.area_import._put_pictures": "of all that came",
    "photos.queries.KNOWN": "whether a file is still needed",
    "privacy.copy_job._add_pictures": "one's own",
    "privacy.words.take_back_comments": "one's own, to act on",
    "privacy.words.take_back_posts": "one's own, to act on",
    "privacy.words._take_back_post": "the same",
    "privacy.words._take_pictures": "one's own, to delete them",
    "tasks.card_queries._other": "passes the door in _my_others()",
    "tasks.card_queries._other_claim": "passes the door in _my_others()",
    "tasks.card_queries._before": "passes the door in _my_turn()",
    "tasks.card_queries._personal": "one's own place",
    "tasks.card_queries._seen_by": "a task's own door holds its campaign's",
    "tasks.leading.is_led": "passes the door by another name",
    "tasks.queries.lock": "to act on",
    "tasks.queries.lock_where": "to act on",
    "tasks.queries.following": "to act on",
    "kept.backups.named_pictures": "a backup has all",
}


def called(node: ast.Call) -> str:
    """The name of the function or method that is called."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def rows_of(call: ast.Call) -> list[ast.expr]:
    """The parts of a call that say which tables are read."""
    if called(call) == "select":
        return call.args
    single = {"join", "outerjoin", "select_from", "aliased", "query"}
    single |= {"get", "get_one", "fresh"}
    return call.args[:1] if called(call) in single else []


def things_in(part: ast.AST) -> Iterator[str]:
    """The things named in a part of a statement, but for statements inside of it."""
    if isinstance(part, ast.Call) and called(part) in ("select", "exists"):
        return
    if isinstance(part, ast.Name) and part.id in THINGS:
        yield part.id
    for child in ast.iter_child_nodes(part):
        yield from things_in(child)


def past_the_door(definition: ast.stmt) -> set[str]:
    """The things a function or a constant reads without their doors."""
    nodes = list(ast.walk(definition))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    read = {
        name for call in calls for part in rows_of(call) for name in things_in(part)
    }
    through = {
        node.value.id
        for node in nodes
        if isinstance(node, ast.Attribute)
        and node.attr in ("visible", "lets_see")
        and isinstance(node.value, ast.Name)
    }
    return read - through


def name(definition: ast.stmt) -> str:
    """What a definition of a module is called; the first of several names."""
    if isinstance(definition, ast.Assign):
        target = definition.targets[0]
        first = target.elts[0] if isinstance(target, ast.Tuple) else target
        return ast.unparse(first)
    target = getattr(definition, "target", None)
    return ast.unparse(target) if target else str(getattr(definition, "name", ""))


def definitions() -> Iterator[tuple[str, ast.stmt]]:
    """Each function and constant of the modules that read for people: neither tables,
    nor actions, nor who hears of a line."""
    for path in SOURCES:
        module = name_of(path)
        kind = path.stem.rpartition("_")[2]
        if kind not in ("models", "actions", "reasons") and module not in ACT:
            for definition in ast.parse(path.read_text()).body:
                yield f"{module}.{name(definition)}", definition


def test_no_statement_reads_a_thing_past_its_door() -> None:
    past = {at: past_the_door(definition) for at, definition in definitions()}
    past = {at: things for at, things in past.items() if things}
    assert {at: past[at] for at in past.keys() - PAST.keys()} == {}
    assert PAST.keys() - past.keys() == set(), "no longer past any door"


def test_no_text_of_sql_names_a_thing() -> None:
    named = re.compile(rf"\b(FROM|JOIN) ({'|'.join(TABLES.split())})\b")
    found = {name_of(path) for path in SOURCES if named.search(path.read_text())}
    # full text gives numbers; the statement around them passes the door
    assert found <= {"issues.search"}


def test_a_name_is_read_in_one_way() -> None:
    found = {name_of(path) for path in SOURCES if "given_name" in path.read_text()}
    assert found == {"accounts.models"}
    for path in (HOME / "templates").rglob("*.html"):
        assert "given_name" not in path.read_text(), path


@pytest.mark.parametrize("module", ACT)
def test_modules_that_act_are_there(module: str) -> None:
    assert (PACKAGE / f"{module.replace('.', '/')}.py").is_file()


def test_what_doors_hide_is_found_nowhere(tmp_path: Path) -> None:
    words = ["-p", "tests.doors.closed", "-n", "0", "tests/doors/crawl.py"]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", f"--basetemp={tmp_path / 'closed'}", *words],
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-4000:]

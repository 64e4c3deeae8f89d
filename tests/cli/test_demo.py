"""`board demo` loads the whole story, through the rules, in the order of time."""

import io
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from board import clock
from board.accounts.models import Person
from board.accounts.passwords import matches
from board.activity.models import Activity, ActivityTopic, Follow
from board.activity.verbs import DEMO_LOADED
from board.areas.models import Area
from board.campaigns.models import Campaign, Update
from board.cli.demo import STORY
from board.config import Settings
from board.db import db, write_tx
from board.demo import drawn as demo_drawn
from board.demo.drawn import FOLDER
from board.demo.load import load
from board.demo.playbooks import BEGUN, STEPS
from board.events.models import Attendance, AttendanceState, Event
from board.issues import verbs as issue_verbs
from board.issues.merge_models import MergeCarried
from board.issues.models import Comment, Issue, Second
from board.issues.outcome_models import NextStep, Verdict
from board.mail.actions import silent
from board.notifications.models import Notification
from board.photos import store
from board.photos.models import Photo
from board.photos.pictures import SIZES
from board.playbooks.models import PlaybookTask, PlaybookUse
from board.tasks import actions as tasks
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from board.tasks.series_models import TaskSeries
from tests.builders import Maker, Rows, password_hash
from tests.cli.conftest import Command
from tests.photos.drawing import drawn

STORIES: dict[str, Any] = tomllib.loads(STORY.read_text("utf-8"))


def parts(name: str, inner: str) -> int:
    """How many parts of a sort all the stories of a sort have together."""
    return sum(len(told.get(inner, [])) for told in STORIES[name])


def test_all_that_the_story_tells_is_there(story: None, rows: Rows) -> None:
    endings = sum("state" in told for told in STORIES["issues"])
    assert rows.count(Task) - rows.count(Task, series_id=None) >= 8, (
        "what repeats is laid out"
    )
    assert {
        model: rows.count(model) for model in (Area, Person, Issue, Campaign, Event)
    } == {
        Area: len(STORIES["areas"]),
        Person: len(STORIES["people"]),
        Issue: len(STORIES["issues"]),
        Campaign: len(STORIES["campaigns"]) + 1,  # begun by a playbook
        Event: len(STORIES["events"]) + len(STORIES["sessions"]),
    }
    by_playbook = rows.count(PlaybookTask)
    assert rows.count(PlaybookUse) == 1
    assert by_playbook == len(STEPS)
    alone = rows.count(Task, series_id=None) - by_playbook
    assert alone + rows.count(TaskSeries) == len(STORIES["tasks"])
    carried = rows.count(MergeCarried, what="second")
    assert rows.count(Second) == parts("issues", "seconded_by") + carried
    assert rows.count(Verdict) == parts("issues", "verdicts")
    assert rows.count(NextStep) == parts("issues", "next")
    left_open = 1  # by the end of the campaign it was in, which says so there
    assert rows.count(Comment) == parts("issues", "comments") + endings + left_open
    assert rows.count(Update) == parts("campaigns", "updates") + parts(
        "campaigns", "stages"
    )
    for hold in ClaimState:
        told = sum(
            claim["state"] == hold
            for task in STORIES["tasks"]
            for claim in task["claims"]
        )
        begun = sum(map(len, BEGUN.values())) if hold == ClaimState.DONE else 0
        assert rows.count(Claim, state=hold) == told + begun
    newcomers = parts("events", "newcomers")
    going, came = (
        parts("events", said) + parts("sessions", said) + newcomers
        for said in ("going", "came")
    )
    assert rows.count(Attendance) == going
    assert rows.count(Attendance, came=True) == came
    assert rows.count(Attendance, state=AttendanceState.WAITING) == 1
    assert rows.count(Attendance, state=AttendanceState.ASKED) == 1


def test_the_numbers_in_it_are_true(board: Command, story: None) -> None:
    assert board("check").exit_code == 0


def test_the_log_is_in_the_order_of_time_and_ends_with_the_demo(
    story: None, rows: Rows
) -> None:
    lines = rows.all(Activity)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert lines[-1].verb == DEMO_LOADED
    assert lines[-1].at <= clock.now()
    assert lines[0].at < clock.now() - timedelta(days=100)


def test_nobody_is_told_of_what_happened_before_they_followed(
    story: None, rows: Rows
) -> None:
    since = {
        (follow.topic, follow.person_id): follow.since for follow in rows.all(Follow)
    }
    with rows.app.app_context():
        told = (
            select(
                Activity.id, Activity.at, ActivityTopic.topic, Notification.person_id
            )
            .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
            .join(Notification, Notification.activity_id == Activity.id)
            .where(
                Activity.verb == issue_verbs.COMMENTED,
                ActivityTopic.topic.startswith("issue-"),
            )
        )
        found = db.session.execute(told).all()
    assert found
    assert all(since[row.topic, row.person_id] <= row.at for row in found)


def test_news_older_than_a_week_is_read_and_the_rest_is_not(
    story: None, rows: Rows
) -> None:
    week = clock.now() - timedelta(days=7)
    at = {line.id: line.at for line in rows.all(Activity)}
    assert {
        at[row.activity_id] < week for row in rows.all(Notification) if row.read_at
    } == {True}
    assert {
        at[row.activity_id] < week for row in rows.all(Notification) if not row.read_at
    } == {False}


def test_a_claim_was_made_before_its_task_was_over(story: None, rows: Rows) -> None:
    over = {task.id: task.last_day for task in rows.all(Task)}
    assert all(
        claim.claimed_at.date() <= over[claim.task_id] for claim in rows.all(Claim)
    )
    assert all(
        claim.claimed_at < claim.ended_at <= clock.now()
        for claim in rows.all(Claim)
        if claim.ended_at
    )


def test_the_demo_people_sign_in_with_the_demo_password(
    story: None, rows: Rows
) -> None:
    people = {person.email: person for person in rows.all(Person)}
    for name in ("resident", "member", "organiser", "operator"):
        assert matches(people[f"{name}@example.org"].password_hash, "demo-board-2026")
    assert people["operator@example.org"].is_operator


def test_every_page_says_that_it_is_a_demo(story: None, rows: Rows) -> None:
    client = rows.app.test_client()
    for page in ("/", "/issues", "/areas/hodge-hill"):
        assert "demo" in client.get(page).text.lower()


def test_a_board_with_people_is_refused_in_one_sentence(
    board: Command, make: Maker, rows: Rows
) -> None:
    make.person()
    before = rows.everything()
    refused = board("demo")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: There are people on this board.")
    assert rows.everything() == before


def test_if_empty_does_nothing_quietly_where_there_are_people(
    board: Command, make: Maker, rows: Rows
) -> None:
    make.person()
    before = rows.everything()
    spared = board("demo", "--if-empty")
    assert (spared.exit_code, spared.output) == (0, "")
    assert rows.everything() == before


def test_an_interrupted_demo_leaves_nothing(
    board: Command, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "claim", interrupted)
        assert board("demo").exit_code != 0
    assert rows.count(Person) == rows.count(Activity) == 0
    assert board("demo").exit_code == 0


def test_whatever_names_a_picture_has_it_with_its_words(
    settings: Settings,
    rows: Rows,
    app: Flask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = Image.open(io.BytesIO(drawn(1600, 900)))
    image.save(tmp_path / "green.webp")
    monkeypatch.setattr(demo_drawn, "FOLDER", tmp_path)
    told = tomllib.loads(STORY.read_text("utf-8"))
    for kind in ("areas", "issues", "campaigns"):
        for entry in told[kind]:
            entry.pop("picture", None)
        told[kind][0] |= {"picture": "green", "alt": f"One of the {kind}"}
    with app.app_context(), write_tx(), silent():
        load(told, settings.timezone, password_hash())
    shown = {photo.owner.partition("-")[0]: photo for photo in rows.all(Photo)}
    assert {kind: photo.alt for kind, photo in shown.items()} == {
        "area": "One of the areas",
        "issue": "One of the issues",
        "campaign": "One of the campaigns",
    }
    as_drawn = (tmp_path / "green.webp").read_bytes()
    with app.app_context():
        for photo in shown.values():
            assert store.read(photo.sha256, "large") == as_drawn
            small = store.read(photo.sha256, "small")
            assert small
            assert Image.open(io.BytesIO(small)).size == (480, 270)


def test_each_picture_of_the_story_is_there_small_enough_and_has_words() -> None:
    told = [entry for kind in STORIES.values() for entry in kind if "picture" in entry]
    for entry in told:
        image = Image.open(FOLDER / f"{entry['picture']}.webp")
        assert image.format == "WEBP", entry["picture"]
        assert max(image.size) <= SIZES["large"], entry["picture"]
        assert entry["alt"].strip(), entry["picture"]
    drawn_ones = {path.stem for path in FOLDER.glob("*.webp")}
    assert drawn_ones == {entry["picture"] for entry in told}

"""A board of any size, by bulk inserts: the rows the actions would have written, with
their lines in the log."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert

from board.accounts import session_actions
from board.accounts.models import Person
from board.activity.models import Activity
from board.activity.verbs import Verb
from board.areas.models import Area, Membership
from board.campaigns import verbs as campaign_verbs
from board.campaigns.models import Campaign
from board.categories.models import CATEGORIES
from board.db import db, write_tx
from board.issues import verbs as issue_verbs
from board.issues.models import Comment, Issue, State
from board.policy import Role
from board.tasks import verbs as task_verbs
from board.tasks.models import Shape, Task

AREAS, PEOPLE, CAMPAIGNS, TASKS, COMMENTS = 5, 200, 40, 400, 20
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
COMMON = [
    "the",
    "on",
    "our",
    "is",
    "out",
    "since",
    "and",
    "we",
    "in",
    "past",
    "again",
    "every",
    "near",
    "still",
]
RARE = [
    f"{a}{b}"
    for a in ("lamp", "bin", "kerb", "tree", "school")
    for b in ("", *"bcdfghklmn")
]
Rows = list[dict[str, Any]]


class Visit(NamedTuple):
    """A signed-in browser: its cookie and the token its forms carry."""

    cookie: str
    token: str


def fill(app: Flask, issues: int, say: Callable[[int], str] | None = None) -> None:
    """Fill an empty board.

    Issue 1 has comments; every person is a member of area 1. `say` gives other words.
    """
    chance = random.Random(7)
    lines: Rows = []
    tables: dict[Any, Rows] = {
        Area: [
            {"slug": f"area-{n}", "name": f"Area {n}", "about": "A place."}
            for n in range(1, AREAS + 1)
        ],
        Person: [
            {
                "name": f"Person {n}",
                "email": f"p{n}@example.org",
                "password_hash": "-",
                "is_operator": False,
            }
            for n in range(1, PEOPLE + 1)
        ],
        Membership: [
            {"person_id": n, "area_id": 1, "role": Role.MEMBER}
            for n in range(1, PEOPLE + 1)
        ],
        Issue: [issue(chance, n, lines, say) for n in range(1, issues + 1)],
        Comment: [comment(n, lines) for n in range(1, COMMENTS + 1)],
        Campaign: [campaign(n, lines) for n in range(1, CAMPAIGNS + 1)],
        Task: [task(n, lines) for n in range(1, TASKS + 1)],
    }
    with app.app_context(), write_tx():
        for model, rows in (tables | {Activity: lines}).items():
            db.session.connection().execute(insert(model.__table__), rows)


def said(
    lines: Rows, verb: Verb, kind: str, number: int, area: int, **more: Any
) -> None:
    """The line of the log that goes with a row."""
    topics = [f"{kind}-{number}", f"{kind}s", f"area-{area}"]
    line = {
        "at": BEGIN + timedelta(minutes=len(lines)),
        "actor_id": 1,
        "verb": verb,
        "part_id": None,
        "facts": {},
    }
    lines.append(
        line
        | {
            "subject_kind": kind,
            "subject_id": number,
            "area_id": area,
            "topics": topics,
        }
        | more
    )


def issue(
    chance: random.Random,
    number: int,
    lines: Rows,
    say: Callable[[int], str] | None = None,
) -> dict[str, Any]:
    """One of many posts."""
    area, at = 1 + number % AREAS, BEGIN + timedelta(minutes=number)
    said(lines, issue_verbs.POSTED, "issue", number, area)
    plain = {
        "title": " ".join(chance.choices(COMMON, k=6)).capitalize(),
        "body": " ".join(
            chance.choices(COMMON, k=56) + chance.choices(RARE, k=4)
        ).capitalize()
        + ".",
        "place": "By the bridge",
    }
    words = {"title": say(6)[:120], "body": say(60), "place": say(2)} if say else plain
    return words | {
        "author_id": 1 + number % PEOPLE,
        "area_id": area,
        "category": chance.choice(list(CATEGORIES)),
        "kind": "problem",
        "latitude": 52.48 + chance.uniform(-0.1, 0.1),
        "longitude": -1.9 + chance.uniform(-0.1, 0.1),
        "show_name": number % 2 == 0,
        "state": chance.choice([State.OPEN, State.OPEN, State.DONE]),
        "second_count": chance.randrange(30),
        "comment_count": COMMENTS if number == 1 else 0,
        "created_at": at,
        "active_at": at,
        "edit_until": at,
        "version": 1,
    }


def comment(number: int, lines: Rows) -> dict[str, Any]:
    """Something said under the first post."""
    said(lines, issue_verbs.COMMENTED, "issue", 1, 2, part_id=number)
    return {
        "issue_id": 1,
        "author_id": number,
        "body": "Ours too, and *nobody* came.",
        "at": BEGIN,
    }


def campaign(number: int, lines: Rows) -> dict[str, Any]:
    """One of the campaigns, all in area 1."""
    said(lines, campaign_verbs.STARTED, "campaign", number, 1, facts={"issues": []})
    return {
        "area_id": 1,
        "starter_id": 1,
        "title": f"Campaign {number}",
        "goal": "Light.",
        "stage": "acting",
    }


def task(number: int, lines: Rows) -> dict[str, Any]:
    """One of the tasks, with room for everybody."""
    said(lines, task_verbs.PLANNED, "task", number, 1)
    fixed = {
        "area_id": 1,
        "shape": Shape.OPEN,
        "places": 500,
        "last_day": date(9999, 12, 31),
        "details": "Walk.",
    }
    return fixed | {"campaign_id": 1 + number % CAMPAIGNS, "title": f"Task {number}"}


def sign_in(app: Flask, person_id: int) -> Visit:
    """Sign a person in without the time a password costs."""
    with app.test_request_context():
        with write_tx():
            person = db.session.get_one(Person, person_id)
            session["_user_id"] = session_actions.open_session(person, remember=False)
        token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return Visit(
            f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}", token
        )

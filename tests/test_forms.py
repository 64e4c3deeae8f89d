"""Every form meets everything that people, and others, may send."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask

from board.campaigns.coalition_models import Partner, Pledge, Promise
from board.campaigns.models import Campaign, Update
from board.campaigns.people_models import Contact
from board.complaints.actions import receive
from board.complaints.models import About
from board.db import Model
from board.events.models import Event
from board.follows.models import FollowShape
from board.forms.form import SHOWN_AGAIN
from board.introductions.models import Introduction
from board.issues.models import Comment, Issue
from board.moderation import queries as cases
from board.moderation.appeal_actions import appeal
from board.moderation.case_actions import decide
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.flag_actions import flag
from board.moderation.rules import based_on
from board.one_to_ones.models import OneToOne
from board.questions.models import Question
from board.roles.models import Role
from board.tasks.models import Task
from board.tasks.talk_models import TaskComment
from tests.accounts.test_register import register
from tests.builders import PASSWORD, Maker, People, Rows, Things, in_days
from tests.conftest import on_sqlite
from tests.introductions.made import ask, pass_on
from tests.one_to_ones.talks import talk
from tests.pages import Browser, Page, pairs
from tests.test_routes import ASKED, GETS, address

BOOK = "x" * (1024 * 1024)
HOSTILE: dict[str, str | bytes] = {
    "script": "before <script>alert(1)</script> after",
    "control characters": "ding \x07 dong \x1b[31m",
    "a NUL": "before \x00 after",
    "broken UTF-8": b"before \xff\xfe after",
    "marks that turn the direction of text": "before \u202eretfa",
    "what is no character": "before \ufffe \U0001ffff after",
}
# What prints nothing: blanks, marks of width and direction, fillers of two scripts, a
# tag.
UNSEEN = (
    "\ufeff\u202a\u200e\xa0\u200b\u200d\xad\u2800"
    "\u3164\u115f\u1160\uffa0\u2060\ufe0f\U000e0041"
)
TEXTS = [text for text in HOSTILE.values() if isinstance(text, str)]
SAID = {
    "title": "Bins",
    "body": "Full.",
    "category": "rubbish",
    "kind": "problem",
    "area": "hodge-hill",
}
AIMS = {"title": "Empty bins", "goal": "Each bin once a week."}
PLAN = {
    "title": "Count bins",
    "shape": "shift",
    "place": "The corner",
    "starts_at": "2031-05-01T10:00",
    "ends_at": "2031-05-01T12:00",
}
GATHERING = {"title": "Tea", "kind": "meeting", "place": "The hall", "campaign": "none"}
GATHERING |= {"starts_at": "2031-05-01T18:00", "ends_at": "2031-05-01T20:00"}
GATHERING_TEXTS = {
    "title": 120,
    "details": 3000,
    "place": 200,
    "address": 300,
    "host": 80,
}
GATHERING_ODD = {
    "starts_at": ["2031-05-01", "ten", "2031-05-01T25:00"],
    "ends_at": ["2031-05-01T18:00", "2031-05-01T09:59", "later", "2031-05-09T18:00"],
    "places": ["0", "5001", "-1", "many", "1.5", "9" * 30],
}
NO_NEWCOMERS = [", bo@example.org", "Bo, bo@", "Bo, bo@example.org, x"]
GARDEN = {"title": "A garden", "body": "Beans.", "steps": "0: Dig"}
GARDEN_TEXTS = {"title": 120, "summary": 300, "body": 2000, "gate": 300, "money": 300}
GARDEN_TEXTS |= {"safeguarding": 8000, "script": 8000}
GARDEN_LINES = ("body", "safeguarding", "script")
GARDEN_ODD = {
    "steps": ["0: Dig\nWhen: late", "0: Dig\nPlaces: none", "0: A\n" + "x" * 9000],
}
COURSE = {"title": "Asking", "summary": "An hour.", "running": "60 min In pairs"}
COURSE |= {"people_from": "6", "people_to": "12"}
COURSE_TEXTS = {"title": 120, "summary": 300, "skill": 60, "for_whom": 300}
COURSE_TEXTS |= {"before": 4000, "safeguarding": 4000}
COURSE_TEXTS |= {"task_title": 120, "task_words": 2000}
COURSE_LINES = ("before", "safeguarding", "task_words", "running", "sheets")
COURSE_LINES += ("aims", "materials", "worked")
COURSE_ODD = {
    "running": ["Welcome", "0 min Welcome", "15 min", "999 min A\n999 min B"],
    "sheets": ["A handout", "# Handout:"],
    "aims": ["x" * 301, "\n".join("abcdefghijklmnopqrstu")],
    "people_from": ["0", "501", "many"],
    "people_to": ["0", "5", "many"],
    "months": ["0", "121", "many"],
}
ISSUE_TEXTS = {"title": 120, "body": 5000, "place": 200}
ISSUE_ODD = {
    "kind": ["rant", ""],
    "category": ["gossip", ""],
    "area": ["nowhere", ""],
    "latitude": ["north", "91", "-90.1", "nan", "inf", "1e999", "52,4"],
    "longitude": ["east", "181", "nan"],
}
AIM_TEXTS = {"title": 120, "goal": 2000, "ask": 300, "decision_maker": 160, "win": 500}
AIM_TEXTS |= {"goal_unit": 40, "decision_maker_office": 160}
COUNTS = ["0", "-1", "many", "1.5", "9" * 30]
# what is counted of tries, also of those that fail
TRIES = ("failed_sign_in", "allowance")
# Whatever the board has columns for, sent with every form
COLUMNS = {
    column.name for table in Model.metadata.tables.values() for column in table.columns
}
# but for what a form asks for where it fits
NOW_AND_THEN = {"due_on", "every", "repeats", "until", "starts_at", "ends_at", "shown"}
UNASKED = "987654321"
SECRET = ("password", "present")  # taken as they are
LINKS = [
    "the minutes of May",
    "javascript:alert(1)",
    "ftp://example.org",
    "https://",
    "http://[",
    "https://a b",
]
DAYS = ["soon", "2031-13-01", "2031-02-30", "31/05/2031", "10000-01-01"]


CASE = "/moderation/cases/{case}"


@dataclass
class Form:
    """A form: where it goes, who fills it in, what is good, and what each field
    refuses."""

    url: str
    who: str
    good: dict[str, Any]
    texts: dict[str, int] = field(default_factory=dict)  # the longest each may be
    needed: tuple[str, ...] = ()
    odd: dict[str, list[str]] = field(default_factory=dict)
    # texts of several lines
    lines: tuple[str, ...] = ("body", "goal", "details", "reason", "note", "roles")
    stands_on: str = ""
    after: str = ""  # what has to happen before: a key of BEFORE
    # the longest text of a field that does not take any
    longest: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.url


FORMS = [
    Form(
        "/register",
        "visitor",
        {
            "name": "Nia",
            "email": "nia@example.org",
            "password": PASSWORD,
            "area": "hodge-hill",
        },
        texts={"name": 80},
        needed=("name", "email", "password"),
        odd={
            "email": [
                "nia",
                "nia@",
                "@example.org",
                "a b@example.org",
                "a@b@c.org",
                "nia@example.org\nBcc: x",
                "ü@x.org",
            ],
            "password": ["short", "x" * 201],
            "area": ["nowhere", ""],
        },
    ),
    Form(
        "/login",
        "visitor",
        {"email": "member@example.org", "password": PASSWORD},
        needed=("email", "password"),
        odd={"email": ["member", "x@"], "password": ["wrong words here", "x" * 201]},
    ),
    Form(
        "/login/link",
        "visitor",
        {"email": "member@example.org"},
        needed=("email",),
        odd={"email": ["member", "x@"]},
    ),
    Form(
        "/password/forgot",
        "visitor",
        {"email": "member@example.org"},
        needed=("email",),
        odd={"email": ["member", "x@"]},
    ),
    Form(
        "/me/security/password",
        "member",
        {"present": PASSWORD, "password": f"{PASSWORD} more"},
        needed=("present", "password"),
        odd={"password": ["short", "x" * 201, "password1"], "present": ["wrong"]},
    ),
    Form(
        "/me/security/email",
        "member",
        {"present": PASSWORD, "email": "mo@example.org"},
        needed=("present", "email"),
        odd={"email": ["member", "x@"], "present": ["wrong"]},
    ),
    Form(
        "/issues/new",
        "visitor",
        SAID | {"name": "Nia", "email": "nia@example.org"},
        ISSUE_TEXTS | {"name": 80},
        ("title", "body", "name", "email"),
        ISSUE_ODD
        | {"email": ["nia", "nia@example.org\nBcc: x@example.org", "a b@example.org"]},
    ),
    Form(
        "/issues/new",
        "organiser",
        SAID | {"neighbour": "Ann", "neighbour_email": "ann@example.org"},
        ISSUE_TEXTS | {"neighbour": 80},
        ("title", "body"),
        ISSUE_ODD | {"neighbour_email": ["ann", "ann@"], "area": ["ward-end"]},
    ),
    Form("/issues/new", "resident", SAID, ISSUE_TEXTS, ("title", "body"), ISSUE_ODD),
    Form(
        "/issues/{issue}/edit",
        "resident",
        SAID,
        ISSUE_TEXTS,
        ("title", "body"),
        ISSUE_ODD,
    ),
    Form(
        "/issues/{issue}/comments",
        "member",
        {"body": "Ours too."},
        {"body": 3000},
        ("body",),
        stands_on="/issues/{issue}",
    ),
    Form(
        "/issues/{issue}/comments/{comment}/edit",
        "member",
        {"body": "Theirs too."},
        {"body": 3000},
        ("body",),
    ),
    Form(
        "/issues/{issue}/comments/{comment}/remove",
        "organiser",
        {"reason": "Rude."},
        {"reason": 300},
        ("reason",),
    ),
    Form(
        "/issues/{issue}/ask",
        "resident",
        {"body": "Leave out the number."},
        {"body": 2000},
        ("body",),
    ),
    Form(
        "/issues/{issue}/purge",
        "resident",
        {"title": "Bins", "body": "Full.", "place": ""},
        ISSUE_TEXTS,
        ("title", "body"),
    ),
    Form(
        "/me/delete",
        "member",
        {"posts": "stay", "comments": "stay", "present": PASSWORD},
        needed=("present",),
        odd={"posts": ["burn", ""], "comments": ["burn", ""]},
    ),
    Form("/areas/{area}/join", "resident", {"words": "I live here"}, {"words": 300}),
    Form(
        "/areas/{area}/edit",
        "organiser",
        {"name": "Hodge Hill", "about": "Hilly", "own_rules": "Be **kind**."},
        {"name": 80, "about": 2000, "own_rules": 4000},
        ("name",),
        odd={"name": ["Ward End"]},
        lines=("about", "own_rules"),
    ),
    Form(
        "/areas/{area}/joining",
        "organiser",
        {"joining": "at_once"},
        odd={"joining": ["nobody", ""]},
    ),
    Form(
        "/areas/{area}/categories",
        "operator",
        {"name": "Allotments", "hint": "Plots, sheds, water", "icon": "leaf"},
        {"name": 40, "hint": 120},
        ("name",),
        {"name": ["Noise", "noise"], "icon": ["made-up", ""]},
    ),
    Form(
        "/areas/{area}/categories/{category}/edit",
        "operator",
        {"name": "Din", "hint": "Engines and parties", "icon": "bell"},
        {"name": 40, "hint": 120},
        ("name",),
        {"name": ["Housing and repairs"], "icon": ["made-up", ""]},
    ),
    Form(
        "/privacy/address",
        "visitor",
        {"email": "nia@example.org"},
        needed=("email",),
        odd={"email": ["nia", "@", "a b@example.org"]},
    ),
    Form(
        "/complaints",
        "visitor",
        {"about": "duty", "what": "Nobody answers.", "email": "nia@example.org"},
        texts={"what": 5000},
        needed=("about", "what"),
        odd={"about": ["", "gossip"], "email": ["nia", "@", "a b@example.org"]},
        lines=("what",),
    ),
    Form(
        "/operator/areas/new",
        "operator",
        {"name": "Bromford", "about": "By the river."},
        texts={"name": 80, "about": 2000},
        needed=("name",),
        odd={"name": ["Hodge Hill", "hodge-hill"]},
        lines=("about",),
    ),
    Form(
        "/operator/safety/edit",
        "operator",
        {
            "accountable": "Pat Price, chair",
            "possible_answer": "yes",
            "possible_reason": "Anybody can read it.",
            "likely_answer": "no",
            "likely_reason": "It is about streets.",
        },
        texts={"accountable": 120, "possible_reason": 1500, "fraud_measures": 1500},
        needed=("accountable", "likely_reason", "possible_answer"),
        odd={"hate_level": ["", "none"], "likely_answer": [""], "review_on": ["soon"]},
        lines=("possible_reason", "fraud_measures"),
    ),
    Form(
        "/operator/words/about",
        "operator",
        {"text": "We are the tenants."},
        texts={"text": 5000},
        lines=("text",),
    ),
    Form(
        "/operator/rules",
        "operator",
        {"rules": "Be kind\nAlways."},
        odd={"rules": ["", *TEXTS, "Be kind", "x" * 40_001]},
    ),
    Form(
        "/me/follows/category",
        "member",
        {"area": "hodge-hill", "category": "noise"},
        odd={"area": ["nowhere", ""], "category": ["gossip", ""]},
        stands_on="/me/follows",
    ),
    Form(
        "/me/follows/place",
        "member",
        {"latitude": "52.5", "longitude": "-1.8", "km": "2"},
        odd={
            "latitude": ["north", "91"],
            "longitude": ["east", "181"],
            "km": ["far", "0", "11", "nan"],
        },
        stands_on="/me/follows",
    ),
    Form(
        "/me/follows/shape",
        "member",
        {"name": "Home", "corners": "52.5, -1.8\n52.51, -1.8\n52.5, -1.79"},
        {"name": 80},
        ("corners",),
        {
            "corners": [
                "here",
                "52.5, -1.8",
                "52.5\n52.5\n52.5",
                '{"type": "Point"}',
                "[" * 9000,
                *TEXTS,
                "0" * 10_001,
            ]
        },
        stands_on="/me/follows",
    ),
    Form(
        "/issues/{issue}/next",
        "organiser",
        {"what": "Ring the depot", "who": "Olu", "by": "2099-05-31"},
        {"what": 200, "who": 120},
        ("what", "who"),
        {"by": ["", "soon", "2020-01-01", "31/05/2099"]},
    ),
    Form(
        "/issues/{issue}/merge",
        "organiser",
        {"duplicate_of": "{other}", "reason": "The same lamp."},
        {"reason": 2000},
        odd={"duplicate_of": ["", "999999", "-1", "x", str(2**40)]},
    ),
    Form(
        "/issues/{issue}/state",
        "organiser",
        {"state": "done", "reason": "The lamp is lit."},
        {"reason": 2000},
        ("reason",),
        {"state": ["gone", ""], "duplicate_of": ["x", "0", "-1", str(2**31), "1.5"]},
    ),
    Form(
        "/campaigns/new",
        "organiser",
        AIMS | {"area": "hodge-hill", "issue": "{issue}"},
        AIM_TEXTS,
        ("title", "goal"),
        {
            "decide_by": DAYS,
            "goal_count": COUNTS,
            "area": ["", "nowhere"],
            "issue": ["999999", "-1", "x", str(2**40)],
        },
    ),
    Form(
        "/campaigns/{campaign}/edit",
        "organiser",
        AIMS,
        AIM_TEXTS,
        ("title", "goal"),
        {"decide_by": DAYS, "goal_count": COUNTS},
    ),
    Form(
        "/campaigns/{campaign}/reached",
        "organiser",
        {"reached": "220"},
        needed=("reached",),
        odd={"reached": COUNTS[1:]},
        stands_on="/campaigns/{campaign}",
    ),
    *(
        Form(
            f"/campaigns/{{campaign}}/{at}",
            "organiser",
            good,
            texts,
            needed,
            odd,
            lines,
        )
        for good, texts, needed, odd, lines, places in (
            (
                {
                    "name": "The food bank",
                    "does": "Feeds",
                    "link": "https://example.org/food",
                },
                {"name": 120, "does": 300},
                ("name",),
                {"link": LINKS},
                (),
                ("partners", "partners/{partner}/edit"),
            ),
            (
                {"partner": "other", "who": "Ann", "what": "Tea", "due": "2031-05-31"},
                {"who": 120, "what": 300},
                ("who", "what"),
                {"due": DAYS, "partner": ["", "999999", "x"]},
                (),
                ("pledges", "pledges/{pledge}/edit"),
            ),
            (
                {
                    "who": "Ada Brown",
                    "what": "Lamps.",
                    "said_on": "2026-01-31",
                    "due": "2031-05-31",
                },
                {
                    "who": 120,
                    "what": 2000,
                    "to_whom": 160,
                    "place": 160,
                    "witness": 160,
                    "office": 160,
                },
                ("who", "what"),
                {
                    "said_on": ["", *DAYS, "2099-01-01"],
                    "due": [*DAYS, "2026-01-30"],
                    "source": LINKS,
                },
                ("what",),
                ("promises", "promises/{promise}/edit"),
            ),
            (
                {"state": "kept", "on": "2026-01-31", "note": "They shine."},
                {"note": 2000},
                (),
                {"state": ["lost", ""], "on": ["", *DAYS, "2099-01-01"]},
                ("note",),
                ("promises/{promise}/settle",),
            ),
            (
                {"name": "Canon Grey", "stance": "undecided", "notes": "Likes tea."},
                {"name": 120, "office": 160, "known_by": 160, "notes": 2000},
                ("name",),
                {"stance": ["mild", ""]},
                ("notes",),
                ("contacts", "contacts/{contact}/edit"),
            ),
        )
        for at in places
    ),
    Form(
        "/campaigns/{campaign}/issues",
        "organiser",
        {"issue": "{issue}"},
        odd={"issue": ["999999", "-1", "x", str(2**40)]},
    ),
    Form(
        "/campaigns/{campaign}/stage",
        "organiser",
        {"stage": "acting"},
        {"note": 2000},
        odd={"stage": ["sleeping", ""]},
    ),
    Form(
        "/campaigns/{campaign}/debrief",
        "organiser",
        {
            "outcome": "lost",
            "how": "They said no.",
            "state": "not_done",
            "other": "open",
        },
        {
            "how": 2000,
            "changed": 2000,
            "thanks": 2000,
            "stepped_up": 2000,
            "differently": 2000,
        },
        ("how",),
        {
            "outcome": ["", "drawn"],
            "state": ["", "in_campaign"],
            "other": ["", "x"],
            "issue": ["999999", "x"],
        },
        lines=("how", "changed", "thanks", "stepped_up", "differently"),
    ),
    Form(
        "/campaigns/{campaign}/sign-ups",
        "organiser",
        {
            "lines": "Nia Jones, nia@example.org, 12 Larch Road, yes",
            "signed_on": "2026-01-31",
        },
        needed=("lines",),
        odd={
            "lines": [
                "Nia",
                "Nia, 12 Larch Road, no",
                "Nia, yes",
                "Nia, a@b@c, yes",
                "yes\n" * 101,
                *TEXTS,
                "x" * 20_001,
            ],
            "signed_on": [*DAYS, "", "2199-01-01"],
        },
    ),
    Form(
        "/campaigns/{campaign}/updates",
        "organiser",
        {"title": "News", "body": "Good news."},
        {"title": 120, "body": 5000},
        ("title", "body"),
    ),
    Form(
        "/campaigns/{campaign}/tasks/new",
        "organiser",
        PLAN,
        {"title": 120, "details": 3000, "skills": 200},
        ("title", "starts_at", "ends_at"),
        {
            "shape": ["round", ""],
            "roles": [
                *TEXTS,
                "A\n" * 501,
                "Driver: many",
                "Driver: 0",
                "x" * 61,
                "Cook\nCook: 2",
                "A: 400\nB: 400",
            ],
            "places": ["0", "501", "-1", "many", "1.5", "9" * 30],
            "newcomer_places": ["-1", "501", "few", "2"],
            "starts_at": ["2031-05-01", "ten", "2031-05-01T25:00"],
            "ends_at": ["2031-05-01T10:00", "2031-05-01T09:59", "later"],
            "due_on": DAYS,
            "repeats": ["daily"],
            "every": ["0", "5", "often"],
            "until": DAYS,
        },
    ),
    Form(
        "/events/new",
        "organiser",
        GATHERING | {"area": "hodge-hill"},
        GATHERING_TEXTS,
        ("title", "starts_at", "ends_at", "place"),
        {"area": ["", "nowhere"], "campaign": ["", "999999"], "kind": ["party", ""]}
        | GATHERING_ODD,
    ),
    Form(
        "/events/{event}/edit",
        "organiser",
        GATHERING,
        GATHERING_TEXTS,
        ("title", "place"),
        {"campaign": ["x"], "kind": ["party"]} | GATHERING_ODD,
    ),
    Form(
        "/events/{event}/cancel",
        "organiser",
        {"reason": "Ice."},
        {"reason": 1000},
        ("reason",),
    ),
    Form(
        "/events/{event}/register",
        "organiser",
        {"newcomers": "Ann Hill\nBo, bo@example.org", "agreed": "y"},
        odd={
            "newcomers": [
                *TEXTS,
                "x" * 81,
                "x" * 6001,
                "Bo\n" * 61,
                "Mo Malik",
                *NO_NEWCOMERS,
            ],
        },
    ),
    Form(
        "/events/{event}/turnout",
        "organiser",
        {"name": "Bev", "number": "5"},
        {"name": 80},
        odd={"number": ["-1", "5001", "few", "9" * 30]},
    ),
    Form(
        "/tasks/{task}/edit",
        "organiser",
        {"title": "Count bins", "places": "40"},
        {"title": 120, "details": 3000, "skills": 200},
        ("title",),
        {
            "shape": ["round", ""],
            "places": ["0", "many"],
            "newcomer_places": ["41"],
            "starts_at": ["ten"],
        },
    ),
    Form(
        "/tasks/{task}/cancel",
        "organiser",
        {"reason": "It rains."},
        {"reason": 500},
        ("reason",),
    ),
    Form(
        "/tasks/{task}/claim_for",
        "organiser",
        {"name": "Ann"},
        {"name": 80},
        ("name",),
        stands_on="/tasks/{task}",
    ),
    Form(
        "/tasks/{task}/claim_by_mail",
        "visitor",
        {"name": "Nia", "email": "nia@example.org"},
        {"name": 80},
        ("name", "email"),
        {"email": ["nia", "nia@", "@example.org"]},
    ),
    Form(
        "/tasks/{shift}/comments",
        "member",
        {"body": "I am late."},
        {"body": 1000},
        ("body",),
        stands_on="/tasks/{shift}",
    ),
    Form(
        "/playbooks/new",
        "organiser",
        GARDEN | {"area": "hodge-hill"},
        GARDEN_TEXTS,
        ("title", "body", "area"),
        GARDEN_ODD | {"area": ["nowhere", ""]},
        lines=GARDEN_LINES,
    ),
    Form(
        "/playbooks/{playbook}/edit",
        "organiser",
        GARDEN,
        GARDEN_TEXTS | {"note": 500},
        ("title", "body"),
        GARDEN_ODD,
        lines=GARDEN_LINES,
    ),
    Form(
        "/playbooks/{playbook}/use",
        "organiser",
        {"area": "hodge-hill", "starts_on": "2031-05-01", "gate": "y"},
        {"title": 120},
        ("area", "starts_on", "gate"),
        {"area": ["nowhere", ""], "starts_on": DAYS},
    ),
    Form(
        "/playbooks/{playbook}/suggest",
        "member",
        {"step": "", "words": "Later.", "why": "It was cold."},
        {"words": 8000, "why": 2000},
        ("words", "why"),
        {"step": ["nothing"]},
        lines=("words", "why"),
    ),
    Form(
        "/courses/new",
        "organiser",
        COURSE | {"area": "hodge-hill"},
        COURSE_TEXTS,
        ("title", "summary", "running", "area"),
        COURSE_ODD | {"area": ["nowhere", ""]},
        lines=COURSE_LINES,
    ),
    Form(
        "/courses/{course}/edit",
        "organiser",
        COURSE,
        COURSE_TEXTS,
        ("title", "summary", "running"),
        COURSE_ODD,
        lines=COURSE_LINES,
    ),
    Form(
        "/introductions",
        "resident",
        {"who": "The head", "purpose": "The hall", "until": "{soon}"},
        {"who": 200, "purpose": 300},
        ("who", "purpose", "until"),
        {"until": [*DAYS, "2020-01-01", "2099-01-01"], "middle": ["0", "nobody"]},
        stands_on="/introductions?who=",
    ),
    Form(
        "/introductions/{introduction}",
        "member",
        {"adult": "y", "share": "phone", "phone": "0121 496 0001"},
        {"phone": 40},
        ("adult",),
        {"share": ["post", ""], "phone": ["ring me", ""]},
        after="introduced",
        longest={"phone": "0" + "😀" * 39},
    ),
    Form(
        "/areas/{area}/councils",
        "operator",
        {"name": "Brum", "address": "https://brum.example/open311"},
        {"name": 120, "jurisdiction": 120, "api_key": 200},
        ("name", "address"),
        {"address": ["board", "ftp://x", "http://brum.example", "https://["]},
    ),
    Form(
        "/boards",
        "operator",
        {"address": "https://board.example.org"},
        {},
        ("address",),
        {
            "address": [
                "board",
                "ftp://x",
                "http://board.example.org",
                "https://[",
                "x" * 301,
            ]
        },
    ),
    Form(
        "/one-to-ones",
        "resident",
        {
            "with": "Ann",
            "email": "ann@example.org",
            "on": "2026-01-01",
            "cares_about": "Lamps",
            "offers": "A van",
            "next_step": "Tea",
            "next_on": "2031-05-01",
        },
        {"cares_about": 2000, "offers": 1000, "next_step": 300},
        ("with",),
        {
            "on": [*DAYS, "2031-05-01", ""],
            "next_on": DAYS,
            "opens": ["everybody", ""],
            "area": ["nowhere", ""],
            "campaign": ["0", ""],
            "email": ["ann", "ann@"],
        },
        lines=("cares_about", "offers"),
        stands_on="/one-to-ones?with=",
    ),
    Form(
        "/one-to-ones/{talk}",
        "member",
        {"answer": "Yes.", "opens": "calls"},
        {"answer": 2000},
        (),
        {"opens": ["everybody", ""]},
        lines=("answer",),
        after="talked",
    ),
    Form(
        "/campaigns/{campaign}/copy",
        "organiser",
        {"area": "hodge-hill", "starts_on": "2031-05-01"},
        {"title": 120},
        ("area", "starts_on"),
        {"area": ["nowhere", ""], "starts_on": DAYS},
    ),
    Form(
        "/me/templates/new",
        "organiser",
        {"name": "Our evening", "area": "mine"},
        {"name": 120},
        ("name", "area"),
        {"area": ["nowhere", "", "ward-end"]},
        stands_on="/me/templates/new?event={event}",
    ),
    Form(
        "/me/templates/{template}/edit",
        "organiser",
        {"name": "Our evening", "area": "hodge-hill"},
        {"name": 120},
        ("name", "area"),
        {"area": ["nowhere", "", "ward-end"]},
    ),
    Form(
        "/me/about",
        "member",
        {"can": "Cook for fifty", "seen_by": "members"},
        {"can": 120, "learn": 120, "teach": 120, "when": 120, "opens": 120},
        odd={"seen_by": ["", "the press"]},
    ),
    Form(
        "/areas/{area}/type-in",
        "organiser",
        {"who": "member@example.org", "can": "Cook for fifty"},
        {"can": 120, "learn": 120, "teach": 120, "when": 120, "opens": 120},
        ("who",),
        {"who": ["nobody@example.org", "Nobody"], "can_seen_by": ["", "the press"]},
    ),
    Form(
        "/courses/{course}/session",
        "organiser",
        {
            "starts_at": "2031-05-01T18:00",
            "place": "The hall",
            "trainer": "me",
            "area": "hodge-hill",
        },
        {"place": 200},
        ("starts_at", "place", "trainer", "area"),
        {
            "starts_at": ["2031-05-01", "ten", "2020-05-01T18:00"],
            "places": ["0", "5001", "many"],
            "trainer": ["2", "somebody"],
            "area": ["nowhere", ""],
        },
    ),
    Form(
        "/questions",
        "resident",
        {"body": "Is it dry?", "kind": "task", "id": "{task}"},
        {"body": 2000},
        ("body",),
        stands_on="/questions?kind=task&id={task}",
    ),
    Form(
        "/questions/{question}/answer",
        "organiser",
        {"body": "It is."},
        {"body": 3000},
        ("body",),
    ),
    Form(
        "/areas/{area}/roles",
        "organiser",
        {"name": "Treasurer", "words": "Looks after the money."},
        {"name": 80, "words": 1000},
        ("name",),
        {"until": DAYS},
        lines=("words",),
    ),
    Form(
        "/roles/{role}/edit",
        "organiser",
        {"name": "Treasurer", "words": "Looks after the money."},
        {"name": 80, "words": 1000},
        ("name",),
        {"until": DAYS},
        lines=("words",),
    ),
    Form(
        "/me/deeds",
        "member",
        {"note": "I was ill in spring."},
        {"note": 300},
    ),
    Form(
        "/roles/{role}/handover",
        "member",
        {"words": "The key is with Bev."},
        {"words": 6000},
        lines=("words",),
    ),
    Form(
        "/issues/{issue}/second",
        "visitor",
        {"name": "Nia", "email": "nia@example.org"},
        {"name": 80},
        ("name", "email"),
        {"email": ["nia", "nia@", "@example.org"]},
    ),
    Form(
        "/campaigns/{campaign}/back",
        "visitor",
        {"name": "Nia", "email": "nia@example.org"},
        {"name": 80},
        ("name", "email"),
        {"email": ["nia", "nia@", "@example.org"]},
    ),
    Form(
        "/flag",
        "visitor",
        {"reason": "spam", "note": "It sells.", "email": "nia@example.org"},
        {"note": 1000},
        odd={"reason": ["rude", ""], "email": ["nia", "nia@", "@example.org"]},
        stands_on="/flag?kind=issue&id={other}",
    ),
    Form(
        "/hide",
        "operator",
        {"rule": "1", "reason": "It shouts."},
        {"reason": 300},
        ("reason",),
        {"rule": ["77", "x", "", "1 OR 1"]},
        lines=(),
        stands_on="/hide?kind=issue&id={other}",
    ),
    Form(
        "/moderation/cases/{case}/decide",
        "organiser",
        {"act": "hide", "rule": "2", "reason": "It shouts.", "reach": "area"},
        {"reason": 300},
        odd={
            "act": ["explode", "", "restore"],
            "rule": ["77", "x", ""],
            "until": DAYS,
            "reach": ["board", "moon"],
        },
        lines=(),
        stands_on=CASE,
        after="flagged",
    ),
    Form(
        "/moderation/cases/{case}/edit",
        "organiser",
        {"body": "Calmer words.", "rule": "2", "reason": "It shouts."},
        {"body": 5000, "reason": 300},
        ("body", "reason"),
        {"rule": ["77", "x", ""]},
        lines=("body",),
        after="flagged",
    ),
    Form(
        "/moderation/several",
        "organiser",
        {"act": "out", "rule": "2", "reason": "A flood."},
        {"reason": 300},
        ("reason",),
        {"act": ["explode", ""], "rule": ["77", "x", ""], "until": DAYS},
        lines=(),
        stands_on="/moderation/several?case={case}",
        after="flagged",
    ),
    Form(
        "/moderation/cases/{case}/appeal",
        "member",
        {"body": "It was a joke."},
        {"body": 3000},
        ("body",),
        after="hidden",
    ),
    Form(
        "/moderation/cases/{case}/answer",
        "operator",
        {"outcome": "upheld", "body": "It was none."},
        {"body": 3000, "text": 5000},
        ("body",),
        {"outcome": ["sold", ""]},
        lines=("body", "text"),
        stands_on=CASE,
        after="appealed",
    ),
    Form(
        "/areas/{area}/rounds",
        "organiser",
        ASKED,
        {
            **{"title": 120, "question_1": 300, "question_2": 300, "question_3": 300},
            **{"places": 1000, "about": 2000},
        },
        ("title", "question_1", "question_2", "opens_on", "closes_on"),
        {"opens_on": DAYS, "closes_on": [*DAYS, "2031-01-01", "2001-01-01"]},
        lines=("places", "about"),
    ),
    Form(
        "/rounds/{round}/answers",
        "resident",
        {"answer_1": "The crossing."},
        {"answer_1": 2000, "answer_2": 2000},
        ("answer_1",),
        lines=("answer_1", "answer_2"),
    ),
    Form(
        "/rounds/{round}/answers",
        "visitor",
        {"answer_1": "The crossing.", "name": "Nia", "email": "nia@example.org"},
        {"answer_1": 2000, "name": 80},
        ("name", "email"),
        {"email": ["nia", "nia@"]},
        lines=("answer_1",),
    ),
    Form(
        "/rounds/{round}/paper",
        "organiser",
        {"answer_1": "The crossing.", "email": "ida@example.org"},
        {"answer_1": 2000},
        odd={"email": ["ida", "ida@"], "source": ["page", ""]},
        lines=("answer_1",),
    ),
    Form(
        "/rounds/{round}/themes",
        "organiser",
        {"answer": "{waiting}", "title": "Roads"},
        {"title": 120},
        ("title",),
        {"theme": ["999", "x", ""], "answer": ["999", "x", ""]},
        after="answered",
    ),
    Form(
        "/rounds/{round}/themes/{theme}",
        "organiser",
        {"title": "Light the park", "goal": "Lamps."},
        {"title": 120, "goal": 2000, "ask": 300},
        ("title", "goal"),
        {"campaign": ["999", "x", ""]},
    ),
    Form(
        "/operator/complaints/{complaint}",
        "operator",
        {"decision": "upheld", "words": "You are right."},
        {"words": 5000},
        ("words",),
        {"decision": ["sold", ""]},
        lines=("words",),
        after="complained",
    ),
    Form(
        "/operator/people/{person}/role",
        "operator",
        {"area": "ward-end", "role": "member"},
        odd={"area": ["nowhere", ""], "role": ["king", ""]},
        stands_on="/operator/people/{person}",
    ),
    Form(
        "/me/notifications",
        "member",
        {"answer": "never", "around": "weekly"},
        odd={"answer": ["hourly", ""], "around": ["x"]},
    ),
    Form("/operator/networks", "operator", {"hours": "2"}, odd={"hours": ["3", "x"]}),
    Form(
        "/tasks/{shift}/release",
        "member",
        {"note": "I am ill."},
        {"note": 2000},
        stands_on="/tasks/{shift}",
    ),
]


def flagged(make: Maker, people: People, things: Things) -> None:
    """What the member posted waits for an organiser."""
    with make.writing():
        flag(find("issue", things.other.id), None, reason="abuse")


def hidden(make: Maker, people: People, things: Things) -> None:
    """It was hidden by the organiser."""
    with make.writing():
        decision = Decision("hide", based_on("2", "It shouts."))
        decide(find("issue", things.other.id), make._here(people.organiser), decision)


def appealed(make: Maker, people: People, things: Things) -> None:
    """The member asks a second person."""
    hidden(make, people, things)
    with make.writing():
        appeal(cases.get(1), make._here(people.member), words="It was a joke.")


def complained(make: Maker, people: People, things: Things) -> None:
    """Somebody complains."""
    with make.writing():
        receive(None, about=About.DUTY, what="Nobody answers.", email="", once="one")


def talked(make: Maker, people: People, things: Things) -> None:
    """A resident wrote down a one-to-one with the member."""
    talk(make, people.hodge_hill, people.resident, people.member)


def introduced(make: Maker, people: People, things: Things) -> None:
    """The organiser passed on to the member that the resident would like to reach
    them."""
    made = ask(make, people)
    pass_on(make, made, people.organiser, other_id=people.member.id)


def answered(make: Maker, people: People, things: Things) -> None:
    """An answer that is under no theme yet."""
    make.written(things.round, people.organiser)


MADE = (flagged, hidden, appealed, complained, talked, introduced, answered)
BEFORE = {one.__name__: one for one in MADE}


class Desk:
    """A form at hand: somebody sits before it and can send it again and again."""

    def __init__(self, form: Form, browser: Browser, things: Things) -> None:
        names = (
            "issue",
            "other",
            "campaign",
            "task",
            "shift",
            "event",
            "partner",
            "pledge",
            "promise",
            "contact",
            "role",
            "round",
            "answer",
            "theme",
            "template",
        )
        ids = {name: str(getattr(things, name).id) for name in names}
        # the member's, under the issue
        ids |= {
            "comment": "1",
            "question": "1",
            "course": str(things.course.id),
            "playbook": str(things.playbook.id),
            "area": "hodge-hill",
            "category": "noise",
            "case": "1",
            "complaint": "1",
            "person": "1",
            "talk": "1",
            "introduction": "1",
            "waiting": str(things.answer.id + 1),
            "soon": in_days(7).isoformat(),
        }
        self.form, self.browser = form, browser
        self.url = form.url.format(**ids)
        self.good = {
            name: str(value).format(**ids) for name, value in form.good.items()
        }
        page = browser.get((form.stands_on or form.url).format(**ids))
        self.fields = page.form(self.url).filled({})
        self.names = page.form(self.url).names

    def send(self, **values: Any) -> Page:
        """Send what is good, but for these."""
        given = self.good | values
        kept = [(name, value) for name, value in self.fields if name not in given]
        return self.browser.send_form(self.url, kept + pairs(given))

    def shown(self, page: Page) -> dict[str, str]:
        """What the fields hold on a page that came back."""
        return dict(page.form(self.url).fields)


@pytest.fixture
def desk(
    browser: Callable[..., Browser], make: Maker, people: People, things: Things
) -> Callable[[Form], Desk]:
    """Sits somebody down before a form."""
    person = {"visitor": None} | people.by_name
    ready = set()

    def sit_down(form: Form) -> Desk:
        if form.after and form.after not in ready:
            ready.add(form.after)
            BEFORE[form.after](make, people, things)
        return Desk(form, browser(person[form.who]), things)

    return sit_down


def check_refused(page: Page, name: str) -> None:
    """The form came back with a sentence beside the field, tied to it, and with a link
    to it on top."""
    assert page.status == 422, (name, page)
    beside, above = (
        {re.sub(r"-\d+$", "", id): words for id, words in found.items()}
        for found in (page.errors, page.summary)
    )
    assert beside.get(name), f"no sentence is tied to {name}: {page.errors}"
    assert above.get(name), f"no link leads to {name}: {page.summary}"


# What is refused is refused before a database is asked; what is taken is tried with
# both.
every_form = pytest.mark.parametrize("form", FORMS, ids=str)


@on_sqlite
@every_form
def test_what_is_missing_is_asked_for(
    desk: Callable[[Form], Desk], rows: Rows, form: Form
) -> None:
    at, before = desk(form), rows.everything()
    for name in form.needed:
        for nothing in ("", "  \t ", UNSEEN):
            check_refused(at.send(**{name: nothing}), name)
        # a field that an edit leaves out stays as it is
        if not form.url.endswith(("/edit", "/purge")):
            check_refused(at.send(**{name: None}), name)
    assert rows.everything() == before


@on_sqlite
@every_form
def test_what_is_hostile_is_refused_beside_its_field(
    desk: Callable[[Form], Desk], rows: Rows, form: Form
) -> None:
    at, before = desk(form), rows.everything()
    for name, longest in form.texts.items():
        several = (
            {}
            if name in form.lines
            else {"two lines": "one\r\ntwo", "a tab": "one\ttwo"}
        )
        for what, value in {
            **HOSTILE,
            **several,
            "too long": "x" * (longest + 1),
        }.items():
            page = at.send(**{name: value})
            check_refused(page, name)
            shown = at.shown(page)
            assert shown[name], f"{what} in {name} was thrown away"
            for other, sent in at.good.items():
                kept = "" if other == "password" else sent
                assert other == name or shown.get(other, "") == kept, (
                    f"{other} was lost"
                )
    assert rows.everything() == before


@on_sqlite
@every_form
def test_a_book_is_refused(
    desk: Callable[[Form], Desk], rows: Rows, form: Form
) -> None:
    at, before = desk(form), rows.everything()
    names = [*form.texts][:1] or [
        name for name in ("email", "password") if name in form.good
    ]
    for name in names:
        page = at.send(**{name: BOOK})
        check_refused(page, name)
        assert len(page.text) < SHOWN_AGAIN * 3, "the page holds the book"
    assert rows.everything() == before


@on_sqlite
@every_form
def test_what_is_of_another_kind_is_refused_beside_its_field(
    desk: Callable[[Form], Desk], rows: Rows, form: Form
) -> None:
    at = desk(form)
    totals = rows.totals()
    before = {
        name: found for name, found in rows.everything().items() if name not in TRIES
    }
    for name, values in form.odd.items():
        for value in values:
            check_refused(at.send(**{name: value}), name)
    after = {
        name: found for name, found in rows.everything().items() if name not in TRIES
    }
    assert after == before
    now = rows.totals()
    assert now == totals | {name: now[name] for name in TRIES}


@every_form
def test_the_longest_texts_fit_into_the_database(
    desk: Callable[[Form], Desk], form: Form
) -> None:
    at = desk(form)
    wide = {name: "😀" * longest for name, longest in form.texts.items()}
    page = at.send(**wide | form.longest)
    assert page.status == 303, page
    assert at.browser.follow(page).status == 200


@every_form
def test_what_is_good_is_taken(
    desk: Callable[[Form], Desk], rows: Rows, form: Form
) -> None:
    at, before = desk(form), rows.everything()
    unasked = COLUMNS - at.names - {*at.good} - NOW_AND_THEN
    assert at.send(**dict.fromkeys(unasked, UNASKED)).status == 303
    after = rows.everything()
    assert after != before
    assert UNASKED not in repr(after), "what the form does not ask for is stored"


TWICE: dict[str, type[Model]] = {
    "/issues/new": Issue,
    "/issues/{issue}/comments": Comment,
    "/campaigns/new": Campaign,
    "/campaigns/{campaign}/updates": Update,
    "/campaigns/{campaign}/tasks/new": Task,
    "/events/new": Event,
    "/one-to-ones": OneToOne,
    "/introductions": Introduction,
    "/questions": Question,
    "/areas/{area}/roles": Role,
    "/tasks/{shift}/comments": TaskComment,
    "/campaigns/{campaign}/partners": Partner,
    "/campaigns/{campaign}/pledges": Pledge,
    "/campaigns/{campaign}/promises": Promise,
    "/campaigns/{campaign}/contacts": Contact,
    "/me/follows/shape": FollowShape,
}


@pytest.mark.parametrize(
    "form",
    [form for form in FORMS if form.url in TWICE and form.who != "visitor"],
    ids=str,
)
def test_pressing_twice_makes_one_thing(
    desk: Callable[[Form], Desk], rows: Rows, form: Form
) -> None:
    at = desk(form)
    model, before = TWICE[form.url], rows.count(TWICE[form.url])
    assert any(name == "once" and value for name, value in at.fields), (
        "the form has no one-time key"
    )
    first, second = at.send(), at.send()
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert rows.count(model) == before + 1
    assert desk(form).send(different="yes").status == 303, (
        "a form opened anew makes another"
    )
    assert rows.count(model) == before + 2
    for odd in ("", "not-a-key", "x" * 5000, "\x00", None):
        assert at.send(once=odd, different="yes").status == 303
    assert rows.count(model) == before + 7


def test_a_password_may_hold_any_characters(visitor: Browser, rows: Rows) -> None:
    for number, password in enumerate(
        [
            "\x00\x07 bell and NUL",
            "\u202eright to left",
            "<script>alert(1)</script>",
            "🔑" * 200,
        ]
    ):
        email = f"odd-{number}@example.org"
        link = register(
            visitor,
            rows,
            {"name": "Nia", "email": email, "password": password, "area": "none"},
        )
        visitor.press(link, link)
        visitor.press("/me", "/logout")
        assert (
            visitor.fill("/login", {"email": email, "password": password + "?"}).status
            == 422
        )
        assert (
            visitor.fill("/login", {"email": email, "password": password}).status == 303
        )
        visitor.press("/me", "/logout")


def test_a_password_never_comes_back(visitor: Browser) -> None:
    page = visitor.fill(
        "/register", {"name": "", "email": "x", "password": "a secret of mine"}
    )
    assert page.status == 422
    assert "a secret of mine" not in page.text


def test_blanks_around_a_text_and_other_line_ends_are_not_kept(
    resident: Browser, rows: Rows, things: Things
) -> None:
    page = resident.fill(
        "/issues/new",
        SAID | {"title": "  Bins \t", "body": "\r\none\r\n\r\ntwo\rthree\n "},
    )
    issue = rows.get(Issue, int(page.location.rpartition("/")[2]))
    assert (issue.title, issue.body) == ("Bins", "one\n\ntwo\nthree")


@on_sqlite
@every_form
def test_what_nobody_sees_around_a_pasted_value_is_no_reason_to_refuse_it(
    desk: Callable[[Form], Desk], form: Form
) -> None:
    at = desk(form)
    pasted = {
        name: f"\ufeff\u202a\u200e\xa0{value}\u202c\u200b\xad"
        for name, value in at.good.items()
    }
    assert (
        at.send(
            **pasted | {name: at.good[name] for name in pasted if name in SECRET}
        ).status
        == 303
    )


def test_what_nobody_sees_around_a_pasted_value_is_not_kept(
    resident: Browser, rows: Rows, people: People
) -> None:
    marks = "\ufeff\u202d\u200e\u200b"
    said = {
        "title": f"{marks}Bins\u202c\xa0",
        "place": f"\xa0Larch\ufeff Road{marks}",
        "different": "yes",
    }
    page = resident.fill("/issues/new", SAID | said)
    issue = rows.get(Issue, int(page.location.rpartition("/")[2]))
    assert (issue.title, issue.place) == ("Bins", "Larch Road")


@pytest.mark.parametrize(
    "text",
    [
        # "I want": a joiner that keeps two letters apart
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0d05\u0d35\u0d28\u0d4d\u200d",  # "he" in Malayalam ends in one
        # a family, and a red heart
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 at the \u2764\ufe0f",
        # the flag of Wales
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        # a mark that keeps the plus signs in place
        "\u05e9\u05dc\u05d5\u05dd C++\u200e \u05d8\u05d5\u05d1",
    ],
)
def test_what_a_script_needs_inside_its_words_is_kept(
    resident: Browser, rows: Rows, people: People, text: str
) -> None:
    page = resident.fill("/issues/new", SAID | {"title": text, "different": "yes"})
    assert rows.get(Issue, int(page.location.rpartition("/")[2])).title == text


def test_a_filter_is_found_whatever_was_pasted_around_it(
    visitor: Browser, things: Things
) -> None:
    page = visitor.get(
        "/issues?q=\ufefflamp\u200b&area=\u200ehodge-hill\xa0&kind=\u2060problem"
    )
    assert page.says(things.issue.title)
    nothing = visitor.get("/search?q=\u3164\u2800")
    assert nothing.text == visitor.get("/search?q=").text


@on_sqlite
def test_only_forms_are_read(resident: Browser, people: People) -> None:
    kind = {"Content_Type": "application/json", "X_CSRFToken": resident.token()}
    for sent in (b'["title"]', b'{"title": 5, "body": null}', b"{"):
        assert resident.open("POST", "/issues/new", sent, **kind).status in (400, 422)


def test_a_form_too_large_to_read_is_refused_as_a_page(
    resident: Browser, rows: Rows
) -> None:
    before = rows.totals()
    assert resident.post("/issues/new", SAID | {"body": BOOK * 10}).status == 422
    page = resident.post("/issues/new", SAID | {"body": BOOK * 20})
    assert page.status == 413
    assert page.says("That is too big")
    assert rows.totals() == before


def test_what_people_type_is_kept_when_somebody_else_was_first(
    resident: Browser, organiser: Browser, things: Things
) -> None:
    url = f"/issues/{things.issue.id}/edit"
    form = resident.get(url).form(url)
    assert organiser.fill(url, {"title": "Another title"}).status == 303
    page = resident.send_form(
        url, form.filled({"title": "My title", "body": "What I wrote."})
    )
    assert page.status == 409
    shown = dict(page.form(url).fields)
    assert (shown["title"], shown["body"]) == ("My title", "What I wrote.")


def test_a_kept_text_is_the_text_that_was_sent(
    resident: Browser, people: People
) -> None:
    body = "one\n\n  two & <b>three</b> \"four\" 'five'\n</textarea>"
    page = resident.fill("/issues/new", SAID | {"title": "", "body": body})
    assert page.status == 422
    assert page.value("body").replace("\r\n", "\n") == body


# tests/campaigns/test_cover.py
WITH_A_FILE = {
    "/boards/import",  # tests/boards/
    "/campaigns/{campaign}/cover",
    "/areas/<slug>/cover",
    "/operator/areas/{area}/boundary",
    "/operator/people",  # no file, but it only looks for somebody
}
BUTTONS = {
    "/playbooks/{playbook}/askable",
    "/me/templates/{template}/delete",
    "/courses/{course}/after",
    "/courses/{course}/ask",
    # what has no field to fill in, and what is tested by itself
    "/logout",
    # tests/boards/
    "/boards/{board}",
    "/boards/arrivals/{arrival}",
    "/boards/open",
    "/playbooks/{playbook}/suggestions/{suggestion}/send",
    "/me/export",
    "/privacy/address/<token>",  # tests/privacy/test_address.py
    "/me/consents",
    # tests/rounds/test_answer.py
    *("/rounds/{round}/answers/{answer}", "/rounds/confirm/<token>"),
    "/rounds/answer/<token>",
    "/rules",
    "/operator/rules/publish",  # of a draft: tests/rules/test_change.py
    "/operator/people/{person}/operator",  # tests/operator/test_people.py
    "/operator/people/{person}/sessions",
    "/operator/people/{person}/address",
    "/operator/people/{person}/factor",
    "/operator/mail/{mail}/again",
    "/operator/jobs/<name>/run",
    "/<kind>/<key>/follow",
    "/<kind>/<key>/unfollow",
    "/areas/<slug>/leave",
    "/areas/<slug>/desk/add",
    "/areas/<slug>/let-in",
    "/areas/<slug>/looked-at",
    "/areas/<slug>/thank",
    "/campaigns/{campaign}/back",
    "/campaigns/{campaign}/unback",
    "/campaigns/{campaign}/partners/{partner}/leave",
    "/campaigns/{campaign}/contacts/{contact}/delete",
    "/issues/{issue}/photos",
    "/campaigns/{campaign}/updates/{update}/photos",
    "/campaigns/{campaign}/sign-ups/{sign_up}/remove",
    "/issues/{issue}/unsecond",
    # asked only once it is done: tests/issues/test_verdict.py
    "/issues/{issue}/verdict",
    "/issues/{issue}/unmerge",
    "/tasks/{task}/claim",
    "/tasks/{task}/complete",
    "/events/{event}/attend",
    "/events/{event}/withdraw",
    "/events/{event}/guests",
    "/me/calendar",
    "/tasks/{task}/wait",
    "/tasks/{task}/accept",
    "/tasks/{task}/still",
    "/tasks/{task}/confirm",
    "/areas/<slug>/cleared",
    "/roles/{role}/take",
    "/roles/{role}/step_back",
    "/people/{person}",  # noting that somebody is under 18
    "/register/confirm/<token>",
    "/tasks/confirm/<token>",
    "/tasks/cancel/<token>",
    "/issues/second/<token>",
    "/campaigns/join/<token>",
    "/notifications",
    "/appearance",
    "/language",
    "/setup",
    "/login/link/<token>",
    "/areas/<slug>/uninvite",
    "/invited/<token>",
    "/me/security/end",
    # tests/accounts/test_code_app.py, tests/accounts/test_recovery.py
    "/me/security/app/add",
    "/me/security/app/remove",
    "/me/security/codes",
    "/login/second",
    # tests/browser/test_passkeys.py
    "/login/second/passkey",
    "/me/security/passkeys",
    "/me/security/passkeys/add",
    "/me/security/passkeys/{passkey}/remove",
    "/me/security/end-all",
    "/password/reset/<token>",
    "/email/confirm/<token>",
    "/email/undo/<token>",
    "/issues/{issue}/settle",
    # of a case, and once something is hidden: tests/moderation/
    "/restore",
    "/flag/<token>",
    "/moderation/appeal/<token>",
    *(f"/moderation/cases/{{case}}/{verb}" for verb in ("open", "redact")),
    "/areas/<slug>/looks-first",
    "/me/follows/stop",
    "/issues/confirm/<token>",
    "/me/notifications/again",
    "/mail/choices/<token>",
    "/mail/answer/<token>",
    "/mail/stop/<token>",
    "/operator/networks/end",  # tests/accounts/test_limits.py
    "/csp-report",  # by browsers: tests/test_edge.py
    "/boards/suggestions",  # by other boards: tests/boards/test_take_sent.py
    # by other systems: tests/open311/
    *(
        f"/open311/{base}/{method}.{suffix}"
        for base in ("v2", "test/v2")
        for method in ("requests", "servicerequestupdates")
        for suffix in ("xml", "json")
    ),
    "/operator/open311/{caller}/end",
}
# tests/councils/
BUTTONS |= {
    *("/issues/{issue}/council", "/areas/<slug>/council/{report}/hide"),
    *(
        f"/areas/<slug>/councils/{{council}}/{verb}"
        for verb in ("ask", "unmap", "reports", "remove")
    ),
}
TESTED_APART = {  # what is typed into them is good once, or differs each time
    "/campaigns/{campaign}/lent",  # tests/lending/
    # tests/councils/test_name.py
    "/areas/<slug>/councils/{council}",
    "/areas/<slug>/councils/{council}/answers/{category}",
    "/areas/<slug>/councils/{council}/change",
    "/issues/{issue}/council/settle",
    "/requests",  # tests/people/test_pages.py
    "/requests/{request}/answer",
    "/courses/{course}/skills",  # tests/training/test_skills.py
    "/rounds/{round}",  # tests/rounds/test_round.py
    "/areas/<slug>/people",  # tests/talent/test_ask.py
    "/playbooks/{playbook}/suggestions/{suggestion}",  # tests/playbooks/test_suggest.py
    "/areas/<slug>/invitations",  # tests/areas/test_invitations.py
    "/invited",
    "/me/security/app",  # tests/accounts/test_code_app.py
    "/one-to-ones/link/<token>",  # tests/one_to_ones/test_write_down.py
    "/introductions/link/<token>",  # tests/introductions/test_introduce.py
    "/operator/open311",  # tests/open311/test_callers.py
}


KEYS = {"<slug>": "{area}", "<category>": "{category}", "<place>": "about"}


def form_of(rule: str) -> str:
    """How an address of the board stands among the forms."""
    url = re.sub(r"<int:(\w+)_id>", r"{\1}", rule)
    url = re.sub(r"<any\(.*?\):kind>", "<kind>", url)
    return re.sub(
        r"<slug>(?=/(?:categories|councils$|edit$|join$|joining|roles|type-in|rounds))|(?<=operator/areas/)<slug>|<category>|<place>",
        lambda m: KEYS[m[0]],
        url,
    )


def known_forms() -> set[str]:
    """The addresses of the table of forms."""
    return {form.url.replace("{shift}", "{task}") for form in FORMS}


def test_every_form_of_the_board_stands_here(app: Flask) -> None:
    posts = {
        form_of(str(rule))
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set())
    }
    known = BUTTONS | WITH_A_FILE | TESTED_APART | known_forms()
    assert posts == known, (
        "say in FORMS what is typed there, or add to BUTTONS what has nothing to fill "
        f"in: {posts - known}; take out: {known - posts}"
    )


def typed_into(app: Flask, page: Page) -> Iterator[str]:
    """Where the forms of a page go into which one types something."""
    addresses = app.url_map.bind("localhost")
    for form in page.forms:
        if form.method == "post" and form.typed:
            at = urljoin(page.url, form.action).partition("?")[0]
            rule, _ = addresses.match(at, method="POST", return_rule=True)
            yield form_of(str(rule))


@on_sqlite
def test_every_form_into_which_one_types_stands_here(
    app: Flask, browsers: dict[str, Browser], things: Things
) -> None:
    found = {
        url
        for path in GETS
        for who in ("visitor", "member", "operator")
        for url in typed_into(app, browsers[who].get(address(path, things)))
    }
    assert len(found) > 30
    assert found - WITH_A_FILE - TESTED_APART <= known_forms(), (
        "say what the fields of the new form refuse"
    )

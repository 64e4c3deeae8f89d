"""Every outlet, every state: a board on which everything has happened, read through all
that tells of it.

A verb, an address or a mail that is new fails here until the tables say how it happens
and what it says.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask_babel import force_locale
from icalendar import Calendar

from board.accounts.factor_models import Passkey
from board.accounts.models import Person
from board.activity import things
from board.activity.models import Activity
from board.activity.verbs import all_verbs
from board.areas.models import Area
from board.boards.models import Arrival
from board.campaigns import verbs as campaign_verbs
from board.campaigns.coalition_models import Partner, Pledge, Promise
from board.campaigns.models import Campaign, Update
from board.campaigns.people_models import Contact, SignUp
from board.complaints.models import Complaint
from board.config import HOME
from board.copying.models import Template
from board.councils.models import Council
from board.db import Model
from board.events import verbs as event_verbs
from board.events.models import CalendarAddress, Event
from board.home.words_models import PLACES
from board.introductions.models import Introduction
from board.issues import verbs as issue_verbs
from board.issues.models import Comment, Issue
from board.live.regions import REGIONS, render
from board.mail.models import Outbox
from board.moderation.models import Case
from board.notifications.models import Notification
from board.numbers import untrue_numbers
from board.one_to_ones.models import OneToOne
from board.people import verbs as people_verbs
from board.photos.models import Photo
from board.playbooks import verbs as playbook_verbs
from board.playbooks.models import Playbook, Suggestion
from board.policy import Audience
from board.questions import verbs as question_verbs
from board.questions.models import Question
from board.roles.models import Role
from board.rounds import verbs as round_verbs
from board.rounds.models import Answer, Round, Theme
from board.rules.models import RuleSet
from board.tasks import verbs as task_verbs
from board.tasks.models import Task
from board.training.models import Course
from tests.all_that_happens import REMOVED, all_that_happens
from tests.builders import Maker, People, Rows, Things
from tests.markup import check, tree
from tests.pages import Browser, Page
from tests.test_routes import GETS, ROUTES, word
from tests.test_templates import check_with_name

READERS = ("visitor", "resident", "member", "organiser", "operator")
# What stands for the gaps of an address; the second name is the thing it belongs to.
THINGS: dict[str, type[Any]] = {
    "issue_id": Issue,
    "campaign_id": Campaign,
    "task_id": Task,
    "event_id": Event,
    "question_id": Question,
    "course_id": Course,
    "playbook_id": Playbook,
    "arrival_id": Arrival,
    "council_id": Council,
    "talk_id": OneToOne,
    "role_id": Role,
    "round_id": Round,
    "introduction_id": Introduction,
    "case_id": Case,
    "number": Photo,
    "version": RuleSet,
    "complaint_id": Complaint,
    "person_id": Person,
    "passkey_id": Passkey,
    "template_id": Template,
}
PARTS: dict[str, tuple[type[Any], str]] = {
    "comment_id": (Comment, "issue_id"),
    "suggestion_id": (Suggestion, "playbook_id"),
    "update_id": (Update, "campaign_id"),
    "partner_id": (Partner, "campaign_id"),
    "pledge_id": (Pledge, "campaign_id"),
    "promise_id": (Promise, "campaign_id"),
    "contact_id": (Contact, "campaign_id"),
    "sign_up_id": (SignUp, "campaign_id"),
    "answer_id": (Answer, "round_id"),
    "theme_id": (Theme, "round_id"),
}
FRAGMENTS = {"/notifications/unread"}
FILES = (["filename"], ["sha256", "size"], ["key"], ["name"], ["z", "x", "y"])
# What some addresses answer besides, by what became of the thing.
BESIDES = {
    "/issues/<int:issue_id>/comments/<int:comment_id>/edit": {"410"},  # it was removed
    "/issues/<int:issue_id>/comments/<int:comment_id>/remove": {"410"},
    "/tasks/confirm/<token>": {"303"},  # pressed before: to the task
    # It was called off, called off or closed: to its page.
    "/events/<int:event_id>/edit": {"303"},
    "/events/<int:event_id>/cancel": {"303"},
    "/events/<int:event_id>/guests": {"404"},  # of a house meeting only
    "/tasks/<int:task_id>/edit": {"303"},
    "/tasks/<int:task_id>/cancel": {"303"},
    "/tasks/<int:task_id>/claim_by_mail": {"303"},
    "/issues/<int:issue_id>/next": {"303"},
    "/issues/<int:issue_id>/merge": {"303"},
    "/issues/<int:issue_id>/second": {"303"},
    "/one-to-ones/<int:talk_id>": {"200"},  # for the two
    "/introductions/<int:introduction_id>": {"200"},  # for the three
    "/questions/<int:question_id>": {"404"},  # not for everybody
    "/questions/<int:question_id>/answer": {"303", "404"},
    "/campaigns/<int:campaign_id>/back": {"303"},
    "/rounds/<int:round_id>/answers": {"303"},  # not open, or answered already
    "/rounds/<int:round_id>/answers/<int:answer_id>": {"404"},  # not for everybody
    "/rounds/confirm/<token>": {"303", "404"},  # pressed before; a week is over
    "/people/<int:person_id>": {"404"},  # for who shares an area
    # one was made meanwhile
    "/playbooks/<int:playbook_id>/suggestions/<int:suggestion_id>": {"200"},
    "/playbooks/<int:playbook_id>/suggestions/<int:suggestion_id>.json": {"200"},
    "/areas/<slug>/councils/<int:council_id>": {"200"},  # there is one
    "/areas/<slug>/council": {"200"},  # it is listed
    "/areas/<slug>/council/reports.geojson": {"200"},
    "/issues/<int:issue_id>/council/settle": {"200"},  # it was sent
}
OF_CASES = {"200", "403", "404", "409", "login"}  # by whose it is and how it stands
BESIDES |= {
    f"/moderation/cases/<int:case_id>{part}": OF_CASES
    for part in ("", "/edit", "/redact", "/appeal")
}
BESIDES |= {
    "/moderation/appeal/<token>": {"404"},  # used
    "/flag/<token>": {"404"},
    "/moderation/gone/<kind>/<int:number>": {"410", "200"},
    "/moderation/pictures/<int:number>.webp": {"200"},
}
BASE = "http://127.0.0.1:8000"
# What each mail says that no other does.
MAILS = {
    "appeal_answered": "A second person looked at your appeal and undid the decision",
    "confirm_flag": "An organiser looks at what you flagged",
    "flag_outcome": "Thank you for flagging it.",
    "moderated": "You hear this because you wrote it.",
    "confirm_answer": "then the organisers read it",
    "round_turn": "You left this address with your answer",
    "claimed": "Whoever has this link can give your place back",
    "data_link": "nobody else can open the link",
    "complaint": "Then somebody gave your address by mistake",
    "complaint_answered": "We delete your address in 90 days",
    "complaint_due": "Due soon: complaint 1",
    "complaint_to_answer": "Complaint 1 came in",
    "confirm_account": "nobody gets an account",
    "confirm_claim": "Take the place: ",
    "confirm_join": "Join the campaign: ",
    "confirm_post": "Publish what you wrote: By mail",
    "confirm_second": "Count me in: ",
    "confirm_email": "Is this your address for Test Board?",
    "email_changed": "Open this link and take your account back.",
    "email_taken": "Somebody wants this address for another account here.",
    "event": "You hear this because you are on the list of this event.",
    "has_account": "It has one already",
    "news": "You get this as you chose it",
    "no_account": "No account on Test Board yet",
    "offer": "A place is free for you",
    "introduction": "may get in touch with you, for one purpose",
    "one_to_one": "wrote down what the two of you talked about",
    "reset": "A new password for Test Board",
    "security": "That signs out everybody else:",
    "safety": "Go through the safety record",
    "remind": "You hear this because you have a place on this task.",
    "sign_in": "Your way in to Test Board",
    "written_down": "Hello Ann Abel",
}
# How a mail begins that tells of what happened.
MAILED = {
    issue_verbs.STATE_SET: "* The status has changed:",
    issue_verbs.COMMENTED: " commented on ",
    issue_verbs.REOPENED: "* It is open again, somebody who asked says it is not done:",
    issue_verbs.MERGED: "* Two posts say the same and go on as one:",
    campaign_verbs.STARTED: "* A campaign has begun from what was said:",
    campaign_verbs.UPDATED: "* There is news from a campaign:",
    campaign_verbs.ENDED: "* This is what came of a campaign:",
    task_verbs.OFFERED: "A place is free for you",
    task_verbs.COMMENTED: " wrote to those on Fewer places",
    task_verbs.REMINDED: "You took this on, and it is ",
    people_verbs.ASKED: " asks whether you would do something: Asked for",
    playbook_verbs.SUGGESTED: "* Somebody says what they changed about a playbook",
    playbook_verbs.ANSWERED: "* What you changed now stands in the playbook:",
    round_verbs.TOLD: "* This is what came of a listening round: Listened to",
    question_verbs.ASKED: "* Somebody asks a question: In line",
    question_verbs.ANSWERED: "* Your question is answered: In line",
    event_verbs.EDITED: "The time or the place has changed.",
    event_verbs.CANCELLED: "It was called off:",
    event_verbs.PLACE_GIVEN: "A place is yours now.",
    event_verbs.WELCOMED: "You are welcome.",
    event_verbs.REMINDED: "You said you are coming, and it is soon:",
}


OPEN311 = "/open311/v2/requests.json?extensions=true"


class Seen(NamedTuple):
    """What must be read of a thing in an outlet, by whom; `at` is the thing's own
    address."""

    outlet: str
    words: str
    who: str = "visitor"


def post(state: str, word: str, line: str = "") -> list[Seen]:
    """How a post in a state is told of; `line` is what its thread says, where that is
    not the state. That it is open says no card: it is what most posts are."""
    shown = "neighbours say this" if state == "open" else word
    return [
        *(
            Seen("{at}", shown),
            Seen("{at}.atom", line or word),
            Seen(f"/issues?state={state}", shown),
        ),
        *(
            Seen("/issues.atom", f"{word} ·"),
            Seen("/areas/hodge-hill.atom", f"{word} ·"),
        ),
        *(Seen("/issues.csv", state), Seen("/search?q={title}", shown)),
        Seen(OPEN311, f'"state": "{state}"'),
    ]


def ended(word: str) -> list[Seen]:
    """How a campaign that came to an end is told of."""
    pages = (
        "{at}",
        "{at}.atom",
        "/campaigns",
        "{at}/brief",
        "{at}/poster",
        "/search?q={title}",
    )
    papers = [
        Seen("{at}/sign-up-sheet", word, "organiser"),
        Seen("/campaigns.atom", f"{word} ·"),
    ]
    return [*(Seen(page, word) for page in pages), *papers]


def off(*calendars: str) -> list[Seen]:
    """How a task that was called off is told of."""
    said = (Seen(url, words, who) for url, who in zip(calendars, ("member", "visitor"), strict=False)
            for words in ("STATUS:CANCELLED", "Called off: ", "It rains."))  # fmt: skip
    return [Seen("{at}", "Called off: It rains."), *said]


STATES: dict[str, list[Seen]] = {
    "merged post": [
        *post("duplicate", "Same as another", "says the same as post"),
        Seen("{at}", "This says the same as post"),
        Seen("/issues.geojson", '"state": "duplicate"'),
    ],
    "post with others in it": [Seen("{at}", "1 more person is counted there."), Seen("{at}.atom", "says the same as")],
    "brought back post": post("open", "Open", "stands on its own again"),
    "done post": [*post("done", "Done"), Seen("/issues.geojson", '"state": "done"'), Seen("{at}", "Marked as done")],
    "refused post": [*post("not_done", "Closed, not done"), Seen("{at}.atom", "There is no money.")],
    "reopened post": post("open", "Open", "reopened: somebody who asked says it is not done"),
    "silent post": [Seen(url, "Nobody had taken this further for") for url in ("{at}", "{at}.atom")],
    "purged post": [Seen(url, "Personal details were removed.") for url in ("{at}", "{at}.atom")],
    "post with a next step": [Seen(url, "Next: Ring the depot") for url in ("{at}", "{at}.atom")],
    "pictured post": post("looked_at", "Being looked at"),
    "post in a campaign": post("in_campaign", "In a campaign", "It became part of a campaign:"),
    "post let go": [Seen(url, "It was taken out of a campaign:") for url in ("{at}", "{at}.atom")],
    "post of a neighbour": [Seen(url, "written down by an organiser") for url in ("{at}", "{at}.atom", "/issues.csv")],
    "won campaign": ended("Won"),
    "partly campaign": [*ended("Partly won"), Seen("{at}", "Half of it went."), Seen("{at}.atom", "Half of it went.")],
    "lost campaign": ended("Lost"),
    "paused campaign": ended("Paused"),
    "campaign taken up again": [
        Seen(url, "Planning") for url in ("{at}", "{at}.atom", "/campaigns", "/campaigns.atom")
    ],
    "overdue campaign": [
        Seen(url, "The day has passed on which Bea Bell promised to do this:") for url in ("{at}", "{at}.atom")
    ],
    **{f"post of a {end} campaign": [Seen(url, word) for url in ("{at}", "{at}.atom")]
       for end, word in {"won": "Won", "partly": "Partly won", "lost": "Lost"}.items()},
    "hidden post": [Seen("{at}", "This was hidden"), Seen("{at}", "Moderated 3", "organiser")],
    "sent post": [
        *(Seen(url, "Lamp Watch") for url in ("{at}", "/issues.atom", "/issues.csv")),
        *(Seen(OPEN311, words) for words in ("The lamp is out", '"investigating"')),
        Seen("{at}", "We have asked the people who look after the lamps."),
    ],
    "shown again post": [Seen("{at}", "Moderated 1"), Seen("/issues", "Moderated 1")],
    "called off shift": off("{mine}", "/areas/hodge-hill.ics"),
    "called off by date": off("{mine}"),
    "called off open": off(),
    "called off of a series": [Seen("{at}", "Called off: Enough walked."), Seen("{mine}", "CANCELLED", "member")],
    "changed shift": [Seen(url, "shift moved on") for url in ("{at}", "/areas/hodge-hill.ics", "/tasks", "/tasks.csv")],
    "changed by date": [Seen(url, "by date moved on") for url in ("{at}", "/tasks", "/tasks.csv", "{campaign}")],
    "changed open": [Seen(url, "open moved on") for url in ("{at}", "/tasks", "/tasks.csv", "{campaign}")],
    "first of a series": [Seen("{at}", "until"), Seen("/areas/hodge-hill.ics", "STATUS:CONFIRMED Every week ")],
    "lapsed task": [Seen("{at}", "1 of 2 places taken"), Seen("/tasks.csv", "'taken': '1'")],
    "task in line": [Seen("{at}", "0 of 1 place taken")],
    "task with parts": [Seen("{at}", words) for words in ("Cook: 1 of 1 place taken", "Carry: 1 of 2 places taken")],
    "running campaign": [Seen(url, "Acting") for url in ("{at}", "{at}.atom", "/campaigns", "/campaigns.atom")],
    "post of a paused campaign": [Seen("{at}", "Planning"), Seen("{at}.atom", "Planning")],
    "task asked about": [
        *(Seen("{at}", words) for words in ("Is there parking?", "Behind the hall.")),
        *(Seen("{at}", "May I bring my son?", who) for who in ("resident", "organiser")),
    ],
    "task with a place lost": [
        *(Seen("{at}", "The key is with Bev.", who) for who in ("organiser", "operator")),
        Seen("{at}", "The one place is taken")],
    "task done": [
        Seen("{at}", "A second person has confirmed it.", "member"),
        Seen("{at}", "All counted.", "organiser"),
    ],
    "cancelled event": [
        *(Seen(url, "Called off") for url in ("{at}", "/events", "/areas/hodge-hill", "{campaign}")),
        Seen("/me", "Called off", "member"),
        *(Seen(f"{{at}}/{part}", "Called off", "organiser") for part in ("sheet", "register", "turnout")),
        *(Seen(url, "STATUS:CANCELLED") for url in ("{at}.ics", "/events.ics", "/areas/hodge-hill.ics")),
        Seen("{mine}", "STATUS:CANCELLED", "member"),
        *(Seen(url, "The hall is flooded.") for url in ("{at}", "{at}.ics")),
    ],
    "moved event": [Seen(url, "The library") for url in ("{at}", "/events.ics", "/areas/hodge-hill.ics")],
    "full event": [
        *(Seen(url, "The one place is taken") for url in ("{at}", "/events")),
        *(Seen("{mine}", words, "member") for words in ("STATUS:CANCELLED", "No longer yours: ")),
    ],
    "post at a council": [
        *(Seen(url, "The council says: it is closed there.") for url in ("{at}", "{at}.atom")),
        Seen("{at}", "Brum Council has it, under number 1001."),
    ],
    "post the council may have": [
        *(Seen(url, "It is not known whether the council has this.") for url in ("{at}", "{at}.atom")),
        Seen("/areas/hodge-hill/desk", "the council may have", "organiser"),
    ],
    "post the council refused": [Seen(url, "could not be sent to the council") for url in ("{at}", "{at}.atom")],
    "changed playbook": [
        Seen(url, "A garden for all")
        for url in ("{at}", "/playbooks", "/search?q={title}", "{at}/tree")
    ],
    "changed course": [Seen(url, "Asking three times") for url in ("{at}", "/courses", "/search?q={title}")],
    "free role": [Seen(url, "Nobody holds it yet.") for url in ("{at}", "/areas/hodge-hill/roles")],
    "role no longer needed": [Seen("{at}", "It is no longer needed.")],
    "session": [Seen("{at}", "Asking three times")],
    "event that is over": [Seen("{at}", "Nobody said that they would come")],
}  # fmt: skip
# Where a thing must not be any more.
GONE = {
    f"called off {shape}": ("/tasks", "/tasks.csv")
    for shape in ("shift", "by date", "open")
}
GONE["hidden post"] = (
    "/issues",
    "/issues.atom",
    "/issues.csv",
    "/search?q=Moderated",
    OPEN311,
)


Named = dict[str, Any]


@pytest.fixture
def named(
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    browsers: dict[str, Browser],
) -> Named:
    """The board on which it all has happened: the things to look for, by what became of
    them."""
    make.mails()
    found = all_that_happens(make, rows, people, things, browsers)
    make.mails(days=2)
    browsers["member"].press("/me/calendar", "/me/calendar")
    missing = set(all_verbs()) - {line.verb for line in rows.all(Activity)}
    assert not missing, (
        "say in tests/all_that_happens.py how this happens, and here what is read of "
        f"it: {missing}"
    )
    return found


def test_every_outlet_stands_and_says_how_things_stand(
    app: Flask, rows: Rows, named: Named, browsers: dict[str, Browser], template: Any
) -> None:
    faults: list[str] = []
    for find in (
        addresses_faults,
        tokens_faults,
        states_faults,
        regions_faults,
        news_faults,
        mails_faults,
    ):
        faults += find(Board(app, rows, named, browsers, template.is_sqlite))
    with app.app_context():
        faults += untrue_numbers()
    assert not faults, "\n".join(faults)


class Board(NamedTuple):
    """What is looked at, by whom; on one of the databases every page is held against
    the standard."""

    app: Flask
    rows: Rows
    named: Named
    browsers: dict[str, Browser]
    strictly: bool


def fault_in(text: str) -> str:
    """What stands there that only programs say."""
    found = re.search(
        r"\bNone\b(?! of )|%\(\w+\)s|\{\{|\bNaN\b|<built-in|datetime\.", text
    )
    verb = next((verb for verb in all_verbs() if verb in text), "")
    gone = next((words for words in REMOVED if words in text), "")
    return found[0] if found else verb or gone


def addresses_of(path: str, board: Board) -> Iterator[str]:
    """The address with all that can stand in its gaps."""
    gaps = re.findall(r"<(?:\w+:)?(\w+)>", path)
    if not gaps:
        yield path
    elif gaps == ["category"]:
        yield path.replace("<category>", "noise")
    elif gaps == ["place"]:
        yield from (path.replace("<place>", place) for place in PLACES)
    elif path == "/invited/<token>":
        return  # stands on paper alone: tests/areas/test_invitations.py
    elif path in ("/me/export/<token>.zip", "/privacy/address/<token>/about-me.zip"):
        return  # a file for one person alone: tests/privacy/test_copy.py
    elif gaps == ["token"]:
        texts = " ".join(
            [*(mail.text for mail in board.rows.all(Outbox)), *_calendars(board)]
        )
        pattern = re.escape(path).replace("<token>", r"[\w-]{30,}")
        found = sorted(
            set(re.findall(f"127\\.0\\.0\\.1:8000({pattern})(?=\\s)", texts))
        )
        assert found, f"nothing leads to {path}"
        yield from found
    elif gaps in FILES:
        # files: pages show them, and these are asked for below; a waiting one is one
        # browser's own, and of the home screen's tests/phone/ speaks
        return
    elif gaps == ["kind", "part"]:
        for kind in ("issues", "campaigns"):
            yield f"/sitemap-{kind}-1.xml"
    elif gaps == ["kind", "number"]:
        for comment in board.rows.all(Comment):
            if comment.hidden_at:
                yield f"/moderation/gone/comment/{comment.id}"
    elif gaps[0] == "slug":
        for area in board.rows.all(Area):
            url = path.replace("<slug>", area.slug).replace("<category>", "noise")
            yield from _of_area(url, area, board)
    else:
        yield from _numbered(path, gaps, board)


def _of_area(url: str, area: Area, board: Board) -> Iterator[str]:
    """The address, or those of the area's councils."""
    gap = "<int:council_id>"
    councils = [one for one in board.rows.all(Council) if one.area_id == area.id]
    yield from (
        [url.replace(gap, str(council.id)) for council in councils]
        if gap in url
        else [url]
    )


def _calendars(board: Board) -> list[str]:
    return [
        (f"http://127.0.0.1:8000/me/calendar/{kept.token}.ics ")
        for kept in board.rows.all(CalendarAddress)
    ]


def _numbered(path: str, gaps: list[str], board: Board) -> Iterator[str]:
    for gap in gaps:
        assert gap in THINGS | PARTS, f"say what stands for <{gap}> in {path}"
    if len(gaps) == 1:
        for thing in board.rows.all(THINGS[gaps[0]]):
            if getattr(thing, "hidden_at", None):
                continue  # see "hidden post" below
            yield path.replace(f"<int:{gaps[0]}>", str(thing.id))
        return
    model, owner = PARTS[gaps[1]]
    assert owner == gaps[0]
    for part in board.rows.all(model):
        yield path.replace(f"<int:{owner}>", str(getattr(part, owner))).replace(
            f"<int:{gaps[1]}>", str(part.id)
        )


def away_from_home(path: str, board: Board) -> Iterator[str]:
    """The addresses of what is of another area than the organiser's, or of the board."""
    gaps = re.findall(r"<int:(\w+)>", path)
    if len(gaps) != 1 or gaps[0] not in THINGS:
        return
    for thing in board.rows.all(THINGS[gaps[0]]):
        if getattr(thing, "area_id", 1) != 1:
            yield path.replace(f"<int:{gaps[0]}>", str(thing.id))


def addresses_faults(board: Board) -> Iterator[str]:
    """Every address, for everything of its kind, as everybody."""
    shapes: set[int] = set()
    pictures: set[str] = set()
    for path in GETS:
        away = set(away_from_home(path, board))
        for url in addresses_of(path, board):
            for who in READERS if board.strictly else ("visitor", "organiser"):
                page = board.browsers[who].get(url)
                expected = right(path, url, who)
                if who == "organiser" and url in away:
                    expected = expected | {"403"}
                if word(page) not in expected:
                    yield f"{who} gets {word(page)} at {url}"
                elif page.status == 200 and (
                    fault := unsound(path, page, shapes if board.strictly else None)
                ):
                    yield f"{url} for {who}: {fault}"
                pictures |= set(re.findall(r"/photos/[\w-]+\.webp", page.text))
    assert pictures
    for url in sorted(pictures):
        if board.browsers["visitor"].get(url).headers["content-type"] != "image/webp":
            yield f"no picture at {url}"


def tokens_faults(board: Board) -> Iterator[str]:
    """What lets somebody in at one address lets nobody in at another."""
    visitor = board.browsers["visitor"]
    tokens = {
        path: url.rpartition("/")[2]
        for path in GETS
        if path.endswith("/<token>")
        for url in list(addresses_of(path, board))[:1]
    }
    assert len(tokens) > 12
    for path in tokens:
        for other, token in tokens.items():
            url = path.replace("<token>", token)
            if other != path:
                for page in (visitor.get(url), visitor.post(url, {"sure": "yes"})):
                    if page.status not in (404, 405, 410):
                        yield f"what opens {other} opens {path}: {page.status}"


def right(path: str, url: str, who: str) -> set[str]:
    """What somebody may get at an address, as the table of test_routes.py has it; much
    depends on whose a thing is."""
    table = ROUTES["GET", path]
    is_open = table["visitor"] == "200"
    organises = who in ("organiser", "operator") and "ward-end" not in url
    if is_open or (organises and table[who] == "200"):
        expected = {"200" if "<token>" in path else table[who]}
    else:
        expected = (
            {"200"}
            if "<token>" in path
            else {table[who]}
            if who == "visitor"
            else {"200", "403", table[who]}
        )
    return expected | BESIDES.get(path, set())


def unsound(path: str, page: Page, shapes: set[int] | None) -> str:
    """What is wrong with an answer, by its kind; pages of each shape are held against
    the standard once."""
    kind = page.headers["content-type"].partition(";")[0]
    if path != "/operator/log" and (said := fault_in(page.text)):
        return f"says {said!r}"
    if kind == "text/html":
        shape = hash(
            (path, *sorted(set(re.findall(r'<\w+(?=[ >])|class="[^"]*"', page.text))))
        )
        if shapes is not None and shape not in shapes:
            shapes.add(shape)
            try:
                if page.url in FRAGMENTS:
                    tree(f"<!doctype html><title>x</title>{page.text}")
                else:
                    check_with_name(page.url, page)
            except AssertionError as fault:
                return str(fault)
        return ""
    return FORMATS[kind](page)


def _feed(page: Page) -> str:
    root = ET.fromstring(page.text)
    atom = "{http://www.w3.org/2005/Atom}"
    empty = [
        entry.findtext(f"{atom}id")
        for entry in root.iter(f"{atom}entry")
        if not entry.findtext(f"{atom}title")
    ]
    return f"no title: {empty}" if empty else ""


def _table(page: Page) -> str:
    head, *lines = csv.reader(io.StringIO(page.text.removeprefix("\ufeff")))
    return (
        ""
        if all(len(line) == len(head) for line in lines)
        else "a row with other columns"
    )


def _calendar(page: Page) -> str:
    for entry in Calendar.from_ical(page.text).walk("VEVENT"):
        missing = [
            name
            for name in ("uid", "dtstamp", "dtstart", "status", "sequence", "summary")
            if name not in entry
        ]
        if missing or entry.errors:
            return f"{missing} {entry.errors}"
    return ""


def _pins(page: Page) -> str:
    found = page.json
    return (
        ""
        if found["type"] == "FeatureCollection"
        and all(pin["geometry"] for pin in found["features"])
        else "no pins"
    )


def _plain(page: Page) -> str:
    return "" if page.text.strip() else "empty"


def _xml(page: Page) -> str:
    return "" if len(ET.fromstring(page.text)) else "empty"


def _json(page: Page) -> str:
    return "" if page.json is not None else "empty"


def _card(page: Page) -> str:
    return "" if page.body.startswith(b"\xff\xd8") else "no JPEG"


def _sitemap(page: Page) -> str:
    return "" if len(ET.fromstring(page.body)) else "empty"


FORMATS: dict[str, Callable[[Page], str]] = {
    "application/atom+xml": _feed,
    "application/xml": _sitemap,
    "image/jpeg": _card,
    "text/csv": _table,
    "text/calendar": _calendar,
    "application/geo+json": _pins,
    "text/xml": _xml,
    "application/manifest+json": _json,
    "application/json": _json,
    "application/feed+json": _json,
    "text/css": _plain,
    "text/javascript": _plain,
    "text/plain": _plain,
    "image/webp": lambda _page: "",
}


def states_faults(board: Board) -> Iterator[str]:
    """Whatever became of a thing can be read wherever the thing is told of."""
    pages: dict[tuple[str, str], Page] = {}
    mine = _calendars(board)[0].strip().removeprefix("http://127.0.0.1:8000")
    if unknown := set(board.named) ^ set(STATES):
        yield f"say what is read of {sorted(unknown)}"
    for name in set(STATES) & set(board.named):
        thing: Model = board.named[name]
        at = f"/{thing.__tablename__}s/{thing.id}"  # type: ignore[attr-defined]
        gaps = {"at": at, "mine": mine, "title": getattr(thing, "title", "")}
        gaps["campaign"] = f"/campaigns/{getattr(thing, 'campaign_id', 0)}"
        for seen in STATES[name]:
            url = seen.outlet.format(**gaps)
            if (seen.who, url) not in pages:
                pages[seen.who, url] = board.browsers[seen.who].get(url)
            told = told_of(pages[seen.who, url], at)
            if seen.words not in told:
                yield (
                    f"{seen.who} does not read {seen.words!r} of the {name} at {url}: "
                    f"{told[:300]!r}"
                )
        for url in GONE.get(name, ()):
            if told := told_of(board.browsers["visitor"].get(url), at):
                yield f"the {name} still stands at {url}: {told[:200]!r}"


def told_of(page: Page, at: str) -> str:
    """What an outlet says of the thing at an address: the page that is all about it, or
    its line in a list."""
    kind = page.headers["content-type"].partition(";")[0]
    full = f"http://127.0.0.1:8000{at}"
    if kind == "application/atom+xml":
        entries = ET.fromstring(page.text).iter("{http://www.w3.org/2005/Atom}entry")
        own = [
            " ".join(entry.itertext())
            for entry in entries
            if re.match(rf"{re.escape(full)}(#|$)", entry[0].text or "")
        ]
        return " ".join(own)
    if kind == "text/csv":
        rows = csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff")))
        return " ".join(str(row) for row in rows if row["address"] == full)
    if kind == "text/calendar":
        entries = Calendar.from_ical(page.text).walk("VEVENT")
        return " ".join((f"STATUS:{e['status']} {e['summary']} {e.get('description')} "
            f"{e.get('location')}")
                        for e in entries if e["url"] == full)  # fmt: skip
    if page.url == OPEN311:
        own = [
            json.dumps(one, ensure_ascii=False)
            for one in page.json
            if one["extended_attributes"]["url"] == full
        ]
        return " ".join(own)
    if kind == "application/geo+json":
        return " ".join(
            json.dumps(pin)
            for pin in page.json["features"]
            if pin["properties"]["url"] == full
        )
    if page.url.partition("?")[0].startswith(at):
        return page.words
    lines = [
        element
        for element in tree(page.text).iter()
        if element.tag in ("li", "article")
    ]
    own = [
        " ".join("".join(line.itertext()).split())
        for line in lines
        if any(a.get("href") == at for a in line.iter("a"))
    ]
    return " ".join(own)


def regions_faults(board: Board) -> Iterator[str]:
    """Every region of everything, for every audience."""
    drawn = [name for name, one in REGIONS.items() if one.draw and not one.for_all]
    assert len(drawn) > 9
    for name in drawn:
        kind, _, part = name.partition("-")
        for thing in board.rows.all(things.of_kind(kind).model):
            if getattr(thing, "hidden_at", None):
                continue
            region = f"{kind}-{thing.id}-{part}" if part else f"{kind}-{thing.id}"
            for audience in Audience:
                with board.app.test_request_context("/live"), force_locale("en"):
                    html = render(region, audience)
                if said := fault_in(html):
                    yield f"{region} for {audience} says {said!r}"
                elif board.strictly:
                    body = next(
                        iter(
                            tree(f"<!doctype html><title>x</title>{html}").iter("body")
                        )
                    )
                    if body[0].get("id") != f"{region}-shared":
                        yield f"{region} for {audience} is no element of its own"


def news_faults(board: Board) -> Iterator[str]:
    """All that people hear of happened to somebody here, and is told in words."""
    heard = {verb for verb in all_verbs() if verb.followers or verb.concerns}
    told = {
        board.rows.get(Activity, note.activity_id).verb
        for note in board.rows.all(Notification)
    }
    if missing := heard - told:
        yield f"nobody heard of {sorted(missing)}"
    for who in READERS[1:]:
        for page in board.browsers[who].walk("/notifications"):
            lines = [
                line for line in check(page).iter("li") if line.find("p[2]") is not None
            ]
            for line in lines:
                words = "".join(line.find("p").itertext()).replace("New:", "")  # type: ignore[union-attr]
                link = "".join(line.find("p/a").itertext())  # type: ignore[union-attr]
                if not words.partition(link)[0].strip() or not link.strip():
                    yield f"{who} hears of something without words: {words!r}"


def mails_faults(board: Board) -> Iterator[str]:
    """Every mail there is was written here, says what it is about, leads to this board
    alone and has no pictures."""
    files = {path.stem for path in (HOME / "templates" / "email").glob("[!_]*.txt")}
    assert files == set(MAILS), "say what the new mail says that no other does"
    mailed = {verb for verb in all_verbs() if verb.letter or verb.text is not None}
    assert mailed == set(MAILED), "say how the new mail begins"
    mails = [f"{mail.subject}\n{mail.text}" for mail in board.rows.all(Outbox)]
    for words in (*MAILS.values(), *MAILED.values()):
        if not any(words in mail for mail in mails):
            yield f"no mail says {words!r}"
    for mail in board.rows.all(Outbox):
        if said := fault_in(f"{mail.subject} {mail.text} {mail.html}"):
            yield f"the mail {mail.subject!r} says {said!r}"
        links = re.findall(r'(?:href|src|url\()="?([^">]*)', mail.html)
        if elsewhere := [one for one in links if not one.startswith(BASE)]:
            yield f"the mail {mail.subject!r} leads to {elsewhere}"
        if len(mail.html.encode()) >= 102 * 1024:
            yield f"the mail {mail.subject!r} would be cut off"

"""What can happen in training."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow


def _proposed(line: AnyRow) -> Sentence:
    people = line.facts["people"]
    words = ngettext(
        "%(num)s person came to a session. Say what they can do now:",
        "%(num)s people came to a session. Say what they can do now:",
        people,
    )
    at = f"/courses/{line.facts['course']}/skills"
    return Sentence(words, at=at, name=_("Confirm it"))


def _warned(line: AnyRow) -> Sentence:
    words = ngettext(
        "What you can do is taken to hold for %(num)s more day. Come again, or lead:",
        "What you can do is taken to hold for %(num)s more days. Come again, or lead:",
        line.facts["days"],
    )
    return Sentence(words)


def _after(words: str, line: AnyRow) -> Sentence:
    at = f"/courses/{line.facts['course']}/after"
    return Sentence(words, at=at, name=_("Look at it"))


def _pairing_answered(line: AnyRow) -> Sentence:
    if line.facts["agreed"]:
        return _after(_("Your mentor said yes."), line)
    return _after(_("This time they can’t be your mentor. Ask another."), line)


PUBLISHED = Verb(
    "course.published",
    _l("There is a new course:"),
    followers=("area",),
    kind=Kind.ORGANISING,
)
CHANGED = Verb("course.changed", _l("A course has changed:"))
LED = Verb(
    "session.led",
    _l("You lead this session:"),
    facts={"person": int},
    regions=("event",),
    concerns=("one",),
    kind=Kind.ANSWER,
)
PROPOSED = Verb(
    "skill.proposed",
    _proposed,
    facts={"people": int, "course": int},
    concerns=("organiser", "trainer"),
    kind=Kind.ORGANISING,
)
CONFIRMED = Verb(
    "skill.confirmed",
    _l("It is confirmed that you can do what you learned here:"),
    facts={"person": int},
    concerns=("one",),
)
WARNED = Verb(
    "skill.warned",
    _warned,
    facts={"person": int, "days": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
EXTENDED = Verb(
    "skill.extended",
    _l("What you can do is taken to hold for longer:"),
    facts={"people": int},
    concerns=("extended",),
)
OFFERED = Verb(
    "first_task.offered",
    lambda line: _after(_("You were there. Here is a small first task for you."), line),
    facts={"person": int, "course": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
ANSWERED = Verb(
    "first_task.answered",
    _l("A first task was answered:"),
    facts={"taken": bool},
)
BUDDY_NAMED = Verb(
    "first_task.buddy_named",
    lambda line: _after(_("There is somebody to go along on your first task."), line),
    facts={"person": int, "course": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
DONE = Verb("first_task.done", _l("A first task is done:"))
PAIRING_ASKED = Verb(
    "pairing.asked",
    lambda line: _after(_("Somebody who learns this would like your company."), line),
    facts={"person": int, "course": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
PAIRING_ANSWERED = Verb(
    "pairing.answered",
    _pairing_answered,
    facts={"person": int, "course": int, "agreed": bool},
    concerns=("one",),
    kind=Kind.ANSWER,
)
PAIRING_ENDED = Verb(
    "pairing.ended",
    lambda line: _after(_("Going along together has ended."), line),
    facts={"person": int, "course": int},
    concerns=("one",),
)
ASKED = Verb(
    "training.asked",
    lambda line: Sentence(
        _("%(area)s asks for a course that you could lead:", area=line.area_name)
    ),
    concerns=("could train",),
    kind=Kind.TO_JOIN,
)
ASK_ENDED = Verb("training.ended", _l("An area asks for a course no longer:"))
TRAINER_FOUND = Verb(
    "training.offered",
    _l("Somebody would lead the course you asked for:"),
    facts={"person": int},
    concerns=("organiser",),
    kind=Kind.ORGANISING,
)

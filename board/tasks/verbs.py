"""What can happen to tasks."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.models import Line
from board.activity.sentences import Sentence, Together
from board.activity.verbs import Kind, Letter, Verb
from board.campaigns.verbs import REGIONS as CAMPAIGN
from board.db import AnyRow
from board.policy import Audience
from board.tasks.claim_models import Claim
from board.tasks.talk_models import TaskComment

# Who is on a task is told to members.
TAKEN = Together(_l("%(who)s took a place on"), names=Audience.MEMBER)
REGIONS = ("task", "task-thread", *CAMPAIGN)


def _planned(line: AnyRow, campaign: int) -> Sentence:
    words = _("There is a new task:")
    if line.facts.get("repeats"):
        words = _("There is something to do, again and again:")
    at = f"/tasks/{line.subject_id}"
    return Sentence(words, "list-checks", at=at, name=line.task_title, is_title=True)


def _completed(line: AnyRow, campaign: int) -> Sentence:
    return Sentence(
        icon="check",
        at=f"/tasks/{line.subject_id}",
        name=_("Somebody finished their part of a task."),
    )


def _completed_by_many(lines: Sequence[AnyRow]) -> Sentence:
    tasks = {line.subject_id: line.task_title for line in lines}
    if len(tasks) == 1:
        words = _("%(num)s people finished their part of", num=len(lines))
        ((number, title),) = tasks.items()
        return Sentence(
            words, "check", at=f"/tasks/{number}", name=title, is_title=True
        )
    words = _(
        "%(num)s people finished their part of %(many)s tasks.",
        num=len(lines),
        many=len(tasks),
    )
    return Sentence(words, "check")


def _many_planned(lines: Sequence[AnyRow]) -> Sentence:
    words = _("%(num)s new tasks were planned.", num=len(lines))
    return Sentence(words, "list-checks")


def _edited(line: AnyRow) -> Sentence:
    if "time" in line.facts["changed"]:
        return Sentence(_("It is at another time now:"))
    if "place" in line.facts["changed"]:
        return Sentence(_("It is at another place now:"))
    return Sentence(_("What is to be known about it has changed:"))


def _people_need_to_know(line: Line) -> bool:
    """Of an edit it is when and where."""
    return bool({"time", "place", "details"} & set(line.facts["changed"]))


def _released(line: AnyRow) -> Sentence:
    if line.facts.get("late"):
        return Sentence(
            _("Somebody gave a place back, and there is little time to fill it:")
        )
    return Sentence(_("Somebody gave a place back:"))


def _lapsed(line: AnyRow) -> Sentence:
    if line.facts["was"] == "offered":
        return Sentence(
            _(
                "We did not hear from you in time, so the place was offered to the "
                "next on the waiting list:"
            )
        )
    return Sentence(
        _(
            "We did not hear whether you are still on it, so your place is free for "
            "others:"
        )
    )


def _cleared(line: AnyRow) -> Sentence:
    if line.facts["cleared"]:
        return Sentence(_("You may take on tasks that need a cleared person:"))
    return Sentence(_("You no longer count as cleared here:"))


def _reminded(line: AnyRow) -> Sentence:
    if line.facts.get("today"):
        return Sentence(_("You took this on, and it is today:"))
    return Sentence(_("You took this on, and it is soon:"))


PLANNED = Verb(
    "task.planned",
    _l("There is something to do:"),
    facts={"repeats": bool | None},  # it is the first of a series
    regions=(*REGIONS, "tasks", "area"),
    followers=("campaign",),
    kind=Kind.TO_JOIN,
    answers=("claim",),
    together=Together(_l("%(num)s new tasks in"), by_area=True),
    threads={"campaign": _planned},
    run=_many_planned,
)
EDITED = Verb(
    "task.edited",
    _edited,
    # time, place, title, details, skills, places, newcomer_places, campaign
    facts={"changed": list},
    regions=REGIONS,
    followers=("task",),
    is_news=_people_need_to_know,
    kind=Kind.ANSWER,
)
CANCELLED = Verb(
    "task.cancelled",
    _l("This is called off:"),
    regions=REGIONS,
    followers=("task",),
    kind=Kind.ANSWER,
)
PLACE_LOST = Verb(  # there are fewer places now
    "task.place_lost",
    _l("There are fewer places now, and yours is one of those that went. Sorry:"),
    facts={"person": int},
    regions=REGIONS,
    concerns=("one",),
    kind=Kind.ANSWER,
)
SERIES_EDITED = Verb(
    "task.series_edited",
    _l("The tasks of a series have changed:"),
    facts={"changed": int, "cancelled": int},  # how many of them
    regions=REGIONS,
)
SERIES_LAID_OUT = Verb(
    "task.series_laid_out",
    _l("A series has new tasks:"),
    facts={"tasks": int},
    regions=CAMPAIGN,
)
CLAIMED = Verb(
    "task.claimed",
    _l("Somebody took a place on a task:"),
    regions=REGIONS,
    followers=("task",),
    kind=Kind.DOING,
    together=TAKEN,
)
RELEASED = Verb(
    "task.released",
    _released,
    facts={"late": bool | None},
    regions=REGIONS,
    followers=("task",),
    concerns_if={"late": "organiser"},
    kind=Kind.DOING,
)
COMPLETED = Verb(
    "task.completed",
    _l("Somebody finished their part:"),
    part=Claim,
    regions=REGIONS,
    followers=("task",),
    kind=Kind.DOING,
    together=Together(_l("%(who)s finished their part of"), names=Audience.MEMBER),
    threads={"campaign": _completed},
    run=_completed_by_many,
)
LED = Verb(
    "task.led",
    _l("Somebody leads a task now:"),
    regions=REGIONS,
    followers=("task",),
    kind=Kind.DOING,
    together=Together(_l("%(who)s leads"), names=Audience.MEMBER),
)
CONFIRMED = Verb(
    "task.confirmed",
    _l("A second person says that your part is done:"),
    regions=REGIONS,
    concerns=("claim",),
    kind=Kind.DOING,
)
WAITED = Verb("task.waited", _l("Somebody waits for a place:"), regions=REGIONS)
LEFT = Verb("task.left", _l("Somebody left the waiting list:"), regions=REGIONS)
COMMENTED = Verb(  # among those who are on it
    "task.commented",
    _l("Somebody on a task with you wrote:"),
    part=TaskComment,
    shows_part=False,
    needs_part=True,
    concerns=("on_it",),
    kind=Kind.TALK,
    together=Together(_l("%(who)s wrote to those on"), names=Audience.MEMBER),
    text=TaskComment.body,
)
OFFERED = Verb(
    "task.offered",
    _l("A place is free for you. Take it before its time is over:"),
    regions=REGIONS,
    concerns=("claim",),
    kind=Kind.ANSWER,
    letter=Letter(
        lambda line, title: _(
            "You were on the waiting list for this, and a place came free:"
        ),
        by_feature="tasks",
    ),
)
ACCEPTED = Verb(
    "task.accepted",
    _l("Somebody took a place on a task:"),
    regions=REGIONS,
    followers=("task",),
    kind=Kind.DOING,
    together=TAKEN,
)
REFUSED = Verb("task.refused", _l("Somebody refused a place:"), regions=REGIONS)
LAPSED = Verb(
    "task.lapsed",
    _lapsed,
    facts={"was": str},  # offered or held
    regions=REGIONS,
    concerns=("claim",),
    kind=Kind.ANSWER,
)
ASKED = Verb(
    "task.asked",
    _l("Are you still on it? Please say so within 7 days:"),
    regions=REGIONS,
    concerns=("claim",),
    kind=Kind.ANSWER,
    answers=("still", "give_back"),
)
REMINDED = Verb(  # the day before, and of a shift in its morning
    "task.reminded",
    _reminded,
    facts={"today": bool | None},
    concerns=("claim",),
    kind=Kind.ANSWER,
    letter=Letter(
        lambda line, title: (
            _("You took this on, and it is today. Are you coming?")
            if line.facts.get("today")
            else _("You took this on, and it is soon. Are you coming?")
        ),
        by_feature="tasks",
    ),
)
KEPT = Verb("task.kept", _l("Somebody is still on it:"), regions=REGIONS)
CLEARANCE_SET = Verb(
    "clearance.set",
    _cleared,
    facts={"person": int, "cleared": bool},
    concerns=("one",),
    kind=Kind.DOING,
)

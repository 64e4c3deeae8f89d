"""What happened in a campaign, in words: each line that its thread and its feed have,
with its sentence."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from board.activity.models import Verb
from board.activity.sentences import Sentence
from board.db import AnyRow
from board.text import initial_lines


def _started(line: AnyRow) -> Sentence:
    posts = len(line.facts["issues"])
    said = ngettext(
        "The campaign began, from %(num)s post.",
        "The campaign began, from %(num)s posts.",
        posts,
    )
    return Sentence(said, "megaphone")


def _posts_set(line: AnyRow) -> Sentence:
    said = _(
        "Posts were added or taken out: %(added)s added, %(removed)s taken out.",
        added=len(line.facts["added"]),
        removed=len(line.facts["removed"]),
    )
    return Sentence(said, "list-checks")


def _partner(words: Callable[[str], str]) -> Callable[[AnyRow], Sentence]:
    return lambda line: Sentence(words(line.who), "users")


def _pledged(line: AnyRow) -> Sentence:
    return Sentence(
        _("%(who)s pledged: %(what)s", who=line.who, what=line.what), "hand-heart"
    )


def _pledge_edited(line: AnyRow) -> Sentence:
    return Sentence(
        _("The words of a pledge were changed: %(what)s", what=line.what), "pencil"
    )


def _pledge_settled(line: AnyRow) -> Sentence:
    state = line.facts["state"]
    said = _("What %(who)s pledged: %(what)s", who=line.who, what=line.what)
    return Sentence(said, badge=state, label=_("Not yet") if state == "open" else "")


def _promise(
    words: Callable[[str], str], icon: str = "", badge: str = ""
) -> Callable[[AnyRow], Sentence]:
    """Who did what with their word, and what they had promised."""
    return lambda line: Sentence(
        (f"{words(line.who)} {initial_lines(line.what)}"), icon, badge
    )


def _task_planned(line: AnyRow) -> Sentence:
    again = line.facts.get("repeats")
    said = (
        _("There is something to do, again and again:")
        if again
        else _("There is a new task:")
    )
    return Sentence(
        said, "list-checks", at=f"/tasks/{line.subject_id}", name=line.task_title
    )


def _task_completed(line: AnyRow) -> Sentence:
    return Sentence(
        icon="check",
        at=f"/tasks/{line.subject_id}",
        name=_("Somebody finished their part of a task."),
    )


# All that stands in a thread, which the board reads by these names.
SENTENCES: dict[Verb, Callable[[AnyRow], Sentence]] = {
    Verb.CAMPAIGN_STARTED: _started,
    Verb.CAMPAIGN_EDITED: lambda line: Sentence(
        _("The text of the campaign was changed."), "pencil"
    ),
    Verb.CAMPAIGN_ISSUES_SET: _posts_set,
    Verb.CAMPAIGN_STAGE_SET: lambda line: Sentence(badge=line.facts["stage"]),
    Verb.CAMPAIGN_UPDATED: lambda line: Sentence(line.title, "megaphone"),
    Verb.CAMPAIGN_ENDED: lambda line: Sentence(badge=line.facts["outcome"]),
    Verb.CAMPAIGN_OUTCOME_EDITED: lambda line: Sentence(
        _("What came of it was put in other words."), "pencil"
    ),
    Verb.PARTNER_JOINED: _partner(
        lambda who: _("%(who)s joined the coalition.", who=who)
    ),
    Verb.PARTNER_LEFT: _partner(lambda who: _("%(who)s left the coalition.", who=who)),
    Verb.PLEDGE_MADE: _pledged,
    Verb.PLEDGE_EDITED: _pledge_edited,
    Verb.PLEDGE_SETTLED: _pledge_settled,
    Verb.PROMISE_MADE: _promise(
        lambda who: _("%(who)s promised:", who=who), "handshake"
    ),
    Verb.PROMISE_EDITED: _promise(
        lambda who: _("The record of what %(who)s promised was changed:", who=who),
        "pencil",
    ),
    Verb.PROMISE_KEPT: _promise(
        lambda who: _("%(who)s kept a promise:", who=who), badge="kept"
    ),
    Verb.PROMISE_BROKEN: _promise(
        lambda who: _("%(who)s broke a promise:", who=who), badge="broken"
    ),
    Verb.PROMISE_REOPENED: _promise(
        lambda who: _("It is open again whether %(who)s keeps a promise:", who=who),
        "clock",
    ),
    Verb.PROMISE_OVERDUE: _promise(
        lambda who: _(
            "The day has passed on which %(who)s promised to do this:", who=who
        ),
        badge="overdue",
    ),
    Verb.TASK_PLANNED: _task_planned,
    Verb.TASK_COMPLETED: _task_completed,
}


def sentence(line: AnyRow) -> Sentence:
    """What a line of a campaign's thread says."""
    return SENTENCES[Verb(line.verb)](line)

"""What happened to a post, in words: each line that its thread and its feed have, with
its sentence."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from board.activity.models import Verb
from board.activity.sentences import Sentence, linked
from board.db import AnyRow
from board.drawing import day


def _note(icon: str, words: Callable[[], str]) -> Callable[[AnyRow], Sentence]:
    """A sentence that is the same whenever it happens."""
    return lambda line: Sentence(words(), icon)


def _reopened(line: AnyRow) -> Sentence:
    return Sentence(
        _("reopened: somebody who asked says it is not done"), badge=line.facts["state"]
    )


def _next(line: AnyRow) -> Sentence:
    return Sentence(_("Next: %(what)s", what=line.what or ""), "footprints")


def _raised(line: AnyRow) -> Sentence:
    said = _(
        "Nobody had taken this further for %(days)s days, so the organisers of "
        "%(area)s were told.",
        days=line.facts["days"],
        area=line.area_name,
    )
    return Sentence(said, "bell")


def _merged(line: AnyRow) -> Sentence:
    goes_on = line.verb == Verb.ISSUE_MERGED
    sentence = (
        _("%(this)s says the same as %(that)s.")
        if goes_on
        else _("%(this)s stands on its own again. It had gone on at %(that)s.")
    )
    this, that = line.subject_id, line.facts["into"]
    words = linked(
        sentence,
        this=(f"/issues/{this}", _("Post %(number)s", number=this)),
        that=(f"/issues/{that}", _("post %(number)s", number=that)),
    )
    more = line.facts.get("carried", 0)
    counted = ngettext(
        "%(num)s more person is counted there.",
        "%(num)s more people are counted there.",
        more,
    )
    return Sentence(words + " " + counted if more else words, "copy")


def _campaign_stands(line: AnyRow) -> Sentence:
    return Sentence(
        icon="megaphone", badge=line.facts.get("outcome") or line.facts["stage"]
    )


# All that stands in a thread, which the board reads by these names; "me too" is a
# number at its top instead.
SENTENCES: dict[Verb, Callable[[AnyRow], Sentence]] = {
    Verb.ISSUE_POSTED: _note("pencil", lambda: _("This was posted.")),
    Verb.ISSUE_EDITED: _note("pencil", lambda: _("The text was changed.")),
    Verb.ISSUE_PURGED: _note("pencil", lambda: _("Personal details were removed.")),
    Verb.ISSUE_COMMENTED: _note("message-circle", lambda: _("A comment")),
    Verb.ISSUE_STATE_SET: lambda line: Sentence(badge=line.facts["state"]),
    Verb.ISSUE_MERGED: _merged,
    Verb.ISSUE_UNMERGED: _merged,
    Verb.ISSUE_REOPENED: _reopened,
    Verb.ISSUE_NEXT_SET: _next,
    Verb.ISSUE_ASKED: _note(
        "circle-help",
        lambda: _("Everyone who asked for this was asked whether it is really done."),
    ),
    Verb.ISSUE_RAISED: _raised,
    Verb.CAMPAIGN_STARTED: _note(
        "megaphone", lambda: _("It became part of a campaign:")
    ),
    Verb.CAMPAIGN_ISSUES_SET: _note(
        "megaphone", lambda: _("It was added to a campaign:")
    ),
    Verb.CAMPAIGN_STAGE_SET: _campaign_stands,
    Verb.CAMPAIGN_UPDATED: _note(
        "megaphone", lambda: _("There is news from the campaign:")
    ),
    Verb.CAMPAIGN_ENDED: _campaign_stands,
}


def sentence(line: AnyRow, campaign: str = "", taken_out: bool = False) -> Sentence:
    """What a line says, with the title of the campaign it tells of; `taken_out` when
    that let go of the post."""
    said = SENTENCES[Verb(line.verb)](line)
    if not line.verb.startswith("campaign."):
        return said
    words = _("It was taken out of a campaign:") if taken_out else said.words
    return said._replace(
        words=words,
        at=f"/campaigns/{line.subject_id}",
        name=campaign or _("see the campaign"),
    )


def removed(line: AnyRow) -> str:
    """What stands where a text was taken away."""
    if line.removed_for:
        return str(_("Removed by an organiser: %(reason)s", reason=line.removed_for))
    return str(_("Removed by its author."))


def by_when(line: AnyRow) -> str:
    """Who does what comes next, and by which day."""
    return str(_("%(who)s, by %(day)s", who=line.who, day=day(line.by)))


def text(line: AnyRow) -> str:
    """What was said with a line, as a feed tells it: nothing that was removed."""
    if line.removed_at:
        return removed(line)
    said = (line.body, line.evidence, by_when(line) if line.what else "")
    return "\n\n".join(part for part in said if part)

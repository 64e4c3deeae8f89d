"""What can happen when people moderate. The lines hold numbers alone; a case says the
rest to those who may read it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow

# whatever shows the thing, on whichever page it is
SHOWN = (
    "issue",
    "issue-thread",
    "issue-next",
    "issue-turn",
    "campaign",
    "campaign-cover",
    "campaign-people",
    "campaign-news",
    "campaign-thread",
    "campaign-questions",
    "area-cover",
    "task",
    "task-thread",
    "task-questions",
    "event",
    "event-questions",
)
THING: dict[str, Any] = {"what": str, "thing": int}
DECIDED: dict[str, Any] = THING | {"person": int | None, "rule": int}
OUTCOMES = {
    "nothing": _l("An organiser looked and found no rule broken:"),
    "acted": _l("An organiser looked and did something about it:"),
}
ANSWERS = {
    "upheld": _l("A second person looked at your appeal. The decision stands:"),
    "changed": _l("A second person looked at your appeal and changed the decision:"),
    "undone": _l("A second person looked at your appeal and undid the decision:"),
}


def _told(line: AnyRow) -> Sentence:
    return Sentence(str(OUTCOMES[line.facts["outcome"]]))


def _answered(line: AnyRow) -> Sentence:
    return Sentence(str(ANSWERS[line.facts["outcome"]]))


def _decided(name: str, sentence: Any, *, changes_rights: bool = False) -> Verb:
    """Something that was decided; its author hears."""
    return Verb(
        name,
        sentence,
        facts=DECIDED,
        regions=SHOWN,
        concerns_if={"person": "one"},
        changes_rights=changes_rights,
    )


FLAGGED = Verb(
    "moderation.flagged",
    _l("Something was flagged and waits for an organiser:"),
    facts=THING | {"new": bool},
    concerns=("organiser",),
    kind=Kind.ORGANISING,
    is_news=lambda line: bool(line.facts["new"]),
)
OPENED = Verb("moderation.opened", _l("Somebody looks at a case:"))
CLEARED = Verb("moderation.cleared", _l("No rule was broken:"), facts=THING)
HIDDEN = _decided("moderation.hidden", _l("Something you wrote was hidden:"))
RESTORED = _decided("moderation.restored", _l("Something you wrote is shown again:"))
ACCEPTED = _decided("moderation.accepted", _l("Something you wrote is published:"))
EDITED = _decided("moderation.edited", _l("Something you wrote was changed:"))
REDACTED = _decided("moderation.redacted", _l("Part of your picture was covered:"))
CLOSED = _decided("moderation.closed", _l("Nothing more is said where you wrote:"))
REOPENED = _decided("moderation.reopened", _l("People may say something again:"))
WARNED = _decided("moderation.warned", _l("An organiser asks you to keep a rule:"))
UNWARNED = _decided("moderation.unwarned", _l("A warning to you was withdrawn:"))
LIMITED = _decided(
    "moderation.limited", _l("An organiser looks first at what you write:")
)
UNLIMITED = _decided(
    "moderation.unlimited", _l("What you write is shown at once again:")
)
BANNED = _decided("moderation.banned", _l("You are kept out:"), changes_rights=True)
UNBANNED = _decided(
    "moderation.unbanned", _l("You are no longer kept out:"), changes_rights=True
)
APPEALED = Verb(
    "moderation.appealed",
    _l("Somebody appeals, and a second person is asked to look:"),
    facts=THING,
    concerns=("organiser",),
    kind=Kind.ORGANISING,
)
ANSWERED = Verb(
    "moderation.answered",
    _answered,
    facts=DECIDED | {"outcome": str},
    regions=SHOWN,
    concerns_if={"person": "one"},
)
TOLD = Verb(  # who flagged it
    "moderation.told",
    _told,
    facts={"person": int, "outcome": str},
    concerns=("one",),
)
LOOKS_FIRST_SET = Verb(
    "moderation.looks_first_set",
    _l("What happens to first posts here has changed:"),
    facts={"on": bool},
)
# by what a moderator decides
BY_DECISION = {
    "nothing": CLEARED,
    "hide": HIDDEN,
    "restore": RESTORED,
    "accept": ACCEPTED,
    "edit": EDITED,
    "unedit": EDITED,
    "redact": REDACTED,
    "close": CLOSED,
    "reopen": REOPENED,
    "warn": WARNED,
    "unwarn": UNWARNED,
    "limit": LIMITED,
    "unlimit": UNLIMITED,
    "ban": BANNED,
    "unban": UNBANNED,
}
# what takes back what
UNDO = {
    "hide": "restore",
    "restore": "hide",
    "edit": "unedit",
    "close": "reopen",
    "warn": "unwarn",
    "limit": "unlimit",
    "ban": "unban",
}

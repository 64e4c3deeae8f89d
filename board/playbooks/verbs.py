"""What can happen to playbooks."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.playbooks.models import Suggestion


def _used(line: AnyRow) -> Sentence:
    at = f"/campaigns/{line.facts['campaign']}"
    return Sentence(
        _("A campaign was laid out by a playbook you look after:"),
        at=at,
        name=_("See the campaign"),
    )


def _edited(line: AnyRow) -> Sentence:
    before = line.facts["version"] - 1
    at = f"/playbooks/{line.subject_id}?since={before}#changed"
    return Sentence(
        _("A playbook you used has a new version:"),
        at=at,
        name=_("See what changed"),
    )


def _suggested(line: AnyRow) -> Sentence:
    at = f"/playbooks/{line.subject_id}/suggestions/{line.facts['suggestion']}"
    words = _("Somebody says what they changed about a playbook, and why:")
    return Sentence(words, at=at, name=_("Read it and answer"))


def _answered(line: AnyRow) -> Sentence:
    at = f"/playbooks/{line.subject_id}/suggestions/{line.facts['suggestion']}"
    if line.facts["taken"]:
        words = _("What you changed now stands in the playbook:")
    else:
        words = _("What you changed about a playbook was answered:")
    return Sentence(words, at=at, name=_("Read the answer"))


PUBLISHED = Verb(
    "playbook.published",
    _l("There is a new playbook for others to use:"),
    facts={"copied": bool},  # out of another
    regions=("area",),
    followers=("area",),
    concerns_if={"copied": "playbook keepers"},
    kind=Kind.AROUND,
)
EDITED = Verb(
    "playbook.edited",
    _edited,
    facts={"version": int},  # the new one
    concerns=("playbook users",),
)
ILLUSTRATED = Verb(
    "playbook.illustrated", _l("The pictures of a playbook have changed:")
)
USED = Verb(
    "playbook.used",
    _used,
    facts={"campaign": int, "use": int},
    concerns=("playbook keepers",),
    kind=Kind.ORGANISING,
)
ASKABLE_SET = Verb(
    "playbook.askable_set",
    _l("Somebody who used a playbook says whether they may be asked:"),
    facts={"use": int, "askable": bool},
)
SUGGESTED = Verb(
    "playbook.suggested",
    _suggested,
    part=Suggestion,
    needs_part=True,
    facts={"suggestion": int},
    concerns=("playbook keepers",),
    kind=Kind.ANSWER,
    text=Suggestion.why,
)
ANSWERED = Verb(
    "playbook.answered",
    _answered,
    part=Suggestion,
    needs_part=True,
    facts={"suggestion": int, "taken": bool},
    concerns=("suggester",),
    text=Suggestion.answer,
)

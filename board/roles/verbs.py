"""What can happen to roles."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence, Together
from board.activity.verbs import Kind, Verb
from board.db import AnyRow


def _held(line: AnyRow) -> Sentence:
    if line.facts["deputy"]:
        return Sentence(_("Somebody is the deputy of a role now:"))
    return Sentence(_("Somebody holds a role now:"))


def _left(line: AnyRow) -> Sentence:
    if line.facts["deputy"]:
        return Sentence(_("A deputy has stepped back, so this role has none:"))
    return Sentence(_("Somebody has stepped back, so nobody holds this role:"))


def _taken(line: AnyRow) -> Sentence:
    if line.facts["deputy"]:
        return Sentence(_("An organiser ended your time as deputy:"))
    return Sentence(_("An organiser ended your time in this role:"))


PLANNED = Verb(
    "role.planned",
    _l("A role is free, and somebody could hold it:"),
    followers=("campaign", "area"),
    kind=Kind.TO_JOIN,
    together=Together(_l("%(num)s roles are free in"), by_area=True),
)
EDITED = Verb("role.edited", _l("What a role is has changed:"))
HELD = Verb("role.held", _held, facts={"deputy": bool})
STEPPED_BACK = Verb(
    "role.stepped_back",
    _left,
    facts={"deputy": bool},
    concerns=("in the role", "organiser"),
    kind=Kind.ORGANISING,
)
FREED = Verb(  # by an organiser
    "role.freed",
    _taken,
    facts={"person": int, "deputy": bool},
    concerns=("one",),
    kind=Kind.ANSWER,
)
HANDED_ON = Verb("role.handed_on", _l("A hand-over page has new words:"))
TERM_ENDS = Verb(  # a month before its last day
    "role.term_ends",
    _l("A term ends soon. Say who goes on, and bring the hand-over page up to date:"),
    concerns=("in the role", "organiser"),
    kind=Kind.ANSWER,
)
ENDED = Verb(
    "role.ended",
    _l("A role you had is no longer needed. Thank you for it:"),
    concerns=("in the role",),
)

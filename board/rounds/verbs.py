"""What can happen to listening rounds and to what people answered."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence, Together
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.rounds.models import Answer, Round


def _answered(line: AnyRow) -> Sentence:
    at = f"/rounds/{line.subject_id}/themes"
    words = _("Somebody answered in a listening round:")
    return Sentence(words, at=at, name=_("Read what people say"))


def _read(line: AnyRow) -> Sentence:
    at = f"/rounds/{line.subject_id}#mine"
    words = _("An organiser has read your answer:")
    return Sentence(words, at=at, name=_("See your answer"))


def _gathered(line: AnyRow) -> Sentence:
    at = f"/rounds/{line.subject_id}/themes/{line.facts['theme']}"
    words = _("Your answer is now part of a theme:")
    return Sentence(words, at=at, name=_("See the theme"))


def _taken_up(line: AnyRow) -> Sentence:
    at = f"/campaigns/{line.facts['campaign']}"
    words = _("What you and others said became part of a campaign:")
    return Sentence(words, at=at, name=_("See the campaign"))


PLANNED = Verb("round.planned", _l("A listening round is planned:"))
EDITED = Verb(
    "round.edited",
    _l("The words of a listening round have changed:"),
    regions=("round",),
)
OPENED = Verb(
    "round.opened",
    _l("People are listening, and you can say your part:"),
    followers=("area",),
    kind=Kind.TO_JOIN,
    regions=("round",),
)
CLOSED = Verb(
    "round.closed",
    _l("A listening round you took part in is closed. You hear what comes of it:"),
    followers=("round",),
    regions=("round",),
)
TOLD = Verb(
    "round.told",
    _l("This is what came of a listening round:"),
    followers=("round",),
    text=Round.outcome,
    regions=("round",),
)
ANSWERED = Verb(
    "answer.given",
    _answered,
    part=Answer,
    needs_part=True,
    facts={"themselves": bool},
    concerns=("organiser",),
    # an organiser who writes answers down knows of them
    is_news=lambda line: bool(line.facts["themselves"]),
    kind=Kind.ORGANISING,
    together=Together(_l("%(num)s answers came to the listening round")),
)
CHANGED = Verb(
    "answer.changed",
    _l("Somebody changed who may read their answer:"),
    part=Answer,
    facts={"shared": bool},
)
TAKEN_BACK = Verb("answer.taken_back", _l("Somebody took their answer back:"))
READ = Verb("answer.read", _read, facts={"answers": list}, concerns=("giver",))
GATHERED = Verb(
    "theme.gathered",
    _gathered,
    facts={"theme": int, "answers": list},
    concerns=("giver",),
    regions=("round-answers",),
)
LET_GO = Verb(
    "theme.let_go",
    _l("Answers were taken out of a theme:"),
    facts={"theme": int, "answers": list},
    regions=("round-answers",),
)
TAKEN_UP = Verb(
    "theme.taken_up",
    _taken_up,
    facts={"theme": int, "campaign": int},
    concerns=("giver of theme",),
    regions=("round-answers",),
)

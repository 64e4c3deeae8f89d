"""What can happen to questions."""

from flask_babel import gettext as _

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.questions.models import KINDS, Question

REGIONS = tuple(f"{kind}-questions" for kind in KINDS)


def _asked(line: AnyRow) -> Sentence:
    at = f"/questions/{line.facts['question']}/answer"
    return Sentence(_("Somebody asks a question:"), at=at, name=_("Answer it"))


def _answered(line: AnyRow) -> Sentence:
    at = f"/questions/{line.facts['question']}"
    return Sentence(_("Your question is answered:"), at=at, name=_("Read it"))


ASKED = Verb(
    "question.asked",
    _asked,
    part=Question,
    needs_part=True,
    facts={"question": int},
    regions=REGIONS,
    concerns=("organiser",),
    kind=Kind.ANSWER,
    text=Question.body,
)
ANSWERED = Verb(
    "question.answered",
    _answered,
    part=Question,
    needs_part=True,
    facts={"question": int},
    regions=REGIONS,
    concerns=("asker",),
    text=Question.answer,
)

"""What can happen to introductions. The log, which operators read, names nobody."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.introductions.models import Introduction


def _says(words: LazyString) -> Callable[[AnyRow], Sentence]:
    def sentence(line: AnyRow) -> Sentence:
        at = f"/introductions/{line.part_id}"
        return Sentence(str(words), at=at, name=_("See what it is about"))

    return sentence


OF_ONE: dict[str, Any] = {
    "part": Introduction,
    "shows_part": False,
    "needs_part": True,
    "kind": Kind.ANSWER,
}
ASKED = Verb(
    "introduction.asked",
    _says(_l("Somebody asks whether you could put them in touch with somebody:")),
    concerns=("in_middle",),
    **OF_ONE,
)
PASSED = Verb(
    "introduction.passed",
    _says(_l("Somebody would like to be put in touch with you:")),
    concerns=("introduced",),
    **OF_ONE,
)
AGREED = Verb(
    "introduction.agreed",
    _says(_l("The other side said yes to your introduction:")),
    facts={"asker": bool, "other": bool},  # which of the two said it
    concerns_if={"asker": "introduced", "other": "who_asked"},
    **OF_ONE,
)
DECLINED = Verb(
    "introduction.declined",
    _says(_l("An introduction did not come about:")),
    concerns=("who_asked",),
    **OF_ONE,
)

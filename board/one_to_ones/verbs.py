"""What can happen to one-to-ones. The log, which operators read, holds nobody's name
or number of them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.one_to_ones.models import OneToOne


def _written(line: AnyRow) -> Sentence:
    words = _("Somebody wrote down a one-to-one with you. Read it and answer:")
    return Sentence(words, at=f"/one-to-ones/{line.part_id}", name=_("Read it"))


def _answered(line: AnyRow) -> Sentence:
    words = _("Your one-to-one is answered:")
    return Sentence(words, at=f"/one-to-ones/{line.part_id}", name=_("Read it"))


WRITTEN = Verb(
    "one_to_one.written",
    _written,
    part=OneToOne,
    shows_part=False,
    needs_part=True,
    facts={"mailed": bool},  # a mail of its own went to an address
    is_news=lambda line: not line.facts["mailed"],
    concerns=("talked_with",),
    kind=Kind.ANSWER,
)
ANSWERED = Verb(
    "one_to_one.answered",
    _answered,
    part=OneToOne,
    shows_part=False,
    needs_part=True,
    concerns=("talk_writer",),
)
PLEDGED = Verb("one_to_one.pledged", _l("Somebody said how many talks they hold:"))
HELD = Verb("one_to_one.held", _l("A one-to-one was held for a campaign:"))

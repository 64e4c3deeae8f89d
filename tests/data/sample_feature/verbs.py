"""What can happen to stalls."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Verb
from board.db import AnyRow

REGIONS = ("stall", "campaign", "campaign-thread")


def _planned(line: AnyRow, campaign: int) -> Sentence:
    at, tables = f"/stalls/{line.subject_id}", line.facts["tables"]
    words = _("There will be a stall with %(tables)s tables:", tables=tables)
    return Sentence(words, "map-pin", at=at, name=_("see the stall"))


PLANNED = Verb(
    "stall.planned",
    _l("You can come to a stall:"),
    facts={"tables": int},
    regions=REGIONS,
    followers=("campaign",),
    threads={"campaign": _planned},
)
PACKED = Verb("stall.packed", _l("A stall is packed up:"), regions=REGIONS)

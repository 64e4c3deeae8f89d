"""What can happen to areas."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence, Together
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.policy import Audience

ADDED = Verb("area.added", _l("An area was added:"))
EDITED = Verb("area.edited", _l("An area has another name or other words:"))
DRAWN = Verb("area.drawn", _l("The boundary of an area was drawn:"))
COVER_SET = Verb(
    "area.cover_set",
    _l("The picture of an area has changed:"),
    regions=("area-cover",),
)
JOINED = Verb("area.joined", _l("Somebody joined an area:"), changes_rights=True)


def _asked(line: AnyRow) -> Sentence:
    who = line.actor_name or _("Somebody")
    words = _("%(name)s asks to be let in as a member:", name=who)
    return Sentence(words, at=f"/areas/{line.area_slug}/desk", name=_("Answer"))


JOIN_ASKED = Verb(
    "area.join_asked",
    _asked,
    concerns=("organiser",),
    kind=Kind.ANSWER,
    together=Together(_l("%(who)s asked to be let in to"), names=Audience.PUBLIC),
)
JOIN_TAKEN_BACK = Verb(
    "area.join_taken_back", _l("Somebody no longer asks to be let in:")
)
JOIN_PUT_OFF = Verb(
    "area.join_put_off",
    _l(
        "The organisers have not let you in as a member for now. You can go on posting "
        "and coming to events:"
    ),
    facts={"person": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
ADMITTED = Verb(
    "area.admitted",
    _l("You were let in and are a member now:"),
    facts={"person": int},
    concerns=("one",),
    kind=Kind.ANSWER,
    changes_rights=True,
)
JOINING_SET = Verb(
    "area.joining_set", _l("How people become members of an area has changed:")
)
LEFT = Verb("area.left", _l("Somebody left an area:"), changes_rights=True)

"""What can happen to areas."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

ADDED = Verb("area.added", _l("An area was added:"))
DRAWN = Verb("area.drawn", _l("The boundary of an area was drawn:"))
COVER_SET = Verb(
    "area.cover_set",
    _l("The picture of an area has changed:"),
    regions=("area-cover",),
)
JOINED = Verb("area.joined", _l("Somebody joined an area:"), changes_rights=True)
ADMITTED = Verb(
    "area.admitted",
    _l("You were let in and are a member now:"),
    facts={"person": int},
    concerns=("one",),
    changes_rights=True,
)
JOINING_SET = Verb(
    "area.joining_set", _l("How people become members of an area has changed:")
)
LEFT = Verb("area.left", _l("Somebody left an area:"), changes_rights=True)

"""What can happen to an organiser who is lent to a campaign."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Kind, Verb

ASKED = Verb(
    "loan.asked",
    _l("A campaign elsewhere asks you to help organise it. Say yes or no there:"),
    facts={"person": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
BEGUN = Verb(
    "loan.begun",
    _l("An organiser from another area helps with this campaign:"),
    concerns=("organiser",),
    kind=Kind.ORGANISING,
)
DECLINED = Verb(
    "loan.declined",
    _l("The organiser from another area can’t help with this campaign:"),
    concerns=("organiser",),
    kind=Kind.ORGANISING,
)
ENDS_SOON = Verb(  # a week before
    "loan.ends_soon",
    _l("Help from another area with this campaign ends in a week:"),
    facts={"person": int},
    concerns=("one", "organiser"),
    kind=Kind.ANSWER,
)
ENDED = Verb(
    "loan.ended",
    _l("Help from another area with this campaign has ended:"),
    facts={"person": int},
    concerns=("one", "organiser"),
    kind=Kind.ANSWER,
)

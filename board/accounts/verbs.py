"""What can happen to accounts."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

FACTOR_RESET = Verb(
    "person.factor_reset",
    _l(
        "An operator took your second step away: you sign in without a code or a "
        "passkey until you set one up again."
    ),
    facts={"person": int},
    concerns=("one",),
)
REGISTERED = Verb("person.registered", _l("Somebody made an account."))
ROLE_GIVEN = Verb(
    "role.given",
    _l("You have a new part to play here:"),
    facts={"person": int, "role": str},
    concerns=("one",),
    changes_rights=True,
)
ROLE_TAKEN = Verb(
    "role.taken",
    _l("You no longer have the part you had here:"),
    facts={"person": int, "role": str},
    concerns=("one",),
    changes_rights=True,
)
NETWORK_TRUSTED = Verb(
    "network.trusted",
    _l("Somebody vouched for the network they were on."),
    facts={"hours": int},
)
NETWORK_DISTRUSTED = Verb(
    "network.distrusted", _l("A network has no more room than others again.")
)

"""What can happen between this board and councils."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Kind, Verb
from board.councils import sentences

REGIONS = ("issue-council", "issue-thread")
COUNCIL = {"council": int}

ADDED = Verb(
    "council.added", _l("An operator named a council for an area:"), facts=COUNCIL
)
CHANGED = Verb(
    "council.changed", _l("How a council is asked has changed:"), facts=COUNCIL
)
REMOVED = Verb(
    "council.removed",
    _l("An operator took a council away from an area:"),
    facts=COUNCIL,
)
MAPPED = Verb(
    "council.mapped",
    _l("An organiser changed which posts a council can have:"),
    facts=COUNCIL | {"category": str},
)
AGREED = Verb(
    "council.agreed",
    _l("Whoever posted it decided whether a council gets it:"),
    facts=COUNCIL | {"agrees": bool},
    regions=REGIONS,
    threads={"issue": sentences.agreed},
)
SENT = Verb(
    "council.sent",
    _l("The council has it now:"),
    facts=COUNCIL,
    regions=REGIONS,
    followers=("issue",),
    threads={"issue": sentences.note("check", _l("The council has this now."))},
)
REFUSED = Verb(
    "council.refused",
    _l("The council did not take it:"),
    facts=COUNCIL,
    regions=REGIONS,
    concerns=("author", "organiser"),
    threads={
        "issue": sentences.note(
            "triangle-alert", _l("This could not be sent to the council.")
        )
    },
)
UNSURE = Verb(
    "council.unsure",
    _l("We don’t know whether the council has it. Can you find out?"),
    facts=COUNCIL,
    regions=REGIONS,
    concerns=("organiser",),
    kind=Kind.ORGANISING,
    threads={
        "issue": sentences.note(
            "circle-help",
            _l("It is not known whether the council has this. An organiser finds out."),
        )
    },
)
SETTLED = Verb(
    "council.settled",
    _l("An organiser said whether the council has it:"),
    facts=COUNCIL | {"how": str},
    regions=REGIONS,
    threads={"issue": sentences.settled},
)
SAID = Verb(
    "council.said",
    sentences.heard,
    facts=COUNCIL | {"state": str},
    regions=REGIONS,
    followers=("issue",),
    threads={"issue": sentences.said},
)
READ = Verb(  # what it published has changed
    "council.read", _l("What a council published was read:"), facts=COUNCIL
)
REPORT_HIDDEN = Verb(
    "council.report_hidden",
    _l("An organiser no longer shows something a council published:"),
    facts={"report": int},
)

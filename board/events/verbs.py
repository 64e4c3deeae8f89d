"""What can happen to events."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence, Together
from board.activity.verbs import Kind, Letter, Verb
from board.campaigns.verbs import REGIONS as CAMPAIGN
from board.db import AnyRow
from board.policy import Audience

REGIONS = ("event", *CAMPAIGN)


def _edited(line: AnyRow) -> Sentence:
    if line.facts["moved"]:
        return Sentence(_("The time, place or words have changed:"))
    return Sentence(_("The words of an event have changed:"))


def _asked(line: AnyRow) -> Sentence:
    who = line.actor_name or _("Somebody")
    return Sentence(_("%(name)s asks to come to somebody’s home:", name=who))


def _welcomed(line: AnyRow) -> Sentence:
    if line.facts["waiting"]:
        return Sentence(_("You are welcome, and wait for a place to come free:"))
    return Sentence(_("You are welcome. Its page tells where exactly it is:"))


PLANNED = Verb(
    "event.planned",
    _l("Something is on, and you can come:"),
    regions=(*REGIONS, "events", "area"),
    followers=("campaign", "area"),
    kind=Kind.TO_JOIN,
    together=Together(_l("%(num)s events are on in"), by_area=True),
)
EDITED = Verb(
    "event.edited",
    _edited,
    facts={"moved": bool},  # whether its time or place is another
    regions=REGIONS,
    concerns=("on the list",),
    kind=Kind.ANSWER,
    letter=Letter(
        lambda line, title: _(
            "The time or the place has changed. This is how it is now:"
        ),
        by_feature="events",
        # that only words changed can wait
        when=lambda line: bool(line.facts["moved"]),
    ),
)
CANCELLED = Verb(
    "event.cancelled",
    lambda line: Sentence(_("It was called off:"), badge="cancelled"),
    regions=REGIONS,
    concerns=("on the list",),
    kind=Kind.ANSWER,
    letter=Letter(lambda line, title: _("It was called off:"), by_feature="events"),
)
ATTENDED = Verb(
    "event.attended",
    _l("Somebody is coming:"),
    facts={"waiting": bool},  # whether on the waiting list
    regions=REGIONS,
)
ASKED = Verb(
    "event.asked",
    _asked,
    concerns=("organiser", "host"),
    kind=Kind.ANSWER,
    together=Together(
        _l("%(who)s asked to come to the house meeting"), names=Audience.PUBLIC
    ),
)
WELCOMED = Verb(
    "event.welcomed",
    _welcomed,
    facts={"waiting": bool},  # for a place, while all are taken
    regions=REGIONS,
    concerns=("given a place",),
    kind=Kind.ANSWER,
    letter=Letter(
        lambda line, title: _(
            "You are welcome. The page of the event tells where exactly it is, as soon "
            "as you have a place:"
        ),
        by_feature="events",
    ),
)
DECLINED = Verb(
    "event.declined",
    _l("There is no room for you this time, sorry. Other events are open to you:"),
    regions=REGIONS,
    concerns=("given a place",),
    kind=Kind.ANSWER,
)
HOST_SET = Verb(
    "event.host_set",
    _l("You are the host, and can say who comes:"),
    facts={"person": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
WITHDRAWN = Verb("event.withdrawn", _l("Somebody can’t come:"), regions=REGIONS)
PLACE_GIVEN = Verb(  # to the first on the waiting list
    "event.place_given",
    _l("A place is yours now:"),
    regions=REGIONS,
    concerns=("given a place",),
    kind=Kind.ANSWER,
    letter=Letter(
        lambda line, title: _(
            "A place is yours now. You were first on the waiting list, and somebody "
            "can’t come after all."
        ),
        by_feature="events",
    ),
)
REMINDED = Verb(
    "event.reminded",
    _l("You said you are coming, and it is soon:"),
    regions=("event",),
    concerns=("going",),
    kind=Kind.ANSWER,
    letter=Letter(
        lambda line, title: _("You said you are coming, and it is soon:"),
        by_feature="events",
    ),
)
COUNTED = Verb(
    "event.counted",
    _l("It was counted who came:"),
    facts={"came": int},
    regions=("event",),
)

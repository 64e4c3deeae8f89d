"""Other programs whose tables we know: which column is what there, and what their words
mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from board.imports.outliers import Place

Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Source:
    """Where rows come from: what their ids belong to, which columns hold each field,
    and how they are written."""

    kind: str
    columns: Columns
    timezone: str
    area: str = ""  # for rows that name none
    # latitude and longitude that stand for "not known"
    nowhere: tuple[str, str] = ("", "")
    # what is left out of a reason
    preamble: re.Pattern[str] = field(default=re.compile(r"(?!)"))
    # in which order day, month and year stand, where they could be meant either way
    dates: str = ""
    # by field, what a value stands for
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    middle: Place | None = None  # where most of its rows are
    # what to do with places far from that: keep them or drop them; else the row is left
    # out
    far: str = ""
    quoted: bool = False  # texts that would be formulas have a quote before them


BOSTON = Source(
    kind="boston-311",
    columns={
        "source_id": ("case_enquiry_id",),
        "title": ("case_title",),
        "body": ("type", "reason", "subject", "source"),
        "category": ("type", "reason"),  # the finer word first
        "place": ("location",),
        "area": ("neighborhood",),
        "latitude": ("latitude",),
        "longitude": ("longitude",),
        "opened": ("open_dt",),
        "closed": ("closed_dt",),
        "state": ("case_status",),
        "reason": ("closure_reason",),
    },
    timezone="America/New_York",
    area="Boston",
    # City Hall, where they put whatever has no address they could find
    nowhere=("42.3594", "-71.0587"),
    dates="mdy",
    preamble=re.compile(r"^Case Closed\.?( Closed date : \S+ \S+)?[\s:]*"),
)

# What its own pages call a state; our word, and what is said to those who asked.
_ENDED = {
    "fixed": ("fixed", "It was marked as fixed."),
    "fixed - user": ("fixed", "Somebody who saw it said that it was fixed."),
    "fixed - council": ("fixed", "The council said that it was fixed."),
    "closed": ("not-done", "The council closed it, and did not say that it was fixed."),
    "unable to fix": ("not-done", "The council said that it could not fix it."),
    "not responsible": ("not-done", "The council said that it was not theirs to fix."),
    "internal referral": ("not-done", "The council passed it on to others."),
    "duplicate": ("not-done", "The council knew of it from somebody else."),
}
_GOES_ON = ("confirmed", "investigating", "in progress", "planned", "action scheduled")
# Its dashboard's table. Left out: who reported it, what they typed to find the place
# (often their own postcode), and what only its offices use.
FIXMYSTREET = Source(
    kind="fixmystreet",
    columns={
        "source_id": ("report_id",),
        "title": ("title",),
        "body": ("detail",),
        "category": ("subcategory", "category"),
        "latitude": ("latitude",),
        "longitude": ("longitude",),
        "opened": ("confirmed", "created"),
        "closed": ("fixed", "closed"),
        "state": ("status",),
        "reason": ("status",),
    },
    timezone="Europe/London",
    meanings={
        "state": {
            **dict.fromkeys(_GOES_ON, "open"),
            **{word: state for word, (state, _) in _ENDED.items()},
        },
        "reason": {word: reason for word, (_, reason) in _ENDED.items()},
    },
)

OURS: dict[str, tuple[str, ...]] = {  # a table this board writes (/issues.csv)
    "source_id": ("address",),
    "title": ("title",),
    "body": ("text",),
    "kind": ("kind",),
    "category": ("category",),
    "place": ("place",),
    "area": ("area",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "state": ("state",),
    "opened": ("posted_at",),
    "closed": ("active_at",),
}

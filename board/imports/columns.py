"""Which columns of somebody else's file hold what, and their words in ours.

A new source is a few lines here.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from board import text
from board.categories.models import CATEGORIES
from board.imports.outliers import Place
from board.issues.models import Kind, State

TEXTS = ("title", "body", "kind", "category", "place", "area", "state", "reason")
FIELDS = ("source_id", *TEXTS, "latitude", "longitude", "position", "opened", "closed")
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

OURS = {  # a table this board writes (/issues.csv)
    **{
        name: (name,)
        for name in (
            "title",
            "kind",
            "category",
            "place",
            "area",
            "latitude",
            "longitude",
            "state",
        )
    },
    "source_id": ("address",),
    "body": ("text",),
    "opened": ("posted_at",),
    "closed": ("active_at",),
}
# Names under which our fields are found by themselves; the first that is there.
# Beside a status, a state is one of the United States.
ALSO: dict[str, tuple[str, ...]] = {
    "state": ("status", "state"),
    "source_id": ("source_id", "id"),
    "position": (),  # called so, it may be anything
}


def source_of(header: Iterable[str], name: str, timezone: str) -> Source:
    """The source a header belongs to: Boston's, or a file whose columns are called as
    our fields are."""
    called = {
        text.slug(column).replace("-", "_"): column for column in header if column
    }
    if {"case_enquiry_id", "case_title", "open_dt"} <= called.keys():
        return replace(BOSTON, columns=_those_there(BOSTON.columns, called))
    if {"address", "posted_at", "active_at", "text"} <= called.keys():
        return Source(
            text.slug(name), _those_there(OURS, called), timezone, quoted=True
        )
    columns = {
        name: [c for c in ALSO.get(name, (name,)) if c in called][:1] for name in FIELDS
    }
    return Source(text.slug(name), _those_there(columns, called), timezone)


def _those_there(
    columns: Mapping[str, Iterable[str]], called: Mapping[str, str]
) -> Columns:
    there = {
        name: tuple(called[c] for c in wanted if called.get(c))
        for name, wanted in columns.items()
    }
    return {name: found for name, found in there.items() if found}


def mapped(source: Source, maps: Iterable[str], header: Collection[str]) -> Source:
    """The source with some columns held for other fields: `Street=place`.

    Raises ValueError for unknown ones.
    """
    changed: dict[str, tuple[str, ...]] = {}
    for pair in maps:
        column, _, wanted = pair.rpartition("=")
        if column not in header:
            raise ValueError(
                f"There is no column {column!r}. The columns are: {', '.join(header)}."
            )
        if wanted not in FIELDS:
            raise ValueError(f"{wanted!r} is none of the fields: {', '.join(FIELDS)}.")
        changed[wanted] = (*changed.get(wanted, ()), column)
    return replace(source, columns={**source.columns, **changed})


def meant(source: Source, pairs: Iterable[str]) -> Source:
    """The source with values that stand for others: `state:Assigned=open`.

    Raises ValueError for what we don't know.
    """
    meanings = {name: dict(values) for name, values in source.meanings.items()}
    for pair in pairs:
        name, _, rest = pair.partition(":")
        value, equals, ours = rest.rpartition("=")
        known = KNOWN.get(name)
        if name not in FIELDS or not equals:
            raise ValueError(
                f"{pair!r} should be FIELD:VALUE=OURS; fields are {', '.join(FIELDS)}."
            )
        if known is not None and text.slug(ours) not in known:
            raise ValueError(f"{ours!r} is none of {', '.join(known)}.")
        meanings.setdefault(name, {})[value.strip().casefold()] = ours.strip()
    return replace(source, meanings=meanings)


# The first line of which a word stands in what a source calls the thing.
WORDS: dict[str, str] = {
    "lighting": r"street ?lights?|lighting|lamps?",
    "animals": r"animals?|dogs?|rodents?|rats?|mosquitoes|dead bird",
    "noise": r"noise|loud|working beyond hours",
    "safety": r"unsafe|dangerous|needles?|fire|police|knock ?downs?"
    r"|downed wire|violence",
    "housing": r"housing|building|tenants?|damp|mould|heat|plumbing"
    r"|electrical|living conditions|infestation|bed bugs"
    r"|mice|contractors?|occupancy|overcrowding|homeowner"
    r"|utilities residential|property|rental|egress|permit|lead",
    "green-space": r"trees?|parks?|ground maintenance|planting"
    r"|playgrounds?|grass|green",
    "rubbish": r"trash|rubbish|garbage|litter|dump(ing|ster)?|recycling"
    r"|sanitation|street cleaning|bulk item|graffiti"
    r"|fly.?tipping|bins?|waste|ce collection",
    "traffic": r"traffic|parking|signals?|abandoned vehicles?|bicycles?"
    r"|bus(es)?|mbta|bikes?|speeding"
    r"|space savers|tow(ing)?",
    "streets": r"potholes?|sidewalks?|pavements?|roadway|roads?|highway"
    r"|streets?|kerbs?|curbs?|signs?|crosswalks?|snow"
    r"|plowing|catchbasin|hydrant|watermain|utility casting|news boxes",
    "health": r"health|food|unsanitary|asthma|breathe",
    "learning": r"schools?|librar(y|ies)|homework",
    "young-people": r"youth|young people|teenagers?",
    "money": r"debts?|benefits?|bills?",
    "community": r"volunteer(s|ing)?|events?|celebrations?",
}
_WORDS = {
    slug: re.compile(rf"\b({words})\b", re.IGNORECASE) for slug, words in WORDS.items()
}


def category_of(names: Iterable[str]) -> str:
    """Our shelf for what a source calls the thing; the first of its words we know
    decides."""
    for words in names:
        if text.slug(words) in CATEGORIES:
            return text.slug(words)
        for slug, known in _WORDS.items():
            if known.search(words):
                return slug
    return "other"


STATES = {
    **dict.fromkeys(
        ("open", "new", "reopened", "in-progress", "in-campaign", "pending"), State.OPEN
    ),
    **dict.fromkeys(("closed", "done", "fixed", "resolved", "completed"), State.DONE),
    **dict.fromkeys(("not-done", "duplicate", "rejected", "invalid"), State.NOT_DONE),
}
KNOWN: dict[str, Collection[str]] = {
    "state": STATES,
    "category": CATEGORIES,
    "kind": tuple(Kind),
}
# Closed, but nothing was done: the honest ending is "closed, not done". The last are
# the codes of Boston's inspectors.
_NOT_DONE = re.compile(
    r"(case (noted|invalid|referred)|duplicate|not done|wont fix"
    r"|no (violation|basis|access)"
    r"|(adclsd|novio|nobase|noacc|roa|tfa)\b)",
    re.IGNORECASE,
)


def state_of(status: str, closed: str, reason: str) -> State:
    """Where the source says the thing stands.

    Raises ValueError for a status nobody told us of.
    """
    word = text.slug(status) if status else "closed" if closed else "open"
    if word not in STATES:
        raise ValueError(
            f"state: {status!r} is none of {', '.join(STATES)}. Say what it means: "
            f"--map-value 'state:{status}=open'."
        )
    state = STATES[word]
    return State.NOT_DONE if state == State.DONE and _NOT_DONE.match(reason) else state

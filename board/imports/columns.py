"""Which columns of somebody else's file hold what. A new source is a few lines here."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from board import text
from board.imports.meanings import KNOWN
from board.imports.outliers import Place

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
    columns = {_plain(column): column for column in header if column}
    if {"case_enquiry_id", "case_title", "open_dt"} <= columns.keys():
        return replace(BOSTON, columns=_those_there(BOSTON.columns, columns))
    kind = text.slug(name)
    if {"address", "posted_at", "active_at", "text"} <= columns.keys():
        return Source(kind, _those_there(OURS, columns), timezone, quoted=True)
    called_so: dict[str, list[str]] = {}
    for field_name in FIELDS:
        names = ALSO.get(field_name, (field_name,))
        called_so[field_name] = [plain for plain in names if plain in columns][:1]
    return Source(kind, _those_there(called_so, columns), timezone)


def _plain(column: str) -> str:
    """A column's name in small letters: `Case Title` is `case_title`."""
    return text.slug(column).replace("-", "_")


def _those_there(
    wanted: Mapping[str, Iterable[str]], columns: Mapping[str, str]
) -> Columns:
    """The columns by field, as the file calls them; without fields that have none."""
    found: dict[str, tuple[str, ...]] = {}
    for field_name, names in wanted.items():
        there = tuple(columns[name] for name in names if name in columns)
        if there:
            found[field_name] = there
    return found


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

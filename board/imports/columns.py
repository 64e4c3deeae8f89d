"""Which columns of somebody else's file hold what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from board import text
from board.imports.meanings import KNOWN
from board.imports.sources import BOSTON, FIXMYSTREET, OURS, Columns, Source

TEXTS = ("title", "body", "kind", "category", "place", "area", "state", "reason")
FIELDS = ("source_id", *TEXTS, "latitude", "longitude", "position", "opened", "closed")
# Names under which our fields are found by themselves; the first that is there.
# Beside a status, a state is one of the United States.
ALSO: dict[str, tuple[str, ...]] = {
    "state": ("status", "state"),
    "source_id": ("source_id", "id"),
    "position": (),  # called so, it may be anything
}


def source_of(header: Iterable[str], name: str, timezone: str) -> Source:
    """The source a header belongs to: one we know, or a file whose columns are called
    as our fields are."""
    columns = {_plain(column): column for column in header if column}
    if {"case_enquiry_id", "case_title", "open_dt"} <= columns.keys():
        return replace(BOSTON, columns=_those_there(BOSTON.columns, columns))
    if {"report_id", "detail", "confirmed", "report_url"} <= columns.keys():
        there = _those_there(FIXMYSTREET.columns, columns)
        return replace(FIXMYSTREET, columns=there, timezone=timezone)
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

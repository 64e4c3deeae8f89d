"""GeoJSON files as people's tools write them: collections, single features, bare
shapes, several of one name."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from board import text
from board.areas.boundary import Boundary, read
from board.imports.outliers import Place

SHAPES = ("Polygon", "MultiPolygon")


def features(file: Path) -> list[Any]:
    """What is in a file, as features_of() reads it."""
    return features_of(file.read_bytes(), file)


def features_of(content: bytes, file: Path) -> list[Any]:
    """What a file of this name holds: the features of a collection, one feature, or a
    shape, which is then called as the file.

    Raises ValueError for what is no GeoJSON.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise ValueError(f"{file.name} is no JSON: {wrong}") from wrong
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "Feature":
        return [found]
    if kind in SHAPES:
        return [
            {
                "type": "Feature",
                "properties": {"slug": text.slug(file.stem)},
                "geometry": found,
            }
        ]
    listed = found.get("features") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise ValueError(
            f"{file.name} is no GeoJSON: no FeatureCollection, Feature, Polygon or "
            "MultiPolygon."
        )
    return listed


@dataclass(frozen=True)
class Group:
    """What makes one area: a feature or, where they were said to be parts of one,
    several; and what keeps it out."""

    numbers: tuple[int, ...]  # in the file
    features: tuple[Any, ...]
    name: str = ""
    slug: str = ""
    wrong: str = ""

    def __str__(self) -> str:
        return f"Feature {', '.join(map(str, self.numbers))}"

    def shape(self) -> Boundary:
        """Where the area ends. Raises ValueError with what keeps it out."""
        if self.wrong:
            raise ValueError(self.wrong)
        polygons: list[Any] = []
        for feature in self.features:
            read(feature.get("geometry"))  # says what is wrong with it
            shape = feature["geometry"]
            polygons += (
                [shape["coordinates"]]
                if shape["type"] == "Polygon"
                else shape["coordinates"]
            )
        return read({"type": "MultiPolygon", "coordinates": polygons})


def grouped(found: list[Any], named: str, same_name: str) -> Iterator[Group]:
    """The areas of a file.

    `named` is the property with the name, `same_name` what several of one name are:
    parts to `join`, or areas `apart`, which are numbered; without a word they are left
    out.
    """
    groups: dict[str, list[Group]] = {}
    for number, feature in enumerate(found, 1):
        group = _group(number, feature, named)
        key = group.slug or text.same_name(group.name) or f"#{number}"
        groups.setdefault(key, []).append(group)
    for several in groups.values():
        yield from several if len(several) == 1 else _settled(several, same_name)


def _settled(several: list[Group], same_name: str) -> Iterator[Group]:
    first = several[0]
    numbers = tuple(number for group in several for number in group.numbers)
    if same_name == "join":
        yield replace(
            first,
            numbers=numbers,
            features=tuple(f for group in several for f in group.features),
        )
    elif same_name == "apart":
        yield first
        for place, group in enumerate(several[1:], 2):
            yield replace(
                group,
                name=f"{group.name} {place}",
                slug=group.slug and f"{group.slug}-{place}",
            )
    else:
        wrong = (
            f"they are all called “{first.name}”; parts of one area: --same-name "
            "join, or areas: --same-name apart"
        )
        yield replace(first, numbers=numbers, wrong=wrong)


def _group(number: int, feature: Any, named: str) -> Group:
    properties = _properties(feature)
    slug = ""
    if named:
        name = properties.get(named, "")
    else:
        known = {name.lower(): word for name, word in properties.items()}
        slug = known.get("slug", "")
        name = known.get("name") or text.unslug(slug)
    if name:
        return Group((number,), (feature,), name, slug and text.slug(slug))
    wrong = 'it has no property "name" or "slug"'
    if named:
        wrong = f"it has no property {named!r}"
    if properties:
        there = ", ".join(properties)
        wrong += f"; it has {there}: say which holds the name with --name"
    return Group((number,), (feature,), wrong=wrong)


def _properties(feature: Any) -> dict[str, str]:
    """The properties of a feature that could be a name."""
    given = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(given, dict):
        return {}
    words = {name: _word(value) for name, value in given.items()}
    return {name: word for name, word in words.items() if word}


def _word(value: Any) -> str:
    """A text or a whole number, which a name can be; lists and the like can not."""
    return (
        text.tidy(str(value))
        if isinstance(value, str | int) and not isinstance(value, bool)
        else ""
    )


def places(found: list[Any]) -> list[Place]:
    """About where each of them is; those that can't be read are left out."""
    known = []
    for feature in found:
        with suppress(ValueError, AttributeError):
            known.append(middle_of(read(feature.get("geometry"))))
    return known


def middle_of(shape: Boundary) -> Place:
    """The middle of the box around a shape."""
    return Place((shape.south + shape.north) / 2, (shape.west + shape.east) / 2)

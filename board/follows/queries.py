"""Reading what a person follows."""

from collections import defaultdict

from sqlalchemy import String, cast, literal, null, select, union_all

from board.activity.models import Follow
from board.activity.things import Thing, all_things
from board.db import AnyRow, AnySelect, Rows, read
from board.follows.models import FollowPlace, FollowShape

PAGE = 60


def topics_of(person_id: int, after: str = "", limit: int = PAGE) -> Rows:
    """What the person follows by its topic, areas first: one more than `limit` when
    there are further ones."""
    mine = (Follow.person_id == person_id, Follow.topic > after)
    followed = select(Follow.topic, Follow.since).where(*mine)
    return read(followed.order_by(Follow.topic).limit(limit + 1))


def things_of(topics: list[str]) -> dict[tuple[str, int], AnyRow]:
    """(kind, id, title, key) of the things the topics are about, by kind and id; its
    key is what its address ends with."""
    ids: dict[str, list[int]] = defaultdict(list)
    for topic in topics:
        kind, number = topic.split("-")[:2]
        ids[kind].append(int(number))
    parts = [_titles(thing, ids[thing.kind]) for thing in all_things()]
    return {(row.kind, row.id): row for row in read(union_all(*parts))}


def _titles(thing: Thing, ids: list[int]) -> AnySelect:
    model = thing.model
    title = getattr(model, thing.title)
    key = getattr(model, thing.key)
    columns = (
        literal(thing.kind).label("kind"),
        model.id,
        title.label("title"),
        cast(key, String).label("key"),
    )
    return select(*columns).where(model.id.in_(ids), *model.visible(None))


def places_of(person_id: int) -> Rows:
    """The places and shapes the person follows, the newest first; a shape has a name,
    or else its middle."""
    places = select(
        literal("place").label("kind"),
        FollowPlace.since,
        FollowPlace.id,
        FollowPlace.latitude,
        FollowPlace.longitude,
        FollowPlace.km,
        literal("").label("name"),
    ).where(FollowPlace.person_id == person_id)
    shapes = select(
        literal("shape"),
        FollowShape.since,
        FollowShape.id,
        (FollowShape.south + FollowShape.north) / 2,
        (FollowShape.west + FollowShape.east) / 2,
        null(),
        FollowShape.name,
    ).where(FollowShape.person_id == person_id)
    both = union_all(places, shapes).subquery()
    order = (both.c.since.desc(), both.c.kind, both.c.id.desc())
    return read(select(both).order_by(*order))

"""The rules of following a place or a shape. (Everything else is followed by its topic:
see activity.)"""

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from board import clock
from board.areas.boundary import Boundary
from board.db import db, insert_new, insert_once
from board.errors import Conflict, Invalid
from board.follows.models import FollowPlace, FollowShape
from board.policy import Actor, require

MOST = 50


def follow_place(
    by: Actor, latitude: float | None, longitude: float | None, km: float
) -> None:
    """Hear of what is posted around a point; the same point again has the new reach.

    Raises Invalid without a position, Conflict for more places than anybody lives in.
    """
    require(by, "thing.follow")
    if latitude is None or longitude is None:
        raise Invalid(
            _("Give both numbers, or use the button on the page of a post."), "latitude"
        )
    here = {
        "person_id": by.id,
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
    }
    if insert_new(FollowPlace, list(here), **here, km=km, since=clock.now()) is None:
        mine = [getattr(FollowPlace, name) == value for name, value in here.items()]
        db.session.execute(update(FollowPlace).where(*mine).values(km=km))
    else:
        _not_too_many(by)


def follow_shape(by: Actor, shape: Boundary, name: str, once: str | None) -> None:
    """Hear of what is posted inside a shape; sent twice, it is followed once.

    Raises Conflict for one too many.
    """
    require(by, "thing.follow")
    _shape, is_new = insert_once(
        FollowShape,
        person_id=by.id,
        name=name,
        since=clock.now(),
        once=once,
        **shape._asdict(),
    )
    if is_new:
        _not_too_many(by)


def _not_too_many(by: Actor) -> None:
    """Raises Conflict for more places and shapes than anybody lives in."""
    places, shapes = (
        select(func.count()).where(kind.person_id == by.id).scalar_subquery()
        for kind in (FollowPlace, FollowShape)
    )
    followed = db.session.scalar(select(places + shapes)) or 0
    if followed > MOST:
        raise Conflict(
            _(
                "You follow %(most)s places already. Stop following one of them first.",
                most=MOST,
            )
        )


def unfollow_place(place_id: int, by: Actor) -> None:
    """Hear no more of a place of one's own."""
    mine = (FollowPlace.id == place_id, FollowPlace.person_id == by.id)
    db.session.execute(delete(FollowPlace).where(*mine))


def unfollow_shape(shape_id: int, by: Actor) -> None:
    """Hear no more of a shape of one's own; nothing of it is kept."""
    mine = (FollowShape.id == shape_id, FollowShape.person_id == by.id)
    db.session.execute(delete(FollowShape).where(*mine))

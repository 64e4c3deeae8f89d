"""Waiting, for whoever writes more than the table in limits.py gives room for.

All is counted by the person or mail address and by the network, as keyed hashes.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import event

from board.accounts import allowances, newcomers
from board.accounts.allowances import Refused
from board.accounts.limits import (
    MAILS,
    NEW_PICTURES,
    ORGANISING,
    OTHER,
    TRUSTED,
    Group,
    Room,
)
from board.accounts.session import current_person
from board.accounts.throttle import is_trusted, network_name
from board.db import db, is_writing
from board.errors import TooMany
from board.keyed import keyed


def limited(group: Group | None) -> Callable[[Any], Any]:
    """Declare as what the writes of a view count: `@limited(POSTS)`; as OTHER where
    nothing is said, and None where they have a limit of their own."""

    def declare(view: Any) -> Any:
        view.group = group
        return view

    return declare


def _before_post() -> None:
    """Before a POST is handled: whoever was just told to wait is told so again.

    Raises TooMany. A visitor's form comes back by check_mails(), with what was typed.
    """
    if request.method != "POST" or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    group: Group | None = getattr(view, "group", OTHER)
    is_visitors = current_person() is None and "email" in request.form
    if group is OTHER and is_visitors:
        group = MAILS  # which a mail goes to, whoever's it is
    if group is None or current_app.config["BOARD"].limits == "off":
        return
    new = bool(group.new) and newcomers.is_new(current_person())
    if new:
        newcomers.check_links(list(request.form.values()))
    g.group = group
    g.rooms = _rooms(group, new=new)
    if not is_visitors and (wait := _refused().wait_for(g.rooms)):
        del g.group
        raise TooMany(wait, group.words)


def _rooms(group: Group, *, new: bool) -> dict[str, Room]:
    """All limits that this request counts against, by their keys."""
    person = current_person()
    if person:
        organises = person.is_operator or person.organises_somewhere
        of_person = _keys(
            group,
            f"person {person.id}",
            group.new if new else group.person,
            ORGANISING if organises else 1,
        )
        return _of_network(group) | of_person | _of_pictures(person.id, new=new)
    email = request.form.get("email", "").strip().lower()
    of_address = _keys(group, f"email {email}", group.person) if email else {}
    return _of_network(group) | of_address


def _of_pictures(person_id: int, *, new: bool) -> dict[str, Room]:
    """The pictures of somebody who is new."""
    count = (
        sum(bool(file.filename) for file in request.files.getlist("photos"))
        if new
        else 0
    )
    if not count:
        return {}
    return {keyed(f"pictures {person_id}"): NEW_PICTURES._replace(pieces=count)}


def _keys(
    group: Group, who: str, rooms: tuple[Room, ...], times: int = 1
) -> dict[str, Room]:
    return {
        keyed(f"{group.name} {who} {room.span}"): Room(room.most * times, room.span)
        for room in rooms
    }


def _of_network(group: Group) -> dict[str, Room]:
    return {
        keyed(f"{group.name} network {network_name()} {room.span}"): room
        for room in group.network
    }


def _count_write(_session: object) -> None:
    """As the last thing in the first write transaction of a request count it; what many
    sent at once is refused from here on.

    Raises TooMany.
    """
    if not is_writing() or not has_request_context():
        return
    group: Group | None = g.pop("group", None)
    if group and not _take(group, g.rooms):
        wait = max(1, allowances.wait_for(g.rooms))
        _refused().note(g.rooms, wait)
        raise TooMany(wait, group.words)


def _take(group: Group, rooms: dict[str, Room]) -> bool:
    """Count the write; from a network that somebody vouches for also where only that
    had no room left."""
    lacking = rooms.keys() - allowances.take(rooms)
    if not lacking:
        return True
    near = _of_network(group)
    if not lacking <= near.keys() or not is_trusted():
        return False
    wider = {
        keyed(f"trusted {key}"): Room(room.most * TRUSTED, room.span)
        for key, room in near.items()
    }
    return len(allowances.take(wider)) == len(wider)


def _refused() -> Refused:
    found: Refused = current_app.extensions.setdefault("refused", Refused())
    return found


def init_app(app: Flask) -> None:
    """Hold each POST against its limits; call it after the session's."""
    app.before_request(_before_post)
    if not event.contains(db.session, "before_commit", _count_write):
        event.listen(db.session, "before_commit", _count_write)

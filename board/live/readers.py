"""What a stream may see, and what it missed: the two questions to the database when it
opens."""

from collections import defaultdict
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from board import policy
from board.activity import queries as activity
from board.activity import things
from board.db import db
from board.live.hub import Hub
from board.live.places import SIGNED_IN, STILL_OPEN
from board.live.regions import ME, RESYNC, Key, split, topic_of, touched
from board.live.watcher import made_or_none
from board.policy import Actor

REPLAYED = 20  # regions; who missed more fetches the whole page


@dataclass
class Reader:
    """Who listens, and which renderings are for them.

    A visitor has neither id nor token.
    """

    keys: list[Key] = field(default_factory=list)
    person_id: int = 0
    token: str = ""


def visitor(regions: list[str], locale: str) -> Reader:
    """Someone who isn't signed in sees what is public."""
    return Reader([Key(region, locale=locale) for region in regions if region != "me"])


def reader(app: Flask, cookie: str, regions: list[str], locale: str) -> Reader:
    """The person whose session the cookie is, with the audience they belong to in each
    thing's area."""
    with app.test_request_context("/live", headers={"Cookie": cookie}):
        found = SIGNED_IN.filling()
        if found is None:
            return visitor(regions, locale)
        person, token = found
        keys = [Key(f"person-{person.id}")] if "me" in regions else []
        keys += [
            Key(region, audience, locale)
            for region, audience in _audiences(person, regions)
        ]
        return Reader(keys, person.id, token)


def _audiences(person: Actor, regions: list[str]) -> list[tuple[str, policy.Audience]]:
    """Each region with its audience; without those of things that don't exist."""
    shared = []
    wanted: dict[str, set[int]] = defaultdict(set)  # numbers of things by their kind
    others = [region for region in regions if region != "me"]
    for name in others:
        region, number = split(name)
        if region.for_all:
            shared.append((name, policy.Audience.PUBLIC))
        else:
            wanted[name.partition("-")[0]].add(number)
    found: dict[str, policy.Audience] = {}
    for kind, ids in wanted.items():
        model = things.of_kind(kind).model
        rows = db.session.execute(
            select(model.id, model.area_id).where(
                model.id.in_(ids), *model.visible(person)
            )
        )
        found |= {f"{kind}-{row.id}": policy.audience(person, row) for row in rows}
    return shared + [
        (name, found[topic_of(name)]) for name in others if topic_of(name) in found
    ]


def missed(
    app: Flask, hub: Hub, keys: tuple[Key, ...], after: int
) -> tuple[int, dict[Key, bytes]]:
    """The newest id read, and frames of what changed after the cursor: too many become
    one resync."""
    # a few are topics themselves
    topics = {topic for key in keys for topic in (topic_of(key.region), key.region)}
    with app.app_context():
        lines = activity.changed(after, sorted(topics))
    newest = max((line.newest for line in lines), default=after)
    changed: dict[str, int] = {}
    for line in lines:
        for region in touched(line.topic, line.verb):
            changed[region] = max(line.newest, changed.get(region, 0))
    frames = {key: ME for key in keys if key.region.startswith("person-")}
    wanted = [key for key in keys if key.region in changed]
    if len(wanted) > REPLAYED:
        return newest, frames | {wanted[0]: RESYNC}
    for key in wanted:
        made = _remembered(hub, key, changed[key.region]) or made_or_none(app, key)
        if made is not None:
            frames[key] = made
    return newest, frames


def _remembered(hub: Hub, key: Key, since: int) -> bytes | None:
    id, made = hub.frames.get(key, (0, b""))
    return made if id >= since else None


def still_open(app: Flask, hashes: list[str]) -> set[str]:
    """Which of these sessions have not ended."""
    with app.app_context():
        return STILL_OPEN.filling(hashes)

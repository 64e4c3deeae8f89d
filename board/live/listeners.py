"""Who opened a stream, and which renderings of the page's regions are for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from board import policy
from board.activity import things
from board.db import db
from board.drawing import locale as language
from board.live.places import SIGNED_IN, STILL_OPEN
from board.live.regions import Key, split, topic_of
from board.policy import Actor, Audience


@dataclass
class Listener:
    """Whoever opened a stream, with what is sent to them.

    A visitor has neither id nor token.
    """

    keys: list[Key] = field(default_factory=list)
    person_id: int = 0
    token: str = ""


def visitor(regions: list[str], locale: str) -> Listener:
    """Someone who isn't signed in sees what is public."""
    return Listener([Key(region, locale=locale) for region in _without_me(regions)])


def person_or_visitor(
    app: Flask, cookie: str, regions: list[str], locale: str
) -> Listener:
    """The person whose session the cookie is, who may read another language than this
    browser's, or a visitor where it is nobody's."""
    headers = {"Cookie": cookie, "Accept-Language": locale}
    with app.test_request_context("/live", headers=headers):
        found = SIGNED_IN.filling()
        if found is None:
            return visitor(regions, locale)
        person, token = found
        locale = language()
        keys = [Key(f"person-{person.id}")] if "me" in regions else []
        keys += _shared_keys(person, _without_me(regions), locale)
        return Listener(keys, person.id, token)


def _without_me(regions: list[str]) -> list[str]:
    return [region for region in regions if region != "me"]


def _shared_keys(person: Actor, regions: list[str], locale: str) -> list[Key]:
    """What the person shares with others: regions that everybody sees alike, then
    regions of things, each for the audience the person belongs to in its area."""
    seen_alike: list[str] = []
    of_things: list[str] = []
    ids: dict[str, set[int]] = defaultdict(set)  # of the things, by their kind
    for name in regions:
        region, number = split(name)
        if region.for_all:
            seen_alike.append(name)
        else:
            of_things.append(name)
            ids[name.partition("-")[0]].add(number)
    audiences: dict[str, Audience] = {}
    for kind, numbers in ids.items():
        audiences |= _audiences(person, kind, numbers)
    return [Key(name, Audience.PUBLIC, locale) for name in seen_alike] + [
        Key(name, audiences[topic_of(name)], locale)
        for name in of_things
        if topic_of(name) in audiences
    ]


def _audiences(person: Actor, kind: str, ids: Iterable[int]) -> dict[str, Audience]:
    """The person's audience for each of these things by its topic; without those that
    don't exist or that they may not see."""
    model = things.of_kind(kind).model
    here = (model.id.in_(ids), *model.visible(person))
    rows = db.session.execute(select(model.id, model.area_id).where(*here))
    return {f"{kind}-{row.id}": policy.audience(person, row) for row in rows}


def still_open(app: Flask, hashes: list[str]) -> set[str]:
    """Which of these sessions have not ended."""
    with app.app_context():
        return STILL_OPEN.filling(hashes)

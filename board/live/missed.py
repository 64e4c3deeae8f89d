"""What somebody missed between reading a page and opening its stream."""

from collections.abc import Iterable
from datetime import timedelta

from flask import Flask

from board.activity import queries as activity
from board.db import AnyRow
from board.live.frames import RecentFrames
from board.live.regions import ME, RESYNC, Key, topic_of, touched
from board.live.watcher import made_or_none

REPLAYED = 20  # regions; who missed more fetches the whole page
# for so long it is known what changed in a list or an area; who comes back later
# fetches the whole page, too
REMEMBERED = timedelta(days=7)


def missed(
    app: Flask, recent: RecentFrames, keys: tuple[Key, ...], after: int
) -> tuple[int, dict[Key, bytes]]:
    """The newest id read, and a frame for each region that changed after the cursor;
    in place of too many of them, or after too long, one that asks for the whole
    page."""
    with app.app_context():
        if activity.is_older(after, REMEMBERED):
            return activity.version(), {keys[0]: RESYNC}
        lines = activity.changed(after, _topics(keys))
    newest = max((line.newest for line in lines), default=after)
    changed = _changed_regions(lines)
    frames = {key: ME for key in keys if key.region.startswith("person-")}
    wanted = [key for key in keys if key.region in changed]
    if len(wanted) > REPLAYED:
        return newest, frames | {wanted[0]: RESYNC}
    for key in wanted:
        made = recent.get(key, changed[key.region]) or made_or_none(app, key)
        if made is not None:
            frames[key] = made
    return newest, frames


def _topics(keys: tuple[Key, ...]) -> list[str]:
    """The topics on which these regions depend; a few regions are topics themselves."""
    topics = {topic_of(key.region) for key in keys}
    return sorted(topics | {key.region for key in keys})


def _changed_regions(lines: Iterable[AnyRow]) -> dict[str, int]:
    """Each region that these lines change, with the id of the newest that does."""
    changed: dict[str, int] = {}
    for line in lines:
        for region in touched(line.topic, line.verb):
            changed[region] = max(line.newest, changed.get(region, 0))
    return changed

"""Counting the stories of large areas and boards each hour: to count them for each
reader would take seconds."""

from datetime import timedelta

from sqlalchemy import delete, select

from board import clock
from board.areas.models import Area
from board.db import put, read, write, write_tx
from board.figures.large_story_queries import COUNTED, WHOLE_BOARD
from board.figures.models import CountedStory
from board.figures.story_queries import count_story
from board.figures.tally_queries import Tallies, count_tallies
from board.issues.models import Issue

LARGE = 20_000  # posts; so many are counted in about a tenth of a second
EVERY = timedelta(hours=1)


def count_next(large: int = LARGE) -> int:
    """The job: count one large story whose last count is an hour old; 0 when none is.

    What is large no more is counted for each reader again.
    """
    known = {row.of: row.at for row in read(select(COUNTED.c.of, COUNTED.c.at))}
    for of in (WHOLE_BOARD, *_area_ids()):
        if not _is_large(of, large):
            if of in known:
                _forget(of)
        elif of not in known or known[of] < clock.now() - EVERY:
            _count(of)
            return 1
    return 0


def _area_ids() -> list[int]:
    return [row.id for row in read(select(Area.id).order_by(Area.id))]


def _is_large(of: int, large: int) -> bool:
    here = (Issue.area_id == of,) if of else ()
    one_more = select(Issue.id).where(*here, *Issue.visible(None))
    return bool(read(one_more.offset(large).limit(1)))


def _count(of: int) -> None:
    """Counted before it is our turn to write: nobody waits for it."""
    story = count_story(of or None)
    tallies = count_tallies(of) if of else Tallies([], [])
    counted = {"since": story.since, "numbers": story.numbers, **tallies._asdict()}
    with write_tx():
        put(CountedStory, ["of"], of=of, at=clock.now(), **counted)


def _forget(of: int) -> None:
    with write_tx():
        write(delete(COUNTED).where(COUNTED.c.of == of))

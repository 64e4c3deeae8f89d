"""The story of an area or of the board, and what its figures are made of."""

from sqlalchemy import select

from board.db import read, table_of
from board.figures.models import CountedStory
from board.figures.story_queries import Story, count_story
from board.figures.tally_queries import Tallies, count_tallies

WHOLE_BOARD = 0
COUNTED = table_of(CountedStory)


def story_of(area_id: int = WHOLE_BOARD) -> Story:
    """The story of an area, or of the whole board: of a large one as it was counted
    last (large_story_job.py), else as it is now."""
    for row in read(select(COUNTED).where(COUNTED.c.of == area_id)):
        return Story(row.since, row.numbers, row.at)
    return count_story(area_id or None)


def tallies_of(area_id: int) -> Tallies:
    """What the figures of an area are made of, counted when its story was."""
    kept = select(COUNTED.c.waited, COUNTED.c.about).where(COUNTED.c.of == area_id)
    for row in read(kept):
        return Tallies(row.waited, row.about)
    return count_tallies(area_id)

"""The story of an area or of the board, for its page."""

from sqlalchemy import select

from board.db import read, table_of
from board.figures.models import CountedStory
from board.figures.story_queries import Story, count_story

WHOLE_BOARD = 0
COUNTED = table_of(CountedStory)


def story_of(area_id: int = WHOLE_BOARD) -> Story:
    """The story of an area, or of the whole board: of a large one as it was counted
    last (large_story_job.py), else as it is now."""
    for row in read(select(COUNTED).where(COUNTED.c.of == area_id)):
        return Story(row.since, row.numbers, row.at)
    return count_story(area_id or None)

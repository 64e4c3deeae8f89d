"""Figures: what is counted of an area and of the board."""

from flask import Flask

from board.figures import large_story_job
from board.jobs.run import add_job


def init_app(_app: Flask) -> None:
    """What this feature brings."""
    add_job("stories", large_story_job.count_next, alone=True)

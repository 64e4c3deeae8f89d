"""Covering parts of a picture: what was there goes from every size, and the old files
with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.db import db
from board.errors import Conflict, Invalid, NotFound
from board.moderation.case_actions import decide
from board.moderation.decisions import Decision
from board.moderation.rules import Basis
from board.moderation.targets import Target
from board.photos import store
from board.photos.actions import wait_until
from board.photos.models import Photo, WaitingPicture
from board.photos.pictures import Box, Picture
from board.policy import Actor

ACROSS, DOWN = (
    6,
    4,
)  # cells, large enough for a thumb, to press where nothing is dragged
MOST = 40  # boxes


def cells(chosen: Iterable[int]) -> list[Box]:
    """The boxes of pressed cells, which are counted line by line from the top left."""
    boxes = []
    for number in chosen:
        down, across = divmod(number, ACROSS)
        if 0 <= down < DOWN:
            left = across / ACROSS
            top = down / DOWN
            boxes.append((left, top, left + 1 / ACROSS, top + 1 / DOWN))
    return boxes


def dragged(text: str) -> list[Box]:
    """Boxes as a page sends them: `10,20,30,40` for left, top, right and bottom in
    hundredths, one a line. Raises Invalid."""
    boxes = []
    lines = text.split()
    if len(lines) > MOST:
        raise Invalid(_("At most %(num)s boxes at a time.", num=MOST), "boxes")
    for line in lines:
        try:
            left, top, right, bottom = (float(part) / 100 for part in line.split(","))
        except ValueError:
            raise Invalid(_("Write a box as 10,20,30,40."), "boxes") from None
        ends = (left, top, right, bottom)
        if not all(0 <= end <= 1 for end in ends) or left >= right or top >= bottom:
            raise Invalid(_("A box lies within the picture."), "boxes")
        boxes.append(ends)
    return boxes


def cover(sha256: str, boxes: Sequence[Box]) -> Picture:
    """The picture with these parts black; its files are in the store. Call before the
    transaction. Raises Invalid where nothing is to be covered, NotFound."""
    if not boxes:
        raise Invalid(_("Choose what is to be covered."), "cells")
    content = store.read(sha256, "large")
    if content is None:
        raise NotFound
    from board.photos import pixels

    made = pixels.covered(content, boxes)
    store.write([made])
    return made


def redact(target: Target, by: Actor, basis: Basis, made: Picture, *, was: str) -> None:
    """Put the covered picture in the place of the one that was looked at, wherever that
    is shown. The caller then drops its files, or else a job does.

    Raises Conflict where it is another by now.
    """
    if target.row.sha256 != was:
        raise Conflict(_("Somebody changed this picture meanwhile."))
    decide(target, by, Decision("redact", basis))
    sizes = {"sha256": made.sha256, "width": made.width, "height": made.height}
    for model in (Photo, WaitingPicture):
        same = update(model).where(model.sha256 == was).values(**sizes)
        db.session.execute(same, execution_options={"may_do_nothing": True})
    wait_until([replace(made, sha256=was)], clock.now())

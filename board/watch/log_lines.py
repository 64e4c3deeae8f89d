"""The server's log as one JSON object a line, for programs that collect it."""

import logging
import traceback
from datetime import UTC, datetime
from typing import Any

import msgspec
from flask import has_request_context, request

from board import noting
from board.config import PACKAGE

log = logging.getLogger("board.noted")


class AsJson(logging.Formatter):
    """Names, numbers and lines of code: no value of a variable, no words of people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "worker": record.process,
        }
        facts = getattr(record, "facts", None)
        line |= {"what": record.msg, **facts} if facts else _words(record)
        if record.exc_info and record.exc_info[1]:
            line |= fault(record.exc_info[1])
        return msgspec.json.encode(line).decode()


def _words(record: logging.LogRecord) -> dict[str, Any]:
    """What a module said. Libraries may put values into theirs, so of those the words
    alone are taken, and of these the first line."""
    ours = record.name.partition(".")[0] == "board"
    words = record.getMessage() if ours else str(record.msg).partition("\n")[0]
    said = {"what": "words", "by": record.name, "words": words}
    mine = request.environ.get(noting.NOTE) if has_request_context() else None
    return said | {"id": mine.id} if mine else said


def fault(error: BaseException) -> dict[str, Any]:
    """An error by its kind and the way it came, without what it says: that may quote
    somebody."""
    steps = traceback.extract_tb(error.__traceback__)
    way = [f"{_short(step.filename)}:{step.lineno} {step.name}" for step in steps]
    return {"error": type(error).__name__, "way": way}


def _short(file: str) -> str:
    """A file without the folders above, which may be called after somebody."""
    own = f"{PACKAGE.parent}/"
    if file.startswith(own):
        return file.removeprefix(own)
    return "/".join(file.split("/")[-2:])


def _take(what: str, facts: dict[str, Any]) -> None:
    # to look for the line of code that calls, as log.info() does, takes longer than
    # all else here
    extra = {"facts": facts}
    info = logging.INFO
    log.handle(log.makeRecord(log.name, info, "", 0, what, (), None, "", extra))


def begin() -> None:
    """From now on this process says everything as JSON, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson())
    logging.basicConfig(handlers=[handler], force=True)
    logging.getLogger("board").setLevel(logging.INFO)
    noting.tell(_take)

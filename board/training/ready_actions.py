"""The courses that come with the board: files, put into the database when it is made
and when they are newer."""

from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from board import clock
from board.activity.actions import record
from board.db import db, read
from board.folding import findable
from board.training import verbs
from board.training.actions import checked
from board.training.models import SEARCHED, Course

READY = Path(__file__).parent / "ready"
LINEAGE = "local-action-board:course:"
TEXTS = ("title", "summary", "skill", "for_whom", "before", "safeguarding")
LISTS = ("aims", "materials", "worked")
# what no page shows yet needs no line in the log
UNSEEN = {"may_do_nothing": True}


def put_ready(folder: Path = READY) -> None:
    """Have all that stand in the folder's files; one that is newer there replaces what
    nobody here has changed."""
    files = sorted(folder.glob("*.toml"))
    columns = (Course.lineage, Course.ready_version)
    known = {row.lineage: row.ready_version for row in read(select(*columns))}
    for file in files:
        values = from_file(file)
        lineage = values["lineage"]
        version = values["ready_version"]
        if lineage not in known:
            db.session.execute(insert(Course), [values], execution_options=UNSEEN)
        elif known[lineage] is not None and known[lineage] < version:
            _replace(lineage, values)


def _replace(lineage: str, values: dict[str, Any]) -> None:
    course = db.session.scalars(select(Course).where(Course.lineage == lineage)).one()
    values |= {"folded": findable(*(values[name] for name in SEARCHED))}
    values |= {"version": course.version + 1, "changed_at": clock.now()}
    db.session.execute(update(Course).where(Course.id == course.id).values(**values))
    record(verbs.CHANGED, course, by=None)


def from_file(file: Path) -> dict[str, Any]:
    """The columns of a course as its file has them."""
    import tomllib

    said = tomllib.loads(file.read_text("utf-8"))
    task = said.get("task", {})
    least, most = said.get("people", (8, 20))
    parts = [_texts(part, "title", "does", "says") for part in said["parts"]]
    for part, of_file in zip(parts, said["parts"], strict=True):
        part["minutes"] = of_file["minutes"]
    values = _texts(said, *TEXTS) | {name: said.get(name, []) for name in LISTS}
    return checked(
        values
        | {
            "lineage": f"{LINEAGE}{said['key']}",
            "ready_version": said["version"],
            "months": said.get("months"),
            "people_from": least,
            "people_to": most,
            "origin": said.get("source", "").strip(),
            "task_title": task.get("title", "").strip(),
            "task_words": task.get("words", "").strip(),
            "task_days": task.get("days", 14),
            "parts": parts,
            "sheets": [
                _texts(sheet, "kind", "title", "words")
                for sheet in said.get("sheets", ())
            ],
        }
    )


def _texts(said: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: said.get(name, "").strip() for name in names}

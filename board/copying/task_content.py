"""What of a task goes along when it is done again: its words, its places and parts, its
time by the clock, how it repeats. Nobody who had a place."""

from datetime import date, datetime, time, timedelta
from typing import Any

from board.copying.moving import turned
from board.db import AnyRow, Rows
from board.drawing import local
from board.tasks.laying_out import SHARED
from board.tasks.models import Shape
from board.tasks.repeating import chosen_weekdays
from board.tasks.series_models import Repeats, TaskSeries


def content_of(task: AnyRow, parts: Rows, series: TaskSeries | None) -> dict[str, Any]:
    """What goes along, without a day; `parts` are (name, places)."""
    content = {name: getattr(task, name) for name in SHARED}
    content |= {"shape": task.shape}
    content |= {"roles": "\n".join(f"{part.name}: {part.places}" for part in parts)}
    if task.starts_at and task.ends_at:
        starts, ends = local(task.starts_at), local(task.ends_at)
        content |= {"starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
        content |= {"weekday": starts.weekday(), "days": _between(starts, ends)}
    if series:
        rule = ("repeats", "every", "weekdays")
        content |= {name: getattr(series, name) for name in rule}
    return content


def _between(starts: datetime, ends: datetime) -> int:
    return (ends.date() - starts.date()).days


def on_day(content: dict[str, Any], day: date) -> dict[str, Any]:
    """What the form of a new task begins with where its day is this one: the day of a
    shift, the first one where it repeats, or the day by which it is done."""
    filled = {name: content[name] for name in (*SHARED, "shape", "roles")}
    if content["shape"] == Shape.SHIFT:
        begins = time.fromisoformat(content["starts"])
        ends = time.fromisoformat(content["ends"])
        last_day = day + timedelta(days=content["days"])
        filled |= {"starts_at": datetime.combine(day, begins)}
        filled |= {"ends_at": datetime.combine(last_day, ends)}
        filled |= _rule(content, day)
    if content["shape"] == Shape.BY_DATE:
        filled |= {"due_on": day}
    return filled


def _rule(content: dict[str, Any], day: date) -> dict[str, Any]:
    """How it repeats, counted from its first day."""
    if "repeats" not in content:
        return {}
    rule = {"repeats": content["repeats"], "every": content["every"]}
    if content["repeats"] != Repeats.WEEKLY:
        return rule
    later = (day.weekday() - content["weekday"]) % 7
    return rule | {"weekdays": chosen_weekdays(turned(content["weekdays"], later))}

"""The tasks of the demo, and who takes them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from board.areas.models import Area
from board.db import db
from board.demo.neighbourhood import Entry, Neighbourhood
from board.tasks import actions as tasks
from board.tasks import clearance, planning, queries, series, waiting_list
from board.tasks.models import Shape
from board.tasks.series_models import Repeats

FIELDS = (
    "title",
    "place",
    "places",
    "newcomer_places",
    "skills",
    "roles",
    "cleared",
    "confirm",
)


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule all that happens to one task."""
    here.schedule_ago(entry["days_ago"], _plan, entry)
    for number, claim in enumerate(entry["claims"], 1):
        _schedule_claim(here, entry, claim, number)


def _schedule_claim(
    here: Neighbourhood, entry: Entry, claim: Entry, number: int
) -> None:
    """Schedule that a person takes it, and what became of that."""
    key = entry["key"]
    taken = here.ago(claim["days_ago"])
    takes = _wait if claim["state"] == "waiting" else _claim
    here.schedule(taken, takes, key, claim)
    if claim["state"] == "done":
        done = here.end_of(entry) + timedelta(minutes=17 * number)
        here.schedule(done, _end, tasks.complete, key, claim)
    elif claim["state"] == "released":
        given_back = taken + (here.now - taken) / 2
        here.schedule(given_back, _end, tasks.release, key, claim)


def _plan(here: Neighbourhood, entry: Entry) -> None:
    """Plan it, once or as a series."""
    campaign = here.campaigns[entry["campaign"]]
    starter = here.starters[entry["campaign"]]
    fields = {name: entry[name] for name in FIELDS if name in entry}
    fields["shape"] = Shape(entry["shape"])
    fields["details"] = entry["details"].strip()
    fields |= _when(here, entry, fields["shape"])
    if "repeats" in entry:
        repeats = Repeats(entry["repeats"])
        task = series.plan(campaign, by=starter, repeats=repeats, **fields)
    else:
        task = planning.plan(campaign, by=starter, **fields)
    here.tasks[entry["key"]] = task
    if entry.get("cleared"):
        _clear(here, entry)


def _when(here: Neighbourhood, entry: Entry, shape: Shape) -> dict[str, Any]:
    """The fields that hold when it is: a shift's hours, or the last day."""
    if shape == Shape.SHIFT:
        starts_at = here.at(entry["starts_in_days"], entry["hour"])
        return {"starts_at": starts_at, "ends_at": here.end_of(entry)}
    if shape == Shape.BY_DATE:
        return {"due_on": here.today + timedelta(days=entry["due_in_days"])}
    return {}


def _clear(here: Neighbourhood, entry: Entry) -> None:
    """Whoever takes a task for cleared people is cleared."""
    area = db.session.get_one(Area, here.campaigns[entry["campaign"]].area_id)
    starter = here.starters[entry["campaign"]]
    for claim in entry["claims"]:
        clearance.clear(area, starter, person=here.people[claim["by"]].id, cleared=True)


def _claim(here: Neighbourhood, key: str, claim: Entry) -> None:
    """Let a person take a place."""
    person = here.people[claim["by"]]
    tasks.claim(here.tasks[key].id, person, role=claim.get("role", ""))


def _wait(here: Neighbourhood, key: str, claim: Entry) -> None:
    """Let a person join the waiting list."""
    person = here.people[claim["by"]]
    waiting_list.join(here.tasks[key].id, person, role=claim.get("role", ""))


def _end(here: Neighbourhood, how: Callable[..., None], key: str, claim: Entry) -> None:
    """Complete it or give it back, with a note."""
    task = queries.lock(here.tasks[key].id)
    how(task, here.people[claim["by"]], note=claim["note"])

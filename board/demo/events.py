"""The events of the demo: who plans them, goes, and came."""

from collections.abc import Callable, Sequence

from board.demo.neighbourhood import Entry, Neighbourhood
from board.events import actions as events
from board.events import attendance, attendance_queries, register, welcome
from board.events.models import Kind

FIELDS = ("title", "details", "place", "address", "host")


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule all that happens around one event."""
    over = max(0, -entry["starts_in_days"])
    here.schedule_ago(entry["days_ago"], _plan, entry)
    _schedule_attending(here, entry, over)
    for name in entry.get("withdrawn", []):
        here.schedule_ago(over + 0.3, _change, attendance.withdraw, entry, name)
    if "cancelled" in entry:
        cancelled = here.ago(entry["cancelled"]["days_ago"])
        here.schedule(cancelled, _call_off, entry)
    if "leaders" in entry:
        here.schedule_ago(over + 0.2, _set_leaders, entry)
    if "came" in entry:
        here.schedule(here.end_of(entry), _count_who_came, entry)


def _schedule_attending(here: Neighbourhood, entry: Entry, over: int) -> None:
    """Schedule that people agree to come, spread over the days before."""
    planned = entry["days_ago"]
    names = entry["going"]
    for number, name in enumerate(names, 1):
        agreed = planned - (planned - over) * number / (len(names) + 2)
        here.schedule_ago(agreed, _change, attendance.attend, entry, name)
        if entry["kind"] == Kind.HOUSE_MEETING and name not in entry.get("asking", []):
            here.schedule_ago(agreed, _welcome, entry, name)


def _plan(here: Neighbourhood, entry: Entry) -> None:
    """Plan it for its area and, where there is one, its campaign."""
    fields = {name: entry.get(name, "") for name in FIELDS}
    here.events[entry["key"]] = events.plan(
        here.areas[entry["area"]],
        here.people[entry["organiser"]],
        kind=Kind(entry["kind"]),
        campaign=here.campaigns.get(entry.get("campaign", "")),
        places=entry.get("places"),
        starts_at=here.at(entry["starts_in_days"], entry["hour"]),
        ends_at=here.end_of(entry),
        **fields,
    )


def _change(
    here: Neighbourhood, how: Callable[..., None], entry: Entry, name: str
) -> None:
    """Let a person attend, or withdraw."""
    how(here.events[entry["key"]], here.people[name])


def _welcome(here: Neighbourhood, entry: Entry, name: str) -> None:
    """Let a person come to somebody's home."""
    event = here.events[entry["key"]]
    by = here.people[entry["organiser"]]
    welcome.say_yes(event, by, [here.people[name].id])


def _call_off(here: Neighbourhood, entry: Entry) -> None:
    """Cancel it with a reason."""
    by = here.people[entry["organiser"]]
    reason = entry["cancelled"]["reason"]
    events.cancel(here.events[entry["key"]], by, reason=reason)


def _set_leaders(here: Neighbourhood, entry: Entry) -> None:
    """Write down who promised to bring how many."""
    event = here.events[entry["key"]]
    by = here.people[entry["organiser"]]
    for leader in entry["leaders"]:
        name = leader["name"]
        number = leader["promised"]
        register.set_leaders(event, by, promised={}, name=name, number=number)
    _mark(here, entry, [])


def _count_who_came(here: Neighbourhood, entry: Entry) -> None:
    """Mark who came, with the newcomers."""
    newcomers = [register.Newcomer(name) for name in entry["newcomers"]]
    _mark(here, entry, entry["came"], newcomers)


def _mark(
    here: Neighbourhood,
    entry: Entry,
    came: list[str],
    newcomers: Sequence[register.Newcomer] = (),
) -> None:
    """Fill in the register: who came, and who was brought by whom."""
    event = here.events[entry["key"]]
    by = here.people[entry["organiser"]]
    brought = _brought_by(entry, event.id)
    marks = {}
    for name in entry["going"]:
        place = attendance_queries.place_of(event.id, here.people[name].id)
        if place:
            marks[place.id] = register.RegisterMark(name in came, brought.get(name))
    register.update_register(event, by, marks=marks, newcomers=newcomers)


def _brought_by(entry: Entry, event_id: int) -> dict[str, int]:
    """The number of the leader who brought each of these people."""
    ids = {row.name: row.id for row in attendance_queries.turnout(event_id)}
    brought = {}
    for leader in entry["leaders"]:
        for name in leader["brought"]:
            brought[name] = ids[leader["name"]]
    return brought

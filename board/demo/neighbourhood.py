"""The made-up neighbourhood while it is brought in: what is there so far, and when
things happen in it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from board import clock
from board.campaigns.coalition_models import Promise

Entry = dict[str, Any]  # one thing as the file describes it
Act = Callable[..., object]


class Step(NamedTuple):
    """Something that is done at a moment."""

    moment: datetime
    act: Act
    arguments: tuple[Any, ...]


class Neighbourhood:
    """What has been made so far, by the key it has in the file, and the steps that
    make it."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)
        self.now = clock.now()
        self.today = clock.today(timezone)
        self.steps: list[Step] = []
        self.areas: dict[str, Any] = {}
        self.people: dict[str, Any] = {}
        self.issues: dict[str, Any] = {}
        self.campaigns: dict[str, Any] = {}
        self.starters: dict[str, Any] = {}  # who started each campaign
        self.tasks: dict[str, Any] = {}
        self.events: dict[str, Any] = {}
        # each round with the numbers of its answers
        self.rounds: dict[str, tuple[Any, list[int]]] = {}
        self.promises: dict[tuple[str, str], Promise] = {}  # by campaign and who

    def schedule(self, moment: datetime, act: Act, *given: Any) -> None:
        """Let this be done at that moment."""
        step = Step(moment, act, (self, *given))
        self.steps.append(step)

    def schedule_ago(self, days: float, act: Act, *given: Any) -> None:
        """Let this be done so many days ago."""
        moment = self.ago(days)
        self.schedule(moment, act, *given)

    def ago(self, days: float) -> datetime:
        """So many days ago, at an hour when people are awake: whenever the demo is
        loaded, nobody posts at night."""
        moment = (self.now - timedelta(days=days)).astimezone(self.zone)
        if moment.date() == self.today:
            return moment
        midnight = moment.replace(hour=0, minute=0, second=0)
        return midnight + timedelta(hours=7) + (moment - midnight) * 2 / 3

    def at(self, in_days: int, hour: int = 0) -> datetime:
        """An hour of the day so many days from now."""
        day = self.today + timedelta(days=in_days)
        return datetime.combine(day, time(hour), self.zone)

    def end_of(self, entry: Entry) -> datetime:
        """When a task or an event is over."""
        if "due_in_days" in entry:
            return self.at(entry["due_in_days"], 18)
        return self.at(entry["starts_in_days"], entry["hour"] + entry["hours"])

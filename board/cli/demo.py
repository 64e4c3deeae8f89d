"""`board demo`: a made-up neighbourhood, brought in by the actions the pages use, each thing at its moment."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from board import clock
from board.accounts import actions as accounts
from board.accounts.passwords import make_hash
from board.accounts.queries import anybody
from board.activity.actions import follow, record, tell_now
from board.activity.models import Verb
from board.activity.queries import version
from board.areas import actions as areas
from board.campaigns import actions as campaigns
from board.campaigns.models import Stage
from board.cli import the_board
from board.db import write_tx
from board.issues import actions as issues
from board.issues.models import State
from board.notifications.actions import read_all
from board.policy import Role
from board.tasks import actions as tasks
from board.tasks.models import Hold, Shape

STORY = Path(__file__).with_name("demo_neighbourhood.toml")
PASSWORD = "demo-board-2026"  # noqa: S105  everybody may know it
FOUNDED = 130  # days ago, before anything was said
Told = dict[str, Any]
Step = tuple[datetime, Callable[[], object]]


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing, quietly, when there are people already.")
def command(if_empty: bool) -> None:
    """Load a made-up neighbourhood to try the board with. It only goes into a database without people."""
    # One transaction: interrupted, nothing is loaded, rather than half a neighbourhood.
    with the_board() as settings, write_tx():
        if not anybody():
            Neighbourhood(tomllib.loads(STORY.read_text("utf-8")), settings.timezone).load()
        elif if_empty:
            return
        else:
            raise click.ClickException("There are people on this board. The demo only goes into an empty database.")
    click.echo(f"The demo is loaded. Sign in as organiser@example.org with {PASSWORD}.")


class Neighbourhood:
    """The story of the file: what is there so far, by key, and the steps that bring it in."""

    def __init__(self, told: Told, timezone: str) -> None:
        self.told, self.zone = told, ZoneInfo(timezone)
        self.now, self.today = clock.now(), clock.today(timezone)
        self.areas, self.people, self.issues, self.campaigns, self.tasks = ({}, {}, {}, {}, {})  # type: tuple[Told, ...]

    def load(self) -> None:
        """Take every step in the order of time; each is told to those who followed at that moment."""
        for moment, act in sorted(self._steps(), key=itemgetter(0)):
            with clock.set_to(moment):
                act()
                tell_now()
        record(Verb.DEMO_LOADED, next(iter(self.areas.values())), by=None, topics=["areas"])

    def _steps(self) -> Iterator[Step]:
        yield self._ago(FOUNDED), self._settle
        for told in self.told["issues"]:
            yield from self._issue(told)
        for told in self.told["campaigns"]:
            yield from self._campaign(told)
        for told in self.told["tasks"]:
            yield from self._task(told)
        yield self._ago(7), self._read_news

    def _ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def _settle(self) -> None:
        password_hash = make_hash(PASSWORD)
        for told in self.told["areas"]:
            self.areas[told["slug"]] = areas.add(**told)
        for told in self.told["people"]:
            person = accounts.register(told["name"], told["email"], password_hash, is_operator=told["operator"])
            self.people[told["key"]] = person
            areas.settle(self.areas[told["home"]], by=person)
            for slug in told["member"]:
                areas.join(self.areas[slug], by=person)
            for slug in told["organiser"]:
                areas.give_role(self.areas[slug], person, Role.ORGANISER, by=None)

    def _read_news(self) -> None:
        for person in self.people.values():
            read_all(person, until=version())

    def _issue(self, told: Told) -> Iterator[Step]:
        key, posted, closed = told["key"], told["days_ago"], told.get("closed_days_ago", 0)
        yield self._ago(posted), lambda: self._post(told)
        for name in told.get("followed_by", []):
            yield self._ago(posted), lambda name=name: follow(f"issue-{self.issues[key].id}", self.people[name])
        for number, name in enumerate(told["seconded_by"], 1):
            # Most within days, some weeks later, none after it was closed.
            later = min(posted - closed, 30) * (number / (len(told["seconded_by"]) + 1)) ** 1.5
            yield self._ago(posted - later), lambda name=name: issues.second(self.issues[key], self.people[name])
        for said in told["comments"]:
            yield (
                self._ago(said["days_ago"]),
                lambda said=said: issues.comment(self.issues[key], self.people[said["by"]], body=said["body"].strip()),
            )
        if "state" in told:
            yield self._ago(closed), lambda: self._close(told)

    def _post(self, told: Told) -> None:
        names = ("title", "category", "kind", "place", "latitude", "longitude", "show_name")
        said = {name: told.get(name) for name in names}
        area, author = self.areas[told["area"]], self.people[told["author"]]
        self.issues[told["key"]] = issues.post(author, area_id=area.id, body=told["body"].strip(), **said)

    def _close(self, told: Told) -> None:
        by, first = self.people[told["closed_by"]], self.issues.get(told.get("duplicate_of", ""))
        issue, state = self.issues[told["key"]], State(told["state"])
        issues.set_state(issue, by, state=state, reason=told["reason"], duplicate_of=first)

    def _campaign(self, told: Told) -> Iterator[Step]:
        key = told["key"]
        yield self._ago(told["days_ago"]), lambda: self._start(told)
        for moved in told["stages"]:
            yield self._ago(moved["days_ago"]), lambda moved=moved: self._move(told, moved)
        for news in told["updates"]:
            yield self._ago(news["days_ago"]), lambda news=news: self._tell(key, news)

    def _start(self, told: Told) -> None:
        by, ids = self.people[told["organiser"]], [self.issues[key].id for key in told["issues"]]
        said = {name: told[name].strip() for name in ("title", "goal", "ask", "decision_maker", "win")}
        decide_by = self.today + timedelta(days=told["decide_in_days"])
        campaign = campaigns.start(self.areas[told["area"]], by, issues=ids, decide_by=decide_by, **said)
        self.campaigns[told["key"]] = campaign
        for name in told["followed_by"]:
            follow(f"campaign-{campaign.id}", self.people[name])

    def _move(self, told: Told, moved: Told) -> None:
        campaign, by = self.campaigns[told["key"]], self.people[told["organiser"]]
        campaigns.set_stage(campaign, by, stage=Stage(moved["stage"]), note=moved["note"])

    def _tell(self, key: str, news: Told) -> None:
        campaigns.tell(self.campaigns[key], self.people[news["by"]], title=news["title"], body=news["body"].strip())

    def _task(self, told: Told) -> Iterator[Step]:
        yield self._ago(told["days_ago"]), lambda: self._plan(told)
        for number, held in enumerate(told["claims"], 1):
            taken = self._ago(held["days_ago"])
            yield taken, lambda held=held: tasks.claim(self.tasks[told["key"]], self.people[held["by"]])
            ends = {
                Hold.DONE: self._dates(told)["over"] + timedelta(minutes=17 * number),
                Hold.RELEASED: taken + (self.now - taken) / 2,
            }
            ...

"""`board demo`: a made-up neighbourhood, brought in by the actions the pages use, each
thing at its moment."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
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
from board.activity.queries import version
from board.activity.verbs import DEMO_LOADED
from board.areas import actions as areas
from board.areas.models import Area
from board.campaigns import actions as campaigns
from board.campaigns import backers, coalition, contacts, endings, promises, sign_ups
from board.campaigns.models import Brought, Outcome, Promise, Stage, Word
from board.cli import the_board
from board.db import db, write_tx
from board.events import actions as events
from board.events import door
from board.events import queries as events_read
from board.events.models import Kind
from board.issues import actions as issues
from board.issues import answers
from board.issues.models import Says, State
from board.mail.actions import silent
from board.notifications.actions import read_all
from board.policy import Role
from board.tasks import actions as tasks
from board.tasks import line, planning, series
from board.tasks import queries as tasks_read
from board.tasks.models import Repeats, Shape

STORY = Path(__file__).with_name("demo_neighbourhood.toml")
PASSWORD = "demo-board-2026"  # noqa: S105  everybody may know it
TAKEN = (
    "There are people on this board. The demo needs one of its own: set "
    "BOARD_INSTANCE to a new folder."
)
FOUNDED = 130  # days ago, before anything was said
Told = dict[str, Any]
Step = tuple[datetime, Callable[..., object], tuple[Any, ...]]


@click.command()
@click.option(
    "--if-empty",
    is_flag=True,
    help="Do nothing, quietly, when there are people already.",
)
def command(if_empty: bool) -> None:
    """Load a neighbourhood to try the board with.

    It is made up, and only goes into a database without people. Everybody's password is
    demo-board-2026.
    """
    told, password_hash = tomllib.loads(STORY.read_text("utf-8")), make_hash(PASSWORD)
    # One transaction: interrupted, nothing is loaded, rather than half a neighbourhood.
    with the_board() as settings, write_tx(), silent():
        if not anybody():
            Neighbourhood(told, settings.timezone, password_hash).load()
        elif if_empty:
            return
        else:
            raise click.ClickException(TAKEN)
    click.echo(f"The demo is loaded. Sign in as organiser@example.org with {PASSWORD}.")


class Neighbourhood:
    """The story of the file: what is there so far, by key, and the steps that bring it
    in."""

    def __init__(self, told: Told, timezone: str, password_hash: str) -> None:
        self.told, self.zone, self.password_hash = (
            told,
            ZoneInfo(timezone),
            password_hash,
        )
        self.now, self.today = clock.now(), clock.today(timezone)
        self.areas: Told = {}
        self.people: Told = {}
        self.issues: Told = {}
        self.campaigns: Told = {}
        self.starters: Told = {}
        self.tasks: Told = {}
        self.events: Told = {}
        self.promises: dict[tuple[str, str], Promise] = {}

    def load(self) -> None:
        """Take every step in the order of time; each is told to those who followed at
        that moment."""
        for moment, act, arguments in sorted(self._steps(), key=itemgetter(0)):
            with clock.set_to(moment):
                act(*arguments)
                tell_now()
        record(DEMO_LOADED, next(iter(self.areas.values())), by=None, topics=["areas"])

    def _steps(self) -> Iterator[Step]:
        yield self._ago(FOUNDED), self._settle, ()
        for told in self.told["issues"]:
            yield from self._issue(told)
        for told in self.told["campaigns"]:
            yield from self._campaign(told)
        for told in self.told["tasks"]:
            yield from self._task(told)
        for told in self.told["events"]:
            yield from self._event(told)
        yield self.now, series.lay_out, ()
        yield self.now - timedelta(days=7), self._read_news, ()

    def _issue(self, told: Told) -> Iterator[Step]:
        key, posted, closed = (
            told["key"],
            told["days_ago"],
            told.get("closed_days_ago", 0),
        )
        yield self._ago(posted), self._post, (told,)
        for number, name in enumerate(told["seconded_by"], 1):
            # Most within days, some weeks later, none after it was closed.
            later = (
                min(posted - closed, 30)
                * (number / (len(told["seconded_by"]) + 1)) ** 1.5
            )
            yield self._ago(posted - later), self._second, (key, name)
        for said in told["comments"]:
            yield self._ago(said["days_ago"]), self._comment, (key, said)
        if "state" in told:
            yield self._ago(closed), self._close, (told,)
        for said in told.get("verdicts", []):
            yield self._ago(said["days_ago"]), self._answer, (key, said)
        for step in told.get("next", []):
            yield self._ago(step["days_ago"]), self._set_next, (key, step)

    def _campaign(self, told: Told) -> Iterator[Step]:
        yield self._ago(told["days_ago"]), self._start, (told,)
        for moved in told["stages"]:
            yield self._ago(moved["days_ago"]), self._move, (told, moved)
        for news in told["updates"]:
            yield self._ago(news["days_ago"]), self._tell, (told["key"], news)
        yield from self._coalition(told)

    def _coalition(self, told: Told) -> Iterator[Step]:
        key, began = told["key"], told["days_ago"]
        for number, (name, shown) in enumerate(told.get("backed_by", {}).items(), 1):
            yield self._ago(began * (1 - number / 20)), self._back, (key, name, shown)
        if "reached" in told:
            yield self._ago(2), self._reach, (key, told["reached"])
        for one in told.get("partners", []):
            yield self._ago(one["days_ago"]), self._join, (key, one)
        for one in told.get("pledges", []):
            yield self._ago(one["days_ago"]), self._pledge, (key, one, None)
        for one in told.get("promises", []):
            yield self._ago(one["days_ago"]), self._promise, (key, one)
            if "state" in one:
                yield (
                    self._ago(one["settled_days_ago"]),
                    self._settle_promise,
                    (key, one),
                )
        for one in told.get("contacts", []):
            yield self._ago(one["days_ago"]), self._note, (key, one)

    def _task(self, told: Told) -> Iterator[Step]:
        yield self._ago(told["days_ago"]), self._plan, (told,)
        for number, held in enumerate(told["claims"], 1):
            taken = self._ago(held["days_ago"])
            yield (
                taken,
                self._wait if held["state"] == "waiting" else self._claim,
                (told["key"], held),
            )
            if held["state"] == "done":
                yield (
                    self._over(told) + timedelta(minutes=17 * number),
                    self._end,
                    (tasks.complete, told["key"], held),
                )
            elif held["state"] == "released":
                yield (
                    taken + (self.now - taken) / 2,
                    self._end,
                    (tasks.release, told["key"], held),
                )

    def _event(self, told: Told) -> Iterator[Step]:
        planned, ends = told["days_ago"], max(0, -told["starts_in_days"])
        yield self._ago(planned), self._gather, (told,)
        for number, name in enumerate(told["going"], 1):
            said_yes = planned - (planned - ends) * number / (len(told["going"]) + 2)
            yield self._ago(said_yes), self._change, (events.attend, told, name)
        for name in told.get("withdrawn", []):
            yield self._ago(ends + 0.3), self._change, (events.withdraw, told, name)
        if "cancelled" in told:
            yield self._ago(told["cancelled"]["days_ago"]), self._call_off, (told,)
        if "leaders" in told:
            yield self._ago(ends + 0.2), self._lead, (told,)
        if "came" in told:
            yield self._over(told), self._count, (told,)

    def _ago(self, days: float) -> datetime:
        """So many days ago, at an hour when people are awake: whenever the demo is
        loaded, nobody posts at night."""
        moment = (self.now - timedelta(days=days)).astimezone(self.zone)
        midnight = moment.replace(hour=0, minute=0, second=0)
        return (
            moment
            if moment.date() == self.today
            else midnight + timedelta(hours=7) + (moment - midnight) * 2 / 3
        )

    def _at(self, in_days: int, hour: int = 0) -> datetime:
        return datetime.combine(
            self.today + timedelta(days=in_days), time(hour), self.zone
        )

    def _over(self, told: Told) -> datetime:
        if "due_in_days" in told:
            return self._at(told["due_in_days"], 18)
        return self._at(told["starts_in_days"], told["hour"] + told["hours"])

    def _settle(self) -> None:
        self.areas = {told["slug"]: areas.add(**told) for told in self.told["areas"]}
        for told in self.told["people"]:
            person = accounts.register(
                told["name"],
                told["email"],
                self.password_hash,
                is_operator=told["operator"],
            )
            self.people[told["key"]] = person
            areas.settle(self.areas[told["home"]], by=person)
            for slug in told["member"]:
                areas.join(self.areas[slug], by=person)
            for slug in told["organiser"]:
                areas.give_role(self.areas[slug], person, Role.ORGANISER, by=None)

    def _post(self, told: Told) -> None:
        names = (
            "title",
            "category",
            "kind",
            "place",
            "latitude",
            "longitude",
            "show_name",
        )
        said: Told = {name: told.get(name) for name in names} | {
            "body": told["body"].strip()
        }
        issue = issues.post(
            self.people[told["author"]], area_id=self.areas[told["area"]].id, **said
        )
        self.issues[told["key"]] = issue
        for name in told.get("followed_by", []):
            follow(f"issue-{issue.id}", self.people[name])

    def _second(self, key: str, name: str) -> None:
        issues.second(self.issues[key].id, self.people[name])

    def _comment(self, key: str, said: Told) -> None:
        issues.comment(
            self.issues[key], self.people[said["by"]], body=said["body"].strip()
        )

    def _close(self, told: Told) -> None:
        first = self.issues.get(told.get("duplicate_of", ""))
        said = {
            "state": State(told["state"]),
            "reason": told["reason"],
            "duplicate_of": first,
        }
        issues.set_state(
            self.issues[told["key"]], self.people[told["closed_by"]], **said
        )

    def _answer(self, key: str, said: Told) -> None:
        answers.verdict(
            self.issues[key], self.people[said["by"]], says=Says(said["says"])
        )

    def _set_next(self, key: str, step: Told) -> None:
        day = self.today + timedelta(days=step["in_days"])
        answers.set_next(
            self.issues[key],
            self.people[step["by"]],
            what=step["what"],
            who=step["who"],
            day=day,
        )

    def _start(self, told: Told) -> None:
        names = (
            "title",
            "goal",
            "ask",
            "decision_maker",
            "decision_maker_office",
            "win",
        )
        said: Told = {name: told[name].strip() for name in names}
        said |= {
            name: told[name] for name in ("goal_count", "goal_unit") if name in told
        }
        said["decide_by"] = self.today + timedelta(days=told["decide_in_days"])
        said["issues"] = [self.issues[key].id for key in told["issues"]]
        by = self.people[told["organiser"]]
        campaign = campaigns.start(self.areas[told["area"]], by, **said)
        self.campaigns[told["key"]], self.starters[told["key"]] = campaign, by
        for name in told["followed_by"]:
            follow(f"campaign-{campaign.id}", self.people[name])
        signed = [sign_ups.read_line(line) for line in told.get("signed_on_paper", [])]
        if signed:
            sign_ups.key_in(
                campaign,
                by,
                people=signed,
                signed_on=self.today - timedelta(days=told["days_ago"]),
            )

    def _move(self, told: Told, moved: Told) -> None:
        campaign, by = self.campaigns[told["key"]], self.people[told["organiser"]]
        if "outcome" not in moved:
            campaigns.set_stage(
                campaign, by, stage=Stage(moved["stage"]), note=moved["note"]
            )
            return
        said = {
            name: moved[name]
            for name in ("changed", "thanks", "stepped_up", "differently")
        }
        outcome = Outcome(moved["outcome"])
        endings.end(
            campaign,
            by,
            version=0,
            outcome=outcome,
            how=moved["note"],
            state=State.OPEN,
            **said,
        )

    def _tell(self, key: str, news: Told) -> None:
        campaigns.tell(
            self.campaigns[key],
            self.people[news["by"]],
            title=news["title"],
            body=news["body"].strip(),
        )

    def _back(self, key: str, name: str, shown: bool) -> None:
        backers.back(self.campaigns[key], self.people[name], show_name=shown)

    def _reach(self, key: str, number: int) -> None:
        campaigns.set_reached(
            self.campaigns[key], self.starters[key], reached=number, was=0
        )

    def _join(self, key: str, told: Told) -> None:
        said = {name: told[name] for name in ("name", "does", "link")}
        partner = coalition.add_partner(self.campaigns[key], self.starters[key], **said)
        for pledged in told["pledges"]:
            self._pledge(key, pledged, partner.id)

    def _pledge(self, key: str, told: Told, partner_id: int | None) -> None:
        campaign, by = self.campaigns[key], self.starters[key]
        due = self.today + timedelta(days=told["in_days"])
        said: Told = {
            "what": told["what"],
            "who": told.get("who", ""),
            "due": due,
            "partner_id": partner_id,
        }
        pledge = coalition.add_pledge(campaign, by, **said)
        if told["state"] != Brought.OPEN:
            coalition.change_pledge(
                campaign, pledge, by, version=1, state=Brought(told["state"])
            )

    def _promise(self, key: str, told: Told) -> None:
        campaign, by = self.campaigns[key], self.starters[key]
        names = ("who", "office", "what", "to_whom", "place", "witness", "source")
        said: Told = {name: told[name] for name in names} | {
            "said_on": clock.now().astimezone(self.zone).date()
        }
        said["due"] = self.today + timedelta(days=told["in_days"])
        self.promises[key, told["who"]] = promises.add(campaign, by, **said)

    def _settle_promise(self, key: str, told: Told) -> None:
        campaign, by, promise = (
            self.campaigns[key],
            self.starters[key],
            self.promises[key, told["who"]],
        )
        on = clock.now().astimezone(self.zone).date()
        promises.settle(
            campaign, promise, by, state=Word(told["state"]), note=told["note"], on=on
        )

    def _note(self, key: str, told: Told) -> None:
        said = {
            name: told[name]
            for name in ("name", "office", "stance", "known_by", "notes")
        }
        contacts.add(self.campaigns[key], self.starters[key], **said)

    def _plan(self, told: Told) -> None:
        names = (
            "title",
            "places",
            "newcomer_places",
            "skills",
            "roles",
            "cleared",
            "confirm",
        )
        said = {name: told[name] for name in names if name in told} | {
            "shape": Shape(told["shape"]),
            "details": told["details"].strip(),
        }
        if said["shape"] == Shape.SHIFT:
            said |= {
                "starts_at": self._at(told["starts_in_days"], told["hour"]),
                "ends_at": self._over(told),
            }
        elif said["shape"] == Shape.BY_DATE:
            said["due_on"] = self.today + timedelta(days=told["due_in_days"])
        campaign = self.campaigns[told["campaign"]]
        plan = planning.plan
        if "repeats" in told:
            plan, said["repeats"] = series.plan, Repeats(told["repeats"])
        self.tasks[told["key"]] = plan(
            campaign, by=self.starters[told["campaign"]], **said
        )
        for held in told["claims"] if told.get("cleared") else ():
            cleared = {"person": self.people[held["by"]].id, "cleared": True}
            tasks.clear(
                db.session.get_one(Area, campaign.area_id),
                self.starters[told["campaign"]],
                **cleared,
            )

    def _claim(self, key: str, held: Told) -> None:
        tasks.claim(
            self.tasks[key].id, self.people[held["by"]], role=held.get("role", "")
        )

    def _wait(self, key: str, held: Told) -> None:
        line.wait(
            self.tasks[key].id, self.people[held["by"]], role=held.get("role", "")
        )

    def _end(self, how: Callable[..., None], key: str, held: Told) -> None:
        how(
            tasks_read.get(self.tasks[key].id),
            self.people[held["by"]],
            note=held["note"],
        )

    def _gather(self, told: Told) -> None:
        names = ("title", "details", "place", "address", "host")
        said: Told = {name: told.get(name, "") for name in names} | {
            "places": told.get("places")
        }
        said |= {
            "starts_at": self._at(told["starts_in_days"], told["hour"]),
            "ends_at": self._over(told),
        }
        area, campaign = (
            self.areas[told["area"]],
            self.campaigns.get(told.get("campaign", "")),
        )
        by = self.people[told["organiser"]]
        self.events[told["key"]] = events.plan(
            area, by, kind=Kind(told["kind"]), campaign=campaign, **said
        )

    def _change(self, how: Callable[..., None], told: Told, name: str) -> None:
        how(self.events[told["key"]], self.people[name])

    def _call_off(self, told: Told) -> None:
        events.cancel(
            self.events[told["key"]],
            self.people[told["organiser"]],
            reason=told["cancelled"]["reason"],
        )

    def _lead(self, told: Told) -> None:
        event, by = self.events[told["key"]], self.people[told["organiser"]]
        for leader in told["leaders"]:
            door.set_leaders(
                event, by, promised={}, name=leader["name"], number=leader["promised"]
            )
        self._mark(told, [])

    def _count(self, told: Told) -> None:
        self._mark(
            told, told["came"], [door.Newcomer(name) for name in told["newcomers"]]
        )

    def _mark(
        self, told: Told, came: list[str], newcomers: Sequence[door.Newcomer] = ()
    ) -> None:
        event, by = self.events[told["key"]], self.people[told["organiser"]]
        ids = {row.name: row.id for row in events_read.turnout(event.id)}
        brought = {
            name: ids[leader["name"]]
            for leader in told["leaders"]
            for name in leader["brought"]
        }
        marks = {}
        for name in told["going"]:
            place = events_read.mine(event.id, self.people[name].id)
            if place:
                marks[place.id] = door.Mark(name in came, brought.get(name))
        door.keep_register(event, by, marks=marks, newcomers=newcomers)

    def _read_news(self) -> None:
        for person in self.people.values():
            read_all(person, until=version())

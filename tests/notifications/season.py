"""The people of a season: what each is, and so may read, and what changes that."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from board.accounts.models import Person
from board.activity.verbs import Kind
from board.areas import membership_actions as memberships
from board.db import db
from board.issues.models import Issue
from board.moderation import case_actions
from board.moderation.carrying_out import Decision
from board.moderation.finding import find
from board.moderation.rules import Basis
from board.policy import Role
from board.tasks import actions as tasks
from board.tasks.models import Task
from tests.builders import Maker, People

NAMES = "Ada Ben Cleo Dev Eve Fay Gus Hal Ivy Jon Kit Lea Max Nan Oz Pia Quin Ros Sol"


@dataclass
class News:
    """One thing that happened. `marks` are what is said of it and of nothing else."""

    kind: Kind
    marks: tuple[str, ...]
    hearers: set[int]
    may: Callable[[int], bool]  # whether a person may read it as things are now
    thing: Any
    by: Person | None = None  # who is named to members alone
    has_own_letter: bool = False  # which leaves at once, whatever people chose
    hidden: bool = False

    def in_text(self, text: str) -> int:
        """How often a text tells it."""
        return sum(map(text.count, self.marks))


class Season:
    """The people, what each is in Hodge Hill, and what has happened."""

    def __init__(self, make: Maker, people: People, chance: Random, count: int) -> None:
        self.make, self.chance = make, chance
        self.people, self.area = people, people.hodge_hill
        self.organiser = people.organiser
        self.role: dict[int, Role | None] = {self.organiser.id: Role.ORGANISER}
        self.out: set[int] = set()  # whom moderators keep out
        self.everybody = {self.organiser.id: self.organiser}
        roles = (Role.MEMBER, Role.ORGANISER, Role.RESIDENT, Role.MEMBER, None)
        for at, name in enumerate(NAMES.split()[:count]):
            role = roles[at % len(roles)]
            area = self.area if role else None
            person = make.person(f"{name} Able", area=area, role=role or Role.MEMBER)
            self.everybody[person.id], self.role[person.id] = person, role
        self.news: list[News] = []
        self.on: dict[int, set[int]] = {}  # who has a place on each task

    # Who may do and read what.

    def belongs(self, person: int) -> bool:
        """Reads names and what those on a task say."""
        is_in = self.role[person] in (Role.MEMBER, Role.ORGANISER)
        return is_in and person not in self.out

    def organises(self, person: int) -> bool:
        return self.role[person] == Role.ORGANISER and person not in self.out

    def some(self, count: int) -> list[Person]:
        """People of whom nobody is kept out, nor the organiser who decides here."""
        free = self.everybody.keys() - self.out - {self.organiser.id}
        chosen = self.chance.sample(sorted(free), count)
        return [self.everybody[number] for number in chosen]

    # What changes who may read.

    def turn(self) -> None:
        """Any of these."""
        turns = [self.hide, self.hide, self.keep_out, self.join_or_leave]
        self.chance.choice([*turns, self.join_or_leave, self.give_back])()

    def hide(self) -> None:
        """The newest post that people heard of is hidden."""
        posts = [one for one in self.news if isinstance(one.thing, Issue)]
        shown = [one for one in posts if one.kind != Kind.ORGANISING and not one.hidden]
        if shown:
            self._decide("hide", shown[-1].thing.id)
            shown[-1].hidden = True

    def keep_out(self) -> None:
        """Somebody may no longer write: here, or anywhere."""
        (person,) = self.some(1)
        if len(self.out) < len(self.everybody) // 4:
            post = self.make.issue(person, title="You fools")
            reach = self.chance.choice(["area", "board"])
            self._decide("ban", post.id, reach)
            self.out.add(person.id)

    def _decide(self, act: str, post: int, reach: str = "") -> None:
        basis = Basis(reason="Be kind.")
        with self.make.writing():
            by = self.make._here(self.people.operator)
            decision = Decision(act, basis, None, reach)
            case_actions.decide(find("issue", post), by, decision)

    def join_or_leave(self) -> None:
        """Somebody is let in, or is nothing here any more."""
        (person,) = self.some(1)
        is_in = self.role[person.id] in (Role.MEMBER, Role.ORGANISER)
        with self.make.writing():
            here, by = self.make._here(self.area), self.make._here(self.organiser)
            if is_in:
                memberships.take_role(here, person, by)
            else:
                memberships.admit(here, person, by)
        self.role[person.id] = None if is_in else Role.MEMBER

    def give_back(self) -> None:
        """Somebody is on one of the newest tasks no more."""
        held = [(task, who) for task, all in self.on.items() for who in sorted(all)]
        held = [(task, who) for task, who in held if who not in self.out]
        if held:
            task, who = self.chance.choice(held[-4:])
            with self.make.writing():
                row = db.session.get_one(Task, task)
                tasks.release(row, self.make._here(self.everybody[who]))
            self.on[task].remove(who)

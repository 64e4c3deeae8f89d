"""Makes people and things by the same actions the pages and the command line use, and
looks into the tables."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select

from board import clock
from board.accounts import actions as accounts
from board.accounts import passwords, session_actions, verbs
from board.accounts.models import Person
from board.activity import actions as activity
from board.activity.models import Activity
from board.areas import actions as areas
from board.areas import membership_actions as memberships
from board.areas.boundary import Boundary
from board.areas.models import Area
from board.campaigns import actions as campaigns
from board.campaigns import (
    backer_actions,
    coalition_actions,
    contact_actions,
    cover_actions,
    ending_actions,
    promise_actions,
    sign_up_actions,
    update_actions,
)
from board.campaigns.coalition_models import Partner, Pledge, Promise, PromiseState
from board.campaigns.models import ENDINGS, Campaign, Debrief, Outcome, Stage, Update
from board.campaigns.people_models import Contact
from board.campaigns.sign_up_lines import read_line
from board.cli.send_mail import write_at_once
from board.copying import event_content, template_actions
from board.copying.models import Template, TemplateKind
from board.db import Model, db, write_tx
from board.events import actions as events
from board.events import attendance, register, welcome
from board.events.models import Attendance, Event, Kind
from board.issues import actions as issues
from board.issues import (
    comment_actions,
    merge_actions,
    outcome_actions,
    second_actions,
    state_actions,
)
from board.issues.models import Comment, Issue, State
from board.issues.outcome_models import Says
from board.jobs.run import run_all
from board.notifications.digest import write_evenings
from board.notifications.models import Notification
from board.people import line_actions, request_actions, young_actions
from board.people.line_actions import Said
from board.people.models import Line, LineKind, SeenBy
from board.people.request_models import Reply, Request
from board.photos.pictures import Picture
from board.playbooks.models import Playbook
from board.policy import Role
from board.questions import actions as questions
from board.questions import queries as question_queries
from board.questions.models import Question
from board.roles import actions as roles
from board.roles.models import Role as Standing
from board.rounds import actions as rounds
from board.rounds import answer_actions as answers
from board.rounds import theme_actions as themes
from board.rounds.models import Answer, Round, Source, Theme
from board.tasks import actions as tasks
from board.tasks import card_queries, clearance, planning, series, talk, waiting_list
from board.tasks.claim_models import Claim
from board.tasks.effects import Unseen
from board.tasks.models import Shape, Task
from board.tasks.series_models import Repeats
from board.training import actions as courses
from board.training.models import Course
from board.training.session_actions import hold
from tests.playbooks import books

PASSWORD = "three plain words"
A_COURSE: dict[str, Any] = {
    "title": "Asking one question",
    "summary": "An hour on asking, and then listening.",
    "skill": "one-to-ones",
    "months": None,
    "for_whom": "Whoever wants to talk to a neighbour.",
    "people_from": 6,
    "people_to": 12,
    "aims": ["You can ask, and wait for the answer."],
    "materials": ["A clock"],
    "before": "Put **chairs** in a ring.",
    "safeguarding": "Nobody has to tell what they do not want to.",
    "worked": ["Each knows one new thing."],
    "task_title": "Ask one neighbour",
    "task_words": "Ask what they would change here.",
    "parts": [
        {"minutes": 20, "title": "Welcome", "does": "Names.", "says": "Thank you."},
        {"minutes": 40, "title": "In pairs", "does": "Each asks.", "says": "Listen."},
    ],
    "sheets": [
        {"kind": "handout", "title": "Three questions", "words": "- What keeps you?"}
    ],
}
M = TypeVar("M", bound=Model)
numbers = count(1)


@cache
def password_hash() -> str:
    """One hash for everybody: making one is slow on purpose."""
    return passwords.make_hash(PASSWORD)


@dataclass
class People:
    """The same few people in every test, and where they are."""

    hodge_hill: Area
    ward_end: Area
    resident: Person
    member: Person
    organiser: Person
    operator: Person
    elsewhere: Person  # organises in Ward End
    by_name: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("resident", "member", "organiser", "operator", "elsewhere"):
            self.by_name[name] = getattr(self, name)


@dataclass
class Things:
    """A small board with one of each: what a page can show is there to be shown."""

    # posted by the resident without a name, seconded and commented on by the member
    issue: Issue
    other: Issue  # posted by the member under their name, in the campaign
    campaign: Campaign
    task: Task  # open-ended, with places for everyone
    shift: Task  # held by the member
    by_date: Task  # its one place is done, by the organiser
    # of the campaign, tomorrow at six in a home, with places; the member goes
    event: Event
    partner: Partner  # of the campaign, as are these
    pledge: Pledge  # the partner's
    promise: Promise  # open, with a witness
    contact: Contact
    question: Question  # of the resident about the task, open to all
    course: Course  # of Hodge Hill, by the organiser
    role: Standing  # of the campaign, held by the member
    playbook: Playbook  # the organiser's
    round: Round  # open, with an answer from paper that all may read, under a theme
    answer: Answer
    theme: Theme
    template: Template  # of the event, the organiser's own


def _secret_of(person: Person) -> str:
    return hashlib.sha1(str(person.id).encode()).hexdigest()


@cache
def _signed(secret: str, key: str) -> str:
    return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(secret))


class Maker:
    """Makes things in transactions of their own.

    What it gives back is detached: read its columns, pass it on.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A write transaction outside of any request."""
        with self.app.app_context(), write_tx():
            yield

    def people(self) -> People:
        """The people of all tests."""
        hodge_hill, ward_end = self.area("Hodge Hill"), self.area("Ward End")
        return People(
            hodge_hill,
            ward_end,
            resident=self.person(
                "Rosa Reed",
                email="resident@example.org",
                area=hodge_hill,
                role=Role.RESIDENT,
            ),
            member=self.person(
                "Mo Malik",
                email="member@example.org",
                area=hodge_hill,
                role=Role.MEMBER,
            ),
            organiser=self.person(
                "Olu Okafor",
                email="organiser@example.org",
                area=hodge_hill,
                role=Role.ORGANISER,
            ),
            operator=self.person(
                "Pat Price", email="operator@example.org", is_operator=True
            ),
            elsewhere=self.person(
                "Eli Evans",
                email="elsewhere@example.org",
                area=ward_end,
                role=Role.ORGANISER,
            ),
        )

    def area(self, name: str) -> Area:
        """A place; its slug is made of its name."""
        with self.writing():
            return areas.add(
                name.lower().replace(" ", "-"), name, about=f"All about {name}."
            )

    def boundary(self, area: Area, boundary: Boundary) -> None:
        """Where an area ends."""
        with self.writing():
            areas.draw(self._here(area), boundary)

    def person(
        self,
        name: str = "",
        *,
        email: str = "",
        area: Area | None = None,
        role: Role = Role.MEMBER,
        is_operator: bool = False,
    ) -> Person:
        """Somebody with an account, and with a role in an area when one is named."""
        number = next(numbers)
        with self.writing():
            person = accounts.register(
                name or f"Person {number}",
                email or f"person-{number}@example.org",
                password_hash(),
                is_operator=is_operator,
            )
            if area is not None:
                memberships.give_role(area, person, role, by=None)
            return person

    def cookie(self, person: Person, *, remember: bool = False) -> str:
        """The cookie of a browser the person has just signed in with, without the time
        a password costs."""
        with self.writing():
            token = session_actions.open_session(self._here(person), remember=remember)
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        name = self.app.config["SESSION_COOKIE_NAME"]
        kept = {"_user_id": token, "_fresh": True, "csrf_token": _secret_of(person)}
        return f"{name}={signer.dumps(kept)}"

    def form_token(self, person: Person) -> str:
        """The token of the forms that a browser with such a cookie is shown."""
        return _signed(_secret_of(person), str(self.app.secret_key))

    def _here(self, row: M) -> M:
        """The row as it is in this transaction."""
        key = row.__mapper__.primary_key_from_instance(row)
        found = db.session.get(type(row), tuple(key), populate_existing=True)
        assert found is not None, f"{row} is gone"
        return found

    def now(self, row: M) -> M:
        """The row as it is now."""
        with self.app.app_context():
            return self._here(row)

    def issue(self, by: Person, area: Area | int | None = None, **said: Any) -> Issue:
        """A post; in Hodge Hill, which is the first area, unless said otherwise."""
        texts = {
            "title": "The lamp on Cotterills Lane is out",
            "body": "Since March.",
            "category": "lighting",
        }
        where = area if isinstance(area, int) else area.id if area else 1
        with self.writing():
            return issues.post(self._here(by), area_id=where, **texts | said)

    def second(self, issue: Issue, *by: Person) -> None:
        """Everyone named says me too."""
        for person in by:
            with self.writing():
                second_actions.second(issue.id, self._here(person))

    def comment(self, issue: Issue, by: Person, body: str = "Ours too.") -> Comment:
        """Something said under an issue."""
        with self.writing():
            made = comment_actions.comment(self._here(issue), self._here(by), body=body)
            return db.session.get_one(Comment, made.id)

    def edit(self, issue: Issue, by: Person, **said: Any) -> None:
        """A change to what an issue says."""
        with self.writing():
            found = self._here(issue)
            issues.edit(found, self._here(by), version=found.version, **said)

    def state(
        self,
        issue: Issue,
        by: Person,
        state: State,
        reason: str = "",
        of: Issue | None = None,
        evidence: str = "",
    ) -> None:
        """Where an issue stands."""
        with self.writing():
            other = self._here(of) if of else None
            said = {"reason": reason, "evidence": evidence, "duplicate_of": other}
            state_actions.set_state(
                self._here(issue), self._here(by), state=state, **said
            )

    def merge(
        self, issue: Issue, by: Person, into: Issue, reason: str = "The same."
    ) -> None:
        """An issue that goes on at another."""
        with self.writing():
            merge_actions.merge(
                self._here(issue), self._here(by), into=self._here(into), reason=reason
            )

    def unmerge(self, issue: Issue, by: Person, reason: str = "") -> None:
        """A merge undone."""
        with self.writing():
            merge_actions.unmerge(self._here(issue), self._here(by), reason=reason)

    def unsecond(self, issue: Issue, by: Person) -> None:
        """A me too taken back."""
        with self.writing():
            second_actions.unsecond(self._here(issue), self._here(by))

    def verdict(self, issue: Issue, by: Person, says: Says, note: str = "") -> None:
        """Whether it is really done."""
        with self.writing():
            outcome_actions.give_verdict(
                self._here(issue), self._here(by), says=says, note=note
            )

    def next_step(
        self, issue: Issue, by: Person, what: str = "Ring the depot", days: int = 3
    ) -> None:
        """Who does what by when."""
        with self.writing():
            outcome_actions.set_next(
                self._here(issue),
                self._here(by),
                what=what,
                who="Olu",
                day=in_days(days),
            )

    def later(self, days: float, act: Callable[[], object]) -> None:
        """Something that happens in so many days."""
        with clock.set_to(same_time(days)):
            act()

    def jobs(self, days: float = 0) -> dict[str, int]:
        """What the jobs do in so many days."""
        with self.app.app_context(), clock.set_to(same_time(days)):
            return run_all()

    def mails(self, days: float = 0) -> None:
        """What leaves at once is written, and what is due in so many days."""
        with self.app.app_context(), clock.set_to(same_time(days)):
            write_at_once()
            while write_evenings():
                pass

    def campaign(
        self,
        by: Person,
        *from_issues: Issue,
        area: Area | int | None = None,
        **said: Any,
    ) -> Campaign:
        """A campaign from some issues."""
        texts = {
            "title": "Light the lane",
            "goal": "Every lamp lit by winter.",
            "ask": "Mend the 14 lamps.",
        }
        where = area if isinstance(area, int) else area.id if area else 1
        with self.writing():
            here = db.session.get(Area, where)
            assert here is not None
            ids = [issue.id for issue in from_issues]
            return campaigns.start(here, self._here(by), issues=ids, **texts | said)

    def update(
        self,
        campaign: Campaign,
        by: Person,
        title: str = "They have answered",
        **said: Any,
    ) -> Update:
        """News of a campaign."""
        told = {"title": title, "body": "They will come and look."} | said
        with self.writing():
            return update_actions.post_update(
                self._here(campaign), self._here(by), **told
            )

    def cover(self, campaign: Campaign, by: Person, picture: Picture) -> None:
        """The picture of a campaign; its files are in the store already."""
        with self.writing():
            cover_actions.set_cover(
                self._here(campaign), self._here(by), picture=picture
            )

    def reached(self, campaign: Campaign, by: Person, number: int) -> None:
        """How much of the goal is reached."""
        with self.writing():
            found = self._here(campaign)
            campaigns.set_reached(
                found, self._here(by), reached=number, was=found.reached
            )

    def back(self, campaign: Campaign, *by: Person, show_name: bool = False) -> None:
        """Everyone named joins the campaign."""
        for person in by:
            with self.writing():
                backer_actions.back(
                    self._here(campaign), self._here(person), show_name=show_name
                )

    def partner(
        self, campaign: Campaign, by: Person, name: str = "Trinity Hall", **said: Any
    ) -> Partner:
        """An organisation joins."""
        with self.writing():
            return coalition_actions.add_partner(
                self._here(campaign), self._here(by), name=name, **said
            )

    def pledge(
        self,
        campaign: Campaign,
        by: Person,
        what: str = "The hall for two evenings",
        **said: Any,
    ) -> Pledge:
        """Somebody will bring something: a partner, or a person called Ann."""
        who = {} if "partner_id" in said else {"who": "Ann"}
        with self.writing():
            return coalition_actions.add_pledge(
                self._here(campaign), self._here(by), what=what, **who | said
            )

    def promise(self, campaign: Campaign, by: Person, **said: Any) -> Promise:
        """Something a decision maker said yesterday."""
        texts = {
            "who": "Ada Brown",
            "office": "Cabinet member",
            "what": "The lamps by May.",
            "said_on": in_days(-1),
        }
        with self.writing():
            return promise_actions.add(
                self._here(campaign), self._here(by), **texts | said
            )

    def settle(
        self, promise: Promise, by: Person, state: PromiseState, note: str = ""
    ) -> None:
        """Whether a promise was kept."""
        with self.writing():
            campaign = db.session.get_one(Campaign, promise.campaign_id)
            said: dict[str, Any] = {"state": state, "note": note, "on": in_days(0)}
            promise_actions.settle(
                campaign, self._here(promise), self._here(by), **said
            )

    def contact(
        self, campaign: Campaign, by: Person, name: str = "Canon Grey", **said: Any
    ) -> Contact:
        """Somebody on the organisers' list."""
        with self.writing():
            return contact_actions.add(
                self._here(campaign), self._here(by), name=name, **said
            )

    def coalition(
        self, campaign: Campaign, by: Person
    ) -> tuple[Partner, Pledge, Promise, Contact]:
        """Part of a goal, and one of each."""
        self.reached(campaign, by, 212)
        hall = self.partner(
            campaign, by, does="Opens its doors", link="https://example.org/hall"
        )
        pledge = self.pledge(campaign, by, partner_id=hall.id, due=in_days(5))
        promise = self.promise(
            campaign,
            by,
            witness="Wim Wood",
            due=in_days(30),
            source="https://example.org/minutes",
        )
        contact = self.contact(
            campaign,
            by,
            office="Chair of the trust",
            known_by="Nan Noor",
            notes="Likes lamps.",
        )
        return hall, pledge, promise, contact

    def stage(
        self, campaign: Campaign, by: Person, stage: Stage, note: str = ""
    ) -> None:
        """How far a campaign has come; at an end nothing is said of its posts."""
        if stage in ENDINGS:
            self.end(campaign, by, Outcome(stage), note or "So it went.")
            return
        with self.writing():
            campaigns.set_stage(
                self._here(campaign), self._here(by), stage=stage, note=note
            )

    def end(
        self,
        campaign: Campaign,
        by: Person,
        outcome: Outcome = Outcome.WON,
        how: str = "All lit.",
        **said: Any,
    ) -> None:
        """What came of a campaign; its posts stay open unless said otherwise."""
        with self.writing():
            kept = db.session.get(Debrief, campaign.id)
            given = {
                "version": kept.version if kept else 0,
                "outcome": outcome,
                "how": how,
                "state": State.OPEN,
            }
            ending_actions.end(self._here(campaign), self._here(by), **given | said)

    def sign_up(self, campaign: Campaign, by: Person, *lines: str) -> None:
        """Who signed on paper, typed in."""
        people = [read_line(line) for line in lines]
        with self.writing():
            sign_up_actions.key_in(
                self._here(campaign),
                self._here(by),
                people=people,
                signed_on=in_days(-1),
            )

    def task(
        self, campaign: Campaign, by: Person, *, places: int = 2, **said: Any
    ) -> Task:
        """An open-ended task, or of the shape its dates say."""
        shape = (
            Shape.SHIFT
            if "starts_at" in said
            else Shape.BY_DATE
            if "due_on" in said
            else Shape.OPEN
        )
        texts = {
            "title": "Count the dark lamps",
            "details": "Walk the lane at dusk.",
            "place": "The corner of Larch Road" if shape == Shape.SHIFT else "",
            "shape": shape,
        }
        with self.writing():
            return planning.plan(
                self._here(campaign), self._here(by), places=places, **texts | said
            )

    def change(self, task: Task, by: Person, **said: Any) -> None:
        """A task put another way, once whom it concerns was seen."""
        with self.writing():
            found = self._here(task)
            try:
                planning.edit(found, self._here(by), version=found.version, **said)
            except Unseen as shown:
                planning.edit(
                    found,
                    self._here(by),
                    version=found.version,
                    seen=shown.fingerprint,
                    **said,
                )

    def series(
        self, campaign: Campaign, by: Person, *, places: int = 2, **said: Any
    ) -> Task:
        """A shift that repeats every week from tomorrow at six on, unless said
        otherwise; gives its first task."""
        texts = {
            "title": "Walk the lane",
            "details": "",
            "skills": "",
            "shape": Shape.SHIFT,
            "place": "The corner of Larch Road",
        }
        rule = {
            "repeats": Repeats.WEEKLY,
            "starts_at": at_six(),
            "ends_at": at_six() + timedelta(hours=2),
        }
        with self.writing():
            return series.plan(
                self._here(campaign),
                self._here(by),
                places=places,
                **texts | rule | said,
            )

    def claim(self, task: Task, *by: Person, role: str = "") -> None:
        """Everyone named takes a place."""
        for person in by:
            with self.writing():
                tasks.claim(task.id, self._here(person), role=role)

    def claim_for(self, task: Task, by: Person, name: str) -> Claim:
        """An organiser writes somebody in by name."""
        with self.writing():
            tasks.claim_for(self._here(task), self._here(by), name=name)
            return db.session.scalars(select(Claim).where(Claim.name == name)).one()

    def call_off(self, task: Task, by: Person, reason: str = "It rains.") -> None:
        """A task called off."""
        with self.writing():
            planning.cancel(self._here(task), self._here(by), reason=reason)

    def wait(self, task: Task, *by: Person, role: str = "") -> None:
        """Everyone named joins the line."""
        for person in by:
            with self.writing():
                waiting_list.join(task.id, self._here(person), role=role)

    def accept(self, task: Task, by: Person) -> None:
        """An offer taken."""
        with self.writing():
            waiting_list.accept(task.id, self._here(by))

    def confirm(self, task: Task, by: Person, of: Person) -> None:
        """A second person has seen that a part is done."""
        with self.writing():
            part = db.session.scalar(
                select(Claim.id).filter_by(
                    task_id=task.id, person_id=of.id, state="done"
                )
            )
            tasks.confirm(self._here(task), self._here(by), claim=part or 0)

    def still(self, task: Task, by: Person) -> None:
        """Whoever holds a place says so again."""
        with self.writing():
            tasks.still(self._here(task), self._here(by))

    def clear(self, area: Area, by: Person, *who: Person, cleared: bool = True) -> None:
        """Everyone named may take what needs a cleared person, or no more."""
        for person in who:
            with self.writing():
                clearance.clear(
                    self._here(area), self._here(by), person=person.id, cleared=cleared
                )

    def release(self, task: Task, by: Person, note: str = "") -> None:
        """A place given back."""
        with self.writing():
            tasks.release(self._here(task), self._here(by), note=note)

    def complete(self, task: Task, by: Person, note: str = "") -> None:
        """A part done; of a shift, once it has begun."""
        begun = max(clock.now(), task.starts_at or clock.now())
        with clock.set_to(begun), self.writing():
            tasks.complete(self._here(task), self._here(by), note=note)

    def things(self, people: People) -> Things:
        """One of each thing, each at home in Hodge Hill."""
        issue = self.issue(
            people.resident, place="By the school", body="**Dark** since March."
        )
        other = self.issue(
            people.member,
            title="The alley is dark, too",
            show_name=True,
            latitude=52.5,
            longitude=-1.8,
        )
        self.second(issue, people.member)
        self.comment(issue, people.member)
        self.edit(
            issue, people.resident, title="The lamp on Cotterills Lane is still out"
        )
        campaign = self.campaign(
            people.organiser, other, goal_count=300, goal_unit="signatures"
        )
        coalition = self.coalition(campaign, people.organiser)
        self.back(campaign, people.operator)
        self.back(campaign, people.elsewhere, show_name=True)
        self.update(campaign, people.organiser)
        self.sign_up(
            campaign, people.organiser, "Ida Irwin, ida@example.org, 2 Fir Walk, yes"
        )
        task = self.task(campaign, people.organiser, places=50)
        shift = self.task(
            campaign,
            people.organiser,
            starts_at=at_six(),
            ends_at=at_six() + timedelta(hours=2),
        )
        by_date = self.task(
            campaign, people.organiser, places=1, due_on=in_days(9), skills="a camera"
        )
        self.claim(shift, people.member)
        self.claim(by_date, people.organiser)
        self.complete(by_date, people.organiser, note="Fourteen are out.")
        home = {
            "kind": Kind.HOUSE_MEETING,
            "address": "14 Larch House",
            "places": 50,
            "campaign": campaign,
        }
        event = self.event(people.hodge_hill, people.organiser, **home)
        self.attend(event, people.member)
        self.welcome(event, people.organiser, people.member)
        question = self.ask(task, people.resident)
        role = self.role(campaign, people.organiser, holder=people.member)
        self.say(shift, people.member)
        round_ = self.round(people.hodge_hill, people.organiser)
        answer = self.written(round_, people.organiser, shared=True)
        theme = self.theme(answer, by=people.organiser)
        made = (
            *(issue, other, campaign, task, shift, by_date, event, *coalition),
            question,
            self.course(people.organiser),
            role,
            books.write(self, people.organiser, people.hodge_hill),
            *(round_, answer, theme),
            self.template(event, people.organiser),
        )
        return Things(*map(self.now, made))  # type: ignore[arg-type]

    def event(
        self,
        area: Area,
        by: Person,
        *,
        kind: Kind = Kind.MEETING,
        days: int = 1,
        **said: Any,
    ) -> Event:
        """A gathering of two hours at six in the evening."""
        texts: dict[str, Any] = {
            "title": "Who decides about lamps?",
            "details": "**Tea** at half past.",
            "host": "Olu",
        }
        texts |= {"place": "Cotterills Lane", "address": "", "places": None}
        texts |= {
            "starts_at": at_six(days),
            "ends_at": at_six(days) + timedelta(hours=2),
        }
        with self.writing():
            if "campaign" in said:
                said["campaign"] = self._here(said["campaign"])
            return events.plan(
                self._here(area), self._here(by), kind=kind, **texts | said
            )

    def template(self, event: Event, by: Person, **said: Any) -> Template:
        """An event kept to plan it again, for oneself unless said otherwise."""
        with self.writing():
            content = event_content.content_of(self._here(event))
            kept = {"kind": TemplateKind.EVENT, "name": "Our evening"}
            kept |= {"content": content} | said
            return template_actions.keep(self._here(by), **kept)

    def course(self, by: Person, area: Area | None = None, **said: Any) -> Course:
        """An hour that one can run; in Hodge Hill, which is the first area, unless said
        otherwise."""
        with self.writing():
            here = db.session.get_one(Area, area.id if area else 1)
            return courses.write(here, self._here(by), **A_COURSE | said)

    def session(
        self,
        course: Course,
        by: Person,
        days: int = 1,
        *,
        led: bool = True,
        **said: Any,
    ) -> Event:
        """The course held at six in the evening, led by whoever plans it."""
        with self.writing():
            trainer = by.id if led else None
            when = {"starts_at": at_six(days), "place": "The hall", "trainer": trainer}
            here = db.session.get_one(Area, said.pop("area", None) or 1)
            return hold(self._here(course), here, self._here(by), **when | said)

    def came(self, event: Event, by: Person, *who: Person, came: bool = True) -> None:
        """It is noted once the event has begun who of its list came."""
        begun = max(clock.now(), self.now(event).starts_at)
        with clock.set_to(begun), self.writing():
            mine = [one.id for one in who]
            places = select(Attendance.id).where(
                Attendance.event_id == event.id, Attendance.person_id.in_(mine)
            )
            marks = {
                number: register.RegisterMark(came, None)
                for number in db.session.scalars(places)
            }
            here, organiser = self._here(event), self._here(by)
            register.update_register(here, organiser, marks=marks)

    def attend(self, event: Event, *by: Person) -> None:
        """Everyone named says that they come."""
        for person in by:
            with self.writing():
                attendance.attend(self._here(event), self._here(person))

    def welcome(self, event: Event, by: Person, *who: Person) -> None:
        """Everyone named may come to a meeting in somebody's home."""
        with self.writing():
            people = [person.id for person in who]
            welcome.say_yes(self._here(event), self._here(by), people)

    def withdraw(self, event: Event, *by: Person) -> None:
        """Everyone named can't come after all."""
        for person in by:
            with self.writing():
                attendance.withdraw(self._here(event), self._here(person))

    def cancel(
        self, event: Event, by: Person, reason: str = "The hall is flooded."
    ) -> None:
        """An event called off."""
        with self.writing():
            events.cancel(self._here(event), self._here(by), reason=reason)

    def ask(
        self, thing: Any, by: Person, body: str = "Is there parking?", **said: Any
    ) -> Question:
        """A question about a campaign, a task or an event."""
        with self.writing():
            said = {"private": False} | said
            questions.ask(self._here(thing), self._here(by), body=body, **said)
            return db.session.scalars(
                select(Question).order_by(Question.id.desc())
            ).first()  # type: ignore[return-value]

    def answer(self, question: Question, by: Person, body: str = "Yes.") -> None:
        """What an organiser says to it."""
        with self.writing():
            thing = question_queries.thing(question.kind, question.thing_id)
            row = question_queries.one(question.id, self._here(by))
            questions.answer(thing, row, self._here(by), body=body)

    def bring(
        self,
        by: Person,
        words: str = "Cook for fifty",
        seen_by: SeenBy = SeenBy.ORGANISERS,
        kind: LineKind = LineKind.CAN,
    ) -> Line:
        """A line about what somebody brings."""
        with self.writing():
            line_actions.say(self._here(by), Said(kind, words, seen_by))
            mine = select(Line).where(Line.person_id == by.id, Line.words == words)
            return db.session.scalars(mine.order_by(Line.id.desc())).first()  # type: ignore[return-value]

    def young(self, person: Person, by: Person, area: Area, young: bool = True) -> None:
        """An organiser notes that somebody is under 18."""
        with self.writing():
            here = self._here(area), self._here(by)
            young_actions.mark(*here, person.id, young=young)

    def request(
        self,
        person: Person,
        by: Person,
        thing: Any,
        words: str = "",
        *,
        kind: str = "task",
    ) -> Request:
        """An organiser asks somebody to take a place on a task, or for something
        else."""
        with self.writing():
            asked = self._here(person), self._here(by)
            made = request_actions.ask(*asked, kind, thing.id, words)
            return db.session.get_one(Request, made)

    def reply(
        self, request: Request, reply: Reply, later_on: date | None = None
    ) -> None:
        """What somebody answers to what they are asked."""
        with self.writing():
            person = db.session.get_one(Person, request.person_id)
            request_actions.answer(request.id, person, reply, later_on)

    def role(
        self,
        place: Area | Campaign,
        by: Person,
        name: str = "Key holder",
        *,
        holder: Person | None = None,
        **said: Any,
    ) -> Standing:
        """Something to look after in an area or a campaign, free unless somebody holds
        it."""
        with self.writing():
            role = roles.plan(
                self._here(place), self._here(by), **{"name": name} | said
            )
        if holder:
            self.hold(role, holder)
        return self.now(role)

    def hold(self, role: Standing, by: Person, *, as_deputy: bool = False) -> None:
        """They were asked to, and say yes."""
        with self.writing():
            roles.hold(role.id, self._here(by), as_deputy=as_deputy)

    def round(self, area: Area, by: Person, **said: Any) -> Round:
        """A listening round that is open from today on."""
        texts: dict[str, Any] = {
            "title": "What do you want here?",
            "question_1": "What is hardest here?",
            "question_2": "What would you change?",
            "question_3": "",
            "about": "",
            "places": "The school gate",
            "opens_on": in_days(0),
            "closes_on": in_days(20),
        }
        with self.writing():
            return rounds.plan(self._here(area), self._here(by), **texts | said)

    def answer_round(self, round_: Round, by: Person, **said: Any) -> Answer:
        """What somebody answers in it."""
        given = {"words": {"answer_1": "The park is dark"}, "shared": False} | said
        with self.writing():
            made = answers.give(self._here(round_), self._here(by), **given)
            return db.session.get_one(Answer, made.id)

    def written(self, round_: Round, by: Person, **said: Any) -> Answer:
        """What somebody wrote on paper, typed in."""
        given = {"words": {"answer_1": "The park is dark"}, "shared": False} | said
        with self.writing():
            kept = {"source": Source.PAPER} | given
            made = answers.write_down(self._here(round_), self._here(by), **kept)
            return db.session.get_one(Answer, made.id)

    def theme(self, *of: Answer, by: Person, title: str = "Lights") -> Theme:
        """Answers gathered under a theme."""
        ids = [answer.id for answer in of]
        with self.writing():
            round_ = db.session.get_one(Round, of[0].round_id)
            given = {"answers": ids, "title": title}
            return themes.gather(round_, self._here(by), **given)

    def campaign_from(self, theme: Theme, by: Person, **said: Any) -> Campaign:
        """The campaign that a theme becomes."""
        texts = {"title": "Light the park", "goal": "Lamps on every path."} | said
        with self.writing():
            mine = self._here(theme)
            return themes.begin_campaign(mine, self._here(by), once=None, **texts)

    def close_round(self, round_: Round, by: Person) -> None:
        """Nobody answers any more."""
        with self.writing():
            rounds.close_now(self._here(round_), self._here(by))

    def tell_round(self, round_: Round, by: Person, outcome: str = "We act.") -> None:
        """What came of it."""
        with self.writing():
            rounds.tell(self._here(round_), self._here(by), outcome=outcome)

    def say(self, task: Task, by: Person, body: str = "Key is with Bev.") -> None:
        """Something for the others on a task."""
        with self.writing():
            person = self._here(by)
            talk.say(card_queries.card(task.id, person), person, body=body)

    def follow(self, topic: str, by: Person) -> None:
        """The person hears of what happens under the topic."""
        with self.writing():
            activity.follow(topic, by)


class Rows:
    """Looks into the tables, past every page and query of the board."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def count(self, model: type[Model], **equal: Any) -> int:
        """How many rows a table has, with these values."""
        with self.app.app_context():
            return (
                db.session.scalar(
                    select(func.count()).select_from(model).filter_by(**equal)
                )
                or 0
            )

    def get(self, model: type[M], *key: Any) -> M:
        """One row by its primary key."""
        with self.app.app_context():
            found = db.session.get(model, key if len(key) > 1 else key[0])
            assert found is not None, f"no {model.__name__} {key}"
            return found

    def all(self, model: type[M], **equal: Any) -> list[M]:
        """The rows of a table with these values, by primary key."""
        with self.app.app_context():
            statement = (
                select(model).filter_by(**equal).order_by(*model.__table__.primary_key)
            )
            return list(db.session.scalars(statement))

    def heard(self, person: Person) -> list[str]:
        """What the person was told of, as verbs in order, but for the roles all people
        of the tests were given."""
        told = [
            self.get(Activity, note.activity_id)
            for note in self.all(Notification, person_id=person.id)
        ]
        return [line.verb for line in told if line.verb != verbs.ROLE_GIVEN]

    def lines(self, verb: str) -> list[Activity]:
        """The lines of the log of one verb, in order."""
        return self.all(Activity, verb=verb)

    def totals(self) -> dict[str, int]:
        """How many rows each table of the board has."""
        with self._asking() as ask:
            return {
                name: next(ask(f"SELECT count(*) FROM {name}"))[0]
                for name in Model.metadata.tables
            }

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table, to see that nothing has changed; but for what is
        kept of forms not taken, and for how much each may still write."""
        with self._asking() as ask:
            return {
                name: sorted(map(repr, ask(f"SELECT * FROM {name}")))
                for name in Model.metadata.tables
                if name not in ("unsent_text", "allowance")
            }

    @contextmanager
    def _asking(self) -> Iterator[Callable[[str], Any]]:
        """Asks the driver itself, which for so many small questions is much quicker."""
        with self.app.app_context():
            cursor = db.session.connection().connection.cursor()

            def ask(question: str) -> Iterator[Any]:
                cursor.execute(question)
                return iter(cursor)

            yield ask


def in_days(days: int) -> date:
    """The calendar day so many days from now."""
    return clock.today("Europe/London") + timedelta(days=days)


def same_time(days: float) -> datetime:
    """The time of day it is now, so many calendar days on, whatever the clocks do in
    between."""
    here = clock.now().astimezone(ZoneInfo("Europe/London"))
    return here + timedelta(days=days)


def at_six(days: int = 1) -> datetime:
    """Six in the evening, UTC, so many days from now."""
    return datetime.combine(in_days(days), datetime.min.time(), UTC) + timedelta(
        hours=18
    )

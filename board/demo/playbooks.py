"""The playbooks of the demo: one area makes a playbook of what it won and lends its
organiser to another that uses it, which says what it changed, and the first takes
that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from board.accounts.models import Person
from board.campaigns import queries as campaigns
from board.db import db
from board.demo.neighbourhood import Neighbourhood
from board.lending import actions as lending
from board.lending.models import Loan
from board.playbooks import actions, queries, suggestion_actions, use_actions
from board.playbooks.book import Book, Role, Step
from board.playbooks.learnt import from_campaign
from board.playbooks.models import Playbook, PlaybookTask, PlaybookUse, Suggestion
from board.tasks import actions as tasks
from board.tasks import queries as task_queries

TITLE = "A garden on waste ground"
PURPOSE = """A fence, rats and a sign that was never true: most places have such ground.

Make it a garden that anyone can walk into, not an allotment with a lock: raised beds at
a height you can reach from a wheelchair, a shed, somewhere to sit."""
STEPS = (
    Step(
        key="doors",
        title="Knock on every door that looks on to the ground",
        day=-28,
        role="doors",
        skill="listening",
        places=3,
        words="Ask one thing: what would you do with it? Write down who would dig.",
    ),
    Step(
        key="owner",
        title="Find out who owns it, and ask for a licence",
        day=-21,
        role="letters",
        skill="writing",
        words="The council's land map says whose it is. Ask for five years.",
    ),
    Step(
        key="morning",
        title="Clear it in one morning",
        role="doors",
        shape="shift",
        starts="10:00",
        minutes=180,
        places=12,
        words="Gloves, two skips, tea. Nobody lifts what they do not know.",
    ),
    Step(
        key="thank",
        title="Thank everybody, and say what comes next",
        day=1,
        role="letters",
        words="A note through each of the doors you knocked on.",
    ),
)
ROLES = (
    Role("doors", "Doors", "Knows who said what, and who would help."),
    Role("letters", "Letters", "Writes to the owner, and keeps the answers."),
)
# what Hodge Hill has done of it: who takes it on
BEGUN = {"doors": ("member", "fahima", "ayaan"), "owner": ("member",)}
CHANGED = (
    "Ask one thing: what would you do with it? Go twice: at tea time, and Saturday."
)


def schedule(here: Neighbourhood) -> None:
    """Schedule what two areas do with one playbook."""
    here.schedule_ago(9, _write)
    here.schedule_ago(6, _use)
    here.schedule_ago(6, _lend)
    here.schedule_ago(5, _take_on)
    here.schedule_ago(4, _finish)
    here.schedule_ago(3, _suggest)
    here.schedule_ago(2, _take)


def _write(here: Neighbourhood) -> None:
    """Bev passes on what Shard End learnt; what comes with the board is there, too."""
    campaign = here.campaigns["bell-garden"]
    learnt = from_campaign(campaigns.get(campaign.id), campaigns.debrief(campaign.id))
    book = replace(
        learnt,
        title=TITLE,
        summary="From eleven years of rubbish to nine beds, in four months.",
        purpose=PURPOSE,
        asks=("Give us a licence for the ground: five years, at a peppercorn rent.",),
        decides="Whoever owns the ground.",
        money="£300 for skips and wood",
        steps=STEPS,
        roles=ROLES,
    )
    actions.write(here.areas["shard-end"], here.people["bev"], book=book)


def _playbook() -> tuple[Playbook, Book]:
    """The one that Bev wrote, and what it says now."""
    found = db.session.query(Playbook).filter_by(title=TITLE).one()
    return found, queries.book_of(found.id, found.version)


def _use(here: Neighbourhood) -> None:
    """Hodge Hill begins the same."""
    playbook, book = _playbook()
    use_actions.use(
        playbook,
        here.areas["hodge-hill"],
        here.people["organiser"],
        book=book,
        version=playbook.version,
        starts_on=here.today + timedelta(days=5),
        title="A garden behind the shops",
        askable=True,
    )


def _lend(here: Neighbourhood) -> None:
    """Bev, who did it before, helps with that campaign for six weeks."""
    begun = db.session.scalars(select(PlaybookUse.campaign_id)).one()
    bev, until = here.people["bev"], here.today + timedelta(days=42)
    asker = here.people["organiser"]
    lending.ask(campaigns.get(begun), asker, person_id=bev.id, until=until)
    lending.answer(db.session.scalars(select(Loan.id)).one(), bev, yes=True)


def _begun(here: Neighbourhood) -> Iterator[tuple[int, Person]]:
    """The tasks that people of Hodge Hill took on, and who did."""
    lineage = _playbook()[0].lineage
    for step, names in BEGUN.items():
        is_step = PlaybookTask.step == f"{lineage}#{step}"
        task = db.session.scalars(select(PlaybookTask.task_id).where(is_step)).one()
        yield from ((task, here.people[name]) for name in names)


def _take_on(here: Neighbourhood) -> None:
    """Three knock on doors, one of them writes to the owner."""
    for task, person in _begun(here):
        tasks.claim(task, person)


def _finish(here: Neighbourhood) -> None:
    """They have done it."""
    for task, person in _begun(here):
        tasks.complete(task_queries.lock(task), person)


def _suggest(here: Neighbourhood) -> None:
    """Its organiser says what they changed, and why."""
    suggestion_actions.suggest(
        _playbook()[0],
        here.people["organiser"],
        step="doors",
        words=CHANGED,
        why="In the morning half of our doors stayed shut.",
        area_id=here.areas["hodge-hill"].id,
    )


def _take(here: Neighbourhood) -> None:
    """Bev takes it."""
    made = db.session.query(Suggestion).one()
    answer = "We should have thought of that. Thank you."
    bev = here.people["bev"]
    suggestion_actions.answer(_playbook()[0], made, bev, take=True, answer=answer)

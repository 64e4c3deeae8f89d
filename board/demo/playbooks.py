"""The playbooks of the demo: one area makes a playbook of what it won, another uses it
and says what it changed, and the first takes that."""

from dataclasses import replace
from datetime import timedelta

from board.campaigns import queries as campaigns
from board.db import db
from board.demo.neighbourhood import Neighbourhood
from board.playbooks import actions, queries, suggestion_actions, use_actions
from board.playbooks.book import Book, Role, Step
from board.playbooks.learnt import from_campaign
from board.playbooks.models import Playbook, Suggestion

TITLE = "A garden on waste ground"
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
CHANGED = (
    "Ask one thing: what would you do with it? Go twice: at tea time, and Saturday."
)


def schedule(here: Neighbourhood) -> None:
    """Schedule what two areas do with one playbook."""
    here.schedule_ago(9, _write)
    here.schedule_ago(6, _use)
    here.schedule_ago(4, _suggest)
    here.schedule_ago(2, _take)


def _write(here: Neighbourhood) -> None:
    """Bev passes on what Shard End learnt; what comes with the board is there, too."""
    campaign = here.campaigns["bell-garden"]
    learnt = from_campaign(campaigns.get(campaign.id), campaigns.debrief(campaign.id))
    book = replace(
        learnt,
        title=TITLE,
        summary="From eleven years of rubbish to nine beds, in four months.",
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

"""Another, smaller board for the demo, so that one can follow the other on one machine:
it runs a playbook in its own way, and has won with it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from board import clock
from board.activity.actions import notify_now, record
from board.activity.verbs import DEMO_LOADED
from board.areas import actions as areas
from board.boards import sending_actions
from board.campaigns import ending_actions
from board.campaigns.models import Campaign, Outcome
from board.db import db
from board.demo import people
from board.demo.neighbourhood import Entry, Neighbourhood
from board.issues.models import State
from board.playbooks import actions, queries, ready, suggestion_actions, use_actions
from board.playbooks.models import Playbook

KEY = "winter-warm-room"
WHY = "People came for the warmth and stayed for the soup; two cooked who never came."
SOUP = "Cook a pot of soup together. It gives newcomers something to do."
HOW = "The library stays open on Tuesday and Thursday evenings, with heating paid for."


def load_second(story: Entry, timezone: str, password_hash: str) -> None:
    """Take every step of it, each at its moment."""
    here = Neighbourhood(timezone)
    begun = here.ago(120)
    with clock.set_to(begun):
        _settle(here, story, password_hash)
        ready.put_in()
        notify_now()
    with clock.set_to(begun + timedelta(days=5)):
        campaign = _use(here)
        notify_now()
    with clock.set_to(begun + timedelta(days=90)):
        _win(here, campaign)
        notify_now()
    with clock.set_to(begun + timedelta(days=95)):
        _learn(here)
        notify_now()
    record(DEMO_LOADED, here.areas["saltley"], by=None, topics=["areas"])


def _settle(here: Neighbourhood, story: Entry, password_hash: str) -> None:
    area = areas.add(
        slug="saltley",
        name="Saltley",
        about="Terraces between the railway and the canal, and a library.",
        latitude=52.4897,
        longitude=-1.8560,
    )
    here.areas["saltley"] = area
    wanted = ("resident", "member", "organiser", "operator")
    for entry in story["people"]:
        if entry["key"] in wanted:
            home = {"home": "saltley", "member": [], "organiser": []}
            if entry["key"] in ("member", "organiser"):
                home[entry["key"]] = ["saltley"]
            people.settle_person(here, entry | home, password_hash)
    sending_actions.take_suggestions(here.people["operator"], takes=True)


def _book() -> Playbook:
    lineage = ready.LINEAGE + KEY
    return db.session.scalars(select(Playbook).where(Playbook.lineage == lineage)).one()


def _use(here: Neighbourhood) -> Campaign:
    playbook = _book()
    organiser = here.people["organiser"]
    return use_actions.use(
        playbook,
        here.areas["saltley"],
        organiser,
        book=queries.book_of(playbook.id, playbook.version),
        version=playbook.version,
        starts_on=clock.today(str(here.zone)),
        title="A warm room in Saltley library",
        gate=True,
    )


def _win(here: Neighbourhood, campaign: Campaign) -> None:
    ending_actions.end(
        campaign,
        here.people["organiser"],
        version=0,
        outcome=Outcome.WON,
        how=HOW,
        state=State.DONE,
        changed="The librarian now asks us before the hours are set.",
    )


def _learn(here: Neighbourhood) -> None:
    """What they did otherwise stands in their version of it, and how it went."""
    playbook = _book()
    area = here.areas["saltley"]
    book = queries.book_of(playbook.id, playbook.version)
    first = min(book.steps, key=lambda step: abs(step.day))
    suggestion_actions.suggest(
        playbook,
        here.people["organiser"],
        words=SOUP,
        why=WHY,
        step=first.key,
        area_id=area.id,
    )
    steps = tuple(
        replace(step, words=f"{step.words}\n\n{SOUP}") if step is first else step
        for step in book.steps
    )
    actions.edit(
        playbook,
        here.people["operator"],
        version=playbook.version,
        book=replace(book, steps=steps),
        note=WHY,
    )

"""Who may do what about councils, as the rules' own table has it."""

from functools import partial
from typing import Any

from sqlalchemy import select

from board import clock
from board.councils import actions, sending_actions
from board.councils.models import (
    Council,
    CouncilCategory,
    CouncilReport,
    CouncilSending,
    CouncilService,
    Stage,
)
from board.db import db
from tests.builders import People, Things

SAID: dict[str, Any] = {"name": "Brum", "address": "https://brum.example/open311"}
SAID |= {"jurisdiction": "", "key": "", "is_near": False}


def there(people: People) -> Council:
    """A council that takes reports of lamps."""
    council = Council(area_id=people.hodge_hill.id, name="Brum", address="https://b/")
    db.session.add(council)
    db.session.flush()
    lamps: dict[str, Any] = {"code": "LAMP", "name": "Lamps", "questions": []}
    db.session.add(CouncilService(council_id=council.id, **lamps))
    return council


def changed(people: People, by: Any) -> None:
    """This person names one, gives it another key and takes it away."""
    actions.connect(people.hodge_hill, by, **SAID)
    council = there(people)
    actions.change(council, by, name="B", jurisdiction="", key="k")
    actions.remove(council, by)


def mapped(people: People, by: Any) -> None:
    """This person says what goes there, and whether its reports show."""
    council = there(people)
    actions.read_again(council, by)
    said: dict[str, Any] = {"category": "lighting", "code": "LAMP", "answers": {}}
    actions.map_category(council, by, **said)
    actions.unmap(council, by, "lighting")
    actions.show_reports(council, by, shows=True)
    known = {"request_id": "1", "service": "", "words": "", "place": ""}
    at = {"state": "open", "reported_at": clock.now(), "area_id": council.area_id}
    report = CouncilReport(council_id=council.id, **known, **at)
    db.session.add(report)
    db.session.flush()
    actions.hide_report(report, by)


def takes_lamps(things: Things, people: People) -> int:
    """It takes what the post is about; its number."""
    council = there(people)
    key = {"area_id": council.area_id, "category": things.issue.category}
    more: dict[str, Any] = {"council_id": council.id, "service_code": "LAMP"}
    db.session.add(CouncilCategory(**key, **more, answers={}))
    db.session.flush()
    return council.id


def agreed(things: Things, people: People, by: Any) -> None:
    """This person has the resident's post sent, and takes that back."""
    things.issue.place = "The lane"
    takes_lamps(things, people)
    sending_actions.agree(things.issue, by)
    sending_actions.take_back(things.issue, by)


def settled(things: Things, people: People, by: Any) -> None:
    """Nobody knows whether it arrived; this person leaves it."""
    known: dict[str, Any] = {"issue_id": things.issue.id, "stage": Stage.ASKED}
    of = {"area_id": things.issue.area_id, "council_name": "Brum"}
    council = takes_lamps(things, people)
    db.session.add(CouncilSending(council_id=council, **known, **of))
    db.session.flush()
    assert db.session.scalars(select(CouncilSending)).one()
    sending_actions.settle(things.issue, by, how="left")


COUNCILS: dict[str, Any] = {
    "council.connect": ("operator", lambda t, p: partial(changed, p)),
    "council.map": ("organiser operator", lambda t, p: partial(mapped, p)),
    "council.agree": ("resident", lambda t, p: partial(agreed, t, p)),
    "council.settle": ("organiser operator", lambda t, p: partial(settled, t, p)),
}

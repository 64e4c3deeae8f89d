"""The rules hold in the actions themselves, whichever page, command or import asks: pages only hide buttons."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from board.accounts.models import Person
from board.areas import actions as areas
from board.campaigns import actions as campaigns
from board.campaigns.models import Stage
from board.categories import actions as categories
from board.corrections import actions as corrections
from board.corrections.queries import comment
from board.db import db, fresh
from board.errors import Conflict, NotAllowed, SignInNeeded
from board.issues import actions as issues
from board.issues import answers
from board.issues.models import Issue, Says, State
from board.policy import RULES
from board.tasks import actions as tasks
from board.tasks.models import Claim, Shape, Task
from tests.builders import Maker, People, Rows, Things, in_days


def merged_and_undone(things: Things, people: People, by: Person | None) -> None:
    """The resident has merged it; this person undoes that."""
    issues.merge(things.issue, db.session.get(Person, people.resident.id), into=things.other, reason="The same.")
    issues.unmerge(fresh(Issue, things.issue.id), by)  # type: ignore[arg-type]


def done_and_asked(things: Things, people: People, by: Person | None) -> None:
    """An organiser has closed it; this person says whether it is done."""
    issues.set_state(things.issue, db.session.get(Person, people.organiser.id), state=State.DONE, reason="Lit.")
    answers.verdict(things.issue, by, says=Says.DONE)  # type: ignore[arg-type]


EVERYONE = "resident member organiser operator elsewhere"
# Who may do what to things in Hodge Hill. The issue is the resident's and its edit window is open.
MAY: dict[str, tuple[str, Callable[[Things, People], Callable[..., Any]]]] = {
    "area.categories": (
        "operator",
        lambda t, p: partial(categories.add, p.hodge_hill, name="Allotments", hint="", icon="leaf"),
    ),
    "area.categories/change": (
        "operator",
        lambda t, p: partial(
            categories.change, p.hodge_hill, slug="noise", name="Din", hint="", icon="bell", offered=True
        ),
    ),
    "area.join": (EVERYONE, lambda t, p: partial(areas.join, p.hodge_hill)),
    "area.leave": ("resident member operator elsewhere", lambda t, p: partial(areas.leave, p.hodge_hill)),
    "issue.post": (EVERYONE, lambda t, p: partial(issues.post, area_id=1, title="A", body="B", category="other")),
    "issue.write_down": (
        "organiser operator",
        lambda t, p: partial(issues.post, area_id=1, on_behalf="Ann", title="A", body="B", category="other"),
    ),
    "issue.comment": (EVERYONE, lambda t, p: partial(issues.comment, t.issue, body="Ours too.")),
    "issue.second": ("member organiser operator elsewhere", lambda t, p: partial(issues.second, t.issue)),
    "issue.edit": (
        "resident organiser operator",
        lambda t, p: partial(issues.edit, t.issue, version=t.issue.version, title="New"),
    ),
    "comment.edit": (
        "member",
        lambda t, p: lambda by: corrections.edit_comment(comment(t.issue.id, 1), by, version=1, body="Theirs."),
    ),
    "comment.remove": (
        "member organiser operator",
        lambda t, p: lambda by: corrections.remove_comment(comment(t.issue.id, 1), by, reason="Rude."),
    ),
    "issue.ask": ("resident", lambda t, p: partial(corrections.ask, t.issue, body="Leave out the number.")),
    "issue.settle": ("organiser operator", lambda t, p: partial(settled, t, p)),
    "issue.purge": (
        "resident organiser operator",
        lambda t, p: partial(corrections.purge, t.issue, version=2, title="A", body="B", place=""),
    ),
    "comment.illustrate": (  # of an issue without pictures under it
        "resident organiser operator",
        lambda t, p: partial(issues.change_photos, t.issue, alts={}),
    ),
    "issue.close": (
        "organiser operator",
        lambda t, p: partial(issues.set_state, t.issue, state=State.DONE, reason="Lit."),
    ),
    "issue.merge": (
        "resident organiser operator",
        lambda t, p: partial(issues.merge, t.issue, into=t.other, reason="The same."),
    ),
    "issue.unmerge": ("resident organiser operator", lambda t, p: partial(merged_and_undone, t, p)),
    "issue.verdict": ("resident member", lambda t, p: partial(done_and_asked, t, p)),
    "issue.next": (
        "organiser operator",
        lambda t, p: partial(answers.set_next, t.issue, what="Ring", who="Olu", day=in_days(3)),
    ),
    "campaign.start": (
        "organiser operator",
        lambda t, p: partial(campaigns.start, p.hodge_hill, issues=[], title="A", goal="B"),
    ),
    "issue.organise": (
        "organiser operator",
        lambda t, p: partial(campaigns.start, p.hodge_hill, issues=[t.issue.id], title="A", goal="B"),
    ),
    "campaign.edit": (
        "organiser operator",
        lambda t, p: partial(campaigns.edit, t.campaign, version=t.campaign.version, title="New"),
    ),
    "campaign.edit/issues": ("organiser operator", lambda t, p: partial(campaigns.set_issues, t.campaign, issues=[])),
    "campaign.edit/stage": (
        "organiser operator",
        lambda t, p: partial(campaigns.set_stage, t.campaign, stage=Stage.ACTING),
    ),
    "campaign.update": (
        "organiser operator",
        lambda t, p: partial(campaigns.tell, t.campaign, title="A", body="B"),
    ),
    "task.plan": (
        "organiser operator",
        lambda t, p: partial(tasks.plan, t.campaign, shape=Shape.OPEN, title="A", details="", skills=""),
    ),
    "task.claim": ("member organiser operator", lambda t, p: partial(tasks.claim, t.task)),
    "task.claim_for": ("organiser operator", lambda t, p: partial(tasks.claim_for, t.task, name="Ann")),
    "task.clear": (
        "organiser operator",
        lambda t, p: partial(tasks.clear, p.hodge_hill, person=p.member.id, cleared=True),
    ),
    "task.confirm": (  # of a part nobody did: who may not is turned away before
        "organiser operator",
        lambda t, p: lambda by: confirmed(t, p, by),
    ),
}
ON_PAGES_ONLY = {"issue.history", "thing.follow"}  # reading, and following a thing one may see


def settled(things: Things, people: People, by: Any) -> None:
    """Something is asked for, and seen to."""
    corrections.ask(things.issue, people.resident, body="Leave out the number.")
    corrections.settle(things.issue, by)


def confirmed(things: Things, people: People, by: Any) -> None:
    """The member does their part of a task, and this person looks."""
    shift = fresh(Task, things.shift.id)
    tasks.complete(shift, db.session.get(Person, people.member.id))  # type: ignore[arg-type]
    shift.confirm = True
    part = db.session.scalar(select(Claim.id).filter_by(task_id=shift.id))
    tasks.confirm(shift, by, claim=part or 0)


class Undo(Exception):
    """Ends a transaction that has shown what it was to show."""


def lets(make: Maker, verb: Callable[..., Any], person: Person) -> bool:
    """Whether the action lets this person do it; nothing of it stays."""
    try:
        with make.writing():
            verb(by=db.session.get(Person, person.id))
            db.session.flush()
            raise Undo
    except Undo:
        return True
    except (NotAllowed, Conflict):  # an organiser does not leave, whoever they are
        return False


@pytest.mark.parametrize("rule", MAY)
def test_an_action_lets_those_do_it_who_may_and_nobody_else(
    make: Maker, rows: Rows, people: People, things: Things, rule: str
) -> None:
    allowed, action = MAY[rule]
    before, verb = rows.everything(), action(things, people)
    assert {name for name, person in people.by_name.items() if lets(make, verb, person)} == set(allowed.split())
    assert rows.everything() == before


# An import closes issues in nobody's name.
@pytest.mark.parametrize("rule", [rule for rule in MAY if rule != "issue.close"])
def test_an_action_asks_whoever_is_nobody_to_sign_in(make: Maker, people: People, things: Things, rule: str) -> None:
    with pytest.raises(SignInNeeded), make.writing():
        MAY[rule][1](things, people)(by=None)


def test_every_rule_of_the_house_is_tried() -> None:
    assert {rule.partition("/")[0] for rule in MAY} | ON_PAGES_ONLY == set(RULES)

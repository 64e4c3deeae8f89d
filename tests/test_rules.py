"""The rules hold in the actions themselves, whichever page, command or import asks:
pages only hide buttons."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from board import clock
from board.accounts import factor_actions
from board.accounts import network_actions as networks
from board.accounts.models import Person
from board.areas import actions as areas
from board.areas import invitation_actions, joining_actions
from board.areas import membership_actions as memberships
from board.areas.boundary import Boundary
from board.areas.invitation_models import Invitation
from board.boards import actions as boards
from board.boards import sending_actions as sending
from board.boards.models import Arrival
from board.campaigns import actions as campaigns
from board.campaigns import (
    backer_actions,
    coalition_actions,
    contact_actions,
    cover_actions,
    ending_actions,
    issue_actions,
    promise_actions,
    sign_up_actions,
    update_actions,
)
from board.campaigns.coalition_models import PledgeState, PromiseState
from board.campaigns.models import Campaign, Outcome, Stage, Update
from board.categories import actions as categories
from board.complaints import actions as complaints
from board.complaints.models import About, Decision
from board.config import PACKAGE
from board.copying import campaign_actions as campaign_copies
from board.copying import event_actions as event_copies
from board.copying import template_actions
from board.copying.models import Template, TemplateKind
from board.corrections import actions as corrections
from board.corrections.queries import comment
from board.db import db, fresh
from board.desk import actions as desk
from board.errors import Conflict, NotAllowed, NotFound, SignInNeeded
from board.events import actions as events
from board.events import attendance, register, welcome
from board.events import unfinished as event_unfinished
from board.events.models import Kind
from board.follows import actions as follows
from board.home import words_actions
from board.introductions import actions as introductions
from board.introductions import queries as introduction_queries
from board.issues import actions as issues
from board.issues import (
    bulk_actions,
    comment_actions,
    merge_actions,
    outcome_actions,
    photo_actions,
    queries,
    second_actions,
    state_actions,
)
from board.issues.models import Issue, State
from board.issues.outcome_models import Says
from board.lending import actions as lending
from board.lending.models import Loan
from board.moderation import appeal_actions, case_actions
from board.moderation.decisions import Decision as Decide
from board.moderation.finding import find
from board.moderation.models import Outcome as Outcomes
from board.moderation.rules import Basis
from board.one_to_ones import actions as talks
from board.one_to_ones import follow_up_actions, totals
from board.one_to_ones.actions import Whom
from board.one_to_ones.models import Opens
from board.open311 import caller_actions
from board.open311.models import Caller
from board.operator import area_actions, people_actions
from board.people import line_actions, request_actions, young_actions
from board.people.line_actions import Said
from board.people.models import Line, LineKind, SeenBy
from board.people.request_models import Wish
from board.playbooks import actions as playbooks
from board.playbooks import suggestion_actions, use_actions
from board.playbooks.models import Playbook
from board.policy import RULES, Role
from board.questions import actions as questions
from board.questions.models import Question
from board.roles import actions as roles
from board.rounds import actions as rounds
from board.rounds import answer_actions as answers
from board.rounds import answer_queries
from board.rounds import theme_actions as themes
from board.rounds.models import Source
from board.rules import actions as community_rules
from board.safety import actions as safety
from board.talent import actions as talent
from board.tasks import actions as tasks
from board.tasks import (
    card_queries,
    clearance,
    leading,
    planning,
    series,
    talk,
    waiting_list,
)
from board.tasks import unfinished as task_unfinished
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.effects import Unseen
from board.tasks.models import Shape, Task
from board.tasks.series_models import Repeats
from board.training import actions as courses
from tests.boards.copies import take_over
from tests.boards.feeds import CLUB, feed, item, suggested
from tests.builders import A_COURSE, Maker, People, Rows, Things, at_six, in_days
from tests.conftest import on_sqlite
from tests.councils.may import COUNCILS
from tests.playbooks.books import BOOK
from tests.training.may import TRAINING


def merged_and_undone(things: Things, people: People, by: Person | None) -> None:
    """The resident has merged it; this person undoes that."""
    merge_actions.merge(
        things.issue,
        db.session.get(Person, people.resident.id),
        into=things.other,
        reason="The same.",
    )
    merge_actions.unmerge(fresh(Issue, things.issue.id), by)  # type: ignore[arg-type]


def done_and_asked(things: Things, people: People, by: Person | None) -> None:
    """An organiser has closed it; this person says whether it is done."""
    state_actions.set_state(
        things.issue,
        db.session.get(Person, people.organiser.id),
        state=State.DONE,
        reason="Lit.",
    )
    outcome_actions.give_verdict(things.issue, by, says=Says.DONE)  # type: ignore[arg-type]


def ended_and_revised(things: Things, people: People, by: Person | None) -> None:
    """An organiser has ended it; this person says it in other words."""
    organiser = db.session.get(Person, people.organiser.id)
    given: dict[str, Any] = {"outcome": Outcome.WON, "how": "All are lit."}
    ending_actions.end(things.campaign, organiser, version=0, state=State.DONE, **given)  # type: ignore[arg-type]
    campaign = fresh(Campaign, things.campaign.id)
    ending_actions.revise(campaign, by, version=1, **given)  # type: ignore[arg-type]


def offered_and_accepted(things: Things, people: People, by: Person | None) -> None:
    """This person is offered a place, and takes it."""
    offer = {"state": ClaimState.OFFERED, "until": clock.now() + timedelta(hours=1)}
    mine = {"task_id": things.task.id, "person_id": by.id if by else people.member.id}
    db.session.add(Claim(**mine, **offer))
    waiting_list.accept(things.task.id, by)  # type: ignore[arg-type]


def invited_and_taken_back(people: People, by: Person | None) -> None:
    """An organiser has made an invitation; this person takes it back."""
    organiser = db.session.get(Person, people.organiser.id)
    until = clock.now() + timedelta(days=9)
    invitation_actions.invite(people.hodge_hill, organiser, number=1, until=until)  # type: ignore[arg-type]
    invitation_actions.take_back(people.hodge_hill, by, 1)  # type: ignore[arg-type]


def changed_and_removed(by: Person | None) -> None:
    """This person has said something of themself, and takes it back."""
    line_actions.say(by, Said(LineKind.CAN, "Cook"))  # type: ignore[arg-type]
    number = db.session.scalar(select(func.max(Line.id)))
    line_actions.change(by, number, "Bake", SeenBy.NOBODY)  # type: ignore[arg-type]
    line_actions.remove(by, number)  # type: ignore[arg-type]


def let_send(people: People, by: Person | None, *, end: bool = False) -> None:
    """Another system may send; or an operator lets it, and this person ends its key."""
    adds: Any = db.session.get(Person, people.operator.id) if end else by
    said = {"areas": [people.hodge_hill.id], "rights": caller_actions.RIGHTS}
    caller_actions.add(adds, name="Lamp Watch", per_hour=10, **said)
    if end:
        caller = db.session.scalars(select(Caller)).one()
        caller_actions.end(caller, by)  # type: ignore[arg-type]


def taken_over(people: People, by: Person | None) -> None:
    """What came in a file is accepted and declined; a board is asked again and left."""
    by_now: Any = by
    told = {"title": "A", "summary": "B", "parts": [{"minutes": 60, "title": "C"}]}
    here = CLUB | {"steps": CLUB["steps"][:1]}
    course, book, no = (
        item("a", course=told),
        item("b", playbook=here),
        item("c", course=told),
    )
    boards.import_file(by_now, feed(course, book, no))
    *taken, left = db.session.scalars(select(Arrival).order_by(Arrival.id))
    for arrival in taken:
        boards.accept(arrival, by_now)
    boards.decline(left, by_now)
    boards.import_file(by_now, feed(item("w", win={"title": "Won"})))
    won = db.session.scalars(select(Arrival).where(Arrival.lineage == "w")).one()
    boards.accept(won, by_now)
    boards.take_away(won, by_now)
    boards.import_file(by_now, feed(suggested("b", lineage="s", step="b#listen")))
    said = select(Arrival).where(Arrival.lineage == "s")
    boards.accept(db.session.scalars(said).one(), by_now)
    board = boards.follow(by_now, address="https://b.example.org", is_near=False)
    boards.ask_again(board, by_now)
    sending.take_suggestions(by_now, takes=True)
    boards.unfollow(board, by_now)


def invited_and_joined(people: People, by: Person | None) -> None:
    """An organiser has made an invitation; this person uses it."""
    organiser = db.session.get(Person, people.organiser.id)
    until = clock.now() + timedelta(days=9)
    invitation_actions.invite(people.hodge_hill, organiser, number=1, until=until)  # type: ignore[arg-type]
    db.session.flush()
    number = db.session.scalar(select(func.max(Invitation.id)))
    invitation_actions.use(number, by)  # type: ignore[arg-type]


WISH: dict[str, Any] = {"who": "The head", "purpose": "The hall"}
WISH |= {"until": at_six(9)}


def another(people: People, by: Any) -> int:
    """Somebody else to be in the middle."""
    is_organiser = by is not None and by.id == people.organiser.id
    return people.member.id if is_organiser else people.organiser.id


def wished(people: People) -> Any:
    """The resident asked the organiser for an introduction."""
    resident: Any = db.session.get(Person, people.resident.id)
    middle = people.organiser.id
    row = introductions.ask(people.hodge_hill.id, resident, middle_id=middle, **WISH)
    return introduction_queries.one(row.id, resident)


def introduced(people: People, *agreed: Person) -> Any:
    """The organiser passed it on to the member; these said yes."""
    row, organiser = wished(people), db.session.get(Person, people.organiser.id)
    to = {"url": "http://x/", "other_id": people.member.id}
    introductions.pass_on(row, organiser, **to)  # type: ignore[arg-type]
    for person in agreed:
        row = introduction_queries.one(row.id, person)
        introductions.agree(row, db.session.get(Person, person.id), shares="1")  # type: ignore[arg-type]
    return introduction_queries.one(row.id, people.resident)


def talked(people: People) -> Any:
    """A resident wrote down a one-to-one with the member, who lets organisers ring."""
    resident, member = (
        db.session.get(Person, person.id) for person in (people.resident, people.member)
    )
    talk = talks.log(
        people.hodge_hill,
        resident,  # type: ignore[arg-type]
        whom=Whom(people.member.id),
        held_on=in_days(-1),
        next_on=in_days(1),
        opens=Opens.CALLS,
    )
    talks.answer(talk, member, words="", opens=Opens.CALLS)  # type: ignore[arg-type]
    return talk


def rung(people: People, by: Any, *verbs: Callable[..., Any]) -> None:
    """Somebody does this about ringing the member."""
    talk = talked(people)
    for verb in verbs:
        verb(people.hodge_hill, by, talk.id)


def suggested_and_answered(things: Things, people: People, by: Person | None) -> None:
    """Somebody has said what they changed; this person answers."""
    member = db.session.get(Person, people.member.id)
    playbook = fresh(Playbook, things.playbook.id)
    made = suggestion_actions.suggest(playbook, member, words="Later.", why="Cold.")  # type: ignore[arg-type]
    suggestion_actions.answer(playbook, made, by, take=True)  # type: ignore[arg-type]


def sent_back(people: People, by: Person | None) -> None:
    """What somebody changed about a copy; this person sends it to where that came
    from."""
    operator: Any = db.session.get(Person, people.operator.id)
    playbook, _there = take_over(operator)
    made = suggestion_actions.suggest(playbook, operator, words="Later.", why="Cold.")
    sending.send_back(playbook, made, by)  # type: ignore[arg-type]


GATHERING: dict[str, Any] = {"title": "A", "place": "B", "address": "", "places": 9}
GATHERING |= {"starts_at": at_six(), "ends_at": at_six(2)}
AT_SIX: dict[str, Any] = {
    "shape": Shape.SHIFT,
    "place": "The corner",
    "title": "A",
    "details": "",
    "skills": "",
    "starts_at": at_six(),
    "ends_at": at_six(2),
}


def repeated(
    things: Things,
    people: People,
    verb: Callable[..., Any],
    by: Person | None,
    **said: Any,
) -> None:
    """An organiser has planned a series; this person changes it."""
    planner = db.session.get(Person, people.organiser.id)
    verb(
        series.plan(things.campaign, planner, repeats=Repeats.WEEKLY, **AT_SIX),
        by,
        **said,
    )  # type: ignore[arg-type]


EVERYONE = "resident member organiser operator elsewhere"
# Who may do what to things in Hodge Hill. The issue is the resident's and its edit
# window is open.
MAY: dict[str, tuple[str, Callable[[Things, People], Callable[..., Any]]]] = {
    "area.categories": (
        "operator",
        lambda t, p: partial(
            categories.add, p.hodge_hill, name="Allotments", hint="", icon="leaf"
        ),
    ),
    "area.categories/change": (
        "operator",
        lambda t, p: partial(
            categories.change,
            p.hodge_hill,
            slug="noise",
            name="Din",
            hint="",
            icon="bell",
            offered=True,
        ),
    ),
    "area.edit": (
        "organiser operator",
        lambda t, p: partial(areas.set_cover, p.hodge_hill),
    ),
    "area.edit/words": (
        "organiser operator",
        lambda t, p: partial(
            areas.edit, p.hodge_hill, version=1, name="Hodge", about="", own_rules=""
        ),
    ),
    "area.admit": (
        "organiser operator",
        lambda t, p: partial(joining_actions.put_off, p.hodge_hill, person_id=1),
    ),
    "area.admit/let_in": (
        "organiser operator",
        lambda t, p: partial(joining_actions.waiting, p.hodge_hill, people=[1]),
    ),
    "area.invite": (
        "organiser operator",
        lambda t, p: partial(
            invitation_actions.invite,
            p.hodge_hill,
            number=1,
            until=clock.now() + timedelta(days=9),
        ),
    ),
    "area.invite/back": (
        "organiser operator",
        lambda t, p: partial(invited_and_taken_back, p),
    ),
    "area.edit/joining": (
        "organiser operator",
        lambda t, p: partial(areas.set_joining, p.hodge_hill, at_once=False),
    ),
    "network.trust": (
        "organiser elsewhere operator",
        lambda t, p: partial(networks.trust, "a network", 4),
    ),
    "network.trust/end": (
        "organiser elsewhere operator",
        lambda t, p: partial(networks.distrust, "a network"),
    ),
    "area.join": (
        EVERYONE,
        lambda t, p: partial(memberships.join, p.hodge_hill),
    ),
    "area.join/invited": (EVERYONE, lambda t, p: partial(invited_and_joined, p)),
    "area.leave": (
        "resident member operator elsewhere",
        lambda t, p: partial(memberships.leave, p.hodge_hill),
    ),
    "issue.post": (
        EVERYONE,
        lambda t, p: partial(
            issues.post, area_id=1, title="A", body="B", category="other"
        ),
    ),
    "issue.write_down": (
        "organiser operator",
        lambda t, p: partial(
            issues.post,
            area_id=1,
            on_behalf="Ann",
            title="A",
            body="B",
            category="other",
        ),
    ),
    "issue.comment": (
        EVERYONE,
        lambda t, p: partial(comment_actions.comment, t.issue, body="Ours too."),
    ),
    "issue.second": (
        "member organiser operator elsewhere",
        lambda t, p: partial(second_actions.second, t.issue.id),
    ),
    "issue.second/take_back": (
        "member organiser operator elsewhere",
        lambda t, p: partial(second_actions.unsecond, t.issue),
    ),
    "issue.comment/photos": (  # and some may change pictures
        "resident organiser operator",
        lambda t, p: partial(photo_actions.photos_under, t.issue),
    ),
    "issue.edit": (
        "resident organiser operator",
        lambda t, p: partial(
            issues.edit, t.issue, version=t.issue.version, title="New"
        ),
    ),
    "comment.edit": (
        "member",
        lambda t, p: (
            lambda by: corrections.edit_comment(
                comment(t.issue.id, 1), by, version=1, body="Theirs."
            )
        ),
    ),
    "comment.remove": (
        "member organiser operator",
        lambda t, p: (
            lambda by: corrections.remove_comment(
                comment(t.issue.id, 1), by, reason="Rude."
            )
        ),
    ),
    "issue.ask": (
        "resident",
        lambda t, p: partial(corrections.ask, t.issue, body="Leave out the number."),
    ),
    "issue.settle": ("organiser operator", lambda t, p: partial(settled, t, p)),
    "issue.purge": (
        "resident organiser operator",
        lambda t, p: partial(
            corrections.purge, t.issue, version=2, title="A", body="B", place=""
        ),
    ),
    "comment.illustrate": (  # of an issue without pictures under it
        "resident organiser operator",
        lambda t, p: partial(photo_actions.change_photos, t.issue, alts={}),
    ),
    "issue.close": (
        "organiser operator",
        lambda t, p: partial(
            state_actions.set_state, t.issue, state=State.DONE, reason="Lit."
        ),
    ),
    "issue.close/with_campaign": (
        "organiser operator",
        lambda t, p: (
            lambda by: bulk_actions.set_states(
                queries.lock_rows([t.issue.id]),
                by,
                state=State.DONE,
                reason="Lit.",
                campaign=t.campaign.id,
            )
        ),
    ),
    "issue.merge": (
        "resident organiser operator",
        lambda t, p: partial(
            merge_actions.merge, t.issue, into=t.other, reason="The same."
        ),
    ),
    "issue.unmerge": (
        "resident organiser operator",
        lambda t, p: partial(merged_and_undone, t, p),
    ),
    "issue.verdict": ("resident member", lambda t, p: partial(done_and_asked, t, p)),
    "issue.next": (
        "organiser operator",
        lambda t, p: partial(
            outcome_actions.set_next, t.issue, what="Ring", who="Olu", day=in_days(3)
        ),
    ),
    "campaign.start": (
        "organiser operator",
        lambda t, p: partial(
            campaigns.start, p.hodge_hill, issues=[], title="A", goal="B"
        ),
    ),
    "campaign.start/by_playbook": (
        "organiser operator",
        lambda t, p: partial(
            use_actions.use,
            t.playbook,
            p.hodge_hill,
            book=BOOK,
            version=1,
            starts_on=in_days(9),
            gate=True,
        ),
    ),
    "event.edit/after_another": (
        "organiser operator",
        lambda t, p: partial(event_copies.note, t.event, original_id=t.event.id),
    ),
    "campaign.start/copied": (
        "organiser operator",
        lambda t, p: partial(
            campaign_copies.copy, t.campaign, p.hodge_hill, starts_on=in_days(9)
        ),
    ),
    "template.keep": (
        "organiser elsewhere operator",
        lambda t, p: partial(
            template_actions.keep, kind=TemplateKind.EVENT, name="A", content={}
        ),
    ),
    "event.plan/template": (
        "organiser operator",
        lambda t, p: partial(
            template_actions.keep,
            kind=TemplateKind.EVENT,
            name="A",
            content={},
            area=p.hodge_hill,
        ),
    ),
    "template.change": (
        "organiser",
        lambda t, p: (
            lambda by: template_actions.change(
                fresh(Template, t.template.id), by, name="A", area=None
            )
        ),
    ),
    "template.change/delete": (
        "organiser",
        lambda t, p: (
            lambda by: template_actions.delete(fresh(Template, t.template.id), by)
        ),
    ),
    "playbook.write": (
        "organiser operator",
        lambda t, p: partial(playbooks.write, p.hodge_hill, book=BOOK),
    ),
    "playbook.edit": (
        "organiser operator",
        lambda t, p: partial(
            playbooks.edit, t.playbook, version=1, book=replace(BOOK, title="B")
        ),
    ),
    "playbook.suggest": (
        EVERYONE,
        lambda t, p: partial(
            suggestion_actions.suggest, t.playbook, words="Later.", why="Cold."
        ),
    ),
    "playbook.suggest/askable": (
        EVERYONE,
        lambda t, p: partial(use_actions.set_askable, t.playbook, askable=True),
    ),
    "playbook.edit/answer": (
        "organiser operator",
        lambda t, p: lambda by: suggested_and_answered(t, p, by),
    ),
    "playbook.edit/sent_back": (
        "operator",
        lambda t, p: lambda by: sent_back(p, by),
    ),
    "playbook.edit/pictures": (
        "organiser operator",
        lambda t, p: partial(playbooks.illustrate, t.playbook, alts={}),
    ),
    "issue.organise": (
        "organiser operator",
        lambda t, p: partial(
            campaigns.start, p.hodge_hill, issues=[t.issue.id], title="A", goal="B"
        ),
    ),
    "campaign.edit": (
        "organiser operator",
        lambda t, p: partial(
            campaigns.edit, t.campaign, version=t.campaign.version, title="New"
        ),
    ),
    "campaign.edit/cover": (
        "organiser operator",
        lambda t, p: partial(cover_actions.set_cover, t.campaign),
    ),
    "campaign.edit/issues": (
        "organiser operator",
        lambda t, p: partial(issue_actions.set_issues, t.campaign, issues=[]),
    ),
    "campaign.edit/add": (
        "organiser operator",
        lambda t, p: partial(issue_actions.add_issues, t.campaign, issues=[t.issue.id]),
    ),
    "campaign.edit/stage": (
        "organiser operator",
        lambda t, p: partial(campaigns.set_stage, t.campaign, stage=Stage.ACTING),
    ),
    "campaign.edit/reached": (
        "organiser operator",
        lambda t, p: partial(
            campaigns.set_reached, t.campaign, reached=7, was=t.campaign.reached
        ),
    ),
    "campaign.back": (EVERYONE, lambda t, p: partial(backer_actions.back, t.campaign)),
    "campaign.back/unback": (
        EVERYONE,
        lambda t, p: partial(backer_actions.unback, t.campaign),
    ),
    "campaign.partners": (
        "organiser operator",
        lambda t, p: partial(
            coalition_actions.add_partner, t.campaign, name="Trinity Hall"
        ),
    ),
    "campaign.partners/leave": (
        "organiser operator",
        lambda t, p: partial(coalition_actions.leave, t.campaign, t.partner),
    ),
    "campaign.partners/edit": (
        "organiser operator",
        lambda t, p: partial(
            coalition_actions.edit_partner,
            t.campaign,
            t.partner,
            version=1,
            name="Hall",
        ),
    ),
    "campaign.partners/pledge": (
        "organiser operator",
        lambda t, p: partial(
            coalition_actions.add_pledge, t.campaign, who="Ann", what="Tea"
        ),
    ),
    "campaign.partners/change_pledge": (
        "organiser operator",
        lambda t, p: partial(
            coalition_actions.change_pledge,
            t.campaign,
            t.pledge,
            version=1,
            state=PledgeState.BROUGHT,
        ),
    ),
    "campaign.promises": (
        "organiser operator",
        lambda t, p: partial(
            promise_actions.add,
            t.campaign,
            who="Ada",
            what="Lamps",
            said_on=in_days(-1),
        ),
    ),
    "campaign.promises/edit": (
        "organiser operator",
        lambda t, p: partial(
            promise_actions.edit, t.campaign, t.promise, version=1, said_on=in_days(-1)
        ),
    ),
    "campaign.promises/settle": (
        "organiser operator",
        lambda t, p: partial(
            promise_actions.settle,
            t.campaign,
            t.promise,
            state=PromiseState.KEPT,
            note="",
            on=in_days(-1),
        ),
    ),
    "campaign.contacts": (
        "organiser operator",
        lambda t, p: partial(contact_actions.add, t.campaign, name="Ada Brown"),
    ),
    "campaign.contacts/edit": (
        "organiser operator",
        lambda t, p: partial(
            contact_actions.edit, t.campaign, t.contact, version=1, name="Ada"
        ),
    ),
    "campaign.contacts/remove": (
        "organiser operator",
        lambda t, p: partial(contact_actions.remove, t.campaign, t.contact),
    ),
    "campaign.edit/end": (
        "organiser operator",
        lambda t, p: partial(
            ending_actions.end,
            t.campaign,
            version=0,
            outcome=Outcome.LOST,
            how="They said no.",
            state=State.NOT_DONE,
        ),
    ),
    "campaign.edit/revise": (
        "organiser operator",
        lambda t, p: partial(ended_and_revised, t, p),
    ),
    "campaign.sign_ups": (
        "organiser operator",
        lambda t, p: partial(
            sign_up_actions.key_in, t.campaign, people=[], signed_on=in_days(0)
        ),
    ),
    "campaign.sign_ups/remove": (
        "organiser operator",
        lambda t, p: partial(sign_up_actions.remove, t.campaign, sign_up=1),
    ),
    "campaign.update/photos": (
        "organiser operator",
        lambda t, p: (
            lambda by: update_actions.change_photos(
                t.campaign, fresh(Update, 1), by, alts={}
            )
        ),
    ),
    "campaign.update": (
        "organiser operator",
        lambda t, p: partial(
            update_actions.post_update, t.campaign, title="A", body="B"
        ),
    ),
    "task.plan": (
        "organiser operator",
        lambda t, p: partial(
            planning.plan,
            t.campaign,
            shape=Shape.OPEN,
            title="A",
            details="",
            skills="",
        ),
    ),
    "event.plan": (
        "organiser operator",
        lambda t, p: partial(events.plan, p.hodge_hill, kind=Kind.ACTION, **GATHERING),
    ),
    "event.edit": (
        "organiser operator",
        lambda t, p: partial(events.edit, t.event, version=1, **GATHERING),
    ),
    "event.edit/cancel": (
        "organiser operator",
        lambda t, p: partial(events.cancel, t.event, reason="Ice."),
    ),
    "event.edit/move": (
        "organiser operator",
        lambda t, p: partial(event_unfinished.move, t.event.id, to=t.campaign),
    ),
    "event.plan/move": (
        "organiser operator",
        lambda t, p: partial(event_unfinished.move, t.event.id, to=t.campaign),
    ),
    "event.attend": (
        "resident organiser operator elsewhere",  # the member is on the list already
        lambda t, p: partial(attendance.attend, t.event),
    ),
    "event.attend/withdraw": (
        "member",
        lambda t, p: partial(attendance.withdraw, t.event),
    ),
    "event.welcome": (
        "organiser operator",
        lambda t, p: partial(welcome.say_yes, t.event, people=[p.resident.id]),
    ),
    "event.welcome/no": (
        "organiser operator",
        lambda t, p: partial(welcome.say_no, t.event, people=[p.resident.id]),
    ),
    "event.edit/host": (
        "organiser operator",
        lambda t, p: partial(welcome.set_host, t.event, person_id=p.member.id),
    ),
    "event.register": (
        "organiser operator",
        lambda t, p: partial(register.update_register, t.event, marks={}),
    ),
    "event.register/leaders": (
        "organiser operator",
        lambda t, p: partial(register.set_leaders, t.event, promised={}),
    ),
    "person.ask": (
        "organiser operator",
        lambda t, p: partial(
            request_actions.ask, p.resident, kind="task", subject_id=t.task.id
        ),
    ),
    "person.describe": (
        EVERYONE,
        lambda t, p: lambda by: line_actions.say(by, Said(LineKind.CAN, "Cook")),
    ),
    "person.describe/wish": (
        EVERYONE,
        lambda t, p: partial(line_actions.wish, how=Wish.ANY),
    ),
    "person.describe/change": (EVERYONE, lambda t, p: changed_and_removed),
    "person.type_in": (
        "organiser operator",
        lambda t, p: partial(line_actions.type_in, p.hodge_hill, person=p.resident),
    ),
    "person.young": (
        "organiser",
        lambda t, p: partial(
            young_actions.mark, p.hodge_hill, person_id=p.resident.id, young=True
        ),
    ),
    "person.thank": (  # the organiser has finished it; nobody thanks themselves
        "operator",
        lambda t, p: (
            lambda by: desk.thank(fresh(Claim, 2), fresh(Task, t.by_date.id), by)
        ),
    ),
    "task.edit": (
        "organiser operator",
        lambda t, p: partial(
            planning.edit, t.task, version=t.task.version, title="New"
        ),
    ),
    "task.edit/cancel": (
        "organiser operator",
        lambda t, p: partial(planning.cancel, t.task, reason="Rain."),
    ),
    "task.plan/series": (
        "organiser operator",
        lambda t, p: partial(series.plan, t.campaign, repeats=Repeats.WEEKLY, **AT_SIX),
    ),
    "task.edit/series": (
        "organiser operator",
        lambda t, p: partial(repeated, t, p, series.edit, version=1),
    ),
    "task.edit/end": (
        "organiser operator",
        lambda t, p: partial(repeated, t, p, series.end, reason="Rain."),
    ),
    "task.edit/move": (
        "organiser operator",
        lambda t, p: partial(task_unfinished.move, t.task.id, to=t.campaign),
    ),
    "task.plan/move": (
        "organiser operator",
        lambda t, p: partial(task_unfinished.move, t.task.id, to=t.campaign),
    ),
    "task.claim": (
        EVERYONE,
        lambda t, p: partial(tasks.claim, t.task.id),
    ),
    "task.claim/wait": (  # for its one place, which the organiser has
        "resident member operator elsewhere",
        lambda t, p: partial(waiting_list.join, t.by_date.id),
    ),
    "task.claim/accept": (
        EVERYONE,
        lambda t, p: partial(offered_and_accepted, t, p),
    ),
    "task.claim/lead": (  # whoever has a place
        "member",
        lambda t, p: partial(leading.lead, t.shift.id),
    ),
    "task.claim_for": (
        "organiser operator",
        lambda t, p: partial(tasks.claim_for, t.task, name="Ann"),
    ),
    "task.clear": (
        "organiser operator",
        lambda t, p: partial(
            clearance.clear, p.hodge_hill, person=p.member.id, cleared=True
        ),
    ),
    "board.exchange": (
        "operator",
        lambda t, p: partial(
            boards.follow, address="https://board.example.org", is_near=False
        ),
    ),
    "board.exchange/drafts": ("operator", lambda t, p: partial(taken_over, p)),
    "person.describe/deeds": (
        EVERYONE,
        lambda t, p: partial(talent.correct, not_so=[], note="", hidden=False),
    ),
    "course.write": (
        "organiser operator",
        lambda t, p: partial(courses.write, p.hodge_hill, **A_COURSE),
    ),
    "course.edit": (
        "organiser operator",
        lambda t, p: partial(
            courses.edit, t.course, version=t.course.version, **A_COURSE
        ),
    ),
    **TRAINING,
    **COUNCILS,
    "question.ask": (
        EVERYONE,
        lambda t, p: partial(questions.ask, t.task, body="Is it dry?", private=True),
    ),
    "question.answer": (
        "organiser operator",
        lambda t, p: partial(questions.answer, t.task, t.question, body="It is."),
    ),
    "question.answer/private": (
        "organiser",
        lambda t, p: lambda by: answered_in_private(t, p, by),
    ),
    "loan.ask": (
        "organiser operator",
        lambda t, p: partial(
            lending.ask, t.campaign, person_id=p.elsewhere.id, until=in_days(3)
        ),
    ),
    "loan.answer": ("elsewhere", lambda t, p: lambda by: lent(t, p, by)),
    "loan.end": (
        "organiser operator elsewhere",
        lambda t, p: lambda by: lent(t, p, by, end=True),
    ),
    "role.plan": (
        "organiser operator",
        lambda t, p: partial(roles.plan, t.campaign, name="Treasurer"),
    ),
    "role.edit": (
        "organiser operator",
        lambda t, p: partial(
            roles.edit, t.role, version=1, name="A", words="", until=None
        ),
    ),
    "role.edit/end": (
        "organiser operator",
        lambda t, p: partial(roles.end, t.role),
    ),
    "role.take": (
        "organiser operator",
        lambda t, p: partial(roles.take, t.role, as_deputy=True),
    ),
    "role.hold": (  # the member holds it already
        "resident organiser operator elsewhere",
        lambda t, p: partial(roles.hold, t.role.id, as_deputy=True),
    ),
    "role.step_back": (
        "member",
        lambda t, p: partial(roles.step_back, t.role),
    ),
    "role.free": (
        "organiser operator",
        lambda t, p: partial(roles.free, t.role, person=p.member.id),
    ),
    "role.handover": (
        "member organiser operator",
        lambda t, p: partial(roles.hand_on, t.role, words="Keys.", version=1),
    ),
    "round.plan": (
        "organiser operator",
        lambda t, p: partial(rounds.plan, p.hodge_hill, **ASKED),
    ),
    "round.edit": (
        "organiser operator",
        lambda t, p: partial(rounds.edit, t.round, version=1, **ASKED),
    ),
    "round.edit/tell": (
        "organiser operator",
        lambda t, p: partial(rounds.tell, t.round, outcome="We act."),
    ),
    "round.edit/close": (
        "organiser operator",
        lambda t, p: partial(rounds.close_now, t.round),
    ),
    "round.edit/open": (
        "",  # it is open: who may not is turned away before
        lambda t, p: partial(rounds.open_now, t.round),
    ),
    "round.answer": (
        EVERYONE,
        lambda t, p: partial(answers.give, t.round, **SAID),
    ),
    "round.gather": (
        "organiser",
        lambda t, p: partial(
            themes.gather, t.round, answers=[t.answer.id], title="Roads"
        ),
    ),
    "round.gather/let_go": (
        "organiser",
        lambda t, p: partial(
            themes.let_go, t.round, theme=t.theme.id, answers=[t.answer.id]
        ),
    ),
    "round.gather/read": (
        "organiser",
        lambda t, p: partial(answers.read, t.round, answers=[t.answer.id]),
    ),
    "round.gather/write_down": (
        "organiser",
        lambda t, p: partial(answers.write_down, t.round, source=Source.PAPER, **SAID),
    ),
    "round.gather/take_up": (
        "organiser",
        lambda t, p: partial(themes.take_up, t.theme, campaign=t.campaign),
    ),
    "campaign.edit/take_up": (
        "organiser",
        lambda t, p: partial(themes.take_up, t.theme, campaign=t.campaign),
    ),
    "answer.change": (
        EVERYONE,
        lambda t, p: partial(answered_and_changed, t, answers.keep_private),
    ),
    "answer.change/take_back": (
        EVERYONE,
        lambda t, p: partial(answered_and_changed, t, answers.take_back),
    ),
    "task.talk": (
        "member organiser operator",
        lambda t, p: (
            lambda by: talk.say(card_queries.card(t.shift.id, by), by, body="Late.")
        ),
    ),
    "task.confirm": (  # of a part nobody did: who may not is turned away before
        "organiser operator",
        lambda t, p: lambda by: confirmed(t, p, by),
    ),
    "moderation.hide": (
        "organiser operator",
        lambda t, p: lambda by: case_actions.decide(find("issue", 1), by, HIDE),
    ),
    "moderation.decide": (
        "organiser operator",
        lambda t, p: lambda by: case_actions.decide(find("issue", 1), by, WARN),
    ),
    "moderation.everywhere": (
        "operator",
        lambda t, p: lambda by: case_actions.decide(find("issue", 1), by, BAN),
    ),
    "moderation.queue": (
        "organiser operator",
        lambda t, p: partial(case_actions.set_looks_first, p.hodge_hill, on=True),
    ),
    "moderation.queue/open": (
        "organiser operator",
        lambda t, p: (
            lambda by: case_actions.open_case(
                case_actions.case_of(find("issue", 1)), by
            )
        ),
    ),
    "moderation.appeal": (
        "resident",
        lambda t, p: lambda by: appealed(t, p, by),
    ),
    "moderation.answer": (  # the operator has decided
        "organiser",
        lambda t, p: lambda by: answered(t, p, by),
    ),
    "thing.follow": (
        EVERYONE,
        lambda t, p: partial(follows.follow_place, latitude=52.5, longitude=-1.8, km=1),
    ),
    "thing.follow/shape": (
        EVERYONE,
        lambda t, p: partial(
            follows.follow_shape,
            shape=Boundary("[]", 0, 0, 0, 0),
            name="Home",
            once=None,
        ),
    ),
    "board.operate/factors": (
        "operator",
        lambda t, p: partial(factor_actions.reset_factors, p.member),
    ),
    "board.operate/draft": (
        "operator",
        lambda t, p: partial(community_rules.save_draft, text="Be kind\nYes."),
    ),
    "board.operate/safety": (
        "operator",
        lambda t, p: partial(
            safety.save,
            accountable="Pat",
            risks={},
            children={},
            review_on=in_days(90),
            after=0,
        ),
    ),
    "board.operate/words": (
        "operator",
        lambda t, p: partial(words_actions.write, "front", text="We.", after=0),
    ),
    "board.operate/role": (
        "operator",
        lambda t, p: partial(
            people_actions.set_role, p.member.id, area="ward-end", role=Role.MEMBER
        ),
    ),
    "board.operate/operator": (
        "operator",
        lambda t, p: partial(people_actions.set_operator, p.member.id, operates=True),
    ),
    "board.operate/sessions": (
        "operator",
        lambda t, p: partial(people_actions.end_sessions, p.member.id),
    ),
    "board.operate/address": (
        "operator",
        lambda t, p: partial(people_actions.address_of, p.member.id),
    ),
    "board.operate/system": ("operator", lambda t, p: partial(let_send, p)),
    "board.operate/system's end": (
        "operator",
        lambda t, p: partial(let_send, p, end=True),
    ),
    "board.operate/area": (
        "operator",
        lambda t, p: partial(area_actions.add, name="Bromford", about=""),
    ),
    "board.operate/area_draw": (
        "operator",
        lambda t, p: partial(
            area_actions.draw, p.hodge_hill, content=DRAWN, file_name="a.json"
        ),
    ),
    "board.operate/answer": (
        "operator",
        lambda t, p: lambda by: answered_complaint(by),
    ),
    "board.operate/drop": ("operator", lambda t, p: community_rules.drop_draft),
    "introduction.ask": (
        "resident member organiser operator elsewhere",
        lambda t, p: (
            lambda by: introductions.ask(
                p.hodge_hill.id, by, middle_id=another(p, by), **WISH
            )
        ),
    ),
    "introduction.pass": (
        "organiser",
        lambda t, p: (
            lambda by: introductions.pass_on(
                wished(p), by, url="http://x/", email="head@example.org"
            )
        ),
    ),
    "introduction.decline": (
        "member organiser",
        lambda t, p: lambda by: introductions.decline(introduced(p), by),
    ),
    "introduction.agree": (
        "resident member",
        lambda t, p: lambda by: introductions.agree(introduced(p), by, shares="1"),
    ),
    "introduction.look": (
        "resident member",
        lambda t, p: (
            lambda by: introductions.look(introduced(p, p.resident, p.member), by)
        ),
    ),
    "introduction.end": (
        "resident member",
        lambda t, p: lambda by: introductions.end(introduced(p), by),
    ),
    "one_to_one.call": (
        "organiser",
        lambda t, p: lambda by: rung(p, by, follow_up_actions.claim),
    ),
    "one_to_one.call/rung": (
        "organiser",
        lambda t, p: (
            lambda by: rung(p, by, follow_up_actions.claim, follow_up_actions.rung)
        ),
    ),
    "one_to_one.call/give_back": (
        "organiser",
        lambda t, p: lambda by: rung(p, by, follow_up_actions.give_back),
    ),
    "one_to_one.log": (
        "resident member organiser operator elsewhere",
        lambda t, p: partial(
            talks.log, p.hodge_hill, whom=Whom(name="Ann"), held_on=in_days(-1)
        ),
    ),
    "one_to_one.pledge": (
        "resident member organiser operator elsewhere",
        lambda t, p: partial(
            totals.pledge, t.campaign, one_to_ones=5, house_meetings=1
        ),
    ),
    "one_to_one.open": (
        "resident",
        lambda t, p: lambda by: talks.set_open(talked(p), by, opens=Opens.ALL),
    ),
    "one_to_one.open/answer": (
        "member",
        lambda t, p: (
            lambda by: talks.answer(talked(p), by, words="Yes.", opens=Opens.ALL)
        ),
    ),
    "one_to_one.open/step": (
        "resident member",
        lambda t, p: lambda by: talks.step_taken(talked(p), by),
    ),
    "one_to_one.open/remove": (
        "resident member",
        lambda t, p: lambda by: talks.remove(talked(p), by),
    ),
    "board.operate/publish": (
        "operator",
        lambda t, p: partial(
            community_rules.publish, text="Be kind\nYes.", note="New.", after=1
        ),
    ),
}
ON_PAGES_ONLY = {
    "area.desk",
    "area.people",
    "event.address",
    "issue.exact_place",
    "issue.history",
    "role.read_handover",
    "task.names",
}  # reading


DRAWN = b"""{"type": "Polygon", "coordinates":
    [[[-1.9, 52.4], [-1.7, 52.4], [-1.7, 52.6], [-1.9, 52.4]]]}"""


SAID = {"words": {"answer_1": "The crossing."}, "shared": True}
ASKED = {
    **{"title": "What now?", "question_1": "What is hardest here?"},
    **{"question_2": "What would you change?", "question_3": ""},
    **{"opens_on": in_days(0), "closes_on": in_days(9)},
}


def answered_and_changed(things: Things, change: Callable[..., Any], by: Any) -> None:
    """This person answers, and changes who reads it."""
    made = answers.give(things.round, by, **SAID)
    change(things.round, answer_queries.one(things.round.id, made.id, by), by)


def settled(things: Things, people: People, by: Any) -> None:
    """Something is asked for, and seen to."""
    corrections.ask(things.issue, people.resident, body="Leave out the number.")
    corrections.settle(things.issue, by)


def answered_in_private(things: Things, people: People, by: Any) -> None:
    """The resident asks in private, and this person answers."""
    questions.ask(things.task, people.resident, body="May I?", private=True)
    newest = select(Question).order_by(Question.id.desc())
    questions.answer(things.task, db.session.scalars(newest).first(), by, body="Yes.")  # type: ignore[arg-type]


def lent(things: Things, people: People, by: Any, *, end: bool = False) -> None:
    """The organiser of Ward End is asked to help, and this person says yes to it; or
    ends it."""
    organiser = db.session.get_one(Person, people.organiser.id)
    asked = {"person_id": people.elsewhere.id, "until": in_days(3)}
    lending.ask(things.campaign, organiser, **asked)  # type: ignore[arg-type]
    loan = db.session.scalars(select(Loan)).one()
    if end:
        lending.end(loan.id, by)
    else:
        lending.answer(loan.id, by, yes=True)


def confirmed(things: Things, people: People, by: Any) -> None:
    """The member does their part of a shift that has begun, and this person looks."""
    shift = fresh(Task, things.shift.id)
    with clock.set_to(at_six()):
        tasks.complete(shift, db.session.get(Person, people.member.id))  # type: ignore[arg-type]
    shift.confirm = True
    part = db.session.scalar(select(Claim.id).filter_by(task_id=shift.id))
    tasks.confirm(shift, by, claim=part or 0)


def answered_complaint(by: Any) -> None:
    """Somebody complains, and this person answers."""
    said = {"what": "It is slow.", "email": "", "once": "once"}
    made, _ = complaints.receive(None, about=About.DUTY, **said)
    complaints.answer(made.id, by, decision=Decision.UPHELD, words="It is.")


BASIS = Basis(1, "", "Rude.")
HIDE, WARN = Decide("hide", BASIS), Decide("warn", BASIS)
BAN = Decide("ban", BASIS, reach="board")


def appealed(things: Things, people: People, by: Any) -> Any:
    """The operator has hidden the resident's post, and this person appeals."""
    operator = db.session.get(Person, people.operator.id)
    target = find("issue", things.issue.id)
    case_actions.decide(target, operator, HIDE)  # type: ignore[arg-type]
    case = case_actions.case_of(target)
    appeal_actions.appeal(case, by, words="It was a joke.")
    return case


def answered(things: Things, people: People, by: Any) -> None:
    """The resident has appealed, and this person answers."""
    case = appealed(things, people, db.session.get(Person, people.resident.id))
    db.session.refresh(case)
    said = {"version": case.version, "outcome": Outcomes.UPHELD, "words": "No."}
    appeal_actions.answer(case, by, **said)


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
    except Unseen:  # allowed, and asked again
        return True
    # an organiser does not leave, whoever they are; what is between two is theirs
    except (NotAllowed, Conflict, NotFound):
        return False


def actions_that_ask() -> Iterator[tuple[str, str, str]]:
    """(module, function, rule) wherever an action asks who may."""
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        if module.endswith("views"):
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                for rule in rules_asked(function):
                    yield module, function.name, rule


def rules_asked(function: ast.FunctionDef) -> Iterator[str]:
    """The rules a function requires, as they stand in its calls."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "require":
            yield ast.literal_eval(call.args[1])


def note_who_asks(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str, str]]:
    """(module, function, rule) of every rule asked from now on."""
    asked = set()

    def noting(rule: str, may: Callable[..., bool]) -> Callable[..., bool]:
        def ask(person: Any, thing: Any) -> bool:
            asker = sys._getframe(3)  # 1 and 2 are policy itself
            asked.add((asker.f_globals["__name__"], asker.f_code.co_name, rule))
            return may(person, thing)

        return ask

    for rule, may in RULES.items():
        monkeypatch.setitem(RULES, rule, noting(rule, may))
    return asked


def test_an_action_lets_those_do_it_who_may_and_nobody_else(
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, asked, tried = rows.everything(), note_who_asks(monkeypatch), set()
    for rule, (allowed, action) in MAY.items():
        asked.clear()
        verb = action(things, people)
        may = {
            name for name, person in people.by_name.items() if lets(make, verb, person)
        }
        assert may == set(allowed.split()), rule
        tried |= {one for one in asked if one[2] == rule.partition("/")[0]}
    assert rows.everything() == before
    untried = set(actions_that_ask()) - tried
    assert not untried, f"MAY calls no action that asks this: {sorted(untried)}"


@on_sqlite
def test_an_action_asks_whoever_is_nobody_to_sign_in(
    make: Maker, people: People, things: Things
) -> None:
    for rule, (_, action) in MAY.items():
        if rule == "issue.close":
            continue  # an import closes issues in nobody's name
        with pytest.raises(SignInNeeded), make.writing():
            action(things, people)(by=None)


def test_every_rule_of_the_house_is_tried() -> None:
    tried = {rule.partition("/")[0] for rule in MAY} | ON_PAGES_ONLY
    assert tried == set(RULES), (
        f"say in MAY who may: {set(RULES) - tried}; take out: {tried - set(RULES)}"
    )

"""A board on which everything that can happen has happened, to every kind of thing it
can happen to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from board import clock
from board.accounts import factor_actions, security_actions
from board.accounts import network_actions as networks
from board.accounts.models import Person
from board.activity.actions import record
from board.activity.verbs import DEMO_LOADED
from board.activity.verbs import Kind as NewsKind
from board.areas import actions as areas
from board.areas import joining_actions
from board.areas import membership_actions as memberships
from board.areas.boundary import read as boundary
from board.boards import actions as boards
from board.boards import sending_actions as sending
from board.boards.models import Arrival
from board.campaigns import backer_actions, issue_actions, update_actions
from board.campaigns.coalition_models import PromiseState
from board.campaigns.models import Campaign, Outcome, Stage
from board.categories import actions as categories
from board.corrections import actions as corrections
from board.councils import actions as councils
from board.councils.models import CouncilReport
from board.db import db
from board.desk import actions as desk
from board.events import register
from board.events.models import Kind
from board.introductions import actions as introductions
from board.introductions import queries as introduction_queries
from board.issues import photo_actions
from board.issues.models import Comment, Issue, State
from board.issues.outcome_models import Says
from board.lending import actions as lending
from board.lending.models import Loan
from board.mail import lease_actions
from board.mail.models import Outbox
from board.moderation import appeal_actions as appeals
from board.moderation import case_actions, redacting
from board.moderation import queries as cases
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.models import Outcome as AppealOutcome
from board.moderation.rules import Basis
from board.notifications import choices
from board.notifications.models import Rhythm
from board.one_to_ones import totals
from board.open311.caller_actions import RIGHTS
from board.operator import people_actions
from board.people import line_actions
from board.people.line_actions import Said
from board.people.models import LineKind, SeenBy
from board.people.request_models import Reply
from board.photos.models import Photo
from board.photos.queries import entities
from board.playbooks import suggestion_actions
from board.playbooks.models import Suggestion
from board.policy import Role
from board.privacy import actions as privacy
from board.privacy import consent_actions
from board.roles import actions as roles
from board.roles import terms
from board.rounds import actions as rounds
from board.rounds import answer_actions, answer_queries
from board.rounds import theme_actions as gathering
from board.rounds.forms import RoundForm
from board.rounds.models import Answer, Theme
from board.rules import actions as community_rules
from board.rules import wording as rules
from board.safety import reminders as safety_reminders
from board.tasks import actions as tasks
from board.tasks import series
from board.tasks.claim_models import Claim
from board.tasks.effects import Unseen
from board.tasks.models import Task
from board.training import after_actions, ask_actions, buddy_actions, skill_actions
from board.training.after_models import FirstTask, Pairing
from board.training.expiry import months_after
from board.training.skill_models import SkillHeld
from tests.accounts.test_link import mailed
from tests.boards.copies import take_over
from tests.boards.feeds import feed, item
from tests.builders import PASSWORD, Maker, People, Rows, Things, at_six, in_days
from tests.copying.made import copied
from tests.councils import hands as at_councils
from tests.councils.stand_in import standing
from tests.introductions.made import ask as ask_for
from tests.introductions.made import opened
from tests.one_to_ones.talks import answer, talk
from tests.open311 import hands as system
from tests.pages import Browser
from tests.photos.drawing import drawn
from tests.playbooks import books

# What stood on the board and was taken away for good.
REMOVED = (
    "Zed Zimmer",
    "0121 496 0000",
    "12 Fir Walk",
    "I take that back",
    "You old fools",
)
SHAPE = {
    "type": "Polygon",
    "coordinates": [
        [[-1.9, 52.4], [-1.7, 52.4], [-1.7, 52.6], [-1.9, 52.6], [-1.9, 52.4]]
    ],
}
LATER = 0.01  # days: a quarter of an hour, within which sessions and times to edit last


@dataclass
class Story:
    """Who makes it happen and with what; `named` are the things to look for, by what
    became of them."""

    make: Maker
    rows: Rows
    people: People
    things: Things
    browsers: dict[str, Browser]
    helper: Person  # a member with a mailbox, on all lists
    named: dict[str, Any] = field(default_factory=dict)

    @property
    def olu(self) -> Person:
        """The organiser, who does most of it."""
        return self.people.organiser

    def fill(self, who: str, url: str, **values: Any) -> None:
        """Somebody fills in a page, a moment later; it is taken."""
        action = values.pop("action", "")
        page: Any = None

        def send() -> None:
            nonlocal page
            page = self.browsers[who].fill(url, values, action=action)

        self.make.later(LATER, send)
        assert page.status == 303, f"{url}: {page.status} {page.errors or page.message}"


def all_that_happens(
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    browsers: dict[str, Browser],
) -> dict[str, Any]:
    """Let it all happen; gives the things to look for, by what became of them."""
    helper = make.person("Hal Hope", email="helper@example.org", area=people.hodge_hill)
    story = Story(make, rows, people, things, browsers, helper)
    steps: list[Callable[[Story], None]] = [
        *(
            time_passes,
            areas_change,
            things_get_a_picture,
            people_come_and_go,
            people_are_asked,
            posts_are_talked_about,
            posts_are_put_right,
        ),
        *(
            posts_end,
            campaigns_are_worked_on,
            coalitions_change,
            tasks_change,
            tasks_are_seen_through,
        ),
        *(series_change, events_change, roles_change_hands, people_train),
        help_comes_from_elsewhere,
        *(know_how_travels, people_are_listened_to),
        *(boards_are_followed, councils_are_told, campaigns_end),
        *(people_talk, people_are_introduced),
        *(moderators_decide, systems_send),
        *(the_board_is_run, visitors_come_by_mail),
    ]
    for step in steps:
        step(story)
        make.mails()
    return {name: make.now(thing) for name, thing in story.named.items()}


def time_passes(story: Story) -> None:
    """What only the jobs do, once days have gone by."""
    make, olu, helper = story.make, story.olu, story.helper
    member, campaign = story.people.member, story.things.campaign
    one = make.task(campaign, olu, places=1, title="A place that is offered")
    make.claim(one, member)
    make.wait(one, helper, olu)
    make.release(one, member)
    begins = clock.now() + timedelta(days=2)  # within a day of the first jobs below
    ends = begins + timedelta(hours=1)
    shift = make.task(
        campaign, olu, title="A shift that is soon", starts_at=begins, ends_at=ends
    )
    make.claim(shift, helper)
    make.jobs(days=1.5)  # the helper did not answer
    make.later(1.6, lambda: make.accept(one, olu))
    long = make.task(campaign, olu, title="A long one")
    make.claim(long, member, helper)
    event = make.event(story.people.hodge_hill, olu, title="Soon", days=4)
    make.attend(event, helper)
    make.promise(
        campaign, olu, who="Bea Bell", what="The drains by spring.", due=in_days(5)
    )
    make.second(story.things.other, helper)
    done = make.issue(member, title="Done long ago")
    make.state(done, olu, State.DONE, "Gone.")
    make.series(campaign, olu, title="Walk now and then", every=4)
    make.jobs(days=3.5)
    make.jobs(days=15)
    make.later(15.1, lambda: make.still(long, helper))
    make.jobs(days=23)
    story.named |= {
        "silent post": story.things.issue,
        "overdue campaign": campaign,
        "lapsed task": long,
    }


def areas_change(story: Story) -> None:
    """Drawn, with categories of their own, called a demo."""
    make, people = story.make, story.people
    with make.writing():
        area = make._here(people.hodge_hill)
        areas.draw(area, boundary(SHAPE))
        categories.add(
            area, make._here(people.operator), name="Allotments", hint="", icon="leaf"
        )
        record(DEMO_LOADED, area, by=None, topics=["areas"])


def people_are_listened_to(story: Story) -> None:
    """A round opens on its day, is answered in each way, gathered, taken up, told."""
    make, people, olu, rows = story.make, story.people, story.olu, story.rows
    days = {"opens_on": in_days(1), "closes_on": in_days(9)}
    round_ = make.round(people.hodge_hill, olu, title="Listened to", **days)
    at = f"/rounds/{round_.id}"

    def the_day_comes() -> None:
        with make.writing():
            rounds.turn_due()

    make.later(1.1, the_day_comes)
    story.fill("organiser", at, action=at, do="tell", outcome="We listen on.")
    story.fill("organiser", at, action=at, do="open")
    said = {"answer_1": "The lane is dark."}
    story.fill("resident", f"{at}/answers", **said, shared="y")
    visitor = Browser(story.browsers["visitor"].send)
    for name in ("vi", "val"):  # one presses the link, one does not
        asked = said | {"name": name, "email": f"{name}@example.org"}
        assert visitor.fill(f"{at}/answers", asked).status == 303
        link = mailed(rows, "/rounds/confirm")
        if name == "val":
            assert visitor.press(link, link).status == 303
    story.fill("organiser", f"{at}/paper", **said, email="ida@example.org")
    shy = make.answer_round(round_, people.member, shared=True, show_name=True)
    found = [answer.id for answer in rows.all(Answer, round_id=round_.id)]
    story.fill("organiser", f"{at}/themes", answer=found, read="yes")
    story.fill("organiser", f"{at}/themes", answer=found, title="Dark")
    (theme,) = rows.all(Theme, round_id=round_.id)
    of_theme = f"{at}/themes/{theme.id}"
    with make.writing():
        out = {"theme": theme.id, "answers": found[:1]}
        gathering.let_go(make._here(round_), make._here(olu), **out)
    story.fill("organiser", of_theme, title="Light it", goal="Lamps for all.")
    story.fill("member", f"{at}/answers/{shy.id}", do="private")
    gone = make.answer_round(round_, story.helper)
    with make.writing():
        helper = make._here(story.helper)
        row = answer_queries.one(round_.id, gone.id, helper)
        answer_actions.take_back(make._here(round_), row, helper)
    with make.writing():
        rounds.edit(
            make._here(round_),
            make._here(olu),
            version=1,
            **{name: getattr(round_, name) for name in RoundForm.FIELDS}
            | {"about": "So that we know."},
        )
    story.fill("organiser", at, action=at, do="tell", outcome="The lamps come.")


def the_board_is_run(story: Story) -> None:
    """New rules, to which everybody agrees."""
    make, people = story.make, story.people
    text = rules.as_text(community_rules.first_rules()[:9])
    with make.writing():
        community_rules.publish(
            make._here(people.operator), text=text, note="Nine will do.", after=1
        )
        for person in (*people.by_name.values(), story.helper):
            community_rules.agree(make._here(person), 2)
    person, area = f"/operator/people/{story.helper.id}", "hodge-hill"
    for role in ("none", "member"):
        at = f"{person}/role"
        story.fill("operator", person, action=at, area=area, role=role)
    with make.writing():
        operator = make._here(people.operator)
        people_actions.address_of(story.helper.id, operator)
        people_actions.end_sessions(story.helper.id, operator)
    for job in ("issues", "offers"):
        at = f"/operator/jobs/{job}/run"
        story.fill("operator", "/operator/jobs", action=at)
    said = {"accountable": "Pat", "possible_answer": "no", "possible_reason": "So."}
    said |= {"likely_answer": "no", "likely_reason": "So."}
    story.fill("operator", "/operator/safety/edit", **said)
    make.jobs(days=23.5)
    said = {"text": "Run by **the tenants** of Larch House."}
    story.fill("operator", "/operator/words/contact", **said)
    story.fill("operator", "/areas/hodge-hill/edit", about="Between two parks.")
    mail = story.rows.all(Outbox)[-1]
    with make.writing():
        lease_actions.failed(make._here(mail), "The server does not answer.")
    at = f"/operator/mail/{mail.id}/again"
    with make.writing():
        db.session.execute(update(Outbox).where(Outbox.id == mail.id).values(tries=2))
    story.fill("operator", "/operator/mail", action=at)
    with make.writing():
        networks.trust("a network", 4, make._here(people.operator))
        networks.distrust("a network", make._here(people.operator))
    said = {"about": "data", "what": "My number is here.", "email": "c@example.org"}
    story.fill("visitor", "/complaints", **said)
    make.jobs(days=24)
    make.mails(days=24.5)

    def a_year_goes_by() -> None:
        with make.writing():
            safety_reminders.remind()

    make.later(335, a_year_goes_by)
    said = {"decision": "upheld", "words": "It is gone now."}
    story.fill("operator", "/operator/complaints/1", **said)
    story.fill("visitor", "/privacy/address", email="c@example.org")


def things_get_a_picture(story: Story) -> None:
    """An area and a campaign."""
    for at in ("/areas/hodge-hill", f"/campaigns/{story.things.campaign.id}"):
        picture, said = ("d.jpg", drawn(colour="olive")), {"alt": "The green"}
        page = story.browsers["organiser"].upload(f"{at}/cover", said, picture)
        assert page.status == 303


def people_come_and_go(story: Story) -> None:
    """They join, leave, take on roles, follow, and are cleared."""
    make, people = story.make, story.people
    gone = make.person("Gus Gone", area=people.hodge_hill)
    with make.writing():
        area, rosa = make._here(people.ward_end), make._here(people.resident)
        eli = make._here(people.elsewhere)
        memberships.join(area, rosa)
        memberships.leave(area, rosa)
        memberships.join(area, rosa)
        joining_actions.put_off(area, eli, rosa.id)
        areas.set_joining(area, eli, at_once=True)
        memberships.join(area, make._here(people.member))
        memberships.leave(area, make._here(people.member))
        memberships.admit(area, rosa, eli)
        memberships.give_role(
            make._here(people.hodge_hill),
            make._here(story.helper),
            Role.MEMBER,
            make._here(people.operator),
        )
    with make.writing():
        consent_actions.hide_name(make._here(people.elsewhere))
        privacy.erase(gone.id)
    make.clear(people.hodge_hill, story.olu, story.helper, people.member)
    make.clear(people.hodge_hill, story.olu, people.member, cleared=False)
    for topic in (
        f"area-{people.hodge_hill.id}",
        f"campaign-{story.things.campaign.id}",
        f"task-{story.things.task.id}",
    ):
        make.follow(topic, people.resident)


def people_are_asked(story: Story) -> None:
    """They say what they bring, are asked for something, answer, and are asked
    again."""
    make, olu, helper = story.make, story.olu, story.helper
    here = story.people.hodge_hill
    make.bring(helper, "Drive a van", SeenBy.MEMBERS)
    with make.writing():
        said = Said(LineKind.WHEN, "Sundays", SeenBy.ORGANISERS)
        area, by = make._here(here), make._here(olu)
        line_actions.type_in(area, by, make._here(helper), said)
    make.young(helper, olu, here)
    make.young(helper, olu, here, young=False)
    tasks = [
        make.task(story.things.campaign, olu, title=f"Asked for {n}") for n in range(4)
    ]
    answers = (Reply.YES, Reply.NO, Reply.LATER)
    for task, reply in zip(tasks, answers, strict=False):
        make.reply(make.request(helper, olu, task, "Please."), reply)
    make.request(helper, olu, tasks[-1])
    make.reply(make.request(helper, olu, tasks[0], kind="task_lead"), Reply.YES)
    make.jobs(days=15)


def posts_are_talked_about(story: Story) -> None:
    """Seconded, commented on, with pictures, next steps and what else can be said."""
    make, people, olu = story.make, story.people, story.olu
    issue = make.issue(
        people.resident, title="Talked about", latitude=52.5, longitude=-1.8
    )
    at = f"/issues/{issue.id}"
    make.second(issue, people.member, story.helper)
    make.unsecond(issue, story.helper)
    member, resident = story.browsers["member"], story.browsers["resident"]
    page = member.upload(
        at, {"body": "Look at it."}, ("a.jpg", drawn()), action=f"{at}/comments"
    )
    assert page.status == 303
    changed, gone, rude = (
        make.comment(issue, people.member, body=body)
        for body in ("Ten.", "I take that back.", "You old fools.")
    )
    story.fill("member", f"{at}/comments/{changed.id}/edit", body="Nine.")
    story.fill("member", f"{at}/comments/{gone.id}/remove")
    story.fill("organiser", f"{at}/comments/{rude.id}/remove", reason="Be kind.")
    page = resident.upload("/issues/new", {
        "title": "With a picture", "body": "See.", "category": "rubbish", "kind": "problem", "area": "hodge-hill",
        "different": "yes",
    }, ("b.jpg", drawn(colour="navy")))  # fmt: skip
    assert page.status == 303
    pictured = story.rows.all(Issue)[-1]
    with make.writing():
        found = make._here(pictured)
        shown = photo_actions.photos_under(found, make._here(people.resident))
        photo_actions.change_photos(
            found,
            make._here(people.resident),
            alts={photo.id: "Two bins" for photo in shown},
        )
    make.next_step(issue, olu)
    make.edit(issue, people.resident, title="Talked about a lot")
    make.edit(issue, olu, place="By the school")
    make.state(pictured, olu, State.LOOKED_AT)
    story.named |= {"post with a next step": issue, "pictured post": pictured}


def posts_are_put_right(story: Story) -> None:
    """Its author asks for a change, organisers see to it, personal details
    go for good."""
    make, people = story.make, story.people
    issue = make.issue(
        people.resident,
        title="The number of Zed Zimmer",
        body="It is 0121 496 0000.",
        place="12 Fir Walk",
    )
    at = f"/issues/{issue.id}"
    with make.writing():
        corrections.ask(
            make._here(issue),
            make._here(people.resident),
            body="Please leave out the name.",
        )
        corrections.settle(make._here(issue), make._here(story.olu))
    story.fill(
        "organiser", f"{at}/purge", title="A number", body="It is gone.", place=""
    )
    story.named["purged post"] = issue


def posts_end(story: Story) -> None:
    """Done, not done, opened again, merged, brought back."""
    make, people, olu = story.make, story.people, story.olu
    done, not_done, again, merged, apart, target = (
        make.issue(
            people.resident, title=f"{name} in the end", latitude=52.51, longitude=-1.81
        )
        for name in ("Done", "Refused", "Reopened", "Merged", "Apart", "Target")
    )
    make.second(again, people.elsewhere)  # a mail has room for all their news
    for issue in (done, again):
        make.second(issue, people.member)
        make.state(
            issue, olu, State.DONE, "It is lit.", evidence="https://example.org/lit"
        )
    make.jobs()
    make.verdict(done, people.member, Says.DONE)
    make.verdict(again, people.member, Says.NOT_DONE, "It flickers.")
    make.state(not_done, olu, State.NOT_DONE, "There is no money.")
    for issue in (merged, apart):
        make.second(issue, story.helper)
        make.merge(issue, olu, target, "The same lamp.")
    make.unmerge(apart, olu, reason="It is another lamp.")
    story.named |= {
        "done post": done,
        "refused post": not_done,
        "reopened post": again,
        "merged post": merged,
    }
    story.named |= {"brought back post": apart, "post with others in it": target}


def campaigns_are_worked_on(story: Story) -> None:
    """Edited, moved on, told of with pictures, backed by name and without."""
    make, people, olu = story.make, story.people, story.olu
    first, second = (
        make.issue(people.member, title=title) for title in ("Taken up", "Let go")
    )
    campaign = make.campaign(
        olu,
        first,
        second,
        title="A campaign that goes on",
        goal_count=100,
        goal_unit="names",
    )
    at = f"/campaigns/{campaign.id}"
    story.fill("organiser", f"{at}/edit", ask="Mend all of them.")
    make.reached(campaign, olu, 40)
    make.stage(campaign, olu, Stage.ACTING, "We walk.")
    make.back(campaign, people.resident, story.helper)
    story.fill("resident", at, action=f"{at}/back", show_name="y")
    with make.writing():
        backer_actions.unback(make._here(campaign), make._here(story.helper))
        issue_actions.set_issues(
            make._here(campaign), make._here(olu), issues=[first.id]
        )
    news = {"title": "A picture of it", "body": "**Look**."}
    assert (
        story.browsers["organiser"]
        .upload(f"{at}/updates", news, ("c.jpg", drawn(colour="teal")))
        .status
        == 303
    )
    told = story.rows.all(type(make.update(campaign, olu)), campaign_id=campaign.id)
    pictured = next(update for update in told if update.title == news["title"])
    with make.writing():
        shown = {photo.id: "A lamp" for photo in entities([f"update-{pictured.id}"])}
        update_actions.change_photos(
            make._here(campaign), make._here(pictured), make._here(olu), alts=shown
        )
    story.named |= {
        "running campaign": campaign,
        "post in a campaign": first,
        "post let go": second,
    }


def coalitions_change(story: Story) -> None:
    """Partners come, change and leave; pledges are settled; promises are kept, broken
    and open again."""
    make, olu = story.make, story.olu
    campaign = story.named["running campaign"]
    at = f"/campaigns/{campaign.id}"
    hall, shop = (
        make.partner(campaign, olu),
        make.partner(campaign, olu, "The Corner Shop"),
    )
    brought, missed, worded = (
        make.pledge(campaign, olu, what) for what in ("Tea", "A van", "Chairs")
    )
    kept, broken, again, edited = (
        make.promise(campaign, olu, what=f"Promise {name}.")
        for name in ("kept", "broken", "again", "edited")
    )
    story.fill("organiser", f"{at}/partners/{hall.id}/edit", does="Opens its doors")
    story.fill("organiser", f"{at}/partners", action=f"{at}/partners/{shop.id}/leave")
    story.fill("organiser", f"{at}/pledges/{brought.id}/edit", state="brought")
    story.fill("organiser", f"{at}/pledges/{missed.id}/edit", state="not_brought")
    story.fill("organiser", f"{at}/pledges/{worded.id}/edit", what="Forty chairs")
    story.fill(
        "organiser", f"{at}/promises/{edited.id}/edit", what="Promise put right."
    )
    make.settle(kept, olu, PromiseState.KEPT, "They came.")
    make.settle(broken, olu, PromiseState.BROKEN, "They did not.")
    make.settle(again, olu, PromiseState.BROKEN)
    make.settle(again, olu, PromiseState.OPEN)
    make.contact(campaign, olu, "Ada Able")
    make.sign_up(campaign, olu, "Sid Sand, sid@example.org, 3 Ash Walk, yes")


FATES = (("off", 3), ("moved", 4))


def _when(shape: str, day: int) -> dict[str, Any]:
    if shape == "shift":
        return {"starts_at": at_six(day), "ends_at": at_six(day) + timedelta(hours=2)}
    return {"due_on": in_days(day)} if shape == "by date" else {}


def tasks_change(story: Story) -> None:
    """Of each shape: changed, called off, with places lost and given back late."""
    make, people, olu, campaign = (
        story.make,
        story.people,
        story.olu,
        story.named["running campaign"],
    )
    for name in ("shift", "by date", "open"):
        off, moved = (
            make.task(campaign, olu, title=f"{name} {fate}", **_when(name, day))
            for fate, day in FATES
        )
        for task in (off, moved):
            make.claim(task, people.member)
            make.release(task, people.member, note="My knee.")
            make.claim(task, story.helper if name == "open" else people.member)
        make.call_off(off, olu, "It rains.")
        story.named |= {f"called off {name}": off, f"changed {name}": moved}
        make.change(moved, olu, title=f"{name} moved on", details="Bring a lamp.")
        if name == "shift":
            make.change(moved, olu, ends_at=at_six(4) + timedelta(hours=1))


def tasks_are_seen_through(story: Story) -> None:
    """Waited for, left, refused, accepted, done, confirmed and thanked for; places
    lost."""
    make, people, olu = story.make, story.people, story.olu
    campaign = make.campaign(olu, title="A campaign with much to do")
    few = make.task(campaign, olu, places=2, title="Fewer places")
    make.claim(few, people.member, story.helper)
    with make.writing():  # what is said to those on it is read by them alone
        choices.choose(story.helper, NewsKind.TALK, Rhythm.AT_ONCE)
    make.say(few, people.member, "The key is with Bev.")
    make.mails()
    make.change(few, olu, places=1)
    line = make.task(campaign, olu, places=1, title="In line")
    make.claim(line, people.member)
    make.wait(line, story.helper, olu)
    make.release(line, olu)  # leaves the line
    asked = make.ask(line, people.resident, "Is there parking?")
    make.answer(asked, olu, "Behind the hall.")
    make.ask(line, people.resident, "May I bring my son?", private=True)
    story.named["task asked about"] = line
    make.release(line, people.member)
    make.release(line, story.helper)  # refuses the offer
    seen = make.task(campaign, olu, title="Seen through", confirm=True)
    make.claim(seen, people.member, olu)
    make.complete(seen, people.member, "All counted.")
    with make.writing():
        part = db.session.scalars(
            select(Claim).where(Claim.task_id == seen.id, Claim.state == "done")
        ).one()
        desk.thank(part, make._here(seen), make._here(olu))
    make.confirm(seen, olu, people.member)
    roles = make.task(
        campaign, olu, title="With parts", roles=[("Cook", 1), ("Carry", 2)]
    )
    make.claim(roles, people.member, role="Cook")
    with make.writing():
        tasks.claim_for(
            make._here(roles), make._here(olu), name="Vera Tull", role="Carry"
        )
    story.named |= {
        "task with a place lost": few,
        "task in line": line,
        "task done": seen,
        "task with parts": roles,
    }


def series_change(story: Story) -> None:
    """A shift that repeats, changed from its second on and ended."""
    make, olu = story.make, story.olu
    first = make.series(
        make.campaign(olu, title="A campaign of every week"),
        olu,
        title="Every week",
        until=in_days(16),
    )
    second = story.rows.all(Task, series_id=first.series_id)[1]
    make.claim(second, story.people.member)
    change: dict[str, Any] = {
        "version": 1,
        "starts_at": second.starts_at,
        "ends_at": second.ends_at,
    }
    change |= {"title": "Every week anew", "places": 3}
    with pytest.raises(Unseen) as shown, make.writing():
        series.edit(make._here(second), make._here(olu), **change)
    with make.writing():
        series.edit(
            make._here(second), make._here(olu), seen=shown.value.fingerprint, **change
        )
    with make.writing():
        series.end(make._here(second), make._here(olu), reason="Enough walked.")
    story.named |= {"first of a series": first, "called off of a series": second}


def events_change(story: Story) -> None:
    """Moved, full, cancelled, with a line, a register and leaders."""
    make, people, olu = story.make, story.people, story.olu
    campaign = story.named["running campaign"]
    here = {"area": people.hodge_hill, "by": olu, "campaign": campaign}
    off, full, moved = (
        make.event(**here, title=f"Event {name}", places=1, days=days)
        for name, days in (("off", 1), ("full", 3), ("moved", 3))
    )
    for event in (full, moved, off):
        make.attend(event, people.member, story.helper)
    make.withdraw(full, people.member)  # the helper gets the place
    story.fill("organiser", f"/events/{moved.id}/edit", place="The library")
    make.cancel(off, olu)
    with make.writing():
        event = make._here(full)
        register.set_leaders(event, make._here(olu), promised={}, name="Bev", number=3)
        register.update_register(
            event,
            make._here(olu),
            marks={},
            newcomers=[register.Newcomer("Ann Hill", "ann@example.org")],
        )
    over = make.event(people.hodge_hill, olu, title="Event over", days=-3)
    home = make.event(
        people.hodge_hill, olu, title="Home", kind=Kind.HOUSE_MEETING, days=9
    )
    make.attend(home, people.member, story.helper)
    make.welcome(home, olu, people.member)
    story.fill("organiser", f"/events/{home.id}/guests", no=str(story.helper.id))
    story.fill("organiser", f"/events/{home.id}/guests", host=str(people.member.id))
    story.named |= {
        "full event": full,
        "moved event": moved,
        "cancelled event": off,
        "event that is over": over,
    }


def know_how_travels(story: Story) -> None:
    """A playbook is used, changed, with pictures, and what others changed flows back;
    who used it may be asked."""
    make, people = story.make, story.people
    playbook, eli = story.things.playbook, people.elsewhere
    at = f"/playbooks/{playbook.id}"
    books.use(make, playbook, eli, people.ward_end, in_days(30))
    books.write(make, eli, people.ward_end, title="Copied", original=playbook)
    page = story.browsers["organiser"].upload(
        f"{at}/edit", {"title": "A garden for all"}, ("e.jpg", drawn(colour="plum"))
    )
    assert page.status == 303
    page = story.browsers["elsewhere"].post(f"{at}/askable", {"askable": "yes"})
    assert page.status == 303
    for step, said in (("dig", {"take": "yes"}), ("ask", {"answer": "Not yet."})):
        told = {"step": step, "words": "We sang.", "why": "It rained."}
        story.fill("member", f"{at}/suggest", **told)
        made = story.rows.all(Suggestion)[-1]
        story.fill("organiser", f"{at}/suggestions/{made.id}", **said)
    copied_to(story)
    story.named |= {"changed playbook": playbook}


def councils_are_told(story: Story) -> None:
    """A council is named, gets posts, may have got one, refuses one and closes one; its
    reports are listed, and one is not shown; another is taken away."""
    make, people = story.make, story.people
    with standing() as council:
        there = at_councils.connected(make, people, council)
        council.has()
        names = "at a council", "the council may have", "the council refused"
        posts = [at_councils.post(make, people, title=name) for name in names]
        council.faults = ["", "hangs up", "refuses"]
        at_councils.sent(make, 11, 12, 13, 15, 40, 200)
        council.requests[-1] |= {"status": "closed", "status_notes": "Mended."}
        at_councils.do(make, "council words", minutes=600)
        at_councils.settle(make, people, posts[1], "again")
        council.faults = ["hangs up"]
        at_councils.sent(make, 700, 703, 730, 900)
        with make.writing():
            by, area = make._here(people.organiser), make._here(people.hodge_hill)
            councils.show_reports(make._here(there), by, shows=True)
            said = {"name": "Another", "address": "https://x.example", "key": ""}
            operator = make._here(people.operator)
            more: dict[str, Any] = {"jurisdiction": "", "is_near": False}
            other = councils.connect(area, operator, **said, **more)
            councils.remove(other, operator)
        at_councils.do(make, "council reports", minutes=1000)
        with make.writing():
            report = story.rows.all(CouncilReport)[0]
            councils.hide_report(make._here(report), make._here(people.organiser))
    for name, post in zip(names, posts, strict=True):
        story.named[f"post {name}"] = make.now(post)


def copied_to(story: Story) -> None:
    """A campaign is copied to another area, an event held again there, and the event
    kept as a template."""
    make, people, things = story.make, story.people, story.things
    copied(make, things.campaign, people.elsewhere, people.ward_end, days=9)
    link = f"/events/new?copy={things.event.id}"
    story.fill("elsewhere", link, action=link, place="The library")
    link = f"/me/templates/new?event={things.event.id}"
    story.fill("organiser", link, action="/me/templates/new", name="Held each month")


def boards_are_followed(story: Story) -> None:
    """Another board is followed, asked again and left; what came in a file is accepted
    or declined, and what was changed about it sent back."""
    operator = story.people.operator
    said = {"address": "https://board.invalid", "is_near": False}
    parts = [{"minutes": 60, "title": "In pairs"}]
    told = {"title": "Asking elsewhere", "summary": "An hour.", "parts": parts}
    both = [item(f"there:{number}", course=told) for number in range(3)]
    with story.make.writing():
        by = story.make._here(operator)
        board = boards.follow(by, **said)
        boards.follow(by, **said)
        boards.unfollow(board, by)
        boards.import_file(by, feed(*both))
    first, second, _third = story.rows.all(Arrival)
    with story.make.writing():
        by = story.make._here(operator)
        boards.accept(story.make._here(first), by)
        boards.decline(story.make._here(second), by)
        sending.take_suggestions(by, takes=True)
        copy, _there = take_over(by)
        told = {"words": "Five days.", "why": "Four were few."}
        sending.send_back(copy, suggestion_actions.suggest(copy, by, **told), by)


def people_train(story: Story) -> None:
    """A course is written and changed; an area asks for it, somebody from elsewhere
    leads it; who came goes on from there."""
    make, people, olu, member = story.make, story.people, story.olu, story.people.member
    eli = people.elsewhere
    course = make.course(olu, title="Asking twice", months=1)
    story.fill("organiser", f"/courses/{course.id}/edit", title="Asking three times")
    make.bring(eli, "one-to-ones", kind=LineKind.TEACH)
    ask = f"/courses/{course.id}/ask"
    for do in ("ask", "back", "ask"):
        said = {"do": do, "area": "hodge-hill"}
        assert story.browsers["organiser"].post(ask, said).status == 303
    with make.writing():
        here = make._here(course), make._here(people.hodge_hill)
        ask_actions.offer(*here, make._here(eli))
    event = make.session(course, olu, trainer=eli.id)
    make.attend(event, member)
    make.came(event, olu, member)
    (held,) = story.rows.all(SkillHeld, course_id=course.id, person_id=member.id)
    (first,) = story.rows.all(FirstTask, course_id=course.id)
    until = months_after(in_days(1), 2)
    with make.writing():
        it, by, mo = make._here(course), make._here(olu), make._here(member)
        skill_actions.confirm(it, by, [held.id])
        said = {"until": until, "reason": "It snowed."}
        skill_actions.extend(it, make._here(people.hodge_hill), by, **said)
        buddy_actions.name_buddy(it, by, first.id, eli.id)
        after_actions.answer_first(it, mo, first.id, taken=True)
        after_actions.finish_first(it, mo, first.id)
        after_actions.ask_mentor(it, mo, eli.id)
    (pairing,) = story.rows.all(Pairing)
    with make.writing():
        it = make._here(course)
        after_actions.answer_learner(it, make._here(eli), pairing.id, agreed=True)
        after_actions.end_pairing(it, make._here(member), pairing.id)
    with clock.set_to(clock.now() + timedelta(days=40)), make.writing():
        skill_actions.warn()
    story.named |= {"changed course": course, "session": event}


def help_comes_from_elsewhere(story: Story) -> None:
    """An organiser of Ward End is asked, can't, is asked again, helps, and goes."""
    make, people, campaign = story.make, story.people, story.things.campaign
    for yes in (False, True):
        asked = {"person_id": people.elsewhere.id, "until": in_days(3)}
        with make.writing():
            lending.ask(campaign, make._here(story.olu), **asked)  # type: ignore[arg-type]
        loan = story.rows.all(Loan)[-1]
        with make.writing():
            lending.answer(loan.id, people.elsewhere, yes=yes)
    with make.writing():
        lending.see_to_ends()
    with make.writing():
        lending.end(loan.id, make._here(people.elsewhere))


def roles_change_hands(story: Story) -> None:
    """Held, with a deputy, handed on, given back, taken away, and no longer needed."""
    make, people, olu = story.make, story.people, story.olu
    chair = make.role(
        people.hodge_hill, olu, "Chair", holder=people.member, until=in_days(9)
    )
    make.hold(chair, story.helper, as_deputy=True)
    story.fill("member", f"/roles/{chair.id}/handover", words="The key is with Bev.")
    with make.writing():
        terms.warn()
    at = f"/roles/{chair.id}"
    assert story.browsers["member"].press(at, f"{at}/step_back").status == 303
    with make.writing():
        roles.free(make._here(chair), make._here(olu), person=story.helper.id)
    over = make.role(people.hodge_hill, olu, "Fair lead", holder=people.member)
    story.fill("organiser", f"/roles/{over.id}/edit", ended="y")
    story.named |= {"free role": chair, "role no longer needed": over}


def campaigns_end(story: Story) -> None:
    """Won, won in part, lost and paused, each from a post; one goes on again, one is
    told in other words."""
    make, people, olu = story.make, story.people, story.olu
    for outcome, state in zip(
        Outcome, (State.DONE, State.DONE, State.NOT_DONE, State.OPEN), strict=True
    ):
        issue = make.issue(people.resident, title=f"Behind what was {outcome}")
        make.second(issue, people.member)
        campaign = make.campaign(olu, issue, title=f"A campaign that was {outcome}")
        make.event(
            people.hodge_hill,
            olu,
            title=f"Of what was {outcome}",
            campaign=campaign,
            days=9,
        )
        make.task(campaign, olu, title=f"Left of what was {outcome}")
        make.end(
            campaign,
            olu,
            outcome,
            "So it went.",
            state=state,
            changed="A lot.",
            thanks="Mo",
        )
        story.named |= {
            f"{outcome} campaign": campaign,
            f"post of a {outcome} campaign": issue,
        }
    story.fill(
        "organiser",
        f"/campaigns/{story.named['partly campaign'].id}/debrief",
        how="Half of it went.",
    )
    again: Campaign = story.named["paused campaign"]
    make.stage(again, olu, Stage.PLANNING, "We go on.")
    story.named["campaign taken up again"] = story.named.pop("paused campaign")
    paused = make.campaign(olu, title="A campaign that rests")
    make.end(paused, olu, Outcome.PAUSED, "We rest.")
    story.named["paused campaign"] = paused


def addresses_change(story: Story) -> None:
    """Somebody has another address, and wants yet another one."""
    rae = story.make.person("Rae Ruiz", email="rae@example.org")
    browser = Browser(story.browsers["visitor"].send, story.make.cookie(rae))
    with story.make.writing():
        here = story.make._here(rae)
        token = security_actions.ask_email(here, "rae.ruiz@example.org")
    link = f"/email/confirm/{token}"
    assert browser.press(link, link).status == 303
    for wanted in ("member@example.org", "rr@example.org"):
        said = {"email": wanted, "present": PASSWORD}
        assert browser.fill("/me/security/email", said).status == 303


def people_talk(story: Story) -> None:
    """A one-to-one for a campaign, written down and answered, also by a link."""
    make, people = story.make, story.people
    said = {"campaign": story.things.campaign}
    made = talk(make, people.hodge_hill, people.resident, people.member, **said)
    answer(make, made, people.member, "The van is sold.")
    with make.writing():
        campaign, olu = make._here(story.things.campaign), make._here(story.olu)
        totals.pledge(campaign, olu, one_to_ones=8, house_meetings=5)
    sent = {"with": "Ann", "email": "ann.talks@example.org"}
    story.fill("resident", "/one-to-ones?with=", action="/one-to-ones", **sent)


def people_are_introduced(story: Story) -> None:
    """One introduction that comes about, one by mail, and one that does not."""
    make, people = story.make, story.people
    opened(make, people)
    by_mail, refused = ask_for(make, people), ask_for(make, people)
    at, to = f"/introductions/{by_mail.id}", {"to": "head@example.org"}
    story.fill("organiser", at, action=at, **to)
    with make.writing():
        row = introduction_queries.one(refused.id, make._here(people.organiser))
        introductions.decline(row, make._here(people.organiser))


def visitors_come_by_mail(story: Story) -> None:
    """All that is mailed to people without an account, or without a password at hand;
    two of the links are pressed."""
    visitor, rows, task = story.browsers["visitor"], story.rows, story.things.task
    said = {
        "title": "By mail",
        "body": "Dark.",
        "category": "lighting",
        "kind": "problem",
        "area": "hodge-hill",
    }
    new = {"name": "Nia Noor", "email": "nia@example.org"}
    fresh = Browser(visitor.send)
    assert (
        fresh.fill("/register", new | {"password": PASSWORD, "area": "none"}).status
        == 303
    )
    known = {
        "name": "Mo",
        "email": "member@example.org",
        "password": PASSWORD,
        "area": "none",
    }
    assert Browser(visitor.send).fill("/register", known).status == 303
    for email in ("member@example.org", "nobody@example.org"):
        for way in ("/login/link", "/password/forgot"):
            assert Browser(visitor.send).fill(way, {"email": email}).status == 303
    addresses_change(story)
    with story.make.writing():
        pat, rae = story.make._here(story.people.operator), story.helper
        factor_actions.reset_factors(story.make._here(rae), by=pat)
    assert (
        Browser(visitor.send)
        .fill("/issues/new", said | new | {"different": "yes"})
        .status
        == 303
    )
    for number in (1, 2):
        browser = Browser(visitor.send)
        asked = {"name": "Pia Park", "email": f"pia-{number}@example.org"}
        assert browser.fill(f"/tasks/{task.id}/claim_by_mail", asked).status == 303
        if number == 1:
            link = mailed(rows, "/tasks/confirm")
            assert browser.press(link, link).status == 303
    things = story.things
    for path in (
        f"/issues/{things.issue.id}/second",
        f"/campaigns/{things.campaign.id}/back",
    ):
        asked = {"name": "Zed Zeller", "email": "zed@example.org"}
        assert Browser(visitor.send).fill(path, asked).status == 303
    neighbour = said | {
        "title": "Of a neighbour",
        "neighbour": "Ann Abel",
        "neighbour_email": "abel@example.org",
    }
    assert (
        story.browsers["organiser"]
        .fill("/issues/new", neighbour | {"different": "yes"})
        .status
        == 303
    )
    story.named["post of a neighbour"] = rows.all(Issue)[-1]


def moderators_decide(story: Story) -> None:
    """All that can be decided, about things of a person of its own; a post and a
    comment stay hidden, one appeal is open and one is answered."""
    make, people, olu = story.make, story.people, story.olu
    troll = make.person("Tod Troll", email="tod@example.org", area=people.hodge_hill)
    posts = [make.issue(troll, title=f"Moderated {n}") for n in range(4)]
    said = make.comment(posts[0], troll, "Zounds, moderated.")
    flagged(story, posts[0])
    with make.writing():
        decide(story, "issue", posts[0].id, "nothing")
        for act in ("close", "reopen", "warn", "unwarn", "limit", "unlimit"):
            decide(story, "issue", posts[0].id, act)
        for act in ("ban", "unban", "hide", "restore"):
            decide(story, "issue", posts[0].id, act)
        decide(story, "comment", said.id, "edit", text="Changed.")
        decide(story, "comment", said.id, "unedit")
        decide(story, "comment", said.id, "hide")
        for post in posts[1:]:
            decide(story, "issue", post.id, "hide")
    for post in posts[1:3]:
        with make.writing():
            case = cases.of_thing("issue", post.id)
            assert case
            appeals.appeal(case, make._here(troll), words="It was a joke.")
    with make.writing():
        case = cases.of_thing("issue", posts[1].id)
        assert case
        words = {"outcome": AppealOutcome.UNDONE, "words": "So it was."}
        appeals.answer(case, make._here(people.operator), version=case.version, **words)
        case_actions.open_case(case, make._here(olu))
    first_posts_are_held(story)
    a_picture_is_covered(story)
    story.named |= {"shown again post": posts[1], "hidden post": posts[3]}


def systems_send(story: Story) -> None:
    """Another system sends posts, of which one is published, one is declined and one
    waits, and what became of one; the key of a second is ended."""
    make, people, olu = story.make, story.people, story.olu
    key = system.key_for(make, people, rights=RIGHTS)
    sent = [system.send(make, key, reference=name) for name in "abc"]
    published, declined, _waits = map(system.number, sent)
    system.decide_on(make, olu, "issue", published, "accept")
    system.decide_on(make, olu, "issue", declined, "hide", "It names a neighbour.")
    assert system.update(make, key, published).status == 200
    talk = {"update_id": "8", "status": "FOR_TRIAGE"}
    assert system.update(make, key, published, **talk).status == 200
    comment = max(row.id for row in story.rows.all(Comment))
    system.decide_on(make, olu, "comment", comment, "accept")
    system.key_for(make, people, name="A second system")
    story.fill("operator", "/operator/open311", action="/operator/open311/2/end")
    story.named["sent post"] = story.rows.get(Issue, published)


def flagged(story: Story, post: Issue) -> None:
    """By somebody with an account, and by mail."""
    at = f"/flag?kind=issue&id={post.id}"
    story.fill("resident", at, reason="spam")
    for name in ("fay", "fred"):
        story.fill("visitor", at, reason="privacy", email=f"{name}@example.org")
    link = mailed(story.rows, "/flag")
    assert story.browsers["visitor"].fill(link, {}).status == 303


def decide(story: Story, kind: str, number: int, act: str, text: str = "") -> None:
    """By the organiser, who rests it on a rule."""
    decision = Decision(act, Basis(1, "a", "It shouts."), text=text)
    target = find(kind, number)
    case_actions.decide(target, story.make._here(story.olu), decision)


def first_posts_are_held(story: Story) -> None:
    """In Hodge Hill for a moment."""
    make, olu = story.make, story.olu
    here = story.people.hodge_hill
    with make.writing():
        case_actions.set_looks_first(make._here(here), make._here(olu), on=True)
    newcomer = make.person("Nan New")
    first = make.issue(newcomer, title="Nan is new")
    with make.writing():
        decide(story, "issue", first.id, "accept")
        case_actions.set_looks_first(make._here(here), make._here(olu), on=False)


def a_picture_is_covered(story: Story) -> None:
    """That of a comment."""
    photos = story.rows.all(Photo)
    photo = next(one for one in photos if one.owner.startswith("comment-"))
    with story.make.writing():
        made = redacting.cover(photo.sha256, redacting.cells([0]))
        basis = Basis(1, "a", "A face.")
        by = story.make._here(story.olu)
        redacting.redact(find("photo", photo.id), by, basis, made, was=photo.sha256)

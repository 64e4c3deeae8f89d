"""Ending well: what came of a campaign goes to its posts and to everyone behind it,
once."""

from datetime import timedelta

from sqlalchemy import select

from board import clock
from board.activity.models import Activity
from board.campaigns import verbs as campaign_verbs
from board.campaigns.models import Campaign, Debrief, Outcome, Stage, Update
from board.db import db
from board.issues import verbs as issue_verbs
from board.issues.actions import post_imported
from board.issues.models import Comment, Issue, State
from board.issues.outcome_models import ASK_AFTER, SILENCE, Due, Says, Verdict
from board.mail.models import Outbox
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.db.test_query_counts import counted
from tests.pages import Browser

SAID = {
    "outcome": "partly",
    "how": "Nine of 14 lamps are *lit*.",
    "changed": "The depot rings us back.",
    "thanks": "Ada from number 9\nThe night bus drivers",
    "stepped_up": "Mo led three walks.",
    "differently": "Ask for a date first.",
    "state": "done",
    "other": "open",
}


def test_the_end_is_said_on_top_and_some_of_it_only_to_organisers(
    organiser: Browser,
    visitor: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    issue = make.issue(people.resident)
    campaign = make.campaign(people.organiser, issue)
    at = f"/campaigns/{campaign.id}"
    page = organiser.get(f"{at}/debrief?stage=won")
    assert page.says("Everyone sees this", "Only organisers see this")
    assert (page.value("outcome"), page.value("state")) == ("won", "done")
    assert organiser.get(f"{at}/debrief?stage=lost").value("state") == "not_done"
    assert organiser.get(f"{at}/debrief?stage=paused").value("state") == "open"
    page = organiser.fill(f"{at}/debrief?stage=won", SAID)
    assert (page.status, page.location) == (303, at)
    assert (
        organiser.follow(page).message
        == "Everyone behind it is being told now what came of it."
    )
    assert rows.get(Campaign, campaign.id).stage == Stage.WON
    public = (
        "What came of it: Partly won",
        "Nine of 14 lamps are lit.",
        "The depot rings us back.",
        "Ada from number 9",
    )
    for reader in (visitor, member):
        page = reader.get(at)
        assert page.says(*public)
        for private in ("Mo led three walks", "Ask for a date first"):
            assert private not in page.text
            assert private not in reader.get(f"/issues/{issue.id}").text
            assert private not in reader.open("GET", f"{at}.atom").text
    assert organiser.get(at).says(
        *public, "Mo led three walks.", "Ask for a date first."
    )
    assert visitor.get(f"/issues/{issue.id}").says(
        "Partly won This came of the campaign: Light the lane",
        "Done",
        "Nine of 14 lamps are lit.",
    )
    assert visitor.get("/campaigns?stage=won").says("Partly won")


def test_everyone_hears_once_by_news_and_by_mail(
    make: Maker, rows: Rows, people: People
) -> None:
    issues = [
        make.issue(people.resident),
        make.issue(people.member),
        make.issue(people.resident),
    ]
    for issue in issues:
        make.second(issue, people.elsewhere)
    campaign = make.campaign(people.organiser, *issues)
    make.follow(f"campaign-{campaign.id}", people.operator)
    make.follow(f"campaign-{campaign.id}", people.elsewhere)
    lines = rows.count(Activity)
    make.mails()
    make.end(
        campaign, people.organiser, Outcome.LOST, "They said no.", state=State.NOT_DONE
    )
    since = [line for line in rows.all(Activity) if line.id > lines]
    assert [line.verb for line in since] == [issue_verbs.STATE_SET] * 3 + [
        campaign_verbs.ENDED
    ]
    everyone = {
        p.id
        for p in (people.resident, people.member, people.elsewhere, people.operator)
    }
    told = [note for note in rows.all(Notification) if note.activity_id > lines]
    assert {note.activity_id for note in told} == {since[-1].id}
    assert sorted(note.person_id for note in told) == sorted(everyone)
    make.mails(days=2)
    letters = [mail for mail in rows.all(Outbox) if "> They said no." in mail.text]
    assert sorted(mail.to.partition("@")[0] for mail in letters) == [
        "elsewhere",
        "member",
        "operator",
        "resident",
    ]
    words = "This is what came of a campaign: Light the lane (Lost)"
    assert words in letters[0].text


def test_each_post_is_closed_by_the_rules_of_closing_one(
    make: Maker, rows: Rows, people: People
) -> None:
    done, apart = make.issue(people.resident), make.issue(people.member)
    with make.writing():
        imported = post_imported(
            "elsewhere-1", area_id=1, title="A lamp", body="Dark.", category="lighting"
        )
        assert imported
    make.state(done, people.organiser, State.DONE, "Lit.")
    make.verdict(done, people.resident, Says.NOT_DONE)
    make.second(done, people.member)
    closed, shared = make.issue(people.resident), make.issue(people.resident)
    make.state(closed, people.organiser, State.NOT_DONE, "No money.")
    campaign = make.campaign(people.organiser, done, apart, imported, closed, shared)
    make.campaign(people.organiser, shared, title="Another one")
    make.end(
        campaign,
        people.organiser,
        how="All lit.",
        state=State.DONE,
        others=[apart.id],
        other=State.OPEN,
    )
    states = {
        issue.id: rows.get(Issue, issue.id).state
        for issue in (done, apart, imported, closed, shared)
    }
    assert list(states.values()) == [
        State.DONE,
        State.OPEN,
        State.DONE,
        State.NOT_DONE,
        State.IN_CAMPAIGN,
    ]
    assert rows.count(Verdict) == 0, "everyone is asked anew"
    due = {row.issue_id: row.at - clock.now() for row in rows.all(Due)}
    assert timedelta(minutes=-1) < due[done.id] - ASK_AFTER < timedelta(minutes=1)
    assert timedelta(minutes=-1) < due[apart.id] - SILENCE < timedelta(minutes=1)
    assert imported.id not in due, "nobody here waits for an answer"
    lines = [
        line
        for line in rows.all(Activity, verb=issue_verbs.STATE_SET)
        if "campaign" in line.facts
    ]
    assert {line.subject_id for line in lines} == {done.id, apart.id, imported.id}
    for line in lines:
        facts = {
            "state": states[line.subject_id],
            "was": "in_campaign",
            "role": "organiser",
            "campaign": campaign.id,
        }
        assert line.facts == facts
        reason = rows.get(Comment, line.part_id)
        assert (reason.issue_id, reason.body) == (line.subject_id, "All lit.")
    make.verdict(done, people.member, Says.NOT_DONE)
    assert rows.get(Issue, done.id).state == State.OPEN, "its campaign is over"


def test_posts_of_an_area_one_does_not_organise_stay_as_they_are(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    here, there = (
        make.issue(people.resident),
        make.issue(people.resident, area=people.ward_end),
    )
    campaign = make.campaign(people.operator, here, there)
    at = f"/campaigns/{campaign.id}/debrief"
    page = organiser.get(f"{at}?stage=won")
    assert page.says(
        "1 more post is in an area you do not organise. It stays as it is."
    )
    assert organiser.fill(f"{at}?stage=won", SAID).status == 303
    assert [rows.get(Issue, issue.id).state for issue in (here, there)] == [
        State.DONE,
        State.IN_CAMPAIGN,
    ]


def test_some_posts_may_stand_elsewhere_and_none_that_was_not_offered(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    one, two, other = (
        make.issue(people.resident),
        make.issue(people.member),
        make.issue(people.member),
    )
    campaign = make.campaign(people.organiser, one, two)
    at = f"/campaigns/{campaign.id}/debrief"
    before = rows.everything()
    page = organiser.fill(f"{at}?stage=won", SAID | {"issue": [two.id, other.id]})
    assert page.status == 422
    assert "issue" in page.errors
    assert page.value("how") == SAID["how"]
    assert rows.everything() == before
    assert (
        organiser.fill(
            f"{at}?stage=won", SAID | {"issue": [two.id], "other": "not_done"}
        ).status
        == 303
    )
    assert [rows.get(Issue, issue.id).state for issue in (one, two)] == [
        State.DONE,
        State.NOT_DONE,
    ]


def test_the_words_may_be_changed_later_by_one_at_a_time(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    campaign = make.campaign(people.organiser, issue)
    make.end(campaign, people.organiser)
    at = f"/campaigns/{campaign.id}/debrief"
    form, told = organiser.get(at).form(at), rows.count(Notification)
    assert "state" not in form.names
    page = organiser.fill(at, {"outcome": "partly", "how": "Nine are lit."})
    assert page.status == 303
    assert visitor.get(f"/campaigns/{campaign.id}").says("Partly won", "Nine are lit.")
    assert "All lit." not in visitor.get(f"/campaigns/{campaign.id}").text
    page = organiser.send_form(at, form.filled({"how": "My words."}))
    assert page.status == 409
    assert page.says("Somebody changed this while you were writing.", "Nine are lit.")
    assert page.value("how") == "My words."
    assert rows.count(Notification) == told, "nobody is told anew"
    assert (rows.get(Debrief, campaign.id).version, rows.all(Update)[-1].body) == (
        2,
        "Nine are lit.",
    )
    assert (
        organiser.send_form(at, page.form(at).filled({"outcome": "lost"})).status == 422
    ), "and where are the posts?"


def test_of_two_who_end_it_at_once_one_is_first(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}/debrief"
    form = organiser.get(f"{at}?stage=lost").form(at)
    make.end(campaign, people.organiser, Outcome.WON, "We have it in writing.")
    page = organiser.send_form(at, form.filled({"how": "Lost."}))
    assert page.status == 409
    assert page.says("We have it in writing.")
    assert rows.get(Campaign, campaign.id).stage == Stage.WON


def test_many_posts_cost_as_few_statements_as_few(
    make: Maker, rows: Rows, people: People
) -> None:
    def ended(number: int) -> int:
        with make.writing():
            base = {
                "author_id": people.resident.id,
                "area_id": 1,
                "body": "Dark.",
                "category": "lighting",
            }
            db.session.execute(
                Issue.__table__.insert(),
                [base | {"title": f"Lamp {n}"} for n in range(number)],
            )
            posted = db.session.scalars(
                select(Issue.id).order_by(Issue.id.desc()).limit(number)
            ).all()
            db.session.info["public"] = False
        campaign = make.campaign(
            people.organiser, *(rows.get(Issue, id) for id in posted)
        )
        with counted(make.app) as sent:
            make.end(campaign, people.organiser, state=State.DONE)
        assert rows.count(Due) >= number
        return len(sent)

    assert ended(60) <= ended(5)

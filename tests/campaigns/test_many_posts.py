"""A campaign of many posts begins and ends in a few statements, and its crowd is told
after the answer, each once."""

import pytest
from flask import Flask

from board.activity.models import Activity
from board.activity.verbs import Verb
from board.campaigns import verbs as campaign_verbs
from board.campaigns.models import Campaign
from board.cli.send_mail import notify_waiting
from board.db import write_tx
from board.issues import verbs as issue_verbs
from board.issues.models import Comment, Issue, State
from board.issues.outcome_models import Due
from board.mail.models import Outbox
from board.notifications import notify
from board.notifications.models import Notification, PendingNotice
from tests.builders import Maker, People, Rows
from tests.db.test_query_counts import counted
from tests.pages import Browser

POSTS = 40


@pytest.fixture
def posts(make: Maker, people: People) -> list[Issue]:
    """The resident's posts, in each of which somebody else is counted in."""
    found = [make.issue(people.resident, title=f"Lamp {n}") for n in range(POSTS)]
    for number, issue in enumerate(found):
        make.second(issue, make.person(f"Neighbour {number}"))
    return found


@pytest.fixture
def campaign(make: Maker, people: People, posts: list[Issue], app: Flask) -> Campaign:
    """All of them together, of which everybody has heard."""
    made = make.campaign(people.organiser, *posts)
    with app.app_context():
        notify_waiting()
    return made


def killed() -> None:
    """Somebody is being told when the process comes to its end."""
    with write_tx():
        notify.notify_more()
        raise KeyboardInterrupt


def told(rows: Rows, verb: Verb) -> list[int]:
    """Who has news of a line with this verb."""
    (line,) = rows.all(Activity, verb=verb)
    return [row.person_id for row in rows.all(Notification, activity_id=line.id)]


def test_who_asked_hears_of_the_beginning_once_after_the_answer(
    organiser: Browser,
    app: Flask,
    rows: Rows,
    posts: list[Issue],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {
        "title": "Light the lane",
        "goal": "All lamps lit by May.",
        "area": "hodge-hill",
    }
    fields = [*said.items(), *(("issue", str(issue.id)) for issue in posts)]
    with counted(app) as sent:
        page = organiser.send_form(
            "/campaigns/new", [("csrf_token", organiser.token()), *fields]
        )
    assert page.status == 303, page
    assert len(sent) <= 25, "\n".join(sent)
    assert (
        organiser.follow(page).message
        == "The campaign has begun. Everyone who asked is being told now."
    )
    assert rows.count(Outbox) == 0
    assert told(rows, campaign_verbs.STARTED) == []
    assert {issue.state for issue in rows.all(Issue)} == {State.IN_CAMPAIGN}
    monkeypatch.setattr(notify, "BATCH", 10)
    with app.app_context():
        with write_tx():
            notify.notify_more()
        assert len(told(rows, campaign_verbs.STARTED)) == 10
        with pytest.raises(KeyboardInterrupt):
            killed()
        notify_waiting()
    heard = told(rows, campaign_verbs.STARTED)
    # and the resident, and who follows the area
    assert len(heard) == len(set(heard)) == POSTS + 2
    assert rows.count(PendingNotice) == 0


def test_an_end_closes_every_post_with_its_reason_in_a_few_statements(
    organiser: Browser, app: Flask, rows: Rows, campaign: Campaign
) -> None:
    values = {
        "outcome": "won",
        "how": "Every lamp burns.",
        "state": "done",
        "version": "0",
    }
    organiser.token()
    with counted(app) as sent:
        page = organiser.post(f"/campaigns/{campaign.id}/debrief", values)
    assert page.status == 303, page
    assert len(sent) <= 30, "\n".join(sent)
    assert (
        organiser.follow(page).message
        == "Everyone behind it is being told now what came of it."
    )
    assert {issue.state for issue in rows.all(Issue)} == {State.DONE}
    reasons = rows.all(Comment, body="Every lamp burns.")
    assert {said.issue_id for said in reasons} == {
        issue.id for issue in rows.all(Issue)
    }
    lines = rows.all(Activity, verb=issue_verbs.STATE_SET)
    assert {(line.subject_id, line.part_id) for line in lines} == {
        (said.issue_id, said.id) for said in reasons
    }
    # whoever asked is asked in some days whether it is really done
    assert rows.count(Due) == POSTS
    with app.app_context():
        notify_waiting()
    heard = told(rows, campaign_verbs.ENDED)
    assert len(heard) == len(set(heard)) == POSTS + 1

"""Hiding a thing: it is gone from everywhere, a tombstone stands in its place, and its
author and the organisers there still read it."""

import pytest
from flask import Flask
from sqlalchemy import and_, bindparam

from board.drawing import full
from board.issues.models import Comment, Issue
from board.live.regions import RESYNC, Key
from board.live.watcher import made_or_none
from board.mail.actions import queue
from board.mail.models import Outbox
from board.moderation import verbs
from board.moderation.targets import MODELS
from board.photos.models import Photo
from board.policy import Audience
from board.questions.models import Question
from board.tasks.talk_models import TaskComment
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import BASIS, flag, hide, restore, the_case
from tests.pages import Browser
from tests.photos.drawing import drawn

WITH_PAGES = ("issue", "campaign", "task", "event")


@pytest.mark.parametrize("kind", WITH_PAGES)
def test_a_page_is_gone_with_rule_and_reason_and_comes_back(
    browsers: dict[str, Browser], things: Things, kind: str
) -> None:
    thing = getattr(things, kind)
    at = f"/{kind}s/{thing.id}"
    assert browsers["visitor"].get(at).status == 200
    page = hide(browsers["organiser"], kind, thing)
    assert page.status == 303
    for who in ("visitor", "elsewhere"):
        page = browsers[who].get(at)
        assert page.status == 410, who
        assert page.says("This was hidden", "Rule 2", BASIS["reason"])
        assert thing.title not in page.text
        assert at not in browsers[who].get(f"/{kind}s").links
    for who in ("organiser", "operator"):
        page = browsers[who].get(at)
        assert page.status == 200, who
        assert page.says("This was hidden", thing.title)
    as_data = browsers["visitor"].get(at, Accept="application/json")
    assert (as_data.status, as_data.json["code"]) == (410, 410)
    assert browsers["organiser"].get(f"{at}/edit").status in (200, 410)
    assert restore(browsers["operator"], kind, thing).status == 303
    assert thing.title in browsers["visitor"].get(at).text


def test_what_goes_with_a_hidden_campaign_says_why_it_is_gone(
    browsers: dict[str, Browser], make: Maker, people: People, things: Things
) -> None:
    told = make.update(things.campaign, people.organiser, body="Good news.")
    asked = make.ask(things.task, people.resident, "Is it dry?")
    parts = (
        f"/tasks/{things.task.id}",
        f"/moderation/gone/update/{told.id}",
        f"/moderation/gone/question/{asked.id}",
        f"/flag?kind=task&id={things.task.id}",
    )
    hide(browsers["operator"], "campaign", things.campaign)
    for at in parts:
        page = browsers["elsewhere"].get(at)
        assert page.status == 410, at
        assert page.says("This was hidden", "Rule 2", BASIS["reason"]), at
        assert things.task.title not in page.text
    assert things.task.title in browsers["organiser"].get(parts[0]).text
    assert browsers["elsewhere"].get(f"/events/{things.event.id}").status == 200
    restore(browsers["operator"], "campaign", things.campaign)
    assert browsers["elsewhere"].get(parts[0]).status == 200
    assert browsers["elsewhere"].get(parts[1]).status == 404


def test_its_author_reads_it_and_is_told_by_news_and_mail(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things
) -> None:
    hide(browsers["organiser"], "issue", things.issue)
    page = browsers["resident"].get(f"/issues/{things.issue.id}")
    assert page.status == 200
    assert page.says("Only you and the organisers", "Dark since March.")
    assert verbs.HIDDEN in rows.heard(people.resident)
    (mail,) = [
        mail for mail in rows.all(Outbox) if mail.subject.startswith("Something")
    ]
    assert mail.to == "resident@example.org"
    for word in ("Rule 2", BASIS["reason"], "/moderation/appeal/"):
        assert word in mail.text
    assert people.organiser.name not in mail.text + page.text


def test_nobody_acts_on_what_is_hidden(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    hide(browsers["organiser"], "issue", things.issue)
    at = f"/issues/{things.issue.id}"
    said = rows.count(Comment)
    for action in ("second", "comments", "follow", "verdict"):
        page = browsers["elsewhere"].post(f"{at}/{action}", {"body": "And?"})
        assert page.status in (404, 410), action
    assert browsers["organiser"].post(f"{at}/state", {"state": "open"}).status == 410
    assert rows.count(Comment) == said


def test_where_a_comment_was_a_line_stands_and_the_number_is_true(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    comment = make.comment(things.issue, people.member, "You are a Dunderhead.")
    before = rows.get(Issue, things.issue.id).comment_count
    hide(browsers["organiser"], "comment", comment)
    assert rows.get(Issue, things.issue.id).comment_count == before - 1
    page = browsers["visitor"].get(f"/issues/{things.issue.id}")
    assert page.says("A comment was hidden.", "Rule 2", BASIS["reason"])
    gone = f"/moderation/gone/comment/{comment.id}"
    assert gone in page.links
    at = f"/issues/{things.issue.id}/comments/{comment.id}"
    flag = f"/flag?kind=comment&id={comment.id}"
    for url in (gone, flag, f"{at}/edit", f"{at}/remove"):
        page = browsers["visitor"].get(url)
        assert page.status == 410, url
        assert page.says("This was hidden", "Rule 2", BASIS["reason"])
    assert browsers["member"].get(gone).says("Dunderhead")
    for url in (f"/issues/{things.issue.id}", f"/issues/{things.issue.id}.atom"):
        text = browsers["visitor"].get(url).text
        assert "Dunderhead" not in text, url
    restore(browsers["organiser"], "comment", comment)
    assert "Dunderhead" in browsers["visitor"].get(f"/issues/{things.issue.id}").text
    assert rows.get(Issue, things.issue.id).comment_count == before


def test_news_a_question_and_a_line_on_a_task_leave_a_line(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    told = make.update(things.campaign, people.organiser, "Zounds", body="Zounds it is")
    asked = make.ask(things.task, people.resident, "Zounds, is it dry?")
    make.say(things.shift, people.member, "Zounds, I am late.")
    (line,) = [one for one in rows.all(TaskComment) if "Zounds" in one.body]
    for kind, thing in (("update", told), ("question", asked), ("task_comment", line)):
        assert hide(browsers["operator"], kind, thing).status == 303, kind
    for who in ("visitor", "member"):
        for at, words in (
            (f"/campaigns/{things.campaign.id}", "News was hidden."),
            (f"/tasks/{things.task.id}", "A question was hidden."),
        ):
            page = browsers[who].get(at)
            assert page.says(words, BASIS["reason"]), (who, at)
            assert "Zounds" not in page.text
    page = browsers["member"].get(f"/tasks/{things.shift.id}")
    assert page.says("This was hidden.", BASIS["reason"])
    assert "Zounds" not in page.text
    assert rows.get(Question, asked.id).body


def test_a_picture_goes_with_its_post_and_comes_back_with_it(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    at = f"/issues/{things.issue.id}"
    browsers["member"].upload(
        at, {"body": "Look at it."}, ("a.jpg", drawn()), action=f"{at}/comments"
    )
    (photo,) = rows.all(Photo)
    file = f"/photos/{photo.sha256}-large.webp"
    assert browsers["visitor"].get(file).status == 200
    hide(browsers["organiser"], "issue", things.issue)
    assert browsers["visitor"].get(file).says("This was hidden", "Rule 2")
    own = f"/moderation/pictures/{photo.id}.webp"
    assert browsers["visitor"].get(own).status == 404
    assert browsers["member"].get(own).status == 200
    restore(browsers["organiser"], "issue", things.issue)
    assert browsers["visitor"].get(file).status == 200
    hide(browsers["organiser"], "photo", photo)
    assert browsers["visitor"].get(file).status == 410
    assert photo.sha256 not in browsers["visitor"].get(at).text


def test_only_those_who_moderate_there_and_not_their_own(
    browsers: dict[str, Browser], make: Maker, people: People, things: Things
) -> None:
    for who in ("resident", "member", "elsewhere"):
        assert hide(browsers[who], "issue", things.issue).status == 403, who
    own = make.issue(people.organiser, title="Mine")
    assert hide(browsers["organiser"], "issue", own).status == 303
    page = hide(browsers["operator"], "issue", own)
    assert page.status == 409
    assert page.says("hidden already")
    assert restore(browsers["organiser"], "issue", own).status == 403


def test_a_rule_and_a_reason_are_needed(organiser: Browser, things: Things) -> None:
    page = hide(organiser, "issue", things.issue, rule="", reason="")
    assert page.status == 422
    assert page.says("Pick the rule.", "Say why")
    assert hide(organiser, "issue", things.issue, rule="77").status == 422
    assert hide(organiser, "horse", things.issue).status == 404


def test_mails_that_wait_and_tell_of_it_are_sent_to_nobody(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    told = make.update(things.campaign, people.organiser, body="Zounds and gadzooks.")
    url = f"/issues/{things.other.id}"
    with make.writing():
        for name, answer, address in (
            ("a", "Lit.", url),
            ("b", "Zounds and gadzooks.", "/"),
            ("c", "Lit.", f"{url}0"),
            ("d", "She is a liar.", "/"),
            ("case-9-1", "Zounds and gadzooks.", "/"),
        ):
            given = {"words": "See", "answer": answer, "url": full(address)}
            queue(f"{name}@example.org", "appeal_answered", name, **given)
    hide(browsers["operator"], "update", told)
    hide(browsers["operator"], "issue", things.other)
    rude = make.comment(things.issue, people.member, "She is a liar.")
    flag(browsers["resident"], "comment", rude)
    at = f"/moderation/cases/{the_case(rows).id}/edit"
    calm = {"body": "I do not think so.", "rule": "2", "reason": "Rude."}
    assert browsers["operator"].fill(at, calm).status == 303
    mail = rows.all(Outbox)[-1]
    assert "It says now:\n\n> I do not think so.\n\nRule 2, " in mail.text
    waiting = {mail.key for mail in rows.all(Outbox)}
    assert waiting >= {"c", "case-9-1"}  # of another thing, of a decision
    assert not waiting & {"a", "b", "d"}


def test_of_a_mail_with_other_news_beside_goes_only_what_tells_of_it(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    make.mails()
    for post in (things.issue, things.other):
        make.follow(f"issue-{post.id}", people.elsewhere)
        make.comment(post, people.operator, f"About {post.title}.")
    make.mails(days=1)
    hide(browsers["operator"], "issue", things.other)
    (mail,) = rows.all(Outbox, to=people.elsewhere.email)
    for words in (mail.text, mail.html):
        assert things.issue.title in words
        assert f"/issues/{things.issue.id}" in words
        assert "You get this as you chose it" in words
        assert things.other.title not in words


def test_news_of_a_post_whose_words_were_changed_go_out(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    make.mails()
    make.follow(f"issue-{things.other.id}", people.elsewhere)
    make.comment(things.other, people.operator, "It is lit.")
    make.mails(days=1)
    flag(browsers["resident"], "issue", things.other)
    at = f"/moderation/cases/{the_case(rows).id}/edit"
    calm = {"body": "Dark.", "rule": "2", "reason": "It named a child."}
    assert browsers["operator"].fill(at, calm).status == 303
    (mail,) = rows.all(Outbox, to=people.elsewhere.email)
    assert "It is lit." in mail.text


def test_open_pages_are_told_to_ask_anew(
    app: Flask, browsers: dict[str, Browser], things: Things
) -> None:
    hide(browsers["organiser"], "issue", things.issue)
    for region in ("issue", "issue-thread"):
        name = region.replace("issue", f"issue-{things.issue.id}")
        assert made_or_none(app, Key(name, locale="en")) == RESYNC


@pytest.mark.parametrize("kind", MODELS)
def test_every_door_asks_whether_it_is_hidden(kind: str) -> None:
    for reader in (None, Audience.ORGANISER, bindparam("me")):
        door = MODELS[kind].visible(reader)
        assert "hidden_at IS NULL" in str(and_(*door)), reader


def test_nobody_is_asked_to_answer_about_what_is_hidden(
    browsers: dict[str, Browser], make: Maker, people: People, things: Things
) -> None:
    asked = make.ask(things.event, people.resident, "Is there a ramp?")
    at = f"/questions/{asked.id}/answer"
    desk = "/areas/hodge-hill/desk?show=questions"
    assert at in browsers["organiser"].get(desk).links
    hide(browsers["operator"], "event", things.event)
    assert at not in browsers["organiser"].get(desk).links


def test_the_number_of_news_tells_nothing_of_what_is_hidden(
    browsers: dict[str, Browser], make: Maker, people: People, things: Things
) -> None:
    def unread() -> str:
        return browsers["resident"].get("/notifications/unread").words

    here = {"issue": things.issue, "campaign": things.campaign, "task": things.task}
    for kind, thing in here.items():
        make.follow(f"{kind}-{thing.id}", people.resident)
    make.follow(f"area-{people.hodge_hill.id}", people.resident)
    operator, by = browsers["operator"], people.organiser
    for kind, write in {
        "issue": lambda: make.issue(people.member),
        "comment": lambda: make.comment(things.issue, people.member),
        "campaign": lambda: make.campaign(by),
        "update": lambda: make.update(things.campaign, by),
        "task": lambda: make.task(things.campaign, by),
        "event": lambda: make.event(people.hodge_hill, by),
    }.items():
        before = unread()
        thing = write()
        more = unread()
        assert more != before, f"nobody hears of {kind}"
        assert hide(operator, kind, thing).status == 303
        assert unread() == before, kind
        assert restore(operator, kind, thing).status == 303
        assert unread() == more, kind

"""Deciding on several cases at once, and all that one person wrote; each of those it
concerns has one mail."""

import re

from sqlalchemy import insert

from board.db import db, table_of
from board.issues.models import Comment, Issue
from board.mail.models import Outbox
from board.moderation import verbs
from board.moderation.log_models import Act
from board.moderation.measure_models import Measure
from board.moderation.models import Case
from board.tasks.talk_models import TaskComment
from tests.builders import Maker, People, Rows, Things
from tests.moderation.acts import flag, hide
from tests.pages import Browser


def test_a_wave_of_spam_is_decided_on_at_once_and_each_thing_is_logged(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    spammers = [
        make.person(f"Sam Spam {n}", email=f"{n}@spam.example") for n in range(2)
    ]
    posts = [make.issue(one, title=f"Pills {n}") for one in spammers for n in range(3)]
    make.comment(things.issue, spammers[0], "Buy pills")
    far = make.issue(spammers[0], area=people.ward_end, title="Far away")
    for post in (posts[0], posts[1], posts[3], far):
        flag(browsers["resident"], "issue", post, "spam")
    organiser = browsers["organiser"]
    assert organiser.get("/moderation").text.count('form="several"') == 3
    at = "/moderation/several?" + "&".join(f"case={case.id}" for case in rows.all(Case))
    page = organiser.get(at)
    assert page.says("Sam Spam 0", "3 things more within a day", "Buy pills")
    assert far.title not in page.text
    said = {"act": "out", "rule": "3", "reason": "Advertising."}
    to = "/moderation/several"
    assert organiser.fill(at, {"act": "out"}, action=to).status == 422
    page = organiser.follow(organiser.fill(at, said, action=to))
    assert page.says("9 decisions", "Nothing waits for you")
    shown = {row.title for row in rows.all(Issue) if row.hidden_at is None}
    assert far.title in shown
    assert not shown & {post.title for post in posts}
    assert rows.all(Comment)[-1].hidden_at
    first, *others = rows.all(Act)
    assert [act.bulk for act in others] == [first.id] * 8
    assert {one.person_id for one in rows.all(Measure)} == {one.id for one in spammers}
    assert organiser.get(at).location == "/moderation"
    mail, other = [one for one in rows.all(Outbox) if "@spam.example" in one.to]
    assert [one.to for one in (mail, other)] == [one.email for one in spammers]
    case = {one.thing_id: one.id for one in rows.all(Case) if one.kind == "issue"}
    assert mail.key == f"case-{case[posts[0].id]}-3", "the same whoever sends it again"
    assert mail.subject == "What was decided about 4 things of yours"
    assert mail.text.count("Advertising.") == mail.text.count("Rule 3, ") == 1
    for n in range(3):
        assert f"* Case {case[posts[n].id]}\n\nSomething you wrote was" in mail.text
    assert "was hidden. You are kept out:" in mail.text
    assert "You can read in Hodge Hill, and not write. No end is set." in mail.text
    links = re.findall(r"/moderation/appeal/\S+", mail.text)
    assert len(set(links)) == 4
    for link in links:
        assert browsers["visitor"].get(link).says("Advertising.")


def test_several_flags_of_which_none_is_right_are_cleared_at_once(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things
) -> None:
    for thing in (things.issue, things.other):
        flag(browsers["elsewhere"], "issue", thing)
    at = "/moderation/several?case=1&case=2"
    said = {"act": "nothing"}
    page = browsers["organiser"].fill(at, said, action="/moderation/several")
    assert page.status == 303
    assert [case.decision for case in rows.all(Case)] == ["nothing", "nothing"]
    assert rows.heard(people.elsewhere)[-1] == verbs.TOLD
    assert browsers["elsewhere"].get(at).location == "/moderation"


def test_what_somebody_else_decides_meanwhile_is_named_as_left(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    for thing in (things.issue, things.other):
        flag(browsers["elsewhere"], "issue", thing)
    organiser, to = browsers["organiser"], "/moderation/several"
    at = f"{to}?case=1&case=2"
    seen = organiser.get(at)
    hide(browsers["operator"], "issue", things.issue)
    form = next(one for one in seen.forms if one.action == to)
    done = organiser.send_form(to, form.filled({"act": "nothing"}))
    page = organiser.follow(done)
    assert page.says("1 decision,", "1 was left: it does not wait for you any more.")
    assert [case.decision for case in rows.all(Case)] == ["hide", "nothing"]
    assert organiser.follow(organiser.get(at)).says("2 were left")


def test_whoever_flagged_several_without_an_account_has_one_mail_of_all(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    visitor, to = browsers["visitor"], "/moderation/several"
    for kind in ("issue", "campaign", "task"):
        flag(visitor, kind, getattr(things, kind), email="ann@example.org")
    links = re.findall(r"/flag/\S+", "".join(m.text for m in rows.all(Outbox)))
    for link in links[:2]:
        assert visitor.fill(link, {}).status == 303
    at = f"{to}?case=1&case=2&case=3"
    browsers["operator"].fill(at, {"act": "nothing"}, action=to)
    mail = rows.all(Outbox)[-1]
    assert (mail.key, rows.all(Outbox)[-2].key) == ("flag-1", "confirm-flag-3")
    assert mail.subject == "What came of your 2 flags"
    for number, what in enumerate(("A post", "A campaign"), 1):
        words = f"{what}, flag number {number}: An organiser looked and found no rule"
        assert words in mail.text
    visitor.fill(links[2], {})  # after it was decided
    late = rows.all(Outbox)[-1]
    assert late.key == "flag-3"
    assert "flag number 3: An organiser looked and found no rule" in late.text


def test_all_that_somebody_wrote_within_a_day_is_named_and_counted(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    troll = make.person("Tom Troll")
    flag(browsers["resident"], "comment", make.comment(things.issue, troll, "First"))
    values = {"task_id": things.task.id, "author_id": troll.id}
    with make.app.app_context(), db.engine.begin() as connection:
        lines = [values | {"body": f"Line {n}"} for n in range(230)]
        connection.execute(insert(table_of(TaskComment)), lines)
    page = browsers["organiser"].get("/moderation/several?case=1")
    assert page.says("230 things more within a day", "A line on a task: Line 49")
    assert page.says("And 180 more. What you decide holds for all of them.")


def test_no_more_than_fifty_are_decided_on_at_once_and_that_is_said(
    browsers: dict[str, Browser],
) -> None:
    at = "/moderation/several?" + "&".join(f"case={n}" for n in range(1, 52))
    organiser = browsers["organiser"]
    page = organiser.follow(organiser.get(at))
    assert page.says("Decide on at most 50 at once.")

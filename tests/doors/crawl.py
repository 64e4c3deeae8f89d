"""What the doors hide is found nowhere, by nobody: run by tests/test_doors.py in a
process of its own, whose doors are closed before the board is put together."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from board.accounts.models import Person
from board.corrections import actions as corrections
from board.db import db, table_of
from board.errors import NotFound
from board.events.models import CalendarAddress
from board.issues import photo_actions
from board.issues.models import State
from board.live import regions
from board.people.models import SeenBy
from board.policy import Audience
from tests.builders import Maker, People, Things, at_six, in_days
from tests.conftest import on_sqlite
from tests.doors.closed import DOORS, ERASED, WORD
from tests.pages import Browser
from tests.photos.drawing import drawn
from tests.test_hidden import everything
from tests.test_templates import crawl

SHOWN = "Openly"  # in the place of the word, until it is hidden


def hide(app: Flask) -> None:
    """Let the word stand in whatever is to be hidden, past every action."""
    each = [(table_of(model).name, words) for model, words in DOORS.items()]
    with app.app_context(), db.engine.begin() as connection:
        for table, words in [*each, ("person", "name")]:
            connection.exec_driver_sql(
                f"UPDATE {table} SET {words} = replace({words}, '{SHOWN}', '{WORD}')"
            )


def beside_all_else(make: Maker, people: People) -> dict[str, str]:
    """Things to hide that nothing else hangs on: the addresses of their pages."""
    issue = make.issue(
        people.resident,
        title=f"{SHOWN} a lamp is out",
        place="Cotterills Lane",
        latitude=52.501,
        longitude=-1.801,
    )
    make.comment(issue, people.member)
    make.next_step(issue, people.organiser)
    campaign = make.campaign(people.organiser, issue, title=f"{SHOWN} light it all")
    task = make.task(campaign, people.organiser, title="Light it first")
    event = make.event(people.hodge_hill, people.organiser, title=f"{SHOWN} a vigil")
    ended = make.campaign(people.organiser, title=f"{SHOWN} won at once")
    make.end(ended, people.organiser)
    area = make.area(f"{SHOWN} End")
    return {
        "issue": f"/issues/{issue.id}",
        "campaign": f"/campaigns/{campaign.id}",
        "its task": f"/tasks/{task.id}",
        "event": f"/events/{event.id}",
        "a campaign that was won": f"/campaigns/{ended.id}",
        "area": f"/areas/{area.slug}",
    }


def among_all_else(
    make: Maker, people: People, things: Things, member: Browser
) -> list[str]:
    """Things to hide that others hang on, and others on them; and a person who has a
    part in everything.

    Gives addresses beside those that links lead to.
    """
    person = make.person(f"{SHOWN} Ann", area=people.hodge_hill)
    author = make.person("Bea Bell", area=people.hodge_hill)
    for topic in (
        "area-1",
        f"issue-{things.issue.id}",
        f"campaign-{things.campaign.id}",
    ):
        for follower in (people.member, people.organiser, people.operator):
            make.follow(topic, follower)
    posted = make.issue(person, title="Glass in the park", show_name=True)
    make.comment(things.issue, person)
    make.comment(things.issue, author, f"{SHOWN} said under a lamp")
    make.next_step(things.issue, people.organiser, f"{SHOWN} is what comes next")
    one = make.issue(author, title=f"{SHOWN} in a campaign", show_name=True)
    make.second(one, people.member, people.resident)
    make.follow(f"issue-{one.id}", people.member)
    mine = make.issue(people.member, title=f"{SHOWN} is mine")
    make.state(mine, people.organiser, State.LOOKED_AT)
    campaign = make.campaign(people.organiser, one, posted, title="Sweep the park")
    make.update(campaign, people.organiser, f"{SHOWN} is news")
    make.partner(campaign, people.organiser, f"{SHOWN} Hall")
    make.pledge(campaign, people.organiser, f"{SHOWN} brooms")
    make.promise(campaign, people.organiser, what=f"{SHOWN} by May", due=in_days(3))
    make.back(campaign, person, show_name=True)
    for shape in (
        {"due_on": in_days(3)},
        {"starts_at": at_six(2), "ends_at": at_six(2) + timedelta(hours=1)},
    ):
        task = make.task(
            campaign, people.organiser, title=f"{SHOWN} to do", places=9, **shape
        )
        make.claim(task, people.member, author, person)
        make.complete(task, author, note="Done and dusted.")
    make.claim(things.task, person, author)
    make.complete(things.task, author, note=f"{SHOWN} is a note")
    make.attend(things.event, person)
    going = make.event(
        people.hodge_hill, people.organiser, title=f"{SHOWN} we meet", campaign=campaign
    )
    make.attend(going, people.member, people.organiser)
    other = make.campaign(people.organiser, title=f"{SHOWN} beside a meeting")
    make.back(other, people.member)
    make.event(
        people.hodge_hill, people.organiser, title="Still on", campaign=other, days=3
    )
    make.bring(people.member, f"{SHOWN} a line", SeenBy.EVERYONE)
    make.request(people.member, people.organiser, things.task, f"{SHOWN} is asked")
    hidden_round(make, people, things, person, author)
    pictured(make, people, things, member)
    with make.writing():
        asked = make._here(things.issue)
        corrections.ask(
            asked, make._here(people.resident), body=f"{SHOWN} is asked for"
        )
    make.jobs()
    member.press("/me/calendar", "/me/calendar")
    with make.app.app_context():
        token = db.session.scalars(select(CalendarAddress.token)).one()
    return [
        f"/me/calendar/{token}.ics",
        f"/campaigns/{campaign.id}.atom",
        f"/issues/{posted.id}.atom",
        f"/issues/{one.id}.atom",
        f"/events/{going.id}.ics",
        f"/issues/similar?title={WORD}+in+a+campaign&body=park&area=hodge-hill",
    ]


def hidden_round(
    make: Maker, people: People, things: Things, person: Person, author: Person
) -> None:
    """A listening round to hide whose theme became a campaign; and in one that is
    shown, an answer to hide, and one by a person who is erased."""
    asked = make.round(people.hodge_hill, people.organiser, title=f"{SHOWN} we listen")
    heard = make.answer_round(asked, author, shared=True)
    theme = make.theme(heard, by=people.organiser, title="Heard")
    make.campaign_from(theme, people.organiser, title="Heard by all")
    said = {"answer_1": f"{SHOWN} is dark"}
    answers = [make.written(things.round, people.organiser, words=said, shared=True)]
    named = {"shared": True, "show_name": True}
    answers.append(make.answer_round(things.round, person, **named))
    answers.append(make.answer_round(things.round, author, words=said, **named))
    make.theme(*answers, by=people.organiser)


def pictured(make: Maker, people: People, things: Things, member: Browser) -> None:
    """A comment with a picture that is to be hidden."""
    at = f"/issues/{things.issue.id}"
    said = {"body": "Look at it."}
    member.upload(at, said, ("a.jpg", drawn()), action=f"{at}/comments")
    with make.writing():
        issue, by = make._here(things.issue), make._here(people.member)
        shown = photo_actions.photos_under(issue, by)
        alts = {photo.id: f"{SHOWN} a picture" for photo in shown}
        assert alts
        photo_actions.change_photos(issue, by, alts=alts)


def same(text: str) -> str:
    """A page without what is another at each visit."""
    text = re.sub(r"after=\d+", "", text)
    return re.sub(
        r'(name="(csrf_token|key|once)"[^>]* value=|nonce-?=?)"[^"]*"', "", text
    )


@on_sqlite
def test_for_a_visitor_it_is_as_if_they_were_not_there(
    app: Flask,
    visitor: Browser,
    operator: Browser,
    make: Maker,
    people: People,
    things: Things,
) -> None:
    before = {url: same(page.text) for url, page in crawl(visitor).items()}
    pages = beside_all_else(make, people)
    for name, url in pages.items():
        assert operator.get(url).status == 200, name
    hide(app)
    after = {url: same(page.text) for url, page in crawl(visitor).items()}
    assert after.keys() == before.keys()
    assert [url for url in before if after[url] != before[url]] == []
    for name, url in pages.items():
        assert visitor.get(url).status == 404, name
    with app.test_request_context("/live"):
        for region in ("issue-3", "issue-3-thread", "campaign-2", "task-4", "event-2"):
            with pytest.raises(NotFound):
                regions.render(region, Audience.PUBLIC)


@pytest.mark.parametrize("who", ["visitor", "member", "organiser"])
@on_sqlite
def test_nobody_reads_of_them_anywhere(
    app: Flask,
    browsers: dict[str, Browser],
    make: Maker,
    people: People,
    things: Things,
    who: str,
) -> None:
    beside_all_else(make, people)
    more = among_all_else(make, people, things, browsers["member"])
    hide(app)
    read = everything(app, browsers[who], things, who, [f"{WORD} of them"])
    read |= {url: browsers[who].get(url).text for url in more}
    # the form at …/photos is for who may change them, hidden or not
    asked = re.compile(rf"(q|skill|title)={WORD}")
    found = {
        at: re.findall(rf".{{0,60}}{WORD}.{{0,40}}", text)
        for at, text in read.items()
        if not asked.search(at) and WORD in text and not at.endswith("/photos")
    }
    echoed = re.compile(rf"{WORD} \w")  # a search says again what it was asked
    found |= {
        at: echoed.findall(text)
        for at, text in read.items()
        if asked.search(at) and echoed.search(text)
    }
    assert found == {}
    if who != "visitor":
        assert any(ERASED in text for text in read.values())

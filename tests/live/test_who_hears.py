"""A stream tells each person what they may see, and ends when that changes."""

import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from board.accounts import actions as accounts
from board.accounts import security_actions as security
from board.accounts import session_actions
from board.accounts.models import Person
from board.areas import membership_actions as memberships
from board.areas.models import Area
from board.db import db, write_tx
from board.issues.models import Issue
from board.live import regions
from board.live.listeners import person_or_visitor
from board.live.regions import Key, Region, frame
from board.moderation import case_actions
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.rules import Basis
from board.policy import Audience, Role
from board.privacy import actions as privacy
from tests.builders import Maker, People, Things
from tests.conftest import Server
from tests.live.listening import Stream

Way = Callable[[Maker, Person, str], None]


def test_names_on_a_task_are_for_members_of_its_area(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    region = f"task-{things.task.id}-thread"
    who = {
        "visitor": "",
        "elsewhere": make.cookie(people.elsewhere),
        "member": make.cookie(people.member),
    }
    streams = {
        name: Stream(server.port, region, cookie=cookie) for name, cookie in who.items()
    }
    make.claim(things.task, people.organiser)
    heard = {name: stream.until(region).data for name, stream in streams.items()}
    assert people.organiser.name in heard["member"]
    assert people.organiser.name not in heard["visitor"] + heard["elsewhere"]


def test_after_a_gap_names_are_still_for_members_only(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    region = f"task-{things.task.id}-thread"
    make.claim(things.task, people.organiser)
    member = Stream(server.port, region, after=0, cookie=make.cookie(people.member))
    assert people.organiser.name in member.until(region).data
    assert (
        people.organiser.name
        not in Stream(server.port, region, after=0).until(region).data
    )


def drawn_regions(things: Things) -> list[str]:
    """Every region that is drawn, of things that are there."""
    ids = {
        "issue": things.issue.id,
        "campaign": things.campaign.id,
        "task": things.shift.id,
        "event": things.event.id,
        "area": 1,
        "round": things.round.id,
    }
    names = []
    for region in regions.REGIONS.values():
        kind, dash, part = region.name.partition("-")
        if region.draw:
            number = f"-{ids[kind]}" if region.numbered else ""
            names.append(f"{kind}{number}{dash}{part}")
    return names


@pytest.mark.parametrize("audience", list(Audience))
def test_no_shared_region_holds_a_form_or_a_token(
    app: Flask, things: Things, audience: Audience
) -> None:
    names = drawn_regions(things)
    assert {"issues", "campaigns", "tasks", "events", "area-1"} < set(names)
    for name in names:
        made = frame(app, Key(name, audience)).decode()
        assert f'id="{name}-shared"' in made
        for private in ("csrf", "<form", "<button", "@example.org"):
            assert private not in made, name


def test_whoever_is_signed_in_can_listen_to_every_region(
    app: Flask, make: Maker, people: People, things: Things
) -> None:
    names = drawn_regions(things)
    cookie = make.cookie(people.member)
    heard = person_or_visitor(app, cookie, names, "en").keys
    assert sorted(key.region for key in heard) == sorted(names)


def test_a_region_with_a_form_token_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = app.jinja_env.from_string("{{ csrf_token() }}")
    monkeypatch.setitem(
        regions.REGIONS, "issue", Region("issue", lambda *_: template.render())
    )
    with pytest.raises(RuntimeError, match="token"):
        frame(app, Key("issue-1"))


def test_your_own_news_reach_you_and_nobody_else(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    yours = Stream(server.port, "me", cookie=make.cookie(people.resident))
    others = Stream(server.port, "me", cookie=make.cookie(people.elsewhere))
    make.comment(things.issue, people.organiser)  # the resident posted it
    yours.named("me")
    assert others.is_silent()


def test_nobody_is_nobody(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    for cookie in ("", "board=forged.cookie.value"):
        stream = Stream(server.port, "me,issues", cookie=cookie)
        make.comment(things.issue, people.organiser)
        assert stream.is_silent()


def sign_out(make: Maker, person: Person, cookie: str) -> None:
    """In the browser that has this cookie."""
    signer: Any = make.app.session_interface.get_signing_serializer(make.app)  # type: ignore[attr-defined]
    session_actions.end_session(signer.loads(cookie.partition("=")[2])["_user_id"])


def keep_out(reach: str) -> Way:
    """An operator decides so about a post of theirs."""

    def decide(make: Maker, person: Person, cookie: str) -> None:
        (post,) = db.session.scalars(select(Issue).where(Issue.author_id == person.id))
        operator = db.session.scalars(select(Person).where(Person.is_operator)).one()
        ban = Decision("ban", Basis(1, reason="Enough."), reach=reach)
        case_actions.decide(find("issue", post.id), operator, ban)

    return decide


def lose_role(make: Maker, person: Person, cookie: str) -> None:
    """An operator ends what they are in the first area."""
    operator = db.session.scalars(select(Person).where(Person.is_operator)).one()
    memberships.take_role(db.session.get_one(Area, 1), person, operator)


WAYS: dict[str, tuple[Way, int]] = {  # and what they get for their week afterwards
    "signed out": (sign_out, 303),
    "another password": (lambda _make, who, _: security.set_password(who, "x"), 303),
    "kept out of the board": (keep_out("board"), 303),
    "kept out of the area": (keep_out("area"), 200),
    "no role any more": (lose_role, 200),
    "deleted": (lambda _make, who, _: privacy.erase(who.id) and None, 303),
}


def test_whose_session_or_rights_end_is_out_at_once_and_so_are_their_streams(
    server: Server, make: Maker, people: People
) -> None:
    others = Stream(server.port, "me", cookie=make.cookie(people.resident))
    streams = {}
    for name, (way, status) in WAYS.items():
        person = make.person(area=people.hodge_hill)
        make.issue(person)
        cookie = make.cookie(person)
        streams[name] = Stream(server.port, "me", cookie=cookie)
        with make.writing():
            way(make, make._here(person), cookie)
        assert status_of(server, cookie) == status, name
    for stream in streams.values():
        stream.ends()
    assert others.goes_on()


def status_of(server: Server, cookie: str) -> int:
    """What the browser that has this cookie gets for its week."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/me", headers={"Cookie": cookie})
    return connection.getresponse().status


def test_another_role_ends_your_streams_so_that_they_come_back_with_it(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    region = f"task-{things.task.id}-thread"
    cookie = make.cookie(people.resident)
    stream, visitor = (
        Stream(server.port, region, cookie=cookie),
        Stream(server.port, region),
    )
    with make.writing():
        memberships.give_role(people.hodge_hill, people.resident, Role.MEMBER, by=None)
    stream.ends()
    time.sleep(0.5)  # until the other process has heard of it, too
    back = Stream(server.port, region, cookie=cookie)
    make.claim(things.task, people.organiser)
    assert people.organiser.name in back.until(region).data
    assert people.organiser.name not in visitor.until(region).data


def test_a_person_hears_in_the_language_they_chose_wherever_they_sit(
    app: Flask, make: Maker, people: People, things: Things
) -> None:
    name = f"issue-{things.issue.id}"
    cookie = make.cookie(people.member)
    assert person_or_visitor(app, cookie, [name], "cy").keys[0].locale == "cy"
    with app.app_context(), write_tx():
        accounts.choose_language(people.member, "cy")
    assert person_or_visitor(app, cookie, [name], "en").keys[0].locale == "cy"

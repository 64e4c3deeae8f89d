"""Who reads an answer: whoever gave it and the organisers of the area; others only its
words, where the giver agreed. Word for word, at every outlet."""

from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board.accounts.models import Person
from board.errors import NotFound
from board.live.regions import REGIONS, render
from board.moderation import case_actions
from board.policy import Audience
from board.rounds import answer_queries, queries
from board.rounds.models import Answer, Round
from tests.builders import Maker, People, Rows
from tests.pages import Browser
from tests.trials import TIMES

SECRET = "Zugzwang"
ANSWER = st.fixed_dictionaries(
    {
        "who": st.sampled_from(["resident", "member", "paper"]),
        "shared": st.booleans(),
        "show_name": st.booleans(),
        "young": st.booleans(),
    }
)
OUTLETS = """
    / /areas/hodge-hill /areas/hodge-hill/rounds /areas/hodge-hill/story
    /areas/hodge-hill.atom /areas/hodge-hill.ics /issues /issues.atom /issues.csv
    /issues.geojson /campaigns /campaigns.atom /campaigns/1 /campaigns/1.atom
    /campaigns/1/brief /campaigns/1/poster /tasks /tasks.csv /events /events.ics
    /rounds/1 /rounds/1/themes/1 /rounds/1/answers /rounds/1/answers/1
    /moderation/log /moderation/log.json /search?q=Zugzwang
    /issues/similar?title=Zugzwang&body=dark&area=hodge-hill
    /flag?kind=answer&id=1 /moderation/gone/answer/1"""


def test_what_was_said_in_confidence_stands_at_no_outlet(
    app: Flask, browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    said = {"words": {"answer_1": f"{SECRET} at night", "answer_2": SECRET}}
    answer = make.answer_round(round_, people.resident, **said)
    theme = make.theme(answer, by=people.organiser)
    campaign = make.campaign_from(theme, people.organiser)
    for person in (people.member, people.operator):
        make.follow(f"campaign-{campaign.id}", person)
    make.tell_round(round_, people.organiser)
    make.mails(days=1)
    for who in ("visitor", "member", "operator", "elsewhere"):
        for url in OUTLETS.split():
            page = browsers[who].get(url)
            if SECRET not in url:  # whose page says again what was looked for
                assert SECRET not in page.text, f"{who} reads it at {url}"
            assert "at night" not in page.text, f"{who} reads it at {url}"
            assert people.resident.name not in page.text, f"{who}: who, at {url}"
    for audience in Audience:
        for name in REGIONS:
            kind, _, part = name.partition("-")
            region = f"{kind}-1-{part}" if part else f"{kind}-1"
            with app.test_request_context("/live"), suppress(LookupError, NotFound):
                html = render(region, audience)
                assert SECRET not in html, name
    for who in ("resident", "organiser"):
        assert browsers[who].get("/rounds/1/answers/1").says(f"{SECRET} at night")


def test_nobody_learns_from_a_404_whether_there_is_an_answer(
    member: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    make.answer_round(round_, people.resident)
    there, nowhere = (member.get(f"/rounds/1/answers/{n}") for n in (1, 999))
    assert there.status == nowhere.status == 404
    assert there.words.replace("/1 ", "/999 ") == nowhere.words


def test_small_numbers_are_not_counted_out(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    at = f"/rounds/{round_.id}"
    for number in range(1, 6):
        answer = make.written(round_, people.organiser)
        theme = make.theme(answer, by=people.organiser)
        of_theme = f"{at}/themes/{theme.id}"
        words = f"{number} answer{'s' if number > 1 else ''}"
        for url in (at, of_theme):
            assert organiser.get(url).says(words)
            assert visitor.get(url).says(words) == (number >= queries.LEAST), url
    assert visitor.get(at).says("5 answers")


def test_what_is_shared_is_looked_at_first_where_the_area_says_so(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    with make.writing():
        area, olu = make._here(people.hodge_hill), make._here(people.organiser)
        case_actions.set_looks_first(area, olu, on=True)
    round_ = make.round(people.hodge_hill, people.organiser)
    make.answer_round(round_, people.member)  # for the organisers alone: no need
    at = f"/rounds/{round_.id}/answers"
    page = resident.follow(resident.fill(at, {"answer_1": "Dark", "shared": "y"}))
    assert page.message.startswith("An organiser looks at it first.")
    first, second = rows.all(Answer)
    assert (first.hidden_at is None, second.hidden_at is None) == (True, False)
    assert visitor.get(f"{at}/{second.id}").status == 404


def expected(answer: Answer, reader: Person | None, people: People) -> bool:
    """Whether this person may read the answer."""
    if reader is None:
        return answer.shared
    gathers = reader.id == people.organiser.id
    return answer.shared or gathers or reader.id == answer.person_id


@pytest.mark.trial
def test_every_door_lets_through_whom_it_should_and_nobody_else(
    make: Maker, rows: Rows, people: People, app: Flask, turn: int
) -> None:
    """Random answers, read by everybody: as a list, one by one, with its name."""
    readers: list[Person | None] = [None, *people.by_name.values()]

    def look(round_: Round) -> None:
        found = rows.all(Answer, round_id=round_.id)
        with app.app_context():
            (theme,) = queries.themes_of(round_.id)
            for reader in readers:
                may = {a.id for a in found if expected(a, reader, people)}
                seen = answer_queries.in_theme(theme.id, reader)
                assert {row.id for row in seen} == may
                for row in seen:
                    check_name(row, reader, people)

    @settings(
        max_examples=60 if TIMES else 4,
        deadline=None,
        derandomize=not TIMES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(ANSWER, min_size=1, max_size=3, unique_by=lambda a: a["who"]))
    def any_answers(answers: list[dict[str, Any]]) -> None:
        round_ = make.round(people.hodge_hill, people.organiser)
        made = [_made(make, people, round_, dict(one)) for one in answers]
        make.theme(*made, by=people.organiser)
        look(round_)

    any_answers()


def _made(make: Maker, people: People, round_: Round, one: dict[str, Any]) -> Answer:
    who = one.pop("who")
    if who == "paper":
        one.pop("show_name")
        return make.written(round_, people.organiser, **one)
    return make.answer_round(round_, people.by_name[who], **one)


def check_name(row: Any, reader: Person | None, people: People) -> None:
    """A name is read by its owner and the organiser; by others where it is shown, and
    never that of somebody young."""
    sees_all = reader is not None and (reader.id == people.organiser.id or row.is_mine)
    if not sees_all:
        assert row.name is None or (row.show_name and not row.young)

"""What comes from elsewhere is a draft that an operator accepts or declines, once."""

import json
from typing import Any

import pytest

from board.boards.models import Arrival, State
from board.boards.publishing import COURSES
from board.errors import Conflict, Invalid, NotAllowed
from board.training import actions as courses
from board.training.models import Course
from tests.boards.exchange import (
    accept,
    ask,
    bring,
    decline,
    drafts,
    hide,
    published,
    single,
)
from tests.boards.feeds import feed, item
from tests.builders import Maker, People, Rows

COURSE: dict[str, Any] = {
    "title": "Asking",
    "summary": "An hour.",
    "skill": "one-to-ones",
    "parts": [{"minutes": 60, "title": "In pairs", "does": "Ask."}],
    "people": [4, 12],
}


def course(version: int = 1, lineage: str = "there:asking", **changed: Any) -> bytes:
    """A feed with a course of another board."""
    said = {"course": COURSE | changed, "version": version}
    return feed(item(lineage, **said))


def test_what_comes_is_a_draft_until_it_is_accepted(
    make: Maker, people: People, rows: Rows
) -> None:
    assert bring(make, people.operator, course()) == 1
    assert rows.count(Course) == 0
    (draft,) = drafts(make)
    made = accept(make, draft, people.operator)
    now = make.now(made)
    assert (now.title, now.lineage, now.version) == ("Asking", "there:asking", 1)
    assert (now.area_id, now.minutes, now.people_to) == (None, 60, 12)
    assert drafts(make) == []
    assert bring(make, people.operator, course()) == 0, "it is here"


def test_only_operators_take_things_in(make: Maker, people: People) -> None:
    with pytest.raises(NotAllowed):
        bring(make, people.organiser, course())
    bring(make, people.operator, course())
    with pytest.raises(NotAllowed):
        accept(make, drafts(make)[0], people.organiser)


def test_a_newer_version_is_a_draft_again_and_changes_what_was_accepted(
    make: Maker, people: People, rows: Rows
) -> None:
    bring(make, people.operator, course())
    first = accept(make, drafts(make)[0], people.operator)
    bring(make, people.operator, course(4, summary="Two hours."))
    assert make.now(first).summary == "An hour."
    accept(make, drafts(make)[0], people.operator)
    now = make.now(first)
    assert (now.summary, now.version, rows.count(Course)) == ("Two hours.", 4, 1)


def test_an_older_version_is_nothing_new(make: Maker, people: People) -> None:
    bring(make, people.operator, course(4))
    accept(make, drafts(make)[0], people.operator)
    assert bring(make, people.operator, course(3, summary="Half an hour.")) == 0


def test_where_both_changed_it_an_operator_decides(make: Maker, people: People) -> None:
    """A fork: the same version says something else here and there."""
    bring(make, people.operator, course())
    mine = accept(make, drafts(make)[0], people.operator)
    with make.writing():
        here = make._here(mine)
        said = {"parts": here.parts, "people_from": 4, "people_to": 12, "skill": ""}
        by = make._here(people.operator)
        courses.edit(here, by, version=1, title="Ask", summary="An hour.", **said)
    assert bring(make, people.operator, course(2, summary="Two.")) == 1
    assert make.now(mine).title == "Ask"
    accept(make, drafts(make)[0], people.operator)
    now = make.now(mine)
    assert (now.title, now.summary, now.version) == ("Asking", "Two.", 3)


def test_of_a_draft_that_waits_only_the_newest_is_kept(
    make: Maker, people: People
) -> None:
    bring(make, people.operator, course())
    bring(make, people.operator, course(2, summary="Two."))
    assert [draft.version for draft in drafts(make)] == [2]


def test_what_is_declined_does_not_come_again_and_is_emptied(
    make: Maker, people: People, rows: Rows
) -> None:
    bring(make, people.operator, course())
    decline(make, drafts(make)[0], people.operator)
    assert bring(make, people.operator, course()) == 0
    assert rows.count(Course) == 0
    ask(make, days=29)
    assert rows.all(Arrival)[0].said
    ask(make, days=31)
    (arrival,) = rows.all(Arrival)
    assert (arrival.said, arrival.title, arrival.state) == (None, "", State.DECLINED)
    assert bring(make, people.operator, course()) == 0
    assert bring(make, people.operator, course(2, summary="Two.")) == 1


def test_two_who_decide_at_once_decide_once(make: Maker, people: People) -> None:
    bring(make, people.operator, course())
    (draft,) = drafts(make)
    decline(make, draft, people.operator)
    with pytest.raises(Conflict, match="decided on this already"):
        accept(make, draft, people.operator)


def test_what_was_hidden_here_does_not_come_back(
    make: Maker, people: People, rows: Rows
) -> None:
    bring(make, people.operator, course())
    mine = accept(make, drafts(make)[0], people.operator)
    bring(make, people.operator, course(2, summary="Two."))
    hide(make, mine)
    assert bring(make, people.operator, course(3, summary="Three.")) == 0
    with pytest.raises(Conflict):
        accept(make, drafts(make)[0], people.operator)
    assert json.loads(published(make, "courses"))["items"] == []


@pytest.mark.parametrize(
    "document",
    [
        b"[" * 100,
        course(people=[12, 4]),
        course(parts=[COURSE["parts"][0] | {"minutes": 1440}] * 2),
        course(parts=[]),
        course(summary="<script>"),
        feed(item("a:a", course=COURSE), item("b:b", course=COURSE | {"people": [0]})),
    ],
    ids=["deep", "nobody fits", "too long", "empty", "code", "one of two"],
)
def test_of_what_is_refused_nothing_is_stored(
    make: Maker, people: People, rows: Rows, document: bytes
) -> None:
    with pytest.raises(Invalid) as why:
        bring(make, people.operator, document)
    assert str(why.value.text)
    assert rows.count(Arrival) == 0


def test_a_single_file_is_what_the_feed_says(make: Maker, people: People) -> None:
    made = make.course(people.organiser)
    one = json.loads(single(make, COURSES, made.id))["items"]
    assert one == json.loads(published(make, "courses"))["items"]

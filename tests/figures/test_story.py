"""The story of an area and of the board: numbers that point at nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, insert

from board.areas.models import Area
from board.db import db
from board.events.models import Attendance, Kind
from board.figures.large_story_queries import story_of
from board.figures.story_queries import Story
from board.one_to_ones.models import CampaignTalks
from tests.builders import Maker, People
from tests.pages import Browser


def story(make: Maker, area: Area | None = None) -> Story:
    with make.app.app_context():
        return story_of(area.id if area else 0)


def came(make: Maker, by: object, area: Area, number: int, kind: Kind) -> None:
    """So many people without an account came."""
    event = make.event(area, by, kind=kind)  # type: ignore[arg-type]
    with make.writing():
        for n in range(number):
            said = {"event_id": event.id, "name": f"N{n}", "state": "turned_up"}
            db.session.add(Attendance(came=True, **said))


@contextmanager
def statements(make: Maker) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, text: str, *_rest: object) -> None:
        asked.append(text)

    with make.app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        yield asked
        event.remove(db.engine, "before_cursor_execute", note)


def test_it_counts_what_was_said_begun_promised_and_who_took_part(
    make: Maker, people: People
) -> None:
    make.issue(people.resident)
    won = make.campaign(people.organiser, make.issue(people.member))
    make.promise(won, people.organiser)
    came(make, people.organiser, people.hodge_hill, 7, Kind.MEETING)
    came(make, people.organiser, people.hodge_hill, 5, Kind.TRAINING)
    found = story(make, people.hodge_hill)
    assert found.since is not None
    assert [found[name] for name in ("posts", "campaigns", "promises", "won")] == [
        *(2, 1, 1, 0)
    ]
    assert (found["came"], found["trained"], found["kept"]) == (7, 5, 0)


def test_a_small_number_of_people_is_not_shown_nor_can_it_be_worked_out(
    make: Maker, people: People, visitor: Browser
) -> None:
    came(make, people.organiser, people.hodge_hill, 9, Kind.TRAINING)
    came(make, people.elsewhere, people.ward_end, 4, Kind.TRAINING)
    assert story(make, people.ward_end)["trained"] is None
    assert story(make, people.hodge_hill)["trained"] == 9
    assert story(make)["trained"] == 9  # not 13, from which 9 could be taken
    assert visitor.get("/areas/ward-end/story").says("fewer than 5 came to a training")
    assert visitor.get("/story").says("9 came to a training", "Ward End")


def test_talks_are_summed_over_the_campaigns_that_show_theirs(
    make: Maker, people: People
) -> None:
    some, few = (make.campaign(people.organiser) for _ in range(2))
    with make.writing():
        talks = [
            {"campaign_id": some.id, "held": 12},
            {"campaign_id": few.id, "held": 2},
        ]
        unseen = {"may_do_nothing": True}
        db.session.execute(insert(CampaignTalks), talks, execution_options=unseen)
    assert story(make, people.hodge_hill)["held"] == story(make)["held"] == 12


def test_it_takes_three_statements_however_much_there_is(
    make: Maker, people: People
) -> None:
    for _ in range(3):
        make.campaign(people.organiser, make.issue(people.resident))
    with statements(make) as asked:
        story_of(people.hodge_hill.id)
        story_of()
    assert len([text for text in asked if text.startswith("SELECT")]) == 6


def test_a_board_on_which_nothing_was_said_says_so(
    visitor: Browser, people: People
) -> None:
    page = visitor.get("/story")
    assert page.says("The story begins with the first post.")
    assert "style=" not in page.text

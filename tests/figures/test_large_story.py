"""The story of a large area: counted once an hour, and it says so."""

from board import clock
from board.figures.large_story_job import count_next
from board.figures.models import CountedStory
from board.figures.queries import figures_of
from tests.builders import Maker, People, Rows, same_time
from tests.pages import Browser, Page

STORY = "/areas/hodge-hill/story"
LARGE = 2  # for these tests


def count(make: Maker, days: float = 0) -> int:
    """What the job does in so many days, until nothing is left; how many it counted."""
    counted = 0
    with make.app.app_context(), clock.set_to(same_time(days)):
        while count_next(LARGE):
            counted += 1
    return counted


def is_of_now(page: Page) -> bool:
    return "Counted on" not in page.words


def posted(make: Maker, people: People, number: int) -> None:
    for _ in range(number):
        make.issue(people.resident)


def test_what_is_small_is_counted_for_each_reader(
    make: Maker, people: People, visitor: Browser
) -> None:
    posted(make, people, LARGE)
    assert count(make) == 0
    page = visitor.get(STORY)
    assert page.says("2 posts")
    assert is_of_now(page)
    posted(make, people, 1)
    assert visitor.get(STORY).says("3 posts")


def test_what_is_large_is_counted_once_an_hour_and_says_when(
    make: Maker, people: People, visitor: Browser
) -> None:
    posted(make, people, LARGE + 1)
    assert count(make) == 2  # of the area, and of the whole board
    posted(make, people, 1)
    assert count(make) == 0
    for page in (STORY, "/story"):
        assert visitor.get(page).says("3 posts", "Counted on")
    assert count(make, days=0.05) == 2
    make.issue(people.elsewhere, area=people.ward_end)
    assert visitor.get(STORY).says("4 posts")


def test_its_figures_are_counted_with_it(make: Maker, people: People) -> None:
    posted(make, people, LARGE + 1)
    count(make)
    posted(make, people, 1)
    with make.app.app_context():
        here = people.hodge_hill.id
        found = figures_of(here, clock.today("Europe/London"))
    assert found.year.posts[-1] == found.months[-1].posted == LARGE + 1
    assert found.by_category == [("lighting", LARGE + 1, 0)]


def test_other_areas_of_a_large_board_are_counted_for_each_reader(
    make: Maker, people: People, visitor: Browser
) -> None:
    posted(make, people, LARGE + 1)
    count(make)
    make.issue(people.elsewhere, area=people.ward_end)
    page = visitor.get("/areas/ward-end/story")
    assert page.says("1 post")
    assert is_of_now(page)


def test_what_is_large_no_more_is_counted_for_each_reader_again(
    make: Maker, people: People, visitor: Browser, rows: Rows
) -> None:
    posted(make, people, LARGE + 1)
    count(make)
    with make.app.app_context():
        assert count_next(LARGE + 1) == 0
    assert rows.count(CountedStory) == 0
    posted(make, people, 1)
    page = visitor.get(STORY)
    assert page.says("4 posts")
    assert is_of_now(page)

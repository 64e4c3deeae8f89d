"""An area's year, drawn: what was said, begun, met for, done and won, by the month."""

from datetime import UTC, date, datetime, timedelta

from board import clock
from board.campaigns.models import Stage
from board.figures.queries import figures_of
from board.figures.year_queries import Year
from tests.builders import Maker, People
from tests.pages import Browser

MAY = datetime(2026, 5, 10, 12, tzinfo=UTC)
TODAY = date(2026, 7, 20)


def year(make: Maker, people: People) -> Year:
    noon = datetime(2026, 7, 20, 12, tzinfo=UTC)
    with make.app.app_context(), clock.set_to(noon):
        return figures_of(people.hodge_hill.id, TODAY).year


def test_each_month_says_what_was_said_begun_held_finished_and_won(
    make: Maker, people: People
) -> None:
    with clock.set_to(MAY):
        campaign = make.campaign(people.organiser, make.issue(people.resident))
        task = make.task(campaign, people.organiser)
        make.claim(task, people.member)
        make.event(people.hodge_hill, people.organiser, days=31)
    with clock.set_to(MAY + timedelta(days=62)):
        make.complete(task, people.member)
        make.stage(campaign, people.organiser, Stage.WON, "Lit.")
    found = year(make, people)
    assert [day.month for day in found.first] == [8, 9, 10, 11, 12, *range(1, 8)]
    assert found.posts[-3:] == [1, 0, 0]
    assert found.campaigns[-3:] == [1, 0, 0]
    assert found.meetings[-3:] == [0, 1, 0]
    assert found.done[-3:] == [0, 0, 1]
    assert found.won[-3:] == [0, 0, 1]


def test_what_was_called_off_is_ahead_or_is_elsewhere_does_not_count(
    make: Maker, people: People
) -> None:
    with clock.set_to(MAY):
        make.issue(people.resident, area=people.ward_end)
        make.event(people.hodge_hill, people.organiser, days=300)
        off = make.event(people.hodge_hill, people.organiser, days=3)
        make.cancel(off, people.organiser)
    found = year(make, people)
    assert not any(sum(counts) for counts in found[1:])


def test_a_campaign_that_goes_on_again_is_not_won(make: Maker, people: People) -> None:
    with clock.set_to(MAY):
        campaign = make.campaign(people.organiser)
        make.stage(campaign, people.organiser, Stage.WON, "Lit.")
        make.stage(campaign, people.organiser, Stage.ACTING, "Dark again.")
    assert sum(year(make, people).won) == 0


def test_a_month_begins_by_the_clock_of_the_board(make: Maker, people: People) -> None:
    with clock.set_to(datetime(2026, 5, 31, 23, 30, tzinfo=UTC)):  # 00:30 in London
        make.campaign(people.organiser)
    assert year(make, people).campaigns[-3:] == [0, 1, 0]


def test_its_page_draws_it_and_says_the_same_as_a_table(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident)
    page = visitor.get("/areas/hodge-hill/story")
    assert page.says("The year here", "Campaigns won", "The same as a table")

"""What is on and what needs hands this week, on the front page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from board import clock
from tests.builders import Maker, People
from tests.pages import Browser

SOON = clock.now().replace(hour=12, minute=0) + timedelta(days=2)


def at(hour: int, minute: int = 0) -> dict[str, datetime]:
    """An hour and its end, the day after tomorrow."""
    starts = SOON.astimezone(ZoneInfo("Europe/London")).replace(
        hour=hour, minute=minute
    )
    return {"starts_at": starts, "ends_at": starts + timedelta(minutes=20)}


def test_a_day_goes_from_morning_to_evening(
    visitor: Browser, make: Maker, people: People
) -> None:
    area, olu = people.hodge_hill, people.organiser
    make.event(area, olu, title="Choir at eight", **at(20))
    make.event(area, olu, title="Breakfast", **at(8))
    campaign = make.campaign(olu)
    make.task(campaign, olu, title="Hand out soup", **at(13))
    text = visitor.get("/").text
    assert text.index("Breakfast") < text.index("soup") < text.index("Choir at eight")


def test_ones_own_area_comes_first_however_much_is_on_elsewhere(
    member: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    for number in range(8):
        make.event(people.ward_end, people.elsewhere, title=f"Far {number}", **at(9))
    make.event(people.hodge_hill, people.organiser, title="Round the corner", **at(21))
    assert not visitor.get("/").says("Round the corner")
    page = member.get("/")
    assert page.says("This week near you", "Round the corner")
    assert not page.says("Far 0")

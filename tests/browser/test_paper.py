"""On paper: each of a campaign's papers is one A4 page, however much it has to say."""

import re
from collections.abc import Callable
from datetime import timedelta

from tests.browser.screen import Screen
from tests.builders import Maker, People, at_six, in_days

A4 = (595, 842)  # points
INSIDE = {"width": 673, "height": 1001}  # pixels within the margins
LONG = "Wherever a mould grows we ask for warm walls and a proper answer "


def sheets(screen: Screen) -> list[tuple[int, int]]:
    """The pages the browser would print, each by its size in points."""
    pdf = screen.page.pdf(prefer_css_page_size=True)
    found = re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)
    assert len(found) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    return [
        (round(float(box.split()[2])), round(float(box.split()[3]))) for box in found
    ]


def long(most: int) -> str:
    """A text of words as long as may be."""
    return (LONG * (most // len(LONG) + 1))[:most].strip()


def test_each_paper_is_one_page_with_little_and_with_much_on_it(
    screen: Callable[..., Screen], make: Maker, people: People
) -> None:
    said = {
        "goal": long(2000),
        "ask": long(300),
        "decision_maker": long(160),
        "win": long(500),
    }
    posts = [
        make.issue(people.resident, title=long(120), body=long(3000)) for _ in range(3)
    ]
    full = make.campaign(
        people.organiser, *posts, title=long(120), decide_by=in_days(9), **said
    )
    for _ in range(6):
        when = {"starts_at": at_six(2), "ends_at": at_six(2) + timedelta(hours=2)}
        make.task(full, people.organiser, title=long(120), **when)
    window = screen(people.organiser, viewport=INSIDE)
    window.page.emulate_media(media="print")
    for campaign in (full, make.campaign(people.organiser, ask="")):
        for paper in ("poster", "brief", "sign-up-sheet"):
            assert window.open(f"/campaigns/{campaign.id}/{paper}").ok
            assert sheets(window) == [A4], (paper, campaign.id)
            inner, outer = window.page.evaluate(
                "() => {const s = document.querySelector('.sheet'); return "
                "[s.scrollHeight, s.clientHeight]}"
            )
            assert inner <= outer + 1, f"the end of the {paper} is cut off"

"""A poster and a brief: what we want, who is behind it, and the way to the page."""

import re

from board.assets import qr_code
from board.campaigns.models import Outcome
from tests.builders import Maker, People, in_days
from tests.markup import check
from tests.pages import Browser


def test_a_poster_says_what_we_want_and_what_needs_hands(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(
        people.organiser, decide_by=in_days(9), decision_maker="Cllr Ada Brown"
    )
    make.task(campaign, people.organiser, title="Walk the lane", due_on=in_days(3))
    make.task(campaign, people.organiser, title="Ask the young", cleared=True)
    make.task(campaign, people.organiser, title="Long ago", due_on=in_days(-3))
    make.claim(
        make.task(campaign, people.organiser, title="All taken", places=1),
        people.member,
    )
    url = f"/campaigns/{campaign.id}/poster"
    page = visitor.get(url)
    assert page.says(
        "Light the lane",
        "Mend the 14 lamps.",
        "Walk the lane",
        f"127.0.0.1:8000/c/{campaign.id}",
    )
    assert page.says("We ask Cllr Ada Brown, by")
    assert not page.says("Ask the young")
    assert not page.says("Long ago")
    assert not page.says("All taken")
    assert 'href="/static/organise.css' in page.text
    assert "style=" not in page.text
    make.end(campaign, people.organiser, Outcome.LOST)
    page = visitor.get(url)
    assert page.says("Lost")
    assert not page.says("Walk the lane")


def test_a_brief_says_who_is_behind_it_and_names_nobody_who_is_not_named_on_the_board(
    organiser: Browser, make: Maker, people: People
) -> None:
    quiet, loud = (
        make.issue(people.resident, title="Dark steps"),
        make.issue(people.member, show_name=True),
    )
    make.second(loud, people.resident, people.elsewhere)
    others = [make.issue(people.organiser, title=f"Lamp {n}") for n in range(3)]
    make.second(quiet, people.elsewhere)
    campaign = make.campaign(
        people.organiser, quiet, loud, *others, win="Every lamp is lit."
    )
    page = organiser.get(f"/campaigns/{campaign.id}/brief")
    check(page)
    assert page.says(
        "We ask: Mend the 14 lamps.", "Every lamp lit by winter.", "Every lamp is lit."
    )
    assert page.says("4 people asked for this, 1 has joined", "It came from 5 posts.")
    assert page.says("Mo Malik", "A resident of Hodge Hill", "Dark steps", "Lamp 0")
    assert (
        page.words.index("Mo Malik")
        < page.words.index("Dark steps")
        < page.words.index("Lamp 0")
    )
    assert not page.says("Lamp 1")
    assert "Rosa Reed" not in page.text


def test_a_brief_keeps_the_paragraphs_of_the_goal_and_says_where_it_was_cut(
    visitor: Browser, make: Maker, people: People
) -> None:
    long = "So it goes on. " * 60
    for goal, end in (
        (f"Every lamp lit.\n\n**Not one** left dark.\n\n{long}", " …</p>"),
        (f"Every lamp lit.\n\n- here\n- **there**: {long}", "</ul>\n<p>…</p>"),
    ):
        campaign = make.campaign(people.organiser, goal=goal)
        text = visitor.get(f"/campaigns/{campaign.id}/brief").text
        shown = text.partition('<div class="prose">')[2].partition("</div>")[0].strip()
        assert shown.startswith("<p>Every lamp lit.</p>\n")
        assert shown.endswith(end), shown
        assert len(shown) < 800


def test_what_people_say_on_a_brief_ends_with_a_sentence(
    visitor: Browser, make: Maker, people: People
) -> None:
    body = "It is dark. We fall. " + "And it goes on and on " * 20
    campaign = make.campaign(people.organiser, make.issue(people.resident, body=body))
    page = visitor.get(f"/campaigns/{campaign.id}/brief")
    assert page.says("It is dark. We fall. …")
    assert not page.says("And it goes on")


def test_the_code_is_drawn_from_squares() -> None:
    code = qr_code("https://board.example.org/campaigns/12")
    squares = set()
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        squares |= {(int(x) + n, int(y)) for n in range(int(wide))}
    eye = {
        (x, y)
        for x in range(7)
        for y in range(7)
        if {x, y} & {0, 6} or (2 <= x <= 4 and 2 <= y <= 4)
    }
    for across, down in ((0, 0), (code.size - 7, 0), (0, code.size - 7)):
        assert {
            (x - across, y - down)
            for x, y in squares
            if 0 <= x - across < 7 and 0 <= y - down < 7
        } == eye


def test_the_short_address_leads_to_the_campaign(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    page = visitor.get(f"/c/{campaign.id}")
    assert (page.status, page.location) == (303, f"/campaigns/{campaign.id}")
    assert visitor.get("/c/99").status == 404

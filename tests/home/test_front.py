"""The front page: what is said, what is being done about it, what was won."""

from board.campaigns.models import Stage
from tests.builders import Maker, People
from tests.pages import Browser


def test_it_shows_the_newest_campaigns_that_go_on_and_those_that_were_won(
    visitor: Browser, make: Maker, people: People
) -> None:
    won = make.campaign(people.organiser, title="Lamps by the school")
    make.stage(won, people.organiser, Stage.WON, "Lit.")
    for number in range(4):
        make.campaign(people.organiser, title=f"Number {number}")
    page = visitor.get("/")
    doing = page.words.partition("What is being done")[2]
    running, _, ended = doing.partition("What was won")
    assert [f"Number {n}" in running for n in range(4)] == [False, True, True, True]
    assert "Lamps by the school" not in running
    assert "Lamps by the school" in ended


def test_without_a_campaign_it_says_nothing_of_any(visitor: Browser) -> None:
    assert not visitor.get("/").says("What is being done")

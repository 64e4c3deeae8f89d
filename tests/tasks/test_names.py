"""Who sees who is on a task: members of its area; others see how many."""

import pytest

from board.live.regions import render
from board.policy import Audience
from tests.builders import Maker, People, Things
from tests.pages import Browser


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("visitor", False),
        ("resident", False),
        ("elsewhere", False),
        ("member", True),
        ("organiser", True),
        ("operator", True),
    ],
)
def test_members_and_organisers_of_the_area_see_names(
    browsers: dict[str, Browser], make: Maker, people: People, who: str, sees: bool
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    helper = make.person("Nia Noor", area=people.hodge_hill)
    make.claim(task, helper)
    page = browsers[who].get(f"/tasks/{task.id}")
    assert page.says("Nia Noor") is sees
    assert page.says("1 of 2 places taken")


def test_no_list_gives_a_name_away(
    browsers: dict[str, Browser], things: Things
) -> None:
    for who in ("visitor", "resident", "elsewhere"):
        for url in (
            "/tasks",
            f"/campaigns/{things.campaign.id}",
            "/",
            "/areas/hodge-hill",
            "/search?q=lamps",
        ):
            text = browsers[who].get(url).text
            assert "Mo Malik" not in text, (who, url)


def test_the_stream_names_people_to_members_only(make: Maker, things: Things) -> None:
    for audience, part in ((Audience.PUBLIC, ""), (Audience.PUBLIC, "-thread")):
        with make.app.test_request_context("/live"):
            assert "Mo Malik" not in render(f"task-{things.shift.id}{part}", audience)
    with make.app.test_request_context("/live"):
        assert "Mo Malik" in render(f"task-{things.shift.id}-thread", Audience.MEMBER)

"""A campaign's rota on paper: who does what on which day, and a line for each free
place."""

from datetime import timedelta

from tests.builders import Maker, People, at_six, in_days
from tests.pages import Browser


def shift(days: int) -> dict[str, object]:
    """Two hours from six on, so many days from now."""
    return {"starts_at": at_six(days), "ends_at": at_six(days) + timedelta(hours=2)}


def test_it_lists_four_weeks_by_day_with_names_and_a_line_for_each_free_place(
    organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    place = "Trinity Hall, back door\nBring a torch."
    later = make.task(
        campaign, people.organiser, title="Tea", places=4, details=place, **shift(9)
    )
    by_day = make.task(
        campaign, people.organiser, title="Leaflets", places=20, due_on=in_days(3)
    )
    sooner = make.task(campaign, people.organiser, title="Walk", places=2, **shift(3))
    make.claim(later, people.member)
    make.claim(sooner, people.member, people.organiser)
    make.complete(sooner, people.member)
    make.task(campaign, people.organiser, title="Some day")
    make.task(campaign, people.organiser, title="In five weeks", **shift(35))
    make.task(
        make.campaign(people.organiser, title="Another"),
        people.organiser,
        title="Not ours",
        **shift(3),
    )
    page = organiser.get(f"/campaigns/{campaign.id}/rota")
    words = page.words
    assert words.index("Walk") < words.index("Leaflets") < words.index("Tea"), (
        "by day, shifts before what is due"
    )
    assert "Trinity Hall, back door" in words
    assert not any(
        text in words for text in ("torch", "Some day", "In five weeks", "Not ours")
    )
    full, free = (
        page.text.partition(f'id="t-{task.id}"')[2].partition("</article>")[0]
        for task in (sooner, later)
    )
    assert full.count("<tr><td></td>") == 0
    assert "Mo Malik" in full, "done or not, the place is theirs"
    assert free.count('class="box"') == 4
    assert free.count("<tr><td></td>") == 3
    assert page.says("and 8 more places are free")
    assert organiser.get(f"/campaigns/{campaign.id}").offers(
        f"/campaigns/{campaign.id}/rota"
    )
    assert by_day.title in words


def test_free_places_say_for_which_part_they_are(
    organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    roles = [("Door", 1), ("Kitchen", 2)]
    task = make.task(campaign, people.organiser, places=3, roles=roles, **shift(2))
    make.claim(task, people.member, role="Door")
    rota = organiser.get(f"/campaigns/{campaign.id}/rota").text
    assert rota.count("<td>Kitchen</td>") == 2
    assert "<td>Mo Malik</td><td>Door</td>" in rota


def test_where_nothing_has_a_date_it_says_what_to_do(
    organiser: Browser, member: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    page = organiser.get(f"/campaigns/{campaign.id}/rota")
    assert page.says("Nothing in the next four weeks")
    assert page.offers(f"/campaigns/{campaign.id}/tasks/new")
    assert member.get(f"/campaigns/{campaign.id}/rota").status == 403
    assert not member.get(f"/campaigns/{campaign.id}").offers(
        f"/campaigns/{campaign.id}/rota"
    )

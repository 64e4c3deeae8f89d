"""My week: what I took on, what became of what I said, and my news."""

from board.issues.models import State
from tests.builders import Maker, People, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser


def test_it_shows_what_one_holds_the_soonest_first(member: Browser, make: Maker, people: People) -> None:
    campaign = make.campaign(people.organiser)
    later = make.task(campaign, people.organiser, title="Later", due_on=in_days(9))
    sooner = make.task(campaign, people.organiser, title="Sooner", due_on=in_days(2))
    make.task(campaign, people.organiser, title="Not mine")
    make.claim(later, people.member)
    make.claim(sooner, people.member)
    page = member.get("/me")
    assert page.words.index("Sooner") < page.words.index("Later")
    assert not page.says("Not mine")
    assert page.offers(f"/tasks/{sooner.id}/complete")


@on_sqlite
def test_what_asks_for_an_answer_stands_first(member: Browser, make: Maker, people: People) -> None:
    campaign = make.campaign(people.organiser)
    make.claim(make.task(campaign, people.organiser, title="Sooner", due_on=in_days(2)), people.member)
    offered = make.task(campaign, people.organiser, title="Offered", places=1, due_on=in_days(9))
    make.claim(offered, people.organiser)
    make.wait(offered, people.member)
    make.release(offered, people.organiser)
    page = member.get("/me")
    assert page.words.index("Offered") < page.words.index("Sooner")


def test_a_part_is_done_from_there(member: Browser, make: Maker, people: People) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.member)
    card = member.press("/me", f"/tasks/{task.id}/complete", htmx=True)
    assert card.says("You have done your part. Thank you.")
    assert member.get("/me").says("You hold no task")


def test_it_shows_what_became_of_what_one_said(resident: Browser, make: Maker, people: People) -> None:
    lit, campaigned, open_ = (make.issue(people.resident, title=title) for title in ("Lamp", "Bench", "Bins"))
    make.issue(people.member, title="Not mine")
    make.state(lit, people.organiser, State.DONE, "It is lit.")
    make.campaign(people.organiser, campaigned)
    make.second(open_, people.member, people.organiser)
    (section,) = [part for part in resident.get("/me").text.split("<section") if "h-said" in part]
    assert all(word in section for word in ("Lamp", "Done", "Bench", "In a campaign", "Bins", "2 people say me too"))
    assert "Not mine" not in section


def test_it_says_who_one_is_and_where_one_belongs(organiser: Browser, operator: Browser) -> None:
    assert organiser.get("/me").says("Olu Okafor", "Hodge Hill (organiser)")
    assert operator.get("/me").says("Pat Price")


def test_a_newcomer_is_told_what_to_do_first(operator: Browser) -> None:
    page = operator.get("/me")
    assert page.says("You hold no task", "You have not posted yet.")
    assert {"/tasks", "/issues/new"} <= set(page.links)

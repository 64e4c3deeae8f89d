"""Leaving an area."""

from board.activity.models import Activity, Follow
from board.areas import verbs
from board.areas.models import Membership
from tests.builders import Maker, People, Rows
from tests.pages import Browser

HERE = "/areas/hodge-hill"


def test_a_member_leaves_by_one_press_and_hears_no_more_of_it(
    member: Browser, rows: Rows, people: People
) -> None:
    page = member.press(HERE, f"{HERE}/leave")
    assert (page.status, page.location) == (303, HERE)
    page = member.follow(page)
    assert page.message == "You have left Hodge Hill."
    assert page.offers(f"{HERE}/join")
    assert rows.count(Membership, person_id=people.member.id) == 0
    assert (
        rows.count(
            Follow, person_id=people.member.id, topic=f"area-{people.hodge_hill.id}"
        )
        == 0
    )
    assert rows.count(Activity, verb=verbs.LEFT, actor_id=people.member.id) == 1


def test_whoever_has_left_reads_no_more_names(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.operator)
    assert member.get(f"/tasks/{task.id}").says(people.operator.name)
    member.post(f"{HERE}/leave")
    assert not member.get(f"/tasks/{task.id}").says(people.operator.name)


def test_whoever_has_left_can_still_give_back_what_they_hold(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.member)
    member.post(f"{HERE}/leave")
    assert member.press(f"/tasks/{task.id}", f"/tasks/{task.id}/release").status == 303


def test_an_organiser_hands_on_first(
    organiser: Browser, rows: Rows, people: People
) -> None:
    before = rows.everything()
    page = organiser.post(f"{HERE}/leave")
    assert page.status == 409
    assert page.says(
        "You organise here. Hand that on to somebody first, then you can leave."
    )
    assert page.offers(HERE)
    assert rows.everything() == before
    assert not organiser.get(HERE).offers(f"{HERE}/leave")


def test_leaving_where_one_does_not_belong_changes_nothing(
    operator: Browser, rows: Rows, people: People
) -> None:
    before = rows.everything()
    assert operator.post(f"{HERE}/leave").status == 303
    assert rows.everything() == before

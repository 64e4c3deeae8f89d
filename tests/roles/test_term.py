"""A term has a last day, of which people are told a month before."""

from datetime import date

from board.activity.models import Activity
from board.campaigns.models import Outcome
from board.notifications.models import Notification
from board.roles import verbs
from tests.builders import Maker, People, Rows, Things, in_days
from tests.pages import Browser


def warned(rows: Rows) -> list[int]:
    """Of which roles it was said that their term ends."""
    lines = rows.all(Activity)
    return [one.subject_id for one in lines if one.verb == verbs.TERM_ENDS]


def test_holder_and_organisers_are_told_once_a_month_before(
    make: Maker, rows: Rows, people: People
) -> None:
    role = make.role(
        people.hodge_hill, people.organiser, holder=people.member, until=in_days(60)
    )
    make.jobs(days=29)
    assert warned(rows) == []
    for day in (31, 32):
        make.jobs(days=day)
    assert warned(rows) == [role.id]
    lines = [one.id for one in rows.all(Activity) if one.verb == verbs.TERM_ENDS]
    told = [n.person_id for n in rows.all(Notification) if n.activity_id in lines]
    assert set(told) == {people.member.id, people.organiser.id}


def test_another_last_day_is_told_anew(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    role = make.role(
        people.hodge_hill, people.organiser, holder=people.member, until=in_days(20)
    )
    make.jobs()
    organiser.fill(f"/roles/{role.id}/edit", {"until": in_days(25).isoformat()})
    make.jobs()
    assert warned(rows) == [role.id, role.id]


def test_nobody_is_told_of_a_free_role_or_of_a_campaign_that_is_over(
    make: Maker, rows: Rows, people: People, things: Things
) -> None:
    make.role(people.hodge_hill, people.organiser, until=in_days(9))
    of = {"holder": people.member, "until": in_days(9)}
    make.role(things.campaign, people.organiser, **of)
    make.end(things.campaign, people.organiser, Outcome.WON)
    make.jobs()
    assert warned(rows) == []


def test_a_term_that_is_over_says_so(
    make: Maker, people: People, member: Browser
) -> None:
    until: date = in_days(9)
    role = make.role(
        people.hodge_hill, people.organiser, holder=people.member, until=until
    )
    pages = []
    make.later(10, lambda: pages.append(member.get(f"/roles/{role.id}").text))
    assert "The term ended on" in pages[0]
    assert "The term ends on" in member.get(f"/roles/{role.id}").text


def test_a_day_that_has_passed_is_no_last_day(
    people: People, organiser: Browser
) -> None:
    said = {"name": "Chair", "until": in_days(-1).isoformat()}
    page = organiser.fill("/areas/hodge-hill/roles", said)
    assert page.status == 422
    assert "That day has passed." in page.text

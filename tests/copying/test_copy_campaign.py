"""A campaign is copied: what was planned in it is planned again, so much later, in an
area, without any person."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from board.activity.models import Follow
from board.campaigns.models import Campaign
from board.campaigns.people_models import Backer
from board.copying import campaign_content, campaign_views, lineage_queries
from board.copying.models import CampaignCopy
from board.copying.moving import moved
from board.db import Model, db
from board.drawing import local, zone
from board.errors import Invalid, NotAllowed
from board.events.models import Event
from board.roles.models import Role
from board.tasks.models import Task, TaskRole
from board.tasks.series_models import TaskSeries
from tests.builders import Maker, People, Rows, in_days
from tests.copying.made import SECRET, copied, full_campaign, hide
from tests.pages import Browser
from tests.playbooks.books import BOOK, use, write
from tests.playbooks.test_use import related


def tasks_of(rows: Rows, campaign: Campaign) -> dict[str, Task]:
    """The tasks of a campaign that do not repeat, by their titles."""
    found = rows.all(Task, campaign_id=campaign.id)
    return {task.title: task for task in found if not task.series_id}


def test_everything_keeps_its_distance_from_the_first_day(
    make: Maker, people: People, rows: Rows
) -> None:
    original = full_campaign(make, people)  # its first day is tomorrow
    copy = copied(make, original, people.elsewhere, people.ward_end, days=31)
    assert (copy.area_id, copy.title) == (people.ward_end.id, original.title)
    assert (copy.goal, copy.ask, copy.win) == (
        original.goal,
        original.ask,
        original.win,
    )
    assert copy.decide_by == in_days(42)
    before, now = tasks_of(rows, original), tasks_of(rows, copy)
    assert set(now) == {"Count", "Knock", "Read on"}
    assert now["Knock"].due_on == in_days(35)
    assert now["Read on"].due_on is None
    parts = rows.all(TaskRole, task_id=now["Knock"].id)
    assert [(part.name, part.places) for part in parts] == [
        ("Driver", 1),
        ("Knocker", 3),
    ]
    assert now["Knock"].places == 4
    with make.app.app_context():
        was, is_now = (one["Count"].starts_at for one in (before, now))
        assert was
        assert is_now
        assert local(is_now).date() == in_days(33)
        assert local(is_now).time() == local(was).time()


def test_a_shift_that_repeats_goes_on_repeating_on_the_days_so_much_later(
    make: Maker, people: People, rows: Rows
) -> None:
    original = full_campaign(make, people)
    copy = copied(make, original, people.organiser, people.hodge_hill, days=10)
    (was,) = rows.all(TaskSeries, campaign_id=original.id)
    (rule,) = rows.all(TaskSeries, campaign_id=copy.id)
    assert (rule.starts_on, rule.begins, rule.ends) == (
        was.starts_on + timedelta(days=9),
        was.begins,
        was.ends,
    )
    assert rule.weekdays == 1 << rule.starts_on.weekday()
    days = [task.occurs_on for task in rows.all(Task, series_id=rule.id)]
    assert in_days(17) in days


def test_elsewhere_places_are_to_be_agreed_and_here_they_stay(
    make: Maker, people: People, rows: Rows
) -> None:
    original = full_campaign(make, people)
    here = copied(make, original, people.organiser, people.hodge_hill, days=31)
    there = copied(make, original, people.elsewhere, people.ward_end, days=31)
    assert tasks_of(rows, here)["Count"].place == "The corner of Larch Road"
    assert tasks_of(rows, there)["Count"].place == "To be agreed, in Ward End"


def test_nothing_of_a_home_comes_along(make: Maker, people: People, rows: Rows) -> None:
    original = full_campaign(make, people)
    copy = copied(make, original, people.organiser, people.hodge_hill, days=31)
    (event,) = rows.all(Event, campaign_id=copy.id)
    assert (event.place, event.address, event.host, event.host_id) == ("", "", "", None)


def test_roles_come_along_for_somebody_to_take(
    make: Maker, people: People, rows: Rows
) -> None:
    original = full_campaign(make, people)
    copy = copied(make, original, people.organiser, people.hodge_hill, days=31)
    (role,) = rows.all(Role, campaign_id=copy.id)
    assert (role.name, role.words, role.holder_id) == (
        "Key holder",
        "Has the key.",
        None,
    )


def test_no_person_name_contact_or_note_comes_along(
    make: Maker, people: People
) -> None:
    """Of the copy and all rows that hang on it, only whoever copies is named."""
    original = full_campaign(make, people)
    helper = make.person(SECRET, area=people.hodge_hill)
    make.back(original, helper, show_name=True)
    make.contact(original, people.organiser, name=SECRET, notes=SECRET)
    make.promise(original, people.organiser, who=SECRET, what="The corner.")
    make.pledge(original, people.organiser, what=SECRET)
    make.update(original, people.organiser, body=SECRET)
    make.claim(make.task(original, people.organiser, title="Held"), helper)
    off = make.task(original, people.organiser, title=SECRET)
    make.call_off(off, people.organiser)
    hide(make, people, make.task(original, people.organiser, title=SECRET))
    copy = copied(make, original, people.elsewhere, people.ward_end, days=60)
    allowed = {None, people.elsewhere.id}
    for table, row in related(make, copy):
        if table == "campaign_copy":
            continue
        assert SECRET not in repr(row), table
        columns = Model.metadata.tables[table].columns
        for name, value in row.items():
            keys = columns[name].foreign_keys
            if any(key.column.table.name == "person" for key in keys):
                assert value in allowed, f"{table}.{name}"
    with make.app.app_context():
        topic = f"campaign-{copy.id}"
        followers = select(Follow.person_id).where(Follow.topic == topic)
        backers = select(Backer.person_id).where(Backer.campaign_id == copy.id)
        for found in (followers, backers):
            assert set(db.session.scalars(found)) == {people.elsewhere.id}


def test_what_would_be_on_a_day_that_has_passed_is_left_out(
    make: Maker, people: People, rows: Rows
) -> None:
    original = full_campaign(make, people)
    copy = copied(make, original, people.organiser, people.hodge_hill, days=-3)
    assert set(tasks_of(rows, copy)) == {"Knock", "Read on"}
    assert rows.count(TaskSeries, campaign_id=copy.id) == 0
    assert rows.count(Event, campaign_id=copy.id) == 1


def test_the_clock_counts_winter_and_summer(
    make: Maker, people: People, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    starts = datetime(2031, 3, 20, 18, 30, tzinfo=UTC)  # before the clock goes forward
    shift = {"starts_at": starts, "ends_at": starts + timedelta(minutes=90)}
    make.task(campaign, people.organiser, title="Walk", **shift)
    later = (date(2031, 4, 20) - in_days(0)).days
    copy = copied(make, campaign, people.organiser, people.hodge_hill, days=later)
    walk = tasks_of(rows, copy)["Walk"]
    assert walk.starts_at == datetime(2031, 4, 20, 17, 30, tzinfo=UTC)
    assert walk.ends_at == datetime(2031, 4, 20, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "lasts", "days", "then"),
    [
        ("2031-01-31T18:30", 90, 29, ("2031-03-01T18:30", "2031-03-01T20:00")),
        ("2028-02-28T18:30", 90, 1, ("2028-02-29T18:30", "2028-02-29T20:00")),
        ("2031-12-31T23:00", 120, 59, ("2032-02-28T23:00", "2032-02-29T01:00")),
        # the hour that is not there, and the one that is there twice
        ("2031-03-23T01:30", 60, 7, ("2031-03-30T02:30", "2031-03-30T03:30")),
        ("2031-10-19T00:30", 60, 7, ("2031-10-26T00:30", "2031-10-26T01:30")),
    ],
)
def test_a_day_is_so_many_days_later_at_the_same_time_by_the_clock(
    app: Flask, starts: str, lasts: int, days: int, then: tuple[str, str]
) -> None:
    with app.app_context():
        first = datetime.fromisoformat(starts).replace(tzinfo=zone())
        later = timedelta(days=days)
        both = moved(first, first + timedelta(minutes=lasts), later)
        assert tuple(f"{local(at):%Y-%m-%dT%H:%M}" for at in both) == then


def test_the_form_says_what_of_a_long_campaign_stays_behind(
    make: Maker, people: People, organiser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = f"/campaigns/{full_campaign(make, people).id}/copy"
    said = "come along. The others stay behind."
    assert not organiser.get(link).says(said)
    for module in (campaign_content, campaign_views):
        monkeypatch.setattr(module, "MOST", 2)
    page = organiser.get(link)
    assert page.says(f"The first 2 tasks, 2 events and 2 roles {said}")
    assert not page.says("Read on")


def test_of_many_copies_the_newest_are_listed_and_all_are_counted(
    make: Maker,
    people: People,
    visitor: Browser,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = full_campaign(make, people)
    for day in (31, 32, 33):
        copied(make, original, people.elsewhere, people.ward_end, days=day)
    monkeypatch.setattr(lineage_queries, "MOST", 2)
    lineage_queries._beside.cache_clear()
    page = visitor.get(f"/campaigns/{original.id}")
    lineage_queries._beside.cache_clear()
    assert page.says("Copied 3 times", "The newest 2 of 3.")


def test_only_who_organises_there_copies_it(make: Maker, people: People) -> None:
    original = full_campaign(make, people)
    for by in (people.member, people.organiser):
        with pytest.raises(NotAllowed):
            copied(make, original, by, people.ward_end, days=31)


def test_sent_twice_it_is_copied_once(make: Maker, people: People, rows: Rows) -> None:
    original = full_campaign(make, people)
    key = "5e0f6b1c-9a1f-4f5e-8a62-3b1f5f1d2c11"
    here = (original, people.organiser, people.hodge_hill)
    first, second = (copied(make, *here, days=31, once=key) for _ in range(2))
    assert first.id == second.id
    assert rows.count(CampaignCopy) == 1
    assert len(tasks_of(rows, first)) == 3


def test_organisers_of_the_original_hear_of_it_and_those_of_one_area_do_not(
    make: Maker, people: People, rows: Rows
) -> None:
    original = full_campaign(make, people)
    copied(make, original, people.operator, people.hodge_hill, days=31)
    assert "campaign.copied" not in rows.heard(people.organiser)
    copied(make, original, people.elsewhere, people.ward_end, days=31)
    assert rows.heard(people.organiser).count("campaign.copied") == 1


def test_both_pages_name_each_other_only_where_both_may_be_seen(
    make: Maker, people: People, visitor: Browser
) -> None:
    original = full_campaign(make, people)
    copy = copied(
        make, original, people.elsewhere, people.ward_end, days=31, title="Ours"
    )
    there, here = f"/campaigns/{copy.id}", f"/campaigns/{original.id}"
    assert visitor.get(there).says("Copied from Light the lane, in Hodge Hill")
    assert visitor.get(here).says("Copied once", "Ours")
    hide(make, people, original)
    page = visitor.get(there)
    assert page.status == 200
    assert not page.says("Copied from")
    hide(make, people, copy)
    assert visitor.get(here).status == 410


def test_the_form_says_what_falls_when_and_leads_to_the_copy(
    make: Maker, people: People, organiser: Browser
) -> None:
    original = full_campaign(make, people)
    link = f"/campaigns/{original.id}/copy"
    assert organiser.get(f"/campaigns/{original.id}").offers(link)
    said: dict[str, Any] = {"area": "hodge-hill", "title": "Again"}
    past = {"starts_on": in_days(-3).isoformat(), "show": "dates"}
    page = organiser.fill(link, said | past)
    assert page.status == 200
    assert page.says("2 things would be on days that have passed", "left out")
    page = organiser.fill(link, said | {"starts_on": "2031-05-01"})
    assert page.status == 303
    assert organiser.get(page.location).says("Again", "12 May 2031")


def test_a_playbook_that_keeps_people_safe_does_so_in_a_copy(
    make: Maker, people: People, organiser: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    original = use(make, playbook, people.organiser, people.hodge_hill, in_days(30))
    link = f"/campaigns/{original.id}/copy"
    said = {"area": "hodge-hill", "starts_on": "2031-05-01"}
    assert organiser.get(link).says(BOOK.gate)
    assert organiser.fill(link, said).status == 422
    assert organiser.fill(link, said | {"gate": "y"}).status == 303
    here = (original, people.organiser, people.hodge_hill)
    with pytest.raises(Invalid):
        copied(make, *here, days=9, gate=BOOK.gate)


def test_a_resident_who_finds_the_form_is_told_who_may(
    make: Maker, people: People, resident: Browser, visitor: Browser
) -> None:
    original = full_campaign(make, people)
    link = f"/campaigns/{original.id}/copy"
    assert resident.get(link).status == 403
    assert not resident.get(f"/campaigns/{original.id}").offers(link)
    assert visitor.get(link).location.startswith("/login")

"""A playbook becomes a campaign of an area: dated tasks, roles, and nobody named."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow
from board.campaigns.models import Campaign
from board.campaigns.people_models import Backer
from board.db import Model, db
from board.drawing import local
from board.errors import Invalid, NotAllowed
from board.playbooks.book import Step
from board.playbooks.models import PlaybookTask, PlaybookUse
from board.roles.models import Role
from board.tasks.models import Shape, Task
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser
from tests.playbooks.books import BOOK, use, write

LONDON = ZoneInfo("Europe/London")


def tasks_of(rows: Rows, campaign: Campaign) -> dict[str, Task]:
    """The tasks of a campaign by their titles."""
    return {t.title: t for t in rows.all(Task) if t.campaign_id == campaign.id}


def test_steps_become_tasks_on_their_days(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    day = in_days(30)
    campaign = use(make, playbook, people.elsewhere, people.ward_end, day)
    assert (campaign.area_id, campaign.title) == (people.ward_end.id, BOOK.title)
    assert campaign.ask == "Will you lend us the corner?"
    assert "Beans grow." in campaign.win
    tasks = tasks_of(rows, campaign)
    listen, ask = tasks["Talk to ten neighbours"], tasks["Ask the council"]
    assert (listen.due_on, listen.places) == (day - timedelta(days=14), 3)
    assert "For: Lead" in listen.details
    assert tasks["Dig"].place == "To be agreed, in Ward End"
    assert (ask.due_on, ask.skills) == (day - timedelta(days=7), "negotiation")
    dig, thank = tasks["Dig"], tasks["Say thank you"]
    assert dig.starts_at is not None
    assert dig.starts_at.astimezone(LONDON).replace(tzinfo=None) == datetime(
        day.year, day.month, day.day, 10
    )
    assert dig.cleared  # its role is for cleared people
    assert not listen.cleared
    assert (thank.shape, thank.details) == (Shape.OPEN, "To *everybody*.")


def test_roles_are_there_to_fill_and_nobody_is_in_them(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    campaign = use(make, playbook, people.elsewhere, people.ward_end, in_days(30))
    roles = [row for row in rows.all(Role) if row.campaign_id == campaign.id]
    assert [(row.name, row.holder_id, row.deputy_id) for row in roles] == [
        ("Lead", None, None),
        ("Digger", None, None),
    ]


def test_each_task_keeps_the_lineage_of_its_step(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    campaign = use(make, playbook, people.elsewhere, people.ward_end, in_days(30))
    tasks = {task.id: title for title, task in tasks_of(rows, campaign).items()}
    steps = {tasks[row.task_id]: row.step for row in rows.all(PlaybookTask)}
    assert steps["Dig"] == f"{playbook.lineage}#dig"
    assert len(steps) == 4
    (used,) = rows.all(PlaybookUse)
    assert (used.playbook_id, used.campaign_id) == (playbook.id, campaign.id)
    assert used.day == in_days(30)


def test_sixty_steps_across_a_clock_change_keep_their_clock_times(
    make: Maker, people: People, rows: Rows
) -> None:
    steps = tuple(
        Step(f"s{n}", f"Evening {n}", day=n, shape="shift", starts="18:30", minutes=90)
        for n in range(60)
    )
    playbook = write(make, people.organiser, people.hodge_hill, steps=steps)
    first = date(2031, 3, 1)  # the clock goes forward on the 30th
    campaign = use(make, playbook, people.organiser, people.hodge_hill, first)
    with make.app.app_context():
        for title, task in tasks_of(rows, campaign).items():
            assert task.starts_at
            assert task.ends_at
            here = local(task.starts_at)
            assert here.date() == first + timedelta(days=int(title.split()[1]))
            assert f"{here:%H:%M}" == "18:30"
            assert task.ends_at - task.starts_at == timedelta(minutes=90)
    starts = [task.starts_at for task in tasks_of(rows, campaign).values()]
    assert {moment.astimezone(UTC).hour for moment in starts if moment} == {17, 18}


def test_what_keeps_people_safe_has_to_be_ticked(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    with pytest.raises(Invalid):
        use(
            make,
            playbook,
            people.organiser,
            people.hodge_hill,
            in_days(30),
            gate=False,
        )
    assert rows.count(Campaign) == 0


def test_only_who_organises_there_begins_it(make: Maker, people: People) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    with pytest.raises(NotAllowed):
        use(make, playbook, people.organiser, people.ward_end, in_days(30))


def test_pressed_twice_it_begins_once(make: Maker, people: People, rows: Rows) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    key = "5e0f6b1c-9a1f-4f5e-8a62-3b1f5f1d2c11"
    campaigns = [
        use(make, playbook, people.organiser, people.hodge_hill, in_days(30), once=key)
        for _press in range(2)
    ]
    assert campaigns[0].id == campaigns[1].id
    assert (rows.count(PlaybookUse), rows.count(Task)) == (1, 4)


def test_the_form_shows_when_the_day_falls_and_leads_to_the_campaign(
    make: Maker, people: People, organiser: Browser, visitor: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    at = f"/playbooks/{playbook.id}"
    said = {"area": "hodge-hill", "starts_on": "2031-05-01", "title": "Our corner"}
    page = organiser.fill(f"{at}/use", said | {"show": "dates"})
    assert page.status == 200
    assert page.says("the day of the action is 15 May 2031", "16 May 2031")
    page = organiser.fill(f"{at}/use", said)
    assert page.status == 422
    assert page.says("Tick this first")
    page = organiser.fill(f"{at}/use", said | {"gate": "y"})
    assert page.status == 303
    campaign = visitor.get(page.location)
    assert campaign.says("Our corner")
    assert {at, *(f"/tasks/{n}" for n in range(1, 5))} <= set(campaign.links)
    assert visitor.get(at).says("Used once")


def test_its_page_links_every_task_also_those_whose_day_has_passed(
    make: Maker, people: People, organiser: Browser, visitor: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    campaign = use(make, playbook, people.organiser, people.hodge_hill, in_days(-3))
    for reader in (organiser, visitor):
        page = reader.get(f"/campaigns/{campaign.id}")
        assert page.says("3 tasks are overdue: nobody took them on", "Say thank you")
        assert {f"/tasks/{n}" for n in range(1, 5)} <= set(page.links)


SECRET = "Zelda Zweig"  # stands wherever a person, a contact or a note can


def related(make: Maker, campaign: Campaign) -> Iterator[tuple[str, dict[str, Any]]]:
    """All rows that lead to a campaign by foreign keys, on whatever way, and the lines
    of the log under its topics."""
    found: dict[str, set[Any]] = {"campaign": {campaign.id}}
    tables = Model.metadata.sorted_tables
    with make.app.app_context():
        for table in tables:
            leads = [
                key
                for key in table.foreign_keys
                if key.column.table.name in found and key.column.name == "id"
            ]
            for key in leads:
                ids = found[key.column.table.name]
                rows = db.session.execute(select(table).where(key.parent.in_(ids)))
                for row in rows.mappings():
                    yield table.name, dict(row)
                    if "id" in row:
                        found.setdefault(table.name, set()).add(row["id"])
        row = db.session.execute(
            select(Campaign.__table__).where(Campaign.id == campaign.id)
        )
        yield "campaign", dict(row.mappings().one())
        topic = ActivityTopic.topic == f"campaign-{campaign.id}"
        lines = select(Activity.__table__).join(ActivityTopic).where(topic)
        for line in db.session.execute(lines).mappings():
            yield "activity", dict(line)


def test_what_is_copied_carries_no_person_name_contact_or_note(
    make: Maker, people: People
) -> None:
    """Of the campaign, its tasks and all rows that hang on them: only whoever begins it
    is named in it."""
    playbook = write(make, people.organiser, people.hodge_hill)
    first = use(make, playbook, people.organiser, people.hodge_hill, in_days(30))
    helper = make.person(SECRET, area=people.hodge_hill)
    make.back(first, helper, show_name=True)
    make.contact(first, people.organiser, name=SECRET, notes=SECRET)
    make.promise(first, people.organiser, who=SECRET, what="The corner.")
    make.pledge(first, people.organiser, what=SECRET)
    make.update(first, people.organiser, body=SECRET)
    task = make.task(first, people.organiser, title=SECRET)
    make.claim(task, helper)
    second = use(make, playbook, people.elsewhere, people.ward_end, in_days(60))
    allowed = {None, people.elsewhere.id, people.ward_end.id}
    seen = set()
    for table, row in related(make, second):
        seen.add(table)
        assert SECRET not in repr(row), table
        columns = Model.metadata.tables[table].columns
        for name, value in row.items():
            of_person = any(
                key.column.table.name == "person" for key in columns[name].foreign_keys
            )
            if of_person:
                assert value in allowed, f"{table}.{name}"
    assert {"campaign", "task", "playbook_use", "playbook_task"} <= seen
    with make.app.app_context():
        followers = select(Follow.person_id).where(
            Follow.topic == f"campaign-{second.id}"
        )
        backers = select(Backer.person_id).where(Backer.campaign_id == second.id)
        for found in (followers, backers):
            assert set(db.session.scalars(found)) == {people.elsewhere.id}
        assert db.session.get(Person, helper.id) is not None


def test_a_step_renamed_in_a_new_version_is_laid_out_as_it_is_then(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    steps = (replace(BOOK.steps[0], title="Talk to twenty"), *BOOK.steps[1:])
    other = write(make, people.organiser, people.hodge_hill, steps=steps)
    for one in (playbook, other):
        use(make, one, people.organiser, people.hodge_hill, in_days(30))
    titles = {task.title for task in rows.all(Task)}
    assert {"Talk to ten neighbours", "Talk to twenty"} <= titles

"""Templates of one's own: kept of an event or a task, shared with the organisers of an
area, used, renamed, deleted."""

from datetime import timedelta
from typing import Any

import pytest

from board.copying import template_actions
from board.copying.models import Template, TemplateKind
from board.errors import Conflict
from board.events.models import Event
from board.policy import Role
from board.tasks.models import Task, TaskRole
from board.tasks.series_models import TaskSeries
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.copying.made import SECRET, hide
from tests.pages import Browser
from tests.privacy.test_delete import STAY

LIST = "/me/templates"


def keep(browser: Browser, thing: Any, **said: Any) -> None:
    """Somebody keeps an event or a task as a template, from its page on."""
    kind = thing.__tablename__
    link = f"{LIST}/new?{kind}={thing.id}"
    assert browser.get(f"/{kind}s/{thing.id}").offers(link)
    page = browser.fill(link, said, action=f"{LIST}/new")
    assert (page.status, page.location) == (303, LIST), page.errors


def test_an_event_kept_fills_in_the_form_of_a_new_one(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    said = {"host": SECRET, "address": SECRET, "places": 12}
    event = make.event(people.hodge_hill, people.organiser, **said)
    keep(organiser, event, name="Monthly meeting")
    (template,) = rows.all(Template)
    assert SECRET not in repr(template.content)
    assert organiser.get(LIST).says("Monthly meeting")
    link = f"/events/new?template={template.id}"
    assert organiser.get(LIST).offers(link)
    assert organiser.get(f"{LIST}/{template.id}/use").location == link
    link += "&day=2031-05-01"
    form = organiser.get(link)
    assert form.value("starts_at").startswith("2031-05-01T")
    assert form.says("By your template: Monthly meeting")
    page = organiser.fill(link, {}, action=f"/events/new?template={template.id}")
    assert page.status == 303, page.errors
    new = rows.all(Event)[-1]
    assert (new.title, new.places, new.host) == (event.title, 12, "")


@pytest.mark.parametrize("shape", ["shift", "by_date", "open"])
def test_a_task_of_any_shape_is_planned_by_a_template(
    shape: str, make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    campaign = make.campaign(people.organiser)
    dates: dict[str, dict[str, Any]] = {
        "shift": {"starts_at": at_six(), "ends_at": at_six() + timedelta(hours=7)},
        "by_date": {"due_on": in_days(3)},
        "open": {},
    }
    parts = [("Driver", 1), ("Knocker", 3)]
    task = make.task(
        campaign, people.organiser, cleared=True, roles=parts, **dates[shape]
    )
    keep(organiser, task)
    (template,) = rows.all(Template)
    use = f"{LIST}/{template.id}/use"
    assert organiser.get(use).says("Light the lane")
    page = organiser.get(f"{use}?campaign={campaign.id}&day=2031-05-01")
    form = f"/campaigns/{campaign.id}/tasks/new?template={template.id}"
    assert page.location == f"{form}&day=2031-05-01"
    page = organiser.fill(page.location, {}, action=form)
    assert page.status == 303, page.errors
    new = rows.all(Task)[-1]
    assert (new.shape, new.title, new.cleared) == (shape, task.title, True)
    assert (new.place, new.places) == (task.place, 4)
    assert rows.count(TaskRole, task_id=new.id) == 2
    if shape != "open":
        assert str(new.due_on or new.starts_at).startswith("2031-05-01")


def test_a_shift_that_repeats_repeats_from_the_day_one_says(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    campaign = make.campaign(people.organiser)
    keep(organiser, make.series(campaign, people.organiser, every=2))
    (template,) = rows.all(Template)
    form = f"/campaigns/{campaign.id}/tasks/new?template={template.id}"
    page = organiser.fill(f"{form}&day=2031-05-01", {}, action=form)
    assert page.status == 303, page.errors
    _first, rule = rows.all(TaskSeries)
    assert (rule.every, rule.weekdays) == (2, 1 << 3)  # a Thursday
    assert str(rule.starts_on) == "2031-05-01"


def test_a_day_that_has_passed_is_refused_as_ever(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser, due_on=in_days(3))
    keep(organiser, task)
    (template,) = rows.all(Template)
    form = f"/campaigns/{campaign.id}/tasks/new?template={template.id}"
    day = in_days(-3).isoformat()
    page = organiser.fill(f"{form}&day={day}", {}, action=form)
    assert page.errors["due_on"] == "That day has passed. Which one do you mean?"


def test_it_is_ones_own_until_it_is_shared_with_the_organisers_of_an_area(
    make: Maker, people: People, rows: Rows, organiser: Browser, operator: Browser
) -> None:
    other = Browser(organiser.send, make.cookie(_organiser(make, people)))
    keep(organiser, make.event(people.hodge_hill, people.organiser), name="Ours")
    (template,) = rows.all(Template)
    at = f"{LIST}/{template.id}"
    assert not other.get(LIST).says("Ours")
    assert other.get(f"{at}/use").status == 404
    page = organiser.fill(f"{at}/edit", {"name": "Everyone’s", "area": "hodge-hill"})
    assert page.status == 303
    page = other.get(LIST)
    assert page.says("Everyone’s", "Shared by Olu Okafor, in Hodge Hill")
    assert other.get(f"{at}/use").status == 303
    assert other.get(f"{at}/edit").status == 403
    assert other.post(f"{at}/delete").status == 403
    assert operator.get(f"{at}/use").status == 303


def _organiser(make: Maker, people: People) -> Any:
    return make.person(area=people.hodge_hill, role=Role.ORGANISER)


def test_nobody_shares_one_where_they_do_not_organise(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    link = f"{LIST}/new?event={event.id}"
    said = {"area": "ward-end"}
    page = organiser.fill(link, said, action=f"{LIST}/new")
    assert page.status == 422
    assert rows.count(Template) == 0


def test_a_member_keeps_none_and_reads_none(
    make: Maker, people: People, member: Browser, visitor: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    assert member.get(f"{LIST}/new?event={event.id}").status == 403
    assert member.get(LIST).says("No templates yet")
    assert visitor.get(LIST).location.startswith("/login")


def test_it_is_deleted_and_what_was_planned_by_it_stays(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    keep(organiser, make.event(people.hodge_hill, people.organiser))
    (template,) = rows.all(Template)
    assert organiser.press(LIST, f"{LIST}/{template.id}/delete").status == 303
    assert rows.count(Template) == 0
    assert rows.count(Event) == 1
    assert organiser.post(f"{LIST}/{template.id}/delete").status == 404


def test_it_stays_as_it_is_when_its_event_is_hidden_and_of_that_none_is_made(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    keep(organiser, event)
    hide(make, people, event)
    (template,) = rows.all(Template)
    form = organiser.get(f"/events/new?template={template.id}")
    assert form.value("title") == event.title
    assert organiser.get(f"{LIST}/new?event={event.id}").status == 404


def test_there_is_room_for_a_hundred(make: Maker, people: People, rows: Rows) -> None:
    said: dict[str, Any] = {"kind": TemplateKind.EVENT, "name": "A", "content": {}}
    with make.writing():
        by = make._here(people.organiser)
        for _ in range(template_actions.MOST):
            template_actions.keep(by, **said)
    with make.writing(), pytest.raises(Conflict):
        template_actions.keep(make._here(people.organiser), **said)
    assert rows.count(Template) == template_actions.MOST


def test_it_goes_with_the_account_of_whoever_kept_it(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    keep(organiser, make.event(people.hodge_hill, people.organiser), area="hodge-hill")
    _organiser(make, people)  # the last one of an area may not go
    assert organiser.fill("/me/delete", STAY).status == 303
    assert rows.count(Template) == 0

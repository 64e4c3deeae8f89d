"""Changing a task: whoever has a place is told, and whoever changes it sees whom it
concerns before it is saved."""

from datetime import timedelta

import pytest

from board.activity.models import Activity
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Shape, Task
from board.tasks.planning import FIELDS
from tests.builders import Maker, People, Rows, at_six
from tests.conftest import Server, on_sqlite
from tests.pages import Browser, Page, at_once


@pytest.fixture
def shift(make: Maker, people: People) -> Task:
    """A shift of three places tomorrow at six; the member holds one, and after them
    Nia."""
    task = make.task(
        make.campaign(people.organiser),
        people.organiser,
        places=3,
        starts_at=at_six(),
        ends_at=at_six(2),
    )
    make.claim(task, people.member, make.person("Nia Noor", area=people.hodge_hill))
    return make.now(task)  # type: ignore[return-value]


def change(browser: Browser, task: Task, **values: str) -> Page:
    """Send the form of a task with these values."""
    return browser.fill(f"/tasks/{task.id}/edit", values)


def confirm(browser: Browser, preview: Page, **values: str) -> Page:
    """Press the button under what was shown."""
    form = next(form for form in preview.forms if "seen" in form.names)
    return browser.send_form(form.action, form.filled(values))


def test_words_are_changed_at_once_and_only_where_to_go_is_news(
    organiser: Browser, visitor: Browser, rows: Rows, people: People, shift: Task
) -> None:
    page = change(organiser, shift, title="Count every lamp", skills="a torch")
    assert (page.status, page.location) == (303, f"/tasks/{shift.id}")
    now = rows.get(Task, shift.id)
    assert (now.title, now.skills, now.version) == ("Count every lamp", "a torch", 2)
    (line,) = rows.all(Activity, verb=verbs.EDITED)
    assert line.facts == {"changed": ["skills", "title"]}
    assert verbs.EDITED not in rows.heard(people.member)
    assert change(organiser, shift, details="Meet at the *chapel*.").status == 303
    assert rows.heard(people.member)[-1] == verbs.EDITED
    assert visitor.get(f"/tasks/{shift.id}").says(
        "Count every lamp", "Meet at the chapel.", "2 of 3 places taken"
    )
    assert change(organiser, shift).status == 303  # nothing new, and nothing said
    assert rows.count(Activity, verb=verbs.EDITED) == 2


def test_another_time_is_shown_with_the_people_it_concerns_and_then_told_them(
    organiser: Browser, member: Browser, rows: Rows, people: People, shift: Task
) -> None:
    later = {
        "starts_at": f"{at_six(3):%Y-%m-%dT10:00}",
        "ends_at": f"{at_six(3):%Y-%m-%dT12:00}",
    }
    before = rows.everything()
    preview = change(organiser, shift, **later)
    assert preview.status == 200
    assert preview.says(
        "Nothing is saved yet.", "Another time.", "Mo Malik", "Nia Noor"
    )
    assert rows.everything() == before
    form = next(form for form in preview.forms if "seen" in form.names)
    back = organiser.send_form(form.action, [*form.fields, ("change", "1")])
    assert (back.status, back.value("starts_at")) == (200, later["starts_at"])
    assert confirm(organiser, preview).status == 303
    now = rows.get(Task, shift.id)
    assert now.ends_at
    assert now.starts_at
    assert (now.ends_at - now.starts_at, now.last_day) == (
        timedelta(hours=2),
        at_six(3).date(),
    )
    assert rows.heard(people.member)[-1] == verbs.EDITED
    assert member.get("/notifications").says(
        "It is at another time now: Count the dark lamps"
    )


def test_fewer_places_say_who_loses_theirs_and_tell_them_with_a_word(
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    shift: Task,
) -> None:
    assert change(organiser, shift, places="2").status == 303, "nobody loses anything"
    preview = change(organiser, shift, places="1")
    assert preview.says("Whoever claimed last loses theirs: Nia Noor")
    assert not preview.says("Mo Malik")
    assert (
        confirm(organiser, preview, note="The room is small. Come next week.").status
        == 303
    )
    now = rows.get(Task, shift.id)
    assert (now.places, now.taken) == (1, 1)
    (lost,) = rows.all(Claim, state=ClaimState.RELEASED)
    assert lost.note == "The room is small. Come next week."
    nia = make.person("Not Nia")
    assert rows.heard(nia) == []
    (line,) = rows.all(Activity, verb=verbs.PLACE_LOST)
    assert line.facts == {"person": lost.person_id}
    assert verbs.PLACE_LOST not in rows.heard(people.member)
    assert verbs.PLACE_LOST in rows.heard(rows.get(type(nia), lost.person_id))
    make.complete(shift, people.member)
    # other tasks have nothing to do with it
    make.task(make.campaign(people.organiser), people.organiser)
    more = change(organiser, shift, places="2")
    assert more.status == 303
    make.claim(shift, people.organiser)
    make.complete(shift, people.organiser)
    page = change(organiser, shift, places="1")
    assert (page.status, set(page.errors)) == (422, {"places"})


def test_whoever_slips_in_between_is_shown_before_it_is_saved(
    organiser: Browser, make: Maker, rows: Rows, people: People, shift: Task
) -> None:
    preview = change(organiser, shift, places="1")
    late = make.person("Lou Late", area=people.hodge_hill)
    make.claim(shift, late)
    anew = confirm(organiser, preview, note="Sorry.")
    assert anew.status == 409
    assert anew.says(
        "Something changed while you were looking.",
        "loses theirs: Nia Noor and Lou Late",
    )
    assert anew.value("note") == "Sorry."
    assert rows.get(Task, shift.id).places == 3
    assert confirm(organiser, anew).status == 303
    assert (rows.get(Task, shift.id).places, rows.get(Task, shift.id).taken) == (1, 1)


def test_of_two_who_change_it_at_once_the_second_sees_what_the_first_wrote(
    organiser: Browser, operator: Browser, rows: Rows, shift: Task
) -> None:
    url = f"/tasks/{shift.id}/edit"
    mine = organiser.get(url).form(url)
    assert operator.fill(url, {"title": "Theirs"}).status == 303
    page = organiser.send_form(url, mine.filled({"title": "Mine"}))
    assert page.status == 409
    assert page.says("Somebody changed this while you were writing.", "Theirs")
    assert page.value("title") == "Mine"
    assert organiser.send_form(url, page.form(url).filled({})).status == 303
    assert rows.get(Task, shift.id).title == "Mine"


@on_sqlite
def test_a_task_may_take_another_shape_and_shows_only_what_that_needs(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    names = {
        "shift": {"starts_at", "ends_at"},
        "by_date": {"due_on"},
        "open": set(),
    }
    for shape, needed in names.items():
        page = organiser.get(f"/tasks/{task.id}/edit?shape={shape}")
        form = page.form(f"/tasks/{task.id}/edit")
        assert (
            form.names & {"starts_at", "ends_at", "due_on", "repeats", "until"}
            == needed
        )
        assert page.value("shape") == shape
    page = organiser.fill(
        f"/tasks/{task.id}/edit?shape=by_date", {"due_on": "2031-07-31"}
    )
    assert page.status == 303
    now = rows.get(Task, task.id)
    assert {name: getattr(now, name) for name in FIELDS}["shape"] == Shape.BY_DATE
    assert str(now.last_day) == "2031-07-31"
    page = change(organiser, now, due_on="2024-07-31")
    assert page.errors == {"due_on": "That day has passed. Which one do you mean?"}


def test_places_that_go_and_places_that_are_taken_at_the_same_instant_never_miscount(
    server: Server, make: Maker, rows: Rows, people: People
) -> None:
    organiser = server.browser(people.organiser)
    crowd = [server.browser(make.person(area=people.hodge_hill)) for _ in range(5)]
    at_once([organiser, *crowd], lambda browser: browser.token())
    for _ in range(4):
        task = make.task(make.campaign(people.organiser), people.organiser, places=5)
        make.claim(task, people.member)
        preview = change(organiser, task, places="2")

        def press(browser: Browser, task: Task = task, preview: Page = preview) -> int:
            at = f"/tasks/{task.id}/claim"
            if browser is not organiser:
                return browser.post(at).status
            while preview.status != 303:  # shown anew as long as people slip in
                assert preview.status in (200, 303, 409)
                seen = [form for form in preview.forms if "seen" in form.names]
                preview = (
                    confirm(browser, preview)
                    if seen
                    else change(browser, task, places="2")
                )
            return preview.status

        answers = at_once([organiser, *crowd], press)
        assert set(answers) <= {303, 409}
        now = rows.get(Task, task.id)
        assert now.places == 2
        assert (
            now.taken == rows.count(Claim, task_id=task.id, state=ClaimState.HELD) <= 2
        )

"""News that belong together are one entry; who did it is named to those who may
know."""

from board.issues.models import Issue
from board.notifications import queries
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows, Things
from tests.conftest import on_sqlite
from tests.pages import Browser, Page

FOUR = ("Pauline Okoro", "Yusuf Ali", "Hal Hope", "Zoe Zahn")


def entries(page: Page) -> int:
    """How many stand on the page."""
    return page.text.count("<time datetime")


def test_people_who_took_a_place_are_one_entry_with_two_of_their_names(
    make: Maker, things: Things, people: People, member: Browser
) -> None:
    task = make.task(things.campaign, people.organiser, title="Homework club", places=6)
    make.follow(f"task-{task.id}", people.member)
    for name in reversed(FOUR):
        make.claim(task, make.person(name, area=people.hodge_hill))
    assert member.get("/notifications").says(
        "4 people took a place on Homework club",
        ": Pauline Okoro, Yusuf Ali and 2 others",
        "You follow this task.",
    )


def test_who_may_not_read_who_is_on_a_task_is_told_how_many(
    make: Maker, things: Things, people: People, resident: Browser
) -> None:
    task = make.task(things.campaign, people.organiser, title="Homework club", places=6)
    make.follow(f"task-{task.id}", people.resident)
    one, *others = (make.person(name, area=people.hodge_hill) for name in FOUR)
    make.claim(task, one)
    page = resident.get("/notifications")
    assert page.says("Somebody took a place on a task: Homework club")
    make.claim(task, *others)
    page = resident.get("/notifications")
    assert page.says("4 people took a place on Homework club")
    assert not any(name.split()[0] in page.words for name in FOUR)


def test_one_and_two_people_begin_the_sentence(
    make: Maker, people: People, resident: Browser
) -> None:
    lamp = make.issue(people.resident, people.ward_end, title="The lamp")
    make.comment(lamp, make.person("Pauline Okoro"))
    page = resident.get("/notifications")
    assert page.says("Pauline Okoro commented on The lamp")
    make.comment(lamp, make.person("Yusuf Ali"))
    page = resident.get("/notifications")
    assert page.says("Yusuf Ali and Pauline Okoro commented on The lamp")


def test_whoever_posted_without_their_name_comments_without_it_in_news_too(
    make: Maker, people: People, member: Browser, rows: Rows
) -> None:
    lamp = make.issue(people.resident, people.ward_end, title="The lamp")
    make.second(lamp, people.member)
    make.comment(lamp, people.resident)
    name = people.resident.given_name
    page = member.get("/notifications")
    assert page.says("There is a new comment: The lamp")
    assert name not in page.words
    make.comment(lamp, make.person("Yusuf Ali"))
    page = member.get("/notifications")
    assert page.says("2 people commented on The lamp : Yusuf Ali and 1 other")
    assert name not in page.words
    assert not rows.get(Issue, lamp.id).show_name


def test_ones_own_act_is_not_among_them(
    make: Maker, things: Things, people: People, member: Browser
) -> None:
    task = make.task(things.campaign, people.organiser, title="Homework club", places=6)
    make.follow(f"task-{task.id}", people.member)
    make.claim(task, people.member)
    assert not member.get("/notifications").says("took a place on Homework club")


def test_new_posts_of_an_area_are_one_entry_that_leads_to_them(
    make: Maker, people: People, member: Browser
) -> None:
    posts = [make.issue(people.resident, title=f"Lamp {n}") for n in range(5)]
    page = member.get("/notifications")
    assert page.says("5 new posts in Hodge Hill : Lamp 4 , Lamp 3 , Lamp 2 and 2 more")
    assert f"/issues/{posts[4].id}" in page.links
    assert "/areas/hodge-hill" in page.links


def test_an_entry_is_marked_as_read_with_all_its_lines_and_no_other(
    make: Maker, people: People, member: Browser, rows: Rows
) -> None:
    for n in range(3):
        make.issue(people.resident, title=f"Lamp {n}")
    role = member.get("/notifications")
    assert role.says("You have a new part to play here:")
    numbers = role.text.split('name="lines" value="')[1].partition('"')[0]
    assert len(numbers.split()) == 3
    form = role.form("/notifications")
    token = dict(form.fields)["csrf_token"]
    answer = member.post("/notifications", {"csrf_token": token, "lines": numbers})
    assert (answer.status, answer.location) == (303, "/notifications")
    read = {
        row.activity_id
        for row in rows.all(Notification, person_id=people.member.id)
        if row.read_at
    }
    assert read == {int(number) for number in numbers.split()}
    make.issue(people.resident, title="Lamp 9")
    page = member.get("/notifications")
    assert page.says("New: Somebody posted: Lamp 9", "3 new posts in Hodge Hill")


@on_sqlite
def test_nobody_marks_the_news_of_others(
    make: Maker, people: People, member: Browser, resident: Browser, rows: Rows
) -> None:
    make.issue(people.organiser)
    (row,) = rows.all(Notification, person_id=people.member.id, read_at=None)[-1:]
    resident.post("/notifications", {"lines": str(row.activity_id)})
    mine = rows.all(Notification, person_id=people.member.id)
    assert all(one.read_at is None for one in mine)


@on_sqlite
def test_a_long_list_is_walked_without_losing_what_was_not_looked_at(
    make: Maker, people: People, member: Browser
) -> None:
    lamp = make.issue(people.resident, people.ward_end, title="The lamp")
    make.follow(f"issue-{lamp.id}", people.member)
    for n in range(queries.MANY_LINES + 5):
        make.comment(lamp, people.elsewhere, f"Number {n}")
    first, *more = member.walk("/notifications")
    assert entries(first) == 1
    assert len(more) == 1
    assert more[0].says("commented on The lamp")

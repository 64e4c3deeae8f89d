"""Saying me too, and taking it back."""

from board.activity.models import Activity, Follow
from board.issues import verbs
from board.issues.models import Issue, Second, State
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_a_member_is_counted_in_by_one_press(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    page = member.press(at, f"{at}/second")
    assert (page.status, page.location) == (303, at)
    page = member.follow(page)
    assert page.message == "You are counted in, and will hear what becomes of it."
    assert page.says("2 neighbours say this")
    assert page.offers(f"{at}/unsecond")
    assert not page.offers(f"{at}/second")
    assert rows.get(Issue, issue.id).second_count == 1
    assert (
        rows.count(Follow, topic=f"issue-{issue.id}", person_id=people.member.id) == 1
    )
    assert rows.count(Activity, verb=verbs.SECONDED, actor_id=people.member.id) == 1


def test_htmx_gets_the_panel_as_it_now_is(
    member: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    panel = member.press(at, f"{at}/second", htmx=True)
    assert panel.status == 200
    assert f'id="issue-{issue.id}-panel"' in panel.text
    assert "<html" not in panel.text
    assert panel.says("2 neighbours say this")
    assert panel.offers(f"{at}/unsecond")
    panel = member.press(at, f"{at}/unsecond", htmx=True)
    assert panel.offers(f"{at}/second")


def test_pressing_again_counts_once(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    for _ in range(3):
        assert member.post(f"/issues/{issue.id}/second").status == 303
    assert rows.get(Issue, issue.id).second_count == rows.count(Second) == 1
    assert rows.count(Activity, verb=verbs.SECONDED) == 1


def test_nobody_seconds_what_they_posted(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    page = resident.get(f"/issues/{issue.id}")
    assert page.says("You posted this.")
    assert not page.offers(f"/issues/{issue.id}/second")
    assert resident.post(f"/issues/{issue.id}/second").status == 403
    assert rows.count(Second) == 0


def test_taking_it_back_lowers_the_count_but_one_still_hears(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member, people.organiser)
    at = f"/issues/{issue.id}"
    assert member.press(at, f"{at}/unsecond").status == 303
    assert member.get(at).says("2 neighbours say this")
    assert rows.get(Issue, issue.id).second_count == rows.count(Second) == 1
    assert (
        rows.count(Follow, topic=f"issue-{issue.id}", person_id=people.member.id) == 1
    )
    before = rows.everything()
    member.post(f"{at}/unsecond")
    assert rows.everything() == before


def test_nobody_is_added_to_what_is_closed(
    member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    form = member.get(at).form(f"{at}/second").filled({})
    assert f"{at}/second" in visitor.get(at).links
    make.state(issue, people.organiser, State.DONE, "It is lit.")
    assert f"{at}/second" not in visitor.get(at).links, "it would lead to nothing"
    page = visitor.follow(visitor.get(f"{at}/second"))
    assert page.message.startswith("This is closed, so nobody can be added.")
    page, panel = (
        member.send_form(f"{at}/second", form),
        member.send_form(f"{at}/second", form, htmx=True),
    )
    for answer in (page, panel):
        assert answer.status == 409
        assert (
            answer.message
            == "This is closed, so nobody can be added. Post again if it is back."
        )
        assert not answer.offers(f"{at}/second")
        assert answer.says("Done")
    assert page.h1 == issue.title
    assert "<html" not in panel.text
    assert rows.count(Second) == 0


def test_everyone_named_is_counted(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member, people.organiser, people.elsewhere)
    assert visitor.get(f"/issues/{issue.id}").says("4 neighbours say this")
    assert visitor.get("/issues").says("4 neighbours say this")

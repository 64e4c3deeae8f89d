"""Whoever is in a role steps back with one press, and nobody stays in it who is
gone."""

from board.activity.models import Activity
from board.areas import membership_actions as memberships
from board.notifications.models import Notification
from board.privacy import actions as privacy
from board.roles import actions, verbs
from board.roles.models import Role
from tests.builders import Maker, People, Rows, Things, in_days
from tests.pages import Browser


def told(rows: Rows, verb: str) -> set[int]:
    """Who heard of the newest line of this kind."""
    (line,) = [one for one in rows.all(Activity) if one.verb == verb][-1:]
    return {
        one.person_id for one in rows.all(Notification) if one.activity_id == line.id
    }


def test_stepping_back_is_one_press_and_the_organisers_hear_of_it(
    make: Maker, rows: Rows, people: People, things: Things, member: Browser
) -> None:
    at = f"/roles/{things.role.id}"
    page = member.follow(member.press(at, f"{at}/step_back"))
    assert "You have stepped back." in page.text
    assert "Nobody holds it yet." in page.text
    make.jobs()
    assert told(rows, verbs.STEPPED_BACK) == {people.organiser.id}


def test_pressed_twice_it_says_that_there_is_nothing_to_give_back(
    things: Things, member: Browser
) -> None:
    at = f"/roles/{things.role.id}/step_back"
    assert member.post(at).status == 303
    late = member.post(at)
    assert late.status == 409
    assert "You do not have this role any more." in late.text


def test_an_organiser_ends_somebodys_time_and_they_are_told(
    make: Maker, rows: Rows, people: People, things: Things, organiser: Browser
) -> None:
    with make.writing():
        role, by = make._here(things.role), make._here(people.organiser)
        actions.free(role, by, person=people.member.id)
    make.jobs()
    assert told(rows, verbs.FREED) == {people.member.id}
    late = organiser.post(
        f"/roles/{things.role.id}/step_back", {"person": people.member.id}
    )
    assert late.status == 409
    assert "They have given it back already." in late.text


def test_whoever_leaves_the_area_has_no_role_there(
    make: Maker, rows: Rows, people: People, things: Things
) -> None:
    elsewhere = make.role(people.ward_end, people.elsewhere, holder=people.member)
    with make.writing():
        memberships.leave(make._here(people.hodge_hill), make._here(people.member))
    assert rows.get(Role, things.role.id).holder_id is None
    assert rows.get(Role, elsewhere.id).holder_id == people.member.id


def test_whoever_deletes_their_account_has_no_role_and_is_not_named(
    make: Maker, rows: Rows, people: People, things: Things, organiser: Browser
) -> None:
    with make.writing():
        by = make._here(people.member)
        said = {"words": "The key is with Bev.", "version": things.role.version}
        actions.hand_on(make._here(things.role), by, **said)  # type: ignore[arg-type]
    with make.writing():
        privacy.erase(people.member.id)
    page = organiser.get(f"/roles/{things.role.id}")
    assert "Nobody holds it yet." in page.text
    assert "The key is with Bev." in page.text
    assert "Mo Malik" not in page.text


def test_a_term_that_is_over_is_not_the_next_ones(
    make: Maker, rows: Rows, people: People
) -> None:
    role = make.role(
        people.hodge_hill, people.organiser, holder=people.member, until=in_days(9)
    )

    def give_back() -> None:
        with make.writing():
            actions.step_back(make._here(role), make._here(people.member))

    make.later(10, give_back)
    assert rows.get(Role, role.id).until is None

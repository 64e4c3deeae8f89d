"""Two posts that say the same go on as one; undone, everything is as it was."""

import pytest

from board.activity.models import Activity, Follow
from board.issues import verbs
from board.issues.merge_models import Merge, MergeCarried
from board.issues.models import Issue, Second, State
from tests.builders import Maker, People, Rows
from tests.conftest import Server
from tests.pages import Browser, at_once
from tests.trials import Figure


def supporters(rows: Rows, issue: Issue) -> set[int]:
    """Who is counted in at an issue; the number beside it agrees."""
    found = {second.person_id for second in rows.all(Second, issue_id=issue.id)}
    assert rows.get(Issue, issue.id).second_count == len(found)
    return found


def followers(rows: Rows, issue: Issue) -> set[int]:
    """Who hears of an issue."""
    return {follow.person_id for follow in rows.all(Follow, topic=f"issue-{issue.id}")}


def test_an_author_finds_the_other_post_and_everyone_is_counted_there(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    mine, first = (
        make.issue(people.resident),
        make.issue(people.member, title="The whole lane is dark"),
    )
    make.second(mine, people.organiser, people.elsewhere)
    make.second(first, people.organiser)
    at = f"/issues/{mine.id}"
    assert resident.get(f"{at}/merge?q=whole+lane").says("The whole lane is dark")
    page = resident.fill(
        f"{at}/merge?q=whole+lane",
        {"duplicate_of": first.id},
        action=f"{at}/merge?q=whole%20lane",
    )
    assert (page.status, page.location) == (303, at)
    assert supporters(rows, first) == {
        people.organiser.id,
        people.elsewhere.id,
        people.resident.id,
    }
    assert {people.elsewhere.id, people.resident.id} <= followers(rows, first)
    page = visitor.get(at)
    assert page.says(
        (f"This says the same as post {first.id}. It goes on there."),
        "Who posted this,",
    )
    assert f"/issues/{first.id}" in page.links
    assert f"/issues/{mine.id}" in visitor.get(f"/issues/{first.id}").links


def test_everyone_is_told_once(make: Maker, rows: Rows, people: People) -> None:
    mine, first = make.issue(people.resident), make.issue(people.member)
    make.second(mine, people.elsewhere)
    make.second(first, people.elsewhere)
    make.merge(mine, people.organiser, into=first)
    for person in (people.resident, people.member, people.elsewhere):
        assert rows.heard(person).count(verbs.MERGED) == 1
    assert verbs.MERGED not in rows.heard(people.organiser)


def test_undone_everything_is_as_it_was(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    mine, first = make.issue(people.resident), make.issue(people.member)
    make.state(mine, people.organiser, State.LOOKED_AT)
    make.second(mine, people.organiser, people.elsewhere)
    make.second(first, people.organiser)
    before = {
        issue.id: (supporters(rows, issue), followers(rows, issue))
        for issue in (mine, first)
    }
    make.merge(mine, people.resident, into=first)
    at = f"/issues/{mine.id}"
    assert organiser.press(at, f"{at}/unmerge").status == 303
    assert {
        issue.id: (supporters(rows, issue), followers(rows, issue))
        for issue in (mine, first)
    } == before
    now = rows.get(Issue, mine.id)
    assert (now.state, now.duplicate_of_id) == (State.LOOKED_AT, None)
    assert rows.count(Merge) == rows.count(MergeCarried) == 0
    assert organiser.post(f"{at}/unmerge").status == 409


def test_who_chose_to_follow_meanwhile_goes_on_following(
    make: Maker, rows: Rows, people: People
) -> None:
    mine, first = make.issue(people.resident), make.issue(people.member)
    make.second(mine, people.elsewhere, people.operator)
    make.merge(mine, people.organiser, into=first)
    make.comment(first, people.elsewhere, "I saw it, too.")
    make.unmerge(mine, people.organiser)
    assert followers(rows, first) == {people.member.id, people.elsewhere.id}


def test_who_was_brought_by_two_stays_until_both_are_undone(
    make: Maker, rows: Rows, people: People
) -> None:
    one, two, first = (
        make.issue(people.resident),
        make.issue(people.resident),
        make.issue(people.member),
    )
    make.merge(one, people.resident, into=first)
    make.merge(two, people.resident, into=first)
    make.unmerge(one, people.resident)
    assert supporters(rows, first) == {people.resident.id}
    make.unmerge(two, people.resident)
    assert supporters(rows, first) == set()


@pytest.mark.parametrize("page", ["merge", "state"])
def test_a_chain_or_a_circle_is_refused_with_a_sentence(
    organiser: Browser, make: Maker, rows: Rows, people: People, page: str
) -> None:
    one, two, three = (
        make.issue(people.resident, title=f"Lamp {n}") for n in (1, 2, 3)
    )
    make.merge(one, people.organiser, into=two)
    before = rows.everything()

    def refused(issue: Issue, into: Issue) -> str:
        values = {"state": "duplicate", "duplicate_of": into.id, "reason": "The same."}
        answer = organiser.post(f"/issues/{issue.id}/{page}", values)
        assert answer.status == 422
        return answer.errors["duplicate_of"]

    assert refused(three, one) == (
        f"That post itself goes on at post {two.id}. Name another one."
    )
    assert refused(two, three) == (
        "Other posts go on at this one, so it can't go on elsewhere. Undo those first."
    )
    assert refused(two, one).startswith("That post itself goes on")
    assert refused(three, three) == "Name the other post that says the same."
    assert rows.everything() == before


def test_an_author_may_say_so_of_their_own_post_only(
    resident: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    mine, first = make.issue(people.resident), make.issue(people.member)
    values = {"state": "duplicate", "reason": "The same.", "duplicate_of": first.id}
    assert member.post(f"/issues/{mine.id}/state", values).status == 403
    assert member.post(f"/issues/{mine.id}/merge", values).status == 403
    assert resident.post(f"/issues/{mine.id}/state", values).status == 303
    assert member.post(f"/issues/{mine.id}/unmerge").status == 403
    assert rows.get(Issue, mine.id).duplicate_of_id == first.id


def test_a_supporter_of_a_merged_post_takes_it_back_where_it_goes_on(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    mine, first = make.issue(people.resident), make.issue(people.organiser)
    make.second(mine, people.member)
    make.merge(mine, people.organiser, into=first)
    page = member.post(f"/issues/{mine.id}/unsecond")
    assert page.status == 409
    assert page.message == "This goes on at another post. Take it back there."
    assert member.post(f"/issues/{first.id}/unsecond").status == 303
    assert supporters(rows, first) == {people.resident.id}
    make.unmerge(mine, people.organiser)
    assert supporters(rows, first) == set()
    assert supporters(rows, mine) == {people.member.id}


def test_opened_by_the_form_it_is_undone_too(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    mine, first = make.issue(people.resident), make.issue(people.member)
    make.merge(mine, people.organiser, into=first)
    values = {"state": "not_done", "reason": "No money.", "duplicate_of": ""}
    assert organiser.fill(f"/issues/{mine.id}/state", values).status == 303
    assert rows.get(Issue, mine.id).state == State.NOT_DONE
    assert supporters(rows, first) == set()


@pytest.mark.trial
def test_in_a_race_counts_stay_right_and_no_circle_is_made(
    server: Server, make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    one, two = make.issue(people.resident), make.issue(people.member)
    crowd = [make.person() for _ in range(6)]
    make.second(one, *crowd[:3])
    presses = [
        (server.browser(person), f"/issues/{id}/second", {})
        for person, id in zip(crowd, (1, 2) * 3, strict=True)
    ]
    for a, b in ((one, two), (two, one)):
        browser = server.browser(people.organiser)
        presses.append(
            (
                browser,
                f"/issues/{a.id}/merge",
                {"duplicate_of": str(b.id), "reason": "The same."},
            )
        )
    for browser, _, _ in presses:
        browser.token()
    queue = {id(browser): (at, values) for browser, at, values in presses}
    pages = at_once(
        [browser for browser, _, _ in presses], lambda b: b.post(*queue[id(b)])
    )
    assert [page.status for page in pages[-2:]] in ([303, 422], [422, 303])
    assert {page.status for page in pages} <= {303, 409, 422}
    assert rows.count(Activity, verb=verbs.MERGED) == 1
    (merge,) = rows.all(Merge)
    into = two if merge.into_id == two.id else one
    merged = one if into is two else two
    author = {people.resident.id, people.member.id} - {into.author_id}
    assert supporters(rows, into) >= supporters(rows, merged) | author
    figure("races of merges both ways", 1)

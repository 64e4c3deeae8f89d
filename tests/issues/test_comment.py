"""Saying something under an issue."""

from board.activity.models import Activity, Follow
from board.issues import verbs
from board.issues.models import Comment, Issue
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_a_comment_stands_in_the_thread_under_ones_name(
    member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    page = member.fill(at, {"body": "Ours is *out*, too."}, action=f"{at}/comments")
    assert (page.status, page.location) == (303, at)
    assert member.follow(page).message == "Your comment is published."
    page = visitor.get(at)
    assert page.says("Mo Malik", "1 comment")
    assert "Ours is <em>out</em>, too." in page.text
    assert rows.get(Issue, issue.id).comment_count == 1
    (line,) = rows.all(Activity, verb=verbs.COMMENTED)
    assert line.part_id == rows.all(Comment)[0].id


def test_htmx_gets_the_thread_and_an_empty_form_with_a_new_key(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    first = member.get(at).value("once")
    talk = member.fill(at, {"body": "Ours too."}, action=f"{at}/comments", htmx=True)
    assert talk.status == 200
    assert "<html" not in talk.text
    assert talk.says("Ours too.")
    assert talk.value("body") == ""
    assert talk.value("once") != first
    again = member.send_form(
        f"{at}/comments",
        talk.form(f"{at}/comments").filled({"body": "And next door."}),
        htmx=True,
    )
    assert again.says("Ours too.", "And next door.")
    assert rows.count(Comment) == 2


def test_an_empty_comment_is_asked_for_on_the_page_and_in_the_fragment(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    page = member.fill(at, {"body": "  "}, action=f"{at}/comments")
    fragment = member.fill(at, {"body": "  "}, action=f"{at}/comments", htmx=True)
    for answer in (page, fragment):
        assert answer.status == 422
        assert answer.errors == {"body": "Type what you want to say first."}
    assert page.h1 == issue.title
    assert "<html" not in fragment.text
    assert rows.count(Comment) == 0


def test_whoever_comments_hears_what_comes_next(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.member)
    assert (
        rows.count(Follow, topic=f"issue-{issue.id}", person_id=people.member.id) == 1
    )
    make.comment(issue, people.elsewhere, "Here as well.")
    told = {
        row.person_id
        for row in rows.all(Notification, activity_id=rows.all(Activity)[-1].id)
    }
    assert told == {people.resident.id, people.member.id}
    said = f"{people.elsewhere.name} commented on {issue.title}"
    assert member.get("/notifications").says(said)


def test_comments_stand_in_the_order_in_which_they_were_said(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    for number in range(5):
        make.comment(issue, people.member, f"Comment {number}.")
    words = visitor.get(f"/issues/{issue.id}").words
    places = [words.index(f"Comment {number}.") for number in range(5)]
    assert places == sorted(places)


def test_a_long_thread_shows_its_end(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    for number in range(202):
        make.comment(issue, people.member, f"Number {number}.")
    page = visitor.get(f"/issues/{issue.id}")
    assert page.says("Number 201.", "Number 2.", "202 comments")
    assert not page.says("Number 1.")


def test_a_visitor_is_asked_to_sign_in(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    page = visitor.get(f"/issues/{issue.id}")
    assert not page.offers(f"/issues/{issue.id}/comments")
    assert page.offers(f"/login?next=/issues/{issue.id}")


def test_the_same_form_with_other_words_is_another_comment(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/issues/{make.issue(people.resident).id}"
    form = member.get(at).form(f"{at}/comments")
    for body in ("First words.", "First words.", "Other words, after going back."):
        assert (
            member.send_form(f"{at}/comments", form.filled({"body": body})).status
            == 303
        )
    assert [row.body for row in rows.all(Comment)] == [
        "First words.",
        "Other words, after going back.",
    ]

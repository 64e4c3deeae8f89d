"""Seeing, while one writes, what was said already: join it, or say that it is something
else."""

from datetime import timedelta
from typing import Any

import pytest

from board import clock
from board.campaigns.models import Stage
from board.issues import similar_queries
from board.issues.models import Issue, Second, SimilarAnswer, State
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SAME = {
    "title": "No light on Cotterills Lane",
    "body": "The lamp is broken.",
    "area": "hodge-hill",
}
SAID: dict[str, Any] = SAME | {"kind": "problem", "category": "lighting"}
ASK = "/issues/similar?title=No+light+on+Cotterills+Lane&area=hodge-hill&category=lighting"
LIST = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_the_list_tells_enough_to_judge_by(
    member: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(
        people.resident, place="By the school", latitude=52.5, longitude=-1.8
    )
    make.second(issue, people.organiser)
    page = member.get(f"{ASK}&latitude=52.5009&longitude=-1.8", **LIST)
    assert page.status == 200
    assert "<html" not in page.text
    assert page.says("1 post may be about the same thing.", "Is it one of these?")
    assert page.says(
        "The lamp on Cotterills Lane is out", "By the school", "100 m away", "Open"
    )
    assert page.says("2 neighbours say this", "Count me in", "None of these: post mine")


def test_it_is_a_whole_page_too(visitor: Browser, make: Maker, people: People) -> None:
    issue = make.issue(people.resident)
    page = visitor.get(ASK)
    assert page.h1 == "Similar posts"
    assert page.says("The lamp on Cotterills Lane is out")
    assert f"/issues/{issue.id}/second" in page.links
    assert not [form for form in page.forms if form.action.endswith("/second")]
    assert visitor.get("/issues/similar?title=Somebody+sings").says(
        "Nobody has said this yet"
    )


def test_nothing_is_shown_where_nothing_fits(
    member: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident, latitude=52.5, longitude=-1.8)
    for asked in (
        "",
        "title=",
        "title=the+and+of",
        "place=Cotterills+Lane&area=hodge-hill",
        "title=Bins+overflow&area=hodge-hill&latitude=52.5&longitude=-1.8",
    ):
        page = member.get(f"/issues/similar?{asked}", **LIST)
        assert page.status == 200
        assert page.words == ""


def test_the_first_press_shows_what_is_alike_and_stores_nothing(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    before = rows.everything()
    page = member.fill(
        "/issues/new",
        SAID | {"place": "At the bend", "latitude": "52.5", "longitude": "-1.8"},
    )
    assert page.status == 200
    assert rows.everything() == before
    assert page.offers(f"/issues/{issue.id}/second")
    assert page.text.index("Is it one of these?") < page.text.index('id="issue-new"')
    form = dict(page.form("/issues/new").filled({}))
    assert (
        form.items()
        >= (
            SAID | {"place": "At the bend", "latitude": "52.5", "longitude": "-1.8"}
        ).items()
    )


def test_mine_is_different_posts_it(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    page = member.fill("/issues/new", SAID)
    form = page.form("/issues/new").filled(
        {"different": "yes", "shown": page_shown(page.text)}
    )
    page = member.send_form("/issues/new", form)
    assert page.status == 303
    assert rows.count(Issue) == 2
    answer = rows.all(SimilarAnswer)[0]
    assert (answer.shown, answer.chosen_id) == ([issue.id], None)
    assert member.send_form("/issues/new", form).location == page.location
    assert (rows.count(Issue), rows.count(SimilarAnswer)) == (2, 1)


def page_shown(text: str) -> str:
    """What the button "None of these: post mine" sends along: fields that name the form
    they belong to."""
    return text.split('name="shown" value="')[-1].split('"')[0]


def test_mine_is_different_is_kept_when_something_else_is_to_be_put_right(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    page = member.fill(
        "/issues/new",
        SAID | {"category": "", "different": "yes", "shown": str(issue.id)},
    )
    assert page.status == 422
    page = member.send_form(
        "/issues/new", page.form("/issues/new").filled({"category": "lighting"})
    )
    assert page.status == 303
    assert rows.all(SimilarAnswer)[0].shown == [issue.id]


def test_one_press_posts_when_nothing_is_alike_and_pressing_twice_is_once(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    make.issue(people.resident)
    form = member.get("/issues/new").form("/issues/new")
    said = form.filled(
        SAID | {"title": "Bins overflow", "body": "For weeks.", "category": "rubbish"}
    )
    pages = [member.send_form("/issues/new", said) for _ in range(2)]
    assert [page.status for page in pages] == [303, 303]
    assert pages[0].location == pages[1].location
    assert (rows.count(Issue), rows.count(SimilarAnswer)) == (2, 0)


def test_being_counted_in_from_the_list_is_an_answer(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}/second"
    page = member.fill("/issues/new", SAID)
    for _ in range(2):
        assert (
            member.send_form(at, page.form(at).filled({})).location
            == f"/issues/{issue.id}"
        )
    assert (rows.count(Issue), rows.count(Second)) == (1, 1)
    answers = rows.all(SimilarAnswer)
    assert [(answer.shown, answer.chosen_id) for answer in answers] == [
        ([issue.id], issue.id)
    ]
    assert member.get(ASK, **LIST).says("You are counted in.")


def test_elsewhere_counting_in_is_no_answer(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    member.post(f"/issues/{issue.id}/second", {"shown": str(issue.id)})
    assert (rows.count(Second), rows.count(SimilarAnswer)) == (1, 0)


def test_an_answer_takes_only_numbers(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    odd = f"x,-1,٣,{10**30},,{issue.id},8,9"
    assert (
        member.post(
            f"/issues/{issue.id}/second", {"from": "similar", "shown": odd}
        ).status
        == 303
    )
    assert rows.count(SimilarAnswer) == 0
    assert (
        member.post(
            "/issues/new", SAID | {"different": "yes", "shown": f"{issue.id},7,x"}
        ).status
        == 303
    )
    assert rows.all(SimilarAnswer)[0].shown == [issue.id, 7]


def test_who_posted_it_is_not_asked_to_join(
    resident: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    page = resident.get(ASK, **LIST)
    assert page.says("You posted this.")
    assert not page.offers(f"/issues/{issue.id}/second")


def test_what_was_closed_lately_is_there_without_a_way_to_join(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.DONE, "It is lit.")
    page = member.get(ASK, **LIST)
    assert page.says("Done", "See what came of it")
    assert not page.offers(f"/issues/{issue.id}/second")


def test_what_was_closed_long_ago_or_as_a_duplicate_is_not_there(
    member: Browser, make: Maker, people: People
) -> None:
    with clock.set_to(clock.now() - timedelta(days=100)):
        make.state(
            make.issue(people.resident), people.organiser, State.DONE, "It is lit."
        )
    first, again = make.issue(people.resident), make.issue(people.organiser)
    make.state(again, people.organiser, State.DUPLICATE, "The same.", of=first)
    assert [
        link for link in member.get(ASK, **LIST).links if link.startswith("/issues/")
    ] == [f"/issues/{first.id}"]


def test_a_running_campaign_with_these_words_is_there(
    member: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident, title="Bins", body="Full.", category="rubbish")
    running = make.campaign(people.organiser)
    over = make.campaign(people.organiser, title="Light the other lane")
    make.stage(over, people.organiser, Stage.WON)
    page = member.get("/issues/similar?title=Light+in+the+lane,+mend+the+lamps", **LIST)
    assert page.says("People are at work on this", "Light the lane")
    assert f"/campaigns/{running.id}" in page.links
    assert f"/campaigns/{over.id}" not in page.links


def test_the_nearer_of_two_stands_first(
    member: Browser, make: Maker, people: People
) -> None:
    far = make.issue(
        people.resident, title="Deep pothole", latitude=52.5, longitude=-1.8
    )
    near = make.issue(
        people.resident, title="Deep pothole", latitude=52.51, longitude=-1.8
    )
    page = member.get(
        "/issues/similar?title=Deep+hole+in+the+road&latitude=52.51&longitude=-1.8",
        **LIST,
    )
    assert f"/issues/{near.id}" in page.links
    assert (
        f"/issues/{far.id}" not in page.links[: page.links.index(f"/issues/{near.id}")]
    )


def test_writing_names_nobody(member: Browser, make: Maker, people: People) -> None:
    make.issue(people.resident)
    assert not member.get(ASK, **LIST).says(people.resident.name)


def test_words_too_common_to_be_looked_up_still_count(
    member: Browser, make: Maker, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.issue(people.resident, latitude=52.5, longitude=-1.8)
    asked = f"{ASK}&latitude=52.5&longitude=-1.8"
    usual = member.get(asked, **LIST).words
    # as on a board where each word stands in thousands of posts
    monkeypatch.setattr(similar_queries, "MOST_READ", -1)
    assert "The lamp on Cotterills Lane is out" in usual
    assert member.get(asked, **LIST).words == usual


def test_what_is_being_looked_at_is_there_with_a_way_to_join(
    member: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.state(issue, people.organiser, State.LOOKED_AT)
    page = member.get(ASK, **LIST)
    assert page.says(issue.title, "Count me in")
    assert page.offers(f"/issues/{issue.id}/second")

"""Earlier versions of an issue, for the organisers of its area."""

from tests.builders import Maker, People
from tests.pages import Browser


def test_organisers_read_every_version_and_who_changed_it(
    organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.edit(issue, people.resident, title="One", body="First **change**.")
    make.edit(issue, people.organiser, title="Two")
    at = f"/issues/{issue.id}"
    assert organiser.get(at).offers(f"{at}/history")
    page = organiser.get(f"{at}/history")
    assert page.h1 == "Earlier versions"
    assert page.says(
        issue.title,
        "One",
        "Two",
        "First change.",
        "changed by Rosa Reed",
        "changed by Olu Okafor",
    )


def test_without_a_change_it_says_so(
    organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    assert not organiser.get(at).offers(f"{at}/history")
    assert organiser.get(f"{at}/history").says("It was never changed")


def test_nobody_else_may_read_it(
    browsers: dict[str, Browser], make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.edit(issue, people.resident, title="One")
    at = f"/issues/{issue.id}"
    for who in ("resident", "member", "elsewhere"):
        assert not browsers[who].get(at).offers(f"{at}/history")
        assert browsers[who].get(f"{at}/history").status == 403


def test_what_was_taken_out_and_put_in_is_marked_word_by_word(
    organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(
        people.resident, title="The lamp is out", body="Dark <b>since</b> March."
    )
    make.edit(issue, people.resident, body="Dark <b>since</b> May, & wet.")
    page = organiser.get(f"/issues/{issue.id}/history")
    assert (
        "Dark &lt;b&gt;since&lt;/b&gt; <del>March</del><ins>May, &amp; wet</ins>."
        in page.text
    )
    make.edit(issue, people.organiser, category="safety")
    assert organiser.get(f"/issues/{issue.id}/history").says("Not the words.")

"""Atom feeds: well formed, the same filters as the page, stable ids, and nobody's name
but where the page says it."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from board.campaigns.models import Outcome
from board.issues.models import State
from board.issues.outcome_models import Says
from tests.builders import Maker, People, Things
from tests.markup import check
from tests.pages import Browser
from tests.pages import Page as Answer

ATOM = {"a": "http://www.w3.org/2005/Atom"}
Fetch = Callable[[str], ET.Element]


def feed(browser: Browser, url: str) -> ET.Element:
    """The feed at an address."""
    raw = browser.send("GET", url, b"", {})
    headers = dict(raw.headers)
    assert raw.status == 200, url
    assert headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(raw.body)


def said(root: ET.Element, name: str) -> list[str]:
    """What each entry says there."""
    return [found.text or "" for found in root.findall(f"a:entry//a:{name}", ATOM)]


def test_every_entry_has_what_atom_asks_for(visitor: Browser, things: Things) -> None:
    for url in (
        "/issues.atom",
        "/campaigns.atom",
        "/areas/hodge-hill.atom",
        f"/issues/{things.issue.id}.atom",
    ):
        root = feed(visitor, url)
        entries = root.findall("a:entry", ATOM)
        assert entries, url
        for name in ("id", "title", "updated", "link"):
            assert all(
                entry.find(f"a:{name}", ATOM) is not None for entry in [root, *entries]
            ), (url, name)
        assert all(entry.findtext("a:author/a:name", "", ATOM) for entry in entries), (
            url
        )
        ids = said(root, "id")
        assert len(set(ids)) == len(ids)
        assert all(id.startswith("http://127.0.0.1:8000/") for id in ids)


def test_the_feed_has_the_filters_of_the_page(
    visitor: Browser, make: Maker, people: People
) -> None:
    lamp = make.issue(people.resident, title="The lamp & <b>us</b>")
    make.issue(people.resident, category="noise", title="Drums", area=people.ward_end)
    root = feed(visitor, "/issues.atom?q=lamp&area=hodge-hill&state=open&near=")
    assert said(root, "title") == ["The lamp & <b>us</b>"]
    assert said(root, "id") == [f"http://127.0.0.1:8000/issues/{lamp.id}"]
    assert said(feed(visitor, "/areas/ward-end.atom"), "title") == ["Drums"]
    assert said(feed(visitor, "/campaigns.atom?q=nothing"), "title") == []


def test_an_author_is_named_only_where_the_page_names_them(
    organiser: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident)
    make.issue(people.member, show_name=True)
    # The same for an organiser, who sees names on the page: feeds are passed on.
    assert said(feed(organiser, "/issues.atom"), "name") == [
        "Mo Malik",
        "A resident of Hodge Hill",
    ]


def test_the_feed_of_a_post_tells_its_thread(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.member, body="Ours too.")
    make.comment(issue, people.resident, body="I rang them.")
    make.campaign(people.organiser, issue)
    make.state(issue, people.organiser, State.DONE, "It is lit.")
    root = feed(visitor, f"/issues/{issue.id}.atom")
    titles = [
        "Done",
        "It became part of a campaign: Light the lane",
        "A comment",
        "A comment",
        "This was posted.",
    ]
    assert said(root, "title") == titles
    assert said(root, "summary")[:1] == ["It is lit."]
    names = said(root, "name")
    assert names[2:] == ["Who posted this", "Mo Malik", "A resident of Hodge Hill"]
    assert "Rosa" not in ET.tostring(root, "unicode")


def told(page: Answer) -> list[str]:
    """What each line of a page's thread says, the oldest first."""
    lines = list(check(page).iter("li"))
    return [
        " ".join("".join(line.itertext()).split())
        for line in lines
        if (line.get("id") or "").startswith("line-")
    ]


def test_each_line_of_a_thread_says_the_same_in_the_feed(
    visitor: Browser, browser: Callable[..., Browser], make: Maker, people: People
) -> None:
    issue, other = (
        make.issue(people.resident),
        make.issue(people.member, title="No light on the lane"),
    )
    make.next_step(issue, people.organiser)
    make.merge(other, people.organiser, issue, "The same lamp.")
    make.unmerge(other, people.organiser)
    make.campaign(people.organiser, issue)
    make.state(
        issue,
        people.organiser,
        State.DONE,
        "It is lit.",
        evidence="https://example.org/lamp",
    )
    make.jobs(days=8)  # all who asked are asked
    make.verdict(issue, people.resident, Says.NOT_DONE, "It flickers.")
    make.jobs(days=60)  # nobody says a word, so the organisers are told
    at = f"/issues/{issue.id}"
    root, page = feed(visitor, f"{at}.atom"), told(visitor.get(at))
    titles = said(root, "title")
    assert titles == [
        "Nobody had taken this further for 60 days, so the organisers of Hodge Hill "
        "were told.",
        "In a campaign reopened: somebody who asked says it is not done",
        "Everyone who asked for this was asked whether it is really done.",
        "Done",
        "It became part of a campaign: Light the lane",
        f"Post {other.id} stands on its own again. It had gone on at post {issue.id}.",
        f"Post {other.id} says the same as post {issue.id}. 1 more person is counted "
        "there.",
        "Next: Ring the depot",
        "This was posted.",
    ]
    assert len(page) == len(titles)
    for line, title, text in zip(
        page, titles[::-1], said(root, "summary")[::-1], strict=True
    ):
        assert line.startswith(title), line
        assert all(words in line for words in text.split("\n\n")), line
    assert "https://example.org/lamp" in said(root, "summary")[3]
    assert said(root, "summary")[7].startswith("Olu, by ")


def test_a_comment_that_changed_is_told_anew_and_one_that_was_removed_says_so(
    visitor: Browser, member: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    rude, wrong = (
        make.comment(issue, people.member, body=body)
        for body in ("You fools.", "Ten lamps.")
    )
    at = f"/issues/{issue.id}"
    before = feed(visitor, f"{at}.atom")
    make.later(
        0.01,
        lambda: member.fill(f"{at}/comments/{wrong.id}/edit", {"body": "Nine lamps."}),
    )
    make.later(
        0.02,
        lambda: organiser.fill(
            f"{at}/comments/{rude.id}/remove", {"reason": "Be kind."}
        ),
    )
    after = feed(visitor, f"{at}.atom")
    assert said(after, "summary") == [
        "Nine lamps.",
        "Removed by an organiser: Be kind.",
        "",
    ]
    assert said(after, "id") == said(before, "id")
    later = [
        new > old
        for new, old in zip(
            said(after, "updated"), said(before, "updated"), strict=True
        )
    ]
    assert later == [True, True, False]
    assert after.findtext("a:updated", "", ATOM) == max(said(after, "updated"))


def test_a_list_says_where_each_thing_stands_and_when_that_changed(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    campaign = make.campaign(people.organiser)
    urls = ("/issues.atom", "/campaigns.atom", "/areas/hodge-hill.atom")
    before = [feed(visitor, url) for url in urls]
    assert said(before[0], "summary") == ["Open · Since March."]
    assert said(before[1], "summary") == ["Listening · Mend the 14 lamps."]
    make.later(
        0.1, lambda: make.state(issue, people.organiser, State.DONE, "It is lit.")
    )
    make.later(
        0.1,
        lambda: make.end(campaign, people.organiser, Outcome.PARTLY, "Nine are lit."),
    )
    after = [feed(visitor, url) for url in urls]
    assert said(after[0], "summary") == ["Done · Since March."]
    assert said(after[1], "summary") == ["Partly won · Mend the 14 lamps."]
    make.later(
        0.2,
        lambda: organiser.fill(
            f"/issues/{issue.id}/edit", {"title": "The lamp was out"}
        ),
    )
    make.later(
        0.2,
        lambda: organiser.fill(
            f"/campaigns/{campaign.id}/edit", {"ask": "Mend all of them."}
        ),
    )
    for first, second, third in zip(
        before, after, (feed(visitor, url) for url in urls), strict=True
    ):
        moments = [
            found.findtext("a:updated", "", ATOM) for found in (first, second, third)
        ]
        assert moments == sorted(set(moments))
        assert all(
            new > old
            for new, old in zip(
                said(second, "updated"), said(first, "updated"), strict=True
            )
        )
        assert all(
            new > old
            for new, old in zip(
                said(third, "updated"), said(second, "updated"), strict=True
            )
        )


def test_a_feed_ends_after_fifty(visitor: Browser, make: Maker, people: People) -> None:
    ids = [make.issue(people.resident).id for _ in range(53)]
    found = said(feed(visitor, "/issues.atom"), "id")
    assert [int(id.rpartition("/")[2]) for id in found] == ids[:2:-1]


def test_what_is_ones_own_is_offered_in_no_feed(
    member: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident)
    assert len(said(feed(member, "/issues.atom?mine=1&followed=1"), "id")) == 1
    assert "/issues.atom" in member.get("/issues").text
    assert "/issues.atom" not in member.get("/issues?mine=1").text


def test_pages_say_where_their_feed_is(visitor: Browser, things: Things) -> None:
    def link(page: Answer) -> str:
        found: str = page.text.partition(
            '<link rel="alternate" type="application/atom+xml" href="'
        )[2].partition('"')[0]
        return found

    assert (
        link(visitor.get("/issues?area=hodge-hill&sort=active&after=x"))
        == "/issues.atom?area=hodge-hill"
    )
    assert (
        link(visitor.get("/campaigns?stage=acting")) == "/campaigns.atom?stage=acting"
    )
    assert link(visitor.get("/areas/hodge-hill")) == "/areas/hodge-hill.atom"
    assert (
        link(visitor.get(f"/issues/{things.issue.id}"))
        == f"/issues/{things.issue.id}.atom"
    )

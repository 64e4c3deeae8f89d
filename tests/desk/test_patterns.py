"""Posts that belong together are found together: by their words, near each other,
whatever else stands beside them."""

import csv
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from board.activity.models import Activity
from board.campaigns import verbs
from board.campaigns.models import CampaignIssue
from board.cli.demo import STORY
from board.desk.grouping import LEAST, MOST
from board.desk.patterns import find_patterns
from board.imports.meanings import category_of
from board.issues.likeness import Post
from board.issues.models import Issue, State
from board.issues.word_stems import stem
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2031, 5, 1, tzinfo=UTC)
DAMP = [
    (
        "Black mould in the bedroom",
        "It is behind the bed and on the wall. Bleach does not help.",
    ),
    ("Damp wall again", "It comes through when it rains, and the bed is wet."),
    ("Mildew all over the bathroom wall", "The landlord read me a leaflet."),
]


def labelled() -> list[tuple[str, Post]]:
    """(pattern it belongs to, post) of tests/data/patterns.csv."""
    rows = csv.DictReader((DATA / "patterns.csv").read_text("utf-8").splitlines())
    return [
        (row["pattern"], _post(number, row, int(row["days"])))
        for number, row in enumerate(rows)
    ]


def _post(number: int, row: dict[str, Any], days: float) -> Post:
    where = (
        float(row[name]) if row.get(name) else None
        for name in ("latitude", "longitude")
    )
    texts = (row["title"], row["body"], row.get("place", ""), row["category"])
    return Post(number, *texts, *where, NOW - timedelta(days=days))  # type: ignore[arg-type]


def test_each_pattern_of_the_labelled_posts_is_found_and_nothing_strange_is_in_it() -> (
    None
):
    told = labelled()
    name_of = {post.id: name for name, post in told}
    patterns = find_patterns(tuple(post for _name, post in told))
    names = [{name_of[post.id] for post in pattern.posts} for pattern in patterns]
    assert sorted(name for (name,) in names) == [
        "damp",
        "flytip",
        "lamps",
        "speeding",
        "youth",
    ]
    belong = [post for name, post in told if name]
    assert sum(len(pattern.posts) for pattern in patterns) >= 0.8 * len(belong)
    assert [pattern.words for pattern in patterns if "damp" in pattern.words] == [
        ("damp",)
    ]
    assert {pattern.place for pattern in patterns} >= {
        "Hodge estate",
        "Cotterills Lane",
        "Brockhurst Road",
    }


def test_the_demo_has_one_pattern_the_damp_on_the_estate() -> None:
    story = [
        told
        for told in tomllib.loads(STORY.read_text("utf-8"))["issues"]
        if told["area"] == "hodge-hill"
    ]
    (pattern,) = find_patterns(
        tuple(
            _post(number, told, told["days_ago"]) for number, told in enumerate(story)
        )
    )
    assert {story[post.id]["key"].split("-")[0] for post in pattern.posts} == {"damp"}
    assert len(pattern.posts) == sum(told["key"].startswith("damp") for told in story)


def test_among_real_reports_a_pattern_is_about_one_thing() -> None:
    """As a city publishes them: nine of ten posts of a pattern are on its shelf."""
    rows = list(
        csv.DictReader(
            (DATA / "boston-311-reports.csv").read_text("utf-8").splitlines()
        )
    )
    posts = alike = 0
    for place in ("Dorchester", "Roxbury", "Jamaica Plain", "Back Bay"):
        here = [_as_imported(row) for row in rows if row["neighborhood"] == place]
        patterns = find_patterns(
            tuple(_post(number, told, number % 180) for number, told in enumerate(here))
        )
        assert len(patterns) > 1, place
        posts += sum(len(pattern.posts) for pattern in patterns)
        alike += sum(
            post.category == pattern.category
            for pattern in patterns
            for post in pattern.posts
        )
    assert alike >= 0.85 * posts > 0


def _as_imported(row: dict[str, str]) -> dict[str, Any]:
    body = f"Type: {row['TYPE']}\nReason: {row['REASON']}\nSubject: {row['SUBJECT']}"
    said = {
        "title": row["CASE_TITLE"],
        "body": body,
        "category": category_of((row["TYPE"], row["REASON"])),
    }
    return said | {
        "place": row["Location"],
        "latitude": row["LATITUDE"],
        "longitude": row["LONGITUDE"],
    }


def damp(number: int = len(DAMP), **other: Any) -> list[Post]:
    """Posts about damp at one place, posted on one day."""
    same = {
        "category": "housing",
        "place": "Larch House",
        "latitude": "52.5",
        "longitude": "-1.8",
    } | other
    return [
        _post(n, {"title": DAMP[n % 3][0], "body": DAMP[n % 3][1]} | same, 1)
        for n in range(number)
    ]


def test_two_alike_are_no_pattern_and_three_are() -> None:
    assert find_patterns(tuple(damp()[: LEAST - 1])) == ()
    (pattern,) = find_patterns(tuple(damp()))
    assert (len(pattern.posts), pattern.words, pattern.place) == (
        3,
        ("damp",),
        "Larch House",
    )


def test_what_is_far_apart_or_long_ago_is_another_matter() -> None:
    one, two, three = damp()
    assert find_patterns((one, two, three._replace(latitude=52.6))) == ()
    long_ago = three._replace(created_at=NOW - timedelta(days=700))
    assert find_patterns((one, two, long_ago)) == ()


def test_many_chance_likenesses_make_no_endless_chain() -> None:
    steps = [
        "lamp bin",
        "bin tree",
        "tree dog",
        "dog noise",
        "noise rat",
        "rat snow",
        "snow drain",
        "drain gas",
    ] * 5
    row = {"body": "", "category": "other", "latitude": "52.5", "longitude": "-1.8"}
    chain = [
        _post(n, row | {"title": f"The {step}"}, 1) for n, step in enumerate(steps)
    ]
    assert max(_sizes(chain), default=0) <= 15
    assert max(_sizes(damp(100))) <= MOST


def _sizes(posts: list[Post]) -> list[int]:
    return [len(pattern.posts) for pattern in find_patterns(tuple(posts))]


def test_of_places_that_are_named_as_often_the_first_stands_for_all() -> None:
    streets = "Alder Close, Birch Close, Cedar Close, Dogwood Close, Elder Close"
    [pattern] = find_patterns(tuple(post._replace(place=streets) for post in damp()))
    assert pattern.place == "Alder Close"


def test_posts_in_a_script_without_spaces_belong_together_too() -> None:
    told = ["駅前に放置自転車が多い", "放置自転車で歩けない", "また放置自転車です"]
    row = {"body": "", "category": "other", "latitude": "52.5", "longitude": "-1.8"}
    posts = [_post(n, row | {"title": title}, 1) for n, title in enumerate(told)]
    (pattern,) = find_patterns(tuple(posts))
    assert len(pattern.posts) == 3
    assert all("自転車" in word for word in pattern.words)


def test_forms_and_other_words_for_a_thing_are_one_word() -> None:
    assert stem("mould") == stem("mildew") == stem("damp") == "DAMP"
    assert stem("leaks").lower() == stem("leaking").lower()
    assert stem("yesterday") != stem("today") == ""


@pytest.fixture
def many(make: Maker, people: People) -> list[Issue]:
    """Three posts about damp in Larch House by three people, one of them seconded by
    two; and one about a bin."""
    by = [people.resident, people.member, people.elsewhere]
    same = {"category": "housing", "place": "Larch House"}
    posts = [
        make.issue(b, title=title, body=body, **same)
        for b, (title, body) in zip(by, DAMP, strict=True)
    ]
    make.second(posts[0], people.member, make.person())
    make.issue(
        people.resident,
        title="The bin is full",
        body="Every Monday.",
        category="rubbish",
    )
    return posts


DESK = "/areas/hodge-hill/desk"


def test_the_desk_shows_a_pattern_with_its_people_and_starts_a_campaign_from_it(
    organiser: Browser, many: list[Issue]
) -> None:
    page = organiser.get(DESK)
    assert page.says(
        "3 posts about damp",
        "Larch House",
        "4 people",
        *(title for title, _body in DAMP),
    )
    (start,) = [
        link
        for link in page.links
        if link.startswith("/campaigns/new?area=hodge-hill&issue=")
    ]
    form = organiser.get(start).form("/campaigns/new")
    assert {int(value) for name, value in form.fields if name == "issue"} == {
        post.id for post in many
    }
    assert organiser.get(f"{DESK}?show=patterns").says(
        "3 posts about damp", "Back to the whole desk"
    )


def test_a_post_that_is_closed_or_in_a_campaign_is_in_no_pattern(
    organiser: Browser, many: list[Issue], make: Maker, people: People
) -> None:
    make.campaign(people.organiser, many[0])
    assert organiser.get(DESK).says("No three open posts here belong together yet.")


def test_a_pattern_is_added_to_a_campaign_once_one_has_seen_who_is_told(
    organiser: Browser,
    resident: Browser,
    many: list[Issue],
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    campaign = make.campaign(
        people.organiser, make.issue(people.resident, title="Cold"), title="Warm homes"
    )
    (form,) = [
        form for form in organiser.get(DESK).forms if form.action == f"{DESK}/add"
    ]
    assert form.method == "get"
    url = f"{DESK}/add?{urlencode(form.fields)}"
    page = organiser.get(url)
    assert page.says(
        "This tells 4 people",
        "3 who posted",
        "one who was counted in",
        *(post.title for post in many),
    )
    page = organiser.fill(url, {"issue": [many[0].id, many[1].id]})
    assert page.location == f"/campaigns/{campaign.id}"
    assert rows.count(CampaignIssue, campaign_id=campaign.id) == 3
    assert [rows.get(Issue, post.id).state for post in many] == [
        State.IN_CAMPAIGN,
        State.IN_CAMPAIGN,
        State.OPEN,
    ]
    assert resident.get(f"/issues/{many[0].id}").says(
        "It was added to a campaign: Warm homes"
    )
    (line,) = rows.all(Activity, verb=verbs.ISSUES_SET)
    assert rows.count(Notification, activity_id=line.id) == 3, (
        "whoever posted the two, or was counted in"
    )


def test_nothing_goes_into_a_campaign_that_is_not_ones_own(
    browsers: dict[str, Browser],
    many: list[Issue],
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    ours, theirs = (
        make.campaign(people.organiser),
        make.campaign(people.elsewhere, area=people.ward_end),
    )
    before = rows.everything()
    organiser, elsewhere = browsers["organiser"], browsers["elsewhere"]
    assert (
        organiser.post(
            f"{DESK}/add", {"campaign": theirs.id, "issue": many[0].id}
        ).status
        == 422
    )
    there = "/areas/ward-end/desk/add"
    assert (
        elsewhere.post(there, {"campaign": theirs.id, "issue": many[0].id}).status
        == 422
    )
    assert elsewhere.post(there, {"campaign": ours.id}).status == 422
    assert many[0].title not in elsewhere.get(f"{there}?issue={many[0].id}").words
    assert organiser.post(f"{DESK}/add", {"campaign": "x", "issue": "x"}).status == 422
    assert organiser.post(f"{DESK}/add", {"campaign": ours.id}).says(
        "Tick at least one post."
    )
    assert rows.everything() == before

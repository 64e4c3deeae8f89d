"""Following a shape around home: what is read as one, and who hears of what is posted
inside."""

import contextlib
import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st

from board.areas.boundary import contains
from board.db import db
from board.follows import shapes
from board.follows.models import FollowPlace, FollowShape
from board.follows.nearby import people_whose_shape_contains
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.db.test_query_counts import counted
from tests.markup import check
from tests.pages import Browser, Page

SQUARE = [(52.5, -1.81), (52.51, -1.81), (52.51, -1.79), (52.5, -1.79)]
NOTCHED = [(52.5, -1.81), (52.51, -1.81), (52.503, -1.8), (52.51, -1.79), (52.5, -1.79)]
INSIDE, NOTCH, OUTSIDE = (52.502, -1.8), (52.508, -1.8), (52.52, -1.8)


def typed(corners: list[tuple[float, float]]) -> str:
    """Corners as somebody types them."""
    return "\n".join(
        f"{latitude:.6f}, {longitude:.6f}" for latitude, longitude in corners
    )


def pasted(corners: list[tuple[float, float]], **more: Any) -> str:
    """Corners as a GeoJSON polygon."""
    ring = [[longitude, latitude] for latitude, longitude in [*corners, corners[0]]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]} | more)


def follow(browser: Browser, corners: str = typed(SQUARE), name: str = "") -> Page:
    """Follow a shape by the form."""
    return browser.fill(
        "/me/follows", {"corners": corners, "name": name}, action="/me/follows/shape"
    )


@pytest.mark.parametrize(
    ("at", "heard"), [(INSIDE, True), (NOTCH, False), (OUTSIDE, False)]
)
@pytest.mark.parametrize("written", [typed(NOTCHED), pasted(NOTCHED)])
def test_whoever_follows_a_shape_hears_what_is_posted_inside_and_is_told_why(
    elsewhere: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    at: tuple[float, float],
    heard: bool,
    written: str,
) -> None:
    page = elsewhere.follow(follow(elsewhere, written, name="Round the park"))
    assert page.says(
        "You will hear what is posted in there.",
        "What is posted inside “Round the park”",
    )
    check(page)
    make.issue(people.resident, latitude=at[0], longitude=at[1])
    make.issue(people.resident)  # nowhere
    assert rows.heard(people.elsewhere) == ["issue.posted"] * heard
    assert (
        elsewhere.get("/notifications").says("It lies inside a shape you drew.")
        is heard
    )


def test_however_many_shapes_and_places_hold_a_post_one_hears_once(
    elsewhere: Browser, make: Maker, rows: Rows, people: People
) -> None:
    for name in ("One", "Two"):
        assert follow(elsewhere, name=name).status == 303
    elsewhere.post(
        "/me/follows/place", {"latitude": INSIDE[0], "longitude": INSIDE[1], "km": 2}
    )
    make.issue(people.resident, latitude=INSIDE[0], longitude=INSIDE[1])
    assert rows.heard(people.elsewhere) == ["issue.posted"]


def test_whoever_posts_inside_their_own_shape_does_not_hear_of_it(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    follow(resident)
    make.issue(people.resident, latitude=INSIDE[0], longitude=INSIDE[1])
    assert "issue.posted" not in rows.heard(people.resident)


@pytest.mark.parametrize("with_shape", [False, True])
def test_posting_with_a_position_reads_shapes_once_and_boundaries_once(
    app: Flask, resident: Browser, make: Maker, people: People, with_shape: bool
) -> None:
    if with_shape:
        for n in range(20):
            follower = make.person(area=people.hodge_hill)
            with make.writing():
                db.session.add(
                    FollowShape(
                        person_id=follower.id,
                        name=str(n),
                        **shapes.read(typed(SQUARE))._asdict(),
                    )
                )
    said = {
        "title": "A",
        "body": "B",
        "kind": "idea",
        "category": "other",
        "area": "hodge-hill",
        "different": "yes",
    }
    resident.get("/appearance")  # whoever asks is known
    with counted(app) as sent:
        page = resident.post(
            "/issues/new", said | {"latitude": INSIDE[0], "longitude": INSIDE[1]}
        )
    assert page.status == 303
    assert len(sent) <= 13, "\n".join(sent)  # one counts what its author has done
    assert len([statement for statement in sent if "follow_shape" in statement]) == 1
    assert (
        len(
            [statement for statement in sent if "INSERT INTO notification" in statement]
        )
        == 1
    )


@given(
    st.lists(
        st.tuples(st.floats(-0.08, 0.08), st.floats(-0.08, 0.08)),
        min_size=3,
        max_size=50,
        unique=True,
    ),
    st.sampled_from([0.0, 52.5, -33.9, 69.9]),
)
def test_what_is_typed_and_what_is_pasted_is_the_same_shape(
    offsets: list[tuple[float, float]], north: float
) -> None:
    corners = list(
        dict.fromkeys((round(north + lat, 6), round(lng, 6)) for lat, lng in offsets)
    )
    assume(len(corners) > 2)
    one, other = shapes.read(typed(corners)), shapes.read(pasted(corners))
    assert one == other
    assert shapes.across(one) <= 20
    for latitude, longitude in corners[:5]:
        assert one.south <= latitude <= one.north
        assert one.west <= longitude <= one.east
    assert not contains(one.boundary, one.north + 0.001, one.west)


FEATURE = {"type": "Feature", "properties": {}, "geometry": json.loads(pasted(SQUARE))}


@pytest.mark.parametrize(
    "text",
    [
        "52.5,-1.81\n52.51,-1.81\n52.51,-1.79\n52.5,-1.79",
        "52.5 -1.81\r\n\r\n 52.51 ; -1.81 \r\n52.51,-1.79,\r\n52.5,   "
        "-1.79\r\n52.5,-1.81",
        pasted(SQUARE),
        json.dumps(FEATURE),
        json.dumps({"type": "FeatureCollection", "features": [FEATURE]}),
    ],
)
def test_corners_are_read_as_people_and_programs_write_them(text: str) -> None:
    assert shapes.read(text) == shapes.read(typed(SQUARE))


FEW, MANY, WIDE = (
    "at least three corners",
    "at most 50 corners",
    "more than 20 kilometres",
)
UNREADABLE = "We can't read this."
CIRCLE = [(round(52.5 + n / 1000, 6), -1.8 + n % 2 / 100) for n in range(51)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("52.5,-1.8\n52.6,-1.8", FEW),
        ("52.5,-1.8\n52.5,-1.8\n52.5,-1.8\n52.6,-1.8", FEW),
        (pasted([(52.5, -1.8)] * 4), FEW),
        (typed(CIRCLE), MANY),
        (pasted(CIRCLE), MANY),
        (typed([(52.0, -1.8), (52.2, -1.8), (52.1, -1.7)]), WIDE),
        (typed([(52.0, -1.8), (52.01, -1.5), (52.02, -1.6)]), WIDE),
        (typed([(0.0, -179.9), (0.1, 179.9), (0.1, -179.9)]), WIDE),
        ("91,0\n90,1\n90,2", UNREADABLE),
        ("52.5,-181\n52.5,1\n52.6,2", UNREADABLE),
        ("52,5,-1,8\n52,5,-1,9\n52,6,-1,8", UNREADABLE),
        ("nan,nan\ninf,0\n1e3,2", UNREADABLE),
        ("٥٢,١\n٥٣,١\n٥٣,٢", UNREADABLE),
        ("{", UNREADABLE),
        ("{}", UNREADABLE),
        ("[1, 2]", UNREADABLE),
        ("[" * 9999, UNREADABLE),
        ('{"a":' * 1900, UNREADABLE),
        ('{"type": "Point", "coordinates": [1, 2]}', UNREADABLE),
        (
            (
                '{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 2], [3, 3], [NaN, '
                "1]]]}"
            ),
            UNREADABLE,
        ),
        (
            (
                '{"type": "Polygon", "coordinates": [[[1e999, 1], [2, 2], [3, 3], '
                "[1e999, "
                "1]]]}"
            ),
            UNREADABLE,
        ),
        (
            '{"type": "Polygon", "coordinates": [[[%s, 1], [2, 2], [3, 3], [%s, 1]]]}'
            % (("9" * 4400,) * 2),
            UNREADABLE,
        ),
        ('{"type": "Polygon", "coordinates": {"0": [1]}}', UNREADABLE),
        (
            '{"type": "Polygon", "coordinates": [[[{}, 1], [2, 2], [3, 3], [{}, 1]]]}',
            UNREADABLE,
        ),
        ('{"type": "FeatureCollection", "features": []}', UNREADABLE),
        ('{"type": "FeatureCollection", "features": 7}', UNREADABLE),
        ('{"type": "Feature"}', UNREADABLE),
        ('{"type": ["Feature"]}', UNREADABLE),
        ("", FEW),
    ],
)
def test_what_is_no_shape_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        shapes.read(text)
    assert sentence in str(refused.value.args[0])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("here", UNREADABLE),
        ("[" * 9999, UNREADABLE),
        ("x" * 10_001, "Keep this to 10000 characters."),
        ("", FEW),
    ],
)
def test_what_is_refused_stays_in_its_field_with_the_sentence_beside_it(
    member: Browser, rows: Rows, people: People, text: str, sentence: str
) -> None:
    page = follow(member, text, name="Home")
    assert page.status == 422
    assert set(page.errors) == {"corners"}
    assert sentence in page.errors["corners"]
    assert page.value("corners").replace("\r\n", "\n") == text
    assert page.value("name") == "Home"
    check(page)
    assert rows.count(FollowShape) == 0


KEYS = st.sampled_from(["type", "coordinates", "features", "geometry"])
VALUES = (
    st.none()
    | st.floats()
    | st.sampled_from(["Polygon", "Feature", "FeatureCollection"])
)


@given(
    st.recursive(
        VALUES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)
    ).map(json.dumps)
    | st.text()
)
def test_whatever_is_written_is_a_shape_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert shapes.read(text).boundary


@pytest.mark.parametrize(
    "middle", [(52.5, -1.8), (0.0, 0.0), (-77.8, 166.7), (89.95, 10.0), (69.6, 18.9)]
)
def test_shapes_are_found_by_their_boxes_wherever_on_earth_they_are(
    app: Flask, make: Maker, people: People, middle: tuple[float, float]
) -> None:
    latitude, longitude = middle
    wide, north = 0.02 if abs(latitude) < 80 else 0.5, min(90, latitude + 0.08)
    corners = [
        (latitude - 0.08, longitude - wide),
        (north, longitude),
        (latitude - 0.08, longitude + wide),
    ]
    with make.writing():
        db.session.add(
            FollowShape(
                person_id=people.member.id,
                name="",
                **shapes.read(typed(corners))._asdict(),
            )
        )
    with app.app_context():
        assert people_whose_shape_contains(latitude, longitude) == {people.member.id}
        assert (
            people_whose_shape_contains(latitude - 0.081, longitude)
            == people_whose_shape_contains(latitude, longitude + wide)
            == set()
        )


def test_places_and_shapes_have_one_limit(
    member: Browser, rows: Rows, people: People
) -> None:
    for n in range(25):
        assert (
            member.post(
                "/me/follows/place", {"latitude": n, "longitude": 0, "km": 1}
            ).status
            == 303
        )
        assert (
            member.post("/me/follows/shape", {"corners": typed(SQUARE)}).status == 303
        )
    for path, given_ in (
        ("place", {"latitude": 51, "longitude": 0, "km": 1}),
        ("shape", {"corners": typed(SQUARE)}),
    ):
        page = member.post(f"/me/follows/{path}", given_)
        assert page.status == 409
        assert page.says("You follow 50 places already.")
    assert rows.count(FollowPlace) == rows.count(FollowShape) == 25


def test_one_stops_only_ones_own_shape_and_nothing_of_it_is_kept(
    member: Browser, elsewhere: Browser, make: Maker, rows: Rows, people: People
) -> None:
    follow(elsewhere)
    (shape,) = rows.all(FollowShape)
    assert elsewhere.get("/me/follows").says(
        "What is posted inside a shape around 52.505, -1.8"
    )
    assert not member.get("/me/follows").says("52.505")
    member.post("/me/follows/stop", {"topic": f"shape-{shape.id}"})
    assert rows.count(FollowShape) == 1
    (stop,) = (
        form
        for form in elsewhere.get("/me/follows").forms
        if ("topic", f"shape-{shape.id}") in form.fields
    )
    assert elsewhere.send_form(stop.action, stop.fields).status == 303
    assert rows.count(FollowShape) == 0
    make.issue(people.resident, latitude=INSIDE[0], longitude=INSIDE[1])
    assert rows.heard(people.elsewhere) == []


def test_a_shape_stays_with_whoever_follows_it(
    visitor: Browser,
    organiser: Browser,
    elsewhere: Browser,
    rows: Rows,
    make: Maker,
    people: People,
) -> None:
    follow(elsewhere, name="My secret garden")
    make.issue(people.resident, latitude=INSIDE[0], longitude=INSIDE[1])
    for browser in (visitor, organiser):
        for url in (
            "/",
            "/issues",
            "/issues/1",
            "/areas/hodge-hill",
            "/issues.geojson",
            "/issues.atom",
        ):
            assert "secret garden" not in browser.get(url).text
    assert not organiser.get("/me/follows").says("secret garden")
    assert {
        row.why for row in rows.all(Notification, person_id=people.elsewhere.id)
    } == {None, "shape"}

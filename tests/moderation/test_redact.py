"""Covering a part of a picture: the old bytes are nowhere."""

import io
from pathlib import Path

import pytest
from PIL import Image

from board.config import Settings
from board.moderation import redacting
from board.moderation.models import Case
from board.photos.models import Photo
from tests.builders import Rows, Things
from tests.moderation.acts import flag, the_case
from tests.pages import Browser
from tests.photos.drawing import drawn


@pytest.fixture
def photo(browsers: dict[str, Browser], rows: Rows, things: Things) -> Photo:
    """A picture under a comment, flagged."""
    at = f"/issues/{things.issue.id}"
    said = {"body": "Look."}
    browsers["member"].upload(
        at, said, ("a.jpg", drawn(colour="white")), action=f"{at}/comments"
    )
    (found,) = rows.all(Photo)
    flag(browsers["resident"], "photo", found, "privacy")
    return found


def files(settings: Settings) -> set[str]:
    """All that lies in the store."""
    folder = Path(settings.instance_path / "uploads")
    return {path.name for path in folder.rglob("*.webp")}


SAID = {"rule": "2", "reason": "A face."}


def pixel(settings: Settings, photo: Photo, across: float, down: float) -> int:
    """How bright the picture is there."""
    name = f"{photo.sha256[:2]}/{photo.sha256}-large.webp"
    content = Path(settings.instance_path / "uploads" / name).read_bytes()
    image = Image.open(io.BytesIO(content)).convert("L")
    value = image.getpixel((int(image.width * across), int(image.height * down)))
    assert isinstance(value, int)
    return value


def test_pressed_cells_are_black_in_every_size_and_the_old_files_are_gone(
    browsers: dict[str, Browser], rows: Rows, settings: Settings, photo: Photo
) -> None:
    old = f"/photos/{photo.sha256}-large.webp"
    assert browsers["visitor"].get(old).status == 200
    at = f"/moderation/cases/{the_case(rows).id}/redact"
    page = browsers["organiser"].fill(at, SAID | {"cells": ["0", "1"]})
    assert page.status == 303
    (now,) = rows.all(Photo)
    assert now.sha256 != photo.sha256
    assert browsers["visitor"].get(old).status == 404
    assert not [name for name in files(settings) if name.startswith(photo.sha256)]
    assert pixel(settings, now, 0.05, 0.05) < 20
    assert pixel(settings, now, 0.9, 0.9) > 150
    assert (
        browsers["visitor"].get("/moderation/log").says("A part of a picture covered")
    )


@pytest.mark.parametrize(
    ("boxes", "status"),
    [
        ("10,10,30,30", 303),
        ("", 422),
        ("a,b", 422),
        ("30,10,10,30", 422),
        ("0,0,500,9", 422),
    ],
)
def test_boxes_are_typed_or_dragged(
    browsers: dict[str, Browser],
    rows: Rows,
    settings: Settings,
    photo: Photo,
    boxes: str,
    status: int,
) -> None:
    at = f"/moderation/cases/{the_case(rows).id}/redact"
    page = browsers["organiser"].fill(at, SAID | {"boxes": boxes})
    assert page.status == status
    if status == 303:
        (now,) = rows.all(Photo)
        assert pixel(settings, now, 0.2, 0.2) < 20


def test_only_pictures_and_only_by_moderators(
    browsers: dict[str, Browser], rows: Rows, things: Things, photo: Photo
) -> None:
    at = f"/moderation/cases/{the_case(rows).id}/redact"
    for who in ("resident", "member", "elsewhere"):
        assert browsers[who].get(at).status == 403, who
    flag(browsers["resident"], "issue", things.other)
    other: Case = the_case(rows)
    page = browsers["organiser"].get(f"/moderation/cases/{other.id}/redact")
    assert page.status == 404


def test_cells_are_counted_line_by_line() -> None:
    assert redacting.cells([0]) == [(0, 0, 1 / 6, 1 / 4)]
    assert redacting.cells([7])[0][:2] == (1 / 6, 1 / 4)
    assert redacting.cells([24, 999, -1]) == []

"""The addresses of pictures: what comes from them, and that nothing else does."""

import io
from pathlib import Path

import pytest
from PIL import Image

from board.config import Settings
from board.photos.models import Photo
from tests.builders import Rows
from tests.pages import Browser
from tests.photos.test_add import SAID, pictures


@pytest.fixture
def photo(resident: Browser, rows: Rows) -> Photo:
    """A picture somebody has posted."""
    assert resident.upload("/issues/new", SAID, *pictures(1)).status == 303
    return rows.all(Photo)[0]


def test_a_picture_is_sent_as_a_picture_and_kept_for_ever(
    visitor: Browser, member: Browser, photo: Photo
) -> None:
    for browser in (visitor, member):
        page = browser.get(f"/photos/{photo.sha256}-large.webp")
        assert page.status == 200
        assert page.headers["content-type"] == "image/webp"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "set-cookie" not in page.headers


def test_the_file_is_the_one_its_name_says(visitor: Browser, photo: Photo) -> None:
    body = visitor.send("GET", f"/photos/{photo.sha256}-large.webp", b"", {}).body
    assert Image.open(io.BytesIO(body)).size == (photo.width, photo.height)


def test_nothing_else_is_served_from_there(
    visitor: Browser, photo: Photo, settings: Settings
) -> None:
    folder = settings.instance_path / "uploads" / photo.sha256[:2]
    for name in ("secret", "x.part", f"{photo.sha256}-huge.webp"):
        (folder / name).write_text("secret")
    unknown = "0" * 64
    Path(settings.instance_path / "uploads" / "00").mkdir(exist_ok=True)
    Path(
        settings.instance_path / "uploads" / "00" / f"{unknown}-large.webp"
    ).write_bytes(b"an orphan")
    names = [
        f"{unknown}-large.webp",
        f"{'1' * 64}-large.webp",
        f"{photo.sha256}-huge.webp",
        f"{photo.sha256}-large.jpg",
        f"{photo.sha256.upper()}-large.webp"
        if photo.sha256.upper() != photo.sha256
        else "x",
        f"{photo.sha256}-../secret.webp",
        "..%2f..%2fsecret%00-large.webp",
        f"{photo.sha256[:2]}/{photo.sha256}-large.webp",
        "../secret",
        "%2e%2e/%2e%2e/board.db",
        f"{photo.sha256}%0a-large.webp",
        f"{photo.sha256[:-1]}٣-large.webp",
        "x.part",
        "",
    ]
    for name in names:
        assert visitor.get(f"/photos/{name}").status == 404, name

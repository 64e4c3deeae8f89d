"""Pictures in a store that speaks S3: the same promises as in a folder, and a clear
word when it does not answer."""

import contextlib
import io
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from PIL import Image

from board.__main__ import main
from board.config import HOME, Settings
from board.issues.models import Comment, Issue
from board.photos import bucket as bucket_file
from board.photos.models import Photo
from tests import s3
from tests.builders import Maker, People, Rows
from tests.conftest import Server, environment, on_sqlite
from tests.markup import check
from tests.pages import Browser, Page, at_once, over_wsgi
from tests.photos.drawing import drawn
from tests.photos.test_add import AGAIN, SAID, addresses, pictures, stored

SILENT = (
    "The place where pictures are kept does not answer just now. Try again in a few "
    "minutes."
)


@pytest.fixture
def app(app_with: Callable[..., Flask], bucket: s3.Bucket) -> Flask:
    """The board with its pictures in the store."""
    return app_with(uploads=bucket.url)


@pytest.fixture
def post(resident: Browser, rows: Rows) -> Issue:
    """A post of the resident's with three pictures."""
    assert resident.upload("/issues/new", SAID, *pictures(3)).status == 303
    return rows.all(Issue)[-1]


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Takes calls and never answers; nobody waits long for it here."""
    monkeypatch.setattr(bucket_file, "PATIENCE", 0.5)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        deaf.setblocking(False)
        yield deaf


@pytest.fixture
def silence(deaf: socket.socket) -> str:
    """The address of a store that takes calls and never answers."""
    return s3.address(deaf.getsockname()[1])


def calls(deaf: socket.socket) -> int:
    """How many have called since somebody asked."""
    number = 0
    with contextlib.suppress(BlockingIOError):
        while number < 100:
            deaf.accept()[0].close()
            number += 1
    return number


def test_a_post_shows_its_pictures_from_our_own_address(
    visitor: Browser, post: Issue, rows: Rows, bucket: s3.Bucket, settings: Settings
) -> None:
    page = visitor.get(f"/issues/{post.id}")
    shown = rows.all(Photo)
    assert addresses(page) == [f"/photos/{photo.sha256}-small.webp" for photo in shown]
    answer = visitor.send("GET", f"/photos/{shown[0].sha256}-large.webp", b"", {})
    assert answer.status == 200
    assert Image.open(io.BytesIO(answer.body)).size == (shown[0].width, shown[0].height)
    assert str(bucket.url.split("@")[1][:15]) not in page.text
    assert stored(settings) == [], "pictures lie in the folder, too"
    kept = [
        f"{photo.sha256[:2]}/{photo.sha256}-{size}.webp"
        for photo in shown
        for size in ("large", "small")
    ]
    assert bucket.names == sorted(kept)


def test_what_is_in_the_store_but_in_no_post_is_not_served(
    visitor: Browser, post: Issue, bucket: s3.Bucket
) -> None:
    unknown = "0" * 64
    (bucket.folder / "00").mkdir()
    (bucket.folder / "00" / f"{unknown}-large.webp").write_bytes(b"an orphan")
    (bucket.folder / "secret").write_bytes(b"secret")
    for name in (
        f"{unknown}-large.webp",
        "..%2fsecret%00-large.webp",
        f"{unknown}-../secret.webp",
        "x-large.webp",
    ):
        assert visitor.get(f"/photos/{name}").status == 404, name


def test_a_picture_the_store_has_lost_is_not_found(
    visitor: Browser, post: Issue, rows: Rows, bucket: s3.Bucket
) -> None:
    photo = rows.all(Photo)[0]
    (bucket.folder / photo.sha256[:2] / f"{photo.sha256}-small.webp").unlink()
    assert visitor.get(f"/photos/{photo.sha256}-small.webp").status == 404
    assert visitor.get(f"/photos/{photo.sha256}-large.webp").status == 200


def test_files_of_a_picture_that_nothing_shows_any_more_are_deleted_once_old(
    resident: Browser, post: Issue, rows: Rows, bucket: s3.Bucket, make: Maker
) -> None:
    first, second, third = rows.all(Photo)
    resident.fill(f"/issues/{post.id}/photos", {f"remove_{second.id}": "y"})
    assert len(bucket.names) == 6, (
        "what was sent just now may be on its way into another post"
    )
    make.jobs(days=0.01)
    left = {name.split("/")[1].split("-")[0] for name in bucket.names}
    assert left == {first.sha256, third.sha256}


def test_many_post_pictures_at_once(
    browser: Any, people: People, rows: Rows, bucket: s3.Bucket
) -> None:
    everyone = [browser(people.resident) for _ in range(10)]

    def press(one: Browser) -> Page:
        return one.send_files(
            "/issues/new", [*SAID.items(), ("csrf_token", one.token())], pictures(2)
        )

    assert {page.status for page in at_once(everyone, press)} == {303}
    assert (rows.count(Issue), rows.count(Photo), len(bucket.names)) == (10, 20, 4)


@on_sqlite
def test_several_processes_share_the_store(
    serve: Callable[..., Server], bucket: s3.Bucket, people: People, rows: Rows
) -> None:
    server = serve(workers=2, uploads=bucket.url)
    assert (
        server.browser(people.resident).upload("/issues/new", SAID, *pictures(3)).status
        == 303
    )
    for photo in rows.all(Photo) * 4:
        assert server.browser().get(f"/photos/{photo.sha256}-large.webp").status == 200


def test_a_store_that_is_silent_takes_nothing_and_no_word_is_lost(
    app_with: Callable[..., Flask],
    silence: str,
    people: People,
    make: Maker,
    rows: Rows,
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    resident = browser_on(app_with(uploads=silence), people.resident, make)
    before = rows.everything()
    began = time.monotonic()
    new = resident.upload("/issues/new", SAID | {"body": "A long text."}, *pictures(5))
    edit = resident.upload(f"{at}/edit", {"body": "A long text."}, *pictures(1))
    for htmx in (False, True):
        comment = resident.upload(
            at, {"body": "Look."}, *pictures(1), action=f"{at}/comments", htmx=htmx
        )
        assert (comment.status, comment.value("body")) == (422, "Look.")
        assert comment.says(SILENT)
    for page in (new, edit):
        assert page.status == 422
        check(page)
        assert page.says(SILENT)
        assert page.errors["photos"] == AGAIN
        assert page.value("body") == "A long text."
    assert rows.everything() == before
    assert time.monotonic() - began < 10
    assert resident.upload("/issues/new", SAID).status == 303, (
        "words alone need no store"
    )


def test_a_picture_from_a_store_that_is_silent_is_a_503_and_nobody_else_waits_for_it(
    app_with: Callable[..., Flask],
    deaf: socket.socket,
    silence: str,
    post: Issue,
    make: Maker,
    rows: Rows,
) -> None:
    visitor = browser_on(app_with(uploads=silence), None, make)
    address = f"/photos/{rows.all(Photo)[0].sha256}-large.webp"
    began = time.monotonic()
    page = visitor.get(address)
    assert page.status == 503
    assert page.says("We can't get at the pictures", SILENT)
    assert page.headers["retry-after"] == "60"
    assert 0.4 < time.monotonic() - began < 5
    assert calls(deaf) > 0
    assert {visitor.get(address).status for _ in range(20)} == {503}
    assert calls(deaf) == 0, "somebody waited for the store again"
    assert visitor.get(f"/issues/{post.id}").status == 200


def test_once_the_store_is_back_so_are_the_pictures(
    app_with: Callable[..., Flask],
    workshop: Any,
    post: Issue,
    make: Maker,
    rows: Rows,
    bucket: s3.Bucket,
) -> None:
    port = s3.free_port()
    address = f"/photos/{rows.all(Photo)[0].sha256}-large.webp"
    visitor = browser_on(
        app_with(uploads=s3.address(port, bucket.folder.name)), None, make
    )
    assert visitor.get(address).status == 503
    with s3.running(bucket.folder.parent, port):
        time.sleep(1)
        assert visitor.get(address).status == 200


def test_taking_a_picture_away_needs_no_store(
    app_with: Callable[..., Flask],
    silence: str,
    post: Issue,
    people: People,
    make: Maker,
    rows: Rows,
) -> None:
    first = rows.all(Photo)[0]
    resident = browser_on(app_with(uploads=silence), people.resident, make)
    assert (
        resident.fill(f"/issues/{post.id}/photos", {f"remove_{first.id}": "y"}).status
        == 303
    )
    assert resident.get(f"/photos/{first.sha256}-large.webp").status == 404


@pytest.mark.parametrize("wrong", ["secret", "bucket", "port"])
def test_a_store_that_refuses_is_as_one_that_is_silent(
    app_with: Callable[..., Flask],
    store: s3.Store,
    wrong: str,
    people: People,
    make: Maker,
    rows: Rows,
) -> None:
    urls = {
        "secret": s3.address(store.port, secret="another"),
        "bucket": s3.address(store.port, "nobody-made-it"),
        "port": s3.address(s3.free_port()),
    }
    resident = browser_on(app_with(uploads=urls[wrong]), people.resident, make)
    page = resident.upload("/issues/new", SAID, ("1.jpg", drawn()))
    assert page.status == 422
    assert page.says(SILENT)
    assert rows.count(Photo) == rows.count(Comment) == 0
    assert (
        board(app_with().config["BOARD"], "check", uploads=urls[wrong]).exit_code == 1
    )


def browser_on(app: Flask, person: Any, make: Maker) -> Browser:
    """A browser on another application with the same database."""
    return Browser(over_wsgi(app), make.cookie(person) if person else "")


def board(settings: Settings, *words: str, **changed: str) -> Result:
    """Runs the board command."""
    told = environment(replace(settings, **changed))  # type: ignore[arg-type]
    return CliRunner().invoke(main, words, None, told, catch_exceptions=False)


def test_check_tries_the_store_and_leaves_nothing_there(
    settings: Settings, people: People, bucket: s3.Bucket
) -> None:
    said = board(settings, "check", uploads=bucket.url)
    assert (said.exit_code, bucket.names) == (0, [])


@on_sqlite
def test_check_says_why_the_store_cannot_be_used_but_not_its_secret(
    settings: Settings, people: People, store: s3.Store, silence: str
) -> None:
    for url, reason in (
        (s3.address(store.port, secret="hunter2"), "Forbidden"),
        (s3.address(store.port, "nobody-made-it"), "NoSuchBucket"),
        (silence, "error sending request"),
    ):
        said = board(settings, "check", uploads=url)
        assert said.exit_code == 1
        assert (
            "BOARD_UPLOADS: we can't write, read and delete files there." in said.stderr
        )
        assert reason in said.stderr
        assert "hunter2" not in said.output
        assert len(said.stderr.splitlines()) == 2


@on_sqlite
def test_config_does_not_show_the_keys_of_the_store(settings: Settings) -> None:
    said = board(
        settings,
        "config",
        uploads="s3://open:sesame@s3.example.org/pictures?region=eu-west-2",
    ).stdout
    (line,) = (line for line in said.splitlines() if line.startswith("BOARD_UPLOADS"))
    assert "(hidden)" in line
    assert "sesame" not in said


@on_sqlite
@pytest.mark.parametrize(
    "url",
    [
        "https://key:secret@s3.example.org/bucket",
        "s3://s3.example.org/bucket",
        "s3://key@s3.example.org/bucket",
        "s3://key:secret@s3.example.org",
        "s3://key:secret@s3.example.org/bucket/folder",
        "s3://key:secret@s3.example.org/Bu%2fcket",
        "s3://key:sec/ret@s3.example.org/bucket",
        "s3://key:secret@s3.example.org:0/bucket",
        "s3://key:secret@[s3/bucket",
        "pictures",
    ],
)
def test_what_names_no_store_is_refused_without_showing_it(
    settings: Settings, url: str
) -> None:
    refused = board(settings, "config", uploads=url)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(
        "Error: BOARD_UPLOADS should be such as s3://KEY:SECRET@"
    )
    assert "sec" not in refused.stderr.replace("with / and + in the secret as", "")


@on_sqlite
def test_other_stores_the_environment_speaks_of_count_for_nothing(
    app_with: Callable[..., Flask],
    bucket: s3.Bucket,
    people: People,
    make: Maker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1",
        "AWS_SESSION_TOKEN": "x",
        "AWS_SKIP_SIGNATURE": "true",
        "AWS_BUCKET": "other",
        "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "true",
        "AWS_REGION": "mars-1",
    }.items():
        monkeypatch.setenv(name, value)
    resident = browser_on(
        app_with(uploads=bucket.url + "&region=us-east-1"), people.resident, make
    )
    assert resident.upload("/issues/new", SAID, *pictures(1)).status == 303
    assert len(bucket.names) == 2


def test_without_the_setting_its_library_is_not_loaded() -> None:
    program = (
        "import sys, board, board.cli.check; board.create_app(); sys.exit('obstore' "
        "in sys.modules)"
    )
    words = [sys.executable, "-c", program]
    assert subprocess.run(words, cwd=HOME, timeout=60, check=False).returncode == 0

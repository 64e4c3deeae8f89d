"""What another board wrote may be anything, and is read or refused in words."""

import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some

from board import create_app, settings_read
from board.boards.reading import MOST_BYTES, read
from board.errors import Invalid
from tests.boards.feeds import CLUB, feed, item

MEMORY = 50 * 1024 * 1024


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application that speaks; there is nothing in it."""
    instance = str(tmp_path_factory.mktemp("reading"))
    return create_app(settings_read.load({"BOARD_INSTANCE": instance}))


@pytest.fixture(autouse=True)
def _speaking(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def refused(document: bytes) -> str:
    """The sentence with which it is refused, in less memory than may be used."""
    tracemalloc.start()
    try:
        with pytest.raises(Invalid) as why:
            read(document)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    return str(why.value.text)


def answer(document: bytes) -> str:
    """How many things are in it, or the sentence with which it is refused."""
    try:
        return str(len(read(document).items))
    except Invalid as why:
        return str(why.text)


def changed(**step: Any) -> bytes:
    """A feed whose playbook has a first step with this in it."""
    steps = [CLUB["steps"][0] | step, *CLUB["steps"][1:]]
    return feed(item(playbook=CLUB | {"steps": steps}))


def test_what_a_board_wrote_is_read() -> None:
    (found,) = read(feed(item())).items
    assert found.about.kind == "playbook"
    assert found.about.playbook
    assert [step.day for step in found.about.playbook.steps] == [-42, 0]


def test_what_we_do_not_know_is_passed_over() -> None:
    assert read(feed(item(colour="red") | {"tags": ["x"]}, favicon="x")).items


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "not a file that a board writes"),
        (b"<html>", "not a file that a board writes"),
        (b"\xff\xfe{}", "not a file that a board writes"),
        (feed(item()).replace(b"Homework", b"\xc3\x28"), "not a file"),
        (feed(item())[:-5], "not a file that a board writes"),
        (b" " * (MOST_BYTES + 1), "larger than 2 megabytes"),
        (b"[" * 1_000_000, "lists within lists"),
        (b'{"a":' * 100_000, "lists within lists"),
        (feed(item(), extra=json.loads("[" * 20 + "]" * 20)), "lists within lists"),
        (feed(item(title="x", playbook=None)), "nothing in it that this board knows"),
        (feed({"id": "x"}), "items[0]"),
        (feed("x"), "items[0]"),
        (feed(*[item(f"a:{n}") for n in range(101)]), "items"),
        (feed(item("no spaces please")), "_board.lineage"),
        (feed(item(version=0)), "_board.version"),
        (feed(item(version=10**30)), "_board.version"),
        (changed(day="soon"), "steps[0].day"),
        (changed(day=1e99), "steps[0].day"),
        (changed(title=""), "steps[0].title"),
        (changed(title="x" * 121), "steps[0].title"),
        (changed(starts="25:00"), "steps[0].starts"),
        (changed(places=501), "steps[0].places"),
        (changed(words=["x"]), "steps[0].words"),
        (changed(words="a <script>alert(1)</script>"), "holds code or unreadable"),
        (changed(words="turned \u202e round"), "holds code or unreadable"),
        (changed(words="a NUL \0"), "holds code or unreadable"),
        (feed(item("a:a"), item("a:a")), "stands in it twice"),
        (feed(item("a:a", from_lineage="a:a")), "come from itself"),
        (
            feed(item("a:a", from_lineage="a:b"), item("a:b", from_lineage="a:a")),
            "come from itself",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_no_board_writes_is_refused_in_words(document: bytes, words: str) -> None:
    assert words in refused(document)


def test_a_million_steps_are_refused() -> None:
    step = b'{"key":"a","title":"b","day":1}'
    many = b",".join([step] * (MOST_BYTES // (len(step) + 1) - 20))
    one = feed(item(playbook=CLUB | {"steps": ["here"]}))
    assert "steps" in refused(one.replace(b'"here"', many))
    assert "larger" in refused(one.replace(b'"here"', b",".join([step] * 1_000_000)))


def test_brackets_within_texts_are_texts() -> None:
    assert read(changed(words='[[[{{{ "a\\"[[[[[[[[[[[[[[" \\ ' * 50)).items


def test_an_endless_text_full_of_marks_is_read_once() -> None:
    assert "not a file" in refused(b'{"a": "' + b'\\"' * 500_000)


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.sampled_from(["title", "steps", "x"]), inner)
    ),
    max_leaves=20,
)


@given(ANYTHING, some.sampled_from(sorted({*CLUB, "roles", "sheets", "asks"})))
def test_whatever_stands_in_a_field_is_read_or_refused(value: Any, name: str) -> None:
    assert answer(feed(item(playbook=CLUB | {name: value})))


@given(some.binary(max_size=200), some.integers(0, 400))
def test_whatever_bytes_stand_in_it_it_is_read_or_refused(part: bytes, at: int) -> None:
    whole = feed(item())
    assert answer(whole[:at] + part + whole[at + len(part) :])

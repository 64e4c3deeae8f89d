"""Whatever a council answers becomes rows of short, clean texts, or a sentence."""

import random

import pytest

from board.councils import reading
from board.errors import Invalid
from tests.conftest import on_sqlite

REPORT = b'{"service_request_id":"5","status":"open","lat":1.5,"media_url":null}'
XML = (
    b'<?xml version="1.0" encoding="utf-8"?><service_requests><request>'
    b"<service_request_id>5</service_request_id><status>open</status><lat>1.5</lat>"
    b"<media_url/></request></service_requests>"
)
SAYS = {"service_request_id": "5", "status": "open", "lat": "1.5", "media_url": ""}


@pytest.mark.parametrize(
    "document",
    [
        b"[" + REPORT + b"]",
        b'{"service_requests":[' + REPORT + b"]}",
        b'{"service_requests":{"request":[' + REPORT + b"]}}",
        b"\xef\xbb\xbf [" + REPORT + b"]",
        XML,
        XML.replace(b"<service_requests>", b'<service_requests xmlns="urn:x">'),
    ],
)
def test_each_way_of_saying_it_is_read_the_same(document: bytes) -> None:
    assert reading.rows(document) == [SAYS]


@pytest.mark.parametrize(
    "document", [b"[]", b'{"service_requests":[]}', b"<service_requests/>"]
)
def test_nothing_is_nothing(document: bytes) -> None:
    assert reading.rows(document) == []


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x><y/></x>',
        b"<x><y></x>",
        b"[" * 100_000,
        b'["a"]',
        b"[001]",
        b"\xff\xfe",
        b"",
        b"<!doctype html><title>x</title>",
    ],
)
@on_sqlite
def test_what_is_no_data_is_refused_in_words(app: object, document: bytes) -> None:
    with app.app_context(), pytest.raises(Invalid) as why:  # type: ignore[attr-defined]
        reading.rows(document)
    assert str(why.value.text).startswith("It answered with")


@on_sqlite
def test_broken_answers_never_break_us(app: object) -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        whole = bytearray(chance.choice((b"[" + REPORT + b"]", XML)))
        for _ in range(chance.randint(1, 6)):
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        cut = bytes(whole[: chance.randint(1, len(whole))])
        try:
            with app.app_context():  # type: ignore[attr-defined]
                found = reading.rows(cut)
        except Invalid:
            continue
        for row in found:
            reading.moment(row, "status")
            reading.degrees(row, "lat", 90)
            assert reading.is_closed(row) in (None, True, False)


def test_texts_are_cut_and_cleaned() -> None:
    (row,) = reading.rows(b'[{"description":"\\u0000a\\u202eb' + b"x" * 9000 + b'"}]')
    words = reading.said(row, "description")
    assert len(words) <= reading.LONGEST
    assert not {"\x00", "\u202e"} & set(words)

"""Compressing what Flask answers, in the thread that made it, and naming what a page
depends on."""

import gzip
import io
import secrets
from functools import lru_cache

from flask import Flask, Response, request
from rcssmin import cssmin
from rjsmin import jsmin
from werkzeug.http import parse_accept_header

SHRINK = {"css": cssmin, "js": jsmin}
SMALL = 1024  # bytes that are sent as they are
TEXTUAL = (
    "text/",
    "image/svg",
    "application/json",
    "application/xml",
    "application/atom",
    "application/geo",
    "application/manifest",
)


@lru_cache(256)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether this browser takes compressed answers."""
    return bool(parse_accept_header(accept_encoding)["gzip"])


def init_app(app: Flask) -> None:
    """Compress every answer of words."""
    app.after_request(_compressed)


def _compressed(answer: Response) -> Response:
    is_file = request.path.startswith("/static/")
    if not (answer.content_type or "").startswith(TEXTUAL) or (
        answer.is_streamed and not is_file
    ):
        return answer
    answer.vary.update(
        ["Accept-Encoding"]
        if is_file
        else ["Cookie", "Accept-Language", "Accept-Encoding"]
    )
    answer.direct_passthrough = False
    body = answer.get_data()
    if len(body) < SMALL or not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return answer
    answer.set_data(
        packed_file(request.path, body)
        if is_file
        else squeezed(body, private=bool(request.cookies))
    )
    answer.headers["Content-Encoding"] = "gzip"
    etag = answer.get_etag()[0]
    if etag:
        answer.set_etag(etag, weak=True)
    return answer


@lru_cache(64)
def packed_file(path: str, body: bytes) -> bytes:
    """A file of ours, packed as small as can be, once: what is only there for who reads
    its source stays out."""
    shrink = SHRINK.get(path.rpartition(".")[2]) if "/vendor/" not in path else None
    return gzip.compress(shrink(body) if shrink else body, 9, mtime=0)


def squeezed(body: bytes, *, private: bool) -> bytes:
    """The body in gzip.

    BREACH guesses a secret beside reflected text from the length of many answers.
    Another site can't ask in a person's name (SameSite=Lax) but by moving a window of
    theirs; so a private page also gets a file name of random length in its gzip header,
    which blurs the length.
    """
    packed = io.BytesIO()
    name = "x" * secrets.randbelow(100) if private else ""
    with gzip.GzipFile(
        filename=name,
        mode="wb",
        compresslevel=1 if private else 6,
        fileobj=packed,
        mtime=0,
    ) as file:
        file.write(body)
    return packed.getvalue()

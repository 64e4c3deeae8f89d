"""Reading what other systems send: into the same forms that people fill in. Who told
them (names, mail addresses, telephone numbers) is read by nobody and kept nowhere."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from board.errors import Invalid
from board.keyed import keyed
from board.open311.shapes import LONGEST
from board.text import legible, tidy

Sent = MultiDict[str, str]
Files = MultiDict[str, FileStorage]
# fields that name files, or begin so and go on with a number
PICTURES = re.compile(r"media|photos?[0-9]*|file(_[0-9]+)?")
# as one client begins the first lines of what it sends
LABEL = re.compile(r"^(title|detail): ", re.MULTILINE)
# what differs each time though the same is sent again
PASSING = ("api_key",)


def one(sent: Sent, *names: str) -> str:
    """The first of these parameters that says something, also as an attribute."""
    for name in names:
        for key in (name, f"attribute[{name}]"):
            if said := tidy(sent.get(key, "")):
                return said
    return ""


def described(sent: Sent) -> str:
    """What is said, with the addresses of pictures behind it, which nobody fetches.

    Raises Invalid.
    """
    said = tidy(sent.get("description", ""))
    if not said:
        raise Invalid(_("Say in description what it is about."))
    if len(said) > LONGEST:
        raise Invalid(_("description may have 4,000 characters."))
    shown = (_("A picture: %(url)s", url=url) for url in _media(sent))
    return "\n\n".join((said, *shown))


def _media(sent: Sent) -> list[str]:
    """Addresses of pictures. Raises Invalid for what is none."""
    given = [tidy(url) for url in sent.getlist("media_url")]
    urls = [url for url in given if url]
    if not all(_is_web(url) for url in urls):
        raise Invalid(_("media_url has to be an address that begins with https://."))
    return urls


def _is_web(url: str) -> bool:
    return len(url) <= 500 and bool(re.fullmatch(r"https?://[^\s<>\"]+", url))


def titled(said: str) -> tuple[str, str]:
    """The first line as a title, the rest as the text; all of it where that says
    nothing more."""
    plain = LABEL.sub("", said)
    first, _line, rest = plain.partition("\n")
    title = _shortened(first.strip())
    is_whole = title == first.strip()
    return title, (rest.strip() or plain) if is_whole else plain


def _shortened(line: str, most: int = 120) -> str:
    """A line of as many whole words as fit."""
    if len(line) <= most:
        return line
    words = line[: most - 2].rpartition(" ")[0] or line[: most - 2]
    return f"{words} …"


def request_fields(sent: Sent, files: Files, area: str) -> MultiDict[str, Any]:
    """What the form of a post is given."""
    title, body = titled(described(sent))
    fields: dict[str, Any] = {
        "title": title,
        "body": body,
        "area": area,
        "category": tidy(sent.get("service_code", "")),
        "kind": one(sent, "kind"),
        "place": _shortened(one(sent, "address_string", "closest_address"), 200),
        "latitude": tidy(sent.get("lat", "")),
        "longitude": tidy(sent.get("long", "")),
    }
    given = {name: value for name, value in fields.items() if value}
    return MultiDict([*given.items(), *(("photos", file) for file in pictures(files))])


def update_fields(sent: Sent, files: Files) -> MultiDict[str, Any]:
    """What the form of a comment is given."""
    shown = [("photos", file) for file in pictures(files)]
    return MultiDict([("body", described(sent)), *shown])


def pictures(files: Files) -> list[FileStorage]:
    """The files that were sent as pictures, in their order."""
    return [
        file
        for name, file in files.items(multi=True)
        if PICTURES.fullmatch(name) and file.filename
    ]


def reference(sent: Sent, files: Files) -> tuple[str, bool]:
    """What is the same when the same is sent again, as a hash, and whether it is so for
    ever: the number it has there, or else all that was sent."""
    number = one(sent, "fixmystreet_id")
    account = tidy(sent.get("account_id", ""))
    own = one(sent, "reference")
    if number:
        return _hash(["fixmystreet", number]), True
    if own:
        return _hash(["reference", account, own]), True
    return _hash(_all_of(sent, files)), False


def _all_of(sent: Sent, files: Files) -> list[str]:
    said = sorted(
        f"{name}={value}"
        for name, value in sent.items(multi=True)
        if name not in PASSING
    )
    return [*said, *map(_content, pictures(files))]


def _content(file: FileStorage) -> str:
    content = hashlib.sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    return content


def update_reference(sent: Sent) -> str:
    """The same of an update, by its number there. Raises Invalid without one."""
    number = tidy(sent.get("update_id", ""))
    if not number:
        raise Invalid(_("Say in update_id which number it has with you."))
    return _hash(["update", number])


def _hash(parts: Sequence[str]) -> str:
    return keyed("\0".join(legible(part) for part in parts))

"""Regions: parts of pages that are the same for a whole audience, and what makes them
change.

Each feature draws its own and declares them here, by names such as `issue-thread`. On
pages the number of the thing stands within: the region `issue-12-thread` is the element
with the id `issue-12-thread-shared`. It changes when a line of the log stands under its
topic, `issue-12`, and the line's verb names the region.

The region `me` of a signed-in person is called `person-<id>`. It and regions without a
drawing are no elements: who hears them asks for their own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, g, render_template
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import escape

from board import prefix
from board.activity.verbs import all_verbs, named
from board.policy import Audience

# (id, audience) → HTML of the element `#<region>-shared`, the element included;
# NotFound is no error.
Renderer = Callable[[int, Audience], str]
WHOLE = re.compile(r"([a-z]+)(?:-([1-9][0-9]{0,8}))?(?:-([a-z]+))?")


@dataclass(frozen=True)
class Region:
    """A part of pages, by its name without a number.

    says: what the reader is told has changed, as a few words.
    numbered: whether it belongs to one thing; else to a list.
    for_all: whether everybody sees the same in it.
    """

    name: str
    draw: Renderer | None = None
    says: LazyString | str = ""
    numbered: bool = True
    for_all: bool = False


REGIONS: dict[str, Region] = {}


def declare(*regions: Region) -> None:
    """Make regions known. Raises ValueError where another has the name."""
    for region in regions:
        if REGIONS.setdefault(region.name, region) is not region:
            raise ValueError(f"The region {region.name} is declared twice.")


def on_page_of(kind: str, number: int, *, drawn_only: bool = False) -> list[str]:
    """What the page of one thing listens to: the regions of its kind, as declared;
    those without a drawing say something only to whoever is signed in."""
    ours = [
        region.name.removeprefix(kind)
        for region in REGIONS.values()
        if region.name.split("-")[0] == kind and (region.draw or not drawn_only)
    ]
    return [f"{kind}-{number}{part}" for part in ours]


def check() -> None:
    """Call once all features have spoken. Raises ValueError where a verb names a region
    that nobody declared, and where one is drawn without words for its change."""
    for verb in all_verbs():
        if unknown := set(verb.regions) - REGIONS.keys():
            raise ValueError(f"{verb} changes {unknown}, which nobody declared.")
    for region in REGIONS.values():
        if region.draw and not region.says:
            raise ValueError(f"The region {region.name} does not say what changed.")


def bar(name: str, words: LazyString, *, numbered: bool = False) -> Region:
    """A gap above a list, in which a bar says that there is something new: the reader
    decides when the list moves."""

    def draw(number: int, _audience: Audience) -> str:
        region = f"{name}-{number}" if numbered else name
        return render_template("live/_new.html", region=region, words=words)

    says = _l("something new")
    return Region(name, draw, says, numbered=numbered, for_all=True)


class Key(NamedTuple):
    """One rendering of a region: everybody who shares the key receives the
    same bytes."""

    region: str
    audience: Audience = Audience.PUBLIC
    locale: str = ""


def topic_of(region: str) -> str:
    """The log's topic a region depends on."""
    return "-".join(region.split("-")[:2])


def touched(topic: str, verb: str) -> list[str]:
    """The regions that change when a line with this verb stands under this topic."""
    kind, number, part = [*topic.split("-", 2), "", ""][:3]
    changed = named(verb).regions
    if part or not number:  # a topic that is itself a region, or none
        return [topic] if (f"{kind}-{part}" if part else kind) in changed else []
    return [
        topic + region.removeprefix(kind)
        for region in changed
        if region.split("-")[0] == kind
    ]


def split(name: str) -> tuple[Region, int]:
    """The region that is called so on a page, and the number of its thing or 0.

    Raises LookupError for a name that nobody declared.
    """
    found = WHOLE.fullmatch(name)
    kind, number, part = found.groups() if found else ("", "", "")
    region = REGIONS[f"{kind}-{part}" if part else kind]
    if region.numbered != bool(number):
        raise LookupError(name)
    return region, int(number or 0)


def is_known(name: str) -> bool:
    """Whether a page can listen to this."""
    try:
        split(name)
    except LookupError:
        return name == "me"
    return True


def render(name: str, audience: Audience) -> str:
    """The region's element as this audience sees it.

    Raises LookupError for a name that nobody declared or that is no element.
    """
    region, number = split(name)
    if region.draw is None:
        raise LookupError(f"{name} is no element")
    return region.draw(number, audience)


def frame(app: Flask, key: Key) -> bytes:
    """The message that brings a region up to date.

    Raises when it holds what is one person's own.
    """
    if split(key.region)[0].draw is None:
        return message("", key.region)
    with app.test_request_context("/live", headers={"Accept-Language": key.locale}):
        html = prefix.given(render(key.region, key.audience))
        says = escape(str(split(key.region)[0].says))
        if "csrf_token" in g:
            raise RuntimeError(
                f"{key.region} holds a form token, which everybody would share"
            )
    return message(
        f'<hx-partial hx-target="#{key.region}-shared" '
        f'hx-swap="outerMorph" data-says="{says}">{html}</hx-partial>'
    )


def message(data: str, event: str = "") -> bytes:
    """An event of the stream; an unnamed one is put into the page, a named one becomes
    a DOM event."""
    head = [f"event: {event}"] if event else []
    # A lone carriage return ends a line, too: what follows it would be read as the
    # stream's own words.
    lines = [f"data: {line}" for line in re.split("\r\n|\r|\n", data)]
    return "\n".join([*head, *lines, "", ""]).encode()


ME = message("", "me")
RESYNC = message("", "resync")

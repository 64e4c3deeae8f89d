"""Regions: parts of pages that are the same for a whole audience, and what makes them
change.

A region `issue-12-thread` is the element with the id `issue-12-thread-shared`; it
changes when a line of the log stands under its topic, `issue-12`. The region `me` of a
signed-in person is called `person-<id>`. `me` and `issue-12-turn`, which says that it
stands elsewhere now, are no elements: who hears them asks for their own.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, g, get_template_attribute, render_template

from board import clock
from board.activity.verbs import named
from board.campaigns import lists
from board.campaigns import queries as campaigns
from board.drawing import today
from board.events import queries as events
from board.issues import queries as issues
from board.issues.views import standing, thread
from board.policy import Audience
from board.tasks import queries as tasks

Renderer = Callable[[int, Audience], str]
NAME = re.compile(
    r"(issue|campaign|task)-[1-9]\d{0,8}(-thread)?|issue-[1-9]\d{0,8}-(next|turn)|campaign-[1-9]\d{0,8}-(record|people)"
    r"|(area|event)-[1-9]\d{0,8}|issues|campaigns|tasks|events|me",
    re.ASCII,
)


def _shared(feature: str, *values: Any) -> str:
    return str(get_template_attribute(f"{feature}/parts.html", "shared")(*values))


def _issue(number: int, audience: Audience) -> str:
    return _shared("issues", issues.card(number))


def _issue_thread(number: int, audience: Audience) -> str:
    return str(
        thread(number, issues.hides(issues.card(number)), campaigns.of_issue(number))
    )


def _issue_next(number: int, audience: Audience) -> str:
    return str(standing(number, today()))


def _campaign(number: int, audience: Audience) -> str:
    return _shared("campaigns", campaigns.card(number))


def _campaign_thread(number: int, audience: Audience) -> str:
    lines = campaigns.thread(number)
    given = {"lines": lines, "photos": campaigns.pictures_in(lines)}
    return render_template(
        "campaigns/_thread.html", campaign=campaigns.card(number), **given
    )


def _campaign_record(number: int, audience: Audience) -> str:
    promises = lists.promises_of(number, audience)
    given = {
        "campaign": campaigns.card(number),
        "promises": promises,
        "pictures": lists.pictures_of(promises),
    }
    coalition = lists.coalition_of(number)
    return render_template(
        "campaigns/_record.html", coalition=coalition, audience=audience, **given
    )


def _campaign_people(number: int, audience: Audience) -> str:
    given = {"campaign": campaigns.card(number), "people": lists.people_of(number)}
    return render_template("campaigns/_people.html", **given)


def _task(number: int, audience: Audience) -> str:
    return _shared("tasks", tasks.card(number, None), today())


def _task_people(number: int, audience: Audience) -> str:
    row = tasks.card(number, None)
    roles = tasks.roles(number) if row.has_roles else []
    given = {
        "task": row,
        "task_roles": roles,
        "people": tasks.people_on(number, audience),
    }
    return render_template("tasks/_people.html", **given)


def _event(number: int, audience: Audience) -> str:
    return _shared("events", events.card(number, None), clock.now())


# kind → (id, audience) → HTML of the element `#<region>-shared`, the element included;
# NotFound is no error.
RENDERERS: dict[str, Renderer] = {
    "issue": _issue,
    "issue-thread": _issue_thread,
    "issue-next": _issue_next,
    "campaign": _campaign,
    "campaign-thread": _campaign_thread,
    "campaign-record": _campaign_record,
    "campaign-people": _campaign_people,
    "task": _task,
    "task-thread": _task_people,
    "event": _event,
}


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


def render(region: str, audience: Audience) -> str:
    """The region's element as this audience sees it."""
    kind, _, rest = region.partition("-")
    number, _, part = rest.partition("-")
    if not number or kind == "area":
        return render_template("live/_new.html", region=region, kind=kind)
    return RENDERERS[f"{kind}-{part}" if part else kind](int(number), audience)


def frame(app: Flask, key: Key) -> bytes:
    """The message that brings a region up to date.

    Raises when it holds what is one person's own.
    """
    if key.region.endswith("-turn"):
        return message("", key.region)
    with app.test_request_context("/live", headers={"Accept-Language": key.locale}):
        html = render(key.region, key.audience)
        if "csrf_token" in g:
            raise RuntimeError(
                f"{key.region} holds a form token, which everybody would share"
            )
    return message(
        f'<hx-partial hx-target="#{key.region}-shared" '
        f'hx-swap="outerMorph">{html}</hx-partial>'
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

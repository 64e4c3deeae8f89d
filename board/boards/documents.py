"""What boards tell each other: a JSON Feed 1.1 whose items carry what is public of a
playbook, a course or a win under `_board`.

Lengths and ranges are those of our own forms, so that what is read here fits there.
Days are relative: 0 is the day of the action. Texts are Markdown, lines are not.
"""

from typing import Annotated

from msgspec import Meta, Struct

FORMAT = 1
JSON_FEED = "https://jsonfeed.org/version/1.1"

Line = Annotated[str, Meta(max_length=300)]
Title = Annotated[str, Meta(min_length=1, max_length=120)]
Text = Annotated[str, Meta(max_length=10_000)]
# The same at every board for ever: `local-action-board:playbook:homework-club`, or a
# UUID; of a step or a part with `#` and its key.
Lineage = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^[\w:#.-]+$")]
Key = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[\w.-]+$")]
Version = Annotated[int, Meta(ge=1, le=1_000_000)]
Lines = Annotated[list[Line], Meta(max_length=40)]
Minutes = Annotated[int, Meta(ge=1, le=24 * 60)]
Places = Annotated[int, Meta(ge=1, le=500)]


class Sheet(Struct):
    """A sheet to print."""

    title: Title
    words: Text
    kind: Annotated[str, Meta(pattern="^(handout|exercise)$")] = "handout"


class Role(Struct):
    """Somebody a playbook needs."""

    key: Key
    name: Title
    words: Text = ""
    cleared: bool = False


class Step(Struct):
    """Something to do, so many days before or after the action."""

    key: Key
    title: Title
    day: Annotated[int, Meta(ge=-3650, le=3650)]
    role: Annotated[str, Meta(max_length=60)] = ""
    skill: Line = ""
    shape: Annotated[str, Meta(pattern="^(shift|by_date|open)$")] = "by_date"
    starts: Annotated[str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    minutes: Minutes | None = None
    places: Places = 1
    cleared: bool = False
    words: Text = ""
    lineage: Annotated[str, Meta(max_length=120)] = ""


class Playbook(Struct):
    """Know-how that others use."""

    title: Title
    summary: Line
    steps: Annotated[list[Step], Meta(min_length=1, max_length=200)]
    purpose: Text = ""
    decides: Line = ""
    people: Line = ""
    weeks: Line = ""
    money: Line = ""
    safeguarding: Text = ""
    gate: Line = ""
    wins: Lines = []
    fails: Lines = []
    debrief: Lines = []
    asks: Lines = []
    script: Text = ""
    roles: Annotated[list[Role], Meta(max_length=40)] = []
    sheets: Annotated[list[Sheet], Meta(max_length=20)] = []


class Part(Struct):
    """A part of a session, in the order of the session."""

    minutes: Minutes
    title: Title
    does: Text = ""
    says: Text = ""


class FirstTask(Struct):
    """What somebody does within some days of a course."""

    title: Title
    words: Text = ""
    days: Annotated[int, Meta(ge=1, le=90)] = 14


class Course(Struct):
    """Training with sessions."""

    title: Title
    summary: Line
    parts: Annotated[list[Part], Meta(min_length=1, max_length=60)]
    skill: Annotated[str, Meta(max_length=60)] = ""
    for_whom: Text = ""
    minutes: Minutes = 120
    people: Annotated[list[Places], Meta(max_length=2)] = []
    aims: Lines = []
    materials: Lines = []
    before: Text = ""
    safeguarding: Text = ""
    worked: Lines = []
    source: Text = ""
    task: FirstTask | None = None
    sheets: Annotated[list[Sheet], Meta(max_length=20)] = []


class Win(Struct):
    """How a campaign was won, or won in part: public words, nobody's name."""

    title: Title
    area: Line = ""
    ask: Line = ""
    how: Text = ""
    changed: Text = ""
    playbook: Annotated[str, Meta(max_length=120)] = ""


class About(Struct):
    """What an item is, and where it comes from."""

    lineage: Lineage
    version: Version = 1
    from_lineage: Annotated[str, Meta(max_length=120)] = ""
    from_version: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    playbook: Playbook | None = None
    course: Course | None = None
    win: Win | None = None

    @property
    def kind(self) -> str:
        """`playbook`, `course`, `win`, or nothing that we know."""
        kinds = ("playbook", "course", "win")
        return next((kind for kind in kinds if getattr(self, kind)), "")


class Item(Struct, rename={"about": "_board"}):
    """One thing of a feed."""

    id: Annotated[str, Meta(min_length=1, max_length=500)]
    about: About
    url: Annotated[str, Meta(max_length=2000)] = ""


class Feed(Struct):
    """A page of a feed, or a single thing as a file."""

    version: Annotated[str, Meta(pattern=r"^https://jsonfeed\.org/version/1(\.1)?$")]
    title: Annotated[str, Meta(max_length=300)]
    items: Annotated[list[Item], Meta(max_length=100)]
    next_url: Annotated[str, Meta(max_length=2000)] = ""

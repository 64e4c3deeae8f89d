"""What boards tell each other: a JSON Feed 1.1 whose items carry what is public of a
playbook, a course or a win under `_board`; docs/exchange.md says it for others.

Lengths and ranges are those of our own playbooks and courses, so that what is read here
fits there. Days are relative: 0 is the day of the action. Texts are Markdown, lines are
not.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

FORMAT = 1
JSON_FEED = "https://jsonfeed.org/version/1.1"

Line = Annotated[str, Meta(max_length=300)]
Title = Annotated[str, Meta(min_length=1, max_length=120)]
Text = Annotated[str, Meta(max_length=20_000)]
# The same at every board for ever: `local-action-board:playbook:homework-club`, or a
# UUID; of a step with `#` and its key.
LINEAGE = r"^[\w:#.-]"
Lineage = Annotated[str, Meta(min_length=1, max_length=120, pattern=LINEAGE + "+$")]
From = Annotated[str, Meta(max_length=120, pattern=LINEAGE + "*$")]
FromStep = Annotated[str, Meta(max_length=160, pattern=LINEAGE + "*$")]
Key = Annotated[str, Meta(min_length=1, max_length=40, pattern="^[a-z0-9-]+$")]
NoKey = Annotated[str, Meta(max_length=40, pattern="^[a-z0-9-]*$")]
Version = Annotated[int, Meta(ge=1, le=1_000_000)]
Lines = Annotated[list[Annotated[str, Meta(max_length=500)]], Meta(max_length=30)]
Minutes = Annotated[int, Meta(ge=1, le=24 * 60)]
Places = Annotated[int, Meta(ge=1, le=500)]
Web = Annotated[str, Meta(max_length=2000, pattern=r"^(https?://[^\s<>\"']+)?$")]
Day = Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\d)?$")]


class Said(Struct, omit_defaults=True):
    """What is left out is as its default says, and is not written."""


class Sheet(Said):
    """A sheet to print."""

    title: Title
    words: Text = ""
    kind: Annotated[str, Meta(pattern="^(handout|exercise)$")] = "handout"


class Role(Said):
    """Somebody a playbook needs."""

    key: Key
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    words: Text = ""
    cleared: bool = False


class Step(Said):
    """Something to do, so many days before or after the action; `from_lineage` is the
    step of another playbook it was copied from."""

    key: Key
    title: Title
    day: Annotated[int, Meta(ge=-730, le=730)] = 0
    role: NoKey = ""
    skill: Annotated[str, Meta(max_length=60)] = ""
    shape: Annotated[str, Meta(pattern="^(shift|by_date|open|)$")] = ""
    starts: Annotated[str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    minutes: Annotated[int, Meta(ge=0, le=24 * 60)] = 0
    place: Annotated[str, Meta(max_length=120)] = ""
    places: Places = 1
    cleared: bool = False
    words: Text = ""
    from_lineage: FromStep = ""


class Playbook(Said):
    """Know-how that others use."""

    title: Title
    summary: Line = ""
    steps: Annotated[list[Step], Meta(max_length=100)] = []
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
    roles: Annotated[list[Role], Meta(max_length=20)] = []
    sheets: Annotated[list[Sheet], Meta(max_length=12)] = []


class Part(Said):
    """A part of a session, in the order of the session."""

    minutes: Minutes
    title: Title
    does: Text = ""
    says: Text = ""


class FirstTask(Said):
    """What somebody does within some days of a course."""

    title: Annotated[str, Meta(max_length=120)] = ""
    words: Text = ""
    days: Annotated[int, Meta(ge=1, le=60)] = 14


class Course(Said):
    """Training with sessions; `months` is how long its skill is taken to hold."""

    title: Title
    summary: Line
    parts: Annotated[list[Part], Meta(min_length=1, max_length=40)]
    skill: Annotated[str, Meta(max_length=60)] = ""
    months: Annotated[int, Meta(ge=1, le=120)] | None = None
    for_whom: Line = ""
    people: Annotated[list[Places], Meta(max_length=2)] = []
    aims: Lines = []
    materials: Lines = []
    before: Text = ""
    safeguarding: Text = ""
    worked: Lines = []
    source: Text = ""
    task: FirstTask = field(default_factory=FirstTask)
    sheets: Annotated[list[Sheet], Meta(max_length=20)] = []


class Win(Said):
    """How a campaign was won, or won in part: public words, nobody's name."""

    title: Title
    place: Line = ""
    board: Line = ""
    ask: Line = ""
    how: Text = ""
    changed: Text = ""
    playbook: From = ""
    day: Day = ""


class Changed(Said):
    """What somebody did otherwise than a playbook says, and why; of one step, or of all
    of it."""

    words: Text
    why: Text = ""
    step: NoKey = ""


class Suggestion(Said):
    """What somebody changed, on its way to those who look after the playbook: `of` is
    the name of that, `step` the name of the step, empty for all of it."""

    of: Lineage
    title: Title  # the playbook's
    words: Annotated[str, Meta(min_length=1, max_length=8000)]
    why: Annotated[str, Meta(max_length=2000)] = ""
    step: FromStep = ""
    place: Line = ""
    board: Line = ""


class Use(Said):
    """Where a playbook was used, and how it went."""

    id: Lineage
    place: Line
    went: Annotated[str, Meta(pattern="^(running|won|partly|lost|paused)$")]
    board: Line = ""
    version: Version = 1
    day: Day = ""  # of the action
    url: Web = ""
    changed: Annotated[list[Changed], Meta(max_length=20)] = []


class About(Said):
    """What an item is, and where it comes from."""

    lineage: Lineage
    version: Version = 1
    from_lineage: From = ""
    from_version: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    note: Annotated[str, Meta(max_length=500)] = ""  # why this version
    playbook: Playbook | None = None
    course: Course | None = None
    win: Win | None = None
    suggestion: Suggestion | None = None
    experience: Annotated[list[Use], Meta(max_length=500)] = []

    @property
    def kind(self) -> str:
        """`playbook`, `course`, `win`, `suggestion`, or nothing that we know."""
        kinds = ("playbook", "course", "win", "suggestion")
        return next((kind for kind in kinds if getattr(self, kind)), "")


class Item(Said, rename={"about": "_board"}):
    """One thing of a feed."""

    id: Annotated[str, Meta(min_length=1, max_length=500)]
    about: About
    url: Web = ""


class Exchange(Said):
    """What a board says of itself: `suggestions` is where it takes them, if it does."""

    suggestions: Web = ""


class Feed(Said, rename={"board": "_board"}):
    """A page of a feed, or a single thing as a file."""

    version: Annotated[str, Meta(pattern=r"^https://jsonfeed\.org/version/1(\.1)?$")]
    title: Annotated[str, Meta(max_length=300)]
    items: Annotated[list[Item], Meta(max_length=100)]
    next_url: Annotated[str, Meta(max_length=2000)] = ""
    board: Exchange = field(default_factory=Exchange)

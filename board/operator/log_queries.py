"""The log, for operators, in words: which it has of nobody's private texts."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from board.accounts.models import Person
from board.activity import things
from board.activity.models import Activity
from board.activity.verbs import all_verbs, named
from board.areas.models import Area
from board.db import AnyRow, read
from board.notifications.queries import told

PAGE = 25
KINDS = {
    "answer": _l("Answers in listening rounds"),
    "area": _l("Areas"),
    "board": _l("Other boards"),
    "caller": _l("Other systems"),
    "campaign": _l("Campaigns"),
    "clearance": _l("Checks of people"),
    "complaint": _l("Complaints"),
    "council": _l("Councils"),
    "course": _l("Courses"),
    "demo": _l("The demo"),
    "event": _l("Events"),
    "first_task": _l("First tasks"),
    "introduction": _l("Introductions"),
    "issue": _l("Posts"),
    "job": _l("Jobs"),
    "loan": _l("Help from other areas"),
    "mail": _l("Mails"),
    "moderation": _l("Cases"),
    "network": _l("Networks"),
    "one_to_one": _l("One-to-ones"),
    "pairing": _l("Learners and mentors"),
    "partner": _l("Partners"),
    "person": _l("People"),
    "playbook": _l("Playbooks"),
    "pledge": _l("Pledges"),
    "promise": _l("Promises"),
    "question": _l("Questions"),
    "request": _l("Asking people"),
    "role": _l("Roles"),
    "round": _l("Listening rounds"),
    "rules": _l("Community rules"),
    "safety": _l("Safety record"),
    "session": _l("Sessions of courses"),
    "skill": _l("Skills"),
    "task": _l("Tasks"),
    "template": _l("Templates"),
    "theme": _l("Themes of answers"),
    "training": _l("Asking for training"),
    "words": _l("Words of the board"),
}
# As many lines are looked through for a page: a rare kind of line stops no page.
WINDOW = 20_000


class Entry(NamedTuple):
    """A line in words, with the way to its thing where there is one."""

    line: AnyRow
    words: str
    address: str
    title: str

    @property
    def name(self) -> str:
        """What the program calls it."""
        return str(self.line.verb)

    @property
    def facts(self) -> str:
        """What the line holds in figures: numbers and words of the program."""
        said = [f"{name} {fact}" for name, fact in self.line.facts.items() if fact]
        return ", ".join(said)


def kinds() -> list[tuple[str, str]]:
    """What the log tells of: the first word of its verbs, and for people."""
    found = sorted({verb.partition(".")[0] for verb in all_verbs()})
    return [(kind, str(KINDS[kind])) for kind in found]


def lines(
    newest: int, *, before: int, kind: str = "", area: str = "", by_operators: bool
) -> tuple[list[Entry], int]:
    """Lines before a number, the newest on top, of one kind, area, or done by operators
    where asked for; and the number to go on from, 0 at the end."""
    first = (before or newest + 1) - 1
    statement = told().where(Activity.id <= first, Activity.id > first - WINDOW)
    if kind:
        of_kind = [verb for verb in all_verbs() if verb.startswith(f"{kind}.")]
        statement = statement.where(Activity.verb.in_(of_kind))
    if area:
        statement = statement.where(Area.slug == area)
    if by_operators:
        operators = select(Person.id).where(Person.is_operator)
        statement = statement.where(Activity.actor_id.in_(operators))
    rows = read(statement.order_by(Activity.id.desc()).limit(PAGE + 1))
    shown = rows[:PAGE]
    if len(rows) > PAGE:
        return list(map(_entry, shown)), shown[-1].id
    return list(map(_entry, shown)), max(0, first - WINDOW + 1)


def _entry(line: AnyRow) -> Entry:
    words = named(line.verb).news(line).bare
    if line.subject_kind == "area":
        return Entry(line, words, f"/areas/{line.area_slug}", line.area_name or "")
    known: dict[str, Any] = {thing.kind: thing for thing in things.all_things()}
    thing = known.get(line.subject_kind)
    if thing is None or not line.title:
        return Entry(line, words, "", "")
    return Entry(line, words, thing.address(line.subject_id), line.title)

"""News as they are read: lines of the log that belong together are one entry, with the
people who may be named."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from board.activity import things
from board.activity.reasons import explained
from board.activity.sentences import Sentence, Together
from board.activity.verbs import named
from board.db import AnyRow
from board.drawing import listed
from board.policy import Actor, audience

NAMED = 2  # so many people, or things, of more of them
Link = tuple[str, str]  # title, address


class Entry(NamedTuple):
    """One piece of news, made of one line or of several, the newest first."""

    lines: list[Any]
    sentence: Sentence
    title: str
    address: str
    named: str = ""  # who did it, where several did and the reader may know
    links: list[Link] = []  # noqa: RUF012  what else it is about
    others: int = 0  # besides those
    why: str = ""  # one hears of it

    @property
    def newest(self) -> Any:
        """The line that says when it was."""
        return self.lines[0]

    @property
    def numbers(self) -> str:
        """Of its lines, for the form that marks them."""
        return " ".join(str(line.id) for line in self.lines)


def gathered(
    lines: Iterable[Any], most: int, key_of: Callable[[Any], Hashable] | None = None
) -> list[list[Any]]:
    """Lines, newest first, that belong together, at most so many of these groups: from
    the first line on that would begin another, all are left out."""
    groups: dict[Hashable, list[Any]] = {}
    for line in lines:
        key = (key_of or belongs_to)(line)
        if key not in groups:
            if len(groups) == most:
                break
            groups[key] = []
        groups[key].append(line)
    return list(groups.values())


def belongs_to(line: Any) -> Hashable:
    """What a line has in common with those it belongs together with: what happened, to
    what, and whether it is new; of several things in an area also why one hears."""
    verb = named(line.verb)
    is_new = getattr(line, "read_at", None) is None
    about = (line.subject_kind, line.subject_id, is_new)
    if verb.together is None:
        return verb.news(line), about
    if verb.together.by_area:
        return verb.together, line.area_id, line.why, is_new
    return verb.together, about


def entry(lines: list[Any], reader: Actor) -> Entry:
    """The lines of a group as this reader reads them."""
    together = named(lines[0].verb).together
    if together and len(lines) > 1 and together.by_area:
        return _of_area(lines, together)
    if together and not together.by_area:
        named_people = _named_people(lines, together, reader)
        if len(lines) > 1 or named_people:
            return _of_thing(lines, together, named_people)
    newest = lines[0]
    sentence = named(newest.verb).news(newest)
    return Entry(lines, sentence, title(newest), address(newest), why=why_of(lines))


def title(line: AnyRow) -> str:
    """Of what a line is about, or of the area it is about."""
    return str(line.title or line.area_name or _("Areas"))


def address(line: AnyRow) -> str:
    """Where the thing is that a line is about."""
    if line.title is None:
        return f"/areas/{line.area_slug}" if line.area_slug else "/areas"
    return things.of_kind(line.subject_kind).address(line.subject_id)


def why_of(lines: list[Any]) -> str:
    """Why one hears of them."""
    return explained(lines[0]) if lines[0].why else ""


def _of_thing(lines: list[Any], together: Together, people: list[str]) -> Entry:
    """Of several who did the same with one thing, or did it again."""
    newest = lines[0]
    count = len({line.actor_id for line in lines})
    who, names = _who(count, people)
    words = str(together.words) % {"who": who, "num": len(lines)}
    one = named(newest.verb).news(newest)
    sentence = Sentence(words, at=one.at, name=one.name, is_title=one.is_title)
    return Entry(
        lines,
        sentence,
        title(newest),
        address(newest),
        named=names,
        why=why_of(lines),
    )


def _who(count: int, people: list[str]) -> tuple[str, str]:
    """Who did it, as it begins a sentence, and the names to stand at its end: of two
    people both begin it, of more there are two at its end."""
    if count == 1:
        return people[0] if people else _("Somebody"), ""
    if count == NAMED and len(people) == count:
        return listed(people), ""
    who = ngettext("%(num)s person", "%(num)s people", count)
    some = people[:NAMED]
    others = count - len(people[:NAMED])
    if not some:
        return who, ""
    more = ngettext("%(num)s other", "%(num)s others", others)
    return who, listed([*some, more])


def _named_people(lines: list[Any], together: Together, reader: Actor) -> list[str]:
    """The names of those who did it, newest first, as far as the reader may know."""
    if together.names is None:
        return []
    ranks = list(type(together.names))
    if ranks.index(audience(reader, lines[0])) < ranks.index(together.names):
        return []
    found: dict[Any, str] = {}
    for line in lines:
        if line.actor_name and not line.unnamed:
            found.setdefault(line.actor_id, line.actor_name)
    return list(found.values())


def _of_area(lines: list[Any], together: Together) -> Entry:
    """Of several things in one area."""
    newest = lines[0]
    words = str(together.words) % {"num": len(lines), "who": ""}
    links = [(line.title or "", address(line)) for line in lines[: NAMED + 1]]
    others = len(lines) - len(links)
    where = f"/areas/{newest.area_slug}"
    return Entry(
        lines,
        Sentence(words),
        newest.area_name or "",
        where,
        links=links,
        others=others,
        why=why_of(lines),
    )

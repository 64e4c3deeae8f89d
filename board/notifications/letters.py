"""What a mail about news says, and the ways in it: to the thing, and to hear no more of
it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from board.activity.verbs import Kind, named
from board.confirm import signed
from board.confirm.answers import links
from board.drawing import full
from board.mail.drawing import draw
from board.notifications.choices import TOPIC
from board.notifications.entries import Entry, entry, gathered
from board.notifications.hearers import Hearer
from board.notifications.mailed_lines import MailedLine
from board.notifications.models import Rhythm
from board.policy import audience
from board.words import BADGES

MOST = 40  # entries: a mail of more than 102 KB is cut off by mail programs
QUOTED = 600  # characters of what somebody wrote
KINDS = {
    Kind.ANSWER: _l("What needs an answer from me, or can’t wait"),
    Kind.SAID: _l("What became of what I said, support or follow"),
    Kind.TALK: _l("What people write under posts I follow, and on my tasks"),
    Kind.DOING: _l("Who joins or finishes the tasks I am on"),
    Kind.TO_JOIN: _l("Events and tasks I could join"),
    Kind.AROUND: _l("New posts in areas and places I follow"),
    Kind.ORGANISING: _l("What needs me as an organiser"),
}
RHYTHMS = {
    Rhythm.AT_ONCE: _l("At once"),
    Rhythm.DAILY: _l("Once a day, at 18:00"),
    Rhythm.WEEKLY: _l("Once a week, on Sunday at 18:00"),
    Rhythm.NEVER: _l("Never"),
}


class Paragraphs(NamedTuple):
    """An entry as a mail has it."""

    words: str
    quoted: str
    address: str
    why: str
    stop: str = ""
    answers: Sequence[tuple[str, str]] = ()  # label and address of each


class Letters:
    """Writes the mails of a few people; what several of them read alike is drawn
    once."""

    def __init__(self, rhythm: Rhythm) -> None:
        self.rhythm = rhythm
        self.drawn: dict[Any, Paragraphs] = {}
        self.stops: dict[tuple[int, str], str] = {}
        self.given = {"rhythm": str(RHYTHMS[rhythm])}

    def letter(
        self, hearer: Hearer, lines: list[MailedLine], why: Mapping[int, str | None]
    ) -> dict[str, Any]:
        """The mail with these lines, newest first, and why one hears of each, as the
        outbox takes it."""
        groups = gathered(
            lines, MOST, lambda line: (line.key, line.by_area and why[line.id])
        )
        for group in groups:
            group[0] = group[0]._replace(why=why[group[0].id])
        entries = [self._paragraphs(group, hearer) for group in groups]
        kinds = {named(line.verb).kind for line in lines}
        what = str(kinds.pop() if len(kinds) == 1 else self.rhythm)
        more = len(lines) - sum(map(len, groups))
        stop = stop_path(hearer.id, what)
        subject, text, html = draw(
            "news",
            heading=_subject(entries, self.rhythm, more),
            entries=entries,
            more=more,
            choices=full(choices_path(hearer.id)),
            stop=full(stop),
            **self.given,
        )
        about = f"{lines[0].subject_kind}-{lines[0].subject_id}"
        return {
            "key": f"{self.rhythm}-{lines[0].id}-{hearer.id}",
            "to": hearer.email,
            "subject": subject,
            "text": text,
            "html": html,
            "list_id": what,
            "stop": stop,
            "thread": about if len(entries) == 1 else "",
            "evening": self.rhythm != Rhythm.AT_ONCE,
        }

    def _paragraphs(self, lines: list[MailedLine], hearer: Hearer) -> Paragraphs:
        """An entry as this person reads it, with their own way to stop it."""
        newest = lines[0]
        numbers = tuple(line.id for line in lines)
        as_whom = numbers, audience(hearer, newest), newest.why
        if as_whom not in self.drawn:
            self.drawn[as_whom] = _paragraphs(entry(lines, hearer))
        mine = self.drawn[as_whom]._replace(
            stop=self._stop(hearer.id, _stopped_by(newest))
        )
        offered = named(newest.verb).answers
        if not offered or len(lines) > 1:
            return mine
        answers = links(offered, hearer.id, newest.subject_id, newest.id)
        return mine._replace(answers=answers)

    def _stop(self, person_id: int, what: str) -> str:
        """The address that stops it; several entries of a mail may have the same."""
        mine = (person_id, what)
        if mine not in self.stops:
            self.stops[mine] = full(stop_path(*mine))
        return self.stops[mine]


def stop_path(person_id: int, what: str) -> str:
    """Where one press stops what it names."""
    return f"/mail/stop/{signed.make('stop', person_id, what)}"


def choices_path(person_id: int) -> str:
    """Where somebody chooses without signing in."""
    return f"/mail/choices/{signed.make('choices', person_id, '')}"


def _subject(drawn: list[Paragraphs], rhythm: Rhythm, more: int) -> str:
    if len(drawn) == 1 and not more:
        return drawn[0].words
    count = len(drawn) + more
    if rhythm == Rhythm.AT_ONCE:
        one = "%(num)s thing that can’t wait"
        many = "%(num)s things that can’t wait"
        return str(ngettext(one, many, count))
    return str(ngettext("Your news: %(num)s thing", "Your news: %(num)s things", count))


def _paragraphs(one: Entry) -> Paragraphs:
    text = one.newest.text if len(one.lines) == 1 else ""
    if len(text) > QUOTED:
        text = text[:QUOTED].rsplit(None, 1)[0] + " …"
    address = full(one.sentence.at or one.address)
    return Paragraphs(_words(one), text, address, one.why)


def _words(one: Entry) -> str:
    """What happened, to what, and who did it, in one line."""
    words = f"{one.sentence.words} {one.title}".strip()
    if one.sentence.badge:
        label = one.sentence.label or _(BADGES[one.sentence.badge][1])
        words += f" ({label})"
    if one.named:
        words += f": {one.named}"
    if one.links:
        words += ": " + ", ".join(title for title, _address in one.links)
    if one.others:
        words += " " + ngettext("and %(num)s more", "and %(num)s more", one.others)
    return " ".join(words.split())


def _stopped_by(line: Any) -> str:
    """What stops news like this line: no longer following the thing for which one hears
    of it, else mails of its kind."""
    return line.why if line.why and TOPIC.match(line.why) else named(line.verb).kind

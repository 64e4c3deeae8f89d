"""The mails of one run to a few people: which lines each is due, and what they say; a
line that several of them hear of is read once."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import bindparam, select

from board.activity.models import Activity
from board.activity.verbs import Kind, named
from board.db import AnyRow, AnySelect, read
from board.drawing import speaking
from board.notifications import runs
from board.notifications.hearers import Hearer
from board.notifications.letters import Letters
from board.notifications.mailed_lines import Lines
from board.notifications.models import Notification, Rhythm
from board.notifications.queries import ME, doors

Why = dict[int, str | None]  # why one hears of a line, by its number


class Drawn(NamedTuple):
    """A person as they were when their mail was drawn; None where nothing is due."""

    hearer: Hearer
    mail: dict[str, Any] | None


class Round:
    """Draws these mails."""

    def __init__(self, run: AnyRow) -> None:
        self.run = run
        self.rhythm = Rhythm(run.rhythm)
        self.silent_until = runs.mails_nothing_until()
        self.lines = Lines()
        self.letters: dict[str, Letters] = {}  # by language

    def draw(self, hearers: Sequence[Hearer]) -> dict[int, Drawn]:
        """The one mail to each with all that is due to them."""
        due = {hearer.id: self._due_to(hearer) for hearer in hearers}
        self.lines.read({id for why in due.values() for id in why})
        return {
            hearer.id: Drawn(hearer, self._mail(hearer, due[hearer.id]))
            for hearer in hearers
        }

    def _due_to(self, hearer: Hearer) -> Why:
        """Of which lines a person is to be mailed now, newest first: of kinds they
        chose like this, that they were not mailed of, and that they may see."""
        kinds = hearer.kinds(self.rhythm)
        if not kinds:
            return {}
        until = self.run.until
        after = max(min(kinds.values()), self.silent_until)
        values = {"me": hearer.id, "after": after, "until": until}
        return {
            row.activity_id: row.why
            for row in read(_unmailed(), values)
            if row.activity_id > kinds.get(_kind_of(row.verb), until)
        }

    def _mail(self, hearer: Hearer, why: Why) -> dict[str, Any] | None:
        lines = self.lines.of(why)
        if not lines:
            return None
        usual, *others = current_app.config["BOARD"].languages
        language = hearer.locale if hearer.locale in others else usual
        with speaking(language):
            if language not in self.letters:
                self.letters[language] = Letters(self.rhythm)
            return self.letters[language].letter(hearer, lines, why)


@cache
def _kind_of(verb: str) -> Kind:
    return named(verb).kind


@cache
def _unmailed() -> AnySelect:
    """Of what `me` was notified, with the reason, past a line of the log."""
    return (
        select(Notification.activity_id, Notification.why, Activity.verb)
        .join(Activity, Activity.id == Notification.activity_id)
        .where(
            Notification.person_id == ME,
            Notification.activity_id > bindparam("after"),
            Notification.activity_id <= bindparam("until"),
            *doors(),
        )
        .order_by(Notification.activity_id.desc())
    )

"""What became of a post at a council, in words, where it stands in the post's
thread."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import InThread
from board.db import AnyRow

STATES = {
    "open": _l("The council says: it is open there."),
    "closed": _l("The council says: it is closed there."),
}
SETTLED = {
    "again": _l("An organiser has it sent to the council again."),
    "there": _l("An organiser found it at the council."),
    "left": _l("An organiser left it: it is not known whether the council has it."),
}


def note(icon: str, words: object) -> InThread:
    """A sentence that is the same whenever it happens."""
    return lambda line, issue: Sentence(str(words), icon)


def agreed(line: AnyRow, issue: int) -> Sentence:
    """Whoever posted it wants it sent, or no longer."""
    words = _("Whoever posted this no longer wants it sent to the council.")
    if line.facts["agrees"]:
        words = _("Whoever posted this wants it sent to the council, too.")
    return Sentence(words, "megaphone", is_by_author=True)


def settled(line: AnyRow, issue: int) -> Sentence:
    """What an organiser found out."""
    return Sentence(str(SETTLED[line.facts["how"]]), "shield")


def said(line: AnyRow, issue: int) -> Sentence:
    """The council's word, which is not ours: the status here stays as it is."""
    return Sentence(str(STATES[line.facts["state"]]), "message-circle")


def heard(line: AnyRow) -> Sentence:
    """The same for those who hear of it."""
    words = {
        "open": _("The council says that it is open there:"),
        "closed": _("The council says that it is closed there. Is it so?"),
    }
    return Sentence(words[line.facts["state"]])

"""What organisers do at their desk."""

from flask_babel import gettext as _

from board.activity.sentences import Sentence
from board.activity.verbs import Verb
from board.db import AnyRow


def _thanks(line: AnyRow) -> Sentence:
    who = line.actor_name or _("An organiser")
    return Sentence(_("%(name)s thanks you for your part in:", name=who))


THANKED = Verb("person.thanked", _thanks, facts={"person": int}, concerns=("one",))

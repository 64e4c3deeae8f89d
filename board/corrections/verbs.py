"""What is put right on posts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.issues.verbs import REGIONS

COMMENT_EDITED = Verb(
    "issue.comment_edited", _l("A comment was changed:"), regions=REGIONS
)
COMMENT_REMOVED = Verb(
    "issue.comment_removed", _l("A comment was removed:"), regions=REGIONS
)
CHANGE_ASKED = Verb(  # its author asks the organisers for a change
    "issue.change_asked",
    _l("Its author asks you for a change:"),
    concerns=("organiser",),
    kind=Kind.ANSWER,
)
ASK_SETTLED = Verb(
    "issue.ask_settled",
    _l("The organisers have seen to what you asked for:"),
    concerns=("author",),
)
PURGED = Verb(
    "issue.purged",
    _l("Personal details were removed from a post:"),
    facts={"version": int},
    regions=REGIONS,
    concerns=("organiser", "author"),
    threads={
        "issue": lambda line, issue: Sentence(
            _("Personal details were removed."), "pencil", is_turn=True
        )
    },
)

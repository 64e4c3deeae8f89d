"""What can happen to complaints; who complains is no part of the log."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

RECEIVED = Verb("complaint.received", _l("A complaint came in:"), facts={"about": str})
ANSWERED = Verb(
    "complaint.answered", _l("A complaint was answered:"), facts={"decision": str}
)

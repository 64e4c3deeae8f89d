"""What can happen by copying."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Kind, Verb

EVENT_COPIED = Verb(
    "event.copied",
    _l("An event was planned after another:"),
    facts={"event": int},  # the other
)
CAMPAIGN_COPIED = Verb(
    "campaign.copied",
    _l("A campaign that you organise was copied to another area:"),
    facts={"campaign": int},  # the one it was copied from
    concerns=("organisers of the original",),
    kind=Kind.ORGANISING,
)
# Whoever reads the log learns no more of it than that.
TEMPLATES_CHANGED = Verb(
    "template.changed", _l("An organiser changed their templates:")
)

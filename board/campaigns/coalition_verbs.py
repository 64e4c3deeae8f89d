"""What can happen in a campaign's coalition, and to what others promised it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.campaigns import sentences
from board.campaigns.coalition_models import Partner, Pledge, Promise

REGIONS = ("campaign-thread", "campaign-record")

PARTNER_JOINED = Verb(
    "partner.joined",
    _l("A group joined the coalition of a campaign:"),
    part=Partner,
    needs_part=True,
    regions=REGIONS,
    threads={"campaign": sentences.partner_joined},
)
PARTNER_EDITED = Verb(
    "partner.edited",
    _l("What a partner brings has changed:"),
    part=Partner,
    needs_part=True,
    regions=REGIONS,
)
PARTNER_LEFT = Verb(
    "partner.left",
    _l("A group left the coalition of a campaign:"),
    part=Partner,
    needs_part=True,
    regions=REGIONS,
    threads={"campaign": sentences.partner_left},
)
PLEDGE_MADE = Verb(
    "pledge.made",
    _l("Something was pledged to a campaign:"),
    part=Pledge,
    needs_part=True,
    regions=REGIONS,
    threads={"campaign": sentences.pledged},
)
PLEDGE_EDITED = Verb(
    "pledge.edited",
    _l("The words of a pledge were changed:"),
    part=Pledge,
    needs_part=True,
    regions=REGIONS,
    threads={"campaign": sentences.pledge_edited},
)
PLEDGE_SETTLED = Verb(
    "pledge.settled",
    _l("It was noted what became of a pledge:"),
    part=Pledge,
    needs_part=True,
    facts={"state": str},
    regions=REGIONS,
    threads={"campaign": sentences.pledge_settled},
)
PROMISE_MADE = Verb(
    "promise.made",
    _l("Somebody made a promise:"),
    part=Promise,
    needs_part=True,
    regions=REGIONS,
    threads={
        "campaign": sentences.promise(
            lambda who: _("%(who)s promised:", who=who), "handshake"
        )
    },
)
PROMISE_EDITED = Verb(
    "promise.edited",
    _l("The record of a promise was changed:"),
    part=Promise,
    needs_part=True,
    regions=REGIONS,
    threads={
        "campaign": sentences.promise(
            lambda who: _("The record of what %(who)s promised was changed:", who=who),
            "pencil",
        )
    },
)
PROMISE_KEPT = Verb(
    "promise.kept",
    lambda line: Sentence(_("A promise was kept:"), badge="kept"),
    part=Promise,
    needs_part=True,
    regions=REGIONS,
    followers=("campaign",),
    threads={
        "campaign": sentences.promise(
            lambda who: _("%(who)s kept a promise:", who=who),
            badge="kept",
            is_turn=True,
        )
    },
)
PROMISE_BROKEN = Verb(
    "promise.broken",
    lambda line: Sentence(_("A promise was broken:"), badge="broken"),
    part=Promise,
    needs_part=True,
    regions=REGIONS,
    followers=("campaign",),
    threads={
        "campaign": sentences.promise(
            lambda who: _("%(who)s broke a promise:", who=who),
            badge="broken",
            is_turn=True,
        )
    },
)
PROMISE_REOPENED = Verb(
    "promise.reopened",
    _l("It is open again whether a promise is kept:"),
    part=Promise,
    needs_part=True,
    regions=REGIONS,
    threads={
        "campaign": sentences.promise(
            lambda who: _("It is open again whether %(who)s keeps a promise:", who=who),
            "clock",
        )
    },
)
PROMISE_OVERDUE = Verb(  # told to the organisers, once
    "promise.overdue",
    lambda line: Sentence(
        _("The day of a promise has passed. Was it kept?"), badge="overdue"
    ),
    part=Promise,
    needs_part=True,
    regions=REGIONS,
    concerns=("organiser",),
    kind=Kind.ORGANISING,
    threads={
        "campaign": sentences.promise(
            lambda who: _(
                "The day has passed on which %(who)s promised to do this:", who=who
            ),
            badge="overdue",
        )
    },
)

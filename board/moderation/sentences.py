"""What was decided, as lists and the public log say it."""

from flask_babel import lazy_gettext as _l

DONE = {
    "nothing": _l("No rule was broken"),
    "accept": _l("Published"),
    "hide": _l("Hidden"),
    "restore": _l("Shown again"),
    "edit": _l("Changed"),
    "unedit": _l("Changed back"),
    "redact": _l("A part of a picture covered"),
    "close": _l("Nothing more may be said there"),
    "reopen": _l("People may say something there again"),
    "warn": _l("Author warned"),
    "unwarn": _l("Warning withdrawn"),
    "limit": _l("Author’s writing is looked at first"),
    "unlimit": _l("Author’s writing is shown at once again"),
    "ban": _l("Author kept out"),
    "unban": _l("Author let back in"),
    "upheld": _l("Appeal: the decision stands"),
    "changed": _l("Appeal: something else is done"),
    "undone": _l("Appeal: the decision is undone"),
}

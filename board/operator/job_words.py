"""What each background job does, for people."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "allowances": _l("Forgets who wrote how much, once it counts no more"),
    "backup": _l("Makes the nightly backup"),
    "complaints": _l("Reminds of complaints that are due, forgets old addresses"),
    "digests": _l("Sends the daily and weekly mails"),
    "erased": _l("Sweeps erased words out of the database’s files"),
    "flags": _l("Forgets who flagged, once a case is long closed"),
    "issues": _l("Asks whether closed posts are done, raises those nobody answers"),
    "letters": _l("Sends mails, and tries those again that did not leave"),
    "news": _l("Tells people their news"),
    "offers": _l("Offers free places on tasks, asks who is still on them"),
    "pictures": _l("Deletes pictures that nobody used"),
    "promises": _l("Raises promises whose day is over"),
    "reminders": _l("Reminds people of events"),
    "retention": _l("Deletes what is kept no longer"),
    "safety": _l("Reminds of the safety record"),
    "series": _l("Lays out the next shifts of tasks that repeat"),
    "unsent": _l("Forgets what was typed and not sent"),
}

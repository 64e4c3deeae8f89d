"""What each background job does, for people."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "allowances": _l("Forgets how much people wrote once it no longer counts"),
    "backup": _l("Makes the nightly backup"),
    "complaints": _l("Reminds of complaints that are due, forgets old addresses"),
    "copies": _l("Makes the copies of their data that people asked for"),
    "digests": _l("Sends the daily and weekly mails"),
    "erased": _l("Clears erased words out of the database’s files"),
    "erased people": _l("Notes who was erased, so that no backup brings them back"),
    "flags": _l("Forgets who flagged, once a case is long closed"),
    "introductions": _l("Forgets how to reach people once an introduction is over"),
    "issues": _l("Asks whether closed posts are done, raises those nobody answers"),
    "letters": _l("Sends mails, and tries again those that did not go out"),
    "mentors": _l("Ends questions to mentors that nobody answered"),
    "networks": _l("Ends the higher limits of networks once their hours are over"),
    "news": _l("Tells people their news"),
    "offers": _l("Offers free places on tasks, asks who is still on them"),
    "pictures": _l("Deletes pictures that nobody used"),
    "promises": _l("Raises promises whose day is over"),
    "reminders": _l("Reminds people of events"),
    "requests": _l("Asks people again when they said “later”, ends old requests"),
    "retention": _l("Deletes what has been kept long enough"),
    "rounds": _l("Opens and closes listening rounds on their days"),
    "safety": _l("Reminds of the safety record"),
    "series": _l("Lays out the next shifts of tasks that repeat"),
    "skills": _l("Warns before what people can do ends, forgets what is long over"),
    "task reminders": _l("Reminds people of the tasks they are on"),
    "terms": _l("Tells people of terms in roles that end soon"),
    "training asks": _l("Ends what areas asked for half a year ago"),
    "unsent": _l("Forgets what was typed and not sent"),
}

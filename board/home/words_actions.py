"""Writing what stands on the front page and about the board."""

from flask_babel import gettext as _

from board import clock
from board.activity.actions import record
from board.db import insert_new
from board.errors import ChangedMeanwhile, Invalid
from board.home import verbs, words_queries
from board.home.words_models import SiteText
from board.policy import Actor, require


def write(place: str, by: Actor, *, text: str, after: int) -> None:
    """Put a text in the place of version `after`, 0 where there was none.

    Raises ChangedMeanwhile where somebody else wrote, Invalid where nothing is new.
    """
    require(by, "board.operate")
    if words_queries.texts()[place] == text:
        raise Invalid(_("This is what stands there already."), "text")
    newest = words_queries.versions(place)[:1]
    made = None
    if (newest[0].number if newest else 0) == after:
        said = {"place": place, "number": after + 1, "text": text}
        said |= {"by_id": by.id, "saved_at": clock.now()}
        made = insert_new(SiteText, ["place", "number"], **said)
    if made is None:
        raise ChangedMeanwhile
    facts = {"place": place, "number": made.number}
    record(verbs.WORDS_CHANGED, made, by=by, topics=["areas"], **facts)

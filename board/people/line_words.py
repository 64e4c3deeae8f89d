"""How lines are called, by whom they say that they are read, and where "here" is."""

from flask_babel import lazy_gettext as _l

from board.people.models import LineKind, SeenBy
from board.people.request_models import Wish

MINE = {  # of one's own
    LineKind.CAN: _l("I can"),
    LineKind.LEARN: _l("I want to learn"),
    LineKind.TEACH: _l("I could teach"),
    LineKind.WHEN: _l("I have time"),
    LineKind.OPENS: _l("I know somebody"),
}
THEIRS = {
    LineKind.CAN: _l("Can"),
    LineKind.LEARN: _l("Wants to learn"),
    LineKind.TEACH: _l("Could teach"),
    LineKind.WHEN: _l("Has time"),
    LineKind.OPENS: _l("Knows somebody"),
}
HINTS = {
    LineKind.CAN: _l("Such as: drive a van, cook for fifty, Urdu."),
    LineKind.LEARN: _l("Such as: to run a meeting."),
    LineKind.TEACH: _l("Such as: sewing."),
    LineKind.WHEN: _l("Such as: Tuesday evenings, or an hour now and then."),
    LineKind.OPENS: _l(
        "Such as: the head of the primary school. Say so only if they would not mind."
    ),
}
SEEN_BY = {
    SeenBy.ORGANISERS: _l("Organisers here"),
    SeenBy.MEMBERS: _l("Members here"),
    SeenBy.EVERYONE: _l("Everyone"),
    SeenBy.NOBODY: _l("Only me"),
}
WISHES = {
    Wish.ONE: _l("One organiser a week may ask me for something"),
    Wish.ANY: _l("I don’t mind being asked by several"),
    Wish.NONE: _l("Don’t ask me for now"),
}

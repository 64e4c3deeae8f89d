"""What this board has switched on, as far as it matters for what could go wrong."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from board.areas.models import Area
from board.db import read

ON = {
    "by_mail": _l("Anybody can post by a mailed link, without an account"),
    "pictures": _l("People add pictures; what is hidden in their files is removed"),
    "comments": _l("People comment under their name"),
    "private_questions": _l("People can ask organisers in private"),
    "map": _l("Posts can stand on a map"),
    "events": _l("People meet, also in homes; addresses are only for those coming"),
    "boards": _l("News comes in from other boards"),
}
FIRST_POSTS = {
    "all": _l("An organiser looks at everybody’s first post before others see it"),
    "some": _l("In some areas an organiser looks at first posts before others do"),
    "none": _l("First posts are seen at once"),
}
JOINING = {
    "asked": _l("An organiser lets members in"),
    "some": _l("In some areas anybody becomes a member at once"),
    "at_once": _l("Anybody becomes a member at once"),
}


def now() -> dict[str, str]:
    """Each switch and how it stands: settings, what areas have chosen, and what this
    version of the program can do at all."""
    looks = func.count().filter(Area.looks_first)
    joins = func.count().filter(Area.joins_at_once)
    areas, first, open_now = read(select(func.count(), looks, joins))[0]
    found = dict.fromkeys(ON, "on")
    if "boards" not in current_app.blueprints:
        del found["boards"]
    found["first_posts"] = _share(first, areas, "all", "some", "none")
    found["joining"] = _share(open_now, areas, "at_once", "some", "asked")
    return found


def _share(count: int, of: int, whole: str, part: str, none: str) -> str:
    if not count:
        return none
    return whole if count == of else part


def words(switches: dict[str, Any]) -> list[str]:
    """How the switches stand, in sentences."""
    said = [str(text) for name, text in ON.items() if switches.get(name)]
    for name, texts in (("first_posts", FIRST_POSTS), ("joining", JOINING)):
        if switches.get(name) in texts:
            said.append(str(texts[switches[name]]))
    return said


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is different, in sentences: how it stands now, or that it is off."""
    different = {
        name: after.get(name, "")
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }
    gone = [str(ON[name]) for name in different if name in ON and not different[name]]
    return words(different) + gone

"""What happened in a campaign, in words, where it stands in its thread and feed, and in
those of the posts it came from."""

from collections.abc import Callable
from itertools import groupby
from operator import attrgetter

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from board.activity.sentences import Sentence
from board.activity.verbs import InThread, named
from board.db import AnyRow, Rows
from board.markdown import initial_lines
from board.theirs import theirs


def sentence(line: AnyRow, campaign: int = 0) -> Sentence:
    """What a line of a campaign's thread says."""
    return named(line.verb).threads["campaign"](line, campaign)


def history(lines: Rows) -> list[tuple[AnyRow, Sentence]]:
    """What a campaign's thread says, the oldest first: each line with its sentence, and
    a run of like lines as one, with the last of them."""
    found: list[tuple[AnyRow, Sentence]] = []
    for verb, each in groupby(lines, attrgetter("verb")):
        alike = tuple(each)
        as_one = named(verb).run
        if as_one and len(alike) > 1:
            found.append((alike[-1], as_one(alike)))
        else:
            found += [(line, sentence(line)) for line in alike]
    return found


def note(words: LazyString) -> InThread:
    """A sentence that is the same whenever it happens."""
    return lambda line, campaign: Sentence(str(words), "pencil")


def on_post(words: LazyString) -> InThread:
    """What a post's thread says of its campaign, with the way there; `words` are
    translated then."""
    return lambda line, issue: _of_campaign(line, str(words))


def stands_on_post(line: AnyRow, issue: int) -> Sentence:
    """The stage or the outcome of its campaign."""
    if outcome := line.facts.get("outcome"):
        return _of_campaign(line, _("This came of the campaign:"), outcome)
    return _of_campaign(line, _("The campaign moved on:"), line.facts["stage"])


def posts_set_on_post(line: AnyRow, issue: int) -> Sentence:
    """Whether this post came to the campaign or went."""
    words = _("It was added to a campaign:")
    if issue in line.facts["removed"]:
        words = _("It was taken out of a campaign:")
    return _of_campaign(line, words)


def _of_campaign(line: AnyRow, words: str = "", badge: str = "") -> Sentence:
    at = f"/campaigns/{line.subject_id}"
    name = _("see the campaign")
    return Sentence(words, "megaphone", badge, at=at, name=name, is_turn=True)


def started(line: AnyRow, campaign: int) -> Sentence:
    """From how many posts it began."""
    words = ngettext(
        "The campaign began, from %(num)s post.",
        "The campaign began, from %(num)s posts.",
        len(line.facts["issues"]),
    )
    return Sentence(words, "megaphone", is_turn=True)


def posts_set(line: AnyRow, campaign: int) -> Sentence:
    """How many posts came and went."""
    words = _(
        "Posts were added or taken out: %(added)s added, %(removed)s taken out.",
        added=len(line.facts["added"]),
        removed=len(line.facts["removed"]),
    )
    return Sentence(words, "list-checks")


def stage_set(line: AnyRow, campaign: int) -> Sentence:
    """The stage's badge says it."""
    return Sentence(badge=line.facts["stage"], is_turn=True)


def updated(line: AnyRow, campaign: int) -> Sentence:
    """The title of the news; its text stands behind it."""
    return Sentence(line.title, "megaphone", is_text=True)


def ended(line: AnyRow, campaign: int) -> Sentence:
    """The outcome's badge says it."""
    return Sentence(badge=line.facts["outcome"], is_turn=True)


def partner_joined(line: AnyRow, campaign: int) -> Sentence:
    """A group came."""
    return Sentence(_("%(who)s joined the coalition.", who=line.who), "users")


def partner_left(line: AnyRow, campaign: int) -> Sentence:
    """A group went."""
    return Sentence(_("%(who)s left the coalition.", who=line.who), "users")


def pledged(line: AnyRow, campaign: int) -> Sentence:
    """Who will bring what."""
    words = _("%(who)s pledged: %(what)s", who=line.who, what=line.what)
    return Sentence(words, "hand-heart")


def pledge_edited(line: AnyRow, campaign: int) -> Sentence:
    """What the pledge says now."""
    words = _("The words of a pledge were changed: %(what)s", what=line.what)
    return Sentence(words, "pencil")


def pledge_settled(line: AnyRow, campaign: int) -> Sentence:
    """What became of a pledge."""
    state = line.facts["state"]
    words = _("What %(who)s pledged: %(what)s", who=line.who, what=line.what)
    return Sentence(words, badge=state, label=_("Not yet") if state == "open" else "")


def promise(
    words: Callable[[str], str], icon: str = "", badge: str = "", is_turn: bool = False
) -> InThread:
    """Who did what with their word, and what they had promised."""

    def say(line: AnyRow, campaign: int) -> Sentence:
        text = Markup("{} {}").format(words(line.who), theirs(initial_lines(line.what)))
        return Sentence(text, icon, badge, is_turn=is_turn)

    return say

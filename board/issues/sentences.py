"""What happened to a post, in words, where it stands in the post's thread and feed."""

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from board.activity.sentences import Sentence, linked
from board.activity.verbs import InThread, named
from board.db import AnyRow
from board.drawing import day


def sentence(line: AnyRow, issue: int, title: str = "") -> Sentence:
    """What a line says in the thread of this post, with the title of the campaign it
    tells of."""
    words = named(line.verb).threads["issue"](line, issue)
    return words._replace(name=title, is_title=True) if words.name and title else words


def note(icon: str, words: LazyString) -> InThread:
    """A sentence that is the same whenever it happens."""
    return lambda line, issue: Sentence(str(words), icon, is_turn=True)


def posted(line: AnyRow, issue: int) -> Sentence:
    """It begins."""
    words = _("This was posted.")
    return Sentence(words, "pencil", is_turn=True, is_by_author=True)


def commented(line: AnyRow, issue: int) -> Sentence:
    """The comment itself stands behind it."""
    return Sentence(_("A comment"), "message-circle", is_text=True)


def edited(line: AnyRow, issue: int) -> Sentence:
    """By its author; what it said before is kept."""
    return Sentence(_("The text was changed."), "pencil", is_by_author=True)


def state_set(line: AnyRow, issue: int) -> Sentence:
    """The state's badge says it."""
    return Sentence(badge=line.facts["state"], is_turn=True)


def reopened(line: AnyRow, issue: int) -> Sentence:
    """Open again, and why."""
    words = _("reopened: somebody who asked says it is not done")
    return Sentence(words, badge=line.facts["state"], is_turn=True)


def next_set(line: AnyRow, issue: int) -> Sentence:
    """What happens next; who and until when stand behind it."""
    words = _("Next: %(what)s", what=line.what or "")
    return Sentence(words, "footprints", is_turn=True)


def raised(line: AnyRow, issue: int) -> Sentence:
    """How long nobody had spoken, and who was told."""
    words = _(
        "Nobody had taken this further for %(days)s days, so the organisers of "
        "%(area)s were told.",
        days=line.facts["days"],
        area=line.area_name,
    )
    return Sentence(words, "bell", is_turn=True)


def merged(line: AnyRow, issue: int) -> Sentence:
    """With links to both, and how many people came along."""
    words = _with_links(line, _("%(this)s says the same as %(that)s."))
    more = line.facts["carried"]
    counted = ngettext(
        "%(num)s more person is counted there.",
        "%(num)s more people are counted there.",
        more,
    )
    return Sentence(words + " " + counted if more else words, "copy", is_turn=True)


def unmerged(line: AnyRow, issue: int) -> Sentence:
    """With links to both."""
    words = _("%(this)s stands on its own again. It had gone on at %(that)s.")
    return Sentence(_with_links(line, words), "copy", is_turn=True)


def _with_links(line: AnyRow, words: str) -> Markup:
    this = line.subject_id
    that = line.facts["into"]
    return linked(
        words,
        this=(f"/issues/{this}", _("Post %(number)s", number=this)),
        that=(f"/issues/{that}", _("post %(number)s", number=that)),
    )


def removed(line: AnyRow) -> str:
    """What stands where a text was taken away."""
    if line.removed_for:
        return str(_("Removed by an organiser: %(reason)s", reason=line.removed_for))
    return str(_("Removed by its author."))


def by_when(line: AnyRow) -> str:
    """Who does what comes next, and by which day."""
    return str(_("%(who)s, by %(day)s", who=line.who, day=day(line.by)))


def text(line: AnyRow) -> str:
    """What was said with a line, as a feed tells it: nothing that was removed."""
    if line.hidden_id:
        return str(_("A comment was hidden: %(why)s", why=line.hidden_for))
    if line.removed_at:
        return removed(line)
    parts = (line.body, line.evidence, by_when(line) if line.what else "")
    return "\n\n".join(part for part in parts if part)

"""States and kinds in words, each with its icon: one place for badges, filters and
forms."""

from typing import Any

from flask_babel import lazy_gettext


def _(word: str) -> str:
    """Mark a word for translation; templates translate it when it is shown, which is
    quicker than lazily."""
    return word


# slug → (icon, word); slugs are the values of the enums in the features' models.
BADGES: dict[str, tuple[str, str]] = {
    "open": ("hand", _("Open")),
    "looked_at": ("search", _("Being looked at")),
    "in_campaign": ("megaphone", _("In a campaign")),
    "done": ("circle-check", _("Done")),
    "not_done": ("circle-x", _("Closed, not done")),
    "duplicate": ("copy", _("Same as another")),
    "listening": ("message-circle", _("Listening")),
    "planning": ("list-checks", _("Planning")),
    "acting": ("footprints", _("Acting")),
    "negotiating": ("handshake", _("Negotiating")),
    "won": ("sparkles", _("Won")),
    "partly": ("sparkles", _("Partly won")),
    "lost": ("circle-x", _("Lost")),
    "paused": ("pause", _("Paused")),
    "kept": ("circle-check", _("Kept")),
    "broken": ("circle-x", _("Broken")),
    "brought": ("circle-check", _("Brought")),
    "not_brought": ("circle-x", _("Not brought")),
    "overdue": ("triangle-alert", _("Overdue")),
    "with_us": ("hand-heart", _("With us")),
    "leaning_to_us": ("arrow-right", _("Leaning to us")),
    "undecided": ("circle-help", _("Undecided")),
    "leaning_against": ("triangle-alert", _("Leaning against")),
    "against": ("circle-x", _("Against")),
    "full": ("users", _("Full")),
    "cancelled": ("circle-x", _("Called off")),
}
KINDS: dict[str, tuple[str, str]] = {
    "problem": ("triangle-alert", _("Problem")),
    "idea": ("lightbulb", _("Idea")),
    "hope": ("leaf", _("Hope")),
}

EVENT_KINDS: dict[str, tuple[str, str]] = {
    "meeting": ("users", _("Meeting")),
    "action": ("footprints", _("Action")),
    "training": ("graduation-cap", _("Training session")),
    "house_meeting": ("house", _("House meeting")),
}


def choices(
    values: Any, words: dict[str, tuple[str, str]] = BADGES
) -> list[tuple[str, Any]]:
    """(value, word) pairs for a form or a filter."""
    return [(value, lazy_gettext(words[value][1])) for value in values]

"""States and kinds in words, each with its icon: one place for badges, filters and forms."""

from typing import Any

from flask_babel import lazy_gettext as _l

# slug → (icon, word); slugs are the values of the enums in the features' models.
BADGES: dict[str, tuple[str, Any]] = {
    "open": ("hand", _l("Open")),
    "in_campaign": ("megaphone", _l("In a campaign")),
    "done": ("circle-check", _l("Done")),
    "not_done": ("circle-x", _l("Closed, not done")),
    "duplicate": ("copy", _l("Same as another")),
    "listening": ("message-circle", _l("Listening")),
    "planning": ("list-checks", _l("Planning")),
    "acting": ("footprints", _l("Acting")),
    "negotiating": ("handshake", _l("Negotiating")),
    "won": ("sparkles", _l("Won")),
    "lost": ("circle-x", _l("Lost")),
    "paused": ("pause", _l("Paused")),
    "full": ("users", _l("Full")),
}
KINDS: dict[str, tuple[str, Any]] = {
    "problem": ("triangle-alert", _l("Problem")),
    "idea": ("lightbulb", _l("Idea")),
    "hope": ("leaf", _l("Hope")),
}


def choices(values: Any, words: dict[str, tuple[str, Any]] = BADGES) -> list[tuple[str, Any]]:
    """(value, word) pairs for a form or a filter."""
    return [(value, words[value][1]) for value in values]

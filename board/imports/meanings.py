"""What the words of somebody else's file mean in ours: what a thing is about, and where
it stands."""

import re
from collections.abc import Collection, Iterable

from board import text
from board.categories.models import CATEGORIES
from board.issues.models import Kind, State

# The first line of which a word stands in what a source calls the thing.
WORDS: dict[str, str] = {
    "lighting": r"street ?lights?|lighting|lamps?",
    "animals": r"animals?|dogs?|rodents?|rats?|mosquitoes|dead bird",
    "noise": r"noise|loud|working beyond hours",
    "safety": r"unsafe|dangerous|needles?|fire|police|knock ?downs?"
    r"|downed wire|violence",
    "housing": r"housing|building|tenants?|damp|mould|heat|plumbing"
    r"|electrical|living conditions|infestation|bed bugs"
    r"|mice|contractors?|occupancy|overcrowding|homeowner"
    r"|utilities residential|property|rental|egress|permit|lead",
    "green-space": r"trees?|parks?|ground maintenance|planting"
    r"|playgrounds?|grass|green",
    "rubbish": r"trash|rubbish|garbage|litter|dump(ing|ster)?|recycling"
    r"|sanitation|street cleaning|bulk item|graffiti"
    r"|fly.?tipping|bins?|waste|ce collection",
    "traffic": r"traffic|parking|signals?|abandoned vehicles?|bicycles?"
    r"|bus(es)?|mbta|bikes?|speeding"
    r"|space savers|tow(ing)?",
    "streets": r"potholes?|sidewalks?|pavements?|roadway|roads?|highway"
    r"|streets?|kerbs?|curbs?|signs?|crosswalks?|snow"
    r"|plowing|catchbasin|hydrant|watermain|utility casting|news boxes",
    "health": r"health|food|unsanitary|asthma|breathe",
    "learning": r"schools?|librar(y|ies)|homework",
    "young-people": r"youth|young people|teenagers?",
    "money": r"debts?|benefits?|bills?",
    "community": r"volunteer(s|ing)?|events?|celebrations?",
}
_WORDS = {
    slug: re.compile(rf"\b({words})\b", re.IGNORECASE) for slug, words in WORDS.items()
}


def category_of(names: Iterable[str]) -> str:
    """Our category for what a source calls the thing; the first name that holds a word
    we know decides."""
    for name in names:
        if text.slug(name) in CATEGORIES:
            return text.slug(name)
        for slug, words in _WORDS.items():
            if words.search(name):
                return slug
    return "other"


_OPEN = ("open", "new", "reopened", "in-progress", "in-campaign", "pending")
_DONE = ("closed", "done", "fixed", "resolved", "completed")
_CLOSED_NOT_DONE = ("not-done", "duplicate", "rejected", "invalid")
STATES = {
    **dict.fromkeys(_OPEN, State.OPEN),
    **dict.fromkeys(_DONE, State.DONE),
    **dict.fromkeys(_CLOSED_NOT_DONE, State.NOT_DONE),
}
KNOWN: dict[str, Collection[str]] = {
    "state": STATES,
    "category": CATEGORIES,
    "kind": tuple(Kind),
}
# Closed, but nothing was done: the honest ending is "closed, not done". The last are
# the codes of Boston's inspectors.
_NOTHING_WAS_DONE = re.compile(
    r"(case (noted|invalid|referred)|duplicate|not done|wont fix"
    r"|no (violation|basis|access)"
    r"|(adclsd|novio|nobase|noacc|roa|tfa)\b)",
    re.IGNORECASE,
)


def state_of(status: str, closed: str, reason: str) -> State:
    """Where the source says the thing stands.

    Raises ValueError for a status we do not know.
    """
    word = "closed" if closed else "open"
    if status:
        word = text.slug(status)
    if word not in STATES:
        raise ValueError(
            f"state: {status!r} is none of {', '.join(STATES)}. Say what it means: "
            f"--map-value 'state:{status}=open'."
        )
    state = STATES[word]
    if state == State.DONE and _NOTHING_WAS_DONE.match(reason):
        return State.NOT_DONE
    return state

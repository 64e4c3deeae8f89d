"""Issues like the one somebody is writing, ranked by likeness."""

from typing import NamedTuple

from sqlalchemy import func, select

from board.db import Rows, read
from board.issues.drafts import Draft, Rarity, draft_reading, rarity_of, terms_of
from board.issues.likeness import WEIGHTS, Reading, as_post, likeness, reading_of, weigh
from board.issues.models import Issue
from board.issues.places import CAMPAIGNS_LIKE
from board.issues.similar_queries import candidates
from board.policy import Actor

# How much of what a draft is about a campaign has to share, by its words alone.
CAMPAIGN_SHARE = 0.3
SHOWN = 5


class Alike(NamedTuple):
    """What may be the same matter, the most alike first."""

    issues: Rows = ()
    campaigns: Rows = ()

    @property
    def shown(self) -> str:
        """The issues' numbers, as a form sends them back."""
        return ",".join(str(row.id) for row in self.issues)


def alike(draft: Draft, person: Actor | None = None) -> Alike:
    """The open, or lately closed, issues and running campaigns that fit what was
    written well, or nothing."""
    newest = read(select(func.max(Issue.id)))[0][0] or 0
    if not newest:
        return Alike()
    known = rarity_of(newest)
    terms = terms_of(draft, known)
    mine = draft_reading(draft)
    weigh(mine, known.rare)
    issues: Rows = ()
    if mine.weights:
        found = read(candidates(draft, terms, newest, person.id if person else 0))
        issues = _ranked(draft, mine, found, known)
    words = [(term.words, term.topic_share) for term in terms if term.topic_share]
    return Alike(issues, CAMPAIGNS_LIKE.filling(words, CAMPAIGN_SHARE))


def posted(once: str | None) -> int:
    """The number of the post that this very form made already; 0 where it made none."""
    rows = read(select(Issue.id).where(Issue.once == once)) if once else ()
    return int(rows[0].id) if rows else 0


def _ranked(draft: Draft, mine: Reading, found: Rows, known: Rarity) -> Rows:
    """Those that are alike enough, the most alike first."""
    scored = []
    for row in found:
        # how long ago a post was last active counts, not when it was posted
        other = reading_of(as_post(row, id=row.id, at=row.active_at))
        weigh(other, known.rare)
        score = likeness(mine, other)
        if draft.area and row.area_slug != draft.area:
            score *= WEIGHTS.other_area
        if score >= WEIGHTS.similar:
            scored.append((score, row.id, row))
    scored.sort(reverse=True, key=lambda one: one[:2])
    return [row for _score, _id, row in scored[:SHOWN]]

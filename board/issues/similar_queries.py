"""The posts that may be the same matter as a draft, found in one statement: by rare
words, by place and by area."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, exists, func, literal, or_, select, union, union_all

from board import clock
from board.areas.queries import id_of
from board.db import AnySelect
from board.issues.drafts import NEWEST, Draft, Term
from board.issues.likeness import BODY
from board.issues.models import LIVE, Issue, Second, State
from board.issues.nearby import DEGREE_KM, around, distance
from board.issues.queries import CARDS
from board.issues.search import having

LATELY = timedelta(days=90)  # closed no longer ago than this, it may be the same matter
# Posts that the words looked up may have between them: common words on a large board
# are left out.
MOST_READ = 1_500
MOST_OF_A_TERM = 1_000  # posts with one term
MOST_OF_A_WAY = 30  # candidates by words, by place, and by area
NEAR_KM = 0.4


def candidates(
    draft: Draft, terms: list[Term], newest: int, person_id: int
) -> AnySelect:
    """The statement: cards of the candidates, how far each is, and whether the person
    is counted in there. The terms are the rarest first; `newest` is the id of the
    newest post."""
    looked_up = terms[: _affordable(terms, newest)]
    ways = _ways(draft, _with_words(looked_up))
    ids = [select(way.subquery().c.id) for way in ways]
    picked = union(*ids).cte("picked")
    is_counted_in = exists().where(
        Second.issue_id == Issue.id, Second.person_id == person_id
    )
    return (
        CARDS.add_columns(
            func.substr(Issue.body, 1, BODY).label("body"),
            _distance_km(draft).label("km"),
            is_counted_in.label("seconded"),
        )
        .join(picked, picked.c.id == Issue.id)
        .where(_is_live())
    )


def _affordable(terms: list[Term], newest: int) -> int:
    """How many of the terms, the rarest first, may be looked up on the whole board."""
    posts = 0.0
    board_size = max(1.0, newest / NEWEST)  # in samples of that many posts
    for number, term in enumerate(terms):
        posts += term.post_count * board_size
        if posts > MOST_READ:
            return number
    return len(terms)


def _with_words(terms: list[Term]) -> Any:
    """Posts with any of the terms, and how much those they have weigh together."""
    nothing = select(literal(0).label("id"), literal(0.0).label("likely"))
    having_each = []
    for term in terms:
        posts = having(Issue, term.words, limit=MOST_OF_A_TERM).subquery()
        weight = literal(term.search_weight).label("likely")
        having_each.append(select(posts.c.id, weight))
    hit = union_all(nothing, *having_each).cte("hit")
    likely = func.sum(hit.c.likely).label("likely")
    return select(hit.c.id, likely).group_by(hit.c.id).cte("worded")


def _ways(draft: Draft, worded: Any) -> list[AnySelect]:
    """How a post becomes a candidate: each way gives a few, and reads few."""
    by_words: Any = (
        select(worded.c.id)
        .join(Issue, Issue.id == worded.c.id)
        .where(_is_live(), *Issue.visible(None))
        .order_by(worded.c.likely.desc())
    )
    ways = [by_words]
    if draft.position:
        near = around(draft.position, NEAR_KM)
        by_place = select(Issue.id).where(*near, _is_live(), *Issue.visible(None))
        ways.append(by_place.order_by(distance(draft.position)))
    if draft.area:
        in_area = Issue.area_id == id_of(draft.area)
        by_area = select(Issue.id).where(in_area, *Issue.visible(None))
        ways.append(by_area.order_by(Issue.created_at.desc()))
    return [way.limit(MOST_OF_A_WAY) for way in ways]


def _is_live() -> Any:
    """Whether a post is open, or was closed lately."""
    # the empty text keeps the database from going through all that are open by the
    # index of states
    state: Any = Issue.state.concat("")
    ended = state.in_((State.DONE, State.NOT_DONE))
    lately = Issue.active_at > clock.now() - LATELY
    return or_(state.in_(LIVE), and_(ended, lately))


def _distance_km(draft: Draft) -> Any:
    """Kilometres from the draft's position; NULL where either is unknown."""
    if draft.position is None:
        return literal(None)
    return func.sqrt(distance(draft.position)) * DEGREE_KM

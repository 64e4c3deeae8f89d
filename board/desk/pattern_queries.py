"""Reading the patterns of an area, with how many people are behind each."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, literal, select, union_all

from board import clock
from board.campaigns.models import Campaign, CampaignIssue, Stage
from board.db import Rows, read
from board.desk.patterns import Pattern, find_patterns
from board.issues.likeness import BODY, Post
from board.issues.models import Issue, Second, State

# of the posts in which patterns are looked for
WITHIN = timedelta(days=180)
NEWEST = 2_000
MOST = 30  # patterns


class CountedPattern(NamedTuple):
    """A pattern as an organiser reads it."""

    posts: tuple[Post, ...]
    words: tuple[str, ...]
    category: str
    place: str
    people: int  # different ones who posted or were counted in
    counted: dict[int, int]  # how many were counted in at each post


@dataclass
class Behind:
    """Who is behind each post, by its number."""

    people: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    counted: Counter[int] = field(default_factory=Counter)


def patterns_of(area_id: int, area_name: str) -> tuple[CountedPattern, ...]:
    """The patterns among the newest open posts of an area that are in no campaign, the
    one of most people first."""
    found = find_patterns(_newest_posts(area_id))[:MOST]
    behind = _behind([post.id for pattern in found for post in pattern.posts])
    patterns = [_counted(pattern, behind, area_name) for pattern in found]
    patterns.sort(key=lambda pattern: (-pattern.people, -len(pattern.posts)))
    return tuple(patterns)


def _newest_posts(area_id: int) -> tuple[Post, ...]:
    texts = (
        Issue.id,
        Issue.title,
        func.substr(Issue.body, 1, BODY),
        Issue.place,
        Issue.category,
    )
    where = (Issue.latitude, Issue.longitude, Issue.created_at)
    in_campaign = exists().where(CampaignIssue.issue_id == Issue.id)
    free = (
        Issue.area_id == area_id,
        Issue.state.in_((State.OPEN, State.LOOKED_AT)),
        Issue.created_at > clock.now() - WITHIN,
        ~in_campaign,
        *Issue.visible(None),
    )
    newest = select(*texts, *where).where(*free).order_by(Issue.created_at.desc())
    return tuple(Post(*row) for row in read(newest.limit(NEWEST)))


def _behind(ids: list[int]) -> Behind:
    """Who posted these, and who was counted in at them; no statement without posts."""
    behind = Behind()
    for row in _people_behind(ids) if ids else ():
        behind.people[row.id].add(row.person)
        behind.counted[row.id] += row.counted
    return behind


def _people_behind(ids: list[int]) -> Rows:
    posted = select(
        Issue.id, Issue.author_id.label("person"), literal(0).label("counted")
    ).where(Issue.id.in_(ids), Issue.author_id.is_not(None), *Issue.visible(None))
    seconded = select(Second.issue_id, Second.person_id, literal(1)).where(
        Second.issue_id.in_(ids)
    )
    return read(union_all(posted, seconded))


def _counted(pattern: Pattern, behind: Behind, area_name: str) -> CountedPattern:
    """A pattern with the people behind it; its place is left out where it is the
    area's name."""
    people: set[int] = set()
    for post in pattern.posts:
        people |= behind.people[post.id]
    place = "" if pattern.place.lower() in area_name.lower() else pattern.place
    return CountedPattern(
        posts=pattern.posts,
        words=pattern.words,
        category=pattern.category,
        place=place,
        people=len(people),
        counted=behind.counted,
    )


def running(area_id: int) -> Rows:
    """(id, title) of the area's campaigns that are not over, the newest first."""
    over = (Stage.WON, Stage.LOST)
    mine = select(Campaign.id, Campaign.title).where(
        Campaign.area_id == area_id,
        Campaign.stage.not_in(over),
        *Campaign.visible(None),
    )
    return read(mine.order_by(Campaign.id.desc()).limit(100))

"""Reading one issue: as a notice, to act on it, and as a person sees it."""

from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select

from board.accounts.models import Person
from board.activity.models import Follow
from board.areas.models import Area
from board.categories.models import AreaCategory
from board.db import AnyRow, AnySelect, Reader, Rows, db, fresh, read, the_one
from board.errors import NotFound
from board.issues.merge_models import Merge
from board.issues.models import Ask, Comment, Issue, IssueVersion, Second
from board.issues.outcome_models import Verdict
from board.issues.places import SENT_COLUMNS
from board.photos.models import Photo
from board.photos.queries import COVER
from board.policy import Actor
from board.written import until_written

# What a notice on a list needs: columns rather than entities, they are hot.
CARD = (
    Issue.id,
    Issue.title,
    Issue.kind,
    Issue.category,
    Issue.place,
    Issue.state,
    Issue.second_count,
    Issue.comment_count,
    Issue.photo_count,
    Issue.created_at,
    Issue.active_at,
    Issue.area_id,
    Issue.author_id,
    Issue.show_name,
    Issue.on_behalf,
    Issue.latitude,
    Issue.longitude,
    Issue.exact_latitude.is_not(None).label("rounded"),
    func.substr(Issue.body, 1, 280).label("opening"),
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Person.name.label("author_name"),
    *COVER,
)
ME: Any = bindparam("me")


def cards(reader: Reader) -> AnySelect:
    """The notices that this reader may see."""
    return (
        select(*CARD)
        .join(Area, Area.id == Issue.area_id)
        .outerjoin(Person, Person.id == Issue.author_id)
        .outerjoin(Photo, and_(Photo.id == Issue.cover_id, *Photo.visible(reader)))
        .where(*Issue.visible(reader))
    )


CARDS = cards(None)
CARD_OF = CARDS.where(Issue.id == bindparam("id"))


def card(issue_id: int) -> AnyRow:
    """One notice, or NotFound."""
    return the_one(CARD_OF, {"id": issue_id})


def hidden_author(row: AnyRow) -> int:
    """The author whose name the issue's page does not show; 0 where it shows it."""
    if row.show_name and row.on_behalf is None:
        return 0
    return row.author_id or 0


def get(issue_id: int) -> Issue:
    """The issue to act on, or NotFound."""
    return fresh(Issue, issue_id)


ABOUT = select(
    Issue.id, Issue.area_id, Issue.author_id, Issue.state, Issue.closed_for
).where(Issue.id == bindparam("id"), *Issue.visible(None))


def about(issue_id: int) -> AnyRow:
    """What the rules want to know of an issue, or NotFound."""
    return the_one(ABOUT, {"id": issue_id})


LOCKED_ROWS = (
    select(*ABOUT.selected_columns)
    .where(Issue.id.in_(bindparam("ids", expanding=True)))
    .order_by(Issue.id)
)


def lock_rows(ids: list[int]) -> Rows:
    """What the rules want to know of many, locked as lock() does; those that are gone
    are left out."""
    return read(LOCKED_ROWS.with_for_update(key_share=True), {"ids": ids})


def lock(*ids: int) -> list[Issue]:
    """These issues as they are now, locked until the transaction ends, or NotFound.

    Always in the order of their ids, so that two who lock some wait and never block
    each other.
    """
    locking = (
        select(Issue)
        .where(Issue.id.in_(ids), *Issue.visible(None))
        .order_by(Issue.id)
        .with_for_update(key_share=True)
    )
    issues = db.session.scalars(
        locking, execution_options={"populate_existing": True}
    ).all()
    by_id = {issue.id: issue for issue in issues}
    if set(ids) - by_id.keys():
        raise NotFound
    return [by_id[id] for id in ids]


# What the reader has to do with an issue, and what else its page has a button for.
_is_seconded = exists().where(Second.issue_id == Issue.id, Second.person_id == ME)
_is_followed = exists().where(
    Follow.topic == bindparam("topic"), Follow.person_id == ME
)
_own_verdict = select(Verdict.says).where(
    Verdict.issue_id == Issue.id, Verdict.person_id == ME
)
_illustrated = (Comment.issue_id == Issue.id, Comment.photo_count > 0)
_has_comment_photos = exists().where(*_illustrated, *Comment.visible(ME))
_has_own_comment_photos = exists().where(
    *_illustrated, Comment.author_id == ME, *Comment.visible(ME)
)
_merged_by = select(Merge.by_id).where(Merge.issue_id == Issue.id)
_has_open_ask = exists().where(
    Ask.issue_id == Issue.id,
    Ask.version == Issue.version,
    Ask.settled_at.is_(None),
)


@cache
def _shown_statement() -> AnySelect:
    """Built once, when all features have spoken: half of the time of a short query went
    into writing it."""
    return (
        cards(ME)
        .add_columns(
            Issue.body,
            Issue.duplicate_of_id,
            Issue.version,
            Issue.edit_until,
            Issue.closed_for,
            Issue.latitude.is_not(None).label("has_position"),
            _is_seconded.label("seconded"),
            _has_comment_photos.label("has_comment_photos"),
            _has_own_comment_photos.label("has_own_comment_photos"),
            _is_followed.label("followed"),
            _own_verdict.label("verdict"),
            _merged_by.label("merged_by_id"),
            _has_open_ask.label("asks"),
            AreaCategory.name.label("category_name"),
            AreaCategory.hint.label("category_hint"),
            AreaCategory.icon.label("category_icon"),
            *SENT_COLUMNS.filling(),
        )
        .where(Issue.id == bindparam("id"))
        .outerjoin(
            AreaCategory,
            and_(
                AreaCategory.area_id == Issue.area_id,
                AreaCategory.slug == Issue.category,
            ),
        )
    )


def shown(issue_id: int, person: Actor | None) -> AnyRow:
    """Everything the page of one issue needs in one row, with what this person has to
    do with it."""
    return until_written(_shown, issue_id, person.id if person else 0)


def _shown(issue_id: int, me: int) -> AnyRow:
    return the_one(
        _shown_statement(), {"id": issue_id, "topic": f"issue-{issue_id}", "me": me}
    )


def versions(issue_id: int) -> Rows:
    """What the issue said before each edit, newest first, and who changed it."""
    statement = (
        select(IssueVersion, Person.name)
        .join(Person, Person.id == IssueVersion.replaced_by_id)
        .where(IssueVersion.issue_id == issue_id)
        .order_by(IssueVersion.version.desc())
    )
    return db.session.execute(statement).all()


def comments_with_photos(issue_id: int) -> Rows:
    """Id, author and area of each comment under the issue that has pictures, as the
    rules want them."""
    statement = (
        select(Comment.id, Comment.author_id, Issue.area_id)
        .join(Issue, Issue.id == Comment.issue_id)
        .where(Comment.issue_id == issue_id, Comment.photo_count > 0)
        .order_by(Comment.id.desc())
        .limit(200)
    )
    return read(statement)


_newest_places = (
    select(Issue.place)
    .where(Issue.place != "", *Issue.visible(None))
    .order_by(Issue.created_at.desc())
    .limit(300)
    .subquery()
)
KNOWN_PLACES = (
    select(_newest_places.c.place)
    .group_by(_newest_places.c.place)
    .order_by(func.count().desc(), _newest_places.c.place)
    .limit(40)
)


def known_places() -> list[str]:
    """What the places of the newest posts are called, the most named first."""
    return [row.place for row in read(KNOWN_PLACES)]

"""What a council is told of a post: what everybody reads of it, and nothing about who
wrote it."""

from typing import Any

from sqlalchemy import select

from board.councils.models import CouncilCategory
from board.councils.reading import LONGEST
from board.db import AnyRow, read, the_one
from board.drawing import full
from board.issues.models import LIVE, Issue
from board.photos import queries as photos

TOLD = (
    Issue.id,
    Issue.version,
    Issue.area_id,
    Issue.category,
    Issue.title,
    Issue.body,
    Issue.place,
    Issue.latitude,
    Issue.longitude,
)


def told(issue_id: int) -> AnyRow:
    """The post as everybody reads it now; NotFound where they don't, or where it is
    closed."""
    its = (Issue.id == issue_id, Issue.state.in_(LIVE), *Issue.visible(None))
    return the_one(select(*TOLD).where(*its))


def goes_as(issue: AnyRow, council_id: int) -> AnyRow | None:
    """(service_code, answers) for a post's category; nothing where it does not go to
    this council any more."""
    key = (
        CouncilCategory.area_id == issue.area_id,
        CouncilCategory.category == issue.category,
        CouncilCategory.council_id == council_id,
    )
    columns = (CouncilCategory.service_code, CouncilCategory.answers)
    rows = read(select(*columns).where(*key))
    return rows[0] if rows else None


def report(issue: AnyRow, goes: Any) -> list[tuple[str, str]]:
    """The fields of a report: title, words, place, the addresses of its pictures and
    its own."""
    pictures = _pictures(issue.id)
    fields = [("service_code", goes.service_code)]
    fields.append(("description", _description(issue, pictures[1:])))
    if issue.latitude is not None:
        fields += [("lat", str(issue.latitude)), ("long", str(issue.longitude))]
    if issue.place:
        fields.append(("address_string", issue.place))
    fields += [("media_url", address) for address in pictures[:1]]
    answers = goes.answers.items()
    return fields + [(f"attribute[{code}]", answer) for code, answer in answers]


def address_of(issue_id: int) -> str:
    """Where everybody reads it."""
    return full(f"/issues/{issue_id}")


def _pictures(issue_id: int) -> list[str]:
    owner = f"issue-{issue_id}"
    shown = photos.of([owner]).get(owner, ())
    return [full(f"/photos/{picture.sha256}-large.webp") for picture in shown]


def _description(issue: AnyRow, more_pictures: list[str]) -> str:
    """Its words, cut where they are too long for a council, and where to read on."""
    end = "\n\n".join([issue.place, *more_pictures, address_of(issue.id)]).strip()
    words = f"{issue.title}\n\n{issue.body}"
    return f"{words[: LONGEST - len(end) - 2]}\n\n{end}"

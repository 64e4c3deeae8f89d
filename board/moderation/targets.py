"""What can be flagged and hidden: its kinds, and what moderators have to know of each
thing."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from board.accounts.models import Person
from board.areas.models import Area
from board.campaigns.models import Campaign, Update
from board.councils.models import CouncilReport
from board.db import Model
from board.events.models import Event
from board.issues.models import Comment, Issue
from board.people.models import Line
from board.photos.models import Photo
from board.playbooks.models import Playbook, Suggestion
from board.questions.models import Question
from board.rounds.models import Answer, Round
from board.tasks.models import Task
from board.tasks.talk_models import TaskComment
from board.training.models import Course

KINDS: dict[str, Any] = {
    "issue": _l("A post"),
    "comment": _l("A comment"),
    "campaign": _l("A campaign"),
    "update": _l("News of a campaign"),
    "task": _l("A task"),
    "task_comment": _l("A line on a task"),
    "event": _l("An event"),
    "course": _l("A course"),
    "playbook": _l("A playbook"),
    "playbook_suggestion": _l("A change to a playbook"),
    "question": _l("A question"),
    "round": _l("A listening round"),
    "answer": _l("An answer in a listening round"),
    "council_report": _l("What a council published"),
    "photo": _l("A picture"),
    "person_line": _l("What somebody says they bring"),
    "person": _l("A person"),
}
MODELS: dict[str, Any] = {
    "issue": Issue,
    "comment": Comment,
    "campaign": Campaign,
    "update": Update,
    "task": Task,
    "task_comment": TaskComment,
    "event": Event,
    "course": Course,
    "playbook": Playbook,
    "playbook_suggestion": Suggestion,
    "question": Question,
    "round": Round,
    "answer": Answer,
    "council_report": CouncilReport,
    "photo": Photo,
    "person_line": Line,
}
# whose page is gone with them; of the others a line on a page is
PAGES = {
    **{"issue": "issues", "campaign": "campaigns", "task": "tasks", "event": "events"},
    "course": "courses",
    "playbook": "playbooks",
    "round": "rounds",
}


class Gone(NamedTuple):
    """In place of a row that its writer took away, or shows to nobody any more."""

    id: int


@dataclass(frozen=True)
class Target:
    """A thing, as a moderator has to know it.

    `page` is what it is on and `address` where that is; `topics` are those of the page.
    """

    kind: str
    row: Any
    area_id: int | None
    author_id: int | None
    page: Model | None
    title: str
    text: str

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.row.id)

    @property
    def hidden_at(self) -> Any:
        """Since when it is hidden, None where it is not."""
        return getattr(self.row, "hidden_at", None)

    @property
    def is_taken_back(self) -> bool:
        """Whether its words are gone for good: there is nothing to read or to show."""
        is_empty = self.kind == "issue" and not self.row.title
        is_empty = is_empty or isinstance(self.row, Gone)
        return is_empty or getattr(self.row, "removed_at", None) is not None

    @property
    def topics(self) -> list[str]:
        """Where in the log things about its page stand."""
        if self.kind == "task_comment":
            return [f"task-{self.row.task_id}-talk"]
        if self.kind == "answer":
            return [f"round-{self.row.round_id}-answers"]
        return list(getattr(self.page, "topics", ()))

    @property
    def address(self) -> str:
        """Of the page it is on."""
        if self.page is None:
            return ""
        name = self.page.__tablename__
        if self.kind == "council_report":
            return f"/areas/{self.page.slug}/council?at={self.id}"  # type: ignore[attr-defined]
        if isinstance(self.page, Area):
            return f"/areas/{self.page.slug}"
        if isinstance(self.page, Person):
            return f"/people/{self.page.id}"
        return f"/{PAGES[name]}/{self.page.id}"  # type: ignore[attr-defined]

    @property
    def is_private(self) -> bool:
        """Whether only some people read it when it is not hidden."""
        is_private = self.is_confided or bool(getattr(self.row, "private", False))
        return self.kind in ("task_comment", "person_line") or is_private

    @property
    def is_confided(self) -> bool:
        """Whether it was said to the organisers of its area alone."""
        return self.kind == "answer" and not self.row.shared

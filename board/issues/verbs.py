"""What can happen to posts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import and_, case

from board.activity.models import Activity
from board.activity.sentences import Sentence, Together
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.issues import sentences
from board.issues.models import Comment, Issue
from board.issues.outcome_models import NextStep
from board.policy import Audience

REGIONS = ("issue", "issue-thread", "issue-next")
TURNED = (*REGIONS, "issue-turn")
# Whoever posted without their name comments without it.
UNNAMED = and_(Issue.author_id == Activity.actor_id, Issue.show_name.is_(False))
REASON = Comment.body + case(
    (Comment.evidence != "", "\n\n" + Comment.evidence), else_=""
)


def _state_set(line: AnyRow) -> Sentence:
    return Sentence(_("The status has changed:"), badge=line.facts["state"])


def _raised(line: AnyRow) -> Sentence:
    return Sentence(
        ngettext(
            "Nobody has taken this further for %(num)s day. What happens next?",
            "Nobody has taken this further for %(num)s days. What happens next?",
            line.facts["days"],
        )
    )


POSTED = Verb(
    "issue.posted",
    _l("Somebody posted:"),
    facts={"imported": bool | None},  # it was carried over from elsewhere
    regions=(*REGIONS, "issues", "area"),
    followers=("area",),
    # what is carried over happened long ago
    is_news=lambda line: not line.facts.get("imported"),
    kind=Kind.AROUND,
    answers=("second",),
    together=Together(_l("%(num)s new posts in"), by_area=True),
    threads={"issue": sentences.posted},
)
EDITED = Verb(
    "issue.edited",
    _l("An organiser changed the text of your post:"),
    facts={"version": int},
    regions=REGIONS,
    concerns=("author",),
    threads={"issue": sentences.edited},
)
DESCRIBED = Verb(  # what its pictures show, or which it has
    "issue.described", _l("The pictures of a post have changed:"), regions=REGIONS
)
SECONDED = Verb("issue.seconded", _l("Somebody is counted in:"), regions=REGIONS)
UNSECONDED = Verb(
    "issue.unseconded", _l("Somebody is no longer counted in:"), regions=REGIONS
)
COMMENTED = Verb(
    "issue.commented",
    _l("There is a new comment:"),
    part=Comment,
    needs_part=True,
    regions=REGIONS,
    followers=("issue",),
    kind=Kind.TALK,
    text=Comment.body,
    together=Together(
        _l("%(who)s commented on"), names=Audience.PUBLIC, unnamed=UNNAMED
    ),
    threads={"issue": sentences.commented},
    is_answer=True,
)
STATE_SET = Verb(
    "issue.state_set",
    _state_set,
    part=Comment,
    # campaign: which one's end it came with
    facts={"state": str, "was": str, "role": str | None, "campaign": int | None},
    regions=TURNED,
    followers=("issue",),
    # of a campaign's end everyone hears once
    is_news=lambda line: "campaign" not in line.facts,
    text=REASON,
    threads={"issue": sentences.state_set},
    turns=("issue",),
)
MERGED = Verb(
    "issue.merged",
    _l("Two posts say the same and go on as one:"),
    part=Comment,
    # carried: how many supporters
    facts={"into": int, "was": str, "carried": int, "role": str | None},
    regions=TURNED,
    followers=("issue",),
    kind=Kind.TALK,
    text=Comment.body,
    threads={"issue": sentences.merged},
    turns=("issue",),
)
UNMERGED = Verb(
    "issue.unmerged",
    _l("Two posts that had become one stand on their own again:"),
    part=Comment,
    facts={"into": int, "state": str, "role": str | None},
    regions=TURNED,
    followers=("issue",),
    threads={"issue": sentences.unmerged},
    turns=("issue",),
)
REOPENED = Verb(
    "issue.reopened",
    _l("It is open again, somebody who asked says it is not done:"),
    part=Comment,
    facts={"state": str},
    regions=TURNED,
    followers=("issue",),
    kind=Kind.TALK,
    text=Comment.body,
    threads={"issue": sentences.reopened},
    turns=("issue",),
)
VERDICT_GIVEN = Verb(
    "issue.verdict_given",
    _l("Somebody said whether it is done:"),
    facts={"says": str},
    regions=REGIONS,
)
NEXT_SET = Verb(
    "issue.next_set",
    _l("Somebody said what happens next:"),
    part=NextStep,
    regions=REGIONS,
    followers=("issue",),
    threads={"issue": sentences.next_set},
    is_answer=True,
)
ASKED = Verb(  # those who asked were asked whether it is done
    "issue.asked",
    _l("You asked for this. Is it really done? Please say so:"),
    regions=REGIONS,
    concerns=("asked",),
    kind=Kind.ANSWER,
    answers=("done", "not_done"),
    threads={
        "issue": sentences.note(
            "circle-help",
            _l("Everyone who asked for this was asked whether it is really done."),
        )
    },
)
RAISED = Verb(
    "issue.raised",
    _raised,
    facts={"days": int},  # without a word
    regions=REGIONS,
    concerns=("organiser",),
    kind=Kind.ORGANISING,
    threads={"issue": sentences.raised},
)

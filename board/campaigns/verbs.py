"""What can happen to campaigns."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence, Together
from board.activity.verbs import Verb
from board.campaigns import sentences
from board.campaigns.models import Campaign, Update
from board.db import AnyRow
from board.issues.verbs import REGIONS as ISSUE

REGIONS = ("campaign", "campaign-thread")


def _started(line: AnyRow) -> Sentence:
    return Sentence(
        _("A campaign has begun from what was said:"),
        at=f"/campaigns/{line.subject_id}#join",
        name=_("Join in with one press"),
    )


def _stage_set(line: AnyRow) -> Sentence:
    return Sentence(_("A campaign has moved on:"), badge=line.facts["stage"])


def _ended(line: AnyRow) -> Sentence:
    words = _("This is what came of a campaign:")
    return Sentence(words, badge=line.facts["outcome"])


STARTED = Verb(
    "campaign.started",
    _started,
    facts={"issues": list},
    regions=(*REGIONS, *ISSUE, "campaigns", "area"),
    followers=("issue", "area"),
    text=Campaign.goal,
    threads={
        "campaign": sentences.started,
        "issue": sentences.on_post(_l("It became part of a campaign:")),
    },
    turns=("campaign",),
    is_answer=True,
)
EDITED = Verb(
    "campaign.edited",
    _l("The text of a campaign was changed:"),
    regions=REGIONS,
    threads={"campaign": sentences.note(_l("The text of the campaign was changed."))},
)
ISSUES_SET = Verb(
    "campaign.issues_set",
    _l("A campaign took up, or let go of, a post you follow:"),
    facts={"added": list, "removed": list},
    # posts bring the people who posted them
    regions=(*REGIONS, *ISSUE, "campaign-people"),
    followers=("issue",),
    threads={"campaign": sentences.posts_set, "issue": sentences.posts_set_on_post},
    is_answer=True,
)
STAGE_SET = Verb(
    "campaign.stage_set",
    _stage_set,
    part=Update,
    facts={"stage": str, "was": str},
    regions=(*REGIONS, *ISSUE),
    followers=("issue", "campaign"),
    threads={"campaign": sentences.stage_set, "issue": sentences.stands_on_post},
    turns=("campaign",),
    is_answer=True,
)
REACHED = Verb(
    "campaign.reached",
    _l("A campaign is nearer to its goal:"),
    facts={"reached": int, "of": int | None},
    regions=REGIONS,
)
BACKED = Verb(
    "campaign.backed",
    _l("Somebody stands behind a campaign:"),
    regions=("campaign-people",),
)
UNBACKED = Verb(
    "campaign.unbacked",
    _l("Somebody no longer stands behind a campaign:"),
    regions=("campaign-people",),
)
NAME_SET = Verb(
    "campaign.name_set",
    _l("Somebody chose whether their name is shown:"),
    facts={"shown": bool},
    regions=("campaign-people",),
)
UPDATED = Verb(
    "campaign.updated",
    _l("There is news from a campaign:"),
    part=Update,
    needs_part=True,
    regions=(*REGIONS, "campaign-news", *ISSUE),
    followers=("issue", "campaign"),
    together=Together(_l("%(num)s pieces of news from")),
    text=Update.title + "\n\n" + Update.body,
    threads={
        "campaign": sentences.updated,
        "issue": sentences.on_post(_l("There is news from the campaign:")),
    },
    is_answer=True,
)
ILLUSTRATED = Verb(  # what the pictures of its news show, or which there are
    "campaign.illustrated",
    _l("The pictures of a campaign’s news have changed:"),
    part=Update,
    regions=("campaign-news",),
)
COVER_SET = Verb(
    "campaign.cover_set",
    _l("The picture of a campaign has changed:"),
    regions=("campaign-cover",),
)
ENDED = Verb(
    "campaign.ended",
    _ended,
    part=Update,
    facts={"outcome": str, "stage": str, "was": str},
    regions=(*REGIONS, *ISSUE),
    followers=("issue", "campaign"),
    text=Update.body,
    threads={"campaign": sentences.ended, "issue": sentences.stands_on_post},
    turns=("campaign",),
    is_answer=True,
)
OUTCOME_EDITED = Verb(
    "campaign.outcome_edited",
    _l("What came of a campaign was put in other words:"),
    part=Update,
    shows_part=False,  # the new words stand with the end itself
    facts={"version": int},
    regions=REGIONS,
    threads={"campaign": sentences.note(_l("What came of it was put in other words."))},
)

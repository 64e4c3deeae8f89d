"""The rules of a campaign's news: an update is published, and its pictures are
described or taken away."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.campaigns import verbs
from board.campaigns.issue_actions import topics_of_issues
from board.campaigns.issue_queries import issue_ids
from board.campaigns.models import Campaign, Stage, Update
from board.db import db, insert_once
from board.errors import Invalid
from board.photos import actions as photos
from board.photos.models import PER_UPDATE
from board.photos.pictures import Picture
from board.photos.queries import entities
from board.policy import Actor, require


def post_update(
    campaign: Campaign,
    by: Actor,
    *,
    title: str,
    body: str,
    once: str | None = None,
    pictures: Sequence[Picture] = (),
) -> Update:
    """Publish an update; whoever posted, was counted in or follows the campaign or its
    issues hears of it."""
    require(by, "campaign.update", campaign)
    if len(pictures) > PER_UPDATE:
        raise Invalid(_("Choose at most %(most)s pictures.", most=PER_UPDATE), "photos")
    values = {
        "campaign_id": campaign.id,
        "author_id": by.id,
        "title": title,
        "body": body,
        "at": clock.now(),
    }
    posted, is_new = insert_once(Update, once=once, photo_count=len(pictures), **values)
    if is_new:
        photos.attach(f"update-{posted.id}", by, pictures)
        topics = [*campaign.topics, *topics_of_issues(issue_ids(campaign.id))]
        record(verbs.UPDATED, campaign, part=posted, by=by, topics=topics)
    return posted


def post_stage(campaign: Campaign, by: Actor, *, stage: Stage, body: str) -> Update:
    """What is published as the campaign comes to a stage; its line is recorded by who
    moves it there."""
    posted = Update(
        campaign_id=campaign.id, author_id=by.id, body=body, stage=stage, at=clock.now()
    )
    db.session.add(posted)
    db.session.flush()
    return posted


def change_photos(
    campaign: Campaign,
    posted: Update,
    by: Actor,
    *,
    alts: Mapping[int, str],
    without: Collection[int] = (),
) -> None:
    """Say what the pictures of an update show and take some away."""
    require(by, "campaign.update", campaign)
    mine = entities([f"update-{posted.id}"])
    described = photos.describe(mine, alts)
    removed = photos.remove(mine, without)
    if removed:
        left = len(entities([f"update-{posted.id}"]))
        db.session.execute(
            update(Update).where(Update.id == posted.id).values(photo_count=left)
        )
    if described or removed:
        record(verbs.ILLUSTRATED, campaign, part=posted, by=by)

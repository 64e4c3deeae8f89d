"""The toy feature on a board, from its model to the stream: run by
tests/test_sample_feature.py in a process of its own."""

import pytest
from flask import Flask

import board
from board import policy
from board.db import Model, db
from board.live.regions import is_known, render, touched
from board.policy import Audience
from tests.builders import Maker, People, Rows, Things
from tests.data.sample_feature import actions, feature, verbs
from tests.data.sample_feature.models import Stall
from tests.pages import Browser

# All that it takes.
board.FEATURES += (feature,)
policy.RULES["stall.plan"] = policy.organises


@pytest.fixture
def stall(app: Flask, make: Maker, people: People, things: Things) -> Stall:
    """A stall that the organiser plans, of which a member hears."""
    with app.app_context():
        Model.metadata.create_all(db.engine, tables=[Model.metadata.tables["stall"]])
    make.follow(f"campaign-{things.campaign.id}", people.member)
    with make.writing():
        campaign = make._here(things.campaign)
        organiser = make._here(people.organiser)
        return actions.plan(campaign, organiser, "Ward End market", 2)


def test_its_page_stands_among_all_addresses(
    app: Flask, stall: Stall, visitor: Browser
) -> None:
    assert "/stalls/<int:stall_id>" in {rule.rule for rule in app.url_map.iter_rules()}
    page = visitor.get(f"/stalls/{stall.id}")
    assert page.says("Ward End market", "2 tables")


def test_it_stands_in_the_thread_and_the_feed_of_its_campaign(
    stall: Stall, visitor: Browser
) -> None:
    at = f"/campaigns/{stall.campaign_id}"
    words = "There will be a stall with 2 tables:"
    page = visitor.get(at)
    assert page.says(words)
    assert f'href="/stalls/{stall.id}"' in page.text
    assert words in visitor.get(f"{at}.atom").text


def test_followers_of_its_campaign_have_news_of_it(
    stall: Stall, member: Browser, rows: Rows, people: People
) -> None:
    assert rows.heard(people.member)[-1] == verbs.PLANNED
    news = member.get("/notifications")
    assert news.says("You can come to a stall: Ward End market")
    assert f'href="/stalls/{stall.id}"' in news.text


def test_open_pages_change_with_it(
    app: Flask, make: Maker, people: People, stall: Stall, visitor: Browser
) -> None:
    name = f"stall-{stall.id}"
    assert is_known(name)
    assert name in touched(name, verbs.PACKED)
    assert f"campaign-{stall.campaign_id}-thread" in touched(
        f"campaign-{stall.campaign_id}", verbs.PLANNED
    )
    with make.writing():
        actions.pack(stall.id, make._here(people.organiser))
    with app.test_request_context("/live"):
        drawn = render(name, Audience.PUBLIC)
    assert "Packed up" in drawn
    assert drawn.strip() in visitor.get(f"/stalls/{stall.id}").text


def test_whoever_ends_its_campaign_is_asked_about_it(
    stall: Stall, organiser: Browser
) -> None:
    page = organiser.get(f"/campaigns/{stall.campaign_id}/debrief")
    assert page.says("Ward End market")

"""The feed of one campaign: its beginning, its stages, its news and its outcome, and nobody's name."""

from board.campaigns.models import Outcome, Stage
from tests.builders import Maker, People
from tests.feeds.test_feeds import feed, said
from tests.pages import Browser


def test_a_campaign_tells_what_happened_in_its_feed(visitor: Browser, make: Maker, people: People) -> None:
    campaign = make.campaign(people.organiser, make.issue(people.resident))
    make.task(campaign, people.organiser)
    make.stage(campaign, people.organiser, Stage.ACTING, "We walked the lane.")
    make.update(campaign, people.organiser)
    make.end(campaign, people.organiser, Outcome.PARTLY, "Nine are lit.")
    at = f"/campaigns/{campaign.id}"
    root = feed(visitor, f"{at}.atom")
    assert said(root, "title") == ["Partly won", "They have answered", "Acting", "The campaign began."]
    assert said(root, "summary") == ["Nine are lit.", "They will come and look.", "We walked the lane.", ""]
    assert said(root, "name") == ["Hodge Hill"] * 4
    assert len(set(said(root, "id"))) == 4
    assert f'type="application/atom+xml" href="{at}.atom"' in visitor.get(at).text

"""One list of all a person can set, filled by each feature."""

from board.accounts.places import SETTINGS
from tests.pages import Browser


def test_every_setting_is_listed_with_what_it_is_for(member: Browser) -> None:
    page = member.get("/me/settings")
    for setting in SETTINGS:
        assert page.offers(setting.address)
        assert page.says(str(setting.label), str(setting.words))


def test_my_week_and_the_menu_lead_there(member: Browser) -> None:
    page = member.get("/me")
    assert page.links.count("/me/settings") >= 3


def test_each_page_it_leads_to_is_there(member: Browser) -> None:
    for setting in SETTINGS:
        assert member.get(setting.address).status == 200

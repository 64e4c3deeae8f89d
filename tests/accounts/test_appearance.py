"""Light, dark, or as the device says."""

import pytest

from tests.pages import Browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_choice_is_kept_on_this_device_and_shown(
    visitor: Browser, theme: str
) -> None:
    page = visitor.fill(
        "/appearance?next=/areas", {"theme": theme}, action="/appearance"
    )
    assert (page.status, page.location) == (303, "/areas")
    (cookie,) = (line for line in page.cookies if line.startswith("theme="))
    assert "HttpOnly" in cookie
    assert f'data-theme="{theme}"' in visitor.get("/areas").text


def test_the_choice_can_be_taken_back(visitor: Browser) -> None:
    visitor.fill("/appearance", {"theme": "dark"})
    visitor.fill("/appearance", {"theme": ""})
    assert "theme" not in visitor.cookies
    assert "data-theme" not in visitor.get("/").text


def test_a_look_nobody_offered_is_refused_and_never_shown(visitor: Browser) -> None:
    page = visitor.fill("/appearance", {"theme": '"><script>'})
    assert page.status == 422
    assert page.form("/appearance")
    assert page.message == "Pick one of the three."
    visitor.cookies["theme"] = "blue"
    assert "data-theme" not in visitor.get("/").text


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"],
)
def test_it_never_leads_to_another_site(visitor: Browser, target: str) -> None:
    assert (
        visitor.post("/appearance", {"theme": "dark", "next": target}).location == "/"
    )

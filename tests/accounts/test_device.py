"""A browser in two words."""

import pytest

from board.accounts.device import device_of

APPLE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         ("Firefox", "Linux")),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {APPLE} Chrome/140 Safari/537.36",
         ("Chrome", "Windows")),
        (f"Mozilla/5.0 (Windows NT 10.0) {APPLE} Chrome/140 Safari/537.36 Edg/140",
         ("Edge", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604",
         ("Safari", "iPhone")),
        (f"Mozilla/5.0 (Linux; Android 15) {APPLE} Chrome/140 Mobile Safari/537.36",
         ("Chrome", "Android")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_what_a_browser_says_of_itself_becomes_two_words(
    says: str, words: tuple[str, str]
) -> None:
    assert device_of(says) == words

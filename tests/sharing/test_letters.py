"""What is written on a card: whole words, in the letters we have."""

import io

import pytest
from PIL import Image

from board.sharing.cards import Card
from board.sharing.colour import luminance, readable
from board.sharing.letters import Type, drawable, width, wrapped
from board.sharing.picture import LARGEST, drawn
from tests.photos.drawing import written

TITLE = Type(84, 800)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The lamp is out", "The lamp is out"),
        ("Tŷ agored, dŵr glân", "Tŷ agored, dŵr glân"),
        ("Łódź, İstanbul, Română", "Łódź, İstanbul, Română"),
        ("w\u0302 is one letter", "ŵ is one letter"),
        ("Garden 🌳🎉 now", "Garden now"),
        ("Flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and ❤️", "Flag and"),
        ("a\u200bb \u202eabc", "ab abc"),
        ("two\nlines\tand more", "two lines and more"),
        # another script is left to the text beside the card
        ("نريد حديقة", ""),
        ("Парк", ""),
        ("公园 in the park", ""),
        ("🌳", ""),
    ],
)
def test_symbols_are_left_out_and_other_scripts_are_not_drawn(
    text: str, kept: str
) -> None:
    assert drawable(text) == kept


def test_lines_fit_and_what_is_too_long_ends_in_dots() -> None:
    lines = wrapped("All the lamps are out " * 20, TITLE, 600, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width(line, TITLE) <= 600 for line in lines)


def test_a_word_wider_than_the_card_goes_on_in_the_next_line() -> None:
    word = "Donaudampfschifffahrt" * 2
    lines = wrapped(f"The {word} now", TITLE, 600, 9)
    assert " ".join(lines).replace(" ", "") == f"The{word}now"
    assert lines[0] == "The"
    assert all(width(line, TITLE) <= 600 for line in lines)
    assert wrapped(word * 9, TITLE, 600, 2)[-1].endswith("…")


@pytest.mark.parametrize(
    "accent", ["", "#fff", "#ffdd00", "#000", "teal", "oklch(1 2 3)", "x" * 99]
)
def test_white_letters_can_be_read_on_any_colour(accent: str) -> None:
    value = readable(accent)
    parts = tuple(int(value[at : at + 2], 16) for at in (1, 3, 5))
    assert 1.05 / (luminance(parts) + 0.05) >= 4.5


@pytest.mark.parametrize("title", ["", "Парк", "🌳", "W" * 5000, "a b " * 500])
def test_any_title_makes_a_card(title: str) -> None:
    card = Card("/issues/1", title, kind="Idea", area="Hodge Hill", numbers=("9",) * 3)
    made = drawn(card, "Board", "", None)
    assert Image.open(io.BytesIO(made)).size == (1200, 630)


def test_a_picture_full_of_detail_stays_small() -> None:
    noise = Image.effect_noise((1600, 1200), 200).convert("RGB")
    card = Card("/issues/1", "Noise", picture="x")
    assert len(drawn(card, "Board", "", written(noise, "WEBP"))) <= LARGEST

"""The board in other languages: nothing is left out, and nothing breaks."""

import re
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Message

from tests.catalogues import (
    catalogue_of,
    compiled,
    file_of,
    forms,
    is_used,
    languages,
    missing,
    said,
    words,
)

PLACEHOLDER = re.compile(r'%\(\w+\)[sd]|%%|href="[^"]*"')
TAG = re.compile(r"</?\w+")
# At most so many are missing; it only ever gets smaller.
MISSING = {"cy": 0}


@pytest.mark.parametrize("language", languages())
def test_what_is_new_or_no_longer_said_was_taken_into_the_catalogue(
    language: str,
) -> None:
    known = {words(message) for message in catalogue_of(language) if message.id}
    ours = {words(message) for message in said() if message.id}
    assert known == ours, "Run `make words`."


@pytest.mark.parametrize("language", languages())
def test_what_the_program_reads_is_what_translators_wrote(language: str) -> None:
    program = file_of(language).with_suffix(".mo").read_bytes()
    assert program == compiled(catalogue_of(language)), "Run `make words`."


@pytest.mark.parametrize("language", languages())
def test_no_more_is_missing_than_was(language: str) -> None:
    lacking = [words(message) for message in missing(catalogue_of(language))]
    assert len(lacking) <= MISSING[language], (
        f"translate in board/locales/{language}, then run `make words`: {lacking}"
    )


@pytest.mark.parametrize("language", languages())
def test_a_translation_has_the_names_numbers_and_markup_of_its_original(
    language: str,
) -> None:
    translated = [message for message in catalogue_of(language) if is_used(message)]
    assert not [message.id for message in translated if not fits(message)]


def fits(message: Message) -> bool:
    """One sentence has all that its original has; of several forms each has what is in
    both originals, and only those for one may write the number as a word."""
    originals = [parts(text) for text in words(message)]
    if len(originals) == 1:
        return parts(forms(message)[0]) == originals[0]
    every = set(originals[-1])
    always = every & set(originals[0])
    return all(
        always - {"%(num)s", "%(num)d"} <= set(parts(form)) <= every
        for form in forms(message)
    )


def parts(text: str) -> list[str]:
    """What must not change: placeholders and markup."""
    return sorted(PLACEHOLDER.findall(text) + TAG.findall(text))


def test_welsh_has_a_form_each_for_none_one_two_three_six_and_all_others() -> None:
    with file_of("cy").with_suffix(".mo").open("rb") as file:
        plural = GNUTranslations(file).plural  # type: ignore[attr-defined]
    numbers = (0, 1, 2, 3, 6, 4, 5, 7, 11, 16, 100)
    assert [plural(number) for number in numbers] == [0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5]

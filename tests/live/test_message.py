"""What is written into a stream can't be taken for the stream's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.issues.regions import REGIONS
from board.live.regions import declare, is_known, message, touched

declare(*REGIONS)
TEXT = st.text(
    alphabet=st.sampled_from("ab:\r\n \x00é") | st.characters(codec="utf-8"),
    max_size=60,
)


def read(stream: str) -> list[dict[str, str]]:
    """Messages as the HTML standard reads them."""
    found, fields = [], {}
    for line in stream.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line and fields:
            found.append(fields)
            fields = {}
        elif line:
            name, _, value = line.partition(":")
            fields[name] = (
                f"{fields[name]}\n{value[1:]}"
                if name in fields
                else value.removeprefix(" ")
            )
    return found


@given(TEXT)
def test_any_text_arrives_as_data_and_nothing_else(text: str) -> None:
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(message(text).decode()) == [{"data": normal}]


def test_a_named_event_carries_its_name() -> None:
    assert read(message("", "me").decode()) == [{"event": "me", "data": ""}]


@given(st.text(alphabet="isuecampgntkrhd-0123456789٣\n", max_size=20))
def test_whatever_is_asked_for_names_a_region_or_nothing(name: str) -> None:
    if is_known(name):
        assert name.isascii()
        assert "\n" not in name


@pytest.mark.parametrize("verb", ["issue.seconded", "issue.commented", "issue.posted"])
def test_a_line_touches_the_thing_and_its_thread(verb: str) -> None:
    assert touched("issue-12", verb) == ["issue-12", "issue-12-thread", "issue-12-next"]


def test_a_list_is_touched_by_what_is_new_in_it_only() -> None:
    assert touched("issues", "issue.posted") == ["issues"]
    assert touched("issues", "issue.seconded") == []
    assert touched("issues", "campaign.started") == []
    assert touched("area-3", "campaign.started") == ["area-3"]
    assert touched("area-3", "area.joined") == []
    assert touched("person-3", "issue.posted") == []

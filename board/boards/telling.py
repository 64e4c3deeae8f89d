"""What is different between two of a kind, part by part."""

from collections.abc import Mapping

from markupsafe import Markup

from board.markdown import changes


def differences(
    was: Mapping[str, str], now: Mapping[str, str]
) -> list[tuple[str, Markup]]:
    """Each part that is not the same, with what was taken out of it and put in."""
    both = {**now, **was}
    return [
        (part, changes(was.get(part, ""), now.get(part, "")))
        for part in both
        if was.get(part, "") != now.get(part, "")
    ]

"""The operator's colour, so that white letters on it can be read."""

from PIL import ImageColor

ACCENT = "#0f5c5a"
DARK_ENOUGH = 0.16  # then white on it has a contrast of 5
DARKER = 0.94
# how much of the light we see is red, green and blue (WCAG 2.2)
SEEN = (0.2126, 0.7152, 0.0722)


def readable(accent: str) -> str:
    """The colour, as dark as it has to be; ours where it is none we know."""
    try:
        colour: tuple[int, ...] = ImageColor.getrgb(accent)[:3]
    except ValueError:
        return ACCENT
    while luminance(colour) > DARK_ENOUGH:
        colour = tuple(int(part * DARKER) for part in colour)
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: tuple[int, ...]) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = (_linear(part / 255) for part in colour)
    return sum(seen * part for seen, part in zip(SEEN, parts, strict=True))


def _linear(part: float) -> float:
    """The light of a part of a colour, without the curve screens put on it."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

"""What a picture is that is safe to show. How it is made of a file stands in pixels.py,
which no start loads: Pillow takes long to load."""

from dataclasses import dataclass, field
from typing import Any

# left, top, right and bottom of a part of a picture, each between 0 and 1
Box = tuple[float, float, float, float]
SIZES = {"large": 1600, "small": 480}  # pixels of the long edge


class Refused(Exception):
    """No picture we take; `why` is the sentence, with a gap for the file's name."""

    def __init__(self, why: object) -> None:
        self.why = why
        super().__init__(str(why))


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept: its files in both sizes, named by the hash of the
    large one."""

    sha256: str
    width: int
    height: int
    alt: str = ""  # what it shows, in words
    files: dict[str, bytes] = field(repr=False, compare=False, default_factory=dict)

    @property
    def measures(self) -> dict[str, Any]:
        """What is known of it without its files, which are in the store: enough to make
        it again."""
        return {
            "sha256": self.sha256,
            "width": self.width,
            "height": self.height,
            "alt": self.alt,
        }

"""Pictures made in code, plain ones and ones made to cause trouble."""

import io
from typing import Any

from PIL import Image, ImageDraw


def drawn(
    width: int = 320,
    height: int = 240,
    colour: str = "seagreen",
    *,
    kind: str = "JPEG",
    **saved: Any,
) -> bytes:
    """A picture with a white square in its upper left corner, as a file."""
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).rectangle((0, 0, width // 3, height // 3), fill="white")
    return written(image, kind, **saved)


def written(image: Image.Image, kind: str, **saved: Any) -> bytes:
    """An image as a file."""
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()

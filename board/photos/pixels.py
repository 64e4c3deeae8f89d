"""From a file somebody sent to a picture that is safe to show: its pixels and nothing
else."""

import hashlib
import io
import warnings
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor
from typing import IO

import pi_heif
from flask_babel import lazy_gettext as _l
from PIL import Image, ImageCms, ImageOps

from board.photos.pictures import SIZES, Box, Picture, Refused

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
PIXELS = 40_000_000
MEGABYTE = 1024 * 1024

# Pillow warns above this and refuses twice as much; we refuse, by the size the file
# states, before it is decoded.
Image.MAX_IMAGE_PIXELS = PIXELS
warnings.simplefilter("ignore", Image.DecompressionBombWarning)
pi_heif.register_heif_opener(thumbnails=False)

NOT_A_PICTURE = _l(
    "%(name)s is not a picture we can read. Send a JPEG, PNG, WebP or HEIC file."
)
EMPTY = _l("%(name)s is empty.")
TOO_LARGE = _l("%(name)s is larger than %(limit)s MB.")
TOO_MANY_PIXELS = _l(
    "%(name)s has more than 40 million pixels. Send a smaller copy of it."
)
BROKEN = _l(
    "%(name)s is broken: it ends too early, or holds something no picture holds."
)


def read(file: IO[bytes], limit: int) -> Picture:
    """The picture in a file of at most so many megabytes.

    Raises Refused when there is none.
    """
    if file.seek(0, io.SEEK_END) > limit * MEGABYTE:
        raise Refused(TOO_LARGE)
    if not file.tell():
        raise Refused(EMPTY)
    file.seek(0)
    return _written(_pixels(_opened(file)))


def _opened(file: IO[bytes]) -> Image.Image:
    """The file as a picture whose size is known and fits, not decoded yet."""
    try:
        image = Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError:
        raise Refused(TOO_MANY_PIXELS) from None
    # what Pillow raises for files made to break it has no common name
    except Exception:
        raise Refused(NOT_A_PICTURE) from None
    if image.width * image.height > PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    return image


def _pixels(image: Image.Image) -> Image.Image:
    """The first frame, upright, in sRGB and at most 1600 pixels long, copied into a new
    picture."""
    try:
        profile = image.info.get("icc_profile")
        # a JPEG is decoded no larger than it needs to be
        image.draft(None, (SIZES["large"] * 2, SIZES["large"] * 2))
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        plain = _in_eight_bits(image)
        plain.thumbnail((SIZES["large"], SIZES["large"]), Image.Resampling.LANCZOS)
        coloured = _in_srgb(plain, profile)
    except Exception:
        raise Refused(BROKEN) from None
    fresh = Image.new("RGB", coloured.size, "white")
    fresh.paste(
        coloured, mask=coloured.getchannel("A") if coloured.mode == "RGBA" else None
    )
    return fresh


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller well: 16-bit greys scaled down, palettes as
    colours."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGB", "RGBA", "L", "CMYK"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours of the web, converted from the file's own profile where it holds
    one that fits."""
    mode = "RGBA" if image.mode == "RGBA" or image.has_transparency_data else "RGB"
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(
                image, own, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            return made or image.convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            # a profile that is broken or of another kind says nothing about these
            # pixels
            pass
    return image.convert(mode)


def _written(image: Image.Image) -> Picture:
    return _with_small(image, _webp(image, 80))


def _with_small(image: Image.Image, large: bytes) -> Picture:
    small = image.copy()
    small.thumbnail((SIZES["small"], SIZES["small"]), Image.Resampling.LANCZOS)
    files = {"large": large, "small": _webp(small, 75)}
    return Picture(hashlib.sha256(large).hexdigest(), *image.size, files=files)


def covered(content: bytes, boxes: Sequence[Box]) -> Picture:
    """The same picture with these parts black: of what was there nothing is left."""
    image = Image.open(io.BytesIO(content), formats=("WEBP",)).convert("RGB")
    for left, top, right, bottom in boxes:
        begin = floor(left * image.width), floor(top * image.height)
        end = ceil(right * image.width), ceil(bottom * image.height)
        image.paste("black", (*begin, *end))
    return _written(image)


def from_ours(content: bytes, alt: str) -> Picture:
    """A picture that comes with the program: a WebP, kept as it was drawn."""
    image = Image.open(io.BytesIO(content), formats=("WEBP",))
    return replace(_with_small(image, content), alt=alt)


def is_bare(content: bytes) -> bool:
    """Whether this is a WebP of a size we make that holds pixels and nothing else."""
    try:
        image = Image.open(io.BytesIO(content), formats=("WEBP",))
        image.load()
    except Exception:
        return False
    known = {"exif", "xmp", "icc_profile"} & image.info.keys()
    return not known and max(image.size) <= SIZES["large"]


def _webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()

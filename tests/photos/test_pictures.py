"""What becomes of a file: its pixels are kept, upright, and nothing else of it."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from board.photos import pixels
from board.photos.pictures import Picture, Refused
from tests.photos.drawing import drawn, written
from tests.photos.heic import heic

SECRET = "Rosa-was-at-52.4862"
PLACED = SECRET.encode()


def read(content: bytes, limit: int = 15) -> Picture:
    """What the board makes of a file."""
    return pixels.read(io.BytesIO(content), limit)


def shown(content: bytes, size: str = "large") -> Image.Image:
    """The picture people get to see."""
    return Image.open(io.BytesIO(read(content).files[size]))


def exif() -> Image.Exif:
    """Where, by whom and with what, in every folder of EXIF that holds text."""
    made = Image.Exif()
    made[0x010E] = made[0x013B] = made[0x8298] = SECRET
    made.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + PLACED
    gps = made.get_ifd(0x8825)
    gps.update(
        {
            1: "N",
            2: (IFDRational(52), IFDRational(29), IFDRational(1033, 100)),
            0x1B: PLACED,
        }
    )
    return made


def segment(marker: int, content: bytes) -> bytes:
    """A part of a JPEG file."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def in_jpeg(marker: int, content: bytes) -> bytes:
    """A JPEG with one more part at its beginning."""
    plain = drawn()
    return plain[:2] + segment(marker, content) + plain[2:]


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG file."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def in_png(**saved: object) -> bytes:
    """A PNG with text in it."""
    return drawn(kind="PNG", **saved)


def texts() -> PngImagePlugin.PngInfo:
    """All three kinds of text a PNG knows, the packed ones left readable by packing
    nothing."""
    made = PngImagePlugin.PngInfo()
    made.add_text("Comment", SECRET)
    made.add_itxt("Where", SECRET)
    made.add(b"zTXt", b"Author\0\0" + zlib.compress(PLACED, 0))
    return made


@cache  # it says when it was made
def profile() -> bytes:
    """The profile of sRGB with a secret for its description."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain.replace(
        "sRGB built-in".encode("utf-16-be"), SECRET[:13].encode("utf-16-be")
    )


XMP = (
    b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
    + PLACED
    + b"</x:xmpmeta>"
)
IPTC = (
    b"Photoshop 3.0\x008BIM\x04\x04\0\0"
    + struct.pack(">I", len(PLACED) + 5)
    + b"\x1c\x02\x78\0\x13"
    + PLACED
)
PLANTED: dict[str, Callable[[], bytes]] = {
    "EXIF with GPS in JPEG": lambda: drawn(exif=exif()),
    "EXIF with GPS in PNG": lambda: in_png(exif=exif()),
    "EXIF with GPS in WebP": lambda: drawn(kind="WEBP", exif=exif()),
    "XMP in JPEG": lambda: in_jpeg(0xE1, XMP),
    "XMP in WebP": lambda: drawn(kind="WEBP", xmp=XMP),
    "IPTC in JPEG": lambda: in_jpeg(0xED, IPTC),
    "a comment in JPEG": lambda: in_jpeg(0xFE, PLACED),
    "text in PNG": lambda: in_png(pnginfo=texts()),
    "something behind the end": lambda: drawn() + PLACED,
    "the maker's own part": lambda: in_jpeg(0xEB, PLACED),
}


@pytest.mark.parametrize("what", PLANTED)
def test_nothing_but_pixels_is_served(what: str) -> None:
    sent = PLANTED[what]()
    assert PLACED in sent, "the trap is empty"
    for served in read(sent).files.values():
        assert PLACED not in served
        check_bare(served)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_words_of_a_colour_profile_go_as_well(kind: str) -> None:
    hidden = SECRET[:13].encode("utf-16-be")
    sent = drawn(kind=kind, icc_profile=profile())
    assert hidden in profile()
    assert Image.open(io.BytesIO(sent)).info["icc_profile"] == profile()
    for served in read(sent).files.values():
        assert hidden not in served
        check_bare(served)


def check_bare(served: bytes) -> None:
    """A WebP file of one part, and that is pixels."""
    assert (served[:4], served[8:12], served[12:16]) == (b"RIFF", b"WEBP", b"VP8 ")
    assert struct.unpack("<I", served[4:8])[0] + 8 == len(served)
    assert struct.unpack("<I", served[16:20])[0] + 20 in (len(served), len(served) - 1)
    image = Image.open(io.BytesIO(served))
    assert not image.getexif()
    assert not set(image.info) & {"exif", "xmp", "icc_profile", "comment"}


def test_colours_are_those_the_profile_says() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The same profile with its red and blue exchanged: what it calls red is shown as
    # blue.
    swapped = (
        lab.replace(b"rXYZ", b"tXYZ", 1)
        .replace(b"bXYZ", b"rXYZ", 1)
        .replace(b"tXYZ", b"bXYZ", 1)
    )
    red = Image.new("RGB", (50, 50), "red")
    found = shown(written(red, "PNG", icc_profile=swapped)).getpixel((25, 25))
    assert isinstance(found, tuple)
    assert found[2] > 200 > 60 > found[0]


@pytest.mark.parametrize("broken", [b"no profile", b"", b"\0" * 200])
def test_a_profile_that_is_none_does_no_harm(broken: bytes) -> None:
    assert shown(drawn(icc_profile=broken)).size == (320, 240)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_phone_was_held(
    kind: str, orientation: int
) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = Image.open(io.BytesIO(drawn(kind="PNG")))
    held = (
        upright.transpose(turns[orientation])
        if orientation in turns
        else upright.copy()
    )
    told = Image.Exif()
    told[0x0112] = orientation
    found = shown(written(held, kind, exif=told))
    assert found.size == (320, 240)
    assert min(found.getpixel((60, 60))) > 230  # type: ignore[arg-type, type-var]
    assert max(found.getpixel((300, 220))) < 180  # type: ignore[arg-type, type-var]


def test_two_sizes_are_made_and_no_picture_grows() -> None:
    read_of = read(drawn(4000, 3000))
    assert (read_of.width, read_of.height) == (1600, 1200)
    assert shown(drawn(4000, 3000), "small").size == (480, 360)
    assert shown(drawn(1000, 4000)).size == (400, 1600)
    assert (shown(drawn(30, 20)).size, shown(drawn(30, 20), "small").size) == (
        (30, 20),
        (30, 20),
    )
    assert shown(drawn(1, 5000)).size == (1, 1600)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("L", 90, 90),
        ("1", 1, 255),
        ("I;16", 30000, 117),
        ("LA", (3, 0), 255),
        ("RGBA", (0, 0, 0, 0), 255),
    ],
)
def test_every_kind_of_pixel_is_shown_as_it_is(
    mode: str, colour: object, expected: int
) -> None:
    found = shown(written(Image.new(mode, (40, 40), colour), "PNG")).getpixel((20, 20))  # type: ignore[arg-type]
    assert max(abs(channel - expected) for channel in found) <= 3  # type: ignore[union-attr]


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    for kind in ("PNG", "WEBP"):
        found = shown(written(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert getattr(found, "n_frames", 1) == 1
        assert found.getpixel((20, 20))[0] > 200  # type: ignore[index]


def test_the_same_file_is_the_same_picture() -> None:
    assert (
        read(drawn()).sha256
        == read(drawn()).sha256
        != read(drawn(colour="navy")).sha256
    )


def test_a_picture_of_a_phone_is_read() -> None:
    found = shown(heic())
    assert (found.format, found.size) == ("WEBP", (16, 16))
    assert (
        max(
            abs(is_ - was)
            for is_, was in zip(found.getpixel((8, 8)), (237, 78, 45), strict=True)
        )
        < 12
    )  # type: ignore[arg-type]


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds one line."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


REFUSED: dict[str, tuple[Callable[[], bytes], object]] = {
    "nothing": (lambda: b"", pixels.EMPTY),
    "a page": (
        lambda: b"<!doctype html><script>alert(1)</script>",
        pixels.NOT_A_PICTURE,
    ),
    "SVG": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        pixels.NOT_A_PICTURE,
    ),
    "a GIF that is a PDF": (
        lambda: drawn(kind="GIF") + b"%PDF-1.7 trailer",
        pixels.NOT_A_PICTURE,
    ),
    "a PDF": (lambda: drawn(kind="PDF"), pixels.NOT_A_PICTURE),
    "TIFF": (lambda: drawn(kind="TIFF"), pixels.NOT_A_PICTURE),
    "BMP": (lambda: drawn(kind="BMP"), pixels.NOT_A_PICTURE),
    "the first bytes of a JPEG": (lambda: drawn()[:4], pixels.NOT_A_PICTURE),
    "only the head of a HEIC": (
        lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        pixels.NOT_A_PICTURE,
    ),
    "half a JPEG": (
        lambda: drawn(2000, 2000)[: len(drawn(2000, 2000)) // 2],
        pixels.BROKEN,
    ),
    "half a HEIC": (lambda: heic()[:-200], pixels.BROKEN),
    "half a PNG": (lambda: drawn(kind="PNG")[:-40], pixels.BROKEN),
    "half a WebP": (lambda: drawn(kind="WEBP")[:-200], pixels.NOT_A_PICTURE),
    "a bomb": (lambda: png_of(60_000, 60_000), pixels.TOO_MANY_PIXELS),
    "somewhat more than 40 megapixels": (
        lambda: png_of(6400, 6251),
        pixels.TOO_MANY_PIXELS,
    ),
    "16 MB": (lambda: drawn() + b"\0" * 16 * 2**20, pixels.TOO_LARGE),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_picture_is_refused_with_its_reason(what: str) -> None:
    content, why = REFUSED[what]
    with pytest.raises(Refused) as refused:
        read(content())
    assert refused.value.why is why


def test_a_picture_that_is_something_else_as_well_is_only_a_picture_in_the_end() -> (
    None
):
    for served in read(
        drawn() + b"%PDF-1.7\n<script>alert(1)</script>PK\3\4"
    ).files.values():
        assert not any(other in served for other in (b"%PDF", b"<script", b"PK\3\4"))


def test_forty_megapixels_are_read() -> None:
    assert max(shown(written(Image.new("L", (8000, 5000)), "PNG")).size) == 1600

"""A HEIC file made by hand: one block of 16 by 16 pixels, written as they are, since no
encoder is free to use here."""

import re
import struct


class Bits:
    """Writes an HEVC parameter set bit by bit."""

    def __init__(self) -> None:
        self.text = ""

    def u(self, length: int, value: int) -> "Bits":
        """A number in so many bits."""
        self.text += f"{value:0{length}b}"
        return self

    def ue(self, *values: int) -> "Bits":
        """Numbers in as many bits as each needs (Exp-Golomb)."""
        for value in values:
            plain = f"{value + 1:b}"
            self.text += "0" * (len(plain) - 1) + plain
        return self

    def end(self, kind: int) -> bytes:
        """The whole unit, with its header and without what would look like the start of
        another."""
        bits = self.text + "1"
        bits += "0" * (-len(bits) % 8)
        return unit(kind, int(bits, 2).to_bytes(len(bits) // 8, "big"))


def unit(kind: int, content: bytes) -> bytes:
    """An HEVC unit."""
    return struct.pack(">BB", kind << 1, 1) + re.sub(
        b"\0\0(?=[\0-\3])", b"\0\0\3", content
    )


def level(bits: Bits) -> Bits:
    """Main still picture, level 1."""
    return bits.u(8, 3).u(32, 0x10000000).u(4, 9).u(43, 0).u(1, 0).u(8, 30)


VPS = (
    level(Bits().u(4, 0).u(2, 3).u(6, 0).u(3, 0).u(1, 1).u(16, 0xFFFF))
    .u(1, 1)
    .ue(0, 0, 0)
    .u(6, 0)
    .ue(0)
    .u(2, 0)
)
SPS = (
    level(Bits().u(4, 0).u(3, 0).u(1, 1))
    .ue(0, 1, 16, 16)
    .u(1, 0)
    .ue(0, 0, 0)
    .u(1, 1)
    .ue(0, 0, 0)
    .ue(1, 0, 0, 2, 0, 0)  # blocks of 16, parted no further
    .u(3, 0)
    .u(1, 1)  # pixels may be written as they are: 8 bits, in blocks of 16
    .u(8, 0x77)
    .ue(1, 0)
    .u(1, 1)
    .ue(0)
    .u(5, 0)
)
PPS = Bits().ue(0, 0).u(7, 0).ue(0, 0, 0).u(3, 0).ue(0, 0).u(6, 0).u(4, 0).ue(0).u(2, 0)


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of the file."""
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + kind + content


def full(kind: bytes, *parts: bytes, version: int = 0) -> bytes:
    """A box with a version."""
    return box(kind, bytes([version, 0, 0, 0]), *parts)


def heic(luma: int = 120, blue: int = 90, red: int = 200) -> bytes:
    """A picture of one colour."""
    pixels = bytes([luma] * 256 + [blue] * 64 + [red] * 64)
    # the first slice, of an I picture
    head = Bits().u(1, 1).u(1, 0).ue(0, 2).ue(0).u(1, 1)
    head.text += "0" * (-len(head.text) % 8)
    start = int(head.text, 2).to_bytes(len(head.text) // 8, "big")
    slice_ = unit(19, start + b"\x86\x80" + pixels + b"\xfe\x80")
    sets = [(32, VPS.end(32)), (33, SPS.end(33)), (34, PPS.end(34))]
    listed = b"".join(
        struct.pack(">BHH", 0x80 | kind, 1, len(nal)) + nal for kind, nal in sets
    )
    config = bytes(
        [
            1,
            3,
            0x10,
            0,
            0,
            0,
            0x90,
            0,
            0,
            0,
            0,
            0,
            30,
            0xF0,
            0,
            0xFC,
            0xFD,
            0xF8,
            0xF8,
            0,
            0,
            0x0F,
            3,
        ]
    )
    media = struct.pack(">I", len(slice_)) + slice_
    ftyp = box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(at: int) -> bytes:
        properties = box(
            b"ipco",
            box(b"hvcC", config, listed),
            full(b"ispe", struct.pack(">II", 16, 16)),
        )
        belong = full(b"ipma", struct.pack(">IHBBB", 1, 1, 2, 0x81, 2))
        return full(
            b"meta",
            full(b"hdlr", b"\0\0\0\0pict" + b"\0" * 13),
            full(b"pitm", struct.pack(">H", 1)),
            full(
                b"iinf",
                struct.pack(">H", 1),
                full(b"infe", struct.pack(">HH", 1, 0), b"hvc1\0", version=2),
            ),
            box(b"iprp", properties, belong),
            full(
                b"iloc", struct.pack(">BBHHHHII", 0x44, 0, 1, 1, 0, 1, at, len(media))
            ),
        )

    place = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(place) + box(b"mdat", media)

"""What pictures say besides the picture: who took or made it, where, when, with what.

======  ==========================================================================================
PNG     chunks; what draws the picture stays, and its size on paper
JPEG    segments; APP0 without its thumbnail, Adobe's APP14, which says how colors are meant, and the picture stay
GIF     comments and the notes of programs go, but for the one that says how often it repeats
others  not read
======  ==========================================================================================

Color profiles go as well: the profile of a screen names the screen.
"""

import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"))
_PNG_NAMES = {
    b"tEXt": "text",
    b"zTXt": "text",
    b"iTXt": "text or XMP",
    b"eXIf": "EXIF",
    b"tIME": "the time it was changed",
    b"iCCP": "a color profile",
}
_JPEG, _END_OF_IMAGE, _START_OF_SCAN = b"\xff\xd8", 0xD9, 0xDA
_APP0, _ADOBE, _COMMENT = 0xE0, 0xEE, 0xFE
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_GIF = (b"GIF87a", b"GIF89a")
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class _CutShortError(Exception):
    """A picture that is cut short or of no known format."""


def picture_metadata(data: bytes) -> tuple[str, ...] | None:
    """What a picture holds besides the picture, in a few words each; ``None`` where it cannot be read."""
    try:
        return tuple(dict.fromkeys(name for name, _ in _pieces(data) if name))
    except (_CutShortError, struct.error, IndexError, zlib.error):
        return None


def bare_picture(data: bytes) -> bytes | None:
    """The picture without what it holds besides; ``None`` where it cannot be read."""
    try:
        return b"".join(piece for name, piece in _pieces(data) if not name)
    except (_CutShortError, struct.error, IndexError, zlib.error):
        return None


def _pieces(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The pieces of a picture in order, each with what it is called where it is no part of the picture."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data.startswith(_GIF):
        return _gif(data)
    raise _CutShortError


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", _PNG
    at = len(_PNG)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        stop = at + 12 + length
        if stop > len(data):
            raise _CutShortError
        name = "" if kind in _DRAWN else _PNG_NAMES.get(kind, f"a chunk “{kind.decode('latin-1')}”")
        yield name, data[at:stop]
        at = stop
    if at < len(data):
        yield "data after its end", data[at:]


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", data[:2]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise _CutShortError
        marker = data[at + 1]
        if marker == 0xFF:  # a byte that only fills
            at += 1
            continue
        if marker == _END_OF_IMAGE:
            yield "", data[at : at + 2]
            at += 2
            break
        if marker in _ALONE:
            yield "", data[at : at + 2]
            at += 2
            continue
        stop = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if stop > len(data):
            raise _CutShortError
        if marker == _START_OF_SCAN:
            stop = _end_of_scan(data, stop)
        yield from _segment(marker, data[at:stop])
        at = stop
    if at < len(data):
        yield "data after its end", data[at:]


def _segment(marker: int, segment: bytes) -> Iterator[tuple[str, bytes]]:
    if marker == _APP0 and segment[4:9] == b"JFIF\0":
        bare = b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
        yield "", bare
        if segment != bare:
            yield "a thumbnail", segment[18:]
    elif marker == _ADOBE and segment[4:9] == b"Adobe" and len(segment) == 16:
        yield "", segment
    elif _APP0 <= marker < _APP0 + 16:
        name = "EXIF" if segment[4:8] == b"Exif" else "XMP" if b"ns.adobe.com/xap" in segment[:40] else ""
        profile = segment[4:15] == b"ICC_PROFILE"
        yield name or ("a color profile" if profile else f"a segment of a program (APP{marker - _APP0})"), segment
    elif marker == _COMMENT:
        yield "a comment", segment
    else:
        yield "", segment


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded picture ends: at a marker that does not stand within it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _CutShortError
        if data[at + 1] not in (0x00, 0xFF) and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _gif(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 13 + _colors(data[10])
    yield "", data[:at]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at = _blocks(data, at + 11 + _colors(data[at + 9]))
            yield "", data[start:at]
        elif data[at] == 0x21:
            kind = data[at + 1]
            at = _blocks(data, at + 2)
            own = {0xFE: "a comment", 0x01: "text"}.get(kind, "")
            if kind == 0xFF and data[start + 3 : start + 14] not in _LOOPS:
                own = "a note of a program"
            yield own, data[start:at]
        else:
            raise _CutShortError
    yield "", data[at : at + 1]
    if at + 1 < len(data):
        yield "data after its end", data[at + 1 :]


def _colors(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Where a row of blocks ends, each of which begins with its length."""
    while data[at]:
        at += data[at] + 1
    return at + 1

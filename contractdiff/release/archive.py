"""The zip archive of a Word file: what it holds besides its parts.

A zip file is read from its end, and nothing forbids to put more before, between or after what is read. A file as we
write it has its parts one after the other, each with the same date and nothing else said of it.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from contractdiff.errors import UnreadableError

_DATE = (1980, 1, 1, 0, 0, 0)
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL_SIZE, _END = 46, struct.Struct("<4s4H2IH")
_DESCRIPTOR, _ENCRYPTED = 0x8, 0x1
# Far more than any packet; an archive made to exhaust the machine unpacks to more.
_MOST_BYTES, _MOST_ENTRIES = 400_000_000, 20_000


def read_archive(data: bytes) -> dict[str, bytes]:
    """The parts of a zip archive by their names, without folders.

    Raises:
        UnreadableError: It is none, damaged, protected by a password, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise UnreadableError("it unpacks to more than any packet")
            parts: dict[str, bytes] = {}
            left = _MOST_BYTES
            for entry in entries:
                if entry.filename.endswith("/"):
                    continue
                with archive.open(entry) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise UnreadableError("it unpacks to more than any packet")
                parts[entry.filename] = part
            return parts
    except RuntimeError as error:
        raise UnreadableError("it needs a password") from error
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise UnreadableError("it is no Word file, or damaged") from error


def beside_the_parts(data: bytes) -> Iterator[str]:
    """What a zip archive that can be read holds besides its parts, each in a few words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        if archive.comment:
            yield "the archive has a comment"
        start = archive.start_dir
    seen: set[str] = set()
    at = 0
    for entry in entries:
        name = entry.filename
        if name.lower() in seen:
            yield f"there are two entries “{name}”"
        seen.add(name.lower())
        if name.endswith("/") or entry.is_dir():
            yield f"“{name}” is a folder of its own"
        if entry.date_time != _DATE:
            yield f"“{name}” has the date {entry.date_time[0]}-{entry.date_time[1]:02}-{entry.date_time[2]:02}"
        if entry.comment:
            yield f"“{name}” has a comment"
        if entry.orig_filename != name:
            yield f"the name of “{name}” holds more than it shows"
        if entry.header_offset != at:
            yield f"there is data before “{name}” that belongs to no part"
        stop, extra = _end_of_entry(data, entry)
        if entry.extra or extra:
            yield f"“{name}” has an extra field"
        at = stop
    if at != start:
        yield "there is data after the last part that belongs to none"
    directory = sum(_CENTRAL_SIZE + len(_raw_name(entry)) + len(entry.extra) + len(entry.comment) for entry in entries)
    end = data.rfind(b"PK\x05\x06")
    if end != start + directory:
        yield "there is data after the list of its parts"
    if len(data) != end + _END.size + _END.unpack_from(data, end)[-1]:
        yield "there is data after its end"


def _end_of_entry(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, bytes]:
    """Where an entry ends, and the extra field of its own header."""
    fields = _LOCAL.unpack_from(data, entry.header_offset)
    name, extra = fields[-2:]
    content = entry.header_offset + _LOCAL.size + name + extra
    stop = content + entry.compress_size
    if entry.flag_bits & _DESCRIPTOR:
        stop += 16 if data[stop : stop + 4] == b"PK\x07\x08" else 12
    return stop, data[content - extra : content]


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    # how zipfile reads the name: UTF-8 where the flag says so, else the first alphabet of the PC
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")

"""Packages whose bytes depend on nothing but their content."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from contractdiff.errors import UnreadableError

# The earliest date a zip archive can hold: the clock must not show.
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_ORDINARY_FILE = 0o100644 << 16
# A package begins with the list of its content types (ECMA-376 part 2, annex B, advises it).
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip archive of a package's ``parts``, whatever order they come in."""
    order = {name: place for place, name in enumerate(_FIRST)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (order.get(name, len(order)), name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = _ORDINARY_FILE
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package that this program, or one that it called, has made; folders are left out.

    Raises:
        UnreadableError: It is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableError("A file that was made here is damaged. Make it again.") from error

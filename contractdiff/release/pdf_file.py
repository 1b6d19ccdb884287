"""A PDF of a packet: a copy without what tells of its making, and its objects for the checks."""

import io
from collections.abc import Iterator
from contextlib import suppress

import pikepdf

from contractdiff.errors import EncryptedError, UnreadableError
from contractdiff.ooxml.images import bare_picture

MAKERS_MARKS = ("/Metadata", "/PieceInfo", "/LastModified", "/CreationDate", "/ModDate")
"""Entries of an object that say when, with what or from which file it was made."""

_TITLE = "/Title"
_TRAILER = frozenset(("/Root", "/Size", "/Info", "/ID", "/Prev", "/W", "/Index", "/Type", "/Length", "/Filter"))
# A page has a thumbnail, and a separation one of its own.
_THUMBNAIL = "/Thumb"
_DEEPEST = 200
# What pikepdf raises for objects that are not what they should be
PDF_ERRORS = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError)


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """A PDF that is well-formed and needs no password.

    Raises:
        UnreadableError: It is no PDF, or damaged.
        EncryptedError: It is encrypted, be it without a password.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise EncryptedError("it needs a password") from error
    except PDF_ERRORS as error:
        raise UnreadableError("it is no PDF, or damaged") from error
    if pdf.is_encrypted:
        pdf.close()
        raise EncryptedError("it is encrypted")
    return pdf


def scrub_pdf(data: bytes) -> bytes:
    """The PDF without what tells of its making: the same bytes for the same pages, whenever and wherever it was made.

    The information dictionary goes but for the title, which screen readers say; so do XMP metadata, the file's id, what
    programs keep for themselves, thumbnails, and what JPEG pictures say besides the picture. What nothing refers to is
    not written. Comments, attachments, layers and scripts stay: they are for a person to decide on.

    Raises:
        UnreadableError: It is no PDF, or damaged.
        EncryptedError: It is encrypted.
    """
    with open_pdf(data) as pdf:
        try:
            title = _title_of(pdf)
            for key in [key for key in pdf.trailer.keys() if key not in ("/Root", "/Size")]:  # noqa: SIM118
                del pdf.trailer[key]
            for each in list(pdf.objects):
                _scrub(each)
            if title:
                pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(title)))
            return saved_again(pdf)
        except PDF_ERRORS as error:
            raise UnreadableError("it is a PDF that is damaged") from error


def saved_again(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF as we write it: what is in it once, in order, and nothing else."""
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
    )
    return buffer.getvalue()


def foreign_trailer_keys(pdf: pikepdf.Pdf) -> list[str]:
    """Entries of the trailer that no PDF needs."""
    return sorted(key for key in pdf.trailer.keys() if key not in _TRAILER)  # noqa: SIM118


def parts_of(thing: pikepdf.Object, depth: int = 0) -> Iterator[pikepdf.Object]:
    """An object and those within it, but for those it only refers to."""
    yield thing
    if depth > _DEEPEST:
        return
    children: list[object] = []
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        children = [thing[key] for key in thing.keys()]  # noqa: SIM118
    elif isinstance(thing, pikepdf.Array):
        children = list(thing)
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from parts_of(child, depth + 1)


def has_entries(thing: object) -> bool:
    """Whether an object has entries: a dictionary, or a stream with its own."""
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)


def jpeg_of(thing: object) -> bytes | None:
    """The bytes of a stream that is a JPEG picture; ``None`` of anything else."""
    if not isinstance(thing, pikepdf.Stream) or filters_of(thing) != ["/DCTDecode"]:
        return None
    return bytes(thing.read_raw_bytes())


def filters_of(stream: pikepdf.Object) -> list[str]:
    """How a stream is coded, the outermost first."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(each) for each in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _title_of(pdf: pikepdf.Pdf) -> str:
    with suppress(*PDF_ERRORS):
        title = pdf.trailer["/Info"].get(_TITLE) if "/Info" in pdf.trailer else None
        return "" if title is None else str(title)
    return ""


def _scrub(thing: pikepdf.Object) -> None:
    for part in parts_of(thing):
        if has_entries(part):
            for key in (*MAKERS_MARKS, _THUMBNAIL):
                if key in part:
                    del part[key]
    jpeg = jpeg_of(thing)
    bare = None if jpeg is None else bare_picture(jpeg)
    if bare is not None and bare != jpeg:
        coding = thing.get("/DecodeParms")
        kept = coding if isinstance(coding, pikepdf.Dictionary | pikepdf.Array) else None
        thing.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=kept)

"""Which reader reads which file."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from contractdiff.errors import UnreadableError
from contractdiff.model import Format, Notice, NoticeCode, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.formats import format_of, says_otherwise

# Format → module and function. A reader's libraries are imported when a file of its format is read.
_READERS = {
    Format.DOCX: ("contractdiff.readers.word", "read_word"),
    Format.PDF: ("contractdiff.readers.pdf", "read_pdf"),
    Format.DOC: ("contractdiff.readers.office", "read_old_word"),
    Format.ODT: ("contractdiff.readers.office", "read_open_document"),
    Format.RTF: ("contractdiff.readers.office", "read_rich_text"),
    Format.HTML: ("contractdiff.readers.html", "read_html"),
    Format.MARKDOWN: ("contractdiff.readers.markdown", "read_markdown"),
    Format.TEXT: ("contractdiff.readers.plain", "read_plain"),
}


def read_source(path: Path, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent) -> SourceText:
    """The text of a file, read by what its first bytes and its ending say it is.

    Raises:
        UnreadableError: The file is missing, a folder, empty, damaged, or not what its ending says.
        UnsupportedFormatError: No reader reads this format.
        EncryptedError: It needs a password.
        NoTextError: It holds no text.
    """
    return read_bytes(path, bytes_of(path), options=options, progress=progress)


def read_bytes(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The same for a file whose bytes are at hand.

    Raises:
        InputError: As for ``read_source``.
    """
    kind = format_of(data, path.name)
    module, function = _READERS[kind]
    reader: Callable[..., SourceText] = getattr(import_module(module), function)
    source = reader(path, data, options=options, progress=progress)
    if not says_otherwise(path.name, kind):
        return source
    message = (
        f"{path.name} is read as {kind.title}, which is what it holds, whatever its ending “{path.suffix}” says. Check "
        "that it is the right file."
    )
    notice = Notice(code=NoticeCode.OTHER_ENDING, message=message)
    return replace(source, reading=replace(source.reading, notices=(notice, *source.reading.notices)))


def bytes_of(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        UnreadableError: It is missing, a folder or a device, empty, or may not be opened.
    """
    try:
        if path.is_dir():
            raise UnreadableError(f"{path} is a folder. Give the contract's file itself.")
        if path.exists() and not path.is_file():
            raise UnreadableError(f"{path} is no ordinary file. Give the contract's file itself.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"There is no file {path}. Check its name and the folder you are in.") from None
    except PermissionError:
        raise UnreadableError(f"{path} cannot be opened: you may not read it, or another program holds it.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"{path} cannot be opened ({why}). Copy it to your own disk and try again.") from None
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError(f"{path.name} is empty. Download or copy it again.")
    return data

"""Which reader reads which file."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from contractdiff.errors import UnreadableError, UnsupportedFormatError
from contractdiff.model import SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent

# Ending → module and function. A reader's libraries are imported when a file of its format is read.
READERS = {
    ".docx": ("contractdiff.readers.word", "read_word"),
    ".docm": ("contractdiff.readers.word", "read_word"),
    ".dotx": ("contractdiff.readers.word", "read_word"),
    ".pdf": ("contractdiff.readers.pdf", "read_pdf"),
    ".txt": ("contractdiff.readers.plain", "read_plain"),
    ".text": ("contractdiff.readers.plain", "read_plain"),
    ".md": ("contractdiff.readers.plain", "read_plain"),
    ".markdown": ("contractdiff.readers.plain", "read_plain"),
}
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_source(path: Path, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent) -> SourceText:
    """The text of a file, read by what its ending and its first bytes say it is.

    Raises:
        UnreadableError: The file is missing, a folder, empty, damaged, or not what its ending says.
        UnsupportedFormatError: No reader reads this format.
        EncryptedError: It needs a password.
        NoTextError: It holds no text.
    """
    data = _bytes_of(path)
    suffix = path.suffix.lower()
    kind = _kind_of(data)
    if suffix == ".doc" and kind != "zip":
        raise UnsupportedFormatError(
            f"{path.name} is in the old Word format (.doc). Open it in Word, choose Save As, pick "
            "“Word Document (.docx)”, and give that file instead."
        )
    if kind == "pdf":
        suffix = ".pdf"  # whatever it is called
    elif kind == "zip" and suffix not in READERS:
        suffix = ".docx"
    elif kind in ("zip", "ole") and suffix not in (".docx", ".docm", ".dotx"):
        suffix = ".docx"  # its reader tells an encrypted or an old Word file apart
    if suffix not in READERS:
        known = "Word (.docx), PDF (.pdf), plain text (.txt) and Markdown (.md)"
        what = f"files ending in “{path.suffix}”" if path.suffix else "files without an ending"
        raise UnsupportedFormatError(
            f"{path.name}: {what} are not read. What is read: {known}. Open the file and save it as one of these."
        )
    module, function = READERS[suffix]
    reader: Callable[..., SourceText] = getattr(import_module(module), function)
    return reader(path, data, options=options, progress=progress)


def _bytes_of(path: Path) -> bytes:
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


def _kind_of(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "zip"
    return "ole" if data.startswith(_OLD_WORD) else ""

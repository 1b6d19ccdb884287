"""A folder → the text of each of its files: a version that consists of the agreement and its exhibits.

==============================================  =============================================================
read                                            every file of a format that is read, in subfolders as well
read once                                       a text that stands there twice: the same file under two names,
                                                or the same words as Word file and as PDF
left out and named, each with the reason        files of other formats, files that cannot be read (scans,
                                                damaged, encrypted), hidden files, lock files, links to folders,
                                                folders that this program wrote
left out without a word                         what systems put into every folder (.DS_Store, Thumbs.db)
==============================================  =============================================================
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from contractdiff.errors import InputError, UnreadableError
from contractdiff.model import Format, Notice, NoticeCode, Reading, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.registry import READERS, read_source
from contractdiff.text import designation_in_name, natural_order, words

# A folder of more files is not one version of one contract.
_MOST_FILES = 500
# Share of their words that two files of one name have in common where they are one text in two formats.
_SAME_TEXT = 0.8
# Files that systems put into folders; they hold no text of anybody.
_OF_THE_SYSTEM = frozenset((".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", ".directory"))
_LOCKS = ("~$", ".~lock.")
_OUTPUT, _OUTPUT_SIGN = "comparison.json", b'"contractdiff.comparison/'


def read_folder(
    path: Path, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> tuple[Reading, tuple[SourceText, ...]]:
    """How a folder was read, and the text of each of its files, in natural order of their names.

    A file is called by its path within the folder, with "/" between folders.

    Raises:
        UnreadableError: It holds no file that can be read, or too many files.
        InputError: Its only file cannot be read; the error is that file's.
    """
    left_out: list[Notice] = []
    found: list[Path] = []
    for number, (file, why) in enumerate(_entries(path)):
        if number >= _MOST_FILES:
            raise UnreadableError(
                f"The folder {path} holds more than {_MOST_FILES} files. Give a folder with the files of one version "
                "of the contract and nothing else."
            )
        if why:
            left_out.append(_notice(f"{_name(file, path)} was not read: {why}."))
        else:
            found.append(file)
    found.sort(key=lambda file: natural_order(_name(file, path)))
    texts: list[SourceText] = []
    failed: InputError | None = None
    for number, file in enumerate(found):
        progress(f"Reading {path.name}", number, len(found))
        name = _name(file, path)
        try:
            text = read_source(file, options=options, progress=progress)
        except InputError as error:
            failed = error
            left_out.append(_notice(f"{name} was not read. {error}"))
            continue
        texts.append(replace(text, reading=replace(text.reading, file=name)))
    progress(f"Reading {path.name}", len(found), len(found))
    if not texts:
        if failed is not None and len(found) == 1:
            raise failed
        reasons = "".join(f"\n  {notice.message}" for notice in left_out)
        raise UnreadableError(f"The folder {path} holds no file that can be read.{reasons}")
    texts = _once(texts, left_out)
    parts = tuple(text.reading for text in texts)
    pages = [part.pages for part in parts if part.pages is not None]
    reading = Reading(
        file=path.name or path.resolve().name,
        sha256=_digest(parts),
        format=Format.FOLDER,
        pages=sum(pages) if len(pages) == len(parts) else None,
        notices=tuple(left_out),
        parts=parts,
    )
    return reading, tuple(texts)


def is_output(path: Path) -> bool:
    """Whether a folder was written by this program: it holds a comparison."""
    try:
        with (path / _OUTPUT).open("rb") as file:
            return _OUTPUT_SIGN in file.read(200)
    except OSError:
        return False


def _entries(path: Path, *, within: bool = False) -> Iterator[tuple[Path, str]]:
    """Every file in a folder and below, in natural order, with the reason why it is not read or "".

    Of a folder that is not opened, the folder itself stands for its files.
    """
    try:
        entries = sorted((natural_order(entry.name), entry, entry.is_dir()) for entry in path.iterdir())
    except OSError as error:
        if not within:
            raise UnreadableError(
                f"The folder {path} cannot be opened ({error.strerror}). Check that you may read it."
            ) from None
        yield path, f"it cannot be opened ({error.strerror})"
        return
    for _, entry, is_folder in entries:
        if not is_folder:
            if entry.name.lower() not in _OF_THE_SYSTEM:
                yield entry, _why_never(entry)
        elif why := _why_not_opened(entry):
            yield entry, why
        else:
            yield from _entries(entry, within=True)


def _why_not_opened(folder: Path) -> str:
    """Why a folder is left out, as the end of a sentence; "" where it is read."""
    if folder.name.startswith((".", "__MACOSX")):
        return "it is hidden"
    if folder.is_symlink():
        return "it is a link to a folder elsewhere"
    return "contractdiff wrote it" if is_output(folder) else ""


def _why_never(file: Path) -> str:
    """Why a file is left out whatever it holds, as the end of a sentence; "" where it is to be read."""
    name = file.name
    if name.startswith(_LOCKS):
        return "it only marks a file that is open in another program; what was not saved there is not compared"
    if name.startswith("."):
        return "it is hidden"
    if file.suffix and file.suffix.lower() not in READERS:
        return f"files ending in “{file.suffix}” are not read"
    return ""


def _once(texts: Sequence[SourceText], left_out: list[Notice]) -> list[SourceText]:
    """The texts, each once; of one text in two formats the one that tells most of its structure."""
    kept: dict[str, SourceText] = {}
    seen: list[tuple[SourceText, str]] = []
    for text in sorted(texts, key=_rank):
        file = text.reading.file
        twin = next((as_read for other, as_read in seen if _is_twin(text, other)), file)
        seen.append((text, twin))
        if twin == file:
            kept[file] = text
            continue
        alike = "is the same file as" if text.reading.sha256 == kept[twin].reading.sha256 else "has the same text as"
        left_out.append(_notice(f"{file} was not read: it {alike} {twin}, which was read."))
    return [text for text in texts if text.reading.file in kept]


def _rank(text: SourceText) -> tuple[bool, bool, int]:
    """Which of two copies is read: Word before other formats, a PDF last; the shorter name, "x" before "copy of x"."""
    kind = text.reading.format
    return kind is not Format.DOCX, kind is Format.PDF, len(text.reading.file)


def _is_twin(text: SourceText, other: SourceText) -> bool:
    stems = [PurePosixPath(each.reading.file).stem for each in (text, other)]
    if text.reading.sha256 == other.reading.sha256:
        # two exhibits may both be the same blank form
        return len({designation_in_name(stem) for stem in stems} - {None}) < 2
    if stems[0].casefold() != stems[1].casefold():
        return False
    own, others = (Counter(word for block in each.blocks for word in words(block.text)) for each in (text, other))
    return 2 * (own & others).total() >= _SAME_TEXT * (own.total() + others.total())


def _digest(parts: Sequence[Reading]) -> str:
    """Digest of the files' names and digests: the same for the same files, wherever the folder stands."""
    named = sorted((part.file, part.sha256) for part in parts)
    return hashlib.sha256(
        "".join(f"{name}\0{digest}\n" for name, digest in named).encode("utf-8", "replace")
    ).hexdigest()


def _name(file: Path, top: Path) -> str:
    return file.relative_to(top).as_posix()


def _notice(message: str) -> Notice:
    return Notice(code=NoticeCode.FILE_NOT_READ, message=message)

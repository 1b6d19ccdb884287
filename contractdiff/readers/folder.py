"""A folder → the text of each of its files: a version that consists of the agreement and its exhibits.

==============================================  =============================================================
read                                            every file of a format that is read, in subfolders as well
read once                                       a text that stands there twice: the same file under two names,
                                                or the same words as Word file and as PDF; what differs is named
left out and named, each with the reason        files of other formats, hidden files, lock files, links to folders,
                                                what this program wrote
left out without a word                         what systems put into every folder (.DS_Store, Thumbs.db)
refused, the whole folder                       a file of a format that is read and that cannot be read (damaged,
                                                encrypted): its counterpart would be told as deleted
==============================================  =============================================================
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from contractdiff.errors import InputError, UnreadableError, UnsupportedFormatError
from contractdiff.model import Format, Notice, NoticeCode, Reading, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.formats import ENDINGS, OTHER_ENDINGS, is_own_document
from contractdiff.readers.registry import bytes_of, read_bytes
from contractdiff.text import count_of, designation_in_name, fold, natural_order, quoted, tokenize, words

# A folder of more files is not one version of one contract.
_MOST_FILES = 500
# Share of their words that two files of one name have in common where they are one text in two formats.
_SAME_TEXT = 0.8
# How many of the words are named that only one of two such files has.
_NAMED = 3
# Files that systems put into folders; they hold no text of anybody.
_OF_THE_SYSTEM = frozenset((".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", ".directory"))
# Texts that stand beside a contract and are none; given by itself, such a file is read as text.
_OF_PROGRAMS = frozenset(
    ".xml .yaml .yml .toml .ini .cfg .log .url .lnk .webloc .eml .ics .vcf .py .js .css .sh .bat .ps1".split()
)
_LOCKS = ("~$", ".~lock.")
_OUTPUT = "comparison.json"
_OWN = "contractdiff wrote it"


def read_folder(
    path: Path,
    *,
    only: Collection[str] = (),
    options: ReadOptions = DEFAULT_READING,
    progress: Progress = silent,
) -> tuple[Reading, tuple[SourceText, ...]]:
    """How a folder was read, and the text of each of its files, in natural order of their names.

    A file is called by its path within the folder, with "/" between folders.

    Args:
        path: The folder.
        only: The files to read, by these names, whatever else stands there; all of them where none is given.
        options: How files are read.
        progress: Told of each file.

    Raises:
        UnreadableError: It holds too many files, none that can be read, or some that should be read and cannot be.
        InputError: Its only file cannot be read; the error is that file's.
    """
    found, left_out = ([path / name for name in only], []) if only else _files(path)
    found.sort(key=lambda file: natural_order(_name(file, path)))
    texts: list[SourceText] = []
    failed: list[tuple[str, InputError]] = []
    for number, file in enumerate(found):
        progress(f"Reading {path.name}", number, len(found))
        name = _name(file, path)
        try:
            data = bytes_of(file)
            if not only and is_own_document(data):
                left_out.append(_notice(f"{name} was not read: {_OWN}."))
                continue
            text = read_bytes(file, data, options=options, progress=progress)
        except InputError as error:
            if only or _should_be_read(file, error):
                failed.append((name, error))
            else:
                left_out.append(_notice(f"{name} was not read. {error}"))
            continue
        texts.append(replace(text, reading=replace(text.reading, file=name)))
    progress(f"Reading {path.name}", len(found), len(found))
    if failed:
        raise failed[0][1] if len(found) == 1 else _unreadable(path, failed)
    if not texts:
        reasons = "".join(f"\n  {notice.message}" for notice in left_out)
        raise UnreadableError(f"The folder {path} holds no file that can be read.{reasons}")
    texts = texts if only else _once(texts, left_out)
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


def _files(path: Path) -> tuple[list[Path], list[Notice]]:
    """The files of a folder that are to be read, and what is told of others."""
    found: list[Path] = []
    left_out: list[Notice] = []
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
    return found, left_out


def _should_be_read(file: Path, error: InputError) -> bool:
    """Whether a file that cannot be read is of a format that is read, so that its text would be missed."""
    ending = file.suffix.lower()
    return ending in ENDINGS or not (isinstance(error, UnsupportedFormatError) or ending in OTHER_ENDINGS)


def _unreadable(path: Path, failed: Sequence[tuple[str, InputError]]) -> UnreadableError:
    reasons = "".join(f"\n  {name}: {error}" for name, error in failed)
    return UnreadableError(
        f"{count_of(len(failed), 'file')} in the folder {path} cannot be read, so all that stands in the counterpart "
        "would be told as added or deleted. Mend the file, or take it and its counterpart out of both folders."
        f"{reasons}"
    )


def _is_output(folder: Path) -> bool:
    """Whether a folder was written by this program: it holds a comparison."""
    try:
        with (folder / _OUTPUT).open("rb") as file:
            return is_own_document(file.read(200))
    except OSError:
        return False


def _entries(path: Path) -> Iterator[tuple[Path, str]]:
    """Every file in a folder and below, in natural order, with the reason why it is not read or "".

    Of a folder that is left out, the folder itself stands for its files.
    """
    try:
        entries = sorted((natural_order(entry.name), entry, entry.is_dir()) for entry in path.iterdir())
    except OSError as error:
        raise UnreadableError(
            f"The folder {path} cannot be opened ({error.strerror}). Check that you may read it."
        ) from None
    for _, entry, is_folder in entries:
        if not is_folder:
            if entry.name.lower() not in _OF_THE_SYSTEM:
                yield entry, _why_never(entry)
        elif why := _why_not_opened(entry):
            yield entry, why
        else:
            yield from _entries(entry)


def _why_not_opened(folder: Path) -> str:
    """Why a folder is left out, as the end of a sentence; "" where it is read."""
    if folder.name.startswith((".", "__MACOSX")):
        return "it is hidden"
    if folder.is_symlink():
        return "it is a link to a folder elsewhere"
    return _OWN if _is_output(folder) else ""


def _why_never(file: Path) -> str:
    """Why a file is left out whatever it holds, as the end of a sentence; "" where it is to be read."""
    name = file.name
    if name.startswith(_LOCKS):
        return "it only marks a file that is open in another program; what was not saved there is not compared"
    if file.suffix.lower() in _OF_PROGRAMS:
        return f"files ending in “{file.suffix}” belong to programs"
    return "it is hidden" if name.startswith(".") else ""


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
        else:
            left_out.append(_notice(f"{file} was not read: it {_likeness(text, kept[twin])}"))
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


def _likeness(text: SourceText, other: SourceText) -> str:
    """What a text that is left out has in common with the one that is read, as the end of a sentence."""
    file, twin = text.reading.file, other.reading.file
    if text.reading.sha256 == other.reading.sha256:
        return f"is the same file as {twin}, which was read."
    own, others = _printed(text), _printed(other)
    if fold(own) == fold(others):
        return f"has the same text as {twin}, which was read."
    lacking = [(name, _lacking(one, two)) for name, one, two in ((file, own, others), (twin, others, own))]
    if not any(found for _, found in lacking):
        return f"has the same words as {twin}, which was read, in another order."
    only = "; ".join(f"only in {name}: {_some(found)}" for name, found in lacking if found)
    return f"has nearly the same text as {twin}, which was read. {only[0].upper()}{only[1:]}."


def _printed(text: SourceText) -> str:
    return " ".join(f"{block.label or ''} {block.text}" for block in text.blocks)


def _lacking(text: str, other: str) -> list[str]:
    """The words of a text that the other has not, or less often, as printed and in order."""
    left = Counter(token.key for token in tokenize(other))
    found = []
    for token in tokenize(text):
        left[token.key] -= 1
        if left[token.key] < 0 and any(map(str.isalnum, token.key)):
            found.append(text[token.start : token.end])
    return found


def _some(found: Sequence[str]) -> str:
    named = ", ".join(quoted(word) for word in found[:_NAMED])
    return f"{named} and {count_of(len(found) - _NAMED, 'more word')}" if len(found) > _NAMED else named


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

"""A Word file → ``SourceText``.

| What the file holds                                        | How it is read                                      |
|------------------------------------------------------------|-----------------------------------------------------|
| paragraphs, content controls, hyperlinks, formulas         | text; what a control shows before it is filled in   |
|                                                            | prints as well, and is text                         |
| fields                                                     | their last result; numbers that Word works out      |
|                                                            | while it prints (LISTNUM, AUTONUM) are worked out   |
| automatic numbers                                          | the label Word prints                               |
| capitals by format (w:caps)                                | as they print; small capitals as typed              |
| tables                                                     | a block a row, or a paragraph where cells are prose |
| tracked changes                                            | as if all were accepted, or all rejected; counted   |
| footnotes, endnotes                                        | after the body, in order of reference               |
| headers, footers                                           | each text once; page numbers as ``#``               |
| text boxes, shapes, charts, SmartArt diagrams              | after the paragraph they are anchored in            |
| hidden text                                                | text; which words are hidden is marked and reported |
| words struck through by hand                               | text, reported                                      |
| bookmarks, cross-reference fields                          | where each points to, as far as fields refer to it  |
| reviewers' comments                                        | listed with the words they stand beside             |
| embedded Word documents, web pages and text (altChunk)     | in their place; other formats named, not read       |
| the files of a master document (subDoc)                    | named, not read: they are not in the file           |
| pictures, embedded objects                                 | counted and reported, not read                      |
| pages                                                      | not known: Word lays them out when it prints        |
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from contractdiff.errors import ContractDiffError, NoTextError
from contractdiff.model import (
    Block,
    Format,
    Notice,
    NoticeCode,
    Reading,
    SetAside,
    SourceText,
    TrackedChanges,
    TrackedView,
)
from contractdiff.ooxml.document import WordDocument
from contractdiff.ooxml.package import Package
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.struck import struck_notice
from contractdiff.text import count_of, listed

# How many stretches of words a notice quotes, and how many characters of each; how many documents it names.
_QUOTED, _QUOTED_CHARACTERS, _NAMED = 3, 60, 5


def read_word(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """Return a Word file's text as it prints, tracked changes all accepted or all rejected.

    Args:
        path: Where the file came from; only its name is used.
        data: The file's bytes.
        options: Which text of tracked changes is read.
        progress: Told of body, notes, headers and footers in turn.

    Raises:
        EncryptedError: The file needs a password.
        UnsupportedFormatError: It is another format, among them the old ``.doc``.
        UnreadableError: It is damaged, empty, or larger than any real agreement.
        NoTextError: It has no text.
    """
    what, steps = f"Reading {path.name}", 3

    of_pages: list[Notice] = []
    set_aside: list[SetAside] = []

    def foreign(embedded: bytes, name: str) -> Sequence[Block] | None:
        return _foreign_blocks(embedded, name, options, of_pages, set_aside)

    document = WordDocument(Package(data, path.name), view=options.tracked, foreign=foreign)
    blocks = document.body()
    progress(what, 1, steps)
    blocks += document.notes()
    progress(what, 2, steps)
    heads, repeated = document.running_heads()
    blocks += heads
    set_aside += repeated
    progress(what, steps, steps)

    found = _Found(document)
    set_aside += [SetAside(text=text, why="watermark") for text in dict.fromkeys(found.word_art) if text]
    if not blocks:
        raise _no_text(path.name, found)
    tracked = document.tracked_changes()
    comments = document.comments()
    return SourceText(
        reading=Reading(
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=Format.DOCX,
            tracked=tracked,
            view=None if tracked is None else options.tracked,
            comments=tuple(comments),
            set_aside=tuple(set_aside),
            notices=(*_notices(tracked, options.tracked, len(comments), found), *of_pages),
        ),
        blocks=tuple(blocks),
    )


def _foreign_blocks(
    data: bytes, name: str, options: ReadOptions, notices: list[Notice], set_aside: list[SetAside]
) -> Sequence[Block] | None:
    """Return the blocks of an embedded web page or text, ``None`` for any other format.

    What a page has to tell besides goes to ``notices`` and ``set_aside``.
    """
    from contractdiff.readers.formats import format_of

    try:
        kind = format_of(data, name)
    except ContractDiffError:
        return None
    if kind is Format.HTML:
        from contractdiff.readers.html import notices_of, read_page

        page = read_page(data, name, options=options)
        notices += [
            replace(notice, message=f"Embedded in it is the page {name}. {notice.message}")
            for notice in notices_of(page.findings, options.tracked)
        ]
        set_aside += page.findings.set_aside
        return page.blocks
    if kind is Format.TEXT:
        from contractdiff.readers.plain import read_plain

        return read_plain(Path(name), data).blocks
    return None


class _Found:
    """What a document and those embedded in it hold besides text that is read."""

    def __init__(self, document: WordDocument) -> None:
        documents = [document]
        for each in documents:
            documents += each.embedded
        states = [each.state for each in documents]
        findings = [state.findings for state in states]
        self.pictures = sum(each.pictures for each in findings)
        self.charts = sum(each.charts for each in findings)
        self.diagrams = sum(each.diagrams for each in findings)
        self.objects = sum(each.objects for each in findings)
        self.unknown_symbols = sum(each.unknown_symbols for each in findings)
        self.word_art = [text for each in findings for text in each.word_art]
        self.hidden = [words for state in states for words in state.hidden]
        self.struck = [words for state in states for words in state.struck]
        self.missing_numbers = sum(state.missing_numbers for state in states)
        self.unknown_formats = sorted({name for state in states for name in state.unknown_formats})
        self.unread = [what for each in documents for what in (*each.unread, *each.subdocuments)]


def _no_text(file: str, findings: _Found) -> NoTextError:
    if findings.pictures:
        return NoTextError(
            f"{file} has no text, only {count_of(findings.pictures, 'picture')}: scanned pages, perhaps. "
            "Ask for the file the pages were printed from, or have the text recognised, and try again."
        )
    return NoTextError(f"{file} has no text. Open it in Word to see whether it is the right file.")


def _notices(tracked: TrackedChanges | None, view: TrackedView, comments: int, found: _Found) -> list[Notice]:
    """Return what the user must know, in a fixed order."""
    notices = []

    def notice(code: NoticeCode, *sentences: str) -> None:
        notices.append(Notice(code=code, message=" ".join(sentences)))

    if tracked is not None:
        marks = _counts(
            (tracked.insertions, "insertion"),
            (tracked.deletions, "deletion"),
            (tracked.moves, "move"),
        )
        if tracked.properties:
            many = "changes of numbering, capitals or hidden text"
            marks = listed(marks, count_of(tracked.properties, many.replace("changes", "change"), many))
        by = f" by {listed(*tracked.authors)}" if tracked.authors else ""
        if view is TrackedView.ACCEPTED:
            code, how = NoticeCode.TRACKED_CHANGES_ACCEPTED, "accepted: the text as changed."
        else:
            code, how = NoticeCode.TRACKED_CHANGES_REJECTED, "rejected: the text before the changes."
        notice(
            code,
            f"The file has tracked changes{by}: {marks}.",
            f"It was read as if all of them were {how}",
        )
    if comments:
        notice(
            NoticeCode.REVIEWER_COMMENT,
            f"The file has {count_of(comments, 'comment')} by reviewers in the margin.",
            "Comments are no part of the text and are not compared.",
        )
    if found.hidden:
        quoted = listed(*(f"“{_shortened(words)}”" for words in found.hidden[:_QUOTED]))
        more = " and more" if len(found.hidden) > _QUOTED else ""
        notice(
            NoticeCode.HIDDEN_TEXT,
            f"The file has hidden text, which does not print, in {count_of(len(found.hidden), 'paragraph')}:",
            f"{quoted}{more}. It was read and is compared like the rest.",
        )
    if found.struck:
        notices.append(struck_notice(found.struck))
    if found.pictures:
        notice(
            NoticeCode.PICTURE,
            f"The file has {count_of(found.pictures, 'picture')}.",
            "Words in a picture are not read: look at them in both versions.",
        )
    if found.charts or found.diagrams or found.objects:
        objects = _counts(
            (found.charts, "chart"), (found.diagrams, "SmartArt diagram"), (found.objects, "embedded object")
        )
        notice(
            NoticeCode.EMBEDDED_OBJECT,
            f"The file has {objects}.",
            "Words inside of them are not read: look at them in both versions.",
        )
    if found.unread:
        named = list(dict.fromkeys(found.unread))[:_NAMED]
        if others := len(found.unread) - len(named):
            named.append(f"{others:,} more")
        notice(
            NoticeCode.UNREADABLE_PART,
            f"Word shows {count_of(len(found.unread), 'other document')} as part of this file’s text, not read here:",
            f"{listed(*named)}. Open the file in Word, save it under a new name, and compare that.",
        )
    if found.unknown_symbols:
        notice(
            NoticeCode.UNKNOWN_CHARACTERS,
            f"The file has {count_of(found.unknown_symbols, 'symbol')} of a kind that is not known.",
            "They are compared, but may not show.",
        )
    if found.unknown_formats:
        notice(
            NoticeCode.UNKNOWN_NUMBER_FORMAT,
            f"The file numbers paragraphs in a way that is not known ({listed(*found.unknown_formats)}).",
            "Plain digits stand in place of it.",
        )
    if found.missing_numbers:
        notice(
            NoticeCode.UNKNOWN_NUMBER_FORMAT,
            f"The file has {count_of(found.missing_numbers, 'number')} that Word works out while it prints",
            "(fields LISTNUM or AUTONUM) and that could not be told without it. They are missing from the comparison.",
        )
    return notices


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTED_CHARACTERS else f"{words[:_QUOTED_CHARACTERS].rstrip()} …"


def _counts(*counts: tuple[int, str]) -> str:
    """The counts that are not 0, as a sentence lists them."""
    return listed(*(count_of(number, one) for number, one in counts if number))

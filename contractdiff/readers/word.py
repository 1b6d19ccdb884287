"""A Word file → ``SourceText``.

| What the file holds                                        | How it is read                                      |
|------------------------------------------------------------|-----------------------------------------------------|
| paragraphs, content controls, hyperlinks, fields, formulas | text; of a field its last result                    |
| automatic numbers                                          | the label Word prints                               |
| tables                                                     | a block a row, or a paragraph where cells are prose |
| tracked changes                                            | as if all were accepted; counted                    |
| footnotes, endnotes                                        | after the body, in order of reference               |
| headers, footers                                           | each text once; page numbers as ``#``               |
| text boxes                                                 | after the paragraph they are anchored in            |
| hidden text                                                | text, marked and reported                           |
| comments, pictures, charts, embedded objects               | counted and reported, not read                      |
| documents of other formats embedded as text (altChunk)     | reported, not read                                  |
| pages                                                      | not known: Word lays them out when it prints        |
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from contractdiff.errors import NoTextError
from contractdiff.model import Block, Format, Notice, NoticeCode, Reading, Role, SetAside, SourceText, TrackedChanges
from contractdiff.ooxml.blocks import BlockBuilder
from contractdiff.ooxml.drawings import Findings
from contractdiff.ooxml.names import w
from contractdiff.ooxml.notes import printed_notes
from contractdiff.ooxml.numbering import Numbering
from contractdiff.ooxml.package import Package
from contractdiff.ooxml.revisions import count_comments, count_tracked_changes
from contractdiff.ooxml.sections import header_parts
from contractdiff.ooxml.story import DocumentState, Story
from contractdiff.ooxml.styles import Styles
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent


def read_word(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """Return a Word file's text as it prints, tracked changes accepted.

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
    package = Package(data, path.name)
    settings = package.related("settings")
    styles = Styles(package.related("styles"))
    state = DocumentState(styles=styles, numbering=Numbering(package.related("numbering"), styles))
    builder = BlockBuilder()
    what, steps = f"Reading {path.name}", 3

    document = package.xml(package.document)
    roots = [document]
    blocks: list[Block] = []
    for body in document.iterchildren(w("body")):
        blocks += builder.blocks(Story(state).read(body), Role.BODY)
    progress(what, 1, steps)

    for kind, role in (("footnote", Role.FOOTNOTE), ("endnote", Role.ENDNOTE)):
        root = package.related(f"{kind}s")
        if root is None:
            continue
        roots.append(root)
        story = Story(state)
        for mark, note in printed_notes(kind, root, state.notes, state.sections, settings):
            blocks += _marked(builder.blocks(story.read(note), role), mark)
    progress(what, 2, steps)

    set_aside: list[SetAside] = []
    for kind, role in (("header", Role.HEADER), ("footer", Role.FOOTER)):
        printed: list[Block] = []
        for part in header_parts(kind, state.sections, package.document_relationships, settings):
            root = package.xml(part)
            roots.append(root)
            printed += builder.blocks(Story(state, blank_pages=True).read(root), role)
        kept, aside = _running_heads(printed, role)
        blocks += kept
        set_aside += aside
    set_aside += [SetAside(text=text, why="watermark") for text in dict.fromkeys(state.findings.word_art) if text]
    progress(what, steps, steps)

    if not blocks:
        raise _no_text(path.name, state.findings)
    tracked = count_tracked_changes(roots)
    notices = _notices(tracked, count_comments(package.related("comments")), state)
    return SourceText(
        reading=Reading(
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=Format.DOCX,
            tracked=tracked,
            set_aside=tuple(set_aside),
            notices=tuple(notices),
        ),
        blocks=tuple(blocks),
    )


def _marked(note: list[Block], mark: str) -> list[Block]:
    """Return a note's blocks, the first labelled with the note's mark."""
    if not note:
        return []
    first = note[0]
    text = first.text
    if first.label is not None:  # a note that is itself an item of a list
        text = f"{first.label} {text}"
    elif text.startswith(mark) and not mark.isalnum():  # typed by hand in both places
        text = text[len(mark) :].lstrip()
    return [replace(first, label=mark, text=text), *note[1:]]


def _running_heads(printed: list[Block], role: Role) -> tuple[list[Block], list[SetAside]]:
    """Return each distinct text once, and what is nothing but a page number."""
    kept: dict[str, Block] = {}
    aside: dict[str, SetAside] = {}
    for block in printed:
        text = f"{block.label} {block.text}" if block.label else block.text
        if "#" in text and not any(char.isalnum() for char in text):
            aside.setdefault(text, SetAside(text=text, why="page number"))
        else:
            kept.setdefault(text, block)
    return list(kept.values()), list(aside.values())


def _no_text(file: str, findings: Findings) -> NoTextError:
    if findings.pictures:
        return NoTextError(
            f"{file} has no text, only {_count(findings.pictures, 'picture')}: scanned pages, perhaps. "
            "Ask for the file the pages were printed from, or have the text recognised, and try again."
        )
    return NoTextError(f"{file} has no text. Open it in Word to see whether it is the right file.")


def _notices(tracked: TrackedChanges | None, comments: int, state: DocumentState) -> list[Notice]:
    """Return what the user must know, in a fixed order."""
    found = state.findings
    notices = []

    def notice(code: NoticeCode, *sentences: str) -> None:
        notices.append(Notice(code=code, message=" ".join(sentences)))

    if tracked is not None:
        marks = _list(
            _count(tracked.insertions, "insertion"),
            _count(tracked.deletions, "deletion"),
            _count(tracked.moves, "move"),
        )
        by = f" by {_list(*tracked.authors)}" if tracked.authors else ""
        notice(
            NoticeCode.TRACKED_CHANGES_ACCEPTED,
            f"The file has tracked changes{by}: {marks}.",
            "It was read as if all of them were accepted.",
        )
    if comments:
        notice(
            NoticeCode.REVIEWER_COMMENT,
            f"The file has {_count(comments, 'comment')} by reviewers in the margin.",
            "Comments are no part of the text and are not compared.",
        )
    if found.hidden_paragraphs:
        notice(
            NoticeCode.HIDDEN_TEXT,
            f"The file has hidden text, which does not print, in {_count(found.hidden_paragraphs, 'paragraph')}.",
            "It was read and is compared like the rest.",
        )
    if found.pictures:
        notice(
            NoticeCode.PICTURE,
            f"The file has {_count(found.pictures, 'picture')}.",
            "Words in a picture are not read: look at them in both versions.",
        )
    if found.charts or found.diagrams or found.objects:
        objects = _list(
            _count(found.charts, "chart"),
            _count(found.diagrams, "SmartArt diagram"),
            _count(found.objects, "embedded object"),
        )
        notice(
            NoticeCode.EMBEDDED_OBJECT,
            f"The file has {objects}.",
            "Words inside of them are not read: look at them in both versions.",
        )
    if found.foreign_parts:
        notice(
            NoticeCode.UNREADABLE_PART,
            f"Word shows {_count(found.foreign_parts, 'other document')} as part of this file’s text, not read here.",
            "Open the file in Word, save it under a new name, and compare that.",
        )
    if found.unknown_symbols:
        notice(
            NoticeCode.UNKNOWN_CHARACTERS,
            f"The file has {_count(found.unknown_symbols, 'symbol')} of a kind that is not known.",
            "They are compared, but may not show.",
        )
    if state.unknown_formats:
        notice(
            NoticeCode.UNKNOWN_NUMBER_FORMAT,
            f"The file numbers paragraphs in a way that is not known ({_list(*sorted(state.unknown_formats))}).",
            "Plain digits stand in place of it.",
        )
    if found.number_fields:
        notice(
            NoticeCode.UNKNOWN_NUMBER_FORMAT,
            f"The file has {_count(found.number_fields, 'number')} that Word works out while it prints.",
            "They are not in the file (fields LISTNUM or AUTONUM) and are missing from the comparison.",
        )
    return notices


def _count(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}" if count else ""


def _list(*words: str) -> str:
    words = tuple(word for word in words if word)
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)

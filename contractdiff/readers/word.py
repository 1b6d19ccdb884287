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

from contractdiff.model import Block, Format, Notice, NoticeCode, Reading, Role, SetAside, SourceText, TrackedChanges
from contractdiff.ooxml.blocks import BlockBuilder
from contractdiff.ooxml.names import w
from contractdiff.ooxml.notes import printed_notes
from contractdiff.ooxml.numbering import Numbering
from contractdiff.ooxml.package import Package
from contractdiff.ooxml.revisions import count_comments, count_tracked_changes
from contractdiff.ooxml.sections import header_parts
from contractdiff.ooxml.story import DocumentState, Story
from contractdiff.ooxml.styles import Styles
from contractdiff.progress import Progress, silent


def read_word(path: Path, data: bytes, *, progress: Progress = silent) -> SourceText:
    """Return a Word file's text as it prints, tracked changes accepted.

    Args:
        path: Where the file came from; only its name is used.
        data: The file's bytes.
        progress: Told of body, notes, headers and footers in turn.

    Raises:
        EncryptedError: The file needs a password.
        UnsupportedFormatError: It is another format, among them the old ``.doc``.
        UnreadableError: It is damaged, empty, or larger than any real agreement.
    """
    package = Package(data, path.name)
    settings = package.related("settings")
    styles = Styles(package.related("styles"))
    state = DocumentState(styles=styles, numbering=Numbering(package.related("numbering"), styles))
    builder = BlockBuilder()
    what, steps = f"Reading {path.name}", 3

    body = package.xml(package.document)
    roots = [body]
    blocks = [
        block for root in body.iterchildren(w("body")) for block in builder.blocks(Story(state).read(root), Role.BODY)
    ]
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

    tracked = count_tracked_changes(roots)
    notices = [*_tracked_notice(tracked), *_notices(state, count_comments(package.related("comments")))]
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


def _tracked_notice(tracked: TrackedChanges | None) -> list[Notice]:
    if tracked is None:
        return []
    counts = [
        _counted(tracked.insertions, "insertion"),
        _counted(tracked.deletions, "deletion"),
        _counted(tracked.moves, "move"),
    ]
    by = f" by {_joined(list(tracked.authors))}" if tracked.authors else ""
    message = (
        f"The file has tracked changes{by}: {_joined([c for c in counts if c])}. It was read as if all were accepted."
    )
    return [Notice(code=NoticeCode.TRACKED_CHANGES_ACCEPTED, message=message)]


def _notices(state: DocumentState, comments: int) -> list[Notice]:
    findings = state.findings
    objects = [
        _counted(findings.charts, "chart"),
        _counted(findings.diagrams, "diagram"),
        _counted(findings.objects, "embedded object"),
    ]
    formats = sorted(state.unknown_formats)
    found = [
        (
            NoticeCode.REVIEWER_COMMENT,
            comments,
            f"The file has {_counted(comments, 'reviewer’s comment', 'reviewers’ comments')} in the margin. They are no part of the text and are not compared.",
        ),
        (
            NoticeCode.HIDDEN_TEXT,
            findings.hidden_paragraphs,
            f"{_counted(findings.hidden_paragraphs, 'paragraph')} of the file has text marked as hidden, which does not print. It was read and is compared like the rest.",
        ),
        (
            NoticeCode.PICTURE,
            findings.pictures,
            f"The file has {_counted(findings.pictures, 'picture')}. Words in a picture are not read: look at both versions.",
        ),
        (
            NoticeCode.EMBEDDED_OBJECT,
            findings.charts + findings.diagrams + findings.objects,
            f"The file has {_joined([count for count in objects if count])}. Words inside are not read: look at both versions.",
        ),
        (
            NoticeCode.UNREADABLE_PART,
            findings.foreign_parts,
            f"The file takes in {_counted(findings.foreign_parts, 'other document')} that Word shows as part of the text. It was not read: open the file in Word, save it, and try again.",
        ),
        (
            NoticeCode.UNKNOWN_CHARACTERS,
            findings.unknown_symbols,
            f"{_counted(findings.unknown_symbols, 'character')} from a symbol font could not be told; they are compared, but may not show.",
        ),
        (
            NoticeCode.UNKNOWN_NUMBER_FORMAT,
            len(formats),
            f"The file numbers a list in a way that is not known ({', '.join(formats)}). Plain numbers stand in place of it.",
        ),
    ]
    return [Notice(code=code, message=message) for code, count, message in found if count]


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}" if count else ""


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""

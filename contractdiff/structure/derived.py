"""What a document only repeats of itself: a list of contents, and running heads that quote a heading.

It is made anew whenever pages shift, so a difference in it says nothing; it is set aside and listed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from contractdiff.model import Block, Role, SetAside, SourceText
from contractdiff.structure.labels import read_label
from contractdiff.text import fold

_CONTENTS = re.compile(r"(?:table\s+of\s+)?contents:?", re.IGNORECASE)
_NOTHING_ELSE = re.compile(r"table\s+of\s+contents", re.IGNORECASE)
_ENTRY = re.compile(r"(?P<words>.*?\S)[\s.…]*[\s.…](?:\d{1,4}|[ivxlc]{1,6})", re.IGNORECASE)
# Blocks that may stand between the heading and the first entry ("Page"), and fewest entries of a list.
_BEFORE, _ENTRIES = 2, 3
# Least share of the entries of a list without a heading that are headings of the file.
_REPEATED = 0.7
_HEADING = 200
_PAGE = re.compile(r"[\W_]*(?:(?:page|pg|p)\b[\W_]*)?#(?:[\W_]*(?:of|/)[\W_]*#)?[\W_]*", re.IGNORECASE)
_WHY = {Role.HEADER: "running head", Role.FOOTER: "page number"}


def without_derived(source: SourceText) -> SourceText:
    """The source without its list of contents and without running heads that quote a heading; both are set aside."""
    gone = _contents(source.blocks) | _quoting_heads(source.blocks) | _page_numbers(source.blocks)
    if not gone:
        return source
    noted = {aside.text for aside in source.reading.set_aside}
    aside = [
        SetAside(text=_printed(block), why=why, page=block.page)
        for at, block in enumerate(source.blocks)
        if at in gone and _printed(block) not in noted
        for why in [_WHY.get(block.role, "list of contents")]
    ]
    blocks = tuple(block for at, block in enumerate(source.blocks) if at not in gone)
    return replace(
        source, blocks=blocks, reading=replace(source.reading, set_aside=(*source.reading.set_aside, *aside))
    )


def _contents(blocks: Sequence[Block]) -> set[int]:
    """The places of lists of contents: entries in a row that end in a page number and repeat a heading of the file.

    Under a heading "Contents" the entries need not be repeated word for word; or they have no page numbers, as on a
    page of the web, and each of them is a heading further down. A heading "Table of Contents" whose list the word
    processor has yet to make goes too.
    """
    said = {
        fold(_printed(block)).rstrip(".") for block in blocks if block.role is Role.BODY and len(block.text) < _HEADING
    }
    gone: set[int] = set()
    at = 0
    while at < len(blocks):
        start = at
        headed = blocks[at].role is Role.BODY and _CONTENTS.fullmatch(blocks[at].text) is not None
        at += 1 if headed else 0
        entries: list[int] = []
        repeated = 0
        while at < len(blocks) and blocks[at].role in (Role.BODY, Role.TABLE_ROW):
            entry = _ENTRY.fullmatch(_printed(blocks[at])) if len(blocks[at].text) < _HEADING else None
            if entry is None:
                if entries or not headed or at - start > _BEFORE:
                    break
            else:
                entries.append(at)
                repeated += fold(entry["words"]).rstrip(".") in said
            at += 1
        if headed and not entries:
            at = _end_of_unpaged(blocks, start + 1)
            if at - start > _ENTRIES or _NOTHING_ELSE.fullmatch(blocks[start].text):
                gone.update(range(start, at))
        elif len(entries) >= _ENTRIES and (headed or repeated >= _REPEATED * len(entries)):
            gone.update(range(start if headed else entries[0], entries[-1] + 1))
        at = max(at, start + 1)
    return gone


def _end_of_unpaged(blocks: Sequence[Block], start: int) -> int:
    """Where a list of contents without page numbers ends that begins at ``start``: each entry comes again below it."""
    last: dict[str, int] = {}
    for at, block in enumerate(blocks):
        if block.role is Role.BODY and len(block.text) < _HEADING:
            last.update(dict.fromkeys(_names(block), at))
    at = start
    while at < len(blocks) and any(last.get(name, 0) > at for name in _names(blocks[at])):
        at += 1
    # of a list of two entries the second may be what the first names
    return at if at - start >= _ENTRIES else start


def _names(block: Block) -> list[str]:
    """What a heading is known by: its words, and its label where that has a word ("Section 8")."""
    printed = _printed(block)
    found = read_label(printed)
    label = [fold(found[0].text).rstrip(".:")] if found and found[0].word else []
    return [fold(printed).rstrip("."), *label]


def _page_numbers(blocks: Sequence[Block]) -> set[int]:
    """The places of headers and footers that hold a page number and nothing else; readers give it as "#"."""
    return {at for at, block in enumerate(blocks) if block.role in _WHY and _PAGE.fullmatch(_printed(block))}


def _quoting_heads(blocks: Sequence[Block]) -> set[int]:
    """The places of running heads of which the words are those of a short block of the body."""
    heads = [at for at, block in enumerate(blocks) if block.role is Role.HEADER]
    if not heads:
        return set()
    said = {fold(_printed(block)) for block in blocks if block.role is Role.BODY and len(block.text) < _HEADING}
    quoting = {at for at in heads if fold(blocks[at].text) in said}
    # one alone may be the title of the whole: only heads that change with the headings are made from them
    return quoting if len(quoting) > 1 else set()


def _printed(block: Block) -> str:
    return f"{block.label} {block.text}" if block.label else block.text

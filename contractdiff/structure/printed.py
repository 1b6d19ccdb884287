"""A file as its print shows it: without the text that it hides."""

from collections.abc import Iterable
from dataclasses import replace

from contractdiff.model import Block, Notice, NoticeCode, SetAside, SourceText
from contractdiff.text import collapse

HIDDEN_TEXT = "hidden text"


def as_printed(source: SourceText) -> SourceText:
    """The source without hidden text, which is set aside; for a comparison with a print of the other version.

    Other text and its order stay as they are; a block that is hidden throughout is gone.
    """
    if not any(block.hidden for block in source.blocks):
        return source
    kept: list[Block] = []
    aside: list[SetAside] = []
    for block in source.blocks:
        if not block.hidden:
            kept.append(block)
            continue
        aside += [
            SetAside(text=words, why=HIDDEN_TEXT, page=block.page)
            for start, end in block.hidden
            if (words := collapse(block.text[start:end]))
        ]
        printed = _printed(block)
        if printed.text.strip() or printed.label:
            kept.append(printed)
    reading = source.reading
    notices = [notice for notice in reading.notices if notice.code is not NoticeCode.HIDDEN_TEXT]
    notices.append(
        Notice(
            code=NoticeCode.HIDDEN_TEXT,
            message=f"The file has hidden text, which does not print, in {len(aside):,} "
            f"{'place' if len(aside) == 1 else 'places'}. It was set aside, because the other version is a print "
            "and could not show it.",
        )
    )
    reading = replace(reading, set_aside=(*reading.set_aside, *aside), notices=tuple(notices))
    return replace(source, reading=reading, blocks=tuple(kept))


def _printed(block: Block) -> Block:
    """The block without its hidden stretches, white space closed over them."""
    text = block.text
    shown = bytearray(b"\1" * len(text))
    for start, end in block.hidden:
        for at in range(start, min(end, len(text))):
            shown[at] = text[at] == "\t"  # what is between two cells prints even where the cells are hidden
    places = _kept_places(text, shown)
    cells = "".join(text[at] for at in places)
    return replace(
        block,
        text=cells,
        cells=tuple(cells.split("\t")) if block.cells else (),
        lead=sum(at < block.lead for at in places),
        lines=tuple(sorted({sum(at < line for at in places) for line in block.lines} - {0, len(places)})),
        hidden=(),
    )


def _kept_places(text: str, shown: Iterable[int]) -> list[int]:
    """Where the characters stand that are left, no space at the start or end of a cell and no two in a row."""
    places: list[int] = []
    for at, seen in enumerate(shown):
        if not seen:
            continue
        before = text[places[-1]] if places else "\t"
        if text[at] == " " and before in " \t":
            continue
        if text[at] == "\t" and before == " ":
            places.pop()
        places.append(at)
    while places and text[places[-1]] == " ":
        places.pop()
    return places

"""A file whose paragraphs are not marked: its text stands in one block, or in a few that no reader would call clauses.

It is cut into sentences, so that a changed word does not change the whole contract, and a notice says so.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress, pairwise

from contractdiff.model import Block, Notice, NoticeCode, Role, SourceText

# Words of a block that is no clause; the longest paragraph of fifteen pairs of real contracts has 480.
_NO_CLAUSE = 500
# Share of the file's text that stands in such blocks where it is cut.
_MOST = 0.5
# In brackets that were opened fewer characters before, no sentence ends.
_BRACKETED = 120
# A piece of fewer words stays with the one before it.
_FEWEST = 3
_LABEL = r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVXivx]{1,5})[.)]\)?"
_SENTENCE_END = re.compile(
    r"(?<=[a-z0-9)\]”\"’][.;:?!])\s+"
    rf"(?=[A-Z“\"‘]|(?:\d{{1,3}}(?:\.\d{{1,3}})+\.?|{_LABEL})\s+[A-Z“\"‘]|§|(?:and\s+|or\s+)?\([a-z0-9]{{1,4}}\)\s)"
)
_SHORTENED = re.compile(
    r"(?:\b(?:Nos?|Secs?|Arts?|Inc|Co|Corp|Ltd|Mr|Mrs|Ms|Dr|Hon|St|Ave|vs?|Dept|Rev|Ann|Stats?|Regs?|Fed|Adm|Ill|al|approx)"
    r"|\b(?:e\.g|i\.e|a\.m|p\.m)|(?:^|[\s(])(?:\d{1,3}(?:\.\d{1,3})*))\.$"
)


def as_divided(source: SourceText) -> SourceText:
    """The source, its blocks cut into sentences where they are too long to be clauses; the same object otherwise."""
    blocks = source.blocks
    long = [_is_no_clause(block) for block in blocks]
    if not any(long):
        return source
    if sum(len(block.text) for block in compress(blocks, long)) < _MOST * sum(len(block.text) for block in blocks):
        return source
    pieces = [
        piece for block, is_long in zip(blocks, long, strict=True) for piece in (_cut(block) if is_long else (block,))
    ]
    if len(pieces) == len(blocks):
        return source
    message = (
        f"The paragraphs of {source.reading.file} are not marked, so it is compared sentence by sentence, and its "
        "clauses may be cut otherwise than in print."
    )
    notice = Notice(code=NoticeCode.NO_PARAGRAPHS, message=message)
    reading = replace(source.reading, notices=(*source.reading.notices, notice))
    return replace(source, reading=reading, blocks=tuple(pieces))


def _is_no_clause(block: Block) -> bool:
    if block.cells or block.role is not Role.BODY or len(block.text) < _NO_CLAUSE:
        return False
    return len(block.text.split()) >= _NO_CLAUSE


def _cut(block: Block) -> Iterator[Block]:
    """The sentences of a block. What is known of a place goes with that place, what of the whole with the first."""
    starts = [0]
    for found in _SENTENCE_END.finditer(block.text):
        # a look at the last of it is enough, however long ago the last sentence ended
        before = block.text[max(starts[-1], found.start() - _BRACKETED) : found.start()]
        in_brackets = before.rfind("(") > before.rfind(")")
        if len(before.split()) >= _FEWEST and not in_brackets and not _SHORTENED.search(before):
            starts.append(found.end())
    ends = [end for _, end in block.hidden]
    for number, (start, following) in enumerate(pairwise([*starts, len(block.text)])):
        text = block.text[start:following].rstrip()
        end = start + len(text)
        hidden = block.hidden[bisect_right(ends, start) : bisect_left(block.hidden, (end, 0))]
        own = replace(
            block,
            text=text,
            lead=min(block.lead, len(text)) if not number else 0,
            lines=tuple(
                at - start for at in block.lines[bisect_right(block.lines, start) : bisect_left(block.lines, end)]
            ),
            hidden=tuple((max(a, start) - start, min(b, end) - start) for a, b in hidden),
        )
        yield own if not number else replace(own, label=None, anchors=(), references=(), heading=False)

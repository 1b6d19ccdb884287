"""``SourceText`` → ``Contract``: each block made a clause, with its label, heading and parent."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from contractdiff.model import (
    Block,
    Clause,
    ClauseId,
    Contract,
    CrossReference,
    Notice,
    NoticeCode,
    NumberingScheme,
    Role,
    Side,
    SourceText,
)
from contractdiff.structure.derived import without_derived
from contractdiff.structure.incorporated import with_incorporated
from contractdiff.structure.labels import Label, Numeral, parse_label, read_label, strip_bullet
from contractdiff.structure.listed import listed_exhibits
from contractdiff.structure.scheme import numbering_scheme
from contractdiff.structure.tree import ClauseTree
from contractdiff.structure.undivided import as_divided

# Words of a heading: longer than this it is a sentence. The longest run-in heading of the agreements looked at has 13.
_HEADING_WORDS = 15
# How far apart two paragraphs may stand whose labels vouch for one another.
_NEIGHBOURS = 60
# The letter after "i".
_TENTH = 10
_DIVISIONS = frozenset("article part subpart chapter title exhibit attachment appendix schedule annex addendum".split())
_SMALL = "of|and|the|for|to|in|or|on|with|by|a|an|at|from|as|not|is|under|upon|between|into|per|than|that|its|no|if"
_RUN_IN = re.compile(
    rf"[A-Z][\w’'/&-]*(?:[,;]?\s(?:[A-Z0-9(][\w’'/&()-]*|(?:{_SMALL})\b|&|–|-))*[.:](?=\s[A-Z“\"(\[_])"
)
_NOTE_SIGN = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})[.)]?\s+(?=\S)")
_SENTENCE = re.compile(
    r"(?:[;,]|; (?:and|or))$|\b(?:shall|must|may|will|should|is|are|was|were|has|have|means)\b.*[^.]\.$"
)
_NO_SENTENCE = re.compile(r"(?:WHEREAS|NOW,? THEREFORE|IN WITNESS|By|Name|Title|Date|Signature|Note)\b")


@dataclass(slots=True)
class _Part:
    """A block on its way to a clause."""

    block: Block
    text: str
    label: Label | None
    printed: str | None


def recover_contract(source: SourceText, *, side: Side, name: str) -> Contract:
    """A file as a contract: its clauses, and the documents that it makes part of itself."""
    return with_incorporated(recover_clauses(source, side=side, name=name))


def recover_clauses(source: SourceText, *, side: Side, name: str) -> Contract:
    """The clauses of a file in reading order, with labels, headings and parents.

    Every word of a block stands in exactly one clause: in its label, heading or text. A label that stands by itself
    takes the paragraph after it; apart from that one block is one clause. Where none is numbered, a notice says so.
    """
    source = as_divided(without_derived(source))
    parts = _joined(_labelled([block for block in source.blocks if block.text or block.label]))
    tree = ClauseTree()
    clauses: list[Clause] = []
    roman_lists, listed = _roman_lists(parts), listed_exhibits(parts)
    for at, part in enumerate(parts):
        clause_id = ClauseId(f"{side.value}{at + 1}")
        introduced = at > 0 and parts[at - 1].text.endswith((":", "—", "–"))
        place = partial(tree.place, clause_id, begins_roman=at in roman_lists, introduced=introduced)
        clauses.append(_clause(clause_id, part, tree, None if at in listed else place))
    reading = source.reading
    body = [part for part in parts if part.block.role is Role.BODY]
    if len(body) > 5 and not any(part.label for part in body):
        message = f"No clause of {reading.file} is numbered, so it is compared paragraph by paragraph."
        reading = replace(
            reading, notices=(*reading.notices, Notice(code=NoticeCode.NO_CLAUSE_NUMBERS, message=message))
        )
    return Contract(
        side=side,
        name=name,
        reading=reading,
        clauses=tuple(clauses),
        numbering=_numbering(parts, clauses),
        references=_references(parts, clauses),
    )


def _numbering(parts: list[_Part], clauses: list[Clause]) -> NumberingScheme:
    depths: dict[str, int] = {}
    numbered: list[tuple[Clause, Label, bool]] = []
    for part, clause in zip(parts, clauses, strict=True):
        depths[clause.id] = depths[clause.parent] + 1 if clause.parent else 0
        if part.label is not None:
            numbered.append((clause, part.label, part.block.label is not None))
    return numbering_scheme(numbered, depths)


def _references(parts: list[_Part], clauses: list[Clause]) -> tuple[CrossReference, ...]:
    """The references that the file itself resolves, in reading order; of two anchors of one name the first counts."""
    anchors: dict[str, ClauseId] = {}
    for part, clause in zip(parts, clauses, strict=True):
        for anchor in part.block.anchors:
            anchors.setdefault(anchor, clause.id)
    return tuple(
        CrossReference(clause=clause.id, text=reference.text, target=anchors.get(reference.anchor))
        for part, clause in zip(parts, clauses, strict=True)
        for reference in part.block.references
    )


def _labelled(blocks: list[Block]) -> list[_Part]:
    """The blocks with their labels taken off; labels that are none by themselves are judged by their neighbours."""
    parts: list[_Part] = []
    unsure: list[tuple[int, Label, str]] = []
    seen: dict[str, list[tuple[int, Label]]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.label is not None:
            label = parse_label(block.label)
            parts.append(_Part(block, block.text, label, block.label))
        elif block.role in (Role.HEADER, Role.FOOTER):
            parts.append(_Part(block, block.text, None, None))
            continue
        elif block.role in (Role.FOOTNOTE, Role.ENDNOTE):
            sign = _NOTE_SIGN.match(block.text)
            printed = sign.group().strip() if sign else None
            parts.append(_Part(block, block.text[sign.end() :] if sign else block.text, None, printed))
            continue
        else:
            words = strip_bullet(block.text)
            found = read_label(words)
            if found is None:
                parts.append(_Part(block, words, None, None))
                continue
            label, rest = found
            listed = words != block.text or (block.level is not None and not block.heading)
            if listed and label.word:
                # "• Article II: definitions put in order" tells of an article, it is none
                parts.append(_Part(block, words, None, None))
                continue
            if block.role is Role.TABLE_ROW and not (label.sure and label.text[-1] in ".)"):
                parts.append(_Part(block, block.text, None, None))
                continue
            if label.sure or (block.heading and rest):
                parts.append(_Part(block, _without(block, rest), label, label.text))
            else:
                parts.append(_Part(block, words, None, None))
                unsure.append((at, label, rest))
        if label is not None:
            seen[label.form].append((at, label))
    for at, label, rest in unsure:
        if any(_vouches(other, label) for near, other in seen[label.form] if 0 < abs(near - at) <= _NEIGHBOURS):
            parts[at].text, parts[at].label, parts[at].printed = rest, label, label.text
    return parts


def _without(block: Block, rest: str) -> str:
    """The block's words without its label. A row keeps the tab after its first cell, even if that is now empty."""
    if block.role is Role.TABLE_ROW:
        first = block.cells[0] if block.cells else ""
        tail = block.text[len(first) :]
        return rest if rest.endswith(tail) and len(rest) > len(tail) else f"{tail}"
    return rest


def _vouches(other: Label, label: Label) -> bool:
    """Whether one label is the one before or after another."""
    if (other.numeral is Numeral.DECIMAL) != (label.numeral is Numeral.DECIMAL):
        return False
    readings = {value for value in (label.value, label.roman) if value is not None}
    return any(
        abs(value - other_value) == 1 for value in readings for other_value in (other.value, other.roman) if other_value
    )


def _joined(parts: list[_Part]) -> list[_Part]:
    """The parts, a label by itself joined with the paragraph that it stands before."""
    out: list[_Part] = []
    for part in parts:
        last = out[-1] if out else None
        if (
            last is not None
            and last.label is not None
            and not last.text
            and part.label is None
            and part.block.role is last.block.role is Role.BODY
            and part.block.table == last.block.table
        ):
            heads = last.label.word in _DIVISIONS
            if not heads or _is_heading(part):
                block = replace(
                    part.block,
                    page=last.block.page,
                    begins=last.block.begins,
                    heading=heads or part.block.heading,
                    anchors=last.block.anchors + part.block.anchors,
                    references=last.block.references + part.block.references,
                )
                out[-1] = _Part(block, part.text, last.label, last.printed)
                continue
        out.append(part)
    return out


def _is_heading(part: _Part) -> bool:
    text, block = part.text, part.block
    count = len(text.split())
    if not text or count > _HEADING_WORDS or block.role is not Role.BODY:
        return False
    if block.heading:
        # a style is given to sentences too
        return _SENTENCE.search(text) is None
    if part.label is not None and part.label.word in _DIVISIONS:
        return text[-1] not in ".;,"
    if not any(letter.isalpha() for letter in text):
        return False
    return text.isupper() and len(text) > 3 and text[-1] not in ".;,:" and not _NO_SENTENCE.match(text)


def _roman_lists(parts: list[_Part]) -> set[int]:
    """The places of the "(i)" that begin a Roman list: of its like, "(ii)" comes before another "(i)" or "(j)"."""
    found: set[int] = set()
    waiting: dict[tuple[str, bool], int] = {}
    for at, part in enumerate(parts):
        label = part.label
        if label is None or label.numeral is Numeral.DECIMAL:
            continue
        kind = label.form, label.numeral in (Numeral.UPPER_LETTER, Numeral.UPPER_ROMAN)
        begun = waiting.pop(kind, None)
        if label.roman == 1:
            waiting[kind] = at
        elif begun is not None and at - begun <= _NEIGHBOURS:
            if label.value == 2 and label.numeral in (Numeral.LOWER_ROMAN, Numeral.UPPER_ROMAN):
                found.add(begun)
            elif label.value != _TENTH:
                waiting[kind] = begun
    return found


def _clause(clause_id: ClauseId, part: _Part, tree: ClauseTree, place: Callable[..., ClauseId | None] | None) -> Clause:
    """The clause that a block makes; without ``place`` its label opens nothing."""
    block = part.block
    heading: str | None = None
    text = part.text
    if block.role in (Role.HEADER, Role.FOOTER, Role.FOOTNOTE, Role.ENDNOTE):
        parent = None
    elif place is None:
        parent = tree.current()
    elif _is_heading(part):
        heading, text = text, ""
        parent = place(part.label, heading=True) if part.label else tree.place_heading(clause_id, block.level)
    elif part.label is not None and block.role is Role.BODY:
        heading, text = _run_in(part)
        parent = place(part.label)
    else:
        parent = tree.current()
    # how many characters were taken off in front as the label
    taken = len(block.text) - len(heading or "") - len(text) - (1 if heading and text else 0)
    return Clause(
        id=clause_id,
        parent=parent,
        label=part.printed,
        heading=heading,
        text=text,
        role=block.role,
        page=block.page,
        begins=block.begins,
        lines=tuple(at - taken for at in block.lines if at > taken),
        hidden=tuple((max(start - taken, 0), end - taken) for start, end in block.hidden if end > taken),
        recognised=block.recognised,
    )


def _run_in(part: _Part) -> tuple[str | None, str]:
    """The run-in heading of a labelled paragraph and the words after it."""
    text = part.text
    lead = part.block.lead - (len(part.block.text) - len(text))
    if 0 < lead < len(text):
        head = text[:lead].rstrip()
        if text[len(head) :][:1].isspace() and len(head.split()) <= _HEADING_WORDS and head[-1:] in ".:–—-;":
            return head, text[len(head) :].lstrip()
    found = _RUN_IN.match(text)
    if found and len(found.group().split()) <= _HEADING_WORDS:
        return found.group(), text[found.end() :].lstrip()
    return None, text

"""The agreement's text file: from markup to blocks, from blocks to numbered clauses.

A block is one paragraph or table row; blank lines stand between blocks, and table rows follow each other.
What a block is shows in how it begins; ``[name]`` after that mark names it, for references and amendments:

    # TITLE          an article                  ## Heading. Text   a section
    #X TITLE         an exhibit                  - Text, -- Text    (a) and (i) below it
    : "Term" means   a definition                |= 30 70           a table: widths in percent; "plain": no heading row
    !style Text      cover, title, page break    | cell | cell      a row
    @header, @footer running head and foot       ^[name] Text       a footnote, called for by {^name}

``{name}`` prints the number of the block so named ("IV", "4.1", "4.1(a)", "C"). No number is ever typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """What a block is; the value is its depth, a block owning the deeper ones that follow it."""

    ARTICLE = (0, "article")
    EXHIBIT = (0, "exhibit")
    PLAIN = (1, "plain")
    SECTION = (1, "section")
    DEFINITION = (2, "definition")
    PARAGRAPH = (2, "paragraph")
    SUBPARAGRAPH = (3, "subparagraph")
    TABLE = (4, "table")
    ROW = (5, "row")
    FOOTNOTE = (6, "footnote")
    HEADER = (0, "header")
    FOOTER = (0, "footer")

    @property
    def depth(self) -> int:
        """How deep the block stands, from 0."""
        return self.value[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or table row as written; ``key`` is its name, or made up where it has none."""

    kind: Kind
    key: str
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A block with its number; ``text`` is as printed, but for ``{^name}`` where a footnote is called for."""

    block: Block
    label: str = ""
    citation: str = ""
    exhibit: bool = False
    text: str = ""

    @property
    def heading(self) -> str:
        """The run-in heading of a section, full stop included."""
        return self.text.partition(". ")[0] + "." if self.block.kind is Kind.SECTION else ""


_MARKS = (
    ("#X ", Kind.EXHIBIT),
    ("## ", Kind.SECTION),
    ("# ", Kind.ARTICLE),
    ("-- ", Kind.SUBPARAGRAPH),
    ("- ", Kind.PARAGRAPH),
    (": ", Kind.DEFINITION),
    ("|= ", Kind.TABLE),
    ("| ", Kind.ROW),
    ("@header ", Kind.HEADER),
    ("@footer ", Kind.FOOTER),
    ("^", Kind.FOOTNOTE),
)
_NAME = re.compile(r"\[([a-z0-9-]+)\] ?")
_REFERENCE = re.compile(r"\{([a-z0-9-]+)\}")
FOOTNOTE_CALL = re.compile(r"\{\^([a-z0-9-]+)\}")


def parse(source: str, prefix: str = "block") -> list[Block]:
    """Blocks of a text; those without a name are called ``prefix`` and a number."""
    lines = re.sub(r"\n(?=\|)", "\n\n", source).split("\n\n")
    return [_block(" ".join(line.split("\n")).strip(), f"{prefix}-{i}") for i, line in enumerate(lines) if line.strip()]


def _block(line: str, key: str) -> Block:
    kind, style = Kind.PLAIN, ""
    for mark, marked in _MARKS:
        if line.startswith(mark):
            kind, line = marked, line[len(mark) :]
            break
    else:
        if line.startswith("!"):
            style, _, line = line[1:].partition(" ")
    if name := _NAME.match(line):
        key, line = name[1], line[name.end() :]
    return Block(kind=kind, key=key, text=line, style=style)


def extent(blocks: list[Block], key: str) -> slice:
    """Where the block of that name and all that stands under it lie."""
    start = next((i for i, block in enumerate(blocks) if block.key == key), None)
    if start is None:
        raise KeyError(f"No block is named [{key}].")
    end = start + 1
    while end < len(blocks) and blocks[end].kind.depth > blocks[start].kind.depth:
        end += 1
    return slice(start, end)


@dataclass(slots=True)
class _Counters:
    article: int = 0
    exhibit: int = 0
    section: int = 0
    paragraph: int = 0
    subparagraph: int = 0


def number(blocks: Iterable[Block]) -> list[Clause]:
    """Clauses with labels, citations and references filled in."""
    clauses = _labelled(list(blocks))
    numbers = {clause.block.key: _reference(clause) for clause in clauses}
    return [replace(clause, text=typographic(_filled(clause.block.text, numbers))) for clause in clauses]


def _labelled(blocks: list[Block]) -> list[Clause]:
    at = _Counters()
    calls = [name for block in blocks for name in FOOTNOTE_CALL.findall(block.text)]
    clauses = []
    above = "Cover"
    section = ""
    paragraph = ""
    for block in blocks:
        label, citation = "", above
        match block.kind:
            case Kind.ARTICLE:
                at.article, at.section = at.article + 1, 0
                label = citation = above = f"ARTICLE {roman(at.article)}"
            case Kind.EXHIBIT:
                at.exhibit, at.section = at.exhibit + 1, 0
                label = citation = above = f"EXHIBIT {letter(at.exhibit).upper()}"
            case Kind.SECTION:
                at.section, at.paragraph = at.section + 1, 0
                label = f"{at.section}." if at.exhibit else f"{at.article}.{at.section}."
                section = f"{above}, {at.section}" if at.exhibit else label.rstrip(".")
                citation = section
            case Kind.DEFINITION:
                term = block.text.split('"')[1]
                citation = f"{section}, “{term}”"
            case Kind.PLAIN if block.style == "title":
                citation = above = "Recitals"
            case Kind.PARAGRAPH:
                at.paragraph, at.subparagraph = at.paragraph + 1, 0
                label = f"({letter(at.paragraph)})"
                citation = paragraph = section + label
            case Kind.SUBPARAGRAPH:
                at.subparagraph += 1
                label = f"({roman(at.subparagraph).lower()})"
                citation = paragraph + label
            case Kind.ROW:
                citation = f"{above}, table row “{block.text.partition('|')[0].strip()}”"
            case Kind.FOOTNOTE:
                label = str(calls.index(block.key) + 1)
                citation = f"Footnote {label}"
            case Kind.HEADER | Kind.FOOTER:
                citation = f"Running {block.kind.value[1]}"
        clauses.append(Clause(block=block, label=label, citation=citation, exhibit=at.exhibit > 0))
    return clauses


def _reference(clause: Clause) -> str:
    if clause.block.kind in (Kind.ARTICLE, Kind.EXHIBIT):
        return clause.label.split()[1]
    return clause.citation.rpartition(", ")[2]


def _filled(text: str, numbers: dict[str, str]) -> str:
    return _REFERENCE.sub(lambda reference: numbers[reference[1]], text)


def typographic(text: str) -> str:
    """The text with curly quotation marks and apostrophes."""
    text = re.sub(r'(^|[\s(])"', r"\1“", text)
    return text.replace('"', "”").replace("'", "’").replace("§ ", "§\N{NO-BREAK SPACE}")


def letter(number: int) -> str:
    """a, b, … of 1, 2, …; no list of the agreement goes past z."""
    return chr(ord("a") + number - 1)


def roman(number: int) -> str:
    """I, II, … of 1, 2, … up to 39."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]

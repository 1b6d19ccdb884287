"""WordprocessingML to write, as text: paragraphs, runs, tables, answer controls, bookmarks and links.

Text is several times faster to build than a tree, and as safe: ``Xml`` is a type of its own, every function
takes plain words as ``str`` and escapes them, and only these functions make ``Xml``. The prefix ``w`` must be
bound where the result is put. Lengths are in twips (1/1440 inch). Elements stand in the order that ECMA-376
part 1, 17 asks for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NewType

Xml = NewType("Xml", str)

# Control characters, halves of surrogate pairs and the two non-characters that XML 1.0 forbids. The controls
# from 7F to 9F are allowed, but nobody can see them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = {"\n": Xml("<w:br/>"), "\t": Xml("<w:tab/>")}
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")


def printable(text: str) -> str:
    """The text with U+FFFD, a visible mark, for each character that no Word file may hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def escaped(text: str) -> Xml:
    """The text as it stands in an element or in an attribute between double quotes."""
    if not text.isprintable():
        text = printable(_LINE_ENDS.sub("\n", text))
    return Xml(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"))


def joined(parts: Iterable[Xml]) -> Xml:
    """The parts one after the other."""
    return Xml("".join(parts))


def run(text: str, style: str = "", *, deleted: bool = False) -> Xml:
    """A run of words; line ends and tabs in it become Word's own. Those of a tracked deletion have an element apart."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    words, tag = escaped(text), "delText" if deleted else "t"
    if "\n" in words or "\t" in words:
        pieces = (_BREAKS.get(piece) or _text(piece, tag) for piece in re.split(r"([\n\t])", words) if piece)
        return Xml(f"<w:r>{properties}{''.join(pieces)}</w:r>")
    return Xml(f"<w:r>{properties}{_text(words, tag)}</w:r>")


def _text(words: str, tag: str) -> Xml:
    return Xml(f'<w:{tag} xml:space="preserve">{words}</w:{tag}>')


def paragraph(*content: Xml, style: str = "", new_page: bool = False) -> Xml:
    """A paragraph of runs, links, controls and bookmarks."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if new_page:
        properties += "<w:pageBreakBefore/>"
    if properties:
        properties = f"<w:pPr>{properties}</w:pPr>"
    return Xml(f"<w:p>{properties}{''.join(content)}</w:p>")


def bookmark(name: str, number: int, *content: Xml) -> Xml:
    """The content with a bookmark around it; ``number`` is any that no other bookmark of the file has."""
    return Xml(
        f'<w:bookmarkStart w:id="{number}" w:name="{escaped(name)}"/>{"".join(content)}<w:bookmarkEnd w:id="{number}"/>'
    )


def link(target: str, text: str, style: str) -> Xml:
    """Words that lead to the bookmark called ``target``."""
    return Xml(f'<w:hyperlink w:anchor="{escaped(target)}" w:history="1">{run(text, style)}</w:hyperlink>')


def choice_control(
    choices: Sequence[str], *, alias: str, tag: str, chosen: str = "", placeholder: str, placeholder_style: str
) -> Xml:
    """A drop-down list within a line, showing ``chosen`` or else the placeholder.

    What is shown is also the value stored: LibreOffice 7.4 shows the stored value after saving.
    """
    items = "".join(f'<w:listItem w:displayText="{escaped(c)}" w:value="{escaped(c)}"/>' for c in choices)
    shown = run(chosen) if chosen else run(placeholder, placeholder_style)
    return _control(f"<w:dropDownList>{items}</w:dropDownList>", shown, alias, tag, waiting=not chosen)


def text_control(*, alias: str, tag: str, typed: str = "", placeholder: str, placeholder_style: str) -> Xml:
    """A place within a line to type several lines of text, showing ``typed`` or else the placeholder.

    It is a rich-text control: of a plain-text one (``w:text``) LibreOffice 7.4 loses the line ends, repeats words in
    several scripts, and forgets that a placeholder is one.
    """
    shown = run(typed) if typed else run(placeholder, placeholder_style)
    return _control("", shown, alias, tag, waiting=not typed)


def _control(kind: str, shown: Xml, alias: str, tag: str, *, waiting: bool) -> Xml:
    # Within the run's level: controls around cells or rows do not survive LibreOffice and hide from readers.
    return Xml(
        f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(alias)}"/><w:tag w:val="{escaped(tag)}"/>'
        f"{'<w:showingPlcHdr/>' if waiting else ''}{kind}</w:sdtPr>"
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The columns of a table: their widths in twips, and the fill of each ("" for none)."""

    widths: tuple[int, ...]
    fills: tuple[str, ...] = ()

    def row(self, *cells: Xml, header: bool = False, whole: bool = True, height: int = 0) -> Xml:
        """A row of one cell of paragraphs per column.

        Args:
            *cells: What each cell holds: one paragraph at least.
            header: Whether the row names the columns and is repeated on each page.
            whole: Whether the row may not be split between two pages.
            height: The least height in twips; 0 for that of the words.
        """
        properties = "<w:cantSplit/>" if whole else ""
        if height:
            properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
        if header:
            properties += "<w:tblHeader/>"
        if properties:
            properties = f"<w:trPr>{properties}</w:trPr>"
        fills = self.fills if self.fills and not header else ("",) * len(self.widths)
        filled = (_cell(*cell) for cell in zip(cells, self.widths, fills, strict=True))
        return Xml(f"<w:tr>{properties}{''.join(filled)}</w:tr>")

    def table(self, rows: Iterable[Xml], *, style: str, title: str, description: str) -> Xml:
        """A table with these columns, rows named by their first cells; screen readers say title and description."""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        return Xml(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" '
            f'w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escaped(title)}"/><w:tblDescription w:val="{escaped(description)}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )


def _cell(content: Xml, width: int, fill: str) -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{content}</w:tc>'

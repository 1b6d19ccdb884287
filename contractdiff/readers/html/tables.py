"""The edges of a page's tables, with an empty cell wherever one of a row above reaches down."""

from dataclasses import dataclass, field

from lxml import etree

from contractdiff.model import Block
from contractdiff.ooxml.story import Edge
from contractdiff.readers.html.elements import span

TABLE_PARTS = frozenset({"table", "tr", "td", "th"})
# Empty cells that a page's tables are given at most; one that asks for more means to exhaust the machine.
_MOST_FILLED = 100_000


@dataclass(slots=True)
class _Table:
    """An open table: the cells that rows above reach down into, as column → (rows still to come, columns wide)."""

    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    column: int = 0


class Tables:
    """The tables that are open, the innermost last.

    Args:
        events: Where the edges are put.
    """

    def __init__(self, events: list[Block | Edge]) -> None:
        self._events = events
        self._open: list[_Table] = []
        self._left = _MOST_FILLED

    def begin(self, element: etree._Element, tag: str) -> Edge | None:
        """Put the edge with which a part of a table begins; that with which it ends comes out."""
        if tag == "table":
            self._open.append(_Table())
            self._events.append(Edge.TABLE)
            return Edge.TABLE_END
        if tag == "tr":
            if not self._open:
                return None
            self._open[-1].column = 0
            self._events.append(Edge.ROW)
            return Edge.ROW_END
        if self._open:
            table = self._open[-1]
            while table.column in table.spans:
                self._fill(table)
            columns, rows = span(element, "colspan"), span(element, "rowspan")
            if rows > 1:
                table.spans[table.column] = (rows, columns)
            table.column += columns
        self._events.append(Edge.CELL)
        return Edge.CELL_END

    def end(self, edge: Edge) -> None:
        """Put the edge with which a part of a table ends."""
        if edge is Edge.ROW_END and self._open:
            self._end_row(self._open[-1])
        elif edge is Edge.TABLE_END:
            self._open.pop()
        self._events.append(edge)

    def _end_row(self, table: _Table) -> None:
        for column in sorted(table.spans):
            if column >= table.column:
                table.column = column
                self._fill(table)
        if self._left <= 0:
            table.spans = {}
        else:
            table.spans = {column: (rows - 1, wide) for column, (rows, wide) in table.spans.items() if rows > 1}

    def _fill(self, table: _Table) -> None:
        """Put an empty cell for the one that reaches down into this column."""
        rows, columns = table.spans[table.column]
        if rows > 0 and self._left > 0:
            self._events += (Edge.CELL, Edge.CELL_END)
            self._left -= 1
        table.column += columns

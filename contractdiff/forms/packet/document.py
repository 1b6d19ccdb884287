"""The response packet: every change with effect, position and request, for the agency to answer in Word."""

from collections.abc import Iterator
from pathlib import Path

from contractdiff.forms.appendices import full_texts
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.packet.appendices import authorities, glossary, method, signatories
from contractdiff.forms.packet.lines import clause_of, most_pressing
from contractdiff.forms.packet.matrix import administrative_matrix, matrix, withdrawn_table
from contractdiff.forms.packet.summary import first_pages, title_of
from contractdiff.forms.packet.tables import asks_table, listed_tables, priority_table, questions_table
from contractdiff.forms.response import form_identity, page_marks
from contractdiff.model import PACKET_PROPERTY, Exchange
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.optional import without_empty
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.options import PacketOrder
from contractdiff.resources import template_path

_FORM_MARK = "{{form}}"
# How many changes the table of those that matter most has.
_MOST = 10


def packet_identity(exchange: Exchange) -> str:
    """What tells one packet from another, in its footer and its properties: "FY2012 · 3f9a1c22 · packet · round 1"."""
    return f"{form_identity(exchange.comparison)} · packet · round {exchange.round}"


def packet_document(exchange: Exchange, order: PacketOrder, *, template: Path | None = None) -> bytes:
    """Return the response packet, a .docx file in which the agency answers.

    Of members it says what ``order`` says, and nothing else.

    Args:
        exchange: The exchange with the agency.
        order: What goes out with it.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    opened = open_template(template or template_path("packet.docx"), styles=tuple(Style), marks=(_FORM_MARK,))
    identity = packet_identity(exchange)
    sheet = Sheet(width=opened.text_width, language=ENGLISH)
    marks = {
        _FORM_MARK: identity,
        **page_marks(ENGLISH),
        "{{coalition}}": exchange.feedback.coalition,
        "{{agency}}": exchange.feedback.agency,
        "{{date}}": order.date,
    }
    parts = fill_template(
        without_empty(opened, marks),
        joined(_content(exchange, order, sheet)),
        marks=marks,
        title=title_of(exchange),
        author=exchange.feedback.coalition,
        language=ENGLISH.tag,
        properties={PACKET_PROPERTY: identity},
    )
    return pack(parts)


def check_rows(exchange: Exchange) -> tuple[str, ...]:
    """The changes of which nothing is said that an agency could answer, a sentence each: no packet may hold them."""
    return tuple(
        f"{line.id} ({clause_of(line)}): nothing is said of it. "
        "Give it a position in the lead form, “No objection” where there is none."
        for line in exchange.lines
        if not line.is_said
    )


def _content(exchange: Exchange, order: PacketOrder, sheet: Sheet) -> Iterator[Xml]:
    yield from first_pages(exchange, order, sheet)
    yield text("What we ask", Style.HEADING)
    yield from asks_table(exchange, order, sheet)
    yield text("Changes that matter most", Style.HEADING)
    yield priority_table(exchange, most_pressing(exchange, _MOST), sheet)
    yield paragraph(run("Response to each change"), style=Style.HEADING, new_page=True)
    if not exchange.mattering:
        yield text("No change that may matter was found.", Style.NORMAL)
    yield matrix(exchange, dict(order.views), sheet)
    if exchange.administrative:
        yield text("Administrative changes", Style.HEADING)
        yield administrative_matrix(exchange, sheet)
    if exchange.withdrawn:
        yield text("Withdrawn changes", Style.HEADING)
        yield withdrawn_table(exchange, sheet)
    yield text("Changes that we did not list", Style.HEADING)
    yield from listed_tables(exchange, sheet)
    yield text("Questions", Style.HEADING)
    yield questions_table(exchange, sheet)
    yield full_texts(exchange.comparison, [line.change for line in exchange.lines], sheet)
    yield from authorities(exchange, sheet)
    yield from glossary(sheet)
    yield from method(exchange, order, sheet)
    yield from signatories(exchange, order, sheet)
    # in small type, so that it seldom takes a page of its own
    yield text("End of the packet.", Style.CELL_NOTE)

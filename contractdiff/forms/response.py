"""The response document: every change, for members to answer in Word."""

import hashlib
from pathlib import Path

from contractdiff.forms.appendices import full_texts, glossary
from contractdiff.forms.authorities import cited_laws
from contractdiff.forms.change_tables import administrative_table, by_priority, change_table, open_table
from contractdiff.forms.how_read import how_read
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.page_one import page_one, title_of
from contractdiff.forms.references import astray_references
from contractdiff.model import Comparison
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import Xml, joined
from contractdiff.options import ResponseOptions
from contractdiff.resources import template_path

PACKET_PROPERTY = "contractdiff-packet"
_FORM_MARK = "{{form}}"


def form_identity(comparison: Comparison) -> str:
    """What tells one form from another, in its footer and its properties: "FY2012 · 3f9a1c22"."""
    files = f"{comparison.old.reading.sha256} {comparison.new.reading.sha256}"
    return f"{comparison.new.name} · {hashlib.sha256(files.encode()).hexdigest()[:8]}"


def response_document(comparison: Comparison, options: ResponseOptions, *, template: Path | None = None) -> bytes:
    """Return the response document, a .docx file in which members answer the changes.

    Args:
        comparison: The changes, flagged.
        options: What the document says besides the changes.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    opened = open_template(template or template_path("response.docx"), styles=tuple(Style), marks=(_FORM_MARK,))
    identity = form_identity(comparison)
    parts = fill_template(
        opened,
        _content(comparison, options, Sheet(width=opened.text_width)),
        marks={_FORM_MARK: f"Form {identity}", "{{coalition}}": options.coalition, "{{agency}}": options.agency},
        title=title_of(comparison),
        author=options.coalition,
        properties={PACKET_PROPERTY: identity},
    )
    return pack(parts)


def _content(comparison: Comparison, options: ResponseOptions, sheet: Sheet) -> Xml:
    mattering, administrative = by_priority(comparison.changes)
    parts = [page_one(comparison, mattering, options, sheet)]
    if mattering:
        parts += [_heading("Changes that may matter to you"), change_table(comparison, mattering, sheet)]
    if administrative:
        parts += [_heading("Administrative changes"), administrative_table(comparison, administrative, sheet)]
    parts += [_heading("Comments, missed changes and questions"), open_table(sheet)]
    parts += [full_texts(comparison, comparison.changes, sheet), glossary(sheet), how_read(comparison, sheet)]
    parts += [astray_references(comparison, sheet), cited_laws(comparison, sheet)]
    return joined(parts)


def _heading(words: str) -> Xml:
    return text(words, Style.HEADING)

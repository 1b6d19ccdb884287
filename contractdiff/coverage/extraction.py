"""The words of a file by another way than its reader's.

Nothing of ``readers`` or ``ooxml`` is used: an error made there must not be made here again. Each way is as plain as
it can be, since it need not know the order of the text, its paragraphs or its numbers.
"""

from contractdiff.coverage.office import odt_stretches, word_stretches
from contractdiff.coverage.stretch import Stretch
from contractdiff.coverage.text import text_stretches
from contractdiff.coverage.web import html_stretches
from contractdiff.model import Format, TrackedView


def extract(kind: Format, data: bytes, *, view: TrackedView, file: str) -> list[Stretch]:
    """The words of a file.

    Old Word files, rich text and an OpenDocument text that is no zip are given as what LibreOffice made of them, a
    Word file.

    Args:
        kind: What the file was read as.
        data: Its bytes.
        view: Which text of tracked changes was read.
        file: Its name, for messages.

    Raises:
        UnreadableError: The words cannot be extracted this way.
    """
    if kind is Format.PDF:
        from contractdiff.coverage.pdf import pdf_stretches  # pdfplumber takes long to import

        return pdf_stretches(data, file)
    if kind is Format.HTML:
        return html_stretches(data, view)
    if kind in (Format.TEXT, Format.MARKDOWN):
        return text_stretches(data, markdown=kind is Format.MARKDOWN)
    if kind is Format.ODT:
        return odt_stretches(data, file)
    return word_stretches(data, view, file)

"""Footnotes and endnotes: their text and the number each has in print (ECMA-376 part 1, 17.11)."""

from collections.abc import Iterator, Sequence

from lxml import etree

from contractdiff.ooxml.names import w
from contractdiff.ooxml.number_formats import format_number
from contractdiff.ooxml.paragraphs import NoteReference
from contractdiff.ooxml.revisions import Markup
from contractdiff.ooxml.styles import whole_number

_VAL = w("val")
_USUAL_FORMAT = {"footnote": "decimal", "endnote": "lowerRoman"}


def printed_notes(
    kind: str,
    root: etree._Element,
    references: Sequence[NoteReference],
    sections: Sequence[etree._Element],
    settings: etree._Element | None,
    markup: Markup,
) -> Iterator[tuple[str, etree._Element]]:
    """Yield each note that the text refers to, in order of reference: its mark and its element.

    Numbers that start anew on each page are counted through, since pages are not known.

    Args:
        kind: ``footnote`` or ``endnote``.
        root: The part that holds the notes.
        references: All references met in the text.
        sections: The properties of the sections.
        settings: The document's settings.
        markup: What of tracked changes is there.
    """
    notes = {note.get(w("id"), ""): note for note in root.iterchildren(w(kind))}
    number = 0
    last_section = 0
    for reference in references:
        if reference.kind != kind:
            continue
        note = notes.pop(reference.id, None)
        if note is None:
            continue
        section = sections[reference.section : reference.section + 1]
        holders = [*map(markup.properties, section), settings]
        if reference.mark:
            yield reference.mark.strip(), note
            continue
        if reference.section != last_section and _says(holders, kind, "numRestart") == "eachSect":
            number = 0
        last_section = reference.section
        start = whole_number(_says(holders, kind, "numStart"))
        number = max(number + 1, start or 1)
        number_format = _says(holders, kind, "numFmt") or _USUAL_FORMAT[kind]
        yield format_number(number, number_format) or str(number), note


def _says(holders: Sequence[etree._Element | None], kind: str, name: str) -> str:
    for holder in holders:
        found = None if holder is None else holder.find(f"{w(kind + 'Pr')}/{w(name)}")
        if found is not None:
            return found.get(_VAL, "")
    return ""

"""The response document: every change, for members to answer in Word."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from contractdiff.forms.appendices import full_texts, glossary
from contractdiff.forms.authorities import cited_laws
from contractdiff.forms.change_tables import administrative_table, by_priority, change_table, open_table
from contractdiff.forms.how_read import how_read
from contractdiff.forms.language import ENGLISH, Language
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.page_one import page_one, title_of
from contractdiff.forms.references import astray_references
from contractdiff.model import PACKET_PROPERTY, Change, Comparison, Member, most_serious
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import Xml, escaped, joined
from contractdiff.options import ResponseOptions
from contractdiff.resources import template_path

_FORM_MARK = "{{form}}"
# What stands for a member's number and name until a copy is made for each: characters that no text has.
_NUMBER, _NAME = "\ue101\ue102", "\ue103\ue104"


def form_identity(comparison: Comparison, member: str = "") -> str:
    """What tells one form from another, in its footer and its properties: "FY2012 · 3f9a1c22", "… · M-017".

    It depends on the files and on the list of changes: the same id may be another change where clauses were paired
    otherwise.
    """
    files = f"{comparison.old.reading.sha256} {comparison.new.reading.sha256}"
    changes = "".join(f"{change.id}{change.kind.value}{change.old}{change.new}" for change in comparison.changes)
    identity = f"{comparison.new.name} · {hashlib.sha256((files + changes).encode()).hexdigest()[:8]}"
    return f"{identity} · {member}" if member else identity


def digest_of(content: str) -> str:
    """What tells what a document holds from what others hold, in six digits."""
    return hashlib.sha256(content.encode("utf-8", errors="replace")).hexdigest()[:6]


def response_document(
    comparison: Comparison, options: ResponseOptions, *, template: Path | None = None, language: Language = ENGLISH
) -> bytes:
    """Return the response document, a .docx file in which members answer the changes.

    Args:
        comparison: The changes, flagged.
        options: What the document says besides the changes.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.
        language: The language it is written in; what is quoted from the contract stays as it is.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    return pack(_parts(comparison, options, template, language))


def response_copies(
    comparison: Comparison,
    options: ResponseOptions,
    members: Iterable[Member],
    *,
    template: Path | None = None,
    language: Language = ENGLISH,
) -> Iterator[tuple[Member, bytes]]:
    """For each member its own copy of the response document, which carries its name and number.

    Raises:
        TemplateError: As for ``response_document``.
    """
    parts = _parts(comparison, replace(options, member=_NUMBER, organization=_NAME), template, language)
    marked = [name for name, data in parts.items() if _NUMBER.encode() in data or _NAME.encode() in data]
    for member in members:
        own = dict(parts)
        for name in marked:
            for mark, words in ((_NUMBER, member.id), (_NAME, member.name)):
                own[name] = own[name].replace(mark.encode(), escaped(words).encode())
        yield member, pack(own)


def _parts(
    comparison: Comparison, options: ResponseOptions, template: Path | None, language: Language
) -> dict[str, bytes]:
    opened = open_template(template or template_path("response.docx"), styles=tuple(Style), marks=(_FORM_MARK,))
    identity = form_identity(comparison, options.member)
    return fill_template(
        opened,
        _content(comparison, options, Sheet(width=opened.text_width, language=language)),
        marks={
            _FORM_MARK: language.say("footer.form", identity=identity),
            **page_marks(language),
            "{{coalition}}": options.coalition,
            "{{agency}}": options.agency,
        },
        title=title_of(comparison, language),
        author=options.coalition,
        language=language.tag,
        properties={PACKET_PROPERTY: identity},
    )


def page_marks(language: Language) -> dict[str, str]:
    """The words around the page numbers at the foot of a page, by their marks: "Page 3 of 12"."""
    return {"{{page}}": language.say("footer.page"), "{{of}}": language.say("footer.of")}


def _content(comparison: Comparison, options: ResponseOptions, sheet: Sheet) -> Xml:
    changes: Sequence[Change] = comparison.changes
    if options.top:
        chosen = {each.change.id for each in most_serious(comparison, options.top)}
        changes = [change for change in changes if change.id in chosen]
    mattering, administrative = by_priority(changes)
    parts = [page_one(comparison, mattering, options, sheet)]
    if mattering:
        parts += [_heading("change_table", sheet), change_table(comparison, mattering, sheet)]
    if administrative:
        parts += [_heading("administrative_table", sheet), administrative_table(comparison, administrative, sheet)]
    parts += [_heading("open_table", sheet), open_table(sheet)]
    parts += [full_texts(comparison, changes, sheet), glossary(sheet), how_read(comparison, sheet)]
    parts += [astray_references(comparison, sheet), cited_laws(comparison, sheet)]
    return joined(parts)


def _heading(table: str, sheet: Sheet) -> Xml:
    return text(sheet.language.say(f"{table}.title"), Style.HEADING)

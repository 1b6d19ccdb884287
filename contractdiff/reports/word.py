"""What the reports in Word have in common: the template, how a change is named, and what is still to be decided."""

from collections.abc import Callable, Iterable
from pathlib import Path

from contractdiff.model import KINDS, Change, ClauseId, Comparison, Contract, Feedback, Matter
from contractdiff.ooxml.filling import NO_COMMENTS, fill_template
from contractdiff.ooxml.look import Page, ReadColumn, Style, text
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.spoken import REPORT_PROPERTY
from contractdiff.ooxml.template import Template, open_template
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.reports.deciding import commands
from contractdiff.resources import template_path

_FORM_MARK = "{{form}}"
# Letters of words that surely fit on a page.
_SHORT = 500
_MATTER_COLUMNS = (
    ReadColumn(title="File", share=170),
    ReadColumn(title="What is to be decided", share=220),
    ReadColumn(title="Words", share=260),
    ReadColumn(title="Type one of these", share=350),
)


def word_report(
    feedback: Feedback, content: Callable[[Page], Iterable[Xml]], *, title: str, kind: str, template: Path | None
) -> bytes:
    """Return a report as a .docx file.

    Args:
        feedback: What it tells of.
        content: Makes its paragraphs and tables for the page they are laid out on.
        title: What it is called.
        kind: What its footer calls it ("Internal tally").
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    opened = opened_template("response.docx", template)
    footer = f"{kind} · {feedback.comparison.new.name}, round {feedback.round} · not for the agency"
    # a paragraph must stand last
    told = (*content(Page(width=opened.text_width)), text("End of the report.", Style.NORMAL))
    return filled(
        opened, told, title=title, kind=kind, footer=footer, coalition=feedback.coalition, agency=feedback.agency
    )


def opened_template(name: str, own: Path | None = None) -> Template:
    """The template of the coalition's own, or else the one called ``name`` that comes with contractdiff.

    Raises:
        TemplateError: If it cannot be read or lacks something.
    """
    return open_template(own or template_path(name), styles=tuple(Style), marks=(_FORM_MARK,))


def filled(
    opened: Template,
    content: Iterable[Xml],
    *,
    title: str,
    kind: str,
    footer: str,
    coalition: str,
    agency: str,
    comments: Xml = NO_COMMENTS,
) -> bytes:
    """A template with content in its place, as a .docx file.

    Args:
        opened: The template.
        content: Paragraphs and tables, a paragraph last.
        title: What the document is called.
        kind: What kind of report it is, kept in the file.
        footer: What its footer says.
        coalition: Who wrote it.
        agency: Who issued the contract.
        comments: The part that holds the comments to which the content refers, where there are any.
    """
    return pack(
        fill_template(
            opened,
            joined(content),
            marks={
                _FORM_MARK: footer,
                "{{page}}": "Page",
                "{{of}}": "of",
                "{{coalition}}": coalition,
                "{{agency}}": agency,
            },
            title=title,
            author=coalition,
            language="en-US",
            properties={REPORT_PROPERTY: kind},
            comments=comments,
        )
    )


def bookmark_of(change: str) -> str:
    """The bookmark where a change is told whole. Word allows letters, digits and "_" only."""
    return f"told_{change.replace('-', '_')}"


def clause_of(comparison: Comparison, change: Change) -> str:
    """The clauses of a change, the first of each version: "4.1 → 4.2", "4.6 → –"; "" where they have no number."""
    old, new = _first(comparison.old, change.old), _first(comparison.new, change.new)
    if old == new:
        return old
    return f"{old or '–'} → {new or '–'}"


def _first(contract: Contract, clauses: tuple[ClauseId, ...]) -> str:
    return contract.citation(clauses[0]) if clauses else ""


def summary_of(change: Change, most: int = 0) -> str:
    """The change in one line; of more than ``most`` words the first."""
    words = (change.summary or f"{KINDS[change.kind].capitalize()}.").split(" ")
    line = " ".join(words[:most]) + " …" if most and len(words) > most else " ".join(words)
    return line.replace("\t", " | ")


def matter_table(matters: Iterable[Matter], page: Page) -> Xml:
    """What is still to be decided, each with the commands that decide it."""
    grid = page.grid(_MATTER_COLUMNS)
    rows = (
        grid.row(
            joined(
                (paragraph(run(matter.file, Style.STRONG), style=Style.CELL_TEXT), text(matter.id, Style.CELL_NOTE))
            ),
            text(matter.says),
            text(matter.words),
            joined(text(command) for command in commands(matter)),
            whole=len(matter.words) < _SHORT,
        )
        for matter in matters
    )
    return page.table(
        _MATTER_COLUMNS,
        rows,
        title="What is still to be decided",
        description="Each row is one thing that a person has to decide. Type one of the commands on the right; write "
        "the folder of your docket for DOCKET, and what you mean for words in capitals.",
    )

"""What the reports of the exchange have in common: for whom they are, their template, their footer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from contractdiff.model import Exchange
from contractdiff.ooxml.look import Page, Style, text
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.reports.word import filled, opened_template

PORTRAIT, LANDSCAPE = "report.docx", "response.docx"
# Words of a name that is printed in a sentence or a footer; letters that a word may take of that room.
NAME_WORDS, _WORD_LETTERS = 8, 12
# Letters of a cell that surely fit on a page.
_SHORT = 500


class Audience(Enum):
    """Whom a report is for, as its footer says it."""

    INTERNAL = "internal, not for the agency"
    MEMBERS = "for members of the coalition"
    PUBLIC = "may be shown to anybody"
    AGENCY = "for the agency"
    ONE_MEMBER = "for one member alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteColumn:
    """A column in which people write by hand or in Word."""

    title: str
    share: int

    @property
    def is_answered(self) -> bool:
        """Whether people write in it."""
        return True


def exchange_report(
    exchange: Exchange,
    content: Callable[[Page], Iterable[Xml]],
    *,
    title: str,
    kind: str,
    audience: Audience,
    base: str = PORTRAIT,
    template: Path | None = None,
) -> bytes:
    """Return a report on the exchange as a .docx file.

    Args:
        exchange: What it tells of.
        content: Makes its paragraphs and tables, a paragraph last, for the page they are laid out on.
        title: What it is called.
        kind: What its footer calls it.
        audience: Whom it is for.
        base: The template that comes with contractdiff to use.
        template: A Word template of the coalition's own; ``None`` for that one.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    opened = opened_template(base, template)
    return filled(
        opened,
        content(Page(width=opened.text_width)),
        title=title,
        kind=kind,
        footer=footer_of(exchange, kind, audience),
        coalition=exchange.feedback.coalition,
        agency=exchange.feedback.agency,
    )


def footer_of(exchange: Exchange, kind: str, audience: Audience) -> str:
    """What stands below each page: the kind of report, the draft, and whom it is for."""
    draft = short(exchange.comparison.new.name, NAME_WORDS)
    return f"{kind} · {draft}, round {exchange.round} · {audience.value}"


def short(words: str, most: int) -> str:
    """The words in one line; of more than ``most`` the first, and an ellipsis."""
    line = " ".join(words.split())
    first = " ".join(line.split(" ")[:most])[: most * _WORD_LETTERS].rstrip()
    return line if first == line else f"{first} …"


def is_short(*words: str) -> bool:
    """Whether a row of cells of these words surely fits on a page: Word cuts off a row that is taller and whole."""
    return all(len(each) + _SHORT // 10 * each.count("\n") <= _SHORT for each in words)


def labelled(label: str, words: str, style: Style = Style.NORMAL) -> Xml:
    """A paragraph that begins with a label in bold type."""
    return paragraph(run(f"{label} ", Style.STRONG), run(words), style=style)


def cell(*parts: str) -> Xml:
    """A cell of paragraphs: the first in the size of the text, the others in small type; a dash where there is none."""
    said = [part for part in parts if part] or ["–"]
    return joined(text(part, Style.CELL_NOTE if place else Style.CELL_TEXT) for place, part in enumerate(said))


def ending() -> Xml:
    """The paragraph that stands last, as one must after a table."""
    return text("End of the report.", Style.NORMAL)

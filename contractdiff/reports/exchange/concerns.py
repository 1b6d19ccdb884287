"""For each member, what it said and what that is now: only its own words ever."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contractdiff.model import (
    OPEN_ROWS,
    POSITIONS,
    AgencyAnswer,
    ChangeId,
    EntryKind,
    Exchange,
    Line,
    Respondent,
    Said,
    is_of_form,
)
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.writing import Grid, Xml, joined
from contractdiff.reports.exchange.paper import (
    NAME_WORDS,
    PORTRAIT,
    Audience,
    ending,
    footer_of,
    is_short,
    labelled,
    short,
)
from contractdiff.reports.exchange.telling import Teller, capital, changed, ended, plain_clause, quoted, round_of
from contractdiff.reports.word import filled, opened_template
from contractdiff.text import count_of

_KIND = "Your concerns"
_REASON_WORDS = 80
_COLUMNS = (
    ReadColumn(title="Change", share=130),
    ReadColumn(title="What changed", share=260),
    ReadColumn(title="What you said", share=280),
    ReadColumn(title="What it is now", share=330),
)
_OPEN_COLUMNS = (
    ReadColumn(title="Row", share=130),
    ReadColumn(title="What it asked for", share=260),
    ReadColumn(title="What you said", share=610),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What one respondent said of one row, and what became of it.

    Attributes:
        row: The row's id: "C-014", "G-01".
        position: The position it took, in words; "" where none is clear.
        words: What it wrote, word for word.
        line: The change; ``None`` of a row that belongs to none.
        now: What it is now, in sentences; "" of a row that belongs to no change.
    """

    row: str
    position: str = ""
    words: tuple[str, ...] = ()
    line: Line | None = None
    now: tuple[str, ...] = ()


def concerns_of(exchange: Exchange, respondent: Respondent) -> tuple[Concern, ...]:
    """What a respondent said, row by row in the order of the draft, then what belongs to no change.

    Args:
        exchange: The exchange with the agency.
        respondent: Who said it.
    """
    return _Concerns(teller=Teller(exchange=exchange)).of(respondent)


def concern_documents(exchange: Exchange, *, template: Path | None = None) -> Iterator[tuple[Respondent, bytes]]:
    """Return, for each respondent that said anything, a .docx file of what it said and what that is now.

    Each holds the words of that respondent alone.

    Args:
        exchange: The exchange with the agency.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    teller = Teller(exchange=exchange)
    concerns = _Concerns(teller=teller)
    opened = opened_template(PORTRAIT, template)
    footer = footer_of(exchange, _KIND, Audience.ONE_MEMBER)
    final = exchange.issued.name if exchange.final and exchange.issued else ""
    title = f"What became of your concerns: {short(final, NAME_WORDS) or teller.new}"
    for respondent in exchange.feedback.respondents:
        if own := concerns.of(respondent):
            yield (
                respondent,
                filled(
                    opened,
                    _content(concerns, respondent, own, Page(width=opened.text_width), title),
                    title=title,
                    kind=_KIND,
                    footer=footer,
                    coalition=exchange.feedback.coalition,
                    agency=exchange.feedback.agency,
                ),
            )


@dataclass(frozen=True, kw_only=True)
class _Concerns:
    """Finds what respondents said; what became of a change is told once for all of them."""

    teller: Teller
    _told: dict[ChangeId, tuple[str, ...]] = field(default_factory=dict)
    _cells: dict[ChangeId, tuple[Xml, Xml, Xml, bool]] = field(default_factory=dict)

    def of(self, respondent: Respondent) -> tuple[Concern, ...]:
        lines = self.teller.exchange.by_id
        found = []
        for row in [row for row, said in respondent.said.items() if said]:
            line, code = lines.get(ChangeId(row)), respondent.position(row)
            found.append(
                Concern(
                    row=row,
                    position=POSITIONS.get(code, ""),
                    words=tuple(dict.fromkeys(_words(respondent.said[row], code))),
                    line=line,
                    now=self._now(line) if line else (),
                )
            )
        said = (each for each in found if each.position or each.words)
        return tuple(sorted(said, key=lambda each: (each.line is None, each.row)))

    def _now(self, line: Line) -> tuple[str, ...]:
        if line.id not in self._told:
            self._told[line.id] = tuple(_now(self.teller, line))
        return self._told[line.id]

    def cells(self, line: Line) -> tuple[Xml, Xml, Xml, bool]:
        """The cells that all members read alike: the change, what changed, what it is now; and if they fit a page."""
        if line.id not in self._cells:
            name = id_cell(line.id)
            what, now = changed(line), self._now(line)
            self._cells[line.id] = (
                joined((name, text(plain_clause(line), Style.CELL_NOTE))),
                text(what),
                joined(map(text, now)),
                is_short(what, " ".join(now)),
            )
        return self._cells[line.id]


def _words(said: Iterable[Said], position: str) -> Iterator[str]:
    """What was written in words, and other positions than the one that counts."""
    for each in said:
        entry = each.entry
        told = entry.kind is EntryKind.POSITION and entry.code == position and position in POSITIONS
        words = entry.text.strip() or POSITIONS.get(entry.code, "")
        if words and not told and entry.kind is not EntryKind.KEPT:
            yield words


def _before(line: Line, answer: AgencyAnswer) -> str:
    """In which round it was said, where the change was reworded since."""
    return f" ({round_of(line, answer)})" if answer.round < line.reworded_in else ""


def _now(teller: Teller, line: Line) -> Iterator[str]:
    """What a change is now: what was decided, the agency's reason, the coalition's position, whose turn it is."""
    yield teller.now(line)
    if line.agreed:
        yield f"Agreed wording: {quoted(line.agreed)}"
    if line.last and line.last.reply:
        before = _before(line, line.last)
        yield f"{teller.the_agency} wrote{before}: {quoted(short(line.last.reply, _REASON_WORDS))}"
    given = line.reason
    if given and (given.reason or given.authority):
        yield f"Its reason{_before(line, given)}: {quoted(short(given.reason or given.authority, _REASON_WORDS))}"
    if not line.is_withdrawn:
        yield f"Where the coalition stands: {ended(teller.position(line))}"
    yield f"Next: {teller.next(line)}"


# --- one document -----------------------------------------------------------------------------------------------------


def _content(
    concerns: _Concerns, respondent: Respondent, own: tuple[Concern, ...], page: Page, title: str
) -> Iterator[Xml]:
    teller = concerns.teller
    name = short(respondent.name, NAME_WORDS)
    on_changes = sum(each.line is not None for each in own)
    others = [each for each in own if not each.line]
    issued = f" The contract was issued since: what stands in {teller.issued} is told below." if teller.outcomes else ""
    yield text(title, Style.TITLE)
    yield text(f"For {name} · {capital(teller.coalition)} · round {teller.exchange.round}", Style.SUBTITLE)
    yield text(
        f"You answered us on the changes from “{teller.old}” to “{teller.new}”. Below is each thing that you said, in "
        f"your own words, and what it is now.{issued} This paper was made for you alone: nobody else’s words are in "
        "it. If we misread you, or if a thing that matters to you is missing, write to us and name the number of the "
        "change.",
        Style.NORMAL,
    )
    if on_changes:
        yield text(f"What you said of {count_of(on_changes, 'change')}", Style.HEADING)
        grid = page.grid(_COLUMNS)
        yield page.table(
            _COLUMNS,
            (_row(grid, each, concerns.cells(each.line)) for each in own if each.line),
            title="What you said of changes",
            description="Each row is a change that you answered: what changed, what you said, and what it is now.",
        )
    if others:
        yield text("What else you said", Style.HEADING)
        grid = page.grid(_OPEN_COLUMNS)
        yield page.table(
            _OPEN_COLUMNS,
            (_open_row(grid, each) for each in others),
            title="What else you said",
            description="Each row is something that you wrote and that belongs to no change on the list.",
        )
    yield ending()


def _row(grid: Grid, concern: Concern, cells: tuple[Xml, Xml, Xml, bool]) -> Xml:
    name, what, now, fits = cells
    return grid.row(name, what, _said(concern), now, whole=fits and is_short(" ".join(concern.words)))


def _said(concern: Concern) -> Xml:
    position = [labelled("Your position:", concern.position, Style.CELL_TEXT)] if concern.position else []
    words = [text(f"“{each}”") for each in concern.words]
    return joined([*position, *words] or [text("–")])


def _open_row(grid: Grid, concern: Concern) -> Xml:
    asked = OPEN_ROWS.get(concern.row[:1], "") if is_of_form(concern.row) else ""
    return grid.row(
        id_cell(concern.row),
        text(asked or "Written elsewhere in the form"),
        _said(concern),
        whole=is_short(" ".join(concern.words)),
    )

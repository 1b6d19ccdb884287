"""The explainer: what each change is, and where it stands, in plain words for all members."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from contractdiff.model import Exchange, LabelKind, Line, Priority, Result
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.writing import Grid, Xml, joined
from contractdiff.reports.exchange.paper import (
    NAME_WORDS,
    Audience,
    cell,
    ending,
    exchange_report,
    is_short,
    labelled,
    short,
)
from contractdiff.reports.exchange.telling import (
    RESULTS,
    Teller,
    capital,
    changed,
    effect,
    ended,
    not_acknowledged,
    plain_clause,
    quoted,
    round_of,
)
from contractdiff.text import count_of, listed

_DISSENT = frozenset(
    (LabelKind.TWO_THIRDS_WITH_DISSENT, LabelKind.SUPPORTED_WITH_DISSENT, LabelKind.NO_POSITION, LabelKind.SUPPORTED)
)
# Words of a text of the agency: whole it stands in the questions and answers, and in what it sent.
_AGENCY_WORDS = 60
_COLUMNS = (
    ReadColumn(title="Change", share=120),
    ReadColumn(title="What changed, and what it does", share=320),
    ReadColumn(title="What the agency said", share=230),
    ReadColumn(title="Where the coalition stands", share=190),
    ReadColumn(title="What happens next", share=140),
)
_FORMAL_COLUMNS = (
    ReadColumn(title="Change", share=110),
    ReadColumn(title="Clause", share=190),
    ReadColumn(title="What changed", share=440),
    ReadColumn(title="Where it stands", share=260),
)
_ASK_COLUMNS = (
    ReadColumn(title="Ask", share=90),
    ReadColumn(title="What we asked for", share=520),
    ReadColumn(title="What came of it", share=390),
)
_HEADINGS = {
    Priority.CRITICAL: (
        "Changes that matter most",
        "These may touch pay, the end of a contract, who bears a loss, or a duty of yours.",
    ),
    Priority.SUBSTANTIVE: ("Other changes that matter", "These change what you have to do, or what you may do."),
}


def explainer_document(exchange: Exchange, *, template: Path | None = None) -> bytes:
    """Return the explainer, a .docx file: each change in plain words, and what became of it so far.

    It may go to all members: it holds no member's name or words, no analysis, and no stance that no vote carries.

    Args:
        exchange: The exchange with the agency.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    teller = Teller(exchange=exchange)
    final = exchange.issued.name if exchange.final and exchange.issued else ""
    title = f"Your new contract, change by change: {short(final, NAME_WORDS) or teller.new}"

    def content(page: Page) -> Iterator[Xml]:
        yield text(title, Style.TITLE)
        yield text(f"For members · {capital(teller.coalition)} · round {exchange.round}", Style.SUBTITLE)
        yield from _page_one(teller)
        yield from _asks(teller, page)
        for priority, (heading, what) in _HEADINGS.items():
            lines = [line for line in exchange.lines if line.priority is priority]
            yield from _changes(teller, page, lines, heading, what)
        yield from _formal(teller, page, exchange.administrative, "Changes of form", _FORMAL)
        yield from _formal(teller, page, exchange.withdrawn, "Changes that are withdrawn", _WITHDRAWN)
        yield ending()

    return exchange_report(
        exchange,
        content,
        title=title,
        kind="Explainer",
        audience=Audience.MEMBERS,
        template=template,
    )


def _page_one(teller: Teller) -> Iterator[Xml]:
    exchange = teller.exchange
    yield text(
        f"{_what_happened(teller)} Read the first table. Then look for the "
        "clauses that your programs work with. If a change would hurt the people you serve and this paper does not say "
        "so, write to us and name its number.",
        Style.NORMAL,
    )
    left = len(not_acknowledged(exchange.mattering))
    counts = (
        f"{count_of(len(exchange.lines), 'change')} in all",
        f"{len(exchange.mattering):,} that matter to your work",
        f"{left:,} of these not acknowledged by {teller.agency}" if left and not teller.outcomes else "",
        f"{len(exchange.withdrawn):,} withdrawn between drafts" if exchange.withdrawn else "",
    )
    yield labelled("In numbers:", f"{listed(*counts)}.")
    if teller.outcomes:
        found = Counter(o.result for line in exchange.mattering if (o := teller.outcomes.get(line.id)))
        said = listed(*(f"{found[result]:,} {RESULTS[result]}" for result in Result if found[result]))
        yield labelled("Of those that matter, in the issued contract:", f"{said or 'none'}.")
    yield text(
        "“Under review” means that we have not voted yet. A vote says what the coalition asks for; it does not bind "
        "your organization.",
        Style.NORMAL,
    )


def _what_happened(teller: Teller) -> str:
    """What the agency does, or has done, and what the paper tells of it."""
    if teller.outcomes:
        name = teller.issued if teller.exchange.issued else "a new contract"
        return (
            f"{teller.the_agency} has issued {name} in place of “{teller.old}”. This paper tells you what was to be "
            "changed, what we asked for, and what stands in the contract now."
        )
    return (
        f"{teller.the_agency} wants to put the contract “{teller.new}” in place of “{teller.old}”. This paper tells "
        "you what is new in it, what we asked for, and what was answered."
    )


def _asks(teller: Teller, page: Page) -> Iterator[Xml]:
    if not teller.exchange.asks:
        return
    grid = page.grid(_ASK_COLUMNS)
    yield text("What we asked for besides", Style.HEADING)
    yield page.table(
        _ASK_COLUMNS,
        (
            grid.row(
                id_cell(ask.id),
                text(f"{ask.request}{f': {ask.term}' if ask.term else ''}"),
                cell(f"{ask.status.value.capitalize()}{f': {ask.granted}' if ask.granted else ''}", quoted(ask.reply)),
                whole=is_short(ask.request, ask.reply),
            )
            for ask in teller.exchange.asks
        ),
        title="What we asked for besides",
        description="Each row is something we asked for besides other words in the contract.",
    )


def _changes(teller: Teller, page: Page, lines: Sequence[Line], heading: str, what: str) -> Iterator[Xml]:
    if not lines:
        return
    grid = page.grid(_COLUMNS)
    yield text(heading, Style.HEADING)
    yield page.table(
        _COLUMNS,
        (_change(teller, grid, line) for line in lines),
        title=heading,
        description=f"{what} Each row is one change.",
    )


def _change(teller: Teller, grid: Grid, line: Line) -> Xml:
    does = effect(line)
    said = _said(teller, line)
    return grid.row(
        joined((id_cell(line.id), text(plain_clause(line), Style.CELL_NOTE))),
        joined(
            (
                text(ended(changed(line))),
                *([labelled("What it does:", ended(does), Style.CELL_TEXT)] if does else []),
            )
        ),
        cell(*said),
        cell(*_where_we_stand(teller, line)),
        text(teller.next(line)),
        whole=is_short(changed(line) + does, " ".join(said), line.wording),
    )


def _said(teller: Teller, line: Line) -> tuple[str, ...]:
    given = line.reason
    why = ""
    if given:
        parts = [f"{label} {words}" for label, words in teller.answer(given) if label in ("Reason:", "Law named:")]
        why = " ".join(ended(part) for part in parts)
    last = line.last
    if given and why and given.round < line.reworded_in:
        why = f"In {round_of(line, given)}: {why}"
    reply = (
        f"It wrote{f' in {round_of(line, last)}' if last.round < line.reworded_in else ''}: {quoted(last.reply)}"
        if last and last.reply
        else ""
    )
    return (teller.now(line), *(_cut(part) for part in (why, reply) if part))


def _cut(words: str) -> str:
    parts = words.split(" ")
    return words if len(parts) <= _AGENCY_WORDS else f"{' '.join(parts[:_AGENCY_WORDS])} …"


def _where_we_stand(teller: Teller, line: Line) -> Iterator[str]:
    yield teller.position(line)
    if line.agreed:
        yield f"Agreed wording: {quoted(line.agreed)}"
    elif line.requested and (line.label.is_position or line.label.is_support):
        yield f"{'We asked for' if line.id in teller.outcomes else 'We ask for'}: {quoted(line.requested)}"
    if line.dissent and line.label.kind in _DISSENT:
        yield f"Some see it otherwise: {ended(line.dissent)}"
    for opinion in line.opinions:
        if opinion.text:
            yield ended(opinion.text)


_FORMAL = "Each row is a change of a number, a place, a date that moves on by a year, or spelling."
_WITHDRAWN = "Each row is a change of an earlier draft that the last draft has no more."


def _formal(teller: Teller, page: Page, lines: Sequence[Line], heading: str, what: str) -> Iterator[Xml]:
    if not lines:
        return
    grid = page.grid(_FORMAL_COLUMNS)
    yield text(heading, Style.HEADING)
    yield page.table(
        _FORMAL_COLUMNS,
        (
            grid.row(
                id_cell(line.id),
                text(plain_clause(line)),
                cell(changed(line), line.effect),
                cell(teller.now(line), *(_where_we_stand(teller, line) if line.requested or line.question else ())),
                whole=is_short(changed(line), line.effect, line.wording),
            )
            for line in lines
        ),
        title=heading,
        description=what,
    )

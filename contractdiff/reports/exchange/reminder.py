"""The reminder to the agency: what it was asked and the day for it is past, on one page."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from contractdiff.model import Exchange, Priority
from contractdiff.ooxml.look import Style
from contractdiff.reports.exchange.due import Overdue, overdue_of
from contractdiff.reports.exchange.one_page import Piece, on_one_page
from contractdiff.reports.exchange.paper import Audience, exchange_report, short
from contractdiff.reports.exchange.telling import Teller, capital, changed, clipped_clause, ended, was_asked
from contractdiff.text import count_of, written_day

_CHANGES = 10
# How many asks and questions are told, each text in how many words, names and the contact in how many; the last fits.
_LEVELS = ((8, 30, 8, 30), (6, 20, 8, 25), (5, 14, 6, 20), (4, 8, 4, 12), (3, 5, 3, 8), (2, 3, 2, 4))


def reminder_document(exchange: Exchange, *, today: date, template: Path | None = None) -> bytes | None:
    """Return the reminder to the agency, a .docx file of one page; ``None`` where nothing is overdue.

    It names what was asked and when an answer was due, and holds nothing of what members or experts said.

    Args:
        exchange: The exchange with the agency.
        today: The day on which it is sent.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff. With
            another, whether it is one page has to be looked at.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    overdue = overdue_of(exchange, today)
    if not overdue:
        return None
    return exchange_report(
        exchange,
        lambda page: (on_one_page(page, _LEVELS, partial(_pieces, exchange, overdue, today)),),
        title=_title(Teller(exchange=exchange)),
        kind="Reminder",
        audience=Audience.AGENCY,
        template=template,
    )


def _title(teller: Teller) -> str:
    return f"Reminder: answers on {teller.new}"


def _pieces(exchange: Exchange, overdue: Overdue, today: date, level: tuple[int, int, int, int]) -> Iterator[Piece]:
    rows, words, names, contact = level
    teller = Teller(exchange=exchange, name_words=names)
    yield Piece(words=_title(teller), style=Style.TITLE)
    yield Piece(words=f"{capital(teller.coalition)} to {teller.agency} · {written_day(today)}", style=Style.SUBTITLE)
    thanks = (
        "Thank you for the answers that you have given us. " if any(each.answered for each in exchange.rounds) else ""
    )
    yield Piece(
        words=f"{thanks}For what is listed here the day that we had asked for is past. We would be glad to have your "
        "answers, or to hear by when we may expect them."
    )
    yield from _asks(overdue, today, rows, words)
    yield from _changes(exchange, overdue, today, words)
    yield from _questions(overdue, today, rows, words)
    call = (
        f" To talk about any of this, please call {ended(short(exchange.contact, contact))}" if exchange.contact else ""
    )
    yield Piece(words="How to answer", style=Style.HEADING)
    yield Piece(
        words="Please write your answers in the form or the packet that you have from us, under the same numbers."
        f"{call}"
    )
    yield Piece(words=f"Sincerely, {teller.coalition}")


def _asks(overdue: Overdue, today: date, rows: int, words: int) -> Iterator[Piece]:
    if not overdue.asks:
        return
    yield Piece(words="Requests", style=Style.HEADING)
    for ask in overdue.asks[:rows]:
        wanted = short(f"{ask.request}{f', {ask.term}' if ask.term else ''}", words)
        yield Piece(
            columns=(ask.id, "Request"),
            words=f"{ended(wanted)} Answer due {short(ask.due, 5) or written_day(ask.due_on or today)}, "
            f"{_ago(ask.due_on or today, today)}.",
            style=Style.SHORT_LINE,
        )
    if (more := len(overdue.asks) - rows) > 0:
        yield Piece(words=f"And {count_of(more, 'more request')}.")


def _changes(exchange: Exchange, overdue: Overdue, today: date, words: int) -> Iterator[Piece]:
    if not overdue.lines or overdue.answer_by is None:
        return
    matter = [line for line in overdue.lines if line.priority is not Priority.ADMINISTRATIVE]
    asked = len(was_asked(exchange.mattering))
    number, others = len(matter), len(overdue.lines) - len(matter)
    yield Piece(words="Changes without an answer", style=Style.HEADING)
    first = f" The first {_CHANGES}:" if len(overdue.lines) > _CHANGES else ""
    form = f"{count_of(others, 'administrative change')} {'has' if others == 1 else 'have'} no answer"
    if matter:
        said = (
            f"Of the {count_of(asked, 'change')} that matter and that we asked about, {number:,} "
            f"{'has' if number == 1 else 'have'} no answer in this round{f'; besides, {form}' if others else ''}."
        )
    else:
        said = f"{form} in this round."
    yield Piece(words=f"{said} {_was_due(overdue.answer_by, today)}{first}")
    for line in overdue.lines[:_CHANGES]:
        yield Piece(columns=(line.id, clipped_clause(line)), words=changed(line, words), style=Style.SHORT_LINE)


def _questions(overdue: Overdue, today: date, rows: int, words: int) -> Iterator[Piece]:
    if not overdue.questions or overdue.answer_by is None:
        return
    yield Piece(words="Questions that are open", style=Style.HEADING)
    if not overdue.lines:
        yield Piece(words=_was_due(overdue.answer_by, today))
    for each in overdue.questions[:rows]:
        yield Piece(columns=(each.id, "Question"), words=short(each.text, words), style=Style.SHORT_LINE)
    if (more := len(overdue.questions) - rows) > 0:
        yield Piece(words=f"And {count_of(more, 'more question')}.")


def _was_due(day: date, today: date) -> str:
    return f"Answers were due {written_day(day)}, {_ago(day, today)}."


def _ago(day: date, today: date) -> str:
    return f"{count_of((today - day).days, 'day')} ago"

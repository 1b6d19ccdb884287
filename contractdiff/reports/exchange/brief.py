"""The meeting brief: what to ask, what to say of each change that matters, and what to write down."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from contractdiff.model import REQUIRES, Ball, Exchange, Line, Vote, tally_of
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.spoken import counts_line, internal_notice
from contractdiff.ooxml.writing import Xml, paragraph, run
from contractdiff.reports.exchange.due import ask_due, sorted_asks
from contractdiff.reports.exchange.one_page import Piece, on_one_page
from contractdiff.reports.exchange.paper import Audience, WriteColumn, cell, ending, exchange_report, is_short, short
from contractdiff.reports.exchange.speaking import Speaker
from contractdiff.reports.exchange.telling import (
    Teller,
    capital,
    changed,
    clause,
    clipped_clause,
    effect,
    ended,
    not_acknowledged,
    round_of,
    stance_of,
    was_asked,
    weightiest,
)
from contractdiff.reports.word import bookmark_of
from contractdiff.text import count_of, listed, written_day

_MOST_CHANGES, _LINE_WORDS, _NAME_WORDS = 10, 24, 6
_ATTENDEES, _AGREEMENTS = 10, 8
# Words of each text of a change's page, and how many rounds and experts it tells (the others are named); the last fits.
_LEVELS = ((400, 3), (120, 3), (70, 3), (45, 3), (28, 2), (16, 2), (10, 2), (10, 1), (6, 1), (3, 1))
_HOLDS = "the coalition’s own analysis and votes"
_ASK_COLUMNS = (
    ReadColumn(title="Ask", share=80),
    ReadColumn(title="What we ask, and why", share=420),
    ReadColumn(title="Answer so far", share=300),
    ReadColumn(title="Due", share=200),
)
_ATTENDEE_COLUMNS = (
    WriteColumn(title="Name", share=300),
    WriteColumn(title="Organization", share=320),
    WriteColumn(title="Role at the meeting", share=230),
    WriteColumn(title="Was there", share=150),
)
_AGREEMENT_COLUMNS = (
    WriteColumn(title="What was agreed", share=480),
    WriteColumn(title="Change or ask", share=150),
    WriteColumn(title="Who does it", share=200),
    WriteColumn(title="By when", share=170),
)


def brief_document(exchange: Exchange, *, today: date, meeting: str = "", template: Path | None = None) -> bytes:
    """Return the meeting brief, a .docx file: page one, a page for each of at most ten changes, and what to fill in.

    It holds experts' analysis and how seats voted, and is not for the agency; its speaker notes hold nothing of that.

    Args:
        exchange: The exchange with the agency.
        today: The day on which it is made.
        meeting: When and where the meeting is.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    teller = Teller(exchange=exchange, name_words=_NAME_WORDS)
    speaker = Speaker(teller=teller, tally=tally_of(exchange.feedback))
    title = f"Meeting with {teller.agency}: {teller.new}"
    open_ones = [line for line in exchange.mattering if line.ball is not Ball.NOBODY]
    lines = weightiest(exchange, _MOST_CHANGES, open_ones)

    def content(page: Page) -> Iterator[Xml]:
        yield internal_notice(_HOLDS)
        yield text(title, Style.TITLE)
        yield text(f"Brief for speakers · {meeting or written_day(today)}", Style.SUBTITLE)
        yield from _page_one(speaker, lines, len(open_ones))
        yield from _asks(exchange, page, today)
        yield from _list(page, lines)
        for line in lines:
            yield on_one_page(page, _LEVELS, partial(_about, speaker, line))
        yield from _to_fill_in(page)
        yield ending()

    return exchange_report(
        exchange,
        content,
        title=title,
        kind="Internal meeting brief",
        audience=Audience.INTERNAL,
        template=template,
    )


def _page_one(speaker: Speaker, lines: tuple[Line, ...], open_ones: int) -> Iterator[Xml]:
    teller = speaker.teller
    exchange = teller.exchange
    asked = was_asked(exchange.mattering)
    told_changes = (
        f"Each of the next {count_of(len(lines), 'page')} is about one change"
        if len(lines) > 1
        else "The next page is about one change"
        if lines
        else "No change is open"
    )
    rest = f", the weightiest of {open_ones:,} that are open" if open_ones > len(lines) else ""
    yield text(
        f"Read this page before the meeting. {told_changes}{rest}: under “What to say” stand sentences that may be "
        "said aloud as they are. Nothing else in this brief is for the agency. Fill in the last page at the meeting. A "
        "text that ends in “…” was shortened for its page; the forms that came back have it whole.",
        Style.NORMAL,
    )
    yield text("Say first", Style.HEADING)
    yield text(f"“{speaker.for_whom}”", Style.NORMAL)
    if asked:
        left = len(not_acknowledged(asked))
        yield text(
            f"“We found {count_of(len(exchange.lines), 'change')} in {teller.new}, of which "
            f"{count_of(len(exchange.mattering), 'matters', 'matter')} to providers. "
            + (
                f"{left:,} of the {len(asked):,} that we asked you about are not acknowledged yet.”"
                if left
                else "Thank you for acknowledging all that we asked you about.”"
            ),
            Style.NORMAL,
        )


def _asks(exchange: Exchange, page: Page, today: date) -> Iterator[Xml]:
    if not exchange.asks:
        return
    grid = page.grid(_ASK_COLUMNS)
    yield text("Top asks", Style.HEADING)
    yield page.table(
        _ASK_COLUMNS,
        (
            grid.row(
                id_cell(ask.id),
                cell(f"{ask.request}{f': {ask.term}' if ask.term else ''}", ask.reason),
                cell(
                    f"{ask.status.value.capitalize()}{f': {ask.granted}' if ask.granted else ''}",
                    f"“{ask.reply}”" if ask.reply else "",
                    ask.remark,
                ),
                cell(ask_due(exchange, ask, today, is_open=not ask.answer)),
                whole=is_short(ask.request + ask.reason, ask.reply),
            )
            for ask in sorted_asks(exchange)
        ),
        title="Top asks",
        description="Each row is one ask: what we want, what was answered so far, and by when an answer is due.",
    )


def _list(page: Page, lines: tuple[Line, ...]) -> Iterator[Xml]:
    if not lines:
        return
    yield text("Changes to speak of", Style.HEADING)
    for line in lines:
        yield Piece(
            columns=(line.id, clipped_clause(line)),
            words=changed(line, _LINE_WORDS),
            style=Style.SHORT_LINE,
            target=bookmark_of(line.id),
        ).xml(page)


# --- one change -------------------------------------------------------------------------------------------------------


def _about(speaker: Speaker, line: Line, level: tuple[int, int]) -> Iterator[Piece]:
    words, most = level
    teller = speaker.teller
    yield Piece(
        words=f"{line.id} · {short(clause(line), 8)} · {line.priority.value.capitalize()}",
        style=Style.HEADING,
        target=bookmark_of(line.id),
    )
    yield from _section("What changed", changed(line, words))
    yield from _section("Why it matters", effect(line, words) or "Nobody has written what it does to services.")
    yield Piece(words="What the agency said", style=Style.SUBHEADING)
    yield from _agency_said(teller, line, words, most)
    yield Piece(words="What we answer", style=Style.SUBHEADING)
    yield from _we_answer(teller, line, words, most)
    if line.wording:
        label = "Agreed wording" if line.agreed else "Requested wording"
        yield from _section(label, f"“{short(line.wording, words)}”")
    yield from _experts(line, words, most)
    yield Piece(words="How the vote went, and what members said (internal)", style=Style.SUBHEADING)
    yield Piece(words=_vote(line.vote, words))
    yield Piece(words=ended(short(counts_line(speaker.tally, speaker.tally.of(line.id)), 40)))
    question, answer = speaker.likely(line, words)
    yield from _section("Likely question", f"{short(question, words + 8)} Answer: {short(answer, words)}")
    yield Piece(words="What to say", style=Style.SUBHEADING)
    for sentence in speaker.notes(line, words, most):
        yield Piece(words=f"“{sentence}”")


def _section(title: str, words: str) -> Iterator[Piece]:
    yield Piece(words=title, style=Style.SUBHEADING)
    yield Piece(words=ended(words))


def _agency_said(teller: Teller, line: Line, words: int, most: int) -> Iterator[Piece]:
    yield Piece(words=teller.acknowledgement(line))
    earlier = line.answers[:-most]
    if earlier:
        rounds = listed(*(str(each.round) for each in earlier))
        yield Piece(words=f"It also answered in {'rounds' if len(earlier) > 1 else 'round'} {rounds}: see the tracker.")
    for answer in line.answers[-most:]:
        yield Piece(bold=f"{capital(round_of(line, answer))}:", words=teller.said(answer, words) or "Nothing in words.")


def _we_answer(teller: Teller, line: Line, words: int, most: int) -> Iterator[Piece]:
    yield Piece(words=short(teller.position(line), words + 12))
    if line.stance and not line.label.is_position:
        yield Piece(
            bold="Internal:",
            words=f"the lead proposes: {stance_of(line)}. No vote makes it the coalition’s position, so do not say it "
            "as that.",
        )
    for opinion in line.opinions[:most]:
        if opinion.text:
            yield Piece(words=short(opinion.text, words))


def _experts(line: Line, words: int, most: int) -> Iterator[Piece]:
    if not line.opinions:
        return
    yield Piece(words="What experts found (internal)", style=Style.SUBHEADING)
    for opinion in line.opinions[:most]:
        found = f"{REQUIRES.get(opinion.requires, opinion.requires)}." if opinion.requires else ""
        cite = f"({short(opinion.cite, words)})" if opinion.cite else ""
        said = " ".join(filter(None, (found, cite, short(opinion.analysis, words))))
        yield Piece(bold=f"{short(opinion.by, 6)}:", words=said or "Nothing beside the text above.")
    if (more := len(line.opinions) - most) > 0:
        yield Piece(words=f"And {count_of(more, 'more expert')}.")


def _vote(vote: Vote | None, words: int) -> str:
    if vote is None:
        return "No vote is recorded."
    counts = (
        (vote.yes, "yes"),
        (vote.no, "no"),
        (vote.abstain, "abstained"),
        (vote.absent, "absent"),
    )
    said = listed(*(f"{len(seats)} {name}" for seats, name in counts if seats))
    against = f" No: {ended(short(', '.join(vote.no), words))}" if vote.no else ""
    when = f" ({short(vote.decided, 10)})" if vote.decided else ""
    return f"Of {count_of(len(vote.seats), 'seat')}: {said}{when}.{against}"


# --- to fill in -------------------------------------------------------------------------------------------------------


def _to_fill_in(page: Page) -> Iterator[Xml]:
    yield paragraph(run("To fill in at the meeting"), style=Style.HEADING, new_page=True)
    yield from _blank(
        page,
        _ATTENDEE_COLUMNS,
        _ATTENDEES,
        "Who was there",
        "Write down each person of either side: a role is speaker, note taker, counsel, observer.",
    )
    yield from _blank(
        page,
        _AGREEMENT_COLUMNS,
        _AGREEMENTS,
        "What was agreed",
        "Write down each promise of either side in the words that were used, who keeps it, and by when. Read the list "
        "aloud before you part.",
    )


def _blank(page: Page, columns: tuple[WriteColumn, ...], rows: int, title: str, description: str) -> Iterator[Xml]:
    grid = page.grid(columns)
    here = paragraph(run("Type here", Style.PLACEHOLDER), style=Style.CELL_TEXT)
    yield text(title, Style.SUBHEADING)
    yield page.table(
        columns, (grid.row(*(here for _ in columns)) for _ in range(rows)), title=title, description=description
    )

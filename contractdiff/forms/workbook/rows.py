"""What stands in the rows of the workbook's sheets, in the words of the Word forms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from contractdiff.forms import lead_filling as filling
from contractdiff.forms.authorities import cited_by_changes, how_cited, in_the_contract, places_of
from contractdiff.forms.change_tables import ToldLine, reason_lines, what_lines
from contractdiff.forms.exchange_columns import ASK_COLUMNS, LEAD_ADMINISTRATIVE_COLUMNS, LEAD_COLUMNS, QUESTION_COLUMNS
from contractdiff.forms.fields import Column
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.lead_filling import Filled
from contractdiff.forms.look import Span, marked_spans
from contractdiff.forms.notes import places
from contractdiff.forms.wording import clause_names, old_and_new, what_happened, which_way
from contractdiff.forms.worksheet import fact_when
from contractdiff.model import (
    ASK_ANSWERS,
    Ask,
    AskedQuestion,
    Authority,
    ChangeId,
    ClauseId,
    Comparison,
    Contract,
    Exchange,
    Line,
    PairedRow,
    Side,
    edits_of,
    kinds_in_words,
    paired_rows,
    tally_of,
)
from contractdiff.ooxml.comment_rows import comment_rows
from contractdiff.ooxml.sheets import Cell
from contractdiff.ooxml.spoken import counts_line
from contractdiff.text import written_day

Row = tuple[Cell, ...]
# Places of a clause that are named before "and 4 more".
_PLACES = 4
_WHOLE_TEXT = "Shortened. The whole text stands in the sheet “Side by side”."
_THROUGHOUT = "Called otherwise throughout; the clauses are not listed one by one."


def change_rows(exchange: Exchange) -> Iterator[Row]:
    """A row for each change of the draft in force: those that may matter first, as in the lead's form in Word."""
    tally = tally_of(exchange.feedback) if exchange.feedback.respondents else None
    beforehand = {column.key: column.answer.chosen for column in LEAD_ADMINISTRATIVE_COLUMNS if column.answer}
    # of these alone the Word form says beforehand that nobody objects
    folded = {line.id for line in exchange.administrative if not filling.is_told_in_full(line)}
    for line in (*exchange.mattering, *exchange.administrative):
        change, comparison = line.change, line.comparison
        why = [each.spans for each in reason_lines(comparison, change, ENGLISH)]
        yield (
            change.id,
            old_and_new(comparison, change, ENGLISH),
            kinds_in_words(change).capitalize(),
            line.priority.value.capitalize(),
            _lines([each.spans for each in _what(line)]),
            _lines(why),
            counts_line(tally, tally.of(change.id)) if tally else "",
            *_answers(LEAD_COLUMNS, filling.of_change(line), beforehand if line.id in folded else {}),
        )


def paired(comparison: Comparison) -> Iterator[Row]:
    """A row for each clause of either version, in reading order; the words that differ are marked."""
    for row in paired_rows(comparison):
        change = row.change
        if change is not None and row.is_origin:
            moved = f"Moved to {clause_names(comparison.new, change.new, ENGLISH)}, where its words stand."
            yield change.id, _numbers(comparison.old, row.old), "", "", "", moved
            continue
        yield (
            change.id if change else "",
            _numbers(comparison.old, row.old),
            marked_spans(edits_of(comparison, row, Side.OLD)),
            _numbers(comparison.new, row.new),
            marked_spans(edits_of(comparison, row, Side.NEW)),
            _happened(comparison, row),
        )


def flag_rows(exchange: Exchange) -> Iterator[Row]:
    """A row for each reason why a change may matter."""
    for line in exchange.lines:
        for flag in line.change.flags:
            yield (
                line.id,
                old_and_new(line.comparison, line.change, ENGLISH),
                line.priority.value.capitalize(),
                flag.category,
                flag.name,
                which_way(flag, ENGLISH),
                flag.why,
                flag.question,
                flag.old,
                flag.new,
            )


def law_rows(comparison: Comparison) -> Iterator[Row]:
    """A row for each law or rule that the contract cites: those that changes cite first, as in the worksheet."""
    cited = cited_by_changes(comparison)
    others = [each for each in comparison.authorities if not each.changes]
    for number, law in enumerate((*cited, *others), 1):
        yield (
            f"L-{number:02}",
            law.name,
            ENGLISH.say(f"laws.{'federal' if law.federal else 'state'}"),
            in_the_contract(law, ENGLISH),
            places_of(comparison.old, law.old, ENGLISH),
            places_of(comparison.new, law.new, ENGLISH),
            "\n".join(_citing(comparison, law)) or "–",
            "\n".join(_known(law)) or "Nothing is stored about this law. Look it up in its source.",
            "\n".join(law.questions),
        )


def feedback_rows(exchange: Exchange) -> Iterator[Row]:
    """A row for each thing that a member wrote."""
    comparison = exchange.comparison
    return comment_rows(tally_of(exchange.feedback), lambda change: old_and_new(comparison, change, ENGLISH))


def ask_rows(exchange: Exchange) -> Iterator[Row]:
    """A row for each ask, also for those that can be added, with what the agency answered."""
    known = {each.id: each for each in exchange.asks}
    for name, filled in filling.asks(exchange).items():
        yield name, *_answers(ASK_COLUMNS, filled), _granted(known.get(name))


def point_rows(exchange: Exchange) -> Iterator[Row]:
    """A row for each question on the whole, also for those that can be added, with what the agency answered."""
    known = {each.id: each for each in exchange.questions}
    for name, filled in filling.points(exchange).items():
        yield name, *_answers(QUESTION_COLUMNS, filled), _replied(known.get(name))


def _answers(columns: Sequence[Column], filled: Filled, beforehand: Mapping[str, str] | None = None) -> Iterator[Cell]:
    """What stands already in the columns that people fill in."""
    for column in columns:
        if column.answer is not None:
            words, code = filled.get(column.key, ("", ""))
            yield column.answer.title_of(code or (beforehand or {}).get(column.key, "")) or words


def _what(line: Line) -> Iterator[ToldLine]:
    """The lines that say what changed; in place of what leads to an appendix, where else the words stand."""
    for each in what_lines(line.comparison, line.change, ENGLISH):
        if each.see:
            yield ToldLine(spans=((_THROUGHOUT if line.change.occurrences else _WHOLE_TEXT, ""),))
        else:
            yield each
    for state in filling.state_of(line):
        yield ToldLine(spans=((state, ""),))


def _lines(lines: Iterable[Sequence[Span]]) -> tuple[Span, ...]:
    """Lines of words with styles as one text."""
    spans: list[Span] = []
    for line in lines:
        spans += [("\n", ""), *line] if spans else line
    return tuple(spans)


def _numbers(contract: Contract, names: tuple[ClauseId, ...]) -> str:
    """Where clauses stand; the words of those without a number stand beside it already."""
    if not names:
        return "–"
    return places(contract, [name for name in names if contract.citation(name)], ENGLISH, _PLACES)


def _happened(comparison: Comparison, row: PairedRow) -> str:
    if row.change is None:
        return ""
    return what_happened(comparison, row.change, ENGLISH) or kinds_in_words(row.change).capitalize()


def _citing(comparison: Comparison, law: Authority) -> Iterator[str]:
    for cited in law.changes:
        change = comparison.by_id[ChangeId(cited.change)]
        clause = old_and_new(comparison, change, ENGLISH)
        yield f"{change.id} ({clause}): {how_cited(comparison, law, cited, ENGLISH)}"


def _known(law: Authority) -> Iterator[str]:
    for fact in law.facts:
        yield f"{fact.says} ({fact_when(fact)}; {fact.source}; looked up on {written_day(fact.checked)})"


def _granted(ask: Ask | None) -> str:
    if ask is None:
        return ""
    granted = f"Term granted: {ask.granted}" if ask.granted else ""
    return "\n".join(filter(None, (ASK_ANSWERS.get(ask.answer, ""), granted, ask.reply, ask.remark)))


def _replied(question: AskedQuestion | None) -> str:
    return question.answer if question else ""

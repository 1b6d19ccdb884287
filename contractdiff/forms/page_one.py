"""Page one of the response document: what this is, what to do, by when, and who answers."""

from collections.abc import Sequence

from contractdiff.forms.excerpts import clipped
from contractdiff.forms.fields import Question, bookmark_name
from contractdiff.forms.look import Sheet, Style, answer_field, text
from contractdiff.forms.member import IDENTITY, IDENTITY_COLUMNS, OPEN_ROWS
from contractdiff.forms.references import REFERENCES_NAME
from contractdiff.forms.wording import PRIORITY_NAMES, cited, in_one_line, priority_and_names, renamed
from contractdiff.model import Change, ChangeKind, Comparison, Like, NoticeCode, Priority, most_serious
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.options import MOST_SERIOUS, ResponseOptions
from contractdiff.text import count_of

# What the clause of a short line may be, to stay in its column.
_CLAUSE_LETTERS = 20
# Notices that page one repeats, and how many of them.
_NOT_COMPARED = frozenset(
    (
        NoticeCode.FILE_NOT_READ,
        NoticeCode.FILE_WITHOUT_COUNTERPART,
        NoticeCode.NO_TEXT_ON_PAGE,
        NoticeCode.UNREADABLE_PART,
    )
)
_TOLD_NOT_COMPARED, _TOLD_RENAMES = 4, 3


def title_of(comparison: Comparison) -> str:
    """The document's title."""
    return f"Contract changes, {comparison.old.name} to {comparison.new.name}: your response"


def page_one(comparison: Comparison, mattering: Sequence[Change], options: ResponseOptions, sheet: Sheet) -> Xml:
    """All that stands before the tables of changes; ``mattering`` are the changes in the order of their table."""
    from_whom = f"Member response form · {options.coalition}" if options.coalition else "Member response form"
    return joined(
        (
            text(title_of(comparison), Style.TITLE),
            text(from_whom, Style.SUBTITLE),
            _what_this_is(comparison, options),
            _counts(comparison),
            *_not_compared(comparison),
            _return_by(options),
            text("What to do", Style.HEADING),
            *_steps(mattering, options),
            *_most_serious(comparison, mattering),
            text("Who you are", Style.HEADING),
            _identity(sheet),
        )
    )


def _what_this_is(comparison: Comparison, options: ResponseOptions) -> Xml:
    agency, coalition = options.agency or "The agency", options.coalition or "We"
    return text(
        f"{agency} has a new version of its contract. Here is every change we found between "
        f"{comparison.old.name} (old) and {comparison.new.name} (new). {coalition} will answer with what members say "
        "here. You need no legal knowledge: you know best what a change would do to your services.",
        Style.NORMAL,
    )


def _counts(comparison: Comparison) -> Xml:
    total = len(comparison.changes)
    if not total:
        return text("We found no change in the wording of the contract.", Style.NORMAL)
    counts = [
        f"{number:,} {PRIORITY_NAMES[priority].lower()}"
        for priority in Priority
        if (number := sum(change.priority is priority for change in comparison.changes))
    ]
    listed = counts[0] if len(counts) == 1 else f"{', '.join(counts[:-1])} and {counts[-1]}"
    return paragraph(
        run(f"We found {count_of(total, 'change')}: {listed}. ", Style.STRONG),
        run("The most important come first; those that look like housekeeping come last."),
        *_silent(comparison),
        *_beside(comparison),
        *_astray(comparison),
        *_renamed(comparison),
        style=Style.NORMAL,
    )


def _not_compared(comparison: Comparison) -> list[Xml]:
    """What of the contract the list cannot speak of, so that nobody takes its silence for no change."""
    sides = (comparison.old.reading, comparison.new.reading)
    notices = [*comparison.notices, *(notice for side in sides for notice in side.all_notices)]
    told = list(dict.fromkeys(notice.message for notice in notices if notice.code in _NOT_COMPARED))
    if not told:
        return []
    more = len(told) - _TOLD_NOT_COMPARED
    last = [f"{more:,} more: see Appendix C."] if more > 0 else []
    return [
        paragraph(
            run("Not everything could be compared. ", Style.STRONG),
            run(" ".join([*told[:_TOLD_NOT_COMPARED], *last])),
            style=Style.NORMAL,
        )
    ]


def _silent(comparison: Comparison) -> list[Xml]:
    """How many changes the agency's own tracked changes do not show, where it sent any."""
    if comparison.marked is None:
        return []
    if not comparison.silent:
        return [run(" The agency shows all of them in its own tracked changes.")]
    shows = "one of them" if len(comparison.silent) == 1 else f"{len(comparison.silent):,} of them"
    return [
        run(f" The agency does not, or not wholly, show {shows} in its own tracked changes", Style.STRONG),
        run("; look for the word “silent”."),
    ]


def _beside(comparison: Comparison) -> list[Xml]:
    """In how many changes another agency's contract, where one was given, still reads like the old version."""
    if comparison.benchmark is None:
        return []
    like_old = comparison.reading_like(Like.OLD)
    without = sum(
        change.kind is ChangeKind.ADDED and not change.benchmark.clause for change in like_old if change.benchmark
    )
    number = len(like_old) - without
    where = "none" if not number else "one" if number == 1 else f"{number:,}"
    added = (
        f" What {'one more adds' if without == 1 else f'{without:,} more add'} was not found there." if without else ""
    )
    return [
        run(f" In {where} of them {comparison.benchmark.name}, another contract, "),
        run("still reads like the old version.", Style.STRONG),
        *([run(added)] if added else []),
    ]


def _astray(comparison: Comparison) -> list[Xml]:
    """How many references of the new version point elsewhere than before, or nowhere."""
    number = len(comparison.astray)
    if not number:
        return []
    point = "reference in the new version points" if number == 1 else "references in the new version point"
    return [
        run(f" {number:,} {point} to another clause than before, or to none: "),
        link(REFERENCES_NAME, "Appendix D", Style.LINK),
        run("."),
    ]


def _renamed(comparison: Comparison) -> list[Xml]:
    """What is called otherwise throughout, and that this is marked in no other row."""
    shown, more = comparison.renames[:_TOLD_RENAMES], len(comparison.renames) - _TOLD_RENAMES
    if not shown:
        return []
    said = [run(" Throughout, ")]
    for place, change in enumerate(shown, 1):
        between = "" if place == 1 else ", " if place < len(shown) or more > 0 else " and "
        said += [run(f"{between}{renamed(change)} ("), link(bookmark_name(change.id), change.id, Style.LINK), run(")")]
    rest = f" and {count_of(more, 'more term')} are renamed" if more > 0 else ""
    return [*said, run(f"{rest}; the other rows do not mark this again.")]


def _return_by(options: ResponseOptions) -> Xml:
    by = [run("by "), run(options.return_by, Style.STRONG)] if options.return_by else []
    to = [run("to "), run(options.return_to, Style.STRONG)] if options.return_to else []
    if not by and not to:
        return Xml("")
    return paragraph(
        run("Please return this form "), *by, *([run(" ")] if by and to else []), *to, run("."), style=Style.RETURN_BY
    )


def _steps(mattering: Sequence[Change], options: ResponseOptions) -> list[Xml]:
    steps = [_step(run("Say who you are", Style.STRONG), run(" in the table below, in the column on the right."))]
    if mattering:
        steps.append(
            _step(
                run("Go through the table of changes from the top.", Style.STRONG),
                run(
                    " In the shaded cells choose a position, and write what the change would mean for your clients, "
                    "services, staff or budget; figures and examples help most. Leave blank what does not concern you. "
                ),
                run(_short_of_time(len(mattering)), Style.STRONG),
            )
        )
    first, last = OPEN_ROWS[0].id, OPEN_ROWS[-1].id
    steps.append(
        _step(
            run("Tell us what is missing", Style.STRONG),
            run(" in rows "),
            link(bookmark_name(first), f"{first} to {last}", Style.LINK),
            run(": comments, changes we did not find, questions to the agency."),
        )
    )
    back = "" if options.return_to else " to whoever sent it to you"
    steps.append(
        _step(run("Save this file and send it back", Style.STRONG), run(f"{back}, as a Word file and not as a PDF."))
    )
    return steps


def _short_of_time(rows: int) -> str:
    if rows > MOST_SERIOUS:
        return "Short of time? Answering the ten listed below is enough."
    return "Short of time? Answering a few rows is enough." if rows > 1 else "Every answer helps."


def _step(*what: Xml) -> Xml:
    return paragraph(*what, style=Style.STEP)


def _identity(sheet: Sheet) -> Xml:
    grid = sheet.grid(IDENTITY_COLUMNS)
    rows = (grid.row(_question(question), answer_field(question.answer, question.row)) for question in IDENTITY)
    return sheet.table(
        IDENTITY_COLUMNS,
        rows,
        title="Who you are",
        description="Each row asks one thing about you; please answer in the column on the right.",
        said=False,
    )


def _question(question: Question) -> Xml:
    note = [run(f" {question.note}", Style.QUIET)] if question.note else []
    return paragraph(run(question.title, Style.STRONG), *note, style=Style.CELL_TEXT)


def _most_serious(comparison: Comparison, mattering: Sequence[Change]) -> list[Xml]:
    """The few changes that every reader should know of, each with what it is about and what changed."""
    if len(mattering) <= MOST_SERIOUS:
        return []
    lines = [
        paragraph(
            link(bookmark_name(each.change.id), each.change.id, Style.LINK),
            run(f"\t{clipped(cited(comparison, each.change), _CLAUSE_LETTERS)}\t"),
            run(f"{priority_and_names(each.change)}. ", Style.STRONG),
            run(f"{each.division(comparison)} {in_one_line(comparison, each.change)}".strip()),
            style=Style.SHORT_LINE,
        )
        for each in most_serious(comparison, MOST_SERIOUS)
    ]
    return [text("The ten that matter most", Style.HEADING), *lines]

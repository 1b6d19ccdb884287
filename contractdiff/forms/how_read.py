"""Appendix C of the response document: how the files were read, what was set aside, and what is not compared."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from contractdiff.forms.excerpts import shortened
from contractdiff.forms.fields import Column
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.references import references_in_short
from contractdiff.forms.wording import in_cells
from contractdiff.model import (
    Clause,
    Comparison,
    Contract,
    Format,
    Like,
    Reading,
    ReferenceStatus,
    SetAside,
    TrackedView,
)
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.text import count_of, listed, quoted, ranges

_READING_COLUMNS = (
    Column(key="fact", title="About the file", share=200),
    Column(key="old", title="Old version", share=400),
    Column(key="new", title="New version", share=400),
)

_EXAMPLES, _EXAMPLE_WORDS = 3, 12
# How much of what stands beside the text is told.
_TOLD_COMMENTS, _COMMENT_WORDS, _TOLD_HIDDEN, _NAMED_AUTHORS = 40, 60, 6, 6


def how_read(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix C: how the files were read, what was set aside, and what is not compared."""
    grid = sheet.grid(_READING_COLUMNS)
    sides = (comparison.old, comparison.new)
    rows = (
        grid.row(
            paragraph(run(fact, Style.STRONG), style=Style.CELL_TEXT),
            *(joined(text(line) for line in lines) for lines in columns),
            whole=False,
        )
        for fact, columns in (
            ("Called here", [[side.name] for side in sides]),
            ("File", [_files(side) for side in sides]),
            ("Format", [_by_file(side, _format) for side in sides]),
            ("Contents", [_contents(side) for side in sides]),
            ("Numbering", [_numbering(side) for side in sides]),
            ("Tracked changes", [_by_file(side, _tracked, quiet="none") for side in sides]),
            ("Reviewers’ comments, not compared", [_by_file(side, _comment_count, quiet="none") for side in sides]),
            ("Hidden text", [_hidden(side) for side in sides]),
            ("Pages read by text recognition (OCR)", [_by_file(side, _recognised, quiet="none") for side in sides]),
            ("Documents it refers to", [_incorporated(side) for side in sides]),
            ("Set aside", [_by_file(side, _set_aside, quiet="nothing") for side in sides]),
            ("What could not be read, or needs care", [_notices(side) for side in sides]),
            ("SHA-256 (tells whether a file is the same)", [_by_file(side, _sha256) for side in sides]),
        )
    )
    return joined(
        (
            paragraph(run("Appendix C: How these files were read"), style=Style.HEADING, new_page=True),
            sheet.table(
                _READING_COLUMNS,
                rows,
                title="How the two files were read",
                description="Each row is one fact about the old file and the new one.",
            ),
            *_comments(comparison),
            text("About the comparison", Style.SUBHEADING),
            *(text(line, Style.NORMAL) for line in _about(comparison)),
            text(
                "What is not compared: formatting (fonts, bold type, margins), pictures, signatures, and documents "
                "that the contract only refers to. The list was made by a computer program. If something matters to "
                "you, read it in the contract itself; only the contract counts.",
                Style.NORMAL,
            ),
        )
    )


def _about(comparison: Comparison) -> list[str]:
    """How the versions were compared, a paragraph each."""
    said = [_declared_in(comparison.marked)] if comparison.marked else []
    if comparison.benchmark:
        said += _set_beside(comparison, comparison.benchmark)
    said += [notice.message for notice in comparison.notices]
    apart = ["spacing", "quotation marks", "capitals", "terms renamed throughout" if comparison.renames else ""]
    if any(reference.status is ReferenceStatus.FOLLOWED for reference in comparison.references):
        apart.append("references renumbered with the clause they point to")
    said.append(
        f"{count_of(len(comparison.unchanged), 'clause')} stayed the same, apart from {listed(*apart)}, and are not "
        "listed. Every clause of both files is either listed or counted here."
    )
    if hand := len(comparison.by_hand):
        said.append(f"In {count_of(hand, 'change')}, marked “by hand”, a person decided which clauses belong together.")
    return [*said, references_in_short(comparison)]


def _set_beside(comparison: Comparison, benchmark: Contract) -> list[str]:
    """Which other contract the changes were set beside, how it was read, and how it reads."""
    reading = benchmark.reading
    kinds = (
        (Like.OLD, "like the old version"),
        (Like.NEW, "like the new one"),
        (Like.OTHER, "otherwise"),
        (Like.ABSENT, "where no such clause was found"),
    )
    counts = listed(*(f"{len(found):,} {kind}" for like, kind in kinds if (found := comparison.reading_like(like))))
    return [
        f"Each change of words was set beside {benchmark.name}, another contract: {'; '.join(_files(benchmark))} "
        f"({'; '.join([*_by_file(benchmark, _format), *_contents(benchmark)])}; SHA-256 {reading.sha256}). "
        f"How it reads there: {counts or 'there was no change of words'}.",
        *(f"{reading.file}: {line}" for line in _notices(benchmark) if line != "nothing"),
    ]


def _files(contract: Contract) -> list[str]:
    whole = contract.reading
    if not whole.parts:
        return [whole.file]
    names = [f"{part.file} ({part.designation})" if part.designation else part.file for part in whole.parts]
    return [f"{whole.file}, a folder of {count_of(len(names), 'file')}:", *names]


def _by_file(contract: Contract, fact: Callable[[Reading], list[str]], *, quiet: str = "") -> list[str]:
    """What is to be said of a version; of several files, each line with its file, those that say ``quiet`` left out."""
    whole = contract.reading
    if not whole.parts:
        return fact(whole)
    said = [f"{part.file}: {line}" for part in whole.parts for line in fact(part) if line != quiet]
    return said or [quiet]


def _format(reading: Reading) -> list[str]:
    name = reading.format.title
    return [f"{name}, {count_of(reading.pages, 'page')}" if reading.pages is not None else f"{name}, no fixed pages"]


def _sha256(reading: Reading) -> list[str]:
    return [reading.sha256]


def _contents(contract: Contract) -> list[str]:
    def measure(clauses: Sequence[Clause]) -> str:
        words = sum(len(clause.wording.split()) for clause in clauses)
        return f"{count_of(len(clauses), 'clause')}, {count_of(words, 'word')}"

    own = {
        part.file: [clause for clause in contract.clauses if clause.file == part.file]
        for part in contract.reading.parts
    }
    return [measure(contract.clauses), *(f"{file}: {measure(clauses)}" for file, clauses in own.items())]


def _tracked(reading: Reading) -> list[str]:
    tracked = reading.tracked
    if tracked is None:
        return ["none"]
    kinds = (
        (tracked.insertions, "insertion"),
        (tracked.deletions, "deletion"),
        (tracked.moves, "move"),
        (tracked.properties, "change of number, capitals or hiding"),
    )
    counts = ", ".join(count_of(number, kind) for number, kind in kinds if number) or "none"
    read = "the text before them was read" if reading.view is TrackedView.ORIGINAL else "read as accepted"
    return [f"{counts}{f', by {_names(tracked.authors)}' if tracked.authors else ''}; {read}"]


def _names(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AUTHORS
    # "and 1 more" takes as much room as naming it
    return f"{', '.join(names[:_NAMED_AUTHORS])} and {more} more" if more > 1 else ", ".join(names)


def _numbering(contract: Contract) -> list[str]:
    scheme = contract.numbering
    if not scheme.levels:
        return ["no scheme of numbers found" if not scheme.automatic + scheme.typed else "only a few clauses"]
    levels = "; ".join(scheme.levels)
    if all(reading.format is Format.PDF for reading in contract.reading.files):
        return [levels]
    return [levels, f"{scheme.automatic:,} numbers made by the word processor, {scheme.typed:,} typed"]


def _comment_count(reading: Reading) -> list[str]:
    return [f"{count_of(len(reading.comments), 'comment')}, see below"] if reading.comments else ["none"]


def _comments(comparison: Comparison) -> list[Xml]:
    """The comments that stand in the margins of the files, a line each."""
    lines = []
    for side in (comparison.old, comparison.new):
        for reading in side.reading.files:
            for comment in reading.comments:
                where = f", page {comment.page}" if comment.page is not None else ""
                about = f" on {quoted(in_cells(comment.about))}" if comment.about else ""
                said = quoted(in_cells(shortened(comment.text, _COMMENT_WORDS)))
                lines.append(f"{reading.file}{where}, {comment.author or 'somebody'}{about}: {said}")
    if not lines:
        return []
    more = len(lines) - _TOLD_COMMENTS
    last = [f"And {more:,} more, which are in comparison.json."] if more > 0 else []
    heading = text("Reviewers’ comments in the files", Style.SUBHEADING)
    return [heading, *(text(line, Style.NORMAL) for line in [*lines[:_TOLD_COMMENTS], *last])]


def _declared_in(reading: Reading) -> str:
    """Which file says what the agency declares."""
    return (
        f"What the agency declares to have changed are the tracked changes of {reading.file} "
        f"({'; '.join(_tracked(reading))}; SHA-256 {reading.sha256})."
    )


def _hidden(contract: Contract) -> list[str]:
    places = [
        quoted(in_cells(shortened(clause.wording[start:end].strip(), _EXAMPLE_WORDS)))
        for clause in contract.clauses
        for start, end in clause.hidden
    ]
    more = len(places) - _TOLD_HIDDEN
    told = ", ".join(places[:_TOLD_HIDDEN])
    return [f"{told}{f' and {more:,} more places' if more > 0 else ''}"] if places else ["none"]


def _recognised(reading: Reading) -> list[str]:
    return [", ".join(ranges(reading.recognised))] if reading.recognised else ["none"]


def _incorporated(contract: Contract) -> list[str]:
    """The documents that the contract makes part of itself, those that were not supplied by themselves."""
    names = {told: [each.name for each in contract.incorporated if each.supplied is told] for told in (True, False)}
    said = []
    if names[True]:
        said.append(f"Supplied: {'; '.join(names[True])}.")
    if names[False]:
        said.append(f"Not supplied, so a change in them is not seen here: {'; '.join(names[False])}.")
    return said or ["none found"]


def _set_aside(reading: Reading) -> list[str]:
    by_kind = sorted(reading.set_aside, key=_why)
    kinds = [(why, [item.text for item in group]) for why, group in groupby(by_kind, key=_why)]
    kinds.sort(key=lambda kind: -len(kind[1]))
    return [f"{why}: {count_of(len(texts), 'time')}, e.g. {_examples(texts)}" for why, texts in kinds] or ["nothing"]


def _why(item: SetAside) -> str:
    return item.why


def _examples(texts: Iterable[str]) -> str:
    different = list(dict.fromkeys(texts))[:_EXAMPLES]
    return ", ".join(quoted(in_cells(shortened(text, _EXAMPLE_WORDS))) for text in different)


def _notices(contract: Contract) -> list[str]:
    whole = contract.reading
    said = []
    for reading in (whole, *whole.parts):
        file = "" if reading is whole else f"{reading.file}: "
        for notice in reading.notices:
            said.append(f"{file}{f'Page {notice.page}: ' if notice.page is not None else ''}{notice.message}")
    return said or ["nothing"]

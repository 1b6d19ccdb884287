"""Appendix C of the response document: how the files were read, what was set aside, and what is not compared."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from contractdiff.forms.excerpts import shortened
from contractdiff.forms.fields import Column
from contractdiff.forms.language import Language
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
from contractdiff.text import ranges

_EXAMPLES, _EXAMPLE_WORDS = 3, 12
# How much of what stands beside the text is told.
_TOLD_COMMENTS, _COMMENT_WORDS, _TOLD_HIDDEN, _NAMED_AUTHORS = 40, 60, 6, 6
# What is told of a file, in some lines.
_Fact = Callable[[Reading, Language], list[str]]


def how_read(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix C: how the files were read, what was set aside, and what is not compared."""
    language = sheet.language
    say = language.say
    columns = (
        Column(key="fact", title=say("how_read.about_the_file"), share=200),
        Column(key="old", title=say("how_read.old_version"), share=400),
        Column(key="new", title=say("how_read.new_version"), share=400),
    )
    grid = sheet.grid(columns)
    sides = [_facts(side, language) for side in (comparison.old, comparison.new)]
    rows = (
        grid.row(
            paragraph(run(say(f"how_read.{fact}"), Style.STRONG), style=Style.CELL_TEXT),
            *(joined(text(line) for line in side[fact]) for side in sides),
            whole=False,
        )
        for fact in sides[0]
    )
    return joined(
        (
            paragraph(run(say("how_read.heading")), style=Style.HEADING, new_page=True),
            sheet.table(columns, rows, title=say("how_read.title"), description=say("how_read.description")),
            *_comments(comparison, language),
            text(say("how_read.about"), Style.SUBHEADING),
            *(text(line, Style.NORMAL) for line in _about(comparison, language)),
            text(say("how_read.not_compared"), Style.NORMAL),
        )
    )


def _facts(contract: Contract, language: Language) -> dict[str, list[str]]:
    """What is told of a version, in the order in which it is printed."""
    none, nothing = language.say("how_read.none"), language.say("how_read.nothing")
    return {
        "called": [contract.name],
        "file": _files(contract, language),
        "format": _by_file(contract, _format, language),
        "contents": _contents(contract, language),
        "numbering": _numbering(contract, language),
        "tracked": _by_file(contract, _tracked, language, quiet=none),
        "comments": _by_file(contract, _comment_count, language, quiet=none),
        "hidden": _hidden(contract, language),
        "recognized": _by_file(contract, _recognised, language, quiet=none),
        "incorporated": _incorporated(contract, language),
        "set_aside": _by_file(contract, _set_aside, language, quiet=nothing),
        "notices": _notices(contract, language) or [nothing],
        "digest": _by_file(contract, _sha256, language),
    }


def _about(comparison: Comparison, language: Language) -> list[str]:
    """How the versions were compared, a paragraph each."""
    say = language.say
    said = [_declared_in(comparison.marked, language)] if comparison.marked else []
    if comparison.benchmark:
        said += _set_beside(comparison, comparison.benchmark, language)
    said += [notice.message for notice in comparison.notices]
    apart = ["spacing", "quotation_marks", "capitals"]
    if comparison.renames:
        apart.append("terms_renamed")
    if any(reference.status is ReferenceStatus.FOLLOWED for reference in comparison.references):
        apart.append("references_followed")
    listed = language.listed(say(f"how_read.{each}") for each in apart)
    said.append(language.count("how_read.stayed", len(comparison.unchanged), apart=listed))
    if hand := len(comparison.by_hand):
        said.append(language.count("how_read.by_hand", hand))
    return [*said, references_in_short(comparison, language)]


def _set_beside(comparison: Comparison, benchmark: Contract, language: Language) -> list[str]:
    """Which other contract the changes were set beside, how it was read, and how it reads."""
    reading = benchmark.reading
    kinds = ((Like.OLD, "like_old"), (Like.NEW, "like_new"), (Like.OTHER, "like_other"), (Like.ABSENT, "like_absent"))
    counts = language.listed(
        language.say(f"how_read.{kind}", number=len(found))
        for like, kind in kinds
        if (found := comparison.reading_like(like))
    )
    said = language.say(
        "how_read.beside",
        name=benchmark.name,
        files="; ".join(_files(benchmark, language)),
        facts="; ".join([*_by_file(benchmark, _format, language), *_contents(benchmark, language)]),
        digest=reading.sha256,
        counts=counts or language.say("how_read.like_nothing"),
    )
    return [said, *(f"{reading.file}: {line}" for line in _notices(benchmark, language))]


def _files(contract: Contract, language: Language) -> list[str]:
    whole = contract.reading
    if not whole.parts:
        return [whole.file]
    names = [f"{part.file} ({part.designation})" if part.designation else part.file for part in whole.parts]
    return [language.count("how_read.folder", len(names), folder=whole.file), *names]


def _by_file(contract: Contract, fact: _Fact, language: Language, *, quiet: str = "") -> list[str]:
    """What is to be said of a version; of several files, each line with its file, those that say ``quiet`` left out."""
    whole = contract.reading
    if not whole.parts:
        return fact(whole, language)
    said = [f"{part.file}: {line}" for part in whole.parts for line in fact(part, language) if line != quiet]
    return said or [quiet]


def _format(reading: Reading, language: Language) -> list[str]:
    name = language.say(f"formats.{reading.format.value}")
    if reading.pages is None:
        return [language.say("how_read.no_pages", format=name)]
    return [language.count("how_read.pages", reading.pages, format=name)]


def _sha256(reading: Reading, _: Language) -> list[str]:
    return [reading.sha256]


def _contents(contract: Contract, language: Language) -> list[str]:
    def measure(clauses: Sequence[Clause]) -> str:
        words = sum(len(clause.wording.split()) for clause in clauses)
        return f"{language.count('how_read.clauses', len(clauses))}, {language.count('how_read.words', words)}"

    own = {
        part.file: [clause for clause in contract.clauses if clause.file == part.file]
        for part in contract.reading.parts
    }
    return [measure(contract.clauses), *(f"{file}: {measure(clauses)}" for file, clauses in own.items())]


def _tracked(reading: Reading, language: Language) -> list[str]:
    tracked = reading.tracked
    if tracked is None:
        return [language.say("how_read.none")]
    kinds = (
        (tracked.insertions, "insertions"),
        (tracked.deletions, "deletions"),
        (tracked.moves, "moves"),
        (tracked.properties, "properties"),
    )
    counts = ", ".join(language.count(f"how_read.{kind}", number) for number, kind in kinds if number)
    counts = counts or language.say("how_read.none")
    if tracked.authors:
        counts = language.say("how_read.by_authors", counts=counts, names=_names(tracked.authors, language))
    original = reading.view is TrackedView.ORIGINAL
    return [f"{counts}; {language.say('how_read.read_original' if original else 'how_read.read_accepted')}"]


def _names(names: Sequence[str], language: Language) -> str:
    more = len(names) - _NAMED_AUTHORS
    # "and 1 more" takes as much room as naming it
    return language.and_more(", ".join(names[:_NAMED_AUTHORS]), more) if more > 1 else ", ".join(names)


def _numbering(contract: Contract, language: Language) -> list[str]:
    scheme = contract.numbering
    if not scheme.levels:
        return [language.say("how_read.few_clauses" if scheme.automatic + scheme.typed else "how_read.no_scheme")]
    levels = "; ".join(scheme.levels)
    if all(reading.format is Format.PDF for reading in contract.reading.files):
        return [levels]
    return [levels, language.say("how_read.numbers", automatic=scheme.automatic, typed=scheme.typed)]


def _comment_count(reading: Reading, language: Language) -> list[str]:
    number = len(reading.comments)
    return [language.count("how_read.see_comments", number) if number else language.say("how_read.none")]


def _comments(comparison: Comparison, language: Language) -> list[Xml]:
    """The comments that stand in the margins of the files, a line each."""
    say = language.say
    lines = []
    for side in (comparison.old, comparison.new):
        for reading in side.reading.files:
            for comment in reading.comments:
                where = say("how_read.comment_page", page=str(comment.page)) if comment.page is not None else ""
                quote = language.quoted(in_cells(comment.about))
                about = say("how_read.comment_about", words=quote) if comment.about else ""
                said = language.quoted(in_cells(shortened(comment.text, _COMMENT_WORDS)))
                who = comment.author or say("how_read.somebody")
                lines.append(f"{reading.file}{where}, {who}{about}: {said}")
    if not lines:
        return []
    more = len(lines) - _TOLD_COMMENTS
    last = [say("how_read.more_comments", number=more)] if more > 0 else []
    heading = text(say("how_read.comments_heading"), Style.SUBHEADING)
    return [heading, *(text(line, Style.NORMAL) for line in [*lines[:_TOLD_COMMENTS], *last])]


def _declared_in(reading: Reading, language: Language) -> str:
    """Which file says what the agency declares."""
    tracked = "; ".join(_tracked(reading, language))
    return language.say("how_read.declared", file=reading.file, tracked=tracked, digest=reading.sha256)


def _hidden(contract: Contract, language: Language) -> list[str]:
    places = [
        language.quoted(in_cells(shortened(clause.wording[start:end].strip(), _EXAMPLE_WORDS)))
        for clause in contract.clauses
        for start, end in clause.hidden
    ]
    if not places:
        return [language.say("how_read.none")]
    more = len(places) - _TOLD_HIDDEN
    told = ", ".join(places[:_TOLD_HIDDEN])
    return [language.say("how_read.more_places", names=told, number=more) if more > 0 else told]


def _recognised(reading: Reading, language: Language) -> list[str]:
    pages = [each.partition(" to ") for each in ranges(reading.recognised)]
    said = (language.say("marks.range", first=first, last=last) if last else first for first, _, last in pages)
    return [", ".join(said) or language.say("how_read.none")]


def _incorporated(contract: Contract, language: Language) -> list[str]:
    """The documents that the contract makes part of itself, those that were not supplied by themselves."""
    said = []
    for key, told in (("supplied", True), ("not_supplied", False)):
        if names := [each.name for each in contract.incorporated if each.supplied is told]:
            said.append(language.say(f"how_read.{key}", names="; ".join(names)))
    return said or [language.say("how_read.none_found")]


def _set_aside(reading: Reading, language: Language) -> list[str]:
    by_kind = sorted(reading.set_aside, key=_why)
    kinds = [(why, [item.text for item in group]) for why, group in groupby(by_kind, key=_why)]
    kinds.sort(key=lambda kind: -len(kind[1]))
    said = [
        language.count("how_read.times", len(texts), why=why, examples=_examples(texts, language))
        for why, texts in kinds
    ]
    return said or [language.say("how_read.nothing")]


def _why(item: SetAside) -> str:
    return item.why


def _examples(texts: Iterable[str], language: Language) -> str:
    different = list(dict.fromkeys(texts))[:_EXAMPLES]
    return ", ".join(language.quoted(in_cells(shortened(text, _EXAMPLE_WORDS))) for text in different)


def _notices(contract: Contract, language: Language) -> list[str]:
    """What reading a version gave to note, a line each."""
    whole = contract.reading
    said = []
    for reading in (whole, *whole.parts):
        file = "" if reading is whole else f"{reading.file}: "
        for notice in reading.notices:
            message = notice.message
            if notice.page is not None:
                message = language.say("how_read.on_page", page=str(notice.page), message=message)
            said.append(f"{file}{message}")
    return said

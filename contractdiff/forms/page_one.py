"""Page one of the response document: what this is, what to do, by when, and who answers."""

from collections import Counter
from collections.abc import Sequence

from contractdiff.forms.excerpts import clipped
from contractdiff.forms.fields import Question, bookmark_name
from contractdiff.forms.language import Language, counted
from contractdiff.forms.look import Sheet, Style, answer_field, sentence, text
from contractdiff.forms.member import ORGANIZATION, member_form
from contractdiff.forms.references import REFERENCES_NAME
from contractdiff.forms.wording import cited, in_one_line, priority_and_names, renamed
from contractdiff.model import Change, ChangeKind, Comparison, Like, Priority, Weighty, most_serious
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.options import MOST_SERIOUS, ResponseOptions

# What the clause of a short line may be, to stay in its column.
_CLAUSE_LETTERS = 20
# How many of these page one tells.
_TOLD_NOT_COMPARED, _TOLD_RENAMES = 4, 3


def title_of(comparison: Comparison, language: Language) -> str:
    """The document's title."""
    return language.say("page_one.title", old=comparison.old.name, new=comparison.new.name)


def page_one(comparison: Comparison, mattering: Sequence[Change], options: ResponseOptions, sheet: Sheet) -> Xml:
    """All that stands before the tables of changes; ``mattering`` are the changes in the order of their table."""
    language = sheet.language
    say = language.say
    form = say("page_one.form_of", coalition=options.coalition) if options.coalition else say("page_one.form")
    return joined(
        (
            text(title_of(comparison, language), Style.TITLE),
            text(form, Style.SUBTITLE),
            text(what_this_is(comparison, options, language), Style.NORMAL),
            _counts(comparison, language),
            *_shortened(comparison, options, language),
            *_not_compared(comparison, language),
            _return_by(options, language),
            text(say("page_one.what_to_do"), Style.HEADING),
            *_steps(mattering, options, language),
            *_most_serious(comparison, mattering, language),
            text(say("identity.title"), Style.HEADING),
            _identity(sheet, options.organization),
        )
    )


def what_this_is(comparison: Comparison, options: ResponseOptions, language: Language) -> str:
    """What the document is, who asks, and that nobody needs to know the law to answer."""
    answer = (
        language.say("page_one.coalition_answers", coalition=options.coalition)
        if options.coalition
        else language.say("page_one.we_answer")
    )
    said = language.say(
        "page_one.what_this_is_top" if 0 < options.top < len(comparison.changes) else "page_one.what_this_is",
        agency=options.agency or language.say("page_one.the_agency"),
        old=comparison.old.name,
        new=comparison.new.name,
        answer=answer,
    )
    return f"{said} {language.say('page_one.partly_english')}".rstrip()


def _counts(comparison: Comparison, language: Language) -> Xml:
    if not comparison.changes:
        return text(language.say("page_one.no_change"), Style.NORMAL)
    changes, counts = found_of([change.priority for change in comparison.changes], language)
    return paragraph(
        *sentence(language, "page_one.found", changes=changes, counts=counts),
        *_silent(comparison, language),
        *_beside(comparison, language),
        *_astray(comparison, language),
        *_renamed(comparison, language),
        style=Style.NORMAL,
    )


def found_of(priorities: Sequence[Priority], language: Language) -> tuple[str, str]:
    """How many changes there are, and how many of each priority, in words: "12 changes", "2 critical and 10 …"."""
    numbers = Counter(priorities)
    counts = [language.count(f"page_one.{each.value}", numbers[each]) for each in Priority if numbers[each]]
    return language.count("page_one.changes", len(priorities)), language.listed(counts)


def _not_compared(comparison: Comparison, language: Language) -> list[Xml]:
    """What of the contract the list cannot speak of, so that nobody takes its silence for no change."""
    told = comparison.not_compared
    if not told:
        return []
    more = len(told) - _TOLD_NOT_COMPARED
    last = [language.say("page_one.more_not_compared", number=more)] if more > 0 else []
    said = " ".join([*told[:_TOLD_NOT_COMPARED], *last])
    return [paragraph(*sentence(language, "page_one.not_compared", notices=said), style=Style.NORMAL)]


def _shortened(comparison: Comparison, options: ResponseOptions, language: Language) -> list[Xml]:
    """That the list holds the first few changes only, where it does."""
    if not 0 < options.top < len(comparison.changes):
        return []
    said = sentence(language, counted("page_one.shortened", options.top), number=options.top)
    return [paragraph(*said, style=Style.NORMAL)]


def _silent(comparison: Comparison, language: Language) -> list[Xml]:
    """How many changes the agency's own tracked changes do not show, where it sent any."""
    if comparison.marked is None:
        return []
    number = len(comparison.silent)
    key = counted("page_one.silent", number) if number else "page_one.all_shown"
    return sentence(language, key, before=" ", number=number)


def _beside(comparison: Comparison, language: Language) -> list[Xml]:
    """In how many changes another agency's contract, where one was given, still reads like the old version."""
    if comparison.benchmark is None:
        return []
    like_old = comparison.reading_like(Like.OLD)
    without = sum(
        change.kind is ChangeKind.ADDED and not change.benchmark.clause for change in like_old if change.benchmark
    )
    number = len(like_old) - without
    key = counted("page_one.like_old", number) if number else "page_one.none_like_old"
    said = sentence(language, key, before=" ", name=comparison.benchmark.name, number=number)
    if without:
        said.append(run(f" {language.count('page_one.added_not_there', without)}"))
    return said


def _astray(comparison: Comparison, language: Language) -> list[Xml]:
    """How many references of the new version point elsewhere than before, or nowhere."""
    number = len(comparison.astray)
    if not number:
        return []
    appendix = link(REFERENCES_NAME, language.say("references.appendix"), Style.LINK)
    key = counted("page_one.astray", number)
    return sentence(language, key, before=" ", links={"appendix": appendix}, number=number)


def _renamed(comparison: Comparison, language: Language) -> list[Xml]:
    """What is called otherwise throughout, and that this is marked in no other row."""
    shown, more = comparison.renames[:_TOLD_RENAMES], len(comparison.renames) - _TOLD_RENAMES
    if not shown:
        return []
    said = [run(f" {language.say('page_one.throughout')} ")]
    for place, change in enumerate(shown, 1):
        last = place == len(shown) and more <= 0
        between = "" if place == 1 else f" {language.say('marks.and')} " if last else ", "
        name = link(bookmark_name(change.id), change.id, Style.LINK)
        said += [run(f"{between}{renamed(change, language)} ("), name, run(")")]
    rest = f" {language.count('page_one.more_renamed', more)}" if more > 0 else ""
    return [*said, run(f"{rest}; {language.say('page_one.not_marked_again')}")]


def _return_by(options: ResponseOptions, language: Language) -> Xml:
    by = [run(f"{language.say('page_one.return_by')} "), run(options.return_by, Style.STRONG)]
    to = [run(f"{language.say('page_one.return_to')} "), run(options.return_to, Style.STRONG)]
    given = [part for part, value in ((by, options.return_by), (to, options.return_to)) if value]
    if not given:
        return Xml("")
    both = [*given[0], *(piece for part in given[1:] for piece in (run(" "), *part))]
    return paragraph(run(f"{language.say('page_one.return_form')} "), *both, run("."), style=Style.RETURN_BY)


def _steps(mattering: Sequence[Change], options: ResponseOptions, language: Language) -> list[Xml]:
    rows = member_form(language).open_rows
    named = language.say("marks.range", first=rows[0].id, last=rows[-1].id)
    missing = {"rows": link(bookmark_name(rows[0].id), named, Style.LINK)}
    back = "step_back" if options.return_to else "step_back_to_sender"
    hint = language.say(f"page_one.{_short_of_time(len(mattering))}")
    steps = (
        sentence(language, "page_one.step_identity"),
        sentence(language, "page_one.step_changes", short_of_time=hint) if mattering else [],
        sentence(language, "page_one.step_missing", links=missing),
        sentence(language, f"page_one.{back}"),
    )
    return [paragraph(*step, style=Style.STEP) for step in steps if step]


def _short_of_time(rows: int) -> str:
    """Which sentence tells members with little time how few answers help."""
    if rows > MOST_SERIOUS:
        return "enough_ten"
    return "enough_few" if rows > 1 else "every_answer"


def _identity(sheet: Sheet, organization: str) -> Xml:
    form = member_form(sheet.language)
    grid = sheet.grid(form.identity_columns)
    known = {ORGANIZATION: organization}
    rows = (
        grid.row(_question(each), answer_field(each.answer, each.row, answered=known.get(each.row, "")))
        for each in form.identity
    )
    return sheet.table(
        form.identity_columns,
        rows,
        title=sheet.language.say("identity.title"),
        description=sheet.language.say("identity.description"),
        said=False,
    )


def _question(question: Question) -> Xml:
    note = [run(f" {question.note}", Style.QUIET)] if question.note else []
    return paragraph(run(question.title, Style.STRONG), *note, style=Style.CELL_TEXT)


def _most_serious(comparison: Comparison, mattering: Sequence[Change], language: Language) -> list[Xml]:
    """The few changes that every reader should know of, each with what it is about and what changed."""
    if len(mattering) <= MOST_SERIOUS:
        return []
    return [
        text(language.say("page_one.most_serious"), Style.HEADING),
        *(_short_line(comparison, each, language) for each in most_serious(comparison, MOST_SERIOUS)),
    ]


def _short_line(comparison: Comparison, each: Weighty, language: Language) -> Xml:
    change = each.change
    return paragraph(
        link(bookmark_name(change.id), change.id, Style.LINK),
        run(f"\t{clipped(cited(comparison, change, language), _CLAUSE_LETTERS)}\t"),
        run(f"{priority_and_names(change, language)}. ", Style.STRONG),
        run(short_words(comparison, each, language)),
        style=Style.SHORT_LINE,
    )


def short_words(comparison: Comparison, each: Weighty, language: Language) -> str:
    """What a change did, in a line, and what was added or deleted with it."""
    return f"{_division(comparison, each, language)} {in_one_line(comparison, each.change, language)}".strip()


def _division(comparison: Comparison, each: Weighty, language: Language) -> str:
    """What was added or deleted with a change, in a sentence; "" where nothing was."""
    if each.clauses == 1:
        return ""
    head = each.head
    contract, first = (comparison.new, head.new[0]) if head.new else (comparison.old, head.old[0])
    name = contract.citation(first) or contract.by_id[first].heading or language.say("page_one.nameless_division")
    return language.count(f"page_one.division_{each.change.kind.value}", each.clauses - 1, name=name)

"""The worksheet on the laws cited: what is known of each, and five questions for somebody who knows the law."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from contractdiff.forms.authorities import cited_by_changes, how_cited, in_the_contract, law_cell, places_of
from contractdiff.forms.fields import Answer, Choice, Column
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Sheet, Style, answer_field, text
from contractdiff.forms.response import form_identity, page_marks
from contractdiff.forms.wording import old_and_new
from contractdiff.model import Authority, ChangeId, Comparison, Fact
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.look import id_cell
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.options import ResponseOptions
from contractdiff.resources import template_path
from contractdiff.text import count_of, written_day

WORKSHEET_PROPERTY = "contractdiff-worksheet"
_FORM_MARK = "{{form}}"

NOT_CHECKED = "not yet checked"
OUTCOMES = ("requires this", "requires less", "does not apply", "silent", "forbids", NOT_CHECKED)
_OUTCOME_MEANS = (
    ("requires this", "The law asks for this very term, for this money and in this year."),
    ("requires less", "The law asks for something, and the contract goes further."),
    ("does not apply", "The law does not reach this money, contract, amount or year."),
    ("silent", "The law says nothing on the point."),
    ("forbids", "The law forbids the agency to ask for this."),
    (NOT_CHECKED, "Nobody has looked yet."),
)
TESTS = (
    ("Coverage", "Does it reach this money, this kind of contract, and this link of the chain (the agency, us, those "
     "we pay)?"),
    ("Threshold", "Is there an amount or a size below which it does not apply, and where do we stand? From which day "
     "does that amount hold?"),
    ("Content", "Does it require this very term, or something less?"),
    ("Timing", "Was it in force for this award and this year?"),
    ("Prohibition", "Does it forbid the agency to ask for more?"),
)  # fmt: skip

_TYPE_HERE = "Type here"
_OUTCOME = Answer(
    name="{row} outcome",
    tag="out",
    placeholder="Choose",
    choices=tuple(Choice(code=outcome, title=outcome) for outcome in OUTCOMES),
    chosen=NOT_CHECKED,
)
_EXPERT = Answer(name="{row} expert", tag="exp", placeholder=_TYPE_HERE)
_FINDING = Answer(name="{row} finding", tag="find", placeholder=_TYPE_HERE)
_SOURCE = Answer(name="{row} source", tag="src", placeholder=_TYPE_HERE)

_REGISTER_COLUMNS = (
    Column(key="row", title="No.", share=60),
    Column(key="law", title="Law or rule", share=270),
    Column(key="whole", title="In the contract", share=140),
    Column(key="old", title="Old clauses", share=150),
    Column(key="new", title="New clauses", share=150),
    Column(key="changes", title="Changes that cite it", share=230),
)
_OUTCOME_COLUMNS = (
    Column(key="outcome", title="Outcome", share=200),
    Column(key="meaning", title="What it means", share=800),
)
_CHANGE_COLUMNS = (
    Column(key="id", title="Change ID", share=80),
    Column(key="clause", title="Clause (old → new)", share=140),
    Column(key="what", title="What changed", share=330),
    Column(key="how", title="The law is", share=140),
    Column(key="outcome", title="Outcome", share=140, answer=_OUTCOME),
    Column(key="expert", title="Checked by", share=170, answer=_EXPERT),
)
_FACT_COLUMNS = (
    Column(key="fact", title="What is known", share=480),
    Column(key="when", title="Holds", share=210),
    Column(key="source", title="Where to look it up", share=310),
)
_TEST_COLUMNS = (
    Column(key="test", title="Test", share=110),
    Column(key="ask", title="Ask", share=300),
    Column(key="finding", title="Finding", share=350, answer=_FINDING),
    Column(key="source", title="Source", share=240, answer=_SOURCE),
)


def worksheet(comparison: Comparison, options: ResponseOptions, *, template: Path | None = None) -> bytes | None:
    """Return the worksheet, a .docx file; ``None`` where no change cites a law.

    Args:
        comparison: The changes, flagged.
        options: Who asks, and of which agency.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    laws = cited_by_changes(comparison)
    if not laws:
        return None
    opened = open_template(template or template_path("response.docx"), styles=tuple(Style), marks=(_FORM_MARK,))
    identity = form_identity(comparison)
    sheet = Sheet(width=opened.text_width, language=ENGLISH)
    parts = [_page_one(comparison, laws, options, sheet)]
    parts += [_law(comparison, authority, f"L-{number:02}", sheet) for number, authority in enumerate(laws, 1)]
    parts.append(text("End of the worksheet.", Style.NORMAL))
    return pack(
        fill_template(
            opened,
            joined(parts),
            marks={
                _FORM_MARK: f"Worksheet {identity}",
                **page_marks(ENGLISH),
                "{{coalition}}": options.coalition,
                "{{agency}}": options.agency,
            },
            title=_title(comparison),
            author=options.coalition,
            language=ENGLISH.tag,
            properties={WORKSHEET_PROPERTY: identity},
        )
    )


def _title(comparison: Comparison) -> str:
    return f"Laws cited in the contract changes, {comparison.old.name} to {comparison.new.name}: worksheet"


# --- page one ---------------------------------------------------------------------------------------------------------


def _page_one(comparison: Comparison, laws: tuple[Authority, ...], options: ResponseOptions, sheet: Sheet) -> Xml:
    agency = options.agency or "The agency"
    number = len({cited.change for authority in laws for cited in authority.changes})
    return joined(
        (
            text(_title(comparison), Style.TITLE),
            text(f"Legal worksheet · {options.coalition}" if options.coalition else "Legal worksheet", Style.SUBTITLE),
            text(
                f"{agency} may say that a law requires a change. This worksheet is for finding out, law by law, "
                f"whether it does. It lists the {count_of(len(laws), 'law or rule', 'laws and rules')} cited by "
                f"{count_of(number, 'change')}, what is known of each, and five questions to answer.",
                Style.NORMAL,
            ),
            paragraph(
                run("Who fills it in: ", Style.STRONG),
                run(
                    "a lawyer or another person who knows the field, asked by the coalition. Members need not; they "
                    "answer in the response document."
                ),
                style=Style.NORMAL,
            ),
            paragraph(
                run("What it does not say: ", Style.STRONG),
                run(
                    "what the law is. It was made by a computer program. What stands under “What is known” was looked "
                    "up on the day that is given there, and may have changed since; the source counts, not this page."
                ),
                style=Style.NORMAL,
            ),
            text("What to do", Style.HEADING),
            *_steps(),
            sheet.table(
                _OUTCOME_COLUMNS,
                (
                    sheet.grid(_OUTCOME_COLUMNS).row(
                        paragraph(run(outcome, Style.STRONG), style=Style.CELL_TEXT), text(meaning)
                    )
                    for outcome, meaning in _OUTCOME_MEANS
                ),
                title="Outcomes",
                description="What each outcome means that can be chosen for a change.",
            ),
            paragraph(run("The laws and rules cited"), style=Style.HEADING, new_page=True),
            _register(comparison, laws, sheet),
            *_unchanged(comparison),
        )
    )


def _steps() -> Iterator[Xml]:
    for first, rest in (
        ("Start with the laws marked “New”", " in the list on the next page: it is for them that a reason is owed."),
        ("Look each law up in its source.", " Answer the five tests in the shaded cells, with section and date."),
        ("Choose an outcome for each change", " that cites the law, and put your name beside it."),
        ("Where you cannot tell,", " leave “not yet checked” and write down what the agency would have to show."),
    ):
        yield paragraph(run(first, Style.STRONG), run(rest), style=Style.STEP)


def _register(comparison: Comparison, laws: Iterable[Authority], sheet: Sheet) -> Xml:
    grid = sheet.grid(_REGISTER_COLUMNS)
    rows = (
        grid.row(
            text(f"L-{number:02}"),
            law_cell(authority, ENGLISH),
            text(in_the_contract(authority, ENGLISH)),
            text(places_of(comparison.old, authority.old, ENGLISH)),
            text(places_of(comparison.new, authority.new, ENGLISH)),
            joined(
                text(f"{cited.change}: {how_cited(comparison, authority, cited, ENGLISH)}")
                for cited in authority.changes
            ),
        )
        for number, authority in enumerate(laws, 1)
    )
    return sheet.table(
        _REGISTER_COLUMNS,
        rows,
        title="The laws and rules cited",
        description="Each row is one law or rule that a change cites. Columns from left to right: its number here, its "
        "name, whether the contract cites it newly or no longer, the clauses of the old version and of the new one "
        "that cite it, and the changes that do.",
    )


def _unchanged(comparison: Comparison) -> list[Xml]:
    """The laws that the contract cites and no change does."""
    names = [authority.name for authority in comparison.authorities if not authority.changes]
    if not names:
        return []
    heading = text("Cited in both versions, and by no change", Style.SUBHEADING)
    return [heading, text(f"{'; '.join(names)}.", Style.NORMAL)]


# --- a law ------------------------------------------------------------------------------------------------------------


def _law(comparison: Comparison, authority: Authority, row: str, sheet: Sheet) -> Xml:
    return joined(
        (
            paragraph(run(f"{row} {authority.name}"), style=Style.HEADING, new_page=True),
            _changes(comparison, authority, row, sheet),
            *_known(authority, row, sheet),
            *_questions(authority),
            _tests(authority, row, sheet),
        )
    )


def _questions(authority: Authority) -> list[Xml]:
    if not authority.questions:
        return []
    return [text("Ask the agency", Style.SUBHEADING), *(text(each, Style.NORMAL) for each in authority.questions)]


def _changes(comparison: Comparison, authority: Authority, row: str, sheet: Sheet) -> Xml:
    grid = sheet.grid(_CHANGE_COLUMNS)
    rows = (
        grid.row(
            id_cell(change.id),
            text(old_and_new(comparison, change, ENGLISH)),
            text(change.summary),
            joined((text(how_cited(comparison, authority, cited, ENGLISH)), text(cited.text, Style.CELL_NOTE))),
            answer_field(_OUTCOME, f"{row} {change.id}"),
            answer_field(_EXPERT, f"{row} {change.id}"),
        )
        for cited in authority.changes
        for change in (comparison.by_id[ChangeId(cited.change)],)
    )
    return _table(
        "Changes that cite it",
        _CHANGE_COLUMNS,
        rows,
        row,
        sheet,
        f"Each row is one change that cites {authority.name}. Please choose an outcome and give your name in the two "
        "columns on the right.",
    )


def _known(authority: Authority, row: str, sheet: Sheet) -> list[Xml]:
    if not authority.facts:
        nothing = text("Nothing is stored about this law. Look it up in its source.", Style.NORMAL)
        return [text("What is known", Style.SUBHEADING), nothing]
    grid = sheet.grid(_FACT_COLUMNS)
    rows = (
        grid.row(
            text(fact.says),
            text(fact_when(fact)),
            joined((text(fact.source), text(f"looked up on {written_day(fact.checked)}", Style.CELL_NOTE))),
        )
        for fact in authority.facts
    )
    return [
        _table(
            "What is known",
            _FACT_COLUMNS,
            rows,
            row,
            sheet,
            "Each row is one fact: what is known, from when to when it holds, and where to look it up.",
        )
    ]


def fact_when(fact: Fact) -> str:
    """From when to when a fact holds."""
    since, until = fact.since and written_day(fact.since), fact.until and written_day(fact.until)
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else "no date is given"


def _tests(authority: Authority, row: str, sheet: Sheet) -> Xml:
    grid = sheet.grid(_TEST_COLUMNS)
    rows = (
        grid.row(
            paragraph(run(test, Style.STRONG), style=Style.CELL_TEXT),
            text(ask),
            answer_field(_FINDING, f"{row} {test}"),
            answer_field(_SOURCE, f"{row} {test}"),
        )
        for test, ask in TESTS
    )
    return _table(
        "Five tests",
        _TEST_COLUMNS,
        rows,
        row,
        sheet,
        f"Each row is one test of whether {authority.name} requires the changes. Please write what you find, and where "
        "it stands, in the two columns on the right.",
    )


def _table(
    heading: str, columns: Sequence[Column], rows: Iterable[Xml], row: str, sheet: Sheet, description: str
) -> Xml:
    """A table under a heading of its own."""
    table = sheet.table(columns, rows, title=f"{row}: {heading.lower()}", description=description)
    return joined((text(heading, Style.SUBHEADING), table))

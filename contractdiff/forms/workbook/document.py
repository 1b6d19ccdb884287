"""The workbook as a file."""

from collections.abc import Iterator, Sequence

from contractdiff.forms.exchange_columns import FORMS
from contractdiff.forms.exchange_forms import SAVE, WHAT_IT_IS, exchange_form_identity
from contractdiff.forms.look import Span, Style
from contractdiff.forms.response import digest_of
from contractdiff.forms.workbook import columns, rows
from contractdiff.model import PACKET_PROPERTY, Exchange, FormKind
from contractdiff.ooxml.sheets import Cell, Field, Workbook
from contractdiff.ooxml.spoken import INTERNAL

_SHEETS = (
    ("Changes", "Every change of this draft, those that may matter first. The shaded columns on the right are yours."),
    ("Side by side", "Every clause of either version, once, in reading order; what differs is marked."),
    ("Flags", "Why changes may matter, one reason in a row, with the words that set it off."),
    ("Authorities", "The laws and rules that the contract cites, and what is known of them."),
    ("Feedback", "What members wrote, word for word."),
    ("Asks", "What the coalition asks besides wording: a delay, a meeting. The shaded columns are yours."),
    ("Questions", "Questions about the whole, or about several changes. The shaded columns are yours."),
)
_STEPS = (
    (
        "Write in the shaded cells",
        "of the sheets Changes, Asks and Questions; what you wrote before stands there already. Lists to choose from "
        "open with a click. Sort, filter and hide as you like: rows are known by their ids.",
    ),
    ("To take something back,", "write “-” over it. An emptied cell is taken for one that nobody touched."),
    (
        "Save it as an Excel workbook (.xlsx)",
        "and send it back. The Word form of the lead asks the same; fill in one of them, not both.",
    ),
)


def lead_workbook(exchange: Exchange) -> bytes:
    """Return the workbook as an .xlsx file: everything known of the changes, and the lead's form to be filled in.

    It holds names and words of members, and is not for the agency.

    Args:
        exchange: The exchange as it stands, with which the form is filled.
    """
    comparison = exchange.comparison
    tables: Sequence[tuple[Sequence[Field], Sequence[rows.Row], int]] = (
        (columns.CHANGE_FIELDS, list(rows.change_rows(exchange)), 2),
        (columns.PAIRED_FIELDS, list(rows.paired(comparison)), 1),
        (columns.FLAG_FIELDS, list(rows.flag_rows(exchange)), 2),
        (columns.LAW_FIELDS, list(rows.law_rows(comparison)), 2),
        (columns.FEEDBACK_FIELDS, list(rows.feedback_rows(exchange)), 2),
        (columns.ASK_FIELDS, list(rows.ask_rows(exchange)), 1),
        (columns.POINT_FIELDS, list(rows.point_rows(exchange)), 1),
    )
    # two workbooks of one round differ in what stands in them already, and must be told apart when they come back
    told = digest_of(repr([made for _, made, _ in tables]))
    identity = f"{exchange_form_identity(exchange, FormKind.LEAD)} · {told}"
    title = f"Workbook of the changes from {comparison.old.name} to {comparison.new.name}"
    book = Workbook(
        title=title,
        author=exchange.feedback.coalition,
        properties={PACKET_PROPERTY: identity},
        foot=f"Form {identity}",
    )
    book.page("About", columns.ABOUT_FIELDS, _about(exchange, title, identity))
    for (name, _), (fields, made, pages) in zip(_SHEETS, tables, strict=True):
        book.sheet(name, fields, made, pages=pages)
    return book.data()


def _about(exchange: Exchange, title: str, identity: str) -> Iterator[tuple[tuple[Cell, Cell], bool]]:
    """What this is, what to do, and who fills it in; of each row whether people write in it."""
    coalition, agency = exchange.feedback.coalition, exchange.feedback.agency or "the agency"
    who, steps = WHAT_IT_IS[FormKind.LEAD]
    declared = FORMS[FormKind.LEAD]
    yield ("", ((title, Style.TITLE),)), False
    if coalition:
        yield ("", coalition), False
    yield ("", ((INTERNAL, Style.STRONG),)), False
    for question in declared.identity:
        yield (question.title, ""), True
    yield (declared.title, who.format(coalition=coalition or "the coalition", agency=agency)), False
    done = [*_STEPS[:2], *(step for step in steps if step != SAVE), _STEPS[2]]
    for number, (first, rest) in enumerate(done, 1):
        yield ("What to do" if number == 1 else "", ((f"{number}. {first}", Style.STRONG), (f" {rest}", ""))), False
    for name, holds in _SHEETS:
        yield (f"Sheet “{name}”", holds), False
    yield ("Marks", _MARKS), False
    yield ("Which form this is", f"Form {identity}"), False


_MARKS: tuple[Span, ...] = (
    ("Struck through", Style.DELETED),
    (": words of the old version that are gone. ", ""),
    ("Underlined", Style.INSERTED),
    (": words that are new. Colours repeat what the words in the cells say.", ""),
)

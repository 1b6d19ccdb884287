"""Writing the reports on what members said, and on the exchange with the agency."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from contractdiff.api.dockets import refuse_compared
from contractdiff.api.exchange import exchange_in, read_exchange
from contractdiff.api.guarding import refuse_leaks
from contractdiff.api.issuing import PageOrder, make_page, make_workbook
from contractdiff.docket import Docket
from contractdiff.errors import FormError, OutputError
from contractdiff.files import check_output, in_file_name, make_folder, write_files
from contractdiff.forms import merged_document
from contractdiff.model import Exchange, Feedback
from contractdiff.options import ResponseOptions
from contractdiff.reports import intake_document, intake_workbook, tally_document, tally_workbook
from contractdiff.reports.exchange import (
    AlertTexts,
    alert_document,
    brief_document,
    concern_documents,
    explainer_document,
    faq_document,
    outcome_document,
    reconciliation_document,
    reminder_document,
    tracker_document,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """What a report needs besides the docket.

    Attributes:
        today: The day on which it is made.
        at: The time, in ISO 8601.
        texts: What an action alert says that no docket holds.
        meeting: The meeting that a brief is for, as it is printed.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.
        public: Of the side-by-side page, whether it is for others than staff, without the numbers of what members said.
        language: Of the side-by-side page, its language.
        return_by: Of the page, by when members answer; "" for what the comparison was made with.
        return_to: Of the page, where they send their answers; "" likewise.
    """

    today: date
    at: str = ""
    texts: AlertTexts = field(default_factory=AlertTexts)
    meeting: str = ""
    template: Path | None = None
    public: bool = False
    language: str = "en"
    return_by: str = ""
    return_to: str = ""


_Maker = Callable[[Exchange, ReportOrder], bytes]


def _merged(feedback: Feedback, template: Path | None) -> bytes:
    return merged_document(feedback, _options(feedback), template=template)


def _options(feedback: Feedback) -> ResponseOptions:
    return ResponseOptions(
        agency=feedback.agency,
        coalition=feedback.coalition,
        return_by=feedback.return_by,
        return_to=feedback.return_to,
    )


def _reminder(exchange: Exchange, order: ReportOrder) -> bytes:
    made = reminder_document(exchange, today=order.today, template=order.template)
    if made is None:
        raise FormError("Nothing is overdue: there is nothing to remind the agency of.")
    return made


def _outcome(exchange: Exchange, order: ReportOrder) -> bytes:
    return outcome_document(exchange, issued=exchange.issued, template=order.template)


# What each report consists of, by the ending of the file.
REPORTS: Mapping[str, Mapping[str, _Maker]] = {
    "tally": {
        ".docx": lambda exchange, order: tally_document(exchange.feedback, template=order.template),
        ".xlsx": lambda exchange, order: tally_workbook(exchange.feedback),
    },
    "intake": {
        ".docx": lambda exchange, order: intake_document(exchange.feedback, template=order.template),
        ".xlsx": lambda exchange, order: intake_workbook(exchange.feedback),
    },
    "merged": {".docx": lambda exchange, order: _merged(exchange.feedback, order.template)},
    "faq": {".docx": lambda exchange, order: faq_document(exchange, template=order.template)},
    "alert": {
        ".docx": lambda exchange, order: alert_document(
            exchange, order.texts, today=order.today, template=order.template
        )
    },
    "brief": {
        ".docx": lambda exchange, order: brief_document(
            exchange, today=order.today, meeting=order.meeting, template=order.template
        )
    },
    "tracker": {
        ".docx": lambda exchange, order: tracker_document(exchange, today=order.today, template=order.template)
    },
    "explainer": {".docx": lambda exchange, order: explainer_document(exchange, template=order.template)},
    "reconciliation": {".docx": lambda exchange, order: reconciliation_document(exchange, template=order.template)},
    "reminder": {".docx": _reminder},
    "outcome": {".docx": _outcome},
}
PUBLIC = frozenset(("faq", "alert", "explainer", "reminder"))
"""The reports that others than staff read: each is checked before it is written, as the packet is."""
CONCERNS = "concerns"
"""The report of which each member gets one of its own, in a folder."""
PAGE = "side-by-side"
"""The page for the browser, in which members can answer."""
WORKBOOK = "workbook"
"""The report that is a form as well: it is kept in the docket as it is sent out."""


def write_report(
    folder: Path, kind: str, order: ReportOrder, *, output: Path | None = None, force: bool = False
) -> list[Path]:
    """Write a report, and return its files.

    Args:
        folder: The docket.
        kind: One of ``REPORTS``, ``CONCERNS``, ``PAGE`` or ``WORKBOOK``.
        order: What it needs besides the docket.
        output: The file to write, whose ending says which one, or of ``CONCERNS`` the folder; ``None`` for all of them,
            in the docket.
        force: Whether files that are there are replaced.

    Raises:
        FormError: There is nothing that the report could tell.
        OutputError: A file cannot be written, or no report has this ending.
        PacketError: A report that others read holds what must not leave the coalition.
    """
    if kind == CONCERNS:
        return _write_concerns(folder, order, output=output, force=force)
    if kind == PAGE:
        wanted_page = PageOrder(
            public=order.public,
            language=order.language,
            output=output,
            force=force,
            return_by=order.return_by,
            return_to=order.return_to,
        )
        return [make_page(folder, wanted_page, at=order.at)]
    if kind == WORKBOOK:
        if output is not None and output.suffix.lower() != ".xlsx":
            raise OutputError(f"{output}: give a name that ends in .xlsx.")
        return [make_workbook(folder, output=output, force=force, at=order.at)]
    makers = REPORTS[kind]
    wanted = {ending: folder / f"{kind}{ending}" for ending in makers}
    if output is not None:
        if output.suffix.lower() not in makers:
            raise OutputError(f"{output}: give a name that ends in {' or '.join(makers)}.")
        wanted = {output.suffix.lower(): output}
    with Docket(folder) as docket:
        refuse_compared(docket, wanted.values())
        for path in wanted.values():
            check_output(path, force=force)
        exchange = exchange_in(docket)
    made = [(path, makers[ending](exchange, order)) for ending, path in wanted.items()]
    if kind in PUBLIC:
        plain, files = replace(order, texts=AlertTexts(), template=None), {path.name: data for path, data in made}
        refuse_leaks(exchange, files, what=kind, plain=lambda bare: makers[".docx"](bare, plain))
    write_files(made, force=force, private=True)
    return list(wanted.values())


def _write_concerns(folder: Path, order: ReportOrder, *, output: Path | None, force: bool) -> list[Path]:
    """A document for each respondent, in a folder."""
    exchange = read_exchange(folder)
    place = output or folder / f"{CONCERNS}-round{exchange.round}"
    made = []
    for respondent, data in concern_documents(exchange, template=order.template):
        made.append((place / f"{respondent.key} {in_file_name(respondent.name) or 'member'}.docx", data))
    if not made:
        raise FormError("No member has answered yet: there is nothing to tell anybody of.")
    make_folder(place)
    write_files(made, force=force, private=True)
    return [path for path, _ in made]

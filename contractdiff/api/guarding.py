"""What must not stand in any document that leaves the coalition, and the refusal of one in which it does.

The packet is told check by check; the agency's form and the reports that anybody may read are refused as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from contractdiff.errors import ContractDiffError, PacketError
from contractdiff.forms import response_document
from contractdiff.forms.packet import letter_document, packet_document
from contractdiff.model import (
    NAME_US,
    PACKET_PROPERTY,
    Exchange,
    Feedback,
    Guard,
    Label,
    LabelKind,
    Line,
    Opinion,
    ReturnedForm,
)
from contractdiff.ooxml.returned import read_returned
from contractdiff.ooxml.spoken import REPORT_PROPERTY
from contractdiff.options import PacketOrder, ResponseOptions
from contractdiff.release import check_package
from contractdiff.release.ordinary import contact_parts
from contractdiff.release.verbatim import share_taken

LEAST = 5
# The rows of the member form in which names stand.
_NAMING = ("Organization", "Contact")
# What a person reads before a packet goes is no reason to refuse a report.
_TO_BE_READ = frozenset(("names-in-doubt", "words-in-doubt"))
# An expert who puts less of the own analysis than this into the words for the packet has chosen them.
_MOST_SHARED = 0.5
_FINDINGS_TOLD = 5


def guard_of(exchange: Exchange, order: PacketOrder, *, fixed: Iterable[str] = ()) -> Guard:
    """What must not stand in a document for others, and what may.

    Args:
        exchange: The exchange with the agency.
        order: What of members goes out with it.
        fixed: The sentences that contractdiff itself prints in the document.
    """
    feedback = exchange.feedback
    consented = {each.name for each in feedback.counted if each.consent == NAME_US}
    sides = (exchange.comparison.old, exchange.comparison.new)
    public = (
        *(clause.wording for side in sides for clause in side.clauses),
        *(line.change.summary for line in exchange.lines),
        *fixed,
        *consented,
        feedback.coalition,
        feedback.agency,
    )
    signed = [
        words
        for each in exchange.signatories
        for words in (each.organization, each.name, each.title, ", ".join(filter(None, (each.name, each.title))))
    ]
    proposed = [words for line in exchange.lines for words in (line.requested, line.agreed)]
    theirs = tuple(_of_agency(exchange))
    allowed = (
        *theirs,
        *(quote.words for quote in order.quotes),
        *(opinion.text for line in exchange.lines for opinion in line.opinions if _is_chosen(opinion, line)),
        *_printed(exchange),
    )
    return Guard(
        coalition=feedback.coalition,
        names=tuple(dict.fromkeys(_names(feedback, consented))),
        texts=_given(_texts(exchange, order)),
        public=_given(public),
        allowed=_given(allowed),
        proposed=_given(proposed),
        theirs=_given((*theirs, order.contact, order.answer_to)),
        signed=_given(signed),
        properties=frozenset((PACKET_PROPERTY, REPORT_PROPERTY)),
        counted=("Responses by",),
        least=LEAST,
    )


def refuse_leaks(
    exchange: Exchange,
    files: Mapping[str, bytes],
    *,
    what: str,
    plain: Callable[[Exchange], bytes | None],
) -> None:
    """Refuse files for others in which a name, words of members, or traces of their making stand.

    Args:
        exchange: The exchange with the agency.
        files: The files by their names.
        what: What they are, as it is told: "faq".
        plain: Makes the same of an exchange of which nobody wrote anything, for the sentences that it prints anyway.

    Raises:
        PacketError: Something was found.
    """
    order = PacketOrder(contact=exchange.contact)
    checks = check_package(files, guard_of(exchange, order, fixed=tuple(_fixed(exchange, plain))))
    failed = [check for check in checks if not check.passed and check.id not in _TO_BE_READ]
    if not failed:
        return
    findings = [finding for check in failed for finding in check.findings]
    more = len(findings) - _FINDINGS_TOLD
    told = "\n".join(f"- {each}" for each in findings[:_FINDINGS_TOLD])
    raise PacketError(
        f"The {what} was not written: {len(failed)} of {len(checks)} checks failed "
        f"({', '.join(check.id for check in failed)}).\n{told}{f'{chr(10)}and {more:,} more' if more > 0 else ''}"
    )


def packet_sentences(exchange: Exchange, order: PacketOrder) -> Iterator[str]:
    """What the letter and the packet say anyway: all but what people wrote, by the templates of contractdiff itself.

    A template of the coalition's own is looked through like everything else.
    """
    bare = bare_exchange(exchange)
    plain = replace(order, quotes=(), named=(), contact="", answer_to="")
    for document in (letter_document(bare, plain), packet_document(bare, plain)):
        yield from paragraphs_of(read_returned(document, "packet.docx"))


def bare_exchange(exchange: Exchange) -> Exchange:
    """The exchange as if nobody had written anything, neither of the coalition nor of the agency."""
    return replace(
        exchange,
        feedback=replace(
            exchange.feedback, respondents=(), submissions=(), members=(), refused=(), matters=(), others=()
        ),
        lines=tuple(map(_bare, exchange.lines)),
        withdrawn=tuple(map(_bare, exchange.withdrawn)),
        asks=(),
        questions=(),
        listed=(),
        reconciliation=None,
        signatories=(),
        seats=tuple((seat, "") for seat, _ in exchange.seats),
        contact="",
        conflicts=(),
    )


def paragraphs_of(document: ReturnedForm) -> Iterator[str]:
    """Every paragraph of a document, those of cells and margins too."""
    yield from (*document.paragraphs, *document.margins)
    for table in document.tables:
        for row in table:
            for cell in row.cells:
                yield from cell.text.split("\n")


def _bare(line: Line) -> Line:
    return replace(
        line,
        summary=line.change.summary,
        effect="",
        stance=None,
        requested="",
        question="",
        opinions=(),
        options="",
        dissent="",
        agreed="",
        vote=None,
        label=Label(kind=LabelKind.UNDER_REVIEW, sentence="Under review"),
        sources={},
        notes=(),
        answers=(),
        priority_by="",
    )


def _fixed(exchange: Exchange, plain: Callable[[Exchange], bytes | None]) -> Iterator[str]:
    try:
        made = plain(bare_exchange(exchange))
    except ContractDiffError:
        return  # it has nothing to say where nobody wrote anything
    if made is not None:
        yield from paragraphs_of(read_returned(made, "plain.docx"))


def _given(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in texts if each.strip()))


# --- what may stand ---------------------------------------------------------------------------------------------------


def _of_agency(exchange: Exchange) -> Iterator[str]:
    """The agency's own words, which it knows."""
    for line in (*exchange.lines, *exchange.withdrawn):
        for answer in line.answers:
            yield from (answer.reason, answer.authority, answer.reply, answer.applies, *answer.beside)
    for ask in exchange.asks:
        yield from (ask.granted, ask.reply)
    for question in exchange.questions:
        yield question.answer
    for row in exchange.listed:
        yield from (row.clause, row.what, row.reason, row.authority, row.applies)


def _is_chosen(opinion: Opinion, line: Line) -> bool:
    """Whether an expert wrote words for the packet, and did not only copy an analysis into them."""
    return bool(opinion.text) and all(share_taken(each.analysis, opinion.text) < _MOST_SHARED for each in line.opinions)


def _printed(exchange: Exchange) -> Iterator[str]:
    """What the member form prints, where a row came back of which nobody knows which one it is."""
    feedback = exchange.feedback
    if not any(row.cells for submission in feedback.submissions for row in submission.sheet.rows):
        return
    options = ResponseOptions(agency=feedback.agency, coalition=feedback.coalition, return_by=feedback.return_by)
    form = read_returned(response_document(feedback.comparison, options), "response.docx")
    yield from paragraphs_of(form)
    for table in form.tables:
        for row in table:
            yield from (cell.text for cell in row.cells)
            yield " ".join(cell.text for cell in row.cells)


# --- what must not ----------------------------------------------------------------------------------------------------


def _names(feedback: Feedback, allowed: set[str]) -> Iterator[str]:
    """Names, aliases and contacts of all members and senders that did not consent; contacts of the others, too."""
    free = {name.casefold() for name in allowed}
    for member in feedback.members:
        if member.name.casefold() not in free:
            yield from (member.name, *member.aliases)
        yield from contact_parts(member.contact)
    for respondent in feedback.respondents:
        if respondent.name.casefold() not in free and respondent.member is None and respondent.submissions:
            yield from () if respondent.name.startswith("(no name") else (respondent.name,)
        for row, words in respondent.details:
            if row == "Contact":
                yield from contact_parts(words)
    for submission in feedback.submissions:
        organization = submission.sheet.answer("Organization")
        if organization and organization.text.casefold() not in free and not _is_allowed(submission.id, feedback, free):
            yield organization.text
        for found in submission.sheet.rows:
            yield from (entry.author for entry in found.entries if entry.author)
        yield from (loose.author for loose in submission.sheet.loose if loose.author)


def _is_allowed(submission: str, feedback: Feedback, allowed: set[str]) -> bool:
    """Whether the sender of a file agreed to be named."""
    return any(submission in each.submissions and each.name.casefold() in allowed for each in feedback.respondents)


def _texts(exchange: Exchange, order: PacketOrder) -> Iterator[str]:
    """Words of members that may not be quoted, and what experts and the workgroup wrote for the coalition alone."""
    feedback = exchange.feedback
    quoted = {quote.words for quote in order.quotes}
    for submission in feedback.submissions:
        for row in submission.sheet.rows:
            if row.id in _NAMING:
                continue  # names are looked for as such
            yield from (entry.text for entry in row.entries if " ".join(entry.text.split()) not in quoted)
            yield from row.cells
        yield from (loose.text for loose in submission.sheet.loose)
    for respondent in feedback.respondents:
        yield from (words for row, words in respondent.details if row != "Contact")
    for line in (*exchange.lines, *exchange.withdrawn):
        yield line.options
        yield from line.notes
        yield from (opinion.analysis for opinion in line.opinions)

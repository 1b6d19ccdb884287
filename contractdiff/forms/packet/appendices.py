"""The packet's appendices B to E: authorities, words, method, and who signs."""

from collections.abc import Iterable, Iterator

from contractdiff.forms.authorities import cited_by_changes, in_the_contract, law_cell
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.packet.columns import (
    FILE_COLUMNS,
    FINDING_COLUMNS,
    GLOSSARY_COLUMNS,
    LAW_COLUMNS,
    NAME_COLUMNS,
    NAMED_COLUMNS,
    SIGNATORY_COLUMNS,
    TEST_COLUMNS,
)
from contractdiff.forms.packet.lines import NOTHING, change_links, clause_of
from contractdiff.forms.packet.matrix import given_reason
from contractdiff.forms.packet.summary import responses_line
from contractdiff.forms.worksheet import TESTS
from contractdiff.model import REASONS, REQUIRES, Contract, Denominator, Exchange, LabelKind, Line, Reading, Signatory
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.options import PacketOrder
from contractdiff.text import count_of, listed

# The marks that the packet uses, of those that the response document explains.
_MARKS = {"deleted": Style.DELETED, "inserted": Style.INSERTED} | dict.fromkeys(
    ("versions", "left_out", "arrow", "was", "bar", "moved", "split", "merged", "silent", "throughout", "anew"),
    Style.STRONG,
)
_WORDS = (
    ("Critical", "Touches money, payment, termination or liability, or adds a duty for providers."),
    ("Substantive", "Changes what somebody must, may or need not do."),
    ("Administrative", "Numbers, references, years, spelling."),
    ("Acknowledged", "The agency says that it made this change. It does not say that either side agrees with it."),
    ("Denied", "The agency says that it did not make this change."),
    ("Answered in different ways", "The agency’s answers to this change do not agree with each other."),
    ("Not answered", "The agency was asked about the change, and has not said whether it made it."),
    ("The coalition’s position", "Carried by a recorded vote of the coalition’s committee."),
    ("Supported by the coalition", "Carried by half of the committee: support, and no position on a major issue."),
    ("Under review", "No vote is recorded yet. What is said of the change is no position of the coalition."),
    ("Stated authority", "The law or rule that the agency names for a change, in its words."),
)
_NOT_COMPARED = (
    "Not compared were formatting, pictures, signatures, and documents that the contract only refers to. The list was "
    "made by a computer program and gone through by people; only the contract itself counts."
)
_PROTECTED = (
    "Members chose how their answers may be used. Members that answered for the coalition alone are in no number of "
    "this packet. No member is named, and no words are quoted, without consent; who signs says nothing of who answered."
)


# The letters of a row that surely is no taller than a page.
_SHORT = 1000


def _appendix(letter: str, title: str) -> Xml:
    return paragraph(run(f"Appendix {letter}: {title}"), style=Style.HEADING, new_page=True)


def _linked(content: Iterable[Xml], lead: str = "") -> Xml:
    """A paragraph of links; with words before it, so that an id that stands alone is taken for no row's own."""
    return paragraph(*([run(f"{lead} ")] if lead else []), *content, style=Style.CELL_TEXT)


# --- B: authorities ---------------------------------------------------------------------------------------------------


def authorities(exchange: Exchange, sheet: Sheet) -> Iterator[Xml]:
    """Appendix B: the laws cited, the authorities the agency names, the five tests and what was found by them."""
    yield _appendix("B", "Authorities and tests")
    yield from _laws(exchange, sheet)
    yield from _named_by_agency(exchange, sheet)
    grid = sheet.grid(TEST_COLUMNS)
    rows = (grid.row(paragraph(run(name, Style.STRONG), style=Style.CELL_TEXT), text(ask)) for name, ask in TESTS)
    yield text("Five tests", Style.SUBHEADING)
    yield sheet.table(
        TEST_COLUMNS,
        rows,
        title="Five tests",
        description="Whether a law requires a change was asked in five ways.",
    )
    yield text("What was found", Style.SUBHEADING)
    yield _findings(exchange, sheet)


def _laws(exchange: Exchange, sheet: Sheet) -> Iterator[Xml]:
    laws = cited_by_changes(exchange.comparison)
    if not laws:
        return
    grid = sheet.grid(LAW_COLUMNS)
    rows = (
        grid.row(
            law_cell(law, ENGLISH),
            text(in_the_contract(law, ENGLISH)),
            _linked(change_links(exchange, tuple(dict.fromkeys(each.change for each in law.changes))), "Cited in"),
            whole=False,
        )
        for law in laws
    )
    yield text("Laws and rules that the changes cite", Style.SUBHEADING)
    yield sheet.table(
        LAW_COLUMNS,
        rows,
        title="Laws and rules that the changes cite",
        description="Each row is a law or rule that stands in the words of a change. That it is cited does not say "
        "that it requires them.",
    )


def _named_by_agency(exchange: Exchange, sheet: Sheet) -> Iterator[Xml]:
    given: dict[str, tuple[str, list[str]]] = {}
    for line in (*exchange.lines, *exchange.withdrawn):
        for answer in line.answers:
            if words := answer.authority.strip():
                ids = given.setdefault(" ".join(words.casefold().split()), (words, []))[1]
                ids += [line.id] if line.id not in ids else []
    if not given:
        return
    grid = sheet.grid(NAMED_COLUMNS)
    rows = (
        grid.row(text(words), _linked(change_links(exchange, ids), "Given for"), whole=False)
        for words, ids in given.values()
    )
    yield text("Authorities that the agency names", Style.SUBHEADING)
    yield sheet.table(
        NAMED_COLUMNS,
        rows,
        title="Authorities that the agency names",
        description="Each row is an authority as the agency wrote it, with the changes that it is given for.",
    )


def _findings(exchange: Exchange, sheet: Sheet) -> Xml:
    grid = sheet.grid(FINDING_COLUMNS)
    # what an expert wrote no words for the packet of stays with the coalition, its outcome too
    rows = [
        grid.row(
            _linked(change_links(exchange, (line.id,))),
            text(clause_of(line)),
            _given(line),
            text(opinion.cite or NOTHING),
            text(REQUIRES.get(opinion.requires, NOTHING)),
            text(opinion.text),
            whole=len(opinion.text) + len(opinion.cite) < _SHORT and line.reason is None,
        )
        for line in exchange.lines
        for opinion in line.opinions
        if opinion.text.strip()
    ]
    if not rows:
        return text("Nothing is said of the law in this packet.", Style.NORMAL)
    return sheet.table(
        FINDING_COLUMNS,
        rows,
        title="What was found of the law",
        description="Each row is what was found of one change: the section that was looked up, whether it requires the "
        "change, and why.",
    )


def _given(line: Line) -> Xml:
    if line.reason is None:
        return text("None given.")
    parts = filter(None, (REASONS.get(line.reason.category, ""), given_reason(line.reason)))
    return joined(text(part) for part in parts)


# --- C: words ---------------------------------------------------------------------------------------------------------


def glossary(sheet: Sheet) -> Iterator[Xml]:
    """Appendix C: the marks and words used."""
    yield _appendix("C", "Marks and words")
    say = ENGLISH.say
    entries = [
        *((say(f"glossary.{key}.word"), style, say(f"glossary.{key}.means")) for key, style in _MARKS.items()),
        *((word, Style.STRONG, meaning) for word, meaning in _WORDS),
    ]
    grid = sheet.grid(GLOSSARY_COLUMNS)
    rows = (
        grid.row(paragraph(run(word, style), style=Style.CELL_TEXT), text(meaning)) for word, style, meaning in entries
    )
    yield sheet.table(
        GLOSSARY_COLUMNS,
        rows,
        title="Marks and words",
        description="What the marks and words in this packet mean.",
    )


# --- D: method --------------------------------------------------------------------------------------------------------


def method(exchange: Exchange, order: PacketOrder, sheet: Sheet) -> Iterator[Xml]:
    """Appendix D: which files were compared and how, what was not, how positions were set, how counts were made."""
    comparison = exchange.comparison
    yield _appendix("D", "How this packet was made")
    if comparison.marked:
        marked = comparison.marked
        yield text(f"Changes that the agency marked itself were read from {marked.file} (SHA-256 {marked.sha256}).",
                   Style.NORMAL)  # fmt: skip
    if days := [f"{each.draft or f'round {each.number}'} on {each.opened.partition('T')[0]}" for each in exchange.rounds
                if each.opened]:  # fmt: skip
        yield text(f"Compared: {listed(*days)}.", Style.NORMAL)
    contracts = [("Old version", comparison.old), ("New version", comparison.new)]
    contracts += [("Set beside them", comparison.benchmark)] if comparison.benchmark else []
    grid = sheet.grid(FILE_COLUMNS)
    rows = (
        grid.row(
            text(f"{which}: {contract.name}" if reading is contract.reading else "–  part of it"),
            text(_file(reading)),
            text(_contents(contract, reading)),
            text(reading.sha256),
        )
        for which, contract in contracts
        for reading in (contract.reading, *contract.reading.parts)
    )
    yield sheet.table(
        FILE_COLUMNS, rows, title="Files compared", description="Each row is a file that was read, and how to tell it."
    )
    yield text("What was not compared or could not be read", Style.SUBHEADING)
    yield from (text(line, Style.NORMAL) for line in _not_read(exchange))
    yield text("How positions were set", Style.SUBHEADING)
    yield from (text(line, Style.NORMAL) for line in _positions(exchange))
    yield text("How answers were counted", Style.SUBHEADING)
    yield from (text(line, Style.NORMAL) for line in (responses_line(order), _PROTECTED, *order.suppressed) if line)


def _file(reading: Reading) -> str:
    return f"{reading.file} ({reading.designation})" if reading.designation else reading.file


def _contents(contract: Contract, reading: Reading) -> str:
    own = [each for each in contract.clauses if reading is contract.reading or each.file == reading.file]
    words = sum(len(clause.wording.split()) for clause in own)
    kind = "folder" if reading.parts else ENGLISH.say(f"formats.{reading.format.value}")
    pages = f", {count_of(reading.pages, 'page')}" if reading.pages else ""
    return f"{kind}{pages}; {count_of(len(own), 'clause')}, {count_of(words, 'word')}"


def _not_read(exchange: Exchange) -> Iterator[str]:
    comparison = exchange.comparison
    yield _NOT_COMPARED
    said = [notice.message for notice in comparison.notices]
    for contract in (comparison.old, comparison.new):
        for reading in (contract.reading, *contract.reading.parts):
            for notice in reading.notices:
                page = f", page {notice.page}" if notice.page is not None else ""
                said.append(f"{reading.file}{page}: {notice.message}")
    yield from dict.fromkeys(said)


def _positions(exchange: Exchange) -> Iterator[str]:
    """How votes become positions, in plain words, with what shares were taken of."""
    seats = f" of {count_of(len(exchange.seats), 'seat')}" if exchange.seats else ""
    yield (
        f"A position is set by a recorded vote of the coalition’s committee{seats}, never by counting members’ "
        "answers. Two thirds or more make a position. Half or more, and less than two thirds, make support. With less "
        "than half the coalition takes no position. Where somebody voted no, the packet says of whom it is the view."
    )
    voted = [line.label for line in exchange.lines if line.label.kind is not LabelKind.UNDER_REVIEW]
    of = {label.of for label in voted} or {Denominator.ALL}
    shares = {
        Denominator.ALL: "all seats of the committee, so that who is absent or abstains counts as not having said yes",
        Denominator.VOTING: "the seats that voted yes or no",
    }
    if len(of) == 1:
        yield f"Shares are taken of {shares[of.pop()]}."
    else:
        yield f"Shares are taken of {shares[Denominator.ALL]}; or, where the position says so, of " + (
            f"{shares[Denominator.VOTING]}."
        )
    none = len(exchange.lines) - len(voted)
    if none:
        yield f"On {count_of(none, 'change')} no vote is recorded; {'it is' if none == 1 else 'they are'} under review."


# --- E: who signs -----------------------------------------------------------------------------------------------------


def signatories(exchange: Exchange, order: PacketOrder, sheet: Sheet) -> Iterator[Xml]:
    """Appendix E: who signs; and the members and words that may be named and quoted."""
    yield _appendix("E", "Signatories")
    if exchange.signatories:
        grid = sheet.grid(SIGNATORY_COLUMNS)
        rows = (grid.row(text(each.organization or NOTHING), text(signed_by(each))) for each in exchange.signatories)
        yield sheet.table(
            SIGNATORY_COLUMNS,
            rows,
            title="Signatories",
            description="Each row is an organization that signs the letter, and who signed for it. It says nothing of "
            "who answered.",
        )
    else:
        yield text("No organization signs by name.", Style.NORMAL)
    if order.named:
        grid = sheet.grid(NAME_COLUMNS)
        yield text("Members that answered and agreed to be named", Style.SUBHEADING)
        yield sheet.table(
            NAME_COLUMNS,
            (grid.row(text(name)) for name in order.named),
            title="Members that answered and agreed to be named",
            description="Each row is a member that answered. Others answered and are not named.",
        )
    if order.quotes:
        yield text("In members’ words", Style.SUBHEADING)
        yield from _quotes(exchange, order)


def _quotes(exchange: Exchange, order: PacketOrder) -> Iterator[Xml]:
    """A paragraph for each quotation: a row that names a change would be taken for the row of that change."""
    yield text("Each paragraph is what a member wrote and agreed to be quoted with.", Style.NORMAL)
    for each in order.quotes:
        about = (run(", about "), *change_links(exchange, (each.change,))) if each.change else ()
        words = run(ENGLISH.quoted(" ".join(each.words.split())))
        yield paragraph(run(f"{each.by or 'A member'}", Style.STRONG), *about, run(": "), words, style=Style.NORMAL)


def signed_by(each: Signatory) -> str:
    """Who signs for an organization: "Ana Ruiz, Executive Director"."""
    return ", ".join(filter(None, (each.name, each.title))) or NOTHING

"""What the content of a packet must be: every change in its row, and no position that no vote carries.

A packet that somebody altered in Word is set against the one that the docket makes: what stands there, may stand.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contractdiff.api.guarding import paragraphs_of
from contractdiff.errors import UnreadableError
from contractdiff.forms.packet import check_rows
from contractdiff.model import (
    PACKET_PROPERTY,
    STANCES,
    ChangeId,
    Check,
    Exchange,
    FormKind,
    Matter,
    MatterKind,
    ReturnedForm,
    Stance,
)
from contractdiff.ooxml.returned import read_returned
from contractdiff.text import fold_printed

_POSITION = "Coalition position"
_SAID = ("Effect on services", _POSITION, "Requested wording")
_EMPTY = frozenset(("", "–", "None", "None."))
_STANDS = tuple(map(fold_printed, (*STANCES.values(), "The coalition’s position", "Supported by the coalition")))
# Words that call something a position wherever they stand; others are positions in their column alone.
_CLAIMS = re.compile(
    r"coalition'?s? (?:\w+ )?position|position of (?:the|our) (?:coalition|members|committee)"
    r"|\bour (?:\w+ )?position\b"
    r"|supported by (?:the|our) (?:coalition|committee|members)|\badopted\b|\bunanimous|\btwo[- ]thirds\b"
    r"|\bthe coalition (?:strongly |firmly |fully )?"
    r"(?:opposes?|supports?|objects?|rejects?|accepts?|endorses?|demands?)\b"
    r"|\bwe (?:all |strongly |firmly |fully )*(?:oppose|support|object|reject|endorse)\b"
    r"|\bthe (?:committee|members) (?:voted|oppose|support|reject)\b"
    r"|restore the (?:old|previous|former) wording|change the wording as requested"
)
# The letter has one page.
_MORE_THAN_A_LETTER = 40
_OWN_FORMS = frozenset((FormKind.LEAD, FormKind.EXPERT, FormKind.WORKGROUP))
_OF_FORMS = frozenset((MatterKind.ANSWER, MatterKind.ROW, MatterKind.WHICH, MatterKind.POSITION))


@dataclass(slots=True)
class _Row:
    cells: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """A document, by its rows: those that begin with the id of a change, by it, and all its paragraphs."""

    rows: dict[str, list[_Row]] = field(default_factory=dict)
    paragraphs: set[str] = field(default_factory=set)
    by_row: dict[str, set[str]] = field(default_factory=dict)


def content_checks(exchange: Exchange, files: Mapping[str, bytes], own: Mapping[str, bytes]) -> tuple[Check, ...]:
    """That every change stands in its row, that no row is empty, and that nothing is called a position without a vote.

    Args:
        exchange: The exchange with the agency.
        files: The files of the packet by their names.
        own: The Word documents as the docket makes them; the same as ``files`` where nobody altered anything.
    """
    known = _known(exchange, own)
    unvoted: list[str] = []
    missing: list[str] = []
    empty = list(check_rows(exchange))
    empty += [
        f"{line.id}: “{STANCES[Stance.AMEND]}” is chosen, and no wording is requested. Make the lead form anew "
        "and give one there."
        for line in exchange.lines
        if line.stance is Stance.AMEND and not line.wording
    ]
    for name, data in files.items():
        if not name.lower().endswith(".docx"):
            continue
        try:
            document = read_returned(data, name)
        except UnreadableError:
            continue  # which a check of its own tells
        found = _read(exchange, document)
        if _is_packet(document, found, known):
            missing += _missing(exchange, name, found, known)
        empty += [
            f"{name}, {row}: its row is empty. Say something of it in the lead form."
            for row, several in found.rows.items()
            for each in several
            if _POSITION in each.titles and not any(_said(each, title) for title in _SAID)
        ]
        unvoted += _claims(exchange, name, found, known)
    return (
        Check(id="every-change", title="Every change stands in a row of its own", findings=_once(missing)),
        Check(id="empty-rows", title="Something is said of every change", findings=_once(empty)),
        Check(
            id="positions",
            title="Nothing is called the coalition’s position without a recorded vote that carries it",
            findings=_once(unvoted),
        ),
    )


def open_matters_check(exchange: Exchange) -> Check:
    """That nothing of the coalition's own forms waits for somebody to say what was meant."""
    files = {each.id: each.name for each in exchange.feedback.others if each.kind in _OWN_FORMS}
    waiting = [
        matter
        for matter in exchange.feedback.open_matters
        if matter.kind in _OF_FORMS and (matter.subject in files or not files.keys().isdisjoint(matter.candidates))
    ]
    return Check(
        id="open-matters",
        title="Nothing of the coalition’s own forms is still to be decided",
        findings=tuple(map(_matter, waiting)),
    )


def _matter(matter: Matter) -> str:
    return (
        f"{matter.file}: {matter.says} Decide it: contractdiff resolve DOCKET {matter.id} "
        f"{' or '.join(matter.choices)}."
    )


def _once(findings: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(findings))


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(exchange: Exchange, document: ReturnedForm) -> _Read:
    found = _Read()
    found.paragraphs = {folded for each in paragraphs_of(document) if (folded := _fold(each))}
    for table in document.tables:
        titles: tuple[str, ...] = ()
        for row in table:
            if row.heading:
                titles = tuple(cell.text for cell in row.cells)
                continue
            name = row.cells[0].text.partition("\n")[0].strip() if row.cells else ""
            if name in exchange.by_id:
                cells = tuple(cell.text for cell in row.cells)
                found.rows.setdefault(name, []).append(_Row(cells=cells, titles=titles))
                own = found.by_row.setdefault(name, set())
                own.update(folded for cell in cells for each in cell.split("\n") if (folded := _fold(each)))
    return found


def _known(exchange: Exchange, own: Mapping[str, bytes]) -> _Read:
    """The same of all documents that the docket makes."""
    together = _Read()
    for name, data in own.items():
        found = _read(exchange, read_returned(data, name))
        together.paragraphs |= found.paragraphs
        for row, several in found.rows.items():
            together.rows.setdefault(row, []).extend(several)
            together.by_row.setdefault(row, set()).update(found.by_row[row])
    return together


def _is_packet(document: ReturnedForm, found: _Read, known: _Read) -> bool:
    """Whether a document is the packet, or what somebody left of it, and not the letter."""
    if PACKET_PROPERTY in dict(document.properties) or found.rows:
        return True
    # more of it than a letter of one page could have
    return len(found.paragraphs & known.paragraphs) > _MORE_THAN_A_LETTER


def _fold(text: str) -> str:
    """One spelling of a text, its words kept apart."""
    return " ".join(text.replace("’", "'").casefold().split())


def _said(row: _Row, title: str) -> bool:
    at = row.titles.index(title) if title in row.titles else len(row.cells)
    return at < len(row.cells) and row.cells[at].strip() not in _EMPTY


# --- what is wrong ----------------------------------------------------------------------------------------------------


def _missing(exchange: Exchange, name: str, found: _Read, known: _Read) -> Iterator[str]:
    """The changes whose row of the matrix is not there, or there more than once."""
    for line in exchange.lines:
        ours = [row for row in known.rows.get(line.id, ()) if _POSITION in row.titles]
        # a row of the matrix is told by how many cells it has: the heading may have been altered
        sizes = {len(row.cells) for row in ours}
        expected = Counter(len(row.cells) for row in known.rows.get(line.id, ()))
        have = Counter(len(row.cells) for row in found.rows.get(line.id, ()))
        for size in sizes:
            if have[size] < expected[size]:
                yield f"{name}: the row of {line.id} is not there, or lost cells. Put it back, or make the packet anew."
            elif have[size] > expected[size]:
                yield f"{name}: {line.id} has more than one row. Take out the one that was added."


def _claims(exchange: Exchange, name: str, found: _Read, known: _Read) -> Iterator[str]:
    """What is called a position anywhere, and does not stand there in what the docket makes."""
    remedy = (
        "is called a position, and no recorded vote carries it. Record the vote in the workgroup sheet, or take the "
        "words out."
    )
    in_rows: set[str] = set()
    for row, several in found.rows.items():
        allowed = known.by_row.get(row, set())
        line = exchange.by_id[ChangeId(row)]
        for each in several:
            in_column = each.titles.index(_POSITION) if _POSITION in each.titles else -1
            for at, cell in enumerate(each.cells):
                for paragraph in cell.split("\n"):
                    folded = _fold(paragraph)
                    in_rows.add(folded)
                    rest = folded.replace(_fold(line.position), " ")
                    stands = at == in_column and any(words in fold_printed(rest) for words in _STANDS)
                    if folded not in allowed and (stands or _CLAIMS.search(rest)):
                        yield f"{name}, {row}: “{paragraph[:120]}” {remedy}"
    for paragraph in sorted(found.paragraphs - in_rows - known.paragraphs):
        if _CLAIMS.search(paragraph):
            yield f"{name}: “{paragraph[:120]}” {remedy}"

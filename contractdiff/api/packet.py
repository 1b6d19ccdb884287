"""The packet to the agency: made from the docket, checked before it leaves, and kept as it was sent.

Nothing is written unless every check is passed. A packet that somebody altered in Word is checked in the same way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.api.exchange import exchange_in
from contractdiff.api.guarding import LEAST as _LEAST
from contractdiff.api.guarding import guard_of, packet_sentences
from contractdiff.api.issuing import keep_form
from contractdiff.api.packet_content import content_checks, open_matters_check
from contractdiff.docket import ANSWER_BY, CONTACT, SIGNATORIES, Docket, digest, read_signatories, signatories_as
from contractdiff.errors import FormError, PacketError, UnreadableError
from contractdiff.files import check_output, make_folder, write_files
from contractdiff.forms.packet import letter_document, packet_document
from contractdiff.model import (
    COALITION_USE,
    NAME_US,
    POSITIONS,
    Check,
    EntryKind,
    Exchange,
    Feedback,
    FormKind,
    LabelKind,
    Respondent,
)
from contractdiff.options import PacketOrder, Quote
from contractdiff.readers import bytes_of
from contractdiff.readers.office import as_pdf
from contractdiff.release import check_package, parts_shown, scrub_pdf
from contractdiff.release.identifying import identifying

LETTER, PACKET = "letter.docx", "packet.docx"
# Of each change so many members are quoted; whoever wants more reads the tally.
_QUOTES = 3
_MARKS = ".,;:!?()[]“”‘’\"'–—*"
_REVIEWED, _MADE = "reviewed", "packet made"


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketRequest:
    """What is asked of a packet.

    Attributes:
        date: The date of the letter, as it is printed.
        answer_by: By when the agency is asked to answer, as it is printed; "" for what was given before.
        answer_to: Where it sends its answers.
        contact: Whom it may call; "" for what was given before.
        signatories: A table of those who sign; ``None`` for the one that was given before.
        quotes: Whether members that allow it are quoted.
        pdf: Whether both documents are printed as well, where LibreOffice is installed.
        reviewed_by: Who read what the list of free text names, and lets it go; "" where nobody did.
        output: The folder to write; ``None`` for one in the docket.
        files: Files to be checked in place of those that the docket makes.
        check_only: Whether nothing is written, and nothing kept in the docket either.
        force: Whether files that are there are replaced.
        letter_template: A Word template of the coalition's own for the letter.
        packet_template: The same for the packet.
    """

    date: str = ""
    answer_by: str = ""
    answer_to: str = ""
    contact: str = ""
    signatories: Path | None = None
    quotes: bool = False
    pdf: bool = True
    reviewed_by: str = ""
    output: Path | None = None
    files: tuple[Path, ...] = ()
    check_only: bool = False
    force: bool = False
    letter_template: Path | None = None
    packet_template: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """What became of a packet.

    Attributes:
        checks: All that was looked for, passed or not, in a fixed order.
        review: What a person should read before it goes, each with where it stands.
        written: The files that were written; none where a check failed or nothing was to be written.
        notes: What else there is to know, in sentences.
    """

    checks: tuple[Check, ...]
    review: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def may_leave(self) -> bool:
        """Whether every check is passed."""
        return all(check.passed for check in self.checks)


def make_packet(folder: Path, request: PacketRequest, *, at: str) -> Packet:
    """Make the packet of the round in force, check it, and write it where every check is passed.

    Raises:
        InputError: The docket, or a file that is to be checked, cannot be read.
        FormError: The table of signatories cannot be used, or two files have one name.
        OutputError: The packet cannot be written.
        TemplateError: A template cannot be used.
    """
    with Docket(folder) as docket:
        given = {CONTACT: request.contact} if request.contact else {}
        exchange = exchange_in(docket)
        if request.contact:
            exchange = replace(exchange, contact=request.contact)
        if request.signatories is not None:
            found = read_signatories(bytes_of(request.signatories), request.signatories.name)
            given[SIGNATORIES] = signatories_as(found)
            exchange = replace(exchange, signatories=found)
        if not request.check_only:
            docket.set(given, at=at)
        number = exchange.round
        answer_by = request.answer_by or exchange.rounds[-1].answer_by
        rounds = (*exchange.rounds[:-1], replace(exchange.rounds[-1], answer_by=answer_by))
        exchange = replace(exchange, rounds=rounds)
        order = _order(exchange, replace(request, answer_by=answer_by))
        notes = list(exchange.conflicts)
        files = _given(request.files) if request.files else _made(exchange, order, request, notes)
        texts = tuple(_outgoing(exchange, order))
        guard = guard_of(exchange, order, fixed=tuple(packet_sentences(exchange, order)))
        checks = [
            *check_package(files, guard),
            *_of_content(exchange, order, files, request),
            open_matters_check(exchange),
        ]
        doubtful = [check for check in checks if check.id in ("names-in-doubt", "words-in-doubt")]
        checks = [check for check in checks if check not in doubtful]
        review = (*(each for check in doubtful for each in check.findings), *_review(exchange, order, texts))
        reviewed = digest("\n".join((*review, *(words for _, words in texts))).encode("utf-8", errors="replace"))
        if request.reviewed_by and not request.check_only:
            docket.set({_REVIEWED: reviewed}, at=at)
            docket.record(at, "free text reviewed", reviewed, request.reviewed_by)
        checks.append(
            _reviewed_check(review, done=bool(request.reviewed_by) or docket.settings().get(_REVIEWED) == reviewed)
        )
        result = Packet(checks=tuple(checks), review=review, notes=tuple(notes))
        if request.check_only or request.files or not result.may_leave:
            return result
        place = request.output or folder / f"packet-round{number}"
        make_folder(place)
        paths = {name: place / name for name in files}
        # what was made before and nobody altered since gives way to what is made anew
        kept = {event.subject for event in docket.history() if event.what == _MADE}
        kept |= {form.sha256 for form in docket.forms()}
        for path in paths.values():
            ours = path.is_file() and digest(path.read_bytes()) in kept
            check_output(path, force=request.force or ours or (path.suffix == ".pdf" and (place / PACKET).is_file()))
        docket.set({ANSWER_BY.format(number): answer_by} if answer_by else {}, at=at)
        keep_form(docket, files[PACKET], FormKind.PACKET, PACKET, at=at)
        for name, data in files.items():
            docket.record(at, _MADE, digest(data), name)
        write_files([(paths[name], data) for name, data in files.items()], force=True)
        return replace(result, written=tuple(paths.values()))


def _given(paths: Sequence[Path]) -> dict[str, bytes]:
    """The files that are to be checked, by their names."""
    twice = [name for name, number in Counter(path.name for path in paths).items() if number > 1]
    if twice:
        raise FormError(
            f"Two of the files are called {twice[0]}. Give one of them another name, or check them one by one."
        )
    return {path.name: bytes_of(path) for path in paths}


def _of_content(
    exchange: Exchange, order: PacketOrder, files: Mapping[str, bytes], request: PacketRequest
) -> tuple[Check, ...]:
    own = files
    if request.files:
        own = {
            LETTER: letter_document(exchange, order, template=request.letter_template),
            PACKET: packet_document(exchange, order, template=request.packet_template),
        }
    return content_checks(exchange, files, {name: own[name] for name in (LETTER, PACKET)})


def _made(exchange: Exchange, order: PacketOrder, request: PacketRequest, notes: list[str]) -> dict[str, bytes]:
    """The files of the packet: both documents, and their prints where LibreOffice is installed."""
    files = {
        LETTER: letter_document(exchange, order, template=request.letter_template),
        PACKET: packet_document(exchange, order, template=request.packet_template),
    }
    for name in tuple(files) if request.pdf else ():
        try:
            printed = as_pdf(name, files[name])
        except UnreadableError as error:
            notes.append(str(error))
            continue
        if printed is None:
            notes.append("No PDF was made: LibreOffice, a free program, is not on this computer.")
            break
        files[name.replace(".docx", ".pdf")] = scrub_pdf(printed)
    return files


# --- what of members goes out -----------------------------------------------------------------------------------------


def _order(exchange: Exchange, request: PacketRequest) -> PacketOrder:
    feedback = exchange.feedback
    counted = [each for each in feedback.counted if each.consent != COALITION_USE]
    breakdown, said = _by_sector(feedback, counted)
    named = sorted((each.name for each in counted if each.consent == NAME_US), key=str.casefold)
    return PacketOrder(
        date=request.date,
        answer_by=request.answer_by,
        answer_to=request.answer_to,
        contact=exchange.contact,
        responding=len(counted),
        members=len(feedback.providers),
        named=tuple(named),
        quotes=tuple(_quotes(exchange)) if request.quotes else (),
        breakdown=breakdown,
        suppressed=said,
        views=tuple(_views(exchange, counted)),
    )


def _views(exchange: Exchange, counted: Sequence[Respondent]) -> Iterator[tuple[str, str]]:
    """What members think of each change on which the committee takes no position, small counts left out."""
    for line in exchange.mattering:
        if line.label.kind is not LabelKind.NO_POSITION:
            continue
        found = Counter(code for each in counted if (code := each.position(line.id)) in POSITIONS)
        names = [code for code in POSITIONS if found[code]]
        if not names:
            continue
        # how many answered stands in the packet: those who said nothing of this change are a count, too
        rest = len(counted) - sum(found.values())
        cells = parts_shown([found[code] for code in names], _LEAST, rest=rest)
        shown = [f"{cell:,} {POSITIONS[code]}" for code, cell in zip(names, cells, strict=True) if cell is not None]
        few = ""
        if len(shown) < len(names):
            few = "views that fewer than five members hold are left out, and others from which they could be worked out"
        said = "; ".join((*([", ".join(shown)] if shown else []), *([few] if few else [])))
        yield line.id, f"Views received from members: {said}."


def _by_sector(
    feedback: Feedback, counted: Sequence[Respondent]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """How many members of each sector answered, small counts left out, and how that was done."""
    sectors = sorted({each.sector for each in feedback.providers if each.sector})
    if not sectors or not counted:
        return (), ()
    of = [each.member.sector if each.member is not None else "" for each in counted]
    named = Counter(sector for sector, each in zip(of, counted, strict=True) if each.consent == NAME_US)
    numbers = Counter(of)
    rows = [*((sector, sector) for sector in sectors), *([("Sector not given", "")] if numbers[""] else [])]
    # the number of all who answered stands in the packet, and so do the names of those who agreed to it
    cells = parts_shown([numbers[key] for _, key in rows], _LEAST, known=[named[key] for _, key in rows])
    if not any(cells):
        return (), (f"No breakdown by sector is printed: counts under {_LEAST} would show in it.",)
    shown = tuple(
        (sector, "left out" if cell is None else f"{cell:,}") for (sector, _), cell in zip(rows, cells, strict=True)
    )
    return shown, (
        f"Counts from 1 to {_LEAST - 1} are left out, and so are others from which they could be worked out.",
    )


def _quotes(exchange: Exchange) -> Iterator[Quote]:
    """Words that their members allow to be quoted, of the changes that matter, the first few of each."""
    for line in exchange.mattering:
        left = _QUOTES
        for respondent in exchange.feedback.counted:
            if respondent.quoting != "yes" or respondent.consent == COALITION_USE or not left:
                continue
            for said in respondent.said.get(line.id, ()):
                words = " ".join(said.entry.text.split())
                # a word alone, such as a position, says nothing
                is_said = said.entry.kind in (EntryKind.FEEDBACK, EntryKind.BESIDE) and len(words.split()) > 1
                if said.counts and is_said and words not in POSITIONS.values() and left:
                    left -= 1
                    by = respondent.name if respondent.consent == NAME_US else ""
                    yield Quote(words=words, change=line.id, by=by)


# --- what a person should read ----------------------------------------------------------------------------------------


def _outgoing(exchange: Exchange, order: PacketOrder) -> Iterator[tuple[str, str]]:
    """The free text that goes out, each with where it stands."""
    for line in exchange.lines:
        for what, words in (
            ("in plain words", line.summary if "summary" in line.sources else ""),
            ("effect on services", line.effect),
            ("requested wording", line.requested),
            ("question", line.question),
            ("dissent", line.dissent),
            ("agreed wording", line.agreed),
            *(("text of an expert", opinion.text) for opinion in line.opinions),
        ):
            if words:
                yield f"{line.id}, {what}", words
    for ask in exchange.asks:
        yield from ((f"{ask.id}, {what}", words) for what, words in (("request", ask.request), ("reason", ask.reason)))
    for question in exchange.questions:
        if question.id.startswith("P-"):
            yield f"{question.id}, question", question.text
        if question.summary:
            yield f"{question.id}, our summary", question.summary
    for number, quote in enumerate(order.quotes, 1):
        yield f"{quote.change}, quotation {number}", quote.words


def _review(exchange: Exchange, order: PacketOrder, texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    sides = (exchange.comparison.old, exchange.comparison.new)
    known = frozenset(
        word
        for text in (
            *(clause.wording for side in sides for clause in side.clauses),
            exchange.feedback.coalition,
            exchange.feedback.agency,
        )
        for piece in text.split()
        # as it stands and without the marks around it: "($25,000)," and "Board,"
        for word in (piece, piece.strip(_MARKS))
    )
    return tuple(
        f"{where}: {finding.why}" for where, words in texts if words for finding in identifying(words, known=known)
    )


def _reviewed_check(review: Sequence[str], *, done: bool) -> Check:
    findings: tuple[str, ...] = ()
    if review and not done:
        findings = (
            f"{len(review):,} passages may tell who is meant, or need a lawyer’s eye; they are listed below. Read "
            "them, mend what has to be mended, and give --reviewed-by with your name.",
        )
    return Check(
        id="reviewed",
        title="A person has read the free text that may tell who is meant",
        findings=findings,
    )


def refusal(packet: Packet) -> PacketError:
    """The error of a packet that may not leave."""
    failed = [check for check in packet.checks if not check.passed]
    return PacketError(
        f"The packet may not leave: {len(failed)} of {len(packet.checks)} checks failed "
        f"({', '.join(check.id for check in failed)})."
    )

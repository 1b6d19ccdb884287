"""Making the forms that go out, each kept in the docket as it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.api.dockets import layout_of, read_stored, refuse_compared
from contractdiff.api.exchange import exchange_in
from contractdiff.api.guarding import refuse_leaks
from contractdiff.api.writing import check_page_name
from contractdiff.docket import ANSWER_BY, Docket, digest
from contractdiff.errors import FormError
from contractdiff.files import check_output, in_file_name, make_folder, write_files
from contractdiff.forms import (
    as_issued,
    exchange_form,
    form_identity,
    issued_json,
    lead_workbook,
    read_language,
    response_copies,
    response_document,
    side_by_side_page,
)
from contractdiff.model import PACKET_PROPERTY, Comparison, FormKind, Layout, SentForm
from contractdiff.ooxml.returned import read_returned
from contractdiff.ooxml.returned_workbook import read_returned_workbook
from contractdiff.ooxml.workbook_file import is_workbook
from contractdiff.options import ExchangeFormOptions, ResponseOptions
from contractdiff.progress import Progress, silent

# How many copies are made before they are written.
_AT_ONCE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOrder:
    """Which forms are to be made.

    Attributes:
        each: Whether each member on the roster gets a copy of its own.
        top: How many changes are listed; 0 for all.
        language: The code of a language, or a language file.
        output: The file to write, or with ``each`` the folder; ``None`` for a place in the docket.
        force: Whether files that are there are replaced.
        return_by: By when members answer; "" for what the comparison was made with.
        return_to: Where they send it; "" for what the comparison was made with.
    """

    each: bool = False
    top: int = 0
    language: str = "en"
    output: Path | None = None
    force: bool = False
    return_by: str = ""
    return_to: str = ""


def make_forms(
    folder: Path, order: FormOrder, *, template: Path | None = None, at: str, progress: Progress = silent
) -> list[Path]:
    """Write the member forms of the docket's comparison and return where each was written.

    Raises:
        FormError: There is no member to make a copy for.
        LanguageError: There is no such language.
        OutputError: A form cannot be written.
    """
    language = read_language(order.language)
    with Docket(folder) as docket:
        stored = docket.comparison()
        comparison = read_stored(stored)
        options = ResponseOptions(
            agency=stored.agency,
            coalition=stored.coalition,
            return_by=order.return_by or stored.return_by,
            return_to=order.return_to or stored.return_to,
            top=order.top,
        )
        plain = response_document(comparison, options, template=template, language=language)
        layout = layout_of(plain, stored.id, language)
        identity = form_identity(comparison)
        suffix = "".join(
            (f"-top{order.top}" if order.top else "", f"-{language.code}" if language.code != "en" else "")
        )
        if not order.each:
            path = order.output or folder / f"response{suffix}.docx"
            refuse_compared(docket, [path])
            same = path.is_file() and path.read_bytes() == plain
            check_output(path, force=order.force or same)
            form = SentForm(sha256=digest(plain), layout=layout.sha256, identity=identity, name=path.name)
            docket.add_forms(layout, [(form, plain)], at=at)
            write_files([(path, plain)], force=order.force or same)
            return [path]
        members = docket.members()
        if not members:
            raise FormError(
                "There is no roster to make copies for. Load it first: contractdiff members DOCKET roster.csv."
            )
        place = order.output or folder / f"forms{suffix}"
        make_folder(place)
        paths = [place / f"{member.id} {in_file_name(member.name) or 'member'}.docx" for member in members]
        kept = {form.sha256 for form in docket.forms()}
        for path in paths:
            # what an earlier run wrote, which was interrupted, is no obstacle
            known = path.is_file() and digest(path.read_bytes()) in kept
            check_output(path, force=order.force or known)
        copies = response_copies(comparison, options, members, template=template, language=language)
        made: list[tuple[SentForm, bytes, Path]] = []
        for number, ((member, data), path) in enumerate(zip(copies, paths, strict=True), 1):
            form = SentForm(
                sha256=digest(data),
                layout=layout.sha256,
                identity=form_identity(comparison, member.id),
                member=member.id,
                name=path.name,
            )
            made.append((form, data, path))
            if len(made) == _AT_ONCE or number == len(members):
                docket.add_forms(layout, [(form, data) for form, data, _ in made], at=at)
                write_files([(path, data) for _, data, path in made], force=True)
                made.clear()
            progress("Making forms", number, len(members))
        return paths


def make_exchange_form(
    folder: Path,
    kind: FormKind,
    options: ExchangeFormOptions,
    *,
    output: Path | None = None,
    force: bool = False,
    template: Path | None = None,
    at: str,
) -> Path:
    """Write a form for the lead, an expert, the workgroup or the agency, and return where it was written.

    Raises:
        FormError: A change that it is to list is not there.
        OutputError: It cannot be written.
        PacketError: The one for the agency holds what must not leave the coalition.
    """
    with Docket(folder) as docket:
        exchange = exchange_in(docket)
        known = {line.id.casefold(): line.id for line in exchange.lines}
        if unknown := sorted(each for each in options.changes if each.casefold() not in known):
            raise FormError(f"There is no change {unknown[0]} in the draft in force. Give ids such as C-014.")
        options = replace(options, changes=frozenset(known[each.casefold()] for each in options.changes))
        document = exchange_form(exchange, kind, options, template=template)
        path = output or folder / f"{kind.value}-round{exchange.round}.docx"
        refuse_compared(docket, [path])
        if kind is FormKind.AGENCY:
            refuse_leaks(
                exchange,
                {path.name: document},
                what="form for the agency",
                plain=lambda bare: exchange_form(bare, kind, options),
            )
        # what is made anew takes the place of what was made, which is kept in the docket as it was sent
        ours = _is_as_sent(docket, path)
        check_output(path, force=force or ours)
        seats = [seat for seat, _ in exchange.seats] if kind is FormKind.WORKGROUP else ()
        keep_form(docket, document, kind, path.name, seats=seats, at=at)
        if kind is FormKind.AGENCY and options.return_by:
            docket.set({ANSWER_BY.format(exchange.round): options.return_by}, at=at)
        write_files([(path, document)], force=force or ours, private=kind is not FormKind.AGENCY)
        return path


def make_workbook(folder: Path, *, output: Path | None = None, force: bool = False, at: str) -> Path:
    """Write the workbook of the changes, which is the lead's form as well, and return where it was written.

    Raises:
        OutputError: It cannot be written.
    """
    with Docket(folder) as docket:
        document = lead_workbook(exchange_in(docket))
        path = output or folder / "workbook.xlsx"
        refuse_compared(docket, [path])
        ours = _is_as_sent(docket, path)
        check_output(path, force=force or ours)
        try:
            keep_form(docket, document, FormKind.LEAD, path.name, at=at)
        except FormError as error:
            # its own reader has the same bounds as for what comes back
            raise FormError(
                "The workbook was not written: with all that members said it would be too large to come back. Write "
                "“report DOCKET tally” for their answers, and “form DOCKET lead” for the lead."
            ) from error
        write_files([(path, document)], force=force or ours, private=True)
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrder:
    """Which side-by-side page is to be made.

    Attributes:
        public: Whether it is for others than staff: without the numbers of what members said, and without lead's words.
        language: The code of a language, or a language file.
        output: The file to write; ``None`` for one in the docket.
        force: Whether a file that is there is replaced.
        return_by: By when members answer; "" for what the comparison was made with.
        return_to: Where they send their answers; "" for what the comparison was made with.
    """

    public: bool = False
    language: str = "en"
    output: Path | None = None
    force: bool = False
    return_by: str = ""
    return_to: str = ""


def make_page(folder: Path, order: PageOrder, *, at: str) -> Path:
    """Write the side-by-side page of the draft in force, and return where it was written.

    Raises:
        LanguageError: There is no such language, or it has no words for the page.
        OutputError: It cannot be written.
    """
    words = read_language(order.language)
    path = order.output or folder / ("side-by-side-public.html" if order.public else "side-by-side.html")
    check_page_name(path)
    with Docket(folder) as docket:
        refuse_compared(docket, [path])
        check_output(path, force=order.force)
        exchange = exchange_in(docket)
        feedback = exchange.feedback
        options = ResponseOptions(
            agency=feedback.agency,
            coalition=feedback.coalition,
            return_by=order.return_by or feedback.return_by,
            return_to=order.return_to or feedback.return_to,
        )
        page = side_by_side_page(
            exchange.comparison,
            options,
            language=words,
            exchange=None if order.public else exchange,
            drafts={line.id: line.became for line in exchange.lines if line.became in ("new", "reworded")},
        )
        _keep_member_form(docket, exchange.comparison, options, at=at)
        write_files([(path, page)], force=order.force, private=not order.public)
    return path


def _keep_member_form(docket: Docket, comparison: Comparison, options: ResponseOptions, *, at: str) -> None:
    """See that the docket knows what its draft in force asks members, by which answers given in the page are read."""
    identity = form_identity(comparison)
    if any(form.identity == identity for form in docket.forms()):
        return
    document = response_document(comparison, options)
    layout = layout_of(document, docket.comparison().id, read_language("en"))
    form = SentForm(sha256=digest(document), layout=layout.sha256, identity=identity, name="response.docx")
    docket.add_forms(layout, [(form, document)], at=at)


def _is_as_sent(docket: Docket, path: Path) -> bool:
    """Whether what lies there is a form that is kept in the docket as it was sent."""
    return path.is_file() and digest(path.read_bytes()) in {form.sha256 for form in docket.forms()}


def keep_form(
    docket: Docket,
    document: bytes,
    kind: FormKind,
    name: str,
    *,
    seats: Sequence[str] = (),
    at: str,
) -> None:
    """Keep a document that is about to be sent out; ``seats`` are those of the committee that it prints."""
    made = as_issued(read_returned_workbook(document, name)) if is_workbook(document) else read_returned(document, name)
    rows = issued_json(made, kind=kind, seats=seats)
    layout = Layout(
        sha256=digest(rows.encode()), comparison=docket.comparison().id, language="en", rows=rows, kind=kind
    )
    identity = dict(made.properties).get(PACKET_PROPERTY, "")
    form = SentForm(sha256=digest(document), layout=layout.sha256, identity=identity, name=name)
    docket.add_forms(layout, [(form, document)], at=at)

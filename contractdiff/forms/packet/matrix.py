"""The response matrix: every change with its effect, position and requested wording, and where the agency answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from contractdiff.forms.change_tables import fits_a_page, full_text_name
from contractdiff.forms.excerpts import excerpt, shortened
from contractdiff.forms.exchange_columns import REASON, RESPONSE, question_id
from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Sheet, Style, answer_field, marked_change, text
from contractdiff.forms.notes import benchmark_line, hidden_words, kept_words, not_declared, reach_lines
from contractdiff.forms.packet.columns import ADMINISTRATIVE_COLUMNS, MATRIX_COLUMNS, WITHDRAWN_COLUMNS
from contractdiff.forms.packet.lines import (
    ACKNOWLEDGEMENT_NAMES,
    NOTHING,
    asked,
    clause_of,
    is_carried,
    plain_sentence,
    sentence_of,
)
from contractdiff.forms.wording import heading_of, pages_of, was_and_now, what_happened
from contractdiff.model import APPLIES, RESPONSES, AgencyAnswer, ChangeKind, Edit, Exchange, Line, Op
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run

# The words of both texts that a row shows, and those of an administrative change: seven columns leave little room.
_SHOWN_WORDS, _SAME_WORDS, _FOLDED_WORDS = 70, 20, 45


class _Cell:
    """Paragraphs of a cell, with their words to measure it by."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._paragraphs: list[Xml] = []

    def add(self, words: str, style: Style = Style.CELL_TEXT, *, lead: str = "", strong: bool = False) -> None:
        """Add a paragraph, unless it has no words; ``lead`` stands before it in bold type."""
        if not words.strip():
            return
        runs = [run(f"{lead} ", Style.STRONG)] if lead else []
        self.put(f"{lead} {words}", paragraph(*runs, run(words, Style.STRONG if strong else ""), style=style))

    def put(self, words: str, made: Xml) -> None:
        """Add a paragraph that is made already."""
        self.words.append(words)
        self._paragraphs.append(made)

    @property
    def xml(self) -> Xml:
        """The paragraphs; a dash where there are none."""
        return joined(self._paragraphs) if self._paragraphs else text(NOTHING)


def matrix(exchange: Exchange, views: Mapping[str, str], sheet: Sheet) -> Xml:
    """The table of the changes that may matter, one row each; nothing where there are none.

    ``views`` are what members think of changes on which there is no position, by their ids.
    """
    if not exchange.mattering:
        return Xml("")
    questions = frozenset(each.id for each in exchange.questions)
    rows = ((line, _cells(questions, line, views.get(line.id, ""))) for line in exchange.mattering)
    return _table(
        MATRIX_COLUMNS,
        rows,
        sheet,
        title="Response to each change",
        description="Each row is one change, critical ones first. It says what changed, what that does to services, "
        "and what we ask. The last two columns are for the agency’s answer.",
    )


def administrative_matrix(exchange: Exchange, sheet: Sheet) -> Xml:
    """The table of the changes in numbering, references, dates and spelling; nothing where there are none."""
    if not exchange.administrative:
        return Xml("")
    questions = frozenset(each.id for each in exchange.questions)
    rows = ((line, _administrative_cells(questions, line)) for line in exchange.administrative)
    return _table(
        ADMINISTRATIVE_COLUMNS,
        rows,
        sheet,
        title="Response to each administrative change",
        description="Each row is one change of numbering, references, dates or spelling. The last two columns are for "
        "the agency’s answer.",
    )


def withdrawn_table(exchange: Exchange, sheet: Sheet) -> Xml:
    """The list of the changes that the draft in force has no more; nothing where there are none."""
    if not exchange.withdrawn:
        return Xml("")
    grid = sheet.grid(WITHDRAWN_COLUMNS)
    rows = (
        grid.row(
            text(line.id, Style.CELL_TEXT),
            text(clause_of(line)),
            text(shortened(plain_sentence(line), _FOLDED_WORDS)),
            text(_became(line)),
        )
        for line in exchange.withdrawn
    )
    return sheet.table(
        WITHDRAWN_COLUMNS,
        rows,
        title="Changes of earlier drafts that are withdrawn",
        description="Each row is a change of an earlier draft that this draft has no more. Nothing is asked of them.",
    )


def _became(line: Line) -> str:
    return f"{line.became[:1].upper()}{line.became[1:]}." if line.became else "Withdrawn."


def _table(
    columns: Sequence[Column],
    rows: Iterable[tuple[Line, Mapping[str, _Cell]]],
    sheet: Sheet,
    *,
    title: str,
    description: str,
) -> Xml:
    grid = sheet.grid(columns)
    widths = dict(zip((column.key for column in columns), grid.widths, strict=True))

    def made() -> Iterable[Xml]:
        for line, cells in rows:
            contents = {key: cell.xml for key, cell in cells.items()}
            contents["id"] = joined((sheet.row_id(line.id), contents["id"]))
            reason, response = _answers(line)
            words = {key: tuple(cell.words) for key, cell in cells.items()}
            words |= {"reason": (reason[0],), "response": (response[0],)}
            yield grid.row(
                *(contents[column.key] for column in columns if column.answer is None),
                answer_field(REASON, line.id, answered=reason[0], chosen=reason[1]),
                answer_field(RESPONSE, line.id, answered=response[0], chosen=response[1]),
                whole=fits_a_page({key: _by_lines(parts) for key, parts in words.items()}, widths),
            )

    return sheet.table(columns, made(), title=title, description=description)


def _by_lines(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for each in words for part in each.split("\n"))


# --- what the agency said ---------------------------------------------------------------------------------------------


def _answers(line: Line) -> tuple[tuple[str, str], tuple[str, str]]:
    """What stands already in the two columns of the agency: words and a choice of each."""
    reason, last = line.reason, line.last
    response = (last.reply, last.response) if last and last.round == line.round else ("", "")
    return ((given_reason(reason), reason.category) if reason else ("", "")), response


def given_reason(answer: AgencyAnswer) -> str:
    """The agency's reason and authority in its words, and what it says that they apply to."""
    parts = (
        ("", answer.reason),
        ("Authority: ", answer.authority),
        ("Applies to: ", APPLIES.get(answer.applies, answer.applies)),
    )
    return "\n".join(f"{lead}{words.strip()}" for lead, words in parts if words.strip())


def _said_before(line: Line, cell: _Cell) -> None:
    """What the agency said to a request in earlier rounds, and what it wrote beside its answers."""
    for answer in line.answers:
        earlier = answer.round < line.round
        before = ", before it was reworded" if answer.round < line.reworded_in else ""
        if earlier and (answer.response or answer.reply):
            said = " ".join(map(sentence_of, (RESPONSES.get(answer.response, ""), answer.reply))).strip()
            cell.add(sentence_of(said), Style.CELL_NOTE, lead=f"The agency, round {answer.round}{before}:")
        for words in answer.beside:
            cell.add(words, Style.CELL_NOTE, lead=f"The agency also wrote, round {answer.round}:")


# --- what we say ------------------------------------------------------------------------------------------------------


def _cells(questions: Collection[str], line: Line, views: str) -> Mapping[str, _Cell]:
    identity, change, effect, position, wording = (_Cell() for _ in range(5))
    _state(line, identity)
    _clause(line, change)
    _change(line, change)
    effect.add(line.effect)
    for opinion in line.opinions:
        effect.add(opinion.text, lead="On the law:")
    position.add(line.position)
    position.add(views)
    position.add(line.dissent, Style.CELL_NOTE, lead="A different view among us:")
    _request(questions, line, wording)
    _said_before(line, wording)
    return {"id": identity, "change": change, "effect": effect, "position": position, "wording": wording}


def _administrative_cells(questions: Collection[str], line: Line) -> Mapping[str, _Cell]:
    identity, clause, change, position = (_Cell() for _ in range(4))
    identity.add(ACKNOWLEDGEMENT_NAMES[line.acknowledgement], Style.CELL_NOTE)
    _clause(line, clause)
    change.add(shortened(plain_sentence(line), _FOLDED_WORDS))
    change.add(not_declared(line.comparison, line.change, ENGLISH), Style.CELL_NOTE)
    position.add(line.position)
    position.add(line.effect, lead="Effect on services:")
    for opinion in line.opinions:
        position.add(opinion.text, lead="On the law:")
    position.add(line.dissent, Style.CELL_NOTE, lead="A different view among us:")
    if line.wording or line.question:
        _request(questions, line, position)
    _said_before(line, position)
    return {"id": identity, "clause": clause, "change": change, "position": position}


def _state(line: Line, cell: _Cell) -> None:
    cell.add(line.priority.value.capitalize(), Style.CELL_NOTE)
    cell.add(ACKNOWLEDGEMENT_NAMES[line.acknowledgement], Style.CELL_NOTE)
    if line.became and line.became != "unchanged":
        cell.add(_became(line), Style.CELL_NOTE)


def _clause(line: Line, cell: _Cell) -> None:
    cell.add(clause_of(line), strong=True)
    heading = heading_of(line.comparison, line.change)
    if heading and not plain_sentence(line).startswith(heading.rstrip(" .:")):
        cell.add(heading)
    cell.add(pages_of(line.comparison, line.change, ENGLISH), Style.CELL_NOTE)


def _change(line: Line, cell: _Cell) -> None:
    """What changed: the plain sentence, the words for those who hear the page, and both texts marked."""
    comparison, change = line.comparison, line.change
    first = plain_sentence(line)
    cell.add(first)
    told = [not_declared(comparison, change, ENGLISH), kept_words(change, ENGLISH)]
    if change.kind is not ChangeKind.RENAMED:
        told.insert(0, what_happened(comparison, change, ENGLISH))
    for said in told:
        if not first.startswith(said.rstrip(" .:")):
            cell.add(said, Style.CELL_NOTE)
    # the program's own sentence says already what was and what is
    spoken = was_and_now(change, ENGLISH) if line.summary.strip() != change.summary.strip() else ""
    anew = {edit.op for edit in change.edits} == {Op.DELETE, Op.INSERT} and change.kind is not ChangeKind.RENAMED
    if spoken and spoken != first and not anew:
        cell.add(spoken, Style.CELL_NOTE)
    if change.kind is not ChangeKind.RENAMED:
        _marked(change.edits, cell, anew=anew)
    name, said = benchmark_line(comparison, change, ENGLISH)
    cell.add(said.strip(), lead=name)
    for said in (*reach_lines(comparison, change, ENGLISH), hidden_words(comparison, change, ENGLISH)):
        cell.add(said, Style.CELL_NOTE)
    if change.kind is not ChangeKind.RENUMBERED:
        see = link(full_text_name(change.id), "Appendix A", Style.LINK)
        cell.put("Whole text: Appendix A", paragraph(run("Whole text: "), see, style=Style.CELL_NOTE))


def _marked(edits: Sequence[Edit], cell: _Cell, *, anew: bool) -> None:
    """Both texts, marked; where the whole was written anew, the old one before the new one."""
    if anew:
        for op, lead in ((Op.DELETE, "Was: "), (Op.INSERT, "Now: ")):
            shown, _ = excerpt([edit for edit in edits if edit.op is op], _SHOWN_WORDS // 2)
            _put_marked(shown, cell, lead)
        return
    worded = any(edit.op in (Op.DELETE, Op.INSERT) for edit in edits)
    _put_marked(excerpt(edits, _SHOWN_WORDS if worded else _SAME_WORDS)[0], cell)


def _put_marked(shown: Sequence[Edit], cell: _Cell, lead: str = "") -> None:
    if shown:
        words = lead + "".join(edit.text for edit in shown)
        cell.put(words, paragraph(*([run(lead)] if lead else []), marked_change(shown), style=Style.CELL_TEXT))


def _request(questions: Collection[str], line: Line, cell: _Cell) -> None:
    """What is asked: the wording, and the question where there is one."""
    if line.agreed:
        cell.add(line.agreed, lead="Agreed with the agency:")
    else:
        cell.add(asked(line))
        if line.requested and is_carried(line):
            cell.add(line.requested, strong=True)
        else:
            cell.add(line.requested, lead="Put forward, and no position of the coalition:")
    if line.question:
        if (asked_id := question_id(line.id)) in questions:
            see = link(bookmark_name(asked_id), asked_id, Style.LINK)
            cell.put(f"Question {asked_id}", paragraph(run("Our question: "), see, style=Style.CELL_TEXT))
        else:
            cell.add(line.question, lead="Our question:")
    if not cell.words:
        cell.add("None.")

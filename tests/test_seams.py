"""Seams that a PDF leaves in doubt, settled by the other version."""

from dataclasses import replace

from contractdiff.align import align_contracts, settle_seams
from contractdiff.model import Clause, ClauseId, Contract, Format, Reading, Role, Side

A = "Provider shall keep all records for three years after the final payment is made."
B = "The Department may inspect them at any reasonable time during business hours."
C = "Insurance in the amounts of Exhibit C shall be kept in force for the whole term."


def made(side: Side, kind: Format, *clauses: Clause) -> Contract:
    reading = Reading(file=f"{side.name}.{kind.value}", sha256=side.name, format=kind)
    return Contract(side=side, name=side.name, reading=reading, clauses=clauses)


def clause(name: str, text: str, *, begins: bool = True, lines: tuple[int, ...] = ()) -> Clause:
    return Clause(id=ClauseId(name), text=text, begins=begins, lines=lines)


def row(name: str, *cells: str, lines: tuple[int, ...] = ()) -> Clause:
    return Clause(id=ClauseId(name), text="\t".join(cells), role=Role.TABLE_ROW, lines=lines)


def settled(old: Contract, new: Contract) -> tuple[list[str], list[str]]:
    both = settle_seams(old, new, align_contracts(old, new))
    assert [c.id for contract in both for c in contract.clauses] == [
        f"{contract.side.value}{n}" for contract in both for n in range(1, len(contract.clauses) + 1)
    ]
    return [c.text for c in both[0].clauses], [c.text for c in both[1].clauses]


def test_pieces_that_began_by_a_guess_are_joined() -> None:
    old = made(Side.OLD, Format.DOCX, clause("o1", f"{A} {B}"), clause("o2", C))
    guess = made(Side.NEW, Format.PDF, clause("n1", A), clause("n2", B, begins=False), clause("n3", C))
    assert settled(old, guess)[1] == [f"{A} {B}", C]
    sure = made(Side.NEW, Format.PDF, clause("n1", A), clause("n2", B), clause("n3", C))
    assert settled(old, sure)[1] == [A, B, C]


def test_a_clause_is_cut_where_a_line_begins_as_the_other_version_does() -> None:
    old = made(Side.OLD, Format.DOCX, clause("o1", A), clause("o2", B), clause("o3", C))
    lines = (len(A) + 1,)
    assert settled(old, made(Side.NEW, Format.PDF, clause("n1", f"{A} {B}", lines=lines), clause("n2", C)))[1] == [
        A,
        B,
        C,
    ]
    # a real merge runs on in the middle of a line, and a Word file marks its paragraphs
    assert settled(old, made(Side.NEW, Format.PDF, clause("n1", f"{A} {B}"), clause("n2", C)))[1] == [f"{A} {B}", C]
    assert settled(old, made(Side.NEW, Format.DOCX, clause("n1", f"{A} {B}", lines=lines), clause("n2", C)))[1] == [
        f"{A} {B}",
        C,
    ]


def test_a_piece_is_never_joined_over_a_clause_between() -> None:
    from contractdiff.model import Alignment, Evidence, Link, Matcher

    old = made(Side.OLD, Format.DOCX, clause("o1", f"{A} {B}"))
    new = made(Side.NEW, Format.PDF, clause("n1", A), clause("n2", C), clause("n3", B, begins=False))
    apart = Link(
        old=(ClauseId("o1"),),
        new=(ClauseId("n1"), ClauseId("n3")),
        evidence=Evidence(matcher=Matcher.DIVIDED, similarity=1.0),
    )
    other = Link(old=(), new=(ClauseId("n2"),), evidence=Evidence(matcher=Matcher.NONE))
    assert settle_seams(old, new, Alignment(links=(apart, other))) == (old, new)


def test_whole_lines_that_are_a_clause_which_the_print_lacks_are_cut_out() -> None:
    """As where the last line of the clause before is full; the clause itself may have been added."""
    old = made(Side.OLD, Format.DOCX, clause("o1", A), clause("o2", "Between"), clause("o3", C))
    joined = clause("n2", f"{B} Between", lines=(len(B) + 1,))
    assert settled(old, made(Side.NEW, Format.PDF, clause("n1", A), joined, clause("n3", C)))[1] == [A, B, "Between", C]
    # elsewhere the same words are no more than a line
    old = made(Side.OLD, Format.DOCX, clause("o1", C), clause("o2", "Between"), clause("o3", A))
    assert settled(old, made(Side.NEW, Format.PDF, replace(joined, id=ClauseId("n1"))))[1] == [f"{B} Between"]


def test_no_more_is_cut_out_than_the_print_lacks() -> None:
    twice = made(
        Side.OLD, Format.PDF, clause("o1", f"{A} {B}", lines=(len(A) + 1,)), clause("o2", C), clause("o3", A),
        clause("o4", B), clause("o5", "End"),
    )  # fmt: skip
    whole = made(
        Side.NEW, Format.PDF, clause("n1", f"{A} {B}", lines=(len(A) + 1,)), clause("n2", C),
        clause("n3", f"{A} {B}", lines=(len(A) + 1,)), clause("n4", "End"),
    )  # fmt: skip
    assert settled(twice, whole) == ([f"{A} {B}", C, A, B, "End"], [f"{A} {B}", C, A, B, "End"])


def test_a_bullet_inside_a_paragraph_is_no_part_of_what_is_cut_out() -> None:
    old = made(Side.OLD, Format.DOCX, clause("o1", A), clause("o2", B), clause("o3", C))
    new = made(Side.NEW, Format.PDF, clause("n1", f"{A} - {B}", lines=(len(A) + 1,)), clause("n2", C))
    assert settled(old, new)[1] == [A, B, C]


def test_a_line_below_a_row_goes_to_the_cell_that_ends_with_it_in_the_other_version() -> None:
    old = made(Side.OLD, Format.DOCX, row("o1", "Cold storage: (for renewals only)", "$5 a month"), clause("o2", C))
    new = made(
        Side.NEW, Format.PDF, row("n1", "Cold storage:", "$6 a month"), clause("n2", "(for renewals only)"),
        clause("n3", C),
    )  # fmt: skip
    assert settled(old, new)[1] == ["Cold storage: (for renewals only)\t$6 a month", C]
    other = made(Side.OLD, Format.DOCX, row("o1", "Cold storage:", "$5 a month"), clause("o2", C))
    assert len(settled(other, new)[1]) == 3


def test_what_is_a_row_and_what_paragraphs_is_told_by_the_other_version() -> None:
    old = made(Side.OLD, Format.DOCX, row("o1", "Cover Terms They are part of this Agreement."), clause("o2", C))
    new = made(
        Side.NEW, Format.PDF, clause("n1", "Cover Terms"), clause("n2", "They are part of this Agreement."),
        clause("n3", C),
    )  # fmt: skip
    assert settled(old, new)[1] == ["Cover Terms They are part of this Agreement.", C]
    # a Word file says itself what its paragraphs are
    assert len(settled(old, replace(new, reading=replace(new.reading, format=Format.DOCX)))[1]) == 3
    rows = made(Side.OLD, Format.DOCX, row("o1", A, B), clause("o2", C))
    texts = made(Side.NEW, Format.PDF, clause("n1", A), clause("n2", B), clause("n3", C))
    assert settled(rows, texts)[1] == [f"{A}\t{B}", C]
    texts = made(Side.OLD, Format.DOCX, clause("o1", A), clause("o2", B), clause("o3", C))
    rows = made(Side.NEW, Format.PDF, row("n1", A, B), clause("n2", C))
    assert settled(texts, rows)[1] == [A, B, C]

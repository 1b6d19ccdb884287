"""Seams that a PDF leaves in doubt, settled by the other version."""

from contractdiff.align import align_contracts, settle_seams
from contractdiff.model import Clause, ClauseId, Contract, Format, Reading, Side

A = "Provider shall keep all records for three years after the final payment is made."
B = "The Department may inspect them at any reasonable time during business hours."
C = "Insurance in the amounts of Exhibit C shall be kept in force for the whole term."


def made(side: Side, kind: Format, *clauses: Clause) -> Contract:
    reading = Reading(file=f"{side.name}.{kind.value}", sha256=side.name, format=kind)
    return Contract(side=side, name=side.name, reading=reading, clauses=clauses)


def clause(name: str, text: str, *, begins: bool = True, lines: tuple[int, ...] = ()) -> Clause:
    return Clause(id=ClauseId(name), text=text, begins=begins, lines=lines)


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

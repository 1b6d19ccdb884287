"""What the analyst pairs otherwise goes before all that is found."""

from collections import Counter

import pytest
from align_builders import compared, told, version
from builders import check_comparison, contract, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import version_pairs

from contractdiff.align import align_contracts
from contractdiff.diff import diff_alignment
from contractdiff.errors import InputError
from contractdiff.model import ClauseId, Contract, HandPairs, Link, Matcher, Role, Side

A = "Provider shall submit an itemized invoice for each month of service, signed by its fiscal officer."
B = "The Department will pay each approved invoice from funds appropriated for the purpose."
C = "All records that support an invoice are kept in good order at the principal office of Provider."
D = "Either party may terminate this Agreement without cause upon written notice to the other party."
B2 = B.replace("approved", "correct and approved")


def ids(*names: str) -> tuple[ClauseId, ...]:
    return tuple(map(ClauseId, names))


def joined(*couples: tuple[str, str]) -> HandPairs:
    return HandPairs(joined=tuple((ids(*old.split()), ids(*new.split())) for old, new in couples))


CASES = {
    "nothing by hand": ([A, B, C], [A, B2, C], HandPairs(), ["modified o2>n2"]),
    "replaced clauses joined": ([A, B, C], [A, D, C], joined(("o2", "n2")), ["modified o2>n2"]),
    "the same wording parted": (
        [A, B, C],
        [A, B, C],
        HandPairs(parted=((ClauseId("o2"), ClauseId("n2")),)),
        ["deleted o2>", "added >n2"],
    ),
    "reworded clauses parted": (
        [A, B, C],
        [A, B2, C],
        HandPairs(parted=((ClauseId("o2"), ClauseId("n2")),)),
        ["deleted o2>", "added >n2"],
    ),
    "an old clause alone": ([A, B, C], [A, B2, C], HandPairs(alone=ids("o2")), ["deleted o2>", "added >n2"]),
    "a new clause alone": ([A, B, C], [A, B, C], HandPairs(alone=ids("n2")), ["deleted o2>", "added >n2"]),
    "paired otherwise": (
        [A, B, C, D],
        [A, B2, C, D],
        joined(("o2", "n4"), ("o4", "n2")),
        ["modified+moved o4>n2", "modified+moved o2>n4"],
    ),
    "one joined with two": ([A, B, D], [A, B, C, D], joined(("o2", "n2 n3")), ["split o2>n2,n3"]),
    "two joined with one": ([A, B, C, D], [A, B, D], joined(("o2 o3", "n2")), ["merged o2,o3>n2"]),
    "pieces apart": ([A, B, C, D], [A, B, D], joined(("o1 o3", "n1")), ["merged o1,o3>n1"]),
    "parted pieces of a merge": (
        [A, B, C, D],
        [A, f"{B} {C}", D],
        HandPairs(parted=((ClauseId("o3"), ClauseId("n2")),)),
        ["modified o2>n2", "deleted o3>"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_she_has_the_last_word(case: str) -> None:
    old, new, hand, expected = CASES[case]
    made = compared(old, new, hand)
    check_hand_comparison(made.old, made.new, hand)
    assert sorted(told(made)) == sorted(expected)


def test_a_clause_left_alone_by_hand_says_so_and_names_the_nearest() -> None:
    made = compared([A, B, C], [A, B2, C], HandPairs(alone=ids("o2")))
    alone = next(change.evidence for change in made.changes if change.old == ("o2",))
    assert alone is not None and alone.matcher is Matcher.BY_HAND and alone.nearest == "n2"


def test_a_pairing_by_hand_crosses_from_a_footnote_to_the_text() -> None:
    from dataclasses import replace

    old, new = version(Side.OLD, [A, B, C]), version(Side.NEW, [A, C])
    note = replace(version(Side.NEW, [A, C, B]).clauses[2], role=Role.FOOTNOTE)
    new = replace(new, clauses=(*new.clauses, note))
    assert linked(align_contracts(old, new), "o2") == ((), Matcher.NONE)
    assert linked(align_contracts(old, new, hand=joined(("o2", "n3"))), "o2") == (("n3",), Matcher.BY_HAND)


def linked(alignment, name: str) -> tuple[tuple[str, ...], Matcher]:  # type: ignore[no-untyped-def]
    link: Link = next(link for link in alignment.links if name in link.old)
    return link.new, link.evidence.matcher


WRONG = {
    "no such old clause": (joined(("o9", "n1")), "no clause o9"),
    "no such new clause": (joined(("o1", "n9")), "no clause n9"),
    "no such clause to part": (HandPairs(parted=((ClauseId("o1"), ClauseId("n9")),)), "no clause n9"),
    "twice": (joined(("o1", "n1"), ("o1", "n2")), "paired twice"),
    "joined and alone": (HandPairs(joined=((ids("o1"), ids("n1")),), alone=ids("n1")), "paired twice"),
    "several on both sides": (joined(("o1 o2", "n1 n2")), "single clause"),
    "nothing on one side": (joined(("o1", "")), "single clause"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_paired_is_said(case: str) -> None:
    hand, message = WRONG[case]
    with pytest.raises(InputError, match=message):
        compared([A, B], [A, B], hand)


def check_hand_comparison(old: Contract, new: Contract, hand: HandPairs) -> None:
    """Raise ``AssertionError`` unless all that is decided by hand holds, and each clause stands in one link."""
    alignment = align_contracts(old, new, hand=hand)
    both = [(link.old, link.new) for link in alignment.links]
    for was, now in hand.joined:
        assert (was, now) in both
    for name in hand.alone:
        assert ((name,), ()) in both or ((), (name,)) in both
    for was_one, now_one in hand.parted:
        assert not any(was_one in left and now_one in right for left, right in both)
    stands = Counter(name for left, right in both for name in (*left, *right))
    assert stands == Counter(clause.id for contract in (old, new) for clause in contract.clauses)
    check_comparison(diff_alignment(old, new, alignment))


@st.composite
def by_hand(draw: st.DrawFn) -> tuple[Contract, Contract, HandPairs]:
    was, now = draw(version_pairs())
    old, new = contract(was), contract(now, Side.NEW)
    olds = draw(st.permutations([clause.id for clause in old.clauses]))
    news = draw(st.permutations([clause.id for clause in new.clauses]))
    joins, alone = [], []
    for _ in range(draw(st.integers(0, 3))):
        if olds and news:
            joins.append(((olds.pop(),), (news.pop(),)))
    if draw(st.booleans()) and len(news) > 1 and olds:
        joins.append(((olds.pop(),), tuple(sorted((news.pop(), news.pop()), key=lambda name: int(name[1:])))))
    if draw(st.booleans()) and olds:
        alone.append(olds.pop())
    parted = [(old_name, new_name) for old_name in olds[:2] for new_name in news[:3]]
    return old, new, HandPairs(joined=tuple(joins), alone=tuple(alone), parted=tuple(parted))


@given(by_hand())
@settings(deadline=None)
def test_what_is_decided_by_hand_always_holds(case: tuple[Contract, Contract, HandPairs]) -> None:
    check_hand_comparison(*case)


def test_nothing_by_hand_changes_nothing() -> None:
    old, new = contract(paragraphs(A, B, C)), contract(paragraphs(A, C, B2), Side.NEW)
    assert align_contracts(old, new) == align_contracts(old, new, hand=HandPairs(), renames=())

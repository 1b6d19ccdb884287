"""Which clauses belong together, and what kind of change that makes."""

import pytest
from builders import check_comparison, comparison, kinds, paragraphs
from hypothesis import given, settings
from strategies import version_pairs

from contractdiff.model import ChangeKind

A = "Provider shall submit an itemized invoice for each month of service, signed by its fiscal officer."
B = "The Department will pay each approved invoice from funds appropriated for the purpose."
C = "All records that support an invoice are kept in good order at the principal office of Provider."
D = "Either party may terminate this Agreement without cause upon written notice to the other party."
E = "No member of the governing board may receive compensation under the terms of this Agreement."
F = "Insurance in the amounts of Exhibit C shall be kept in force during the whole term of the award."

CASES = {
    "nothing": ([A, B, C], [A, B, C], []),
    "reworded": ([A, B, C], [A, B.replace("approved", "correct and approved"), C], ["modified"]),
    "added": ([A, C], [A, B, C], ["added"]),
    "deleted": ([A, B, C], [A, C], ["deleted"]),
    "moved down": ([A, B, C, D], [B, C, D, A], ["moved"]),
    "moved up": ([A, B, C, D], [D, A, B, C], ["moved"]),
    "moved and reworded": (
        [A, B, C, D, E, F],
        [B, C, D, E, A.replace("itemized invoice", "itemized and certified invoice"), F],
        ["modified+moved"],
    ),
    "split": ([A, f"{B} {C}", D], [A, B, C, D], ["split"]),
    "merged": ([A, B, C, D], [A, f"{B} {C}", D], ["merged"]),
    "replaced": ([A, B, C], [A, F, C], ["deleted", "added"]),
    "capitals alone": ([A, B, C], [A, B.upper(), C], []),
    "quotation marks alone": ([A, 'The "Term" of it', C], [A, "The “Term” of it", C], []),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_told_as_what_it_is(case: str) -> None:
    old, new, expected = CASES[case]
    made = comparison(paragraphs(*old), paragraphs(*new))
    check_comparison(made)
    assert sorted(kinds(made)) == sorted(expected)


def test_one_added_clause_renumbers_its_followers_and_changes_none() -> None:
    old = paragraphs(*(f"{n}. {text}" for n, text in enumerate([A, B, C, D], 1)))
    new = paragraphs(*(f"{n}. {text}" for n, text in enumerate([A, F, B, C, D], 1)))
    made = comparison(old, new)
    check_comparison(made)
    assert kinds(made) == ["added", "renumbered", "renumbered", "renumbered"]


def test_boilerplate_that_differs_only_in_a_number_is_never_swapped() -> None:
    rows = [f"Unit {n} is paid at ${n * 10}.00 for each hour of service delivered by Provider." for n in range(1, 9)]
    made = comparison(paragraphs(*rows), paragraphs(*rows[:4], *rows[5:]))
    assert kinds(made) == ["deleted"]


@given(version_pairs())
@settings(deadline=None)
def test_what_always_holds(pair: tuple[str, str]) -> None:
    check_comparison(comparison(*pair))


@given(version_pairs())
@settings(deadline=None)
def test_a_version_compared_with_itself_has_no_changes(pair: tuple[str, str]) -> None:
    assert not comparison(pair[0], pair[0]).changes


MIRRORED = {
    ChangeKind.ADDED: ChangeKind.DELETED,
    ChangeKind.DELETED: ChangeKind.ADDED,
    ChangeKind.SPLIT: ChangeKind.MERGED,
    ChangeKind.MERGED: ChangeKind.SPLIT,
}


@given(version_pairs())
@settings(deadline=None)
def test_turning_the_versions_about_mirrors_the_changes(pair: tuple[str, str]) -> None:
    old, new = pair
    there, back = comparison(old, new), comparison(new, old)

    def said(change, turned):  # type: ignore[no-untyped-def]
        left, right = (change.new, change.old) if turned else (change.old, change.new)
        kind = MIRRORED.get(change.kind, change.kind) if turned else change.kind
        return kind.value, tuple(n[1:] for n in left), tuple(n[1:] for n in right), change.moved, change.renumbered

    assert sorted(said(c, False) for c in there.changes) == sorted(said(c, True) for c in back.changes)


def test_many_copies_with_one_more_are_one_addition() -> None:
    copies = ["The Provider shall pay the Agency promptly."] * 120
    made = comparison(
        paragraphs("Start of it all.", *copies, "End."), paragraphs("Start of it.", *copies, copies[0], "The end.")
    )
    assert kinds(made).count("added") == 1 and kinds(made).count("deleted") == 0


PENSION = "Pension contributions follow the schedule that the actuary certifies in January of each calendar year."
LEASE = "Leases of vehicles need the prior consent of the fleet manager, whatever the amount of the monthly payment."
AUDIT = "Auditors chosen by the Comptroller examine the ledgers whenever a complaint of waste has been received."
LIENS = "Liens on equipment bought with award funds are released once the useful life of an item has run out."
MANY = [PENSION, LEASE, AUDIT, LIENS, E, F]


def test_a_list_that_was_folded_into_one_clause_and_reworded_leaves_none_deleted() -> None:
    folded = " ".join(MANY).replace("certifies in January", "signs in January").replace("a complaint of", "a report of")
    made = comparison(paragraphs(A, *MANY, D), paragraphs(A, folded.replace("has run out", "is over"), D))
    check_comparison(made)
    assert kinds(made) == ["merged"] and len(made.changes[0].old) == len(MANY)


def test_pieces_are_joined_over_a_clause_that_went_elsewhere() -> None:
    made = comparison(paragraphs(A, B, LEASE, C, D, E, F), paragraphs(A, f"{B} {C}", D, E, F, LEASE))
    check_comparison(made)
    assert sorted(kinds(made)) == ["merged", "moved"]


def test_a_copy_of_what_stayed_is_not_what_went() -> None:
    stays = "The Finance Committee meets every second Monday to review the ledgers that the Treasurer submits."
    copy = "The Programme Committee meets every second Friday to review the ledgers that the Director submits."
    gone = "The Audit Committee meets every second Sunday to review the ledgers that the Accountant submits."
    made = comparison(paragraphs(A, stays, B, C, D, gone, E), paragraphs(A, stays, copy, B, C, D, E))
    check_comparison(made)
    assert sorted(kinds(made)) == ["added", "deleted"]


def test_a_clause_that_went_elsewhere_is_known_though_its_copy_stands_in_its_place() -> None:
    went = "Carriers certify their vehicles every spring, and the fleet manager keeps the certificates on file."
    copy = "Kitchens certify their freezers every autumn, and the county inspector keeps a ledger of them."
    late = went.replace("every spring", "in March of every year")
    made = comparison(paragraphs(A, went, B, C, D, E), paragraphs(A, copy, B, C, D, late, E))
    check_comparison(made)
    assert sorted(kinds(made)) == ["added", "modified+moved"]


def test_a_clause_put_together_from_many_leaves_none_deleted() -> None:
    pieces = [A, B, C, D, E, F, "No member may vote on a contract in which that member has an interest of any kind."]
    made = comparison(
        paragraphs("Start here.", *pieces, "End."), paragraphs("Start here.", " ".join(pieces) + " So agreed.", "End.")
    )
    check_comparison(made)
    assert kinds(made) == ["merged"]

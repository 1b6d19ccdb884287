"""What took another clause's place, whose heading is whose, and what did not move, told by place, label and length."""

import pytest
from builders import check_comparison, comparison, kinds, paragraphs

from contractdiff.model import ChangeKind, Comparison, Matcher

A = "Provider shall submit an itemized invoice for each month of service, signed by its fiscal officer."
B = "The Department will pay each approved invoice from funds appropriated for the purpose."
C = "All records that support an invoice are kept in good order at the principal office of Provider."
D = "Either party may terminate this Agreement without cause upon written notice to the other party."
E = "No member of the governing board may receive compensation under the terms of this Agreement."
F = "Insurance in the amounts of Exhibit C shall be kept in force during the whole term of the award."

ONE_CLAUSE = {
    "a date line": ([A, "July 25, 2018", B], [A, "August 3, 2019", B]),
    "a date line beside a name that went": ([A, "Maria Jones (secretary)", "July 25, 2018", B], [A, "May 1, 2020", B]),
    "a blank that was filled in": ([A, "Contract begins TBD", B], [A, "Anticipated start: June 1", B]),
    "a clause left out, its number kept": (
        [f"1. {A}", f"2. {B}", f"3. {C}"],
        [f"1. {A}", "2. [Reserved]", f"3. {C}"],
    ),
    "a clause rewritten but for its first words, under the same number": (
        [f"1. {A}", f"2. {B}", f"3. {C}"],
        [f"1. {A}", "2. The Department will settle what is owed to a subcontractor directly at year end.", f"3. {C}"],
    ),
    "a short heading in place of another": ([A, "Overview", B], [A, "What is this about?", B]),
    "a row of a form, known by its first cell": (
        ["Term\tValue", "Employer\tAcme Shelter", "{IF included} Duration\t{covenant_duration}", "Law\tWyoming"],
        ["Term\tValue", "Employer\tAcme Shelter", "Duration\t12 months", "Law\tWyoming"],
    ),
}


@pytest.mark.parametrize("case", ONE_CLAUSE)
def test_what_took_the_place_of_a_clause_is_that_clause(case: str) -> None:
    old, new = ONE_CLAUSE[case]
    made = comparison(paragraphs(*old), paragraphs(*new))
    check_comparison(made)
    assert kinds(made).count("modified") == 1
    assert "added" not in kinds(made)


TWO_CLAUSES = {
    "long, with nothing in common": ([A, B, C], [A, F, C]),
    "long, under the same number": ([f"1. {A}", f"2. {B}", f"3. {C}"], [f"1. {A}", f"2. {F}", f"3. {C}"]),
    "one short, one long, without a number": ([A, "Overview", C], [A, F, C]),
    "two short ones for one": ([A, "Meals", "Shelter", C], [A, "Transportation", C]),
}


@pytest.mark.parametrize("case", TWO_CLAUSES)
def test_what_has_nothing_in_common_with_what_went_is_added(case: str) -> None:
    old, new = TWO_CLAUSES[case]
    made = comparison(paragraphs(*old), paragraphs(*new))
    check_comparison(made)
    assert {"added", "deleted"} == set(kinds(made))


def test_a_heading_follows_the_clauses_below_it() -> None:
    old = [f"1. Payment. {E}", f"1.1 {A}", f"1.2 {B}", "2. Overview", f"2.1 {C}", f"2.2 {D}"]
    new = [f"1. Payment. {E}", f"1.1 {A}", f"1.2 {B}", "2. What the parties have to do", f"2.1 {C}", f"2.2 {D}"]
    made = comparison(paragraphs(*old), paragraphs(*new))
    check_comparison(made)
    assert kinds(made) == ["modified"]


def test_a_long_clause_does_not_follow_the_clauses_below_it() -> None:
    old, new = ([f"1. {A}", f"2. {text}", f"2.1 {B}", f"2.2 {C}"] for text in (D, F))
    assert sorted(kinds(comparison(paragraphs(*old), paragraphs(*new)))) == ["added", "deleted"]


def test_a_heading_reads_like_another_but_the_clauses_below_say_which_it_is() -> None:
    below = [f"4.1.1 {A}", f"4.1.2 {B}", "4.2 Proxies", f"4.2.1 {C}"]
    old = [f"3. Meetings. {F}", "4. Votes of the Membership", "4.1 Quorum", *below]
    new = [f"3. Meetings. {F}", "4. Votes", "4.1 Votes of the Membership", *below]
    made = comparison(paragraphs(*old), paragraphs(*new))
    check_comparison(made)
    assert _paired(made) == {"Votes of the Membership": "Votes", "Quorum": "Votes of the Membership"}
    assert not any(change.moved for change in made.changes)


def _paired(made: Comparison) -> dict[str, str]:
    return {
        made.old.by_id[change.old[0]].wording: made.new.by_id[change.new[0]].wording
        for change in made.changes
        if change.kind is ChangeKind.MODIFIED
    }


def test_what_stood_before_a_clause_went_and_the_clause_did_not_move() -> None:
    voting = [f"({letter}) {text}" for letter, text in zip("abcd", (A, B, C, D), strict=True)]
    old = ["ARTICLE I", f"1. {E}", "2. Voting is by ballot as follows:", *voting, f"3. {F}", "ARTICLE II", "1. Money."]
    new = [
        *("ARTICLE I", f"1. {E}", "2. Voting is by ballot as Article II says.", f"3. {F}"),
        *("ARTICLE II", *(f"{n}. {text[4:]}" for n, text in enumerate(voting, 1)), "ARTICLE III", "1. Money."),
    ]
    made = comparison(paragraphs(*old), paragraphs(*new))
    check_comparison(made)
    stayed = {name for change in made.changes if not change.moved for name in change.old}
    stayed |= {old_name for old_name, _ in made.unchanged}
    assert next(clause.id for clause in made.old.clauses if clause.wording == F) in stayed


def test_a_name_that_comes_again_amid_what_is_new_is_no_move() -> None:
    form = ["Signed for Provider by its director", "Address: 20 West Grand Avenue, Chicago", "Position and date"]
    schedule = [
        "These clauses are agreed between the exporter and the importer of the data.",
        "The importer of the data is Provider, 20 West Grand Avenue, Chicago, Illinois, hereinafter the importer",
        "The importer shall tell the exporter of any breach of security within two days.",
    ]
    made = comparison(paragraphs(A, *form, B, C, D), paragraphs(A, B, C, D, *schedule))
    check_comparison(made)
    assert sorted(kinds(made)) == ["added"] * 3 + ["deleted"] * 3


def test_a_clause_that_moved_is_known_by_words_with_which_no_other_begins() -> None:
    moved = "Volunteer drivers of the program shall pass a background check and carry a valid license at all times."
    rewritten = "Volunteer drivers of the program are, where the law so allows, exempt from all that Part 4 says."
    made = comparison(paragraphs(moved, A, B, C, D, E, F), paragraphs(A, B, C, D, E, rewritten, F))
    check_comparison(made)
    assert kinds(made) == ["modified+moved"]


def test_a_line_of_one_word_at_the_end_of_a_clause_in_pieces_belongs_to_it() -> None:
    whole = (
        "Read the following text aloud to the person who takes part, and mark the answer that was given "
        "in the box beside it before you go on to the next part of the SCRIPT"
    )
    pieces = [
        "Read the following text aloud to the person who takes part, and mark the",
        "Form kept at the school office for three years",
        "answer that was given in the box beside it before you go on to the next part of the",
        "SCRIPT",
    ]
    made = comparison(paragraphs(A, *pieces, B), paragraphs(A, whole, B))
    check_comparison(made)
    assert sorted(kinds(made)) == ["deleted", "merged"]


def test_the_evidence_says_that_the_one_stands_where_the_other_stood() -> None:
    made = comparison(paragraphs(A, "July 25, 2018", B), paragraphs(A, "August 3, 2019", B))
    (change,) = made.changes
    assert change.evidence and change.evidence.matcher is Matcher.IN_ITS_PLACE and change.evidence.neighbours == 2

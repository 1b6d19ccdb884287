"""The agency's own table of changes: what each column holds, and which rows name no change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractdiff.model import Answered
from contractdiff.reconcile import Column, answer_in, read_own_list

HEADINGS = [
    # heading, what the column holds
    ("Section", Column.CLAUSE),
    ("Section #", Column.CLAUSE),
    ("Clause/Provision", Column.CLAUSE),
    ("Contract Section", Column.CLAUSE),
    ("Article", Column.CLAUSE),
    ("Paragraph No.", Column.CLAUSE),
    ("Section(s) affected", Column.CLAUSE),
    ("Reference", Column.CLAUSE),
    ("Old section", Column.OLD_CLAUSE),
    ("New Section No.", Column.NEW_CLAUSE),
    ("Section (old)", Column.OLD_CLAUSE),
    ("Summary of change", Column.WORDS),
    ("Description", Column.WORDS),
    ("Change", Column.WORDS),
    ("What changed", Column.WORDS),
    ("Nature of revision", Column.WORDS),
    ("Topic", Column.WORDS),
    ("Current language", Column.OLD_WORDS),
    ("Was", Column.OLD_WORDS),
    ("Proposed text", Column.NEW_WORDS),
    ("Revised Language", Column.NEW_WORDS),
    ("Reason", Column.REASON),
    ("Reason for change", Column.REASON),
    ("Justification", Column.REASON),
    ("Rationale", Column.REASON),
    ("Basis for change", Column.REASON),
    ("Why?", Column.REASON),
    ("Statutory basis", Column.AUTHORITY),
    ("Legal authority", Column.AUTHORITY),
    ("Federal or State law", Column.AUTHORITY),
    ("Authority", Column.AUTHORITY),
    ("Acknowledged?", Column.ACKNOWLEDGED),
    ("Change ID", Column.ID),
    ("Page", Column.OTHER),
    ("Effective date", Column.OTHER),
]


@pytest.mark.parametrize(("heading", "column"), HEADINGS)
def test_a_heading_says_what_its_column_holds(heading: str, column: Column) -> None:
    other = "Reason" if column in (Column.CLAUSE, Column.WORDS) else "Section"
    more = "Summary" if column is Column.REASON else "Rationale" if column is not Column.OTHER else "Summary"
    read = read_own_list([[heading, other, more], ["a", "b", "c"]])
    assert read.headings == 1
    assert read.columns[0].column is column
    assert read.columns[0].by_heading


def test_a_list_with_headings() -> None:
    read = read_own_list(
        [
            ["Department of Human Services", "", "", ""],
            ["Changes to the FY2012 agreement", "", "", ""],
            ["", "", "", ""],
            ["Section", "Summary of change", "Justification", "Statutory basis"],
            ["ARTICLE IV – PAYMENT", "", "", ""],
            ["4.2", "Invoices are due in\n10 days", "Federal reporting", "31 U.S.C. 6101"],
            ["5.3 → 5.4", "Audit threshold", "", ""],
            ["ARTICLE V", "", "", ""],
            ["Section", "Summary of change", "Justification", "Statutory basis"],
            ["6.1", "", "Clarified", ""],
            ["", "", "to be decided", ""],
        ]
    )
    assert read.headings == 4
    assert [(row.change.key, row.change.clause, row.change.words) for row in read.rows] == [
        ("row 6", "4.2", "Invoices are due in\n10 days"),
        ("row 7", "5.3 → 5.4", "Audit threshold"),
        ("row 10", "6.1", ""),
    ]
    assert (read.rows[0].reason, read.rows[0].authority) == ("Federal reporting", "31 U.S.C. 6101")
    assert [(row.number, row.why) for row in read.unused] == [
        (1, "It stands above the headings."),
        (2, "It stands above the headings."),
        (5, "Only one of its cells is filled, as in a title."),
        (8, "Only one of its cells is filled, as in a title."),
        (9, "It repeats the headings."),
        (11, "It names no clause and says no words of a change."),
    ]


def test_a_list_without_headings_is_told_by_what_stands_in_it() -> None:
    read = read_own_list(
        [
            ["1", "4.2", "Payment terms are shortened", "to comply with new federal reporting", "31 U.S.C. 6101"],
            ["2", "4.3(a)", "Interest is no longer paid", "because appropriations lapse", "30 ILCS 540"],
            ["3", "Exhibit B, 2.1", "Units of service are redefined", "to conform to practice", "2 CFR 200"],
        ]
    )
    assert [each.column for each in read.columns] == [
        Column.OTHER,
        Column.CLAUSE,
        Column.WORDS,
        Column.REASON,
        Column.AUTHORITY,
    ]
    assert not any(each.by_heading for each in read.columns)
    assert [row.change.clause for row in read.rows] == ["4.2", "4.3(a)", "Exhibit B, 2.1"]
    assert not read.unused


def test_both_wordings_and_both_numbers() -> None:
    read = read_own_list(
        [
            ["FY2011 Section", "FY2012 Section", "FY2011 language", "FY2012 language"],
            ["4.2", "4.3", "within 30 days", "within 10 days"],
            ["", "7.1", "", "A new duty"],
            ["4.6", "", "Interest is paid", ""],
        ]
    )
    assert [each.column for each in read.columns] == [
        Column.OLD_CLAUSE,
        Column.NEW_CLAUSE,
        Column.OLD_WORDS,
        Column.NEW_WORDS,
    ]
    assert [(row.change.clause, row.change.words) for row in read.rows] == [
        ("4.2 → 4.3", "within 30 days\nwithin 10 days"),
        ("7.1", "A new duty"),
        ("4.6", "Interest is paid"),
    ]


def test_article_and_section_in_two_columns() -> None:
    read = read_own_list([["Article", "Section", "Change"], ["IV", "4.2", "Payment"], ["Exhibit B", "2.1", "Units"]])
    assert [row.change.clause for row in read.rows] == ["Article IV, 4.2", "Exhibit B, 2.1"]


def test_our_ids_are_taken() -> None:
    read = read_own_list([["Change ID", "Acknowledged?", "Reason"], ["C-014", "Yes", "FFATA"], ["C-015", "Partly", ""]])
    assert [(row.change.id, row.change.acknowledgement) for row in read.rows] == [
        ("C-014", Answered.ACKNOWLEDGED),
        ("C-015", Answered.PARTLY),
    ]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Yes", Answered.ACKNOWLEDGED),
        ("acknowledged.", Answered.ACKNOWLEDGED),
        ("Partially", Answered.PARTLY),
        ("partly acknowledged", Answered.PARTLY),
        ("No", Answered.DENIED),
        ("Not acknowledged", Answered.DENIED),
        ("Not a change", Answered.DENIED),
        ("Denied", Answered.DENIED),
        ("", None),
        ("see above", None),
        ("under review", None),
        ("No longer required", None),
        ("Yes, but only for federal funds", None),
    ],
)
def test_answers(cell: str, answer: Answered | None) -> None:
    assert answer_in(cell) is answer


@given(
    st.lists(st.lists(st.sampled_from(["", "4.2", "Section", "Change", "Payment", "1", "Yes"]), max_size=4), max_size=6)
)
def test_every_row_with_words_stands_once(cells: list[list[str]]) -> None:
    read = read_own_list(cells)
    told = [int(row.change.key.removeprefix("row ")) for row in read.rows] + [row.number for row in read.unused]
    told += [read.headings] if read.headings else []
    assert sorted(told) == [number for number, row in enumerate(cells, 1) if any(row)]

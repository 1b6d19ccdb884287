"""Rows of tables, exhibits and articles: what is paired within them, and what follows its heading."""

import pytest
from align_builders import compared, told

BEFORE = "The rates below are paid for each unit of service that Provider delivers."
AFTER = "No other rate is paid unless the Department has agreed to it in writing."
HEAD = "Service\tUnit\tRate"
MEALS, LUNCH, CARE, TRIPS, RESPITE = (
    "Home delivered meals\tmeal\t$7.00",
    "Congregate meals\tmeal\t$6.00",
    "Adult day care\tday\t$55.00",
    "Transportation\ttrip\t$12.00",
    "Respite care\thour\t$25.00",
)
TABLE = [BEFORE, HEAD, MEALS, LUNCH, CARE, TRIPS, RESPITE, AFTER]
YEARS = [BEFORE, "Year\tAmount", *(f"FY{2011 + n}\t${n + 1},000" for n in range(6)), AFTER]


def without(rows: list[str], *gone: str) -> list[str]:
    return [row for row in rows if row not in gone]


def cells(*order: int) -> list[str]:
    return ["\t".join(row.split("\t")[number] for number in order) if "\t" in row else row for row in TABLE]


def replaced(row: str, by: str) -> list[str]:
    return [by if each == row else each for each in TABLE]


ROWS = {
    "a rate": (TABLE, replaced(TRIPS, "Transportation\ttrip\t$13.50"), ["modified o6>n6"]),
    "a row deleted": (TABLE, without(TABLE, CARE), ["deleted o5>"]),
    "a row added": (without(TABLE, CARE), TABLE, ["added >n5"]),
    "a row moved": (TABLE, [*without(TABLE, CARE, AFTER), CARE, AFTER], ["moved o5>n7"]),
    "a row moved and changed": (
        TABLE,
        [*without(TABLE, CARE, AFTER), CARE.replace("55", "58"), AFTER],
        ["modified+moved o5>n7"],
    ),
    "the first cell": (TABLE, replaced(CARE, "Adult day services\tday\t$55.00"), ["modified o5>n5"]),
    "the first cell replaced": (TABLE, replaced(CARE, "Social model program\tday\t$55.00"), ["modified o5>n5"]),
    "a column dropped": (TABLE, cells(0, 2), [f"modified o{n}>n{n}" for n in range(2, 8)]),
    "a column added": (cells(0, 2), TABLE, [f"modified o{n}>n{n}" for n in range(2, 8)]),
    "a column moved": (TABLE, cells(0, 2, 1), [f"modified o{n}>n{n}" for n in range(2, 8)]),
    "the first column moved": (TABLE, cells(1, 2, 0), [f"modified o{n}>n{n}" for n in range(2, 8)]),
    "a year less, a year more": (
        YEARS,
        [*without(YEARS, YEARS[3], AFTER), "FY2017\t$7,000", AFTER],
        ["deleted o4>", "added >n8"],
    ),
    "all amounts, a year less": (
        YEARS,
        [row.replace("000", "500") for row in without(YEARS, YEARS[3])],
        ["modified o3>n3", "deleted o4>", *(f"modified o{n}>n{n - 1}" for n in range(5, 9))],
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_of_a_table_are_paired_with_their_own(case: str) -> None:
    old, new, expected = ROWS[case]
    assert told(compared(old, new)) == expected


def unit(number: int, rate: int) -> str:
    return f"Unit {number} is paid at ${rate}.00 for each hour of service that Provider delivers."


@pytest.mark.parametrize("count", [8, 60])
def test_what_differs_in_its_numbers_alone_is_another_clause_elsewhere(count: int) -> None:
    old = [BEFORE, *(unit(n, n * 10) for n in range(1, count + 1)), AFTER]
    gone = unit(3, 30)
    assert told(compared(old, [*without(old, gone, AFTER), unit(count + 1, 990), AFTER])) == [
        "deleted o4>",
        f"added >n{count + 1}",
    ]


KEPT = "All records are kept for six years after the final payment is made under this Exhibit."
SENT = "Invoices are sent by the tenth day of each month."
NAMED = "The contact person is named in the cover letter."
B, C, D = (
    [f"EXHIBIT {letter} | {name}", KEPT, SENT, NAMED]
    for letter, name in zip("BCD", "Budget Report Bond".split(), strict=True)
)
SEVEN = KEPT.replace("six", "seven")

EXHIBITS = {
    "deleted in the first": ([*B, *C, *D], [*without(B, KEPT), *C, *D], ["deleted o2>"]),
    "deleted in the first, reworded in the second": (
        [*B, *C, *D],
        [*without(B, KEPT), C[0], SEVEN, *C[2:], *D],
        ["deleted o2>", "modified o6>n5"],
    ),
    "reworded in the last": ([*B, *C, *D], [*B, *C, D[0], SEVEN, *D[2:]], ["modified o10>n10"]),
    "one less": ([*B, *C, *D], [*B, *D], [f"deleted o{n}>" for n in range(5, 9)]),
    "two exchanged": (
        [*B, *C],
        [*C, *B],
        [f"moved o{n}>n{n - 4}" for n in range(5, 9)],
    ),
}


@pytest.mark.parametrize("case", EXHIBITS)
def test_a_clause_that_every_exhibit_has_stays_in_its_own(case: str) -> None:
    old, new, expected = EXHIBITS[case]
    assert told(compared(old, new)) == expected


ARTICLE = [
    "ARTICLE V | Insurance",
    "5.1 | Provider shall maintain general liability coverage of one million dollars for each occurrence.",
    "5.2 | Certificates naming the State as additional insured are delivered before services begin.",
    "5.3 | Lapsed policies are replaced within ten days, failing which payments may be withheld.",
]
REWRITTEN = [
    "ARTICLE V | Insurance",
    "5.1 | Throughout the award every contractor holds general liability coverage that its carrier has certified.",
    ARTICLE[2],
    "5.3 | Whenever notice of cancellation arrives, lapsed policies are reinstated or else payments stop at once.",
]
OTHERS = [
    "ARTICLE I | Payment",
    "1.1 | Invoices are submitted monthly with the receipts that support each of the charges.",
    "1.2 | Advance funding is granted once a quarter to organizations with modest reserves.",
    "ARTICLE II | Audit",
    "2.1 | Auditors chosen by the Comptroller examine the ledgers whenever that is warranted.",
    "2.2 | Questioned costs are repaid out of unrestricted revenue and never from a later award.",
]


def test_clauses_of_a_moved_article_keep_their_order_however_much_they_were_reworded() -> None:
    made = compared([*ARTICLE, *OTHERS], [*OTHERS, *REWRITTEN])
    assert told(made) == ["moved o1>n7", "modified+moved o2>n8", "moved o3>n9", "modified+moved o4>n10"]
    assert made.changes[1].evidence is not None and made.changes[1].evidence.parent

"""Which clauses a cell names, and which numbers a slip of the hand may have changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractdiff.reconcile.citations import Cited, Grade, grade, is_citation, is_slip, read_citation

ONE = [
    # as typed, the exhibit, the parts
    ("4.2", "", "4 2"),
    ("4.2.", "", "4 2"),
    ("Sec. 4.2(a)", "", "4 2 a"),
    ("§4.2 (a) (ii)", "", "4 2 a ii"),
    ("Article IV, § 4.2", "", "4 2"),
    ("Art. 4, sec. 4.2(b)(ii)", "", "4 2 b ii"),
    ("ARTICLE XII", "", "12"),
    ("Article IV, Section 2", "", "4 2"),
    ("Article II, Section 3, Paragraph b", "", "2 3 b"),
    ("Article IV, B, 3, f(iv)", "", "4 b 3 f iv"),
    ("4.2, (a)", "", "4 2 a"),
    ("SEC. 4.05, 2", "", "4 5 2"),
    ("Exhibit B, 2.1", "exhibit b", "2 1"),
    ("exhibit c, 7(b)", "exhibit c", "7 b"),
    ("Exh. B § 2.1", "exhibit b", "2 1"),
    ("Attachment 2-B, 3", "attachment 2-b", "3"),
    ("Exhibit A", "exhibit a", ""),
    ("footnote 2", "footnote", "2"),
    ("New Section 7.4", "", "7 4"),
    ("– → 7.1", "", "7 1"),
    ("4.6 → –", "", "4 6"),
    ("4.l", "", "4 1"),
    ("1O.2", "", "10 2"),
]
SEVERAL = [
    ("4.2, 4.3 and 4.5", ["4 2", "4 3", "4 5"]),
    ("§§ 3.1 & 3.2", ["3 1", "3 2"]),
    ("4.2(a), (b)", ["4 2 a", "4 2 b"]),
    ("5(b)(i) and (ii)", ["5 b i", "5 b ii"]),
    ("Articles 4, 5", ["4", "5"]),
    ("Section 4, Section 5", ["4", "5"]),
]
RANGES = [("4.2–4.5", "4 2", "4 5"), ("Sections 4.2 through 4.5", "4 2", "4 5"), ("4.2(a)-(c)", "4 2 a", "4 2 c")]
RENUMBERED = [
    ("4.2 → 4.3", "4 2", "4 3"),
    ("FY2011 4.2 -> FY2012 4.3", "4 2", "4 3"),
    ("Section 14.1 (formerly 13.1)", "13 1", "14 1"),
    ("Article IV, B → Article IV, C", "4 b", "4 c"),
]


def parts(cited: Cited) -> str:
    return " ".join(cited.parts)


@pytest.mark.parametrize(("text", "scope", "expected"), ONE)
def test_one_clause(text: str, scope: str, expected: str) -> None:
    read = read_citation(text)
    assert [(each.scope, parts(each)) for each in read.numbers] == [(scope, expected)]
    assert not read.several


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_clauses(text: str, expected: list[str]) -> None:
    assert [parts(each) for each in read_citation(text).numbers] == expected


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_ranges(text: str, first: str, last: str) -> None:
    assert [(parts(one), parts(other)) for one, other in read_citation(text).ranges] == [(first, last)]


@pytest.mark.parametrize(("text", "old", "new"), RENUMBERED)
def test_old_and_new_number(text: str, old: str, new: str) -> None:
    read = read_citation(text)
    assert [(parts(one), parts(other)) for one, other in read.renumbered] == [(old, new)]
    assert not read.numbers


@pytest.mark.parametrize("text", ["throughout", "Various sections", "Entire agreement", "all"])
def test_changes_in_many_places(text: str) -> None:
    assert read_citation(text).throughout


@pytest.mark.parametrize("typed", ["4.3", "42", "4.22", "4.20", "5.2", "2.4", "7.2", "14.2"])
def test_slips(typed: str) -> None:
    assert is_slip(read_citation(typed).numbers[0].parts, ("4", "2"))


@pytest.mark.parametrize("typed", ["9.8", "12", "17.5", "4.2.3.4"])
def test_other_numbers(typed: str) -> None:
    assert not is_slip(read_citation(typed).numbers[0].parts, ("4", "2"))


def test_grades() -> None:
    key = Cited("", ("4", "2", "a"))
    assert grade(key, key) is Grade.EXACT
    assert grade(Cited("", ("4", "2")), key) is Grade.WITHIN
    assert grade(Cited("", ("4", "2", "b")), key) is Grade.SLIP
    assert grade(Cited("", ("9", "9")), key) is Grade.OTHER
    assert grade(Cited("", ("2", "1")), Cited("exhibit b", ("2", "1"))) is Grade.WITHIN


def test_cells_that_are_nothing_but_numbers() -> None:
    assert all(map(is_citation, [text for text, *_ in (*ONE, *SEVERAL, *RANGES, *RENUMBERED[:1])]))
    assert not any(
        map(is_citation, ["Invoices are due in 10 days", "Payment", "", "45 CFR 92 requires it", "A new rule"])
    )


@given(st.text(max_size=40))
def test_any_cell_is_read(text: str) -> None:
    assert all(each.parts or each.scope for each in read_citation(text).numbers)


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.sampled_from(["", "a", "c"]),
    st.sampled_from(["{}", "Section {}", "§ {}"]),
)
def test_a_number_is_read_however_it_is_introduced(one: int, other: int, letter: str, how: str) -> None:
    typed = how.format(f"{one}.{other}" + (f"({letter})" if letter else ""))
    assert read_citation(typed).numbers == (Cited("", tuple(filter(None, (str(one), str(other), letter)))),)

"""What begins a paragraph with a label, and what only looks like it."""

import pytest

from contractdiff.structure.labels import parse_label, read_label, strip_bullet

ACCEPTED = [
    ("Appendix A to Part 1005—Model Clauses and Forms", "Appendix A", "to Part 1005—Model Clauses and Forms"),
    ("Exhibit B to the Community Services Agreement", "Exhibit B", "to the Community Services Agreement"),
    ("II.5. Payment", "II.5.", "Payment"),
    ("II.A.1. Scope", "II.A.1.", "Scope"),
    ("2.B.1. Scope", "2.B.1.", "Scope"),
    ("2.A Scope", "2.A", "Scope"),
    ("3.A.ii. Scope", "3.A.ii.", "Scope"),
    ("Section II-1. Scope", "Section II-1.", "Scope"),
    ("A-2—Model Clauses for Initial Disclosures", "A-2", "Model Clauses for Initial Disclosures"),
    ("B-1. Rates", "B-1.", "Rates"),
    # beginning of the paragraph, label, words after it
    ("ARTICLE IV", "ARTICLE IV", ""),
    ("ARTICLE IV PAYMENT", "ARTICLE IV", "PAYMENT"),
    ("Article 1.Definitions.", "Article 1.", "Definitions."),
    ("Article IV. Payment", "Article IV.", "Payment"),
    ("Article 1 – Name", "Article 1", "Name"),
    ("PART ONE – THE UNIFORM TERMS", "PART ONE", "THE UNIFORM TERMS"),
    ("Exhibit B: Deliverables", "Exhibit B:", "Deliverables"),
    ("Section 12. The Grantee shall", "Section 12.", "The Grantee shall"),
    ("Section 2.04 Use of Common Area", "Section 2.04", "Use of Common Area"),
    ("Sec. 1.01 Purpose", "Sec. 1.01", "Purpose"),
    ("§ 1005.1 Authority and purpose.", "§ 1005.1", "Authority and purpose."),
    ("4.1. Invoices. Provider shall", "4.1.", "Invoices. Provider shall"),
    ("4.1 Invoices", "4.1", "Invoices"),
    ("10.2.3(a) Reports", "10.2.3(a)", "Reports"),
    ("1. Text", "1.", "Text"),
    ("12A. Text", "12A.", "Text"),
    ("1) Text", "1)", "Text"),
    ("(a) Text", "(a)", "Text"),
    ("(b) Purpose.This part", "(b)", "Purpose.This part"),
    ("a) i. such decisions", "a) i.", "such decisions"),
    ("(a)(1) “Access device” means", "(a)(1)", "“Access device” means"),
    ("(iv) Text", "(iv)", "Text"),
    ("(aa) Text", "(aa)", "Text"),
    ("ii. any merger", "ii.", "any merger"),
    ("a. Complete the form", "a.", "Complete the form"),
    ("A.1. Scope", "A.1.", "Scope"),
]

REJECTED = [
    "(907) 555-0142",
    "(907)555-0142",
    "Exhibit B to this Agreement sets out the rates, which the Department may change.",
    "Exhibit C of the lease is amended.",
    "X.509 certificates are used.",
    "L.L.C. members vote.",
    "D.C. law governs",
    "A-133 audits are required.",
    "Section 5.2 shall apply to every payment.",
    "Section 5.2, as amended, applies.",
    "Exhibit A is attached.",
    "Title VI of the Act",
    "Part of the award",
    "RECITALS",
    "WHEREAS, the Department",
    "30 days after the end of the term",
    "2.5 percent of the award",
    "e.g. shelters",
    "U.S. law governs",
    "May 1. is the date",
    "(the “Agent”) shall",
    "(UK) law",
    "I am the signer",
    "Schedule of Payments",
    "Title to Equipment",
    "Part of The Work",
    "Section is Reserved",
    "(mix) of services",
    "",
]


@pytest.mark.parametrize(("text", "label", "rest"), ACCEPTED)
def test_a_label_is_taken_off(text: str, label: str, rest: str) -> None:
    found = read_label(text)
    assert found is not None
    assert (found[0].text, found[1]) == (label, rest)


@pytest.mark.parametrize("text", REJECTED)
def test_words_that_look_like_a_label_stay(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize("text", ["J. Smith, Director", "1 Overview"])
def test_a_doubtful_label_is_marked_as_such(text: str) -> None:
    found = read_label(text)
    assert found is not None and not found[0].sure


@pytest.mark.parametrize(
    ("text", "value", "roman"), [("(i)", 9, 1), ("(v)", 22, 5), ("(b)", 2, None), ("IV.", 4, None), ("First:", 6, None)]
)
def test_a_letter_that_is_a_roman_number_has_both_readings(text: str, value: int, roman: int | None) -> None:
    label = parse_label(text)
    assert label is not None
    if text != "First:":
        assert (label.value, label.roman) == (value, roman)


@pytest.mark.parametrize(
    ("text", "words"), [("• Shelter", "Shelter"), ("– Meals", "Meals"), ("o Rides", "Rides"), ("of it", "of it")]
)
def test_a_bullet_is_no_part_of_the_wording(text: str, words: str) -> None:
    assert strip_bullet(text) == words

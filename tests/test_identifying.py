"""What may tell who wrote a comment: what each rule accepts and rejects."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractdiff.model import FindingKind
from contractdiff.release import identifying

PLACE, ORGANIZATION, PERSON = FindingKind.PLACE, FindingKind.ORGANIZATION, FindingKind.PERSON
MONEY, TELEPHONE, ADDRESS = FindingKind.MONEY, FindingKind.TELEPHONE, FindingKind.ADDRESS
ONLY_ONE, PLEDGE = FindingKind.ONLY_ONE, FindingKind.PLEDGE
CONTRACT = frozenset(
    "The Provider shall submit an invoice to the Department within ten days of services for each of its Programs and"
    " the Auditor General may audit Community Services Illinois $25,000 records at any reasonable time".split()
)
CASES = [
    ("We are the only shelter in Pulaski County.", {(ONLY_ONE, "the only shelter in"), (PLACE, "Pulaski County")}),
    ("we run two homes in pulaski county", {(PLACE, "pulaski county")}),
    ("in every county of the state", set()),
    ("Our house near Cairo floods.", {(PLACE, "Cairo")}),
    ("We serve rural Union County and the City of Anna", {(PLACE, "Union County"), (PLACE, "City of Anna")}),
    ("Carbondale, IL is far", {(PLACE, "Carbondale, IL")}),
    ("across southern Missouri", {(PLACE, "southern Missouri")}),
    ("This costs us about $40,000 a year.", {(MONEY, "$40,000")}),
    ("It would cost fifty thousand dollars a year", {(MONEY, "fifty thousand")}),
    ("about 40k", {(MONEY, "40k")}),
    ("The threshold of $25,000 is too low", set()),
    ("Call me at (217) 555-0142.", {(TELEPHONE, "(217) 555-0142")}),
    ("217.555.0142 or 555-0142", {(TELEPHONE, "217.555.0142"), (TELEPHONE, "555-0142")}),
    ("under 2 CFR 200.501 and section 4.1.2", set()),
    ("Write to jane@shelter.org", {(ADDRESS, "jane@shelter.org")}),
    ("see www.shelter.org/about", {(ADDRESS, "www.shelter.org/about")}),
    ("at 12 North Main Street", {(ADDRESS, "12 North Main Street")}),
    ("Dr. Amari and J. R. Roe said so", {(PERSON, "Dr. Amari"), (PERSON, "J. R. Roe")}),
    ("our director, Jane Roe, agrees", {(PERSON, "Jane Roe")}),
    ("Our Lifeline Project closed", {(ORGANIZATION, "Lifeline Project")}),
    ("and Pathways to Housing closed", {(ORGANIZATION, "Pathways to Housing")}),
    ("clients of PADS wait", {(ORGANIZATION, "PADS")}),
    ("THIS IS TOO SHORT FOR ANY PROVIDER", {(ORGANIZATION, "THIS IS TOO SHORT")}),
    ("The Provider shall submit an invoice to the Department within ten days.", set()),
    ("the Auditor General may audit", set()),
    ("Ten days is not enough. We ask for thirty; small agencies close their books in May.", set()),
    ("Please ask for:\n1. thirty days\n2. notice", set()),
    ("I think we’d need more time, and I’m sure the Department’s staff would, too.", set()),
    ("the first day of the month is too early", set()),
    ("This is the only way to do it", set()),
    ("We are one of two clinics in the region", {(ONLY_ONE, "one of two clinics in")}),
    ("as the largest provider of foster care", {(ONLY_ONE, "the largest provider of")}),
    ("no other shelter takes them", {(ONLY_ONE, "no other shelter")}),
    ("We would refuse to sign this.", {(PLEDGE, "refuse to sign")}),
    ("We will not sign unless this changes", {(PLEDGE, "We will not sign")}),
    ("nobody should renew until then", set()),
    ("none of us, we hope, would sign; we won’t sign", {(PLEDGE, "we won’t sign")}),
    ("we all will charge $90 per hour", {(PLEDGE, "charge $90"), (MONEY, "$90")}),
    ("All of us should hold out for better rates", {(PLEDGE, "hold out")}),
    ("Members must boycott this", {(PLEDGE, "boycott")}),
    ("We will not accept less than the old rate", {(PLEDGE, "accept less")}),
    ("The Department will not sign late invoices", set()),
    ("Rates have not risen since 2008", set()),
    ("No vamos a firmar", {(PLEDGE, "No vamos a firmar")}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_what_is_pointed_out(text: str, expected: set[tuple[FindingKind, str]]) -> None:
    found = identifying(text, known=CONTRACT)
    for kind, words in expected:
        assert any(each.kind is kind and words in each.words for each in found), (kind, words, found)
    assert {each.kind for each in found} == {kind for kind, _ in expected}, found


def test_each_says_which_words_and_why() -> None:
    (place,) = identifying("Our house near Cairo floods.")
    assert place.why == "“Cairo”: a place may tell who wrote this. Say it more widely, or leave it out."
    assert "antitrust" in identifying("We refuse to sign")[0].why


def test_words_of_a_contract_in_small_letters_are_known_in_any() -> None:
    assert identifying("sent to the Lantern Bureau", known=("lantern", "bureau")) == ()
    assert identifying("sent to the Lantern Bureau", known=("Lantern",)) != ()


@given(text=st.text(max_size=200))
def test_words_stand_where_it_is_said(text: str) -> None:
    for each in identifying(text, known=CONTRACT):
        assert each.why
        assert text[each.start :].split()[: len(each.words.split()) - 1] == each.words.split()[:-1]


def test_thousands_of_comments_take_seconds() -> None:
    text = "We serve people near Cairo and it costs $40,000 a year, which the Department does not pay since May. " * 2
    start = time.process_time()
    for number in range(2000):
        identifying(f"{text} {number}", known=CONTRACT)
    assert time.process_time() - start < 5
    start = time.process_time()
    identifying("our " * 20_000 + "A " * 5000 + "(" * 5000, known=CONTRACT)
    assert time.process_time() - start < 5

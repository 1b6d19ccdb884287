"""What may stand and what not where words are plain words, quoted, asked for, or signed; and counts beside names."""

import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_builders import GUARD, body, table, with_faults, words

from contractdiff.model import Guard
from contractdiff.release import check_package, parts_shown
from contractdiff.release.ordinary import contact_parts
from contractdiff.release.verbatim import share_taken


def failing(data: bytes, guard: Guard) -> set[str]:
    return {check.id for check in check_package({"packet.docx": data}, guard) if not check.passed}


@pytest.mark.parametrize(
    ("contact", "parts"),
    [
        (
            "Bo Nystrom <bo@casa.example> tel 217-555-0134",
            {"bo@casa.example", "217-555-0134", "Bo Nystrom"},
        ),
        ("Dr. Zed Quill / 217 555 0177", {"217 555 0177", "Zed Quill"}),
        ("Mia Roe (director) and Kit Poe", {"Mia Roe", "Kit Poe"}),
        ("Ann Miller, Executive Director, ann@harbor.example", {"ann@harbor.example", "Ann Miller"}),
        ("office", set()),
        ("Home; staff", set()),
        ("Qrtvbnm, (312) 555-0100 ext. 7", {"(312) 555-0100 ext. 7", "Qrtvbnm"}),
    ],
)
def test_a_contact_is_names_addresses_and_numbers_apart(contact: str, parts: set[str]) -> None:
    assert set(contact_parts(contact)) == parts


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Providers need access, living wages and funds.", "names-in-doubt"),
        ("The home care that members give would stop.", "names-in-doubt"),
        ("Child care is dear. Home care, too.", "names-in-doubt"),
        ("Meals for seniors would end.", "names-in-doubt"),
        ("Zebrafish would close.", "names"),
        ("the Home Care would close", "names"),
        ("zebrafish haven would close", "names"),
    ],
)
def test_a_name_that_is_plain_words_in_small_letters_is_for_a_person_to_read(text: str, check: str) -> None:
    guard = replace(GUARD, names=("Access Living", "Home Care", "Meals", "Zebrafish", "Zebrafish Haven"))
    assert failing(with_faults(words(text)), guard) == {check}


@pytest.mark.parametrize(
    ("said", "written", "checks"),
    [
        ("We would not be able to make ends meet.", "They would not be able to make payments.", set()),
        ("We do not have a pail of credit here.", "Many do not have a pail of credit.", {"words-in-doubt"}),
        (
            "Our zebrafish swim under a yellow harbor.",
            "The zebrafish swim under a yellow harbor moon.",
            {"verbatim-words"},
        ),
        (
            "What happens if the agency does not pay us on time at all?",
            "Say what happens if the agency does not pay us on time.",
            {"verbatim-words"},
        ),
    ],
)
def test_stock_phrases_are_nobodys_words(said: str, written: str, checks: set[str]) -> None:
    assert failing(with_faults(words(written)), replace(GUARD, texts=(said,))) == checks


SAID = "Hope House waters nineteen zebrafish behind the yellow lighthouse."


@pytest.mark.parametrize(
    ("guard", "checks"),
    [
        ({}, {"names", "verbatim-words"}),
        ({"allowed": (SAID,)}, {"names"}),
        ({"proposed": (SAID,)}, {"names", "words-in-doubt"}),
        ({"allowed": (SAID,), "theirs": (SAID,)}, {"names-in-doubt"}),
        ({"public": (SAID,)}, set()),
    ],
)
def test_names_are_looked_for_in_words_that_may_stand(guard: dict[str, tuple[str, ...]], checks: set[str]) -> None:
    assert failing(with_faults(words(SAID)), replace(GUARD, texts=(SAID,), **guard)) == checks  # type: ignore[arg-type]


def test_who_signs_is_named_where_it_signs_and_nowhere_else() -> None:
    guard = replace(GUARD, names=("Hope House", "Jane Q. Roe"), signed=("Hope House", "Jane Q. Roe", "Director"))
    rows: list[list[object]] = [["Organization", "Signed by"], ["Hope House", "Jane Q. Roe"]]
    assert failing(with_faults(body(table("Signatories", rows))), guard) == set()
    assert failing(with_faults(body(table("Signatories", rows))), replace(guard, signed=())) == {"names"}
    assert failing(with_faults(body(table("What we ask", rows))), guard) == {"names"}
    assert failing(with_faults(words("Hope House would close.")), guard) == {"names"}


def test_a_finding_says_at_which_row_the_words_stand() -> None:
    guard = replace(GUARD, names=("Hope House",))
    rows: list[list[object]] = [["Change", "Effect"], ["C-007", "None."], ["C-008", "Hope House would close."]]
    checks = check_package({"packet.docx": with_faults(body(table("Changes", rows)))}, guard)
    assert ["at C-008" in finding for check in checks for finding in check.findings] == [True]


def test_how_much_of_an_analysis_was_put_into_words_for_others() -> None:
    analysis = "the rule names no month and nobody has read the second part of it so far"
    assert share_taken(analysis, f"We found that {analysis}.") == 1
    assert 0 < share_taken(analysis, "The rule names no month and nobody asked.") < 0.5
    assert share_taken("two words", "one of two words") == 1
    assert share_taken(analysis, "") == 0


# --- counts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "known", "rest", "shown"),
    [
        ((8, 1), (), 0, (None, None)),
        ((8,), (), 1, (None,)),
        ((8, 7), (), 6, (8, 7)),
        ((6, 1, 1, 0), (), 0, (None, None, None, 0)),
        ((9, 6, 4, 3), (), 0, (9, 6, None, None)),
        ((5, 5), (4, 0), 0, (None, None)),
        ((6, 0), (6, 0), 0, (6, 0)),
        ((7, 0, 12), (), 0, (7, 0, 12)),
    ],
)
def test_nobody_is_told_by_what_else_is_printed(
    counts: tuple[int, ...], known: tuple[int, ...], rest: int, shown: tuple[int | None, ...]
) -> None:
    assert parts_shown(counts, known=known, rest=rest) == shown


PARTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4)


@settings(max_examples=80, deadline=None)
@given(parts=PARTS)
def test_a_part_that_is_left_out_may_be_two_numbers_for_those_who_know_the_names(
    parts: list[tuple[int, int]],
) -> None:
    counts, named = [count for count, _ in parts], [min(count, names) for count, names in parts]
    shown = parts_shown(counts, known=named)
    out = [at for at, cell in enumerate(shown) if cell is None]
    assert all(cell is None or cell == 0 or (cell >= 5 and not 0 < cell - names < 5)
               for cell, names in zip(shown, named, strict=True))  # fmt: skip
    if not out or not any(shown):
        return  # a table that shows nothing is not printed
    hidden = sum(counts[at] for at in out)
    ways: Iterable[tuple[int, ...]] = itertools.product(*(range(max(1, named[at]), hidden + 1) for at in out))
    possible = [way for way in ways if sum(way) == hidden]
    assert all(len({way[at] for way in possible}) > 1 for at in range(len(out)))

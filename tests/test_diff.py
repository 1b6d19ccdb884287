"""Edits between two wordings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, wording

from contractdiff.diff import diff_wordings
from contractdiff.model import Edit, Op

TURNED = {
    Op.EQUAL: Op.EQUAL,
    Op.DELETE: Op.INSERT,
    Op.INSERT: Op.DELETE,
    Op.OLD_VARIANT: Op.NEW_VARIANT,
    Op.NEW_VARIANT: Op.OLD_VARIANT,
}

MARKED = [
    # old, new, what a person would mark
    ("within thirty (30) days", "within ten (10) days", "within [-thirty (30)][+ten (10)] days"),
    ("pay $1,000.00 a month", "pay $1,250.00 a month", "pay [-$1,000.00][+$1,250.00] a month"),
    ("by July 1, 2011, or", "by July 1, 2012, or", "by [-July 1, 2011][+July 1, 2012], or"),
    ("Provider shall report", "Provider may report", "Provider [-shall][+may] report"),
    ("under 2 CFR 200.334 only", "under 2 CFR 200.336 only", "under [-2 CFR 200.334][+2 CFR 200.336] only"),
    ("see Section 5.2(a) above", "see Section 6.2(a) above", "see Section [-5.2(a)][+6.2(a)] above"),
    ("It ends. It may renew.", "It ends. It is void. It may renew.", "It ends. [+It is void. ]It may renew."),
    ("the “Term” ends", 'the "Term" ends', 'the [~-“][~+"]Term[~-”][~+"] ends'),
    ("the provider's records", "the Provider’s records", "the [~-provider's][~+Provider’s] records"),
    ("non-profit agencies pay", "nonprofit agencies pay", "[~-non-profit][~+nonprofit] agencies pay"),
    ("a, b and c", "a, b, and c", "a, b[+,] and c"),
    ("same words", "same words", "same words"),
    ("", "now here", "[+now here]"),
    ("was here", "", "[-was here]"),
]


def drawn(edits: tuple[Edit, ...]) -> str:
    return "".join(edit.text if edit.op is Op.EQUAL else f"[{edit.op.value}{edit.text}]" for edit in edits)


@pytest.mark.parametrize(("old", "new", "marked"), MARKED)
def test_edits_are_those_a_person_would_mark(old: str, new: str, marked: str) -> None:
    assert drawn(diff_wordings(old, new)) == marked


def test_a_wording_of_which_nothing_is_left_is_struck_whole() -> None:
    old = "Provider shall keep all case records for three years after final payment under this Agreement."
    new = "Interest accrues monthly at one percent whenever warrants issue late; vouchers need no separate claim form."
    assert [edit.op for edit in diff_wordings(old, new)] == [Op.DELETE, Op.INSERT]


@given(wording | any_text, wording | any_text)
def test_edits_hold_both_wordings_exactly(old: str, new: str) -> None:
    edits = diff_wordings(old, new)
    assert "".join(e.text for e in edits if e.op in (Op.EQUAL, Op.DELETE, Op.OLD_VARIANT)) == old
    assert "".join(e.text for e in edits if e.op in (Op.EQUAL, Op.INSERT, Op.NEW_VARIANT)) == new
    assert all(edit.text for edit in edits)
    assert not any(before.op is after.op for before, after in pairwise(edits))


@given(wording | any_text, wording | any_text)
def test_turning_the_versions_about_turns_the_edits_about(old: str, new: str) -> None:
    there = sorted((TURNED[edit.op].value, edit.text) for edit in diff_wordings(old, new))
    back = sorted((edit.op.value, edit.text) for edit in diff_wordings(new, old))
    assert there == back


@given(
    st.lists(st.sampled_from(["the", "shall", "Provider", "pay"]), max_size=12),
    st.sampled_from([" ", "  ", "\t", "\u00a0"]),
)
def test_white_space_is_never_an_edit(words: list[str], space: str) -> None:
    edits = diff_wordings(" ".join(words), space.join(words))
    assert not {edit.op for edit in edits} & {Op.DELETE, Op.INSERT}

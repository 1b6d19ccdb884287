"""The agency's list beside our changes: what it acknowledges, leaves out and adds, and what stays in doubt."""

import random
from functools import cache
from pathlib import Path

import pytest
from agency_lists import Style, make_list
from comparison_builders import DELETE, EQUAL, INSERT, Draft
from reconcile_lists import faults, is_exact

from contractdiff import api
from contractdiff.errors import FormError
from contractdiff.model import (
    Answered,
    AnswerKind,
    ChangeKind,
    Comparison,
    Edit,
    ListedChange,
    Priority,
    RowKind,
    Side,
)
from contractdiff.reconcile import reconcile

SAMPLES = Path(__file__).parent.parent / "samples"
YES, PARTLY, NO = Answered.ACKNOWLEDGED, Answered.PARTLY, Answered.DENIED


@cache
def sample() -> Comparison:
    return api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("style", [Style.ID, Style.EXCERPT])
def test_what_is_left_out_and_what_is_added_are_told_exactly(style: Style, seed: int) -> None:
    made = make_list(sample(), style, random.Random(f"test {style.value} {seed}"))
    result = reconcile(sample(), made.rows)
    assert is_exact(made, result), faults(made, result, sample())


@pytest.mark.parametrize("style", [Style.HEADING, Style.PARAPHRASE])
def test_few_words_are_placed_or_told_as_doubtful(style: Style) -> None:
    made = make_list(sample(), style, random.Random(f"test {style.value}"))
    result = reconcile(sample(), made.rows)
    missing = {each.change for each in result.not_acknowledged}
    # of a change that is left out hardly any is taken for acknowledged
    assert len(made.left_out - missing) <= len(made.left_out) // 20 + 1
    assert sum(each.kind is RowKind.DOUBTFUL for each in result.rows) <= len(made.rows) // 10


def test_every_row_and_every_change_stands_once() -> None:
    made = make_list(sample(), Style.HEADING, random.Random("account"))
    result = reconcile(sample(), made.rows)
    assert [each.row for each in result.rows] == list(made.rows)
    assert [each.change for each in result.changes] == [change.id for change in sample().changes]
    for each in result.rows:
        assert bool(each.changes) == (each.kind in (RowKind.MATCHED, RowKind.DOUBTFUL)), each
        assert each.why


def test_the_order_of_the_rows_does_not_matter() -> None:
    made = make_list(sample(), Style.EXCERPT, random.Random("order"))
    there, back = reconcile(sample(), made.rows), reconcile(sample(), made.rows[::-1])
    assert {each.row.key: each.changes for each in there.rows} == {each.row.key: each.changes for each in back.rows}


def test_no_list_acknowledges_nothing() -> None:
    result = reconcile(sample(), ())
    assert {each.kind for each in result.changes} == {AnswerKind.NOT_ANSWERED}
    assert len(result.not_acknowledged) == len(sample().changes)
    substantive = [each for each in sample().changes if each.priority is not Priority.ADMINISTRATIVE]
    assert [each.change for each in result.headline] == [change.id for change in substantive]


def only(comparison: Comparison, **row: str) -> tuple[RowKind, tuple[str, ...]]:
    (found,) = reconcile(comparison, (ListedChange(key="row 1", **row),)).rows
    return found.kind, found.changes


@pytest.mark.parametrize(
    ("clause", "words", "changes"),
    [
        ("4.6", "Interest on Late Payment", "C-029"),
        ("4.9 → 4.7", "Withholding", "C-031"),
        ("Article VII, § 7.4", "no exceptions", "C-056"),
        ("4.66", "Interest on Late Payment deleted", "C-029"),
        ("", "the Department shall pay interest of 1.0% for each month or part of a month of delay", "C-029"),
        ("7.4-7.6", "Transparency reporting", "C-056 C-057 C-058"),
        ("7.4, 7.5 and 7.6", "new federal reporting", "C-056 C-057 C-058"),
        ("7.2(a) and (b)", "", "C-045 C-046"),
    ],
)
def test_rows_that_are_placed(clause: str, words: str, changes: str) -> None:
    assert only(sample(), clause=clause, words=words) == (RowKind.MATCHED, tuple(changes.split()))


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("Exhibit M, 3", "Providers shall register each vehicle with the motor pool"),
        ("88.4", "Parking of visitors"),
        ("", "All menus are reviewed twice a year by a licensed dietitian"),
        ("4.1", "Basis of Payment"),
    ],
)
def test_rows_that_are_the_agency_s_alone(clause: str, words: str) -> None:
    assert only(sample(), clause=clause, words=words) == (RowKind.AGENCY_ONLY, ())


def twins() -> Comparison:
    draft = Draft()
    draft.same("1.", "The Provider keeps records.", heading="Records.")
    for label in ("2.", "3."):
        draft.change(
            ChangeKind.MODIFIED,
            Edit(EQUAL, "Notice is given within "),
            Edit(DELETE, "thirty"),
            Edit(INSERT, "ten"),
            Edit(EQUAL, " days."),
            old=[draft.clause(Side.OLD, label, "Notice is given within thirty days.", heading=None)],
            new=[draft.clause(Side.NEW, label, "Notice is given within ten days.", heading=None)],
        )
    return draft.comparison()


def test_a_row_that_fits_two_about_equally_is_for_a_person() -> None:
    comparison = twins()
    kind, changes = only(comparison, words="Notice is given within ten days.")
    assert (kind, set(changes)) == (RowKind.DOUBTFUL, {"C-001", "C-002"})
    result = reconcile(comparison, (ListedChange(key="row 1", words="Notice is given within ten days."),))
    assert [each.kind for each in result.changes] == [AnswerKind.NOT_ANSWERED] * 2
    assert [each.perhaps for each in result.changes] == [("row 1",)] * 2
    assert only(comparison, clause="3", words="Notice is given within ten days.") == (RowKind.MATCHED, ("C-002",))


def test_two_rows_alike_are_about_two_changes_alike() -> None:
    rows = tuple(ListedChange(key=f"row {at}", words="Notice is given within ten days.") for at in (1, 2))
    result = reconcile(twins(), rows)
    assert not result.not_acknowledged
    assert not result.doubtful


ANSWERS = [
    ([("C-001", YES)], AnswerKind.ACKNOWLEDGED),
    ([("C-001", PARTLY)], AnswerKind.PARTLY),
    ([("C-001", NO)], AnswerKind.DENIED),
    ([("C-001", None)], AnswerKind.NOT_ANSWERED),
    ([("C-001", YES), ("C-001", YES)], AnswerKind.ACKNOWLEDGED),
    ([("C-001", YES), ("C-001", NO)], AnswerKind.CONTRADICTORY),
    ([("C-001", NO), ("", None)], AnswerKind.CONTRADICTORY),
    ([("C-001", None), ("", None)], AnswerKind.ACKNOWLEDGED),
    ([("", None)], AnswerKind.ACKNOWLEDGED),
    ([("", NO)], AnswerKind.DENIED),
]


@pytest.mark.parametrize("answer", [YES, PARTLY])
def test_a_free_row_that_reads_like_what_is_acknowledged_under_its_id_is_a_further_change(answer: Answered) -> None:
    rows = (
        ListedChange(key="C-001", id="C-001", acknowledgement=answer),
        ListedChange(key="A-01", clause="2", words="Notice within ten days"),
    )
    result = reconcile(twins(), rows)
    assert result.changes[0].rows == ("C-001",)
    (further,) = result.agency_only
    assert further.row.key == "A-01" and "C-001" in further.why


@pytest.mark.parametrize(("said", "kind"), ANSWERS)
def test_what_the_rows_about_one_change_say_together(said: list[tuple[str, Answered | None]], kind: AnswerKind) -> None:
    rows = tuple(
        ListedChange(key=f"row {at}", id=name, clause="2", words="Notice within ten days", acknowledgement=answer)
        for at, (name, answer) in enumerate(said)
    )
    result = reconcile(twins(), rows)
    assert result.changes[0].kind is kind
    assert result.changes[0].rows == tuple(row.key for row in rows)
    assert (result.changes[0] in result.not_acknowledged) == (
        kind in (AnswerKind.DENIED, AnswerKind.NOT_ANSWERED, AnswerKind.CONTRADICTORY)
    )
    assert (result.changes[0] in result.contradictory) == (kind is AnswerKind.CONTRADICTORY)


def test_an_id_that_is_none_of_ours_and_a_blank_row_are_named() -> None:
    result = reconcile(twins(), (ListedChange(key="A", id="C-999"), ListedChange(key="B", clause=" ")))
    assert [each.kind for each in result.rows] == [RowKind.AGENCY_ONLY, RowKind.BLANK]
    assert "C-999" in result.rows[0].why


def test_a_rename_is_one_row_for_all_its_places() -> None:
    draft = Draft()
    draft.same("1.", "Payment is made monthly.", heading="Payment.")
    draft.change(ChangeKind.RENAMED, Edit(DELETE, "Provider"), Edit(INSERT, "Grantee"))
    draft.change(ChangeKind.ADDED, Edit(INSERT, "The Grantee keeps a log."), new="2.")
    comparison = draft.comparison()
    assert only(comparison, clause="throughout", words="“Provider” is now “Grantee”") == (RowKind.MATCHED, ("C-001",))
    assert only(comparison, clause="2", words="Log") == (RowKind.MATCHED, ("C-002",))


def test_a_number_of_both_versions_without_words_is_for_a_person() -> None:
    kind, changes = only(sample(), clause="7.4", words="")
    assert (kind, set(changes)) == (RowKind.DOUBTFUL, {"C-056", "C-064"})
    kind, changes = only(sample(), clause="7.4–7.6", words="")
    assert (kind, set(changes)) == (RowKind.DOUBTFUL, {f"C-0{number}" for number in (56, 57, 58, 64, 65, 66)})


def test_two_rows_of_one_key_are_refused() -> None:
    with pytest.raises(FormError, match="called row 1"):
        reconcile(twins(), (ListedChange(key="row 1"), ListedChange(key="row 1")))

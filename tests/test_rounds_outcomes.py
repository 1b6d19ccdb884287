"""What became of proposed changes in the contract that was issued, and what is new there."""

import pytest
from builders import comparison, contract, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import story
from story_scores import Score, compared, score

from contractdiff.api import compare_contracts
from contractdiff.errors import InputError
from contractdiff.model import (
    ChangeId,
    ChangeOutcome,
    Edit,
    FinalCheck,
    NewKind,
    Op,
    Promise,
    Result,
    Side,
    Wanted,
)
from contractdiff.rounds import check_final

INVOICES = "1.1. Invoices. The Provider shall submit invoices within 30 days after the end of each month."
AUDIT = "1.2. Audit. The Provider may choose its own auditor, and shall send the report to the Department in May."
RECORDS = "1.3. Records. The Provider shall keep case files in a locked cabinet for five years after final payment."
ROOMS = [f"2.{n}. The {word} committee shall meet in room {n}." for n, word in enumerate(("rules", "tax", "audit"), 1)]
NOTICE = "1.4. Notice. Either party may end this agreement by giving 60 days of written notice to the other party."


def checked(
    old: list[str], proposed: list[str], final: list[str], wanted: dict[str, Wanted] | None = None
) -> FinalCheck:
    texts = [paragraphs(*lines) for lines in (old, proposed, final)]
    one, two, three = (
        compare_contracts(contract(texts[a]), contract(texts[b], Side.NEW)) for a, b in ((0, 1), (0, 2), (1, 2))
    )
    return check_final(one, two, three, {ChangeId(name): each for name, each in (wanted or {}).items()})


def only(made: FinalCheck) -> ChangeOutcome:
    (outcome,) = made.outcomes
    return outcome


DRAFT = INVOICES.replace("30 days", "10 days")


@pytest.mark.parametrize(
    ("final", "result"),
    [
        (INVOICES, Result.WITHDRAWN),
        (DRAFT, Result.ADOPTED),
        (INVOICES.replace("30 days", "15 days"), Result.OTHERWISE),
    ],
)
def test_a_figure_is_restored_kept_or_another_one(final: str, result: Result) -> None:
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [final, AUDIT])
    assert only(made).result is result
    assert not made.undisclosed
    assert "30 days" in only(made).old.wording
    assert "10 days" in only(made).proposed.wording
    assert only(made).final.wording == final.removeprefix("1.1. ")


def test_a_number_typed_before_a_wording_is_no_part_of_it_and_a_figure_is() -> None:
    final = [INVOICES.replace("30 days", "3.5 percent"), AUDIT]
    for agreed, stands in (("4.1(a) Invoices. The Provider shall", True), ("4.5 percent after", False)):
        outcome = only(checked([INVOICES, AUDIT], [DRAFT, AUDIT], final, {"C-001": Wanted(agreed=agreed)}))
        assert outcome.agreed_stands is stands


def test_what_was_modified_otherwise_is_said_part_by_part() -> None:
    draft = DRAFT.replace("of each month", "of each calendar month, on the form of the Department")
    final = draft.replace("10 days", "30 days")
    outcome = only(checked([INVOICES, AUDIT], [draft, AUDIT], [final, AUDIT]))
    assert outcome.result is Result.OTHERWISE
    assert "As before: “30”" in outcome.said
    assert "As proposed: “calendar”" in outcome.said


def test_the_wording_asked_for_stands_there() -> None:
    final = INVOICES.replace("30 days", "15 business days")
    wanted = {"C-001": Wanted(requested=("Strike this.", "within 15 business days after the end"))}
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [final, AUDIT], wanted)
    assert only(made).result is Result.AS_ASKED
    assert only(made).asked == wanted["C-001"].requested[1]
    assert not made.undisclosed


def test_a_request_that_is_only_part_of_a_longer_figure_does_not_stand_there() -> None:
    final = INVOICES.replace("30 days", "115 days")
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [final, AUDIT], {"C-001": Wanted(agreed="15 days")})
    assert only(made).result is Result.OTHERWISE
    assert only(made).agreed_stands is False


def test_an_agreed_wording_stands_literally_or_not() -> None:
    agreed = "The “Provider” shall submit invoices within 20 days after the end of\n each month."
    wanted = {"C-001": Wanted(agreed=agreed, promise=Promise.AS_AGREED)}
    kept = INVOICES.replace("The Provider", 'The "Provider"').replace("30 days", "20 days")
    outcome = only(checked([INVOICES, AUDIT], [DRAFT, AUDIT], [kept, AUDIT], wanted))
    assert (outcome.result, outcome.agreed_stands, outcome.kept) == (Result.AS_ASKED, True, True)
    broken = kept.replace("shall submit", "must submit")
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [broken, AUDIT], wanted)
    assert (only(made).agreed_stands, only(made).kept) == (False, False)
    assert [edit.kind for edit in made.undisclosed] == [NewKind.REWORDED]
    assert "must" in made.undisclosed[0].summary


def test_a_promise_to_withdraw_is_kept_only_where_the_old_text_stands() -> None:
    wanted = {"C-001": Wanted(promise=Promise.WITHDRAW)}
    assert only(checked([INVOICES], [DRAFT], [INVOICES], wanted)).kept is True
    assert only(checked([INVOICES], [DRAFT], [DRAFT], wanted)).kept is False
    assert only(checked([INVOICES], [DRAFT], [DRAFT])).kept is None
    assert only(checked([INVOICES], [DRAFT], [DRAFT], {"C-001": Wanted(promise=Promise.AS_AGREED)})).kept is None


def test_an_edit_beside_a_proposed_one_is_not_disclosed_by_it() -> None:
    final = DRAFT.replace("shall submit", "may submit")
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [final, AUDIT])
    assert only(made).result is Result.ADOPTED
    (edit,) = made.undisclosed
    assert (edit.id, edit.kind, edit.beside) == ("F-001", NewKind.REWORDED, (ChangeId("C-001"),))
    assert [each for each in edit.edits if each.op is not Op.EQUAL] == [
        Edit(Op.DELETE, "shall "),
        Edit(Op.INSERT, "may "),
    ]


def test_words_beside_a_figure_make_it_another_one() -> None:
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [DRAFT.replace("10 days", "10 business days"), AUDIT])
    assert only(made).result is Result.OTHERWISE
    assert "business" in made.undisclosed[0].summary


def test_a_proposed_phrase_in_another_place_of_its_sentence_is_not_as_proposed() -> None:
    draft = AUDIT.replace("may choose", "may after consultation choose")
    final = AUDIT.replace("auditor,", "auditor after consultation,")
    made = checked([INVOICES, AUDIT], [INVOICES, draft], [INVOICES, final])
    assert only(made).result is not Result.ADOPTED
    assert ["after consultation" in edit.summary for edit in made.undisclosed] == [True]


def test_new_and_deleted_clauses_that_nobody_proposed() -> None:
    new = "1.5. Fees. The Department may charge a fee of 3 percent for each amendment that the Provider requests."
    made = checked([INVOICES, AUDIT, RECORDS], [DRAFT, AUDIT, RECORDS], [DRAFT, RECORDS, new])
    assert [(edit.kind, edit.summary.split(":")[0]) for edit in made.undisclosed] == [
        (NewKind.DELETED, "Clause deleted"),
        (NewKind.ADDED, "New clause"),
    ]


def test_a_new_clause_that_was_asked_for_is_no_news() -> None:
    new = "Fees. No fee shall be charged for any amendment that the Provider requests during the term."
    wanted = {"C-001": Wanted(requested=(new,))}
    made = checked([INVOICES, AUDIT], [DRAFT, AUDIT], [INVOICES, AUDIT, f"1.3. {new}"], wanted)
    assert not made.undisclosed


def test_a_clause_that_was_to_be_deleted() -> None:
    old, draft = [INVOICES, AUDIT, RECORDS], [INVOICES, RECORDS.replace("1.3.", "1.2.")]
    (kept, renumbered) = checked(old, draft, old).outcomes
    assert (kept.result, kept.said) == (Result.WITHDRAWN, "The old clause stands.")
    assert renumbered.result is Result.WITHDRAWN
    (gone, _) = checked(old, draft, draft).outcomes
    assert (gone.result, gone.final.clauses) == (Result.ADOPTED, ())


def test_a_clause_that_was_to_be_added() -> None:
    old, draft = [INVOICES, AUDIT], [INVOICES, AUDIT, RECORDS]
    assert only(checked(old, draft, old)).result is Result.WITHDRAWN
    assert only(checked(old, draft, draft)).result is Result.ADOPTED
    changed = checked(old, draft, [INVOICES, AUDIT, RECORDS.replace("five years", "seven years")])
    assert only(changed).result is Result.OTHERWISE
    # the text was disclosed, and this word of it was not
    assert [edit.summary for edit in changed.undisclosed] == ["Reworded: “five” → “seven”."]
    assert changed.undisclosed[0].beside == (only(changed).id,)


def test_numbers_and_places_alone_are_administrative() -> None:
    old, draft = ([first, AUDIT, RECORDS, NOTICE, *ROOMS] for first in (INVOICES, DRAFT))
    final = [DRAFT, AUDIT, NOTICE, *ROOMS[:2], RECORDS, ROOMS[2].replace("2.3.", "2.4.")]
    made = checked(old, draft, final)
    assert not made.undisclosed
    assert [edit.kind for edit in made.administrative] == [NewKind.MOVED, NewKind.RENUMBERED]


def test_a_clause_moved_and_reworded_is_news() -> None:
    moved = RECORDS.replace("five years", "nine years")
    made = checked(
        [INVOICES, RECORDS, AUDIT, NOTICE, *ROOMS],
        [DRAFT, RECORDS, AUDIT, NOTICE, *ROOMS],
        [DRAFT, AUDIT, NOTICE, *ROOMS, moved],
    )
    (edit,) = made.undisclosed
    assert edit.moved
    assert edit.summary == "Moved and reworded: “five” → “nine”."


RENAMED = [f"1.{n}. The Provider shall send form {n} in, and the Provider keeps a copy of it." for n in range(1, 7)]


def test_a_rename_throughout_is_adopted_withdrawn_or_another() -> None:
    draft, other = ([line.replace("Provider", name) for line in RENAMED] for name in ("Grantee", "Vendor"))
    assert only(checked(RENAMED, draft, draft)).result is Result.ADOPTED
    assert only(checked(RENAMED, draft, RENAMED)).result is Result.WITHDRAWN
    outcome = only(checked(RENAMED, draft, other))
    assert (outcome.result, "Vendor" in outcome.said) == (Result.OTHERWISE, True)
    half = checked(RENAMED, draft, [*draft[:3], *RENAMED[3:]])
    assert only(half).result is Result.OTHERWISE
    assert not half.undisclosed


def test_a_rename_that_nobody_proposed_is_news() -> None:
    final = [line.replace("Provider", "Vendor") for line in RENAMED]
    made = checked([*RENAMED, INVOICES], [*RENAMED, DRAFT], [*final, DRAFT])
    assert [(edit.kind, edit.summary) for edit in made.undisclosed[:1]] == [
        (NewKind.RENAMED, "“Provider” is called “Vendor” throughout, in 12 places.")
    ]


def test_a_clause_that_was_to_be_divided() -> None:
    long = (
        "1.1. The Provider shall submit invoices each month. The Department shall pay them within 30 days of receipt."
    )
    parts = [
        "1.1. The Provider shall submit invoices each month.",
        "1.2. The Department shall pay them within 30 days of receipt.",
    ]
    assert only(checked([long, RECORDS], [*parts, RECORDS], [long, RECORDS])).result is Result.WITHDRAWN
    assert only(checked([long, RECORDS], [*parts, RECORDS], [*parts, RECORDS])).result is Result.ADOPTED


def test_what_was_asked_of_no_change_is_refused() -> None:
    with pytest.raises(InputError, match="C-099"):
        checked([INVOICES], [DRAFT], [DRAFT], {"C-099": Wanted(promise=Promise.WITHDRAW)})


def test_comparisons_of_other_versions_are_refused() -> None:
    one, other = comparison(INVOICES, DRAFT), comparison(paragraphs(AUDIT, RECORDS, NOTICE), paragraphs(AUDIT, RECORDS))
    with pytest.raises(InputError, match="not of the same three versions"):
        check_final(one, other, one, {})


@given(st.integers(0, 10_000))
@settings(max_examples=6, deadline=None)
def test_all_that_holds_of_every_check(seed: int) -> None:
    made = story(seed, size=30)
    proposed, final, between = compared(made)
    check = check_final(proposed, final, between, {})
    assert [outcome.id for outcome in check.outcomes] == [change.id for change in proposed.changes]
    edits = (*check.undisclosed, *check.administrative)
    assert [edit.id for edit in edits] == [f"F-{number:03d}" for number in range(1, len(edits) + 1)]
    for edit in edits:
        if edit.kind is NewKind.RENAMED:
            continue
        wording = " ".join(final.new.by_id[name].wording for name in edit.final)
        assert "".join(each.text for each in edit.edits if each.op is not Op.DELETE) == wording
    assert all(any(each.op is not Op.EQUAL for each in edit.edits) for edit in check.undisclosed)
    assert made.draft != made.old
    # a draft that is issued as it is: all is adopted, and nothing is new
    same = check_final(proposed, proposed, compare_contracts(*_twice(made)), {})
    assert {outcome.result for outcome in same.outcomes} <= {Result.ADOPTED}
    assert not same.undisclosed
    # the old contract issued again: all is withdrawn
    undone = check_final(
        proposed,
        compare_contracts(made.contract("old", Side.OLD), made.contract("old", Side.NEW)),
        compare_contracts(made.contract("draft", Side.OLD), made.contract("old", Side.NEW)),
        {},
    )
    assert {outcome.result for outcome in undone.outcomes} <= {Result.WITHDRAWN}
    assert not undone.undisclosed


def _twice(made):  # type: ignore[no-untyped-def]
    return made.contract("draft", Side.OLD), made.contract("draft", Side.NEW)


def test_made_stories_are_told_right() -> None:
    total = Score()
    for number in range(5):
        total.add(score(story(f"suite {number}"))[0])
    assert total.right >= 0.98 * total.changes, total.wrong
    assert total.found >= 0.99 * total.hidden, total.missed
    assert total.promises_right == total.promises
    assert total.false <= 1, total.alarms
    assert total.quiet_found == total.quiet


def test_words_cut_out_of_a_long_proposed_text_are_told_by_themselves() -> None:
    draft = [INVOICES, AUDIT, RECORDS]
    made = checked(draft[:2], draft, [INVOICES, AUDIT, RECORDS.replace("in a locked cabinet ", "")])
    assert only(made).result is Result.OTHERWISE
    assert [edit.summary for edit in made.undisclosed] == ["Reworded: without “in a locked cabinet”."]


AGREED = "within forty-five (45) days"
PAYMENT = "2.1. Payment. The Department shall pay each invoice within {} after it is received."


@pytest.mark.parametrize(
    ("final", "words"),
    [
        (PAYMENT.format("forty-five (45) days").replace("shall pay", "shall not pay"), "new “not”"),
        (PAYMENT.format("forty-five (45) days").replace("each invoice", "no invoice"), "new “no”"),
        (PAYMENT.format("forty-five (45) days or ninety (90) days"), "new “or”"),
        (PAYMENT.format("forty-five (45) days, unless it decides otherwise,"), "new “unless it decides otherwise,”"),
        (PAYMENT.format("forty-five (45) days").replace(" after it is received", ""), "without “after it is received”"),
    ],
)
def test_words_that_nobody_disclosed_beside_an_agreed_wording_leave_the_promise_open(final: str, words: str) -> None:
    wanted = {"C-001": Wanted(agreed=AGREED, promise=Promise.AS_AGREED)}
    old, draft = PAYMENT.format("thirty (30) days"), PAYMENT.format("ninety (90) days")
    outcome = only(checked([old, AUDIT], [draft, AUDIT], [final, AUDIT], wanted))
    assert outcome.agreed_stands is True and outcome.kept is None
    assert words in outcome.said and "A person must look" in outcome.said


def test_an_old_text_with_new_words_in_it_leaves_a_promise_to_withdraw_open() -> None:
    wanted = {"C-001": Wanted(promise=Promise.WITHDRAW)}
    old, draft = PAYMENT.format("thirty (30) days"), PAYMENT.format("ninety (90) days")
    outcome = only(checked([old, AUDIT], [draft, AUDIT], [old.replace("shall", "shall not"), AUDIT], wanted))
    assert outcome.kept is None and "new “not”" in outcome.said


def test_an_old_text_in_place_of_the_agreed_one_is_no_kept_promise() -> None:
    wanted = {"C-001": Wanted(agreed=AGREED, promise=Promise.AS_AGREED)}
    old, draft = PAYMENT.format("thirty (30) days"), PAYMENT.format("ninety (90) days")
    outcome = only(checked([old, AUDIT], [draft, AUDIT], [old, AUDIT], wanted))
    assert outcome.kept is False
    assert outcome.said == "The old text stands again, not the wording agreed on."

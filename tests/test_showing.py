"""The account of a comparison on the terminal."""

from dataclasses import replace

import pytest
from comparison_builders import (
    DELETE,
    INSERT,
    LONG,
    Draft,
    renamed_and_set_beside,
    unchanged,
    varied,
)

from contractdiff.cli.showing import account, show_notices
from contractdiff.model import ChangeKind, Edit, Flag, Priority, Reference, ReferenceStatus, Side


def test_the_account_says_how_the_files_were_read_how_many_changes_and_the_most_serious() -> None:
    lines = account(varied())
    assert lines[0].startswith("Old  fy11.docx: Word, ")
    assert lines[1].startswith("New  fy12-agreement.pdf: PDF, 38 pages, ")
    assert "21 changes: 3 critical, 14 substantive, 4 administrative" in lines
    kinds = "1 added, 1 deleted, 1 moved, 1 split, 1 merged, 3 renumbered only, 1 renamed throughout"
    assert f"    12 reworded, {kinds}" in lines
    first = lines.index("The most serious:") + 1
    assert len([line for line in lines[first:] if line.startswith("  C-")]) == 10
    assert lines[first : first + 2] == ["  C-001  critical  4.1 → 4.2", "    Was: “thirty (30)”. Now: “ten (10)”."]


def test_a_serious_change_is_told_with_what_it_is_about_and_whole() -> None:
    draft = Draft()
    names = ("Payment terms", "Recovery of funds", "Audit", "Reporting", "Payment terms")
    flags = tuple(Flag(category=name[:3].upper(), name=name, old="x", new="", why="Because.") for name in names)
    summary = "Interest on Late Payment, deleted: the Department shall pay interest for each month of delay, " * 2
    draft.change(ChangeKind.DELETED, Edit(DELETE, "x"), old="4.6", flags=flags, summary=summary.strip(", ") + ".")
    told = account(draft.comparison())[-3:]
    assert told[0] == "  C-001  substantive  4.6 → –  Payment terms; Recovery of funds; Audit and 1 more"
    assert " ".join(line.strip() for line in told[1:]) == summary.strip(", ") + "."


def test_clauses_added_with_the_one_above_them_are_one_line() -> None:
    draft = Draft()
    head = draft.clause(Side.NEW, "ARTICLE IX", "", heading="DATA")
    draft.change(ChangeKind.ADDED, Edit(INSERT, "DATA"), new=(head,), summary="Added: the heading “DATA”.")
    for label, priority in (("9.1", Priority.SUBSTANTIVE), ("9.2", Priority.CRITICAL)):
        clause = draft.clause(Side.NEW, label, LONG, parent=head)
        summary = f"Added: {label}."
        draft.change(ChangeKind.ADDED, Edit(INSERT, LONG), new=(clause,), priority=priority, summary=summary)
    assert account(draft.comparison())[-3:] == [
        "All of them:",
        "  C-003  critical  – → 9.2",
        "    ARTICLE IX and 2 clauses under it are added. Added: 9.2.",
    ]


def test_renames_hand_pairs_and_another_contract_are_told() -> None:
    lines = account(renamed_and_set_beside())
    for line in (
        "    “Provider” is now “Grantee” throughout: 23 places in 10 clauses. Still called “Provider” in clause 11.",
        "    2 paired or set apart by hand",
        "    Children FY2011 reads like the old version in 1, otherwise in 1; no such clause was found for 1",
    ):
        assert line in lines
    assert any(line.startswith("Also children.docx: Word, ") for line in lines)
    assert "whole contract" in next(line for line in lines if line.startswith("  C-005"))


def test_references_gone_astray_are_named_those_that_mislead_first() -> None:
    lines = account(renamed_and_set_beside())
    assert lines[-5:] == [
        "5 references point elsewhere than before, or nowhere:",
        "  2  “Section 2”: what it led to is now 13",
        "  2  “Section 2”: what it led to is deleted",
        "  3  “Section 40”: leads nowhere; what it led to is now 1",
        "  and 2 more",
    ]


def test_references_are_told_where_nothing_changed() -> None:
    same = unchanged()
    clause = same.new.clauses[1].id
    found = Reference(side=Side.NEW, clause=clause, text="Section 9", target=None, status=ReferenceStatus.DANGLING)
    assert account(same)[-1] == "No changes."
    lines = account(replace(same, references=(found,)))
    assert lines[-2:] == [
        "1 reference points elsewhere than before, or nowhere:",
        "  2  “Section 9”: leads nowhere",
    ]


def test_no_line_of_the_list_is_longer_than_a_terminal_is_wide() -> None:
    draft = Draft()
    draft.change(ChangeKind.RENAMED, Edit(DELETE, LONG), Edit(INSERT, LONG), summary=LONG)
    draft.change(ChangeKind.ADDED, Edit(INSERT, LONG), new="ARTICLE XXXVIII, EXHIBIT A, 4.11(a)(iii)", summary=LONG)
    assert max(map(len, account(draft.comparison())[3:])) == 110


def test_notices_of_every_file_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show_notices(renamed_and_set_beside())
    shown = capsys.readouterr()
    assert "Note (children.docx): A picture of theirs was not read." in shown.err and not shown.out

"""Which changes the agency's tracked changes show, on Word files whose every change is known."""

import random
from pathlib import Path

import pytest
from word_builders import p, r, word_file

from contractdiff import api
from contractdiff.errors import InputError
from contractdiff.model import ChangeKind, Comparison, Declared, NoticeCode, Op, TrackedView
from contractdiff.options import ReadOptions

_BY = 'w:id="1" w:author="Agency" w:date="2011-05-01T00:00:00Z"'


def inserted(text: str) -> str:
    return f"<w:ins {_BY}>{r(text)}</w:ins>"


def deleted(text: str) -> str:
    run = r(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:del {_BY}>{run}</w:del>"


CLAUSES = (
    "1. The Provider shall keep its records for three years after the final payment.",
    "2. The Department shall pay each invoice within thirty days of its receipt.",
    "3. Either party may terminate this Agreement upon sixty days written notice.",
    "4. The Provider shall carry insurance of one million dollars for each occurrence.",
    "5. Disputes shall be submitted to the Secretary, whose decision may be appealed.",
    "6. The Provider shall report quarterly on the services that were furnished.",
)


def write(path: Path, paragraphs: list[str]) -> Path:
    path.write_bytes(word_file("".join(paragraphs)))
    return path


def compared(folder: Path, old: list[str], new: list[str], **options: object) -> Comparison:
    return api.compare(write(folder / "old.docx", old), write(folder / "new.docx", new), **options)


def plain(*clauses: str) -> list[str]:
    return [p(clause) for clause in clauses]


def test_each_change_is_declared_silent_or_partly_silent(tmp_path: Path) -> None:
    new = plain(*CLAUSES)
    new[0] = p("1. The Provider shall keep its records for ", deleted("three"), inserted("seven"), r(" years"), r(
        " after the final payment."))  # fmt: skip
    new[1] = p("2. The Department shall pay each invoice within ninety days of its receipt.")
    new[3] = p("4. The Provider shall carry insurance of ", deleted("one"), inserted("five"),
               r(" million dollars for each claim."))  # fmt: skip
    comparison = compared(tmp_path, plain(*CLAUSES), new)
    assert [(change.declared, change.new) for change in comparison.changes] == [
        (Declared.YES, ("n1",)),
        (Declared.NO, ("n2",)),
        (Declared.PARTLY, ("n4",)),
    ]
    assert comparison.declared_in == "new.docx"
    silent = [[(edit.op, edit.text.strip()) for edit in change.silent] for change in comparison.changes]
    assert silent == [
        [],
        [(Op.DELETE, "thirty"), (Op.INSERT, "ninety")],
        [(Op.DELETE, "occurrence"), (Op.INSERT, "claim")],
    ]
    notice = next(notice for notice in comparison.notices if notice.code is NoticeCode.SILENT_CHANGES)
    assert "2 of 3 changes" in notice.message and "C-002, C-003" in notice.message


def test_clauses_added_and_deleted(tmp_path: Path) -> None:
    gone = p(deleted(CLAUSES[4]), mark=f"<w:del {_BY}/>")
    added = p(inserted("The Provider shall admit auditors at any hour."), mark=f"<w:ins {_BY}/>")
    in_silence = p("The Department may withhold payment at its sole discretion.")
    new = [*plain(*CLAUSES[:2]), added, p(CLAUSES[3]), gone, in_silence, p(CLAUSES[5])]
    changes = compared(tmp_path, plain(*CLAUSES), new).changes
    said = [(change.kind, change.old, change.declared) for change in changes if change.kind is not ChangeKind.MODIFIED]
    assert (ChangeKind.ADDED, (), Declared.YES) in said and (ChangeKind.ADDED, (), Declared.NO) in said
    assert (ChangeKind.DELETED, ("o3",), Declared.NO) in said
    assert (ChangeKind.DELETED, ("o5",), Declared.YES) in said


def test_a_marked_copy_of_its_own(tmp_path: Path) -> None:
    """The new version is a clean file; the agency's redline shows one of its two changes."""
    marked = plain(*CLAUSES)
    marked[2] = p("3. Either party may terminate this Agreement upon ", deleted("sixty"), inserted("ten"),
                  r(" days written notice."))  # fmt: skip
    copy = write(tmp_path / "redline.docx", marked)
    clean = [clause.replace("sixty", "ten").replace("quarterly", "monthly") for clause in CLAUSES]
    comparison = compared(tmp_path, plain(*CLAUSES), plain(*clean), declared=copy)
    assert [change.declared for change in comparison.changes] == [Declared.YES, Declared.NO]
    assert comparison.declared_in == "redline.docx"


def test_a_copy_without_tracked_changes_declares_nothing(tmp_path: Path) -> None:
    copy = write(tmp_path / "clean.docx", plain(*CLAUSES))
    with pytest.raises(InputError, match="no tracked changes"):
        compared(tmp_path, plain(*CLAUSES), plain(*CLAUSES[1:]), declared=copy)


def test_without_tracked_changes_nothing_is_said(tmp_path: Path) -> None:
    comparison = compared(tmp_path, plain(*CLAUSES), plain(*CLAUSES[1:]))
    assert {change.declared for change in comparison.changes} == {None} and comparison.declared_in == ""


def test_read_as_original_only_the_silent_changes_are_left(tmp_path: Path) -> None:
    new = plain(*CLAUSES)
    new[0] = p("1. The Provider shall keep its records for ", deleted("three"), inserted("seven"),
               r(" years after the final payment."))  # fmt: skip
    new[1] = p("2. The Department shall pay each invoice within ninety days of its receipt.")
    options = ReadOptions(tracked=TrackedView.ORIGINAL)
    comparison = compared(tmp_path, plain(*CLAUSES), new, options=options)
    assert [(change.new, change.declared) for change in comparison.changes] == [(("n2",), Declared.NO)]


@pytest.mark.parametrize("seed", range(12))
def test_random_redrafts(tmp_path: Path, seed: int) -> None:
    """Each clause is left alone, reworded with or without a mark; every change tells which."""
    choose = random.Random(seed)
    words = "records audit funds notice report budget service client worker agency site record month county".split()
    old, new, truth = [], [], {}
    for number in range(1, 25):
        said = [choose.choice(words) for _ in range(choose.randint(8, 20))]
        at = choose.randrange(len(said))
        before, word, after = " ".join(said[:at]), said[at], " ".join(said[at + 1 :])
        old.append(p(f"{number}. {before} {word} {after}"))
        fate = choose.choice(["same", "same", "declared", "silent"])
        if fate == "same":
            new.append(old[-1])
            continue
        truth[f"n{number}"] = Declared.YES if fate == "declared" else Declared.NO
        if fate == "silent":
            new.append(p(f"{number}. {before} changed {after}"))
        else:
            new.append(p(f"{number}. {before} ", deleted(word), inserted("changed"), r(f" {after}")))
    comparison = compared(tmp_path, old, new)
    if Declared.YES not in truth.values():
        pytest.skip("this seed declares nothing")
    assert {change.new[0]: change.declared for change in comparison.changes} == truth

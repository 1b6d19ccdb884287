"""Which changes the agency's tracked changes show, on Word files whose every change is known."""

import random
from pathlib import Path

import pytest
from word_builders import abstract, field, level, num, p, r, word_file

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
    assert comparison.marked is not None and comparison.marked.file == "new.docx"
    silent = [[(edit.op, edit.text.strip()) for edit in change.silent] for change in comparison.changes]
    assert silent == [
        [],
        [(Op.DELETE, "thirty"), (Op.INSERT, "ninety")],
        [(Op.DELETE, "occurrence"), (Op.INSERT, "claim")],
    ]
    notice = next(notice for notice in comparison.notices if notice.code is NoticeCode.SILENT_CHANGES)
    assert notice.message.startswith("2 changes are not, or not wholly,") and "C-002, C-003" in notice.message


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
    assert comparison.marked is not None and comparison.marked.file == "redline.docx"


def test_a_copy_without_tracked_changes_declares_nothing(tmp_path: Path) -> None:
    copy = write(tmp_path / "clean.docx", plain(*CLAUSES))
    with pytest.raises(InputError, match="no tracked changes"):
        compared(tmp_path, plain(*CLAUSES), plain(*CLAUSES[1:]), declared=copy)


def test_without_tracked_changes_nothing_is_said(tmp_path: Path) -> None:
    comparison = compared(tmp_path, plain(*CLAUSES), plain(*CLAUSES[1:]))
    assert {change.declared for change in comparison.changes} == {None} and comparison.marked is None


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


def test_what_only_the_copy_held_is_not_told_as_silent(tmp_path: Path) -> None:
    """The copy deletes, as tracked, words that the old version never had."""
    new = plain(*CLAUSES)
    new[2] = p("3. Either party may terminate this Agreement upon ", deleted("sixty"), inserted("ten"),
               r(" days written notice."), deleted(" Suit may be brought only in the capital."))  # fmt: skip
    (change,) = compared(tmp_path, plain(*CLAUSES), new).changes
    assert (change.declared, change.silent) == (Declared.YES, ())


def test_a_marked_copy_of_another_contract_is_refused(tmp_path: Path) -> None:
    other = [p("1. The tenant shall water the garden ", inserted("daily"), r(" and feed the cat."))]
    with pytest.raises(InputError, match="no clause in common"):
        compared(tmp_path, plain(*CLAUSES), plain(*CLAUSES[1:]), declared=write(tmp_path / "other.docx", other))


def test_what_is_marked_and_not_in_the_new_version_is_told(tmp_path: Path) -> None:
    marked = plain(*CLAUSES)
    marked[2] = p("3. Either party may terminate this Agreement upon ", deleted("sixty"), inserted("ten"),
                  r(" days written notice."))  # fmt: skip
    marked[5] = p("6. The Provider shall report ", deleted("quarterly"), inserted("monthly"),
                  r(" on the services that were furnished."))  # fmt: skip
    clean = [clause.replace("sixty", "ten") for clause in CLAUSES]
    comparison = compared(tmp_path, plain(*CLAUSES), plain(*clean), declared=write(tmp_path / "m.docx", marked))
    assert [change.declared for change in comparison.changes] == [Declared.YES]
    (notice,) = [each for each in comparison.notices if each.code is NoticeCode.MARKED_COPY_DIFFERS]
    assert "1 change is marked that new.docx does not have (near 6)" in notice.message


def test_a_folder_with_a_clean_copy_beside_the_marked_agreement(tmp_path: Path) -> None:
    marked = plain(*CLAUSES)
    marked.insert(3, p(inserted("The Provider shall admit auditors at any hour of any day."), mark=f"<w:ins {_BY}/>"))
    for side, paragraphs in (("old", plain(*CLAUSES)), ("new", marked)):
        (tmp_path / side).mkdir()
        write(tmp_path / side / "agreement.docx", paragraphs)
    clean = [*CLAUSES[:3], "The Provider shall admit auditors at any hour of any day.", *CLAUSES[3:]]
    (tmp_path / "new" / "agreement.txt").write_text("\n\n".join(clean), encoding="utf-8")
    comparison = api.compare(tmp_path / "old", tmp_path / "new")
    assert [(change.kind, change.declared) for change in comparison.changes] == [(ChangeKind.ADDED, Declared.YES)]


_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_NUMBERED = abstract(0, level(0, "%1.")) + num(1, 0)


@pytest.mark.parametrize("how", ["tracked", "field", "typed"])
def test_a_reference_that_follows_its_clause_is_no_silent_change(tmp_path: Path, how: str) -> None:
    def numbered(*content: str, mark: str = "") -> str:
        return p(*content, props=_LISTED, mark=mark)

    def section(was: str, now: str) -> list[str]:
        shown = {"tracked": deleted(was) + inserted(now), "field": field(f"REF _Ref{was} \\r", now), "typed": r(now)}
        return ["Section ", shown[how]]

    first, second, third, fourth = (clause.split(". ", 1)[1] for clause in CLAUSES[:4])
    old = [*map(numbered, (first, second, third, fourth)), numbered("Section 2 and Section 3 apply to each site.")]
    old.append(numbered("Notice under Section 3 is sent by mail."))
    new = [
        numbered(first),
        numbered(inserted("The Provider shall report each month."), mark=f"<w:ins {_BY}/>"),
        *map(numbered, (second, third, fourth)),
        numbered(*section("2", "3"), " and ", *section("3", "4"), " apply to each site."),
        numbered("Notice under ", *section("3", "4"), " is sent by ", deleted("mail"), inserted("courier"), "."),
    ]
    files = tmp_path / "old.docx", tmp_path / "new.docx"
    for path, body in zip(files, (old, new), strict=True):
        path.write_bytes(word_file("".join(body), numbering=_NUMBERED))
    comparison = api.compare(*files)
    kinds = [change.kind for change in comparison.changes]
    assert kinds == [ChangeKind.ADDED, *[ChangeKind.RENUMBERED] * 4, ChangeKind.MODIFIED]
    assert {change.declared for change in comparison.changes} == {Declared.YES}
    assert not any(change.silent for change in comparison.changes)

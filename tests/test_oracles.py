"""Our own work held against libraries that do a part of it their way."""

from pathlib import Path

import docx
from diff_match_patch import diff_match_patch
from hypothesis import given
from strategies import version_pairs, wording

from contractdiff import api
from contractdiff.diff import diff_wordings
from contractdiff.forms import response_document
from contractdiff.model import Op
from contractdiff.options import ResponseOptions
from contractdiff.readers.registry import read_source
from contractdiff.text import tokenize

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def fewest_edits(old: str, new: str) -> int:
    """How many tokens the shortest edit takes out and puts in (diff-match-patch over one letter a token)."""
    letters: dict[str, str] = {}
    coded = ["".join(letters.setdefault(t.key, chr(0x100 + len(letters))) for t in tokenize(s)) for s in (old, new)]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    return sum(len(text) for op, text in engine.diff_main(*coded, False) if op)


@given(wording, wording)
def test_edits_are_the_shortest_but_for_what_a_person_would_mark_along(old: str, new: str) -> None:
    marked = sum(len(tokenize(e.text)) for e in diff_wordings(old, new) if e.op in (Op.DELETE, Op.INSERT))
    fewest = fewest_edits(old, new)
    assert marked >= fewest * 0.999
    assert bool(marked) == bool(fewest)
    assert marked <= len(tokenize(old)) + len(tokenize(new))


def test_the_response_document_opens_in_python_docx(tmp_path: Path) -> None:
    made = api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx")
    path = tmp_path / "response.docx"
    path.write_bytes(response_document(made, ResponseOptions()))
    ids = {row.cells[0].text.split("\n")[0] for table in docx.Document(str(path)).tables for row in table.rows}
    assert {change.id for change in made.changes} <= ids


def test_every_paragraph_that_python_docx_finds_stands_in_a_block() -> None:
    path = SAMPLES / "fy2011.docx"
    said = " ".join("".join(block.text.split()) for block in read_source(path).blocks)
    for paragraph in docx.Document(str(path)).paragraphs:
        assert "".join(paragraph.text.split()) in said


@given(version_pairs())
def test_clauses_keep_the_words_of_the_file(pair: tuple[str, str]) -> None:
    from builders import contract

    said = " ".join(f"{clause.label or ''} {clause.wording}" for clause in contract(pair[0]).clauses)
    assert "".join(said.split()) == "".join(pair[0].split())

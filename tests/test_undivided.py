"""Never a false "no change", nor one change for all: files whose paragraphs are not marked."""

from pathlib import Path

import docx
import pytest
from builders import check_comparison
from hypothesis import given
from hypothesis import strategies as st

from contractdiff import api
from contractdiff.model import Block, Format, NoticeCode, Reading, Role, Side, SourceText
from contractdiff.structure.undivided import as_divided

SENTENCES = [
    f"{number}.{part} Duties. The Provider shall {verb} the {thing} of the program (Tam. Rev. Code {number}-{part}) "
    f"each month, and shall report to the Dept. of Services, No. {number}, by the {part}th day."
    for number, verb in enumerate(["keep", "count", "audit", "file", "print", "check", "insure", "repair"], 1)
    for part, thing in enumerate(["books", "meals", "beds", "cars"], 1)
]
OLD = " ".join(SENTENCES)
NEW = OLD.replace("count the beds", "count the beds and blankets").replace("insure the cars", "sell the cars")


def one_line(path: Path, text: str) -> Path:
    path = path.with_suffix(".txt")
    path.write_text(text, encoding="utf-8")
    return path


def word(path: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def line_breaks(path: Path, text: str) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for sentence in text.split(". "):
        paragraph.add_run(sentence + ". ").add_break()
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def web(path: Path, text: str) -> Path:
    path = path.with_suffix(".html")
    path.write_text(f"<html><body><div>{text}</div></body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize("make", [one_line, word, line_breaks, web])
def test_it_is_compared_sentence_by_sentence_and_said_to_be(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    made = api.compare(make(tmp_path / "old", OLD), make(tmp_path / "new", NEW))
    check_comparison(made)
    assert len(made.changes) == 2
    assert all(len(change.edits) <= 4 for change in made.changes)
    for side in (made.old, made.new):
        assert len(side.clauses) >= len(SENTENCES)
        assert [notice.code for notice in side.reading.notices].count(NoticeCode.NO_PARAGRAPHS) == 1
    assert made.old.citation(made.changes[0].old[0]) == "2.3"


def test_ordinary_files_are_left_alone(tmp_path: Path) -> None:
    long = " ".join(SENTENCES[:16])
    paragraphs = one_line(tmp_path / "a", "\n\n".join([*SENTENCES, long]))
    letter = one_line(tmp_path / "b", long)
    for path in (paragraphs, letter):
        contract = api.read_contract(path, side=Side.OLD)
        assert NoticeCode.NO_PARAGRAPHS not in [notice.code for notice in contract.reading.notices]


def test_a_marked_file_is_compared_with_one_that_is_not(tmp_path: Path) -> None:
    made = api.compare(one_line(tmp_path / "old", "\n\n".join(SENTENCES)), word(tmp_path / "new", NEW))
    check_comparison(made)
    assert len(made.changes) == 2


words = st.sampled_from(
    "The shall (a) (Tam. 4.2. Rev. No. “Budget” U.S. means; and (b) days. pay: § 5.1 e.g. Inc. I. naïve".split()
)


@given(st.lists(words, min_size=500, max_size=700), st.integers(0, 400))
def test_no_word_is_lost_and_places_keep_their_words(drawn: list[str], start: int) -> None:
    text = " ".join(drawn)
    hidden, lines = ((start, start + 30),), (start, start + 7)
    block = Block(text=text, role=Role.BODY, lead=9, hidden=hidden, lines=lines, label="4.")
    reading = Reading(file="a.txt", sha256="", format=Format.TEXT)
    made = as_divided(SourceText(reading=reading, blocks=(block,)))
    assert " ".join(each.text for each in made.blocks) == text
    shown = "".join(each.text[a:b] for each in made.blocks for a, b in each.hidden)
    assert "".join(shown.split()) == "".join(text[start : start + 30].split())
    assert all(0 <= at <= len(each.text) for each in made.blocks for at in each.lines)
    assert [each.label for each in made.blocks if each.label] == ["4."]
    assert as_divided(made) is made or len(made.blocks) > 1

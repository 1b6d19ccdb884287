"""Hidden text against a print: what is set aside, and what is left of the text around it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_pdf_reader import Raw, lines, pdf
from word_builders import p, r, word_file

from contractdiff.api import compare
from contractdiff.model import Block, Format, NoticeCode, Op, Reading, Role, SourceText
from contractdiff.structure import as_printed


def source(*blocks: Block) -> SourceText:
    return SourceText(reading=Reading(file="a.docx", sha256="0", format=Format.DOCX), blocks=blocks)


def hiding(marked: str, **more: object) -> Block:
    """A block whose hidden words stand in braces."""
    text, hidden = "", []
    for at, part in enumerate(marked.replace("}", "{").split("{")):
        if at % 2:
            hidden.append((len(text), len(text) + len(part)))
        text += part
    return Block(text=text, hidden=tuple(hidden), **more)


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("Nothing is hidden.", "Nothing is hidden."),
        ("The {secret }Provider shall", "The Provider shall"),
        ("The {secret} Provider shall", "The Provider shall"),
        ("{IF A} The Provider shall{ENDIF}", "The Provider shall"),
        ("The Provider{ or its agent}.", "The Provider."),
    ],
)
def test_words_close_over_what_is_hidden(marked: str, printed: str) -> None:
    (block,) = as_printed(source(hiding(marked))).blocks
    assert (block.text, block.hidden) == (printed, ())


def test_what_is_hidden_throughout_is_set_aside() -> None:
    result = as_printed(source(Block(text="Seen."), hiding("{A note to the drafter.}")))
    assert [block.text for block in result.blocks] == ["Seen."]
    assert [(aside.text, aside.why) for aside in result.reading.set_aside] == [
        ("A note to the drafter.", "hidden text")
    ]
    assert [notice.code for notice in result.reading.notices] == [NoticeCode.HIDDEN_TEXT]


def test_a_row_keeps_its_cells() -> None:
    row = hiding("Unit\t{a}\t{b }$5", role=Role.TABLE_ROW)
    row = replace(row, cells=tuple(row.text.split("\t")))
    (block,) = as_printed(source(row)).blocks
    assert (block.text, block.cells) == ("Unit\t\t$5", ("Unit", "", "$5"))


def test_lead_and_lines_move_along() -> None:
    block = hiding("{XX }Notice. The Provider {YY }shall", lead=10, lines=(11, 15))
    (printed,) = as_printed(source(block)).blocks
    assert printed.text == "Notice. The Provider shall"
    assert printed.text[: printed.lead] == "Notice."
    assert [printed.text[at:].split()[0] for at in printed.lines] == ["The", "Provider"]


WORDS = st.lists(
    st.tuples(st.sampled_from("a bb ccc Provider shall 5".split()), st.booleans()), min_size=1, max_size=12
)


@given(WORDS)
def test_what_is_left_and_what_is_set_aside_are_all_there_was(words: list[tuple[str, bool]]) -> None:
    text, hidden = "", []
    for word, is_hidden in words:
        start = len(text) + (1 if text else 0)
        text = f"{text} {word}" if text else word
        if is_hidden:
            hidden.append((start, len(text)))
    result = as_printed(source(Block(text=text, hidden=tuple(hidden)), Block(text="end")))
    assert " ".join(block.text for block in result.blocks[:-1]) == " ".join(
        w for w, is_hidden in words if not is_hidden
    )
    assert [aside.text for aside in result.reading.set_aside] == [w for w, is_hidden in words if is_hidden]


def hiding_pdf(path: Path, hidden: str) -> Path:
    """A print with a word that is not painted."""
    drawn = lines(["1. The Provider shall keep its records for", "   three years after the last payment."])
    path.write_bytes(pdf([[*drawn, Raw(f"BT 3 Tr /F1 10 Tf 1 0 0 1 330 690 Tm ({hidden}) Tj ET")]]))
    return path


def test_hidden_text_of_two_prints_is_compared(tmp_path: Path) -> None:
    old, new = hiding_pdf(tmp_path / "old.pdf", "five"), hiding_pdf(tmp_path / "new.pdf", "nine")
    (change,) = compare(old, new).changes
    assert [(edit.op, edit.text.strip()) for edit in change.edits if edit.op is not Op.EQUAL] == [
        (Op.DELETE, "five"),
        (Op.INSERT, "nine"),
    ]


def test_hidden_text_of_a_word_file_is_set_aside_against_a_print(tmp_path: Path) -> None:
    new = tmp_path / "new.pdf"
    new.write_bytes(pdf([lines(["1. The Provider shall keep its records for three years."])]))
    old = tmp_path / "old.docx"
    old.write_bytes(
        word_file(p("1. The Provider shall keep its records for three ", r("DRAFT ", "<w:vanish/>"), "years."))
    )
    assert compare(old, new).changes == ()


def test_white_text_of_a_print_is_compared_with_the_words_of_its_source(tmp_path: Path) -> None:
    new = hiding_pdf(tmp_path / "new.pdf", "five")
    old = tmp_path / "old.docx"
    old.write_bytes(word_file(p("1. The Provider shall keep its records for three years after the last payment. five")))
    assert compare(old, new).changes == ()

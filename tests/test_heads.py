"""Running heads that one version tells the other."""

import pytest
from builders import check_comparison

from contractdiff.api import compare_contracts
from contractdiff.model import Block, Comparison, Format, NoticeCode, Reading, Role, SetAside, Side, SourceText
from contractdiff.structure import recover_contract


def version(side: Side, kind: Format, blocks: list[Block], aside: tuple[SetAside, ...] = ()) -> SourceText:
    reading = Reading(file="a", sha256=side.value, format=kind, set_aside=aside)
    return SourceText(reading=reading, blocks=tuple(blocks))


def compared(word: SourceText, pdf: SourceText) -> Comparison:
    comparison = compare_contracts(
        recover_contract(word, side=Side.OLD, name="old"), recover_contract(pdf, side=Side.NEW, name="new")
    )
    check_comparison(comparison)
    return comparison


BODY = [
    ("Release for the Study", 1),
    ("The study asks each member for permission.", 1),
    ("Permission may be withdrawn at any time.", 2),
    ("Nobody is paid for taking part in it.", 3),
]


def test_a_head_that_a_print_takes_for_text_is_known_from_the_word_file() -> None:
    word = [Block(text=text) for text, _ in BODY]
    word += [Block(text="Release for the Study", role=Role.HEADER), Block(text="Signature Page", role=Role.HEADER)]
    printed = []
    for text, page in BODY:
        if page > 1:
            head = "Signature Page" if page == 3 else "Release for the Study"
            printed.append(Block(text=head, page=page))
        printed.append(Block(text=text, page=page))
    comparison = compared(version(Side.OLD, Format.DOCX, word), version(Side.NEW, Format.PDF, printed))
    assert comparison.changes == ()
    heads = [clause.wording for clause in comparison.new.clauses if clause.role is Role.HEADER]
    assert heads == ["Release for the Study", "Signature Page"]


def test_a_head_that_one_version_sets_aside_is_set_aside_in_the_other() -> None:
    word = [*(Block(text=text) for text, _ in BODY), Block(text="Draft of May", role=Role.HEADER)]
    printed = [Block(text=text, page=page) for text, page in BODY]
    aside = (SetAside(text="Draft of May", why="running head", page=2),)
    comparison = compared(version(Side.OLD, Format.DOCX, word), version(Side.NEW, Format.PDF, printed, aside))
    assert comparison.changes == ()
    assert [each.text for each in comparison.old.reading.set_aside] == ["Draft of May"]


def test_text_of_the_same_words_stays_text() -> None:
    word = [Block(text=text) for text, _ in BODY] + [Block(text="Release for the Study", role=Role.HEADER)]
    printed = [Block(text=text, page=page) for text, page in BODY]
    comparison = compared(version(Side.OLD, Format.DOCX, word), version(Side.NEW, Format.PDF, printed))
    assert comparison.new.clauses[0].role is Role.BODY


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["Rate $10 per hour"] * 3, ["Rate $12 per hour"] * 3, "“Rate $10 per hour”; new “Rate $12 per hour”"),
        (["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], ["Page 1 of 2", "Page 2 of 2"], None),
        (["Shelters only"] * 2, ["Shelters only"] * 3, None),
        (["For shelters only", "1"], ["1"], None),
        (["For shelters only", "Agency"], ["Agency"], "old “For shelters only”"),
    ],
)
def test_heads_that_say_something_else_are_told(old: list[str], new: list[str], told: str | None) -> None:
    versions = [
        version(
            side,
            Format.PDF,
            [Block(text=text, page=page) for text, page in BODY],
            tuple(SetAside(text=text, why="running head", page=at) for at, text in enumerate(heads, 1)),
        )
        for side, heads in ((Side.OLD, old), (Side.NEW, new))
    ]
    notices = [each.message for each in compared(*versions).notices if each.code is NoticeCode.HEADS_DIFFER]
    assert len(notices) == (told is not None)
    assert told is None or told in notices[0]

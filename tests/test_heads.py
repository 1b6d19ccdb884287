"""Running heads that one version tells the other."""

from builders import check_comparison

from contractdiff.api import compare_contracts
from contractdiff.model import Block, Comparison, Format, Reading, Role, SetAside, Side, SourceText
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

"""Both texts of a Word file with tracked changes: as if all were accepted, and as if all were rejected."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builders import abstract, cell, dele, field, ins, item, level, num, p, r, read, table, word_file

from contractdiff.model import NoticeCode, Role, TrackedView

LIST = abstract(0, level(0, "%1."), level(1, "(%2)", "lowerLetter")) + num(1, 0) + num(2, 0)
VIEWS = (TrackedView.ACCEPTED, TrackedView.ORIGINAL)


def both(body: str, **parts: str) -> tuple[list[str], list[str]]:
    """The texts of a file's blocks, their labels before them: accepted, then original."""
    found = []
    for view in VIEWS:
        blocks = read(word_file(body, **parts), view=view).blocks  # type: ignore[arg-type]
        found.append([f"{block.label} {block.text}" if block.label else block.text for block in blocks])
    return found[0], found[1]


def row(*cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cell(each) for each in cells)}</w:tr>"


def moved(text: str) -> tuple[str, str]:
    """A text where it was and where it went."""
    start, end = '<w:move{0}RangeStart w:id="1" w:author="Roe" w:name="move1"/>', '<w:move{0}RangeEnd w:id="1"/>'
    return tuple(  # type: ignore[return-value]
        f"{start.format(way)}<w:move{way} w:author='Roe'>{r(text)}</w:move{way}>{end.format(way)}"
        for way in ("From", "To")
    )


WAS, NOW = moved("forthwith ")
CHANGED_RUN = "<w:rPrChange w:author='Roe'><w:rPr>{}</w:rPr></w:rPrChange>"
CONTROL = (
    "<w:customXmlInsRangeStart w:id='1'/><w:sdt><w:sdtContent><w:customXmlInsRangeEnd w:id='1'/>"
    f"{r('Agency')}</w:sdtContent></w:sdt>"
)


CELLS = cell("a", props="<w:cellIns/>") + cell("b", props="<w:cellDel/>")
MERGED = '<w:cellMerge w:vMerge="cont"/>'


def fraction(mark: str) -> str:
    control = f"<m:fPr><m:ctrlPr>{mark}</m:ctrlPr></m:fPr>"
    return (
        f"<m:oMath><m:f>{control}<m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
        "</m:oMath>"
    )


@pytest.mark.parametrize(
    ("what", "body", "accepted", "original"),
    [
        ("words inserted", p(r("pay "), ins("promptly "), r("now")), ["pay promptly now"], ["pay now"]),
        ("words deleted", p(r("ten"), dele(" (10)"), r(" days")), ["ten days"], ["ten (10) days"]),
        ("deleted inside inserted", p(ins(r("a"), dele("b")), r("c")), ["ac"], ["c"]),
        ("inserted inside deleted", p(f"<w:del>{ins('b')}</w:del>", r("c")), ["c"], ["c"]),
        ("words moved", p(WAS, r("pay "), NOW), ["pay forthwith"], ["forthwith pay"]),
        ("a mark inserted", p("a ", mark="<w:ins/>") + p("b"), ["a", "b"], ["a b"]),
        ("a mark deleted", p("a ", mark="<w:del/>") + p("b"), ["a b"], ["a", "b"]),
        ("a mark inserted and deleted", p("a ", mark="<w:ins/><w:del/>") + p("b"), ["a b"], ["a b"]),
        ("a mark moved here", p("a ", mark="<w:moveTo/>") + p("b"), ["a", "b"], ["a b"]),
        ("a paragraph inserted", p("a") + p(ins("b"), mark="<w:ins/>") + p("c"), ["a", "b", "c"], ["a", "c"]),
        ("a paragraph deleted", p("a") + p(dele("b"), mark="<w:del/>") + p("c"), ["a", "c"], ["a", "b", "c"]),
        (
            "a paragraph moved whole",
            p(WAS, mark="<w:moveFrom/>") + p("a") + p(NOW, mark="<w:moveTo/>") + p("b"),
            ["a", "forthwith", "b"],
            ["forthwith", "a", "b"],
        ),
        (
            "rows",
            f"<w:tbl>{row('a', mark='<w:ins/>')}{row('b', mark='<w:del/>')}{row('c')}</w:tbl>",
            ["a", "c"],
            ["b", "c"],
        ),
        (
            "cells",
            f"<w:tbl><w:tr>{CELLS}{cell('c')}</w:tr></w:tbl>",
            ["a\tc"],
            ["b\tc"],
        ),
        (
            "cells merged",
            f"<w:tbl><w:tr>{cell('a')}{cell('x')}</w:tr>"
            f"<w:tr>{cell(p(dele('b')), props=MERGED)}{cell('y')}</w:tr></w:tbl>",
            ["a\tx", "\ty"],
            ["a\tx", "b\ty"],
        ),
        ("a control put around words", p(CONTROL), ["Agency"], ["Agency"]),
        ("a field inserted", p(r("see "), ins(field("REF x", "4.1"))), ["see 4.1"], ["see"]),
        ("a field deleted", p(r("see "), dele(field("REF x", "4.1"))), ["see"], ["see 4.1"]),
        ("a field's result", p(field("REF x", dele("4.1") + ins("4.2"))), ["4.2"], ["4.1"]),
        ("a fraction inserted", p(fraction("<w:ins/>")), ["1/2"], ["12"]),
        ("a fraction deleted", p(fraction("<w:del/>")), ["12"], ["1/2"]),
        ("letters in a formula", p("<m:oMath><m:r><w:del/><m:t>x</m:t></m:r></m:oMath>", r("y")), ["y"], ["xy"]),
        ("capitals by format", p(r("fee", f"<w:caps/>{CHANGED_RUN.format('')}")), ["FEE"], ["fee"]),
        ("nothing else is deleted text", p(r("a"), "<w:r><w:delText>b</w:delText></w:r>"), ["a"], ["ab"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_what_is_there_in_each_text(what: str, body: str, accepted: list[str], original: list[str]) -> None:
    assert both(body) == (accepted, original)


def in_list(number: int, more: str = "") -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/>{more}</w:numPr>'


def changed(props: str) -> str:
    return f"<w:pPrChange w:author='Roe'><w:pPr>{props}</w:pPr></w:pPrChange>"


STYLES = """
<w:style w:type="paragraph" w:styleId="Body"/>
<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:pPrChange></w:pPr></w:style>
"""


@pytest.mark.parametrize(
    ("what", "body", "accepted", "original"),
    [
        ("an item inserted", item("a") + p(ins("b"), props=in_list(1), mark="<w:ins/>") + item("c"),
         ["1. a", "2. b", "3. c"], ["1. a", "2. c"]),
        ("an item deleted", item("a") + p(dele("b"), props=in_list(1), mark="<w:del/>") + item("c"),
         ["1. a", "2. c"], ["1. a", "2. b", "3. c"]),
        ("a list given", p("a", props=in_list(1) + changed("")), ["1. a"], ["a"]),
        ("a list given, in the newer form", p("a", props=in_list(1, "<w:ins w:author='Roe'/>")), ["1. a"], ["a"]),
        ("a list taken", p("a", props=changed(in_list(1))), ["a"], ["1. a"]),
        ("a style changed", p("a", props="<w:pStyle w:val='Item'/>" + changed("<w:pStyle w:val='Body'/>")),
         ["1. a"], ["a"]),
        ("what a style says changed", p("a", props="<w:pStyle w:val='Plain'/>"), ["a"], ["1. a"]),
        ("a number as it was kept by older programs",
         p("a", props=in_list(1, "<w:numberingChange w:original='%1:4:0:.%2:2:4:)'/>")), ["1. a"], ["4.b) a"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_labels_in_each_text(what: str, body: str, accepted: list[str], original: list[str]) -> None:
    assert both(body, numbering=LIST, styles=STYLES) == (accepted, original)


def test_a_joined_paragraph_has_the_properties_of_the_second_in_both_texts() -> None:
    body = p("Payment ", props=in_list(1), mark="<w:ins/>") + p("terms")
    assert both(body, numbering=LIST) == (["1. Payment", "terms"], ["Payment terms"])


def test_headings_and_emphasis_are_those_of_the_text_that_is_read() -> None:
    heading = '<w:outlineLvl w:val="1"/>'
    body = p(r("Invoices. ", "<w:b/>" + CHANGED_RUN.format("")), r("Pay."), props=heading + changed(""))
    accepted, original = (read(word_file(body), view=view).blocks[0] for view in VIEWS)
    assert (accepted.heading, accepted.level, accepted.lead) == (True, 1, 9)
    assert (original.heading, original.level, original.lead) == (False, None, 0)


def test_text_hidden_by_a_tracked_change_of_format() -> None:
    body = p(r("seen "), r("unseen", "<w:vanish/>" + CHANGED_RUN.format("")))
    accepted, original = (read(word_file(body), view=view).blocks[0] for view in VIEWS)
    assert (accepted.hidden, original.hidden) == (((5, 11),), ())


def test_notes_stand_with_their_references_and_are_numbered_without_those_that_are_gone() -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p(r("a"), ins(reference.format(1)), dele(reference.format(2)), reference.format(3))
    notes = "".join(f'<w:footnote w:id="{at}">{p(f"note {at}")}</w:footnote>' for at in (1, 2, 3))
    accepted, original = both(body, footnotes=notes)
    assert accepted == ["a", "1 note 1", "2 note 3"]
    assert original == ["a", "1 note 2", "2 note 3"]


def test_a_first_page_header_that_a_tracked_change_adds() -> None:
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{name}"/>'
        for kind, name in (("default", "header1"), ("first", "header2"))
    )
    section = f"<w:sectPr>{references}<w:titlePg/><w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>"
    data = word_file(p("a") + section, headers={"header1": p("Agreement"), "header2": p("Cover")})
    heads = [[block.text for block in read(data, view=view).blocks if block.role is Role.HEADER] for view in VIEWS]
    assert heads == [["Cover", "Agreement"], ["Agreement"]]


@pytest.mark.parametrize(
    ("view", "code", "says"),
    [
        (TrackedView.ACCEPTED, NoticeCode.TRACKED_CHANGES_ACCEPTED, "accepted"),
        (TrackedView.ORIGINAL, NoticeCode.TRACKED_CHANGES_REJECTED, "rejected"),
    ],
)
def test_which_text_was_read_is_told(view: TrackedView, code: NoticeCode, says: str) -> None:
    reading = read(word_file(p(ins("a"), dele("b"), r("c"))), view=view).reading
    assert reading.view is view
    (notice,) = reading.notices
    assert notice.code is code
    assert "by Doe and Roe: 1 insertion and 1 deletion." in notice.message
    assert f"as if all of them were {says}" in notice.message


@pytest.mark.parametrize("view", VIEWS)
def test_a_file_without_tracked_changes_reads_the_same_and_names_no_view(view: TrackedView) -> None:
    source = read(word_file(item("a") + table(["b", "c"]), numbering=LIST), view=view)
    assert (source.reading.view, source.reading.tracked) == (None, None)
    assert [block.text for block in source.blocks] == ["a", "b\tc"]


# A document is made stretch by stretch; each stretch, and each paragraph's mark, is in one of the texts, in both or in
# neither. What each of the two texts must be is written down as the document is made.
KEPT, COMES, GOES, NEVER = "kept", "comes", "goes", "never"
marks = st.sampled_from([KEPT, KEPT, COMES, GOES, NEVER])
stretches = st.tuples(st.sampled_from(["alpha", "beta ", " gamma", "delta, ", "é"]), marks, st.booleans())
paragraphs = st.lists(st.tuples(st.lists(stretches, max_size=4), marks), min_size=1, max_size=5)


def tracked_run(text: str, fate: str, *, turned: bool) -> str:
    """A run as it stands in the file; ``turned`` is the other way to write the same."""
    match fate:
        case "comes":
            return f"<w:moveTo>{r(text)}</w:moveTo>" if turned else ins(text, author="Ann")
        case "goes":
            gone = dele(text)
            return gone.replace("w:del>", "w:moveFrom>").replace("<w:del ", "<w:moveFrom ") if turned else gone
        case "never":
            return dele(ins(text)) if turned else ins(dele(text, author="Bob"))
        case _:
            return r(text)


MARK = {KEPT: "", COMES: "<w:ins w:author='Ann'/>", GOES: "<w:del w:author='Bob'/>", NEVER: "<w:ins/><w:del/>"}


@settings(max_examples=150, deadline=None)
@given(paragraphs)
def test_both_texts_are_what_the_file_was_made_from(made: list[tuple[list[tuple[str, str, bool]], str]]) -> None:
    body = "".join(
        p(*[tracked_run(text, fate, turned=turned) for text, fate, turned in runs], mark=MARK[mark])
        for runs, mark in made
    )
    expected = []
    for there in ((KEPT, COMES), (KEPT, GOES)):
        text = ""
        for runs, mark in made:
            text += "".join(words for words, fate, _ in runs if fate in there)
            text += "\n" if mark in there else ""
        lines = [" ".join(line.split()) for line in f"{text}end".split("\n")]
        expected.append([line for line in lines if line])
    assert list(both(body + p("end"))) == expected


FIRST_PAGE = "<w:sectPr><w:titlePg/><w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>"


@pytest.mark.parametrize(
    ("what", "body", "insertions", "moves", "properties"),
    [
        ("a move with its ranges", p(WAS, "pay", NOW), 0, 1, 0),
        ("a move without ranges", p("<w:moveFrom>", r("a"), "</w:moveFrom>", r("b"), f"<w:moveTo>{r('a')}</w:moveTo>"),
         0, 1, 0),
        ("only where it was", p(f"<w:moveFrom w:author='Roe'>{r('a')}</w:moveFrom>", r("b")), 0, 1, 0),
        ("only a mark", p("a ", mark="<w:moveTo/>") + p("b"), 0, 1, 0),
        ("words hidden", p(r("a", f"<w:vanish/>{CHANGED_RUN.format('')}"), "b"), 0, 0, 1),
        ("capitals no more", p(r("a", CHANGED_RUN.format("<w:caps/>"))), 0, 0, 1),
        ("bold type", p(r("a", f"<w:b/>{CHANGED_RUN.format('')}")), 0, 0, None),
        ("a list given", p("a", props=in_list(1) + changed("")), 0, 0, 1),
        ("another level", p("a", props=in_list(1) + changed(in_list(1).replace('ilvl w:val="0"', 'ilvl w:val="1"'))),
         0, 0, 1),
        ("a style with a list", p("a", props="<w:pStyle w:val='Item'/>" + changed("<w:pStyle w:val='Body'/>")),
         0, 0, 1),
        ("what a style says", p("a", props="<w:pStyle w:val='Plain'/>"), 0, 0, 1),
        ("an indent", p("a", props="<w:ind w:left='20'/>" + changed("<w:ind w:left='40'/>")), 0, 0, None),
        ("a number of older programs", p("a", props=in_list(1, "<w:numberingChange w:original='%1:4:0:.'/>")), 0, 0, 1),
        ("another first page", p("a") + FIRST_PAGE, 0, 0, 1),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_whatever_tells_the_two_texts_apart_is_counted(
    what: str, body: str, insertions: int, moves: int, properties: int | None
) -> None:
    styles = STYLES if "style" in what else STYLES.split('<w:style w:type="paragraph" w:styleId="Plain"')[0]
    tracked = read(word_file(body, numbering=LIST, styles=styles)).reading.tracked
    if properties is None:
        assert tracked is None
        return
    assert tracked is not None
    assert (tracked.insertions, tracked.deletions, tracked.moves) == (insertions, 0, moves)
    assert tracked.properties == properties + ("a style with" in what)  # the sheet has a changed style of its own


def test_changes_of_format_that_print_are_told() -> None:
    (notice, _) = read(word_file(p(r("a", f"<w:vanish/>{CHANGED_RUN.format('')}"), "b"))).reading.notices
    assert notice.message == (
        "The file has tracked changes by Roe: 1 change of numbering, capitals or hidden text. It was read as if all of "
        "them were accepted: the text as changed."
    )

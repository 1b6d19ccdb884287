"""Edits between two wordings."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from builders import comparison
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, wording

from contractdiff.diff import diff_wordings
from contractdiff.diff.shortest import differing_runs
from contractdiff.model import Edit, Op
from contractdiff.text import Stretch, tokenize

TURNED = {
    Op.EQUAL: Op.EQUAL,
    Op.DELETE: Op.INSERT,
    Op.INSERT: Op.DELETE,
    Op.OLD_VARIANT: Op.NEW_VARIANT,
    Op.NEW_VARIANT: Op.OLD_VARIANT,
}

MARKED = [
    # old, new, what a person would mark
    ("within thirty (30) days", "within ten (10) days", "within [-thirty (30)][+ten (10)] days"),
    ("within thirty (30) days", "within ten (10) business days", "within [-thirty (30)][+ten (10) business] days"),
    ("five (5) days after", "one (1) week after", "[-five (5) days][+one (1) week] after"),
    ("pay $1,000.00 a month", "pay $1,250.00 a month", "pay [-$1,000.00][+$1,250.00] a month"),
    ("pay $1,000, if due", "pay $1,000.00, if due", "pay [-$1,000][+$1,000.00], if due"),
    ("by July 1, 2011, or", "by July 1, 2012, or", "by [-July 1, 2011][+July 1, 2012], or"),
    ("by July 2011 at least", "by June 2011 at least", "by [-July 2011][+June 2011] at least"),
    (
        "July 1, 2011 through June 30, 2012",
        "July 1, 2012 through June 30, 2013",
        "[-July 1, 2011][+July 1, 2012] through [-June 30, 2012][+June 30, 2013]",
    ),
    (
        "on the 1st day of July, 2011, it ends",
        "on the 30th day of June, 2012, it ends",
        "on the [-1st day of July, 2011][+30th day of June, 2012], it ends",
    ),
    ("Provider shall report", "Provider may report", "Provider [-shall][+may] report"),
    ("shall not assign it", "may not assign it", "[-shall][+may] not assign it"),
    ("Provider may assign it", "Provider shall not assign it", "Provider [-may][+shall not] assign it"),
    ("rent or fees", "rent and/or fees", "rent [-or][+and/or] fees"),
    ("long-term care", "short-term care", "[-long-term][+short-term] care"),
    ("under 2 CFR 200.334 only", "under 2 CFR 200.336 only", "under [-2 CFR 200.334][+2 CFR 200.336] only"),
    ("see Section 5.2(a) above", "see Section 6.2(a) above", "see Section [-5.2(a)][+6.2(a)] above"),
    ("Sections 7.2, 9.1 and 11", "Sections 8.2, 10.1 and 11", "Sections [-7.2][+8.2], [-9.1][+10.1] and 11"),
    ("(a) rent, (b) food", "(b) rent, (c) food", "[-(a)][+(b)] rent, [-(b)][+(c)] food"),
    ("each member of it", "each member(s) of it", "each member[+(s)] of it"),
    ("ask a.b@dhs.gov now", "ask c.b@dhs.gov now", "ask [-a.b@dhs.gov][+c.b@dhs.gov] now"),
    ("see www.dhs.gov/a/b.html.", "see www.dhs.gov/a/c.html.", "see [-www.dhs.gov/a/b.html][+www.dhs.gov/a/c.html]."),
    # sentences, phrases and items of a list
    ("It ends. It may renew.", "It ends. It is void. It may renew.", "It ends. [+It is void. ]It may renew."),
    ("food, rent and care", "food, rent, travel and care", "food, rent[+, travel] and care"),
    ("food, rent and care", "food, rent, care and travel", "food, rent[- and][+,] care[+ and travel]"),
    ("rent is due. Fees are due.", "Fees are due. rent is due.", "[+Fees are due. ]rent is due.[- Fees are due.]"),
    ("keep the the records", "keep the records", "keep the [-the ]records"),
    (
        "To the extent it can, the Provider pays",
        "The Provider pays",
        "[-To the extent it can, ][~-the][~+The] Provider pays",
    ),
    ("of 50% (one half) of it", "of one half (50%) of it", "of [-50% (one half][+one half (50%]) of it"),
    # of equal words the one that reads the same stayed, and of equal edits the unbroken one is marked
    ("found in Section SECTION 2", "found in SECTION 2", "found in [-Section ]SECTION 2"),
    ("found in SECTION 2", "found in SECTION Section 2", "found in SECTION [+Section ]2"),
    ("Fencing and Safety Fencing", "Fencing", "Fencing[- and Safety Fencing]"),
    (
        "Serve as liaison to the Division of Student Affairs;",
        "Serve as liaison to the Vice President for Student Affairs on issues that affect members of the student body;",
        "Serve as liaison to the [-Division of][+Vice President for] Student Affairs"
        "[+ on issues that affect members of the student body];",
    ),
    # words that hold a sentence together do not stay by themselves
    (
        "It ends. I trust that the authorized researchers will use professional judgment in what they share.",
        "It ends. I understand that such uses may be recorded, and those recordings then be shown to the public.",
        "It ends. I [-trust that the authorized researchers will use professional judgment in what they share]"
        "[+understand that such uses may be recorded, and those recordings then be shown to the public].",
    ),
    (
        "The parties agree that the Owner is the Processor and that Owner will engage helpers under the rules of this"
        " Section only, and all else is as it was agreed before.",
        "The parties agree that the Owner is either a Controller or a Processor, whatever the data are needed for, and"
        " each one knows that Owner acts as a party of its own, and all else is as it was agreed before.",
        "The parties agree that the Owner is [-the Processor and that Owner will engage helpers under the rules of this"
        " Section only][+either a Controller or a Processor, whatever the data are needed for, and each one knows that"
        " Owner acts as a party of its own], and all else is as it was agreed before.",
    ),
    # marks, capitals, spacing and quotation marks
    ("by the Provider.", "by the Provider, and its agents.", "by the Provider[+, and its agents]."),
    ("by the Provider.", "by the Provider, and its agents", "by the Provider[-.][+, and its agents]"),
    ("a, b and c", "a, b, and c", "a, b[+,] and c"),
    ("rent, paid late", "rent paid early", "rent[-,] paid [-late][+early]"),
    ("the “Term” ends", 'the "Term" ends', 'the [~-“][~+"]Term[~-”][~+"] ends'),
    ("the provider's records", "the Provider’s records", "the [~-provider's][~+Provider’s] records"),
    ("non-profit agencies pay", "nonprofit agencies pay", "[~-non-profit][~+nonprofit] agencies pay"),
    ("a web site shall open", "a website may open", "a [~-web site ][~+website ][-shall][+may] open"),
    ("thirty(30) days", "thirty (30) days", "[~-thirty(30)][~+thirty (30)] days"),
    ("same words", "same words", "same words"),
    ("", "now here", "[+now here]"),
    ("was here", "", "[-was here]"),
]
ROWS = [
    # the cells of the old row, those of the new one, what a person would mark
    ("110|Case aid|$14.25", "110|Case aid|$13.60", "110|Case aid|[-$14.25][+$13.60]"),
    ("one|two", "three|four", "[-one][+three]|[-two][+four]"),
    ("May|10|20", "May|20|30", "May|[-10][+20]|[-20][+30]"),
    ("x||y", "x|yes|y", "x|[+yes]|y"),
    ("Case aid|$3", "Case aid|hour|$3", "Case aid[+|hour]|$3"),
    ("Code|Case aid|$3", "Case aid|$3", "[-Code|]Case aid|$3"),
    ("Case aid|hour", "Case aid|hour|$3", "Case aid|hour[+|$3]"),
    ("one|case aid|$3", "two|bed|case help|$3", "[-one][+two]|[+bed|]case [-aid][+help]|$3"),
    ("Case aid|A quarter hour|$3", "A quarter hour|Case aid|$3", "[+A quarter hour|]Case aid[-|A quarter hour]|$3"),
    ("a name|b", "a name or two|x|b", "a name[+ or two]|[+x|]b"),
]


def drawn(edits: tuple[Edit, ...]) -> str:
    return "".join(edit.text if edit.op is Op.EQUAL else f"[{edit.op.value}{edit.text}]" for edit in edits)


@pytest.mark.parametrize(("old", "new", "marked"), MARKED)
def test_edits_are_those_a_person_would_mark(old: str, new: str, marked: str) -> None:
    assert drawn(diff_wordings(old, new)) == marked


@pytest.mark.parametrize(("old", "new", "marked"), ROWS)
def test_the_cells_of_a_row_are_marked_each_by_itself(old: str, new: str, marked: str) -> None:
    assert drawn(diff_wordings(old.replace("|", "\t"), new.replace("|", "\t"))).replace("\t", "|") == marked


def test_a_wording_of_which_nothing_is_left_is_struck_whole() -> None:
    old = "Provider shall keep all case records for three years after final payment under this Agreement."
    new = "Interest accrues monthly at one percent whenever warrants issue late; vouchers need no separate claim form."
    assert [edit.op for edit in diff_wordings(old, new)] == [Op.DELETE, Op.INSERT]


def test_a_wording_rewritten_but_for_a_phrase_shows_it() -> None:
    old = "The Provider shall keep all case records for three years, in paper, after payment of the last invoice."
    new = "The Provider shall keep all case files apart from those of others and open to nobody but to its own staff."
    assert drawn(diff_wordings(old, new)).startswith("The Provider shall keep all case [-records")


def test_a_few_edits_in_a_paragraph_of_many_words_are_found() -> None:
    words = [f"{noun}{at}" for at in range(12_000) for noun in ("rent", "fee")]
    changed = list(words)
    changed[7] = "one"
    changed[12_000:12_000] = ["two", "three"]
    del changed[20_000]
    marks = [
        (edit.op, edit.text) for edit in diff_wordings(" ".join(words), " ".join(changed)) if edit.op is not Op.EQUAL
    ]
    assert marks == [
        (Op.DELETE, words[7]),
        (Op.INSERT, "one"),
        (Op.INSERT, "two three "),
        (Op.DELETE, f"{words[19_998]} "),
    ]


@given(wording, wording, st.integers(1, 60))
def test_what_is_compared_in_parts_stays_the_same_between_the_runs(old: str, new: str, at_once: int) -> None:
    a, b = ([token.key for token in tokenize(text)] for text in (old, new))
    runs = differing_runs(tokenize(old), tokenize(new), at_once=at_once)
    for (_, i0, _, j0), (i1, _, j1, _) in pairwise([(0, 0, 0, 0), *runs, (len(a), len(a), len(b), len(b))]):
        assert a[i0:i1] == b[j0:j1]


ALIKE = [
    # old, new, the terms that are alike, what is marked
    ("Provider pays", "Grantee pays", "[~-Provider][~+Grantee] pays"),
    ("pay the Provider", "pay the Grantee", "pay the [~-Provider][~+Grantee]"),
    ("Provider", "Grantee", "[~-Provider][~+Grantee]"),
    ("the Provider's files", "the Grantee's files", "the [~-Provider's][~+Grantee's] files"),
    ("Provider/agency and non-Provider", "Grantee/agency or non-Grantee",
     "[~-Provider/agency][~+Grantee/agency] [-and][+or] [~-non-Provider][~+non-Grantee]"),
    ("a Provider pays", "an Grantee pays", "[~-a][~+an] [~-Provider][~+Grantee] pays"),
    ("(Provider)", "(Grantee)", "([~-Provider][~+Grantee])"),
    ("“Provider” pays.", "“Grantee” pays.", "“[~-Provider][~+Grantee]” pays."),
    ("It ends. Provider pays. It ends.", "It ends. Grantee pays. It ends.",
     "It ends. [~-Provider][~+Grantee] pays. It ends."),
    ("the Provider shall pay", "the Grantee may pay", "the [~-Provider][~+Grantee] [-shall][+may] pay"),
    ("the Provider pays", "the Agency pays", "the [-Provider][+Agency] pays"),
    ("the Provider and the Provider", "the Grantee and the Provider",
     "the [~-Provider][~+Grantee] and the Provider"),
    ("one|Provider|$3", "one|Grantee|$4", "one|[~-Provider][~+Grantee]|[-$3][+$4]"),
]  # fmt: skip


def stretches_of(text: str, *names: str) -> list[Stretch]:
    return [Stretch(m.start(), m.end(), "the grantee") for m in re.finditer("|".join(names), text)]


@pytest.mark.parametrize(("old", "new", "marked"), ALIKE)
def test_stretches_that_are_alike_are_no_edits(old: str, new: str, marked: str) -> None:
    old, new = old.replace("|", "\t"), new.replace("|", "\t")
    alike = stretches_of(old, "Provider"), stretches_of(new, "Grantee")
    assert drawn(diff_wordings(old, new, alike=alike)).replace("\t", "|") == marked
    swapped = [Edit(TURNED[edit.op], edit.text) for edit in diff_wordings(new, old, alike=alike[::-1])]
    assert sorted(swapped, key=str) == sorted(diff_wordings(old, new, alike=alike), key=str)


def test_followed_references_are_no_edits_and_others_are() -> None:
    old, new = "Sections 5.2(a), 7.1 and 9 apply", "Sections 6.2(a), 8.3 and 9 apply"
    alike = [Stretch(9, 12, "=5.2"), Stretch(17, 20, "=7.1")], [Stretch(9, 12, "=5.2")]
    assert drawn(diff_wordings(old, new, alike=alike)) == "Sections [~-5.2(a)][~+6.2(a)], [-7.1][+8.3] and 9 apply"


@st.composite
def stretched(draw: st.DrawFn) -> tuple[str, list[Stretch]]:
    """A text and some stretches of it, wherever they begin."""
    text = draw(wording | any_text)
    found: list[Stretch] = []
    at = 0
    for _ in range(draw(st.integers(0, 4))):
        if at < len(text):
            start = draw(st.integers(at, len(text) - 1))
            at = draw(st.integers(start + 1, min(len(text), start + 12)))
            if text[start:at].strip():
                found.append(Stretch(start, at, draw(st.sampled_from(["=1", "=2", "=3"]))))
    return text, found


cell = st.lists(st.sampled_from("the rent is paid (a) thirty (30) $1,000 July Monthly fee 45%".split()), max_size=4)
some_words = st.lists(st.sampled_from("the Provider pays a fee , rent ( ) . may shall notice Notice".split())).map(
    " ".join
)
row = st.lists(cell.map(" ".join), min_size=2, max_size=5).map("\t".join)


def sides(edits: Sequence[Edit]) -> tuple[str, str]:
    was = "".join(e.text for e in edits if e.op in (Op.EQUAL, Op.DELETE, Op.OLD_VARIANT))
    return was, "".join(e.text for e in edits if e.op in (Op.EQUAL, Op.INSERT, Op.NEW_VARIANT))


def places(edits: Sequence[Edit], op: Op, variant: Op) -> Iterator[tuple[int, int]]:
    """Where the edits of a kind begin and end in their wording."""
    at = 0
    for edit in edits:
        if edit.op in (Op.EQUAL, op, variant):
            if edit.op is op:
                yield at, at + len(edit.text)
            at += len(edit.text)


def check(old: str, new: str, edits: Sequence[Edit]) -> None:
    """Nothing is lost, no edit is white space, and none cuts a token or takes parts of two cells."""
    assert sides(edits) == (old, new)
    assert not any(before.op is after.op for before, after in pairwise(edits))
    for text, op, variant in ((old, Op.DELETE, Op.OLD_VARIANT), (new, Op.INSERT, Op.NEW_VARIANT)):
        inside = {at for token in tokenize(text) for at in range(token.start + 1, token.end)}
        for start, end in places(edits, op, variant):
            assert text[start:end].strip()
            assert not {start, end} & inside
            if "\t" in text[start:end] and "\t" in old and "\t" in new:
                assert start == 0 or "\t" in text[start - 1 : start + 1]
                assert end == len(text) or "\t" in text[end - 1 : end + 1]


@given(stretched(), stretched())
def test_stretches_never_break_the_edits(old: tuple[str, list[Stretch]], new: tuple[str, list[Stretch]]) -> None:
    edits = diff_wordings(old[0], new[0], alike=(old[1], new[1]))
    back = diff_wordings(new[0], old[0], alike=(new[1], old[1]))
    assert sides(edits) == (old[0], new[0])
    assert sorted((TURNED[e.op].value, e.text) for e in edits) == sorted((e.op.value, e.text) for e in back)


@given(row, row)
def test_edits_of_rows_are_whole_cells_or_in_one(old: str, new: str) -> None:
    check(old, new, diff_wordings(old, new))


@given(wording | any_text, wording | any_text)
def test_edits_are_whole_tokens_and_never_white_space(old: str, new: str) -> None:
    check(old, new, diff_wordings(old, new))


@given(wording | some_words, wording | some_words)
def test_no_word_is_struck_and_put_in_again_at_the_end_of_an_edit(old: str, new: str) -> None:
    edits = diff_wordings(old, new)
    for gone, came in pairwise(edits) if len(edits) > 2 else ():
        if (gone.op, came.op) == (Op.DELETE, Op.INSERT):
            was, now = ([token.key for token in tokenize(edit.text)] for edit in (gone, came))
            assert was[0] != now[0] and was[-1] != now[-1]


@given(st.lists(st.sampled_from("Provider's Provider the pay 5.2(a) a shall Provider.".split()), max_size=10))
def test_a_rename_throughout_leaves_no_edit(words: list[str]) -> None:
    old = " ".join(words)
    new = old.replace("a Provider", "an Applicant").replace("Provider", "Applicant")
    edits = diff_wordings(old, new, alike=(stretches_of(old, "Provider"), stretches_of(new, "Applicant")))
    assert not {edit.op for edit in edits} & {Op.DELETE, Op.INSERT}


@given(wording | any_text, wording | any_text)
def test_edits_hold_both_wordings_exactly(old: str, new: str) -> None:
    edits = diff_wordings(old, new)
    assert "".join(e.text for e in edits if e.op in (Op.EQUAL, Op.DELETE, Op.OLD_VARIANT)) == old
    assert "".join(e.text for e in edits if e.op in (Op.EQUAL, Op.INSERT, Op.NEW_VARIANT)) == new
    assert all(edit.text for edit in edits)
    assert not any(before.op is after.op for before, after in pairwise(edits))


@given(wording | any_text, wording | any_text)
def test_turning_the_versions_about_turns_the_edits_about(old: str, new: str) -> None:
    there = sorted((TURNED[edit.op].value, edit.text) for edit in diff_wordings(old, new))
    back = sorted((edit.op.value, edit.text) for edit in diff_wordings(new, old))
    assert there == back


@given(
    st.lists(st.sampled_from(["the", "shall", "Provider", "pay"]), max_size=12),
    st.sampled_from([" ", "  ", "\t", "\u00a0"]),
)
def test_white_space_is_never_an_edit(words: list[str], space: str) -> None:
    edits = diff_wordings(" ".join(words), space.join(words))
    assert not {edit.op for edit in edits} & {Op.DELETE, Op.INSERT}


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("ARTICLE I. PAYMENT", "ARTICLE I. PAYMENT.", ""),
        ("1. Payment. The Agency pays.", "1. Payment: The Agency pays.", ""),
        ("1. Payment. The Agency pays.", "1. Payments: The Agency pays.", "-Payment. +Payments:"),
        ("1. Payment. The Agency pays.", "1. Payment. The Agency pays,", "-. +,"),
    ],
)
def test_the_mark_that_closes_a_heading_is_no_edit(old: str, new: str, edits: str) -> None:
    text = "\n\n1.1. The Provider shall send an invoice each month.\n"
    made = comparison(old + text, new + text)
    told = [f"{each.op.value}{each.text}" for change in made.changes for each in change.edits if each.op.value in "-+"]
    assert " ".join(told) == edits


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("Who is not able to pay is told so.", "Who is notable to pay is told so.", "-not able +notable"),
        ("The space is 10 1/2 feet wide.", "The space is 101/2 feet wide.", "-10 1/2 +101/2"),
        ("The web site shall not be used.", "The website shallnot be used.", ""),
        ("It cannot be done in 10 days.", "It can not be done in 10  days.", ""),
    ],
)
def test_a_space_that_makes_another_word_is_an_edit(old: str, new: str, edits: str) -> None:
    made = diff_wordings(old, new)
    told = [f"{each.op.value}{each.text}" for each in made if each.op in (Op.DELETE, Op.INSERT)]
    assert " ".join(told) == edits
    assert all(change.edits for change in comparison(f"1. {old}\n", f"1. {new}\n").changes) and (
        bool(comparison(f"1. {old}\n", f"1. {new}\n").changes) is bool(edits)
    )


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("Rent\tX\t\t", "Rent\t\tX\t", "-X +X"),
        ("Car\tnot paid\tby us", "Car\tnot\tpaid by us", "- paid +paid "),
        ("Car\t  $500\t", "Car\t$500\t", ""),
    ],
)
def test_what_went_to_another_cell_of_its_row_is_an_edit(old: str, new: str, edits: str) -> None:
    told = [f"{each.op.value}{each.text}" for each in diff_wordings(old, new) if each.op in (Op.DELETE, Op.INSERT)]
    assert " ".join(told) == edits


def test_a_power_is_no_other_figure() -> None:
    assert [each.op for each in diff_wordings("It is 10² feet.", "It is 102 feet.") if each.op is Op.DELETE]

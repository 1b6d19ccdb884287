"""When two texts are the same, and what is one token."""

import pytest
from hypothesis import given
from strategies import any_text, wording

from contractdiff.text import fold, kept_phrases, tokenize

SAME = [
    # rule, one text, another that reads the same
    ("N1", "the ﬁrst eﬀort of １２", "the first effort of 12"),
    ("N2", "the “Term” isn’t", 'the "Term" isn\'t'),
    ("N3", "2010–2011 — the term", "2010-2011 - the term"),
    ("N4", "NOTICE of Award", "Notice of award"),
    ("N5", "pay\u00adment of\u200b fees", "payment of fees"),
    ("N6", "a\tb  c", "a b c"),
    ("N7", "Name ______ of", "Name ____________ of"),
    ("N8", "pass-through to sub- processors", "passthrough to sub-processors"),
]
OTHER = [("ten days", "two days"), ("shall", "shall not"), ("1,000", "1.000"), ("a, b", "a b"), ("2010-11", "201011")]
TOKENS = [
    ("within thirty (30) days", ["within", "thirty (30)", "days"]),
    ("five percent (5%) of $1,250.00", ["five percent (5%)", "of", "$1,250.00"]),
    ("one hundred and twenty (120) days", ["one hundred and twenty (120)", "days"]),
    ("on July 1, 2011, under 2 CFR 200.334(a).", ["on", "July 1, 2011", ",", "under", "2 CFR 200.334(a)", "."]),
    ("see 5.2(a)(i) and/or U.S. law", ["see", "5.2(a)(i)", "and/or", "U.S.", "law"]),
    ("non-profit agency’s A-133", ["non-profit", "agency’s", "A-133"]),
    ("Hour\t$40", ["Hour", "\t", "$40"]),
    ("July\t30 days", ["July", "\t", "30", "days"]),
    ("one thousand and no/100 dollars ($1,000.00), or", ["one thousand and no/100 dollars ($1,000.00)", ",", "or"]),
    ("the 1st day of July, 2011, or 30 June 2012", ["the", "1st day of July, 2011", ",", "or", "30 June 2012"]),
    ("July 4th or July 2011", ["July 4th", "or", "July 2011"]),
    ("Section 2 may end May 2, 2011", ["Section", "2", "may", "end", "May 2, 2011"]),
    ("26 U.S.C. § 501(c)(3), 30 ILCS 708/5.", ["26 U.S.C. § 501(c)(3)", ",", "30 ILCS 708/5", "."]),
    ("under § 41-715(b) or FY 2011 DHS 2240", ["under", "§ 41-715(b)", "or", "FY", "2011", "DHS", "2240"]),
    ("(a) rent, (iv) method(s), (if any)", "(a)|rent|,|(iv)|method|(s)|,|(|if|any|)".split("|")),
    ("at a.b@dhs.state.il.us. See", ["at", "a.b@dhs.state.il.us", ".", "See"]),
    ("at https://www.x.gov/a?b=1, dhs.gov/c.", ["at", "https://www.x.gov/a?b=1", ",", "dhs.gov/c", "."]),
    ("General.An agency", ["General", ".", "An", "agency"]),
    ("call (217) 555-0100 or", ["call", "(217) 555-0100", "or"]),
]


@pytest.mark.parametrize(("rule", "one", "other"), SAME)
def test_texts_that_read_the_same(rule: str, one: str, other: str) -> None:
    assert fold(one) == fold(other), rule


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_texts_that_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_what_is_changed_as_one_is_one_token(text: str, tokens: list[str]) -> None:
    assert [text[token.start : token.end] for token in tokenize(text)] == tokens


@given(any_text)
def test_tokens_leave_nothing_but_white_space_out(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert not text[at : token.start].strip()
        at = token.end
    assert not text[at:].strip()


KEPT = [
    # old, new, what is told to have stayed
    (
        "Provider shall keep all case records, for three years, after final payment under this Agreement.",
        "For three years nobody but the Provider shall keep all case records at its own cost.",
        ("Provider shall keep all case records", "for three years"),
    ),
    ("the rent of the house", "the fee of the house", ()),
    ("It ends. The rent is due. It renews.", "Now the rent is due, it renews.", ("The rent is due",)),
    ("one two three. four five six", "one two three four five six", ("one two three", "four five six")),
    ("a b c d e f g", "", ()),
]


@pytest.mark.parametrize(("old", "new", "kept"), KEPT)
def test_what_stayed_of_a_rewritten_wording_is_told_in_its_phrases(old: str, new: str, kept: tuple[str, ...]) -> None:
    assert kept_phrases(old, new) == kept


@given(wording, wording)
def test_phrases_that_stayed_stand_in_the_old_wording_in_order(old: str, new: str) -> None:
    kept, at = kept_phrases(old, new), 0
    assert len(kept) <= 5
    for phrase in kept:
        at = old.index(phrase, at) + len(phrase)
        keys = [token.key for token in tokenize(phrase)]
        assert " ".join(keys) in " ".join(token.key for token in tokenize(new))

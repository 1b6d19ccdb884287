"""When two texts are the same, and what is one token."""

import pytest
from hypothesis import given
from strategies import any_text

from contractdiff.text import fold, tokenize

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

"""What was asked and what was given: how terms and dates are read, compared and told."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractdiff.model import (
    AskStatus,
    Bound,
    Term,
    TermKind,
    TermOutcome,
    ask_status,
    compare_terms,
    end_of,
)
from contractdiff.text import read_date, read_term

JULY = date(2011, 7, 1)

PERIODS = [
    # text, months, days
    ("six months", 6, 0),
    ("6 (six) months", 6, 0),
    ("Six (6) Months", 6, 0),
    ("a six-month delay", 6, 0),
    ("6-month", 6, 0),
    ("6 mos.", 6, 0),
    ("180 days", 0, 180),
    ("180 calendar days", 0, 180),
    ("one hundred eighty (180) days", 0, 180),
    ("two weeks", 0, 14),
    ("a fortnight", 0, 14),
    ("1 yr", 12, 0),
    ("one year", 12, 0),
    ("a year", 12, 0),
    ("half a year", 6, 0),
    ("one and one-half years", 18, 0),
    ("2½ years", 30, 0),
    ("one year and six months", 18, 0),
    ("1 year, 6 months and 3 days", 18, 3),
    ("two fiscal quarters", 6, 0),
    ("one quarter", 3, 0),
    ("0 days", 0, 0),
    ("We ask for a delay of six months, so that providers can plan.", 6, 0),
    ("30 days’ notice", 0, 30),
    ("extended by four months", 4, 0),
    ("six months (6 months)", 6, 0),
    ("six months from the effective date", 6, 0),
]
OTHER = [
    ("30 business days", Term(kind=TermKind.BUSINESS_DAYS, days=30)),
    ("ten (10) working days", Term(kind=TermKind.BUSINESS_DAYS, days=10)),
    ("$25,000", Term(kind=TermKind.MONEY, amount=Fraction(25_000))),
    ("$ 1,250.50", Term(kind=TermKind.MONEY, amount=Fraction("1250.5"))),
    ("25,000 dollars", Term(kind=TermKind.MONEY, amount=Fraction(25_000))),
    ("$25K", Term(kind=TermKind.MONEY, amount=Fraction(25_000))),
    ("$1.5 million", Term(kind=TermKind.MONEY, amount=Fraction(1_500_000))),
    ("five thousand dollars ($5,000)", Term(kind=TermKind.MONEY, amount=Fraction(5_000))),
    ("50 percent", Term(kind=TermKind.SHARE, amount=Fraction(50))),
    ("fifty percent (50%)", Term(kind=TermKind.SHARE, amount=Fraction(50))),
    ("2.5%", Term(kind=TermKind.SHARE, amount=Fraction(5, 2))),
    ("until December 31, 2011", Term(kind=TermKind.DATE, on=date(2011, 12, 31))),
    ("through 12/31/2011", Term(kind=TermKind.DATE, on=date(2011, 12, 31))),
    ("a delay to 1 November 2011", Term(kind=TermKind.DATE, on=date(2011, 11, 1))),
    ("by June 10, 2011", Term(kind=TermKind.DATE, on=date(2011, 6, 10), bound=Bound.AT_MOST)),
    ("no later than June 10, 2011", Term(kind=TermKind.DATE, on=date(2011, 6, 10), bound=Bound.AT_MOST)),
    ("up to four months", Term(kind=TermKind.PERIOD, months=4, bound=Bound.AT_MOST)),
    ("no more than 10 percent", Term(kind=TermKind.SHARE, amount=Fraction(10), bound=Bound.AT_MOST)),
    ("at least 30 days", Term(kind=TermKind.PERIOD, days=30, bound=Bound.AT_LEAST)),
    ("within 45 days", Term(kind=TermKind.PERIOD, days=45, bound=Bound.AT_MOST)),
]
NO_TERMS = [
    "",
    "yes",
    "a redline",
    "six",
    "six (5) months",
    "six months or until December 31, 2011",
    "30 to 60 days",
    "four or six months",
    "30–60 days",
    "from 30 days to 60 days",
    "about four months",
    "four months?",
    "not six months",
    "four months instead of six months",
    "half a month",
    "one and a half months",
    "$25,000 per month",
    "five percent (6%)",
    "two percentage points",
    "until December 31",
    "until June 31, 2011",
    "second quarter",
    "30 business weeks",
    "FY2012",
    "Section 4.2",
]
DATES = [
    ("June 10, 2011", None),
    ("10 June 2011", None),
    ("6/10/2011", None),
    ("6/10/11", None),
    ("2011-06-10", None),
    ("Friday, June 10", 2011),
    ("Friday, June 10, 2011", None),
    ("Fri. Jun. 10, 2011", None),
    ("June 10", 2011),
    ("june 10th, 2011", None),
    ("the 10th of June, 2011", None),
    ("10th day of June, 2011", None),
    ("tenth of June 2011", None),
    ("10-Jun-2011", None),
    ("June 10, 2011 at 5 p.m.", None),
    ("by June 10, 2011.", None),
]
NO_DATES = [
    ("", None),
    ("Friday", 2011),
    ("June 10", None),
    ("Friday, June 10", None),
    ("Friday, June 10", 2012),
    ("Monday, June 10, 2011", None),
    ("June 2011", None),
    ("June 31, 2011", None),
    ("13/13/2011", None),
    ("2/30/2011", None),
    ("June 10 or 17, 2011", None),
    ("10", 2011),
    ("next week", 2011),
    ("0/10/2011", None),
]


def term(text: str) -> Term:
    read = read_term(text)
    assert read is not None, text
    return read


@pytest.mark.parametrize(("text", "months", "days"), PERIODS)
def test_periods_that_are_read(text: str, months: int, days: int) -> None:
    read = term(text)
    assert (read.kind, read.months, read.days, read.bound) == (TermKind.PERIOD, months, days, Bound.EXACT)
    assert read.text in text


@pytest.mark.parametrize(("text", "expected"), OTHER)
def test_other_terms_that_are_read(text: str, expected: Term) -> None:
    read = term(text)
    for field in ("kind", "months", "days", "on", "amount", "bound"):
        assert getattr(read, field) == getattr(expected, field), field


@pytest.mark.parametrize("text", NO_TERMS)
def test_what_is_no_term_for_sure(text: str) -> None:
    assert read_term(text) is None


@pytest.mark.parametrize(("text", "year"), DATES)
def test_dates_that_are_read(text: str, year: int | None) -> None:
    assert read_date(text, year=year) == date(2011, 6, 10)


def test_a_day_that_can_only_be_a_day_stands_first() -> None:
    assert read_date("25/12/2011") == date(2011, 12, 25)


@pytest.mark.parametrize(("text", "year"), NO_DATES)
def test_what_is_no_date_for_sure(text: str, year: int | None) -> None:
    assert read_date(text, year=year) is None


G, P, M, N, X = (
    TermOutcome.GRANTED,
    TermOutcome.PARTLY_GRANTED,
    TermOutcome.MORE,
    TermOutcome.NOTHING,
    TermOutcome.NOT_COMPARABLE,
)
COMPARED = [
    # requested, granted, from July 1 2011, without a start
    ("six months", "four months", P, P),
    ("six months", "6 months", G, G),
    ("six months", "nine months", M, M),
    ("six months", "half a year", G, G),
    ("six months", "until November 1, 2011", P, X),
    ("six months", "until January 1, 2012", G, X),
    ("four months", "until November 1, 2011", G, X),
    ("four months", "until November 2, 2011", M, X),
    ("four months", "123 days", G, X),
    ("four months", "122 days", P, X),
    ("six months", "180 days", P, P),
    ("180 days", "six months", M, M),
    ("180 days", "four months", P, P),
    ("six months", "183 days", P, X),
    ("six months", "0 days", N, N),
    ("six months", "until July 1, 2011", N, X),
    ("30 days", "30 business days", X, X),
    ("30 days", "40 business days", M, M),
    ("30 business days", "25 days", P, P),
    ("30 business days", "20 business days", P, P),
    ("$25,000", "$10,000", P, P),
    ("$25,000", "50 percent", X, X),
    ("50 percent", "50%", G, G),
    ("until December 31, 2011", "until October 31, 2011", P, P),
    ("six months", "up to four months", P, P),
    ("six months", "up to six months", X, X),
    ("six months", "at least six months", G, G),
    ("six months", "at least four months", X, X),
    ("by June 10, 2011", "June 8, 2011", G, G),
    ("by June 10, 2011", "June 24, 2011", X, X),
    ("no more than 10 percent", "8 percent", G, G),
    ("no more than 10 percent", "15 percent", X, X),
    ("six months", "$25,000", X, X),
]


@pytest.mark.parametrize(("requested", "granted", "started", "anyhow"), COMPARED)
def test_granted_beside_requested(requested: str, granted: str, started: TermOutcome, anyhow: TermOutcome) -> None:
    assert compare_terms(term(requested), term(granted), start=JULY) is started
    assert compare_terms(term(requested), term(granted)) is anyhow


def test_four_months_from_july_1_end_on_november_1() -> None:
    assert end_of(term("four months"), JULY) == date(2011, 11, 1)
    assert end_of(term("six months"), date(2011, 8, 31)) == date(2012, 2, 29)
    assert end_of(term("$5"), JULY) is None
    assert end_of(Term(kind=TermKind.PERIOD, months=12 * 9000), JULY) is None


periods = st.builds(
    lambda months, days: Term(kind=TermKind.PERIOD, months=months, days=days),
    st.integers(0, 30),
    st.integers(0, 400),
)
starts = st.dates(date(1990, 1, 1), date(2110, 1, 1))


@given(periods, periods, starts)
def test_without_a_start_only_what_every_start_says_is_said(one: Term, other: Term, start: date) -> None:
    anyhow = compare_terms(one, other)
    if anyhow is not TermOutcome.NOT_COMPARABLE:
        assert compare_terms(one, other, start=start) is anyhow


@given(periods, periods, starts)
def test_less_one_way_is_more_the_other_way(one: Term, other: Term, start: date) -> None:
    mirrored = {P: M, M: P, G: G, X: X}
    there, back = compare_terms(one, other, start=start), compare_terms(other, one, start=start)
    if N not in (there, back):
        assert mirrored[there] is back


@given(periods, starts)
def test_a_period_is_the_date_on_which_it_ends(period: Term, start: date) -> None:
    end = end_of(period, start)
    assert end is not None
    on = Term(kind=TermKind.DATE, on=end)
    if not period.is_nothing and end > start:
        assert compare_terms(period, on, start=start) is TermOutcome.GRANTED
        later = Term(kind=TermKind.DATE, on=end + timedelta(1))
        assert compare_terms(period, later, start=start) is TermOutcome.MORE


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_a_date_is_read_however_it_is_written(on: date) -> None:
    for text in (
        on.isoformat(),
        f"{on.month}/{on.day}/{on.year}",
        f"{on:%B} {on.day}, {on.year}",
        f"{on.day} {on:%B} {on.year}",
        f"{on:%A}, {on:%b} {on.day}, {on.year}",
    ):
        assert read_date(text) == on, text
    assert read_date(f"{on:%A}, {on:%B} {on.day}", year=on.year) == on


@given(st.integers(1, 99), st.sampled_from(["day", "week", "month", "year"]))
def test_a_count_and_its_unit_are_read(count: int, unit: str) -> None:
    read = term(f"a delay of {count} {unit}s")
    size = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}[unit]
    assert (read.months, read.days) == (count * size[0], count * size[1])


@given(st.text(max_size=60))
def test_any_words_are_a_term_or_none(text: str) -> None:
    read = read_term(text, year=2011)
    assert read is None or read.text.lower() in " ".join(text.split()).lower()


O_, A, R, W, PG = AskStatus.OPEN, AskStatus.GRANTED, AskStatus.REFUSED, AskStatus.WITHDRAWN, AskStatus.PARTLY_GRANTED
ASKS = [
    # answer, requested, granted, status, whether something does not fit
    (O_, "six months", "", O_, False),
    (A, "six months", "", A, False),
    (A, "six months", "four months", PG, True),
    (PG, "six months", "four months", PG, False),
    (O_, "six months", "four months", PG, False),
    (R, "six months", "four months", PG, True),
    (R, "six months", "", R, False),
    (R, "six months", "0 months", R, False),
    (A, "six months", "0 months", R, True),
    (A, "six months", "six months", A, False),
    (A, "six months", "a year", A, False),
    (PG, "six months", "six months", PG, True),
    (PG, "six months", "", PG, True),
    (PG, "", "", PG, False),
    (A, "six months", "$5", A, True),
    (O_, "six months", "$5", O_, True),
    (W, "six months", "", W, False),
    (W, "six months", "four months", W, True),
    (A, "", "four months", A, False),
    (R, "", "four months", R, True),
    (A, "four months", "until November 1, 2011", A, False),
]


@pytest.mark.parametrize(("answer", "requested", "granted", "status", "odd"), ASKS)
def test_how_an_ask_stands(answer: AskStatus, requested: str, granted: str, status: AskStatus, odd: bool) -> None:
    state = ask_status(answer, read_term(requested), read_term(granted), start=JULY)
    assert state.status is status
    assert bool(state.contradiction) == odd, state.contradiction


def test_what_does_not_fit_is_told_with_both_terms() -> None:
    state = ask_status(AskStatus.GRANTED, term("six months"), term("four months"))
    assert state.contradiction == (
        "The answer is granted; the granted term is four months, and six months was requested."
    )
    unread = ask_status(AskStatus.GRANTED, term("six months"), None, unread="some time")
    assert unread.status is AskStatus.GRANTED
    assert "“some time” was not understood" in unread.contradiction

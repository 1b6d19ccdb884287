"""What a vote of the committee lets the coalition say, and how a recorder's columns are read."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractdiff.errors import FormError
from contractdiff.model import Denominator, LabelKind, Vote, position_label
from contractdiff.text import read_seats, vote_of

COMMITTEE = {
    "1": ("Ana Ruiz", "Niños & Families Center, Inc."),
    "2": ("Lee Park", "Harbor House"),
    "3": ("Bo Ek", "Children, Families and Youth"),
    "4": (),
    "5": ("Harbor Clinic",),
    "6": (),
    "7": ("Twin Org",),
    "8": ("Twin Org",),
    "9": ("Valley United",),
}
REGIONS = {"North": ("Cedar House",), "North Side": (), "South": ("Elm Place",), "East": ()}


def vote(total: int, yes: int, no: int = 0, abstain: int = 0) -> Vote:
    seats = tuple(str(number) for number in range(1, total + 1))
    return Vote(seats=seats, yes=seats[:yes], no=seats[yes : yes + no], abstain=seats[yes + no : yes + no + abstain])


def expected(total: int, yes: int, no: int, of: Denominator) -> tuple[LabelKind, bool, bool]:
    """The kind, whether a majority may be named, and whether half is named: with exact fractions, case by case."""
    if yes + no == 0:
        return LabelKind.UNDER_REVIEW, False, False
    share = Fraction(yes, total if of is Denominator.ALL else yes + no)
    dissent = no > 0
    if yes == total:
        return LabelKind.UNANIMOUS, False, False
    if share >= Fraction(2, 3):
        return (LabelKind.TWO_THIRDS_WITH_DISSENT if dissent else LabelKind.TWO_THIRDS), dissent, False
    if share > Fraction(1, 2):
        return (LabelKind.SUPPORTED_WITH_DISSENT if dissent else LabelKind.SUPPORTED), dissent, False
    if share == Fraction(1, 2):
        return (LabelKind.SUPPORTED_WITH_DISSENT if dissent else LabelKind.SUPPORTED), False, True
    return LabelKind.NO_POSITION, False, False


@pytest.mark.parametrize("of", Denominator)
@pytest.mark.parametrize("total", range(1, 61))
def test_thresholds_at_just_below_and_just_above(total: int, of: Denominator) -> None:
    # half and two thirds of all seats, and of any number that may have voted
    near = {0, 1, total}
    for whole in (total,) if of is Denominator.ALL else range(1, total + 1, max(1, total // 12)):
        for mark in (whole // 2, -(-whole // 2), 2 * whole // 3, -(-2 * whole // 3)):
            near |= {mark - 1, mark, mark + 1}
    for yes in (each for each in near if 0 <= each <= total):
        for no in range(total - yes + 1):
            for abstain in {0, (total - yes - no) // 2, total - yes - no}:
                label = position_label(vote(total, yes, no, abstain), of=of)
                kind, majority, half = expected(total, yes, no, of)
                said = f"{yes} yes, {no} no, {abstain} abstain of {total}: {label.sentence}"
                assert label.kind is kind, said
                assert ("majority" in label.sentence) == majority, said
                assert ("half of" in label.sentence) == half, said
                assert label.is_position == kind.value.startswith(("unanimous", "two_thirds")), said
                assert label.is_support == kind.value.startswith("supported"), said
                if of is Denominator.VOTING:
                    assert "majority of members" not in label.sentence, said
                    assert "half of the committee" not in label.sentence, said


GOLDENS = [
    # of all seats: yes, no, abstain of how many
    ((9, 0, 0, 9), Denominator.ALL, "The coalition’s position"),
    ((7, 0, 1, 9), Denominator.ALL, "The coalition’s position (two-thirds rule met; 7 of 9 voting)"),
    (
        (6, 3, 0, 9),
        Denominator.ALL,
        "The coalition’s position (two-thirds rule met; 9 of 9 voting); it represents the view of a majority of "
        "members",
    ),
    (
        (5, 4, 0, 9),
        Denominator.ALL,
        "Supported by the coalition (9 of 9 voting); it represents the view of a majority of members",
    ),
    ((5, 0, 4, 9), Denominator.ALL, "Supported by the coalition (5 of 9 voting)"),
    ((5, 0, 0, 10), Denominator.ALL, "Supported by the coalition (half of the committee)"),
    (
        (5, 1, 0, 10),
        Denominator.ALL,
        "Supported by the coalition (6 of 10 voting); it represents the view of half of the committee",
    ),
    ((4, 5, 0, 9), Denominator.ALL, "Members differ; the coalition takes no position."),
    ((2, 1, 0, 9), Denominator.ALL, "Members differ; the coalition takes no position."),
    (
        (2, 0, 0, 9),
        Denominator.ALL,
        "The coalition takes no position: too few seats voted for one.",
    ),
    ((0, 0, 9, 9), Denominator.ALL, "Under review"),
    # of those that voted
    ((9, 0, 0, 9), Denominator.VOTING, "The coalition’s position"),
    (
        (2, 1, 0, 9),
        Denominator.VOTING,
        "The coalition’s position (two-thirds rule met among those voting; 3 of 9 voting); it represents the view of a "
        "majority of those voting (2 of 3, of 9 seats)",
    ),
    (
        (2, 0, 0, 9),
        Denominator.VOTING,
        "The coalition’s position (two-thirds rule met among those voting; 2 of 9 voting)",
    ),
    (
        (3, 2, 0, 9),
        Denominator.VOTING,
        "Supported by the coalition (5 of 9 voting); it represents the view of a majority of those voting "
        "(3 of 5, of 9 seats)",
    ),
    (
        (2, 2, 1, 9),
        Denominator.VOTING,
        "Supported by the coalition (4 of 9 voting); it represents the view of half of those voting "
        "(2 of 4, of 9 seats)",
    ),
    ((0, 0, 0, 9), Denominator.VOTING, "Under review"),
]


@pytest.mark.parametrize(("counts", "of", "sentence"), GOLDENS)
def test_what_is_printed(counts: tuple[int, int, int, int], of: Denominator, sentence: str) -> None:
    yes, no, abstain, total = counts
    assert position_label(vote(total, yes, no, abstain), of=of).sentence == sentence


def test_no_vote_is_under_review_and_no_position() -> None:
    for of in Denominator:
        label = position_label(None, of=of)
        assert (label.kind, label.sentence) == (LabelKind.UNDER_REVIEW, "Under review")
        assert not label.is_position
        assert not label.is_support


def test_a_vote_counts_each_seat_once_and_no_other() -> None:
    with pytest.raises(FormError, match="seat 1 is counted twice"):
        Vote(seats=("1", "2"), yes=("1",), no=("1",))
    with pytest.raises(FormError, match="3 is no seat"):
        Vote(seats=("1", "2"), yes=("3",))
    with pytest.raises(FormError, match="listed twice"):
        Vote(seats=("1", "1"))
    assert Vote(seats=("1", "2", "3"), yes=("3",), abstain=("1",)).absent == ("2",)


SEATS = [
    ("1, 2, 5-9", "1 2 5 6 7 8 9"),
    ("1; 2 and 3", "1 2 3"),
    ("1 2 3", "1 2 3"),
    ("1\n2\r\n3", "1 2 3"),
    ("1 & 2 / 3", "1 2 3"),
    ("seats 5 – 9", "5 6 7 8 9"),
    ("Seat 5 through Seat 7", "5 6 7"),
    ("#3, no. 4", "3 4"),
    ("all", "1 2 3 4 5 6 7 8 9"),
    ("ALL.", "1 2 3 4 5 6 7 8 9"),
    ("all nine seats", "1 2 3 4 5 6 7 8 9"),
    ("all 9", "1 2 3 4 5 6 7 8 9"),
    ("everyone", "1 2 3 4 5 6 7 8 9"),
    ("Unanimous", "1 2 3 4 5 6 7 8 9"),
    ("none", ""),
    ("None.", ""),
    ("–", ""),
    ("n/a", ""),
    ("", ""),
    ("nobody", ""),
    ("all but 3", "1 2 4 5 6 7 8 9"),
    ("All except 3, 5 and 6-8", "1 2 4 9"),
    ("everyone except for Ana Ruiz and harbor house", "3 4 5 6 7 8 9"),
    ("all members other than seat 9", "1 2 3 4 5 6 7 8"),
    ("Ninos and Families Center", "1"),
    ("Niños & Families Center, Inc., Harbor House", "1 2"),
    ("Children, Families and Youth, 4 and Lee Park", "2 3 4"),
    ("the Harbor Clinic", "5"),
    ("VALLEY UNITED", "9"),
]
UNKNOWN = [
    ("1, Harbor, 4", "1 4", ["Harbor"]),
    ("12", "", ["12"]),
    ("7-12", "", ["7-12"]),
    ("9-5", "", ["9-5"]),
    ("Twin Org", "", ["Twin Org"]),
    ("all 8", "", ["all 8"]),
    ("all present", "", ["all present"]),
    ("all but one", "", ["all but one"]),
    ("all but 3 and Nowhere", "", ["all but 3 and Nowhere"]),
    ("yes", "", ["yes"]),
    ("not 3", "", ["not 3"]),
    ("3 (by phone), 4", "4", ["3 (by phone)"]),
    ("the rest", "", ["the rest"]),
    ("six", "", ["six"]),
    ("most", "", ["most"]),
    ("1, 2?x", "1", ["2?x"]),
]


@pytest.mark.parametrize(("text", "seats"), SEATS)
def test_seats_that_are_read(text: str, seats: str) -> None:
    assert read_seats(text, COMMITTEE) == (tuple(seats.split()), ())


@pytest.mark.parametrize(("text", "seats", "unknown"), UNKNOWN)
def test_words_that_are_not_guessed(text: str, seats: str, unknown: list[str]) -> None:
    assert read_seats(text, COMMITTEE) == (tuple(seats.split()), tuple(unknown))


@pytest.mark.parametrize(
    ("text", "seats", "unknown"),
    [
        ("everyone except North", ("North Side", "South", "East"), ()),
        ("north side, ELM PLACE", ("North Side", "South"), ()),
        ("North, Side", ("North",), ("Side",)),
        ("North and West", ("North",), ("West",)),
        ("Cedar House; none", ("North",), ()),
    ],
)
def test_seats_that_have_names(text: str, seats: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert read_seats(text, REGIONS) == (seats, unknown)


def test_a_seat_in_two_columns_is_named_and_counted_nowhere() -> None:
    read = vote_of(yes="all", no="3", abstain="", seats=COMMITTEE, decided="call of 10 June")
    assert read.contradictions == ("3",)
    assert read.vote is not None
    assert read.vote.yes == ("1", "2", "4", "5", "6", "7", "8", "9")
    assert read.vote.no == ()
    assert read.vote.absent == ("3",)
    assert read.vote.decided == "call of 10 June"
    assert not read.is_clear


def test_empty_columns_are_no_vote() -> None:
    assert vote_of(yes="", no=" ", seats=COMMITTEE).vote is None
    assert vote_of(yes="perhaps", seats=COMMITTEE).unknown == (("yes", "perhaps"),)


def test_counts_are_no_seats() -> None:
    read = vote_of(yes="6", no="2", abstain="1", seats=COMMITTEE)
    assert read.vote is None
    assert read.unknown == (("yes", "6"), ("no", "2"), ("abstain", "1"))
    assert vote_of(yes="6", no="2", seats=COMMITTEE).vote is None


@given(st.lists(st.sampled_from([*COMMITTEE, "Ana Ruiz", "Harbor House", "nobody else", "X"]), max_size=8), st.data())
def test_every_word_is_found_or_named(names: list[str], data: st.DataObject) -> None:
    marks = [data.draw(st.sampled_from([", ", "; ", " and ", "\n", " & "])) for _ in names]
    text = "".join(name + mark for name, mark in zip(names, marks, strict=True))
    found, unknown = read_seats(text, COMMITTEE)
    held = {"Ana Ruiz": "1", "Harbor House": "2"}
    assert set(found) == {held.get(name, name) for name in names if held.get(name, name) in COMMITTEE}
    assert list(unknown) == [name for name in names if held.get(name, name) not in COMMITTEE]


@given(st.lists(st.sampled_from("1 2 3 4 , ; - and all but none except / & . ( North\n".split(" ")), max_size=10))
def test_any_words_give_seats_of_the_committee(words: list[str]) -> None:
    found, _ = read_seats(" ".join(words), COMMITTEE)
    assert set(found) <= set(COMMITTEE)


def test_all_but_each_pair_of_seats() -> None:
    for one, other in product(COMMITTEE, repeat=2):
        found, unknown = read_seats(f"all but {one} and {other}", COMMITTEE)
        assert set(found) == set(COMMITTEE) - {one, other}
        assert not unknown

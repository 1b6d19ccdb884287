"""Numbers understood: what an amount, a share, a period, a date says, and what is said of one that changed."""

from collections.abc import Iterable

import pytest
from builders import contract, paragraphs
from test_flag_noise import AROUND, changed, codes, compared

from contractdiff.api import compare_contracts
from contractdiff.flags.figures import Kind, clock_times, dates, figures, ordinal_days
from contractdiff.model import Change, Direction, Flag, NoticeCode, Priority, Side
from contractdiff.text import digits_of, fraction_of, number_of

UP, DOWN, SHORTER, LONGER = Direction.UP, Direction.DOWN, Direction.SHORTER, Direction.LONGER
EARLIER, LATER = Direction.EARLIER, Direction.LATER
CRITICAL, SUBSTANTIVE, ADMINISTRATIVE = Priority.CRITICAL, Priority.SUBSTANTIVE, Priority.ADMINISTRATIVE


def flags_of(change: Change, code: str) -> list[Flag]:
    return [flag for flag in change.flags if flag.category == code]


def direction_of(change: Change, code: str) -> Direction | None:
    (flag,) = flags_of(change, code)
    return flag.direction


# --- what a number says ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [("two hundred and fifty", 250), ("twenty-one", 21), ("one and one-half", 1.5), ("two and a half", 2.5)],
)
def test_numbers_in_words(words: str, value: float) -> None:
    assert number_of(words) == value


def test_parts_and_digits() -> None:
    assert (fraction_of("two-thirds"), fraction_of("half"), fraction_of("a quarter")) == (2 / 3, 0.5, 0.25)
    assert (digits_of("1,200.50"), digits_of(".5"), digits_of("2½"), digits_of("5 1/2")) == (1200.5, 0.5, 2.5, 5.5)


MONEY, SHARE, PERIOD, INTERVAL = Kind.MONEY, Kind.SHARE, Kind.PERIOD, Kind.INTERVAL


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("58.5 cents per mile", MONEY, 0.585), ("$.58 per mile", MONEY, 0.58), ("usd 5,000", MONEY, 5000),
        ("$25k", MONEY, 25_000), ("one dollar and ten cents", MONEY, 1.1),
        ("ten thousand dollars ($10,000)", MONEY, 10_000),
        ("five hundred and no/100 dollars ($500.00)", MONEY, 500), (".5 percent", SHARE, 0.5),
        ("one-half of one percent", SHARE, 0.5), ("one and one-half percent (1.5%)", SHARE, 1.5),
        ("5 1/2 percent", SHARE, 5.5), ("one half of the cost", SHARE, 50), ("half the cost", SHARE, 50),
        ("a quarter of the award", SHARE, 25), ("three-quarters of an hour", PERIOD, 0.75 / 24),
        ("half an hour", PERIOD, 0.5 / 24), ("two (2) fiscal years", PERIOD, 730),
        ("one (1) year (365 days)", PERIOD, 365),
        ("five consecutive business days", PERIOD, 7), ("thirty and sixty days", Kind.COUNT, 30),
        ("semi-annually", INTERVAL, 182.5), ("every other week", INTERVAL, 14), ("twice a year", INTERVAL, 182.5),
        ("each calendar quarter", INTERVAL, 91.25), ("the first half of the year", Kind.COUNT, 50),
    ],
)  # fmt: skip
def test_what_a_figure_says(text: str, kind: Kind, value: float) -> None:
    figure = figures(text)[0]
    assert (figure.kind, round(figure.value, 6), figure.agrees) == (kind, round(value, 6), True)


@pytest.mark.parametrize("text", ["a third party", "a third year student", "within a mile", "per diem", "half-hearted"])
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("thirty (45) days", 45), ("30 (forty-five) days", 30), ("thirty days (45)", 30), ("ten percent (15%)", 15),
     ("$5,000 (five hundred dollars)", 5000), ("five hundred dollars ($5,000)", 5000),
     ("one-half (1/3) of the rent", 50)],
)  # fmt: skip
def test_words_and_figures_that_disagree(text: str, value: float) -> None:
    (figure,) = figures(text)
    assert (figure.agrees, figure.value) == (False, value)


@pytest.mark.parametrize(
    ("text", "date"),
    [("the 1st day of july, 2012", (2012, 7, 1)), ("15 march 2024", (2024, 3, 15)), ("june 2025", (2025, 6, 0)),
     ("first day of october", (None, 10, 1)), ("py24", (2024, 0, 0)), ("program year 2024", (2024, 0, 0))],
)  # fmt: skip
def test_dates(text: str, date: tuple[int | None, int, int]) -> None:
    found = dates(text)[0]
    assert (found.year, found.month, found.day) == date


@pytest.mark.parametrize("text", ["it may 5 days later be sent", "section 5 may be revised", "it may not in march"])
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == ()


def test_times_of_the_day_and_days_of_the_month() -> None:
    assert [time.value for time in clock_times("noon, 9:30 p.m., midnight")] == [12, 21.5, 24]
    assert [day.value for day in ordinal_days("the twenty-fifth (25th) day of the following month")] == [25]
    assert [day.value for day in ordinal_days("the 15th of each month")] == [15]


# --- money -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ("The Provider is paid 58.5 cents a mile.", "The Provider is paid 51 cents a mile.", DOWN),
        ("The County pays one half of the rent.", "The County pays one third of the rent.", DOWN),
        ("Interest is one percent a month.", "Interest is one-half of one percent a month.", DOWN),
        ("A fee of .5 percent is charged.", "A fee of 5 percent is charged.", UP),
        ("The award shall not exceed USD 90,000.", "The award shall not exceed CAD 90,000.", DOWN),
        ("The fee is five percent of Gross receipts.", "The fee is five percent of Net receipts.", DOWN),
        ("The State pays $42 per hour.", "The State pays $42 per visit.", None),
        ("The stipend is $1,450 monthly.", "The stipend is $1,450 weekly.", None),
        ("Staff are paid no less than $15 an hour.", "Staff are paid no less than $17 an hour.", UP),
    ],
)
def test_money_is_critical_and_has_a_direction(old: str, new: str, direction: Direction | None) -> None:
    change = changed(old, new)
    assert (direction_of(change, "MON"), change.priority) == (direction, CRITICAL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tag any item that costs $5,000 or more.", "Tag any item that costs $10,000 or more."),
        ("Orders above ten thousand dollars need quotes.", "Orders above three thousand dollars need quotes."),
        ("An award in excess of $100,000 needs the form.", "An award in excess of $30,000 needs the form."),
        ("The policy shall cover $1,000,000 per occurrence.", "The policy shall cover $2,000,000 per occurrence."),
    ],
)
def test_an_amount_from_which_a_duty_holds_is_not_critical_by_itself(old: str, new: str) -> None:
    change = changed(old, new)
    assert flags_of(change, "MON") and change.priority is SUBSTANTIVE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seventy percent of enrolled men shall finish.", "Eighty percent of enrolled men shall finish."),
        ("One half of the board shall be consumers.", "One third of the board shall be consumers."),
        ("Two-thirds of the members may vote it down.", "Three-quarters of the members may vote it down."),
        ("Serve those below 185 percent of poverty.", "Serve those below 130 percent of poverty."),
    ],
)
def test_a_share_of_people_is_no_money(old: str, new: str) -> None:
    assert "MON" not in codes(changed(old, new))


def test_a_lost_bonus_is_a_right_removed() -> None:
    whole = "6. Bonus. The Provider shall receive a bonus of $2,000 for each graduate."
    sides = [(Side.OLD, [*AROUND, whole]), (Side.NEW, AROUND)]
    (change,) = compare_contracts(*(contract(paragraphs(*texts), side) for side, texts in sides)).changes
    assert (direction_of(change, "MON"), change.priority) == (Direction.RIGHT_REMOVED, CRITICAL)


# --- periods and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ("File it within two weeks.", "File it within ten days.", SHORTER),
        ("File it within ten working days.", "File it within ten calendar days.", SHORTER),
        (
            "The State decides within ten days after receipt.",
            "The State decides within ten days after approval.",
            LONGER,
        ),
        ("Appeal within 20 days of mailing.", "Appeal within 20 days of receipt.", LONGER),
        ("Meet twice a year.", "Meet four times a year.", SHORTER),
        ("Purge the list once a year.", "Purge the list every six months.", SHORTER),
        ("Bids are received by 5:00 p.m. on May 1.", "Bids are received by noon on May 1.", EARLIER),
        ("Post the census by the fifth of each month.", "Post the census by the tenth of each month.", LONGER),
        ("Answer letters promptly.", "Answer letters within two days.", SHORTER),
        ("File it within seven days.", "File it within five business days.", None),
        (
            "It ends in ten days or a month, whichever is later.",
            "It ends in ten days or a month, whichever is first.",
            SHORTER,
        ),
        ("A notice is deemed given when received.", "A notice is deemed given when mailed.", SHORTER),
        ("Object within 5 days after the final list.", "Object within 5 days after the draft list.", EARLIER),
    ],
)
def test_deadlines(old: str, new: str, direction: Direction | None) -> None:
    assert direction_of(changed(old, new), "DAY") is direction


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Run a 24-hour hotline.", "Run a 12-hour hotline."),
        ("Sessions last ninety minutes.", "Sessions last sixty minutes."),
        ("Offer two hours of counseling.", "Offer three hours of counseling."),
        ("Nurses have two years of experience.", "Nurses have four years of experience."),
        ("Call a parent of a child under two years of age.", "Call a parent of a child under five years of age."),
        ("Open from 8:00 a.m. to 6:00 p.m.", "Open from 9:00 a.m. to 5:00 p.m."),
        ("Live within a mile of a stop.", "Live within two miles of a stop."),
        ("The driver earns $90 a day.", "The driver earns $90 a week."),
    ],
)
def test_what_is_no_deadline(old: str, new: str) -> None:
    assert "DAY" not in codes(changed(old, new))


def test_a_rule_for_last_days_that_fall_on_a_holiday_gives_time() -> None:
    whole = "6. Time. If the last day falls on a Sunday or a holiday, the next day will do."
    sides = [(Side.OLD, [*AROUND, whole]), (Side.NEW, AROUND)]
    (change,) = compare_contracts(*(contract(paragraphs(*texts), side) for side, texts in sides)).changes
    assert direction_of(change, "DAY") is SHORTER


def test_months_that_lie_behind_are_no_deadline() -> None:
    whole = "6. Cap. It is no more than what was paid in the twelve months before the claim."
    sides = [(Side.OLD, AROUND), (Side.NEW, [*AROUND, whole])]
    (change,) = compare_contracts(*(contract(paragraphs(*texts), side) for side, texts in sides)).changes
    assert "DAY" not in codes(change)


def test_what_holds_from_the_signature_begins_later() -> None:
    old, new = "Costs from the first day of the Term count.", "Costs from the date of the last signature count."
    assert direction_of(changed(old, new), "DAT") is LATER


# --- words and figures that disagree ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "side"),
    [
        ("File it within thirty (30) days.", "File it within thirty (45) days.", "DAY", "new version"),
        ("File it within thirty (45) days.", "File it within forty-five (45) days.", "DAY", "old version"),
        ("Keep ten percent (10%) of a payment.", "Keep ten percent (15%) of a payment.", "MON", "new version"),
        (
            "The fee is $5,000 (five hundred dollars), once.",
            "The fee is $5,000 (five hundred dollars), twice.",
            "MON",
            "both",
        ),
    ],
)
def test_a_figure_that_is_not_clear_is_told_in_a_changed_sentence(old: str, new: str, code: str, side: str) -> None:
    (flag,) = flags_of(changed(old, new), code)
    assert "disagree" in flag.why and side in flag.why and flag.question.startswith("Which one")
    assert flag.direction is None


def notices(texts: Iterable[str]) -> list[str]:
    old, new = contract(paragraphs(*texts), Side.OLD), contract(paragraphs(*texts, "9. Cats. None."), Side.NEW)
    found = compare_contracts(old, new).notices
    return [notice.message for notice in found if notice.code is NoticeCode.WORDS_AND_FIGURES_DISAGREE]


def test_a_figure_that_is_not_clear_in_an_unchanged_clause_is_a_notice() -> None:
    (message,) = notices([*AROUND, "5. Keys. Return them within thirty (45) days. Keep two (2) keys."])
    assert "“thirty (45) days” in 5" in message


def test_figures_that_agree_and_counted_lists_are_no_notice() -> None:
    assert (
        notices([*AROUND, "5. Keys. Six months (180 days). Keep one (1) key, a year (365 days), 30 (thirty) days."])
        == []
    )
    assert notices([*AROUND, "5. Keys. Do all of these three (1) open, (2) close and (3) lock."]) == []


def test_a_flag_of_the_figure_needs_no_notice() -> None:
    made = compared("File it within thirty (30) days.", "File it within thirty (45) days.")
    assert not [notice for notice in made.notices if notice.code is NoticeCode.WORDS_AND_FIGURES_DISAGREE]

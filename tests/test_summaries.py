"""The one plain line about a change: its words as they read now and as they read before, and nothing else."""

import re
from dataclasses import replace

import pytest
from comparison_builders import DUTY, INSERT, MONEY, Draft
from flag_builders import comparison_of, flagged
from hypothesis import given, settings
from hypothesis import strategies as st

from contractdiff.flags import flag_changes
from contractdiff.flags.clipping import first_words, last_words, main_part
from contractdiff.flags.places import is_measure, plain
from contractdiff.flags.summary import LONGEST
from contractdiff.model import (
    ChangeKind,
    Direction,
    Edit,
    Flag,
    Op,
    Party,
    Priority,
    Role,
    Side,
    most_serious,
)

SENTENCES = [
    # a figure, told with its limit and each number once
    (
        "Vendor shall pay the fee within thirty (30) days after the visit.",
        "Vendor shall pay the fee within ten (10) days after the visit.",
        "Vendor shall pay the fee: within 30 days → within 10 days after the visit.",
    ),
    (
        "The State shall give at least sixty (60) days’ notice.",
        "The State shall give at least fourteen (14) days’ notice.",
        "The State shall give at least 60 days → 14 days’ notice.",
    ),
    (
        "A ride is paid at 58.5 cents per mile.",
        "A ride is paid at 51 cents per mile.",
        "A ride is paid at 58.5 cents → 51 cents per mile.",
    ),
    (
        "Help is limited to six hundred dollars for one household.",
        "Help is limited to four hundred fifty dollars for one household.",
        "Help is limited to six hundred dollars → four hundred fifty dollars for one household.",
    ),
    (
        "Rent is due within sixty (60) days.",
        "Rent is due within sixty (30) days.",
        "Rent is due: within 60 days → within sixty (30) days.",
    ),
    (
        "The term ends on June 30, 2026, unless it is renewed.",
        "The term ends on June 30, 2025, unless it is renewed.",
        "The term ends on June 30, 2026 → June 30, 2025, unless it is renewed.",
    ),
    # a verb or a party
    (
        "The Bureau shall assign a manager to each award.",
        "The Bureau may assign a manager to each award.",
        "The Bureau may (was: shall) assign a manager to each award.",
    ),
    (
        "Either party may end this lease at will.",
        "Landlord may end this lease at will.",
        "Landlord (was: Either party) may end this lease at will.",
    ),
    ("Vendor may use the hall.", "Vendor may not use the hall.", "Vendor may not (was: may) use the hall."),
    ("Fees are not subject to tax.", "Fees are subject to tax.", "Fees are (was: are not) subject to tax."),
    # words put in and left out
    (
        "Vendor shall use its best efforts to fill each bed.",
        "Vendor shall fill each bed.",
        "Vendor shall (deleted: “use its best efforts to”) fill each bed.",
    ),
    (
        "Vendor shall open its books, tools and rooms.",
        "Vendor shall open its books, payroll files, tools and rooms.",
        "Vendor shall open its books, (added: “payroll files”) tools and rooms.",
    ),
    (
        "Follow the manual in force today.",
        "Follow the manual, as it may be revised.",
        "Follow the manual, as it may be revised (was: in force today).",
    ),
    ("Guests, who smoke, sit outside.", "Guests who smoke, sit outside.", None),
    # whole sentences
    (None, "Vendor shall sweep the hall.", "Added duty of Vendor: sweep the hall."),
    ("Vendor may sublet the hall.", None, "Deleted right of Vendor: sublet the hall."),
    (None, "Vendor shall be paid monthly.", "Added: Vendor shall be paid monthly."),
    (None, "Vendor may not sublet the hall.", "Added: Vendor may not sublet the hall."),
    (None, "The hall may flood.", "Added: The hall may flood."),
    (
        "The hall is old. Vendor shall sweep it.",
        "The hall is old. Vendor waives its claims. Vendor shall sweep it.",
        "Added: Vendor waives its claims.",
    ),
]


@pytest.mark.parametrize(("old", "new", "summary"), SENTENCES)
def test_the_summary_is_the_sentence_as_it_reads_now_and_what_it_said(
    old: str | None, new: str | None, summary: str | None
) -> None:
    said = flagged(old, new).summary
    assert said == summary if summary else said.startswith("Punctuation: “Guests, who” → “Guests who”")


@pytest.mark.parametrize(
    ("old", "new", "kind", "summary"),
    [
        ("Vendor is paid $5.", "Vendor is paid $6.", None, "Bills: Vendor is paid $5 → $6."),
        (None, "Vendor is paid $5.", None, "Bills, added: Vendor is paid $5."),
        (None, "Vendor shall bill weekly.", None, "Bills, added duty of Vendor: bill weekly."),
        ("Bills are paid.", "Bills are paid.", ChangeKind.RENUMBERED, "Renumbered from 4.1 to 4.2."),
        ("Bills are paid.", "Bills are paid.", ChangeKind.MOVED, "Moved from 4.1 to 4.2."),
    ],
)
def test_the_heading_says_what_it_is_about(
    old: str | None, new: str | None, kind: ChangeKind | None, summary: str
) -> None:
    assert flagged(old, new, kind, "Bills.").summary == summary


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("110\tRespite\tHour\t$14.25\t32", "110\tRespite\tHour\t$13.60\t32", "Respite: $14.25 → $13.60."),
        ("May 1\t80%\tJune 1", "May 2\t75%\tJune 1", "May 1 → May 2. 80% → 75%."),
        ("$5\t$5\tSum", "$6\t$6\tSum", "Sum: $5 → $6. And 1 more place."),
        (None, "110\tRespite\tHour", "Added: “110 | Respite | Hour”."),
    ],
)
def test_a_table_row_keeps_its_cells_apart(old: str | None, new: str | None, summary: str) -> None:
    compared = comparison_of(old, new)
    sides = {
        side: replace(own, clauses=tuple(replace(clause, role=Role.TABLE_ROW) for clause in own.clauses))
        for side, own in (("old", compared.old), ("new", compared.new))
    }
    assert flag_changes(replace(compared, **sides)).changes[0].summary == summary


def test_of_a_long_sentence_the_changed_words_stay_and_a_condition_goes_first() -> None:
    condition = "If the money that the legislature has set aside for the program turns out not to be enough for it, "
    words = "the State may reduce the amount that is owed for all of the services under this lease {} notice"
    long = condition + words + ", and the hall shall be swept before the keys are handed over to the next tenant."
    said = flagged(long.format("upon thirty (30) days’"), long.format("at any time and without prior")).summary
    assert said.startswith("… the State may reduce the amount")
    assert "at any time and without prior (was: upon 30 days’) notice" in said
    assert said.endswith(" …") and len(said) <= LONGEST


def test_a_sentence_cut_before_it_differs_is_not_told_twice() -> None:
    old = "Note: The purpose of the bid is to let all those who wish to make an offer do so in one and the same form. "
    long = "It may be sent by any of the ways that stand open to them, and has to reach the office before it closes "
    said = flagged(f"{old[:-2]}, and {long.lower()}on Friday.", f"{old[6:-2]}, and {long.lower()}on any day.").summary
    first, _, second = said.partition("→")
    assert first.strip("“”… .") not in second or not second


def test_what_is_noise_stands_in_its_sentence_and_is_not_told_again() -> None:
    said = flagged("The State shall pay $50 a day in FY2024.", "The State shall pay $45 a day in FY2025.").summary
    assert said == "The State shall pay $50 → $45 a day in FY2024 → FY2025."


def test_the_gravest_place_comes_first_and_noise_last() -> None:
    old = "The hall opens in FY2024. Ask for the colour of the rooms. The State shall pay interest of 5% on late bills."
    new = "The hall opens in FY2025. Ask for the size of the rooms. The State shall pay interest of 1% on late bills."
    said = flagged(old, new).summary
    assert said.startswith("The State shall pay interest of 5% → 1% on late bills.")
    assert said.find("size (was: colour)") < (said.find("FY2025") if "FY2025" in said else len(said))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("thirty (30) days", "30 days"),
        ("seven percent (7%) of it", "7% of it"),
        ("sixty (30) days", "sixty (30) days"),
        ("ten days", "ten days"),
        ("the one (1) hall", "the 1 hall"),
        ("no number", "no number"),
    ],
)
def test_a_number_is_told_once_where_words_and_digits_agree(words: str, said: str) -> None:
    assert plain(words) == said


@pytest.mark.parametrize(
    "words", ["$5", "thirty (30) days", "June 30, 2026", "FY24", "a business day", "51 cents", "(ii)"]
)
def test_what_is_a_measure(words: str) -> None:
    assert is_measure(words)


@pytest.mark.parametrize("words", ["promptly", "thirty days after", "one quarter of the award", "", "the State"])
def test_what_is_no_measure(words: str) -> None:
    assert not is_measure(words)


def test_words_are_cut_where_a_phrase_ends() -> None:
    words = "Vendor shall keep the hall clean and dry, and shall open it to the guests of the State"
    assert first_words(words, 50) == "Vendor shall keep the hall clean and dry …"
    assert last_words(words, 30) == "… to the guests of the State"
    assert first_words(words, 200) == last_words(words, 200) == words
    assert first_words("x" * 400, 60) == "x" * 58 + " …"


@pytest.mark.parametrize(
    ("words", "main"),
    [
        ("If the hall is wet, Vendor shall dry it", "Vendor shall dry it"),
        ("In the event of fire, smoke or flood, the State may close the hall", "the State may close the hall"),
        ("Vendor shall dry the hall, and the State may look", ""),
        ("If the hall is wet", ""),
    ],
)
def test_the_main_part_comes_behind_a_condition(words: str, main: str) -> None:
    assert main_part(words) == main


# --- properties ------------------------------------------------------------------------------------------------------

LABELS = set("added deleted was duty right of punctuation only spacing capitals or marks differ and more place".split())
VOCABULARY = """
Provider Department shall may not pay terminate invoice within thirty (30) days 10 $500 July 1, 2024 FY11 Section
4.1(a) records audit insurance and or, the of report. notice; indemnify “Services” means 2 CFR Part 200 promptly seven
percent (7%) If no later than at least (a) (b) except
"""
WORDING = st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=40).map(" ".join)


def words_of(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W_]+", text)}


@given(WORDING, WORDING)
@settings(max_examples=200, deadline=None)
def test_every_word_and_number_of_a_summary_stands_in_the_change(old: str, new: str) -> None:
    said = flagged(old, new).summary
    more = re.search(r" And (\d+) more places?\.$", said)
    own = said[: more.start()] if more else said
    assert words_of(own) <= words_of(old) | words_of(new) | LABELS
    assert said and len(said) <= LONGEST


@given(WORDING, WORDING)
@settings(max_examples=150, deadline=None)
def test_each_side_of_an_arrow_or_bracket_stands_on_its_side(old: str, new: str) -> None:
    said = flagged(old, new).summary
    sides = [" ".join(plain(side).split()) for side in (old, new)]
    for label, side in (
        ("was: ([^()]+)", sides[0]),
        ("deleted: “([^()“”]+)”", sides[0]),
        ("added: “([^()“”]+)”", sides[1]),
    ):
        for found in re.finditer(rf"\({label}\)", said):
            assert words_of(found[1]) <= words_of(side), said


@given(st.text("ab .,;:()“”\t5%", max_size=60), st.text("ab .,;:()“”\t5%", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_line(old: str, new: str) -> None:
    assert 0 < len(flagged(old, new).summary) <= LONGEST


@given(st.text(max_size=300), st.integers(1, 120))
def test_what_is_cut_has_room_and_is_the_text_itself(text: str, room: int) -> None:
    for cut in (first_words(text, room), last_words(text, room)):
        assert len(cut) <= max(room, 2)
        assert cut.strip("… ") in " ".join(text.split())


# --- which matter most -----------------------------------------------------------------------------------------------


def flag(code: str, way: Direction | None = None, on: Party | None = None) -> Flag:
    return replace(MONEY, category=code, direction=way, on=on)


def order_of(*given_flags: tuple[Flag, ...], count: int = 10) -> list[str]:
    draft = Draft()
    for number, flags in enumerate(given_flags):
        draft.change(ChangeKind.MODIFIED, Edit(INSERT, "x"), new=str(number), priority=Priority.CRITICAL, flags=flags)
    return [each.change.id[-1] for each in most_serious(draft.comparison(), count)]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (flag("PAY", Direction.RIGHT_REMOVED, Party.PROVIDER), flag("PAY", Direction.RIGHT_ADDED, Party.PROVIDER)),
        (flag("PAY", Direction.LONGER, Party.AGENCY), flag("PAY", Direction.SHORTER, Party.AGENCY)),
        (flag("TRM", Direction.SHORTER, Party.AGENCY), flag("TRM", Direction.LONGER, Party.AGENCY)),
        (flag("RET", Direction.LONGER, Party.PROVIDER), flag("RET", Direction.SHORTER, Party.PROVIDER)),
        (flag("MON", Direction.DOWN), flag("MON", Direction.UP)),
        (flag("MAT", Direction.UP), flag("MAT", Direction.DOWN)),
        (flag("MOD", Direction.DUTY_ADDED, Party.PROVIDER), flag("MOD", Direction.DUTY_ADDED, Party.AGENCY)),
        (flag("PAY", Direction.STRICTER), flag("PAY")),
        (flag("PAY", Direction.RIGHT_REMOVED, Party.AGENCY), flag("PAY", Direction.LOOSER, Party.AGENCY)),
        (flag("APP", Direction.RIGHT_ADDED, Party.AGENCY), flag("APP")),
        (flag("PAY"), flag("PAY", Direction.LOOSER)),
        (flag("TRM"), flag("DEF")),
    ],
)
def test_what_goes_against_the_provider_comes_first(worse: Flag, better: Flag) -> None:
    assert order_of((better,), (worse,)) == ["2", "1"]


def test_more_reasons_come_first_and_one_kind_does_not_fill_the_list() -> None:
    pay, duty = flag("PAY", Direction.RIGHT_REMOVED, Party.PROVIDER), DUTY
    assert order_of((pay,), (pay, duty)) == ["2", "1"]
    end = flag("TRM", Direction.SHORTER)
    assert order_of((pay,), (pay,), (pay,), (pay,), (end,), (duty,)) == ["1", "5", "2", "3", "6", "4"]


def test_a_division_stands_once_with_the_gravest_of_its_clauses() -> None:
    draft = Draft()
    head = draft.clause(Side.NEW, "ARTICLE IX", "", heading="DATA")
    draft.change(ChangeKind.ADDED, Edit(INSERT, "DATA"), new=(head,))
    under = draft.clause(Side.NEW, "9.1", "x", parent=head)
    draft.change(ChangeKind.ADDED, Edit(INSERT, "x"), new=(under,), flags=(MONEY,))
    below = draft.clause(Side.NEW, "(a)", "x", parent=under)
    draft.change(ChangeKind.ADDED, Edit(INSERT, "x"), new=(below,), flags=(MONEY,), priority=Priority.CRITICAL)
    draft.change(ChangeKind.ADDED, Edit(INSERT, "x"), new="10")
    comparison = draft.comparison()
    first, second = most_serious(comparison, 10)
    assert (first.change.id, first.head.id, first.clauses) == ("C-003", "C-001", 3)
    assert first.division(comparison) == "ARTICLE IX and 2 clauses under it are added."
    assert (second.change.id, second.clauses, second.division(comparison)) == ("C-004", 1, "")


def test_of_one_table_two_rows_come_before_the_rest() -> None:
    draft = Draft()
    table = draft.clause(Side.NEW, "5", "Rates.")
    rows = [draft.clause(Side.NEW, None, f"Rate {n}\t$5", parent=table, role=Role.TABLE_ROW) for n in range(3)]
    for row in rows:
        draft.change(ChangeKind.MODIFIED, Edit(Op.INSERT, "x"), new=(row,), flags=(MONEY,), priority=Priority.CRITICAL)
    draft.change(ChangeKind.MODIFIED, Edit(INSERT, "x"), new="6", priority=Priority.CRITICAL)
    assert [each.change.id for each in most_serious(draft.comparison(), 4)] == ["C-001", "C-002", "C-004", "C-003"]

"""What is called harmless and folded away, and what only looks so."""

import cProfile
import pstats
from dataclasses import replace

import pytest
from builders import comparison, contract, paragraphs

from contractdiff.api import compare_contracts
from contractdiff.flags import flag_changes
from contractdiff.model import Change, Comparison, Priority, Side

CRITICAL, SUBSTANTIVE, ADMINISTRATIVE = Priority.CRITICAL, Priority.SUBSTANTIVE, Priority.ADMINISTRATIVE

AROUND = [
    "1. Term. This Agreement begins on the day on which both parties have signed it.",
    "2. Ledgers. The Provider keeps its ledgers in good order for whoever asks.",
    "3. Meals. Hot meals are served on every weekday at noon in the hall.",
    "4. Vans. Each van is washed by its driver and parked under a roof.",
]


def compared(old: str, new: str) -> Comparison:
    """Two short contracts that differ in the words of their fifth section."""
    sides = [
        contract(paragraphs(*AROUND, f"5. Matters. {text}"), side) for text, side in ((old, Side.OLD), (new, Side.NEW))
    ]
    return compare_contracts(*sides)


def changed(old: str, new: str) -> Change:
    (change,) = compared(old, new).changes
    return change


def codes(change: Change) -> set[str]:
    return {flag.category for flag in change.flags}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The rent is $1,000 a month.", "The rent is $1,000.00 a month."),
        ("The rent is $1000 a month.", "The rent is $1,000 a month."),
        ("Interest of 5% runs.", "Interest of 5.0% runs."),
        ("The hall opens; a guard stands by.", "The hall opens. A guard stands by."),
        ("Tell the clerk (in writing).", "Tell the clerk in writing."),
        ("The Provider Inc. opens the hall.", "The Provider Inc opens the hall."),
        ("Guests recieve a key.", "Guests receive a key."),
        ("A “Guest” has a key", "A “Guest” has a key."),
        ("Keys are kept - all of them.", "Keys are kept: all of them."),
    ],
)
def test_editorial(old: str, new: str) -> None:
    change = changed(old, new)
    assert (codes(change), change.priority) == ({"EDT"}, ADMINISTRATIVE)


@pytest.mark.parametrize(
    ("old", "new", "money"),
    [
        ("The Provider is paid $1.50 for each meal.", "The Provider is paid $150 for each meal.", True),
        ("The Department shall pay $1,000.00 a month.", "The Department shall pay $100,000 a month.", True),
        ("A fee of 1.5% is added to each bill.", "A fee of 15% is added to each bill.", True),
        ("A fee of 1.5 percent is added to each bill.", "A fee of 15 percent is added to each bill.", True),
        ("The rate is adjusted by (5%) each year.", "The rate is adjusted by -5% each year.", True),
        ("The balance of funds is -$500 today.", "The balance of funds is $500 today.", True),
        ("A fee of $100 is due.", "A fee of 100 is due.", True),
        ("A fee of 5% of costs is due.", "A fee of 5 of costs is due.", True),
        ("Each child gets 2.5 cups.", "Each child gets 25 cups.", False),
        ("Each child gets 1,5 cups.", "Each child gets 15 cups.", False),
        ("The bell rings at 12:30 sharp.", "The bell rings at 1230 sharp.", False),
        ("Visit 10-15 homes.", "Visit 10.15 homes.", False),
        ("Each child gets 5. The cook gets 2.", "Each child gets 7. The cook gets 2.", False),
        ("Keep (2) copies of each form.", "Keep (3) copies of each form.", False),
        (
            "The Provider may not; it shall tell the Department.",
            "The Provider may, not it, shall tell the Department.",
            False,
        ),
        ("The hall may be shut; not the yard.", "The hall may be shut not the yard.", False),
        ("It rings in March. In April it rests.", "It rings. In March in April it rests.", False),
        ("A visit to the home (not the yard) counts.", "A visit to the home not the yard counts.", False),
        # a mark that was mended beside other words is no reason to fold them away
        ("All guests have agreed to share keys. Done", "All guests were asked to share rooms Done", False),
    ],
)
def test_what_a_mark_changes_is_not_editorial(old: str, new: str, money: bool) -> None:
    change = changed(old, new)
    assert "EDT" not in codes(change)
    assert change.priority is not ADMINISTRATIVE
    if money:
        assert "MON" in codes(change) and change.priority is CRITICAL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Provider delivers items 10 days after order.", "The Provider delivers items 30 days after order."),
        ("The Provider shall schedule 2 visits each month.", "The Provider shall schedule 3 visits each month."),
        ("The Provider cleans the parts 5 times a year.", "The Provider cleans the parts 2 times a year."),
        ("The Provider articles 10 clerks.", "The Provider articles 5 clerks."),
        ("Services are charged to Medicare Part B first.", "Services are charged to Medicare Part D first."),
        ("Schedule II drugs are locked up.", "Schedule IV drugs are locked up."),
        ("The Provider files Form 990 each year.", "The Provider files Form 1040 each year."),
        ("A Tier 1 home has a nurse.", "A Tier 2 home has a nurse."),
        ("A home of class (a) has a nurse.", "A home of class (b) has a nurse."),
    ],
)
def test_a_quantity_or_a_name_is_no_reference(old: str, new: str) -> None:
    change = changed(old, new)
    assert not codes(change) & {"XRF", "RNM"}
    assert change.priority is not ADMINISTRATIVE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("The steps of Section 2 apply.", "The steps of Section 3 apply.", "points to 3 (Meals) now"),
        ("Section 1 governs over Section 2.", "Section 2 governs over Section 1.", "This reference points to "),
        ("The steps of Section 12 apply.", "The steps of Section 13 apply.", "not in what was compared"),
        ("Sections 5.1 through 5.4 apply.", "Sections 6.1 through 6.4 apply.", "reference"),
        ("The rates of Exhibit B apply.", "The rates of Exhibit C apply.", "not in what was compared"),
        ("Payment follows Section 7.1(a).", "Payment follows Section 7.2(a).", "reference"),
        (
            "Comply with Section 503 and Title VI of the Rights Act.",
            "Comply with Section 504 and Title VI of the Rights Act.",
            "",
        ),
    ],
)
def test_a_reference_to_something_else_is_substantive(old: str, new: str, said: str) -> None:
    change = changed(old, new)
    assert change.priority is SUBSTANTIVE
    assert codes(change) <= {"XRF"} and (codes(change) or not said)
    assert all(said in flag.why for flag in change.flags)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Department shall pay for 2011 beds.", "The Department shall pay for 2012 beds."),
        ("The Department shall pay $2011 a week.", "The Department shall pay $2012 a week."),
        ("The route has 2011 miles.", "The route has 2012 miles."),
    ],
)
def test_a_number_that_looks_like_a_year_did_not_roll_forward(old: str, new: str) -> None:
    change = changed(old, new)
    assert "FYR" not in codes(change)
    assert change.priority is not ADMINISTRATIVE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Staff shall (1) greet, (2) sign, and (3) lock.", "Staff shall (a) greet, (b) sign, and (c) lock."),
        ("Staff shall: 1. greet; 2. sign; 3. lock.", "Staff shall: a. greet; b. sign; c. lock."),
    ],
)
def test_letters_of_a_list(old: str, new: str) -> None:
    change = changed(old, new)
    assert (codes(change), change.priority) == ({"RNM"}, ADMINISTRATIVE)


def test_the_same_clause_called_otherwise_is_harmless() -> None:
    change = changed("The steps of Section 1 apply.", "The steps of Article 1 apply.")
    assert (codes(change), change.priority) == ({"XRF"}, ADMINISTRATIVE)


def test_an_exhibit_called_otherwise_throughout_is_harmless() -> None:
    text = [
        "1. Award. The rates of {} are paid.",
        "2. Term. One year.",
        "3. Rates. The Department may amend {} each year.",
    ]
    sides = [
        contract(paragraphs(*(line.format(name) for line in text)), side)
        for name, side in (("Exhibit B", Side.OLD), ("Exhibit C", Side.NEW))
    ]
    changes = compare_contracts(*sides).changes
    told = {(tuple(sorted(codes(change))), change.priority) for change in changes}
    assert told <= {(("XRF",), ADMINISTRATIVE), (("DEF",), SUBSTANTIVE)}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "If the terms of Section 1 and Section 2 are met, the Department shall act.",
            "If the terms of Section 1 or Section 2 are met, the Department shall act.",
            {"MOD"},
        ),
        ("Sections 1 through 3 survive.", "Sections 1 and 3 survive.", set()),
    ],
)
def test_words_between_references(old: str, new: str, expected: set[str]) -> None:
    change = changed(old, new)
    assert codes(change) == expected
    assert change.priority is not ADMINISTRATIVE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Records are kept for three years after the date of the final payment.",
            "Records are kept for six years after the date of the final payment.",
        ),
        (
            "The Provider shall not move without consent, which shall not be unreasonably withheld.",
            "The Provider shall not move without consent, which the Department may withhold.",
        ),
    ],
)
def test_payment_that_is_only_named_is_not_what_changed(old: str, new: str) -> None:
    assert "PAY" not in codes(changed(old, new))


def test_what_an_executive_earns_is_no_payment() -> None:
    old = paragraphs(*AROUND)
    new = paragraphs(*AROUND, "5. Pay. “Total Compensation” means the cash that an executive earned last year.")
    (change,) = flag_changes(comparison(old, new)).changes
    assert not codes(change) & {"PAY", "MON"}


def test_a_party_called_otherwise_in_one_place_is_told_as_that() -> None:
    change = changed("“Site” means a place that the Contractor runs.", "“Site” means a place that the Vendor runs.")
    (flag,) = [flag for flag in change.flags if flag.category == "DEF"]
    assert flag.why == "A party is called by another name here: “Contractor” is now “Vendor”."
    assert (flag.old, flag.new, change.priority) == ("Contractor", "Vendor", CRITICAL)


def test_a_definition_that_changed_besides_is_told_as_well() -> None:
    change = changed("“Site” means a place that the Contractor runs.", "“Site” means a house that the Vendor runs.")
    whys = [flag.why for flag in change.flags if flag.category == "DEF"]
    assert len(whys) == 2 and any("means something else" in why for why in whys)


def test_many_edits_in_one_clause_take_time_in_proportion() -> None:
    def calls(count: int) -> int:
        def text(day: int) -> str:
            each = "send lot {0} of {1} under Section {1} within 1{1} days and bill ${1}.50 to the Department for it"
            return " and ".join(each.format(number, day) for number in range(count))

        made = compared(text(2), text(3))
        assert len(made.changes) == 1
        bare = replace(made, changes=tuple(replace(change, flags=()) for change in made.changes))
        profile = cProfile.Profile()
        profile.runcall(flag_changes, bare)
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls(200) < 6 * calls(50)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("File it within thirty days.", "File it within thirty (30) days."),
        ("The fee is $1,000 a month.", "The fee is one thousand dollars ($1,000) a month."),
        ("Keep two copies.", "Keep 2 copies."),
        ("The programme has a colour scheme.", "The program has a color scheme."),
        ("Counselling is given at each centre.", "Counseling is given at each center."),
        ("A key opens the maintainance room.", "A key opens the maintenance room."),
        ("Knock, and wait for an anwser.", "Knock, and wait for an answer."),
        ("The tubs are desinfected.", "The tubs are disinfected."),
        ("A continuos watch is kept.", "A continuous watch is kept."),
        ("The goverment owns it.", "The government owns it."),
        ("Lock the the gate.", "Lock the gate."),
    ],
)
def test_the_same_written_otherwise_is_editorial(old: str, new: str) -> None:
    change = changed(old, new)
    assert (codes(change), change.priority) == ({"EDT"}, ADMINISTRATIVE)


def test_a_british_word_is_editorial_though_it_stands_elsewhere() -> None:
    assert codes(changed("Each centre opens. A centre closes.", "Each center opens. A centre closes.")) == {"EDT"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A facility is near.", "A faculty is near."),
        ("They act as united owners.", "They act as untied owners."),
        ("Ask the contact today.", "Ask the contract today."),
        ("Keep thirty files.", "Keep thirteen files."),
        ("File it within seven days.", "File it within five business days."),
    ],
)
def test_other_words_and_numbers_are_not_editorial(old: str, new: str) -> None:
    assert "EDT" not in codes(changed(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Levels for Program Year 2024 (PY24) are set.", "Levels for Program Year 2025 (PY25) are set."),
        ("The plan for PY 2024-25 is posted.", "The plan for PY 2025-26 is posted."),
        ("Counts of the school year ’24-’25 are kept.", "Counts of the school year ’25-’26 are kept."),
    ],
)
def test_years_in_every_form_roll_forward(old: str, new: str) -> None:
    assert codes(changed(old, new)) == {"FYR"}


def test_another_edition_is_not_rolled_forward() -> None:
    assert "FYR" not in codes(changed("The 2024 Building Code applies.", "The 2025 Building Code applies."))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Invoices go to Fiscal Services, Room 410, by mail.", "Invoices go to Fiscal Services, Room 216, by mail."),
        (
            "Notices of termination go to Legal, Third Floor, 88 Court Street.",
            "Notices of termination go to Legal, Suite 210, 14 Elm Street.",
        ),
        ("Claims for indemnity go to a.bee@dhs.gov at once.", "Claims for indemnity go to c.dee@das.gov at once."),
        ("Report a default by calling (217) 555-0100.", "Report a default by calling (312) 555-0199."),
        ("The contact person for payment is Jane Doe.", "The contact person for payment is Robert Roe."),
    ],
)
def test_another_address_is_no_matter_of_its_sentence(old: str, new: str) -> None:
    change = changed(old, new)
    assert (change.flags, change.priority) == ((), SUBSTANTIVE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Notice of default is addressed to the Provider.", "Notice of default is addressed to the Department."),
        ("Invoices are paid in 30 days in Room 4.", "Invoices are paid in 60 days in Room 5."),
    ],
)
def test_what_changes_beside_an_address_is_told(old: str, new: str) -> None:
    assert changed(old, new).priority is CRITICAL

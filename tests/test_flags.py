"""Flags: what each change means, told from the changed words and their sentence."""

from dataclasses import replace

import pytest
from builders import comparison as text_comparison
from flag_builders import comparison_of, flagged
from hypothesis import given, settings
from hypothesis import strategies as st

from contractdiff.diff.edits import diff_wordings
from contractdiff.flags import flag_changes
from contractdiff.flags.authorities import citations
from contractdiff.flags.figures import Kind, dates, figures, number_of
from contractdiff.flags.passages import passages, sentences
from contractdiff.flags.rulebook import rulebook
from contractdiff.flags.summary import LONGEST
from contractdiff.model import (
    Change,
    ChangeKind,
    Direction,
    Edit,
    Op,
    Party,
    Priority,
)

SHORTER, LONGER, EARLIER, LATER = Direction.SHORTER, Direction.LONGER, Direction.EARLIER, Direction.LATER
UP, DOWN, STRICTER, LOOSER = Direction.UP, Direction.DOWN, Direction.STRICTER, Direction.LOOSER
DUTY_ADDED, DUTY_REMOVED = Direction.DUTY_ADDED, Direction.DUTY_REMOVED
RIGHT_ADDED, RIGHT_REMOVED = Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED
PROVIDER, AGENCY, BOTH = Party.PROVIDER, Party.AGENCY, Party.BOTH
CRITICAL, SUBSTANTIVE, ADMINISTRATIVE = Priority.CRITICAL, Priority.SUBSTANTIVE, Priority.ADMINISTRATIVE


# --- what is flagged: (old, new, {category: (direction, on)}); ... stands for "any" -------------------------------

FIGURES = [
    pytest.param(
        "The Department shall pay a unit rate of $62.50 per hour of counseling.",
        "The Department shall pay a unit rate of $58.00 per hour of counseling.",
        {"MON": (DOWN, ...)},
        id="rate lowered",
    ),
    pytest.param(
        "Total compensation shall not exceed one hundred twenty thousand dollars.",
        "Total compensation shall not exceed ninety-five thousand dollars.",
        {"MON": (DOWN, ...)},
        id="amount in words",
    ),
    pytest.param(
        "The agency will hold back ten percent (10%) of each invoice until closeout.",
        "The agency will hold back fifteen percent (15%) of each invoice until closeout.",
        {"MON": (UP, ...)},
        id="percentage twice over",
    ),
    pytest.param(
        "Grantee may shift up to $1,500 between budget lines.",
        "Grantee may shift up to $1.5 thousand between budget lines; a note shall be sent.",
        {"MON": None},
        id="same amount written otherwise",
    ),
    pytest.param(
        "At least sixty percent of the clients served shall live in the county.",
        "At least eighty percent of the clients served shall live in the county.",
        {"MON": None},
        id="a share of people is no money",
    ),
    pytest.param(
        "Contractor shall submit its corrective plan within thirty (30) days after the notice.",
        "Contractor shall submit its corrective plan within ten (10) days after the notice.",
        {"DAY": (SHORTER, PROVIDER)},
        id="words and digits",
    ),
    pytest.param(
        "The Department shall answer each request within five (5) business days.",
        "The Department shall answer each request within twenty-one (21) calendar days.",
        {"DAY": (LONGER, AGENCY)},
        id="agency takes longer",
    ),
    pytest.param(
        "Vendor shall report a fall within 10 business days.",
        "Vendor shall report a fall within 10 calendar days.",
        {"DAY": (SHORTER, PROVIDER)},
        id="business to calendar days",
    ),
    pytest.param(
        "Either party may object by a letter sent within two weeks.",
        "Either party may object by a letter sent within two months.",
        {"DAY": (LONGER, BOTH)},
        id="weeks to months, both parties",
    ),
    pytest.param(
        "Provider shall tell the Department of a change of address within fifteen days.",
        "Provider shall immediately tell the Department of a change of address.",
        {"DAY": (SHORTER, PROVIDER)},
        id="days to immediately",
    ),
    pytest.param(
        "Provider shall promptly return telephone calls.",
        "Provider shall immediately return telephone calls.",
        {"DAY": (SHORTER, PROVIDER)},
        id="promptly to immediately",
    ),
    pytest.param(
        "An appeal may be lodged by Provider within twenty (20) days after receipt of the decision.",
        "An appeal may be lodged by Provider within twenty (20) days after the decision is mailed.",
        {"DAY": (SHORTER, PROVIDER)},
        id="runs from another event",
    ),
    pytest.param(
        "Bills are due within sixty (60) days.",
        "Bills are due within sixty (45) days.",
        {"DAY": (None, ...)},
        id="words and digits disagree",
    ),
    pytest.param(
        "Each aide shall have two years of experience with children.",
        "Each aide shall have three years of experience with children.",
        {"DAY": None},
        id="experience is no deadline",
    ),
    pytest.param(
        "The plan shall be filed by October 31 of each year.",
        "The plan shall be filed by September 15 of each year.",
        {"DAT": (EARLIER, ...), "FYR": None},
        id="date earlier",
    ),
    pytest.param(
        "This Agreement begins on July 1, 2023 and ends on June 30, 2024.",
        "This Agreement begins on July 1, 2023 and ends on December 31, 2024.",
        {"DAT": (LATER, ...), "FYR": None},
        id="the end alone moved",
    ),
    pytest.param(
        "This Agreement begins on July 1, 2023 and ends on June 30, 2024.",
        "This Agreement begins on July 1, 2024 and ends on June 30, 2025.",
        {"FYR": ..., "DAT": None},
        id="both dates rolled forward",
    ),
    pytest.param(
        "The FY 2011 budget and the SFY11 work plan are attached.",
        "The FY 2012 budget and the SFY12 work plan are attached.",
        {"FYR": ..., "DAT": None},
        id="fiscal years rolled forward",
    ),
    pytest.param(
        "The agency may extend the term of this Agreement for one additional year.",
        "The agency may extend the term of this Agreement for three additional years.",
        {"DAT": (LONGER, ...)},
        id="longer renewal",
    ),
]

DUTIES = [
    pytest.param(
        "Grantee may attend the yearly meeting of providers.",
        "Grantee must attend the yearly meeting of providers.",
        {"MOD": (DUTY_ADDED, PROVIDER)},
        CRITICAL,
        id="may to must on the provider",
    ),
    pytest.param(
        "The State shall furnish the forms.",
        "The State may furnish the forms.",
        {"MOD": (DUTY_REMOVED, AGENCY)},
        SUBSTANTIVE,
        id="shall to may on the agency",
    ),
    pytest.param(
        "Contractor may use its own vehicles for outings.",
        "Contractor may not use its own vehicles for outings.",
        {"MOD": (RIGHT_REMOVED, PROVIDER)},
        CRITICAL,
        id="not put in",
    ),
    pytest.param(
        "Goals should be reviewed by the Contractor each spring.",
        "Goals shall be reviewed by the Contractor each spring.",
        {"MOD": (DUTY_ADDED, PROVIDER)},
        CRITICAL,
        id="passive with by",
    ),
    pytest.param(
        "The Department may deny a request for good reason and in its reasonable judgment.",
        "The Department may deny a request for good reason and in its sole discretion.",
        {"MOD": (STRICTER, AGENCY)},
        SUBSTANTIVE,
        id="sole discretion for reasonable judgment",
    ),
    pytest.param(
        "Provider shall take reasonable steps to keep the site open.",
        "Provider shall take steps to keep the site open.",
        {"MOD": (STRICTER, PROVIDER)},
        CRITICAL,
        id="reasonable dropped",
    ),
    pytest.param(
        "Provider is required to post the hours of the clinic.",
        "Provider is not required to post the hours of the clinic.",
        {"MOD": (DUTY_REMOVED, PROVIDER)},
        CRITICAL,
        id="is not required",
    ),
    pytest.param(
        "Provider will keep the lobby clean.",
        "Provider shall keep the lobby clean.",
        {"MOD": (None, PROVIDER)},
        SUBSTANTIVE,
        id="will to shall is told, without a direction",
    ),
]

NOISE = [
    pytest.param(
        "Provider shall indemnify the State; and shall carry insurance of $1,000,000.",
        "Provider shall indemnify the State, and shall carry insurance of $1,000,000.",
        None,
        id="a comma is not editorial",
    ),
    pytest.param(
        "Provider shall recieve payment within 30 days.",
        "Provider shall receive payment within 30 days.",
        {"EDT"},
        id="spelling in a clause on payment",
    ),
    pytest.param(
        "Staff shall (1) greet each guest, (2) sign the log, and (3) lock the gate.",
        "Staff shall (a) greet each guest, (b) sign the log, and (c) lock the gate.",
        {"RNM"},
        id="letters for numbers in a list",
    ),
    pytest.param(
        "The van serves the county on weekdays.",
        "The van serves the country on weekdays.",
        None,
        id="two words spelled alike are no slip",
    ),
]

TOPICS = [
    pytest.param(
        None,
        "The State may withhold payment of any invoice until every report has been accepted.",
        {"PAY": (RIGHT_ADDED, AGENCY)},
        CRITICAL,
        id="withholding",
    ),
    pytest.param(
        None,
        "Grantee shall repay to the Grantor any funds that remain unexpended at the end of the term.",
        {"REC": (DUTY_ADDED, PROVIDER)},
        CRITICAL,
        id="return of unspent funds",
    ),
    pytest.param(
        "Contractor may terminate this Agreement on sixty days' written notice.",
        None,
        {"TRM": (RIGHT_REMOVED, PROVIDER)},
        CRITICAL,
        id="provider's right to terminate deleted",
    ),
    pytest.param(
        "Contractor shall defend its own staff.",
        "Contractor shall indemnify, defend and hold harmless the State and its officers.",
        {"IDM": (..., ...)},
        CRITICAL,
        id="indemnity put in",
    ),
    pytest.param(
        None,
        "The State's obligations are contingent on the availability of funds appropriated by the legislature.",
        {"APP": (..., ...)},
        CRITICAL,
        id="availability of funds",
    ),
    pytest.param(
        None,
        "Vendor shall have a certified public accountant audit its books each year.",
        {"AUD": (DUTY_ADDED, PROVIDER)},
        SUBSTANTIVE,
        id="audit by an accountant",
    ),
    pytest.param(
        "Vendor shall retain its records for three years.",
        "Vendor shall retain its records for six years.",
        {"RET": (STRICTER, PROVIDER), "DAY": (LONGER, PROVIDER)},
        SUBSTANTIVE,
        id="longer retention",
    ),
    pytest.param(
        None,
        "Grantee shall submit a monthly progress report on the form that the Grantor supplies.",
        {"RPT": (DUTY_ADDED, PROVIDER)},
        SUBSTANTIVE,
        id="monthly report",
    ),
    pytest.param(
        None,
        "Provider shall buy professional liability insurance and give the State a certificate.",
        {"INS": (DUTY_ADDED, PROVIDER), "IDM": None},
        SUBSTANTIVE,
        id="liability insurance is insurance",
    ),
    pytest.param(
        "Grantee may enter into subcontracts for any part of the work.",
        "Grantee may enter into subcontracts for any part of the work with the prior written approval of the Grantor.",
        {"SUB": (..., PROVIDER)},
        SUBSTANTIVE,
        id="approval of subcontracts",
    ),
    pytest.param(
        None,
        "Provider shall obtain a criminal history check of each volunteer who is alone with children.",
        {"BGC": (DUTY_ADDED, PROVIDER)},
        SUBSTANTIVE,
        id="checks of volunteers",
    ),
    pytest.param(
        "Provider shall keep client information confidential.",
        "Provider shall keep client information confidential and shall encrypt every file that leaves the office.",
        {"PRV": (STRICTER, PROVIDER)},
        SUBSTANTIVE,
        id="encryption",
    ),
    pytest.param(
        "“Services” means the work listed in Exhibit A.",
        "“Services” means the work listed in Exhibit A and any other work that the State asks for.",
        {"DEF": (..., ...)},
        SUBSTANTIVE,
        id="definition widened",
    ),
    pytest.param(
        "Contractor shall open the center at eight.",
        "Subrecipient shall open the center at eight.",
        {"DEF": (..., PROVIDER)},
        CRITICAL,
        id="a party called otherwise",
    ),
    pytest.param(
        "Costs are governed by OMB Circular A-122.",
        "Costs are governed by 2 CFR Part 200, Subpart E.",
        {"FED": (None, None), "STA": None, "XRF": None},
        SUBSTANTIVE,
        id="one federal rule for another",
    ),
    pytest.param(
        "Grantee shall comply with the Open Meetings Act.",
        "Grantee shall comply with the Open Meetings Act and with Public Act 97-558.",
        {"STA": (STRICTER, PROVIDER), "FED": None},
        SUBSTANTIVE,
        id="state act added",
    ),
]

# The cue stands in words that did not change, or means something else where it stands.
TRAPS = [
    pytest.param(
        "The hall opens at nine. Provider may terminate the lease and shall repay the deposit.",
        "The hall opens at ten. Provider may terminate the lease and shall repay the deposit.",
        {"TRM", "REC", "PAY"},
        id="cue in another sentence",
    ),
    pytest.param(
        "The bus leaves at noon; Provider shall carry insurance of $50,000 on it.",
        "The bus leaves at one; Provider shall carry insurance of $50,000 on it.",
        {"INS", "MON"},
        id="cue in another member of the sentence",
    ),
    pytest.param(
        "Within ten days after termination, keys are left in the red box.",
        "Within ten days after termination, keys are left in the blue box.",
        {"TRM", "DAY"},
        id="after termination",
    ),
    pytest.param(
        "Cots are wiped as appropriate by staff.",
        "Cots are washed as appropriate by staff.",
        {"APP"},
        id="appropriate is no appropriation",
    ),
    pytest.param(
        "Rules of the Older Americans Act, 42 U.S.C. 3001, hang in the blue room.",
        "Rules of the Older Americans Act, 42 U.S.C. 3001, hang in the green room.",
        {"FED", "STA", "XRF"},
        id="citation unchanged",
    ),
]


def codes(change: Change) -> set[str]:
    return {flag.category for flag in change.flags}


def assert_flags(change: Change, expected: dict) -> None:
    for category, wanted in expected.items():
        found = [flag for flag in change.flags if flag.category == category]
        if wanted is None:
            assert not found, f"{category} was not to be flagged: {found}"
            continue
        assert found, f"{category} was not flagged: {sorted(codes(change))}"
        if wanted is not ...:
            direction, on = wanted
            assert direction is ... or found[0].direction is direction, found[0]
            assert on is ... or found[0].on is on, found[0]


@pytest.mark.parametrize(("old", "new", "expected"), FIGURES)
def test_figures_periods_and_dates_are_understood(old, new, expected):
    assert_flags(flagged(old, new), expected)


@pytest.mark.parametrize(("old", "new", "expected", "priority"), [*DUTIES, *TOPICS])
def test_the_matter_its_direction_and_on_whom_it_falls(old, new, expected, priority):
    change = flagged(old, new)
    assert_flags(change, expected)
    assert change.priority is priority, change.flags


@pytest.mark.parametrize(("old", "new", "expected"), NOISE)
def test_noise_is_told_apart(old, new, expected):
    change = flagged(old, new)
    if expected is None:
        assert change.priority is not ADMINISTRATIVE
    else:
        assert codes(change) == expected
        assert not expected or change.priority is ADMINISTRATIVE


@pytest.mark.parametrize(("old", "new", "not_flagged"), TRAPS)
def test_a_cue_in_unchanged_words_sets_off_nothing(old, new, not_flagged):
    change = flagged(old, new)
    assert not codes(change) & not_flagged, change.flags
    assert change.priority is SUBSTANTIVE


# --- the words, the plain sentence and the order ---------------------------------------------------------------------


def test_each_flag_names_its_words_a_reason_and_a_question():
    change = flagged(
        "Provider may withdraw on ten (10) days' notice.", "Provider may not withdraw on thirty (30) days' notice."
    )
    told = {flag.category: (flag.old, flag.new) for flag in change.flags}
    assert told["MOD"] == ("may", "may not")
    assert told["DAY"] == ("ten (10) days", "thirty (30) days")
    assert all(flag.why and flag.question for flag in change.flags)


def test_the_most_serious_flag_stands_first():
    change = flagged(
        "Vendor shall send reports under Section 3.1 within 30 days and is paid $10.00 per hour.",
        "Vendor shall send reports under Section 3.2 within 15 days and is paid $9.00 per hour.",
    )
    order = [flag.category for flag in change.flags]
    assert order[0] == "MON"
    assert order[-1] == "XRF"
    assert change.priority is CRITICAL


def test_a_change_that_no_rule_knows_is_substantive():
    change = flagged("The choir meets in the old hall.", "The choir meets in the new gym.")
    assert change.flags == ()
    assert change.priority is SUBSTANTIVE


@pytest.mark.parametrize("kind", [ChangeKind.RENUMBERED, ChangeKind.MOVED])
def test_same_words_elsewhere_are_administrative_whatever_they_are_about(kind):
    words = "Upon termination Provider shall repay $500 within ten days."
    change = flagged(words, words, kind)
    assert codes(change) == {"RNM"}
    assert change.priority is ADMINISTRATIVE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, "“Staff Person” means an employee of the Provider.", "is defined here for the first time"),
        ("“Staff Person” means an employee of the Provider.", None, "is no longer defined here"),
        ("“Staff” means an employee.", "“Staff” means an employee or volunteer.", "means something else now"),
    ],
)
def test_a_new_definition_is_not_called_another_one(old, new, said):
    (flag,) = [flag for flag in flagged(old, new).flags if flag.category == "DEF"]
    assert said in flag.why


def test_a_party_renamed_throughout_is_critical():
    comparison = comparison_of("x", "x", ChangeKind.RENAMED)
    change = replace(
        comparison.changes[0], old=(), new=(), edits=(Edit(Op.DELETE, "Provider"), Edit(Op.INSERT, "Grantee"))
    )
    done = flag_changes(replace(comparison, changes=(change,))).changes[0]
    assert codes(done) == {"DEF"}
    assert done.priority is CRITICAL
    assert done.summary == "“Provider” is now “Grantee” throughout."


# --- the parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [("ten", 10), ("forty-five", 45), ("one hundred eighty", 180), ("two hundred and five", 205),
     ("twelve thousand five hundred", 12_500), ("one million", 1_000_000)],
)  # fmt: skip
def test_number_words(words, value):
    assert number_of(words) == value


@pytest.mark.parametrize(
    ("text", "kind", "value", "agrees"),
    [("$1,000", Kind.MONEY, 1_000, True), ("$2.5 million", Kind.MONEY, 2_500_000, True),
     ("six hundred dollars", Kind.MONEY, 600, True), ("55 cents", Kind.MONEY, 0.55, True),
     ("seven percent (7%)", Kind.SHARE, 7, True), ("12.5%", Kind.SHARE, 12.5, True),
     ("thirty (30) days", Kind.PERIOD, 30, True), ("sixty (30) days", Kind.PERIOD, 30, False),
     ("five (5) business days", Kind.PERIOD, 7, True), ("two weeks", Kind.PERIOD, 14, True),
     ("48 hours", Kind.PERIOD, 2, True), ("a year", Kind.PERIOD, 365, True), ("1,200", Kind.COUNT, 1_200, True)],
)  # fmt: skip
def test_figures(text, kind, value, agrees):
    figure = figures(text)[0]
    assert (figure.kind, round(figure.value, 6), figure.agrees) == (kind, value, agrees)


@pytest.mark.parametrize(
    ("text", "date"),
    [("july 1, 2011", (2011, 7, 1)), ("march 31", (None, 3, 31)), ("fy12", (2012, 0, 0)), ("6/30/24", (2024, 6, 30)),
     ("2024-06-30", (2024, 6, 30)), ("fiscal year 2013", (2013, 0, 0))],
)  # fmt: skip
def test_dates(text, date):
    found = dates(text)[0]
    assert (found.year, found.month, found.day) == date


@pytest.mark.parametrize(
    ("text", "federal"),
    [("45 CFR Part 96", True), ("2 C.F.R. § 200.334(a)", True), ("31 U.S.C. 1352", True), ("OMB Circular A-133", True),
     ("Public Law 109-282", True), ("the Rehabilitation Act", True), ("Executive Order 13166", True),
     ("30 ILCS 540/1", False), ("89 Ill. Adm. Code 509", False), ("RCW 43.20A.010", False),
     ("Public Act 97-0558", False), ("the Open Meetings Act", False), ("Gov. Code § 11135", False),
     ("Executive Order 2018-02", False)],
)  # fmt: skip
def test_citations(text, federal):
    found = citations(text, text.lower())
    assert [citation.federal for citation in found] == [federal]


@pytest.mark.parametrize("text", ["Section 5.2(a)", "within 30 days", "PART 4.1", "12 months 30 days"])
def test_what_is_no_citation(text):
    assert citations(text, text.lower()) == []


def test_sentences_are_not_broken_by_abbreviations():
    text = "See 5 U.S.C. 552 and Ill. Adm. Code 100. Pay within 10 days; Send it to No. 5 Main St. in Article X. Done."
    assert [text[start:end] for start, end in sentences(text)] == [
        "See 5 U.S.C. 552 and Ill. Adm. Code 100.",
        "Pay within 10 days;",
        "Send it to No. 5 Main St. in Article X.",
        "Done.",
    ]


def test_every_category_can_be_read_by_a_lay_reader():
    for category in rulebook().by_code.values():
        assert category.why.endswith(".") and category.name
        assert category.question.endswith("?") or category.priority is ADMINISTRATIVE


# --- properties ------------------------------------------------------------------------------------------------------

VOCABULARY = """
Provider Department shall may not pay terminate invoice within thirty (30) days 10 $500 July 1, 2024 FY11 Section
4.1(a) records audit insurance and or, the of report. notice; indemnify “Services” means 2 CFR Part 200 promptly
"""
WORDING = st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=30).map(" ".join)


@given(WORDING, WORDING)
@settings(max_examples=200, deadline=None)
def test_the_words_of_a_flag_stand_in_the_wording(old, new):
    change = flagged(old, new)
    for flag in change.flags:
        assert flag.old in old and flag.new in new, flag
        assert flag.old or flag.new
    assert change.summary and len(change.summary) <= LONGEST


@given(WORDING, WORDING)
@settings(max_examples=100, deadline=None)
def test_flagging_is_pure_and_done_twice_says_the_same(old, new):
    comparison = comparison_of(old, new)
    once = flag_changes(comparison)
    assert flag_changes(comparison) == once == flag_changes(once)
    assert comparison == comparison_of(old, new)
    assert [(c.id, c.kind, c.old, c.new, c.edits) for c in once.changes] == [
        (c.id, c.kind, c.old, c.new, c.edits) for c in comparison.changes
    ]


@given(WORDING, st.sampled_from(ChangeKind))
@settings(max_examples=100, deadline=None)
def test_a_change_without_edits_has_no_flag_but_renumbered(words, kind):
    edits = diff_wordings(words, words)
    comparison = comparison_of(words, words)
    change = replace(comparison.changes[0], kind=kind, edits=edits)
    done = flag_changes(replace(comparison, changes=(change,))).changes[0]
    assert codes(done) <= ({"DEF"} if kind is ChangeKind.RENAMED else {"RNM"})


@given(WORDING, WORDING)
@settings(max_examples=150, deadline=None)
def test_every_changed_word_stands_in_exactly_one_passage(old, new):
    edits = diff_wordings(old, new)
    for side, op in (("old", Op.DELETE), ("new", Op.INSERT)):
        changed = "".join("".join(e.text.split()) for e in edits if e.op is op)
        told = "".join(
            "".join(getattr(p, side).text[slice(*getattr(h, side))].split()) for p in passages(edits) for h in p.hunks
        )
        assert told == changed


def test_what_a_clause_is_about_may_stand_in_its_heading_alone() -> None:
    from builders import comparison as compared

    text = "2. Termination Without Cause. The Department shall give the Provider {} days’ notice."
    made = flag_changes(compared(text.format("thirty (30)"), text.format("ten (10)")))
    assert [flag.category for flag in made.changes[0].flags] == ["TRM", "DAY"]
    assert made.changes[0].priority is Priority.CRITICAL


LEAD_INS = """
1. {A} shall:

(a) pay the rent of the shelter;

(b) insure the building.

2. {B} shall:

(a) hire the staff it needs;

(b) keep the rooms clean.
"""


def test_lead_ins_that_changed_places_turn_every_duty_below_them():
    old, new = (
        LEAD_INS.replace("{A}", a).replace("{B}", b) for a, b in (("Agency", "Provider"), ("Provider", "Agency"))
    )
    changes = flag_changes(text_comparison(old, new)).changes
    assert changes and all(change.priority is CRITICAL for change in changes if change.moved)
    assert all("what stands under them" in change.flags[0].why for change in changes if change.moved)


def test_an_item_that_went_under_another_lead_in_is_substantive():
    new = LEAD_INS.replace("(a) pay the rent of the shelter;\n\n", "").replace("(b) insure", "(a) insure")
    new += "\n(c) pay the rent of the shelter.\n"
    old, new = (text.replace("{A}", "The Agency").replace("{B}", "The Provider") for text in (LEAD_INS, new))
    (moved,) = [change for change in flag_changes(text_comparison(old, new)).changes if change.moved]
    assert moved.priority is SUBSTANTIVE and "another heading or lead-in" in moved.flags[0].why


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Employees pay the tax.", "Employers pay the tax."),
        ("It is an interstate carrier.", "It is an intrastate carrier."),
    ],
)
def test_another_word_is_no_slip(old, new):
    assert flagged(old, new).priority is not ADMINISTRATIVE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("acknowledgment", "acknowledgement"),
        ("neighbor", "neighbour"),
        ("organization", "organisation"),
        ("receive", "recieve"),
    ],
)
def test_one_word_spelled_in_two_ways_is_editorial(old, new):
    assert codes(flagged(f"The {old} is kept.", f"The {new} is kept.")) == {"EDT"}

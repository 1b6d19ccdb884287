"""What the parties must, may and answer for: MOD TRM IDM INS SUB DSP AMD CRT DEF in words of many kinds."""

import re

import pytest
from test_flags import flagged

from contractdiff.flags.rulebook import rulebook
from contractdiff.flags.verbs import Force, modals
from contractdiff.model import Direction, Party, Priority

STRICTER, LOOSER = Direction.STRICTER, Direction.LOOSER
DUTY_ADDED, DUTY_REMOVED = Direction.DUTY_ADDED, Direction.DUTY_REMOVED
RIGHT_ADDED, RIGHT_REMOVED = Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED
PROVIDER, AGENCY = Party.PROVIDER, Party.AGENCY


def codes(old: str | None, new: str | None) -> set[str]:
    """The categories of the one change between two wordings."""
    return {flag.category for flag in flagged(old, new).flags}


# --- verbs ----------------------------------------------------------------------------------------------------------

FORCES = {
    "shall": Force.DUTY,
    "is responsible": Force.DUTY,
    "agrees": Force.DUTY,
    "is under a duty": Force.DUTY,
    "shall be entitled": Force.RIGHT,
    "reserves the right": Force.RIGHT,
    "has sole discretion": Force.RIGHT,
    "is free": Force.RIGHT,
    "is encouraged": Force.WISH,
    "shall endeavor": Force.WISH,
    "need not": Force.WISH,
    "shall not be required": Force.WISH,
    "has no obligation": Force.WISH,
    "is excused from": Force.WISH,
    "must never": Force.BAN,
    "may only": Force.BAN,
    "shall refrain from": Force.BAN,
    "is prohibited": Force.BAN,
    "shall have no": Force.BAN,
}


@pytest.mark.parametrize(("verb", "force"), FORCES.items())
def test_a_verb_lays_a_duty_a_right_a_ban_or_nothing_on_its_subject(verb: str, force: Force):
    assert [modal.force for modal in modals(f"the provider {verb} keep the keys")] == [force]


# (old, new, direction, on)
MODALITY = [
    ("The Provider is invited to attend.", "The Provider is required to attend.", DUTY_ADDED, PROVIDER),
    ("The Provider is to report a fall.", "The Provider is urged to report a fall.", DUTY_REMOVED, PROVIDER),
    ("The Provider need not keep a log.", "The Provider shall keep a log.", DUTY_ADDED, PROVIDER),
    ("Meals must be hot.", "Meals should be hot.", DUTY_REMOVED, PROVIDER),
    ("The Department agrees to lend a van.", "The Department may lend a van.", DUTY_REMOVED, AGENCY),
    ("The Department will try to call.", "The Department will call.", DUTY_ADDED, AGENCY),
    ("Staff are free to decline.", "Staff are not free to decline.", RIGHT_REMOVED, PROVIDER),
    ("Nor shall the Provider be required to stay.", "The Provider shall be required to stay.", DUTY_ADDED, PROVIDER),
    ("The Vendor has the option of a van.", "The Vendor has no option of a van.", RIGHT_REMOVED, PROVIDER),
    ("Neither party may use the name.", "Either party may use the name.", RIGHT_ADDED, Party.BOTH),
    ("The Vendor shall use its best efforts to hire.", "The Vendor shall hire.", STRICTER, PROVIDER),
    ("The Vendor shall, where practicable, hire locally.", "The Vendor shall hire locally.", STRICTER, PROVIDER),
    ("The Vendor shall hire.", "The Vendor shall hire if funds allow.", LOOSER, PROVIDER),
    ("Rooms shall meet a reasonable standard.", "Rooms shall meet a standard satisfactory to us.", STRICTER, PROVIDER),
    ("The Vendor shall make reasonable efforts.", "The Vendor shall make best efforts.", STRICTER, PROVIDER),
    ("A desk and a chair shall be kept.", "A desk or a chair shall be kept.", LOOSER, PROVIDER),
    ("The Vendor shall not sell or lend it.", "The Vendor shall not sell and lend it.", LOOSER, PROVIDER),
    ("The Department may enter with notice.", "The Department may enter without notice.", STRICTER, AGENCY),
    ("Vans may be used for trips.", "Vans may be used only for trips.", STRICTER, PROVIDER),
    (
        "The Vendor shall keep supplies, limited to gloves.",
        "The Vendor shall keep supplies, including but not limited to gloves.",
        STRICTER,
        PROVIDER,
    ),
    ("The Bureau sends a list.", "The Bureau may send a list.", DUTY_REMOVED, AGENCY),
    ("The Department shall hold a meeting.", "The Department plans to hold a meeting.", DUTY_REMOVED, AGENCY),
    ("The Vendor should, where it is able to, hire locally.", "The Vendor must hire locally.", DUTY_ADDED, PROVIDER),
    ("The Vendor shall use reasonable efforts.", "The Vendor shall use its utmost efforts.", STRICTER, PROVIDER),
    (
        "The Department may move a bed when it finds a need.",
        "The Department may move a bed when it so permits in its sole discretion.",
        STRICTER,
        AGENCY,
    ),
    (
        "A move needs the consent of the Division, which shall not be unreasonably withheld.",
        "A move needs the consent of the Division, which may be withheld in its sole discretion.",
        None,
        AGENCY,
    ),
]


@pytest.mark.parametrize(("old", "new", "direction", "on"), MODALITY)
def test_a_duty_or_right_is_told_with_its_direction_and_on_whom(old, new, direction, on):
    found = [flag for flag in flagged(old, new).flags if flag.category == "MOD"]
    assert found
    assert {flag.on for flag in found} == {on}
    if direction:
        assert {flag.direction for flag in found} == {direction}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The finding may be reviewed by a court.", "The finding shall be final and conclusive on all."),
        ("Printed material shall be in Spanish.", "Training material shall be in Spanish."),
        ("Send the roster as soon as possible.", "Send the roster as soon as possible on Monday."),
        ("The room is number 4.", "The room is No. 4."),
        ("Rooms for guests with children are upstairs.", "Rooms for guests with or without children are upstairs."),
        ("A site that may be used is listed.", "A site that is used is listed."),
        ("It is liable except for willful misconduct.", "It is liable except for theft."),
        ("By no means may food be kept in bedrooms.", "By no means may food be kept in bedrooms or halls."),
    ],
)
def test_other_words_beside_a_verb_are_no_change_of_duty(old: str, new: str):
    assert "MOD" not in codes(old, new)


def test_what_no_category_knows_is_told_as_a_duty_or_right_that_is_new_or_gone():
    new = flagged(None, "The Provider shall install a doorbell at its own expense.").flags
    assert [(flag.category, flag.direction, flag.on) for flag in new] == [("MOD", DUTY_ADDED, PROVIDER)]
    gone = flagged("The Provider may close on the day of the parade.", None)
    assert {(flag.category, flag.direction) for flag in gone.flags} >= {("MOD", RIGHT_REMOVED)}
    assert gone.priority is Priority.SUBSTANTIVE


# --- what a change is about -----------------------------------------------------------------------------------------

ABOUT = [
    ("TRM", None, "The State may order the Vendor to stop all or any part of the work at any time."),
    ("TRM", "The County may call this Contract off on sixty days' notice.", "The County may call this Contract off."),
    ("TRM", "A shortcoming may be put right within thirty days.", None),
    ("TRM", None, "If the Grantee is adjudged insolvent, the Grant comes to an end."),
    ("TRM", "In winding down, rent and utilities are paid.", "In winding down, rent is paid."),
    ("TRM", "The County may pull out of this Contract in ninety days.", "The County may pull out of this Contract."),
    ("TRM", None, "The Grantor may order the Grantee to discontinue performance until further notice."),
    ("IDM", None, "Harm that comes to a rider is at the sole charge of the Contractor."),
    ("INS", "If the policy is cancelled, tell us in ten days.", "If the policy is cancelled, tell us in two days."),
    ("SUB", "Tell the Division of a new director.", "Obtain the Division's approval of a new director."),
    ("SUB", None, "A change in the membership of a majority of its governing body requires consent."),
    ("DSP", None, "A finding stands unless the Provider takes exception to it in writing."),
    ("AMD", "Revisions to the Desk Guide bind after ninety days.", "Revisions to the Desk Guide bind after ten days."),
    (
        "AMD",
        "Should they differ, this Contract is to be followed.",
        "Should they differ, the Exhibit is to be followed.",
    ),
    ("CRT", "The report is signed, so far as he is aware, as true.", "The report is signed as true."),
    ("DEF", "“Homeless” describes one without a bed.", "“Homeless” describes one without a bed or a lease."),
    ("IDM", None, "The Provider answers for the torts of its volunteers as for those of its employees."),
    ("IDM", "Loss of client property is borne by the careless party.", "Loss of client property is borne by Vendor."),
    ("IDM", "Each party bears the consequences of its own acts.", "Vendor bears the consequences of its own acts."),
    ("INS", None, "Each policy shall be endorsed as primary and shall waive subrogation."),
    ("INS", "A policy covering theft shall be kept in force.", "A policy covering fire shall be kept in force."),
    ("INS", "Claims-made coverage runs for one year.", "Claims-made coverage runs for two years."),
    ("SUB", None, "No part of the services may be farmed out to another organization."),
    ("SUB", "If the Bureau is silent, consent is presumed.", "If the Bureau is silent, consent is presumed refused."),
    ("SUB", None, "A merger or a change in control is treated as a transfer of this Award."),
    ("SUB", "The Vendor shall pick its helpers.", "The Vendor shall pick its helpers with the consent of the State."),
    ("DSP", None, "The Provider waives all claims against the State for delay."),
    ("DSP", "The Vendor may appeal the finding within thirty days.", None),
    ("DSP", "The Bureau has the burden of proof.", "The Provider has the burden of proof."),
    ("DSP", None, "A claim not presented within ninety days is forever barred."),
    ("DSP", "Suits are heard in any county.", "Suits may be filed only in the capital, and no jury shall be called."),
    ("AMD", None, "The Bureau may issue bulletins that add to this Grant, and a bulletin binds when posted."),
    ("AMD", "If they disagree, this Contract shall control.", "If they disagree, the Manual shall control."),
    ("AMD", "No modification shall bind unless both sign.", "No modification shall bind unless the State signs."),
    ("AMD", None, "The Request for Applications is attached and made a part hereof."),
    ("AMD", "The rate sheet is fixed.", "The rate sheet may be revised by the Bureau each quarter."),
    ("CRT", None, "The chair shall swear before a notary that the roster is right."),
    ("CRT", "The Vendor states, to the best of its knowledge, that it is so.", "The Vendor states that it is so."),
    ("CRT", "The director confirms the hours.", "The director confirms the hours under penalties of perjury."),
    ("DEF", "By “Emergency” is meant a threat to life.", "By “Emergency” is meant a threat to life or property."),
    ("DEF", "Encounter: a visit of fifteen minutes.", "Encounter: a visit of thirty minutes."),
    ("DEF", "The word “Client” includes kin.", "The word “Client” does not include kin."),
    ("TRM", "Leases that cannot be cancelled are paid for.", "Leases that cannot be cancelled are not paid for."),
    ("INS", None, "The policy shall bear an endorsement in favor of the State."),
    ("TRM", None, "The State may step in and operate the shelter until it has found somebody else."),
    ("TRM", None, "The Award stands ended when the license of the Vendor lapses."),
    ("SUB", "Subcontractors are bound by Part 2.", "Subcontractors are bound by every Part."),
    ("CRT", None, "The chair shall put his or her hand to a statement that each meal was served."),
    ("AMD", "A directive of the Bureau shall not enlarge the duties of the Vendor.", None),
    ("AMD", None, "The Office may on a day's notice replace the forms and change the measures of Exhibit C."),
    ("STA", None, "The Vendor is bound by Article IX-A of the Ohio Workers Law."),
    ("DEF", "the term Family refers to parents", "the term Family refers to parents and grandparents"),
]


@pytest.mark.parametrize(("code", "old", "new"), ABOUT)
def test_the_matter_is_known_in_other_words(code: str, old: str | None, new: str | None):
    assert code in codes(old, new)


TRAPS = [
    ("TRM", "A guest's kitchen privileges may be suspended for [two -> three] days."),
    ("TRM", "A lease may be terminated for drug use, and a room is found in [ten -> five] days."),
    ("TRM", "The default setting is [70 -> 68] degrees."),
    ("TRM", "Students suspended from school may come for [five -> six] hours."),
    ("IDM", "Workers shall report abuse or neglect to the [State -> county] hotline."),
    ("INS", "Staff help clients apply for health insurance in [two -> three] visits."),
    ("INS", "Bonding between mother and infant is helped by [daily -> weekly] visits."),
    ("SUB", "A case manager is assigned within [three -> five] days."),
    ("SUB", "The Vendor, its agents, and subcontractors shall wear [plain -> photo] badges."),
    ("DSP", "The nurse checks hearing in the [fall -> spring]."),
    ("DSP", "The Medicaid waiver program gives [ten -> eight] hours of respite."),
    ("DSP", "The annual appeal to donors is held in [May -> June]."),
    ("DSP", "Invoices go to [88 Court -> 14 Elm] Street."),
    ("AMD", "Behavior modification plans are read each [month -> quarter]."),
    ("AMD", "A manual wheelchair is kept at the [front -> back] desk."),
    ("AMD", "The total is [$5,000 -> $6,000], inclusive of any amendments."),
    ("CRT", "Notices go by certified mail to [12 Oak -> 40 Elm] Street."),
    ("CRT", "Aides hold a [valid -> current] CPR certification."),
    ("DEF", "Families of limited means pay [nothing -> five dollars]."),
]
TRAPS += [
    ("TRM", "It is liable for [theft -> loss arising from any breach of this Agreement]."),
    ("TRM", "The Vendor may stop services to a client after [two -> three] missed visits."),
    ("IDM", "A driver reports damage to a vehicle within [two -> four] hours."),
    ("IDM", "Staff may release the child only to [two -> three] persons."),
    ("INS", "The Center has a policy for visitors in [nine -> ten] words."),
    ("INS", "A log lists each accident of the [month -> week]."),
    ("INS", "No more than [fifty -> ten] percent in the aggregate may go to rent."),
    ("SUB", "The worker refers the family to another organization within [ten -> five] miles."),
    ("SUB", "A van bought with funds of this award may be sold after [ten -> five] years."),
    ("DSP", "Staff are trained in de-escalation [once -> twice] a year."),
    ("DSP", "Interpreters are [competent -> certified by the Administrative Office of the Courts]."),
    ("AMD", "Guests get [soap -> soap and a handbook on mold]."),
    ("AMD", "The law of this State shall govern, and suits are heard in [the county -> the capital]."),
    ("AMD", "The newsletter's monthly edition goes to [400 -> 600] homes."),
    ("CRT", "Candidates swim [100 -> 200] yards to earn lifeguard certification."),
    ("CRT", "Tutors have a knowledge of [algebra -> algebra and geometry]."),
    ("IDM", "Keep insurance covering errors and negligent acts of [nurses -> nurses and aides]."),
    ("IDM", "Without limiting its duty to indemnify, it shall insure [two -> three] vans."),
    ("IDM", "This Part sets out the rights, liabilities, and responsibilities of [tenants -> tenants and guests]."),
    ("AMD", "The [party that prevails -> State, if it prevails,] has its costs."),
    ("SUB", "This Lease takes effect upon approval by the [mayor -> State]."),
    ("TRM", "A customer may cancel the order in [two -> three] days."),
]
_EITHER = re.compile(r"\[(.*?) -> (.*?)\]")


@pytest.mark.parametrize(("code", "text"), TRAPS)
def test_a_word_that_means_something_else_is_no_cue(code: str, text: str):
    assert code not in codes(_EITHER.sub(r"\1", text), _EITHER.sub(r"\2", text))


def test_every_category_of_powers_says_why_and_what_to_ask():
    for code in ("MOD", "TRM", "IDM", "INS", "SUB", "DSP", "AMD", "CRT", "DEF"):
        category = rulebook().by_code[code]
        assert category.name and category.question.endswith("?") and category.why.endswith(".")
        assert all(ask.question.endswith("?") for ask in category.asks)


def test_the_question_fits_the_sentence():
    asked = {f.category: f.question for f in flagged(None, "Vendor waives trial by jury.").flags}
    assert re.search(r"given up", asked["DSP"])


def test_professional_liability_in_a_heading_is_insurance_and_no_indemnity():
    change = flagged("Keep it for 12 months.", "Keep it for 36 months.", heading="Professional Liability.")
    assert "IDM" not in {flag.category for flag in change.flags}


@pytest.mark.parametrize(
    "text",
    [
        "The Grantee may let another nonprofit run one of the sites.",
        "Provider shall write into each agreement with a person who is not on its payroll the duties of Article 3.",
        "The meals may be cooked by someone else if the Department is told of it.",
    ],
)
def test_work_that_is_done_by_somebody_else_is_a_matter_of_subcontracts(text: str):
    assert "SUB" in codes(None, text)

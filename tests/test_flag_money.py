"""What is said of changes about money: match, costs, payment, recovery, interest, appropriations and audits."""

import pytest
from flag_builders import flagged

from contractdiff.flags.rulebook import default_rules
from contractdiff.model import Priority

MONEY = ("MON", "MAT", "IND", "PAY", "REC", "INT", "APP", "AUD")

# (category, old, new): each in words of its own, none in the words of the category's name where that could be helped
SAID = [
    ("MON", "The County pays $40 per hour of respite.", "The County pays $40 per half day of respite."),
    ("MON", "Rates rise each July with the price index for medical care.", "Rates stay as they are for the term."),
    ("MON", "A provider whose clients keep their jobs for half a year earns a bonus.", None),
    (
        "MAT",
        "The Town puts up a fifth of the cost of the shelter.",
        "The Town puts up a third of the cost of the shelter.",
    ),
    (
        "MAT",
        "Discounts given by a seller count as part of the Grantee's required investment.",
        "Discounts given by a seller do not count as part of the Grantee's required investment.",
    ),
    ("MAT", None, "The Parish pledges cash equal to a tenth of the award and shall show that it was spent."),
    ("MAT", "Awards are to be matched dollar for dollar.", "Awards are to be matched two dollars for one."),
    ("MAT", "Space lent without charge may be counted.", "Space lent without charge may not be counted."),
    ("IND", "Staff meals on outings are a proper charge.", "Staff meals on outings are not a proper charge."),
    ("IND", "Costs common to two programs are split by use.", "Costs common to two programs are split by payroll."),
    ("IND", "Central office expenses are paid in full.", "Central office expenses are paid up to one tenth of wages."),
    ("IND", None, "The Contractor shall not seek reimbursement for gifts, penalties, or dues of clubs."),
    ("IND", "Supervisors who see clients are a direct cost.", "Supervisors are in every case part of overhead."),
    ("PAY", "Bills for services are settled weekly.", "Bills for services are settled monthly."),
    ("PAY", "One half of every invoice is released at once.", "One third of every invoice is released at once."),
    ("PAY", None, "The State may apply any sum owed to the Vendor against the Vendor's debts for taxes."),
    ("PAY", "Interest runs on any sum not paid when due.", "No interest runs on any sum not paid when due."),
    ("PAY", "The State shall pay quarterly in advance.", "The State shall pay quarterly for costs already met."),
    (
        "REC",
        "The Board may reclaim money paid by mistake.",
        "The Board may reclaim money paid by mistake, with interest.",
    ),
    ("REC", None, "Findings made on a sample of files may be applied to the whole of the units billed."),
    ("REC", "What is left may be carried into the next year.", "What is left shall go back to the Treasury."),
    ("REC", "Savings at the fixed price belong to the Provider.", "Savings at the fixed price belong to the State."),
    ("INT", "Grant cash may be pooled with other cash.", "Grant cash may not be pooled with other cash."),
    ("INT", "The deposit earns what the bank allows.", "The deposit earns what the State's pool allows."),
    ("INT", None, "Advances shall be lodged in an account that is used for no other purpose."),
    ("APP", "A cut in the appropriation falls on all alike.", "A cut in the appropriation falls where the State says."),
    ("APP", None, "If the federal grant for this program is cut back, the Department may end this Contract by letter."),
    ("APP", "Money not drawn by June 30 may be drawn in July.", "Money not drawn by June 30 lapses."),
    ("AUD", "An outside accountant looks at the books.", "A certified public accountant looks at the books."),
    ("AUD", "The fee of the auditors is shared.", "The fee of the auditors is borne by the Provider."),
    ("AUD", "The Yellow Book need not be followed.", "The Yellow Book shall be followed."),
    ("MON", "Holidays are billed at one and one-half times the base rate.", "Holidays are billed at the base rate."),
    ("MAT", None, "The Parish shall spend on rides, from local tax revenue, a sum no lower than in the year before."),
    ("MAT", "Money of other awards counts where it may.", "Money of other awards does not count in any case."),
    (
        "IND",
        "Charges to this award for administration are limited to a tenth.",
        "Charges to this award for administration are limited to a twelfth.",
    ),
    ("IND", None, "Dues of clubs and meals of staff shall not be billed to this contract."),
    ("PAY", "The State shall say why it has rejected a bill.", "The State need not say why it has rejected a bill."),
    ("PAY", "Each payment follows the report.", "Each payment follows the approval of the report."),
    ("REC", None, "Sums not spent before the grant closes shall go to the treasury of the County."),
    ("INT", None, "Interest, dividends, and gains on the grant's deposits are the State's."),
    ("REC", None, "A sum that was billed twice is owed back by the Vendor."),
    ("MAT", "The Tribe gives a tenth from its own purse.", "The Tribe gives a fifth from its own purse."),
    ("MAT", "A town of fewer than 900 people is free from the match.", None),
    ("APP", "If the levy brings in less, all awards fall alike.", "If the levy brings in less, any award may fall."),
    ("APP", None, "The duty to pay stands only so far as the legislature has made money available for it."),
]


@pytest.mark.parametrize(("code", "old", "new"), SAID)
def test_a_change_about_money_is_told_under_its_category(code: str, old: str | None, new: str | None) -> None:
    assert code in {flag.category for flag in flagged(old, new).flags}


# The words of money where nothing of the contract's money is meant.
TRAPS = [
    ("Each child shall be matched with a mentor nearby.", "Each child shall be matched with a tutor nearby."),
    (
        "Job coaches match the skills of clients with openings.",
        "Job coaches match the wishes of clients with openings.",
    ),
    ("Outings follow the interests of the child.", "Games follow the interests of the child."),
    ("Staff with an interest in the outcome leave the room.", "Staff with an interest in the outcome leave the table."),
    ("The recovery program meets in the hall.", "The recovery program meets in the library."),
    ("Clients who recover from illness come back to work.", "Clients who recover from illness come back to class."),
    ("Visits need advance notice to the house.", "Visits need advance notice to the nurse."),
    ("Coaches advance the goals of the person.", "Coaches support the goals of the person."),
    ("The rate of attendance hangs on the wall.", "The rate of attendance hangs on the door."),
    ("Classes in balance are held for older adults.", "Lessons in balance are held for older adults."),
    ("A youth who is charged with a crime may stay.", "A youth who is charged with a crime may return."),
    ("The nurse sees to the administration of medication.", "The aide sees to the administration of medication."),
    ("Volunteers keep a bank of hours for respite.", "Volunteers keep a bank of hours for rides."),
    ("The system keeps an audit trail of entries.", "The system keeps an audit trail of changes."),
    ("A lapse of judgment is talked over at supper.", "A lapse of judgment is talked over at lunch."),
    ("Nurses withhold food before surgery.", "Nurses withhold food before tests."),
    ("Surplus food is carried to the shelter.", "Surplus food is carried to the pantry."),
    ("Meal vouchers are handed out at the desk.", "Meal vouchers are handed out at the door."),
    ("Mentors make good use of the gym.", "Mentors make good use of the hall."),
    ("The Provider shall share data with the school.", "The Provider shall share data with the clinic."),
    ("Workshops tell tenants of bank accounts and bills.", "Workshops tell guests of bank accounts and bills."),
    ("A resident's choice of room shall be honored.", "A resident's choice of bed shall be honored."),
    ("Rent prevention payments follow the owner's form.", "Rent prevention payments follow the county's form."),
    ("Clients who receive food payments come on Monday.", "Clients who receive food payments come on Tuesday."),
    ("The Provider accepts each household's voucher.", "The Provider tries to accept each household's voucher."),
    ("Keep leases, receipts, and invoices in the safe.", "Keep leases, receipts, and invoices in the office."),
    ("No part of the award shall be used to urge a vote.", "No part of the award shall be used to urge a protest."),
    ("Staff who are paid from this award may sing.", "Staff who are paid from this award shall not sing."),
    ("The cost of a mediator is shared equally.", "The cost of a mediator and clerk is shared equally."),
    ("Private donations may pay to comment on rules.", "Private donations may not pay to comment on rules."),
    ("Parents get payment cards in an envelope.", "Parents get payment cards in a folder."),
    ("No aide is in arrears on a loan to a guest.", "No aide or cook is in arrears on a loan to a guest."),
    ("The board may act prior to passage of the budget by the board.", "It may act at any time before that."),
    ("Buyers get a slip when payment is made.", "Buyers get a printed slip when payment is made."),
    ("The guest log lists the day on which funds will be available to a buyer.", "It lists the day and the hour."),
    ("Give the AUDIT questionnaire to men.", "Give the AUDIT questionnaire to men and women."),
    ("Harm reduction kits are given out at the van.", "Harm reduction kits are given out at the door."),
]


@pytest.mark.parametrize(("old", "new"), TRAPS)
def test_the_words_of_money_said_of_something_else_are_no_matter_of_money(old: str, new: str) -> None:
    assert not {flag.category for flag in flagged(old, new).flags} & set(MONEY)


def test_records_kept_until_audits_are_done_are_no_matter_of_audits() -> None:
    old = "Records shall be kept for three years or until all audits are resolved, whichever is later."
    assert "AUD" not in {flag.category for flag in flagged(old, old.replace("three", "five")).flags}


def test_interest_on_late_payment_is_a_matter_of_payment_and_not_of_grant_money() -> None:
    old = "The State shall pay interest of one percent a month on an invoice that is overdue."
    told = {flag.category for flag in flagged(old, None).flags}
    assert "PAY" in told
    assert "INT" not in told


@pytest.mark.parametrize("code", MONEY)
def test_money_that_comes_in_or_must_go_back_is_critical_and_bookkeeping_is_not(code: str) -> None:
    expected = Priority.CRITICAL if code in ("MON", "PAY", "REC", "APP") else Priority.SUBSTANTIVE
    assert default_rules().by_code[code].priority is expected


def test_a_changed_rate_is_told_once_with_its_figures() -> None:
    change = flagged("The unit rate is $62.50 per session.", "The unit rate is $58.00 per session.")
    assert [(flag.old, flag.new) for flag in change.flags if flag.category == "MON"] == [("$62.50", "$58.00")]


def test_the_most_that_anybody_may_receive_is_a_cap_and_what_is_moved_within_a_budget_is_not() -> None:
    cap = "No veteran shall receive more than $1,850 in a year."
    moved = "Up to ten percent of one budget line may be moved to another."
    assert flagged(cap, cap.replace("1,850", "1,200")).priority is Priority.CRITICAL
    change = flagged(moved, moved.replace("ten", "five"))
    assert "MON" in {flag.category for flag in change.flags} and change.priority is Priority.SUBSTANTIVE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The exchange rate is US$1.00 = 0.90 euro.", "The exchange rate is US$1.00 = 0.95 euro."),
        ("Nobody holds five percent of any class of shares.", "Nobody holds six percent of any class of shares."),
        ("Keep papers for four years after the final payment was made.", "Keep them for six years after that."),
        (None, "Before the first payment, the Provider shall obtain a vendor number from the State."),
        (None, "Email invoices to: billing@county.example."),
        ("The member may cancel the order for a full refund.", "The member may cancel the order for a half refund."),
    ],
)
def test_figures_and_words_that_do_not_touch_the_provider_s_money_are_not_critical(old: str | None, new: str) -> None:
    assert flagged(old, new).priority is not Priority.CRITICAL


def test_how_much_is_held_back_is_money_whatever_it_waits_for() -> None:
    old = "Retainage of five percent is held until the final report is accepted."
    assert "MON" in {flag.category for flag in flagged(old, old.replace("five", "ten")).flags}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("A provider that opens late owes the State $750 a week.", "duty_added"),
        ("The State shall pay $750 more for each week.", "right_added"),
        ("Each house receives $750 in winter.", None),
    ],
)
def test_who_has_to_pay_a_new_amount_says_which_way_it_goes(text: str, direction: str | None) -> None:
    (flag,) = [flag for flag in flagged(None, text).flags if flag.category == "MON"]
    assert (flag.direction.value if flag.direction else None) == direction


@pytest.mark.parametrize(
    ("old", "new", "code", "asked"),
    [
        (
            "Donated space counts toward the match.",
            "Donated space does not count toward the match.",
            "MAT",
            "gifts of time, space and goods",
        ),
        (None, "Errors found in a random sample may be extrapolated to all claims.", "REC", "How is the sample drawn"),
        (None, "The State may withhold payment until the report is accepted.", "PAY", "may money be held back"),
        (None, "The audit shall be paid for by the Provider.", "AUD", "Is the audit an allowable cost"),
    ],
)
def test_the_question_fits_what_the_sentence_is_about(old: str | None, new: str, code: str, asked: str) -> None:
    (question,) = {flag.question for flag in flagged(old, new).flags if flag.category == code}
    assert asked in question


@pytest.mark.parametrize(
    "text",
    [
        "The State may collect the difference from the next payments until the whole has been made good.",
        "Whatever is left of the advance when the camp closes shall be sent back to the Department.",
        "The Department shall make no demand for the return of a payment after two years.",
    ],
)
def test_money_that_goes_back_is_a_matter_of_recovery_whatever_it_is_called(text: str) -> None:
    assert "REC" in {flag.category for flag in flagged(None, text).flags}

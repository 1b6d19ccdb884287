"""Clauses of made contracts: sentences put together from what contracts say, no two alike."""

import random

WHO = (
    "the Provider|the Department|each Provider|the Provider's board|either party|the fiscal agent|the Program Director"
    "|the Department's auditor|each subcontractor|the lead agency|the evaluator|the Provider's executive director"
).split("|")
VERBS = (
    "submit|keep|review|furnish|replace|report|approve|return|pay|publish|verify|retain|correct|certify|deliver"
    "|prepare|update|secure|reconcile|disclose|inspect|transfer|request|document"
).split("|")
WHAT = (
    "monthly invoices|service records|the annual budget|case files|quarterly performance reports|insurance certificates"
    "|staff training records|unspent advance funds|the emergency plan|client grievance logs|payroll ledgers"
    "|the equipment inventory|incident reports|background checks|the cost allocation plan|eligibility determinations"
    "|transportation vouchers|audit work papers|licensing documents|the outreach plan|closeout statements"
    "|meal counts|medication logs|attendance sheets|rate schedules|the quality improvement plan|volunteer rosters"
).split("|")
HOW = (
    "in the form that the Department prescribes|by registered mail|through the reporting portal|without charge"
    "|together with supporting receipts|in a locked cabinet|under separate cover|by electronic transfer"
    "|in English and in Spanish|on the letterhead of the agency|with the original signatures|in a secure format"
).split("|")
WHEN = (
    "within {n} days after the end of each month|no later than {n} days before the term ends|at least {m} times a year"
    "|for {m} years after final payment|within {n} business days of a written request|on the first day of each quarter"
    "|before any advance exceeds ${k}|whenever the cost is more than ${k}|not later than {n} hours after the event"
    "|until {m} audits have been completed|for each of the {n} service sites|when fewer than {n} clients are enrolled"
).split("|")
BUT = (
    "unless the Department agrees otherwise in writing|except in an emergency|if funds have been appropriated"
    "|subject to the limits of Exhibit B|and shall notify the other party of any delay|provided no client is harmed"
    "|to the extent that federal law allows|but not for services that a third party has paid"
    "|and may charge no fee for doing so|even after this agreement has ended|as far as the approved budget allows"
).split("|")
HEADINGS = (
    "Invoices|Records|Audit|Budget|Personnel|Insurance|Reporting|Termination|Equipment|Eligibility|Travel|Privacy"
    "|Subcontracts|Training|Grievances|Closeout|Advances|Inspection|Notices|Disputes|Staffing|Safety|Outreach|Data"
    "|Licensure|Transportation|Nutrition|Evaluation|Monitoring|Corrective Action|Indirect Costs|Match|Amendments"
).split("|")
MODALS = ("shall", "may", "must", "will", "shall not")
PHRASES = (
    "subject to prior written approval|without limitation|to the extent permitted by applicable law|at its sole expense"
    "|within a commercially reasonable time|in the form and manner prescribed|except where expressly waived in writing"
    "|and each of its subcontractors|upon demand|in the Department's sole discretion|and any affiliate"
    "|as amended from time to time|regardless of fault|free of any lien|during normal business hours"
    "|on a fee-for-service basis only|with no carryover of funds|after consultation with the Inspector General"
).split("|")


def sentence(rng: random.Random) -> str:
    who, verb, what = rng.choice(WHO), rng.choice(VERBS), rng.choice(WHAT)
    parts = [f"{who[0].upper()}{who[1:]} {rng.choice(MODALS)} {verb}"]
    if rng.random() < 0.35:
        other = rng.choice([each for each in VERBS if each != verb])
        parts[0] += f" and {other}"
    parts[0] += f" {what}"
    if rng.random() < 0.3:
        parts[0] += f" and {rng.choice([each for each in WHAT if each != what])}"
    if rng.random() < 0.6:
        parts.append(rng.choice(HOW))
    if rng.random() < 0.75:
        parts.append(_filled(rng.choice(WHEN), rng))
    text = " ".join(parts)
    return f"{text}, {rng.choice(BUT)}." if rng.random() < 0.5 else f"{text}."


def _filled(text: str, rng: random.Random) -> str:
    figures = {"n": rng.choice((5, 7, 10, 14, 15, 20, 21, 30, 45, 60, 90)), "m": rng.choice((2, 3, 4, 5, 6, 7))}
    return text.format(**figures, k=f"{rng.randint(1, 99)},{rng.choice(('000', '500', '250'))}")


def clause(rng: random.Random) -> str:
    """A clause with a heading, of one to four sentences."""
    sentences = [sentence(rng) for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))]
    return f"{rng.choice(HEADINGS)}. {' '.join(sentences)}"


def clauses(rng: random.Random, count: int) -> list[str]:
    """So many clauses, no two alike."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[clause(rng)] = None
    return list(found)


def heading(rng: random.Random) -> str:
    return f"{rng.choice(HEADINGS)} and {rng.choice(HEADINGS)}".upper()

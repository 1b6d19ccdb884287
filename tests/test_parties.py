"""Whom a sentence falls on, and what a contract calls its parties."""

import pytest
from builders import contract, paragraphs

from contractdiff.flags.named_parties import defined_parties
from contractdiff.flags.parties import subject
from contractdiff.flags.passages import passages
from contractdiff.model import Edit, Op, Party
from contractdiff.structure import with_definitions

PROVIDER, AGENCY, BOTH = Party.PROVIDER, Party.AGENCY, Party.BOTH


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Provider shall keep *records*.", PROVIDER),
        ("The Department may, on ten days' notice to Provider, end the *term*.", AGENCY),
        ("At the request of the Department, Provider shall open the *books*.", PROVIDER),
        ("If Provider fails to report, the Department may withhold the *payment*.", AGENCY),
        ("Neither party shall be liable for *delay*.", BOTH),
        ("Records shall be kept for *five* years.", PROVIDER),
        ("Records shall be kept by the Bureau for *five* years.", AGENCY),
        ("Audits shall follow the standards issued by the *Comptroller*.", PROVIDER),
        ("Clearances are required of all *employees*.", PROVIDER),
        ("Payments shall be made within *thirty* days.", AGENCY),
        ("A request on which the Department has not acted shall be deemed *denied*.", PROVIDER),
        ("Should Provider fail to act, and should such failure last *ten* days, the State may act.", PROVIDER),
        ("The cost to Provider of copies shall be *ten* cents.", PROVIDER),
        ("You must send us the *form*.", PROVIDER),
        ("The Department shall refer and the Agency shall serve *ten* clients.", PROVIDER),
        ("The County's auditor and the Grantee agree that the Grantee will *bear* it.", PROVIDER),
        ("The Authority, the Inspector General, and the agents of either may copy the *books*.", AGENCY),
    ],
)
def test_on_whom_the_words_between_the_stars_fall(words, party):
    before, changed, after = words.split("*")
    passage = passages((Edit(Op.EQUAL, before), Edit(Op.INSERT, changed), Edit(Op.EQUAL, after)))[0]
    assert subject(passage.new, passage.hunks[0].new[0]) is party


DEEDS = "3. Sunrise shall serve meals. Sunrise may subcontract. IDA shall pay Sunrise. IDA may end this Agreement."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "1. An agreement between the State Department of Aging (“IDA”) and Sunrise Homes, Inc. (“Sunrise”).",
            {"IDA": AGENCY, "Sunrise": PROVIDER},
        ),
        (
            "1. An agreement by and between the County of Elm (“IDA”) and the Board of Trustees of Elms (“Sunrise”).",
            {"IDA": AGENCY, "Sunrise": PROVIDER},
        ),
        ("1. “Sunrise” means an organization that runs a shelter.", {"Sunrise": PROVIDER}),
        ("1. “Sunrise” means the plan that the Department of Aging approved.", {}),
        ("1. The approved budget of the nonprofit organization (the “Budget”) is attached.", {}),
        (
            "1. The parties are the State (“Grantor”) and Hope House (“Grantee”).",
            {"Grantor": AGENCY, "Grantee": PROVIDER},
        ),
    ],
)
def test_what_a_contract_calls_its_parties(text, named):
    assert dict(defined_parties(with_definitions(contract(paragraphs(text, DEEDS))))) == named


def test_an_agency_by_definition_may_be_the_provider():
    text = "1. Hope House, a not-for-profit corporation (“Agency”), agrees. Agency shall serve. Agency shall report."
    assert dict(defined_parties(with_definitions(contract(paragraphs(text))))) == {"Agency": PROVIDER}

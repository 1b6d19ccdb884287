"""Which way a change goes, seen from the provider: one pair of sentences for each kind of evidence and each way."""

import pytest
from flag_builders import flag_of, flagged

from contractdiff.diff.edits import diff_wordings
from contractdiff.flags.amounts import money_findings
from contractdiff.flags.modality import modal_findings
from contractdiff.flags.passages import passages
from contractdiff.flags.periods import period_findings
from contractdiff.flags.rulebook import default_rules
from contractdiff.flags.tendency import tendency_of
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.wording import which_way
from contractdiff.model import Direction, Edit, Op

STRICTER, LOOSER = Direction.STRICTER, Direction.LOOSER


def direction(old: str | None, new: str | None) -> Direction | None:
    if old is None or new is None:
        edits = (Edit(Op.INSERT if old is None else Op.DELETE, old or new or ""),)
    else:
        edits = diff_wordings(old, new)
    (passage,) = passages(edits)
    return tendency_of(
        passage, [*money_findings(passage), *period_findings(passage), *modal_findings(passage)]
    ).direction


# (the sentence before, the sentence after); read the other way round, each goes the other way
AGAINST = [
    ("Title to the van vests in Provider.", "Title to the van vests in the Department."),
    ("The Department shall furnish the forms.", "Provider shall furnish the forms."),
    ("Either party may end the lease.", "The Department may end the lease."),
    ("Donated rooms may be counted.", "Donated rooms may not be counted."),
    ("Silence shall not constitute consent.", "Silence shall constitute consent."),
    ("Provider may keep a log.", "Provider shall keep a log."),
    ("The Department shall repair the roof.", "The Department may repair the roof."),
    ("Logs are due each quarter.", "Logs are due each month."),
    ("Provider shall keep logs for three years.", "Provider shall keep logs for six years."),
    ("Provider shall answer within ten days.", "Provider shall answer within five days."),
    ("The Department shall pay within thirty days.", "The Department shall pay within sixty days."),
    ("The Department may recover sums within two years.", "The Department may recover sums within six years."),
    ("The Department shall give at least ten days' notice.", "The Department shall give at least two days' notice."),
    ("Provider shall serve at least ten clients.", "Provider shall serve at least twelve clients."),
    ("Provider may charge up to ten percent.", "Provider may charge up to eight percent."),
    ("Provider's liability shall not exceed $5,000.", "Provider's liability shall not exceed $9,000."),
    (
        "A grantee that spends $750,000 or more shall have an audit.",
        "A grantee that spends $500,000 or more shall have an audit.",
    ),
    ("Grantees that receive less than $9,000 are exempt.", "Grantees that receive less than $5,000 are exempt."),
    ("The Department shall withhold five percent.", "The Department shall withhold ten percent."),
    (
        "Provider shall pay for damage if caused by its negligence.",
        "Provider shall pay for damage.",
    ),
    ("Provider may hire a carrier.", "Provider may hire a carrier with the approval of the Department."),
    ("The Department shall refund fees.", "The Department shall refund fees, provided that funds are appropriated."),
    ("A request not answered is granted.", "A request not answered is denied."),
    ("Provider certifies to the best of its knowledge that it is so.", "Provider certifies under oath that it is so."),
    ("The Department may copy the books.", "The Department may copy the books and the payroll."),
    ("Provider shall not hire a felon.", "Provider shall not hire a felon or a debtor."),
    ("Each resident is entitled to one visit a week.", "Each resident is entitled to one visit a week and a bath."),
]


@pytest.mark.parametrize(("old", "new"), AGAINST)
def test_what_goes_against_the_provider_is_stricter(old, new):
    assert direction(old, new) is STRICTER


@pytest.mark.parametrize(("new", "old"), AGAINST)
def test_the_reverse_is_looser(old, new):
    assert direction(old, new) is LOOSER


@pytest.mark.parametrize(
    ("sentence", "added", "deleted"),
    [
        ("Provider shall post the sign.", Direction.DUTY_ADDED, Direction.DUTY_REMOVED),
        ("Provider may keep the surplus.", Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED),
        ("The Department shall pay interest.", Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED),
        ("Provider shall not use the van.", STRICTER, LOOSER),
        ("Nothing in this Article limits Provider's speech.", Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED),
        ("Nothing herein waives the sovereign immunity of the State.", STRICTER, LOOSER),
        ("The State shall have no obligation to pay.", STRICTER, LOOSER),
        ("Provider hereby waives trial by jury.", STRICTER, LOOSER),
    ],
)
def test_sentences_wholly_new_or_gone(sentence, added, deleted):
    assert (direction(None, sentence), direction(sentence, None)) == (added, deleted)


def test_where_nothing_is_to_go_by_the_direction_is_doubtful():
    (passage,) = passages(diff_wordings("Provider shall wax the floor.", "Provider shall polish the floor."))
    told = tendency_of(passage, [])
    assert (told.direction, told.doubtful) == (STRICTER, True)


def test_what_a_doubtful_direction_says_is_what_the_category_says_of_either():
    flag = flag_of(flagged("Provider shall file yellow reports.", "Provider shall file green reports."), "RPT")
    assert flag.doubtful and flag.why == default_rules().by_code["RPT"].why
    assert which_way(flag, ENGLISH) == "Perhaps stricter than before; falls on the provider."

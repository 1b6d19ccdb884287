"""Finding cues by their first letters: whatever a cue's pattern finds, the finder finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractdiff.flags.cues import CueFinder, Cues, openings
from contractdiff.flags.rulebook import default_rules, read_rules


@pytest.mark.parametrize(
    ("cue", "letters"),
    [
        ("liable", {"liable"}),
        (r"terminat\w*", {"termin"}),
        ("a-133", {"a-133"}),
        (r"(?:general|auto) liabilit\w+", {"genera", "auto l"}),
        ("(?:pre)?paid", {"prepai", "paid"}),
        ("i?rate", {"irate", "rate"}),
        (r"\w+ fees", {""}),
        ("[ab]c", {""}),
        ("(?<=the )center", {"center"}),
        ("(?!no )fees?", {"fees", "fee"}),
        ("to cure|uncured", {"to cur", "uncure"}),
        (r"a{2}b", {""}),
        (r"\$5", {"$5"}),
        ("x+y", {"x"}),
        ("ab", {"ab"}),
        ("(?:a|b(?:c|d))e", {"ae", "bce", "bde"}),
        (r"pay(?:s|ing)?(?: \w+)? rent", {"pays ", "pays r", "paying", "pay ", "pay re"}),
    ],
)
def test_the_letters_with_which_a_cue_may_begin(cue, letters):
    assert openings(cue) == letters


def every_cue():
    rules = read_rules(["illinois"])
    for category in rules.by_code.values():
        yield from ((category.code, cues) for cues in (category.about, category.changed, category.beside))


def test_few_cues_have_to_be_tried_at_every_word():
    everywhere = [cue for _, cues in every_cue() for cue in cues if "" in openings(cue)]
    assert len(everywhere) < 60, everywhere


WORDS = """
provider shall may not pay invoices terminate for cause general liability insurance audit records retention report
indemnify hold harmless subcontract prior written approval lobbying discrimination on the basis of equipment title
vests in appeal venue amendment manual certify under penalty of perjury eligible unit of service caseload interest
bearing account match in-kind indirect cost rate recover funds unspent balance appropriation reduce the award within
thirty days (30) $5,000 an a-133 single audit, hipaa; privacy: breach of security? copyright “logo” background check
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_the_finder_finds_what_the_patterns_find(text):
    rules = default_rules()
    places = {(*key, span[0]) for key, span in rules.cues.find(text)}
    for category in rules.by_code.values():
        for only_changed, cues in ((False, category.about), (True, category.changed)):
            for match in cues.pattern.finditer(text):
                # of two cues that begin at one place either may be told
                assert (category.code, only_changed, match.start()) in places, match


def test_no_cue_finds_nothing():
    assert not Cues(()) and Cues(()).pattern.search("anything") is None
    assert list(CueFinder([("MON", Cues(["fee"]))]).find("no fees but a fee")) == [("MON", (14, 17))]

"""Which position a text takes, and which texts are left to a person."""

import pytest

from contractdiff.forms.issued import POSITION
from contractdiff.forms.language import ENGLISH, read_language
from contractdiff.forms.positions import read_choice
from contractdiff.forms.reading import _vocabulary, _words_of

VOCABULARIES = [_vocabulary(_words_of(each)["choices"][POSITION]) for each in (ENGLISH, read_language("es"))]
CONSENT = [_vocabulary(_words_of(each)["choices"]["Consent"]) for each in (ENGLISH, read_language("es"))]

TAKEN = {
    "Oppose": "oppose",
    "oppose!!": "oppose",
    "  OPPOSE. ": "oppose",
    "Strongly oppose": "oppose",
    "N/A": "not_applicable",
    "we are concerned": "concern",
    "No impact": "no_impact",
    "En contra": "oppose",
    "a favor": "support",
    "Oppose – we cannot pay this": "oppose",
    "Oppose. No staff for it.": "oppose",
    "Oppose\nWe run 14 sites.": "oppose",
    "Concern: the notice is too short for our leases": "concern",
}
LEFT_OPEN = (
    "agree",
    "disagree",
    "ok",
    "yes",
    "x",
    "none",
    "do not support",
    "not a concern",
    "Support?",
    "Support / Oppose",
    "Support, Oppose, Concern, No impact, Not applicable, Question",
    "Support, but only if the notice period is restored",
    "Support: only if amended",
    "Support, provided that subsection b is deleted",
    "Support\nNo wait, we oppose this change after all",
    "Support - the former wording, and we oppose the new one",
    "Oppose (no, sorry, I meant to choose support here)",
    "Concern: none at all for our agency",
    "supportive housing is what we do",
    "This would cost us $40,000.",
    "",
)


@pytest.mark.parametrize(("text", "code"), TAKEN.items())
def test_a_position_however_it_is_written(text: str, code: str) -> None:
    assert read_choice(text, VOCABULARIES).code == code


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_may_mean_two_things_is_left_to_a_person(text: str) -> None:
    made = read_choice(text, VOCABULARIES)
    assert (made.code, made.rest) == ("", text)


def test_no_word_beside_a_position_is_lost() -> None:
    for text in TAKEN:
        made = read_choice(text, VOCABULARIES)
        said = "".join(f"{made.said}{made.rest}".split())
        assert all(word.strip(".!:–") in said for word in text.split())


@pytest.mark.parametrize("text", ["Name us: never, please keep all of this inside", "Name us - no wait, do not"])
def test_consent_that_is_taken_back_is_none(text: str) -> None:
    made = read_choice(text, CONSENT)
    assert not made.code or made.rest, "a person reads what stands beside a choice"

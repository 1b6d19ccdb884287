"""The merged response document: the table that members got, and beside each change all that they answered."""

from dataclasses import replace

import pytest
from comparison_builders import renamed_and_set_beside, varied
from feedback_builders import ASSOCIATIONS, busy, feedback, member, position, respondent, said
from feedback_strategies import COMPARISON, feedbacks
from hypothesis import given, settings
from office_texts import links_of, parts_of, words_of_document
from test_tally import lines_of, written

from contractdiff.forms.merged import merged_document
from contractdiff.forms.response import response_document
from contractdiff.model import PACKET_PROPERTY, Feedback
from contractdiff.options import ResponseOptions

OPTIONS = ResponseOptions(agency="The Department", coalition="Provider Coalition")
FIRST = COMPARISON.changes[0].id


def text_of(made: Feedback) -> str:
    return words_of_document(merged_document(made, OPTIONS))


@given(feedbacks())
@settings(max_examples=25, deadline=None)
def test_every_word_is_there(made: Feedback) -> None:
    text = text_of(made)
    assert all(line in text for each in written(made) for line in lines_of(each.entry.text))


def test_it_says_that_it_is_internal_and_for_whom() -> None:
    text = text_of(busy(COMPARISON))
    assert text.startswith("Internal: names and words of members. Not for the agency.")
    assert "For the lead of Provider Coalition" in text
    assert "The Department’s changes" in text


def test_every_change_stands_there_as_members_got_it() -> None:
    made = busy(COMPARISON)
    text, asked = text_of(made), words_of_document(response_document(COMPARISON, OPTIONS))
    lines = set(text.split("\n"))
    for change in COMPARISON.changes:
        assert change.id in lines
        if change.summary:
            assert change.summary in text and change.summary in asked
        for flag in change.flags[:1]:
            assert lines_of(flag.why)[0] in text


def test_counts_stand_beside_the_change_and_the_others_are_named_apart() -> None:
    roster = (member(1), member(2))
    made = feedback(
        COMPARISON,
        [
            respondent(roster[0], {FIRST: [position("oppose")]}),
            respondent(roster[1], {FIRST: [position("support")]}),
            respondent(ASSOCIATIONS[0], {FIRST: [position("support")]}, is_association=True),
            respondent("Some house", {"G-01": [said("Good luck")]}),
        ],
        members=roster,
    )
    text = text_of(made)
    assert "2 responding of 2 members: 1 Support, 1 Oppose" in text
    assert f"{ASSOCIATIONS[0]} (association) Support" in text
    assert "Some house (not on the roster) Words only:\nGood luck" in text
    assert text.count("Reason needed") == 1


@pytest.mark.parametrize("made", [
    feedback(COMPARISON),
    feedback(replace(COMPARISON, changes=()), coalition="", agency="", return_by=""),
    feedback(COMPARISON, [respondent("Some house", {FIRST: [said("x")], "Organization": [said("y")]})]),
    busy(renamed_and_set_beside()),
], ids=["empty", "no changes", "no roster", "renames"])  # fmt: skip
def test_what_is_missing_is_left_out(made: Feedback) -> None:
    assert words_of_document(merged_document(made, ResponseOptions()))


def test_the_same_feedback_gives_the_same_bytes() -> None:
    assert merged_document(busy(varied()), OPTIONS) == merged_document(busy(varied()), OPTIONS)


def test_nobody_can_fill_it_in_or_take_it_for_a_form() -> None:
    parts = parts_of(merged_document(busy(COMPARISON), OPTIONS))
    assert b"<w:sdt>" not in parts["word/document.xml"]
    assert PACKET_PROPERTY.encode() not in parts["docProps/custom.xml"]


def test_links_lead_somewhere() -> None:
    links, names = links_of(merged_document(busy(varied()), OPTIONS))
    assert links and links <= names

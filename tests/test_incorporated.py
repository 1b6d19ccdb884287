"""Documents that a contract makes part of itself: which are found, which are none, and which were supplied."""

import time

import pytest
from builders import contract, paragraphs

from contractdiff.model import NoticeCode, Side
from contractdiff.structure import changed_documents
from contractdiff.structure.incorporated import incorporated_documents
from contractdiff.text import designation_in_name, designation_of, mentions

NAMED = {
    "Exhibit A": ["Exhibit A"],
    "EXHIBIT “B,” including its tables": ["Exhibit B"],
    "Exhibit 'C' is attached": ["Exhibit C"],
    "see Exhibit A's table": ["Exhibit A"],
    "Exhibits A, B and C": ["Exhibit A", "Exhibit B", "Exhibit C"],
    "Exhibits “A,” “B,” and “C”": ["Exhibit A", "Exhibit B", "Exhibit C"],
    "Exhibits A through D": ["Exhibit A", "Exhibit B", "Exhibit C", "Exhibit D"],
    "Exhibits A–C": ["Exhibit A", "Exhibit B", "Exhibit C"],
    "Appendices A -- C": ["Appendix A", "Appendix B", "Appendix C"],
    "Schedules 1 to 3 (including Appendices 1 and 2)": [
        "Schedule 1",
        "Schedule 2",
        "Schedule 3",
        "Appendix 1",
        "Appendix 2",
    ],
    "Annexes I to IV": ["Annex I", "Annex II", "Annex III", "Annex IV"],
    "Attachment 2-B": ["Attachment 2-B"],
    "Attachments A-1 and A-2": ["Attachment A-1", "Attachment A-2"],
    "Attachment No. 3": ["Attachment 3"],
    "Attachment #3A": ["Attachment 3A"],
    "Attachment#4.": ["Attachment 4"],
    "Attachment One": ["Attachment 1"],
    "Schedule I-A": ["Schedule I-A"],
    "Exhibit A and B": ["Exhibit A", "Exhibit B"],
    "Exhibit A, I believe, is the scope": ["Exhibit A"],
    "Exhibit A - A list of services": ["Exhibit A"],
    "Exhibit C and Schedule 2": ["Exhibit C", "Schedule 2"],
    "as per schedule B": ["Schedule B"],
    "shall schedule 2 visits": [],
    "SCHEDULE OF FEES": [],
    "the exhibits, attachments and schedules": [],
    "Attachment (insert attachment)": [],
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items(), ids=NAMED)
def test_mentions(text: str, expected: list[str]) -> None:
    assert [each.name for mention in mentions(text) for each in mention.designations] == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("EXHIBIT B – SCOPE OF SERVICES", "Exhibit B"),
        ("Attachment 2-B: Budget", "Attachment 2-B"),
        ("Exhibits A and B", None),
        ("The Exhibit A", None),
        ("PROVIDER AGREEMENT", None),
    ],
)
def test_headings_of_exhibits(heading: str, expected: str | None) -> None:
    found = designation_of(heading)
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("exhibit-b", "Exhibit B"),
        ("FY2012_Exhibit-B_Scope", "Exhibit B"),
        ("ExhibitB", "Exhibit B"),
        ("02_Attachment_B_FY12", "Attachment B"),
        ("Att 2", "Attachment 2"),
        ("Attachment 2-B Budget", "Attachment 2-B"),
        ("appendix10", "Appendix 10"),
        ("Amendment No 2", "Amendment 2"),
        ("agreement", None),
        ("schedule of fees", None),
        ("attachments all", None),
        ("app store terms", None),
    ],
)
def test_file_names_of_exhibits(stem: str, expected: str | None) -> None:
    found = designation_in_name(stem)
    assert (found and found.name) == expected


def test_exhibits_stand_in_natural_order() -> None:
    names = ["Exhibit 10", "Attachment 1", "Exhibit AA", "Exhibit 2", "Exhibit B", "Exhibit A-2", "Exhibit A"]
    found = sorted(filter(None, map(designation_of, names)), key=lambda each: each.order)
    assert [each.name for each in found] == [
        "Exhibit 2",
        "Exhibit 10",
        "Exhibit A",
        "Exhibit A-2",
        "Exhibit B",
        "Exhibit AA",
        "Attachment 1",
    ]


def documents(*texts: str) -> dict[str, bool]:
    """Each document that a contract of these paragraphs incorporates, and whether it is supplied."""
    return {each.name: each.supplied for each in contract(paragraphs("SERVICE AGREEMENT", *texts)).incorporated}


FOUND = {
    "an exhibit": ("Provider shall do what Exhibit C says.", ["Exhibit C"]),
    "of this Agreement": ("The rates stand in Schedule 2 of this Agreement.", ["Schedule 2"]),
    "to the Agreement": ("See Attachment B to the Agreement.", ["Attachment B"]),
    "hereto": ("The map is attached hereto as Exhibit “D” and incorporated herein.", ["Exhibit D"]),
    "a manual": ("Provider shall follow the DHS Community Services Manual.", ["DHS Community Services Manual"]),
    "an owner's manual": ("It follows the Department’s Billing Manual.", ["Billing Manual"]),
    "a handbook": ("Rates are those of the Vendor Handbook, Section 3.", ["Vendor Handbook"]),
    "a request": (
        "Request for Proposals No. 12-004 is part of this Agreement.",
        ["Request for Proposals No. 12-004"],
    ),
    "a notice": ("Awards follow the Notice of Funding Opportunity.", ["Notice of Funding Opportunity"]),
    "policies made part": (
        "The Travel Policies and Procedures are incorporated herein by reference.",
        ["Travel Policies and Procedures"],
    ),
    "two made part": (
        "The Standard Terms and Conditions and the Fee Schedule are hereby made a part of this Agreement.",
        ["Standard Terms and Conditions", "Fee Schedule"],
    ),
    "a proposal": (
        "This Agreement incorporates by reference the Provider’s proposal.",
        ["Provider’s proposal"],
    ),
    "an addendum": ("Dues are set in the Membership Addendum.", ["Membership Addendum"]),
    "exhibit beside a manual": (
        "Exhibit A and the Provider Manual form part of this Agreement.",
        ["Exhibit A", "Provider Manual"],
    ),
}
NONE = {
    "of another document": "Rent is set in Exhibit A of the Master Lease.",
    "of another, with its title": "It is listed in Appendix 3 to the Regional Transit Plan.",
    "a regulation's appendix": "Costs follow Appendix II to 2 CFR Part 200.",
    "a regulation's appendix, named first": "Costs follow 45 CFR 75, Appendix IX.",
    "a code's schedule": "It counts as a Schedule II controlled substance.",
    "a tax form's schedule": "Provider shall file Form 990, Schedule B, each year.",
    "a statute": "The Contract Work Hours and Safety Standards Act is incorporated by reference.",
    "a code": "The Illinois Administrative Code is incorporated herein by reference.",
    "a circular": "OMB Circular A-122 is part of this Agreement.",
    "policies in passing": "Provider shall keep its Personnel Policies up to date.",
    "a state of incorporation": "Provider is incorporated in the State of Illinois and keeps Bylaws.",
    "itself": "This Provider Manual governs. The Provider Manual may be revised.",
    "headings in capitals": "SUPPLEMENTAL TERMS AND CONDITIONS are attached hereto.",
    "an amendment of law": "The Fourteenth Amendment and Amendment 2 were adopted.",
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_documents_that_are_incorporated(text: str, expected: list[str]) -> None:
    assert list(documents("1. " + text)) == expected


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_is_no_document_of_the_contract(text: str) -> None:
    assert documents("1. " + text) == {}


def test_a_list_of_what_is_part_of_the_contract() -> None:
    found = documents(
        "2.5. Documents. The following are part of this Agreement:",
        "(a) Exhibits A and B;",
        "(b) the Manual, a copy of which Provider has;",
        "(c) the Provider's application or proposal, where there is one; and",
        "(d) the Assurances dated July 1, 2011.",
        "2.6. Meaning. “Manual” means the Department’s Community Services Manual as revised.",
        "EXHIBIT A",
        "SCOPE",
        "1. Provider serves 40 clients. The Manual governs.",
    )
    assert found == {
        "Exhibit A": True,
        "Exhibit B": False,
        "Community Services Manual": False,
        "Provider's application or proposal": False,
        "Assurances": False,
    }


def test_an_exhibit_is_supplied_where_text_stands_beneath_its_heading() -> None:
    named = "1. Exhibits A, B, C and D are part of this Agreement."
    found = documents(
        named,
        "EXHIBIT A",
        "SCOPE",
        "Provider serves clients.",
        "EXHIBIT B",
        "RATES",
        "Rate | $40",
        "EXHIBIT C [TO BE ATTACHED]",
    )
    assert found == {"Exhibit A": True, "Exhibit B": True, "Exhibit C": False, "Exhibit D": False}


def test_where_documents_are_named_is_told_and_headings_do_not_count() -> None:
    made = contract(
        paragraphs("1. Exhibit A governs.", "2. See Exhibit A.", "EXHIBIT A", "SCOPE", "1. All of this Exhibit A.")
    )
    (document,) = made.incorporated
    assert [made.by_id[name].wording for name in document.clauses] == [
        "Exhibit A governs.",
        "See Exhibit A.",
        "All of this Exhibit A.",
    ]


def test_what_was_not_supplied_is_said_once() -> None:
    made = contract(paragraphs("1. Exhibit C and the Provider Manual govern.", "2. See Exhibit C."))
    (notice,) = made.reading.notices
    assert notice.code is NoticeCode.NOT_SUPPLIED
    assert notice.message == (
        "The contract refers to Exhibit C and the Provider Manual, which were not supplied: a change in them is not "
        "seen here."
    )
    one = contract(paragraphs("1. Exhibit C governs."))
    assert "Exhibit C, which was not supplied: a change in it is" in one.reading.notices[0].message


def test_a_change_of_the_list_is_told() -> None:
    old = contract(paragraphs("1. Exhibit A governs.", "2. The Provider Manual governs."))
    new = contract(paragraphs("1. Exhibit A governs.", "2. The Billing Manual governs."), Side.NEW)
    told = [notice.message for notice in changed_documents(old, new)]
    assert told == [
        "The new version refers to the Billing Manual, which the old one does not name.",
        "The new version no longer refers to the Provider Manual, which the old one names.",
    ]
    assert changed_documents(old, contract(paragraphs("1. Exhibit A and the Provider Manual govern."), Side.NEW)) == []


def test_a_list_of_exhibits_heads_nothing() -> None:
    made = contract(
        paragraphs(
            "19. Appendixes",
            "Appendix 1: Instructions",
            "Appendix 2: Helpers",
            "20. Law. The law of the place governs.",
            "APPENDIX 1",
            "INSTRUCTIONS",
            "1. Do this.",
            "APPENDIX 2",
            "HELPERS",
            "1. Nobody helps.",
        )
    )
    cited = {clause.wording: made.citation(clause.id) for clause in made.clauses}
    assert cited["Law. The law of the place governs."] == "20"
    assert cited["Do this."] == "APPENDIX 1, 1"
    assert cited["Nobody helps."] == "APPENDIX 2, 1"
    assert all(document.supplied for document in made.incorporated)


def test_exhibits_one_after_another_are_still_headings() -> None:
    made = contract(paragraphs("1. Text.", "EXHIBIT A", "EXHIBIT B", "1. Words of B."))
    assert made.citation(made.clauses[-1].id) == "EXHIBIT B, 1"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("1. Exhibit B governs.",), ("1. All governs.", "EXHIBIT B", "RATES", "1. Rate. $4.")),
        (("1. The Non-Profit Manual governs.",), ("1. The Non- Profit Manu-", "al governs.")),
        (("1. Exhibits A and B govern.",), ("1. See Exhibits A through C and Exhibit C.",)),
        (("1. The Vendor Handbook is part of this.",), ("1. THE VENDOR HANDBOOK GOVERNS.",)),
    ],
)
def test_what_the_other_version_names_in_any_way_is_not_told_as_gone(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    was, now = contract(paragraphs(*old)), contract(paragraphs(*new), Side.NEW)
    assert [notice.message for notice in changed_documents(was, now) if "no longer" in notice.message] == []


def test_many_mentions_and_long_names_take_no_time() -> None:
    mentioned = (f"{at}. Provider shall follow the Billing Manual and the Vendor Handbook." for at in range(1, 2001))
    texts = (*mentioned, "1. Exhibit A of the " + "Aa " * 20_000 + ".", "2. " + "Exhibit A, " * 10_000)
    made = contract(paragraphs(*texts))
    began = time.process_time()
    incorporated_documents(made)
    assert time.process_time() - began < 3

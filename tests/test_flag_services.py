"""Flags about how the services are run and accounted for: scope, records, reports, staff, privacy and the others."""

import pytest
from test_flags import flagged

from contractdiff.flags.rulebook import rulebook
from contractdiff.model import Direction, Priority

OURS = frozenset(("RET", "RPT", "BGC", "PRV", "IPD", "LOB", "NDS", "PRC", "SCP"))
UP, DOWN = Direction.UP, Direction.DOWN


def codes(old: str | None, new: str | None) -> set[str]:
    """Those categories of this file that a change is flagged with."""
    return {flag.category for flag in flagged(old, new).flags} & OURS


# --- scope: what is delivered, to whom, how much, where and when ------------------------------------------------------

COUNTED = [
    ("The Grantee shall furnish 900 nights of shelter.", "The Grantee shall furnish 1,200 nights of shelter.", UP),
    ("A mentor meets the youth for two hours of play.", "A mentor meets the youth for three hours of play.", UP),
    ("Each aide assists at most seven diners.", "Each aide assists at most five diners.", DOWN),
    ("Half of them, or 50 percent of the tenants, stay.", "Half of them, or 60 percent of the tenants, stay.", UP),
]


@pytest.mark.parametrize(("old", "new", "direction"), COUNTED)
def test_a_number_of_people_or_services_that_differs_is_scope_and_goes_up_or_down(old, new, direction):
    flags = {flag.category: flag for flag in flagged(old, new).flags}
    assert flags["SCP"].direction is direction


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The kitchen is open until 6:00 p.m. to all guests.", "The kitchen is open until 9:00 p.m. to all guests."),
        ("Rides are given within Lake County.", "Rides are given within Lake and Polk Counties."),
        ("Tenants may keep one small pet.", "Tenants may keep one small pet with a veterinarian's letter."),
        ("Breakfast is cold.", "Breakfast is hot."),
        ("A family may stay for up to ninety nights.", "A family may stay for up to forty nights."),
        ("Counselors see each child weekly.", "Counselors see each child every two weeks."),
        (None, "The Provider shall take the residents on an outing in each month."),
        ("The Provider may decline a referral that it cannot serve safely.", None),
        ('"Participant" means a youth who lives in the City.', '"Participant" means a youth who works in the City.'),
    ],
)
def test_what_a_sentence_about_the_people_served_says_is_scope_where_no_other_rule_knows_it(old, new):
    assert "SCP" in codes(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # another rule knows what was changed
        ("The State shall pay $40 for each visit.", "The State shall pay $38 for each visit."),
        ("Provider shall insure each van for $500,000.", "Provider shall insure each van for $900,000."),
        ("A claim by a client is sent on within seven days.", "A claim by a client is sent on within three days."),
        # nobody who is served, and nothing that is delivered
        ("The parties met in Springfield.", "The parties met in Chicago."),
        ("Notice is given in person or by fax.", "Notice is given in person or by courier."),
        ("A member votes by proxy.", "A member votes by letter."),
        ("A family of laws governs.", "A body of laws governs."),
        ("The budget line for clients is moved with consent.", "The budget line for clients is moved with a form."),
    ],
)
def test_a_sentence_that_merely_mentions_the_services_is_no_change_of_scope(old, new):
    assert "SCP" not in codes(old, new)


def test_a_party_called_otherwise_where_clients_are_named_is_no_change_of_scope():
    old = '"Contractor" means the person named above who serves the clients.'
    assert "SCP" not in codes(old, old.replace("Contractor", "Grantee"))


def test_a_change_of_scope_is_substantive():
    assert flagged(*COUNTED[0][:2]).priority is Priority.SUBSTANTIVE


# --- the other categories, each in words of its own -------------------------------------------------------------------

TOLD = {
    "RET": [
        ("Ledgers shall be held for four years.", "Ledgers shall be held for eight years."),
        ("Reviewers may tour the site after a day's notice.", "Reviewers may tour the site unannounced."),
        (None, "Grantee shall let the Department's agents examine and copy its books."),
        (None, "On closing, the Vendor shall box and turn over to the State every record of a resident."),
        ("Auditors may look through its bank statements.", "Auditors may look through its bank statements at night."),
    ],
    "RPT": [
        ("A narrative is due twice a year.", "A narrative is due every month."),
        ("Unusual incidents are reported by mail.", "Unusual incidents are reported by telephone."),
        (None, "The Provider shall upload attendance data to the portal each night."),
        (None, "Upon a death, a fire, or an assault, the Vendor must call the county's nurse on duty."),
        (None, "The Agency shall key each bed night into the case information system."),
        ("Staff capture the date of intake.", "Staff capture the date of intake and the color of the eyes."),
        ("Send a list of the cases closed each fall.", "Send a list of the cases closed each week."),
    ],
    "BGC": [
        ("Drivers shall have a bachelor's degree.", "Drivers shall have a master's degree."),
        ("A registry search is made at hire.", "A name-based records search is made at hire."),
        (None, "No one convicted of a violent felony may be employed in direct care."),
        (None, "The Agency shall tell the State within a day of an aide who is arrested."),
        ("A registered or practical nurse gives pills.", "A registered nurse gives pills."),
    ],
    "PRV": [
        ("Tablets with client data may be taken home.", "Encrypted tablets with client data may be taken home."),
        ("A survivor's whereabouts are told to no one.", "A survivor's whereabouts are told to the police."),
        ("Case notes are confidential.", None),
        ("A guest is known on the list by number.", "A guest is known on the list by name."),
        ("Names are left out of the file that is sent.", "Names are put into the file that is sent."),
        (None, "Staff shall not be made to disclose to the Department or any auditor of it a client's identity."),
    ],
    "IPD": [
        ("The manuals belong to the Provider.", "The manuals belong to the Department."),
        ("Grantee may issue a press release.", "Grantee may issue a press release that the agency has read."),
        (None, "The Department shall have a perpetual license to use the training videos."),
        ("It may tell the story of a garden in appeals.", "It may not tell the story of a garden in appeals."),
    ],
    "LOB": [
        ("Staff may write to legislators.", "Staff may write to legislators on their own time."),
        (
            "Funds shall not support a candidate for office.",
            "Funds shall not support or oppose a candidate for office.",
        ),
        (None, "No dues may be paid to a coalition that employs a lobbyist."),
        ("The Grantee may educate city councils.", "The Grantee may not educate city councils."),
        (
            "It may join a league that campaigns for higher rates.",
            "It shall not join a league that campaigns for them.",
        ),
        ("It may comment on proposed rules.", "It may not comment on proposed rules."),
    ],
    "NDS": [
        ("No one is refused because of race or creed.", "No one is refused because of race, creed, or sex."),
        ("An interpreter is called when asked for.", "An interpreter is called in every case."),
        (None, "Web pages shall be accessible to persons who use a screen reader."),
        (None, "The Vendor shall list each barrier to persons with disabilities in its buildings."),
    ],
    "PRC": [
        ("Vans bought with the award are the Grantee's.", "Vans bought with the award are the State's."),
        ("Two price quotations are needed.", "Three price quotations are needed."),
        (None, "Title to furniture shall vest in the Department."),
    ],
}


@pytest.mark.parametrize(
    ("code", "old", "new"), [(code, old, new) for code, pairs in TOLD.items() for old, new in pairs]
)
def test_a_sentence_about_a_matter_is_flagged_with_it(code, old, new):
    assert code in codes(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Families wait in the lobby.", "Families wait in the front lobby."),
        ("The victim advocacy office is in the court.", "The victim advocacy office is beside the court."),
        ("Youth with criminal records may join.", "Youth with criminal records or truancy may join."),
        ("An interest inventory is given to each student.", "An interest inventory is given to every student."),
        ("Notice goes by certified mail.", "Notice goes by registered or certified mail."),
        ("Staff shall report to work at nine.", "Staff shall report to work at eight."),
        ("The purchase of care rate is renewed.", "The purchase of care rate is renewed each spring."),
        ("The political subdivision pays a share.", "The political subdivision pays a larger share."),
        ("Notice of at least two days lists the bus lines.", "Notice of at least six days lists the bus lines."),
        ("Those who buy and prepare food together.", "Those who buy or prepare food together."),
        ("The wheelchair van runs until six.", "The wheelchair van runs until nine."),
        ("A revision binds upon publication.", "A revision binds thirty days after publication."),
        ("A case is closed if the owner reports that it is.", "A case is closed once the owner reports that it is."),
        ("A worker will interview the child in a week.", "A worker will interview the child in a day."),
        ("The inspector general reads the sign.", "The inspector reads the sign."),
        ("Guests take ownership of their recovery.", "Guests take ownership of their recovery and health."),
        ("The rider waits by the salvage yard.", "The rider waits beside the salvage yard."),
        ("Gross receipts of events held in its name count.", "Net receipts of events held in its name count."),
    ],
)
def test_words_that_merely_look_like_a_matter_are_not_flagged_with_it(old, new):
    assert codes(old, new) <= {"SCP"}


def test_a_kind_of_licensed_worker_is_a_staff_matter_only_where_he_was_changed():
    old = "A licensed counselor shall lead ten groups."
    assert "BGC" in codes(old, old.replace("licensed", "certified"))
    assert "BGC" not in codes(old, old.replace("ten", "twelve"))


def test_the_question_fits_what_the_sentence_is_about():
    change = flagged("A family is eligible if it rents.", "A family is eligible if it rents or owns.")
    assert any("no longer qualify" in flag.question for flag in change.flags)


def test_every_list_that_a_cue_names_is_spelled_out():
    cues = [cue for category in rulebook().by_code.values() for cue in (*category.about, *category.changed)]
    assert cues and not [cue for cue in cues if "<served>" in cue or "<records>" in cue]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("RPT", "The Center shall file with the County a count of the persons housed after the close of each month."),
        ("RPT", "On each Monday the Grantee shall enter in the register of the State how many beds were full."),
        ("RET", "The State may walk through the kitchen at any hour and need not call beforehand."),
        ("RET", "The Provider shall let the County see its payroll."),
        ("PRV", "A landlord shall not be told that the applicant comes from a shelter."),
        ("PRV", "The Grantee shall strike out the names and birth dates before it lends a file."),
        ("IPD", "The Grantee may go on using the workbooks when this Agreement has ended."),
        ("PRC", "Where only one seller has the thing, the Grantee shall not buy it until the Department agrees."),
        ("NDS", "A guest who is led by a guide dog may bring the dog to every room."),
    ],
)
def test_a_new_or_dropped_sentence_in_plain_words_is_about_its_matter(code, text):
    assert code in codes(None, text)
    assert code in codes(text, None)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("RPT", "The Grantee shall submit an invoice by the tenth day of each month."),
        ("PRV", "The applicant does not speak English well, and the Provider shall find an interpreter."),
        ("BGC", "A rider may bring an animal trained to open doors."),
    ],
)
def test_the_same_words_of_another_thing_are_not(code, text):
    assert code not in codes(None, text)

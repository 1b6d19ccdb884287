"""Terms renamed throughout: one change, and whatever the same words hide somewhere stands out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import check_comparison, contract
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builders import dele, ins, p, r, word_file

from contractdiff import api
from contractdiff.align import align_contracts
from contractdiff.api import compare_contracts
from contractdiff.diff import find_renames
from contractdiff.model import Alignment, Change, ChangeKind, Comparison, Declared, Op, Party, Priority, Rename, Side
from contractdiff.text.renaming import Renaming

# A small agreement as an agency writes it; "{P}" is the party that serves, "{D}" the one that pays.
AGREEMENT = """
AGREEMENT FOR SERVICES

1. Parties. This agreement is made between the {D} and the agency that signs below (“{P}”).

2. Definitions. “{P}” means the entity that delivers services under this agreement and its successors.

3. Services. {P} shall deliver the services described in Exhibit A to every eligible resident of the county.

4. Staff. {P} shall employ enough trained staff. {P}'s staff shall wear badges while on duty at any site.

5. Payment. The {D} shall pay {P} within thirty (30) days after it receives a proper invoice.

6. Records. {P} shall keep all records of the program for three years and open them to the {D} on request.

7. Reports. {P} shall send a report of its work to the {D} by the tenth day of each quarter.

8. Insurance. {P} shall carry liability insurance of $1,000,000 and name the {D} as an insured.

9. Audit. The {D} may audit the books of {P} at any time during business hours.

10. Termination. Either side may end this agreement upon sixty (60) days' written notice to the other.

11. Subcontracts. {P} shall not assign any part of the work unless the {D} has agreed in writing.

12. Disputes. {P} and the {D} shall try to settle any dispute between themselves before they go to court.

13. Notices. Notices to {P} go to the address below; notices to the {D} go to its central office.

14. Transition. At the end of the term {P} shall hand all case files over to whoever the {D} names.
"""


def agreement(provider: str = "Provider", agency: str = "Department", text: str = AGREEMENT) -> str:
    return text.replace("{P}", provider).replace("{D}", agency)


def compared(old: str, new: str) -> Comparison:
    made = compare_contracts(contract(old), contract(new, Side.NEW))
    check_comparison(made)
    return made


def renamed(made: Comparison) -> list[tuple[str, str]]:
    return [
        (change.edits[0].text, change.edits[1].text) for change in made.changes if change.kind is ChangeKind.RENAMED
    ]


def others(made: Comparison) -> list[Change]:
    return [change for change in made.changes if change.kind is not ChangeKind.RENAMED]


def marked(change: Change) -> list[str]:
    return [f"{edit.op.value}{edit.text.strip()}" for edit in change.edits if edit.op in (Op.DELETE, Op.INSERT)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (agreement(), agreement("Grantee"), [("Provider", "Grantee")]),
        (agreement(), agreement("Grantee", "Agency"), [("Provider", "Grantee"), ("Department", "Agency")]),
        (
            agreement(agency="Department of Human Services"),
            agreement(agency="Health and Human Services Commission"),
            [("Department of Human Services", "Health and Human Services Commission")],
        ),
        (
            agreement(agency="Department of Human Services"),
            agreement(agency="Human Services Agency"),
            [("Department of Human Services", "Human Services Agency")],
        ),
        (
            agreement(agency="Department of Aging"),
            agreement(agency="Office of Aging"),
            [("Department of Aging", "Office of Aging")],
        ),
        (agreement("DHS-Vendor"), agreement("Subrecipient"), [("DHS-Vendor", "Subrecipient")]),
        # the article comes with it
        (
            agreement().replace("The Department", "DHS").replace("the Department", "DHS"),
            agreement(),
            [("DHS", "the Department")],
        ),
        # written small throughout
        (agreement("the provider"), agreement("the grantee"), [("provider", "grantee")]),
        # a name that became longer or shorter
        (agreement(), agreement("Service Provider"), [("Provider", "Service Provider")]),
        (agreement("Service Provider"), agreement(), [("Service Provider", "Provider")]),
        (agreement(), agreement(agency="Department of Aging"), [("Department", "Department of Aging")]),
        (
            agreement("the 43rd District"),
            agreement("the 43rd District Democrats"),
            [("43rd District", "43rd District Democrats")],
        ),
        (
            agreement(),
            agreement("Service Provider", "Department of Aging"),
            [("Provider", "Service Provider"), ("Department", "Department of Aging")],
        ),
        (
            agreement(),
            agreement("Service Provider", "Agency"),
            [("Provider", "Service Provider"), ("Department", "Agency")],
        ),
    ],
)
def test_a_rename_throughout_is_one_change_and_nothing_else(old: str, new: str, found: list[tuple[str, str]]) -> None:
    made = compared(old, new)
    assert renamed(made) == found
    assert not others(made)


def test_it_says_where_it_stands_and_how_often() -> None:
    made = compared(agreement(), agreement("Grantee"))
    change = made.changes[0]
    assert (change.id, change.old, change.new, change.places) == ("C-001", (), (), 14)
    assert len(change.occurrences) == len(set(change.occurrences)) == 13
    order = [clause.id for clause in made.new.clauses]
    assert [now for _, now in change.occurrences] == sorted((now for _, now in change.occurrences), key=order.index)
    assert all("Provider" in made.old.by_id[was].wording for was, _ in change.occurrences)


def test_an_article_that_follows_the_sound_is_no_edit_of_its_own() -> None:
    old = agreement("a Provider")
    assert renamed(made := compared(old, agreement("an Applicant"))) == [("Provider", "Applicant")]
    assert not others(made)


def test_plurals_and_capitals_go_with_it() -> None:
    text = AGREEMENT + "\n15. PROVIDERS AND OTHERS. Other Providers shall be told.\n\n16. PROVIDER DUTIES\n"
    old = agreement(text=text)
    new = agreement("Grantee", text=text.replace("PROVIDER", "GRANTEE").replace("Providers", "Grantees"))
    made = compared(old, new)
    assert renamed(made) == [("Provider", "Grantee")] and not others(made)
    # one of several for one is an edit still
    (change,) = others(compared(old, new.replace("Other Grantees", "Any other Grantee")))
    assert marked(change)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("FY2011", "FY2012"),
        ("Fiscal Year 2011", "Fiscal Year 2012"),
        ("FY 2011-12", "FY 2012-13"),
        ("calendar year 2011", "calendar year 2012"),
    ],
)
def test_a_year_rolled_forward_is_one_administrative_change(old: str, new: str) -> None:
    text = AGREEMENT.replace("the program", "the {Y} program").replace("all case files", "all {Y} case files")
    text = text.replace("Exhibit A", "Exhibit A for {Y}").replace("any dispute", "any {Y} dispute")
    made = compared(agreement(text=text).replace("{Y}", old), agreement(text=text).replace("{Y}", new))
    assert renamed(made) == [(old, new)] and not others(made)
    assert [flag.category for flag in made.changes[0].flags] == ["FYR"]
    assert made.changes[0].priority is Priority.ADMINISTRATIVE


def test_years_may_roll_in_a_row_and_some_may_stay() -> None:
    text = "\n\n".join(
        f"{n}. Item {w}. The {w} plan of FY{{a}} shall be closed before that of FY{{b}} is begun by {w}."
        for n, w in enumerate("alpha beta gamma delta epsilon zeta eta".split(), 1)
    )
    made = compared(
        text.replace("{a}", "2011").replace("{b}", "2012"), text.replace("{a}", "2012").replace("{b}", "2013")
    )
    assert renamed(made) == [("FY2011", "FY2012"), ("FY2012", "FY2013")] and not others(made)
    stays = "\n\n8. Past. What was audited in FY2011 is not audited again."
    made = compared(
        text.replace("{a}", "2011").replace("FY{b}", "it") + stays,
        text.replace("{a}", "2012").replace("FY{b}", "it") + stays,
    )
    assert renamed(made) == [("FY2011", "FY2012")] and not others(made)


def test_variants_of_one_name_are_each_renamed_to_it() -> None:
    old = agreement("the 43rd District").replace("the 43rd District shall send", "the 43rd LD Democrats shall send")
    for number in ("8", "11", "14"):
        old = re.sub(rf"(\n{number}\. .*?)the 43rd District", r"\1the 43rd LD Democrats", old)
    made = compared(old, agreement("the 43rd District Democrats"))
    long = "43rd District Democrats"
    assert renamed(made) == [("43rd District", long), ("43rd LD Democrats", long)] and not others(made)


def test_a_longer_name_is_not_told_as_the_old_one_that_stayed() -> None:
    made = compared(agreement(), agreement("Service Provider"))
    assert "still" not in made.changes[0].summary and made.changes[0].places == 14
    new = agreement("Service Provider").replace("books of Service Provider", "books of Provider")
    made = compared(agreement(), new)
    assert renamed(made) == [("Provider", "Service Provider")] and not others(made)
    assert "9" in made.changes[0].summary


def test_a_longer_name_does_not_hide_who_else_stands_in_its_place() -> None:
    new = agreement("Service Provider").replace("9. Audit. The Department", "9. Audit. The Service Provider")
    made = compared(agreement(), new)
    assert renamed(made) == [("Provider", "Service Provider")]
    assert [marked(change) for change in others(made)] == [["-Department", "+Service Provider"]]


def test_a_document_under_its_new_name_is_no_other() -> None:
    text = AGREEMENT + "\n15. Papers. {P}'s Application and the {P} Manual are incorporated by reference.\n"
    for name in ("Grantee", "Service Provider"):
        new = agreement(name, text=text)
        assert not [each for each in compared(agreement(text=text), new).notices if "refer" in each.message]
        made = compared(agreement(text=text), new.replace("and the", "and the Fiscal Handbook and the"))
        assert [each.message for each in made.notices if "refer" in each.message] == [
            "The new version refers to the Fiscal Handbook, which the old one does not name."
        ]


# What the same words hide in one place stands out


def test_the_other_party_in_one_place_stands_out() -> None:
    old = agreement()
    new = agreement("Grantee", "Grantor").replace("11. Subcontracts. Grantee", "11. Subcontracts. Grantor")
    made = compared(old, new)
    assert renamed(made) == [("Provider", "Grantee"), ("Department", "Grantor")]
    (change,) = others(made)
    assert marked(change) == ["-Provider", "+Grantor"]
    assert any("Grantee" in flag.why and "Grantor" in flag.why for flag in change.flags)
    assert change.priority is Priority.CRITICAL


def test_the_old_name_for_somebody_else_stands_out() -> None:
    new = agreement("Grantee").replace("9. Audit. The Department", "9. Audit. The Provider")
    (change,) = others(compared(agreement(), new))
    assert marked(change) == ["-Department", "+Provider"]


def test_a_rename_turned_about_in_one_place_stands_out() -> None:
    old = agreement().replace("who the Department names", "who the Grantee names")
    old = old.replace("whoever the Department names", "whoever the Grantee names")
    new = agreement("Grantee").replace("whoever the Department names", "whoever the Provider names")
    made = compared(old, new)
    assert renamed(made) == [("Provider", "Grantee")]
    (change,) = others(made)
    assert marked(change) == ["-Grantee", "+Provider"]


def test_a_place_where_the_old_name_stays_is_no_edit_and_is_told() -> None:
    new = agreement("Grantee").replace(
        "9. Audit. The Department may audit the books of Grantee",
        "9. Audit. The Department may audit the books of Provider",
    )
    made = compared(agreement(), new)
    assert renamed(made) == [("Provider", "Grantee")] and not others(made)
    assert "Provider" in made.changes[0].summary and "9" in made.changes[0].summary


def test_a_definition_whose_other_words_changed_shows_the_term_as_well() -> None:
    new = agreement("Grantee").replace("and its successors", "and its affiliates")
    (change,) = others(compared(agreement(), new))
    assert marked(change) == ["-Provider", "+Grantee", "-successors", "+affiliates"]


def test_other_edits_are_the_same_with_and_without_the_rename() -> None:
    old = agreement()
    edited = (
        AGREEMENT.replace("thirty (30)", "ten (10)")
        .replace("may audit", "shall audit")
        .replace("for three years", "for five years")
    )
    plain, both = compared(old, agreement(text=edited)), compared(old, agreement("Grantee", "Agency", text=edited))
    assert [marked(change) for change in others(plain)] == [marked(change) for change in others(both)]
    assert [(c.old, c.new, c.priority, [f.category for f in c.flags]) for c in others(plain)] == [
        (c.old, c.new, c.priority, [f.category for f in c.flags]) for c in others(both)
    ]


# What is no rename


def half(text: str, was: str, now: str) -> str:
    """The text with every other occurrence replaced."""
    count = 0

    def other(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return now if count % 2 else match[0]

    return re.sub(was, other, text)


SHALL = AGREEMENT.replace("{P}", "Provider").replace("{D}", "Department")
NUMBERED = "\n\n".join(
    f"{n}. {word.title()}. The {word} fee is {{n}} and is due within {{d}} after the {word} was asked for in writing."
    for n, word in enumerate("intake meal ride visit class bed lunch coach".split(), 1)
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (agreement(), half(agreement(), "Provider", "Grantee")),
        (agreement(), half(agreement(), "Provider", "Service Provider")),
        (half(agreement(), "Provider", "Service Provider"), agreement()),
        # somebody besides, or not everybody who was
        (agreement(), agreement("Provider and Agency")),
        (agreement(), agreement("Provider or Agency")),
        (agreement("Clients"), agreement("Eligible Clients")),
        # somebody else has the longer name
        (
            agreement() + agreement("Service Provider").replace(". ", ". Also: "),
            agreement("Service Provider") + agreement("Service Provider").replace(". ", ". Also: "),
        ),
        (SHALL, SHALL.replace("shall", "may")),
        (SHALL, SHALL.replace("shall", "will")),
        (NUMBERED.replace("{n}", "$50"), NUMBERED.replace("{n}", "$60")),
        (NUMBERED.replace("{d}", "thirty (30) days"), NUMBERED.replace("{d}", "ten (10) days")),
        (NUMBERED.replace("{d}", "five business days"), NUMBERED.replace("{d}", "five calendar days")),
        (NUMBERED.replace("{d}", "one Quarter"), NUMBERED.replace("{d}", "one Month")),
        (NUMBERED.replace("{n}", "5 percent"), NUMBERED.replace("{n}", "6 percent")),
        (NUMBERED.replace("in writing", "by June 30, 2011"), NUMBERED.replace("in writing", "by June 30, 2012")),
        (NUMBERED.replace("{n}", "a reasonable one"), NUMBERED.replace("{n}", "a customary one")),
        (NUMBERED.replace("in writing", "under Section 4"), NUMBERED.replace("in writing", "under Section 5")),
        (NUMBERED.replace("in writing", "in FY2011"), NUMBERED.replace("in writing", "in FY2021")),
        (NUMBERED.replace("{d}", "twenty miles"), NUMBERED.replace("{d}", "twenty leagues")),
        (NUMBERED.replace("{n}", "USD 40"), NUMBERED.replace("{n}", "EUR 40")),
        # in use for someone else before
        (
            agreement() + agreement("Contractor").replace(". ", ". Also: "),
            agreement("Contractor") + agreement("Contractor").replace(". ", ". Also: "),
        ),
        # each the other's name
        (agreement(), agreement("Department", "Provider")),
        # two places are not throughout
        (
            "1. One. Provider shall serve meals.\n\n2. Two. Provider shall report.\n",
            "1. One. Grantee shall serve meals.\n\n2. Two. Grantee shall report.\n",
        ),
    ],
)
def test_what_is_no_rename_is_marked_in_each_place(old: str, new: str) -> None:
    made = compared(old, new)
    assert renamed(made) == []
    assert len(others(made)) >= 2


def test_two_names_of_one_party_joined_are_two_renames() -> None:
    old = (
        agreement()
        .replace("Provider shall send", "Contractor shall send")
        .replace("Provider shall carry", "Contractor shall carry")
    )
    old = old.replace(
        "14. Transition. At the end of the term Provider", "14. Transition. At the end of the term Contractor"
    )
    made = compared(old, agreement("Grantee"))
    assert renamed(made) == [("Provider", "Grantee"), ("Contractor", "Grantee")] and not others(made)
    assert renamed(compared(agreement("Grantee"), old)) == [("Grantee", "Provider"), ("Grantee", "Contractor")]


def test_two_parties_that_one_clause_tells_apart_are_not_joined() -> None:
    made = compared(agreement(), agreement("Partner", "Partner"))
    assert renamed(made) == []
    assert len(others(made)) > 10


# What always holds


TERMS = (
    "Provider",
    "Service Provider",
    "Grantee",
    "Department",
    "Agency",
    "State Office",
    "DHS",
    "an Applicant",
    "a Vendor",
    "clients",
)


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.sampled_from(TERMS)] * 4))
def test_turned_about_it_is_the_same_rename_turned_about(terms: Sequence[str]) -> None:
    old, new = contract(agreement(*terms[:2])), contract(agreement(*terms[2:]), Side.NEW)
    there = align_contracts(old, new)
    back = Alignment(links=tuple(replace(link, old=link.new, new=link.old) for link in there.links))
    turned = tuple(Rename(forms=tuple(pair[::-1] for pair in each.forms)) for each in find_renames(new, old, back))
    assert turned == find_renames(old, new, there)


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.sampled_from(TERMS)] * 4))
def test_whatever_was_renamed_the_facts_hold(terms: Sequence[str]) -> None:
    old, new = agreement(*terms[:2]), agreement(*terms[2:])
    there, back = compared(old, new), compared(new, old)
    assert sorted(renamed(there)) == sorted(pair[::-1] for pair in renamed(back))
    assert len(there.changes) == len(back.changes)


# The stretches


PROVIDER = Rename(forms=(("Provider", "Grantee"), ("Providers", "Grantees")))
APPLICANT = Rename(forms=(("Provider", "Applicant"), ("a Provider", "an Applicant")))
LONGER = Rename(forms=(("43rd District", "43rd District Democrats"),))
WITH_ARTICLE = Rename(forms=(("DHS", "Department"), ("DHS", "the Department")))


@pytest.mark.parametrize(
    ("rename", "old", "new", "alike"),
    [
        (PROVIDER, "Provider", "Grantee", True),
        (PROVIDER, "PROVIDER", "Grantee", True),
        (PROVIDER, "provider", "Grantee", False),
        (PROVIDER, "Provider", "Grantees", False),
        (PROVIDER, "Provider's", "Grantee’s", True),
        (PROVIDER, "Provider", "Grantee's", False),
        (PROVIDER, "Providers'", "Grantees’", True),
        (PROVIDER, "Providership", "Grantee", False),
        (PROVIDER, "Provider", "Provider", True),
        (LONGER, "43rd District", "43rd District Democrats", True),
        (LONGER, "43rd District’s", "43rd District Democrats’", True),
        (LONGER, "43rd District", "43rd District Democrats’", False),
        (LONGER, "43rd District Democrats", "43rd District", True),
        (APPLICANT, "a Provider", "an Applicant", True),
        (APPLICANT, "A Provider", "An Applicant", True),
        (APPLICANT, "Provider", "an Applicant", False),
        (WITH_ARTICLE, "DHS", "The Department", True),
        (WITH_ARTICLE, "DHS", "Department", True),
        (WITH_ARTICLE, "the DHS", "the Department", True),
    ],
)
def test_stretches_have_one_key_where_they_say_the_same(rename: Rename, old: str, new: str, alike: bool) -> None:
    renaming = Renaming([rename])
    found = [renaming.stretches(side, text) for side, text in ((Side.OLD, old), (Side.NEW, new))]
    whole = all(
        len(each) == 1 and (each[0].start, each[0].end) == (0, len(text))
        for each, text in zip(found, (old, new), strict=True)
    )
    assert (whole and found[0][0].key == found[1][0].key) is alike


# Who is meant


def test_a_party_is_known_under_its_new_name() -> None:
    new = agreement("Awardholder").replace("The Department may audit", "The Department shall audit")
    new = new.replace("Awardholder shall not assign", "Awardholder may not assign").replace(
        "7. Reports. Awardholder shall", "7. Reports. Awardholder may"
    )
    made = compared(agreement(), new)
    assert renamed(made) == [("Provider", "Awardholder")]
    assert made.changes[0].priority is Priority.CRITICAL
    assert [flag.category for flag in made.changes[0].flags] == ["DEF"] and made.changes[0].flags[0].question
    (reports,) = [c for c in others(made) if made.new.by_id[c.new[0]].label == "7."]
    assert any(flag.category == "MOD" and flag.on is Party.PROVIDER for flag in reports.flags)


# What the agency's tracked changes show of it


def word(paragraph: str, *, tracked: bool, was: str = "Provider", now: str = "Grantee") -> str:
    """A paragraph in which a term is renamed, by tracked changes or in silence."""
    if not tracked:
        return p(paragraph.replace(was, now))
    first, *rest = paragraph.split(was)
    pieces = [piece for part in rest for piece in (dele(was), ins(now), r(part))]
    return p(*([r(first)] if first else []), *pieces)


@pytest.mark.parametrize(
    ("tracked", "declared"),
    [
        (lambda number: True, Declared.YES),
        (lambda number: False, Declared.NO),
        (lambda number: number % 2 == 0, Declared.PARTLY),
    ],
)
@pytest.mark.parametrize("now", ["Grantee", "Service Provider"])
def test_declared_where_the_tracked_changes_show_it_in_its_places(
    tmp_path: Path, now: str, tracked: Callable[[int], bool], declared: Declared
) -> None:
    clauses = agreement().strip().split("\n\n")
    new = [word(clause, tracked=tracked(number), now=now) for number, clause in enumerate(clauses)]
    # something else is tracked, so that the file declares anything at all
    new.append(p("15. Notice. ", ins(f"{now} shall give notice.")))
    files = tmp_path / "old.docx", tmp_path / "new.docx"
    files[0].write_bytes(word_file("".join(map(p, clauses)) + p("15. Notice. ")))
    files[1].write_bytes(word_file("".join(new)))
    made = api.compare(*files)
    check_comparison(made)
    assert renamed(made) == [("Provider", now)]
    assert made.changes[0].declared is declared
    assert [edit.text for edit in made.changes[0].silent] == ([] if declared is Declared.YES else ["Provider", now])
    assert [change.declared for change in others(made)] == [Declared.YES]


YEARS = """
1. Budget. The budget for {A} is attached.

2. Reports. The report for {A} is due in March.

3. Rates. The rates for {A} stand in Exhibit B.

4. Audit. The audit of {A} is done by the Agency.

5. Term. {T}
"""


@pytest.mark.parametrize(
    ("old", "new", "hidden"),
    [
        ("It runs through all of FY2011.", "It runs through all of FY2012.", True),
        ("It runs from FY2010 through FY2011.", "It runs from FY2010 through FY2012.", False),
        ("It runs from October 1, 2010 to FY2011.", "It runs from October 1, 2011 to FY2012.", False),
        ("It runs from FY2011 through FY2012.", "It runs from FY2011 through FY2013.", False),
        ("It runs from July 1, 2010 to the end of FY2011.", "It runs from July 1, 2010 to the end of FY2012.", False),
        ("It runs through FY2011 and the first day of FY2011.", "It runs through FY2012.", False),
    ],
)
def test_a_term_of_which_one_year_stays_is_a_longer_one(old: str, new: str, hidden: bool) -> None:
    """Where all years rolled on the term is what it was; the amounts of a year that stays are counted over two."""
    made = compared(
        YEARS.replace("{A}", "FY2011").replace("{T}", old), YEARS.replace("{A}", "FY2012").replace("{T}", new)
    )
    assert ("FY2011", "FY2012") in renamed(made)
    assert any(change.old and made.old.citation(change.old[0]) == "5" for change in made.changes) is not hidden


COSTS = """
1. Pay. The Agency shall pay the Provider its {T} within thirty days.

2. Cap. The {T} of the Provider shall not exceed $100,000.

3. End. On termination the Agency shall pay the {T} of winding down.

4. Staff. The Provider shall employ trained staff.

5. Room. The Provider shall keep its rooms clean.

6. Law. The law of the State governs.
"""


def test_a_term_is_told_in_full_and_matters_as_what_its_clauses_are_about() -> None:
    made = compared(COSTS.replace("{T}", "Actual Costs"), COSTS.replace("{T}", "Allowed Program Costs"))
    assert renamed(made) == [("Actual Costs", "Allowed Program Costs")] and not others(made)
    (change,) = made.changes
    assert change.priority is Priority.CRITICAL
    assert "PAY" in {flag.category for flag in change.flags}


def test_a_word_that_stands_at_some_places_only_is_no_part_of_the_term() -> None:
    more = COSTS.replace("exceed $100,000", "exceed the {T} Report")
    made = compared(more.replace("{T}", "Revenue"), more.replace("{T}", "Income"))
    assert renamed(made) == [("Revenue", "Income")]

"""References: which words make one, to which clause, and what became of it in the next version."""

from pathlib import Path

import pytest
from builders import check_comparison, contract, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_text
from word_builders import abstract, field, item, level, num, p, r, word_file

from contractdiff import api
from contractdiff.model import (
    ChangeKind,
    Comparison,
    Contract,
    CrossReference,
    Format,
    Op,
    Priority,
    Reading,
    Reference,
    ReferenceStatus,
    Side,
)
from contractdiff.structure import with_references
from contractdiff.structure.files import join_files
from contractdiff.structure.recover import recover_clauses

OK, FOLLOWED, SHIFTED, DANGLING = ReferenceStatus

AGREEMENT = (
    "COMMUNITY SERVICES AGREEMENT",
    "RECITALS",
    "A. The Department buys services.",
    "B. The Provider gives them.",
    "ARTICLE I",
    "DEFINITIONS",
    "1.1. Terms. In this Agreement, the Agreement is what its pages say.",
    "1.2. Reading. Headings do not bind.",
    "1.3. Days. Days are calendar days.",
    "ARTICLE II",
    "PAYMENT",
    "2.1. Invoices. Provider shall bill by the month.",
    "(a) Each bill names its month.",
    "(i) A month begins on its first day.",
    "(ii) A month ends on its last day.",
    "(b) Late bills are paid late.",
    "(c) {}",
    "2.2. Rates. Rates are (a) fixed for the year, and (b) paid in dollars.",
    "2.3. Holdback. The Department may hold back one tenth.",
    "ARTICLE III",
    "RECORDS",
    "3.1. Books. Provider shall keep books.",
    "3.2. Audits. Provider shall have an audit made.",
    "3.3. Access. The Department may read the books.",
    "EXHIBIT A",
    "SCOPE OF SERVICES",
    "1. Provider shall serve forty clients.",
    "2. Provider shall keep a waiting list.",
    "3. Provider shall open on weekdays.",
    "EXHIBIT B",
    "RATES",
    "1. A visit costs sixty dollars.",
    "2. A meal costs nine dollars.",
    "3. A ride costs five dollars.",
)


def stated(words: str, whole: tuple[str, ...] = AGREEMENT) -> list[str]:
    """What the references are that a sentence makes in 2.1(c): the words, and the clause as it is cited; or "none"."""
    made = with_references(contract(paragraphs(*(text.format(words) for text in whole))))
    clause = next(clause for clause in made.clauses if clause.wording.endswith(words))
    found = [each for each in made.references if each.clause == clause.id]
    assert all(clause.wording[each.start : each.end] == each.text for each in found)
    return [f"{each.text} = {cited(made, each)}" for each in found]


def cited(made: Contract, reference: CrossReference) -> str:
    if reference.target is None:
        return "none"
    return made.citation(reference.target) + (f" {reference.within}" if reference.within else "")


FOUND = [
    ("Pay under Section 2.2.", ["Section 2.2 = 2.2"]),
    ("PAY AS SECTION 2.2 SAYS.", ["SECTION 2.2 = 2.2"]),
    ("Sections 2.2 and 3.1 apply.", ["Sections 2.2 = 2.2", "3.1 = 3.1"]),
    ("Sections 1.1, 2.2, and 3.1 apply.", ["Sections 1.1 = 1.1", "2.2 = 2.2", "3.1 = 3.1"]),
    ("Sections 1.1 through 1.3 apply.", ["Sections 1.1 = 1.1", "1.3 = 1.3"]),
    ("Sections 1.1–1.3 apply.", ["Sections 1.1 = 1.1", "1.3 = 1.3"]),
    ("Section 1.1 and Section 2.2 apply.", ["Section 1.1 = 1.1", "Section 2.2 = 2.2"]),
    ("See § 2.1(a) and §§ 1.1, 1.2.", ["§ 2.1(a) = 2.1(a)", "§§ 1.1 = 1.1", "1.2 = 1.2"]),
    ("See §2.1 (a).", ["§2.1 (a) = 2.1(a)"]),
    ("Under Section 2.3 (c) payment stops.", ["Section 2.3 = 2.3"]),
    ("See Section 2.1(a)(ii).", ["Section 2.1(a)(ii) = 2.1(a)(ii)"]),
    ("See Section 2.1(a)(i) and (ii).", ["Section 2.1(a)(i) = 2.1(a)(i)", "(ii) = 2.1(a)(ii)"]),
    ("See Section 2.1(a) and (b).", ["Section 2.1(a) = 2.1(a)", "(b) = 2.1(b)"]),
    ("See Section 2.2(b).", ["Section 2.2(b) = 2.2 (b)"]),
    ("As Article II and ARTICLE 3 say.", ["Article II = ARTICLE II", "ARTICLE 3 = ARTICLE III"]),
    ("As Article Two says.", ["Article Two = ARTICLE II"]),
    ("Articles I, II and III apply.", ["Articles I = ARTICLE I", "II = ARTICLE II", "III = ARTICLE III"]),
    ("As paragraph (b) says.", ["paragraph (b) = 2.1(b)"]),
    ("As subsection (a) of this Section says.", ["subsection (a) = 2.1(a)"]),
    ("Where clause (a)(ii) above applies.", ["clause (a)(ii) = 2.1(a)(ii)"]),
    ("As paragraph (a) of Section 2.1 says.", ["paragraph (a) of Section 2.1 = 2.1(a)"]),
    ("As clause (ii) of Section 2.1(a) says.", ["clause (ii) of Section 2.1(a) = 2.1(a)(ii)"]),
    ("See Exhibit B.", ["Exhibit B = EXHIBIT B"]),
    ("See Exhibits A through B.", ["Exhibits A = EXHIBIT A", "B = EXHIBIT B"]),
    ("See Exhibit “B” hereto.", ["Exhibit “B” = EXHIBIT B"]),
    ("See Section 3 of Exhibit B.", ["Section 3 of Exhibit B = EXHIBIT B, 3"]),
    ("See Exhibit B, item 2.", ["Exhibit B, item 2 = EXHIBIT B, 2"]),
    ("See Article II, Section 2.3.", ["Article II, Section 2.3 = 2.3"]),
    ("In this Section 2.1 it is so.", ["Section 2.1 = 2.1"]),
    ("As Recital B says.", ["Recital B = B"]),
    ("As Section 2.2 of this Agreement says.", ["Section 2.2 = 2.2"]),
    ("As Section 2.2 of the Agreement says.", ["Section 2.2 = 2.2"]),
    ("Pay (Section 2.2) soon.", ["Section 2.2 = 2.2"]),
    ("Pay soon. Section 2.2 says how.", ["Section 2.2 = 2.2"]),
    ("See Section 2.2, 30 days before.", ["Section 2.2 = 2.2"]),
    # to no clause of this contract
    ("As Section 2.9 says.", ["Section 2.9 = none"]),
    ("As Sections 2.2 and 2.9 say.", ["Sections 2.2 = 2.2", "2.9 = none"]),
    ("As Section 2.1(e) says.", ["Section 2.1(e) = none"]),
    ("As Article IV says.", ["Article IV = none"]),
    ("As Exhibit D says.", ["Exhibit D = none"]),
    ("Section 2.9 shall apply.", ["Section 2.9 = none"]),
    ("Subject to Section 2.9, the Provider shall pay.", ["Section 2.9 = none"]),
    ("Under Section 2.9, Provider shall pay.", ["Section 2.9 = none"]),
    ("Pay (see Section 2.9) soon.", ["Section 2.9 = none"]),
    ("Pay by Section 2.9 within ten days.", ["Section 2.9 = none"]),
    ("The report of Section 2.9 and the bill are due.", ["Section 2.9 = none"]),
    ("Section 2.9 above is so; see also Section 2.8 of this Agreement.", ["Section 2.9 = none", "Section 2.8 = none"]),
    ("See Article II PAYMENT.", ["Article II = ARTICLE II"]),
]


@pytest.mark.parametrize(("words", "references"), FOUND)
def test_words_refer_to_clauses(words: str, references: list[str]) -> None:
    assert stated(words) == references


OUTSIDE = [
    "Follow 45 CFR Part 92.",
    "Follow 45 C.F.R. § 92.36.",
    "Follow Section 200 of OMB Circular A-133.",
    "Follow Section 5 of the Act.",
    "Follow Section 2.9 of the Act.",
    "Follow Sections 2.2 and 2.9 of the Act.",
    "Follow paragraph (b) of Section 2.9 of the Act.",
    "Follow Article 9 of the Uniform Commercial Code.",
    "Follow 30 ILCS 105/25.",
    "Follow section 1902 of the Social Security Act.",
    "Follow Part 170 of title 2.",
    "Follow Section 4.2 of the Master Agreement.",
    "Follow Section 2.9 of the Master Agreement.",
    "Follow Article 5 of the GDPR.",
    "Follow the Act, Section 2.9.",
    "Follow the Social Security Act (Section 2.9).",
    "Follow Public Law 110-252, section 2.9.",
    "Follow Title VI, Section 2.9.",
    "Follow the Manual, Section 2.9.",
    "Follow Rev. Stat. § 2.9.",
    "Follow 42 U.S.C. § 2.9.",
    "Follow the Code Section 2.9.",
    "Exempt under Section 501(c)(3) of the Internal Revenue Code.",
    "Exempt under Section 501(c)(3).",
    "Give Section 8 housing.",
    "Give Part B services.",
    "Provider shall schedule 2 visits.",
    "Each party is paid.",
    "The articles A and B differ.",
    "Send item 9 back.",
    "Part of the work is done.",
    "Section 2.9 et seq. applies.",
    "Appendix II to 2 CFR Part 200 applies.",
    "Follow the Grant Accountability Act at Section 2.9.",
    "Follow Section 2.9, Chapter 3, of the Code.",
    "Follow 2 CFR 200, including Section 2.9.",
    "Follow Title I, Section 2.9 and Section 2.7 of the Act.",
    "Follow the Lease and Section 2.9 thereof.",
    "Follow Section 2.9 of the agreement dated May 1, 2010.",
    "Follow Article IV of its bylaws.",
    "Send Exhibit D to the Lease.",
    "Sections 3 and 8 give housing.",
    "The Lease applies, and Section 2.2 therein.",
    "Pay by Sections 2.2 and 2.9, F.S., at once.",
    "They follow the Constitution of the State, Article II, Section 5, always.",
    "They follow Article II UCC at once.",
    "They follow Article II, IRC.",
    "They follow Section 2.2 FAR in it.",
    "Article II, Wages, of the collective agreement with the Union applies.",
    # no clause has such a number, and it may be another document's
    "They serve Medicaid under Article IV, as amended.",
    "They follow Article IV and the rules thereunder.",
    "They follow Section 2.9, NFPA 101, in each house.",
    "They give Section 2.9 loans.",
    "In Article IV proceedings it is so.",
    "They follow Section 2-101 always.",
    "They serve under Section 2.9 (Medicaid Waiver) always.",
    "They serve under Section 2.9 (HCBS).",
    "They hold a Section 2.9 certification.",
    "They comply with Section 2.9, Standards for Shelters.",
    "They follow Section 2.9 RSMo always.",
]


@pytest.mark.parametrize("words", OUTSIDE)
def test_what_leads_out_of_the_contract_or_may_do_so_is_left_out(words: str) -> None:
    assert stated(words) == []


@pytest.mark.parametrize(
    "words", ["As Section 4.2.1.1 says.", "As Section 57 says.", "As Schedule 4 says.", "As Clause 9 says."]
)
def test_a_form_that_the_contract_does_not_use_is_never_called_dangling(words: str) -> None:
    assert stated(words) == []


def test_where_most_references_of_a_form_find_nothing_none_is_called_dangling() -> None:
    whole = [text.format("Paid.") for text in AGREEMENT]
    whole += [f"The rules of Section 2.{n} hold." for n in range(5, 9)]
    assert [each for each in with_references(contract(paragraphs(*whole))).references if each.target is None] == []


def test_references_nested_without_end_are_read() -> None:
    assert stated("Pay " + "by Section 2.2 of " * 3000 + "Section 2.2.")


def test_doubtful_references_are_kept_where_they_are_asked_for() -> None:
    whole = contract(
        paragraphs(*(text.format("It gives Section 2.9 loans, as Section 2.8 says.") for text in AGREEMENT))
    )
    found = with_references(whole, doubtful=True)
    assert [(each.text, each.doubtful) for each in found.references] == [("Section 2.9", True), ("Section 2.8", False)]
    assert [each.text for each in with_references(found).references] == ["Section 2.8"]


def test_an_exhibit_refers_to_itself_first() -> None:
    whole = [text.format("Paid.") for text in AGREEMENT]
    whole += ["4. As Section 2 says; so does Section 2.2 of this Agreement, and Section 3.3."]
    made = with_references(contract(paragraphs(*whole)))
    assert [cited(made, each) for each in made.references] == ["EXHIBIT B, 2", "2.2", "3.3"]


NUMBERED_ANEW = (
    *("ARTICLE I", "AWARD", "Section 1. Sum. It is paid.", "Section 2. Term. It is a year."),
    *("ARTICLE II", "RECORDS", "Section 1. Books. They are kept.", "Section 2. Audit. {}", "Section 3. End. Done."),
)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Section 1 applies.", "Books."),
        ("Article I, Section 1 applies.", "Sum."),
        ("Section 1 of Article I applies.", "Sum."),
        ("This Section 2 applies.", "Audit."),
    ],
)
def test_the_nearest_of_several_sections_of_one_number_is_meant(words: str, heading: str) -> None:
    made = with_references(contract(paragraphs(*(text.format(words) for text in NUMBERED_ANEW))))
    assert [each.target and made.by_id[each.target].heading for each in made.references] == [heading]


def test_articles_without_the_word_are_articles_where_no_other_are() -> None:
    whole = ("1. Award. It is paid.", "2. Term. A year.", "2.1 Start. In May.", "3. End. {}")
    assert stated("As Article 2 says.", whole) == ["Article 2 = 2"]
    assert stated("As Section 2 says.", whole) == ["Section 2 = 2"]


def test_parts_are_found_where_the_contract_has_parts() -> None:
    whole = ("PART ONE – TERMS", "1. Award. It is paid.", "PART TWO – RATES", "1. Sum. Ten.", "2. Ride. {}")
    assert stated("As Part One says.", whole) == ["Part One = PART ONE"]
    assert stated("As Part 2 says.", whole) == ["Part 2 = PART TWO"]


def test_references_lead_across_the_files_of_a_folder() -> None:
    from contractdiff.readers.plain import read_plain

    agreement = paragraphs("AGREEMENT", "1. Award. See Section 2 of Exhibit B.", "2. Term. A year.", "3. End. May.")
    exhibit = paragraphs("EXHIBIT B", "1. Ride. Five.", "2. Meal. See Section 1, and Section 3 of this Agreement.")
    parts = [
        recover_clauses(read_plain(Path(name), text.encode()), side=Side.OLD, name="")
        for name, text in (("agreement.txt", agreement), ("exhibit-b.txt", exhibit))
    ]
    reading = Reading(file="folder", sha256="", format=Format.FOLDER)
    made = with_references(join_files(parts, reading=reading, side=Side.OLD, name="folder"))
    where = [(made.by_id[each.clause].file, cited(made, each)) for each in made.references]
    assert where == [
        ("agreement.txt", "EXHIBIT B, 2"),
        ("exhibit-b.txt", "EXHIBIT B, 1"),
        ("exhibit-b.txt", "3"),
    ]


NUMBERS = abstract(0, level(0, "%1."), level(1, "(%2)", "lowerLetter")) + num(1, 0)


def bookmark(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'


def numbered(*content: str) -> str:
    return p(*content, props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def test_the_field_of_word_knows_better_than_its_words(tmp_path: Path) -> None:
    body = item("Award.") + numbered(bookmark("_Ref1"), r("Term.")) + item("End.")
    body += numbered(r("See Section "), field(" REF _Ref1 \\r ", "1"), r(" and "), field(" REF _Ref1 ", "Term"), r("."))
    path = tmp_path / "agreement.docx"
    path.write_bytes(word_file(body, numbering=NUMBERS))
    made = with_references(api.read_contract(path, side=Side.OLD))
    assert [(each.text, cited(made, each), each.start) for each in made.references] == [
        ("Section 1", "2", len("See ")),
        ("Term", "2", len("See Section 1 and ")),
    ]


@given(st.lists(any_text, max_size=6))
@settings(max_examples=60)
def test_finding_references_twice_finds_the_same(texts: list[str]) -> None:
    whole = [text.format("See Section 2.2(a) and Exhibit B.") for text in AGREEMENT]
    made = with_references(contract(paragraphs(*whole, *texts)))
    assert with_references(made) == made
    assert all(made.by_id[each.clause].wording[each.start : each.end] == each.text for each in made.references)


# --- what became of them in the next version -------------------------------------------------------------------------


def compared(old: list[str], new: list[str]) -> Comparison:
    made = api.compare_contracts(contract(paragraphs(*old)), contract(paragraphs(*new), Side.NEW))
    check_comparison(made)
    turned = api.compare_contracts(contract(paragraphs(*new)), contract(paragraphs(*old), Side.NEW))
    ids = [({name[1:] for name in c.old}, {name[1:] for name in c.new}) for c in made.changes]
    back = [({name[1:] for name in c.new}, {name[1:] for name in c.old}) for c in turned.changes]
    assert sorted(map(str, ids)) == sorted(map(str, back))
    return made


def told(made: Comparison) -> list[str]:
    """The references of the new version that are not just what they were."""
    return [said(made, each) for each in made.references if each.side is Side.NEW and each.status is not OK]


def said(made: Comparison, each: Reference) -> str:
    words = f"{each.text} {each.status.value}"
    if each.on_purpose:
        return f"{words} on purpose, was {each.was}"
    if each.status in (SHIFTED, DANGLING):
        words += f", meant {made.new.citation(each.meant) if each.meant else 'none'}"
    return words


OLD = [
    "1.1. Award. The Department shall pay the sum that the budget names.",
    "1.2. Term. This agreement ends on the last day of June.",
    "2.1. Invoices. The Provider shall bill each month by the tenth day.",
    "2.2. Interest. The State shall owe interest for late payment of any bill.",
    "2.3. Holdback. A tenth may be kept until the last report has come.",
    "3.1. Books. Every receipt is to be kept for five whole years.",
    "3.2. Audit. {}",
]


def inserted(before: int, words: str) -> list[str]:
    """OLD with a section put in before 2.``before`` and the sections after it renumbered."""
    sections = OLD[2:5]
    sections.insert(before - 1, "2.0. Meals. Hot meals are served on every weekday at noon.")
    renumbered = [f"2.{n}.{text.split('.', 2)[2]}" for n, text in enumerate(sections, 1)]
    return [text.format(words) for text in (*OLD[:2], *renumbered, *OLD[5:])]


CHANGED = [
    # old words, new words, edits, references told
    ("Pay as Section 2.2 says.", "Pay as Section 2.3 says.", [], ["Section 2.3 followed"]),
    (
        "Pay as Sections 2.2 and 2.3 say.",
        "Pay as Sections 2.3 and 2.4 say.",
        [],
        ["Sections 2.3 followed", "2.4 followed"],
    ),
    ("Pay as Section 2.1 says.", "Pay as Section 2.1 says.", [], []),
    ("Pay as Section 2.2 says.", "Pay as Section 2.2 says.", [], ["Section 2.2 shifted, meant 2.3"]),
    ("Pay as Section 2.2 says.", "Pay as Section 2.4 says.", ["2.2", "2.4"], ["Section 2.4 shifted, meant 2.3"]),
    ("Pay as Section 2.2 says.", "Pay as Section 3.1 says.", ["2.2", "3.1"], ["Section 3.1 shifted, meant 2.3"]),
    ("Pay as Section 2.2 says.", "Pay as Section 2.9 says.", ["2.2", "2.9"], ["Section 2.9 dangling, meant 2.3"]),
    ("Pay as Section 2.2 says now.", "Pay as Section 2.3 says.", [" now"], ["Section 2.3 followed"]),
    ("See Section 2.2; pay.", "See Section 2.3 and Section 1.1; pay.", [" and Section 1.1"], ["Section 2.3 followed"]),
]


@pytest.mark.parametrize(("old", "new", "edits", "references"), CHANGED)
def test_references_follow_their_clauses(old: str, new: str, edits: list[str], references: list[str]) -> None:
    made = compared([text.format(old) for text in OLD], inserted(2, new))
    assert told(made) == references
    audit = next(clause.id for clause in made.new.clauses if clause.label == "3.2.")
    change = [change for change in made.changes if audit in change.new]
    words = [edit.text.strip() for each in change for edit in each.edits if edit.op in (Op.DELETE, Op.INSERT)]
    assert words == [edit.strip() for edit in edits]
    if not edits:
        assert any(pair[1] == audit for pair in made.unchanged)
    xrf = [flag for each in change for flag in each.flags if flag.category == "XRF"]
    wrong = bool(edits) and any(word in " ".join(references) for word in ("shifted", "dangling"))
    assert bool(xrf) == wrong
    if wrong:
        assert change[0].priority is not Priority.ADMINISTRATIVE
        assert "2.3" in xrf[0].why


def test_a_reference_to_a_deleted_clause_is_told() -> None:
    old = [text.format("Pay as Section 2.2 and Section 2.3 say.") for text in OLD]
    new = [*old[:3], old[4].replace("2.3.", "2.2."), *old[5:]]
    made = compared(old, new)
    assert told(made) == ["Section 2.2 shifted, meant none", "Section 2.3 dangling, meant 2.2"]
    assert [change.kind for change in made.changes] == [ChangeKind.DELETED, ChangeKind.RENUMBERED]


def test_many_references_to_a_deleted_clause_are_all_told() -> None:
    old = [text.format("Pay as Section 2.3 says.") for text in OLD]
    old[5] = "3.1. Books. Every receipt is to be kept as Section 2.3 loans require."
    old += ["3.3. Access. Books are open under Section 2.3.", "3.4. End. Section 1.1 ends."]
    made = compared(old, [text for text in old if not text.startswith("2.3")])
    assert told(made) == ["Section 2.3 dangling, meant none"] * 3
    assert len(made.astray) == 3


SPLIT = (
    "1. Records. The Provider shall keep every record of the services for six years. It shall also let the Agency "
    "inspect them at any hour.",
    "2. Notices. Every notice is to be sent in writing to the address on the first page.",
    "3. Survival. {}",
)
IN_PIECES = (
    "1. Records. The Provider shall keep every record of the services for six years.",
    "2. Inspection. It shall also let the Agency inspect them at any hour.",
    "3. Notices. Every notice is to be sent in writing to the address on the first page.",
    "4. Survival. {}",
)


@pytest.mark.parametrize(
    ("new", "edits", "references"),
    [
        ("Section 1 survives, and Section 3 does not.", [], ["Section 3 followed"]),
        (
            "Section 2 survives, and Section 3 does not.",
            ["1", "2"],
            ["Section 2 shifted, meant 1", "Section 3 followed"],
        ),
        (
            "Sections 1 and 2 survive, and Section 3 does not.",
            ["Section", "Sections", "survives", "and 2 survive"],
            ["Sections 1 followed", "Section 3 followed"],
        ),
    ],
)
def test_of_a_clause_that_was_split_a_later_piece_is_not_the_whole(
    new: str, edits: list[str], references: list[str]
) -> None:
    old = [text.format("Section 1 survives, and Section 2 does not.") for text in SPLIT]
    made = compared(old, [text.format(new) for text in IN_PIECES])
    assert told(made) == references
    assert edited(made, "4.") == edits


def edited(made: Comparison, label: str) -> list[str]:
    """The words deleted from and inserted in the clause of the new version with this label."""
    clause = next(clause.id for clause in made.new.clauses if clause.label == label)
    edits = (edit for change in made.changes if clause in change.new for edit in change.edits)
    return [edit.text.strip() for edit in edits if edit.op in (Op.DELETE, Op.INSERT)]


@pytest.mark.parametrize(
    ("old", "new", "edits", "references"),
    [
        (
            "Section 1 governs over Section 2.",
            "Section 2 governs over Section 1.",
            ["1", "2", "2", "1"],
            ["Section 2 shifted on purpose, was Section 1", "Section 1 shifted on purpose, was Section 2"],
        ),
        ("Sections 1 through 3 end.", "Sections 1 and 3 end.", ["through", "and"], []),
        ("As Section 1 says.", "As Section 2 says.", ["1", "2"], ["Section 2 shifted on purpose, was Section 1"]),
        ("As Section 1 says.", "As Section 9 says.", ["1", "9"], ["Section 9 dangling, meant 1"]),
        ("As Section 2 says.", "As Section 3 says.", ["2", "3"], ["Section 3 shifted, meant 2"]),
    ],
)
def test_references_turned_to_other_clauses(old: str, new: str, edits: list[str], references: list[str]) -> None:
    made = compared([text.format(old) for text in SPLIT], [text.format(new) for text in SPLIT])
    assert told(made) == references
    assert edited(made, "3.") == edits
    on_purpose = [each for each in made.references if each.on_purpose]
    assert all(each.was and each not in made.astray for each in on_purpose)
    assert made.changes[0].priority is not Priority.ADMINISTRATIVE
    for each in on_purpose:
        assert any(f"It was “{each.was}”." in flag.why for flag in made.changes[0].flags if flag.category == "XRF")


def test_a_clause_that_names_itself_by_its_new_number_is_right() -> None:
    old = [text.format("So it is.") for text in SPLIT]
    old[1] += " See also this Section 3."
    new = [old[0], "2. Meals. Hot meals are served on every weekday at noon.", f"3{old[1][1:]}", f"4{old[2][1:]}"]
    assert told(compared(old, new)) == []


def test_exhibits_lettered_anew_are_followed() -> None:
    ends = ["EXHIBIT A", "SCOPE", "1. Forty clients are served.", "EXHIBIT B", "RATES", "1. A meal costs nine dollars."]
    old = ["1. Award. The rates of Exhibit B are paid, as Section 1 of Exhibit B says.", "2. Term. A year.", *ends]
    new = ["1. Award. The rates of Exhibit C are paid, as Section 1 of Exhibit C says.", "2. Term. A year.", *ends[:3]]
    new += ["EXHIBIT B", "STAFF", "1. Every driver has a licence.", "EXHIBIT C", *ends[4:]]
    made = compared(old, new)
    assert told(made) == ["Exhibit C followed", "Section 1 of Exhibit C followed"]
    assert {change.kind for change in made.changes} == {ChangeKind.ADDED, ChangeKind.RENUMBERED}


def test_what_dangled_already_is_told_of_both_versions() -> None:
    old = [text.format("Pay as Section 2.7 says.") for text in OLD]
    made = compared(old, [*old, "3.3. Meals. Hot meals are served on every weekday."])
    assert [(each.side, each.status) for each in made.references] == [(Side.OLD, DANGLING), (Side.NEW, DANGLING)]


def test_a_version_compared_with_itself_follows_nothing() -> None:
    old = [text.format("Pay as Sections 2.2 and 2.3 say, and Article II.") for text in OLD]
    made = compared(old, old)
    assert not made.changes
    assert {each.status for each in made.references} == {OK}


def test_a_clause_put_in_the_place_of_another_is_not_what_was_meant() -> None:
    old = ["1. Provider may appeal any denial within ten days.", "2. Section 1 survives the end of this Agreement."]
    new = ["1. Staff park behind the building at no cost.", old[1]]
    assert [each.status for each in compared(old, new).astray] == [SHIFTED]


def test_a_reference_to_a_clause_that_was_emptied_is_told() -> None:
    old = ["1. Appeals. Provider may appeal any denial.", "2. Rooms. Provider keeps its rooms clean and warm."]
    old.append("3. Hearings. Under Section 1 a hearing is held.")
    new = ["1. [Reserved]", *old[1:]]
    assert [(each.text, each.status) for each in compared(old, new).astray] == [("Section 1", SHIFTED)]


@pytest.mark.parametrize(
    "words",
    ["as in the Lease Agreement, Section {}, with the owner", "as Section {} of such agreement says"],
)
def test_the_section_of_another_document_does_not_follow(words: str) -> None:
    old = ["1. Rooms. Provider keeps its rooms clean.", "2. Rent. Provider pays the rent of its rooms."]
    new = [old[0], "2. Staff. Provider hires whom it needs.", old[1].replace("2.", "3.")]
    old.append(f"3. Owner. Provider pays {words.format(2)}.")
    new.append(f"4. Owner. Provider pays {words.format(3)}.")
    made = compared(old, new)
    changed = [change for change in made.changes if change.kind is ChangeKind.MODIFIED]
    assert [made.old.citation(change.old[0]) for change in changed] == ["3"]

"""Defined terms: which words define one, who uses it, and whom a changed definition reaches."""

import pytest
from builders import contract, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_text

from contractdiff import api
from contractdiff.model import Comparison, Side
from contractdiff.structure import with_definitions

DEFINING = [
    ("“Award” means the sum of Exhibit B.", ["Award"]),
    ('"Award" shall mean the sum.', ["Award"]),
    ("“Award” is defined as the sum.", ["Award"]),
    ("“Award” has the meaning given in Section 2.1.", ["Award"]),
    ("“Award” refers to the sum.", ["Award"]),
    ("The term “Award” means the sum.", ["Award"]),
    ("“Award” or “Grant” means the sum.", ["Award", "Grant"]),
    ("“Award” (also “Grant”) means the sum.", ["Award", "Grant"]),
    ("“Business Day” (in this State) means a weekday.", ["Business Day"]),
    ("This is made with Acme Inc. (the “Provider”).", ["Provider"]),
    ('This is made with Acme Inc. ("Provider").', ["Provider"]),
    ("The Department (hereinafter “DHS”) and Acme (hereinafter referred to as the “Provider”).", ["DHS", "Provider"]),
    ("Acme and the State (collectively, the “Parties” and each a “Party”).", ["Parties", "Party"]),
    ("The Department of Human Services (“DHS” or the “Department”) agrees.", ["DHS", "Department"]),
]
NOT_DEFINING = [
    "The word “Award” stands on the seal.",
    "Send it in an envelope marked “Award”.",
    "This means that the award is paid.",
    "It is paid (see “Rates” in Exhibit B).",
    "“A” means the first letter.",
    "Award means nothing outside of an article of definitions.",
]


def defined(text: str) -> list[str]:
    return [each.term for each in with_definitions(contract(text)).definitions]


@pytest.mark.parametrize(("words", "terms"), DEFINING)
def test_words_define_terms(words: str, terms: list[str]) -> None:
    assert defined(paragraphs("1. Award. It is paid.", f"2. {words}")) == terms


@pytest.mark.parametrize("words", NOT_DEFINING)
def test_words_that_define_nothing(words: str) -> None:
    assert defined(paragraphs("1. Award. It is paid.", f"2. {words}")) == []


def test_an_article_of_definitions_needs_no_quotation_marks() -> None:
    plain = ("ARTICLE I", "DEFINITIONS", "1.1. Award means the sum.", "1.2. Unit of Service means an hour.")
    assert defined(paragraphs(*plain, "ARTICLE II", "PAYMENT", "2.1. Award means nothing here.")) == [
        "Award",
        "Unit of Service",
    ]
    headed = ("ARTICLE I", "DEFINITIONS", "1.1. Award. The sum of Exhibit B.", "1.2. Unit of Service. An hour of care.")
    assert defined(paragraphs(*headed)) == ["Award", "Unit of Service"]
    mixed = ("ARTICLE I", "DEFINITIONS", "1.1. “Award” means the sum.", "1.2. Reading. Headings do not bind.")
    assert defined(paragraphs(*mixed)) == ["Award"]


def test_a_table_of_definitions_defines_by_its_first_cells() -> None:
    from contractdiff.model import Block, Format, Reading, Role, SourceText
    from contractdiff.structure import recover_contract

    rows = [("Term", "Meaning"), ("Award", "the sum of Exhibit B"), ("Client", "a person who is served")]
    blocks = tuple(Block(text="\t".join(cells), cells=cells, role=Role.TABLE_ROW, table=0) for cells in rows)
    source = SourceText(reading=Reading(file="a.docx", sha256="", format=Format.DOCX), blocks=blocks)
    made = with_definitions(recover_contract(source, side=Side.OLD, name="old"))
    assert [each.term for each in made.definitions] == ["Award", "Client"]


USES = [
    ("The Client is served.", ["Client"]),
    ("Clients are served.", ["Client"]),
    ("The Client’s file is kept.", ["Client"]),
    ("An Eligible Client is served.", ["Eligible Client"]),
    ("A client is served.", []),
    ("Clientele is served.", []),
    ("The Client-Server Manual.", []),
    ("Each Facility and all Facilities.", ["Facility"]),
    ("Services for an Eligible Client or a Client.", ["Client", "Eligible Client"]),
    ("Units of Service are paid.", ["Unit of Service"]),
    ("Both Parties sign.", ["Parties"]),
    ("Each Party signs.", ["Party"]),
]


@pytest.mark.parametrize(("words", "terms"), USES)
def test_a_use_is_the_term_with_its_capitals(words: str, terms: list[str]) -> None:
    definitions = ["1. “Client” means one.", "2. “Eligible Client” means another.", "3. “Facility” means a house."]
    definitions += ["4. “Unit of Service” means an hour.", "5. “Parties” means us; “Party” means either."]
    made = with_definitions(contract(paragraphs(*definitions, f"6. {words}")))
    use = made.clauses[-1].id
    assert sorted(each.term for each in made.definitions if use in each.uses) == terms


def test_the_defining_clause_is_no_use() -> None:
    made = with_definitions(contract(paragraphs("1. “Client” means a Client.", "2. Each Client is served.", "3. End.")))
    assert [(each.clause, each.uses) for each in made.definitions] == [("o1", ("o2",))]


@given(st.lists(any_text, max_size=6))
@settings(max_examples=60)
def test_defining_twice_defines_the_same(texts: list[str]) -> None:
    made = with_definitions(contract(paragraphs("1. “Client” means one.", *texts, "2. A Client (the “Guest”) eats.")))
    assert with_definitions(made) == made


OLD = (
    "1. Terms.",
    "“Award” means the sum that the budget names for the year.",
    "“Client” means a person who lives in the county and is served.",
    "2. Intake. The Provider shall take in each Client within ten days of the call.",
    "3. Files. The file of a Client is locked away at night.",
    "4. Payment. The Award is paid by the quarter, in equal parts.",
)


def reached(made: Comparison) -> list[tuple[str, str, tuple[str, ...]]]:
    own = {Side.OLD: made.old, Side.NEW: made.new}
    return [
        (each.term, each.side.value, tuple(own[each.side].citation(name) for name in each.clauses))
        for change in made.changes
        for each in change.reach
    ]


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> Comparison:
    return api.compare_contracts(contract(paragraphs(*old)), contract(paragraphs(*new), Side.NEW))


def test_a_changed_definition_reaches_whoever_uses_the_term() -> None:
    new = tuple(text.replace("lives in the county", "lives in the state") for text in OLD)
    assert reached(compared(OLD, new)) == [("Client", "n", ("2", "3"))]


def test_nothing_is_said_of_a_term_that_no_other_clause_writes_so() -> None:
    old = tuple(text.replace("Client ", "client ") for text in OLD)
    old = (*old[:2], old[2].replace("client", "Client"), *old[3:])
    new = tuple(text.replace("lives in the county", "lives in the state") for text in old)
    assert reached(compared(old, new)) == []


def test_a_deleted_definition_reaches_the_clauses_of_the_old_version_and_an_added_one_those_of_the_new() -> None:
    new = (*OLD[:2], *OLD[3:])
    assert reached(compared(OLD, new)) == [("Client", "o", ("2", "3"))]
    assert reached(compared(new, OLD)) == [("Client", "n", ("2", "3"))]


def test_a_definition_that_was_only_moved_reaches_nobody() -> None:
    new = (OLD[0], OLD[2], OLD[1], *OLD[3:])
    assert reached(compared(OLD, new)) == []


def test_of_several_terms_in_one_clause_those_count_whose_words_changed() -> None:
    old = ("1. Terms. “Award” means the sum named. “Client” means a person served.", *OLD[3:])
    new = (old[0].replace("person served", "person who is eligible"), *OLD[3:])
    assert reached(compared(old, new)) == [("Client", "n", ("2", "3"))]

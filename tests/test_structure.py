"""From paragraphs to clauses: labels, headings, parents, citations."""

from builders import contract, paragraphs
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import any_text

from contractdiff.model import Block, Contract, Format, Reading, Side, SourceText
from contractdiff.structure import recover_contract
from contractdiff.text import fold


def drawn(made: Contract) -> str:
    """The clauses as an indented list: label, heading, text."""
    depth: dict[str, int] = {}
    lines = []
    for clause in made.clauses:
        depth[clause.id] = depth[clause.parent] + 1 if clause.parent else 0
        words = " | ".join(filter(None, (clause.label, clause.heading, clause.text)))
        lines.append("  " * depth[clause.id] + words)
    return "\n".join(lines)


def test_articles_sections_paragraphs_and_exhibits_nest() -> None:
    made = contract(
        paragraphs(
            "PROVIDER AGREEMENT",
            "WHEREAS, the Department buys services; and",
            "ARTICLE I",
            "DEFINITIONS",
            "1.1. Terms. The terms below have these meanings.",
            "(a) “Award” means the sum of Exhibit B.",
            "(b) “Client” means a person served.",
            "(i) A child is a client.",
            "(ii) A parent is not.",
            "(c) “Day” means a calendar day.",
            "1.2. Reading. Headings do not bind.",
            "ARTICLE II",
            "PAYMENT",
            "2.1. Invoices. Provider shall bill monthly.",
            "Late bills are paid late.",
            "EXHIBIT A",
            "SCOPE OF SERVICES",
            "1. Provider shall serve 40 clients.",
            "2. Provider shall keep a waiting list.",
        )
    )
    assert drawn(made) == "\n".join(
        [
            "PROVIDER AGREEMENT",
            "  WHEREAS, the Department buys services; and",
            "ARTICLE I | DEFINITIONS",
            "  1.1. | Terms. | The terms below have these meanings.",
            "    (a) | “Award” means the sum of Exhibit B.",
            "    (b) | “Client” means a person served.",
            "      (i) | A child is a client.",
            "      (ii) | A parent is not.",
            "    (c) | “Day” means a calendar day.",
            "  1.2. | Reading. | Headings do not bind.",
            "ARTICLE II | PAYMENT",
            "  2.1. | Invoices. | Provider shall bill monthly.",
            "    Late bills are paid late.",
            "EXHIBIT A | SCOPE OF SERVICES",
            "  1. | Provider shall serve 40 clients.",
            "  2. | Provider shall keep a waiting list.",
        ]
    )
    by_text = {clause.text: made.citation(clause.id) for clause in made.clauses}
    assert by_text["A parent is not."] == "1.1(b)(ii)"
    assert by_text["Provider shall keep a waiting list."] == "EXHIBIT A, 2"
    assert by_text["Late bills are paid late."] == "2.1"


def test_a_letter_i_goes_on_with_the_list_it_stands_in() -> None:
    letters = paragraphs(*(f"({letter}) Item {letter} of the list." for letter in "abcdefghij"))
    assert {clause.parent for clause in contract(letters).clauses} == {None}
    roman = contract(paragraphs("(a) First.", "(i) One.", "(ii) Two.", "(b) Second.", "(i) Again."))
    assert [made.citation(c.id) for made in [roman] for c in made.clauses] == [
        "(a)",
        "(a)(i)",
        "(a)(ii)",
        "(b)",
        "(b)(i)",
    ]


def test_a_doubtful_label_needs_a_neighbour() -> None:
    lone = contract(paragraphs("J. Smith signs for the Department.", "Nobody else signs."))
    assert lone.clauses[0].label is None
    listed = contract(paragraphs("A. Smith signs for the Department.", "B. Jones signs for Provider."))
    assert [clause.label for clause in listed.clauses] == ["A.", "B."]


def test_numbered_headings_without_marks_are_labels_when_they_count_on() -> None:
    made = contract(paragraphs("1 Overview", "The name is Sad Bee.", "2 Membership", "Any person may join it."))
    assert [(clause.label, clause.heading or clause.text) for clause in made.clauses][::2] == [
        ("1", "Overview"),
        ("2", "Membership"),
    ]


def test_unnumbered_text_is_compared_by_paragraph_and_said_to_be() -> None:
    made = contract(
        paragraphs(*(f"Paragraph about subject {word}." for word in "pay notice audit term law fees".split()))
    )
    assert [notice.code.value for notice in made.reading.notices] == ["NO_CLAUSE_NUMBERS"]


@given(st.lists(any_text, min_size=1, max_size=8))
def test_every_word_stands_in_exactly_one_clause(texts: list[str]) -> None:
    lines = [" ".join(each.split()) for each in texts]
    # typed before a word, a lone "o" is the bullet that Word prints so
    assume(not any(line.startswith("o ") for line in lines))
    text = "\n\n".join([*lines, "End of it"])
    made = contract(text)
    said = "".join(fold(f"{clause.label or ''}{clause.wording}") for clause in made.clauses)
    letters = [letter for letter in said if letter.isalnum()]
    assert letters == [letter for letter in fold(text) if letter.isalnum()]


@given(st.lists(any_text, max_size=8))
def test_parents_come_first(texts: list[str]) -> None:
    made = contract("\n\n".join([*texts, "End of it"]))
    seen: set[str] = set()
    for clause in made.clauses:
        assert clause.parent is None or clause.parent in seen
        seen.add(clause.id)
        made.citation(clause.id)


def test_a_list_of_contents_is_set_aside() -> None:
    made = contract(
        paragraphs(
            "AGREEMENT",
            "Article I. Purpose .... 1",
            "Article II. Payment .... 2",
            "Article III. Term .... 4",
            "Article I. Purpose",
            "The parties agree on services.",
            "Article II. Payment",
            "Provider is paid $40 an hour, 12 hours a week, 52 weeks a year for 3",
            "Article III. Term",
            "It ends on June 30, 2012.",
        )
    )
    assert [aside.text for aside in made.reading.set_aside][::2] == [
        "Article I. Purpose .... 1",
        "Article III. Term .... 4",
    ]
    assert [clause.label for clause in made.clauses if clause.label] == ["Article I.", "Article II.", "Article III."]
    assert len(made.clauses) == 7


def test_a_list_of_contents_without_page_numbers_is_set_aside_as_well() -> None:
    heads = ["Section 1. Purpose and Scope", "Section 2. Payment", "Section 3. Term"]
    texts = ["The parties agree.", "Provider is paid.", "It ends in June."]
    body = [each for pair in zip(["SECTION 1. PURPOSE & SCOPE", *heads[1:]], texts, strict=True) for each in pair]
    made = contract(paragraphs("AGREEMENT", "Table of Contents", *heads, *body))
    assert [aside.text for aside in made.reading.set_aside] == ["Table of Contents", *heads]
    assert [clause.label for clause in made.clauses if clause.label] == ["SECTION 1.", "Section 2.", "Section 3."]
    lonely = contract(paragraphs("AGREEMENT", "TABLE OF CONTENTS", *body))
    assert [aside.text for aside in lonely.reading.set_aside] == ["TABLE OF CONTENTS"]
    assert len(contract(paragraphs("AGREEMENT", "Contents", *body)).clauses) == 8


def test_numbers_at_line_ends_alone_make_no_list_of_contents() -> None:
    rows = [f"Unit {n} is paid at the rate of {n * 10}" for n in range(1, 6)]
    assert len(contract(paragraphs("Rates", *rows)).clauses) == 6


def test_a_whole_number_goes_on_above_the_decimals_before_it() -> None:
    texts = ["SCHEDULE C", "11.1. Start. It starts.", "11.2. Last. It lasts.", "12. End. It ends.", "12.1. How. So."]
    made = contract(paragraphs(*texts))
    assert [made.citation(clause.id) for clause in made.clauses] == [
        "SCHEDULE C",
        "SCHEDULE C, 11.1",
        "SCHEDULE C, 11.2",
        "SCHEDULE C, 12",
        "SCHEDULE C, 12.1",
    ]


def test_decimals_stand_under_their_whole_number_in_an_exhibit_too() -> None:
    made = contract(
        paragraphs("EXHIBIT A", "1. SCOPE", "1.1 Provider serves.", "2. PRICE", "2.1 $5.", "8. END", "8.4 So.")
    )
    assert drawn(made).splitlines()[2:] == [
        "    1.1 | Provider serves.",
        "  2. | PRICE",
        "    2.1 | $5.",
        "  8. | END",
        "    8.4 | So.",
    ]
    listed = contract(paragraphs("EXHIBIT A", "1.4 Papers:", "1. a form,", "2. a map.", "2.1 $5."))
    assert drawn(listed).splitlines()[-1] == "  2.1 | $5."


def test_a_heading_does_not_stand_under_an_item_of_a_list() -> None:
    typed = ["EXHIBIT A", "I. DUTIES", "a) To serve.", "b) To tell.", "II. RIGHTS", "a) To be paid."]
    assert citations(*typed) == [
        "EXHIBIT A", "EXHIBIT A, I", "EXHIBIT A, I, a)", "EXHIBIT A, I, b)", "EXHIBIT A, II", "EXHIBIT A, II, a)",
    ]  # fmt: skip
    assert citations("EXHIBIT B", "a) Words.", "b) Words.", *typed[1:])[3:5] == ["EXHIBIT B, I", "EXHIBIT B, I, a)"]
    assert citations("8.4 Words.", "11. NEXT THING", "11.1 So.") == ["8.4", "11", "11.1"]


def test_sections_with_decimals_stand_under_their_section() -> None:
    made = contract(paragraphs("SECTION 1. RULES", "Sec. 1.01 Bids. By mail.", "Sec. 1.02 Pay.", "SECTION 2. WORK"))
    assert [line.index(line.strip()) // 2 for line in drawn(made).splitlines()] == [0, 1, 1, 0]


def test_a_label_that_stands_for_several_holds_those_that_follow() -> None:
    typed = [
        "(a)(1) One.",
        "(i) So.",
        "(ii) So.",
        "(2) Two.",
        "(b) Two.",
        "(c)(1)(i) A.",
        "(ii) B.",
        "(2) C.",
        "(d) D.",
    ]
    assert citations(*typed) == [
        "(a)(1)", "(a)(1)(i)", "(a)(1)(ii)", "(a)(2)", "(b)", "(c)(1)(i)", "(c)(1)(ii)", "(c)(2)", "(d)",
    ]  # fmt: skip
    assert citations("1. (a) One.", "(b) Two.", "2. End.") == ["1(a)", "1(b)", "2"]
    assert citations("e. Fees.", "f. (1) One.", "(2) Two.", "g. End.") == ["e", "f(1)", "f(2)", "g"]
    assert citations("8. Rules:", "a) i. One.", "ii. Two.", "b) End.") == ["8", "8, a) i", "8, a), ii", "8, b)"]
    assert citations("5.2(a) One.", "(b) Two.", "(i) So.", "5.3 End.") == ["5.2(a)", "5.2(b)", "5.2(b)(i)", "5.3"]
    assert citations("(a)(1) One.", "(a)(2) Two.", "(b)(1) One.") == ["(a)(1)", "(a)(2)", "(b)(1)"]


def test_a_sentence_in_the_style_of_a_heading_is_no_heading() -> None:
    texts = [
        "Fees",
        "Provider shall bill monthly.",
        "was known before; or",
        "The law is that of Utah.",
        "Fees and Costs.",
    ]
    blocks = tuple(Block(text=text, heading=True, label=f"{n}.") for n, text in enumerate(texts, 1))
    reading = Reading(file="a.docx", sha256="0", format=Format.DOCX)
    made = recover_contract(SourceText(reading=reading, blocks=blocks), side=Side.OLD, name="A")
    assert [clause.heading for clause in made.clauses] == ["Fees", None, None, None, "Fees and Costs."]


def test_lists_that_begin_anew_stand_beside_one_another() -> None:
    made = contract(paragraphs(*["Words between the lists stand here.", "(a) first thing;", "(b) second thing."] * 3))
    assert [made.citation(clause.id) for clause in made.clauses if clause.label] == ["(a)", "(b)"] * 3


def citations(*typed: str) -> list[str]:
    made = contract(paragraphs(*typed))
    return [made.citation(clause.id) for clause in made.clauses]


def test_an_i_after_an_h_is_read_by_what_comes_after_it() -> None:
    before = ["(g) One.", "(h) Two."]
    assert citations(*before, "(i) Letter.", "(j) Letter.")[2:] == ["(i)", "(j)"]
    nested = ["(1) Item:", "(i) Roman.", "(ii) Roman."]
    assert citations(*before, *nested, "(2) Item.", "(i) Letter.", "(j) Letter.")[2:] == [
        "(h)(1)", "(h)(1)(i)", "(h)(1)(ii)", "(h)(2)", "(i)", "(j)",
    ]  # fmt: skip
    assert citations(*before, "(i) Letter.", *nested, "(j) Letter.")[2:] == [
        "(i)", "(i)(1)", "(i)(1)(i)", "(i)(1)(ii)", "(j)",
    ]  # fmt: skip


def test_a_list_that_the_words_before_lead_to_stands_under_them() -> None:
    typed = ["(c) Remedies.", "(1) Refund.", "(2) Correction:", "(i) By mail.", "(ii) Otherwise:", "(A) By either:",
             "(1) Paying.", "(2) Sending.", "(B) By both."]  # fmt: skip
    assert citations(*typed)[5:] == ["(c)(2)(ii)(A)", "(c)(2)(ii)(A)(1)", "(c)(2)(ii)(A)(2)", "(c)(2)(ii)(B)"]


def test_the_numbering_scheme_is_told_from_the_outermost_level_in() -> None:
    typed = ["ARTICLE I GENERAL"] + [f"1.{n}. Words. (a) More." for n in range(1, 4)] + ["(a) One.", "(b) Two.",
             "(i) Small.", "(ii) Smaller.", "(iii) Smallest.", "ARTICLE II PAYMENT"]  # fmt: skip
    scheme = contract(paragraphs(*typed)).numbering
    assert scheme.levels == ("ARTICLE I", "1.1.", "(a)", "(i)")
    assert (scheme.automatic, scheme.typed) == (0, 10)


def test_sections_that_bear_the_number_of_their_article() -> None:
    typed = ["ARTICLE II", "PAYMENT", "II.1. Invoices are sent monthly.", "II.1.A. By mail.", "II.1.B. Or not.",
             "II.2. Bills are paid.", "ARTICLE III", "TERM", "III.1. It lasts a year."]  # fmt: skip
    assert citations(*typed) == [
        "ARTICLE II", "II.1", "II.1.A", "II.1.B", "II.2", "ARTICLE III", "III.1",
    ]  # fmt: skip

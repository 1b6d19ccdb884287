"""Changes that were withdrawn in an earlier proceeding and are back."""

from builders import comparison, paragraphs
from redrafts import back_right

from contractdiff.model import ChangeId, Comparison, Flag, Withdrawn
from contractdiff.rounds import BACK, back_again

INVOICES = "1.1. Invoices. The Provider shall submit invoices within 30 days after the end of each month."
MEALS = "1.2. Meals. The Provider shall submit meal counts within 30 days, and shall keep the menus of each year."
FEES = "Fees. The Department may charge a fee of 3 percent for each amendment that the Provider requests in writing."


def flags(made: Comparison) -> list[Flag]:
    return [flag for change in made.changes for flag in change.flags if flag.category == BACK]


def withdrawn(old: str, proposed: str, version: str = "FY2012") -> Withdrawn:
    return Withdrawn(version=version, change=ChangeId("C-014"), old=old, proposed=proposed)


def bare(line: str) -> str:
    return line.split(" ", 1)[1]


def test_a_figure_is_back_in_its_clause() -> None:
    made = comparison(paragraphs(INVOICES, MEALS), paragraphs(INVOICES.replace("30", "10"), MEALS))
    (flag,) = flags(back_again(made, [withdrawn(bare(INVOICES), bare(INVOICES).replace("30", "10"))]))
    assert (flag.name, flag.why) == ("Back again", "Withdrawn in FY2012 after C-014; it is back.")
    assert flag.question.endswith("?")
    assert (flag.old, flag.new) == ("30", "10")


def test_the_same_figure_in_another_clause_is_not() -> None:
    made = comparison(paragraphs(INVOICES, MEALS), paragraphs(INVOICES, MEALS.replace("30", "10")))
    assert not flags(back_again(made, [withdrawn(bare(INVOICES), bare(INVOICES).replace("30", "10"))]))


def test_another_figure_in_the_same_clause_is_not() -> None:
    made = comparison(INVOICES, INVOICES.replace("30", "20"))
    assert not flags(back_again(made, [withdrawn(bare(INVOICES), bare(INVOICES).replace("30", "10"))]))


def test_a_phrase_of_many_clauses_is_not() -> None:
    made = comparison(paragraphs(INVOICES, MEALS), paragraphs(INVOICES, MEALS.replace("submit", "submit upon demand")))
    assert not flags(
        back_again(made, [withdrawn(bare(INVOICES), bare(INVOICES).replace("submit", "submit upon demand"))])
    )


def test_an_added_clause_is_back_in_nearly_the_same_words() -> None:
    now = FEES.replace("3 percent", "4 percent").replace("in writing", "by letter")
    made = comparison(paragraphs(INVOICES, MEALS), paragraphs(INVOICES, MEALS, f"1.3. {now}"))
    assert len(flags(back_again(made, [withdrawn("", FEES)]))) == 1


def test_a_deletion_is_back() -> None:
    made = comparison(paragraphs(INVOICES, MEALS), paragraphs(INVOICES))
    assert len(flags(back_again(made, [withdrawn(bare(MEALS), "")]))) == 1
    assert not flags(back_again(made, [withdrawn(bare(INVOICES), "")]))


def test_each_proceeding_is_named_once() -> None:
    made = comparison(INVOICES, INVOICES.replace("30", "10"))
    before = withdrawn(bare(INVOICES), bare(INVOICES).replace("30", "10"), "FY2010")
    told = flags(back_again(made, [before, before, withdrawn(before.old, before.proposed, "FY2011")]))
    assert [flag.why[:19] for flag in told] == ["Withdrawn in FY2010", "Withdrawn in FY2011"]


def test_nothing_else_of_the_comparison_changes() -> None:
    made = comparison(INVOICES, INVOICES.replace("30", "10"))
    assert back_again(made, []) == made


def test_of_a_made_year_what_is_back_is_told() -> None:
    sums = [sum(each) for each in zip(*(back_right(f"suite {number}") for number in range(4)), strict=True)]
    told, back, false, changes = sums
    assert told >= 0.95 * back > 0
    assert false <= 0.005 * changes

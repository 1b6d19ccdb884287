"""The agency's next draft under the ids that people already use."""

from dataclasses import replace
from datetime import date

import pytest
from builders import contract, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from redrafts import carried_right

from contractdiff.api import compare_contracts
from contractdiff.errors import InputError
from contractdiff.model import Authority, Became, Carried, ChangeId, CitedBy, Comparison, Fact, Side, Standing
from contractdiff.rounds import carry_ids

INVOICES = "1.1. Invoices. The Provider shall submit invoices within 30 days after the end of each month."
AUDIT = "1.2. Audit. The Provider may choose its own auditor, and shall send the report to the Department in May."
RECORDS = "1.3. Records. The Provider shall keep case files in a locked cabinet for five years after final payment."
NOTICE = "1.4. Notice. Either party may end this agreement by giving 60 days of written notice to the other party."
OLD = [INVOICES, AUDIT, RECORDS, NOTICE]


def compared(old: list[str], new: list[str]) -> Comparison:
    return compare_contracts(contract(paragraphs(*old)), contract(paragraphs(*new), Side.NEW))


def carried(first: list[str], second: list[str], *, old: list[str] = OLD, **ids: str) -> Carried:
    """The second draft with the ids of the first, whose changes bear the names given (``C_001="C-040"``)."""
    names = {ChangeId(key.replace("_", "-")): ChangeId(name) for key, name in ids.items()}
    before = compared(old, first)
    before = replace(before, changes=tuple(replace(each, id=names.get(each.id, each.id)) for each in before.changes))
    return carry_ids(before, compared(old, second), compared(first, second), taken={"C-090"})


def became(made: Carried) -> dict[str, Became]:
    return {each.id: each.became for each in made.since}


DRAFT = [INVOICES.replace("30", "10"), AUDIT.replace("May", "June"), RECORDS, NOTICE.replace("60", "15")]


def test_each_change_is_told_what_became_of_it() -> None:
    made = carried(DRAFT, [DRAFT[0], AUDIT, RECORDS, NOTICE.replace("60", "45")], C_001="C-040", C_003="C-007")
    assert became(made) == {"C-040": Became.UNCHANGED, "C-002": Became.WITHDRAWN, "C-007": Became.REWORDED}
    assert [change.id for change in made.comparison.changes] == ["C-040", "C-007"]
    assert made.added == ()


def test_a_new_change_gets_the_next_id_that_was_never_used() -> None:
    made = carried(DRAFT, [*DRAFT[:2], RECORDS.replace("five", "ten"), DRAFT[3]])
    assert made.added == ("C-091",)
    assert [change.id for change in made.comparison.changes] == ["C-001", "C-002", "C-091", "C-003"]


def test_an_added_clause_is_followed_along_the_drafts() -> None:
    new = "1.5. Fees. The Department may charge a fee of 3 percent for each amendment that the Provider requests."
    made = carried(
        [*OLD, new], [INVOICES.replace("30", "20"), *OLD[1:], new.replace("3 percent", "2 percent")], C_001="C-033"
    )
    assert became(made) == {"C-033": Became.REWORDED}
    assert [change.id for change in made.comparison.changes] == ["C-091", "C-033"]


def test_changes_of_clauses_that_are_joined_go_on_in_one() -> None:
    one = "1.1. The Provider shall submit invoices each month in the form that is printed in Exhibit C."
    two = "1.2. The Department shall pay all undisputed invoices within 30 days after it has received them."
    first = [one.replace("each month", "each quarter"), two.replace("30 days", "90 days")]
    joined = f"{first[0]} {first[1].removeprefix('1.2. ')}"
    made = carried([*first, RECORDS], [joined, RECORDS], old=[one, two, RECORDS])
    assert sorted(each.became.value for each in made.since) == ["continued", "reworded"]
    (gone,) = (each for each in made.since if each.became is Became.CONTINUED)
    assert gone.into == (made.comparison.changes[0].id,)


def test_a_change_that_is_divided_keeps_its_id_where_most_words_are() -> None:
    one = "1.1. The Provider shall submit invoices each month in the form that is printed in Exhibit C."
    two = "1.2. The Department shall pay all undisputed invoices within 30 days after it has received them."
    joined = f"{one.replace('month', 'quarter')} {two.removeprefix('1.2. ').replace('30 days', '90 business days')}"
    again = [one.replace("month", "quarter"), two.replace("30 days", "90 business days")]
    made = carried([joined, RECORDS], [*again, RECORDS], old=[one, two, RECORDS], C_001="C-012")
    (since,) = (each for each in made.since if each.id == "C-012")
    assert since.became is Became.DIVIDED
    assert since.into[0] == "C-012"
    assert [origin for _, origin in made.parted] == ["C-012"]
    assert set(since.into[1:]) == {piece for piece, _ in made.parted} <= set(made.added)


def test_a_rename_is_known_by_its_terms() -> None:
    old = [f"1.{n}. The Provider shall send form {n} in, and the Provider keeps a copy." for n in range(1, 7)]
    first, second = ([line.replace("Provider", name) for line in old] for name in ("Grantee", "Vendor"))
    fewer = [*first[:5], first[5].replace("a copy", "two copies")]
    assert became(carried(first, fewer, old=old, C_001="C-020")) == {"C-020": Became.UNCHANGED}
    assert became(carried(first, second, old=old, C_001="C-020")) == {"C-020": Became.REWORDED}
    assert became(carried(first, old, old=old, C_001="C-020")) == {"C-020": Became.WITHDRAWN}
    half = carried(first, [first[0], *old[1:]], old=old, C_001="C-020")
    assert [(each.became, each.into) for each in half.since] == [(Became.CONTINUED, half.added)]


def test_whatever_names_a_change_follows_it() -> None:
    law = Authority(
        name="2 CFR 200",
        federal=True,
        changes=(CitedBy(change="C-001", standing=Standing.NEW, text="2 CFR 200"),),
        facts=(Fact(says="It is.", source="A book", checked=date(2012, 1, 1)),),
    )
    before, now = compared(OLD, DRAFT), replace(compared(OLD, DRAFT[:1] + OLD[1:]), authorities=(law,))
    before = replace(before, changes=tuple(replace(each, id=ChangeId(f"C-5{each.id[3:]}")) for each in before.changes))
    made = carry_ids(before, now, compared(DRAFT, DRAFT[:1] + OLD[1:]), taken=())
    assert made.comparison.authorities[0].changes[0].change == before.changes[0].id == made.comparison.changes[0].id


def test_two_changes_under_one_id_are_refused() -> None:
    before = compared(OLD, DRAFT)
    twice = replace(before, changes=tuple(replace(each, id=ChangeId("C-001")) for each in before.changes))
    with pytest.raises(InputError, match="one id"):
        carry_ids(twice, before, compared(DRAFT, DRAFT), taken=())


@given(st.integers(0, 10_000))
@settings(max_examples=5, deadline=None)
def test_every_id_of_a_redraft_is_accounted_for(seed: int) -> None:
    right, total, wrong = carried_right(seed)
    assert right >= total - 1, wrong

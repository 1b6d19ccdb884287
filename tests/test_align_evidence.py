"""Every link says why its clauses were paired, or what is nearest to one without a counterpart."""

from align_builders import version
from builders import contract
from hypothesis import given, settings
from strategies import version_pairs

from contractdiff.align import align_contracts
from contractdiff.model import Evidence, Matcher, Rename, Side

OLD = [
    "ARTICLE I | Payment",
    "1.1 | Provider shall submit an itemized invoice for each month of service, signed by its fiscal officer.",
    "1.2 | The Department will pay each approved invoice from funds appropriated for the purpose.",
    "1.3 | All records that support an invoice are kept in good order at the principal office of Provider.",
    "ARTICLE II | Term",
    "2.1 | Either party may terminate this Agreement without cause upon written notice to the other party.",
    "2.2 | No member of the governing board may receive compensation under the terms of this Agreement.",
]


def evidence(new: list[str], name: str, *, old: list[str] = OLD, renames: tuple[Rename, ...] = ()) -> Evidence:
    alignment = align_contracts(version(Side.OLD, old), version(Side.NEW, new), renames=renames)
    return next(link.evidence for link in alignment.links if name in (*link.old, *link.new))


def test_the_same_clause_in_the_same_place() -> None:
    assert evidence(OLD, "o3") == Evidence(
        matcher=Matcher.SAME_WORDING, similarity=1.0, shared=13, label=True, parent=True, neighbours=2
    )


def test_a_reworded_clause() -> None:
    new = [*OLD[:2], "1.2 | The Department will pay each invoice from funds set aside for the purpose.", *OLD[3:]]
    found = evidence(new, "o3")
    assert found.matcher is Matcher.SAME_PLACE and found.label and found.parent and found.neighbours == 2
    assert found.shared == 11 and 0.5 < found.similarity < 1


def test_a_clause_that_moved_and_was_reworded_has_other_neighbours() -> None:
    new = [
        *OLD[:1],
        *OLD[2:],
        "2.3 | Provider shall submit an itemized and certified invoice for each month of service.",
    ]
    found = evidence(new, "o2")
    assert found.matcher is Matcher.SIMILAR_WORDING and not found.parent and not found.label and found.neighbours == 0


def test_a_divided_clause() -> None:
    whole = "1.2 | " + " ".join(row.split(" | ")[1] for row in OLD[2:4])
    assert evidence([*OLD[:2], whole, *OLD[4:]], "o3").matcher is Matcher.DIVIDED


def test_a_clause_without_counterpart_names_the_one_most_like_it() -> None:
    new = [*OLD[:4], "1.4 | The Department will pay no late invoice from funds appropriated for the purpose.", *OLD[4:]]
    found = evidence(new, "n5")
    assert found.matcher is Matcher.NONE and found.nearest == "o3" and found.similarity > 0.4
    assert evidence([*OLD, "2.3 | Zebras graze."], "n8") == Evidence(matcher=Matcher.NONE)


def test_the_first_cell_is_the_heading_of_a_row() -> None:
    rows = [OLD[1], "Service\tRate", "Meals\t$7.00", "Trips\t$12.00", OLD[5]]
    assert evidence([*rows[:3], "Trips\t$13.50", rows[4]], "o4", old=rows).heading


def test_a_renamed_term_counts_as_the_same_word() -> None:
    new = [row.replace("Provider", "Grantee").replace("Department", "Office") for row in OLD]
    renames = (Rename(forms=(("Provider", "Grantee"),)), Rename(forms=(("Department", "Office"),)))
    for name in ("o2", "o3", "o4"):
        assert evidence(new, name).similarity < 1
        found = evidence(new, name, renames=renames)
        assert found.matcher is Matcher.SAME_WORDING and found.similarity == 1


@given(version_pairs())
@settings(deadline=None)
def test_what_evidence_always_says(pair: tuple[str, str]) -> None:
    old, new = contract(pair[0]), contract(pair[1], Side.NEW)
    there, back = align_contracts(old, new), align_contracts(contract(pair[1]), contract(pair[0], Side.NEW))
    for link in there.links:
        found = link.evidence
        assert 0 <= found.similarity <= 1 and 0 <= found.neighbours <= 2
        lone = not link.old or not link.new
        assert lone == (found.matcher is Matcher.NONE)
        if lone:
            other = old if link.new else new
            assert found.nearest is None or found.nearest in other.by_id
            assert (found.nearest is None) == (found.similarity == 0)
        else:
            words = min(
                sum(len(contract.by_id[name].wording.split()) for name in names) * 3
                for contract, names in ((old, link.old), (new, link.new))
            )
            assert found.shared <= words and found.nearest is None
    # turning the versions about changes no evidence but whose clause is named
    assert sorted(
        (e.matcher.value, e.similarity, e.shared, e.neighbours) for e in (k.evidence for k in there.links)
    ) == sorted((e.matcher.value, e.similarity, e.shared, e.neighbours) for e in (k.evidence for k in back.links))

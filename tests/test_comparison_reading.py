"""A comparison read back from its JSON is the comparison that was written."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from builders import comparison
from comparison_builders import many, unchanged, varied
from hypothesis import given
from strategies import version_pairs
from word_builders import p, r, word_file

from contractdiff import api
from contractdiff.errors import UnreadableError
from contractdiff.model import (
    Authority,
    Benchmark,
    Change,
    CitedBy,
    Clause,
    Comment,
    Comparison,
    Contract,
    CrossReference,
    Declared,
    DefinedTerm,
    Evidence,
    Fact,
    Flag,
    Incorporated,
    Notice,
    NumberingScheme,
    Reach,
    Reading,
    Reference,
    RulesFile,
    SetAside,
    TrackedChanges,
)
from contractdiff.reports import comparison_from_json, comparison_json

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def rounded(made: Comparison) -> Comparison:
    """The comparison with likeness as the JSON has it."""

    def evidence(of: Evidence | None) -> Evidence | None:
        return of and replace(of, similarity=round(of.similarity, 3))

    return replace(made, changes=tuple(replace(each, evidence=evidence(each.evidence)) for each in made.changes))


def check(made: Comparison) -> None:
    text = comparison_json(made)
    read = comparison_from_json(text)
    assert read == rounded(made)
    assert comparison_json(read) == text


@pytest.mark.parametrize("made", [varied(), unchanged(), many(3)], ids=["varied", "unchanged", "many"])
def test_made_comparisons_come_back(made: Comparison) -> None:
    # of the text alone: made changes bear no clauses of a rename, and half a surrogate pair
    text = comparison_json(made)
    assert comparison_json(comparison_from_json(text)) == text


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"new": "fy2012.pdf"},
        {"old": "fy2011.pdf", "new": "fy2012.pdf"},
        {"old": "fy2011.txt", "new": "fy2012.docx", "benchmark": SAMPLES / "fy2011.docx"},
    ],
    ids=["word", "mixed", "pdf", "benchmark"],
)
def test_real_comparisons_come_back(options: dict[str, Any]) -> None:
    options = dict(options)
    old, new = (
        SAMPLES / options.pop(side, default) for side, default in (("old", "fy2011.docx"), ("new", "fy2012.docx"))
    )
    check(api.compare(old, new, **options))


def test_a_comparison_of_folders_comes_back(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "agreement.txt").write_text(f"1. Term. One {side} year.\n\n2. Law. The State's.\n")
        (tmp_path / side / "Exhibit A.txt").write_text(f"EXHIBIT A\n\n1. Fees. Ten {side} dollars.\n")
    check(api.compare(tmp_path / "old", tmp_path / "new", benchmark=tmp_path / "old"))


def test_what_the_agency_declares_comes_back(tmp_path: Path) -> None:
    by = 'w:id="1" w:author="Agency" w:date="2011-05-01T00:00:00Z"'
    inserted = f"<w:ins {by}>{r('seven')}</w:ins>"
    paragraphs = {
        "old": [p("1. Provider keeps records for years."), p("2. Payment is made within thirty days.")],
        "new": [p("1. Provider keeps records for ", inserted, r(" years.")), p("2. Payment is made within ten days.")],
    }
    for side, texts in paragraphs.items():
        (tmp_path / f"{side}.docx").write_bytes(word_file("".join(texts)))
    made = api.compare(tmp_path / "old.docx", tmp_path / "new.docx")
    assert {change.declared for change in made.changes} == {Declared.YES, Declared.NO} and made.marked
    check(made)


@given(version_pairs())
def test_any_comparison_comes_back(pair: tuple[str, str]) -> None:
    check(comparison(*pair))


# --- what is no comparison --------------------------------------------------------------------------------------------


def without(*path: str | int) -> Callable[[Any], None]:
    def cut(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return cut


def having(value: object, *path: str | int) -> Callable[[Any], None]:
    def put(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return put


DAMAGED = [
    # what is done to it, a word of the message
    (without("old"), "old"),
    (without("new", "clauses", 0, "id"), "new.clauses[0].id"),
    (having(7, "old", "name"), "old.name"),
    (having("n1", "new", "clauses", 1, "id"), "new.clauses[1]"),
    (having("n9999", "new", "clauses", 0, "parent"), "new.clauses[0]"),
    (having("12", "changes", 0, "flags"), "changes[0].flags"),
    (having("reworded", "changes", 0, "kind"), "changes[0].kind"),
    (having(["o9999"], "changes", 0, "old"), "changes[0].old"),
    (having([["=", 1]], "changes", 0, "edits"), "changes[0].edits"),
    (having([["?", "words"]], "changes", 0, "edits"), "changes[0].edits"),
    (having("yes", "changes", 0, "moved"), "changes[0].moved"),
    (having("C-001", "changes", 1, "id"), "changes"),
    (having(1, "changes", 0, "declared"), "changes[0].declared"),
    (having([["o1"]], "unchanged"), "unchanged"),
    (having([], "unchanged"), "clauses"),
    (having("WHAT", "old", "notices", 0, "code"), "old.notices[0].code"),
    (having(None, "changes"), "changes"),
    (having([None], "changes"), "changes[0]"),
]


@pytest.fixture(scope="module")
def written() -> str:
    return comparison_json(varied())


@pytest.mark.parametrize(("damage", "where"), DAMAGED, ids=[where for _, where in DAMAGED])
def test_damage_is_named(written: str, damage: Callable[[Any], None], where: str) -> None:
    data = json.loads(written)
    damage(data)
    with pytest.raises(UnreadableError) as caught:
        comparison_from_json(json.dumps(data), "d/comparison.json")
    assert "d/comparison.json is damaged" in str(caught.value) and where in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"schema": 1}', '{"schema": "other/1"}', "[" * 100_000, '{"a": ' * 100_000, "\0"],
    ids=range(10),
)
def test_what_is_no_comparison_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableError, match="is not a comparison that contractdiff wrote"):
        comparison_from_json(text)


def test_a_part_of_one_is_none_either(written: str) -> None:
    for length in range(0, len(written) - 2, len(written) // 30):
        with pytest.raises(UnreadableError):
            comparison_from_json(written[:length])


def test_another_schema_is_refused(written: str) -> None:
    with pytest.raises(UnreadableError, match="another version of contractdiff") as caught:
        comparison_from_json(written.replace("contractdiff.comparison/1", "contractdiff.comparison/2", 1))
    assert "comparison/2" in str(caught.value)


def test_fields_that_came_later_may_be_missing(written: str) -> None:
    data = json.loads(written)
    del data["references"]
    for change in data["changes"]:
        for name in ("evidence", "kept", "reach"):
            change.pop(name, None)
    assert len(comparison_from_json(json.dumps(data)).changes) == len(data["changes"])


KNOWN = {
    Authority: "name federal old new changes facts questions",
    Benchmark: "like clause text",
    Change: "id kind old new edits moved renumbered priority flags summary declared silent evidence occurrences places "
    "reach benchmark kept",
    Clause: "id parent label heading text role page begins lines hidden recognised file",
    CitedBy: "change standing text",
    Comment: "text author about page",
    Comparison: "old new changes unchanged notices marked references benchmark parties authorities rules",
    Contract: "side name reading clauses numbering references definitions incorporated",
    CrossReference: "clause text target start end within doubtful",
    DefinedTerm: "term clause uses",
    Evidence: "matcher similarity shared label heading parent neighbours nearest",
    Fact: "says source checked since until",
    Flag: "category name old new why question direction on doubtful",
    Incorporated: "name clauses supplied",
    Notice: "code message page",
    NumberingScheme: "levels automatic typed",
    Reach: "term side clauses",
    Reading: "file sha256 format pages recognised tracked view comments set_aside notices parts designation",
    Reference: "side clause text target status meant was on_purpose",
    RulesFile: "name sha256",
    SetAside: "text why page",
    TrackedChanges: "insertions deletions moves authors properties",
}


@pytest.mark.parametrize("kind", KNOWN, ids=lambda kind: kind.__name__)
def test_every_field_is_known_to_the_reader(kind: type) -> None:
    """A field that is added is to be written by comparison_json and read by comparison_reading, and named here."""
    assert [field.name for field in fields(kind)] == KNOWN[kind].split()

"""A comparison as JSON: ``contractdiff.comparison/1``, for programs and for measuring.

Fields stand in a fixed order, one clause or change a line; no clock and no absolute path is in it.
"""

import json
from typing import Any

from contractdiff import __version__
from contractdiff.model import (
    Authority,
    Benchmark,
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Contract,
    CrossReference,
    DefinedTerm,
    Evidence,
    Flag,
    Notice,
    NumberingScheme,
    Reading,
    Reference,
    ReferenceStatus,
    Side,
)

SCHEMA = "contractdiff.comparison/1"


def comparison_json(comparison: Comparison) -> str:
    """The whole comparison as JSON text, ending in a line break."""
    pairs = [list(pair) for pair in comparison.unchanged]
    fields = [
        ("schema", _one(SCHEMA)),
        ("tool", _one({"name": "contractdiff", "version": __version__})),
        ("old", _contract(comparison.old)),
        ("new", _contract(comparison.new)),
        ("declared_in", _one(comparison.marked and _file(comparison.marked))),
        ("notices", _lines([_notice(notice) for notice in comparison.notices])),
        ("benchmark", _contract(comparison.benchmark) if comparison.benchmark else "null"),
        ("changes", _lines([change_fields(change) for change in comparison.changes])),
        ("unchanged", _lines(pairs)),
        ("references", _lines([_followed(each) for each in comparison.references])),
        ("parties", _lines([{"name": name, "party": party.value} for name, party in comparison.parties])),
        ("authorities", _lines([_authority(each) for each in comparison.authorities])),
        ("rules", _lines([{"file": each.name, "sha256": each.sha256} for each in comparison.rules])),
    ]
    return _object(fields) + "\n"


def contract_json(contract: Contract) -> str:
    """How one file was read as JSON text, ending in a line break: a side of the comparison's JSON by itself."""
    return _contract(contract) + "\n"


def _contract(contract: Contract) -> str:
    reading = contract.reading
    incorporated = [
        {"name": each.name, "clauses": list(each.clauses), "supplied": each.supplied} for each in contract.incorporated
    ]
    return _object(
        [
            ("name", _one(contract.name)),
            ("file", _one(reading.file)),
            ("sha256", _one(reading.sha256)),
            ("format", _one(reading.format.value)),
            ("pages", _one(reading.pages)),
            ("words", _one(sum(len(clause.wording.split()) for clause in contract.clauses))),
            ("numbering", _one(_numbering(contract.numbering))),
            ("tracked_changes", _one(_tracked(reading))),
            ("recognised_pages", _one(list(reading.recognised))),
            ("comments", _lines(_comments(reading))),
            ("files", _lines([_file(part) for part in reading.parts])),
            ("clauses", _lines([_clause(clause) for clause in contract.clauses])),
            ("references", _lines([_reference(each) for each in contract.references])),
            ("definitions", _lines([_definition(each) for each in contract.definitions])),
            ("incorporated", _lines(incorporated)),
            ("set_aside", _lines(_set_aside(reading))),
            ("notices", _lines([_notice(notice) for notice in reading.notices])),
        ]
    )


def _file(reading: Reading) -> dict[str, Any]:
    """One file of a folder, or what declares the changes: a file or a folder."""
    fields: dict[str, Any] = {
        "file": reading.file,
        "called": reading.designation or None,
        "sha256": reading.sha256,
        "format": reading.format.value,
        "pages": reading.pages,
        "tracked_changes": _tracked(reading),
        "recognised_pages": list(reading.recognised),
        "comments": _comments(reading),
        "set_aside": _set_aside(reading),
        "notices": [_notice(notice) for notice in reading.notices],
    }
    if reading.parts:
        fields["files"] = [_file(part) for part in reading.parts]
    return fields


def _tracked(reading: Reading) -> dict[str, Any] | None:
    tracked = reading.tracked
    return (
        None
        if tracked is None
        else {
            "insertions": tracked.insertions,
            "deletions": tracked.deletions,
            "moves": tracked.moves,
            "properties": tracked.properties,
            "authors": list(tracked.authors),
            "read": reading.view and reading.view.value,
        }
    )


def _numbering(scheme: NumberingScheme) -> dict[str, Any]:
    return {"levels": list(scheme.levels), "automatic": scheme.automatic, "typed": scheme.typed}


def _comments(reading: Reading) -> list[dict[str, Any]]:
    return [
        {"page": each.page, "author": each.author, "about": each.about, "text": each.text} for each in reading.comments
    ]


def _reference(reference: CrossReference) -> dict[str, Any]:
    fields: dict[str, Any] = {"clause": reference.clause, "text": reference.text, "target": reference.target}
    if reference.start >= 0:
        fields |= {"start": reference.start, "end": reference.end}
    if reference.within:
        fields["within"] = reference.within
    if reference.doubtful:
        fields["doubtful"] = True
    return fields


def _definition(defined: DefinedTerm) -> dict[str, Any]:
    return {"term": defined.term, "clause": defined.clause, "uses": list(defined.uses)}


def _followed(reference: Reference) -> dict[str, Any]:
    """What became of a reference; ``meant`` only where it does not point there, ``was`` where it read otherwise."""
    side = "old" if reference.side is Side.OLD else "new"
    fields: dict[str, Any] = {"side": side, "clause": reference.clause, "text": reference.text}
    fields["target"] = reference.target
    fields["status"] = reference.status.value
    if reference.status in (ReferenceStatus.SHIFTED, ReferenceStatus.DANGLING):
        fields["meant"] = reference.meant
    if reference.was:
        fields["was"] = reference.was
    if reference.on_purpose:
        fields["on_purpose"] = True
    return fields


def _set_aside(reading: Reading) -> list[dict[str, Any]]:
    return [{"page": each.page, "why": each.why, "text": each.text} for each in reading.set_aside]


def _clause(clause: Clause) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": clause.id,
        "parent": clause.parent,
        "number": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "page": clause.page,
        "role": clause.role.value,
    }
    # what few clauses have is written only where it is so
    if clause.file:
        fields["file"] = clause.file
    if not clause.begins:
        fields["begins"] = False
    if clause.lines:
        fields["lines"] = list(clause.lines)
    if clause.hidden:
        fields["hidden"] = [list(stretch) for stretch in clause.hidden]
    if clause.recognised:
        fields["recognised"] = True
    return fields


def change_fields(change: Change) -> dict[str, Any]:
    """A change as it stands in the JSON."""
    fields: dict[str, Any] = {
        "id": change.id,
        "kind": change.kind.value,
        "old": list(change.old),
        "new": list(change.new),
        "moved": change.moved,
        "renumbered": change.renumbered,
        "edits": [[edit.op.value, edit.text] for edit in change.edits],
        "priority": change.priority.value,
        "summary": change.summary,
        "flags": [_flag(flag) for flag in change.flags],
        "declared": change.declared and change.declared.value,
        "silent": [[edit.op.value, edit.text] for edit in change.silent],
        "benchmark": change.benchmark and _benchmark(change.benchmark),
    }
    if change.kind is ChangeKind.RENAMED:
        fields["occurrences"] = [list(pair) for pair in change.occurrences]
        fields["places"] = change.places
    if change.reach:
        fields["reach"] = [
            {"term": each.term, "side": "old" if each.side is Side.OLD else "new", "clauses": list(each.clauses)}
            for each in change.reach
        ]
    if change.kept:
        fields["kept"] = list(change.kept)
    if change.evidence:
        fields["evidence"] = _evidence(change.evidence)
    return fields


def _benchmark(benchmark: Benchmark) -> dict[str, Any]:
    return {"state": benchmark.like.value, "clause": benchmark.clause, "text": benchmark.text}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "matcher": evidence.matcher.value,
        "similarity": round(evidence.similarity, 3),
        "shared": evidence.shared,
        "label": evidence.label,
        "heading": evidence.heading,
        "parent": evidence.parent,
        "neighbours": evidence.neighbours,
        "nearest": evidence.nearest,
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "category": flag.category,
        "name": flag.name,
        "direction": flag.direction and flag.direction.value,
        "on": flag.on and flag.on.value,
        "doubtful": flag.doubtful,
        "old": flag.old,
        "new": flag.new,
        "why": flag.why,
        "question": flag.question,
    }


def _authority(authority: Authority) -> dict[str, Any]:
    return {
        "name": authority.name,
        "law": "federal" if authority.federal else "state",
        "old": list(authority.old),
        "new": list(authority.new),
        "changes": [
            {"change": each.change, "standing": each.standing.value, "text": each.text} for each in authority.changes
        ],
        "facts": [
            {
                "says": fact.says,
                "source": fact.source,
                "checked": fact.checked.isoformat(),
                "since": fact.since and fact.since.isoformat(),
                "until": fact.until and fact.until.isoformat(),
            }
            for fact in authority.facts
        ],
        "questions": list(authority.questions),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code.value, "page": notice.page, "message": notice.message}


# made once: json.dumps makes one for each call that asks for letters as they are
_one = json.JSONEncoder(ensure_ascii=False).encode


def _lines(values: list[Any]) -> str:
    return "[" + ",\n".join(["", *map(_one, values)]).removeprefix(",") + "\n]" if values else "[]"


def _object(fields: list[tuple[str, str]]) -> str:
    return "{\n" + ",\n".join(f"{_one(name)}: {value}" for name, value in fields) + "\n}"

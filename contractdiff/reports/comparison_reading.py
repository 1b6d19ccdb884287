"""``contractdiff.comparison/1`` → the comparison that was written there.

What ``comparison_json`` writes comes back whole, so that a comparison can be explained, or gone on with, without the
files that were compared. Fields that later versions of the program added may be missing.
"""

from collections import Counter
from collections.abc import Container, Iterable

from contractdiff.errors import UnreadableError
from contractdiff.model import (
    Authority,
    Benchmark,
    Change,
    ChangeId,
    ChangeKind,
    CitedBy,
    Clause,
    ClauseId,
    Comment,
    Comparison,
    Contract,
    CrossReference,
    Declared,
    DefinedTerm,
    Direction,
    Edit,
    Evidence,
    Fact,
    Flag,
    Format,
    Incorporated,
    Like,
    Matcher,
    Notice,
    NoticeCode,
    NumberingScheme,
    Op,
    Party,
    Priority,
    Reach,
    Reading,
    Reference,
    ReferenceStatus,
    Role,
    RulesFile,
    SetAside,
    Side,
    Standing,
    TrackedChanges,
    TrackedView,
)
from contractdiff.reports.comparison_json import SCHEMA
from contractdiff.reports.json_fields import DamagedJsonError, JsonObject, json_object

_SIDES = {"old": Side.OLD, "new": Side.NEW}


def comparison_from_json(text: str, file: str = "comparison.json") -> Comparison:
    """The comparison that ``comparison_json`` wrote as this text.

    Args:
        text: The JSON.
        file: What to call it in an error.

    Raises:
        UnreadableError: It is no comparison, one of another schema, or damaged.
    """
    written = json_object(text)
    schema = written.fields.get("schema") if written else None
    if written is None or not isinstance(schema, str) or not schema.startswith(SCHEMA.rpartition("/")[0] + "/"):
        raise UnreadableError(
            f"{file} is not a comparison that contractdiff wrote, or only a part of one. Give the folder that "
            "“contractdiff compare” made, or compare the two versions again."
        )
    if schema != SCHEMA:
        raise UnreadableError(
            f"{file} was written by another version of contractdiff ({schema}; this one reads {SCHEMA}). Compare the "
            "two versions again, or use the version that wrote it."
        )
    try:
        return _comparison(written)
    except DamagedJsonError as error:
        raise UnreadableError(
            f"{file} is damaged: “{error}” is missing or does not hold what it should. Compare the two versions again."
        ) from error


def _comparison(fields: JsonObject) -> Comparison:
    old, new = (_contract(fields.inner(name), side) for name, side in _SIDES.items())
    marked, benchmark = fields.maybe_inner("declared_in"), fields.maybe_inner("benchmark")
    other = _contract(benchmark, Side.NEW) if benchmark else None
    changes = tuple(_change(each, old, new, other) for each in fields.objects("changes"))
    unchanged = _paired(fields, "unchanged", old.by_id, new.by_id)
    for name, stands, contract in (
        ("old", [each for change in changes for each in change.old] + [pair[0] for pair in unchanged], old),
        ("new", [each for change in changes for each in change.new] + [pair[1] for pair in unchanged], new),
    ):
        if Counter(stands) != Counter(contract.by_id.keys()):
            raise DamagedJsonError(fields.place(f"{name}.clauses"))
    if len({change.id for change in changes}) < len(changes):
        raise DamagedJsonError(fields.place("changes"))
    return Comparison(
        old=old,
        new=new,
        changes=changes,
        unchanged=unchanged,
        notices=_notices(fields),
        marked=_reading(marked) if marked else None,
        references=tuple(
            _followed(each, (new if each.fields.get("side") == "new" else old).by_id)
            for each in fields.objects("references", ())
        ),
        benchmark=other,
        parties=tuple((each.text("name"), each.one_of("party", Party)) for each in fields.objects("parties", ())),
        authorities=tuple(_authority(each, old, new) for each in fields.objects("authorities", ())),
        rules=tuple(
            RulesFile(name=each.text("file"), sha256=each.text("sha256")) for each in fields.objects("rules", ())
        ),
    )


def _contract(fields: JsonObject, side: Side) -> Contract:
    clauses: dict[ClauseId, Clause] = {}
    for each in fields.objects("clauses"):
        clause = _clause(each)
        if clause.id in clauses or (clause.parent is not None and clause.parent not in clauses):
            raise DamagedJsonError(each.where)
        clauses[clause.id] = clause
    return Contract(
        side=side,
        name=fields.text("name"),
        reading=_reading(fields),
        clauses=tuple(clauses.values()),
        numbering=_numbering(fields.inner("numbering")),
        references=tuple(
            CrossReference(
                clause=_id(each, "clause", clauses),
                text=each.text("text"),
                target=_maybe_id(each, "target", clauses),
                start=each.number("start", -1),
                end=each.number("end", -1),
                within=each.text("within", ""),
                doubtful=each.truth("doubtful", False),
            )
            for each in fields.objects("references", ())
        ),
        definitions=tuple(
            DefinedTerm(term=each.text("term"), clause=_id(each, "clause", clauses), uses=_ids(each, "uses", clauses))
            for each in fields.objects("definitions", ())
        ),
        incorporated=tuple(
            Incorporated(
                name=each.text("name"), clauses=_ids(each, "clauses", clauses), supplied=each.truth("supplied")
            )
            for each in fields.objects("incorporated", ())
        ),
    )


def _numbering(fields: JsonObject) -> NumberingScheme:
    return NumberingScheme(
        levels=fields.texts("levels"), automatic=fields.number("automatic"), typed=fields.number("typed")
    )


def _clause(fields: JsonObject) -> Clause:
    parent = fields.maybe_text("parent")
    return Clause(
        id=ClauseId(fields.text("id")),
        parent=None if parent is None else ClauseId(parent),
        label=fields.maybe_text("number"),
        heading=fields.maybe_text("heading"),
        text=fields.text("text"),
        role=fields.one_of("role", Role),
        page=fields.maybe_number("page"),
        begins=fields.truth("begins", True),
        lines=fields.numbers("lines", ()),
        hidden=fields.spans("hidden", ()),
        recognised=fields.truth("recognised", False),
        file=fields.text("file", ""),
    )


def _reading(fields: JsonObject) -> Reading:
    """How a version, one of its files, or a marked copy was read."""
    tracked = fields.maybe_inner("tracked_changes")
    return Reading(
        file=fields.text("file"),
        sha256=fields.text("sha256"),
        format=fields.one_of("format", Format),
        pages=fields.maybe_number("pages"),
        recognised=fields.numbers("recognised_pages"),
        tracked=_tracked(tracked) if tracked else None,
        view=tracked.maybe_one_of("read", TrackedView) if tracked else None,
        comments=tuple(
            Comment(
                text=each.text("text"),
                author=each.text("author"),
                about=each.text("about"),
                page=each.maybe_number("page"),
            )
            for each in fields.objects("comments")
        ),
        set_aside=tuple(
            SetAside(text=each.text("text"), why=each.text("why"), page=each.maybe_number("page"))
            for each in fields.objects("set_aside")
        ),
        notices=_notices(fields),
        parts=tuple(_reading(each) for each in fields.objects("files", ())),
        designation=(fields.maybe_text("called") if "called" in fields.fields else None) or "",
    )


def _tracked(fields: JsonObject) -> TrackedChanges:
    return TrackedChanges(
        insertions=fields.number("insertions"),
        deletions=fields.number("deletions"),
        moves=fields.number("moves"),
        authors=fields.texts("authors"),
        properties=fields.number("properties"),
    )


def _notices(fields: JsonObject) -> tuple[Notice, ...]:
    return tuple(
        Notice(code=each.one_of("code", NoticeCode), message=each.text("message"), page=each.maybe_number("page"))
        for each in fields.objects("notices")
    )


def _followed(fields: JsonObject, known: Container[ClauseId]) -> Reference:
    return Reference(
        side=_side(fields),
        clause=_id(fields, "clause", known),
        text=fields.text("text"),
        target=_maybe_id(fields, "target", known),
        status=fields.one_of("status", ReferenceStatus),
        meant=_maybe_id(fields, "meant", known) if "meant" in fields.fields else None,
        was=fields.text("was", ""),
        on_purpose=fields.truth("on_purpose", False),
    )


def _change(fields: JsonObject, old: Contract, new: Contract, benchmark: Contract | None) -> Change:
    evidence, like = fields.maybe_inner("evidence"), fields.maybe_inner("benchmark")
    return Change(
        id=ChangeId(fields.text("id")),
        kind=fields.one_of("kind", ChangeKind),
        old=_ids(fields, "old", old.by_id),
        new=_ids(fields, "new", new.by_id),
        edits=_edits(fields, "edits"),
        moved=fields.truth("moved"),
        renumbered=fields.truth("renumbered"),
        priority=fields.one_of("priority", Priority),
        flags=tuple(_flag(each) for each in fields.objects("flags")),
        summary=fields.text("summary"),
        declared=fields.maybe_one_of("declared", Declared),
        silent=_edits(fields, "silent"),
        evidence=_evidence(evidence, old, new) if evidence else None,
        occurrences=_paired(fields, "occurrences", old.by_id, new.by_id) if "occurrences" in fields.fields else (),
        places=fields.number("places", 0),
        reach=tuple(_reach(each, old, new) for each in fields.objects("reach", ())),
        benchmark=_benchmark(like, benchmark) if like else None,
        kept=fields.texts("kept", ()),
    )


def _edits(fields: JsonObject, name: str) -> tuple[Edit, ...]:
    ops = {op.value: op for op in Op}
    found = fields.pairs(name)
    if not ops.keys() >= {op for op, _ in found}:
        raise DamagedJsonError(fields.place(name))
    return tuple(Edit(ops[op], text) for op, text in found)


def _flag(fields: JsonObject) -> Flag:
    return Flag(
        category=fields.text("category"),
        name=fields.text("name", ""),
        old=fields.text("old"),
        new=fields.text("new"),
        why=fields.text("why"),
        question=fields.text("question"),
        direction=fields.maybe_one_of("direction", Direction),
        on=fields.maybe_one_of("on", Party),
        doubtful=fields.truth("doubtful", False),
    )


def _authority(fields: JsonObject, old: Contract, new: Contract) -> Authority:
    return Authority(
        name=fields.text("name"),
        federal=fields.text("law") == "federal",
        old=_ids(fields, "old", old.by_id),
        new=_ids(fields, "new", new.by_id),
        changes=tuple(
            CitedBy(change=each.text("change"), standing=each.one_of("standing", Standing), text=each.text("text"))
            for each in fields.objects("changes")
        ),
        facts=tuple(
            Fact(
                says=each.text("says"),
                source=each.text("source"),
                checked=each.day("checked"),
                since=each.maybe_day("since"),
                until=each.maybe_day("until"),
            )
            for each in fields.objects("facts")
        ),
        questions=fields.texts("questions"),
    )


def _evidence(fields: JsonObject, old: Contract, new: Contract) -> Evidence:
    nearest = fields.maybe_text("nearest")
    if nearest is not None and nearest not in old.by_id and nearest not in new.by_id:
        raise DamagedJsonError(fields.place("nearest"))
    return Evidence(
        matcher=fields.one_of("matcher", Matcher),
        similarity=fields.share("similarity"),
        shared=fields.number("shared"),
        label=fields.truth("label"),
        heading=fields.truth("heading"),
        parent=fields.truth("parent"),
        neighbours=fields.number("neighbours"),
        nearest=None if nearest is None else ClauseId(nearest),
    )


def _reach(fields: JsonObject, old: Contract, new: Contract) -> Reach:
    side = _side(fields)
    clauses = _ids(fields, "clauses", (old if side is Side.OLD else new).by_id)
    return Reach(term=fields.text("term"), side=side, clauses=clauses)


def _benchmark(fields: JsonObject, contract: Contract | None) -> Benchmark:
    clause = _maybe_id(fields, "clause", contract.by_id) if contract else None
    return Benchmark(like=fields.one_of("state", Like), clause=clause, text=fields.text("text"))


def _side(fields: JsonObject) -> Side:
    side = _SIDES.get(fields.text("side"))
    if side is None:
        raise DamagedJsonError(fields.place("side"))
    return side


def _id(fields: JsonObject, name: str, known: Container[ClauseId]) -> ClauseId:
    return _known(fields, name, [fields.text(name)], known)[0]


def _maybe_id(fields: JsonObject, name: str, known: Container[ClauseId]) -> ClauseId | None:
    value = fields.maybe_text(name)
    return None if value is None else _known(fields, name, [value], known)[0]


def _ids(fields: JsonObject, name: str, known: Container[ClauseId]) -> tuple[ClauseId, ...]:
    return _known(fields, name, fields.texts(name), known)


def _paired(
    fields: JsonObject, name: str, old: Container[ClauseId], new: Container[ClauseId]
) -> tuple[tuple[ClauseId, ClauseId], ...]:
    pairs = fields.pairs(name)
    lefts = _known(fields, name, [pair[0] for pair in pairs], old)
    return tuple(zip(lefts, _known(fields, name, [pair[1] for pair in pairs], new), strict=True))


def _known(fields: JsonObject, name: str, names: Iterable[str], among: Container[ClauseId]) -> tuple[ClauseId, ...]:
    """The ids of clauses, which have to be there."""
    known = tuple(ClauseId(each) for each in names)
    if any(each not in among for each in known):
        raise DamagedJsonError(fields.place(name))
    return known

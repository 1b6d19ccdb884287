"""An alignment → the list of changes with their edits."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from contractdiff.diff.edits import diff_wordings
from contractdiff.diff.misreadings import Misreadings
from contractdiff.diff.references import FollowedReferences, follow_references
from contractdiff.model import (
    Alignment,
    Change,
    ChangeId,
    ChangeKind,
    Clause,
    ClauseId,
    Comparison,
    Contract,
    Edit,
    Link,
    Op,
    Rename,
    Role,
    wording_of,
)
from contractdiff.text import Renaming, Stretch, bare_label, fold, kept_phrases, looks_alike, reads_alike

# The last word of a heading and the marks that close it
_CLOSING = re.compile(r"(\w+)\s*([.:;–—-]*)$")
_UNNUMBERED = ChangeId("")
_NOTHING_ALIKE: tuple[Sequence[Stretch], Sequence[Stretch]] = ((), ())
_OPENING_MARKS = frozenset("\"“‘'„«")
_DEFINES = re.compile(
    r"[\"”’'»],?\s+(?:(?:shall|will|also)\s+)*(?:means?|includes?|refers?|(?:is|are)\s+(?:defined|a|an|any|the)|ha(?:s|ve)\s+the)\b"
)


def diff_alignment(old: Contract, new: Contract, alignment: Alignment, renames: Sequence[Rename] = ()) -> Comparison:
    """The renames, then the changes of all links that differ, numbered in this order, and the pairs that do not.

    Where nothing but renamed terms differ, the clauses are no change: the rename is one, with all its occurrences.
    """
    found: list[Change] = []
    unchanged: list[tuple[ClauseId, ClauseId]] = []
    misreadings = Misreadings(old, new)
    renaming = Renaming(renames) if renames else None
    followed = follow_references(old, new, alignment)
    occurrences: dict[int, list[tuple[ClauseId, ClauseId]]] = {number: [] for number in range(len(renames))}
    places: Counter[int] = Counter()
    for link in alignment.links:
        edits = _edits(link, old, new, misreadings, renaming, followed)
        if renaming:
            for number, count in renaming.counted(
                _all_of(edits, Op.OLD_VARIANT), _all_of(edits, Op.NEW_VARIANT)
            ).items():
                occurrences[number].append((link.old[0], link.new[0]))
                places[number] += count
        change = _change(link, old, new, edits)
        if change is None:
            unchanged.append((link.old[0], link.new[0]))
        else:
            found.append(change)
    told = [_renamed(rename, occurrences[at], places[at]) for at, rename in enumerate(renames) if places[at]]
    numbered = (replace(each, id=ChangeId(f"C-{at:03d}")) for at, each in enumerate([*told, *found], 1))
    return Comparison(old=old, new=new, changes=tuple(numbered), unchanged=tuple(unchanged), references=followed.told)


def _renamed(rename: Rename, occurrences: Sequence[tuple[ClauseId, ClauseId]], places: int) -> Change:
    return Change(
        id=_UNNUMBERED,
        kind=ChangeKind.RENAMED,
        old=(),
        new=(),
        edits=(Edit(Op.DELETE, rename.old), Edit(Op.INSERT, rename.new)),
        occurrences=tuple(occurrences),
        places=places,
    )


def _edits(
    link: Link,
    old: Contract,
    new: Contract,
    misreadings: Misreadings,
    renaming: Renaming | None,
    followed: FollowedReferences,
) -> tuple[Edit, ...]:
    """The edits between the wordings of a link."""
    left, right = [old.by_id[name] for name in link.old], [new.by_id[name] for name in link.new]
    was, now = wording_of(left), wording_of(right)
    if was == now:
        return diff_wordings(was, now)
    misread = misreadings.between(left, right)
    alike = renaming.alike(was, now) if renaming else _NOTHING_ALIKE
    references = followed.alike(link)
    alike = _together(alike[0], references[0]), _together(alike[1], references[1])
    closed = _closed(left, right)
    alike = _together(closed[0], alike[0]), _together(closed[1], alike[1])
    edits = diff_wordings(was, now, misread, alike)
    if any(alike) and any(edit.op in (Op.DELETE, Op.INSERT) for edit in edits):
        # what a name stands for was defined otherwise: there the rename is an edit like any other
        defined = _not_defined(was, alike[0]), _not_defined(now, alike[1])
        if all(len(less) < len(every) for less, every in zip(defined, alike, strict=True)):
            return diff_wordings(was, now, misread, defined)
    return edits


def _closed(left: Sequence[Clause], right: Sequence[Clause]) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
    """The ends of headings that differ in nothing but the mark that closes them: a matter of form, no edit."""
    if len(left) != 1 or len(right) != 1:
        return _NOTHING_ALIKE
    was, now = (_CLOSING.search(_heading(own, other)) for own, other in ((left[0], right[0]), (right[0], left[0])))
    if not was or not now or was[2] == now[2] or fold(was[1]) != fold(now[1]):
        return _NOTHING_ALIKE
    return [Stretch(was.start(), was.end(), fold(was[1]))], [Stretch(now.start(), now.end(), fold(now[1]))]


def _heading(clause: Clause, other: Clause) -> str:
    """The heading of a clause; one that was not told from text is told by its counterpart, which is nothing else."""
    return clause.heading or (clause.text if other.heading and not other.text else "")


def _together(weaker: Sequence[Stretch], stronger: Sequence[Stretch]) -> Sequence[Stretch]:
    """The stretches of both kinds in order; of two that overlap the stronger."""
    if not weaker or not stronger:
        return weaker or stronger
    apart = (each for each in weaker if all(each.end <= other.start or other.end <= each.start for other in stronger))
    return sorted((*apart, *stronger))


def _not_defined(wording: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Those that are not the very term that a definition defines: “Provider” means …."""
    return [
        each
        for each in stretches
        if wording[each.start - 1 : each.start] not in _OPENING_MARKS or not _DEFINES.match(wording, each.end)
    ]


def _all_of(edits: Sequence[Edit], op: Op) -> str:
    return "\n".join(edit.text for edit in edits if edit.op is op)


def _change(link: Link, old: Contract, new: Contract, edits: tuple[Edit, ...]) -> Change | None:
    """The change of a link, not yet numbered; ``None`` where nothing changed."""
    left = [old.by_id[name] for name in link.old]
    right = [new.by_id[name] for name in link.new]
    single = len(left) == len(right) == 1
    edited = any(edit.op in (Op.DELETE, Op.INSERT) for edit in edits)
    same = not edited or reads_alike(wording_of(left), wording_of(right))
    relabelled = bool(left and right) and _relabelled(left[0], right[0])
    if single and same and not link.moved and not relabelled:
        return None
    if not right:
        kind = ChangeKind.DELETED
    elif not left:
        kind = ChangeKind.ADDED
    elif not single:
        kind = ChangeKind.SPLIT if len(right) > 1 else ChangeKind.MERGED
    elif not same:
        kind = ChangeKind.MODIFIED
    else:
        kind = ChangeKind.MOVED if link.moved else ChangeKind.RENUMBERED
    return Change(
        id=_UNNUMBERED,
        kind=kind,
        old=link.old,
        new=link.new,
        edits=edits,
        moved=link.moved,
        renumbered=relabelled,
        evidence=link.evidence,
        kept=_kept(edits),
    )


def _kept(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The phrases that stayed where a wording is struck and inserted whole."""
    if [edit.op for edit in edits] != [Op.DELETE, Op.INSERT]:
        return ()
    return kept_phrases(*(edit.text for edit in edits))


def _relabelled(old: Clause, new: Clause) -> bool:
    """Whether the printed label differs, and not only as recognition reads it."""
    was, now = _bare(old), _bare(new)
    if was == now:
        return False
    return not ((old.recognised or new.recognised) and was and now and looks_alike(was, now))


def _bare(clause: Clause) -> str:
    """A label without the marks after it. Notes are numbered by their order alone: that is no change."""
    if clause.role in (Role.FOOTNOTE, Role.ENDNOTE):
        return ""
    return bare_label(clause.label)


def has_edit(change: Change) -> bool:
    """Whether any words of the change were deleted or inserted."""
    return any(edit.op in (Op.DELETE, Op.INSERT) for edit in change.edits)

"""Edits between two wordings: whole tokens, phrase by phrase, deletion before insertion."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel, Postfix, Prefix

from contractdiff.diff.misreadings import Misread, settled
from contractdiff.model import Edit, Op
from contractdiff.text import Stretch, Token, fold, tokenize

# Words that hold a sentence together but say little by themselves: where nothing else stayed between two
# edits, a person marks the whole phrase.
_GLUE = frozenset(
    "a an and any are as at be been being but by each for from has have if in into is it its no nor not of on or"
    " shall such that the their them there these they this those to under upon was were which who will with".split()
)
# A stretch that stayed is shown as staying when it weighs at least this much (a word 1, glue and marks less),
# and the more the longer the edits on both sides are. Chosen on made pairs: lower values leave word salad,
# higher ones mark words that stayed.
_KEPT_WEIGHT = 1.0
_GLUE_WEIGHT = 0.34
_MARK_WEIGHT = 0.15
# Where one cell of a table row ends and the next begins is always shown.
_CELL_WEIGHT = 9.0
# Share of the words that must have stayed for a wording to count as rewritten rather than replaced.
_REWRITTEN = 0.2

# A full stop between two words of which the second begins with a capital: no token reaches over it.
_SENTENCE_END = re.compile(r"[a-z][.;:] (?=[A-Z][a-z])")

_Run = tuple[int, int, int, int]
"""Half-open token ranges (old start, old end, new start, new end)."""


Alike = tuple[Sequence[Stretch], Sequence[Stretch]]
"""The stretches of the old and of the new wording that are compared by their keys."""


def diff_wordings(old: str, new: str, misread: Misread | None = None, alike: Alike = ((), ())) -> tuple[Edit, ...]:
    """The edits that lead from one wording to the other.

    Equal, deleted and old-variant stretches joined are exactly ``old``; equal, inserted and new-variant
    ones exactly ``new``. Where under a fifth of the words stayed, the old wording is struck whole and
    the new one inserted whole. Turning the two wordings about turns deletions into insertions and changes
    nothing else.

    Args:
        old: The old wording.
        new: The new wording.
        misread: Which stretches of the two are one text that recognition (OCR) misread; these are variants.
        alike: Stretches of either side that read differently and yet are no edits where their keys are the same.
    """
    if old == new:
        return (Edit(Op.EQUAL, old),) if old else ()
    if not old or not new:
        return _whole(old, new)
    # Of several shortest edits the same one is taken whichever wording comes first
    if (len(old), old) > (len(new), new):
        turned = _diff(new, old, misread and (lambda now, was: misread(was, now)), alike[::-1])
        return tuple(_ordered([_turn(edit) for edit in turned]))
    return tuple(_ordered(list(_diff(old, new, misread, alike))))


def _diff(old: str, new: str, misread: Misread | None, alike: Alike) -> list[Edit]:
    # Sentences that are the same on both sides, before and after, need no looking at: no token reaches over their ends
    start = _same_sentences(old, new)
    stop = _same_ending(old[start:], new[start:])
    was, now = old[start : len(old) - stop], new[start : len(new) - stop]
    a, b = tokenize(was, _within(alike[0], start, len(was))), tokenize(now, _within(alike[1], start, len(now)))
    if misread is not None:
        a, b = settled(was, now, a, b, misread)
    changed = _slid(_cleaned(_changed_runs(a, b), a), a, b)
    kept = len(old[:start].split()) + len(old[len(old) - stop :].split())
    if _is_replaced(changed, a, b, kept):
        return list(_whole(old, new))
    head, tail = old[:start], old[len(old) - stop :]
    inside = _edits(was, now, a, b, changed)
    return [*([Edit(Op.EQUAL, head)] if head else []), *inside, *([Edit(Op.EQUAL, tail)] if tail else [])]


def _within(stretches: Sequence[Stretch], start: int, length: int) -> list[Stretch]:
    """Those that lie wholly in a part of the text, their places counted from its start."""
    moved = [Stretch(each.start - start, each.end - start, each.key) for each in stretches]
    return [each for each in moved if each.start >= 0 and each.end <= length]


def _same_sentences(old: str, new: str) -> int:
    """Length of the whole sentences, with the space after them, with which both wordings begin."""
    same = Prefix.similarity(old, new)
    end = 0
    for found in _SENTENCE_END.finditer(old, 0, same):
        end = found.end()
    return end


def _same_ending(old: str, new: str) -> int:
    """Length of the whole sentences with which both end; the sentence before them ends alike, too."""
    same = Postfix.similarity(old, new)
    found = _SENTENCE_END.search(old, len(old) - same)
    return len(old) - found.end() if found else 0


def _changed_runs(a: list[Token], b: list[Token]) -> list[_Run]:
    """The stretches that differ, shortest in all, in order."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(token.key, len(numbers)) for token in a]
    right = [numbers.setdefault(token.key, len(numbers)) for token in b]
    runs: list[_Run] = []
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            continue
        if runs and runs[-1][1] == op.src_start and runs[-1][3] == op.dest_start:
            runs[-1] = (runs[-1][0], op.src_end, runs[-1][2], op.dest_end)
        else:
            runs.append((op.src_start, op.src_end, op.dest_start, op.dest_end))
    return runs


def _weight(tokens: list[Token]) -> float:
    total = 0.0
    for token in tokens:
        if token.key in _GLUE:
            total += _GLUE_WEIGHT
        elif not token.key:
            total += _CELL_WEIGHT
        else:
            total += 1.0 if token.key[:1].isalnum() or token.key[:1] == "$" else _MARK_WEIGHT
    return total


def _cleaned(runs: list[_Run], a: list[Token]) -> list[_Run]:
    """The runs with those joined between which nothing of weight stayed."""
    out: list[_Run] = []
    for run in runs:
        while out:
            last = out[-1]
            kept = a[last[1] : run[0]]
            if len(kept) > 8 or _weight(kept) >= _needed(last, run):
                break
            run = (last[0], run[1], last[2], run[3])
            out.pop()
        out.append(run)
    return out


def _needed(left: _Run, right: _Run) -> float:
    """How much must have stayed between two edits for it to be shown as staying."""
    smaller = min(_size(left), _size(right))
    if smaller <= 1:
        return _KEPT_WEIGHT * 0.3
    return _KEPT_WEIGHT if smaller < 4 else _KEPT_WEIGHT * 1.4


def _size(run: _Run) -> int:
    return max(run[1] - run[0], run[3] - run[2])


def _slid(runs: list[_Run], a: list[Token], b: list[Token]) -> list[_Run]:
    """The runs, those that only delete or only insert slid to where a phrase begins.

    "to the [extent, to the] point" and "[to the extent,] to the point" are the same edit; people mark the second.
    """
    bounds = [(0, 0), *[(run[1], run[3]) for run in runs]]
    out: list[_Run] = []
    for number, run in enumerate(runs):
        i0, i1, j0, j1 = run
        if (i0 == i1) == (j0 == j1):
            out.append(run)
            continue
        tokens, start, end = (a, i0, i1) if j0 == j1 else (b, j0, j1)
        # a token at least has to stay between two edits
        side = 0 if tokens is a else 1
        floor = bounds[number][side] + 1 if number else 0
        ceiling = runs[number + 1][2 * side] - 1 if number + 1 < len(runs) else len(tokens)
        best, best_score, shift = 0, _edge(tokens, start, end), 0
        while start + shift > floor and tokens[start + shift - 1].key == tokens[end + shift - 1].key:
            shift -= 1
            if _edge(tokens, start + shift, end + shift) > best_score:
                best, best_score = shift, _edge(tokens, start + shift, end + shift)
        shift = 0
        while end + shift < ceiling and tokens[start + shift].key == tokens[end + shift].key:
            shift += 1
            if _edge(tokens, start + shift, end + shift) > best_score:
                best, best_score = shift, _edge(tokens, start + shift, end + shift)
        out.append((i0 + best, i1 + best, j0 + best, j1 + best))
    return out


def _edge(tokens: list[Token], start: int, end: int) -> int:
    """How well a phrase that starts and ends here is cut: after a full stop best, then after a comma."""
    before = tokens[start - 1].key if start else "."
    last = tokens[end - 1].key
    score = 0
    if before in ".;:" or before[-1:] in ".;:":
        score += 3
    elif before in ",)":
        score += 2
    if last in ".;":
        score += 3
    elif last == ",":
        score += 1
    if tokens[start].key in (",", ";"):
        score += 1
    return score


def _is_replaced(runs: list[_Run], a: list[Token], b: list[Token], kept: int) -> bool:
    """Whether under a fifth of the words stayed; ``kept`` are words of both that are in neither list."""
    gone = _words([token for run in runs for token in a[run[0] : run[1]]])
    came = _words([token for run in runs for token in b[run[2] : run[3]]])
    total = _words(a) + _words(b) + 2 * kept
    return gone > 0 and came > 0 and total > 16 and (total - gone - came) < _REWRITTEN * total


def _words(tokens: list[Token]) -> int:
    return sum(1 for token in tokens if token.key[:1].isalnum())


def _edits(old: str, new: str, a: list[Token], b: list[Token], runs: list[_Run]) -> list[Edit]:
    """The edits of the given runs; all characters of both wordings are in one of them."""
    out: list[Edit] = []
    at_old = at_new = 0  # characters written so far
    ends = [(run[0], run[2]) for run in runs] + [(len(a), len(b))]
    starts = [(0, 0)] + [(run[1], run[3]) for run in runs]
    for number, ((i0, j0), (i1, j1)) in enumerate(zip(starts, ends, strict=True)):
        old_stop = a[i0].start if i0 < len(a) else len(old)
        new_stop = b[j0].start if j0 < len(b) else len(new)
        if number:
            # an edit takes the white space after it along, so that what is left reads on
            out += _replaced(old[at_old:old_stop], new[at_new:new_stop])
            at_old, at_new = old_stop, new_stop
        if i1 > i0:
            old_stop = a[i1].start if i1 < len(a) else len(old)
            new_stop = b[j1].start if j1 < len(b) else len(new)
            if old[a[i1 - 1].end : old_stop] != new[b[j1 - 1].end : new_stop]:
                # "b and" and "b, and": the space belongs to what comes next
                old_stop, new_stop = a[i1 - 1].end, b[j1 - 1].end
        out += _equal(old, new, a[i0:i1], b[j0:j1], at_old, at_new, old_stop, new_stop)
        at_old, at_new = old_stop, new_stop
    out += _replaced(old[at_old:], new[at_new:])
    return out


def _equal(
    old: str, new: str, a: list[Token], b: list[Token], at_old: int, at_new: int, old_stop: int, new_stop: int
) -> list[Edit]:
    if old[at_old:old_stop] == new[at_new:new_stop]:
        return [Edit(Op.EQUAL, old[at_old:old_stop])] if old_stop > at_old else []
    out: list[Edit] = []
    # each token and the white space after it by themselves: a missing space is no other word
    cuts = [cut for s, t in zip(a, b, strict=True) for cut in ((s.start, t.start), (s.end, t.end))]
    for stop_old, stop_new in [*cuts, (old_stop, new_stop)]:
        left, right = old[at_old:stop_old], new[at_new:stop_new]
        out += [Edit(Op.EQUAL, left)] if left == right else _variant(left, right)
        at_old, at_new = stop_old, stop_new
    return out


def _replaced(gone: str, came: str) -> list[Edit]:
    """A deletion and an insertion, or a variant where the two read the same; a common white space end is kept."""
    if gone and came and fold(gone) == fold(came):
        return list(_variant(gone, came))
    tail = ""
    if gone[-1:].isspace() and gone[-1:] == came[-1:]:
        tail = gone[-1]
        gone, came = gone[:-1], came[:-1]
    out = [Edit(Op.OLD_VARIANT if gone.isspace() else Op.DELETE, gone)] if gone else []
    out += [Edit(Op.NEW_VARIANT if came.isspace() else Op.INSERT, came)] if came else []
    return out + ([Edit(Op.EQUAL, tail)] if tail else [])


def _variant(old: str, new: str) -> tuple[Edit, ...]:
    return tuple(edit for edit in (Edit(Op.OLD_VARIANT, old), Edit(Op.NEW_VARIANT, new)) if edit.text)


def _whole(old: str, new: str) -> tuple[Edit, ...]:
    return tuple(edit for edit in (Edit(Op.DELETE, old), Edit(Op.INSERT, new)) if edit.text)


_TURNED = {
    Op.EQUAL: Op.EQUAL,
    Op.DELETE: Op.INSERT,
    Op.INSERT: Op.DELETE,
    Op.OLD_VARIANT: Op.NEW_VARIANT,
    Op.NEW_VARIANT: Op.OLD_VARIANT,
}


def _turn(edit: Edit) -> Edit:
    return Edit(_TURNED[edit.op], edit.text)


_EDIT_OF = {Op.OLD_VARIANT: Op.DELETE, Op.NEW_VARIANT: Op.INSERT}


def _ordered(edits: list[Edit]) -> list[Edit]:
    """Neighbours of one kind joined; between two equal stretches what goes stands before what comes."""
    out: list[Edit] = []
    pending: list[Edit] = []

    def flush() -> None:
        for op in (Op.OLD_VARIANT, Op.NEW_VARIANT, Op.DELETE, Op.INSERT):
            text = "".join(edit.text for edit in pending if edit.op is op)
            if text:
                out.append(Edit(op, text))
        pending.clear()

    for edit in edits:
        if not edit.text:
            continue
        if pending and edit.op is _EDIT_OF.get(pending[-1].op) and pending[-1].text.isspace():
            # the space before an addition is part of it
            pending[-1] = Edit(edit.op, pending[-1].text + edit.text)
        elif edit.op is Op.EQUAL:
            flush()
            if out and out[-1].op is Op.EQUAL:
                out[-1] = Edit(Op.EQUAL, out[-1].text + edit.text)
            else:
                out.append(edit)
        else:
            # a variant and an edit side by side keep their order: joining would reorder words
            if pending and (pending[-1].op in (Op.DELETE, Op.INSERT)) != (edit.op in (Op.DELETE, Op.INSERT)):
                flush()
            pending.append(edit)
    flush()
    return out

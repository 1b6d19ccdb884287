"""Edits between two wordings: whole tokens, phrase by phrase, deletion before insertion."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Postfix, Prefix

from contractdiff.diff.marking import Reads, marked_runs
from contractdiff.diff.misreadings import Misread, settled
from contractdiff.diff.rows import runs_of_rows
from contractdiff.diff.shortest import Run, differing_runs
from contractdiff.model import Edit, Op
from contractdiff.text import Alike, Stretch, Token, fold, reads_alike, tokenize

# Share of the words that must have stayed for a wording to count as rewritten rather than replaced, and of those that
# would be shown as staying: of two unrelated clauses 93 in 100 have less of the one, 95 of the other.
_REWRITTEN, _SHOWN = 0.2, 0.12
# Words of both sides up to which a wording is never struck whole for that.
_SHORT = 16

# A full stop between two words of which the second begins with a capital: no token reaches over it.
_SENTENCE_END = re.compile(r"[a-z][.;:] (?=[A-Z][a-z])")


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
        return tuple(_replaced(old, new))
    # Of several shortest edits the same one is taken whichever wording comes first
    if (len(old), old) > (len(new), new):
        turned = _diff(new, old, misread and (lambda now, was: misread(was, now)), alike[::-1])
        return tuple(_ordered([_turn(edit) for edit in turned]))
    return tuple(_ordered(list(_diff(old, new, misread, alike))))


def _diff(old: str, new: str, misread: Misread | None, alike: Alike) -> list[Edit]:
    here, there = alike
    if here or there:
        both = {each.key for each in here} & {each.key for each in there}
        here, there = ([each for each in side if each.key in both] for side in alike)
    # Sentences that are the same on both sides, before and after, need no looking at: no token reaches over their ends
    start = stop = 0
    if not ("\t" in old and "\t" in new):
        start = _same_sentences(old, new, (*here, *there))
        stop = _same_ending(old, new, start, (here, there))
    was, now = old[start : len(old) - stop], new[start : len(new) - stop]
    a, b = tokenize(was, _within(here, start, len(was))), tokenize(now, _within(there, start, len(now)))
    if misread is not None:
        a, b = settled(was, now, a, b, misread)
    head, tail = old[:start], old[len(old) - stop :]

    def reads(here: Token, there: Token) -> bool:
        return was[here.start : here.end] == now[there.start : there.end]

    if "\t" in was and "\t" in now:
        changed = runs_of_rows(a, b, lambda here, there: _runs_or_whole(here, there, reads))
    else:
        runs = _runs(a, b, reads, len(head.split()) + len(tail.split()))
        if runs is None:
            return list(_whole(old, new))
        changed = runs
    inside = _edits(was, now, a, b, changed)
    edited = any(edit.op in (Op.DELETE, Op.INSERT) for edit in inside)
    if edited and _letters(a, changed, 0) == _letters(b, changed, 2) and reads_alike(old, new):
        return list(_variant(old, new))  # white space only, however the tokens were paired
    if not edited and "\t" in was and not reads_alike(was, now):
        inside = _cell_by_cell(was, now)  # what a cell holds stands in another one: under another heading
    return [*([Edit(Op.EQUAL, head)] if head else []), *inside, *([Edit(Op.EQUAL, tail)] if tail else [])]


def _cell_by_cell(old: str, new: str) -> list[Edit]:
    """The edits of a row that has as many cells as before, each cell against the one in its place."""
    edits: list[Edit] = []
    for at, (was, now) in enumerate(zip(old.split("\t"), new.split("\t"), strict=True)):
        edits += [Edit(Op.EQUAL, "\t")] if at else []
        edits += _replaced(was, now)
    return edits


def _letters(tokens: list[Token], runs: list[Run], side: int) -> int:
    """How many letters of a side, whose ranges begin here in a run, are in the runs."""
    return sum(len(token.key) for run in runs for token in tokens[run[side] : run[side + 1]])


def _runs(a: list[Token], b: list[Token], reads: Reads, kept: int = 0) -> list[Run] | None:
    """The runs that differ; ``None`` where under a fifth of the words stayed.

    Args:
        a: The old tokens.
        b: The new ones.
        reads: Whether an old and a new token of one key read the same.
        kept: How many words stayed that are in neither list.
    """
    differing = differing_runs(a, b)
    runs = marked_runs(differing, a, b, reads)
    if sum(i1 - i0 + j1 - j0 for i0, i1, j0, j1 in runs) < (len(a) + len(b)) / 2:
        return runs
    total = _words(a) + _words(b) + 2 * kept
    gone, came = _words_in(runs, a, b)
    if not gone or not came or total <= _SHORT:
        return runs
    stayed = total - sum(_words_in(differing, a, b))
    return None if stayed < _REWRITTEN * total or total - gone - came < _SHOWN * total else runs


def _words_in(runs: list[Run], a: list[Token], b: list[Token]) -> tuple[int, int]:
    """How many words of either side are in the runs."""
    return sum(_words(a[run[0] : run[1]]) for run in runs), sum(_words(b[run[2] : run[3]]) for run in runs)


def _runs_or_whole(a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    runs = _runs(a, b, reads)
    return [(0, len(a), 0, len(b))] if runs is None else runs


def _within(stretches: Sequence[Stretch], start: int, length: int) -> list[Stretch]:
    """Those that lie in a part of the text, their places counted from its start."""
    moved = [Stretch(each.start - start, each.end - start, each.key) for each in stretches]
    return [each for each in moved if each.start >= 0 and each.end <= length]


def _same_sentences(old: str, new: str, stretches: Sequence[Stretch]) -> int:
    """Length of the whole sentences, with the space after them, with which both wordings begin."""
    same = Prefix.similarity(old, new)
    end = 0
    for found in _SENTENCE_END.finditer(old, 0, same):
        if not _is_cut(stretches, found.end()):
            end = found.end()
    return end


def _same_ending(old: str, new: str, start: int, alike: Alike) -> int:
    """Length of the whole sentences with which both end; the sentence before them ends alike, too."""
    same = Postfix.similarity(old[start:], new[start:])
    for found in _SENTENCE_END.finditer(old, len(old) - same):
        left = len(old) - found.end()
        if not _is_cut(alike[0], found.end()) and not _is_cut(alike[1], len(new) - left):
            return left
    return 0


def _is_cut(stretches: Sequence[Stretch], at: int) -> bool:
    return any(each.start < at < each.end for each in stretches)


def _words(tokens: list[Token]) -> int:
    return sum(1 for token in tokens if token.key[:1].isalnum())


def _edits(old: str, new: str, a: list[Token], b: list[Token], runs: list[Run]) -> list[Edit]:
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
    if gone == came:
        return [Edit(Op.EQUAL, gone)]
    if gone and came and reads_alike(gone, came):
        return list(_variant(gone, came))
    tail = ""
    if gone[-1:].isspace() and gone[-1:] == came[-1:]:
        tail = gone[-1]
        gone, came = gone[:-1], came[:-1]
    out = [Edit(Op.OLD_VARIANT if _is_nothing(gone) else Op.DELETE, gone)] if gone else []
    out += [Edit(Op.NEW_VARIANT if _is_nothing(came) else Op.INSERT, came)] if came else []
    return out + ([Edit(Op.EQUAL, tail)] if tail else [])


def _is_nothing(text: str) -> bool:
    """Whether there is nothing to be seen."""
    return text.isspace() or not (text.isascii() or fold(text))


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

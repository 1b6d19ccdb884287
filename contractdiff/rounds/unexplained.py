"""What stands in the final, or is missing there, and nothing explains: no proposed change and no wording asked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from contractdiff.rounds.asked import Asked
from contractdiff.rounds.proposals import Hunk, Proposals
from contractdiff.rounds.three import Three
from contractdiff.rounds.words import NONE

_SENTENCE_ENDS = frozenset(".;:")
# Words that may be lost beside proposed ones without being a matter by themselves.
_LITTLE = frozenset("a an the of to in on at by for and or as is that , ; .".split())
# So many words at the edge of a proposed place may belong to it; more are a matter by themselves.
_AT_EDGE = 8
# Words of a proposed text that is so long that others in it are a matter by themselves, and the share that must stand.
_LONG_TEXT, _STANDS = 12, 0.5


@dataclass(slots=True, eq=False)
class Gap:
    """A place in the final where words are new, or words that both other versions have are missing.

    Attributes:
        clause: The place of its clause in the final; ``NONE`` where the whole clause is missing.
        start: The first new word, or the one before which the missing words stood.
        stop: The word after the new ones.
        lost: The missing words, as numbers of the draft.
        instead: Proposed places whose words are not there either.
        dropped: Those words.
    """

    clause: int
    start: int = 0
    stop: int = 0
    lost: list[int] = field(default_factory=list)
    instead: list[Hunk] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    @property
    def new(self) -> range:
        """The new words."""
        return range(self.start, self.stop)


class Unexplained:
    """Finds the gaps, and gives those that lie inside of a proposed place, and are not words in a long text, to that.

    Args:
        three: The three versions.
        proposals: The proposed places; new words that took the place of proposed ones are told to them.
        asked: Where wordings that were asked for stand: what they say is explained.
    """

    def __init__(self, three: Three, proposals: Proposals, asked: Asked) -> None:
        self._three, self._proposals, self._asked = three, proposals, asked
        self._at: dict[tuple[int, int], Gap] = {}
        gaps = self._new_words(asked.brought)
        gaps += self._missing_words()
        self.gaps = [gap for gap in gaps if self._remains(gap)]

    def _new_words(self, covered: Collection[int]) -> list[Gap]:
        three, gaps = self._three, []
        for place in three.last.places:
            span = three.last.span(place)
            gap = None
            for at in span:
                is_new = three.old_last.back[at] == NONE and three.draft_last.back[at] == NONE and at not in covered
                if is_new and gap is not None:
                    gap.stop = at + 1
                elif is_new:
                    gap = Gap(place, at, at + 1)
                    gaps.append(gap)
                else:
                    gap = None
        for gap in gaps:
            self._at.setdefault((gap.clause, gap.stop), gap)
            self._at[gap.clause, gap.start] = gap
        return gaps

    def _missing_words(self) -> list[Gap]:
        """Tell the missing words to the gaps in which they stood, and make those that are not there yet."""
        three = self._three
        draft, on = three.draft, three.draft_last.on
        made: list[Gap] = []
        for place in draft.places:
            span = draft.span(place)
            at = span.start
            while at < span.stop:
                if on[at] != NONE:
                    at += 1
                    continue
                start = at
                while at < span.stop and on[at] == NONE:
                    at += 1
                made += self._missing(range(start, at), span)
        return made

    def _missing(self, run: range, span: range) -> list[Gap]:
        three = self._three
        lost = [at for at in run if three.old_draft.back[at] != NONE and at not in self._asked.dropped]
        came = dict.fromkeys(hunk for at in run if (hunk := self._proposals.of_draft(at)))
        keys = self._edges(run, span)
        if any(self._asked.holds(*key, three.draft.clause[run.start]) for key in keys):
            lost = []
        elif self._is_cut(run, span, list(came)):
            lost = [at for at in run if at not in self._asked.dropped]
        if not keys:
            # the whole clause
            return [Gap(NONE, lost=lost)] if any(map(three.draft.is_word, lost)) else []
        gaps = list({id(gap): gap for key in keys if (gap := self._at.get(key))}.values())
        made = []
        if not gaps and lost and (not came or any(map(three.draft.is_word, lost))):
            clause, at = keys[0]
            made = gaps = [Gap(clause, at, at)]
            self._at[clause, at] = gaps[0]
        for gap in gaps:
            gap.instead += came
            gap.dropped += [at for at in run if three.old_draft.back[at] == NONE]
        if gaps:
            gaps[0].lost += lost
        return made

    def _edges(self, run: range, span: range) -> list[tuple[int, int]]:
        """The places in the final before which the words stood, by the words around them; none where there are none."""
        last, on = self._three.last, self._three.draft_last.on
        out = []
        if run.start > span.start:
            before = on[run.start - 1]
            out.append((last.clause[before], before + 1))
        if run.stop < span.stop:
            after = on[run.stop]
            out.append((last.clause[after], after))
        return out

    def _remains(self, gap: Gap) -> bool:
        """Whether it is nobody's; new words inside a proposed place are told to that."""
        if gap.clause == NONE:
            return True
        if not gap.new:
            return bool(gap.lost)
        new = list(gap.new)
        span = self._three.last.span(gap.clause)
        before = self._proposals.of_last(gap.start - 1) if gap.start > span.start else None
        after = self._proposals.of_last(gap.stop) if gap.stop < span.stop else None
        unsettled = [hunk for hunk in gap.instead if not self._is_settled(hunk)]
        if unsettled and all(self._three.draft.keys[at] in _LITTLE for at in gap.lost):
            gap.lost = []
        if gap.lost:
            # a place of which nothing is left has gone; of another one, the words stand in its place as well
            for hunk in unsettled:
                if hunk.gone or self._proposals.adopted(hunk):
                    hunk.new += new
            return True
        if unsettled:
            for hunk in unsettled:
                hunk.new += new
            return self._is_tampered(gap, unsettled)
        if not any(map(self._three.last.is_word, new)) and (before or after):
            return False
        if (before is after and before is not None) or self._is_wide(gap, before, after):
            around = list(dict.fromkeys(hunk for hunk in (before, after) if hunk))
            for hunk in around:
                hunk.new += new
            return self._is_tampered(gap, around)
        struck = self._in_place_of_struck(gap, span) if len(new) <= _AT_EDGE else []
        for hunk in struck or self._at_edge(new, gap, before, after):
            hunk.new += new
        return not struck

    def _is_tampered(self, gap: Gap, hunks: Sequence[Hunk]) -> bool:
        """Whether words are new within a long text that was proposed, and that stands there but for little.

        That text was disclosed, and these words of it were not.
        """
        if not all(map(self._stands, hunks)):
            return False
        gap.lost = sorted({*gap.lost, *gap.dropped})
        return True

    def _is_cut(self, run: range, span: range, hunks: Sequence[Hunk]) -> bool:
        """Whether words were cut out of such a text, and nothing took their place."""
        on = self._three.draft_last.on
        return (
            bool(hunks)
            and span.start < run.start
            and run.stop < span.stop
            and on[run.start - 1] + 1 == on[run.stop]
            and any(map(self._three.draft.is_word, run))
            and all(map(self._stands, hunks))
        )

    def _stands(self, hunk: Hunk) -> bool:
        """Whether a long text was proposed, and stands but for little."""
        return len(hunk.came) >= _LONG_TEXT and len(self._proposals.adopted(hunk)) >= _STANDS * len(hunk.came)

    def _is_settled(self, hunk: Hunk) -> bool:
        """Whether the old words stand there again in place of the proposed ones."""
        return bool(hunk.gone) and bool(self._proposals.restored(hunk)) and not self._proposals.surely_adopted(hunk)

    def _is_wide(self, gap: Gap, before: Hunk | None, after: Hunk | None) -> bool:
        """Whether it is the beginning or the end of a clause that the draft wrote anew."""
        span = self._three.last.span(gap.clause)
        at_start, at_end = gap.start == span.start, gap.stop == span.stop
        return bool((at_start and after and after.is_wide) or (at_end and before and before.is_wide))

    def _at_edge(self, new: Sequence[int], gap: Gap, before: Hunk | None, after: Hunk | None) -> list[Hunk]:
        """The proposed places beside which the words stand, without a word or the end of a sentence between."""
        keys = self._three.last.keys
        out = []
        if len(new) <= _AT_EDGE:
            if before and keys[gap.start - 1] not in _SENTENCE_ENDS:
                out.append(before)
            if after and keys[new[-1]] not in _SENTENCE_ENDS:
                out.append(after)
        return out

    def _in_place_of_struck(self, gap: Gap, span: range) -> list[Hunk]:
        """The places where the draft struck words, and nothing else, that are now taken by the new ones."""
        three = self._three
        if not (span.start < gap.start and gap.stop < span.stop):
            return []
        left, right = three.old_last.back[gap.start - 1], three.old_last.back[gap.stop]
        if NONE in (left, right) or not left < right <= left + 200 or three.old.clause[left] != three.old.clause[right]:
            return []
        struck = dict.fromkeys(hunk for at in range(left + 1, right) if (hunk := self._proposals.of_old(at)))
        return [hunk for hunk in struck if not hunk.came]

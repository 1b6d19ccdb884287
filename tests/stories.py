"""Stories of three versions made at random: an old contract, what the agency proposed, what it issued; with the truth.

A clause is a list of words; an edit replaces a stretch of them. What was proposed of a clause is then withdrawn,
adopted, written as the coalition asked, or written otherwise; and edits that nobody disclosed come on top, some of them
in clauses that were also to be changed, three words or more from what was proposed there.
"""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import story_texts

from contractdiff.model import Contract, Promise, Result, Side, Wanted
from contractdiff.readers.plain import read_plain
from contractdiff.structure import recover_contract

MIX = {
    "light": {
        "reword": 34, "number": 12, "modal": 10, "delete": 12, "insert": 14, "move": 5, "move_reword": 4, "split": 4,
        "merge": 5,
    },
    "heavy": {
        "reword": 24, "number": 10, "modal": 8, "rewrite": 18, "delete": 11, "insert": 12, "move": 4, "move_reword": 5,
        "split": 4, "merge": 4, "near_copy": 4,
    },
}  # fmt: skip
UNDISCLOSED = {
    "number": 20, "modal": 15, "reword": 20, "beside": 25, "new": 8, "deleted": 8, "move_reword": 4,
    "near_copy": 3, "move": 3, "split": 3,
}  # fmt: skip
_NUMBER = re.compile(r"\$?\d[\d,.]*\d|\d")
_APART = 3


@dataclass(frozen=True)
class Splice:
    """Words of a clause, from one place to another, and the words that take their place."""

    start: int
    stop: int
    words: tuple[str, ...]


@dataclass
class Proposal:
    """A proposed edit: which clause, what it was and reads, and what becomes of it."""

    kind: str
    old: tuple[str, ...]
    draft: tuple[str, ...]
    result: Result
    final: tuple[str, ...] = ()
    wanted: Wanted | None = None
    kept: bool | None = None


@dataclass
class Hidden:
    """An edit that nobody disclosed: the final wording of its clause ("" of a deleted one), and its words."""

    kind: str
    final: str
    draft: str
    gone: str = ""
    came: str = ""


@dataclass
class Story:
    old: list[str]
    draft: list[str]
    final: list[str]
    proposals: list[Proposal]
    hidden: list[Hidden]
    administrative: list[str]
    """Clauses that stand in another place in the final, or in two pieces there, word for word as they were."""
    labelled: bool

    def contract(self, which: str, side: Side) -> Contract:
        lines = [
            f"{number}. {words}" if self.labelled else words for number, words in enumerate(getattr(self, which), 1)
        ]
        return read(which, lines, side)


def read(name: str, lines: list[str], side: Side) -> Contract:
    return recover_contract(read_plain(Path(f"{name}.txt"), "\n\n".join(lines).encode()), side=side, name=name)


def spliced(words: list[str], splices: list[Splice]) -> str:
    out = list(words)
    for each in sorted(splices, key=lambda each: -each.start):
        out[each.start : each.stop] = each.words
    return " ".join(out)


@dataclass
class _Clause:
    """A clause on its way: its old words, and what the draft and the final make of them."""

    words: list[str]
    draft: list[Splice] = field(default_factory=list)
    final: list[Splice] = field(default_factory=list)
    kind: str = ""
    result: Result | None = None
    wanted: Wanted | None = None
    kept: bool | None = None
    hidden: list[tuple[str, Splice]] = field(default_factory=list)
    in_old: bool = True
    in_draft: bool = True
    in_final: bool = True

    def text(self, splices: list[Splice]) -> str:
        return spliced(self.words, splices)


class _Teller:
    def __init__(self, rng: random.Random, base: list[str], fresh: list[str], profile: str, rate: float) -> None:
        self.rng, self.fresh, self.profile = rng, fresh, profile
        self.rate = rate
        self.clauses = [_Clause(words.split(" ")) for words in base]
        counts: dict[str, int] = {}
        for words in base:
            counts[words] = counts.get(words, 0) + 1
        self.free = [each for each in self.clauses if len(each.words) >= 9 and counts[" ".join(each.words)] == 1]
        rng.shuffle(self.free)
        self.order = {"old": list(self.clauses), "draft": list(self.clauses), "final": list(self.clauses)}
        self.splits: list[tuple[_Clause, int, bool]] = []
        self.merges: list[tuple[_Clause, _Clause, bool]] = []
        self.hidden_splits: dict[int, int] = {}
        self.busy: set[int] = set()

    def take(self) -> _Clause | None:
        while self.free:
            found = self.free.pop()
            if id(found) not in self.busy:
                self.busy.add(id(found))
                return found
        return None

    def tell(self, hidden_rate: float) -> Story:
        rng = self.rng
        count = len(self.free)
        mix = MIX[self.profile]
        for kind in rng.choices(list(mix), weights=list(mix.values()), k=max(3, int(count * self.rate))):
            clause = self.take()
            if clause is None:
                break
            clause.kind = kind
            getattr(self, f"propose_{kind}", self.propose_words)(clause)
        wanted = max(2, int(count * hidden_rate))
        for kind in rng.choices(list(UNDISCLOSED), weights=list(UNDISCLOSED.values()), k=wanted):
            self.hide(kind)
        return self.story()

    # What is proposed, and what becomes of it

    def propose_words(self, clause: _Clause) -> None:
        clause.draft = self.splices(clause.words, clause.kind)
        if not clause.draft:
            clause.kind, clause.draft = "reword", self.splices(clause.words, "reword")
        self.settle(clause)

    def settle(self, clause: _Clause) -> None:
        clause.result = self.rng.choices(list(Result), weights=(25, 35, 20, 20))[0]
        if clause.result is Result.ADOPTED:
            clause.final = list(clause.draft)
        elif clause.result is Result.WITHDRAWN:
            clause.final = []
            if self.rng.random() < 0.5:
                clause.wanted, clause.kept = Wanted(promise=Promise.WITHDRAW), True
        elif clause.result is Result.AS_ASKED:
            self.ask(clause)
        else:
            clause.final = self.otherwise(clause)
            if self.rng.random() < 0.3:
                clause.wanted, clause.kept = Wanted(promise=Promise.WITHDRAW), False

    def ask(self, clause: _Clause) -> None:
        """One of the proposed stretches is written as the coalition asked, the others as proposed."""
        at = self.rng.randrange(len(clause.draft))
        chosen = clause.draft[at]
        asked = Splice(chosen.start, chosen.stop, self.other_words(chosen))
        clause.final = [*clause.draft[:at], asked, *clause.draft[at + 1 :]]
        whole = clause.text(clause.final)
        wording = whole
        if self.rng.random() < 0.4:
            ahead = [each for each in clause.final if each.start < asked.start]
            start = asked.start + sum(len(each.words) - (each.stop - each.start) for each in ahead)
            words = whole.split(" ")
            wording = " ".join(words[max(0, start - 4) : start + len(asked.words) + 4])
        if self.rng.random() < 0.5:
            clause.wanted, clause.kept = Wanted(agreed=wording, promise=Promise.AS_AGREED), True
        else:
            clause.wanted = Wanted(requested=("The clause shall be struck.", wording))

    def other_words(self, splice: Splice) -> tuple[str, ...]:
        """Other words in place of the proposed ones, neither those nor the old ones."""
        words = list(splice.words)
        if len(words) == 1 and _NUMBER.search(words[0]):
            return (_NUMBER.sub(lambda m: str(int(re.sub(r"\D", "", m[0])) + 1), words[0], count=1),)
        phrase = self.rng.choice([each for each in story_texts.PHRASES if each.split(" ") != words]).split(" ")
        if len(words) >= 4 and self.rng.random() < 0.5:
            at = self.rng.randrange(1, len(words) - 1)
            return (*words[:at], *phrase, *words[at + 1 :])
        return tuple(phrase)

    def otherwise(self, clause: _Clause) -> list[Splice]:
        if len(clause.draft) > 1 and self.rng.random() < 0.6:
            kept = self.rng.sample(clause.draft, self.rng.randint(1, len(clause.draft) - 1))
            return sorted(kept, key=lambda each: each.start)
        at = self.rng.randrange(len(clause.draft))
        chosen = clause.draft[at]
        return [
            *clause.draft[:at],
            Splice(chosen.start, chosen.stop, self.other_words(chosen)),
            *clause.draft[at + 1 :],
        ]

    def propose_rewrite(self, clause: _Clause) -> None:
        donor = self.fresh.pop().split(" ")
        at, made = 2, []
        while at < len(clause.words) - 4:
            span = self.rng.randint(4, 9)
            if self.rng.random() < 0.5 and at + span < len(clause.words) - 1:
                start = self.rng.randrange(max(1, len(donor) - span))
                made.append(Splice(at, at + span, tuple(donor[start : start + self.rng.randint(3, span)])))
                at += self.rng.randint(4, 9)
            at += span
        clause.draft = made or self.splices(clause.words, "reword")
        self.settle(clause)

    def propose_delete(self, clause: _Clause) -> None:
        clause.in_draft = False
        clause.result = self.rng.choices(list(Result), weights=(30, 40, 15, 15))[0]
        clause.in_final = clause.result is not Result.ADOPTED
        if clause.result in (Result.AS_ASKED, Result.OTHERWISE):
            clause.final = self.splices(clause.words, "reword")
            if clause.result is Result.AS_ASKED:
                clause.wanted = Wanted(requested=(clause.text(clause.final),))

    def rewritten(self, words: list[str]) -> list[str]:
        """About half of the words are another clause's."""
        donor, out, at = self.fresh.pop().split(" "), list(words[:2]), 2
        while at < len(words):
            span = self.rng.randint(4, 9)
            start = self.rng.randrange(max(1, len(donor) - span))
            taken = donor[start : start + self.rng.randint(3, span)]
            out += taken if self.rng.random() < 0.5 else words[at : at + span]
            at += span
        return out

    def propose_near_copy(self, clause: _Clause) -> None:
        self.propose_insert(clause, self.rewritten(clause.words))

    def propose_insert(self, clause: _Clause, words: list[str] | None = None) -> None:
        added = _Clause(words or self.fresh.pop().split(" "), in_old=False, kind="insert")
        clause.kind = ""  # the one that it follows is not changed
        self.busy.discard(id(clause))
        self.free.insert(0, clause)
        self.place(added, clause, "draft", "final")
        added.result = self.rng.choices(list(Result), weights=(30, 40, 15, 15))[0]
        added.in_final = added.result is not Result.WITHDRAWN
        if added.result in (Result.AS_ASKED, Result.OTHERWISE):
            added.final = self.splices(added.words, "reword")
            if added.result is Result.AS_ASKED:
                added.wanted = Wanted(agreed=added.text(added.final))

    def place(self, clause: _Clause, behind: _Clause, *versions: str) -> None:
        for version in versions:
            order = self.order[version]
            order.insert(order.index(behind) + 1, clause)
        if clause not in self.clauses:
            self.clauses.append(clause)
            self.busy.add(id(clause))

    def propose_move(self, clause: _Clause) -> None:
        clause.result = self.rng.choice((Result.WITHDRAWN, Result.ADOPTED))
        self.move(clause, "draft", *(("final",) if clause.result is Result.ADOPTED else ()))

    def propose_move_reword(self, clause: _Clause) -> None:
        clause.draft = self.splices(clause.words, "reword")
        clause.result = self.rng.choice((Result.WITHDRAWN, Result.ADOPTED, Result.OTHERWISE))
        stays = clause.result is Result.WITHDRAWN
        if clause.result is Result.OTHERWISE:
            stays = self.rng.random() < 0.5  # either its place alone was restored, or its words alone
        self.move(clause, "draft", *(() if stays else ("final",)))
        words_adopted = clause.result is Result.ADOPTED or (clause.result is Result.OTHERWISE and stays)
        clause.final = list(clause.draft) if words_adopted else []

    def move(self, clause: _Clause, *versions: str) -> None:
        here = self.order["old"].index(clause) if clause in self.order["old"] else 0
        others = [
            each
            for at, each in enumerate(self.order["old"])
            if abs(at - here) >= 8 and not each.kind and each is not clause
        ]
        target = self.rng.choice(others)
        self.busy.add(id(target))
        for version in versions:
            order = self.order[version]
            order.remove(clause)
            order.insert(order.index(target) + 1, clause)

    def propose_split(self, clause: _Clause) -> None:
        ends = [at + 1 for at, word in enumerate(clause.words) if word.endswith(".") and 4 < at < len(clause.words) - 6]
        if not ends:
            clause.kind = "reword"
            self.propose_words(clause)
            return
        clause.result = self.rng.choice((Result.WITHDRAWN, Result.ADOPTED))
        self.splits.append((clause, self.rng.choice(ends), clause.result is Result.ADOPTED))

    def propose_merge(self, clause: _Clause) -> None:
        order = self.order["old"]
        at = order.index(clause) + 1 if clause in order else len(order)
        if at >= len(order) or id(order[at]) in self.busy or len(order[at].words) < 9:
            clause.kind = "reword"
            self.propose_words(clause)
            return
        following = order[at]
        self.busy.add(id(following))
        clause.result = self.rng.choice((Result.WITHDRAWN, Result.ADOPTED))
        self.merges.append((clause, following, clause.result is Result.ADOPTED))

    # The edits themselves

    def splices(self, words: list[str], kind: str, taken: list[Splice] | None = None) -> list[Splice]:
        """Edits of a kind, apart from one another and from those that are there; none where there is no place."""
        made: list[Splice] = []
        for _ in range(self.rng.randint(1, 3) if kind == "reword" else 1):
            spans = [*made, *(taken or [])]
            found = self.splice(words, kind, spans)
            if found:
                made.append(found)
        return sorted(made, key=lambda each: each.start)

    def splice(self, words: list[str], kind: str, taken: list[Splice]) -> Splice | None:
        rng = self.rng
        if kind in ("number", "modal"):
            pattern = _NUMBER if kind == "number" else re.compile(r"^(?:shall|may|must|will)$")
            places = [
                at for at in range(2, len(words)) if pattern.search(words[at]) and self.is_free(at, at + 1, taken)
            ]
            if not places:
                return None
            at = rng.choice(places)
            if kind == "number":
                was = words[at]
                factor, more = rng.choice((2, 3)), rng.choice((5, 15, 30))
                return Splice(
                    at, at + 1, (_NUMBER.sub(lambda m: str(int(re.sub(r"\D", "", m[0])) * factor + more), was, 1),)
                )
            other = {"shall": "may", "may": "shall", "must": "should", "will": "may"}[words[at]]
            return Splice(at, at + 1, (other,))
        for _ in range(12):
            what = rng.random()
            phrase = tuple(rng.choice(story_texts.PHRASES).split(" "))
            start = rng.randrange(2, max(3, len(words) - 2))
            stop = start
            if what >= 0.4:
                stop = min(len(words) - 1, start + rng.randint(1, 3))
            made = Splice(start, stop, () if 0.4 <= what < 0.7 and len(words) > 14 else phrase)
            if self.is_free(start, stop, taken) and set(phrase).isdisjoint(words[max(0, start - 8) : stop + 8]):
                return made if stop > start or made.words else None
        return None

    def is_free(self, start: int, stop: int, taken: list[Splice]) -> bool:
        return all(stop + _APART <= each.start or each.stop + _APART <= start for each in taken)

    # What nobody disclosed

    def hide(self, kind: str) -> None:
        rng = self.rng
        if kind == "beside":
            there = [
                each
                for each in self.clauses
                if (each.kind in ("reword", "number", "modal", "rewrite", "move") and not each.hidden)
                or (each.kind == "insert" and each.result is Result.ADOPTED)
            ]
            if not there:
                return
            clause = rng.choice(there)
            if clause.kind == "insert" and clause.result is Result.ADOPTED:
                clause.result = Result.OTHERWISE
            found = self.splices(
                clause.words, rng.choice(("number", "modal", "reword")), [*clause.draft, *clause.final]
            )[:1]
            clause.hidden += [("beside", each) for each in found]
            return
        clause = self.take()
        if clause is None:
            return
        if kind in ("new", "near_copy"):
            words = self.fresh.pop().split(" ") if kind == "new" else self.rewritten(clause.words)
            added = _Clause(words, in_old=False, in_draft=False, kind="hidden new")
            self.place(added, clause, "final")
            self.busy.discard(id(clause))
            self.free.insert(0, clause)
        elif kind == "deleted":
            clause.kind, clause.in_final = "hidden deleted", False
        elif kind == "move":
            clause.kind = "administrative"
            self.move(clause, "final")
        elif kind == "split":
            ends = [
                at + 1 for at, word in enumerate(clause.words) if word.endswith(".") and 4 < at < len(clause.words) - 6
            ]
            if ends:
                clause.kind = "administrative"
                self.hidden_splits[id(clause)] = rng.choice(ends)
        else:
            found = self.splices(clause.words, "reword" if kind == "move_reword" else kind)[:1]
            if found:
                clause.kind = f"hidden {kind}"
                clause.hidden += [(kind, found[0])]
                if kind == "move_reword":
                    self.move(clause, "final")

    # The three versions

    def story(self) -> Story:
        proposals, hidden = [], []
        split = {id(clause): (at, adopted) for clause, at, adopted in self.splits}
        merged = {id(clause): (other, adopted) for clause, other, adopted in self.merges}
        swallowed = {id(other): adopted for _, other, adopted in self.merges}
        lines: dict[str, list[str]] = {"old": [], "draft": [], "final": []}
        texts: dict[int, dict[str, str]] = {}
        for clause in self.clauses:
            final = [*clause.final, *(each for _, each in clause.hidden)]
            texts[id(clause)] = {
                "old": " ".join(clause.words) if clause.in_old else "",
                "draft": clause.text(clause.draft) if clause.in_draft else "",
                "final": clause.text(final) if clause.in_final else "",
            }
        for version, order in self.order.items():
            for clause in order:
                own = texts[id(clause)][version]
                if not own:
                    continue
                if version == "final" and id(clause) in self.hidden_splits:
                    at = self.hidden_splits[id(clause)]
                    lines[version] += [" ".join(clause.words[:at]), " ".join(clause.words[at:])]
                elif id(clause) in split and (version == "draft" or (version == "final" and split[id(clause)][1])):
                    at = split[id(clause)][0]
                    lines[version] += [" ".join(own.split(" ")[:at]), " ".join(own.split(" ")[at:])]
                elif id(clause) in merged and (version == "draft" or (version == "final" and merged[id(clause)][1])):
                    lines[version].append(f"{own} {texts[id(merged[id(clause)][0])][version]}")
                elif id(clause) in swallowed and (version == "draft" or (version == "final" and swallowed[id(clause)])):
                    continue
                else:
                    lines[version].append(own)
        for clause in self.clauses:
            own = texts[id(clause)]
            if clause.result is not None:
                old, draft = (own["old"],), (own["draft"],)
                if id(clause) in split:
                    at = split[id(clause)][0]
                    draft = (" ".join(clause.words[:at]), " ".join(clause.words[at:]))
                if id(clause) in merged:
                    old = (own["old"], texts[id(merged[id(clause)][0])]["old"])
                    draft = (" ".join(old),)
                proposals.append(
                    Proposal(
                        kind=clause.kind,
                        old=tuple(filter(None, old)),
                        draft=tuple(filter(None, draft)),
                        result=clause.result,
                        wanted=clause.wanted,
                        kept=_literally(clause, own["final"]),
                    )
                )
            if clause.kind in ("hidden new", "hidden deleted"):
                hidden.append(Hidden(clause.kind, final=own["final"], draft=own["draft"]))
            for kind, splice in clause.hidden:
                gone = " ".join(clause.words[splice.start : splice.stop])
                hidden.append(Hidden(kind, own["final"], own["draft"], gone, " ".join(splice.words)))
        return Story(
            old=lines["old"],
            draft=lines["draft"],
            final=lines["final"],
            proposals=proposals,
            hidden=hidden,
            administrative=[" ".join(each.words) for each in self.clauses if each.kind == "administrative"],
            labelled=self.rng.random() < 0.5,
        )


def _literally(clause: _Clause, final: str) -> bool | None:
    """Whether a promise was kept; ``None`` where its clause has words that nobody disclosed, and a person must look."""
    if clause.wanted and clause.wanted.agreed and clause.kept and clause.wanted.agreed not in final:
        return False
    return None if clause.kept and clause.hidden else clause.kept


def story(seed: object, base: list[str] | None = None, size: int = 80) -> Story:
    """A story; of the paragraphs of a text where these are given, else of a made contract."""
    rng = random.Random(f"story {seed}")
    profile = rng.choice(list(MIX))
    rate, hidden = (0.25, 0.08) if profile == "light" else (0.45, 0.12)
    texts = story_texts.clauses(rng, (0 if base else size) + size)
    own = base or texts[:size]
    return _Teller(rng, own, texts[-size:], profile, rate).tell(hidden)

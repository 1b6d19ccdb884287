"""Next drafts and next years of made contracts, with the truth: which change is which, and which is back."""

import random
from dataclasses import dataclass

import story_texts
from stories import Splice, _Teller, read, spliced

from contractdiff.api import compare_contracts
from contractdiff.model import Became, Carried, Change, ChangeId, ChangeKind, Comparison, Side, Withdrawn
from contractdiff.rounds import BACK, back_again, carry_ids


@dataclass
class Redraft:
    """Old clauses and two drafts: each clause as (old, first draft, second draft), "" where it is not there."""

    clauses: list[tuple[str, str, str, str]]
    """With what became of its change: "", unchanged, reworded, withdrawn, new."""

    def lines(self, at: int) -> list[str]:
        return [each[at] for each in self.clauses if each[at]]


def redraft(seed: object, size: int = 70, rate: float = 0.4) -> Redraft:
    rng = random.Random(f"redraft {seed}")
    texts = story_texts.clauses(rng, 2 * size)
    teller = _Teller(rng, texts[:size], texts[size:], "light", rate)
    made: list[tuple[str, str, str, str]] = []
    for words in texts[:size]:
        own = words.split(" ")
        if rng.random() > rate:
            if rng.random() < 0.1:
                made.append((words, words, _edited(teller, own, rng, []), "new"))
            else:
                made.append((words, words, words, ""))
            continue
        kind = rng.choice(("words", "words", "words", "delete", "insert"))
        became = rng.choice(("unchanged", "unchanged", "reworded", "withdrawn"))
        if kind == "words":
            splices = teller.splices(own, "reword") or [Splice(3, 3, ("without", "limitation"))]
            first = spliced(own, splices)
            at = rng.randrange(len(splices))
            other = [*splices[:at], Splice(splices[at].start, splices[at].stop, teller.other_words(splices[at]))]
            second = {
                "unchanged": first,
                "withdrawn": words,
                "reworded": spliced(own, [*other, *splices[at + 1 :]]),
            }[became]
            made.append((words, first, second, became))
        elif kind == "delete":
            second = {"unchanged": "", "withdrawn": words, "reworded": _edited(teller, own, rng, [])}[became]
            made.append((words, "", second, became))
        else:
            made.append((words, words, words, ""))
            added = teller.fresh.pop()
            second = {
                "unchanged": added,
                "withdrawn": "",
                "reworded": _edited(teller, added.split(" "), rng, []),
            }[became]
            made.append(("", added, second, became))
        if rng.random() < 0.05:
            made.append(("", "", teller.fresh.pop(), "new"))
    return Redraft(made)


def _edited(teller: _Teller, words: list[str], rng: random.Random, taken: list[Splice]) -> str:
    return spliced(words, teller.splices(words, rng.choice(("number", "reword")), taken) or [Splice(3, 3, ("gladly",))])


def drafts(made: Redraft, *, labelled: bool = False) -> tuple[Comparison, Comparison, Comparison]:
    def contract(at: int, side: Side):  # type: ignore[no-untyped-def]
        lines = made.lines(at)
        return read(f"v{at}", [f"{n}. {line}" for n, line in enumerate(lines, 1)] if labelled else lines, side)

    return (
        compare_contracts(contract(0, Side.OLD), contract(1, Side.NEW)),
        compare_contracts(contract(0, Side.OLD), contract(2, Side.NEW)),
        compare_contracts(contract(1, Side.OLD), contract(2, Side.NEW)),
    )


def change_of(comparison: Comparison, old: str, new: str) -> Change | None:
    """The change of words that has this old clause, or else this new one."""
    for change in comparison.changes:
        if change.kind is ChangeKind.RENUMBERED:
            continue
        if (old and any(_plain(comparison.old.by_id[name].wording) == old for name in change.old)) or (
            new and not old and any(_plain(comparison.new.by_id[name].wording) == new for name in change.new)
        ):
            return change
    return None


def _plain(text: str) -> str:
    return " ".join(text.split())


def check_carried(before: Comparison, now: Comparison, made: Carried, taken: set[str]) -> None:
    """Raise ``AssertionError`` unless every id is accounted for, and every change has one of its own."""
    assert [each.id for each in made.since] == [change.id for change in before.changes]
    ids = [change.id for change in made.comparison.changes]
    assert len(set(ids)) == len(ids) == len(now.changes)
    assert set(made.added).isdisjoint(taken | set(before.by_id))
    assert set(ids) - set(before.by_id) == set(made.added)
    kept = {each.id for each in made.since if each.became in (Became.UNCHANGED, Became.REWORDED, Became.DIVIDED)}
    assert kept == set(ids) & set(before.by_id)
    for each in made.since:
        assert set(each.into) <= set(ids)
        assert bool(each.into) is (each.became is not Became.WITHDRAWN)
    assert {piece for piece, _ in made.parted} <= set(made.added)
    for was, is_now in zip(now.changes, made.comparison.changes, strict=True):
        assert (was.old, was.new, was.edits) == (is_now.old, is_now.new, is_now.edits)


def carried_right(seed: object) -> tuple[int, int, list[str]]:
    """How many changes of a redraft are carried as they should be, of how many, and those that are not."""
    made = redraft(seed)
    before, now, between = drafts(made, labelled=random.Random(str(seed)).random() < 0.5)
    # ids as they are after earlier rounds: with gaps, and in no order
    names = [ChangeId(f"C-{3 * at + 7:03d}") for at in range(len(before.changes))]
    random.Random(f"ids {seed}").shuffle(names)
    renamed = {change.id: name for change, name in zip(before.changes, names, strict=True)}
    before = _with_ids(before, renamed)
    taken = {*names, "C-900", "C-003"}
    result = carry_ids(before, now, between, taken=taken)
    check_carried(before, now, result, taken)
    since = {each.id: each for each in result.since}
    right = total = 0
    wrong = []
    for old, first, second, became in made.clauses:
        if became in ("", "new"):
            continue
        change = change_of(before, old, first)
        # a clause that goes and one that comes may be told as one change: then it is neither
        if change is None or bool(change.old) != bool(old) or bool(change.new) != bool(first):
            continue
        total += 1
        told = since[change.id].became.value
        after = change_of(result.comparison, old, second) if became != "withdrawn" else None
        if told == became and (became == "withdrawn" or (after is not None and after.id == change.id)):
            right += 1
        else:
            wrong.append(f"{became} told as {told}\n  {old}\n  {first}\n  {second}\n  {change.kind} {after}"[:900])
    return right, total, wrong


def _with_ids(comparison: Comparison, names: dict[ChangeId, ChangeId]) -> Comparison:
    from dataclasses import replace

    return replace(comparison, changes=tuple(replace(each, id=names[each.id]) for each in comparison.changes))


def back_right(seed: object) -> tuple[int, int, int, int]:
    """Of a year's proposals, of which a third were withdrawn the year before: how many are flagged and should be, how
    many should be, how many are flagged and should not, and how many changes there are."""
    rng = random.Random(f"back {seed}")
    made = redraft(f"year {seed}", size=90, rate=0.5)
    before = compare_contracts(read("v0", made.lines(0), Side.OLD), read("v1", made.lines(1), Side.NEW))
    withdrawn, again, new_lines = [], set(), []
    for old, first, _, became in made.clauses:
        change = change_of(before, old, first) if old != first else None
        if change is not None and became == "withdrawn":
            withdrawn.append(Withdrawn(version="FY2012", change=change.id, old=old, proposed=first))
            if rng.random() < 0.5:
                again.add((old, first))
                new_lines.append(_nearly(first, rng) if not old else first)
                continue
        new_lines.append(_other(old, rng) if old and became else old)
    now = compare_contracts(read("v0", made.lines(0), Side.OLD), read("v3", list(filter(None, new_lines)), Side.NEW))
    flagged = {each.id for each in back_again(now, withdrawn).changes if any(f.category == BACK for f in each.flags)}
    wanted = set()
    for old, first in again:
        found = change_of(now, old, first)
        if found is None and not old:
            words = set(first.split())
            found = max(
                (each for each in now.changes if not each.old),
                key=lambda each: len(words & set(now.new.by_id[each.new[0]].wording.split())),
                default=None,
            )
        if found is not None:
            wanted.add(found.id)
    return len(flagged & wanted), len(wanted), len(flagged - wanted), len(now.changes)


def _nearly(text: str, rng: random.Random) -> str:
    """A word in twelve is another one."""
    return " ".join(
        rng.choice(("any", "other", "timely", "full")) if rng.random() < 0.08 else w for w in text.split(" ")
    )


def _other(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(2, max(3, len(words) - 2))
    return " ".join([*words[:at], *rng.choice(story_texts.PHRASES).split(" "), *words[at:]])

"""Why two clauses were paired, or why a clause has no counterpart: the answer to an analyst who asks."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contractdiff.api.paths import is_folder
from contractdiff.api.telling import SIDES, Teller
from contractdiff.api.writing import JSON_NAME
from contractdiff.errors import NotThereError, UnreadableError
from contractdiff.model import (
    Change,
    ChangeId,
    Clause,
    Comparison,
    Contract,
    Side,
)
from contractdiff.readers import bytes_of
from contractdiff.reports import change_fields, comparison_from_json
from contractdiff.structure import ClauseName

_CHANGE = re.compile(r"\s*c\s*-?\s*0*(\d+)\s*", re.IGNORECASE)
_SIDE = re.compile(r"\s*(old|new)\b[\s:]*", re.IGNORECASE)
_QUOTES = '"“”„«» '


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What there is to say of one change, or of a clause that did not change.

    Attributes:
        asked: What was asked for, as it was typed.
        change: The change; ``None`` of a clause that is unchanged.
        old: The clauses of the old version.
        new: The clauses of the new version.
        why: Why they were paired, or have no counterpart, in sentences.
        nearest: Which other clause comes next, in sentences.
        flags: Why it may matter: what each flag is about and on which words, with what it says and asks.
        found: What else was found, in sentences.
        otherwise: Lines for a pairs file that pair them otherwise, each after what it does.
    """

    asked: str
    change: Change | None
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    why: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    flags: tuple[tuple[str, tuple[str, ...]], ...] = ()
    found: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()


def read_comparison(path: Path) -> Comparison:
    """The comparison in a docket, the folder that ``compare`` wrote, or in its comparison.json.

    Raises:
        UnreadableError: There is none, or it is damaged or of another version of the program.
    """
    file = path / JSON_NAME if is_folder(path) else path
    if file != path and not file.exists():
        raise UnreadableError(
            f"{path} holds no {JSON_NAME}. Give the folder that “contractdiff compare” made, or the {JSON_NAME} itself."
        )
    try:
        text = bytes_of(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    return comparison_from_json(text, file=str(file))


def explain(comparison: Comparison, names: Sequence[str]) -> tuple[Explanation, ...]:
    """What there is to say of each change or clause that is named, in that order.

    Args:
        comparison: The comparison.
        names: Ids of changes ("C-014"), or clauses by their citation or the words they begin with, with "old" or "new"
            before them where only those of one version are meant ("new 5.2").

    Raises:
        NotThereError: A name fits nothing, or several clauses of one version.
    """
    finder = _Finder(comparison)
    return tuple(explanation for name in names for explanation in finder.tell(name))


def explanations_json(comparison: Comparison, explanations: Iterable[Explanation]) -> str:
    """The same as JSON text, ending in a line break."""
    old, new = comparison.old, comparison.new
    made = [
        {
            "asked": each.asked,
            "change": each.change and change_fields(each.change),
            "old": [_clause_fields(clause, old) for clause in each.old],
            "new": [_clause_fields(clause, new) for clause in each.new],
            "why": list(each.why),
            "nearest": list(each.nearest),
            "found": list(each.found),
            "otherwise": [{"what": what, "line": line} for what, line in each.otherwise],
        }
        for each in explanations
    ]
    return json.dumps({"explanations": made}, ensure_ascii=False, indent=1) + "\n"


def _clause_fields(clause: Clause, contract: Contract) -> dict[str, Any]:
    return {
        "id": clause.id,
        "citation": contract.citation(clause.id),
        "page": clause.page,
        "wording": clause.wording,
    }


class _Finder:
    """Finds what is asked for."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._teller = Teller(comparison)

    def tell(self, asked: str) -> Iterator[Explanation]:
        if number := _CHANGE.fullmatch(asked):
            yield self._of_change(asked, self._change(asked, int(number[1])))
            return
        told: set[object] = set()
        for clause in self._named(asked):
            change = self._teller.change_of.get(clause.id)
            key = change.id if change else frozenset((clause.id, self._teller.partner[clause.id]))
            if key not in told:
                told.add(key)
                yield self._of_change(asked, change) if change else self._of_unchanged(asked, clause)

    def _change(self, asked: str, number: int) -> Change:
        change = self._comparison.by_id.get(ChangeId(f"C-{number:03d}"))
        if change is None:
            ids = list(self._comparison.by_id)
            there = f"The changes are {ids[0]} to {ids[-1]}." if ids else "This comparison has no changes."
            raise NotThereError(f"There is no change {asked.strip()}. {there}")
        return change

    def _named(self, asked: str) -> list[Clause]:
        side = _SIDE.match(asked)
        name = asked[side.end() :] if side else asked
        if side and not name.strip():
            raise NotThereError(
                f"“{asked.strip()}” says which version, but not which clause. Name one by its number or by the words "
                f"it begins with: “{side[1].lower()} 5.2”."
            )
        if side and not self._fits(name, side[1].lower()) and self._fits(asked, ""):
            # "New York law" is no clause of the new version
            side, name = None, asked
        found: list[Clause] = []
        for which, fits in self._fits(name, side[1].lower() if side else "").items():
            finder = self._teller.finders[which]
            if len(fits) > 1:
                raise NotThereError(
                    f"“{name}” fits {len(fits)} clauses of the {SIDES[which]} version: {finder.listing(fits)}. Name "
                    f"one by its number, or by as many of the words it begins with as it takes: "
                    f"{finder.name_of(fits[0].id)}"
                )
            found += fits
        if not found:
            ids = list(self._comparison.by_id)
            there = f"a change from {ids[0]} to {ids[-1]}, or " if ids else ""
            raise NotThereError(
                f"No clause is “{name.strip()}”. Name {there}a clause by its number as the response document prints it "
                "(“new 5.2”), or by the words it begins with."
            )
        return found

    def _fits(self, name: str, side: str) -> dict[Side, Sequence[Clause]]:
        """The clauses of either version, or of the one that is named, that a name fits."""
        found = {
            which: finder.find(ClauseName(citation=name)) or finder.find(ClauseName(words=name.strip(_QUOTES)))
            for which, finder in self._teller.finders.items()
            if side in ("", SIDES[which])
        }
        return {which: fits for which, fits in found.items() if fits}

    def _of_unchanged(self, asked: str, clause: Clause) -> Explanation:
        was, now = sorted(
            (clause.id, self._teller.partner[clause.id]),
            key=lambda name: name not in self._teller.contracts[Side.OLD].by_id,
        )
        old, new = self._teller.contracts[Side.OLD].by_id[was], self._teller.contracts[Side.NEW].by_id[now]
        same = (
            "word for word"
            if old.wording == new.wording
            else "but for spacing, capitals, marks or what is told elsewhere"
        )
        return Explanation(
            asked=asked,
            change=None,
            old=(old,),
            new=(new,),
            why=(
                f"It is unchanged: old {self._teller.cited(Side.OLD, was)} and new "
                f"{self._teller.cited(Side.NEW, now)} read the same, {same}.",
            ),
            found=tuple(self._teller.found_in([now])),
            otherwise=self._teller.part([was], [now]),
        )

    def _of_change(self, asked: str, change: Change) -> Explanation:
        old, new = self._teller.contracts[Side.OLD].by_id, self._teller.contracts[Side.NEW].by_id
        nearest, otherwise = self._teller.otherwise(change)
        return Explanation(
            asked=asked,
            change=change,
            old=tuple(old[name] for name in change.old),
            new=tuple(new[name] for name in change.new),
            why=tuple(self._teller.why(change)),
            nearest=nearest,
            flags=tuple(self._teller.flags(change)),
            found=tuple(self._teller.found(change)),
            otherwise=otherwise,
        )

"""How often a list of the agency is reconciled exactly: ``python -m tests.reconcile_lists N SEED [OLD NEW]``."""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from agency_lists import AgencyList, Style, make_list

from contractdiff.model import Comparison, Reconciliation, RowKind
from contractdiff.reconcile import reconcile

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass
class Score:
    """How the lists of one style went."""

    lists: int = 0
    exact: int = 0
    rows: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def line(self, style: Style) -> str:
        told = ", ".join(
            f"{count} {kind} ({count / max(1, self.rows):.2%})" for kind, count in sorted(self.kinds.items())
        )
        return f"{style.value:10} exact {self.exact}/{self.lists}; {self.rows} rows; {told or 'nothing amiss'}"


def faults(made: AgencyList, result: Reconciliation, comparison: Comparison) -> list[tuple[str, str]]:
    """What is not as it should be: its kind, and an example."""
    found = []
    for each in result.rows:
        key, true = each.row.key, made.about.get(each.row.key)
        kind = ""
        if each.kind is RowKind.DOUBTFUL:
            kind = "doubtful" if (true in each.changes or key in made.own) else "doubtful without the true one"
        elif true and each.kind is not RowKind.MATCHED:
            kind = "taken for agency-only"
        elif true and each.changes != (true,):
            kind = "matched wrong"
        elif key in made.own and each.kind is not RowKind.AGENCY_ONLY:
            kind = "own row matched"
        if kind:
            slip = " (mistyped)" if key in made.mistyped else ""
            found.append(
                (
                    kind,
                    f"{kind}{slip}: {each.row.clause!r} {each.row.words!r} is {true}, told {each.changes} {each.why}",
                )
            )
    missing = {each.change for each in result.not_acknowledged}
    found += [("left out and acknowledged", str(name)) for name in sorted(made.left_out - missing)]
    return found


def is_exact(made: AgencyList, result: Reconciliation) -> bool:
    """Whether exactly what was left out is unacknowledged, and exactly the agency's own rows are its own."""
    return {each.change for each in result.not_acknowledged} == made.left_out and {
        each.row.key for each in result.agency_only
    } == made.own


def measure(comparison: Comparison, many: int, seed: int) -> dict[Style, Score]:
    scores = {style: Score() for style in Style}
    for number in range(many):
        for style, score in scores.items():
            made = make_list(comparison, style, random.Random(f"{seed} {number} {style.value}"))
            result = reconcile(comparison, made.rows)
            score.lists += 1
            score.rows += len(made.rows)
            score.exact += is_exact(made, result)
            for kind, example in faults(made, result, comparison):
                score.kinds[kind] += 1
                score.examples.append(example)
    return scores


def main() -> None:
    from contractdiff.api import compare

    many, seed = int(sys.argv[1]), int(sys.argv[2])
    pairs = sys.argv[3:] or [str(SAMPLES / "fy2011.docx"), str(SAMPLES / "fy2012.docx")]
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        comparison = compare(Path(old), Path(new))
        print(f"{old}: {len(comparison.changes)} changes")
        for style, score in measure(comparison, many, seed).items():
            print(" ", score.line(style))
            for example in score.examples[:: max(1, len(score.examples) // 8)][:8]:
                print("     ", example[:220])


if __name__ == "__main__":
    main()

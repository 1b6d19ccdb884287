"""What ``contractdiff outline --check`` shows: how many of a file's words stand in a clause, and which do not."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from contractdiff.model import Coverage, Misplaced

# How many words of each kind the terminal shows; all of them are in the JSON.
_SHOWN = 40


def coverage_lines(checked: Sequence[Coverage]) -> list[str]:
    """The account of a check for the terminal, file by file."""
    lines = []
    for each in checked:
        missing = each.words - each.placed
        verdict = "enough" if each.enough else "too few"
        lines.append(
            f"{each.file}: {100 * each.share:.3f} % of {each.words:,} words stand in a clause or were set aside "
            f"({verdict}: {100 * each.bar:.2f} % is asked for)"
        )
        if each.set_aside:
            lines.append("  Set aside: " + ", ".join(f"{count:,} {why}" for why, count in each.set_aside))
        if each.recognised:
            pages = ", ".join(str(page) for page in each.recognised)
            lines.append(f"  Not checked: what was recognised (OCR) on pages {pages}, which hold no text themselves")
        lines += _shown(f"  In no clause ({missing:,}):", each.missing)
        lines += _shown(f"  In a clause, but not found by the other way of reading ({len(each.extra):,}):", each.extra)
    return lines


def coverage_json(checked: Iterable[Coverage]) -> str:
    """The same as JSON text, with every word, ending in a line break."""
    return json.dumps({"files": [_fields(each) for each in checked]}, ensure_ascii=False, indent=1) + "\n"


def _shown(title: str, words: Sequence[Misplaced]) -> list[str]:
    if not words:
        return []
    lines = [title]
    for each in words[:_SHOWN]:
        where = f" ({each.where})" if each.where else ""
        lines.append(f"    {each.word}: … {each.context} …{where}")
    if len(words) > _SHOWN:
        lines.append(f"    and {len(words) - _SHOWN:,} more; --json shows all")
    return lines


def _fields(each: Coverage) -> dict[str, Any]:
    def named(words: Sequence[Misplaced]) -> list[dict[str, str]]:
        return [{"word": one.word, "context": one.context, "where": one.where} for one in words]

    return {
        "file": each.file,
        "words": each.words,
        "placed": each.placed,
        "coverage": round(each.share, 6),
        "bar": each.bar,
        "enough": each.enough,
        "set_aside": dict(each.set_aside),
        "recognised_pages": list(each.recognised),
        "missing": named(each.missing),
        "extra": named(each.extra),
    }

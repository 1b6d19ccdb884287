"""``contractdiff explain DOCKET C-014``."""

import os
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractdiff.cli.showing import write_json
from contractdiff.model import KINDS, OPS_OF, Change, ChangeKind, Clause, Comparison, Contract, Op, Role, Side

if TYPE_CHECKING:
    from contractdiff.api import Explanation

_WIDTH = 100
# Signs that no contract prints, which stand for the marks until the lines are broken.
_STRUCK, _STRUCK_END, _ADDED, _ADDED_END = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
_PLAIN = {_STRUCK: "[-", _STRUCK_END: "-]", _ADDED: "{+", _ADDED_END: "+}"}
_COLOURS = {_STRUCK: "\x1b[31;9m", _STRUCK_END: "\x1b[0m", _ADDED: "\x1b[32;4m", _ADDED_END: "\x1b[0m"}
# What would steer the terminal instead of being shown.
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), " ")
# The ids of clauses in a line of a pairs file, outside the words it quotes.
_IDS, _QUOTED = re.compile(r"(?<![\w.])[on]\d+(?![\w.])"), re.compile(r'"[^"]*"')
_MARKS = {Op.DELETE: (_STRUCK, _STRUCK_END), Op.INSERT: (_ADDED, _ADDED_END)}


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("names", metavar="CHANGE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")
def explain(docket: Path, names: tuple[str, ...], as_json: bool) -> int:
    """Say why clauses were paired, or why one has no counterpart, and what was found.

    DOCKET is the folder that compare wrote, or a comparison.json. CHANGE is the id of a change, or a clause named by
    its number ("new 5.2", "old Exhibit B, 2.1") or by the words it begins with. Shown are the wordings with the edits
    marked ([-struck-] and {+added+}, or in colours), what speaks for the pairing, the clause that comes next, the
    flags, and the line to put into a pairs file (compare --pairs) where you pair the clauses otherwise.

    \b
    Examples:
      contractdiff explain fy2012-docket C-014
      contractdiff explain fy2012-docket "new 5.2" C-020
    """  # noqa: D301
    from contractdiff import api

    comparison = api.read_comparison(docket)
    explained = api.explain(comparison, names)
    if as_json:
        write_json(api.explanations_json(comparison, explained))
        return 0
    coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for number, each in enumerate(explained):
        if number:
            click.echo("")
        for line in _lines(each, comparison):
            for sign, shown in (_COLOURS if coloured else _PLAIN).items():
                line = line.replace(sign, shown)
            click.echo(line.rstrip(), color=coloured)
    return 0


def _lines(each: "Explanation", comparison: Comparison) -> Iterator[str]:
    yield from _headline(each, comparison)
    yield from _wordings(each, comparison)
    yield from _section("Why they are paired" if each.old and each.new else "Why", [*each.why, *each.nearest])
    for about, said in each.flags:
        yield from _section(about, said)
    yield from _section("Also found", each.found)
    if each.otherwise:
        yield ""
        yield "If you pair otherwise, put a line into a text file and compare again with --pairs:"
        for what, group in _grouped(each.otherwise):
            yield f"  {what}"
            yield from (f"      {line}" for line in group if line)
        ids = dict.fromkeys(name for _, line in each.otherwise for name in _IDS.findall(_QUOTED.sub("", line)))
        if ids:
            yield f"  ({', '.join(ids)}: so the program calls clauses that no number and no words tell from others.)"


def _headline(each: "Explanation", comparison: Comparison) -> Iterator[str]:
    change = each.change
    asked = "" if change is not None and change.id.lower() == each.asked.strip().lower() else f"{each.asked.strip()}: "
    if change is None:
        yield f"{asked}unchanged"
        return
    also = [word for word, holds in (("moved", change.moved), ("renumbered", change.renumbered)) if holds]
    kinds = [KINDS[change.kind], *(word for word in also if word not in KINDS[change.kind])]
    yield f"{asked}{change.id}  {', '.join(kinds)}  ({change.priority.value})"
    if change.summary:
        yield from _wrapped(change.summary)
    if change.kind is not ChangeKind.RENAMED:
        old, new = _where(each.old, comparison.old), _where(each.new, comparison.new)
        yield f"  old {old or '–'}  →  new {new or '–'}"


def _where(clauses: Sequence[Clause], contract: Contract) -> str:
    """The clauses' numbers, with the page of the first."""
    cited = ", ".join(dict.fromkeys(_place(clause, contract) for clause in clauses))
    page = clauses[0].page if clauses else None
    return f"{cited} (page {page})" if page is not None else cited


def _place(clause: Clause, contract: Contract) -> str:
    cited = contract.citation(clause.id)
    if clause.role is Role.TABLE_ROW:
        return f"{cited}, table row" if cited else "table row"
    return cited or "without a number"


def _wordings(each: "Explanation", comparison: Comparison) -> Iterator[str]:
    if each.change is None:
        wording = each.new[0].wording
        yield from _section("Wording", [wording] if wording else [])
        return
    for side, contract in ((Side.OLD, comparison.old), (Side.NEW, comparison.new)):
        if marked := _marked(each.change, side):
            yield from _section(f"{'Old' if side is Side.OLD else 'New'} wording ({contract.name})", [marked])


def _marked(change: Change, side: Side) -> str:
    """The wording of one side, with what was struck from it or added to it marked."""
    pieces = []
    for edit in change.edits:
        if edit.op not in OPS_OF[side]:
            continue
        words = edit.text.strip()
        if edit.op not in _MARKS or not words:
            pieces.append(edit.text)
            continue
        start, end = _MARKS[edit.op]
        at = edit.text.index(words)
        pieces.append(f"{edit.text[:at]}{start}{words}{end}{edit.text[at + len(words) :]}")
    return "".join(pieces).replace("\t", " | ")


def _section(title: str, paragraphs: Sequence[str]) -> Iterator[str]:
    if paragraphs:
        yield ""
        yield title
        for paragraph in paragraphs:
            yield from _wrapped(paragraph)


def _wrapped(paragraph: str) -> list[str]:
    return textwrap.wrap(
        paragraph.translate(_CONTROL),
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _grouped(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The second values under each first one, in order."""
    groups: dict[str, list[str]] = {}
    for what, line in pairs:
        groups.setdefault(what, []).append(line)
    yield from groups.items()

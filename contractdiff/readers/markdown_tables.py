"""Tables of Markdown: with pipes, drawn as grids, or by columns of dashes."""

import re
from itertools import pairwise

RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
GRID_RULE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*$")
_PIPE_DASHES = re.compile(r"\s*:?-+:?\s*")


def is_pipe_rule(line: str) -> bool:
    """Whether a line parts the head of a table with pipes from its rows."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return all(_PIPE_DASHES.fullmatch(cell) for cell in inner.split("|"))


def is_column_rule(line: str) -> bool:
    """Whether a line marks a table's columns by dashes."""
    groups = line.split()
    return len(groups) > 1 and all(len(group) > 1 and not group.strip("-") for group in groups)


def grid_rows(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of a table drawn as a grid; a row may take several lines."""
    rows: list[list[str]] = []
    open_: list[list[str]] = []
    end = at
    while end < len(lines) and lines[end].strip().startswith(("+", "|")):
        if GRID_RULE.fullmatch(lines[end]):
            if open_:
                wide = max(len(cells) for cells in open_)
                rows.append([" ".join(cells[n] for cells in open_ if n < len(cells)) for n in range(wide)])
            open_ = []
        else:
            open_.append(cells_of(lines[end]))
        end += 1
    return rows + open_, end


def cells_of(line: str) -> list[str]:
    """The cells of a row whose columns pipes part."""
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def column_rows(lines: list[str], rule: int) -> tuple[list[list[str]], int]:
    """The rows of a table whose columns a line of dashes marks; the line before it is its head."""
    starts = [found.start() for found in re.finditer(r"-+", lines[rule])]
    end = rule + 1
    while end < len(lines) and lines[end].strip() and not RULE.fullmatch(lines[end]):
        end += 1
    last = end + 1 if end < len(lines) and RULE.fullmatch(lines[end]) else end
    head = [lines[rule - 1]] if rule and lines[rule - 1].strip() else []
    rows = []
    for line in [*head, *lines[rule + 1 : end]]:
        line = line.expandtabs(4)
        cuts = [0, *starts[1:], len(line)]
        whole = all(cut >= len(line) or line[cut - 1] == " " or line[cut] == " " for cut in cuts[1:-1])
        if whole:
            rows.append([line[a:b] for a, b in pairwise(cuts)])
        else:
            rows.append(re.split(r"\s{2,}", line.strip()))
    return rows, last

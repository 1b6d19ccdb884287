"""The redraft: the amendments that turn one year's agreement into the next, and the list of what they changed.

An amendment (a ``[[change]]`` of fy2012.toml) says in ``what`` what it does for a reader, in ``story`` which
of the stories it belongs to, and in ``do`` one of:

    reword    clause, swap = [[old words, new words], …]          delete    clauses
    insert    after, text (markup)                                move      clause, after (and swap)
    split     clause, text                                        merge     clauses, text
    rename    within, swap = [[old term, new term]]               rewrite   clause, text
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from markup import FOOTNOTE_CALL, Block, Clause, Kind, extent, number, parse


@dataclass(slots=True)
class Amended:
    """The amended blocks, and for each amendment the names of the blocks it touched in either version."""

    blocks: list[Block]
    touched: list[tuple[dict[str, Any], list[str], list[str]]]


def amend(blocks: list[Block], amendments: str) -> Amended:
    """The next version of the agreement.

    Raises:
        ValueError: if words to be replaced do not stand exactly once in their clause.
    """
    amended = Amended(blocks=list(blocks), touched=[])
    for order, change in enumerate(tomllib.loads(amendments)["change"]):
        try:
            old, new = _DO[change["do"]](amended.blocks, change, f"new-{order}")
        except (KeyError, ValueError) as error:
            raise ValueError(f"Amendment “{change.get('what')}”: {error}") from error
        amended.touched.append((change, old, new))
    return amended


def _reword(blocks: list[Block], change: dict[str, Any], prefix: str) -> tuple[list[str], list[str]]:
    at = extent(blocks, change["clause"]).start
    blocks[at] = replace(blocks[at], text=_swapped(blocks[at].text, change["swap"]))
    return [change["clause"]], [change["clause"]]


def _swapped(text: str, swap: list[list[str]]) -> str:
    for old, new in swap:
        if text.count(old) != 1:
            raise ValueError(f"“{old}” stands {text.count(old)} times, not once, in: {text}")
        text = text.replace(old, new)
    return text


def _insert(blocks: list[Block], change: dict[str, Any], prefix: str) -> tuple[list[str], list[str]]:
    at = extent(blocks, change["after"]).stop
    added = parse(change["text"], prefix)
    blocks[at:at] = added
    return [], [block.key for block in added]


def _delete(blocks: list[Block], change: dict[str, Any], prefix: str) -> tuple[list[str], list[str]]:
    gone = []
    for key in change["clauses"]:
        where = extent(blocks, key)
        gone += [block.key for block in blocks[where]]
        del blocks[where]
    return gone, []


def _move(blocks: list[Block], change: dict[str, Any], prefix: str) -> tuple[list[str], list[str]]:
    _reword(blocks, {"swap": [], **change}, prefix)
    where = extent(blocks, change["clause"])
    moved = blocks[where]
    del blocks[where]
    at = extent(blocks, change["after"]).stop
    blocks[at:at] = moved
    keys = [block.key for block in moved]
    return keys, keys


def _replace(blocks: list[Block], change: dict[str, Any], prefix: str) -> tuple[list[str], list[str]]:
    keys = change.get("clauses") or [change["clause"]]
    start = extent(blocks, keys[0]).start
    gone, _ = _delete(blocks, {"clauses": keys}, prefix)
    added = parse(change["text"], prefix)
    blocks[start:start] = added
    return gone, [block.key for block in added]


def _rename(blocks: list[Block], change: dict[str, Any], prefix: str) -> tuple[list[str], list[str]]:
    [[old, new]] = change["swap"]
    where = extent(blocks, change["within"])
    touched = []
    for at in range(where.start, where.stop):
        text = re.sub(rf"\b{old}\b", new, blocks[at].text)
        if text != blocks[at].text:
            blocks[at] = replace(blocks[at], text=text)
            touched.append(blocks[at].key)
    return touched, touched


_DO: dict[str, Callable[[list[Block], dict[str, Any], str], tuple[list[str], list[str]]]] = {
    "reword": _reword,
    "insert": _insert,
    "delete": _delete,
    "move": _move,
    "split": _replace,
    "merge": _replace,
    "rewrite": _replace,
    "rename": _rename,
}


def changes(old_blocks: list[Block], amended: Amended) -> dict[str, Any]:
    """What changed, for changes.json: the amendments, and what followed from them by itself."""
    old = {clause.block.key: clause for clause in number(old_blocks)}
    new = {clause.block.key: clause for clause in number(amended.blocks)}
    listed = [
        {
            "what": change["what"],
            "story": change["story"],
            "kind": change["do"],
            "administrative": change.get("administrative", False),
            "old": [_entry(old[key]) for key in keys if key in old and old[key].block.kind is not Kind.TABLE],
            "new": [_entry(new[key]) for key in new_keys if key in new and new[key].block.kind is not Kind.TABLE],
        }
        for change, keys, new_keys in amended.touched
    ]
    amended_keys = {key for _, keys, new_keys in amended.touched for key in (*keys, *new_keys)}
    kept = [(old[key], new[key]) for key in old if key in new and old[key].block.kind is not Kind.TABLE]
    return {
        "changes": listed,
        "only_cross_references": [
            {"old": _entry(a), "new": _entry(b)}
            for a, b in kept
            if _printed(a) != _printed(b) and a.block.key not in amended_keys
        ],
        "only_renumbered": [
            {"old": a.citation, "new": b.citation}
            for a, b in kept
            if a.citation != b.citation and _printed(a) == _printed(b) and a.block.key not in amended_keys and a.label
        ],
        "unchanged_clauses": sum(_printed(a) == _printed(b) and a.block.key not in amended_keys for a, b in kept),
    }


def _entry(clause: Clause) -> dict[str, str]:
    return {"at": clause.citation, "text": _printed(clause)}


def _printed(clause: Clause) -> str:
    return FOOTNOTE_CALL.sub("", clause.text)

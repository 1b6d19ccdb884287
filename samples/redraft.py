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
from collections.abc import Callable, Iterable
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
    return carry_out(blocks, tomllib.loads(amendments)["change"])


def carry_out(blocks: list[Block], amendments: Iterable[dict[str, Any]]) -> Amended:
    """The same of amendments that are read already."""
    amended = Amended(blocks=list(blocks), touched=[])
    for order, change in enumerate(amendments):
        try:
            old, new = _DO[change["do"]](amended.blocks, change, f"new-{order}")
        except (KeyError, ValueError) as error:
            raise ValueError(f"Amendment “{change.get('what')}”: {error}") from error
        amended.touched.append((change, old, new))
    return amended


def varied(amendments: str, variant: str) -> list[dict[str, Any]]:
    """The amendments of another draft: some of those of the first, some written anew, and some more.

    ``variant`` is a TOML text. ``only`` or ``without`` lists amendments by what they are called (see ``called``) or by
    their story. A ``[[change]]`` takes the place of the amendment that is called the same; others come last.

    Raises:
        ValueError: if nothing is called, or told, as the lists say.
    """
    first, said = tomllib.loads(amendments)["change"], tomllib.loads(variant)
    known = {name for change in first for name in (called(change), change["story"])}
    listed = {*said.get("only", ()), *said.get("without", ())}
    if unknown := sorted(listed - known):
        raise ValueError(f"No amendment is called {', '.join(unknown)}.")
    anew = {called(change): change for change in said.get("change", ())}
    drafted = []
    for change in first:
        name = called(change)
        of_list = name in listed or change["story"] in listed
        if name in anew:
            drafted.append(anew.pop(name))
        elif of_list == ("only" in said):
            drafted.append(change)
    return [*drafted, *anew.values()]


def called(change: dict[str, Any]) -> str:
    """What an amendment is called: the name of the clause that it alters or adds."""
    if change["do"] == "insert":
        named = re.search(r"\[([a-z0-9-]+)\]", change["text"])
        return named[1] if named else str(change["after"])
    return str(change.get("clause") or change.get("within") or change["clauses"][0])


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

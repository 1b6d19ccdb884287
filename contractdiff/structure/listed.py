"""Exhibits that a contract only lists: "Appendix 1: Instructions" in a list of appendices heads nothing."""

import re
from collections.abc import Sequence
from typing import Protocol

from contractdiff.model import Block, Role
from contractdiff.structure.labels import Label
from contractdiff.text import LONGEST_HEADING, Designation, designation_of

_EXHIBITS = frozenset(("exhibit", "attachment", "appendix", "schedule", "annex", "addendum"))
_LEADS_TO_LIST = re.compile(
    r".*(?::|\b(?:exhibits|attachments|appendices|appendixes|schedules|annexes|addenda)\W*)$", re.IGNORECASE | re.DOTALL
)
_ITEM_ENDS = (";", ",", "; and", "; or")


class Part(Protocol):
    """A paragraph of which the label is taken off."""

    block: Block
    text: str
    label: Label | None


def listed_exhibits(parts: Sequence[Part]) -> set[int]:
    """The places of exhibits' labels that only list them, so that what follows does not stand under them.

    They stand in a row, with nothing between, and the same exhibits come again as headings further down; or the words
    before them lead to a list, or they end as items of a list do.
    """
    named = [_designation(part) for part in parts]
    out: set[int] = set()
    at = 0
    while at < len(parts):
        if not _is_exhibit(parts[at]):
            at += 1
            continue
        end = at
        while end < len(parts) and _is_exhibit(parts[end]):
            end += 1
        later = set(named[end:])
        again = all(named[place] in later for place in range(at, end))
        led_to = at > 0 and _LEADS_TO_LIST.match(f"{parts[at - 1].text}") is not None
        items = all(parts[place].text.rstrip().endswith(_ITEM_ENDS) for place in range(at, max(end - 1, at + 1)))
        if (again and (end - at > 1 or led_to)) or items:
            out.update(range(at, end))
        at = end
    return out


def _is_exhibit(part: Part) -> bool:
    return part.label is not None and part.label.word in _EXHIBITS and part.block.role is Role.BODY


def _designation(part: Part) -> Designation | None:
    """Which exhibit a paragraph heads or lists: "EXHIBIT B SCOPE", "20. Appendix 1 – Measures"."""
    if len(part.text.split()) > LONGEST_HEADING or part.block.role is not Role.BODY:
        return None
    if _is_exhibit(part) and part.label is not None:
        return designation_of(part.label.text)
    return designation_of(part.text)

"""What the rows of a roster say, one by one and beside each other."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from contractdiff.docket.headings import SEVERAL, Headings, letter
from contractdiff.docket.lines import Line
from contractdiff.docket.names import organization_key, plain
from contractdiff.model import Member
from contractdiff.text import collapse, quoted

LONGEST_NAME, LONGEST_TEXT = 300, 2_000
# How many letters of a text a message repeats.
_SHOWN = 120
_SEPARATORS = re.compile(r"[;|\r\n\v\f\x85\u2028\u2029]+")
# What comes along when names and telephone numbers are copied, and is never seen
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
# What people write in a cell that is to stay empty, after ``plain``
_NOTHING = frozenset(("", "na", "n a", "none", "not applicable", "ninguno", "ninguna", "no aplica"))
_NO_SEAT = _NOTHING | {"no", "false"}
# White space to Python, and in no text
_SEPARATORS_OF_FILES = "\x1c\x1d\x1e\x1f"
# What stands for bytes that are no letter in the file's encoding
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A row that names a member; ``number`` is that of the spreadsheet, and the member's id is ""."""

    number: int
    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that is left out.

    Attributes:
        number: Its number in the spreadsheet.
        name: The organization that it names; "" where it names none.
        what: What is wrong, as a sentence.
        advice: What to do about it, as a sentence.
    """

    number: int
    name: str
    what: str
    advice: str


def read_row(line: Line, headings: Headings, *, of_workbook: bool) -> RosterRow | BadRow:
    """What one row says of its member, or what is wrong with it.

    In a CSV file, a row that is longer than the headings is a bad one: its words have probably been moved by a comma.
    """
    found = {
        field: [line.cells[at].translate(_UNSEEN) for at in places if at < len(line.cells)]
        for field, places in headings.columns.items()
    }
    fields: dict[str, Any] = {field: _several(cells) for field, cells in found.items() if field in SEVERAL}
    for field in found.keys() - SEVERAL:
        nothing = _NO_SEAT if field == "seat" else () if field == "name" else _NOTHING
        fields[field] = "; ".join(once(text for cell in found[field] if plain(text := collapse(cell)) not in nothing))
    member = Member(id="", **fields)
    member = replace(member, aliases=tuple(alias for alias in member.aliases if alias != member.name))
    wrong = (
        (None if of_workbook else _too_long_a_row(line, headings))
        or _unreadable(line, headings)
        or _nameless(member, headings)
        or _overlong(member)
    )
    if wrong is None:
        return RosterRow(number=line.number, member=member)
    name = member.name if organization_key(member.name) else ""
    return BadRow(number=line.number, name=name, what=wrong[0], advice=wrong[1])


# What is wrong with a row, and what to do about it
_Wrong = tuple[str, str]


def _too_long_a_row(line: Line, headings: Headings) -> _Wrong | None:
    for at, cell in enumerate(line.cells[len(headings.line.cells) :], len(headings.line.cells)):
        if text := collapse(cell):
            return (
                f"It has more cells than there are headings: {quoted(shortened(text))} stands in column {letter(at)}.",
                "Open the file in a spreadsheet and see that all words stand below their headings; a cell that holds "
                "the mark which parts cells needs quotation marks.",
            )
    return None


def _unreadable(line: Line, headings: Headings) -> _Wrong | None:
    for at in sorted(headings.understood):
        for each in line.cells[at].translate(_UNSEEN) if at < len(line.cells) else "":
            control = unicodedata.category(each) == "Cc" and (not each.isspace() or each in _SEPARATORS_OF_FILES)
            if control or each == _REPLACED or unicodedata.category(each) == "Cs":
                heading = quoted(collapse(headings.line.cells[at]))
                return (
                    f"Its cell below {heading} holds what cannot be read (U+{ord(each):04X}).",
                    "Type that cell anew.",
                )
    return None


def _nameless(member: Member, headings: Headings) -> _Wrong | None:
    if organization_key(member.name):
        return None
    heading = quoted(collapse(headings.line.cells[headings.columns["name"][0]]))
    return "It names no organization.", f"Write the organization’s name below {heading}, or delete the row."


def _overlong(member: Member) -> _Wrong | None:
    texts = (member.sector, member.district, *member.funding, *member.associations, member.seat, member.contact)
    for most, held in ((LONGEST_NAME, (member.name, *member.aliases)), (LONGEST_TEXT, texts)):
        for text in held:
            if len(text) > most:
                return (
                    f"{quoted(shortened(text))} has {len(text):,} characters; at most {most:,} are kept.",
                    "Shorten it.",
                )
    return None


def _several(cells: Iterable[str]) -> tuple[str, ...]:
    parts = (collapse(part) for cell in cells for part in _SEPARATORS.split(cell))
    return once(part for part in parts if plain(part) not in _NOTHING)


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts, each once, be it in capitals or not."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def distinct(rows: list[RosterRow]) -> tuple[list[RosterRow], list[BadRow]]:
    """The rows of which no name is another organization's, and what is wrong with the others."""
    bad: list[BadRow] = []

    def leave_out(row: RosterRow, what: str, advice: str) -> None:
        bad.append(BadRow(number=row.number, name=row.member.name, what=what, advice=advice))

    named: dict[str, RosterRow] = {}
    for row in rows:
        first = named.setdefault(organization_key(row.member.name), row)
        if first is not row:
            leave_out(
                row,
                f"It names {quoted(row.member.name)}, as row {first.number} does.",
                "Delete one of the two rows; if they are two organizations, write names that tell them apart.",
            )
    good = []
    known: dict[str, RosterRow] = {}
    for row in named.values():
        for alias in row.member.aliases:
            key = organization_key(alias)
            owner = named.get(key) or known.get(key, row)
            if owner is not row:
                leave_out(
                    row,
                    f"Its alias {quoted(alias)} is also a name of {quoted(owner.member.name)} (row {owner.number}).",
                    "Leave the alias to the organization that is meant by it, and delete it from the other row.",
                )
                break
        else:
            good.append(row)
            known.update(dict.fromkeys(map(organization_key, row.member.aliases), row))
    return good, bad


def shortened(text: str) -> str:
    """The beginning of a text, as a message repeats it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"

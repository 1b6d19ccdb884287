"""What the rows of a roster say, one by one and beside each other."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from contractdiff.docket.headings import SEVERAL, Headings, letter
from contractdiff.docket.lines import Line
from contractdiff.docket.names import organization_key, plain
from contractdiff.model import Member
from contractdiff.text import collapse, quoted

LONGEST_NAME, LONGEST_TEXT = 300, 2_000
# How many of a line's letters a message repeats.
SHOWN = 120
_SEPARATORS = re.compile(r"[;|\r\n\v\f\x85\u2028\u2029]+")
# What comes along when names and telephone numbers are copied, and is never seen
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
# What people write in a cell that is to stay empty, after ``plain``
_NOTHING = frozenset(("", "na", "n a", "none", "not applicable", "ninguno", "ninguna", "no aplica"))
_NO_SEAT = _NOTHING | {"no", "false"}


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
    """What one row says of its member, or what is wrong with it."""
    found = {
        field: [line.cells[at].translate(_UNSEEN) for at in places if at < len(line.cells)]
        for field, places in headings.columns.items()
    }
    name = collapse("".join(found["name"]))

    def bad(what: str, advice: str) -> BadRow:
        return BadRow(number=line.number, name=name if organization_key(name) else "", what=what, advice=advice)

    beyond = next((at for at in range(len(headings.line.cells), len(line.cells)) if line.cells[at].strip()), None)
    if beyond is not None and not of_workbook:
        return bad(
            f"It has more cells than there are headings: {quoted(collapse(line.cells[beyond])[:SHOWN])} stands in "
            f"column {letter(beyond)}.",
            "Open the file in a spreadsheet and see that each word stands below its heading; a cell that holds the "
            "mark between cells needs quotation marks.",
        )
    for places in headings.columns.values():
        for at in places:
            if at < len(line.cells) and (mark := _unreadable(line.cells[at].translate(_UNSEEN))):
                heading = quoted(collapse(headings.line.cells[at]))
                return bad(f"Its cell below {heading} holds {mark}.", "Type that cell anew.")
    if not organization_key(name):
        heading = quoted(collapse(headings.line.cells[headings.columns["name"][0]]))
        return bad("It names no organization.", f"Write the organization’s name below {heading}, or delete the row.")
    several = {field: _several(cells) for field, cells in found.items() if field in SEVERAL}
    single = {
        field: "; ".join(once(collapse(cell) for cell in cells if not _says_nothing(cell, field)))
        for field, cells in found.items()
        if field not in SEVERAL and field != "name"
    }
    for text, most in [
        *((each, LONGEST_NAME) for each in (name, *several.get("aliases", ()))),
        *((each, LONGEST_TEXT) for each in (*single.values(), *several.get("funding", ()))),
        *((each, LONGEST_TEXT) for each in several.get("associations", ())),
    ]:
        if len(text) > most:
            return bad(
                f"{quoted(text[:SHOWN] + ' …')} has {len(text):,} characters; at most {most:,} are kept.",
                "Shorten it.",
            )
    aliases = tuple(each for each in several.pop("aliases", ()) if each != name)
    return RosterRow(
        number=line.number,
        member=Member(
            id="",
            name=name,
            aliases=aliases,
            sector=single.get("sector", ""),
            district=single.get("district", ""),
            funding=several.get("funding", ()),
            associations=several.get("associations", ()),
            seat=single.get("seat", ""),
            contact=single.get("contact", ""),
        ),
    )


def _unreadable(text: str) -> str:
    """What a cell holds that is no text; "" where it is text."""
    for each in text:
        kind = unicodedata.category(each)
        if (
            each == "\ufffd"
            or kind == "Cs"
            or (kind == "Cc" and not (each.isspace() and each not in "\x1c\x1d\x1e\x1f"))
        ):
            return f"a character that cannot be read (U+{ord(each):04X})"
    return ""


def _says_nothing(cell: str, field: str) -> bool:
    return plain(cell) in (_NO_SEAT if field == "seat" else _NOTHING)


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
        keys = {organization_key(alias): alias for alias in reversed(row.member.aliases)}
        other = next(
            (
                (alias, owner)
                for key, alias in keys.items()
                if (owner := named.get(key) or known.get(key)) not in (None, row)
            ),
            None,
        )
        if other is None:
            good.append(row)
            known.update(dict.fromkeys(keys, row))
            continue
        alias, owner = other
        assert owner is not None
        leave_out(
            row,
            f"Its alias {quoted(alias)} is also a name of {quoted(owner.member.name)} (row {owner.number}).",
            "Leave the alias to the organization that is meant by it, and delete it from the other row.",
        )
    return good, bad

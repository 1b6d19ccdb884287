"""The coalition's list of its members, as a spreadsheet keeps it, and how it becomes the docket's roster."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from contractdiff.docket.delimited import delimited_lines
from contractdiff.docket.headings import UNDERSTOOD, Headings, find_headings, letter
from contractdiff.docket.lines import MAX_BYTES, Line, too_large
from contractdiff.docket.names import organization_key
from contractdiff.docket.roster_rows import BadRow, RosterRow, distinct, once, read_row, shortened
from contractdiff.docket.workbook import workbook_sheets
from contractdiff.errors import FormError
from contractdiff.model import Member
from contractdiff.ooxml.workbook_file import OLD_OFFICE, ZIP
from contractdiff.text import collapse, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What a spreadsheet says of the members.

    Attributes:
        rows: The rows that are good, in their order.
        bad: The rows that are left out, in their order.
        ignored: The headings of the columns that are not read; "column F" where it has none.
        columns: The fields of a member for which there are columns.
    """

    rows: tuple[RosterRow, ...]
    bad: tuple[BadRow, ...]
    ignored: tuple[str, ...]
    columns: frozenset[str]


def read_roster(data: bytes, name: str) -> Roster:
    """Return what a CSV file or an Excel workbook (.xlsx) says of the members.

    Columns are told by their headings, in any order; the headings may stand below other lines, and in a workbook on
    any sheet. Aliases, funding types and associations are parted by semicolons, bars or lines; columns that say whom
    to write to are joined. White space is collapsed, and "n/a" or "none" leaves a field empty.

    Args:
        data: The file's bytes.
        name: Its name, for messages.

    Raises:
        FormError: It cannot be read, names no organization in its headings, or holds no row below them.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n,;"):
        raise FormError(f"{name} is empty. Give a file with a row for each member below a row of headings.")
    if len(data) > MAX_BYTES:
        raise too_large(name, f"it has more than {MAX_BYTES // 1_000_000} MB")
    of_workbook = data.startswith((ZIP, OLD_OFFICE))
    tables = workbook_sheets(data, name) if of_workbook else iter([("", delimited_lines(data, name))])
    first: Line | None = None
    for sheet, lines in tables:
        first = first or next(iter(lines), None)
        headings = find_headings(lines)
        if headings is not None:
            where = f"{name}, sheet “{sheet}”," if sheet else name
            return _roster(headings, lines, where, of_workbook=of_workbook)
    if first is None:
        raise FormError(f"{name} is empty. Give a file with a row for each member below a row of headings.")
    said = shortened(" | ".join(_texts(first)))
    raise FormError(
        f"{name}: no heading names an organization; its first row with words, row {first.number}, reads "
        f"{quoted(said)}. Write headings above the columns. Those that are understood: {UNDERSTOOD}."
    )


def _roster(headings: Headings, lines: Iterable[Line], where: str, *, of_workbook: bool) -> Roster:
    repeated = _texts(headings.line)
    below = [line for line in lines if line.number > headings.line.number and _texts(line) != repeated]
    if not below:
        raise FormError(
            f"{where} has no rows below its headings (row {headings.line.number}). Write a row for each member, save "
            "the file, and try again."
        )
    read = [read_row(line, headings, of_workbook=of_workbook) for line in below]
    rows, clashing = distinct([each for each in read if isinstance(each, RosterRow)])
    bad = [each for each in read if isinstance(each, BadRow)] + clashing
    return Roster(
        rows=tuple(rows),
        bad=tuple(sorted(bad, key=lambda row: row.number)),
        ignored=tuple(_ignored(headings, below, of_workbook=of_workbook)),
        columns=frozenset(headings.columns),
    )


def _texts(line: Line) -> list[str]:
    return [text for cell in line.cells if (text := collapse(cell))]


def _ignored(headings: Headings, lines: list[Line], *, of_workbook: bool) -> Iterator[str]:
    """What is told of the columns that are not read and have a heading or words."""
    named = headings.line.cells
    filled = {at for line in lines for at, cell in enumerate(line.cells) if cell and not cell.isspace()}
    if not of_workbook:
        # there a row that is longer than the headings is a bad one
        filled = {at for at in filled if at < len(named)}
    for at in sorted((filled | set(range(len(named)))) - headings.understood):
        heading = collapse(named[at]) if at < len(named) else ""
        if heading or at in filled:
            yield heading or f"column {letter(at)}"


# --- the docket's roster ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What the docket's roster becomes.

    Attributes:
        members: All members, each with an id, in the order of the ids.
        absent: Those on the docket's roster that the spreadsheet does not name; they are among ``members``.
        unclear: Names that two members have, as sentences.
    """

    members: tuple[Member, ...]
    absent: tuple[Member, ...]
    unclear: tuple[str, ...]


def merged(roster: Roster, members: Iterable[Member]) -> Merged:
    """Return what the docket's roster becomes by what a spreadsheet says.

    A row is about the member that has its name; else about the one that has it as an alias; else about the one whose
    name is one of its aliases. Such a member keeps its id, and whatever the spreadsheet has no column for. What it
    was called before stays an alias, unless the spreadsheet calls another so. Other rows get ids that were never
    given: they continue after the highest. Nobody is taken off.

    Args:
        roster: What the spreadsheet says.
        members: The docket's roster.
    """
    before = tuple(members)
    matches = _matches(roster.rows, before)
    taken = {key: row for row in roster.rows for key in _keys(row.member)}
    highest = max((_number(member.id) for member in before), default=0)
    after = {member.id: member for member in before}
    for row in roster.rows:
        known = matches.get(row.number)
        if known is None:
            highest += 1
            after[f"M-{highest:03d}"] = replace(row.member, id=f"M-{highest:03d}")
            continue
        kept = (each for each in (known.name, *known.aliases) if taken.get(organization_key(each), row) is row)
        after[known.id] = _up_to_date(known, row.member, roster.columns, tuple(kept))
    # an organization whose row is bad does stand in the file
    in_bad_rows = {organization_key(row.name) for row in roster.bad if row.name}
    missing = {each.id for each in before if not _keys(each) & in_bad_rows} - {known.id for known in matches.values()}
    result = tuple(sorted(after.values(), key=lambda member: (_number(member.id), member.id)))
    return Merged(
        members=result,
        absent=tuple(each for each in result if each.id in missing),
        unclear=tuple(_unclear(result)),
    )


def _matches(rows: tuple[RosterRow, ...], members: tuple[Member, ...]) -> dict[int, Member]:
    """Of the rows about a member that is known, by their numbers, which that is; no member is meant by two rows."""
    by_name = {organization_key(member.name): member for member in reversed(members)}
    by_alias = {organization_key(alias): member for member in reversed(members) for alias in member.aliases}
    found: dict[int, Member] = {}
    claimed: set[str] = set()
    # the surest first, of all rows
    for known, of_row in ((by_name, _name_key), (by_alias, _name_key), (by_name, _keys)):
        for row in rows:
            if row.number in found:
                continue
            meant = {each.id: each for key in sorted(of_row(row.member)) if (each := known.get(key)) is not None}
            free = [each for each in meant.values() if each.id not in claimed]
            if free:
                found[row.number] = free[0]
                claimed.add(free[0].id)
    return found


def _name_key(member: Member) -> frozenset[str]:
    return frozenset((organization_key(member.name),))


def _keys(member: Member) -> frozenset[str]:
    return frozenset(map(organization_key, (member.name, *member.aliases)))


def _number(name: str) -> int:
    number = name.removeprefix("M-")
    return int(number) if number.isdecimal() else 0


def _up_to_date(known: Member, said: Member, columns: frozenset[str], names: tuple[str, ...]) -> Member:
    aliases = once(each for each in (*said.aliases, *names) if each.casefold() != said.name.casefold())
    fields = {field: getattr(said, field) for field in columns - {"aliases"}}
    return replace(known, aliases=aliases, **fields)


def _unclear(members: tuple[Member, ...]) -> Iterator[str]:
    owners: dict[str, Member] = {}
    for member in members:
        for name in (member.name, *member.aliases):
            owner = owners.setdefault(organization_key(name), member)
            if owner is not member:
                yield f"{quoted(name)} is a name of both {owner.name} ({owner.id}) and {member.name} ({member.id})."

"""The roster: from real CSV files and workbooks to members, and to the docket's roster."""

import csv
import io
import random
import time
import tracemalloc
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contractdiff.docket import Docket, Roster, merged, organization_key, read_roster
from contractdiff.docket.headings import letter
from contractdiff.docket.names import plain
from contractdiff.errors import FormError
from contractdiff.model import Member
from contractdiff.ooxml.workbook_file import MAX_UNPACKED


def of_text(text: str, encoding: str = "utf-8") -> Roster:
    return read_roster(text.encode(encoding), "roster.csv")


def of_sheets(path: Path, *sheets: Iterable[Sequence[Any]]) -> Roster:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    return of_book(path, book)


def of_book(path: Path, book: Any) -> Roster:
    book.save(path / "roster.xlsx")
    return read_roster((path / "roster.xlsx").read_bytes(), "roster.xlsx")


def members(roster: Roster) -> list[Member]:
    return [row.member for row in roster.rows]


def said(roster: Roster) -> list[tuple[int, str]]:
    return [(row.number, row.what) for row in roster.bad]


# --- headings -----------------------------------------------------------------------------------------------------


def test_all_columns_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "Phone,Committee Seat,Trade Association(s),E-MAIL,Funding Type(s),Organization,Notes,AKA,Legislative District,"
        "Service area\n"
        "555-0100,Chair,State Council,a@x.org,Grant; Fee | Title XX,Hope House,hm,HH;Hope,7,Housing\n",
        encoding="utf-8",
    )
    roster = read_roster((tmp_path / "r.csv").read_bytes(), "r.csv")
    assert members(roster) == [
        Member(
            id="",
            name="Hope House",
            aliases=("HH", "Hope"),
            sector="Housing",
            district="7",
            funding=("Grant", "Fee", "Title XX"),
            associations=("State Council",),
            seat="Chair",
            contact="555-0100; a@x.org",
        )
    ]
    assert (roster.bad, roster.ignored, roster.rows[0].number) == ((), ("Notes",), 2)


def test_spanish_headings() -> None:
    roster = of_text(
        "Nombre de la organización;También conocida como;Campo;Región;Tipos de financiamiento;Asociaciones;"
        "Puesto en el Comité;Persona de contacto;Correo electrónico\n"
        "Niños Unidos;NU;Salud;Norte;Beca|Cuota;Gremio A;Vocal;Ana;a@x.org\n",
        "cp1252",
    )
    assert members(roster) == [
        Member(
            id="",
            name="Niños Unidos",
            aliases=("NU",),
            sector="Salud",
            district="Norte",
            funding=("Beca", "Cuota"),
            associations=("Gremio A",),
            seat="Vocal",
            contact="Ana; a@x.org",
        )
    ]


@pytest.mark.parametrize(
    "heading",
    "organization|Organisation|NAME|agency|Member|Legal name|Organization Name:|*Name of organization|ORGANIZATION(S)|"
    "Member  Agency (required)|Organización|Razón social|Entidad|Nonprofit".split("|"),
)
def test_headings_that_name_an_organization(heading: str) -> None:
    assert [each.name for each in members(of_text(f"{heading},x\nHope,y\n"))] == ["Hope"]


@pytest.mark.parametrize(
    ("headings", "name", "aliases", "contact", "ignored"),
    [
        ("Name,Organization,Email", "two", (), "one; three", ()),
        ("Legal name,Organization,DBA", "two", ("one", "three"), "", ()),
        ("Name,Legal name,Acronym", "one", ("two", "three"), "", ()),
        ("Agency,Organization,Phone 2", "two", (), "three", ("Agency",)),
        ("Organization,Region,District", "one", (), "", ("Region",)),
    ],
)
def test_several_columns_that_could_be_the_same(
    headings: str, name: str, aliases: tuple[str, ...], contact: str, ignored: tuple[str, ...]
) -> None:
    roster = of_text(f"{headings}\none,two,three\n")
    (member,) = members(roster)
    assert (member.name, member.aliases, member.contact, roster.ignored) == (name, aliases, contact, ignored)


def test_headings_below_a_title_and_repeated_on_each_page() -> None:
    roster = of_text("Members,,\n\n,,\nAs of May,,\nOrganization,District,\nA,1,\n\nOrganization,District,\nB,2,\n,,\n")
    assert [(row.number, row.member.name) for row in roster.rows] == [(6, "A"), (9, "B")]
    assert roster.bad == ()


def test_a_title_that_could_be_a_heading() -> None:
    assert [each.name for each in members(of_text("Members\nOrganization\nA\nB\n"))] == ["A", "B"]


def test_columns_without_a_heading_are_named_where_they_have_words() -> None:
    assert of_text("Organization,,,Color\nA,,x,\nB,,y,red\n").ignored == ("column C", "Color")
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# --- CSV ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, end: str) -> None:
    lines = ("Organization,District,Contact", '"Niños, ""Sol""; Inc.",7,"a@x.org\nb@x.org"', '"B\tC",8,')
    rows = list(csv.reader(lines))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    roster = of_text(out.getvalue(), encoding)
    assert [(row.number, row.member.name, row.member.district) for row in roster.rows] == [
        (2, 'Niños, "Sol"; Inc.', "7"),
        (3, "B C", "8"),
    ]


def test_quoted_line_breaks_are_one_row_and_part_aliases() -> None:
    roster = of_text('Organization,Aliases\n"Hope\nHouse","HH\nHope\n\n"\nB,\n')
    assert [(row.number, row.member.name, row.member.aliases) for row in roster.rows] == [
        (2, "Hope House", ("HH", "Hope")),
        (3, "B", ()),
    ]


def test_nul_bytes_ragged_rows_and_excels_own_first_line() -> None:
    roster = of_text("sep=;\r\nOrganization;District\r\nA\0lpha;1\r\nBeta\r\nGamma;3;stray\r\n")
    assert [(row.number, row.member.name) for row in roster.rows] == [(2, "Alpha"), (3, "Beta")]
    assert said(roster) == [(4, "It has more cells than there are headings: “stray” stands in column C.")]


def test_a_plain_list_of_names_with_commas() -> None:
    assert [each.name for each in members(of_text("Organization\nSmith, Jones & Co\nHope\n"))] == [
        "Smith, Jones & Co",
        "Hope",
    ]


def test_a_quotation_mark_that_is_not_closed_is_an_error_and_loses_no_row_in_silence() -> None:
    with pytest.raises(FormError, match=r"row 3: a quotation mark is opened and not closed"):
        of_text('Organization,District\nA,1\n"B,2\nC,3\nD,4\n')
    with pytest.raises(FormError, match=r"row 2: a quotation mark"):
        of_text('Organization,District\n"A,1\n' + "B,2\n" * 50_000)


def test_a_byte_that_is_no_letter_makes_a_bad_row() -> None:
    roster = read_roster(b"Organization,District\nNi\x81os,1\nHope,2\n", "r.csv")
    assert said(roster) == [(2, "Its cell below “Organization” holds what cannot be read (U+FFFD).")]
    assert [each.name for each in members(roster)] == ["Hope"]


# --- workbooks ----------------------------------------------------------------------------------------------------


def test_numbers_days_and_errors_of_a_workbook(tmp_path: Path) -> None:
    roster = of_sheets(
        tmp_path,
        [
            ("Organization", "District", "Phone", "Sector", "Seat"),
            ("A", 7.0, 5551212, 0.1 + 0.2, True),
            ("B", 7.5, 3.125551212e9, date(2011, 7, 1), False),
            (1736, "#N/A", None, datetime.fromisoformat("2011-07-01T08:30"), None),
        ],
    )
    assert [(each.name, each.district, each.contact, each.sector, each.seat) for each in members(roster)] == [
        ("A", "7", "5551212", "0.3", "yes"),
        ("B", "7.5", "3125551212", "2011-07-01", ""),
        ("1736", "", "", "2011-07-01 08:30:00", ""),
    ]


def test_title_cells_hidden_rows_empty_rows_and_stray_words(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Members of the Coalition"
    sheet.merge_cells("A1:D1")
    for at, row in {3: ("Organization", "District"), 4: ("A", 1), 5: ("B", 2), 9: ("C", 3)}.items():
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    sheet.row_dimensions[5].hidden = True
    sheet["F4"] = "ask Bo"
    for at in range(10, 3000):
        sheet.cell(at, 1).font = openpyxl.styles.Font(bold=True)
    roster = of_book(tmp_path, book)
    assert [(row.number, row.member.name) for row in roster.rows] == [(4, "A"), (5, "B"), (9, "C")]
    assert (roster.bad, roster.ignored) == ((), ("column F",))


def test_the_first_sheet_with_such_headings_and_no_hidden_one_before_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Read me",))
    for title, name in (("Last year", "Old"), ("This year", "New")):
        sheet = book.create_sheet(title)
        sheet.append(("Organization", "District"))
        sheet.append((name, 1))
    book["Last year"].sheet_state = "hidden"
    assert [each.name for each in members(of_book(tmp_path, book))] == ["New"]


def altered(path: Path, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook at a path with words of one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(entry, content)
    return out.getvalue()


def test_formulas_count_by_what_they_last_came_to_and_a_wrong_size_cuts_nothing_off(tmp_path: Path) -> None:
    of_sheets(tmp_path, [("Organization", "District"), ("A", "=3+4"), ("B", 8)])
    path = tmp_path / "roster.xlsx"
    path.write_bytes(
        altered(path, "xl/worksheets/sheet1.xml", b"<v></v>" if b"<v></v>" in sheet_of(path) else b"<v />", b"<v>7</v>")
    )
    data = altered(path, "xl/worksheets/sheet1.xml", b'ref="A1:B3"', b'ref="A1"')
    assert [(each.name, each.district) for each in members(read_roster(data, "r.xlsx"))] == [("A", "7"), ("B", "8")]


def sheet_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_line_breaks_as_excel_escapes_them(tmp_path: Path) -> None:
    roster = of_sheets(tmp_path, [("Organization", "Aliases"), ("A", "one_x000D_\ntwo"), ("B_x0007_", "")])
    assert members(roster) == [Member(id="", name="A", aliases=("one", "two"))]
    assert said(roster) == [(3, "Its cell below “Organization” holds what cannot be read (U+0007).")]


# --- bad rows -----------------------------------------------------------------------------------------------------


def test_bad_rows_are_named_and_good_ones_kept() -> None:
    roster = of_text(
        "Organization,Aliases,District\n"
        "Hope House,HH,1\n"
        ",,2\n"
        '"The HOPE HOUSE, Inc.",,3\n'
        "Beta,hh,4\n"
        "Gamma,Delta,5\n"
        "Delta,,6\n"
        f"{'x' * 301},,7\n"
        "Eps\x07ilon,,8\n"
        "???,,9\n"
        f"Zeta,,{'9' * 2001}\n"
        "Eta,n/a;Hope-House ltd,10\n"
        "Last,none,11\n"
    )
    assert [(row.number, row.member.name) for row in roster.rows] == [(2, "Hope House"), (7, "Delta"), (13, "Last")]
    assert said(roster) == [
        (3, "It names no organization."),
        (4, "It names “The HOPE HOUSE, Inc.”, as row 2 does."),
        (5, "Its alias “hh” is also a name of “Hope House” (row 2)."),
        (6, "Its alias “Delta” is also a name of “Delta” (row 7)."),
        (8, f"“{'x' * 120} …” has 301 characters; at most 300 are kept."),
        (9, "Its cell below “Organization” holds what cannot be read (U+0007)."),
        (10, "It names no organization."),
        (11, f"“{'9' * 120} …” has 2,001 characters; at most 2,000 are kept."),
        (12, "Its alias “Hope-House ltd” is also a name of “Hope House” (row 2)."),
    ]
    assert all(row.advice.endswith(".") for row in roster.bad)


def test_white_space_and_what_is_not_seen_do_not_count() -> None:
    (member,) = members(of_text("Organization,Phone\n Hope\u00a0 \u200b House\u00ad ,\u202a555-0100\u202c\n"))
    assert (member.name, member.contact) == ("Hope House", "555-0100")


# --- files that cannot be used ------------------------------------------------------------------------------------


def test_without_a_heading_the_error_lists_those_that_are_understood(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"row 2, reads “Hope House \| 7”\. Write headings .*Organization \(or Name"):
        of_text("\nHope House,7\nB,8\n")
    with pytest.raises(FormError, match="no heading names an organization"):
        of_sheets(tmp_path, [("District", "Sector"), (1, "x")])
    assert FormError.exit_code == 5


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,\r\n,,\r\n", b"\0\0", b'""\n'])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(FormError, match="roster is empty"):
        read_roster(data, "roster")


def test_empty_workbooks_and_headings_alone(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="is empty"):
        of_sheets(tmp_path, [], [])
    with pytest.raises(FormError, match=r"roster\.xlsx, sheet “Sheet 1”, has no rows below its headings \(row 1\)"):
        of_sheets(tmp_path, [("Organization", "District")])


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        (OLE + b"Workbook", r"old Excel workbook \(\.xls\)"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), r"OpenDocument file \(\.ods\)"),
        (archive(**{"a.txt": b"x"}), "zip archive of something else"),
        (archive(**{"[Content_Types].xml": b"<x/>", "word__document.xml": b"<x/>"}), "zip archive of something else"),
        (archive(**{"[Content_Types].xml": b"<x/>", "xl__workbook.bin": b"x"}), r"binary Excel workbook \(\.xlsb\)"),
        (archive(**{"[Content_Types].xml": b"<x/>", "xl__workbook.xml": b"<x/>"}), "damaged"),
        (archive(**{"[Content_Types].xml": b"<!DOCTYPE x><x/>", "xl__workbook.xml": b"<x/>"}), "damaged"),
        (b"PK\3\4 cut short", "damaged"),
        (b"<html><table><tr><td>Organization</table>", "neither a CSV file nor an Excel workbook"),
        (b"%PDF-1.7\nOrganization", "neither a CSV file"),
        (b"\x89PNG\r\n\x1a\n\1\2\3\4\5\6" * 9, "neither a CSV file"),
    ],
)
def test_files_of_another_kind(data: bytes, what: str) -> None:
    with pytest.raises(FormError, match=what) as told:
        read_roster(data, "roster.xlsx")
    assert str(told.value).startswith("roster.xlsx ")
    assert str(told.value).endswith("try again.")


def test_a_workbook_that_is_cut_short_or_flipped_is_an_error_or_a_roster(tmp_path: Path) -> None:
    of_sheets(tmp_path, [("Organization", "District"), ("A", 1)])
    data = (tmp_path / "roster.xlsx").read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        for bad in (bytes(broken), data[: chance.randrange(10, len(data))]):
            try:
                read_roster(bad, "roster.xlsx")
            except FormError as error:
                assert "roster.xlsx" in str(error)


# --- files that were made to exhaust the machine, or look so ------------------------------------------------------


def quickly_refused(data: bytes, what: str) -> None:
    start = time.perf_counter()
    with pytest.raises(FormError, match=what):
        read_roster(data, "roster")
    assert time.perf_counter() - start < 30


def test_a_million_rows() -> None:
    quickly_refused(b"Organization,District\n" + b"A,1\n" * 1_000_000, "more than 20,000 rows")
    quickly_refused(b"Organization\n" + b"A" * 20_000_000, "more than 20 MB")
    quickly_refused(b"Organization,District\nA,1\n" + b"," * 5_000_000, "more than 2,000,000 cells")


def workbook_with(path: Path, rows: bytes) -> bytes:
    of_sheets(path, [("Organization", "District"), ("A", 1)])
    return altered(path / "roster.xlsx", "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")


def test_workbooks_with_too_many_rows_or_cells(tmp_path: Path) -> None:
    row = b'<row><c t="inlineStr"><is><t>A</t></is></c></row>'
    quickly_refused(
        workbook_with(tmp_path, row * 21_000), "sheet “Sheet 1”, cannot be read: it has more than 20,000 rows"
    )
    quickly_refused(workbook_with(tmp_path, b"<row/>" * 2_100_000), "millions of cells")
    far = b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>'
    quickly_refused(workbook_with(tmp_path, far), "more than 2,000,000 cells")
    wide = b'<row><c r="ZZZ9"><v>1</v></c></row>'
    quickly_refused(workbook_with(tmp_path, wide * 1000), "more than 2,000,000 cells")


def test_a_sheet_that_is_formatted_to_its_last_row_is_read(tmp_path: Path) -> None:
    data = workbook_with(tmp_path, b'<row r="1048576"><c r="C1048576" s="1"/></row>')
    assert [each.name for each in members(read_roster(data, "r.xlsx"))] == ["A"]


def test_zip_bombs_by_what_they_declare_and_by_what_they_are(tmp_path: Path) -> None:
    of_sheets(tmp_path, [("Organization", "District"), ("A", 1)])
    bomb = io.BytesIO((tmp_path / "roster.xlsx").read_bytes())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/media/image1.png", bytes(MAX_UNPACKED))
    data = bomb.getvalue()
    tracemalloc.start()
    try:
        quickly_refused(data, "unpacks to more than 80 MB")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    # the directory of the archive says that it is small
    at = data.rindex(b"PK\1\2")
    lying = data[: at + 24] + (1000).to_bytes(4, "little") + data[at + 28 :]
    quickly_refused(lying, "damaged")


# --- any roster, any bytes ----------------------------------------------------------------------------------------

word = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Po", "Sm"], exclude_characters=";|"), min_size=1)
NOTHING = {"none", "not applicable", "ninguno", "ninguna", "no aplica", "false"}
words = (
    st.lists(word, min_size=1, max_size=4)
    .map(" ".join)
    .filter(lambda text: len(organization_key(text)) > 2 and plain(text) not in NOTHING)
)
several = st.lists(words, max_size=3, unique_by=str.casefold).map(tuple)


@st.composite
def rosters(draw: st.DrawFn) -> list[Member]:
    names = draw(st.lists(words, min_size=1, max_size=12, unique_by=organization_key))
    found = []
    while names:
        name, aliases = names[0], tuple(names[1 : 1 + draw(st.integers(0, 2))])
        del names[: 1 + len(aliases)]
        text = st.one_of(st.just(""), words)
        found.append(
            Member(
                id="",
                name=name,
                aliases=aliases,
                sector=draw(text),
                district=draw(text),
                funding=draw(several),
                associations=draw(several),
                seat=draw(text),
                contact=draw(text),
            )
        )
    return found


@given(rosters(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.randoms())
def test_any_roster_comes_back_from_csv(
    made: list[Member], delimiter: str, encoding: str, chance: random.Random
) -> None:
    columns = ["name", "aliases", "sector", "district", "funding", "associations", "seat", "contact"]
    chance.shuffle(columns)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    for member in made:
        values = (getattr(member, column) for column in columns)
        writer.writerow(["; ".join(value) if isinstance(value, tuple) else value for value in values])
    roster = of_text(out.getvalue(), encoding)
    assert (members(roster), roster.bad, roster.ignored) == (made, (), ())


@settings(max_examples=150)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"Organization,Aliases\n", b"Name\tSeat\r", b"PK\3\4", b'Agency;aka\n"']),
)
@example(b"\r", b"Organization,Aliases\n")
def test_any_bytes_are_a_roster_or_an_error(data: bytes, head: bytes) -> None:
    try:
        roster = read_roster(head + data, "any")
    except FormError as error:
        assert "any" in str(error)
        return
    assert roster.rows or roster.bad
    numbers = [row.number for row in (*roster.rows, *roster.bad)]
    assert len(set(numbers)) == len(numbers)
    after = merged(roster, ())
    assert len(after.members) == len(roster.rows)
    assert after.unclear == ()
    again = merged(roster, after.members)
    assert (again.members, again.absent) == (after.members, ())


# --- the docket's roster ------------------------------------------------------------------------------------------

BEFORE = (
    Member(id="M-002", name="Hope House, Inc.", aliases=("HH",), district="1", seat="Chair"),
    Member(id="M-007", name="Beta"),
    Member(id="M-009", name="Gamma"),
)


def test_new_members_continue_after_the_highest_number_and_known_ones_keep_theirs() -> None:
    after = merged(of_text("Organization,District\nNew,5\nThe Hope House,2\nNewer,6\nGAMMA,3\n"), BEFORE)
    assert [(each.id, each.name, each.district) for each in after.members] == [
        ("M-002", "The Hope House", "2"),
        ("M-007", "Beta", ""),
        ("M-009", "GAMMA", "3"),
        ("M-010", "New", "5"),
        ("M-011", "Newer", "6"),
    ]
    assert after.members[0].seat == "Chair", "the file has no column for it"
    assert [each.id for each in after.absent] == ["M-007"]
    assert after.unclear == ()


def test_a_member_is_known_by_an_alias_and_what_it_was_called_stays_one() -> None:
    by_alias = merged(of_text("Organization\nhh\nBeta\nGamma\n"), BEFORE).members[0]
    assert (by_alias.id, by_alias.name, by_alias.aliases) == ("M-002", "hh", ("Hope House, Inc.",))
    renamed = merged(of_text("Organization,Former name\nHarbor,Hope House\nBeta,\nGamma,\n"), BEFORE)
    assert (renamed.members[0].id, renamed.members[0].name, renamed.members[0].aliases) == (
        "M-002",
        "Harbor",
        ("Hope House", "Hope House, Inc.", "HH"),
    )
    assert renamed.absent == ()


def test_a_name_goes_before_an_alias_and_an_alias_goes_to_whom_the_file_gives_it() -> None:
    roster = of_text("Organization,Aliases\nHH,\nHope House,\nBeta,Gamma\n")
    after = merged(roster, BEFORE)
    assert [(each.id, each.name, each.aliases) for each in after.members] == [
        ("M-002", "Hope House", ("Hope House, Inc.",)),
        ("M-007", "Beta", ("Gamma",)),
        ("M-009", "Gamma", ()),
        ("M-010", "HH", ()),
    ]
    assert [each.id for each in after.absent] == ["M-009"]
    assert after.unclear == ("“Gamma” is a name of both Beta (M-007) and Gamma (M-009).",)


def test_an_organization_whose_row_is_bad_is_not_told_to_be_absent() -> None:
    after = merged(of_text("Organization,District\nHope House\nBeta,1,,stray\n"), BEFORE)
    assert [each.id for each in after.absent] == ["M-009"]
    assert after.members[1] == BEFORE[1]


@given(rosters(), rosters())
def test_merging_never_gives_an_id_twice_and_twice_is_as_good_as_once(
    first: list[Member], second: list[Member]
) -> None:
    def roster(made: list[Member]) -> Roster:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([("name", "aliases"), *((each.name, ";".join(each.aliases)) for each in made)])
        return of_text(out.getvalue())

    one = merged(roster(first), ())
    two = merged(roster(second), one.members)
    ids = [each.id for each in two.members]
    assert len(set(ids)) == len(ids) and set(ids) >= {each.id for each in one.members}
    assert len({organization_key(each.name) for each in two.members}) == len(two.members)
    assert merged(roster(second), two.members) == two


def test_the_docket_takes_what_was_merged(tmp_path: Path) -> None:
    with Docket(tmp_path, create=True) as docket:
        for text in ("Organization,aka\nA,AA\nB,\n", "Organization,aka\nAA,A\nC,B\nD,\n"):
            after = merged(of_text(text), docket.members())
            docket.put_members(after.members, at="2026-05-01T12:00:00Z")
            assert docket.members() == after.members
        assert [(each.id, each.name) for each in docket.members()] == [("M-001", "AA"), ("M-002", "C"), ("M-003", "D")]

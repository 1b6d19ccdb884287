"""Rows that are deleted, moved, copied and added, and tables that are cut in two or grow together."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from random import Random

from mangling.form import POSITIONS
from mangling.package import (
    ADMINISTRATIVE,
    CHANGES,
    OPEN,
    Element,
    Package,
    W,
    cell_of,
    cells,
    paragraph,
    text_of,
    unit,
    w,
    write,
)
from mangling.registry import Stage, add, damage, some
from mangling.truth import RowTruth


def _own_rows(tbl: Element) -> list[Element]:
    return [row for row in tbl.iter(W + "tr") if row.get("_row") and next(row.iterancestors(W + "tbl")) is tbl]


@damage(Stage.ROWS)
def rows_deleted(form: Package, rng: Random) -> None:
    """Rows that do not concern the member are deleted, answered ones too."""
    for tbl in form.tables(CHANGES, ADMINISTRATIVE, OPEN):
        rows = _own_rows(tbl)
        if len(rows) > 2:
            form.remove(*map(unit, some(rng, rows, 0.4)))


@damage(Stage.ROWS)
def open_rows_deleted(form: Package, rng: Random) -> None:
    """The table of open rows is deleted."""
    form.remove(*form.tables(OPEN))


@damage(Stage.ROWS)
def administrative_deleted(form: Package, rng: Random) -> None:
    """The whole table of administrative changes is deleted."""
    form.remove(*(form.tables(ADMINISTRATIVE) or form.tables(OPEN)))


@damage(Stage.ROWS)
def identity_deleted(form: Package, rng: Random) -> None:
    """Page one is deleted, with the name of the member."""
    first = form.tables("identity")[0]
    form.remove(*first.itersiblings(preceding=True), first)


@damage(Stage.ROWS)
def appendices_deleted(form: Package, rng: Random) -> None:
    """Everything behind the tables that are answered is deleted."""
    last = form.tables(OPEN)[-1] if form.tables(OPEN) else form.tables(CHANGES)[-1]
    form.remove(*[after for after in last.itersiblings() if after.tag != W + "sectPr"])


def _sort(form: Package, rng: Random, *, order: Callable[[Random, list[Element]], list[Element]]) -> None:
    for tbl in form.tables(CHANGES, ADMINISTRATIVE, OPEN):
        rows = _own_rows(tbl)
        wanted = [unit(row) for row in order(rng, rows)]
        places = sorted(tbl.index(each) for each in wanted)
        for each in wanted:
            tbl.remove(each)
        for place, each in zip(places, wanted, strict=True):
            tbl.insert(place, each)


def _by_clause(rng: Random, rows: list[Element]) -> list[Element]:
    return sorted(rows, key=lambda row: text_of(cells(row)[1])[::-1])


def _backwards(rng: Random, rows: list[Element]) -> list[Element]:
    return sorted(rows, key=lambda row: row.get("_row", ""), reverse=True)


def _shuffled(rng: Random, rows: list[Element]) -> list[Element]:
    return rng.sample(rows, len(rows))


add("rows_sorted_by_clause", Stage.ROWS, partial(_sort, order=_by_clause), "Rows are sorted by their clause.")
add("rows_sorted_backwards", Stage.ROWS, partial(_sort, order=_backwards), "Rows are sorted by id, the last first.")
add("rows_shuffled", Stage.ROWS, partial(_sort, order=_shuffled), "Rows stand in any order.")


@damage(Stage.ROWS)
def rows_in_other_table(form: Package, rng: Random) -> None:
    """Rows are dragged into a table with other columns."""
    tables = form.tables(CHANGES, ADMINISTRATIVE, OPEN)
    for row in some(rng, form.rows(CHANGES, ADMINISTRATIVE, OPEN), 0.1):
        own = next(row.iterancestors(W + "tbl"))
        if len(_own_rows(own)) < 2 or len(tables) < 2:
            continue
        rng.choice(_own_rows(rng.choice([tbl for tbl in tables if tbl is not own])) or [row]).addnext(row)


def _split(form: Package, rng: Random, *, heading: bool, words: bool) -> None:
    for tbl in form.tables(CHANGES, ADMINISTRATIVE, OPEN):
        rows = _own_rows(tbl)
        if len(rows) < 2:
            continue
        at = tbl.index(unit(rng.choice(rows[1:])))
        second = w("tbl")
        second.set("_table", tbl.get("_table", ""))
        second.extend(deepcopy(child) for child in tbl if child.tag in (W + "tblPr", W + "tblGrid"))
        headings = [row for row in tbl.iter(W + "tr") if row.get("_header")]
        if heading and headings:
            second.append(deepcopy(headings[0]))
        second.extend(tbl[at:])
        tbl.addnext(second)
        between = paragraph(form.words.write("") if words else "", "Normal")
        tbl.addnext(between)


add("table_split", Stage.ROWS, partial(_split, heading=False, words=False), "Tables are cut in two, without headings.")
add(
    "table_split_headed",
    Stage.ROWS,
    partial(_split, heading=True, words=False),
    "Tables are cut in two, with headings.",
)
add(
    "table_split_words",
    Stage.ROWS,
    partial(_split, heading=False, words=True),
    "Tables are cut in two, and something is written in between.",
)


@damage(Stage.ROWS)
def tables_joined(form: Package, rng: Random) -> None:
    """What stands between the tables is deleted, and they grow together into one."""
    tables = form.tables(CHANGES, ADMINISTRATIVE, OPEN)
    if len(tables) < 2:
        return
    first = tables[0]
    between = [node for node in first.itersiblings() if node not in tables]
    last = first.getparent().index(tables[-1])
    form.remove(*(node for node in between if node.getparent().index(node) < last))
    for tbl in tables[1:]:
        first.extend(child for child in list(tbl) if child.tag not in (W + "tblPr", W + "tblGrid"))
        tbl.getparent().remove(tbl)


@damage(Stage.ROWS)
def header_deleted(form: Package, rng: Random) -> None:
    """The rows with the columns' names are deleted."""
    for row in [row for row in form.root.iter(W + "tr") if row.get("_header") in (CHANGES, ADMINISTRATIVE, OPEN)]:
        form.remove(unit(row))


def _new_row(like: Element) -> Element:
    row = deepcopy(like)
    row.attrib.pop("_row", None)
    row.attrib.pop("_kind", None)
    for where in cells(row):
        where.attrib.pop("_moved", None)
        for child in list(where):
            if child.tag != W + "tcPr":
                where.remove(child)
        where.append(paragraph())
    return row


@damage(Stage.ROWS)
def blank_rows(form: Package, rng: Random) -> None:
    """Blank rows are added."""
    for row in some(rng, form.rows(), 0.1):
        unit(row).addnext(_new_row(row))


@damage(Stage.ROWS)
def rows_added(form: Package, rng: Random) -> None:
    """Rows without an id are added, with text about a change that was missed."""
    for row in some(rng, form.rows(CHANGES, ADMINISTRATIVE, OPEN), 0.06):
        added = _new_row(row)
        for key in ("what", "title", "feedback", "clause"):
            where = cell_of(added, key)
            if where is not None and (key == "feedback" or rng.random() < 0.3):
                write(where, form.words.write("", 1))
        position = cell_of(added, "position")
        if position is not None and rng.random() < 0.5:
            write(position, rng.choice(POSITIONS))
        unit(row).addnext(added)


@damage(Stage.ROWS)
def rows_copied(form: Package, rng: Random) -> None:
    """Rows are copied, to say something else in the copy."""
    for row in some(rng, form.commented(), 0.2):
        name, copy = row.get("_row", ""), deepcopy(row)
        for mark in [*copy.iter(W + "bookmarkStart", W + "bookmarkEnd")]:
            # Word keeps a bookmark in one place only
            mark.getparent().remove(mark)
        for number in copy.iter(f"{W}id"):
            number.set(W + "val", form.number())
        for where in cells(copy):
            if form.tokens_in(text_of(where)) and where.get("_cell") not in ("feedback", "position"):
                _clear_words(form, where)
        feedback, position = cell_of(copy, "feedback"), cell_of(copy, "position")
        assert feedback is not None
        write(feedback, form.words.write(name))
        feedback.set("_moved", "1")
        if position is not None and rng.random() < 0.3:
            # two rows that contradict each other
            write(position, rng.choice(POSITIONS))
            form.truth.rows.setdefault(name, RowTruth()).doubtful = True
        unit(row).addnext(copy)


def _clear_words(form: Package, where: Element) -> None:
    for line in list(where.iter(W + "p")):
        if form.tokens_in(text_of(line)) and line.getparent() is not None:
            for words in line.iter(W + "t"):
                if form.tokens_in(words.text or ""):
                    words.text = ""


@damage(Stage.ROWS)
def rows_emptied(form: Package, rng: Random) -> None:
    """All words of rows are deleted that do not concern the member; the rows stay."""
    rows = [row for row in form.rows(CHANGES, ADMINISTRATIVE) if row.get("_row") not in form.truth.rows]
    for row in some(rng, rows, 0.2):
        for where in cells(row):
            for child in list(where):
                if child.tag != W + "tcPr":
                    where.remove(child)
            where.append(paragraph())

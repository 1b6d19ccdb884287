"""Columns that are added, deleted and moved, and cells that are merged."""

from functools import partial
from random import Random

from mangling.package import (
    ADMINISTRATIVE,
    CHANGES,
    OPEN,
    Element,
    Package,
    W,
    cell,
    cell_of,
    cells,
    paragraph,
    text_of,
    unit,
    w,
)
from mangling.registry import Stage, add, damage, some

_ANSWERED = (CHANGES, ADMINISTRATIVE, OPEN)


def _all_rows(form: Package, *kinds: str) -> list[Element]:
    # rows that the member added are among them
    return [
        row
        for tbl in form.tables(*kinds)
        for row in tbl.iter(W + "tr")
        if next(row.iterancestors(W + "tbl")) is tbl and cells(row)
    ]


@damage(Stage.COLUMNS)
def column_inserted_empty(form: Package, rng: Random) -> None:
    """An empty column is inserted."""
    _insert(form, rng, heading="", words=False)


@damage(Stage.COLUMNS)
def column_inserted(form: Package, rng: Random) -> None:
    """A column with a heading and remarks of the member's own is inserted."""
    heading = rng.choice(("Our notes", "Staff initials", "Cost to us", "Your feedback", "Comments (J.D.)", "ID"))
    _insert(form, rng, heading=heading, words=True)


def _insert(form: Package, rng: Random, *, heading: str, words: bool) -> None:
    share = rng.random()
    for row in _all_rows(form, *_ANSWERED):
        own = cells(row)
        text = heading if row.get("_header") else ""
        if words and row.get("_row") and rng.random() < 0.15:
            text = form.words.line(row.get("_row", ""))
        added = cell(text, 1200)
        if (at := round(share * len(own))) == len(own):
            own[-1].addnext(added)
        else:
            own[at].addprevious(added)


def _delete(form: Package, rng: Random, *, key: str) -> None:
    gone = []
    for row in _all_rows(form, *_ANSWERED):
        where = cell_of(row, key)
        if where is None or len(cells(row)) < 2:
            continue
        gone.append(where)
        answer = form.truth.rows.get(row.get("_row", ""))
        if key == "position" and answer and (answer.typed or answer.position) in text_of(where):
            answer.position, answer.typed = "", ""
    form.remove(*gone)


for _key in ("id", "clause", "what", "why", "position"):
    add(
        f"column_deleted_{_key}",
        Stage.COLUMNS,
        partial(_delete, key=_key),
        f"The column “{_key}” is deleted.",
        "column_deleted",
    )


@damage(Stage.COLUMNS)
def columns_moved(form: Package, rng: Random) -> None:
    """The columns stand in another order."""
    for tbl in form.tables(*_ANSWERED):
        keys = [where.get("_cell", "") for where in cells(next(tbl.iter(W + "tr")))]
        order = rng.sample(keys, len(keys))
        if order == keys:
            order = order[1:] + order[:1]
        for row in tbl.iter(W + "tr"):
            own = cells(row)
            if next(row.iterancestors(W + "tbl")) is not tbl or any(c.getparent() is not row for c in own):
                continue
            own.sort(key=lambda where: order.index(where.get("_cell")) if where.get("_cell") in order else 99)
            for where in own:
                row.append(where)


@damage(Stage.MERGES)
def feedback_merged_down(form: Package, rng: Random) -> None:
    """The feedback cells of neighbouring rows are merged, with one text for all of them."""
    for tbl in form.tables(CHANGES, ADMINISTRATIVE):
        rows = [row for row in tbl.iter(W + "tr") if row.get("_row") and cell_of(row, "feedback") is not None]
        at = 0
        while at < len(rows) - 1:
            group = rows[at : at + rng.randint(2, 4)]
            at += len(group)
            places = [tbl.index(unit(row)) for row in group]
            together = places == list(range(places[0], places[0] + len(group)))
            if len(group) < 2 or not together or rng.random() < 0.6:
                continue
            _merge_down(form, group)


def _merge_down(form: Package, group: list[Element]) -> None:
    first, *others = (cell_of(row, "feedback") for row in group)
    assert first is not None
    names = {row.get("_row", "") for row in group}
    _property(first, w("vMerge", val="restart"))
    for where in others:
        assert where is not None
        if form.tokens_in(text_of(where)):
            # merging puts all texts into the first cell
            first.extend(child for child in list(where) if child.tag != W + "tcPr")
        else:
            for child in list(where):
                if child.tag != W + "tcPr":
                    where.remove(child)
        where.append(paragraph())
        _property(where, w("vMerge"))
    form.truth.place(form.tokens_in(text_of(first)), also=names)


@damage(Stage.MERGES)
def position_and_feedback_merged(form: Package, rng: Random) -> None:
    """The cells for the position and for the feedback are merged into one."""
    rows = [
        row
        for row in form.rows(CHANGES)
        if (place := cell_of(row, "position")) is not None
        and (where := cell_of(row, "feedback")) is not None
        and (where in (place.getnext(), place.getprevious()))
        and not list(where.iter(W + "vMerge"))
    ]
    for row in some(rng, rows, 0.5):
        place, where = cell_of(row, "position"), cell_of(row, "feedback")
        assert place is not None and where is not None
        place.extend(child for child in list(where) if child.tag != W + "tcPr")
        place.set("_cell", "feedback")
        place.set("_moved", "1")
        row.remove(where)
        _property(place, w("gridSpan", val="2"))
        if row.get("_row", "") in form.truth.rows:
            form.truth.rows[row.get("_row", "")].doubtful = True


def _property(where: Element, added: Element) -> None:
    # the schema wants these two behind the width and before all else
    width = where.find(f"{W}tcPr/{W}tcW")
    assert width is not None
    width.addnext(added)

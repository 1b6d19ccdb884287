"""Tracked changes: wording that members propose, comments that are tracked insertions, marks accepted or rejected."""

from random import Random

from mangling.package import (
    APPENDIX,
    CHANGES,
    Element,
    Package,
    W,
    cell_of,
    insert_all,
    last_paragraph,
    run,
    text_of,
    unit,
    unwrap,
    w,
    write,
)
from mangling.registry import Stage, damage, some

_DATE = "2012-05-01T10:00:00Z"


def _mark(form: Package, kind: str, *content: Element) -> Element:
    return w(kind, *content, id=form.number(), author="Roe, Jane", date=_DATE)


def _plain_runs(where: Element) -> list[Element]:
    return [r for r in where.iter(W + "r") if r.getparent().tag == W + "p" and len(r.findtext(W + "t") or "") > 3]


def _delete(form: Package, words: Element) -> None:
    mark = _mark(form, "del")
    words.addprevious(mark)
    mark.append(words)
    for said in words.iter(W + "t"):
        said.tag = W + "delText"


def _edit(form: Package, rng: Random) -> None:
    rows = [row for row in form.rows(CHANGES) if cell_of(row, "what") is not None] + form.rows(APPENDIX)
    for row in some(rng, rows, 0.15):
        where = cell_of(row, "what" if row.get("_kind") == CHANGES else "new text")
        runs = [] if where is None else [r for r in _plain_runs(where) if not form.tokens_in("".join(r.itertext()))]
        if not runs:
            continue
        place, name = rng.choice(runs), row.get("_row", "")
        added = _mark(form, "ins", run(f" {form.words.line(name)} "))
        place.addnext(added)
        if rng.random() < 0.6:
            _delete(form, place)
        else:
            added.addnext(_mark(form, "ins", run(f"unless {form.words.token(name)} agrees ")))


@damage(Stage.NOTES)
def tracked_contract(form: Package, rng: Random) -> None:
    """Wording is proposed in the contract's text, as tracked insertions and deletions."""
    _edit(form, rng)


@damage(Stage.NOTES)
def tracked_comment(form: Package, rng: Random) -> None:
    """Comments are tracked insertions: of runs, of whole paragraphs, of what was moved from another row."""
    _track_comments(form, rng, ("runs", "paragraphs", "moved"))


def _track_comments(form: Package, rng: Random, ways: tuple[str, ...]) -> None:
    for row in some(rng, form.commented(), 0.6):
        where, way = cell_of(row, "feedback"), rng.choice(ways)
        assert where is not None
        said = form.take_comment(row)
        lines = [w("p", w("pPr", w("pStyle", val="CellText"))) for _ in said.split("\n")]
        for line, words in zip(lines, said.split("\n"), strict=True):
            if way == "paragraphs":
                line[0].append(w("rPr", _mark(form, "ins")))
            if words:
                line.append(_mark(form, "moveTo" if way == "moved" else "ins", run(words)))
        if way == "moved":
            _moved_from(form, rng, row, lines, said)
        insert_all(last_paragraph(where), lines)


def _moved_from(form: Package, rng: Random, row: Element, lines: list[Element], said: str) -> None:
    # what was moved away still stands, struck through, where it was: in the row of another change
    name, numbers = f"move{form.number()}", (form.number(), form.number())
    tied = {"author": "Roe, Jane", "date": _DATE, "name": name}
    lines[0].insert(1, w("moveToRangeStart", id=numbers[0], **tied))
    lines[-1].append(w("moveToRangeEnd", id=numbers[0]))
    others = [other for other in form.rows(CHANGES) if other is not row and cell_of(other, "feedback") is not None]
    if not others:
        return
    where = cell_of(rng.choice(others), "feedback")
    assert where is not None
    last_paragraph(where).extend(
        (
            w("moveFromRangeStart", id=numbers[1], **tied),
            _mark(form, "moveFrom", run(said.replace("\n", " "))),
            w("moveFromRangeEnd", id=numbers[1]),
        )
    )


@damage(Stage.NOTES)
def comment_taken_back(form: Package, rng: Random) -> None:
    """Comments are struck out by tracked deletions: they need not be found, and are nobody else's."""
    for row in some(rng, form.commented(), 0.3):
        name, where = row.get("_row", ""), cell_of(row, "feedback")
        assert where is not None
        said = form.comment_of(row)
        tokens = form.tokens_in(said)
        write(where, "")
        last_paragraph(where).append(_mark(form, "del", run(said, tag="delText")))
        where.set("_moved", "1")
        form.truth.rows[name].comment = ""
        form.truth.withdraw(tokens)


def _resolve(form: Package, *, kept: tuple[str, ...], gone: tuple[str, ...]) -> None:
    marks = [mark for mark in form.root.iter(*(W + name for name in gone)) if mark.getparent().tag != W + "rPr"]
    rows = [mark.getparent().getparent() for mark in marks if mark.getparent().tag == W + "trPr"]
    doomed = [unit(row) for row in rows] + [mark for mark in marks if mark.getparent().tag != W + "trPr"]
    form.remove(*(each for each in doomed if not any(above in doomed for above in each.iterancestors())))
    for mark in [*form.root.iter(*(W + name for name in kept))]:
        for said in mark.iter(W + "delText"):
            said.tag = W + "t"
        row = next((row for row in mark.iterancestors(W + "tr") if row.get("_row")), None)
        if mark.tag == W + "moveFrom" and row is not None:
            # what was moved away is back where it came from
            form.truth.place(form.tokens_in(text_of(mark)), row.get("_row"))
        unwrap(mark)
    for mark in [*form.root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo")]:
        mark.getparent().remove(mark)
    ranges = [W + name + end for name in ("moveFromRange", "moveToRange") for end in ("Start", "End")]
    for mark in [*form.root.iter(*ranges)]:
        mark.getparent().remove(mark)


@damage(Stage.WRAPPERS, "resolved")
def tracked_accepted(form: Package, rng: Random) -> None:
    """Proposed wording was accepted, and all marks of formatting are gone: it looks like the contract's text."""
    _edit(form, rng)
    _resolve(form, kept=("ins", "moveTo"), gone=("del", "moveFrom"))
    for properties in [*form.root.iter(W + "rPr")]:
        if properties.getparent().tag == W + "r":
            properties.getparent().remove(properties)


@damage(Stage.WRAPPERS, "resolved")
def tracked_rejected(form: Package, rng: Random) -> None:
    """Proposed wording was rejected, and comments that were tracked are gone with it."""
    _edit(form, rng)
    _track_comments(form, rng, ("runs", "paragraphs"))
    _resolve(form, kept=("del", "moveFrom"), gone=("ins", "moveTo"))


@damage(Stage.NOTES)
def row_tracked_as_deleted(form: Package, rng: Random) -> None:
    """Rows nobody answered are marked as deleted."""
    rows = [row for row in form.rows(CHANGES) if row.get("_row") not in form.truth.rows]
    for row in some(rng, rows, 0.1):
        if form.tokens_in("".join(row.itertext())):
            continue
        properties = row.find(W + "trPr")
        if properties is None:
            properties = w("trPr")
            row.insert(0, properties)
        properties.append(_mark(form, "del"))
        row.set("_conflict", "1")
        for words in _plain_runs(row):
            _delete(form, words)

"""Margin comments: the only answer of some members, in a row's text, over a row, over several, in a thread."""

from random import Random

from lxml import etree

from mangling.package import (
    ADMINISTRATIVE,
    CHANGES,
    IDENTITY,
    OPEN,
    W_URI,
    Element,
    Package,
    W,
    cells,
    last_paragraph,
    run,
    text_of,
    w,
)
from mangling.registry import Stage, damage, some

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_COMMENTS = "word/comments.xml"
_AUTHORS = ("Roe, Jane", "jdoe", "Ó Briain", "山田")
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _note(form: Package, text: str, rng: Random, paragraph_id: str = "") -> str:
    """Adds a comment and returns its number; the caller anchors it."""
    if _COMMENTS not in form.notes:
        form.notes[_COMMENTS] = etree.Element(W + "comments", nsmap={"w": W_URI, "w14": _W14})
        form.add_part("comments.xml", b"", f"{_KIND}.comments+xml", "comments")
    number, author = str(len(form.notes[_COMMENTS])), rng.choice(_AUTHORS)
    note = w("comment", id=number, author=author, date="2012-05-01T10:00:00Z", initials=author[0])
    lines = text.split("\n")
    for at, line in enumerate(lines):
        where = w("p", run(line))
        if paragraph_id and at == len(lines) - 1:
            where.set(f"{{{_W14}}}paraId", paragraph_id)
        note.append(where)
    form.notes[_COMMENTS].append(note)
    return number


def _anchor(first: Element, last: Element, number: str) -> None:
    """Anchors a comment from the beginning of a paragraph to the end of another."""
    start = w("commentRangeStart", id=number)
    properties = first.find(W + "pPr")
    if properties is None:
        first.insert(0, start)
    else:
        properties.addnext(start)
    last.append(w("commentRangeEnd", id=number))
    last.append(w("r", w("commentReference", id=number)))


def _lines(where: Element) -> list[Element]:
    return [line for line in where.iter(W + "p") if text_of(line)] or list(where.iter(W + "p"))


def _answerable(form: Package) -> list[Element]:
    return [row for row in form.rows(CHANGES, ADMINISTRATIVE, OPEN) if cells(row)]


@damage(Stage.NOTES)
def margin_comments(form: Package, rng: Random) -> None:
    """Remarks stand in the margin, each anchored in a paragraph of its row."""
    for row in some(rng, _answerable(form), 0.15):
        line = rng.choice(_lines(rng.choice(cells(row))))
        _anchor(line, line, _note(form, form.words.write(row.get("_row", "")), rng))


@damage(Stage.NOTES)
def margin_comments_alone(form: Package, rng: Random) -> None:
    """Comments stand in the margin, and the cells for them wait."""
    for row in some(rng, form.commented(), 0.6):
        said = form.take_comment(row)
        line = rng.choice(_lines(rng.choice(cells(row))))
        _anchor(line, line, _note(form, said, rng))


@damage(Stage.NOTES)
def margin_comments_on_rows(form: Package, rng: Random) -> None:
    """Remarks in the margin are anchored from the first cell of a row to its last one."""
    for row in some(rng, _answerable(form), 0.1):
        own = cells(row)
        first = next(own[0].iter(W + "p"))
        _anchor(first, last_paragraph(own[-1]), _note(form, form.words.write(row.get("_row", "")), rng))


@damage(Stage.NOTES)
def margin_comments_over_rows(form: Package, rng: Random) -> None:
    """Remarks in the margin are anchored over two rows."""
    rows = _answerable(form)
    pairs = [(row, row.getnext()) for row in rows if row.getnext() in rows]
    for row, after in some(rng, pairs, 0.08):
        said = form.words.write(row.get("_row", ""))
        form.truth.place(form.tokens_in(said), also={after.get("_row", "")})
        _anchor(next(cells(row)[0].iter(W + "p")), last_paragraph(cells(after)[-1]), _note(form, said, rng))


@damage(Stage.NOTES)
def margin_thread(form: Package, rng: Random) -> None:
    """Remarks in the margin are answered by a colleague."""
    extended = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
    for row in some(rng, _answerable(form), 0.1):
        name, line = row.get("_row", ""), rng.choice(_lines(rng.choice(cells(row))))
        first, reply = f"{rng.randrange(1, 2**31 - 1):08X}", f"{rng.randrange(1, 2**31 - 1):08X}"
        _anchor(line, line, _note(form, form.words.write(name), rng, first))
        _anchor(line, line, _note(form, form.words.line(name), rng, reply))
        etree.SubElement(extended, f"{{{_W15}}}commentEx", _ex(first))
        etree.SubElement(extended, f"{{{_W15}}}commentEx", {**_ex(reply), f"{{{_W15}}}paraIdParent": first})
    form.add_part("commentsExtended.xml", etree.tostring(extended), f"{_KIND}.commentsExtended+xml", _EXTENDED)


def _ex(paragraph_id: str) -> dict[str, str]:
    return {f"{{{_W15}}}paraId": paragraph_id, f"{{{_W15}}}done": "0"}


@damage(Stage.NOTES)
def margin_comments_elsewhere(form: Package, rng: Random) -> None:
    """Remarks in the margin are anchored in headings, in sentences and in the tables' headings."""
    places = [line for line in form.body.iterchildren(W + "p") if text_of(line)]
    places += [line for row in form.root.iter(W + "tr") if row.get("_header") for line in row.iter(W + "p")]
    for line in some(rng, places, 0.15):
        _anchor(line, line, _note(form, form.words.write(""), rng))
    for row in form.rows(IDENTITY)[:1]:
        line = next(row.iter(W + "p"))
        _anchor(line, line, _note(form, form.words.write(row.get("_row", ""), 1), rng))

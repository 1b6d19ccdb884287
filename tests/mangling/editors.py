"""What editors do to a whole file without being asked."""

from random import Random

from mangling.identity import lose_devices
from mangling.misplaced import lose_properties
from mangling.package import XML_SPACE, Element, Package, W, paragraph, w
from mangling.registry import Stage, damage

_FONT = "Arial"


def _rename_styles(form: Package, old_to_new: dict[str, str]) -> None:
    for name in ("word/styles.xml",):
        text = form.parts[name].decode()
        for old, new in old_to_new.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        form.parts[name] = text.encode()
    for mark in form.root.iter(W + "pStyle", W + "rStyle", W + "tblStyle"):
        mark.set(W + "val", old_to_new.get(mark.get(W + "val", ""), mark.get(W + "val", "")))


def _first(parent: Element, name: str) -> Element:
    found = parent.find(W + name)
    if found is None:
        found = w(name)
        parent.insert(0, found)
    return found


@damage(Stage.EDITOR, "editor")
def google_docs(form: Package, rng: Random) -> None:
    """As after Google Docs: no controls, bookmarks, properties or styles; fonts at every run."""
    lose_devices(form)
    lose_properties(form)
    for properties in [*form.root.iter(W + "tblPr")]:
        for child in list(properties):
            if child.tag in (W + "tblCaption", W + "tblDescription", W + "tblLook"):
                properties.remove(child)
    for properties in [*form.root.iter(W + "trPr")]:
        for child in list(properties):
            if child.tag == W + "cantSplit":
                child.set(W + "val", "0")
    for mark in [*form.root.iter(W + "rStyle", W + "pStyle")]:
        mark.getparent().remove(mark)
    for words in form.root.iter(W + "r"):
        properties = _first(words, "rPr")
        properties.insert(0, w("rFonts", ascii=_FONT, cs=_FONT, eastAsia=_FONT, hAnsi=_FONT))
        properties.extend((w("sz", val="18"), w("szCs", val="18"), w("rtl", val="0")))
    for layout in form.root.iter(W + "tblLayout"):
        layout.set(W + "type", "autofit")
    for line in form.root.iter(W + "p"):
        line.set(W + "rsidRDefault", "00000000")
    _rename_styles(form, {"ResponseTable": "Table1"})


def _pieces(words: Element, rng: Random) -> list[Element]:
    """A run cut into several, in the middle of words."""
    text = words.findtext(W + "t") or ""
    if len(words.findall(W + "t")) != 1 or len(text) < 2 or words[-1].tag != W + "t":
        return [words]
    if any(child.tag not in (W + "t", W + "rPr") for child in words):
        return [words]
    cuts = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, rng.choice((1, 1, 2, 3)))))
    properties, found = words.find(W + "rPr"), []
    for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
        piece = w("r", rsidR=f"00{rng.randrange(16**6):06X}")
        if properties is not None:
            piece.append(_copy(properties))
        said = w("t")
        said.text = text[start:end]
        said.set(XML_SPACE, "preserve")
        piece.append(said)
        found.append(piece)
    return found


def _copy(element: Element) -> Element:
    copied = w(element.tag.removeprefix(W))
    copied.attrib.update(element.attrib)
    copied.extend(_copy(child) for child in element)
    return copied


@damage(Stage.EDITOR, "editor")
def word_online(form: Package, rng: Random) -> None:
    """As after Word in a browser: runs cut in the middle of words and ids, with revision ids and spelling marks."""
    for line in form.root.iter(W + "p", W + "tr"):
        line.set(W + "rsidR", f"00{rng.randrange(16**6):06X}")
    for words in [*form.root.iter(W + "r")]:
        pieces = _pieces(words, rng)
        if len(pieces) == 1:
            continue
        for piece in pieces:
            words.addprevious(piece)
        words.getparent().remove(words)
        if pieces[0].getparent().tag == W + "p" and rng.random() < 0.3:
            pieces[0].addprevious(w("proofErr", type="spellStart"))
            pieces[-1].addnext(w("proofErr", type="spellEnd"))
    last = [*form.body.iterchildren(W + "p")][-1:]
    if last:
        number = form.number()
        last[0].extend((w("bookmarkStart", id=number, name="_GoBack"), w("bookmarkEnd", id=number)))


@damage(Stage.EDITOR)
def formatting_lost(form: Package, rng: Random) -> None:
    """All character formatting is gone: what was struck through or underlined no longer is."""
    for words in form.root.iter(W + "r"):
        for properties in words.findall(W + "rPr"):
            words.remove(properties)


@damage(Stage.EDITOR)
def styles_translated(form: Package, rng: Random) -> None:
    """The styles have other names, as after a program in another language."""
    names = (
        "CellText",
        "CellNote",
        "CellHeading",
        "ChangeId",
        "PlaceholderText",
        "Deleted",
        "Inserted",
        "ResponseTable",
    )
    _rename_styles(form, {name: f"{name[:4]}1" + str(at) for at, name in enumerate(names)})


@damage(Stage.EDITOR)
def properties_lost(form: Package, rng: Random) -> None:
    """The custom properties and the footers are gone."""
    lose_properties(form)


@damage(Stage.EDITOR)
def cells_in_two_paragraphs(form: Package, rng: Random) -> None:
    """An empty paragraph stands before and behind the words of every cell, as some converters do."""
    for row in form.rows():
        for where in row.iter(W + "tc"):
            properties = where.find(W + "tcPr")
            if properties is not None:
                properties.addnext(paragraph())
            where.append(paragraph())

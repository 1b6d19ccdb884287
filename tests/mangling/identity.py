"""Ids, tags and bookmarks that are rewritten or lost."""

from random import Random

from mangling.package import ADMINISTRATIVE, CHANGES, OPEN, Element, Package, W, cell_of, paragraph, text_of, unwrap
from mangling.registry import Stage, damage, some

# What no cell begins with: the row cannot be known by its id any more
_NOTHING = "(gone)"
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def _forms(name: str) -> list[str]:
    letter, number = name.split("-")
    short = str(int(number))
    forms = [
        f"{letter} {short}",
        f"{letter}{number}".lower(),
        f"{letter}\u2011{number}",
        f"{letter}\u2013{number}",
        f"{letter}\u2014{number}",
        f"{letter}\u2212{number}",
        f"{letter}\u00ad{number}",
        f"{letter}-{number.replace('0', 'O')}",
        f"{letter}-{short}",
        name.translate(_WIDE),
        f"{name}.",
        f"{letter} - {number}",
        f"{letter}.{number}",
        f"\u00a0{name}\u00a0",
        f"{letter}_{number}",
        f"({name})",
        f"{name}:",
        f"{letter}-0{number}",
        f"\u200b{name}",
    ]
    return forms + ([f"#{short}", f"Change {name}", f"change {short}"] if letter == "C" else [f"Row {name}"])


def _id_line(row: Element) -> Element | None:
    where = cell_of(row, "id")
    name = row.get("_row", "")
    return (
        next((line for line in where.iter(W + "p") if text_of(line).startswith(name)), None)
        if where is not None
        else None
    )


def _say(row: Element, said: str) -> bool:
    """Puts other words in the place of the id; what stands behind it in its paragraph stays."""
    line, name = _id_line(row), row.get("_row", "")
    if line is None:
        return False
    # more than one where a run is there for old programs too
    found = [words for words in line.iter(W + "t") if (words.text or "").startswith(name)]
    for words in found:
        words.text = said + (words.text or "").removeprefix(name)
    return bool(found)


@damage(Stage.IDS, "ids")
def ids_rewritten(form: Package, rng: Random) -> None:
    """Ids are typed anew, in every way in which people write them."""
    for row in some(rng, form.rows(CHANGES, ADMINISTRATIVE, OPEN), 0.7):
        said = rng.choice(_forms(row.get("_row", "")))
        if _say(row, said):
            row.set("_id", text_of(cell_of(row, "id")).strip()[: len(said.strip())])


@damage(Stage.IDS, "ids")
def ids_blanked(form: Package, rng: Random) -> None:
    """Some ids are deleted; the bookmark stays, or goes with them."""
    for row in some(rng, form.rows(CHANGES, ADMINISTRATIVE, OPEN), 0.5):
        if _say(row, "") and rng.random() < 0.5:
            _lose_bookmarks(row)
        row.set("_id", _NOTHING)


@damage(Stage.IDS, "ids")
def ids_column_cleared(form: Package, rng: Random) -> None:
    """The column of the ids is emptied, and its bookmarks are gone."""
    said: list[Element] = []
    for row in form.rows(CHANGES, ADMINISTRATIVE, OPEN):
        where = cell_of(row, "id")
        row.set("_id", _NOTHING)
        if where is None:
            continue
        said += [child for child in where if child.tag != W + "tcPr"]
        where.append(paragraph())
    form.remove(*said)
    if not said:
        for row in form.rows(CHANGES, ADMINISTRATIVE, OPEN):
            _lose_bookmarks(row)


@damage(Stage.IDS, "ids")
def id_of_another_row(form: Package, rng: Random) -> None:
    """A row's id is overwritten with that of another one; only its words, tags and bookmark say what it is."""
    rows = form.rows(CHANGES, ADMINISTRATIVE)
    sound = [row for row in rows if "text" in form.signals(row) and _id_line(row) is not None]
    for row in some(rng, sound, 0.1):
        other = rng.choice([other for other in rows if other.get("_row") != row.get("_row")] or [row]).get("_row", "")
        if _say(row, other):
            row.set("_conflict", "1")


def _lose_bookmarks(within: Element) -> None:
    for mark in [*within.iter(W + "bookmarkStart", W + "bookmarkEnd")]:
        mark.getparent().remove(mark)


def _lose_controls(within: Element) -> None:
    for control in [*within.iter(W + "sdt")]:
        content = control.find(W + "sdtContent")
        if content is None:
            control.getparent().remove(control)
            continue
        for child in list(control):
            if child is not content:
                control.remove(child)
        unwrap(content)
        unwrap(control)


@damage(Stage.CONTROLS, "controls")
def controls_lost(form: Package, rng: Random) -> None:
    """All content controls are gone; what they showed stays, placeholders too."""
    _lose_controls(form.root)


@damage(Stage.CONTROLS, "controls")
def tags_lost(form: Package, rng: Random) -> None:
    """The controls have neither tags nor titles any more."""
    for mark in [*form.root.iter(W + "tag", W + "alias")]:
        mark.getparent().remove(mark)


@damage(Stage.CONTROLS, "bookmarks")
def bookmarks_lost(form: Package, rng: Random) -> None:
    """All bookmarks are gone."""
    _lose_bookmarks(form.root)


@damage(Stage.CONTROLS, "controls")
def controls_and_bookmarks_lost(form: Package, rng: Random) -> None:
    """All content controls and bookmarks are gone: the visible ids are left, and the words."""
    lose_devices(form)


@damage(Stage.CONTROLS, "controls")
def text_alone(form: Package, rng: Random) -> None:
    """Ids, controls and bookmarks are gone: only the words say which row is which."""
    lose_devices(form)
    for row in form.rows(CHANGES, ADMINISTRATIVE, OPEN):
        _say(row, "")
        row.set("_id", _NOTHING)


def lose_devices(form: Package) -> None:
    """Drops controls and bookmarks, as editors do that know neither."""
    _lose_controls(form.root)
    _lose_bookmarks(form.root)

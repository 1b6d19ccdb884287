"""Filling in a form as Word does it when a member answers."""

import random
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass

from mangling.form import POSITIONS, QUESTIONS
from mangling.package import (
    ADMINISTRATIVE,
    CHANGES,
    IDENTITY,
    OPEN,
    Element,
    Package,
    W,
    cell_of,
    paragraph,
    run,
    w,
)
from mangling.truth import RowTruth, Truth

# How a member can put words into a cell that has a text control
WAYS = ("control", "control", "lines", "beside", "bare", "paragraphs", "same line")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in, and what was written."""

    data: bytes
    truth: Truth

    def copy_of_truth(self) -> Truth:
        """The truth, to be changed without changing this one."""
        return deepcopy(self.truth)


def fill_form(
    data: bytes,
    rng: random.Random,
    *,
    organization: str,
    share: float = 0.5,
    rows: Collection[str] | None = None,
    identity: bool = True,
) -> Filled:
    """Fills in a form.

    Args:
        data: The form as it was issued.
        rng: Where the choices come from.
        organization: The name to write on page one.
        share: The share of changes that are answered, at least three.
        rows: The ids to answer instead: of changes and of open rows.
        identity: Whether the questions about the member are answered.
    """
    truth = Truth(organization=organization)
    form = Package(data, truth, rng)
    truth.issued = tuple(row.get("_row", "") for row in form.rows())
    form = Package(data, truth, rng)
    for question in QUESTIONS:
        if question.answer.chosen:
            truth.rows[question.row] = RowTruth(position=question.answer.title_of(question.answer.chosen))
    if identity:
        for row in form.rows(IDENTITY):
            _about_member(form, row, rng)
    for kind in (CHANGES, ADMINISTRATIVE, OPEN):
        of_kind = form.rows(kind)
        count = max(min(3, len(of_kind)), round(len(of_kind) * share))
        chosen = rng.sample(of_kind, count) if rows is None else [r for r in of_kind if r.get("_row") in rows]
        for row in chosen:
            _answer(form, row, rng)
    if not any(answer.comment for answer in truth.rows.values()) and rows is None:
        raise ValueError("the form has no row to answer in")
    return Filled(form.finish(), truth)


def _answer(form: Package, row: Element, rng: random.Random) -> None:
    name = row.get("_row", "")
    answer = form.truth.rows[name] = RowTruth()
    place = cell_of(row, "position")
    if place is not None and rng.random() < 0.85:
        answer.position = rng.choice(POSITIONS)
        choose(place, answer.position)
    if place is None or not answer.position or rng.random() < 0.8:
        answer.comment = form.words.write(name)
        where = cell_of(row, "feedback")
        assert where is not None
        type_in(where, answer.comment, rng.choice(WAYS))


def _about_member(form: Package, row: Element, rng: random.Random) -> None:
    name = row.get("_row", "")
    question = next(question for question in QUESTIONS if question.row == name)
    where = cell_of(row, "answer")
    assert where is not None
    if question.answer.choices:
        chosen = rng.choice(question.answer.choices).title
        choose(where, chosen)
        form.truth.rows[name] = RowTruth(position=chosen)
        return
    said = form.truth.organization
    if name != "Organization":
        said = {
            "Contact": "Ms. María José Ó Briain-{}",
            "Reach": "{}@example.org / (217) 555-0147",
        }.get(name, "Program {}, home visits; youth & family").replace("{}", form.words.token(name))
    type_in(where, said, "control")
    form.truth.rows[name] = RowTruth(comment=said)


def choose(where: Element, label: str) -> None:
    """Chooses from the drop-down list of a cell: the flag goes, and the choice stands in place of the placeholder."""
    control = next(where.iter(W + "sdt"))
    _shown(control)[:] = [run(label)]


def type_in(where: Element, text: str, way: str = "control") -> None:
    """Types into a cell with a text control.

    The ways: "control" (within it), "lines" (a run for each line), "beside" (in a paragraph below, while the
    control still waits), "same line" (behind the waiting control), "bare" (the control is gone), "paragraphs"
    (gone, and each line is a paragraph).
    """
    control = next(where.iter(W + "sdt"))
    line = control.getparent()
    assert line is not None
    if way == "control":
        _shown(control)[:] = [run(text)]
    elif way == "lines":
        _shown(control)[:] = [run(part) for part in _with_ends(text)]
    elif way == "beside":
        line.addnext(paragraph(text))
    elif way == "same line":
        control.addnext(run(" " + text))
    elif way == "bare":
        control.addnext(run(text))
        line.remove(control)
    else:
        for part in reversed(text.split("\n")):
            line.addnext(paragraph(part))
        where.remove(line)


def _shown(control: Element) -> Element:
    properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
    assert properties is not None and content is not None
    for flag in properties.findall(W + "showingPlcHdr"):
        properties.remove(flag)
    if properties.find(W + "id") is None:
        # Word numbers every control when it saves; the number says nothing
        mark = properties.find(W + "tag")
        number = sum(map(ord, properties[0].get(W + "val", "")))
        if mark is not None:
            mark.addnext(w("id", val=str(100000 + number)))
    return content


def _with_ends(text: str) -> list[str]:
    lines = text.split("\n")
    return [part for line in lines[:-1] for part in (line, "\n") if part] + [lines[-1]]

"""Words in the wrong place: comments in other columns, answers that are no choice, remarks anywhere in the file."""

import re
from copy import deepcopy
from dataclasses import replace
from functools import partial
from random import Random

from lxml import etree

from mangling.filling import choose, type_in
from mangling.form import POSITIONS
from mangling.package import (
    ADMINISTRATIVE,
    APPENDIX,
    CHANGES,
    OPEN,
    Element,
    Package,
    W,
    cell_of,
    empty,
    insert_all,
    last_paragraph,
    paragraph,
    run,
    table,
    text_of,
    w,
    write,
)
from mangling.registry import Stage, add, damage, some
from mangling.truth import RowTruth

# What is typed where a choice was asked for, and what it may be read as; "" where only a person can say.
_TYPED = (
    ("oppose!!", "Oppose"),
    ("OPPOSE", "Oppose"),
    ("Strongly oppose", "Oppose"),
    ("Oppose - we cannot", "Oppose"),
    ("opose", "Oppose"),
    ("Oppose.", "Oppose"),
    (" concern ", "Concern"),
    ("concerned", "Concern"),
    ("N/A", "Not applicable"),
    ("not applicable to us", "Not applicable"),
    ("no  impact", "No impact"),
    ("none", ""),
    ("agree", ""),
    ("Agree!", ""),
    ("yes", ""),
    ("X", ""),
    ("?", ""),
    ("Support / Oppose", ""),
    ("not a concern", ""),
    ("we do not support this", ""),
    ("Don't oppose", ""),
    ("see C-031", ""),
    ("Me opongo", "Oppose"),
    ("support with changes", ""),
)


def _wrong_column(form: Package, rng: Random, *, key: str, same_paragraph: bool) -> None:
    rows = [row for row in form.commented() if cell_of(row, key) is not None]
    for row in some(rng, rows, 0.6):
        where = cell_of(row, key)
        assert where is not None
        said = form.take_comment(row)
        if same_paragraph:
            last_paragraph(where).append(run(" " + said))
        else:
            insert_all(last_paragraph(where), (paragraph(line) for line in said.split("\n")))


for _key in ("what", "clause", "id", "why"):
    for _same in (False, True):
        add(
            f"comment_in_{_key}_{'line' if _same else 'paragraph'}",
            Stage.WORDS,
            partial(_wrong_column, key=_key, same_paragraph=_same),
            f"Comments are typed into the column “{_key}”, {'behind its words' if _same else 'in a new paragraph'}.",
        )


@damage(Stage.WORDS, "position")
def comment_in_position(form: Package, rng: Random) -> None:
    """Comments are typed into the cell of the position, in place of a choice or behind it."""
    rows = [row for row in form.commented(CHANGES) if cell_of(row, "position") is not None]
    for row in some(rng, rows, 0.6):
        where, answer = cell_of(row, "position"), form.truth.rows[row.get("_row", "")]
        assert where is not None
        said = form.take_comment(row)
        answer.doubtful = True
        if answer.position and rng.random() < 0.5:
            insert_all(last_paragraph(where), (paragraph(line) for line in said.split("\n")))
        else:
            answer.position = ""
            write(where, said)


@damage(Stage.WORDS, "position")
def position_typed(form: Package, rng: Random) -> None:
    """The position is typed freely, as in a file whose drop-down lists were lost."""
    rows = [row for row in form.rows(CHANGES) if cell_of(row, "position") is not None]
    for row in some(rng, rows, 0.3):
        typed, position = rng.choice(_TYPED)
        where, name = cell_of(row, "position"), row.get("_row", "")
        assert where is not None
        if rng.random() < 0.3:
            typed += f" {form.words.token(name)}"
        answer = form.truth.rows.setdefault(name, RowTruth())
        answer.position, answer.typed, answer.doubtful = position, typed, True
        if rng.random() < 0.5:
            write(where, typed)
        else:
            choose(where, typed)


@damage(Stage.WORDS, "position")
def position_in_feedback(form: Package, rng: Random) -> None:
    """The position is typed before the comment, and nothing is chosen."""
    for row in some(rng, form.commented(CHANGES), 0.6):
        where, answer = cell_of(row, "position"), form.truth.rows[row.get("_row", "")]
        if where is None:
            continue
        answer.position, answer.doubtful = rng.choice(POSITIONS), True
        empty(where)
        said = form.take_comment(row)
        answer.comment = f"{answer.position}{rng.choice(('. ', ' - ', ': ', chr(10)))}{said}"
        feedback = cell_of(row, "feedback")
        assert feedback is not None
        write(feedback, answer.comment)


@damage(Stage.WORDS)
def words_in_appendix(form: Package, rng: Random) -> None:
    """Remarks are written into rows of Appendix A, beside the contract's texts."""
    for row in some(rng, form.rows(APPENDIX), 0.1):
        where = cell_of(row, rng.choice(("id", "old text", "new text", "new text", "new clause")))
        assert where is not None
        said = form.words.write(row.get("_row", ""), 1)
        last = last_paragraph(where)
        if rng.random() < 0.5:
            last.append(run(" " + said))
        else:
            last.addnext(paragraph(said))


@damage(Stage.WORDS)
def words_below_tables(form: Package, rng: Random) -> None:
    """Remarks are written below the tables and at the end of the file."""
    for tbl in some(rng, form.tables(CHANGES, ADMINISTRATIVE, OPEN, APPENDIX), 1.0):
        insert_all(tbl, [paragraph(form.words.write(""), "Normal") for _ in range(rng.randint(1, 3))])
    form.body[-1].addprevious(paragraph(form.words.write(""), "Normal"))


@damage(Stage.WORDS)
def words_on_page_one(form: Package, rng: Random) -> None:
    """Remarks are written on page one: as paragraphs of their own and behind its sentences."""
    first = form.tables("identity") or form.tables(CHANGES)
    before = list(first[0].itersiblings(preceding=True)) if first else [form.body[0]]
    for line in some(rng, before, 0.4) or [form.body[0]]:
        if rng.random() < 0.5:
            # page one lists some changes: what stands behind one is about it
            listed = re.match(r"C-\d+", text_of(line))
            line.append(run(" " + form.words.line(listed[0] if listed else "")))
        else:
            line.addnext(paragraph(form.words.write(""), "Normal"))


@damage(Stage.WORDS)
def words_in_footer(form: Package, rng: Random) -> None:
    """Remarks are written into the footer."""
    name = "word/footer1.xml"
    if name in form.parts:
        form.notes[name] = etree.fromstring(form.parts[name])
        form.notes[name].append(paragraph(form.words.write(""), "Footer"))


@damage(Stage.WORDS)
def answers_pasted(form: Package, rng: Random) -> None:
    """A whole answer is copied into the cells of another row, with its controls: their tags say the first row."""
    waiting = [row for row in form.rows(CHANGES) if row.get("_row") not in form.truth.rows]
    for row in some(rng, form.commented(CHANGES), 0.4):
        if not waiting:
            return
        other = waiting.pop(rng.randrange(len(waiting)))
        name, first = other.get("_row", ""), form.truth.rows[row.get("_row", "")]
        for key in ("position", "feedback"):
            source, target = cell_of(row, key), cell_of(other, key)
            assert source is not None and target is not None
            target[1:] = [deepcopy(child) for child in source[1:]]
            for number in target.iter(W + "id"):
                number.set(W + "val", form.number())
        form.truth.rows[name] = replace(first)
        form.truth.place(form.tokens_in(text_of(other)), also={name})
        other.set("_conflict", "1")


@damage(Stage.WORDS)
def stray_characters(form: Package, rng: Random) -> None:
    """Comments have white space around them, and soft hyphens and zero-width spaces within words."""
    for row in some(rng, form.commented(), 0.7):
        where, said = cell_of(row, "feedback"), form.comment_of(row)
        assert where is not None
        at = rng.randrange(len(said)) if len(said) > 1 else 0
        stray = rng.choice(("\u00ad", "\u200b", "\u2060", "\ufeff", "\u200b\u00ad"))
        for token in form.truth.words_of(row.get("_row", "")):
            # within the very words that are looked for, unless that would part a letter from its accent
            if token.isascii():
                said = said.replace(token, token[:4] + stray + token[4:])
        said = said if at % 2 else f"{stray}{said}"
        ends = (" ", "\n", "\t", "\u00a0", "\u3000", "  \n ")
        said = f"{rng.choice(ends)}{said}{rng.choice(ends)}"
        form.truth.rows[row.get("_row", "")].comment = said
        empty(where)
        if next(where.iter("{*}sdt"), None) is None:
            write(where, said)
        else:
            type_in(where, said)


@damage(Stage.WORDS)
def nested_table(form: Package, rng: Random) -> None:
    """A table, with figures and with ids of other changes, is pasted into a comment's cell."""
    others = [row.get("_row", "") for row in form.rows(CHANGES, ADMINISTRATIVE)] or ["C-031"]
    for row in some(rng, form.commented(), 0.3):
        where, name = cell_of(row, "feedback"), row.get("_row", "")
        assert where is not None
        pasted = table(
            [
                ["Change ID", "Cost", "Your feedback"],
                [name, "$40,000", form.words.line(name)],
                [rng.choice(others), "Oppose", form.words.line(name)],
            ]
        )
        last = last_paragraph(where)
        if rng.random() < 0.5:
            last.addnext(pasted)
            pasted.addnext(paragraph())
        else:
            where.insert(1, pasted)


@damage(Stage.WORDS)
def foreign_table(form: Package, rng: Random) -> None:
    """Tables of the member's own are pasted between the paragraphs of the form."""
    kinds = (
        [["Item", "Cost"], ["1", "$12,000"], ["2", "$28,000"]],
        [["", "FY11", "FY12"], ["Staff (as in C-031)", "14", "11.5"]],
        [["Your feedback", "Your position"], ["Oppose", "Question"]],
    )
    places: list[Element] = [child for child in form.body if child.tag.endswith("}p")]
    for place in some(rng, places, 0.1):
        rows = [list(row) for row in rng.choice(kinds)]
        for row in rows[1:]:
            row[-1] += f" {form.words.line('')}"
        place.addnext(table(rows))
        # two tables without a paragraph between them are one
        place.getnext().addnext(paragraph(style="Normal"))


@damage(Stage.WORDS)
def pasted_into_letter(form: Package, rng: Random) -> None:
    """The form stands within a letter, and its properties and its footer are lost."""
    opening = [
        "Dear Sir or Madam,",
        form.words.write(""),
        "Our answers are below. See also C-031.",
        form.words.write(""),
    ]
    for line in opening:
        form.body[0].addprevious(paragraph(line, "Normal"))
    closing = [form.words.write(""), f"Yours sincerely,\t{form.words.token('')}", "Executive Director"]
    for line in closing:
        form.body[-1].addprevious(paragraph(line, "Normal"))
    lose_properties(form)


def lose_properties(form: Package) -> None:
    """Drops what says which form it is: custom properties and footers."""
    form.drop_part("docProps/custom.xml")
    for footer in [name for name in form.parts if name.startswith("word/footer")]:
        form.drop_part(footer)
        if footer in form.notes:
            form.truth.forget(form.tokens_in(text_of(form.notes.pop(footer))))
    for reference in list(form.body.iter("{*}footerReference")):
        parent = reference.getparent()
        assert parent is not None
        parent.remove(reference)


def _below(form: Package, rng: Random, *, note: str) -> None:
    notes = w(f"{note}s")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        notes.append(w(note, w("p", w("r", w(kind))), type=kind, id=str(number)))
    for number, row in enumerate(some(rng, form.commented(), 0.3), start=1):
        where, said = cell_of(row, "feedback"), form.take_comment(row)
        assert where is not None
        notes.append(w(note, w("p", w("r", w(f"{note}Ref")), run(" " + said)), id=str(number)))
        write(where, "see note")
        last_paragraph(where).append(w("r", w(f"{note}Reference", id=str(number))))
    form.notes[f"word/{note}s.xml"] = notes
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{note}s+xml"
    form.add_part(f"{note}s.xml", b"", kind, f"{note}s")


for _note in ("footnote", "endnote"):
    add(f"{_note}s", Stage.WORDS, partial(_below, note=_note), f"Comments stand in {_note}s.")

"""What must hold of any returned form that was read, beside the truth that the mangler keeps."""

from dataclasses import dataclass, field

from mangling.cases import Mangled

from contractdiff.forms import form_reader, issued_json
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.member import member_form
from contractdiff.forms.returns import FormReader
from contractdiff.model import EntryKind, FormSheet, ReturnedForm, RowStatus
from contractdiff.ooxml.returned import read_returned

PLACED = (RowStatus.MATCHED, RowStatus.DUPLICATE)
_FORM = member_form(ENGLISH)
_CHOICES = (_FORM.position, *(question.answer for question in _FORM.identity))
TITLES = {choice.code: choice.title for answer in _CHOICES for choice in answer.choices}


@dataclass(slots=True)
class Score:
    """How a reader did: rows that could be placed and were, words lost or put to a wrong row, positions not taken."""

    placed: int = 0
    identifiable: int = 0
    lost: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    wrong_positions: list[str] = field(default_factory=list)
    unread_positions: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        self.placed += other.placed
        self.identifiable += other.identifiable
        for name in ("lost", "misplaced", "wrong_positions", "unread_positions"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def share(self) -> float:
        return self.placed / max(self.identifiable, 1)


def reader_of(form: bytes) -> FormReader:
    return form_reader(issued_json(read_returned(form, "form.docx"), ENGLISH))


def check_account(sheet: FormSheet) -> None:
    """Raise ``AssertionError`` unless every row is accounted for."""
    assert len(sheet.rows) == sum(sheet.counts[status] for status in RowStatus)
    assert [row.number for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
    assert len(sheet.issued) == len(set(sheet.issued)) == len(sheet.identified) + len(sheet.missing)
    assert sheet.identified <= set(sheet.issued)
    matched = [row.id for row in sheet.rows if row.status is RowStatus.MATCHED]
    assert len(matched) == len(set(matched)) == len(sheet.identified)
    for row in sheet.rows:
        named = {name for _, name in row.signals}
        assert (row.status in PLACED) == bool(row.id)
        assert len(named) == 1 if row.id else row.status is not RowStatus.QUARANTINED or len(named) > 1


def all_words(sheet: FormSheet) -> str:
    """Everything that was read, wherever it stands."""
    said = [text for row in sheet.rows for text in row.cells]
    said += [text for row in sheet.rows for e in row.entries for text in (e.text, e.column, e.author)]
    said += [text for loose in sheet.loose for text in (loose.text, loose.author)]
    return "\n".join((*said, *sheet.notices))


def score(case: Mangled, sheet: FormSheet) -> Score:
    """How well a mangled form was read."""
    truth, made = case.truth, Score()
    made.identifiable = len(truth.identifiable)
    made.placed = len(sheet.identified & truth.identifiable)
    made.lost = [f"{case.damages}: {token}" for token in truth.lost(all_words(sheet))]
    read: dict[str, set[str]] = {}
    for row in sheet.rows:
        if row.status not in PLACED:
            continue
        words = "\n".join(f"{entry.text}\n{entry.column}" for entry in row.entries)
        made.misplaced += [f"{case.damages}: {token} at {row.id}" for token in truth.misplaced(row.id, words)]
        chosen = (EntryKind.POSITION, EntryKind.ANSWER, EntryKind.KEPT)
        codes = [entry.code for entry in row.entries if entry.kind in chosen and entry.code]
        read.setdefault(row.id, set()).update(TITLES[code] for code in codes)
    for name, titles in read.items():
        wrong = [each for each in titles if not truth.position_is_right(name, each)]
        if wrong and name not in truth.copied:
            made.wrong_positions.append(f"{case.damages}: {name} {wrong}")
    for name, answer in truth.rows.items():
        if answer.position and not answer.doubtful and name in sheet.identified and not read.get(name):
            made.unread_positions.append(f"{case.damages}: {name} {answer.position}")
    return made


def returned(case: Mangled) -> ReturnedForm:
    return read_returned(case.data, case.name)

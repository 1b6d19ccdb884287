"""A docket with something in each of its tables."""

import json
from pathlib import Path

from contractdiff.docket import Docket
from contractdiff.docket.digests import digest, submission_id
from contractdiff.model import (
    Decision,
    Doubt,
    Entry,
    EntryKind,
    FormSheet,
    FoundRow,
    Layout,
    Loose,
    Member,
    RowStatus,
    SentForm,
    Signal,
    StoredComparison,
    Submission,
)

AT = "2026-05-01T12:00:00Z"
MEMBERS = (
    Member(
        id="M-001",
        name="Niños & Families, Inc.",
        aliases=("NF", "Niños"),
        sector="Child welfare",
        district="7",
        funding=("Grant", "Fee for service"),
        associations=("State Council",),
        seat="Chair",
        contact="a@example.org; 555-0100",
    ),
    Member(id="M-002", name="Hope House"),
)
FORMULA = '=HYPERLINK("x")\r\nsecond line, with “marks”; and a \ttab\nthird'
SHEET = FormSheet(
    rows=(
        FoundRow(
            number=1,
            status=RowStatus.MATCHED,
            id="C-001",
            signals=((Signal.ID, "C-001"), (Signal.TAG, "C-001")),
            entries=(
                Entry(kind=EntryKind.POSITION, text="Oppose!", code="oppose"),
                Entry(kind=EntryKind.MARGIN, text=FORMULA, author="Ana", covers=("C-002", "C-003"), column="Notes"),
            ),
            doubts=(Doubt.COVERS, Doubt.EARLIER),
        ),
        FoundRow(number=2, status=RowStatus.DUPLICATE, id="C-001"),
        FoundRow(number=3, status=RowStatus.QUARANTINED, cells=("one", "two")),
        FoundRow(number=4, status=RowStatus.UNMATCHED, cells=("what?",)),
        FoundRow(number=5, status=RowStatus.BLANK),
    ),
    loose=(Loose(text="Call us", ids=("C-002",), author="Bo"), Loose(text="Thanks")),
    issued=("C-001", "C-002", "C-003"),
    notices=("a picture", "an embedded file"),
)


def seeded(folder: Path) -> Docket:
    """A new docket in a folder."""
    docket = Docket(folder, create=True)
    for number in (1, 2):
        text = json.dumps({"format": "contractdiff.comparison/1", "round": number, "changes": ["§ 1 → § 2"]})
        docket.add_comparison(
            StoredComparison(id=0, round=number, sha256=digest(text.encode()), text=text, agency="DCHS"),
            versions=[("old", "FY2011", "a.docx", "0" * 64), ("new", "FY2012", "b.pdf", "1" * 64)],
            carried=[("C-001", "continued", ("C-002",))] if number == 2 else (),
            changes=[("C-002", "reworded", "critical", "4.6", "", "Niños"), ("C-001", "added", "low", "", "7", "x")],
            at=AT,
        )
    docket.put_members(MEMBERS, at=AT)
    docket.set({"contact": "Ana Ruiz, 555-0199"}, at=AT)
    rows = json.dumps([["C-001", "text"]])
    layout = Layout(sha256=digest(rows.encode()), comparison=1, language="en", rows=rows)
    form = SentForm(sha256=digest(b"form"), layout=layout.sha256, identity="R1-M-001", member="M-001", name="r.docx")
    docket.add_forms(layout, [(form, b"form")], at=AT)
    filled = digest(b"filled")
    submission = Submission(
        id=submission_id(filled),
        sha256=filled,
        name="filled in.docx",
        format="docx",
        layout=layout.sha256,
        member="M-001",
        sheet=SHEET,
    )
    docket.add_submission(submission, b"filled", at=AT)
    docket.refuse(digest(b"broken"), "broken.docx", b"broken", "It is damaged.", at=AT)
    docket.decide(
        [
            Decision(matter="row S-1 3", choice="place", value="C-002", by="Ana"),
            Decision(matter="row S-1 3", choice="dismiss", note="after all"),
        ],
        at=AT,
    )
    return docket

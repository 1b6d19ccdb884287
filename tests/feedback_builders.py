"""Feedback made by hand and at random, for tests of the documents that tell of it."""

import random
from collections.abc import Iterable, Mapping, Sequence

from contractdiff.model import (
    Comparison,
    Doubt,
    Entry,
    EntryKind,
    Feedback,
    FormSheet,
    FoundRow,
    Loose,
    Matter,
    MatterKind,
    Member,
    Respondent,
    RowStatus,
    Said,
    Signal,
    Submission,
)

SECTORS = ("Behavioral health", "Housing", "Aging", "Youth services", "Food and nutrition")
DISTRICTS = tuple(f"District {number}" for number in range(1, 7))
ASSOCIATIONS = ("Statewide Housing Alliance", "Association of Community Behavioral Providers", "Elder Care Council")
OPEN_ROWS = ("G-01", *(f"N-{n:02}" for n in range(1, 6)), *(f"Q-{n:02}" for n in range(1, 6)))
COMMENTS = (
    "We bill at month end; ten days is not enough for a second check.",
    "This would cost us about $40,000 a year, which no rate covers.\n\nPlease ask for:\n1. thirty days\n2. notice",
    "“Executive” is too wide: our volunteer board chair would count. 'Managing' isn't defined either.",
    "Nuestros clientes no podrán llegar a las citas. ¿Quién paga el transporte?",
    "服务提供者应当在每月结束后十日内提交发票，这对小机构来说太短了。",
    "يجب أن تكون المهلة ثلاثين يومًا على الأقل",
    "=SUM(A1:A9) is what our accountant typed",
    "+1 to what the Alliance says",
    "-- see our letter of May 3 --",
    "@staff: please call me",
    "Ok",
    "Our auditors say the single audit threshold does not reach us, and 2 CFR 200.501 exempts us below it. " * 6,
    'It is <b>not</b> clear & "final" whether C-015 goes with this <w:p>.',
)
NOUNS = "Harbor Lantern Prairie Riverside Northside Cedar Summit Beacon Maple Union Garfield Lakeview Hope".split()
KINDS = ("House", "Community Services", "Family Center", "Food Pantry Network", "Youth Alliance")


def member(number: int, **more: object) -> Member:
    """A member of the roster."""
    fields: dict[str, object] = {
        "id": f"M-{number:03}",
        "name": f"{NOUNS[number % len(NOUNS)]} {KINDS[number // len(NOUNS) % len(KINDS)]} {number:03}",
        "sector": SECTORS[number % len(SECTORS)],
        "district": DISTRICTS[number % len(DISTRICTS)],
        "associations": (ASSOCIATIONS[number % 3],) if number % 4 else (),
        "contact": f"director{number}@example.org",
    }
    return Member(**(fields | more))  # type: ignore[arg-type]


def said(text: str, kind: EntryKind = EntryKind.FEEDBACK, code: str = "", row: int = 1, **more: object) -> Said:
    """Something that was said; ``more`` goes to the entry, but for what only ``Said`` has."""
    own = {key: more.pop(key) for key in ("submission", "doubts", "counts", "placed_by") if key in more}
    entry = Entry(kind=kind, text=text, code=code, **more)  # type: ignore[arg-type]
    return Said(entry=entry, row=row, **({"submission": "S-00000001"} | own))  # type: ignore[arg-type]


def position(code: str, **more: object) -> Said:
    """A position that was chosen."""
    return said(code.replace("_", " ").capitalize(), EntryKind.POSITION, code, **more)  # type: ignore[arg-type]


def respondent(of: Member | str, answers: Mapping[str, Sequence[Said]], **more: object) -> Respondent:
    """An organization that answered: a member, or one of this name that is not on the roster."""
    own = of if isinstance(of, Member) else None
    name = own.name if own else str(of)
    fields: dict[str, object] = {
        "key": own.id if own else f"name:{name.casefold()}",
        "name": name,
        "member": own,
        "submissions": ("S-00000001",),
        "said": {row: tuple(each) for row, each in answers.items()},
    }
    names = tuple((fields | more)["submissions"])  # type: ignore[call-overload]
    fields["counting"] = frozenset(names[:1])
    return Respondent(**(fields | more))  # type: ignore[arg-type]


def feedback(comparison: Comparison, respondents: Iterable[Respondent] = (), **more: object) -> Feedback:
    """Feedback of a round."""
    fields: dict[str, object] = {
        "comparison": comparison,
        "round": 1,
        "coalition": "Provider Coalition",
        "agency": "The Department",
        "return_by": "Friday, June 10",
        "members": (),
        "respondents": tuple(sorted(respondents, key=lambda each: each.name.casefold())),
        "submissions": (),
        "refused": (),
        "matters": (),
        "open_rows": OPEN_ROWS,
    }
    return Feedback(**(fields | more))  # type: ignore[arg-type]


def busy(
    comparison: Comparison, *, members: int = 40, answering: int = 28, share: float = 0.15, seed: int = 1
) -> Feedback:
    """A round as it may come back: members of five sectors, two associations, two organizations off the roster."""
    chance = random.Random(seed)
    roster = [member(number) for number in range(1, members + 1)]
    senders: list[Member | str] = [
        *chance.sample(roster, answering),
        *ASSOCIATIONS[:2],
        "Friends of the Valley",
        "Unnamed 7",
    ]
    rows = [change.id for change in comparison.changes]
    hot = set(chance.sample(rows, min(6, len(rows))))
    respondents, submissions = [], []
    for number, sender in enumerate(senders, 1):
        submission = f"S-{number:08x}"
        answers: dict[str, list[Said]] = {}
        for place, row in enumerate(rows, 1):
            if chance.random() < (0.8 if row in hot else share):
                answers[row] = _row(chance, place, submission, row in hot)
        for row in chance.sample(OPEN_ROWS, 2):
            answers[row] = [said(chance.choice(COMMENTS), submission=submission, row=200)]
        respondents.append(
            respondent(sender, answers, is_association=sender in ASSOCIATIONS, submissions=(submission,))
        )
        submissions.append(_file(chance, submission, sender, answers, (*rows, *OPEN_ROWS)))
    return feedback(
        comparison,
        respondents,
        members=tuple(roster),
        submissions=tuple(submissions),
        refused=(("scan of form.pdf", "The file is protected by a password. Ask for one without."),),
        matters=matters(),
    )


def _row(chance: random.Random, row: int, submission: str, hot: bool) -> list[Said]:
    codes = (
        ("oppose", "oppose", "concern")
        if hot
        else ("support", "oppose", "concern", "no_impact", "not_applicable", "question")
    )
    found = [position(chance.choice(codes), row=row, submission=submission)]
    match chance.randrange(12):
        case 0:
            found[0] = said(
                "see cover letter", EntryKind.POSITION, row=row, submission=submission, doubts=(Doubt.POSITION,)
            )
        case 1:
            found.append(position("support", row=row + 1, submission=submission, doubts=(Doubt.TWO_POSITIONS,)))
        case 2:
            more = {"author": "R. Roe"}
            found.append(said(chance.choice(COMMENTS), EntryKind.MARGIN, row=row, submission=submission, **more))
        case 3:
            found.append(said("why?", EntryKind.BESIDE, row=row, submission=submission, column="What changed"))
        case 4:
            found = [said(chance.choice(COMMENTS), row=row, submission=submission, covers=("C-015",))]
        case 5:
            found.append(said(chance.choice(COMMENTS), row=row, submission=submission, counts=False))
        case 6 | 7 | 8 | 9:
            found.append(said(chance.choice(COMMENTS), row=row, submission=submission))
        case _:
            pass
    return found


def _file(
    chance: random.Random,
    submission: str,
    sender: Member | str,
    answers: Mapping[str, Sequence[Said]],
    issued: Sequence[str],
) -> Submission:
    rows = []
    for number, row in enumerate(issued, 1):
        if chance.random() < 0.02:
            continue
        signals = ((Signal.ID, row), (Signal.TAG, row)) if chance.random() < 0.9 else ((Signal.TEXT, row),)
        entries = tuple(each.entry for each in answers.get(row, ()))
        rows.append(FoundRow(number=number, status=RowStatus.MATCHED, id=row, signals=signals, entries=entries))
    rows.append(FoundRow(number=len(rows) + 1, status=RowStatus.UNMATCHED, cells=("", "whose is this?")))
    return Submission(
        id=submission,
        sha256=submission * 4,
        name=f"{sender.name if isinstance(sender, Member) else sender} response.docx",
        format="docx",
        member=sender.id if isinstance(sender, Member) else "",
        sheet=FormSheet(rows=tuple(rows), loose=(Loose(text="Thank you!"),), issued=tuple(issued)),
    )


def matters() -> tuple[Matter, ...]:
    """One open matter of each kind."""
    place = ("place ROW", "general", "dismiss")
    common = {"subject": "S-00000003", "file": "Harbor House response.docx"}
    return (
        Matter(id="S-00000003/12", kind=MatterKind.ROW, says="Row 12: its id says C-014; its tag says C-015.",
               words="C-014 | We object", candidates=("C-014", "C-015"), choices=place, **common),
        Matter(id="S-00000003/w1", kind=MatterKind.WORDS, says="Words outside of the rows. They name no row.",
               words="=HYPERLINK(\"x\") Thank you for asking.", choices=place, **common),
        Matter(id="S-00000003/14/position", kind=MatterKind.POSITION, says="C-014: this position is not clear.",
               words="see cover letter", choices=("position CODE", "none"), **common),
        Matter(id="S-00000003/15/covers", kind=MatterKind.COVERS, says="C-015: what is written here runs over others.",
               words="same", candidates=("C-016", "C-017"), choices=("only", "also ROWS"), **common),
        Matter(id="S-00000003/who", kind=MatterKind.WHO, says="“Harbour Hse” is not on the roster.",
               candidates=("M-001",), choices=("member ID", "name NAME"), **common),
        Matter(id="M-004/which", kind=MatterKind.WHICH, says="Cedar House sent 2 files that differ.",
               candidates=("S-00000004", "S-00000005"), choices=("keep ID", "all"), subject="M-004",
               file="a.docx; b.docx"),
        Matter(id="0badcafe/file", kind=MatterKind.FILE, says="The file is protected by a password.",
               choices=("dismiss",), subject="0badcafe" * 8, file="scan of form.pdf"),
    )  # fmt: skip

"""Comparisons made by hand, for tests of what is written about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from contractdiff.model import (
    Authority,
    Benchmark,
    Change,
    ChangeId,
    ChangeKind,
    CitedBy,
    Clause,
    ClauseId,
    Comparison,
    Contract,
    Direction,
    Edit,
    Evidence,
    Fact,
    Flag,
    Format,
    Like,
    Matcher,
    Notice,
    NoticeCode,
    Op,
    Party,
    Priority,
    Reach,
    Reading,
    Reference,
    ReferenceStatus,
    Role,
    RulesFile,
    SetAside,
    Side,
    Standing,
    TrackedChanges,
)

EQUAL, DELETE, INSERT, OLD_VARIANT, NEW_VARIANT = Op.EQUAL, Op.DELETE, Op.INSERT, Op.OLD_VARIANT, Op.NEW_VARIANT

LONG = (
    "The Provider shall keep books, records and supporting documents for all expenses of the program, and shall make "
    "them available to the Department, the Auditor General and their agents at any reasonable time. "
)
SCRIPTS = {
    "arabic": "يجب على مقدم الخدمة تقديم الفواتير خلال عشرة أيام",
    "chinese": "服务提供者应当在每月结束后十日内提交发票并保存所有支持文件" * 12,
    "emoji": "family 👨‍👩‍👧 and flags 🇺🇸",
    "controls": "bell \x07 null \x00 lone half \ud83d end \ufffe",
    "markup": 'a < b && c > "d" <w:p> {{content}} <?contractdiff-content?>',
    "one word": "x" * 400,
    "accents": "e\u0301 Z\u0351\u036f\u0321 — ﬁ ½ №",
}


class Draft:
    """Collects clauses and changes, and makes a comparison of them."""

    def __init__(self, old_name: str = "FY2011", new_name: str = "FY2012") -> None:
        self.names = (old_name, new_name)
        self.old: list[Clause] = []
        self.new: list[Clause] = []
        self.changes: list[Change] = []
        self.unchanged: list[tuple[ClauseId, ClauseId]] = []

    def clause(self, side: Side, label: str | None, text: str, **more: object) -> ClauseId:
        clauses = self.old if side is Side.OLD else self.new
        clause_id = ClauseId(f"{side.value}{len(clauses) + 1}")
        clauses.append(Clause(id=clause_id, label=label, text=text, **more))  # type: ignore[arg-type]
        return clause_id

    def same(self, label: str | None, text: str, heading: str | None = None) -> None:
        pair = tuple(self.clause(side, label, text, heading=heading) for side in Side)
        self.unchanged.append((pair[0], pair[1]))

    def change(
        self,
        kind: ChangeKind,
        *edits: Edit,
        old: Sequence[ClauseId] | str | None = None,
        new: Sequence[ClauseId] | str | None = None,
        priority: Priority = Priority.SUBSTANTIVE,
        flags: tuple[Flag, ...] = (),
        summary: str = "",
        moved: bool = False,
        renumbered: bool = False,
        pages: tuple[int | None, int | None] = (None, None),
        heading: str | None = None,
        role: Role = Role.BODY,
    ) -> Change:
        """Add a change; ``old`` and ``new`` are clause ids, or the label of a clause to be made of the edits."""
        wordings = {
            Side.OLD: "".join(e.text for e in edits if e.op in (EQUAL, DELETE, OLD_VARIANT)),
            Side.NEW: "".join(e.text for e in edits if e.op in (EQUAL, INSERT, NEW_VARIANT)),
        }
        ids: dict[Side, tuple[ClauseId, ...]] = {}
        for side, given, page in ((Side.OLD, old, pages[0]), (Side.NEW, new, pages[1])):
            if isinstance(given, str):
                words = wordings[side].removeprefix(heading).lstrip() if heading else wordings[side]
                made = self.clause(side, given or None, words, heading=heading, page=page, role=role)
                ids[side] = (made,)
            else:
                ids[side] = tuple(given or ())
        change = Change(
            id=ChangeId(f"C-{len(self.changes) + 1:03}"),
            kind=kind,
            old=ids[Side.OLD],
            new=ids[Side.NEW],
            edits=edits,
            moved=moved,
            renumbered=renumbered,
            priority=priority,
            flags=flags,
            summary=summary,
        )
        self.changes.append(change)
        return change

    def comparison(self, **more: object) -> Comparison:
        return Comparison(
            old=Contract(side=Side.OLD, name=self.names[0], reading=READINGS[0], clauses=tuple(self.old)),
            new=Contract(side=Side.NEW, name=self.names[1], reading=READINGS[1], clauses=tuple(self.new)),
            changes=tuple(self.changes),
            unchanged=tuple(self.unchanged),
            **more,  # type: ignore[arg-type]
        )


READINGS = (
    Reading(
        file="fy11.docx",
        sha256="5d41402abc4b2a76b9719d911017c592" * 2,
        format=Format.DOCX,
        tracked=TrackedChanges(insertions=3, deletions=1, moves=0, authors=("DHS Legal", "R. Roe")),
        notices=(Notice(code=NoticeCode.PICTURE, message="A picture was not read: Figure 1."),),
    ),
    Reading(
        file="fy12-agreement.pdf",
        sha256="7d793037a0760186574b0282f2f435e7" * 2,
        format=Format.PDF,
        pages=38,
        set_aside=(
            *(
                SetAside(text=f"State of Illinois GRANT AGREEMENT Page {p} of 38", why="running head", page=p)
                for p in range(1, 39)
            ),
            *(SetAside(text=str(p), why="page number", page=p) for p in range(1, 39)),
        ),
        notices=(
            Notice(code=NoticeCode.NO_TEXT_ON_PAGE, page=12, message="This page holds no text; it may be a scan."),
        ),
    ),
)

MONEY = Flag(
    category="PAY",
    old="thirty (30) days",
    new="ten (10) days",
    why="You would have less time to send invoices, and late ones may go unpaid.",
    question="Why was the period changed, and what happens if the State itself is late?",
    direction=Direction.SHORTER,
    on=Party.PROVIDER,
)
DUTY = Flag(
    category="MOD",
    old="may",
    new="shall",
    why="What was your choice would become your duty.",
    question="Was a new obligation intended?",
    direction=Direction.DUTY_ADDED,
    on=Party.PROVIDER,
)


def varied() -> Comparison:
    """A comparison with a change of every kind, every priority, long clauses and unusual text."""
    draft = Draft()
    draft.same("ARTICLE I", "", heading="AWARD")
    draft.change(
        ChangeKind.MODIFIED,
        Edit(EQUAL, "Invoices. Provider shall submit each invoice within "),
        Edit(DELETE, "thirty (30)"),
        Edit(INSERT, "ten (10)"),
        Edit(EQUAL, " days after the end of the month in which the services were given"),
        Edit(DELETE, ", unless the Department agrees to a longer time"),
        Edit(EQUAL, "."),
        old="4.1.",
        new="4.2.",
        renumbered=True,
        priority=Priority.CRITICAL,
        flags=(MONEY,),
        pages=(7, 8),
        heading="Invoices.",
        summary="Was: “thirty (30)”. Now: “ten (10)”.",
    )
    draft.change(
        ChangeKind.RENAMED,
        Edit(DELETE, "Provider"),
        Edit(INSERT, "Grantee"),
        priority=Priority.CRITICAL,
    )
    draft.change(
        ChangeKind.MODIFIED,
        Edit(EQUAL, LONG * 8),
        Edit(DELETE, "may"),
        Edit(INSERT, "shall"),
        Edit(EQUAL, " " + LONG * 9),
        Edit(OLD_VARIANT, '"program"'),
        Edit(NEW_VARIANT, "“program”"),
        Edit(EQUAL, " " + LONG * 2),
        old="5.2",
        new="5.2",
        flags=(DUTY, MONEY),
        pages=(9, 9),
        heading="Records.",
    )
    draft.change(ChangeKind.ADDED, Edit(INSERT, "Audit. " + LONG * 20), new="7.4.", heading="Audit.", pages=(None, 14))
    draft.change(ChangeKind.DELETED, Edit(DELETE, "The Department shall pay interest on late payments."), old="8.1")
    draft.change(ChangeKind.MOVED, Edit(EQUAL, LONG), old="9.1", new="12.3", moved=True, pages=(11, 30))
    one = draft.clause(Side.OLD, "10.", LONG + "It shall be governed by law.")
    two = [draft.clause(Side.NEW, "10.1", LONG.strip()), draft.clause(Side.NEW, "10.2", "It shall be governed by law.")]
    draft.change(ChangeKind.SPLIT, Edit(EQUAL, LONG + "It shall be governed by law."), old=[one], new=two)
    joined = [draft.clause(Side.OLD, f"11.{n}", f"Part {n} stands.") for n in range(1, 7)]
    whole = draft.clause(Side.NEW, "11.", " ".join(f"Part {n} stands." for n in range(1, 7)))
    draft.change(
        ChangeKind.MERGED,
        Edit(EQUAL, " ".join(f"Part {n} stands." for n in range(1, 7))),
        old=joined,
        new=[whole],
        moved=True,
    )
    draft.change(
        ChangeKind.MODIFIED,
        Edit(EQUAL, "Total\t"),
        Edit(DELETE, "$10,000"),
        Edit(INSERT, "$8,500"),
        Edit(EQUAL, "\tper year"),
        old="",
        new="",
        role=Role.TABLE_ROW,
        priority=Priority.CRITICAL,
    )
    for words in SCRIPTS.values():
        draft.change(
            ChangeKind.MODIFIED,
            Edit(EQUAL, words + " "),
            Edit(DELETE, words),
            Edit(INSERT, words + words),
            old="",
            new="13",
            flags=(Flag(category="SCP", old="", new="", why=words, question=words),),
        )
    edits = [
        Edit(op, f"{word} {n} ") for n in range(80) for op, word in ((EQUAL, "same"), (DELETE, "old"), (INSERT, "new"))
    ]
    draft.change(ChangeKind.MODIFIED, *edits, old="14", new="14")
    for n in range(3):
        draft.change(
            ChangeKind.RENUMBERED,
            Edit(EQUAL, LONG),
            old=f"15.{n}",
            new=f"16.{n}",
            renumbered=True,
            priority=Priority.ADMINISTRATIVE,
        )
    draft.change(
        ChangeKind.MODIFIED,
        Edit(EQUAL, "ending June 30, "),
        Edit(DELETE, "2011"),
        Edit(INSERT, "2012"),
        old="17.",
        new="17.",
        priority=Priority.ADMINISTRATIVE,
    )
    notice = Notice(code=NoticeCode.NOTHING_IN_COMMON, message="The files have little in common.")
    return draft.comparison(notices=(notice,))


def renamed_and_set_beside() -> Comparison:
    """A comparison with a rename, references gone astray, a definition's reach, a benchmark and hand pairs."""
    draft = Draft()
    draft.same("1.", "The Provider is told in Section 3.", heading="Parties.")
    for number in range(2, 10):
        draft.same(f"{number}.", f"As Section {number} says, and Section 40 does not.")
    named = draft.change(
        ChangeKind.MODIFIED,
        Edit(EQUAL, "“Costs” means "),
        Edit(DELETE, "all"),
        Edit(INSERT, "some"),
        Edit(EQUAL, " costs of the "),
        Edit(OLD_VARIANT, "Provider"),
        Edit(NEW_VARIANT, "Grantee"),
        Edit(EQUAL, "."),
        old="10.",
        new="10.",
        priority=Priority.CRITICAL,
        flags=(DUTY,),
    )
    anew = draft.change(ChangeKind.MODIFIED, Edit(DELETE, LONG * 4), Edit(INSERT, LONG[::-1] * 4), old="11.", new="11.")
    added = draft.change(ChangeKind.ADDED, Edit(INSERT, "An audit is due."), new="12.")
    number = draft.change(
        ChangeKind.RENUMBERED, Edit(EQUAL, "Same."), old="12.", new="13.", priority=Priority.ADMINISTRATIVE
    )
    rename = draft.change(ChangeKind.RENAMED, Edit(DELETE, "Provider"), Edit(INSERT, "Grantee"))
    pairs = (*draft.unchanged, (named.old[0], named.new[0]))
    by_hand = Evidence(matcher=Matcher.BY_HAND)
    users = tuple(new for _, new in draft.unchanged)
    other = Benchmark(like=Like.OTHER, clause=draft.unchanged[4][0], text="No audit is due here.")
    draft.changes = [
        replace(
            named,
            reach=(Reach(term="Costs", side=Side.NEW, clauses=users),),
            benchmark=Benchmark(like=Like.OLD, clause=draft.unchanged[3][0], text="…"),
        ),
        replace(anew, kept=("keep books, records", "the Auditor General"), evidence=by_hand),
        replace(added, benchmark=other, evidence=by_hand),
        replace(number, benchmark=Benchmark(like=Like.OLD)),
        replace(
            rename,
            occurrences=pairs,
            places=23,
            benchmark=Benchmark(like=Like.ABSENT),
            summary="“Provider” is now “Grantee” throughout: 23 places in 10 clauses. Still called “Provider” in "
            "clause 11.",
        ),
    ]
    old, new = ([pair[side] for pair in draft.unchanged] for side in (0, 1))
    references = [
        Reference(side=Side.OLD, clause=old[3], text="Section 40", target=None, status=ReferenceStatus.DANGLING),
        Reference(
            side=Side.NEW,
            clause=new[0],
            text="Section 3",
            target=new[2],
            status=ReferenceStatus.FOLLOWED,
            was="Section 2",
        ),
        Reference(
            side=Side.NEW,
            clause=new[0],
            text="Section 4",
            target=new[3],
            status=ReferenceStatus.SHIFTED,
            meant=new[1],
            was="Section 5",
            on_purpose=True,
        ),
        Reference(side=Side.NEW, clause=new[3], text="Section 40", target=None, status=ReferenceStatus.DANGLING),
        *(
            Reference(side=Side.NEW, clause=new[1], text="Section 2", target=new[1], status=status, meant=meant)
            for status, meant in ((ReferenceStatus.SHIFTED, number.new[0]), (ReferenceStatus.SHIFTED, None))
        ),
        Reference(
            side=Side.NEW, clause=new[2], text="Section 40", target=None, status=ReferenceStatus.DANGLING, meant=new[0]
        ),
        Reference(side=Side.NEW, clause=new[4], text="elsewhere", target=None, status=ReferenceStatus.DANGLING),
    ]
    made = draft.comparison(references=(*references, references[-1]))
    notice = Notice(code=NoticeCode.PICTURE, message="A picture of theirs was not read.")
    reading = replace(made.old.reading, file="children.docx", notices=(notice,))
    fact = Fact(
        says="Records are kept for three years.",
        source="2 CFR 200.334",
        checked=date(2026, 11, 22),
        since=date(2014, 12, 26),
    )
    authority = Authority(
        name="2 CFR Part 200",
        federal=True,
        old=(named.old[0],),
        new=(named.new[0],),
        changes=(CitedBy(change=named.id, standing=Standing.BESIDE, text="2 CFR 200.400"),),
        facts=(fact, replace(fact, since=None, until=date(2014, 12, 25))),
        questions=("Does it reach this money?",),
    )
    return replace(
        made,
        benchmark=replace(made.old, name="Children FY2011", reading=reading),
        parties=(("Grantee", Party.PROVIDER), ("Department", Party.AGENCY)),
        authorities=(authority, Authority(name="30 ILCS 540", federal=False, new=(added.new[0],))),
        rules=(RulesFile(name="illinois.toml", sha256="0" * 64),),
    )


def unchanged() -> Comparison:
    """A comparison of two versions that read the same."""
    draft = Draft()
    for number in range(1, 4):
        draft.same(f"{number}.", LONG)
    return draft.comparison()


def many(number: int) -> Comparison:
    """A comparison with a number of ordinary changes, a third of them of each priority."""
    draft = Draft()
    priorities = list(Priority)
    for n in range(number):
        draft.change(
            ChangeKind.MODIFIED,
            Edit(EQUAL, f"{LONG}Provider shall submit invoice {n} within "),
            Edit(DELETE, "thirty (30)"),
            Edit(INSERT, "ten (10)"),
            Edit(EQUAL, " days after the end of the month."),
            old=f"4.{n}",
            new=f"4.{n + 1}",
            renumbered=True,
            priority=priorities[n % 3],
            flags=(MONEY, DUTY),
            pages=(n // 10 + 1, n // 10 + 2),
        )
    return draft.comparison()

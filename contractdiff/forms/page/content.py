"""What stands in the side-by-side page, change by change and row by row, before it becomes markup."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from markupsafe import Markup

from contractdiff.forms.language import Language
from contractdiff.forms.notes import (
    benchmark_line,
    by_hand,
    hidden_words,
    kept_words,
    not_declared,
    places,
    reach_lines,
)
from contractdiff.forms.page.markup import marked
from contractdiff.forms.wording import (
    clause_names,
    ended,
    heading_of,
    old_and_new,
    page_of,
    plain_line,
    what_happened,
    which_way,
)
from contractdiff.model import (
    Change,
    ChangeId,
    ChangeKind,
    Comparison,
    Contract,
    Exchange,
    PairedRow,
    Priority,
    Side,
    Tally,
    divisions_of,
    edits_of,
    tally_of,
)
from contractdiff.ooxml.spoken import counts_line

_NO_WORDS = Markup("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """One version's side of a row: how it is called, and its words with their marks."""

    version: str
    clause: str = ""
    page: str = ""
    words: Markup = _NO_WORDS
    none: str = ""

    @property
    def spoken(self) -> str:
        """What it is called to those who hear the page."""
        return ", ".join(filter(None, (self.version, self.clause)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a change may matter."""

    name: str
    way: str
    why: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a change is found by.

    Attributes:
        id: Its id.
        at: The number of its row, counted from 0.
        priority: The code of its priority.
        kinds: The codes of what happened.
        categories: The codes of its flags.
        silent: Whether the agency's tracked changes do not show it.
        draft: "new" or "reworded" where it is so since the draft before; else "".
    """

    id: ChangeId
    at: int
    priority: str
    kinds: tuple[str, ...]
    categories: tuple[str, ...]
    silent: bool
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change as the page shows it.

    Attributes:
        found: What it is found by.
        priority_name: What its priority is called.
        kind_names: What happened, in words.
        draft_name: What became of it since the draft before, in words; "" in a first draft.
        clause: Its clauses, ``heading`` their heading.
        plain: What happened, in plain words, after ``plain_lead`` where somebody wrote them.
        moved: Whether another row marks the place that it left.
        folded: Of a rename throughout, the line under which its places are folded; else "".
        old: Its side of the old version.
        new: Its side of the new version.
        places: Of a rename, where it stands.
        notes: What else is said of it.
        reasons: Why it may matter.
        counts: What members said, in numbers; "" in a page for others than staff.
        asks_position: Whether a position is asked for, and not only words.
    """

    found: Found
    priority_name: str
    kind_names: tuple[str, ...]
    draft_name: str = ""
    clause: str
    heading: str
    plain: str
    plain_lead: str = ""
    moved: bool
    folded: str
    old: ClauseText
    new: ClauseText
    places: tuple[str, ...] = ()
    notes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    counts: str = ""
    asks_position: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRow:
    """A clause whose words stayed the same: they stand once, or on both sides where they differ by what is no edit.

    ``found`` is what the change of its number is found by; ``None`` where that is the same, too.
    """

    clause: str
    words: Markup = _NO_WORDS
    old: Markup = _NO_WORDS
    new: Markup = _NO_WORDS
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The place that moved clauses left, and the id of the change that tells where they stand now."""

    id: ChangeId
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What stands in a division: a change, the mark of a place that was left, or clauses whose words stayed the same.

    These are folded: ``said`` is the line that stands over the fold, ``rows`` are its clauses.
    """

    entry: Entry | None = None
    origin: Origin | None = None
    said: str = ""
    rows: tuple[SameRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDivision:
    """A division of the contract, how many changes stand in it, and how that is said."""

    title: str
    items: tuple[Item, ...]
    changes: int = 0
    changes_said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that can be filtered by: its code, what it is called, and how many changes have it."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A group of options, of which any may hold."""

    key: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class PageContent:
    """All that the page shows of a comparison; ``priorities`` are those of its changes, ``rows`` counts its rows."""

    divisions: tuple[ShownDivision, ...]
    facets: tuple[Facet, ...]
    priorities: tuple[Priority, ...]
    rows: int


@dataclass(slots=True)
class _Rows:
    """Counts the rows of the page, in order."""

    count: int = 0

    def next(self) -> int:
        self.count += 1
        return self.count - 1


def page_content(
    comparison: Comparison,
    language: Language,
    exchange: Exchange | None = None,
    drafts: Mapping[ChangeId, str] = MappingProxyType({}),
) -> PageContent:
    """What the page shows.

    Args:
        comparison: The changes, flagged.
        language: The language of the page.
        exchange: What members and leads said, for a page that stays in the coalition; ``None`` for one for others.
        drafts: The changes that are "new" or "reworded" since the draft before.
    """
    made = _Maker(comparison, language, exchange, drafts)
    divisions = tuple(made.divisions())
    return PageContent(
        divisions=divisions,
        facets=tuple(made.facets()),
        priorities=tuple(made.priorities()),
        rows=made.rows.count,
    )


@dataclass(slots=True)
class _Maker:
    """Makes the entries of one page."""

    comparison: Comparison
    language: Language
    exchange: Exchange | None
    drafts: Mapping[ChangeId, str]
    rows: _Rows = field(default_factory=_Rows)
    tally: Tally | None = None
    _found: list[Found] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.exchange is not None and self.exchange.feedback.respondents:
            self.tally = tally_of(self.exchange.feedback)

    # --- divisions ------------------------------------------------------------------------------------------------

    def divisions(self) -> Iterator[ShownDivision]:
        renames = tuple(Item(entry=self.entry(change, None)) for change in self.comparison.renames)
        if renames:
            yield self._division(self.language.say("page.throughout"), renames)
        for division in divisions_of(self.comparison):
            items = tuple(self._items(division.rows))
            yield self._division(division.title or self.language.say("page.beginning"), items)

    def _division(self, title: str, items: tuple[Item, ...]) -> ShownDivision:
        changes = sum((item.entry is not None) + sum(row.found is not None for row in item.rows) for item in items)
        said = self.language.shown(changes) if changes else ""
        return ShownDivision(title=title, items=items, changes=changes, changes_said=said)

    def _items(self, rows: Sequence[PairedRow]) -> Iterator[Item]:
        same: list[PairedRow] = []
        for row in rows:
            if row.change is None or (row.change.kind is ChangeKind.RENUMBERED and not self._is_told(row.change)):
                same.append(row)
                continue
            if same:
                yield self._same(same)
                same = []
            if row.is_origin:
                yield Item(origin=self._origin(row, row.change))
            else:
                yield Item(entry=self.entry(row.change, row))
        if same:
            yield self._same(same)

    def _is_told(self, change: Change) -> bool:
        """Whether there is more to say of a change of the number alone than that."""
        line = self.exchange.by_id.get(change.id) if self.exchange else None
        if self.drafts.get(change.id):
            return True
        raised = line is not None and line.priority is not Priority.ADMINISTRATIVE
        answered = self.tally is not None and bool(self.tally.of(change.id).answers)
        return raised or answered or change.priority is not Priority.ADMINISTRATIVE

    def _same(self, rows: Sequence[PairedRow]) -> Item:
        contract = self.comparison.new
        first, last = (contract.citation(row.new[0]) for row in (rows[0], rows[-1]))
        which = first if first == last else self.language.say("page.from_to", first=first, last=last)
        renumbered = sum(row.change is not None for row in rows)
        counts = (("page.unchanged", len(rows) - renumbered), ("page.renumbered", renumbered))
        said = ", ".join(self.language.count(key, number) for key, number in counts if number)
        return Item(
            said=f"{said}: {which}" if first and last else said,
            rows=tuple(self._same_row(row) for row in rows),
        )

    def _same_row(self, row: PairedRow) -> SameRow:
        old, new = (marked(edits_of(self.comparison, row, side)) for side in Side)
        if old == new:
            words, old, new = new, _NO_WORDS, _NO_WORDS
        else:
            words = _NO_WORDS
        if row.change is not None:
            clause = old_and_new(self.comparison, row.change, self.language)
            return SameRow(
                clause=clause, found=self._found_by(row.change, row.change.priority), words=words, old=old, new=new
            )
        self.rows.next()
        labelled = self.comparison.new.by_id[row.new[0]].label
        clause = self.comparison.new.citation(row.new[0]) if labelled else ""
        return SameRow(clause=clause, words=words, old=old, new=new)

    def _origin(self, row: PairedRow, change: Change) -> Origin:
        self.rows.next()
        names = clause_names(self.comparison.old, row.old, self.language)
        now = clause_names(self.comparison.new, change.new, self.language)
        return Origin(id=change.id, said=self.language.say("page.stood_here", old=names, new=now))

    # --- changes --------------------------------------------------------------------------------------------------

    def entry(self, change: Change, row: PairedRow | None) -> Entry:
        comparison, language = self.comparison, self.language
        line = self.exchange.by_id.get(change.id) if self.exchange else None
        priority = line.priority if line else change.priority
        found = self._found_by(change, priority)
        by_lead = line.summary if line and "summary" in line.sources else ""
        name, said = benchmark_line(comparison, change, language)
        notes = (
            not_declared(comparison, change, language),
            kept_words(change, language),
            hidden_words(comparison, change, language),
            f"{name}{said}",
            by_hand(change, language),
            *reach_lines(comparison, change, language),
        )
        return Entry(
            found=found,
            priority_name=language.say(f"priorities.{priority.value}"),
            kind_names=tuple(language.say(f"page.kinds.{kind}") for kind in found.kinds),
            draft_name=language.say(f"page.drafts.{found.draft}") if found.draft else "",
            clause=old_and_new(comparison, change, language),
            heading=heading_of(comparison, change),
            plain=by_lead or plain_line(change) or what_happened(comparison, change, language),
            plain_lead=language.say("page.in_plain_words") if by_lead else "",
            moved=row is not None and row.is_moved,
            folded=language.count("page.in_clauses", len(change.occurrences)) if change.occurrences else "",
            old=self._side(comparison.old, row, Side.OLD),
            new=self._side(comparison.new, row, Side.NEW),
            places=tuple(self._places(change)),
            notes=tuple(note for note in notes if note),
            reasons=tuple(self._reasons(change)),
            counts=counts_line(self.tally, self.tally.of(change.id)) if self.tally else "",
            # where a position is asked for is as in the Word form, whatever a lead makes of the change
            asks_position=change.priority is not Priority.ADMINISTRATIVE,
        )

    def _found_by(self, change: Change, priority: Priority) -> Found:
        found = Found(
            id=change.id,
            at=self.rows.next(),
            priority=priority.value,
            kinds=tuple(kind.value for kind in change.kinds),
            categories=tuple(dict.fromkeys(flag.category for flag in change.flags)),
            silent=change.is_silent,
            draft=self.drafts.get(change.id, ""),
        )
        self._found.append(found)
        return found

    def _side(self, contract: Contract, row: PairedRow | None, side: Side) -> ClauseText:
        names = () if row is None else row.old if side is Side.OLD else row.new
        if row is None or not names:
            which = "full_texts.not_in_old" if side is Side.OLD else "full_texts.not_in_new"
            return ClauseText(version=contract.name, none=self.language.say(which))
        words = marked(edits_of(self.comparison, row, side))
        return ClauseText(
            version=contract.name,
            clause=clause_names(contract, names, self.language),
            page=page_of(contract, names, self.language),
            words=words,
            none="" if words else self.language.say("change_table.no_words"),
        )

    def _places(self, change: Change) -> Iterator[str]:
        if not change.occurrences:
            return
        for contract, names in (
            (self.comparison.old, [was for was, _ in change.occurrences]),
            (self.comparison.new, [now for _, now in change.occurrences]),
        ):
            clauses = places(contract, names, self.language)
            yield f"{contract.name}: {self.language.say('full_texts.in_clauses', clauses=clauses)}"

    def _reasons(self, change: Change) -> Iterator[Reason]:
        told: set[tuple[str, str]] = set()
        for flag in change.flags:
            if (flag.name, flag.why) in told:
                continue
            told.add((flag.name, flag.why))
            yield Reason(
                name=flag.name and ended(flag.name),
                way=which_way(flag, self.language),
                why=flag.why,
                question=flag.question,
            )

    def priorities(self) -> Iterator[Priority]:
        """The priority of each change of the page, as the lead has it where she has set it."""
        return (Priority(each.priority) for each in self._found)

    # --- filters --------------------------------------------------------------------------------------------------

    def facets(self) -> Iterator[Facet]:
        say = self.language.say
        names = {flag.category: flag.name for change in self.comparison.changes for flag in change.flags if flag.name}
        found = (
            (
                "priority",
                {each.value: say(f"priorities.{each.value}") for each in Priority},
                lambda each: (each.priority,),
            ),
            ("kind", {each.value: say(f"page.kinds.{each.value}") for each in ChangeKind}, lambda each: each.kinds),
            ("category", dict(sorted(names.items(), key=lambda pair: pair[1])), lambda each: each.categories),
            ("draft", {each: say(f"page.drafts.{each}") for each in ("new", "reworded")}, lambda each: (each.draft,)),
            ("silent", {"silent": say("glossary.silent.word")}, lambda each: ("silent",) if each.silent else ()),
        )
        for key, titles, codes in found:
            options = tuple(_options(titles, self._found, codes))
            if options:
                yield Facet(key=key, title=say(f"page.facets.{key}"), options=options)


def _options(
    titles: Mapping[str, str], changes: Iterable[Found], codes: Callable[[Found], Iterable[str]]
) -> Iterator[Option]:
    counts = Counter(code for each in changes for code in codes(each))
    for code, title in titles.items():
        if counts[code]:
            yield Option(code=code, title=title, count=counts[code])

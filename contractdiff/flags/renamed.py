"""Rules for terms renamed throughout, and for the places where they are called otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.parties import named
from contractdiff.flags.passages import Passage
from contractdiff.model import Change, ChangeKind, Comparison, Contract, Edit, Op, Party, Priority
from contractdiff.text import quoted

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_OWN = re.compile(r"['’]s?$")
_DIGITS = re.compile(r"\d+")
_HEAD = re.compile(r"\s(?:of|for|on)\s")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A term that is called otherwise throughout; ``party`` is whom it names, where it is a party's name."""

    old: str
    new: str
    party: Party | None

    @property
    def is_year(self) -> bool:
        """Whether it is a year that was rolled forward."""
        return _DIGITS.search(self.old) is not None and _DIGITS.sub("", self.old) == _DIGITS.sub("", self.new)

    def as_edits(self, wording: str) -> list[Edit]:
        """A wording of the new version as if the term were edited wherever it stands in it."""
        name = re.compile(rf"\b{re.escape(_ARTICLE.sub('', self.new))}(?!\w)", re.IGNORECASE)
        edits: list[Edit] = []
        at = 0
        for found in name.finditer(wording):
            edits.append(Edit(Op.EQUAL, wording[at : found.start()]))
            edits += [Edit(Op.DELETE, _ARTICLE.sub("", self.old)), Edit(Op.INSERT, found[0])]
            at = found.end()
        return [each for each in (*edits, Edit(Op.EQUAL, wording[at:])) if each.text]


def renamed_terms(comparison: Comparison) -> tuple[Renamed, ...]:
    """The terms that are renamed throughout."""
    return tuple(renamed_by(change) for change in comparison.changes if change.kind is ChangeKind.RENAMED)


def renamed_by(change: Change) -> Renamed:
    """The term that a change of this kind renames."""
    old, new = ("".join(e.text for e in change.edits if e.op is op) for op in (Op.DELETE, Op.INSERT))
    return Renamed(old, new, _party_of(old) or _party_of(new))


def _party_of(name: str) -> Party | None:
    """Whom a name names: "Department of Human Services" is a department, "Provider Agency" a provider."""
    whole = named(name)
    if whole:
        return whole
    head = _HEAD.split(_ARTICLE.sub("", name))[0].split()
    if not head:
        return None
    first, last = named(head[0]), named(head[-1])
    return Party.PROVIDER if first is Party.PROVIDER else last


def called(terms: Sequence[Renamed]) -> tuple[tuple[str, Party], ...]:
    """What the parties are called before and after, in lower case."""
    return tuple(
        (_ARTICLE.sub("", name).lower(), term.party) for term in terms if term.party for name in (term.old, term.new)
    )


def renamed_findings(term: Renamed) -> list[Finding]:
    """FYR for a year that was rolled forward throughout, DEF for any other term."""
    if term.is_year:
        return [Finding(code="FYR", old=term.old, new=term.new)]
    priority = Priority.CRITICAL if term.party else Priority.SUBSTANTIVE
    return [Finding(code="DEF", old=term.old, new=term.new, on=term.party, priority=priority)]


def astray_findings(passage: Passage, terms: Sequence[Renamed]) -> list[Finding]:
    """DEF where a renamed term became another one, or its new name took the place of another."""
    found = []
    for hunk in passage.hunks if terms else ():
        printed = passage.words(hunk)
        old, new = map(_bare, printed)
        if not old or not new:
            continue
        for term in terms:
            was, now = _bare(term.old), _bare(term.new)
            if (old == was) == (new == now) and new != was:
                continue
            if term.is_year and old != was:
                continue  # years roll on in a row
            told = [quoted(cut(words)) for words in printed]
            if new == was:
                here = f"here {told[0]} became {told[1]}"
            elif old == was:
                here = f"here it became {told[1]}"
            else:
                here = f"here {told[1]} stands for {told[0]}"
            parties = [
                named(words) or (term.party if bare in (was, now) else None)
                for words, bare in zip(printed, (old, new), strict=True)
            ]
            found.append(
                Finding(
                    code="DEF",
                    old=cut(printed[0]),
                    new=cut(printed[1]),
                    priority=Priority.CRITICAL if any(parties) else Priority.SUBSTANTIVE,
                    why=f"Elsewhere {quoted(term.old)} became {quoted(term.new)}; {here}.",
                    question=f"Was {quoted(term.new if old == was else cut(printed[1]))} meant here?",
                )
            )
            break
    return found


def _bare(words: str) -> str:
    """A term without article, "'s" and plural, in lower case."""
    plain = _OWN.sub("", _ARTICLE.sub("", words.strip(' ,.;:()“”"').lower()))
    return plain[:-1] if plain.endswith("s") and len(plain) > 3 and not plain.endswith("ss") else plain


def still_called(term: Renamed, new: Contract) -> tuple[str, ...]:
    """The clauses of the new version, as cited, in which a term that is no year still has its old name."""
    if term.is_year:
        return ()
    bare = _ARTICLE.sub("", term.old)
    large = "" if bare.islower() else f"|{re.escape(bare.upper())}"
    # not as a part of a longer name: "Department of Labor"
    whole = re.compile(rf"(?<![\w-])(?:{re.escape(bare)}{large})(?![\w-])(?! (?:(?:of|for) (?:the )?)?[A-Z])")
    # nor of the new one: "Service Provider" for "Provider"
    longer = re.compile(rf"\b{re.escape(_ARTICLE.sub('', term.new))}", re.IGNORECASE)
    return tuple(
        new.citation(clause.id) or "a clause without a number"
        for clause in new.clauses
        if whole.search(clause.wording) and whole.search(longer.sub("\0", clause.wording))
    )

"""Terms that the new version calls otherwise throughout: "Provider" that is "Grantee" now, "FY2011" that is "FY2012".

Found in what took each other's place in paired clauses, with no list of names. A rename that is told once and marked
nowhere hides every place of it, so the rules are strict:

- The same words took the place of the same words in at least three places of three clauses, and of all places where
  either stands nearly all, and hardly any were taken by others.
- The old version hardly used the new name, nor does the new version use the old one: what is called by the name of
  somebody else is no mere rename. (Years roll forward in a row: FY2012 may have been used before.)
- What differs are names: words written large in running text; or nouns written small, which show in their plural or
  their "'s". Numbers, amounts, periods, modal verbs and whatever else a contract turns on are never folded away.
- Two terms joined into one are two renames (and so is one parted in two, the same turned about) only where the two
  never stand in one clause: parties that a clause tells apart are two parties. Terms that are but variants of the new
  name ("43rd District", "43rd LD Democrats", "43rd District Democrats") may do so here and there.
- A name that became longer or shorter ("Provider", "Service Provider") is a rename like others. The shorter one is
  counted only where it is no part of the longer one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from contractdiff.diff.full_names import in_full
from contractdiff.diff.naming import may_be_named
from contractdiff.diff.terms import Place, Substitution, substitutions
from contractdiff.diff.uses import Term, article_of, exactly, matcher, terms_of, without_article
from contractdiff.model import Alignment, Contract, Rename

# In how many clauses, and so places, a rename must be found.
_LEAST = 3
# … where the two have words in common, since phrases with a word that is replaced here and there may be so by chance;
# and where both are written small.
_LEAST_LESS_SURE = 6
# One place in so many may go on in the old name, or have had the new one before.
_STRAY = 6
# … of years one in three: what was settled last year is still said of last year.
_STRAY_YEARS = 3
# Share of the uses of both names that must have taken each other's place; the others went or came with their sentences.
_COVERED = 0.5
# Share of the places where one took the place of something that must be one and the same counterpart.
_AGREED = 0.85
# A longer name that accounts for this share of the places is the one that was changed.
_LONGER = 0.8
_MARKS = ".,;:!?()[]{}\"'“”‘’„«»/&-–—*_"
# Variants of one name stand together in one of so many clauses of the rarer one.
_TOGETHER = 3
# Candidates looked at, the most frequent first.
_MOST = 40


def find_renames(old: Contract, new: Contract, alignment: Alignment) -> tuple[Rename, ...]:
    """The renames, those with most places first. Turning the versions about turns each of them about."""
    pairs = _differing(old, new, alignment)
    if len(pairs) < _LEAST:
        return ()
    lost, gained = _lost_and_gained(pairs)
    if not lost and not gained:
        return ()
    places: dict[Substitution, list[Place]] = defaultdict(list)
    for number, (was, now, of_old, of_new) in enumerate(pairs):
        less, more = lost & of_old, gained & of_new
        if (less and more) or (less and _is_large(less, was)) or (more and _is_large(more, now)):
            for found, place in substitutions(number, was, now, lost, gained):
                places[found].append(place)
    places = {found: at for found, at in places.items() if len({place.clause for place in at if place.whole}) >= _LEAST}
    if not places:
        return ()
    return tuple(in_full(each, old, new) for each in _Judge(old, new, pairs, places).renames())


_Pair = tuple[str, str, frozenset[str], frozenset[str]]
"""Both wordings of a link, and the words that only the one and only the other has."""


def _differing(old: Contract, new: Contract, alignment: Alignment) -> list[_Pair]:
    found = []
    for link in alignment.links:
        if not link.old or not link.new:
            continue
        was = " ".join(filter(None, (old.by_id[name].wording for name in link.old)))
        now = " ".join(filter(None, (new.by_id[name].wording for name in link.new)))
        if was == now or not was or not now:
            continue
        left, right = set(was.lower().split()), set(now.lower().split())
        less, more = set(map(_plain, left - right)), set(map(_plain, right - left))
        found.append((was, now, frozenset(less - more - right), frozenset(more - less - left)))
    return found


def _plain(word: str) -> str:
    """A word without the marks around it and its "'s"."""
    bare = word.strip(_MARKS)
    return bare[:-2] if bare.endswith(("'s", "’s")) else bare


def _is_large(words: Iterable[str], text: str) -> bool:
    """Whether any of the words, in lower case, is written large in a text, as a part of a longer name is."""
    return any(word.capitalize() in text or word.upper() in text for word in words)


def _lost_and_gained(pairs: Sequence[_Pair]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that enough clauses lost, and those that enough gained, as far as they may be part of a name.

    What other clauses gained as well was not renamed.
    """
    counts = [Counter(word for pair in pairs for word in pair[side]) for side in (2, 3)]
    found = []
    for own, other in (counts, counts[::-1]):
        found.append(
            frozenset(
                word
                for word, count in own.items()
                if count >= _LEAST and (2 * other[word] <= count or word[-1:].isdigit()) and may_be_named(word)
            )
        )
    return found[0], found[1]


class _Judge:
    """Decides which substitutions are renames."""

    def __init__(
        self,
        old: Contract,
        new: Contract,
        pairs: Sequence[_Pair],
        places: dict[Substitution, list[Place]],
    ) -> None:
        self._places = places
        # as they are left by the renames that were found before
        self._texts = [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
        self._whole = ["\n".join(clause.wording for clause in contract.clauses) for contract in (old, new)]
        self._plain = list(self._whole)
        self._by_side: tuple[dict[str, set[tuple[int, int, int]]], ...] = (defaultdict(set), defaultdict(set))
        for substitution, at in places.items():
            for side in (0, 1):
                self._by_side[side][substitution.term(side)] |= {place.at for place in at}

    def renames(self) -> tuple[Rename, ...]:
        found: list[tuple[int, Rename, Substitution]] = []
        waiting: list[tuple[int, Rename, Substitution]] = []
        for substitution in self._in_order():
            forms = self._forms(substitution)
            count = self._places_of(substitution, forms)
            if count is None:
                continue
            agreed = self._agreed(substitution)
            if all(agreed):
                found.append((count, Rename(forms=forms), substitution))
                self._mask(substitution, forms)
            elif any(agreed):
                waiting.append((count, Rename(forms=forms), substitution))
        found += self._joined(waiting)
        found.sort(key=lambda each: (-each[0], sorted((each[1].old, each[1].new))))
        return tuple(rename for _, rename, _ in found)

    def _in_order(self) -> list[Substitution]:
        """The most frequent first; what is a part of a longer name that accounts for most of it last."""
        count = {each: len(at) for each, at in self._places.items()}
        # where a part of a name took another's place in many more places, that part was renamed, or neither was
        whole = [
            each
            for each in count
            if not any(
                other.is_part_of(each) and not each.joins(other) and _LONGER * count[other] > count[each]
                for other in count
            )
            # and of a name that became longer the least part that did
            and not any(other.shorter is not None and other.is_core_of(each) for other in count)
        ]

        def key(each: Substitution) -> tuple[object, ...]:
            longer = [other for other in count if each.is_part_of(other) and count[other] >= _LONGER * count[each]]
            # "Data Processor" and "Data Recipient" where every Processor is a Recipient: that is the change
            dominated = bool(longer) and not (all(map(each.is_core_of, longer)) and self._is_gone(each))
            size = len(each.old.split()) + len(each.new.split())
            return dominated, -count[each], -size, sorted((each.old, each.new))

        return sorted(whole, key=key)[:_MOST]

    def _is_gone(self, substitution: Substitution) -> bool:
        """Whether the new version hardly has the old term, nor the old one the new, not even in longer names."""
        at = self._places[substitution]
        terms = terms_of(substitution, [(place.old, place.new) for place in at])
        return all(terms[side].count(self._plain[1 - side]) * _STRAY <= len(at) for side in (0, 1))

    def _agreed(self, substitution: Substitution) -> tuple[bool, bool]:
        """Whether the old term became nearly always this one, and whether the new one took the place of this one."""
        own = {place.at for place in self._places[substitution]}
        rest = [self._by_side[side][substitution.term(side)] for side in (0, 1)]
        return len(own) >= _AGREED * len(rest[0]), len(own) >= _AGREED * len(rest[1])

    def _forms(self, substitution: Substitution) -> tuple[tuple[str, str], ...]:
        """The pairs of words as printed, the most used first."""
        at = self._places[substitution]
        forms = Counter((place.old, place.new) for place in at)
        main = _first(forms)
        for pair in list(forms):
            small = [form for form in pair if form.islower()]
            if small and not main[0].islower() and (len(small) < 2 or exactly((pair[0],)).search(self._plain[1])):
                # the party, and whatever else the word is used for
                del forms[pair]
        if not substitution.year:
            for plural in (_plural(main[0]), _plural(main[1])), (_singular(main[0]), _singular(main[1])):
                if plural not in forms and all(
                    plural[side] != main[side] and matcher({plural[side]}).search(self._plain[side]) for side in (0, 1)
                ):
                    forms[plural] = 0
        articled = Counter(
            (f"{place.articles[0]} {place.old}".strip(), f"{place.articles[1]} {place.new}".strip())
            for place in at
            if place.articles[0] != place.articles[1]
        )
        kinds = Counter(frozenset(place.articles) for place in at if place.articles[0] != place.articles[1])
        for pair, count in articled.items():
            kind = frozenset(article_of(form) for form in pair)
            bare = without_article(pair[0]), without_article(pair[1])
            if bare not in forms:
                continue
            if kind == {"a", "an"} or (kind == {"the", ""} and kinds[kind] >= _LEAST):
                forms[pair] = count
                if kind == {"the", ""}:
                    forms[bare] -= count
        return tuple(sorted(forms, key=lambda pair: (-forms[pair], len(pair[0] + pair[1]), sorted(pair))))

    def _places_of(self, substitution: Substitution, forms: Sequence[tuple[str, str]]) -> int | None:
        """In how many places a substitution was made, or ``None`` where it is no rename."""
        terms = terms_of(substitution, forms)
        counts = [[term.count(text) for text in self._texts[side]] for side, term in enumerate(terms)]
        if substitution.year:
            # years that roll on one by one stand in both versions: what is counted is what was seen to roll
            each = list(Counter(place.clause for place in self._places[substitution]).values())
        else:
            crossed = [[term.count(text) for text in self._texts[1 - side]] for side, term in enumerate(terms)]
            each = [
                max(min(a - a_now, b - b_was), 0)
                for a, b, a_now, b_was in zip(counts[0], counts[1], crossed[0], crossed[1], strict=True)
            ]
        places = sum(each)
        if sum(1 for count in each if count) < _LEAST:
            return None
        stray = _STRAY_YEARS if substitution.year else _STRAY
        clean = True
        for side in (0, 1):
            shared = self._shared(substitution, side)
            if not (substitution.year and self._rolls(substitution, side)):
                # what several terms became was known before as often as it may have been for all of them
                most = max(places, self._shared_places(substitution, side)) if shared else places
                remaining = terms[side].used(self._plain[1 - side], most // stray)
                own = Counter[str]() if remaining.alone * stray > most else terms[side].used(self._plain[side]).within
                if remaining.beside(own) * stray > most:
                    return None
                clean = clean and (shared or not remaining.beside(own))
            if not shared:
                clean = clean and places == sum(counts[side])
                if places < _COVERED * sum(counts[side]):
                    return None
        uses = [term.used(self._plain[side]) for side, term in enumerate(terms)]
        shares = [1 - each.alone / each.all if each.all else 0.0 for each in uses]
        if abs(shares[0] - shares[1]) > 0.5:
            return None  # a part of a name on one side, the whole of it on the other
        if substitution.shares_words and places < _LEAST_LESS_SURE and not clean:
            return None
        if not substitution.year and not self._is_name(substitution, forms):
            return None
        return places

    def _rolls(self, substitution: Substitution, side: int) -> bool:
        """Whether a year that the other version has as well was rolled on itself: FY2011 and FY2012 by a year each."""
        term = (substitution.old, substitution.new)[side]
        for other in self._places:
            if other.year and other.shift == substitution.shift and (other.new, other.old)[side] == term:
                return True
        return False

    def _shared(self, substitution: Substitution, side: int) -> bool:
        """Whether another substitution has the same term on this side."""
        term = substitution.term(side)
        return any(
            other != substitution and other.term(side) == term and not self._overlap(other, substitution)
            for other in self._places
        )

    def _shared_places(self, substitution: Substitution, side: int) -> int:
        """In how many places something became, or took the place of, the term of this side."""
        return len(self._by_side[side][substitution.term(side)])

    def _overlap(self, one: Substitution, other: Substitution) -> bool:
        """Whether two substitutions are ways to see the same places."""
        return bool({p.at for p in self._places[one]} & {p.at for p in self._places[other]})

    def _is_name(self, substitution: Substitution, forms: Sequence[tuple[str, str]]) -> bool:
        """Whether both terms are names: written large in running text, or nouns written small."""
        at = self._places[substitution]
        if any(side.islower() for side in forms[0]):
            both = all(side.islower() for side in forms[0])
            return both and any(place.noun for place in at) and len(at) >= _LEAST_LESS_SURE
        if 3 * sum(place.running for place in at) < len(at):
            return False
        for side in (0, 1):
            bare = {without_article(pair[side]) for pair in forms}
            if any(form.isupper() for form in bare):
                continue
            small = exactly({form.lower() for form in bare})
            if len(small.findall(self._plain[side])) > Term(bare).used(self._plain[side]).all:
                return False
        return True

    def _joined(self, waiting: Sequence[tuple[int, Rename, Substitution]]) -> list[tuple[int, Rename, Substitution]]:
        """Those that join two terms into one, or part one in two, where the two never stand in one clause."""
        found = []
        for side in (0, 1):
            groups: dict[str, list[tuple[int, Rename, Substitution]]] = defaultdict(list)
            for each in waiting:
                # the term of the other side became, or was, nothing else
                if self._agreed(each[2])[1 - side]:
                    groups[each[2].term(side)].append(each)
            for shared, group in groups.items():
                covered = set[tuple[int, int, int]]().union(
                    *({place.at for place in self._places[each[2]]} for each in group)
                )
                total = self._by_side[side][shared]
                if len(group) > 1 and len(covered) >= _AGREED * len(total) and self._apart(group, 1 - side):
                    found += group
        return found

    def _apart(self, group: Sequence[tuple[int, Rename, Substitution]], side: int) -> bool:
        """Whether no two of the terms of this side stand in one clause; of variants of one name, hardly any."""
        term_of = {_folded(without_article(pair[side])): at for at, each in enumerate(group) for pair in each[1].forms}
        terms = matcher({without_article(pair[side]) for each in group for pair in each[1].forms})
        clauses: list[set[int]] = [set() for _ in group]
        for number, line in enumerate(self._whole[side].split("\n")):
            for match in terms.finditer(line):
                clauses[term_of[_folded(match[0])]].add(number)
        for one, other in combinations(range(len(group)), 2):
            both = len(clauses[one] & clauses[other])
            variants = group[one][2].is_variant and group[other][2].is_variant
            if both and not (variants and both * _TOGETHER <= min(len(clauses[one]), len(clauses[other]))):
                return False
        return True

    def _mask(self, substitution: Substitution, forms: Sequence[tuple[str, str]]) -> None:
        """Take the places of a rename out of the texts, so that no part of a name is taken for one."""
        for side, term in enumerate(terms_of(substitution, forms)):
            self._texts[side] = [term.without(text) for text in self._texts[side]]
            self._plain[side] = term.without(self._plain[side])


def _first(counts: Counter[tuple[str, str]]) -> tuple[str, str]:
    return min(counts, key=lambda pair: (-counts[pair], len(pair[0] + pair[1]), sorted(pair)))


def _folded(form: str) -> str:
    return " ".join(form.casefold().split())


def _plural(term: str) -> str:
    if term.isupper() or term.endswith("s"):
        return term
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        return f"{term[:-1]}ies"
    return f"{term}es" if term.endswith(("s", "x", "ch", "sh")) else f"{term}s"


def _singular(term: str) -> str:
    if term.isupper() or not term.endswith("s") or term.endswith(("ss", "us", "is")):
        return term
    return f"{term[:-3]}y" if term.endswith("ies") else term[:-1]

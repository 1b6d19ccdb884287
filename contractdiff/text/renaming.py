"""Where renamed terms stand in a wording: "Provider" that is "Grantee" in the new version, under one key."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from contractdiff.model import Rename, Side
from contractdiff.text.tokens import Alike, Stretch

_ARTICLE_BEFORE = re.compile(r"\b(the|an?)\s+$", re.IGNORECASE)
_LONGEST_ARTICLE = len("the  ")
_ARTICLES = re.compile(r"(the|an?) (?=\S)", re.IGNORECASE)

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(
    r"(?<![\d.,$])(?:(?:19|20)\d\d(?![\d,]*\d)|(?<=fy)['’]?\d\d(?!\d)|(?<=fy )['’]?\d\d(?!\d))", re.IGNORECASE
)


class Renaming:
    """Finds the terms of some renames in either version.

    A term that was renamed and what it is called now have the same key, whatever their capitals; so has either of them
    where it stands in the other version, since a place that reads on as it did is no other word. A term written small
    is found in any capitals, one written large also where a heading prints it in capitals throughout.
    """

    def __init__(self, renames: Sequence[Rename]) -> None:
        self._renames = tuple(renames)
        keys, a_or_an, with_or_without = _classes(renames)
        self._own = {side: {form: key for (at, form), key in keys.items() if at is side} for side in Side}
        self._keys = {Side.OLD: self._own[Side.NEW] | self._own[Side.OLD]}
        self._keys[Side.NEW] = self._own[Side.OLD] | self._own[Side.NEW]
        self._a_or_an, self._with_or_without = a_or_an, with_or_without
        years = [rename for rename in renames if _is_year(rename)]
        self._years = {self._own[Side.OLD][_folded(_bare(rename.old))] for rename in years}
        self._shifts = {shift for rename in years for shift in _shifts(rename.old, rename.new)}
        printed = {form for rename in renames for pair in rename.forms for form in map(_bare, pair)}
        self._pattern = re.compile(rf"(?P<term>{whole_words(printed)})(?P<own>['’](?:s(?!\w))?)?") if printed else None

    def stretches(self, side: Side, wording: str) -> list[Stretch]:
        """Where renamed terms stand, ascending and apart from one another; whole words, the longest form of each.

        An article is part of the term where the rename changed it ("a Provider", "an Applicant"), and so is "'s".
        """
        return [stretch for stretch, _ in self._found(side, wording)]

    def _found(self, side: Side, wording: str) -> list[tuple[Stretch, bool]]:
        """The stretches, each with whether it is a term of this version."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(wording):
            form = _folded(match["term"])
            key = self._keys[side][form]
            start, end = match.span("term")
            article = self._article_before(wording, start)
            if article and article[1].lower() == "the" and key in self._with_or_without:
                start = article.start()
            elif article and article[1].lower() != "the" and key in self._a_or_an:
                start, key = article.start(), f"{key}, a"
            if match["own"] and (len(match["own"]) > 1 or form.endswith("s")):
                end, key = match.end(), f"{key}, own"
            found.append((Stretch(start, end, key), form in self._own[side]))
        return found

    def alike(self, old: str, new: str) -> Alike:
        """The stretches of two wordings that are clauses of one link.

        Where the old wording has a new name and the new wording an old one, only renames from old to new count, so that
        a rename turned about is an edit. A year that rolled on counts where every year of the wording did: a term that
        begins as before and ends a year later is a longer one.
        """
        found = [self._found(side, wording) for side, wording in ((Side.OLD, old), (Side.NEW, new))]
        if not all(found):
            return (), ()
        turned = not any(all(own for _, own in each) for each in found)
        was, now = ([stretch for stretch, own in each if own or not turned] for each in found)
        if self._years and not any(_shifts(old, new) == {shift} for shift in self._shifts):
            was, now = ([each for each in side if each.key.split(",")[0] not in self._years] for side in (was, now))
        return was, now

    def under_keys(self, side: Side, wording: str) -> str:
        """The wording with the key of each renamed term in its place, so that what both versions mean reads alike."""
        if self._pattern is None:
            return wording
        keys = self._keys[side]
        return self._pattern.sub(lambda found: keys[_folded(found["term"])] + ("’s" if found["own"] else ""), wording)

    def counted(self, old: str, new: str) -> Counter[int]:
        """How often each rename, by its number, leads from words that only the old version has to those of the new."""
        found: Counter[int] = Counter()
        terms = [self._terms(wording) for wording in (old, new)]
        for number, rename in enumerate(self._renames):
            forms = [{_folded(_bare(pair[side])) for pair in rename.forms} for side in (0, 1)]
            places = min(sum(own[form] for form in forms[side]) for side, own in enumerate(terms))
            if places:
                found[number] = places
        return found

    def _article_before(self, wording: str, at: int) -> re.Match[str] | None:
        if not (self._a_or_an or self._with_or_without):
            return None
        return _ARTICLE_BEFORE.search(wording, max(at - _LONGEST_ARTICLE, 0), at)

    def _terms(self, wording: str) -> Counter[str]:
        return Counter(_folded(m["term"]) for m in self._pattern.finditer(wording)) if self._pattern else Counter()


def _is_year(rename: Rename) -> bool:
    """Whether nothing but figures differ between the two names."""
    was, now = rename.forms[0]
    return was != now and _DIGITS.sub("", was).casefold() == _DIGITS.sub("", now).casefold()


def _shifts(old: str, new: str) -> set[int]:
    """By how many years those in two wordings differ, one by one; none where one has more of them."""
    was, now = ([int(found[0].lstrip("'’")) % 100 for found in _YEAR.finditer(wording)] for wording in (old, new))
    return {(b - a) % 100 for a, b in zip(was, now, strict=True)} if len(was) == len(now) else set()


def _classes(renames: Iterable[Rename]) -> tuple[dict[tuple[Side, str], str], set[str], set[str]]:
    """The key of each form of each side; which keys change between "a" and "an", and which with "the" and without."""
    leader: dict[tuple[Side, str], tuple[Side, str]] = {}

    def lead(node: tuple[Side, str]) -> tuple[Side, str]:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    articles: list[tuple[tuple[Side, str], frozenset[str]]] = []
    for rename in renames:
        for pair in rename.forms:
            was, now = ((side, _folded(_bare(form))) for side, form in zip(Side, pair, strict=True))
            leader[lead(now)] = lead(was)
            articles.append((was, frozenset(_article(form) for form in pair)))
    members: dict[tuple[Side, str], set[str]] = {}
    for node in leader:
        members.setdefault(lead(node), set()).add(node[1])
    # a key holds a space, as no token's does; the same one whichever version comes first
    keys = {node: " = ".join(sorted(members[lead(node)])) + " renamed" for node in leader}
    a_or_an = {keys[node] for node, pair in articles if pair == {"a", "an"}}
    with_or_without = {keys[node] for node, pair in articles if pair == {"the", ""}}
    return keys, a_or_an, with_or_without


def whole_words(forms: Iterable[str]) -> str:
    """The pattern of some terms as whole words, of several in one place the longest.

    Those written small, and those with figures, are found in any capitals; others as they are and in capitals
    throughout.
    """
    alternatives: dict[str, None] = {}
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        small = form == form.lower() or any(letter.isdigit() for letter in form)
        for first in (form[0].lower(), form[0].upper()) if small else ():
            alternatives[_from(first, form[1:], any_case=True)] = None
        for printed in () if small else (form, form.upper()):
            alternatives[_from(printed[0], printed[1:], any_case=False)] = None
    return f"(?:{'|'.join(alternatives)})(?!\\w)"


def _from(first: str, rest: str, *, any_case: bool) -> str:
    # each begins with a letter, for which a search can look ahead; that no word ends here is asked after it
    plain = r"\s+".join(map(re.escape, re.split(r"\s+", rest)))
    return rf"{re.escape(first)}(?<!\w.){f'(?i:{plain})' if any_case else plain}"


def _bare(form: str) -> str:
    """A form without its article."""
    return _ARTICLES.sub("", form, count=1) if _ARTICLES.match(form) else form


def _article(form: str) -> str:
    found = _ARTICLES.match(form)
    return found[1].lower() if found else ""


def _folded(form: str) -> str:
    return " ".join(form.casefold().split())

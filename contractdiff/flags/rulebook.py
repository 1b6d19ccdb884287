"""The rules as data: categories with their cues, word lists, names of parties, and what is known of laws.

They come from the TOML files in ``rules/``, which say what each field means, and from those that a user adds.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from contractdiff.errors import RulesError
from contractdiff.model import Direction, Fact, Party, Priority, RulesFile

_FOLDER = Path(__file__).with_name("rules")
# In the order in which the flags of a change are told apart.
_DEFAULT = ("words", "money", "powers", "time", "services", "law", "federal", "noise")
_OWN_WHY = "These words are on your own list."

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_LISTS = ("about", "changed", "beside", "terms")
_TEXTS = ("name", "priority", "why", "question")
_FIELDS = frozenset((*_LISTS, *_TEXTS, "why_when", "ask"))
_TABLES = frozenset(("category", "parties", "words", "different_words", "authority"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that goes before the category's own where the changed sentence has certain words."""

    when: re.Pattern[str]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of change; ``rules/words.toml`` explains each field.

    Attributes:
        code: "MON", "DAY", ….
        rank: Place among the categories, from 0.
        name: What it is called to a reader.
        priority: What a change in it is by itself.
        why: Why a provider cares, in one plain sentence.
        why_when: The same where the change goes a certain way.
        question: What to ask the agency.
        asks: More fitting questions, the first whose words are there is asked.
        about: Finds words that a sentence about the matter has; ``None`` where code decides.
        changed: Finds words that count only where they themselves were changed.
        beside: Finds words that look like the matter but are not.
    """

    code: str
    rank: int
    name: str
    priority: Priority
    why: str
    why_when: Mapping[Direction, str]
    question: str
    asks: tuple[Ask, ...]
    about: re.Pattern[str] | None
    changed: re.Pattern[str] | None
    beside: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLaw:
    """What the rules know of a law that contracts cite.

    Attributes:
        name: What it is called in the register.
        federal: Whether it is a federal one.
        cites: Finds its citations and names in lower-case text.
        about: The categories whose matter it lays down.
        facts: What it says, each dated and sourced.
        questions: What to ask where a change cites it.
    """

    name: str
    federal: bool
    cites: re.Pattern[str]
    about: tuple[str, ...]
    facts: tuple[Fact, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """All categories by code, in the order of the files, and whatever else the code goes by.

    Attributes:
        by_code: The categories.
        anywhere: Matches, without taking it, wherever a cue of any category begins.
        parties: Cues for the words by which each party is called.
        words: Named lists of words, each as a pattern for lower-case text.
        different_words: Pairs of words that are spelled nearly alike and mean different things.
        laws: Laws of which something is known.
        added: The rule files besides the default ones.
    """

    by_code: Mapping[str, Category]
    anywhere: re.Pattern[str]
    parties: Mapping[Party, Sequence[str]]
    words: Mapping[str, re.Pattern[str]]
    different_words: frozenset[frozenset[str]]
    laws: tuple[KnownLaw, ...]
    added: tuple[RulesFile, ...]

    @cached_property
    def cues(self) -> tuple[tuple[str, re.Pattern[str], bool], ...]:
        """Each pattern with its category's code, and whether it counts in changed words only."""
        each = ((category.code, category.about, category.changed) for category in self.by_code.values())
        return tuple(
            (code, cues, only_changed)
            for code, about, changed in each
            for cues, only_changed in ((about, False), (changed, True))
            if cues
        )


_IN_FORCE: ContextVar[Rulebook | None] = ContextVar("_IN_FORCE", default=None)


@contextmanager
def rules_in_force(rules: Rulebook | None) -> Iterator[None]:
    """Within, the rules of the program go by this rulebook; ``None`` for the default one."""
    token = _IN_FORCE.set(rules)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def rulebook() -> Rulebook:
    """The rules in force."""
    return _IN_FORCE.get() or default_rules()


def word_list(name: str) -> re.Pattern[str]:
    """Finds the words of a list of the rules in force in lower-case text."""
    return rulebook().words[name]


@cache
def default_rules() -> Rulebook:
    """The rules that come with the program. They name no state's law."""
    return _built(_default_data(), ())


def shipped_rules() -> tuple[str, ...]:
    """The names of the rule files that come with the program and are not in force unless they are named."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem not in _DEFAULT))


def read_rules(names: Sequence[str]) -> Rulebook:
    """The default rules with those of some rule files, each adding to the ones before it.

    Args:
        names: Paths of TOML files, or names of rule files that come with the program ("illinois").

    Raises:
        RulesError: A file is not there, is no TOML, or says what no rule file may say.
    """
    if not names:
        return default_rules()
    data, added = _default_data(), []
    for name in names:
        path = _FOLDER / f"{name}.toml" if name in shipped_rules() else Path(name)
        content = _content(path)
        found = _checked(_parsed(content, name), name, known=data["category"].keys(), lists=data["words"].keys())
        data = _joined(data, found)
        added.append(RulesFile(name=path.name, sha256=hashlib.sha256(content).hexdigest()))
    return _built(data, tuple(added))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        shipped = ", ".join(shipped_rules())
        raise RulesError(
            f"The rules {path} cannot be read ({error.strerror}). Give the path of a rule file, or one of those that "
            f"come with contractdiff: {shipped}."
        ) from error


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"The rules {name} are no valid TOML: {error}.") from error


def _default_data() -> dict[str, Any]:
    data: dict[str, Any] = {"category": {}, "parties": {}, "words": {}, "different_words": [], "authority": []}
    for name in _DEFAULT:
        data = _joined(data, tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    return data


def _joined(data: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Rules with those of another file: lists grow, texts are replaced, categories and laws are added."""
    categories = {code: dict(table) for code, table in data["category"].items()}
    for code, table in more.get("category", {}).items():
        own = categories.setdefault(code, {})
        for field, value in table.items():
            if field in ("about", "changed", "beside", "terms"):
                own[field] = [*own.get(field, ()), *value]
            elif field == "ask":
                # the questions of those who know the place come first
                own[field] = [*value, *own.get(field, ())]
            elif field == "why_when":
                own[field] = {**own.get(field, {}), **value}
            else:
                own[field] = value
    lists: dict[str, dict[str, list[str]]] = {}
    for table in ("parties", "words"):
        lists[table] = dict(data[table])
        for key, words in more.get(table, {}).items():
            lists[table][key] = [*lists[table].get(key, ()), *words]
    return {
        "category": categories,
        **lists,
        "different_words": [*data["different_words"], *more.get("different_words", ())],
        "authority": [*data["authority"], *more.get("authority", ())],
    }


def _built(data: Mapping[str, Any], added: tuple[RulesFile, ...]) -> Rulebook:
    tables = data["category"].values()
    return Rulebook(
        by_code={code: _category(code, i, table) for i, (code, table) in enumerate(data["category"].items())},
        anywhere=_whole_words([cue for t in tables for cue in (*_about(t), *t.get("changed", ()))], taken=False),
        parties={party: data["parties"][party.value] for party in Party},
        words={name: _whole_words(cues) for name, cues in data["words"].items()},
        different_words=frozenset(frozenset(pair.split()) for pair in data["different_words"]),
        laws=tuple(_law(table) for table in data["authority"]),
        added=added,
    )


def _category(code: str, rank: int, table: Mapping[str, Any]) -> Category:
    cues = {"about": _about(table), "changed": table.get("changed"), "beside": table.get("beside")}
    return Category(
        code=code,
        rank=rank,
        name=table["name"],
        priority=Priority(table.get("priority", "substantive")),
        why=table.get("why", _OWN_WHY),
        why_when={Direction(way): why for way, why in table.get("why_when", {}).items()},
        question=table.get("question", ""),
        asks=tuple(Ask(when=_whole_words([ask["when"]]), question=ask["question"]) for ask in table.get("ask", ())),
        **{name: _whole_words(each) if each else None for name, each in cues.items()},
    )


def _about(table: Mapping[str, Any]) -> list[str]:
    return [*table.get("about", ()), *map(_cue_of, table.get("terms", ()))]


def _cue_of(term: str) -> str:
    """The cue for plain words, in which "*" stands for any ending: "peer support*"."""
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.lower().split())


def _law(table: Mapping[str, Any]) -> KnownLaw:
    return KnownLaw(
        name=table["name"],
        federal=table["law"] == "federal",
        cites=_whole_words(table["cites"]),
        about=tuple(table.get("about", ())),
        facts=tuple(
            Fact(
                says=fact["says"],
                source=fact["source"],
                checked=fact["checked"],
                since=fact.get("since"),
                until=fact.get("until"),
            )
            for fact in table.get("fact", ())
        ),
        questions=tuple(table.get("questions", ())),
    )


def _whole_words(cues: Sequence[str], *, taken: bool = True) -> re.Pattern[str]:
    """One pattern for many cues. Their first letters are taken out in front, so that few are tried at each word."""
    by_letter: dict[str, list[str]] = {}
    for cue in cues:
        plain = cue[0].isalpha() and cue[1:2] not in ("?", "*", "+", "{", "|")
        by_letter.setdefault(cue[0] if plain else "", []).append(cue[1:] if plain else cue)
    groups = "|".join(rf"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items(), reverse=True))
    return re.compile(rf"(?<!\w){'(?:' if taken else '(?='}(?:{groups})(?!\w))")


# --- what a user's file may say ---------------------------------------------------------------------------------------


def _checked(data: dict[str, Any], name: str, *, known: Sequence[str], lists: Sequence[str]) -> dict[str, Any]:
    """The content of a rule file, every part of it understood.

    Raises:
        RulesError: Something in it is not; the message names the table and field.
    """
    check = _Check(name)
    for table in data:
        check.one_of(table, _TABLES, "table")
    for code in check.table(data, "category"):
        check.category(code, check.table(data["category"], code, f"category.{code}"), is_known=code in known)
    for party, cues in check.table(data, "parties").items():
        check.one_of(party, [each.value for each in Party], "party", "parties")
        check.cues(cues, f"parties.{party}")
    for word_list_name, cues in check.table(data, "words").items():
        check.one_of(word_list_name, lists, "list", "words")
        check.cues(cues, f"words.{word_list_name}")
    for pair in check.texts(data.get("different_words", []), "different_words"):
        if len(pair.split()) != 2:
            check.fail(f"“{pair}” are not two words", "different_words")
    for law in check.tables(data.get("authority", []), "authority"):
        check.law(law)
    return data


@dataclass(frozen=True, slots=True)
class _Check:
    """Says what is wrong with a rule file, and where."""

    name: str

    def fail(self, what: str, where: str = "") -> None:
        raise RulesError(f"The rules {self.name}{f', {where}' if where else ''}: {what}.")

    def one_of(self, given: str, known: Sequence[str] | frozenset[str], what: str, where: str = "") -> None:
        if given not in known:
            self.fail(f"there is no {what} “{given}”; there are {', '.join(sorted(known))}", where)

    def table(self, data: Mapping[str, Any], key: str, where: str = "") -> dict[str, Any]:
        found = data.get(key, {})
        if not isinstance(found, dict):
            self.fail("is no table", where or key)
        return dict(found)

    def tables(self, found: Any, where: str) -> list[dict[str, Any]]:
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.fail(f"is not written as [[{where}]]", where)
        return list(found)

    def text(self, found: Any, where: str) -> str:
        if not isinstance(found, str) or not found.strip():
            self.fail("is not words in quotation marks", where)
        return str(found)

    def texts(self, found: Any, where: str) -> list[str]:
        if not isinstance(found, list):
            self.fail("is not a list in [brackets]", where)
        return [self.text(each, where) for each in found]

    def cues(self, found: Any, where: str) -> None:
        for cue in self.texts(found, where):
            if cue != cue.lower() and not re.search(r"\\[A-Z]|\(\?", cue):
                self.fail(f"write “{cue}” in lower case: cues are looked up in lower-case text", where)
            try:
                matches_nothing = re.compile(cue).match("") is not None
            except re.error as error:
                self.fail(f"“{cue}” is no regular expression: {error}", where)
            if matches_nothing:
                self.fail(f"“{cue}” would be found everywhere", where)

    def category(self, code: str, table: dict[str, Any], *, is_known: bool) -> None:
        where = f"category.{code}"
        if not _CODE.fullmatch(code):
            self.fail("a code is two to eight capital letters or digits, such as PEER", where)
        for field in table:
            self.one_of(field, _FIELDS, "field", where)
        if not is_known:
            if "name" not in table:
                self.fail("a category of your own needs a name", where)
            if not any(table.get(field) for field in ("about", "changed", "terms")):
                self.fail("a category of your own needs terms (plain words) or cues (about, changed)", where)
        for field in _TEXTS:
            if field in table:
                self.text(table[field], f"{where}.{field}")
        if "priority" in table:
            self.one_of(table["priority"], [each.value for each in Priority], "priority", where)
        for way, why in self.table(table, "why_when", f"{where}.why_when").items():
            self.one_of(way, [each.value for each in Direction], "direction", f"{where}.why_when")
            self.text(why, f"{where}.why_when.{way}")
        for field in ("about", "changed", "beside"):
            self.cues(table.get(field, []), f"{where}.{field}")
        for term in self.texts(table.get("terms", []), f"{where}.terms"):
            if not any(map(str.isalnum, term)):
                self.fail(f"“{term}” has no letter", f"{where}.terms")
        for ask in self.tables(table.get("ask", []), f"{where}.ask"):
            for field in ask:
                self.one_of(field, ("when", "question"), "field", f"{where}.ask")
            self.cues([ask.get("when")], f"{where}.ask.when")
            self.text(ask.get("question"), f"{where}.ask.question")

    def law(self, table: dict[str, Any]) -> None:
        where = f"authority {table.get('name', '')!r}"
        for field in table:
            self.one_of(field, ("name", "law", "cites", "about", "fact", "questions"), "field", where)
        self.text(table.get("name"), where)
        self.one_of(str(table.get("law")), ("federal", "state"), "law", where)
        self.cues(table.get("cites"), f"{where}.cites")
        for field in ("about", "questions"):
            self.texts(table.get(field, []), f"{where}.{field}")
        for fact in self.tables(table.get("fact", []), f"{where}.fact"):
            for field in fact:
                self.one_of(field, ("says", "source", "checked", "since", "until"), "field", f"{where}.fact")
            for field in ("says", "source"):
                self.text(fact.get(field), f"{where}.fact.{field}")
            for field in ("checked", "since", "until"):
                if (field == "checked" or field in fact) and type(fact.get(field)) is not date:
                    self.fail("is not a date written as 2024-10-01, without quotation marks", f"{where}.fact.{field}")

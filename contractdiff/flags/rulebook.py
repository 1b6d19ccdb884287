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
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from contractdiff.errors import RulesError
from contractdiff.flags.cues import CueFinder, Cues
from contractdiff.flags.rule_checks import CUE_FIELDS, LIST_FIELDS, LIST_NAME, checked_rules
from contractdiff.model import Direction, Fact, Party, Priority, RulesFile

_FOLDER = Path(__file__).with_name("rules")
# In the order in which the flags of a change are told apart.
_DEFAULT = ("words", "direction", "money", "powers", "time", "services", "law", "federal", "noise")
_OWN_WHY = "These words are on your own list."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that goes before the category's own where the changed sentence has certain words."""

    when: Cues
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
        about: Words that a sentence about the matter has; none where code decides.
        changed: Words that count only where they themselves were changed.
        beside: Words that look like the matter but are not.
    """

    code: str
    rank: int
    name: str
    priority: Priority
    why: str
    why_when: Mapping[Direction, str]
    question: str
    asks: tuple[Ask, ...]
    about: Cues
    changed: Cues
    beside: Cues


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLaw:
    """What the rules know of a law that contracts cite.

    Attributes:
        name: What it is called in the register.
        federal: Whether it is a federal one.
        cites: Finds its citations and names in lower-case text.
        facts: What it says, each dated and sourced.
        questions: What to ask where a change cites it.
    """

    name: str
    federal: bool
    cites: Cues
    facts: tuple[Fact, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Rulebook:
    """All categories by code, in the order of the files, and whatever else the code goes by.

    Attributes:
        by_code: The categories.
        parties: Cues for the words by which each party is called.
        words: Named lists of words.
        different_words: Pairs of words that are spelled nearly alike and mean different things.
        laws: Laws of which something is known.
        law_names: Finds the names of those laws in lower-case text, but not their numbers.
        added: The rule files besides the default ones.
    """

    by_code: Mapping[str, Category]
    parties: Mapping[Party, Sequence[str]]
    words: Mapping[str, Cues]
    different_words: frozenset[frozenset[str]]
    laws: tuple[KnownLaw, ...]
    law_names: Cues
    added: tuple[RulesFile, ...]

    @cached_property
    def cues(self) -> CueFinder[tuple[str, bool]]:
        """Finds the cues of the categories, each by its category's code and whether it counts in changed words only."""
        each = self.by_code.values()
        found = [((category.code, False), category.about) for category in each]
        return CueFinder([*found, *(((category.code, True), category.changed) for category in each)])

    @cached_property
    def beside(self) -> CueFinder[str]:
        """Finds the words that are about something else, by the codes of the categories they look like."""
        return CueFinder((category.code, category.beside) for category in self.by_code.values())

    @cached_property
    def listed(self) -> CueFinder[str]:
        """Finds the words of the lists, by the lists' names."""
        return CueFinder(self.words.items())

    def law_of(self, cited: str) -> KnownLaw | None:
        """The law that a citation in lower case names, if anything is known of it."""
        return next((law for law in self.laws if law.cites.pattern.search(cited)), None)


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
    return rulebook().words[name].pattern


@cache
def default_rules() -> Rulebook:
    """The rules that come with the program. They name no state's law."""
    return _built(_default_data(), ())


def shipped_rules() -> tuple[str, ...]:
    """The names of the rule files that come with the program and are not in force unless they are named."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem not in _DEFAULT))


def recognisers() -> dict[str, Cues]:
    """The rule files that are not in force, though they come with the program, and the citations that call for each."""
    in_force = {each.name for each in rulebook().added}
    return {name: cues for name, cues in _shipped_recognisers().items() if f"{name}.toml" not in in_force}


@cache
def _shipped_recognisers() -> dict[str, Cues]:
    files = {name: tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")) for name in shipped_rules()}
    return {name: Cues(found["recognised_by"]) for name, found in files.items() if "recognised_by" in found}


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
    for name in dict.fromkeys(names):
        path = _path_of(name)
        content = _content(path)
        found = checked_rules(_parsed(content, name), name, known=data["category"].keys(), lists=data["words"].keys())
        data = _joined(data, found)
        added.append(RulesFile(name=path.name, sha256=hashlib.sha256(content).hexdigest()))
    return _built(data, tuple(added))


def _path_of(name: str) -> Path:
    """The file that a name means: one that is there, or one that comes with the program ("illinois", "Illinois")."""
    path = Path(name)
    shipped = path.name.lower().removesuffix(".toml")
    return _FOLDER / f"{shipped}.toml" if shipped in shipped_rules() and not path.is_file() else path


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
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulesError(f"The rules {name} are no text in UTF-8. Save the file as UTF-8 and try again.") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = _CURLY if re.search(r"[=\[,]\s*[“”‘’]", text) else _STRAIGHT
        raise RulesError(f"The rules {name} are no valid TOML: {error}. {hint}") from error


_CURLY = 'They have curly quotation marks (“ ”), which word processors make; write straight ones (").'
_STRAIGHT = 'Words stand between straight quotation marks ("), lists in [brackets] with commas between their parts.'


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
            if field in LIST_FIELDS:
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
        "authority": _joined_laws(data["authority"], more.get("authority", ())),
    }


def _joined_laws(laws: Sequence[Mapping[str, Any]], more: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What is known of laws with what another file knows: that comes first, and adds to a law of the same name."""
    known = {law["name"]: law for law in laws}
    joined = []
    for law in more:
        own = known.pop(law["name"], {})
        lists = ("cites", "fact", "questions")
        joined.append({**own, **law, **{each: [*law.get(each, ()), *own.get(each, ())] for each in lists}})
    return [*joined, *known.values()]


def _built(data: Mapping[str, Any], added: tuple[RulesFile, ...]) -> Rulebook:
    categories = {code: _with_lists(table, data["words"]) for code, table in data["category"].items()}
    names = [cue for table in data["authority"] for cue in table["cites"] if not cue[0].isdigit()]
    return Rulebook(
        by_code={code: _category(code, i, table) for i, (code, table) in enumerate(categories.items())},
        parties={party: data["parties"][party.value] for party in Party},
        words={name: Cues(cues) for name, cues in data["words"].items()},
        different_words=frozenset(frozenset(pair.split()) for pair in data["different_words"]),
        laws=tuple(_law(table) for table in data["authority"]),
        law_names=Cues(names),
        added=added,
    )


def _with_lists(table: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A category's table in which each "<name>" of a cue is replaced by the words of that list.

    Raises:
        RulesError: There is no such list.
    """

    def words(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise RulesError(f"There is no list of words {match[0]}; there are {', '.join(sorted(lists))}.")
        return rf"\b(?:{'|'.join(lists[match[1]])})"

    own = {field: table[field] for field in CUE_FIELDS if field in table}
    return {**table, **{field: [LIST_NAME.sub(words, cue) for cue in cues] for field, cues in own.items()}}


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
        asks=tuple(Ask(when=Cues([ask["when"]]), question=ask["question"]) for ask in table.get("ask", ())),
        **{name: Cues(each or ()) for name, each in cues.items()},
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
        cites=Cues(table["cites"]),
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

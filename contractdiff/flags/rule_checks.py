"""Whether a rule file says only what a rule file may say."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from contractdiff.errors import RulesError
from contractdiff.model import Direction, Party, Priority

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
# A list of words that a cue names: "inspect\w* .{0,40}?<records>".
LIST_NAME = re.compile(r"<([a-z_]+)>")
# Groups with names, flags, back references, and the ends of a text: cues are joined with others, and found inside.
_ODD = re.compile(r"\(\?(?!:|=|!|<=|<!)|(?<!\\)\\[1-9]|(?<![\\\[])[\^$]")
_ESCAPED = re.compile(r"\\.")
_REPEATED = re.compile(r"\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)[+*]")
_SAMPLE = "the provider shall pay 5% of it"
# Categories of which code alone knows that nothing else changed.
_NOISE = ("EDT", "FYR", "RNM", "XRF")
# Of more names than these only the nearest are told.
_MANY, _NEAR = 20, 5
CUE_FIELDS = ("about", "changed", "beside")
LIST_FIELDS = (*CUE_FIELDS, "terms")
_TEXTS = ("name", "priority", "why", "question")
_FIELDS = frozenset((*LIST_FIELDS, *_TEXTS, "why_when", "ask"))
_TABLES = frozenset(("category", "parties", "words", "different_words", "authority", "recognised_by"))


def checked_rules(data: dict[str, Any], name: str, *, known: Collection[str], lists: Collection[str]) -> dict[str, Any]:
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
        # names are written with capitals
        data["parties"][party] = [cue if "\\" in cue else cue.lower() for cue in check.texts(cues, f"parties.{party}")]
        check.cues(data["parties"][party], f"parties.{party}")
    for word_list_name, cues in check.table(data, "words").items():
        check.one_of(word_list_name, lists, "list", "words")
        check.cues(cues, f"words.{word_list_name}")
    for pair in check.texts(data.get("different_words", []), "different_words"):
        if len(pair.split()) != 2:
            check.fail(f"“{pair}” are not two words", "different_words")
    for law in check.tables(data.get("authority", []), "authority"):
        check.law(law)
    check.cues(data.get("recognised_by", []), "recognised_by")
    return data


@dataclass(frozen=True, slots=True)
class _Check:
    """Says what is wrong with a rule file, and where."""

    name: str

    def fail(self, what: str, where: str = "") -> None:
        raise RulesError(f"The rules {self.name}{f', {where}' if where else ''}: {what}.")

    def one_of(self, given: str, known: Collection[str], what: str, where: str = "") -> None:
        if given not in known:
            near = get_close_matches(given, known, n=_NEAR, cutoff=0) if len(known) > _MANY else sorted(known)
            more = ", …" if len(near) < len(known) else ""
            self.fail(f"there is no {what} “{given}”; there are {', '.join(near)}{more}", where)

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

    def cues(self, found: Any, where: str, *, lists: bool = False) -> None:
        """Refuse what would never be found, be found everywhere, or take for ever to be looked for."""
        for cue in self.texts(found, where):
            if odd := _ODD.search(cue):
                self.fail(f"“{cue}” has “{odd[0]}”, which no cue may have", where)
            if LIST_NAME.search(cue) and not lists:
                self.fail(f"“{cue}” names a list of words, which only about, changed and beside may", where)
            if _ESCAPED.sub("", cue) != _ESCAPED.sub("", cue).lower():
                self.fail(f"write “{cue}” in lower case, as it is looked up in lower-case text", where)
            if _REPEATED.search(cue):
                self.fail(f"“{cue}” repeats what is repeated in itself; write how often, such as {{0,5}}", where)
            try:
                pattern = re.compile(f"(?:{LIST_NAME.sub('x', cue)})")
            except re.error as error:
                self.fail(f"“{cue}” is no regular expression: {error}", where)
            if any(match.start() == match.end() for match in pattern.finditer(_SAMPLE)):
                self.fail(f"“{cue}” would be found everywhere", where)

    def category(self, code: str, table: dict[str, Any], *, is_known: bool) -> None:
        where = f"category.{code}"
        if not _CODE.fullmatch(code):
            self.fail("a code is two to eight capital letters or digits, such as PEER", where)
        for field in table:
            self.one_of(field, _FIELDS, "field", where)
        if code in _NOISE and any(table.get(field) for field in LIST_FIELDS):
            self.fail("of these categories code decides; they have no words of their own", where)
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
        for field in CUE_FIELDS:
            self.cues(table.get(field, []), f"{where}.{field}", lists=True)
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
            self.one_of(field, ("name", "law", "cites", "fact", "questions"), "field", where)
        self.text(table.get("name"), where)
        self.one_of(str(table.get("law")), ("federal", "state"), "law", where)
        self.cues(table.get("cites"), f"{where}.cites")
        self.texts(table.get("questions", []), f"{where}.questions")
        for fact in self.tables(table.get("fact", []), f"{where}.fact"):
            for field in fact:
                self.one_of(field, ("says", "source", "checked", "since", "until"), "field", f"{where}.fact")
            for field in ("says", "source"):
                self.text(fact.get(field), f"{where}.fact.{field}")
            for field in ("checked", "since", "until"):
                if (field == "checked" or field in fact) and type(fact.get(field)) is not date:
                    self.fail("is not a date written as 2024-10-01, without quotation marks", f"{where}.fact.{field}")

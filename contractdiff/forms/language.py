"""The languages of the response document: every fixed word it prints, from a table of its own for each language.

The tables lie in ``languages/``, a TOML file each; the first lines of a file say how to add another.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, NoReturn

from contractdiff.errors import LanguageError

_FOLDER = Path(__file__).with_name("languages")
_SYNONYMS = "synonyms"
_CHOICES = ("positions", "funding", "consent", "quoting")
_PAGE = "page"
# Keys that are named in a message before "and 4 more"
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """A language that the response document can be written in.

    Attributes:
        code: What it is called by ("en").
        name: What it calls itself ("English").
        tag: How Word and screen readers know it ("en-US").
        strings: Words and sentences by the table and the key they stand at ("positions.support").
        synonyms: How people write what they could have chosen, in small letters: a list for each position by its code,
            one of words that may mean either ("agree"), and one of words that turn others round ("negations").
    """

    code: str
    name: str
    tag: str
    strings: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]

    def say(self, key: str, /, **values: str | int) -> str:
        """The sentence at ``key`` with the values in place of their names."""
        return self.strings[key].format(**{name: self.shown(value) for name, value in values.items()})

    def check_has_page(self) -> None:
        """Raise ``LanguageError`` where a language file has none of the words of the side-by-side page."""
        if not any(key.startswith(f"{_PAGE}.") for key in self.strings):
            raise LanguageError(
                f"The language file of “{self.code}” has no words for the side-by-side page. Copy the table [{_PAGE}] "
                f"and those that begin with it, such as [{_PAGE}.kinds], from en.toml, and translate them."
            )

    def count(self, key: str, number: int, /, **values: str | int) -> str:
        """The sentence at ``key`` in its form for so many things: "1 change", "2,000 changes"."""
        return self.say(counted(key, number), number=number, **values)

    def shown(self, value: str | int) -> str:
        """A value as it is printed in a sentence, a number with marks between its thousands."""
        return value if isinstance(value, str) else f"{value:,}".replace(",", self.strings["marks.thousands"])

    def quoted(self, text: str) -> str:
        """The text in quotation marks; marks inside it are single ones, as in print."""
        return self.say("marks.quotation", words=text.replace("“", "‘").replace("”", "’"))

    def listed(self, words: Iterable[str]) -> str:
        """Words as a sentence lists them: "a, b and c"."""
        *first, last = [*words] or [""]
        return f"{', '.join(first)} {self.say('marks.and')} {last}" if first else last

    def and_more(self, names: str, more: int) -> str:
        """The names, and how many there are besides them: "4.1, 4.2 and 9 more"."""
        return self.say("marks.and_more", names=names, number=more) if more > 0 else names


def counted(key: str, number: int) -> str:
    """The key at which a sentence stands in its form for so many things."""
    return f"{key}.{'one' if number == 1 else 'other'}"


def shipped_languages() -> tuple[str, ...]:
    """The codes of the languages that come with contractdiff."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def read_language(name_or_path: str | Path) -> Language:
    """The language of this code ("en", "es"), or that of somebody's own file.

    Raises:
        LanguageError: There is no such language or file, it cannot be read, or it is not complete; the message names
            the key.
    """
    name = str(name_or_path)
    if name in shipped_languages():
        return _shipped(name)
    path = Path(name_or_path)
    if path.suffix.lower() == ".toml" or path.is_file():
        return _read(path)
    raise LanguageError(
        f"There is no language “{name}”. There are {', '.join(shipped_languages())}; for another, give the path of a "
        "language file (.toml)."
    )


@cache
def _shipped(code: str) -> Language:
    return _read(_FOLDER / f"{code}.toml")


def _read(path: Path) -> Language:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LanguageError(f"There is no language file {path}. Check the name and the folder you are in.") from error
    except OSError as error:
        raise LanguageError(f"The language file {path} cannot be read ({error.strerror}). Check it.") from error
    except ValueError as error:
        # TOML that is none, and bytes that are no UTF-8
        raise LanguageError(
            f"The language file {path} cannot be understood ({error}). Mend that line, and save the file as UTF-8; "
            "en.toml, which comes with contractdiff, shows how it is written."
        ) from error
    entries = dict(_entries(table))
    if path != _FOLDER / "en.toml":
        _Check(str(path)).all_of(entries)
    strings = {key: words for key, words in entries.items() if isinstance(words, str)}
    return Language(
        code=strings["language.code"],
        name=strings["language.name"],
        tag=strings["language.tag"],
        strings=strings,
        synonyms={
            key.removeprefix(f"{_SYNONYMS}."): tuple(words) for key, words in entries.items() if isinstance(words, list)
        },
    )


def _entries(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """What stands in the tables, by the names of table and key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _entries(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


@dataclass(frozen=True, slots=True)
class _Check:
    """Says what is wrong with a language file, and where."""

    name: str

    def fail(self, what: str) -> NoReturn:
        raise LanguageError(f"The language file {self.name} {what}")

    def all_of(self, entries: Mapping[str, Any]) -> None:
        """See that a file has all that the English one has, nothing else, and all of it of the same kind."""
        ours: dict[str, Any] = {f"{_SYNONYMS}.{key}": list(words) for key, words in ENGLISH.synonyms.items()}
        ours |= ENGLISH.strings
        if not any(key.startswith(f"{_PAGE}.") for key in entries):
            # a file made before there was a page serves for everything else
            ours = {key: words for key, words in ours.items() if not key.startswith(f"{_PAGE}.")}
        if missing := [key for key in ours if key not in entries]:
            more = f" and {len(missing) - _TOLD} more" if len(missing) > _TOLD else ""
            self.fail(f"lacks {', '.join(missing[:_TOLD])}{more}. Copy them from en.toml and translate them.")
        for key, words in entries.items():
            if key not in ours:
                near = get_close_matches(key, ours, n=1)
                self.fail(f"has {key}, which no form uses{f' (is {near[0]} meant?)' if near else ''}. Take it out.")
            if isinstance(ours[key], list):
                self.synonyms(key, words)
            else:
                self.sentence(key, words, ours[key])
        for table in _CHOICES:
            self.differ([words for key, words in entries.items() if key.startswith(f"{table}.")], table)
        self.no_word_twice(entries)

    def sentence(self, key: str, words: object, english: str) -> None:
        """See that a sentence has words, and the names in braces and the bold type of the English one."""
        if not isinstance(words, str) or (english and not words.strip()):
            self.fail(f"has no words at {key}. Write them in quotation marks, as in en.toml.")
        own, ours = _names(words), _names(english)
        if key.endswith(".one"):
            own, ours = own - {"number"}, ours - {"number"}
        if own != ours:
            wanted = ", ".join(f"{{{each}}}" for each in sorted(ours)) or "none"
            self.fail(f"has other names in braces at {key} than the English one. Use each of these: {wanted}.")
        if words.count("*") != english.count("*"):
            self.fail(f"has {words.count('*')} asterisks at {key}. Use {english.count('*')}, as in en.toml.")

    def synonyms(self, key: str, words: object) -> None:
        """See that synonyms are a list of words in small letters."""
        found = words if isinstance(words, list) else []
        if not found or not all(isinstance(each, str) and each and each == each.strip().lower() for each in found):
            self.fail(f"has no list of words in small letters at {key}. Write it as in en.toml.")

    def differ(self, titles: Collection[str], table: str) -> None:
        """See that no two choices are called alike, since answers are read by what they are called."""
        if len(set(titles)) < len(titles):
            self.fail(f"calls two choices alike in [{table}]. Give each its own words.")

    def no_word_twice(self, entries: Mapping[str, Any]) -> None:
        """See that no word stands for two positions."""
        meant: dict[str, str] = {}
        for key, words in entries.items():
            if not key.startswith(f"{_SYNONYMS}.") or key.rpartition(".")[2] in ("negations", "conditions"):
                continue
            for word in words:
                if meant.setdefault(word, key) != key:
                    self.fail(f"has “{word}” at {meant[word]} and at {key}. Leave it at the one that it means.")


def _names(words: str) -> set[str]:
    """The names in braces, with all that stands in the braces; of braces that have no end the words themselves."""
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        return {words}
    return {
        f"{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}"
        for _, name, form, conversion in parts
        if name is not None
    }


ENGLISH = read_language("en")

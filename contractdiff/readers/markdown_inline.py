"""The words of a line of Markdown, without its marks."""

import html
import re
from dataclasses import dataclass, field

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^`]+)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\]]{0,1000})\](\([^()]{0,2000}\)|\[[^\]]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]]{1,5000})\](\((?:<[^<>]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)(?:\s+[\"'(][^\"']{0,500}[\"')])?\))"
)
_LINK_BY_NAME = re.compile(r"\[([^\[\]]{1,1000})\](?:\s?\[([^\[\]]{0,200})\])?")
_NOTE_SIGN = re.compile(r"\[\^([^\]\s]{1,80})\]")
# What stands where an address is asked for and is none ("party[ies](all)") is text.
_LIKE_ADDRESS = re.compile(r"[/#@:<]|\.[a-zA-Z]")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))*)\s*/?>"
)
END_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9]{0,15})\s*>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+?)(?<=[^\s*])\1(?![\w*])|(?<![\w_])(_{1,3})(?=[^\s_])([^_]+?)(?<=[^\s_])\3(?![\w_])"
)
_STRUCK = re.compile(r"~~(?=[^\s~])([^~]+)~~|<(s|strike|del)>([^<]{1,5000})</\2>", re.IGNORECASE)
_LEAD = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
# The elements of HTML; anything else in angle brackets is text ("within <thirty days> of receipt").
_ELEMENTS = frozenset(
    "a abbr acronym address article aside b base basefont bdi bdo big blockquote body br button caption center cite "
    "code col colgroup data dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 "
    "h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark menu meta nav "
    "nobr object ol optgroup option output p param picture pre q rp rt ruby s samp section select small source span "
    "strike strong sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var wbr"
    .split()
)  # fmt: skip
# Those that may go without an end.
_WITHOUT_END = frozenset("br hr img input p li dd dt td th tr tbody thead tfoot col wbr meta link".split())
_WITHIN_WORDS = frozenset("a abbr b big code del em font i ins mark s small span strike strong sub sup tt u".split())
# Emphasis stands in emphasis, but not ever so deep.
_DEEPEST = 6
# Characters that were escaped or stand in code wait here, where no mark is looked for.
_AWAY = 0xF0000


@dataclass(slots=True)
class Inline:
    """Takes the marks off, and remembers what it met.

    Attributes:
        targets: The names of links defined elsewhere in the file, in lower case.
        ended: The HTML elements that end anywhere in the file, in lower case.
        pictures: How many pictures were met.
        signs: The signs of footnotes.
        addresses: The addresses of links and pictures.
        struck: The words struck through.
    """

    targets: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    pictures: int = 0
    signs: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    def words(self, line: str) -> str:
        """The words of a line as they are printed."""
        if not any(mark in line for mark in "\\`[<*_&~"):
            return line
        line = _ESCAPE.sub(lambda found: _put_away(found.group(1)), line)
        line = _CODE.sub(lambda found: _put_away(found.group(2)), line)
        if "[" in line:
            line = self._links(line)
        struck: list[str] = []

        def strike(found: re.Match[str]) -> str:
            struck.append(found.group(1) or found.group(3))
            return struck[-1]

        line = _STRUCK.sub(strike, line)
        line = self._plain(line)
        self.struck += [words for each in struck if (words := self._plain(each).strip())]
        return line

    def lead(self, line: str) -> int:
        """How many characters at the start are set apart by emphasis; 0 where none are, or all."""
        found = _LEAD.match(line)
        if found is None or not line[found.end() :].strip():
            return 0
        unheard = Inline(targets=self.targets, ended=self.ended)
        return len(" ".join(unheard.words(found.group()).split()))

    def _plain(self, line: str) -> str:
        """A line without tags and emphasis."""
        if "<" in line:
            line = _TAG.sub(self._without_tag, _ADDRESS.sub(lambda found: found.group(1), line))
        for _ in range(_DEEPEST):
            less = _EMPHASIS.sub(lambda found: found.group(2) or found.group(4), line)
            if less == line:
                break
            line = less
        line = html.unescape(line) if "&" in line else line
        return _as_it_stood(line)

    def _without_tag(self, found: re.Match[str]) -> str:
        """Nothing or white space for a tag; the tag itself where it is a word in brackets ("<address>")."""
        end, name, attributes = found.group(1), found.group(2).lower(), found.group(3)
        known = name in _ELEMENTS and (end or attributes or name in _WITHOUT_END or name in self.ended)
        if not known:
            return found.group()
        return "" if name in _WITHIN_WORDS else " "

    def _links(self, line: str) -> str:
        def picture(found: re.Match[str]) -> str:
            self.pictures += 1
            self.addresses.append(_as_it_stood(found.group(2)[1:-1]))
            return found.group(1)

        def sign(found: re.Match[str]) -> str:
            self.signs.append(found.group(1))
            return ""

        def link(found: re.Match[str]) -> str:
            address = _as_it_stood(found.group(2)[1:-1])
            if address and not is_like_address(address):
                return found.group()
            self.addresses.append(address)
            return found.group(1)

        def named(found: re.Match[str]) -> str:
            name = found.group(2) or found.group(1)
            if " ".join(name.split()).casefold() not in self.targets:
                return found.group()
            self.addresses.append(found.group(2) or "")
            return found.group(1)

        line = _IMAGE.sub(picture, line)
        line = _NOTE_SIGN.sub(sign, line)
        line = _LINK.sub(link, line)
        return _LINK_BY_NAME.sub(named, line) if self.targets else line


def is_like_address(text: str) -> bool:
    """Whether a text may be the address of a page, a file or a place in one."""
    return _LIKE_ADDRESS.search(text) is not None


_BACK = {_AWAY + code: chr(code) for code in range(128)}


def _put_away(text: str) -> str:
    return "".join(
        chr(_AWAY + ord(char)) if ord(char) < 128 and not char.isalnum() and char != " " else char for char in text
    )


def _as_it_stood(line: str) -> str:
    return line if line.isascii() else line.translate(_BACK)

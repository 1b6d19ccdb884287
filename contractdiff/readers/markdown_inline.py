"""The words of a line of Markdown, without its marks."""

import html
import re

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^`]+)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\]]{0,1000})\](?:\([^()]{0,2000}\)|\[[^\]]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]]{1,5000})\]\((?:<[^<>]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)(?:\s+[\"'(][^\"']{0,500}[\"')])?\)"
)
_LINK_BY_NAME = re.compile(r"\[([^\[\]]{1,1000})\](?:\s?\[([^\[\]]{0,200})\])?")
_NOTE_SIGN = re.compile(r"\[\^([^\]\s]{1,80})\]")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+?)(?<=[^\s*])\1(?![\w*])|(?<![\w_])(_{1,3})(?=[^\s_])([^_]+?)(?<=[^\s_])\3(?![\w_])"
)
_STRUCK = re.compile(r"~~(?=[^\s~])([^~]+)~~")
_LEAD = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
# Emphasis stands in emphasis, but not ever so deep.
_DEEPEST = 6
# Characters that were escaped or stand in code wait here, where no mark is looked for.
_AWAY = 0xF0000


class Inline:
    """Takes the marks off, and remembers what it met.

    Attributes:
        targets: The names of links defined elsewhere in the file, in lower case.
        pictures: How many pictures were met.
        signs: The signs of footnotes.
    """

    def __init__(self) -> None:
        self.targets: set[str] = set()
        self.pictures = 0
        self.signs: list[str] = []

    def words(self, line: str) -> str:
        """The words of a line as they are printed."""
        if not any(mark in line for mark in "\\`[<*_&~"):
            return line
        line = _ESCAPE.sub(lambda found: _put_away(found.group(1)), line)
        line = _CODE.sub(lambda found: _put_away(found.group(2)), line)
        if "[" in line:
            line = self._links(line)
        if "<" in line:
            line = _TAG.sub(" ", _ADDRESS.sub(lambda found: found.group(1), line))
        line = _STRUCK.sub(lambda found: found.group(1), line)
        for _ in range(_DEEPEST):
            less = _EMPHASIS.sub(lambda found: found.group(2) or found.group(4), line)
            if less == line:
                break
            line = less
        line = html.unescape(line) if "&" in line else line
        return line if line.isascii() else line.translate(_BACK)

    def lead(self, line: str) -> int:
        """How many characters at the start are set apart by emphasis; 0 where none are, or all."""
        found = _LEAD.match(line)
        if found is None or not line[found.end() :].strip():
            return 0
        pictures, signs = self.pictures, len(self.signs)
        length = len(" ".join(self.words(found.group()).split()))
        self.pictures = pictures
        del self.signs[signs:]
        return length

    def _links(self, line: str) -> str:
        line, pictures = _IMAGE.subn(lambda found: found.group(1), line)
        self.pictures += pictures

        def sign(found: re.Match[str]) -> str:
            self.signs.append(found.group(1))
            return ""

        line = _NOTE_SIGN.sub(sign, line)
        line = _LINK.sub(lambda found: found.group(1), line)

        def named(found: re.Match[str]) -> str:
            name = found.group(2) or found.group(1)
            return found.group(1) if " ".join(name.split()).casefold() in self.targets else found.group()

        return _LINK_BY_NAME.sub(named, line) if self.targets else line


_BACK = {_AWAY + code: chr(code) for code in range(128)}


def _put_away(text: str) -> str:
    return "".join(
        chr(_AWAY + ord(char)) if ord(char) < 128 and not char.isalnum() and char != " " else char for char in text
    )

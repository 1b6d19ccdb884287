"""The words of text and Markdown files: all of them, Markdown's addresses and names as well, without HTML's tags."""

import html
import re

from contractdiff.coverage.stretch import Stretch

_COMMENT = re.compile(r"<!--|-->")
# A tag gives a value or has an end; what else stands in angle brackets is text.
_TAG_WITH_VALUE = re.compile(r"<[a-zA-Z]\w*\s[^<>]*=[^<>]*>")
_END_TAG = re.compile(r"</(\w+)\s*>")
_BARE_TAG = re.compile(r"<(\w+)\s*/?>")
_WITHOUT_END = frozenset("br hr img wbr p li dd dt td th tr tbody thead tfoot".split())
_CHECKED_BOX = re.compile(r"^[ \t>]*[-*+][ \t]+\[[xX]\]", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def text_stretches(data: bytes, *, markdown: bool) -> list[Stretch]:
    """The words of a text file in one stretch."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if markdown:
        text = _CHECKED_BOX.sub(" ", _COMMENT.sub(" ", text))
        text = html.unescape(_ESCAPE.sub("", _without_tags(text)))
    return [Stretch(text)]


def _without_tags(text: str) -> str:
    names = _WITHOUT_END | {name.lower() for name in _END_TAG.findall(text)}
    text = _END_TAG.sub(" ", _TAG_WITH_VALUE.sub(" ", text))
    return _BARE_TAG.sub(lambda tag: " " if tag.group(1).lower() in names else tag.group(), text)

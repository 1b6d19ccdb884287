"""The words of text and Markdown files: all of them, without Markdown's addresses and tags."""

import html
import re

from contractdiff.coverage.stretch import Stretch

_COMMENT = re.compile(r"<!--|-->")
_ADDRESS = re.compile(
    r"(?<=\])\((?:<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:\s+(\"[^\"]*\"|'[^']*'))?\)|(?<=\])\[[^\]]*\]"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:[ \t]*\S+.*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
_HEADING_NAME = re.compile(r"[ \t]\{[#.:][^{}\n]*\}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
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
        text = _COMMENT.sub(" ", text)
        text = _DEFINITION.sub(" ", text)
        text = _FENCE.sub(" ", text)
        text = _ADDRESS.sub(" ", text)
        text = _TAG.sub(" ", text)
        text = _HEADING_NAME.sub(" ", text)
        text = html.unescape(_ESCAPE.sub("", text))
    return [Stretch(text)]

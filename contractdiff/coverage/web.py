"""The words of a web page, by the parser of the standard library."""

import email
import html.parser
import re
from email.errors import MessageError

from contractdiff.coverage.stretch import Stretch
from contractdiff.model import TrackedView

_NEVER = frozenset(
    "script style title template noembed noframes select desc metadata canvas iframe video audio datalist".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub time tt u var wbr o:p st1:place".split()
)
# Elements that have no end, so that nothing can stand inside them.
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)|encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
# Tags without an end; the standard library looks for the end of each through all of the rest.
_UNENDED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_MOST_UNENDED = 500


def html_stretches(data: bytes, view: TrackedView) -> list[Stretch]:
    """The words of a page in one stretch, hidden ones as well."""
    if re.match(rb"[\s\S]{0,2000}?mime-version:", data, re.IGNORECASE):
        data = _first_page(data)
    parser = _Words("ins" if view is TrackedView.ORIGINAL else "del")
    text = _decoded(data)
    if len(_UNENDED.findall(text)) > _MOST_UNENDED:
        text = _UNENDED.sub("&lt;", text)
    parser.feed(text)
    parser.close()
    return [Stretch("".join(parser.found))]


class _Words(html.parser.HTMLParser):
    def __init__(self, without: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._never = _NEVER | {without}
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.found.append("\n")
        if tag in self._never and tag not in _EMPTY:
            self._within.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            while self._within.pop() != tag:
                pass
        if tag not in _INLINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.found.append(data)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:4096])
    name = (declared.group(1) or declared.group(2)).decode("ascii") if declared else "utf-8"
    for encoding in (name, "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _first_page(data: bytes) -> bytes:
    try:
        for part in email.message_from_bytes(data).walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                return payload if isinstance(payload, bytes) else data
    except (MessageError, LookupError, ValueError):
        pass
    return data

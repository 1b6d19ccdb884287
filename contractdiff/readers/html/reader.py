"""A web page → ``SourceText``.

| Of the page                                               | |
|-----------------------------------------------------------|---|
| paragraphs, headings, quotations, definition lists        | read |
| numbers of ordered lists, and those of style sheets        | the label a browser prints |
| numbers of lists in pages saved by Word and Google Docs   | the label they wrote out |
| tables                                                    | a block a row, or a paragraph where cells are prose |
| footnotes that their links or classes tell                | as notes; their signs are set aside |
| marked insertions and deletions (``ins``, ``del``)        | as if accepted, or as before them |
| fields of forms                                           | their values; a box or a blank |
| words struck through otherwise (``s``)                     | read, and told of |
| what is hidden on the page                                | set aside and told of |
| menus, heads and feet of the page                         | read as text: nothing tells them from the contract |
| words of drawings (``svg``), each a paragraph              | read |
| pictures, frames, films, words that scripts put in        | told of, or not known |
| web archives (.mht)                                       | their first page |
| style sheets in files of their own                        | not read |
"""

import codecs
import email
import email.policy
import hashlib
import re
from dataclasses import dataclass
from email.errors import MessageError
from pathlib import Path

from lxml import etree

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import (
    Block,
    Format,
    Notice,
    NoticeCode,
    Reading,
    Role,
    SourceText,
    TrackedChanges,
    TrackedView,
)
from contractdiff.ooxml.blocks import BlockBuilder
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.formats import unmarked_utf16
from contractdiff.readers.html.styles import Styles
from contractdiff.readers.html.walk import Findings, Walk
from contractdiff.readers.struck import struck_notice
from contractdiff.text import count_of

_DECLARED = re.compile(
    rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)|<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MESSAGE = re.compile(rb"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?mime-version:", re.IGNORECASE)
# Names that Python takes for encodings and no browser does.
_NO_ENCODINGS = frozenset("unicode_escape raw_unicode_escape idna punycode undefined utf_7 mbcs oem palmos".split())
# How far into a page its encoding may be declared (HTML, 13.2.3.2, asks for 1024; programs put it later).
_DECLARED_WITHIN = 4096
_TOO_LARGE = 200_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows, and what else it holds."""

    blocks: tuple[Block, ...]
    findings: Findings


def read_html(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The text of a web page, or of the first page of a web archive.

    Raises:
        UnreadableError: It is nested deeper than any real page, or too large.
        NoTextError: It shows no text.
    """
    page = read_page(data, path.name, options=options)
    found = page.findings
    if not page.blocks:
        raise NoTextError(
            f"{path.name} shows no text by itself: it may be put in by scripts. Open it in a browser, print it to a "
            "PDF file, and give that."
        )
    tracked = None
    if found.insertions or found.deletions:
        authors = tuple(sorted(found.authors))
        tracked = TrackedChanges(insertions=found.insertions, deletions=found.deletions, moves=0, authors=authors)
    return SourceText(
        reading=Reading(
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=Format.HTML,
            tracked=tracked,
            view=options.tracked if tracked is not None else None,
            comments=tuple(found.comments),
            set_aside=tuple(found.set_aside),
            notices=tuple(notices_of(found, options.tracked)),
        ),
        blocks=page.blocks,
    )


def read_page(data: bytes, file: str = "the page", *, options: ReadOptions = DEFAULT_READING) -> Page:
    """The blocks of a web page that is part of another file, with what else it holds (see ``notices_of``).

    Raises:
        UnreadableError: It is nested deeper than any real page, or too large.
    """
    if len(data) > _TOO_LARGE:
        raise UnreadableError(f"{file} cannot be read: it is larger than any real agreement.")

    if _MESSAGE.match(data[:_DECLARED_WITHIN]):
        data = _first_page(data)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    text = _decoded(data)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError(
            f"{file} cannot be read: it is nested deeper than any real page. Open it in a browser, print it to a PDF "
            "file, and give that."
        )
    if root is None:
        return Page((), Findings())
    styles = Styles()
    for sheet in root.iter("style"):
        styles.add("".join(str(part) for part in sheet.itertext()))
    walk = Walk(styles, options.tracked)
    blocks = BlockBuilder().blocks(walk.read(root), Role.BODY)
    return Page(tuple(_notes_last(blocks)), walk.findings)


def _notes_last(blocks: list[Block]) -> list[Block]:
    """The blocks with the footnotes after everything else, and the endnotes after those."""
    order = {Role.FOOTNOTE: 1, Role.ENDNOTE: 2}
    return sorted(blocks, key=lambda block: order.get(block.role, 0))


def _first_page(data: bytes) -> bytes:
    """The first page of a web archive (RFC 2557), as it stands where none is found."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    charset = part.get_content_charset()
                    if charset and not _DECLARED.search(payload[:_DECLARED_WITHIN]):
                        payload = b'<meta charset="' + charset.encode("ascii", "ignore") + b'">' + payload
                    return payload
    except (MessageError, LookupError, ValueError, RecursionError):
        pass
    return data


def _decoded(data: bytes) -> str:
    """A page's characters: by its mark, what it declares, or what fits."""
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    if not encodings and (encoding := unmarked_utf16(data)):
        encodings = [encoding]
    if declared := _DECLARED.search(data[:_DECLARED_WITHIN]):
        name = (declared.group(1) or declared.group(2)).decode("ascii").lower()
        # browsers read these as the larger set, and pages rely on it (Encoding, 4.2)
        name = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252"}.get(name, name)
        if name.replace("-", "_") not in _NO_ENCODINGS:
            encodings.append(name)
    for encoding in (*encodings, "utf-8", "cp1252"):
        try:
            return data.decode(encoding).replace("\0", "")
        except (UnicodeError, LookupError, ValueError):
            continue
    return data.decode(
        encodings[-1] if encodings and encodings[-1] in ("utf-8", "cp1252") else "cp1252", "replace"
    ).replace("\0", "")


def notices_of(found: Findings, view: TrackedView) -> list[Notice]:
    """What the user must know, in a fixed order."""
    notices: list[Notice] = []

    def notice(code: NoticeCode, message: str) -> None:
        notices.append(Notice(code=code, message=message))

    if found.insertions or found.deletions:
        marks = f"{count_of(found.insertions, 'insertion')} and {count_of(found.deletions, 'deletion')}"
        if view is TrackedView.ACCEPTED:
            notice(NoticeCode.TRACKED_CHANGES_ACCEPTED, f"The page marks {marks}; it was read as if all were accepted.")
        else:
            notice(NoticeCode.TRACKED_CHANGES_REJECTED, f"The page marks {marks}; it was read as it was before them.")
    if found.comments:
        notice(NoticeCode.REVIEWER_COMMENT, f"The page has {count_of(len(found.comments), 'comment')}, not compared.")
    if found.hidden:
        notice(
            NoticeCode.HIDDEN_TEXT,
            f"{count_of(found.hidden, 'stretch', 'stretches')} of text that the page does not show "
            f"{'was' if found.hidden == 1 else 'were'} left out. Look at the page’s source if that may be part of it.",
        )
    if found.struck:
        notices.append(struck_notice(found.struck))
    if found.pictures:
        pictures = count_of(found.pictures, "picture")
        notice(NoticeCode.PICTURE, f"The page has {pictures}; any words inside were not read.")
    if found.objects:
        what = count_of(found.objects, "frame, film or other object", "frames, films or other objects")
        notice(NoticeCode.EMBEDDED_OBJECT, f"The page shows {what} from elsewhere, not read.")
    return notices

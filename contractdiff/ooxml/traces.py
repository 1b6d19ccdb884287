"""What in a Word file tells of the people, machines and earlier files it comes from.

``scrubbing`` takes it out; other code looks whether any is left.
"""

import posixpath
import re
from collections.abc import Collection

from contractdiff.ooxml.names import W14, W15, W, w

# What a part is called in the relationship that leads to it, of the parts that a plain document is made of
PLAIN_PARTS = frozenset(
    (
        "officeDocument",
        "styles",
        "settings",
        "fontTable",
        "numbering",
        "theme",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "image",
        "core-properties",
        "extended-properties",
        "custom-properties",
    )
)
COMMENT_PARTS = frozenset(("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"))
EMBEDDED_PARTS = frozenset(
    (
        "oleObject",
        "package",
        "control",
        "activeXControlBinary",
        "vbaProject",
        "vbaProjectSignature",
        "wordVbaData",
        "aFChunk",
        "subDocument",
        "keyMapCustomizations",
        "attachedToolbars",
        "frame",
        "webextension",
        "webextensiontaskpanes",
    )
)
MAIL_MERGE_PARTS = frozenset(("mailMergeSource", "mailMergeHeaderSource", "mailMergeRecipientData", "recipientData"))

_IDENTITIES = frozenset(("paraId", "textId", "anchorId", "editId", "durableId"))

# Marks of tracked changes (ECMA-376 part 1, 17.13.5), and what Word 2010 adds to them
TRACKED = frozenset(
    (
        *map(
            w,
            (
                "ins del moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd rPrChange"
                " pPrChange sectPrChange tblPrChange tblGridChange tblPrExChange tcPrChange trPrChange numberingChange"
                " cellIns cellDel cellMerge customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart"
                " customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart"
                " customXmlMoveToRangeEnd delText delInstrText trackRevisions"
            ).split(),
        ),
        f"{{{W14}}}conflictIns",
        f"{{{W14}}}conflictDel",
        f"{{{W14}}}customXmlConflictInsRangeStart",
        f"{{{W14}}}customXmlConflictDelRangeStart",
    )
)
COMMENT_MARKS = frozenset(
    (*map(w, ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")), f"{{{W15}}}presenceInfo")
)
# Settings that hold the identities of editing sessions
SESSIONS = frozenset((w("rsids"), w("rsidRoot"), w("rsid"), f"{{{W14}}}docId", f"{{{W15}}}docId"))
CUSTOM_DATA = frozenset(
    (
        *map(
            w, ("customXml", "customXmlPr", "smartTag", "smartTagPr", "smartTagType", "dataBinding", "attachedSchema")
        ),
        f"{{{W15}}}dataBinding",
    )
)
PERMISSIONS = frozenset((w("permStart"), w("permEnd")))


def is_session_mark(attribute: str) -> bool:
    """Whether an attribute tells in which editing session something was written, or is the identity of a paragraph."""
    uri, _, local = attribute.removeprefix("{").rpartition("}")
    if uri == W:
        return local.startswith("rsid")
    return local in _IDENTITIES and uri.startswith("http://schemas.microsoft.com/office/word/")


def family_of(part: str, kinds: Collection[str], content_type: str) -> str:
    """What family of parts one belongs to: "comments", "embedded" and so on, "plain" or "unknown".

    Args:
        part: Its name.
        kinds: What it is called in the relationships that lead to it.
        content_type: Its content type.
    """
    folder, base = posixpath.split(part.lower())
    for family, own, named in (
        ("glossary", {"glossaryDocument"}, folder.startswith("word/glossary")),
        ("comments", COMMENT_PARTS, base.startswith(("comments", "people")) and base.endswith(".xml")),
        ("custom xml", {"customXml", "customXmlProps"}, folder.startswith("customxml")),
        ("thumbnail", {"thumbnail"}, base.startswith("thumbnail.")),
        ("mail merge", MAIL_MERGE_PARTS, False),
        ("embedded", EMBEDDED_PARTS, _holds_a_program(content_type) or "embeddings" in folder or "activex" in folder),
    ):
        if named or not own.isdisjoint(kinds):
            return family
    return "plain" if kinds and PLAIN_PARTS.issuperset(kinds) else "unknown"


def _holds_a_program(content_type: str) -> bool:
    kind = content_type.lower()
    return any(word in kind for word in ("vba", "macroenabled", "activex", "oleobject"))


_FILE = re.compile(
    r"(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\[^\\\s]+\\|\bfile:|(?:^|[\s\"'(])(?:~|/(?:Users|home|Volumes|mnt|private|tmp))/|"
    r"[\w-]+\\[\w .-]+\\[\w .-]+|"
    r"\w\.(?:doc[xm]?|dot[xm]?|rtf|odt|xls[xm]?|csv|ppt[xm]?|pdf|jpe?g|png|gif|tiff?|bmp|svg|emf|wmf|psd|eps|msg|eml)\b",
    re.IGNORECASE | re.MULTILINE,
)
_WEB_PAGE = re.compile(r"\b(?:https?|mailto):[^\s\"]+", re.IGNORECASE)


def names_a_file(text: str) -> bool:
    """Whether a text holds the name of a file or the way to a folder: "logo.png", "/home/jane/"."""
    return _FILE.search(_WEB_PAGE.sub("", text)) is not None

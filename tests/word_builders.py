"""Word files written part by part, so that a test shows the very XML it is about."""

import io
import zipfile
from pathlib import Path

from contractdiff.model import Block, SourceText, TrackedView
from contractdiff.options import ReadOptions
from contractdiff.readers.word import read_word

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_ROOTS = {"header": "hdr", "footer": "ftr"}


def p(*content: str, props: str = "", mark: str = "") -> str:
    """A paragraph; content that is no XML becomes a run. ``mark`` is what the paragraph mark's properties say."""
    inner = "".join(part if part.startswith("<") else r(part) for part in content)
    return f"<w:p><w:pPr>{props}{f'<w:rPr>{mark}</w:rPr>' if mark else ''}</w:pPr>{inner}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(*content: str, author: str = "Roe") -> str:
    """Runs that a tracked change inserts; content that is no XML becomes a run."""
    inner = "".join(part if part.startswith("<") else r(part) for part in content)
    return f'<w:ins w:author="{author}">{inner}</w:ins>'


def dele(*content: str, author: str = "Doe") -> str:
    """Runs that a tracked change deletes."""
    inner = "".join(part if part.startswith("<") else r(part) for part in content)
    inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    inner = inner.replace("w:instrText>", "w:delInstrText>")
    return f'<w:del w:author="{author}">{inner}</w:del>'


def item(text: str, num: int = 1, level: int = 0, mark: str = "") -> str:
    """A paragraph of an automatic list."""
    props = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(*([text] if text else []), props=props, mark=mark)


def table(*rows: list[str | list[str]]) -> str:
    """A table; a cell is one paragraph's text, or a list of paragraphs."""
    out = ""
    for row in rows:
        cells = "".join(cell(*(content if isinstance(content, list) else [content])) for content in row)
        out += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{out}</w:tbl>"


def cell(*paragraphs: str, props: str = "") -> str:
    """A table cell."""
    inner = "".join(part if part.startswith("<") else p(*([part] if part else [])) for part in paragraphs)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def field(instruction: str, result: str | None) -> str:
    """A complex field; ``None`` for one without a result."""
    marks = [_mark("begin"), f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"]
    if result is not None:
        marks += [_mark("separate"), result if result.startswith("<") else r(result)]
    return "".join([*marks, _mark("end")])


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def level(ilvl: int, text: str, fmt: str = "decimal", *, start: int = 1, more: str = "") -> str:
    """One level of a list's definition; ``more`` stands after the format, where restarts and styles go."""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    """A list's definition."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}{more}</w:abstractNum>'


def num(number: int, definition: int, *overrides: str) -> str:
    """A list that follows a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{"".join(overrides)}</w:num>'


def restart(ilvl: int, start: int) -> str:
    """A list's own start for a level."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def word_file(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    settings: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    threads: str = "",
    headers: dict[str, str] | None = None,
    document: str = "word/document.xml",
    raw_parts: dict[str, bytes] | None = None,
    embedded: dict[str, bytes] | None = None,
) -> bytes:
    """The bytes of a Word file.

    ``headers`` maps relationship ids ("header1", "footer1") to their content, ``embedded`` the names of embedded
    documents ("chunk1.html"), which are their relationship ids too, to their bytes.
    """
    parts = {
        "numbering": numbering,
        "styles": styles,
        "settings": settings,
        "footnotes": footnotes,
        "endnotes": endnotes,
        "comments": comments,
    }
    links, files = [], {}
    for kind, content in parts.items():
        if content:
            links.append((kind, kind, f"/word/{kind}.xml"))
            files[f"word/{kind}.xml"] = f"<w:{kind} {_NAMESPACES}>{content}</w:{kind}>"
    if threads:
        links.append(("threads", "commentsExtended", "/word/commentsExtended.xml"))
        files["word/commentsExtended.xml"] = f"<w15:commentsEx {_NAMESPACES}>{threads}</w15:commentsEx>"
    for name, content in (headers or {}).items():
        kind = name.rstrip("0123456789")
        links.append((name, kind, f"/word/{name}.xml"))
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[kind]} {_NAMESPACES}>{content}</w:{_ROOTS[kind]}>"
    links += [(name, "aFChunk", f"/word/{name}") for name in embedded or {}]
    folder, _, name = document.rpartition("/")
    files[document] = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    files[f"{folder}/_rels/{name}.rels"] = _relationships(links)
    files["_rels/.rels"] = _relationships([("rId1", "officeDocument", document)])
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{document}" ContentType="{main}"/></Types>'
    )
    chunks = {f"word/{name}": data for name, data in (embedded or {}).items()}
    return zipped({name: text.encode() for name, text in files.items()} | chunks | (raw_parts or {}))


def _relationships(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in links)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """The bytes of a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, name: str = "agreement.docx", view: TrackedView = TrackedView.ACCEPTED) -> SourceText:
    """What the reader makes of the bytes."""
    return read_word(Path(name), data, options=ReadOptions(tracked=view))


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    """The blocks of a Word file with this body."""
    return read(word_file(body, **parts)).blocks  # type: ignore[arg-type]


def texts(body: str, **parts: str) -> list[str]:
    """The texts of its blocks."""
    return [block.text for block in blocks(body, **parts)]


def labels(body: str, numbering: str, **parts: str) -> list[str | None]:
    """The labels of its blocks."""
    return [block.label for block in blocks(body, numbering=numbering, **parts)]

"""Tagged PDF files, written byte by byte: pages of Courier text, and a tree of the parts it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A line of text; ``mark`` is the number of its marked content, ``None`` for what is no part of the text."""

    x: float
    y: float
    text: str
    mark: int | None
    size: float = 10.0

    def draw(self) -> str:
        begin = "/Artifact BMC" if self.mark is None else f"/P << /MCID {self.mark} >> BDC"
        text = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"{begin} BT /F1 {self.size} Tf 1 0 0 1 {self.x} {792 - self.y} Tm ({text}) Tj ET EMC"


@dataclass(frozen=True)
class Part:
    """An element of the tree: its kind, and its children, each another part or (page from 0, mark)."""

    kind: str
    children: "Sequence[Part | tuple[int, int]]"


def tagged_pdf(pages: Sequence[Sequence[Piece]], parts: Sequence[Part]) -> bytes:
    """A file with these pages and, below the root, these parts."""
    count = len(pages)
    objects: dict[int, str] = {}
    first_page, root = 4, 4 + 2 * count
    held: dict[tuple[int, int], int] = {}
    free = root + 1

    def add(part: Part, parent: int) -> int:
        nonlocal free
        number, free = free, free + 1
        kids: list[str] = []
        for child in part.children:
            if isinstance(child, Part):
                kids.append(f"{add(child, number)} 0 R")
            else:
                page, mark = child
                held[child] = number
                kids.append(f"<< /Type /MCR /Pg {first_page + 2 * page} 0 R /MCID {mark} >>")
        objects[number] = f"<< /Type /StructElem /S /{part.kind} /P {parent} 0 R /K [{' '.join(kids)}] >>"
        return number

    document = add(Part("Document", parts), root)
    kids = " ".join(f"{first_page + 2 * page} 0 R" for page in range(count))
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R >>"
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    objects[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    numbers: list[str] = []
    for page, drawn in enumerate(pages):
        stream = "\n".join(piece.draw() for piece in drawn)
        objects[first_page + 2 * page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /StructParents {page} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {first_page + 2 * page + 1} 0 R >>"
        )
        objects[first_page + 2 * page + 1] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        marks = max((mark for at, mark in held if at == page), default=-1)
        owners = " ".join(f"{held[page, mark]} 0 R" if (page, mark) in held else "null" for mark in range(marks + 1))
        numbers.append(f"{page} [{owners}]")
    objects[root] = f"<< /Type /StructTreeRoot /K {document} 0 R /ParentTree << /Nums [{' '.join(numbers)}] >> >>"
    data, places = b"%PDF-1.7\n", []
    for number in range(1, free):
        places.append(len(data))
        data += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("cp1252")
    start = len(data)
    data += f"xref\n0 {free}\n0000000000 65535 f \n".encode()
    data += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    return data + f"trailer << /Size {free} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()

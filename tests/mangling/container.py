"""Other programs and other kinds of files: round trips through LibreOffice, OpenDocument, PDF.

These damages work on finished files: a program is started for many of them at once, since each start takes seconds.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mangling.package import Element, Package, text_of
from mangling.registry import Stage, add

_FILTERS = {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8", "pdf": "pdf:writer_pdf_Export", "doc": "doc"}
_TIMEOUT = 300


@dataclass(frozen=True, slots=True)
class Conversion:
    """The kinds of files that a file goes through."""

    through: tuple[str, ...]

    @property
    def ends_as(self) -> str:
        """The kind of file at the end."""
        return self.through[-1]


CONVERSIONS = {
    "libreoffice": Conversion(("docx",)),
    "libreoffice_odt": Conversion(("odt", "docx")),
    "odt": Conversion(("odt",)),
    "pdf": Conversion(("pdf",)),
}


def _later(form: Package, rng: Random) -> None:
    """Nothing yet: the finished file is converted."""


def _print(form: Package, rng: Random) -> None:
    """What is printed holds no margin comments, and of the letters those only that the fonts here have."""
    printed = set(form.tokens_in("\n".join(text_of(root) for root in (form.root, *_below(form)))))
    form.truth.forget([token for token in form.truth.words if token not in printed])
    form.truth.withdraw([token for token in form.truth.words if not token.isascii()])


def _below(form: Package) -> list[Element]:
    return [root for name, root in form.notes.items() if "comments" not in name]


for _name, _says in {
    "libreoffice": "LibreOffice opened the file and saved it as .docx again.",
    "libreoffice_odt": "LibreOffice saved the file as .odt, and that as .docx.",
    "odt": "The file is an .odt of LibreOffice's.",
    "pdf": "The file is a PDF that LibreOffice made.",
}.items():
    add(_name, Stage.CONTAINER, _print if _name == "pdf" else _later, _says)


def convert_many(files: Sequence[bytes], conversion: Conversion) -> list[bytes]:
    """The files after a conversion, all in as few starts of the program as can be."""
    suffix = "docx"
    for kind in conversion.through:
        files = _convert(files, suffix, kind)
        suffix = kind
    return list(files)


def _convert(files: Sequence[bytes], suffix: str, kind: str) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="mangling-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        paths = [folder / "in" / f"{at}.{suffix}" for at in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                _FILTERS[kind],
                "--outdir",
                str(folder / "out"),
                *map(str, paths),
            ],
            check=True,
            capture_output=True,
            timeout=_TIMEOUT,
        )
        return [(folder / "out" / f"{at}.{kind}").read_bytes() for at in range(len(files))]

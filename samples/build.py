"""Build the sample agreements: ``python samples/build.py [FOLDER]``.

Writes fy2011.docx (numbers made by Word), fy2012.docx (numbers typed), changes.json (the list of what the redraft
changed) and, where LibreOffice is installed, both agreements as PDF. FOLDER is where this file is unless given.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markup import Clause, number, parse
from redraft import amend, changes
from wordfile import About, write_docx

HERE = Path(__file__).resolve().parent
FY2011 = About(title="Community Services Provider Agreement, Fiscal Year 2011", date="2010-04-15")
FY2012 = About(title="Community Services Provider Agreement, Fiscal Year 2012", date="2011-05-20")


def build(folder: Path, *, pdf: bool = True) -> None:
    """Write the samples into ``folder``."""
    blocks = parse((HERE / "fy2011.txt").read_text("utf-8"))
    amended = amend(blocks, (HERE / "fy2012.toml").read_text("utf-8"))
    old, new = number(blocks), number(amended.blocks)
    write_docx(folder / "fy2011.docx", old, FY2011, automatic=True)
    write_docx(folder / "fy2012.docx", new, FY2012, automatic=False)
    listed = json.dumps(changes(blocks, amended), indent=1, ensure_ascii=False)
    (folder / "changes.json").write_text(listed + "\n", "utf-8", newline="\n")
    if pdf and (soffice := shutil.which("soffice")):
        write_pdf(folder / "fy2011.pdf", old, FY2011, soffice)
        write_pdf(folder / "fy2012.pdf", new, FY2012, soffice)


def write_pdf(path: Path, clauses: list[Clause], about: About, soffice: str) -> None:
    """Print the agreement.

    It is printed from typed numbers: LibreOffice does not know legal numbering and would print "IV.1." for "4.1.".
    """
    with tempfile.TemporaryDirectory() as work:
        docx = Path(work) / f"{path.stem}.docx"
        write_docx(docx, clauses, about, automatic=False)
        profile = f"-env:UserInstallation={(Path(work) / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", work, str(docx)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copyfile(docx.with_suffix(".pdf"), path)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

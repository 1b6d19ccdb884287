"""What people see: documents printed by LibreOffice and read back. Skipped where LibreOffice is not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from contractdiff import api
from contractdiff.forms import response_document
from contractdiff.model import Side
from contractdiff.options import ResponseOptions

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (apt-get install libreoffice-writer)")


def printed(path: Path, folder: Path) -> Path:
    """The PDF that LibreOffice prints of a document."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.pdf"


def test_a_word_file_and_its_print_read_the_same(tmp_path: Path) -> None:
    made = api.compare(SAMPLES / "fy2012.docx", printed(SAMPLES / "fy2012.docx", tmp_path))
    worded = [change for change in made.changes if change.kind.value != "renumbered"]
    assert worded == []
    labels = [(made.old.by_id[old].label, made.new.by_id[new].label) for old, new in made.unchanged]
    assert all(old == new for old, new in labels)


def test_page_one_of_the_response_document_says_what_to_do(tmp_path: Path) -> None:
    made = api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.pdf", old_name="FY2011", new_name="FY2012")
    options = ResponseOptions(
        agency="The Department", coalition="The Coalition", return_by="June 10", return_to="a@example.org"
    )
    path = tmp_path / "response.docx"
    path.write_bytes(response_document(made, options))
    document = api.read_contract(printed(path, tmp_path), side=Side.OLD)
    first = " ".join(clause.wording for clause in document.clauses if clause.page == 1)
    for expected in ("What to do", "Who you are", "The ten that matter most", "June 10", "a@example.org"):
        assert expected in first, expected
    everything = " ".join(clause.wording for clause in document.clauses)
    assert all(change.id in everything for change in made.changes)

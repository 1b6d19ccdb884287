"""The import table: which room of the code may use which. The picture of it is in the README."""

import ast
from pathlib import Path

import pytest

import contractdiff

PACKAGE = Path(contractdiff.__file__).parent
EVERYWHERE = {"errors", "options", "progress", "files", "processes"}
MAY_IMPORT = {
    "model": set(),
    "text": {"model"},
    "ooxml": {"model"},
    "readers": {"model", "text", "ooxml"},
    "structure": {"model", "text"},
    "align": {"model", "text"},
    "diff": {"model", "text"},
    "flags": {"model", "text"},
    "coverage": {"model"},
    "rounds": {"model", "text"},
    "reconcile": {"model", "text"},
    "docket": {"model", "text", "ooxml"},
    "release": {"model", "text", "ooxml"},
    "reports": {"model", "text", "ooxml", "resources"},
    "forms": {"model", "text", "ooxml", "resources"},
    "resources": {"model"},
    "errors": set(),
    "options": {"model"},
    "progress": set(),
    "files": set(),
    "processes": set(),
    "api": {
        "model",
        "text",
        "coverage",
        "ooxml",
        "readers",
        "structure",
        "align",
        "diff",
        "flags",
        "reports",
        "forms",
        "docket",
        "release",
        "rounds",
        "reconcile",
        "resources",
    },
    "cli": {"api", "model"},
    "__main__": {"cli"},
    "__init__": set(),
}
# Third-party libraries and the rooms that may know them
ONLY_IN = {
    "click": {"cli"},
    "docx": {"ooxml", "readers/word", "forms", "reports"},
    "lxml": {"ooxml", "readers/word", "readers/html", "readers/office_lists", "forms", "reports", "release"},
    "zipfile": {
        "ooxml",
        "readers/word",
        "readers/formats",
        "readers/office_lists",
        "coverage",
        "forms",
        "reports",
        "release/archive",
    },
    "pdfplumber": {"readers/pdf", "coverage"},
    "pypdfium2": {"readers/pdf", "release/pdf_checks"},
    "pikepdf": {"release/pdf_file", "release/pdf_checks"},
    "rapidfuzz": {"align", "diff", "forms", "docket", "rounds", "reconcile"},
    "sqlite3": {"docket"},
    "openpyxl": {"docket", "ooxml", "reports"},
    "jinja2": {"forms/page"},
    "markupsafe": {"forms/page"},
    "python_redlines": {"ooxml/docxodus"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide which room is used"
            found.add(node.module or "")
            if node.module == "contractdiff":
                found |= {f"contractdiff.{alias.name}" for alias in node.names}
    return found


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_room_uses_only_the_rooms_it_may(path: Path) -> None:
    room = room_of(path)
    allowed = MAY_IMPORT[room] | EVERYWHERE | {room, "__version__"}
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("contractdiff.")}
    assert used <= allowed, f"{room} may not import {sorted(used - allowed)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_is_known_only_where_it_may_be(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for name in imports_of(path):
        rooms = ONLY_IN.get(name.split(".")[0])
        assert rooms is None or any(place.startswith(room) for room in rooms), f"{place} may not import {name}"


def test_only_the_command_line_prints_or_reads_the_clock() -> None:
    for path in FILES:
        if room_of(path) == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"print", "time.time", "datetime.now", "date.today", "os.getenv"}, (
                    f"{path}: {called}"
                )

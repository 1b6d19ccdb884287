"""Build each Word template of this folder from the folder of the same name that holds its parts as plain XML.

Run it after a change to that XML: ``python templates/make_templates.py``. A part that a folder has not got is that of
``response``, where the folder's list of content types names it. (The look of a document, and the sentences of the
letter, can be changed in Word as well: open ``response.docx``, restyle it, and give it to contractdiff by
``--template``.)
"""

from pathlib import Path

from contractdiff.ooxml.saving import pack

HERE = Path(__file__).resolve().parent
_BASE, _TYPES = HERE / "response", "[Content_Types].xml"


def template_bytes(folder: Path) -> bytes:
    """Return the Word file whose parts lie in ``folder``."""
    parts = _parts(_BASE) | _parts(folder)
    types = parts[_TYPES].decode()
    return pack({name: part for name, part in parts.items() if f"/{name}" in types or name.endswith((".rels", _TYPES))})


def _parts(folder: Path) -> dict[str, bytes]:
    return {part.relative_to(folder).as_posix(): part.read_bytes() for part in folder.rglob("*") if part.is_file()}


if __name__ == "__main__":
    for folder in sorted(path for path in HERE.iterdir() if (path / "word").is_dir()):
        folder.with_suffix(".docx").write_bytes(template_bytes(folder))
